"""Breaks the sound cases of the corpus, one place at a time.

    python tests/execution/mutate.py OUT [--per-case N] [CASE...]

Of each good case with a [drive] table (or of those whose path below corpus/ holds one of CASE) each file is changed by each operator
of mutation_operators.py, at most N (default 4, 0: no bound) times a case and operator, spread over the places that there are. A mutant
is a folder OUT/<number>: the case with one file changed. OUT/mutants.json lists them. The same corpus gives the same mutants.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mutation_operators import OPERATORS, Mutation, mutations

from refreshlint.files import SOURCE_SUFFIXES
from refreshlint.source import SourceFile

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
BEHAVIOURAL = (
    "unshared-refresh", "ineffective-single-flight", "unreleased-flight", "stranded-waiters", "unbounded-retry",
    "refresh-through-interceptor", "stale-retry", "retry-after-failed-refresh",
)
PER_CASE = 4


class Mutant(NamedTuple):
    """A broken case. case: the sound one, below corpus/; file, line: what was changed; what: how, in words."""

    case: str
    operator: str
    file: str
    line: int
    what: str
    data: bytes


def good_cases(asked: Sequence[str] = ()) -> list[Path]:
    """The sound behavioural cases that can be driven, or those of them whose path holds one of `asked`."""
    found = [case for rule in BEHAVIOURAL for case in sorted((CORPUS / rule / "good").glob("*")) if _is_driven(case)]
    return [case for case in found if not asked or any(each in case.relative_to(CORPUS).as_posix() for each in asked)]


def _is_driven(case: Path) -> bool:
    return isinstance(tomllib.loads((case / "case.toml").read_text("utf-8")).get("drive"), dict)


def mutants_of(case: Path, per_case: int = PER_CASE) -> list[Mutant]:
    """The mutants of a case, operator by operator, at most `per_case` of each (0: all)."""
    name = case.relative_to(CORPUS).as_posix()
    found: dict[str, list[Mutant]] = {operator: [] for operator in OPERATORS}
    for path in sorted(each for each in case.rglob("*") if each.suffix in SOURCE_SUFFIXES):
        file, data = path.relative_to(case).as_posix(), path.read_bytes()
        for mutation, changed in mutations(file, data):
            found[mutation.operator].append(_mutant(name, file, data, mutation, changed))
    return [mutant for each in found.values() for mutant in _spread(each, per_case)]


def _mutant(case: str, file: str, data: bytes, mutation: Mutation, changed: bytes) -> Mutant:
    line = SourceFile(file, data).line_of(mutation.at)
    return Mutant(case, mutation.operator, file, line, " ".join(mutation.what.split()), changed)


def _spread(mutants: list[Mutant], most: int) -> list[Mutant]:
    """At most `most` of a list, evenly spread."""
    if not most or len(mutants) <= most:
        return mutants
    return [mutants[index * len(mutants) // most] for index in range(most)]


def write(mutants: Sequence[Mutant], out: Path) -> None:
    """The folders of mutants and their list; `out` must not hold other things, and is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    rows = []
    for number, mutant in enumerate(mutants, 1):
        folder = out / f"{number:04}"
        shutil.copytree(CORPUS / mutant.case, folder)
        (folder / mutant.file).write_bytes(mutant.data)
        rows.append({"name": folder.name, **{key: value for key, value in mutant._asdict().items() if key != "data"}})
    (out / "mutants.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("case", nargs="*")
    parser.add_argument("--per-case", type=int, default=PER_CASE)
    asked = parser.parse_args()
    mutants = [mutant for case in good_cases(asked.case) for mutant in mutants_of(case, asked.per_case)]
    write(mutants, asked.out)
    print(f"{len(mutants)} mutants of {len({each.case for each in mutants})} cases in {asked.out}")


if __name__ == "__main__":
    main()
