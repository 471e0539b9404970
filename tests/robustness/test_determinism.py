"""The same input gives the same bytes, whatever the hash seed, the working directory, and the order in which folders are listed."""

from __future__ import annotations

import hashlib
import os
import pathlib
import random
import subprocess
import sys
from collections.abc import Iterator

import pytest

from refreshlint.registry import load_rules
from refreshlint.report import sarif, text
from refreshlint.report.paths import Paths
from refreshlint.run import Options, scan

CORPUS = pathlib.Path(__file__).parents[2] / "corpus"
APP = CORPUS / "exports" / "garden-faulty"

PROGRAM = """\
import sys
from refreshlint.cli.main import main
main(["check", "--no-cache", "--pedantic", "--output", "sarif=/dev/stdout", "--sarif-root", sys.argv[1], sys.argv[1]])
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A project of many small ones: the faulty export, and bad cases of every rule."""
    folder = tmp_path_factory.mktemp("determinism") / "app"
    sources = [APP, *(next(iter(sorted(rule.iterdir()))) for rule in sorted(CORPUS.glob("*/bad"))[::3])]
    for number, source in enumerate(sources):
        for path in sorted(source.rglob("*")):
            if path.is_file():
                target = folder / f"part{number}" / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    return folder


def test_twenty_runs_give_the_same_bytes(app: pathlib.Path) -> None:
    outputs: dict[str, list[str]] = {}
    for seed in range(10):
        for folder in (app, app.parent):
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, str(app)],
                cwd=folder,
                env={**os.environ, "PYTHONHASHSEED": str(seed)},
                capture_output=True,
                check=True,
                timeout=200,
            )
            assert len(done.stdout) > 10_000
            outputs.setdefault(hashlib.sha256(done.stdout).hexdigest(), []).append(f"seed {seed} in {folder.name}")
    assert len(outputs) == 1, outputs


def test_the_order_of_folders_makes_no_difference(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir
    rng = random.Random(7)

    class Shuffled:
        def __init__(self, path: str) -> None:
            with real(path) as entries:
                self.entries = list(entries)
            rng.shuffle(self.entries)

        def __enter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __exit__(self, *_: object) -> None:
            return None

    def written() -> str:
        found = scan([app], Options(cache=False), rules=load_rules(), root=app)
        return text.render(found.report, found.sources) + sarif.render(found.report, found.sources, paths=Paths("", ""))

    plain = written()
    monkeypatch.setattr(os, "scandir", Shuffled)
    assert {written() for _ in range(3)} == {plain}
