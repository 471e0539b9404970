"""What several tests need: the packages of tests/execution, installed once."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess

import pytest

EXECUTION = pathlib.Path(__file__).parent / "execution"

@pytest.fixture(autouse=True, scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what the tests analyse out of the user's cache."""
    os.environ["REFRESHLINT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))




@pytest.fixture(scope="session")
def node_packages() -> pathlib.Path:
    """The node_modules of tests/execution/package-lock.json, installed if they are missing or older than the lock."""
    npm = shutil.which("npm")
    assert shutil.which("node") and npm, "these tests need Node 20 or newer and npm on the path"
    installed = EXECUTION / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (EXECUTION / "package-lock.json").stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=EXECUTION, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, f"npm ci failed:\n{done.stdout}{done.stderr}"
        installed.touch()
    return EXECUTION / "node_modules"
