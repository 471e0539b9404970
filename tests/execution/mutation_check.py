"""Asks of every mutant of the sound cases: does the execution oracle fail it, and does refreshlint report it?

    python tests/execution/mutation_check.py [--per-case N] [--keep FOLDER] [--share PERCENT] [--least N] [CASE...]

Prints, by operator of mutate.py, how many mutants there are, how many the oracle fails (it breaks a property in some order of answers),
and how many of those have a finding of a behavioural rule; then each that has none. Ends with 1 if fewer than --share percent (default
95) of the failed ones are reported, or fewer than --least (default 200) fail. Two kinds are broken in ways that no rule speaks of and do
not count: mutants that do not answer even with a valid token (the oracle's control C0), and those that only lose a call, because they
do not refresh at all or give the caller something else.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mutate import BEHAVIOURAL, PER_CASE, Mutant, good_cases, mutants_of, write
from mutation_operators import OPERATORS

from refreshlint.files import DiskFiles
from refreshlint.registry import Rule, load_rules
from refreshlint.run import scan_files

ORACLE = Path(__file__).resolve().parent / "oracle" / "run.mjs"
BATCH = 40
BATCH_SECONDS = 300


class Judged(NamedTuple):
    """A mutant, the properties that it breaks and the rules that report it (asked for only where it fails)."""

    mutant: Mutant
    folder: Path
    broken: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def fails(self) -> bool:
        """Whether it breaks a property that has a rule."""
        return _fails(self.broken)


def _fails(broken: Sequence[str]) -> bool:
    return any(each != "lost" for each in broken)


def ask_oracle(folders: Sequence[Path]) -> list[tuple[str, ...]]:
    """The properties that each case breaks."""
    # A case whose single call already breaks a property fails the control C1: what it breaks is told all the same.
    return [tuple(sorted(verdict["broken"])) for verdict in verdicts(folders)]


def verdicts(folders: Sequence[Path]) -> list[dict[str, Any]]:
    """What the oracle says of each case (oracle/judge.mjs). Raises where the oracle itself fails."""
    said: dict[str, dict[str, Any]] = {}
    for start in range(0, len(folders), BATCH):
        batch = folders[start : start + BATCH]
        cases = [{"name": each.name, "folder": str(each), "drive": _drive(each)} for each in batch]
        command = ["node", str(ORACLE), "--json", "--stdin"]
        done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, check=False, timeout=BATCH_SECONDS)
        if done.returncode not in (0, 1) or not done.stdout:
            raise RuntimeError(f"the oracle failed: {done.stderr[-2000:]}")
        said |= {verdict["name"]: verdict for verdict in json.loads(done.stdout)}
        print(f"{min(start + BATCH, len(folders))} of {len(folders)} cases run", file=sys.stderr)
    return [said[each.name] for each in folders]


def _drive(folder: Path) -> dict[str, str]:
    drive: dict[str, str] = tomllib.loads((folder / "case.toml").read_text("utf-8"))["drive"]
    return drive


def ask_refreshlint(folder: Path, rules: Sequence[Rule]) -> tuple[str, ...]:
    """The behavioural rules that report something in a case."""
    report = scan_files(DiskFiles(folder), ("",), rules).report
    return tuple(sorted({finding.rule for finding in report.findings}))


def judge(mutants: Sequence[Mutant], out: Path) -> list[Judged]:
    """Every mutant with what both say of it; refreshlint is asked only about those that the oracle fails."""
    write(mutants, out)
    folders = [out / f"{number:04}" for number in range(1, len(mutants) + 1)]
    rules = tuple(rule for rule in load_rules() if rule.id in BEHAVIOURAL)
    judged = []
    for mutant, folder, broken in zip(mutants, folders, ask_oracle(folders), strict=True):
        judged.append(Judged(mutant, folder, broken, ask_refreshlint(folder, rules) if _fails(broken) else ()))
    return judged


def table(judged: Sequence[Judged]) -> list[str]:
    """The counts by operator, then by broken property."""
    rows = [f"{'operator':<16}{'mutants':>8}{'fail':>6}{'reported':>10}{'share':>8}"]
    for name in (*OPERATORS, "all"):
        chosen = [each for each in judged if name in (each.mutant.operator, "all")]
        rows.append(_row(name, chosen))
    rows.append("")
    properties = sorted({"+".join(each.broken) for each in judged if each.fails})
    rows += [_row(name, [each for each in judged if "+".join(each.broken) == name]) for name in properties]
    rows.append(f"not counted: {sum(1 for each in judged if each.broken and not each.fails)} that only lose a call")
    return rows


def _row(name: str, chosen: Sequence[Judged]) -> str:
    failed = [each for each in chosen if each.fails]
    reported = [each for each in failed if each.rules]
    share = f"{100 * len(reported) / len(failed):.0f} %" if failed else "-"
    return f"{name:<16}{len(chosen):>8}{len(failed):>6}{len(reported):>10}{share:>8}"


def main() -> int:
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("case", nargs="*")
    parser.add_argument("--per-case", type=int, default=PER_CASE)
    parser.add_argument("--keep", type=Path, help="leave the mutants in this folder")
    parser.add_argument("--share", type=float, default=95.0)
    parser.add_argument("--least", type=int, default=200)
    asked = parser.parse_args()
    mutants = [mutant for case in good_cases(asked.case) for mutant in mutants_of(case, asked.per_case)]
    with tempfile.TemporaryDirectory() as made:
        judged = judge(mutants, asked.keep or Path(made) / "mutants")
    failed = [each for each in judged if each.fails]
    missed = [each for each in failed if not each.rules]
    print("\n".join(table(judged)))
    print(f"\n{len(missed)} failed by the oracle and not reported:")
    for mutant, folder, broken, _ in missed:
        print(f"  {folder.name} {mutant.case} {mutant.file}:{mutant.line} {mutant.operator}: {mutant.what}; breaks {', '.join(broken)}")
    enough = len(failed) >= asked.least
    shown = 100 * (len(failed) - len(missed)) >= asked.share * len(failed)
    return 0 if enough and shown else 1


if __name__ == "__main__":
    sys.exit(main())
