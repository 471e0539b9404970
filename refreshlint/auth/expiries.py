"""Where a token's expiry meets the clock: comparisons, differences and dates, and the units of both sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.clock import Clock, Time, Unit
from refreshlint.auth.concepts import BareExpiryCheck, Point, RefreshOperation, UnitMismatch
from refreshlint.auth.session_ends import SessionEnds
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values

_COMPARISONS = frozenset({"<", "<=", ">", ">="})
_CANDIDATE = re.compile(rb"\bexp\b|expires_in|\bDate\b")
_EXPIRY = re.compile(r"expir(?:y|es|ed|ation)?(?:_?(?:at|on|time|date|timestamp|ms))?$|^exp$|valid_?until", re.IGNORECASE)
_TOKEN = re.compile(r"token|jwt|credential|auth", re.IGNORECASE)
_PREDICATE_DEPTH = 2
"""Functions that hand the answer of a check on; code seen has one, seldom two."""

_LEADING_DEPTH = 4
"""Calls from the place that a check decides over down to the refresh."""


class _Remaining(NamedTuple):
    """The time left until an expiry. plain: nothing was taken off it; token: the expiry is that of a token for sure."""

    plain: bool
    token: bool


class Expiries:
    """Finds what is wrong with how expiries are read."""

    def __init__(
        self,
        project: Project,
        values: Values,
        calls: Calls,
        shapes: Shapes,
        clock: Clock,
        ends: SessionEnds,
        unit_of: Callable[[str], str],
    ) -> None:
        self._project = project
        self._values = values
        self._calls = calls
        self._shapes = shapes
        self._clock = clock
        self._ends = ends
        self._unit_of = unit_of

    def mismatches(self) -> list[UnitMismatch]:
        """Places where seconds meet milliseconds, in order of path and position; one for each function."""
        each = (next(self._mismatches(code), None) for code in self._candidates())
        return [found for found in each if found is not None]

    # ---- margins ----

    def bare_checks(self, refreshes: Iterable[RefreshOperation], repaired: Callable[[str], bool]) -> list[BareExpiryCheck]:
        """Expiries that are compared with the clock without a margin, where that alone decides; in order of path and position.

        repaired: whether a file belongs to an app in which a request that is refused is refreshed and sent again.
        """
        leading = self._leading(refreshes)
        checks = [check for code in self._comparing() for check in self._comparisons(code)]
        careful = {self._unit_of(code.module.path) for code, _, margin in checks if margin}
        found: dict[Code, BareExpiryCheck] = {}
        for code, index, margin in checks:
            unit = self._unit_of(code.module.path)
            if margin or unit in careful or code in found:
                continue
            decided = self._decided(code, index, leading, repaired(code.module.path))
            if decided is not None:
                found[code] = BareExpiryCheck(Point(code, index), *decided)
        return list(found.values())

    def _comparing(self) -> list[Code]:
        """Functions that may compare an expiry: those that name one, and those that ask them how much time is left."""
        codes = dict.fromkeys(self._candidates())
        for code in list(codes):
            if any(instr.op == ir.RETURN and self._remaining(code, instr.args[0]) for instr in code.function.code):
                codes.update(dict.fromkeys(site.code for site in self._calls.callers(code) if site.how == "call"))
        return list(codes)

    def _comparisons(self, code: Code) -> Iterator[tuple[Code, int, bool]]:
        """Comparisons of a token's expiry with the clock, and whether they leave a margin; what is taken off the time that is left is
        one as well."""
        for index, instr in enumerate(code.function.code):
            if instr.op != ir.BINARY:
                continue
            one, other = instr.args
            if instr.data == "-" and self._remaining(code, one) is not None and self._clock.number(code, other) != 0:
                yield code, index, True  # a timer that fires early
            elif instr.data in _COMPARISONS:
                plain = self._plain(code, one, other)
                if plain is not None:
                    yield code, index, not plain

    def _plain(self, code: Code, one: int, other: int) -> bool | None:
        """Whether a comparison of two values, one the expiry and one the clock, leaves no margin; None if it is another comparison."""
        for now, expiry in ((one, other), (other, one)):
            clock, time = self._clock.time(code, now), self._clock.time(code, expiry)
            if self._is_now(clock) and self._is_expiry(code, expiry, time):
                return clock is not None and clock.clock and not self._is_shifted(code, expiry, time)
        for left, limit in ((one, other), (other, one)):
            remaining = self._remaining(code, left)
            if remaining is None:
                continue
            if self._clock.number(code, limit) != 0:
                return False
            return remaining.plain if remaining.token else None
        return None

    def _remaining(self, code: Code, register: int) -> _Remaining | None:
        """The time that is left until an expiry, where a value is that: the expiry less the clock, through names and calls."""
        work = [(code, register)]
        seen: set[tuple[Code, int]] = set()
        while work and len(seen) < limits.MAX_UNIT_STEPS:
            at, value = work.pop()
            if (at, value) in seen:
                continue
            seen.add((at, value))
            for index in at.definitions.get(value, ()):
                instr = at.function.code[index]
                if instr.op == ir.BINARY and instr.data == "-":
                    expiry, now = instr.args
                    clock, time = self._clock.time(at, now), self._clock.time(at, expiry)
                    if self._is_now(clock) and (self._is_named(at, expiry) or (time is not None and bool(time.claim))):
                        plain = clock is not None and clock.clock and not self._is_shifted(at, expiry, time)
                        return _Remaining(plain, self._is_expiry(at, expiry, time))
                elif instr.op == ir.BINARY and instr.data in ("*", "/"):
                    work.append((at, instr.args[0]))
                elif instr.op in (ir.MOVE, ir.AWAIT):
                    work.append((at, instr.args[0]))
                elif instr.op == ir.LOAD:
                    stores = self._values.stores(at.module.path).get(instr.data, [])
                    work += [(each, each.function.code[store].args[0]) for each, store in stores]
                elif instr.op in (ir.CALL, ir.INVOKE):
                    if self._shapes.names(at, instr.args[0])[:1] == ("Math",):
                        work += [(at, argument) for argument in self._values.arguments(instr)]
                    for target in self._calls.targets(at, index):
                        work += [(target, given.args[0]) for given in target.function.code if given.op == ir.RETURN]
        return None

    @staticmethod
    def _is_now(time: Time | None) -> bool:
        """Whether a side is the clock, shifted or not."""
        return time is not None and time.absolute and not time.claim

    def _is_expiry(self, code: Code, register: int, time: Time | None) -> bool:
        if time is not None and time.claim and time.absolute:
            return True
        return self._is_named(code, register) and any(_TOKEN.search(name) for name in self._shapes.names(code, register))

    def _is_named(self, code: Code, register: int) -> bool:
        """Whether a value is called an expiry, of whatever."""
        return any(_EXPIRY.search(name) for name in self._shapes.names(code, register)[:3])

    def _is_shifted(self, code: Code, register: int, time: Time | None) -> bool:
        if time is not None and time.claim:
            return time.shifted
        made = [code.function.code[index] for index in code.definitions.get(register, ())]
        if any(instr.op == ir.BINARY and instr.data in ("+", "-") for instr in made):
            return True
        return not self._reduced.isdisjoint(self._shapes.names(code, register))

    @cached_property
    def _reduced(self) -> frozenset[str]:
        """Names under which an expiry is kept that was made earlier when it was stored."""
        found: set[str] = set()
        for code in self._candidates():
            for instr in code.function.code:
                pairs: list[tuple[object, int]] = []
                if instr.op == ir.OBJECT:
                    pairs = list(zip(instr.data, instr.args, strict=False))
                elif instr.op == ir.SET:
                    pairs = [(instr.data, instr.args[1])]
                elif instr.op == ir.STORE:
                    pairs = [(code.module.bindings[instr.data].name, instr.args[0])]
                for name, register in pairs:
                    if isinstance(name, str) and _EXPIRY.search(name):
                        work, seen = [register], 0
                        while work and seen < limits.MAX_UNIT_STEPS:
                            seen += 1
                            for index in code.definitions.get(work.pop(), ()):
                                made = code.function.code[index]
                                if made.op == ir.BINARY and made.data == "-":
                                    found.add(name)
                                if made.op in (ir.BINARY, ir.MOVE, ir.INVOKE, ir.CALL, ir.NEW):
                                    work += made.args
        return frozenset(found)

    # ---- what a check decides ----

    def _decided(self, code: Code, index: int, leading: frozenset[Code], repaired: bool) -> tuple[Point, str] | None:
        """What hangs on a comparison: an end of the session, or (where nothing repairs a wrong answer) whether a refresh is started."""
        for at, branch in self._branches(code, index):
            for other, instr in enumerate(at.function.code):
                if instr.op not in ir.CALLS or not any(edge.branch == branch for edge in cfg.controlling_edges(at, other)):
                    continue
                if self._ends.end(at, other) is not None:
                    return Point(at, other), "ends the session"
                if not repaired and any(target in leading for target in self._calls.targets(at, other)):
                    return Point(at, other), "decides alone whether the token is renewed"
        return None

    def _branches(self, code: Code, index: int) -> list[tuple[Code, int]]:
        """The branches that hang on a value: in its function, and in the callers of a function that returns it."""
        found: list[tuple[Code, int]] = []
        work = [(code, index, _PREDICATE_DEPTH)]
        while work:
            at, start, depth = work.pop()
            returned = False
            for reader in self._readers(at, start):
                instr = at.function.code[reader]
                if instr.op == ir.BRANCH:
                    found.append((at, reader))
                returned = returned or instr.op == ir.RETURN
            if returned and depth:
                work += [(site.code, site.index, depth - 1) for site in self._calls.callers(at) if site.how == "call" and not site.path]
        return found

    def _readers(self, code: Code, index: int) -> list[int]:
        """Instructions of a function that a value reaches, through names, logic and promises."""
        found: list[int] = []
        work = [code.function.code[index].dst]
        seen: set[int] = set()
        while work:
            register = work.pop()
            if register in seen:
                continue
            seen.add(register)
            for reader in code.uses.get(register, ()):
                instr = code.function.code[reader]
                found.append(reader)
                if instr.op in (ir.MOVE, ir.UNARY, ir.AWAIT):
                    work.append(instr.dst)
                elif instr.op == ir.STORE:
                    for at, each in enumerate(code.function.code):
                        if each.op == ir.LOAD and each.data == instr.data:
                            work.append(code.function.code[at].dst)
        return found

    def _leading(self, refreshes: Iterable[RefreshOperation]) -> frozenset[Code]:
        """Functions from which a refresh is reached within a few calls."""
        leading: set[Code] = set()
        work = [(refresh.at.code, _LEADING_DEPTH) for refresh in refreshes]
        while work:
            code, depth = work.pop()
            if code in leading:
                continue
            leading.add(code)
            if depth:
                work += [(site.code, depth - 1) for site in self._calls.callers(code)]
        return frozenset(leading)

    # ---- units ----

    def _candidates(self) -> Iterator[Code]:
        for path in self._project.loaded:
            source = self._project.source(path)
            if source is not None and _CANDIDATE.search(source.data):
                yield from self._project.codes(path)

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
