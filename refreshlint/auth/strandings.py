"""Lists of late callers that some end of the refresh leaves unanswered, told from the code alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from refreshlint.auth.concepts import Cell, CellKind, Guard, Point, RefreshOperation, Stranding
from refreshlint.auth.leaks import Leaks
from refreshlint.auth.waiters import WaiterLists, Waiters
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code

_PUTS = frozenset({"push", "add", "set", "unshift"})
_TIMERS = frozenset({"setTimeout", "timeout", "delay", "race"})


class Strandings:
    """Looks for a way out of a guarded refresh on which nothing touches the list of waiters."""

    def __init__(self, leaks: Leaks, waiters: WaiterLists) -> None:
        self.leaks = leaks
        self.waiters = waiters
        self.guards = leaks.guards
        self.project = leaks.project
        self.places = leaks.guards.places

    def strandings(self, guarded: Iterable[tuple[RefreshOperation, Guard]]) -> list[Stranding]:
        """At most one for each list. guarded: refreshes with the guards on the ways to them."""
        out: dict[tuple[object, ...], Stranding] = {}
        for refresh, guard in guarded:
            if guard.not_shared or guard.kind is CellKind.LOCK or not guard.sets:
                continue
            for waiters in self.waiters.of(guard):
                found = self._stranding(refresh, guard, waiters)
                if found is not None:
                    out.setdefault(waiters.cell.identity, found)
        return list(out.values())

    def _stranding(self, refresh: RefreshOperation, guard: Guard, waiters: Waiters) -> Stranding | None:
        if waiters.listens or waiters.cell.identity == guard.cell.identity or not all(self._waits(point) for point in waiters.calls):
            return None
        settles = list(self._settles(waiters.cell))
        if not settles:
            return None  # what nobody seems to read is read where it cannot be seen
        told = replace(guard, releases=tuple(settles))
        exits = list(self._exits(guard, told))
        if not exits or any(end is not None and not self._after_an_await(guard.sets[0], end) for end in exits):
            return None
        end = exits[0]
        at = self._drop(waiters, end, settles)
        return Stranding(at or waiters.calls[0], refresh, guard, None, waiters.cell.name, at is not None, waiters.calls[0], end)

    def _exits(self, guard: Guard, told: Guard) -> Iterator[Point | None]:
        """Where the refresh is left with nobody told: in the function that sets the cell, else in what settles for it. None: in a
        continuation that only success runs. told: the guard, with what settles the waiters as its release."""
        points = self.guards.released_points(told)
        ways = self.leaks.callback_ways(told)
        at = told.sets[0]
        if at.code.key in points:
            if not ways:
                inside = [point.index for point in guard.releases if point.code is at.code]
                free = {index for index in inside if not cfg.awaits_between(at.code, at.index, index)}  # before anybody can wait
                found = self.leaks.escape(at.code, at.index, {*points[at.code.key], *free}, points)
                if found is not None:
                    yield found[0]
        elif ways == {"then"} and self.leaks.may_fail(told) and not any(self._follows_a_catch(self.project.code(key)) for key in points):
            yield None

    def _follows_a_catch(self, code: Code) -> bool:
        """Whether a continuation stands behind one that takes failures too, so that it runs after them as well."""
        for site in self.guards.calls.callers(code):
            work = [site.code.function.code[site.index].args[0]] if site.how == "then" else []
            while work:
                for index in site.code.definitions.get(work.pop(), ()):
                    made = site.code.function.code[index]
                    if made.op == ir.INVOKE and made.data in ("then", "catch", "finally"):
                        if made.data == "catch" or len(made.args) > 2:
                            return True
                        work.append(made.args[0])
        return False

    def _waits(self, point: Point) -> bool:
        """Whether what is put on the list is a promise's settling, with no timer that settles it as well."""
        for each in self.project.enclosing(point.code):
            passed = self.guards.values.passed_to(each)
            if passed is None:
                continue
            outer, index, _ = passed
            instr = outer.function.code[index]
            if instr.op == ir.NEW and self.places.shapes.names(outer, instr.args[0])[:1] == ("Promise",):
                return not any(self._names(each, instr) & _TIMERS for instr in each.function.code if instr.op in ir.CALLS)
        return False

    def _names(self, code: Code, instr: ir.Instr) -> set[str]:
        return {str(instr.data)} if instr.op == ir.INVOKE else set(self.places.shapes.names(code, instr.args[0])[:1] if instr.args else ())

    def _settles(self, cell: Cell) -> Iterator[Point]:
        """Where the list is read: walked, copied, handed on, or found empty."""
        paths = dict.fromkeys(write.at.code.module.path for write in self.places.writes(cell))
        for path in paths:
            for code in self.project.codes(path):
                for index, instr in enumerate(code.function.code):
                    if instr.op in (ir.LOAD, ir.GET) and any(each.identity == cell.identity for each in self._read(code, instr)):
                        yield from self._uses(code, index)

    def _read(self, code: Code, instr: ir.Instr) -> Iterable[Cell]:
        if instr.op == ir.LOAD:
            cell = self.places.binding_cell(code.module.path, instr.data)
        else:
            cell = self.places.property_cell(code, instr.args[0], instr.data)
        return (cell,) if cell is not None else ()

    def _uses(self, code: Code, index: int) -> Iterator[Point]:
        register = code.function.code[index].dst
        for use in code.uses.get(register, ()):
            instr = code.function.code[use]
            if instr.op == ir.INVOKE and instr.args[0] == register and instr.data in _PUTS:
                continue
            if instr.op == ir.INVOKE and instr.data in ("splice", "clear") and not code.uses.get(instr.dst):
                continue
            if instr.op == ir.SET and instr.data == "length":
                continue
            if instr.op == ir.GET and instr.data in ("length", "size"):
                yield from (Point(code, branch) for branch in self._branches(code, instr.dst))
                continue
            yield Point(code, index)

    @staticmethod
    def _branches(code: Code, register: int) -> Iterator[int]:
        """The branches that look at a value."""
        work = [register]
        seen: set[int] = set()
        while work:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for use in code.uses.get(reg, ()):
                instr = code.function.code[use]
                if instr.op == ir.BRANCH:
                    yield use
                elif instr.op in (ir.BINARY, ir.UNARY, ir.MOVE):
                    work.append(instr.dst)

    @staticmethod
    def _after_an_await(start: Point, end: Point) -> bool:
        """Whether others may have come to wait by the time of an exit."""
        code, index = end
        if code.function.code[index].op in ir.AWAITS:
            return True
        if start.code is not code:
            return any(instr.op in ir.AWAITS for instr in code.function.code[:index])
        return bool(cfg.awaits_between(code, start.index, index))

    def _drop(self, waiters: Waiters, end: Point | None, settles: list[Point]) -> Point | None:
        """Where the list is emptied on the way out, or in a continuation that runs after the failure."""
        if end is None:
            return next((point for point in waiters.drops if self._is_told_of_failures(point.code)), None)
        stops = {point.index for point in settles if point.code is end.code}
        reached = cfg.reachable(end.code, [end.index], stop=lambda index: index in stops)
        for point in waiters.drops:
            if point.code is end.code and (point.index in reached or end.index in cfg.reachable(end.code, [point.index])):
                return point
        return None

    def _is_told_of_failures(self, code: Code) -> bool:
        return any(site.how in ("catch", "finally") for site in self.guards.calls.callers(code))
