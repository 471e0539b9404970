"""Outputs that cannot be written: one clear line and the exit code of wrong usage, no trace of Python."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

FULL = pathlib.Path("/dev/full")


@pytest.fixture
def app(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "package.json").write_text('{"name": "app", "dependencies": {"expo": "54", "react-native": "0.81"}}')
    (tmp_path / "api.ts").write_text("export const api = 1;\n")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "."),
        ("check", "--output-format", "sarif", "."),
        ("check", "--output", "json={full}", "."),
        ("audit", "."),
        ("audit", ".", "--output", "html={full}"),
        ("rule", "token-logged"),
    ],
    ids=" ".join,
)
def test_a_full_disk(app: pathlib.Path, arguments: tuple[str, ...]) -> None:
    assert FULL.exists(), "this test needs a device that is always full"
    command = [sys.executable, "-m", "refreshlint", *(argument.format(full=FULL) for argument in arguments)]
    written = any("{full}" in argument for argument in arguments)
    with FULL.open("wb") as full:
        stdout = subprocess.DEVNULL if written else full
        done = subprocess.run(command, cwd=app, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "cannot be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.splitlines()) <= 3
