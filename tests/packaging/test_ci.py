""".ci/run takes the test command from README.md."""

from __future__ import annotations

import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
MARK = "<!-- test-command -->"


@pytest.fixture
def clone(tmp_path: pathlib.Path) -> pathlib.Path:
    """A folder with .ci/run, and a virtual environment already there."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho \"python $*\"\n")
    python.chmod(0o755)
    return tmp_path


def run(clone: pathlib.Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([clone / ".ci" / "run"], cwd="/", capture_output=True, text=True, timeout=60)


def test_the_command_of_the_readme_is_run_in_the_clone(clone: pathlib.Path) -> None:
    fenced = "```sh\n.venv/bin/python -m pytest && pwd\n```\n"
    (clone / "README.md").write_text(f"# Title\n```sh\necho no\n```\n{MARK}\n{fenced}{MARK}\n`echo no`\n")
    done = run(clone)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"python -m pytest\n{clone.resolve()}\n", "")


def test_a_failing_command_fails(clone: pathlib.Path) -> None:
    (clone / "README.md").write_text(f"{MARK}\n```sh\nfalse\necho on\n```\n{MARK}\n")
    done = run(clone)
    assert (done.returncode, done.stdout) == (1, "")


def test_a_readme_without_the_command_is_an_error(clone: pathlib.Path) -> None:
    (clone / "README.md").write_text("# Title\n")
    done = run(clone)
    assert done.returncode == 2
    assert "README.md has no test command" in done.stderr


def test_the_readme_has_the_command() -> None:
    marked = (ROOT / "README.md").read_text("utf-8").split(f"{MARK}\n")
    assert len(marked) == 3
    assert "-m pytest" in marked[1]
