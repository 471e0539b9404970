"""The lists of those who wait for a refresh: where a late caller is put on one, where it is dropped, what wakes it."""

from __future__ import annotations

from typing import NamedTuple

from refreshlint.auth.concepts import Cell, CellKind, Guard, Point
from refreshlint.auth.guards import Guards
from refreshlint.auth.places import Places
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code
from refreshlint.js.values import Key, Values

MAX_FUNCTIONS = 20
_LISTENS = frozenset({"once", "on", "addListener", "addEventListener", "subscribe"})
_KEEPS = frozenset({"push", "add", "set", "unshift"}) | _LISTENS


class Waiters(NamedTuple):
    """A place where callbacks or deferreds of late callers are kept. pushes: where one is put in; calls: the same as seen from the
    guard, where helpers lie between; drops: where it is emptied or overwritten; wakes: the functions that are kept there; listens:
    it is the listeners of an event."""

    cell: Cell
    pushes: tuple[Point, ...]
    calls: tuple[Point, ...]
    drops: tuple[Point, ...]
    wakes: tuple[Code, ...]
    listens: bool


class WaiterLists:
    """Finds the waiters of a guard."""

    def __init__(self, guards: Guards) -> None:
        self.guards = guards
        self.places: Places = guards.places
        self.calls: Calls = guards.calls
        self.values: Values = guards.values
        self._found: dict[tuple[Key, int], tuple[Waiters, ...]] = {}

    def of(self, guard: Guard) -> tuple[Waiters, ...]:
        """The lists on which the busy side of a guard puts its caller."""
        key = (guard.code.key, guard.test)
        if key not in self._found:
            self._found[key] = tuple(self._search(guard))
        return self._found[key]

    def _search(self, guard: Guard) -> list[Waiters]:
        if guard.busy is None:
            return []
        region = cfg.reachable(guard.code, [guard.busy], stop=lambda index: index in (guard.test, guard.start))
        pushes: dict[tuple[object, ...], tuple[Cell, list[Point], list[Point], list[Code]]] = {}
        steps, via = self._steps(guard.code, sorted(region))
        for code, index in steps:
            instr = code.function.code[index]
            if instr.op != ir.INVOKE or instr.data not in _KEEPS or len(instr.args) < 2:
                continue
            for cell in self.places.cells(code, instr.args[0]):
                _, points, calls, wakes = pushes.setdefault(cell.identity, (cell, [], [], []))
                points.append(Point(code, index))
                call = Point(code, index)
                while call.code.key in via and not any(each is guard.code for each in self.guards.project.enclosing(call.code)):
                    call = via[call.code.key]
                calls.append(call)
                wakes += self._kept(code, instr)
        out = []
        for cell, points, calls, wakes in pushes.values():
            listens = any(str(each.code.function.code[each.index].data) in _LISTENS for each in (*points, *calls))
            drops = tuple(write.at for write in self.places.writes(cell) if write.busy is False and write.at.code.key[1] != 0)
            out.append(Waiters(cell, tuple(points), tuple(calls), drops, tuple(dict.fromkeys(wakes)), listens))
        if not out and guard.kind is CellKind.PROMISE:
            out.append(Waiters(guard.cell, guard.sets, guard.sets, guard.releases, (), False))
        return out

    def _kept(self, code: Code, instr: ir.Instr) -> list[Code]:
        """The functions of the program that are put in."""
        return [
            self.guards.project.code(value.root[1])
            for register in instr.args[1:]
            for value in self.values.of(code, register)
            if value.is_function
        ]

    def _steps(self, code: Code, region: list[int]) -> tuple[list[tuple[Code, int]], dict[Key, Point]]:
        """The instructions that a region runs at once, executors of promises and called functions included, and who calls these."""
        out = [(code, index) for index in region]
        via: dict[Key, Point] = {}
        seen = {code.key}
        work = list(out)
        while work and len(seen) < MAX_FUNCTIONS:
            at, index = work.pop(0)
            instr = at.function.code[index]
            if instr.op not in ir.CALLS:
                continue
            targets = self.guards.sync_targets(at, index)
            for register in instr.args[1:] if instr.op == ir.NEW else ():
                targets += [self.guards.project.code(value.root[1]) for value in self.values.of(at, register) if value.is_function]
            for target in targets:
                if target.key not in seen:
                    seen.add(target.key)
                    via[target.key] = Point(at, index)
                    inner = [(target, each) for each in range(len(target.function.code))]
                    out += inner
                    work += inner
        return out, via
