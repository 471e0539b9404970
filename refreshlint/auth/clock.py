"""Seconds or milliseconds: in which unit a value counts time, as far as the code says.

JWT claims and OAuth's `expires_in` count seconds (RFC 7519 section 2, RFC 6749 section 5.1), JavaScript's clock milliseconds. Units
are carried through arithmetic, constants, variables, calls within the project and what callers pass. What is not known has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from refreshlint import limits
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values


class Unit(StrEnum):
    """What a number of time counts."""

    SECONDS = "seconds"
    MILLISECONDS = "milliseconds"


class Time(NamedTuple):
    """A number of time. absolute: a moment (since 1970), else a duration; clock: it is now; claim: what it was read from ("exp");
    shifted: something was added to it or taken off."""

    unit: Unit
    absolute: bool
    clock: bool = False
    claim: str = ""
    shifted: bool = False


_CLOCKS = frozenset({"Date.now", "Date.now()"})
_SECONDS_CLAIMS = frozenset({"exp", "iat", "nbf"})
_SECONDS_LIFETIMES = frozenset({"expires_in", "refresh_expires_in", "refresh_token_expires_in", "ext_expires_in"})
_DECODED = re.compile(r"decod|payload|claims|jwt|^parsed?(?:token)?$|token", re.IGNORECASE)
_MS_NAME = re.compile(r"_?(?:in_?)?(?:ms|millis(?:econds)?)$", re.IGNORECASE)
_S_NAME = re.compile(r"_(?:in_)?(?:s|secs?|seconds)$|(?:In)?Sec(?:ond)?s$", re.IGNORECASE)
_MOMENTS = frozenset({"getTime", "valueOf"})
_KEEPING = frozenset({"floor", "round", "ceil", "trunc", "abs"})
_CONVERSIONS = frozenset({"Number", "parseInt", "parseFloat"})
_DAY_LIBRARIES = re.compile(r"^(?:dayjs|moment|luxon)\b")


class Clock:
    """Finds the units of values."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes) -> None:
        self._project = project
        self._values = values
        self._calls = calls
        self._shapes = shapes
        self._known: dict[tuple[tuple[str, int], int], Time | None] = {}

    def time(self, code: Code, register: int) -> Time | None:
        """The unit of a value, None where it is not known or the ways to it disagree."""
        return self._time(code, register, limits.MAX_UNIT_STEPS)

    def _time(self, code: Code, register: int, steps: int) -> Time | None:
        """`steps` bounds the way back; each call takes one, so the recursion ends."""
        key = (code.key, register)
        if key in self._known:
            return self._known[key]
        if steps <= 0:
            return None
        self._known[key] = None  # a loop knows nothing
        found: list[Time | None] = [self._of(code, index, steps - 1) for index in code.definitions.get(register, ())]
        times = [time for time in found if time is not None]
        if times and all(time.unit is times[0].unit for time in times):
            self._known[key] = times[0]
        return self._known[key]

    def _of(self, code: Code, index: int, steps: int) -> Time | None:
        instr = code.function.code[index]
        if instr.op in (ir.MOVE, ir.AWAIT):
            return self._time(code, instr.args[0], steps)
        if instr.op == ir.UNARY and instr.data == "+":
            return self._date(code, instr.args[0], steps) or self._time(code, instr.args[0], steps)
        if instr.op == ir.BINARY:
            return self._arithmetic(code, instr, steps)
        if instr.op == ir.GET:
            return self._property(code, instr)
        if instr.op == ir.NEW:
            return self._new_date(code, instr, steps)
        if instr.op in (ir.CALL, ir.INVOKE):
            return self._call(code, index, instr, steps)
        if instr.op == ir.LOAD:
            return self._variable(code, instr, steps)
        if instr.op == ir.PARAM:
            return self._parameter(code, instr.data, steps)
        return None

    # ---- where times come from ----

    def _property(self, code: Code, instr: ir.Instr) -> Time | None:
        name = str(instr.data)
        if name in _SECONDS_LIFETIMES:
            return Time(Unit.SECONDS, False, claim=name)
        if name in _SECONDS_CLAIMS and name not in self._converted and self._is_decoded(code, instr.args[0]):
            return Time(Unit.SECONDS, True, claim=name)
        return None

    @cached_property
    def _converted(self) -> frozenset[str]:
        """Claims that the project makes itself, maybe in another unit: `{ ...payload, exp: payload.exp * 1000 }`."""
        found: set[str] = set()
        for code in self._project.all_codes():
            for instr in code.function.code:
                if instr.op == ir.OBJECT:
                    written = [(key, register) for key, register in zip(instr.data, instr.args, strict=False) if key in _SECONDS_CLAIMS]
                elif instr.op == ir.SET and instr.data in _SECONDS_CLAIMS:
                    written = [(instr.data, instr.args[1])]
                else:
                    continue
                for key, register in written:
                    made = [code.function.code[index] for index in code.definitions.get(register, ())]
                    if any(each.op not in (ir.GET, ir.CONST) for each in made):
                        found.add(str(key))
        return frozenset(found)

    def _is_decoded(self, code: Code, register: int) -> bool:
        """Whether an object is the payload of a token, by its name or by what makes it."""
        words = (*self._shapes.names(code, register)[:2], *self._shapes.makers(code, register))
        return any(_DECODED.search(word) for word in words)

    def _call(self, code: Code, index: int, instr: ir.Instr, steps: int) -> Time | None:
        arguments = self._values.arguments(instr)
        paths = {value.path for value in self._values.callee(code, instr)}
        if paths & _CLOCKS:
            return Time(Unit.MILLISECONDS, True, clock=True)
        if instr.op == ir.INVOKE:
            if instr.data in _MOMENTS:
                return self._date(code, instr.args[0], steps)
            if instr.data == "unix" and any(_DAY_LIBRARIES.search(path) for path in paths):
                return Time(Unit.SECONDS, True)
            if instr.data in _KEEPING and "Math" in self._shapes.names(code, instr.args[0]) and arguments:
                return self._time(code, arguments[0], steps)
            if instr.data == "parse" and "Date" in self._shapes.names(code, instr.args[0])[:1]:
                return Time(Unit.MILLISECONDS, True)
        if instr.op == ir.CALL and arguments and any(path in _CONVERSIONS for path in paths):
            return self._time(code, arguments[0], steps)
        return self._agreed(
            self._time(target, given.args[0], steps)
            for target in self._calls.targets(code, index)
            for given in target.function.code
            if given.op == ir.RETURN and not self._is_nothing(target, given.args[0])
        )

    @staticmethod
    def _is_nothing(code: Code, register: int) -> bool:
        made = [code.function.code[index] for index in code.definitions.get(register, ())]
        return bool(made) and all(instr.op == ir.CONST and not isinstance(instr.data, int | float) for instr in made)

    def _new_date(self, code: Code, instr: ir.Instr, steps: int) -> Time | None:
        """A Date counts milliseconds where it is compared or subtracted."""
        if self._shapes.names(code, instr.args[0])[:1] != ("Date",):
            return None
        arguments = instr.args[1:]
        given = self._time(code, arguments[0], steps) if arguments else None
        return Time(Unit.MILLISECONDS, True, clock=not arguments, claim=given.claim if given else "")

    def _date(self, code: Code, register: int, steps: int) -> Time | None:
        """A Date as a number."""
        for index in code.definitions.get(register, ()):
            instr = code.function.code[index]
            if instr.op == ir.NEW:
                return self._new_date(code, instr, steps)
            if instr.op == ir.LOAD:
                return self._variable(code, instr, steps)
        return None

    def _variable(self, code: Code, instr: ir.Instr, steps: int) -> Time | None:
        binding = code.module.bindings[instr.data]
        stores = self._values.stores(code.module.path).get(instr.data, [])
        if binding.kind == "import":
            for value in self._values.binding(code.module.path, instr.data):
                if value.kind == "const" and isinstance(value.root[2], int | float):
                    return self._named(binding.name, value.root[2])
            return None
        times = [self._time(at, at.function.code[index].args[0], steps) for at, index in stores]
        if any(times):
            return self._agreed(time for time in times if time is not None)
        numbers = {self.number(at, at.function.code[index].args[0]) for at, index in stores}
        number = numbers.pop() if len(numbers) == 1 else None
        return self._named(binding.name, number) if number is not None else None

    @staticmethod
    def _named(name: str, number: float) -> Time | None:
        """A constant whose name tells its unit, or that is too large for seconds of a margin."""
        if _MS_NAME.search(name):
            return Time(Unit.MILLISECONDS, False)
        return Time(Unit.SECONDS, False) if _S_NAME.search(name) and number < limits.MAX_SECONDS_MARGIN else None

    def _parameter(self, code: Code, position: int, steps: int) -> Time | None:
        sites = [site for site in self._calls.callers(code) if site.how == "call" and not site.path]
        passed = []
        for site in sites:
            arguments = self._values.arguments(site.code.function.code[site.index])
            if position >= len(arguments):
                return None
            passed.append(self._time(site.code, arguments[position], steps))
        return passed[0] if passed and passed[0] and all(each and each.unit is passed[0].unit for each in passed) else None

    @staticmethod
    def _agreed(times: Iterable[Time | None]) -> Time | None:
        found = [time for time in times if time is not None]
        return found[0] if found and all(time.unit is found[0].unit for time in found) else None

    # ---- arithmetic ----

    def _arithmetic(self, code: Code, instr: ir.Instr, steps: int) -> Time | None:
        left, right = instr.args
        one, other = self._time(code, left, steps), self._time(code, right, steps)
        number = self.number(code, right)
        if instr.data == "*":
            factor = number if number is not None else self.number(code, left)
            scaled = one or other
            if factor == 1000:
                if scaled is not None:
                    return scaled._replace(unit=Unit.MILLISECONDS) if scaled.unit is Unit.SECONDS else None
                pair = (self.number(code, left), number)
                return Time(Unit.MILLISECONDS, False) if None not in pair else None  # 60 * 1000, 5 * 60 * 1000
            return None
        if instr.data == "/" and number == 1000 and one is not None:
            return one._replace(unit=Unit.SECONDS) if one.unit is Unit.MILLISECONDS else None
        if instr.data in ("+", "-"):
            known = one or other
            if known is None or (one is not None and other is not None and one.unit is not other.unit):
                return None
            moments = [time for time in (one, other) if time is not None and time.absolute]
            absolute = len(moments) == 1 or (len(moments) == 2 and instr.data == "+")
            claim = next((time.claim for time in (one, other) if time is not None and time.claim), "")
            lifetime = claim in _SECONDS_LIFETIMES and instr.data == "+" and (one is None or other is None)
            shifted = not lifetime or any(time.shifted for time in (one, other) if time is not None)
            return Time(known.unit, absolute or lifetime, claim=claim, shifted=shifted)
        if instr.data in ("??", "||"):
            return one or other
        return None

    def number(self, code: Code, register: int) -> float | None:
        """The value of an expression of numbers; constants of the same function and module are looked up."""
        work = [register]
        product = 1.0
        seen = 0
        while work and seen < limits.MAX_UNIT_STEPS:
            seen += 1
            made = [code.function.code[index] for index in code.definitions.get(work.pop(), ())]
            if len(made) != 1:
                return None
            instr = made[0]
            if instr.op == ir.CONST and isinstance(instr.data, int | float) and not isinstance(instr.data, bool):
                product *= instr.data
            elif instr.op == ir.BINARY and instr.data == "*":
                work += instr.args
            elif instr.op == ir.MOVE:
                work.append(instr.args[0])
            else:
                return None
        return product if not work else None
