"""The hook as a stranger sets it up: pre-commit installs refreshlint from this checkout, and stops a commit."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

import pytest
import yaml
from integration_support import FAULTY, PACKAGE, ROOT, SOUND, Make, git

FILES = {"package.json": PACKAGE, "src/api.mts": SOUND, "src/other.ts": "export const other = 1;\n"}


@pytest.fixture(scope="session")
def tool(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A git repository with the files of this checkout, as pre-commit needs one to install from."""
    home = tmp_path_factory.mktemp("tool")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, home / name)
    for name in ("refreshlint", "rules"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    git(home, "init", "-q")
    git(home, "add", "-A")
    git(home, "commit", "-qm", "tool")
    return home


@pytest.fixture(scope="session")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """pre-commit's folder of installed hooks, shared by the tests of a session."""
    return tmp_path_factory.mktemp("pre-commit")


def configured(root: pathlib.Path, tool: pathlib.Path, home: pathlib.Path, hook: str = "refreshlint") -> dict[str, str]:
    """Write .pre-commit-config.yaml, install the hook, and return the environment to commit in."""
    revision = git(tool, "rev-parse", "HEAD").stdout.strip()
    config = {"repos": [{"repo": str(tool), "rev": revision, "hooks": [{"id": hook}]}]}
    (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    environment = {"PRE_COMMIT_HOME": str(home), "PATH": f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    git(root, "add", "-A")
    return environment


def test_a_staged_bug_is_stopped_and_its_cure_passes(checkout: Make, tool: pathlib.Path, pre_commit_home: pathlib.Path) -> None:
    root = checkout(FILES)
    environment = configured(root, tool, pre_commit_home)
    (root / "src/api.mts").write_text(FAULTY, encoding="utf-8")
    git(root, "add", "-A")
    stopped = git(root, "commit", "-m", "bug", check=False, environment=environment)
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode != 0, said
    assert "unshared-refresh" in said
    assert "src/api.mts:11:26" in said
    (root / "src/api.mts").write_text(SOUND, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "cure", environment=environment)


def test_only_what_the_commit_concerns_is_reported(checkout: Make, tool: pathlib.Path, pre_commit_home: pathlib.Path) -> None:
    root = checkout({**FILES, "src/api.mts": FAULTY})
    environment = configured(root, tool, pre_commit_home)
    (root / "src/other.ts").write_text("export const other = 2;\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "elsewhere", environment=environment)


def test_untracked_files_do_not_count(checkout: Make, tool: pathlib.Path, pre_commit_home: pathlib.Path) -> None:
    root = checkout(FILES)
    environment = configured(root, tool, pre_commit_home, "refreshlint-project")
    (root / "src/draft.ts").write_text(FAULTY, encoding="utf-8")
    (root / "src/other.ts").write_text("export const other = 2;\n", encoding="utf-8")
    git(root, "add", "src/other.ts", ".pre-commit-config.yaml")
    git(root, "commit", "-m", "elsewhere", environment=environment)
    git(root, "add", "src/draft.ts")
    assert git(root, "commit", "-m", "draft", check=False, environment=environment).returncode != 0
