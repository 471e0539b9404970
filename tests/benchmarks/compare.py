"""Times refreshlint beside other tools on the same files, in turn, in one run, and prints ratios.

    python tests/benchmarks/compare.py --peers FOLDER TREE [TREE ...] [--runs 5]

FOLDER is where pinned peers are installed (made when it is not there: a virtual environment and npm packages). Each TREE is a folder
with a project. The peers do other work: oxlint and biome parse every file and run their default rules, ast-grep looks for two
patterns, ripgrep counts seven words and parses nothing. What is compared is how long somebody waits. Medians of wall time; the
number of files that each tool says it has looked at stands beside.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

PYTHON_PEERS = ("oxlint==1.89.0", "semgrep==1.182.0")
HERE = pathlib.Path(__file__).parent
WORDS = "refresh|token|401|unauthorized|storage|session|expires"
PATTERNS = """\
rules:
  - id: plain-token
    languages: [typescript, javascript]
    severity: WARNING
    message: token in a plain store
    pattern-either:
      - pattern: AsyncStorage.setItem($KEY, $TOKEN)
      - pattern: axios.interceptors.response.use($A, $B)
"""


class Tool(NamedTuple):
    """A command for a tree, and how many files its output says were looked at ("" where it does not say)."""

    name: str
    command: Callable[[pathlib.Path], list[str]]
    counted: Callable[[str], str] = lambda _output: ""
    environment: Mapping[str, str] = {}


def install(folder: pathlib.Path) -> None:
    """Install the pinned peers into a folder."""
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "-q", *PYTHON_PEERS], check=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / "peers" / name, folder / name)
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)


def tools(folder: pathlib.Path, scratch: pathlib.Path) -> list[Tool]:
    """What is timed, those whose programs can be found."""
    own = [sys.executable, "-m", "refreshlint", "check", "--output-format", "json", "--exit-zero"]
    rules = scratch / "rules.yaml"
    rules.write_text(PATTERNS, encoding="utf-8")
    cache = {"REFRESHLINT_CACHE_DIR": str(scratch / "cache")}
    binaries = {
        "biome": next(folder.glob("node_modules/@biomejs/cli-*/biome"), None),
        "ast-grep": next(folder.glob("node_modules/@ast-grep/cli-*/ast-grep"), None),
        "oxlint": folder / "bin" / "oxlint",
        "semgrep": folder / "bin" / "semgrep",
        "ripgrep": pathlib.Path(found) if (found := shutil.which("rg")) else None,
    }
    quiet = {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}
    found_tools = [
        Tool("refreshlint, cold, facts only", lambda tree: [*own, "--no-cache", "--no-explore", str(tree)], _own_count),
        Tool("refreshlint, cold", lambda tree: [*own, "--no-cache", str(tree)], _own_count),
        Tool("refreshlint, warm", lambda tree: [*own, str(tree)], _own_count, cache),
    ]
    commands: dict[str, Callable[[pathlib.Path], list[str]]] = {
        "ripgrep": lambda tree: ["-c", "-i", WORDS, "-g", "*.{ts,tsx,js,jsx}", str(tree)],
        "oxlint": lambda tree: ["--no-ignore", "--silent", str(tree)],
        "biome": lambda tree: ["lint", "--max-diagnostics=none", "--only=noDebugger", str(tree)],
        "ast-grep": lambda tree: ["run", "-p", "AsyncStorage.setItem($KEY, $TOKEN)", "-l", "tsx", "--json=compact", str(tree)],
        "semgrep": lambda tree: ["scan", "--config", str(rules), "--json", "--quiet", "--disable-version-check", str(tree)],
    }
    for name, arguments in commands.items():
        program = binaries[name]
        if program is not None and program.exists():
            found_tools.append(Tool(name, _command(program, arguments), _peer_count, quiet if name == "semgrep" else {}))
    return found_tools


def _command(program: pathlib.Path, arguments: Callable[[pathlib.Path], list[str]]) -> Callable[[pathlib.Path], list[str]]:
    return lambda tree: [str(program), *arguments(tree)]


def _own_count(output: str) -> str:
    try:
        return str(json.loads(output)["coverage"]["fully"])
    except (ValueError, KeyError):
        return "?"


def _peer_count(output: str) -> str:
    found = re.search(r"on (\d+) files|Checked (\d+) files", output)
    return next((group for group in found.groups() if group), "") if found else ""


def timed(tool: Tool, tree: pathlib.Path) -> tuple[float, str]:
    """Wall seconds of one run, and what it says it has looked at."""
    began = time.perf_counter()
    done = subprocess.run(
        tool.command(tree), cwd=tree, env={**os.environ, **tool.environment}, capture_output=True, text=True, errors="replace", check=False
    )
    return time.perf_counter() - began, tool.counted(done.stdout + done.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trees", nargs="+", type=pathlib.Path)
    parser.add_argument("--peers", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    install(options.peers.absolute())
    with tempfile.TemporaryDirectory() as scratch:
        every = tools(options.peers.absolute(), pathlib.Path(scratch))
        for tree in (tree.resolve() for tree in options.trees):
            times: dict[str, list[float]] = {tool.name: [] for tool in every}
            counts: dict[str, str] = {}
            for run in range(options.runs + 1):  # the first warms the page cache, and refreshlint's own
                for tool in every:
                    seconds, counts[tool.name] = timed(tool, tree)
                    if run:
                        times[tool.name].append(seconds)
            base = statistics.median(times.get("oxlint") or times[every[0].name])
            print(f"\n{tree.name}, medians of {options.runs} runs in turn")
            for name, measured in times.items():
                median = statistics.median(measured)
                print(f"  {name:32} {median * 1000:8.0f} ms  x{median / base:6.2f} of oxlint   files {counts[name] or '-'}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
