"""Runs the command over real projects and asks of each: did it end well, is every file accounted for, what did it cost?

    python tests/robustness/trees_run.py [--strict-memory MIB] FOLDER...

Each folder is a project, checked cold, explorer included, in a process of its own. Prints for each its files, what was left of them, the
seconds and the peak memory, and at the end the worst of each. Exit status 1 if a run crashed, said that something failed or took too
long, went beyond the bound on memory, or passed a source file over in silence.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import sys
import tempfile
import time
from typing import Any, NamedTuple

from refreshlint.files import DEPENDENCIES, LINKS, OTHER_LANGUAGE, SOURCE_SUFFIXES, TOOLS

NOT_ENTERED = frozenset({"node_modules", "bower_components", "jspm_packages", "Pods"})


class Outcome(NamedTuple):
    """What a run of one project came to. wrong: what must not be, in words."""

    folder: pathlib.Path
    files: int
    partly: int
    notices: int
    findings: int
    seconds: float
    mib: float
    wrong: tuple[str, ...]


def sources_of(folder: pathlib.Path) -> int:
    """The source files of a project, counted without the program: links and the folders that no project looks into aside."""
    count = 0
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_ENTERED and not name.startswith(".")]
        count += sum(name.endswith(SOURCE_SUFFIXES) for name in files)
    return count


def run(folder: pathlib.Path, most_mib: float) -> Outcome:
    """Check one project in a child and measure it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        command = [sys.executable, "-m", "refreshlint", "check", "--no-cache", "--no-baseline", "--output-format", "json", str(folder)]
        began = time.monotonic()
        child = os.posix_spawn(
            sys.executable,
            command,
            dict(os.environ),
            file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, err.fileno(), 2)],
        )
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - began
        out.seek(0)
        err.seek(0)
        text, said = out.read(), err.read().decode("utf-8", "replace")
    mib = usage.ru_maxrss / 1024  # kibibytes on Linux; the shield's child is counted with its parent
    wrong = []
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1) or "Traceback" in said:
        return Outcome(folder, 0, 0, 0, 0, seconds, mib, (f"exit code {code}: {said.strip()[-300:]}",))
    report: dict[str, Any] = json.loads(text)
    failed = [notice for notice in report["notices"] if notice["kind"] in ("internal", "deadline")]
    wrong += [f"{notice['kind']}: {notice.get('path', '')} {notice['text']}" for notice in failed]
    coverage = report["coverage"]
    aside = (DEPENDENCIES, TOOLS, LINKS)
    left_out = sum(
        count for reason, count in coverage["leftOut"].items() if reason not in aside and not reason.startswith(OTHER_LANGUAGE)
    )
    counted = coverage["fully"] + coverage["partly"] + coverage["notAnalysed"] + left_out
    there = sources_of(folder)
    if counted != there:
        wrong.append(f"{there} source files, {counted} accounted for")
    if mib > most_mib:
        wrong.append(f"{mib:.0f} MiB, more than {most_mib:.0f}")
    return Outcome(folder, there, coverage["partly"], len(report["notices"]), len(report["findings"]), seconds, mib, tuple(wrong))


def main() -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", type=pathlib.Path)
    parser.add_argument("--strict-memory", type=float, default=600.0, metavar="MIB")
    asked = parser.parse_args()
    outcomes = []
    for folder in asked.folder:
        outcome = run(folder.resolve(), asked.strict_memory)
        outcomes.append(outcome)
        print(
            f"{folder.name[:48]:<50}{outcome.files:>6} files{outcome.findings:>5} findings{outcome.notices:>4} notices"
            f"{outcome.seconds:>7.1f} s{outcome.mib:>6.0f} MiB",
            *(f"\n    {each}" for each in outcome.wrong),
            flush=True,
        )
    wrong = sum(bool(each.wrong) for each in outcomes)
    print(
        f"{len(outcomes)} projects, {sum(each.files for each in outcomes)} files, {wrong} with something wrong; at worst "
        f"{max(each.seconds for each in outcomes):.1f} s, {max(each.mib for each in outcomes):.0f} MiB"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
