"""What the integration tests need: programs of tests/integration/node, installed once, and projects in git checkouts."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
from collections.abc import Mapping

import pytest
from integration_support import Make, git

NODE = pathlib.Path(__file__).parent / "node"


@pytest.fixture(scope="session")
def node_programs() -> pathlib.Path:
    """The node_modules of tests/integration/node, installed if they are missing or older than the lock."""
    npm = shutil.which("npm")
    assert shutil.which("node") and npm, "these tests need Node 20.17 or newer and npm on the path"
    installed = NODE / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < (NODE / "package-lock.json").stat().st_mtime:
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, f"npm ci failed:\n{done.stdout}{done.stderr}"
        installed.touch()
    return NODE / "node_modules"


@pytest.fixture
def checkout(tmp_path: pathlib.Path) -> Make:
    """Makes a git checkout in which the given files are committed."""

    def make(files: Mapping[str, str]) -> pathlib.Path:
        root = tmp_path / "app"
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        git(root, "init", "-q", "-b", "main")
        git(root, "add", "-A")
        git(root, "commit", "-qm", "begin")
        return root

    return make
