"""Where a token's expiry meets the clock: comparisons, differences and dates, and the units of both sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from refreshlint.auth.clock import Clock, Time, Unit
from refreshlint.auth.concepts import Point, UnitMismatch
from refreshlint.js import ir
from refreshlint.js.project import Code, Project

_COMPARISONS = frozenset({"<", "<=", ">", ">="})
_CANDIDATE = re.compile(rb"\bexp\b|expires_in|\bDate\b")


class Expiries:
    """Finds what is wrong with how expiries are read."""

    def __init__(self, project: Project, clock: Clock) -> None:
        self._project = project
        self._clock = clock

    def mismatches(self) -> list[UnitMismatch]:
        """Places where seconds meet milliseconds, in order of path and position; one for each function."""
        found: list[UnitMismatch] = []
        for path in self._project.loaded:
            source = self._project.source(path)
            if source is None or not _CANDIDATE.search(source.data):
                continue
            for code in self._project.codes(path):
                first = next(self._mismatches(code), None)
                if first is not None:
                    found.append(first)
        return found

    def _mismatches(self, code: Code) -> Iterator[UnitMismatch]:
        for index, instr in enumerate(code.function.code):
            if instr.op == ir.BINARY and instr.data in (*_COMPARISONS, "+", "-"):
                one, other = (self._clock.time(code, register) for register in instr.args)
                if one is None or other is None or one.unit is other.unit or not (one.claim or other.claim):
                    continue
                if instr.data == "-" and not one.absolute:
                    continue  # a duration minus something is no expiry
                yield UnitMismatch(Point(code, index), _how(instr.data), one.claim or other.claim, _seconds_first(one, other))
            elif instr.op == ir.NEW and len(instr.args) == 2:
                given = self._clock.time(code, instr.args[1])
                made = self._clock.time(code, instr.dst)
                if given is not None and made is not None and given.unit is Unit.SECONDS and given.absolute and given.claim:
                    yield UnitMismatch(Point(code, index), "made into a Date", given.claim, True)


def _how(operator: str) -> str:
    return {"+": "added to", "-": "subtracted from"}.get(operator, "compared with")


def _seconds_first(one: Time, other: Time) -> bool:
    return one.unit is Unit.SECONDS and bool(one.claim or not other.claim)
