"""Guards: does a function test a shared cell before it starts a refresh, and does the test hold?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from refreshlint.auth.concepts import Cell, CellKind, Guard, Point
from refreshlint.auth.models import sharing
from refreshlint.auth.places import Places, Write
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.cfg import Edge
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Key, Values

SYNC_DEPTH = 3
_PROMISE = re.compile(r"promise|flight|pending|deferred|task", re.IGNORECASE)
_STORES = re.compile(r"secure-store|async-storage|mmkv|MMKV|keychain|localStorage|encrypted-storage")
FREES = "nothing, and on its way out it releases the lock of the refresh that still runs"
_LOGGERS = frozenset({"log", "warn", "error", "info", "debug", "trace"})


class Guards:
    """Finds the guards of a start: the call (or request) in a function that leads to the refresh."""

    def __init__(self, project: Project, values: Values, calls: Calls, places: Places) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.places = places
        self._found: dict[tuple[Key, int], list[Guard]] = {}
        self._with: dict[tuple[Key, int, int], bool] = {}

    def guards(self, code: Code, start: int) -> list[Guard]:
        """The guards that decide whether `start` runs, the nearest first."""
        memo = (code.key, start)
        if memo not in self._found:
            self._found[memo] = self._guards(code, start)
        return self._found[memo]

    def _guards(self, code: Code, start: int) -> list[Guard]:
        found: list[Guard] = []
        for edge in self._deciding_edges(code, start):
            condition = code.function.code[edge.branch].args[0]
            for cell in self.places.cells(code, condition):
                says_busy = self._polarity(code, condition)
                if says_busy is not None and says_busy == edge.taken:
                    continue  # the start lies on the side where the cell is set: no guard against a second start
                guard = self._guard(code, start, edge, cell)
                if guard is not None:
                    found.append(guard)
        working = {guard.cell.identity for guard in found if guard.gap is None}
        return [guard for guard in found if guard.gap is None or guard.cell.identity not in working]

    def _deciding_edges(self, code: Code, start: int) -> list[Edge]:
        """Branch sides that lead to the start while the other side never does, the nearest first.

        A side need not dominate the start: of `if (busy && flight) return flight` only the whole decides.
        """
        edges: list[Edge] = []
        for block in code.function.blocks:
            branch = block.end - 1
            instr = code.function.code[branch]
            if instr.op != ir.BRANCH or instr.data[0] == instr.data[1]:
                continue
            reaches = [cfg.may_follow(code, Edge(branch, taken), start) for taken in (True, False)]
            if reaches[0] != reaches[1]:
                edges.append(Edge(branch, reaches[0]))
            elif reaches[0]:
                edges += [edge for edge in cfg.dominating_edges(code, start) if edge.branch == branch]
        return sorted(edges, key=lambda edge: -edge.branch)

    def _polarity(self, code: Code, register: int) -> bool | None:
        """Whether a condition is true when its cell is set (True), when it is idle (False); None where that is not plain."""
        says = True
        for _ in range(6):
            found = code.definitions.get(register, ())
            if len(found) != 1:
                return None
            instr = code.function.code[found[0]]
            if instr.op == ir.UNARY and instr.data in ("!", "nullish"):
                says = not says
                register = instr.args[0]
            elif instr.op == ir.BINARY and instr.data in ("===", "==", "!==", "!="):
                constants = [self._constant(code, arg) for arg in instr.args]
                plain = [each for each in constants if each is not None]
                if len(plain) != 1:
                    return None
                register = instr.args[1 if constants[0] is not None else 0]
                if instr.data.startswith("!"):
                    says = not says
                if plain[0] == "empty":
                    says = not says
            elif instr.op in (ir.LOAD, ir.GET, ir.INDEX) or (instr.op == ir.INVOKE and instr.data in ("get", "has", "isLocked")):
                return says
            elif instr.op in (ir.CALL, ir.INVOKE) and len(targets := self.calls.targets(code, found[0])) == 1:
                code = targets[0]  # `if (isBusy())`: what the function returns
                returned = [each.args[0] for each in code.function.code if each.op == ir.RETURN]
                if len(returned) != 1:
                    return None
                register = returned[0]
            else:
                return None
        return None

    @staticmethod
    def _constant(code: Code, register: int) -> str | None:
        """ "empty" or "set" for a constant, None for anything else."""
        for index in code.definitions.get(register, ()):
            instr = code.function.code[index]
            if instr.op == ir.CONST:
                return "set" if instr.data else "empty"
        return None

    def _guard(self, code: Code, start: int, edge: Edge, cell: Cell) -> Guard | None:
        writes = self.places.writes(cell)
        entry = cfg.edge_target(code, edge)
        region = cfg.reachable(code, [entry], stop=lambda index: index == edge.branch)
        sets = [write for write in writes if write.busy and write.holds != "value" and self._is_on_the_way(code, write, region, start)]
        if cell.lifetime == "local":
            sets = [write for write in sets if write.holds == "promise"]
        if not sets:
            return self._never_set(code, start, edge, cell, writes)
        if all(write.holds in ("promise", "map") and not self._stores_flight(code, write, start) for write in sets):
            return None
        if all(write.holds == "flag" for write in sets) and self._polarity(code, code.function.code[edge.branch].args[0]) is None:
            return None
        releases = tuple(write.at for write in writes if write.busy is False)
        lock = any(write.holds == "queue" for write in sets)
        if any(self._is_acquire(write) for write in sets):
            kind = CellKind.LOCK
        else:
            kind = CellKind(sets[0].holds) if sets[0].holds in ("promise", "flag", "map", "queue") else CellKind.FLAG
        gap = self._gap(code, edge, sets)
        busy = cfg.edge_target(code, Edge(edge.branch, not edge.taken))
        gives_up = "" if lock else self._gives_up(code, edge, start, cell)
        return Guard(
            code,
            cell,
            kind,
            edge.branch,
            start,
            tuple(write.at for write in sets),
            releases,
            gap,
            busy,
            gives_up,
            self.places.why_not_shared(cell, code),
        )

    @staticmethod
    def _is_acquire(write: Write) -> bool:
        instr = write.at.code.function.code[write.at.index]
        return instr.op == ir.INVOKE and instr.data == "acquire"

    def _never_set(self, code: Code, start: int, edge: Edge, cell: Cell, writes: list[Write]) -> Guard | None:
        """A flag that late callers wait on, that is reset, and that nothing ever sets."""
        if (
            not writes
            or any(write.busy is not False for write in writes)
            or len(writes) < 2
            or cell.lifetime not in ("module", "instance", "ref")
        ):
            return None
        if self._polarity(code, code.function.code[edge.branch].args[0]) is None or any(write.holds != "flag" for write in writes):
            return None
        return Guard(code, cell, CellKind.FLAG, edge.branch, start, (Point(code, edge.branch),), (), None, None, "", "nothing ever sets it")

    def _is_on_the_way(self, code: Code, write: Write, region: set[int], start: int) -> bool:
        """Whether a busy write belongs to the path that starts: it is on it, or in what is called on it."""
        at = write.at
        if at.code is code:
            if at.index not in region:
                return False
            return self._is_with(code, at.index, start)
        called = self.called_within(code, region).get(at.code.key)
        return called is not None and self._is_with(code, called, start)

    def _is_with(self, code: Code, index: int, start: int) -> bool:
        """Whether an instruction is the start, comes before it, or follows it in the same tick; one on a way that never starts is none."""
        memo = (code.key, index, start)
        if memo not in self._with:
            before = index == start or start in cfg.reachable(code, [index])
            self._with[memo] = before or (index in cfg.reachable(code, [start]) and not cfg.awaits_between(code, start, index))
        return self._with[memo]

    def called_within(self, code: Code, region: Iterable[int]) -> dict[Key, int]:
        """Functions that the instructions of a region run before they hand control back -> the call instruction."""
        out: dict[Key, int] = {}
        for index in sorted(region):
            if code.function.code[index].op not in ir.CALLS:
                continue
            work: list[tuple[Code, int]] = [(target, 1) for target in self.sync_targets(code, index)]
            while work:
                target, depth = work.pop()
                if target.key in out or target is code:
                    continue
                out[target.key] = index
                if depth < SYNC_DEPTH:
                    for inner, instr in enumerate(target.function.code):
                        if instr.op in ir.CALLS:
                            work += [(each, depth + 1) for each in self.sync_targets(target, inner)]
        return out

    def sync_targets(self, code: Code, index: int) -> list[Code]:
        """What a call runs at once: the function itself, and callbacks that the callee is known to run before it returns."""
        out = self.calls.targets(code, index)
        instr = code.function.code[index]
        for register in self.values.arguments(instr):
            for value in self.values.of(code, register):
                if value.is_function:
                    target = self.project.code(value.root[1])
                    if any(site.how == "sync" and site.code is code and site.index == index for site in self.calls.callers(target)):
                        out.append(target)
        return out

    def _stores_flight(self, code: Code, write: Write, start: int) -> bool:
        """Whether a promise that is written is the flight: made by the start itself, or by what holds it."""
        at = write.at
        if at.code is not code:
            return True
        instr = at.code.function.code[at.index]
        register = instr.args[0] if instr.op == ir.STORE else instr.args[-1]
        if instr.op == ir.INVOKE and instr.data in ("add", "push"):
            return True  # a set of keys under way, a list of waiters
        if any(code.function.code[index].op == ir.CONST for index in code.definitions.get(register, ())):
            return True
        work = [register]
        seen: set[int] = set()
        while work:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for index in code.definitions.get(reg, ()):
                if index == start:
                    return True
                inner = code.function.code[index]
                if inner.op == ir.NEW and self.places.is_deferred(code, inner):
                    return True
                if inner.op in (ir.MOVE, ir.INVOKE, ir.CALL, ir.NEW, ir.OBJECT):
                    work.extend(inner.args)
                elif inner.op == ir.LOAD and code.module.bindings[inner.data].function == code.key[1]:
                    work += [code.function.code[each].args[0] for each in code.stores.get(inner.data, ())]
        return False

    def _gap(self, code: Code, edge: Edge, sets: list[Write]) -> int | None:
        """An await between the test and the first set, None where the set follows in the same tick on every path."""
        inside = [write.at.index for write in sets if write.at.code is code]
        region = cfg.reachable(code, [cfg.edge_target(code, edge)], stop=lambda index: index == edge.branch)
        for key, index in self.called_within(code, region).items():
            if any(write.at.code.key == key for write in sets):
                inside.append(index)
        best: int | None = None
        for goal in sorted(set(inside)):
            between = cfg.awaits_between(code, edge.branch, goal)
            if not between:
                return None
            best = between[0] if best is None else best
        return best

    def _gives_up(self, code: Code, edge: Edge, start: int, cell: Cell) -> str:
        """What a caller gets that finds the cell set, when that is not the outcome of the running refresh."""
        entry = cfg.edge_target(code, Edge(edge.branch, not edge.taken))
        region = cfg.reachable(code, [entry], stop=lambda index: index in (edge.branch, start))
        if start in region:
            return ""
        at_once = cfg.reachable(
            code, [entry], stop=lambda index: index in (edge.branch, start) or code.function.code[index].op in ir.AWAITS
        )
        if any(write.at.code is code and write.at.index in at_once for write in self.places.writes(cell) if write.busy is False):
            return FREES
        said = ""
        for index in sorted(region):
            instr = code.function.code[index]
            if instr.op in ir.AWAITS or instr.op in (ir.NEW, ir.NEXT):
                if instr.op == ir.NEW and self._names(code, instr)[:1] == ("Error",):
                    continue
                return ""
            if instr.op in (ir.CALL, ir.INVOKE) and not self._is_harmless(code, index, instr):
                return ""
        for index in sorted(region):
            instr = code.function.code[index]
            if instr.op == ir.THROW:
                said = said or "an error at once"
            elif instr.op == ir.RETURN:
                if self._is_flight_of(code, instr.args[0], cell):
                    return ""
                said = said or self._outcome(code, instr.args[0])
        return said

    def _is_flight_of(self, code: Code, register: int, cell: Cell) -> bool:
        """Whether a value is what a cell holds, or the promise in it (a cell may hold a deferred)."""
        if any(found.identity == cell.identity for found in self.places.cells(code, register)):
            return True
        for index in code.definitions.get(register, ()):
            instr = code.function.code[index]
            if instr.op == ir.GET and isinstance(instr.data, str) and _PROMISE.search(instr.data):
                if any(found.identity == cell.identity for found in self.places.cells(code, instr.args[0])):
                    return True
        return False

    def _names(self, code: Code, instr: ir.Instr) -> tuple[str, ...]:
        return self.places.shapes.names(code, instr.args[0])

    def _is_harmless(self, code: Code, index: int, instr: ir.Instr) -> bool:
        """A call in the busy branch that joins nothing: logging, a rejection, a read."""
        if instr.op == ir.INVOKE:
            if str(instr.data).startswith("get") and any(_STORES.search(value.path) for value in self.values.callee(code, instr)):
                return True
            names = self._names(code, instr)
            if instr.data in _LOGGERS or (names[:1] == ("Promise",) and instr.data in ("reject", "resolve")):
                return True
            if instr.data in ("getState", "get", "clearTimeout", "now", "isLocked", "has"):
                return True
        return instr.op == ir.CALL and any(value.path == "Error" for value in self.values.callee(code, instr))

    def _outcome(self, code: Code, register: int) -> str:
        for index in code.definitions.get(register, ()):
            instr = code.function.code[index]
            if instr.op == ir.CONST:
                return "nothing (undefined)" if instr.data is ir.UNDEFINED else f"{_shown(instr.data)} at once"
            if instr.op == ir.INVOKE and instr.data == "reject":
                return "an error at once"
            if instr.op == ir.INVOKE and instr.data == "resolve":
                return "an answer at once that is not the new token"
            if instr.op == ir.INVOKE and str(instr.data).startswith("get"):
                return "the token that is stored, the old one, at once"
            if instr.op == ir.OBJECT:
                return "a failure at once"
            if instr.op == ir.LOAD:
                made = [
                    code.function.code[code.definitions[code.function.code[at].args[0]][0]].op for at in code.stores.get(instr.data, ())
                ]
                if any(op in ir.CALLS for op in made):
                    return ""  # a promise that it got before the test
            if instr.op in (ir.LOAD, ir.GET, ir.PARAM, ir.MOVE, ir.CATCH):
                return "the token it had, at once"
        return ""

    # ---- locks and sharing libraries ----

    def shared_by_library(self, code: Code, index: int) -> str:
        """The library call that makes callers share (or take turns at) what happens at an instruction, "" where there is none."""
        instr = code.function.code[index]
        for value in self.values.callee(code, instr):
            if value.path in sharing.SHARING_WRAPPERS or value.path in sharing.LOCK_CALLS:
                return value.path
            if instr.op == ir.INVOKE and instr.data in ("runExclusive", "acquireLock", "withLock", "runLocked"):
                return str(instr.data)
        return ""

    def lock_before(self, code: Code, start: int) -> tuple[str, int]:
        """A lock that is taken (`await mutex.acquire()`) on every way to the start and is no plain flag, with the call; ("", -1): none."""
        for index, instr in enumerate(code.function.code):
            if instr.op != ir.INVOKE or instr.data not in ("acquire", "acquireAsync", "acquireLock", "lock") or index >= start:
                continue
            if start not in cfg.reachable(code, [0], stop=lambda at, lock=index: at == lock):  # type: ignore[misc]
                return str(instr.data), index
        return "", -1

    # ---- release ----

    def released_points(self, guard: Guard) -> dict[Key, list[int]]:
        """function -> the instructions in it that release the cell, or call something that does (two calls deep)."""
        out: dict[Key, list[int]] = {}
        work = [(point, 0) for point in guard.releases]
        seen: set[tuple[Key, int]] = set()
        while work:
            point, depth = work.pop()
            if (point.code.key, point.index) in seen:
                continue
            seen.add((point.code.key, point.index))
            out.setdefault(point.code.key, []).append(point.index)
            if depth >= SYNC_DEPTH:
                continue
            for site in self.calls.callers(point.code):
                if site.how in ("call", "sync") or (site.how == "registered" and site.path.endswith("setTimeout")):
                    work.append((Point(site.code, site.index), depth + 1))
        return out


def _shown(value: object) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else repr(value)
