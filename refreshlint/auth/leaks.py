"""Leaks: a way for a refresh to end while its cell stays set."""

from __future__ import annotations

from refreshlint.auth.concepts import CellKind, Guard, Leak, Point
from refreshlint.auth.guards import Guards
from refreshlint.auth.requests import Requests
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key

_SETTLES = frozenset({"allSettled", "sleep", "delay", "wait"})
MAX_DEPTH = 5
CHECKED_SPAN = 4
"""Instructions of `cell = null`."""


class Leaks:
    """Judges the release of a guard's cell."""

    def __init__(self, guards: Guards, requests: Requests) -> None:
        self.guards = guards
        self.requests = requests
        self.project = guards.project
        self.calls = guards.calls
        self._rejects: dict[Key, bool] = {}

    def leak(self, guard: Guard) -> Leak | None:
        """How the cell of a guard may stay set, None where every end releases it."""
        if not guard.sets or guard.kind is CellKind.LOCK or guard.not_shared:
            return None
        at = guard.sets[0]
        if not [point for point in guard.releases if not self._is_declaration(guard, point)]:
            return Leak(guard, at, None, "nothing ever resets it")
        points = self.guards.released_points(guard)
        ways = self.callback_ways(guard)
        if "finally" in ways or {"then", "catch"} <= ways:
            return None
        holder = at.code
        inside = [index for index in points.get(holder.key, []) if not self._runs_on(holder, index, points)]
        found: tuple[Point, str] | None = None
        elsewhere = [key for key in points if key != holder.key]
        if inside:
            found = self.escape(holder, at.index, set(inside), points)
            if found is None:
                return None
            if not elsewhere:
                return Leak(guard, at, found[0], found[1])
        flights = [code for key in elsewhere if self._runs_the_flight(guard, code := self.project.code(key))]
        waiting = [code for code in flights if any(instr.op == ir.AWAIT for instr in code.function.code)]
        for code in waiting or flights:
            key = code.key
            if key in points:
                left = self.escape(code, 0, set(points[key]), points)
                if left is None:
                    return None
                if found is not None and _returns(found[0]):
                    return None  # its failures are the holder's, and what it releases when it is well is its own matter
                if not ways:
                    return Leak(guard, at, left[0], left[1])
        if found is not None:
            return Leak(guard, at, found[0], found[1])
        if ways == {"then"} and self.may_fail(guard):
            return Leak(guard, at, None, "it is reset only when the refresh succeeds")
        if ways == {"catch"}:
            return Leak(guard, at, None, "it is reset only when the refresh fails")
        return None

    def _runs_on(self, code: Code, index: int, points: dict[Key, list[int]]) -> bool:
        """Whether a call only begins what releases the cell later on: an async function of the project, judged by its own ends."""
        return any(target.key in points and target.function.is_async for target in self.calls.targets(code, index))

    @staticmethod
    def _is_declaration(guard: Guard, point: Point) -> bool:
        """Whether an idle write is the one with which the variable begins."""
        instr = point.code.function.code[point.index]
        if instr.op != ir.STORE:
            return False
        binding = point.code.module.bindings[instr.data]
        return bool(binding.function == point.code.key[1] and instr.start <= binding.start and binding.end <= instr.end)

    def callback_ways(self, guard: Guard) -> set[str]:
        """By which promise callbacks the cell is released: then, catch, finally."""
        ways: set[str] = set()
        for key in self.guards.released_points(guard):
            code = self.project.code(key)
            for _ in range(MAX_DEPTH):
                sites = self.calls.callers(code)
                chained = [site for site in sites if site.how in ("then", "catch", "finally")]
                for site in chained:
                    ways.add(site.how)
                if chained or not sites:
                    break
                code = sites[0].code
        return ways

    def _runs_the_flight(self, guard: Guard, code: Code) -> bool:
        """Whether a function that releases is (part of) the refresh that the guard starts, its cell set by the caller."""
        region = cfg.reachable(guard.code, [guard.test])
        return code.key in self.guards.called_within(guard.code, region) or code.key in self._async_inside(guard.code)

    def _async_inside(self, code: Code) -> set[Key]:
        out: set[Key] = set()
        for instr in code.function.code:
            if instr.op == ir.FUNC:
                inner = self.project.code((code.key[0], instr.data))
                if inner.function.is_async:
                    out.add(inner.key)
        return out

    def may_fail(self, guard: Guard) -> bool:
        """Whether what a guard starts may end in an error."""
        targets = self.calls.targets(guard.code, guard.start)
        return not targets or any(self.rejects(target) for target in targets)

    def escape(self, code: Code, start: int, released: set[int], points: dict[Key, list[int]]) -> tuple[Point, str] | None:
        """A way from `start` out of the function that passes no release: (where it leaves, in words)."""
        released = released | self._checked_releases(code, released) | self._goes_on_later(code, points)
        throwing = {index for index in range(len(code.function.code)) if self._throws(code, index)}
        nexts = cfg.following(code, start, lambda index: False)
        reached = cfg.reachable(code, nexts, stop=lambda index: index in released, throws=lambda index: index in throwing)
        awaited = False
        for index in sorted(reached):
            if index in released:
                continue
            instr = code.function.code[index]
            awaited = awaited or instr.op == ir.AWAIT
            if instr.op == ir.RETURN:
                if self._hands_over(code, instr, points):
                    continue
                return Point(code, index), "a return leaves it set"
            if instr.op == ir.THROW and cfg.leaves_by_throw(code, index):
                return Point(code, index), "an error leaves it set"
            if index in throwing and cfg.leaves_by_throw(code, index):
                return Point(code, index), "a failure here leaves it set"
        return None

    def _goes_on_later(self, code: Code, points: dict[Key, list[int]]) -> set[int]:
        """Timers that run a function which releases the cell, or this one once more: the refresh is not over yet."""
        later: set[int] = set()
        for key in (*points, code.key):
            later |= {
                site.index
                for site in self.calls.callers(self.project.code(key))
                if site.code is code and site.how == "registered" and site.path.endswith("setTimeout")
            }
        return later

    @staticmethod
    def _checked_releases(code: Code, released: set[int]) -> set[int]:
        """Branches right before a release: `if (cell === mine) cell = null` releases what is there to release."""
        out: set[int] = set()
        for block in code.function.blocks:
            last = block.end - 1
            instr = code.function.code[last]
            if instr.op == ir.BRANCH:
                for target in instr.data:
                    inner = code.function.blocks[target]
                    if any(index in released for index in range(inner.start, min(inner.end, inner.start + CHECKED_SPAN))):
                        out.add(last)
        return out

    def _hands_over(self, code: Code, instr: ir.Instr, points: dict[Key, list[int]]) -> bool:
        """Whether a return gives back a promise whose continuation releases the cell."""
        for index in code.definitions.get(instr.args[0], ()):
            made = code.function.code[index]
            if made.op == ir.INVOKE and made.data in ("then", "catch", "finally"):
                return True
            if made.op == ir.NEW:
                return True
            if any(target.key in points for target in self.calls.targets(code, index)):
                return True
        return False

    def _throws(self, code: Code, index: int) -> bool:
        """Whether an instruction may fail in a way that users meet: a refused or lost request, a throw of the code's own."""
        instr = code.function.code[index]
        if instr.op == ir.THROW:
            return True
        if instr.op not in (ir.AWAIT, ir.YIELD):
            return False
        for at in code.definitions.get(instr.args[0], ()):
            made = code.function.code[at]
            if made.op in ir.CALLS:
                if self.requests.request(code, at) is not None or self.requests.is_refresh(code, at):
                    return not self._is_caught(code, at)
                targets = self.calls.targets(code, at)
                if targets and any(self.rejects(target) for target in targets) and not self._is_caught(code, at):
                    return True
            elif made.op in (ir.LOAD, ir.GET):
                return True
        return False

    def _is_caught(self, code: Code, index: int) -> bool:
        instr = code.function.code[index]
        return instr.op == ir.INVOKE and instr.data == "catch"

    def rejects(self, code: Code) -> bool:
        """Whether a function may end in an error: a request or a throw that no catch of its own takes."""
        found = self._rejects.get(code.key)
        if found is None:
            self._rejects[code.key] = False
            reached = cfg.reachable(code, [0], throws=lambda index: self._throws(code, index))
            found = any(
                (self._throws(code, index) or self._rejecting_return(code, index)) and cfg.leaves_by_throw(code, index)
                for index in reached
            )
            self._rejects[code.key] = found
        return found

    def _rejecting_return(self, code: Code, index: int) -> bool:
        """`return request(...)` or `return Promise.reject(e)`: the failure is the caller's."""
        instr = code.function.code[index]
        if instr.op != ir.RETURN:
            return False
        for at in code.definitions.get(instr.args[0], ()):
            made = code.function.code[at]
            if made.op == ir.INVOKE and made.data == "reject":
                return True
            if made.op in ir.CALLS and made.data not in ("catch",):
                if self.requests.request(code, at) is not None:
                    return True
                if any(self.rejects(target) for target in self.calls.targets(code, at)):
                    return True
        return False


def _returns(point: Point) -> bool:
    return point.code.function.code[point.index].op == ir.RETURN
