"""The recipe for Husky and lint-staged that README.md gives."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

from integration_support import COMMAND, FAULTY, PACKAGE, ROOT, SOUND, Make, git


def recipe() -> tuple[str, str]:
    """The hook and the lint-staged setting as README.md writes them."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = text[text.index("<!-- husky -->") : text.index("<!-- husky -->", text.index("<!-- husky -->") + 1)]
    setting, hook = [block.split("```")[0] for block in (section.split("```json\n")[1], section.split("```sh\n")[1])]
    return hook, setting


def test_a_staged_bug_is_stopped_and_its_cure_passes(checkout: Make, node_programs: pathlib.Path) -> None:
    hook, setting = recipe()
    package = {**json.loads(PACKAGE), **json.loads(setting)}
    root = checkout({"package.json": json.dumps(package), ".gitignore": "node_modules\n", "src/api.ts": SOUND})
    (root / "node_modules").symlink_to(node_programs)
    commands = root.parent / "bin"
    commands.mkdir()
    command = commands / "refreshlint"
    command.write_text(f"#!{sys.executable}\n{COMMAND}", encoding="utf-8")
    command.chmod(0o755)
    environment = {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    installed = subprocess.run(
        ["node", str(node_programs / "husky" / "bin.js")], cwd=root, capture_output=True, text=True, check=False, timeout=60
    )
    assert installed.returncode == 0, installed.stdout + installed.stderr
    (root / ".husky" / "pre-commit").write_text(hook, encoding="utf-8")
    git(root, "add", "-A", environment=environment)
    git(root, "commit", "-m", "hook", environment=environment)
    (root / "src/api.ts").write_text(FAULTY, encoding="utf-8")
    git(root, "add", "-A")
    stopped = git(root, "commit", "-m", "bug", check=False, environment=environment)
    assert stopped.returncode != 0
    assert "unshared-refresh" in stopped.stdout + stopped.stderr
    (root / "src/api.ts").write_text(SOUND, encoding="utf-8")
    (root / "src/more.ts").write_text("export const more = 1;\n", encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-m", "cure", environment=environment)
