"""Borders: nothing outside of the project is opened, nothing of it is executed, no socket is made, nothing is written into it."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest

PROGRAM = """\
import json, os, sys
events = []
def hook(name, arguments):
    if name in ("open", "os.listdir", "os.scandir"):
        writes = name == "open" and (any(flag in (arguments[1] or "") for flag in "wax+") or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR)))
        events.append([name, str(arguments[0]), writes])
    elif name.startswith(("socket.", "subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "ctypes.dlopen", "compile.")):
        events.append([name, repr(arguments)[:2000], False])
sys.addaudithook(hook)
from refreshlint.cli.main import main
code = main(sys.argv[1:])
print(json.dumps({"code": code, "events": events}), file=sys.stderr)
"""

CLIENT = """\
import { vault } from "../../../outside/vault";
import { keep } from "@evil/keep";
import { more } from "~/more";
export async function call(path: string) {
  const response = await fetch(path);
  if (response.status !== 401) return response;
  const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
  keep(await answer.json(), more);
  return fetch(path);
}
"""


@pytest.fixture
def project(tmp_path: pathlib.Path) -> pathlib.Path:
    """A project that tries to lead out of itself, and git to run a program; its neighbour must not be looked into."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("vault.ts", "tsconfig.json", "package.json", "index.ts", "secret.ts"):
        (outside / name).write_text("{}")
    root = tmp_path / "app"
    files = {
        "package.json": {"name": "app", "exports": {".": "../outside/index.ts"}, "workspaces": ["../outside"]},
        "tsconfig.json": {
            "extends": "../outside/tsconfig.json",
            "compilerOptions": {"baseUrl": "..", "paths": {"~/*": ["outside/*", "../*"]}},
        },
        "node_modules/@evil/keep/package.json": {"name": "@evil/keep", "main": "../../../../outside/index.ts"},
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(json.dumps(content))
    (root / "src").mkdir()
    (root / "src/api.ts").write_text(CLIENT)
    (root / "src/link.ts").symlink_to(outside / "secret.ts")
    (root / "outward").symlink_to(outside, target_is_directory=True)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run(["git", "-C", str(root), "add", "src/api.ts", "package.json"], check=True)
    sprung = root / "sprung.sh"
    sprung.write_text(f"#!/bin/sh\necho sprung > {tmp_path}/sprung\n")
    sprung.chmod(0o755)
    with (root / ".git/config").open("a") as config:
        config.write(
            f'[core]\n\tfsmonitor = {sprung}\n\tsshCommand = {sprung}\n\teditor = {sprung}\n\tpager = {sprung}\n\thooksPath = {root}\n'
            f'[diff]\n\texternal = {sprung}\n[filter "x"]\n\tclean = {sprung}\n\tsmudge = {sprung}\n\tprocess = {sprung}\n'
        )
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("* filter=x diff=x\n")
    return root


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "."),
        ("check", "--pre-commit", "src/api.ts"),
        ("check", "--changed-since", "HEAD"),
        ("audit", "."),
        ("baseline", "."),
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_a_run_stays_within_its_project(project: pathlib.Path, tmp_path: pathlib.Path, arguments: tuple[str, ...]) -> None:
    before = {path for path in project.rglob("*") if ".git" not in path.parts}
    environment = {**os.environ, "PRE_COMMIT": "1", "REFRESHLINT_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=120)
    said = json.loads(done.stderr.splitlines()[-1])
    assert said["code"] in (0, 1, 2, 3), done.stderr[-2000:]
    own = [project, tmp_path / "cache", pathlib.Path(sys.prefix), pathlib.Path(sys.base_prefix), pathlib.Path(__file__).parents[2]]
    own += [pathlib.Path(path) for path in sys.path if path]
    for name, what, writes in said["events"]:
        if name in ("open", "os.scandir", "os.listdir"):
            path = pathlib.Path(os.path.normpath(project / what)) if not what.isdigit() else project
            assert any(path.is_relative_to(each) for each in own) or path.is_relative_to("/dev"), (name, what)
            assert not path.is_relative_to(tmp_path / "outside"), (name, what)
            if writes and not what.isdigit():
                assert path.is_relative_to(tmp_path / "cache") or str(path) == os.devnull or arguments[0] == "baseline", what
        elif name == "subprocess.Popen":
            assert "'git'" in what and "core.fsmonitor=false" in what, what
        else:
            assert name.startswith(("ctypes.", "compile.")), (name, what)
    assert not (tmp_path / "sprung").exists(), "a program that the project's git configuration names was run"
    written = {path for path in project.rglob("*") if ".git" not in path.parts} - before
    assert {path.name for path in written} <= ({"refreshlint-baseline.json"} if arguments[0] == "baseline" else set())
