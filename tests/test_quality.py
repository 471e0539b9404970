"""Lint and strict typing are part of the tests."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[1]


@pytest.mark.parametrize(
    "command",
    [("ruff", "check", "--no-cache", "refreshlint", "rules", "tests"), ("mypy", "--strict", "refreshlint", "rules")],
    ids=lambda command: command[0],
)
def test_the_source_is_clean(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
