"""A crash of native code in one file costs that file, which is named, and nothing else."""

from __future__ import annotations

import os
import pathlib
import signal
import sys
import threading

import pytest

from refreshlint import js, run
from refreshlint.cli.main import main
from refreshlint.finding import NoticeKind
from refreshlint.run import Options
from refreshlint.shield import LostAnswer, NativeCrash, shielded
from refreshlint.source import SourceFile

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the shield is made of fork, on Linux only")

CLIENT = """\
export async function call(path: string) {
  const response = await fetch(path);
  if (response.status !== 401) return response;
  const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
  vault.keep(await answer.json());
  return fetch(path);
}
"""


@pytest.fixture
def app(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """200 files, on one of which the parser crashes."""
    for number in range(200):
        (tmp_path / f"token{number:03}.ts").write_text(f"export const token{number} = {number};\n")
    (tmp_path / "token077.ts").write_text("export const crash = token;\n")
    (tmp_path / "token100.ts").write_text(CLIENT)
    real = js.lower.parse

    def crashing(source: SourceFile) -> object:
        if b"crash" in source.data:
            os.kill(os.getpid(), signal.SIGSEGV)
        return real(source)

    monkeypatch.setattr(js.lower, "parse", crashing)
    return tmp_path


def test_a_crash_costs_one_file(app: pathlib.Path) -> None:
    report = run.scan([app], Options(shield=True), root=app).report
    assert [(finding.rule, finding.at.path) for finding in report.findings] == [("unshared-refresh", "token100.ts")]
    assert [(notice.kind, notice.path) for notice in report.notices] == [(NoticeKind.UNREADABLE, "token077.ts")]
    assert report.coverage.fully == 199


def test_the_command_survives_it_and_strict_says_so(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(app)]) == 1
    assert "token077.ts" in capsys.readouterr().out
    assert main(["check", "--strict", str(app)]) == 5


def test_what_work_raises_is_raised() -> None:
    def failing() -> None:
        raise ValueError("as it was")

    assert shielded(lambda: [1, 2]) == [1, 2]
    with pytest.raises(ValueError, match="as it was"):
        shielded(failing)
    with pytest.raises(NativeCrash, match="SIGKILL"):
        shielded(lambda: os.kill(os.getpid(), signal.SIGKILL))


class Picky(Exception):
    """An exception that pickles and cannot be read again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def test_what_cannot_be_handed_over_is_told_in_words() -> None:
    def picky() -> None:
        raise Picky("one", "two")

    def locked() -> None:
        error = ValueError("with a lock")
        error.lock = threading.Lock()  # type: ignore[attr-defined]
        raise error

    with pytest.raises(LostAnswer, match="Picky: one two"):
        shielded(picky)
    with pytest.raises(LostAnswer, match="ValueError: with a lock"):
        shielded(locked)
    with pytest.raises(LostAnswer, match="exit code 3"):
        shielded(lambda: os._exit(3))
