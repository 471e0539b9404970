"""Asks of random clients (generate.py): do the execution oracle and refreshlint see the same?

    python tests/execution/generated_check.py [--seed S] [--count N] [--keep FOLDER] [--jobs J]

A program that the oracle breaks in some order of answers has to have a finding of a rule of behaviour, and one that it cannot break has
to have none. What only loses a call, and nothing else, has no rule and does not count. Prints the counts and every program on which they
differ, with what was drawn; ends with 1 if there is one that EXPLAINED does not tell of.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generate import Program, programs, write
from mutate import BEHAVIOURAL
from mutation_check import verdicts

from refreshlint.files import DiskFiles
from refreshlint.registry import Rule, load_rules
from refreshlint.run import scan_files

RULES = (*BEHAVIOURAL, "unawaited-token-write")


class Judged(NamedTuple):
    """A program and what both say of it: the properties that a run breaks, (rule, verdict) of the findings."""

    program: Program
    folder: Path
    broken: tuple[str, ...]
    found: tuple[tuple[str, str], ...]

    @property
    def difference(self) -> str:
        """"missed", "false alarm", or "" where they agree."""
        fails = any(each != "lost" for each in self.broken)
        if fails and not self.found:
            return "missed"
        return "false alarm" if self.found and not self.broken else ""


EXPLAINED: dict[str, Callable[[Judged], bool]] = {
    "a write that nobody waits for is late on a slow phone only, and the oracle tries some orders of the phone's answers, not all": (
        lambda each: not each.broken and each.found == (("unawaited-token-write", "likely"),)
    ),
}
"""Why the two may differ -> which differences that is; each is a limit that the rule's documentation or the README speaks of."""


def explained(judged: Judged) -> str:
    """The reason for a difference, "" where none is known."""
    return next((why for why, applies in EXPLAINED.items() if applies(judged)), "")


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in load_rules() if rule.id in RULES)


def ask_refreshlint(folder: Path) -> tuple[tuple[str, str], ...]:
    """What the rules of behaviour report."""
    report = scan_files(DiskFiles(folder), ("",), _rules()).report
    wrong = [notice.text for notice in report.notices if notice.kind.value in ("internal", "deadline", "syntax")]
    if wrong:
        raise RuntimeError(f"{folder}: {wrong[0]}")
    return tuple(sorted((finding.rule, finding.verdict.value) for finding in report.findings))


def judge(made: list[Program], out: Path, jobs: int = 1) -> list[Judged]:
    """Every program with what both say of it."""
    folders = write(made, out)
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(ask_refreshlint, folders, chunksize=8))
    said = verdicts(folders)
    for folder, each in zip(folders, said, strict=True):
        if each["why"].startswith("C0"):
            raise RuntimeError(f"{folder} cannot serve as a test: {each['why']}")
    broken = [tuple(sorted(each["broken"])) for each in said]
    return [Judged(*each) for each in zip(made, folders, broken, found, strict=True)]


def main() -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--keep", type=Path, help="leave the programs in this folder")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        judged = judge(programs(asked.seed, asked.count), asked.keep or Path(made) / "programs", asked.jobs)
    fails = [each for each in judged if any(one != "lost" for one in each.broken)]
    print(f"seed {asked.seed}: {len(judged)} programs, {len(fails)} broken, {len(judged) - len(fails)} not")
    differing = [(each, explained(each)) for each in judged if each.difference]
    counts = Counter((each.difference, why or "not explained") for each, why in differing)
    for (difference, why), count in sorted(counts.items()):
        print(f"{count:5} {difference}: {why}")
    for each, why in differing:
        if not why:
            drawn = ", ".join(f"{part}: {value}" for part, value in each.program.drawn.items())
            print(f"  {each.folder.name} {each.difference}: {drawn}; breaks {', '.join(each.broken) or 'nothing'}; found {each.found}")
    return 0 if all(why for _, why in differing) else 1


if __name__ == "__main__":
    sys.exit(main())
