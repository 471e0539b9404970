"""The explorer against the oracle: on each case of the corpus that is driven, both see the same property broken, or none.

The oracle's verdict is what test_oracle.py holds: a bad case breaks the property that its table names, a good one breaks nothing.
`APART` lists the cases on which the explorer is known to be of another mind, and why; it may only become shorter.
"""

from __future__ import annotations

import pathlib
import tomllib
from typing import Any

import pytest

from refreshlint.auth.auth import Auth
from refreshlint.files import DiskFiles, walk
from refreshlint.interleave.properties import Broken
from refreshlint.js.project import Project
from refreshlint.trace import TracedFiles

CORPUS = pathlib.Path(__file__).parents[2] / "corpus"

SEEN_AS = {
    "race": {Broken.RACE},
    "lost": {Broken.LOST, Broken.RACE, Broken.STALE},
    "hang": {Broken.HANG, Broken.ENDLESS},
    "stuck": {Broken.STUCK, Broken.HANG},
    "loop": {Broken.ENDLESS},
    "stale": {Broken.STALE},
    "after-failure": {Broken.AFTER_FAILURE},
}
"""What the oracle calls a property -> what the explorer may show for it (what hangs in one order goes round in another)."""

APART: dict[str, str] = {}


def driven() -> dict[str, dict[str, Any]]:
    tables = {path.parent: tomllib.loads(path.read_text("utf-8"))["drive"] for path in sorted(CORPUS.rglob("case.toml"))}
    return {folder.relative_to(CORPUS).as_posix(): drive for folder, drive in tables.items() if isinstance(drive, dict)}


def shown(folder: pathlib.Path) -> set[Broken]:
    """The properties that a run of the explorer breaks for sure."""
    files = DiskFiles(folder)
    found = walk(files)
    units = {path.rpartition("/")[0]: path.rpartition("/")[0] for path in found.packages}
    auth = Auth(Project(TracedFiles(files), tuple(found.sources)), units)
    assert auth.proofs is not None
    explorations = [auth.proofs.exploration(group) for group in auth.proofs.groups]
    return {each.violation.broken for found in explorations if found is not None for each in found[0].shown if each.sure}


CASES = {name: drive for name, drive in driven().items() if not name.startswith("projects/")}


@pytest.mark.parametrize("case", CASES)
def test_the_explorer_agrees_with_the_oracle(case: str) -> None:
    broken = shown(CORPUS / case)
    wanted = CASES[case].get("property")
    agree = bool(broken & SEEN_AS[wanted]) if wanted else not broken
    assert agree is (case not in APART), f"{case}: the oracle sees {wanted or 'nothing'}, the explorer {sorted(broken) or 'nothing'}"


def test_there_are_enough_cases(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{len(CASES)} cases are driven; explorer and oracle differ on {len(APART)}")
    assert len(CASES) >= 250
    assert set(APART) <= set(CASES)
