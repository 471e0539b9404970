"""Refresh requests that are sent through the client whose failures start the refresh, told from the code alone."""

from __future__ import annotations

from refreshlint.auth.clients import Handler
from refreshlint.auth.concepts import Cell, CellKind, Guard, Point, RefreshOperation, SelfRefresh
from refreshlint.auth.guards import Guards
from refreshlint.auth.retries import Retries
from refreshlint.auth.vocabulary import UNAUTHORIZED_STATUSES
from refreshlint.auth.waiters import WaiterLists
from refreshlint.auth.ways import Step, Way
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key

MAX_CONDITION = 80
_ADDRESSES = frozenset({"url", "path", "pathname", "endpoint", "baseURL", "href"})
_TYPE_NAMES = frozenset({"undefined", "object", "string", "function", "boolean", "number", ""})


class SelfRefreshes:
    """Looks for handlers that refresh through the client that they handle, with nothing that lets the refresh's own failure pass."""

    def __init__(self, retries: Retries, guards: Guards, waiters: WaiterLists) -> None:
        self.retries = retries
        self.guards = guards
        self.waiters = waiters
        self.project = retries.project
        self.clients = retries.clients
        self.marks = retries.marks
        self.ways = retries.ways

    def self_refreshes(self, refreshes: list[RefreshOperation]) -> list[SelfRefresh]:
        """At most one for each refresh request. refreshes: those of the project."""
        by_code: dict[Key, list[RefreshOperation]] = {}
        for refresh in refreshes:
            by_code.setdefault(refresh.at.code.key, []).append(refresh)
        out: dict[Point, SelfRefresh] = {}
        for handler in self.clients.handlers():
            if handler.via == "socket":
                continue
            extent = self.ways.extent(handler.code)
            if any(self._takes_away(self.project.code(key)) for key in extent):
                continue
            for key, ways in extent.items():
                for refresh in by_code.get(key, ()):
                    if not self.clients.sends_through(handler, *refresh.at):
                        continue
                    for way in ways:
                        whole = (*way, Step(refresh.at.code, refresh.at.index, "end"))
                        guards = self._guards_on(whole)
                        if guards is not None and not self._is_let_pass(handler, whole, guards):
                            guard = next(iter(guards), None)
                            out.setdefault(refresh.at, SelfRefresh(refresh.at, refresh, guard, None, handler.code))
        return list(out.values())

    def _guards_on(self, way: Way) -> list[Guard] | None:
        """The guards on a way to the refresh, for which its own failure would wait; None where one of them turns it away."""
        found = [guard for step in way for guard in self.guards.guards(step.code, step.at)]
        return found if all(guard.works and self._waits(guard) for guard in found) else None

    def _waits(self, guard: Guard) -> bool:
        """Whether who finds the cell set waits for the running refresh."""
        return guard.kind is CellKind.PROMISE or any(each.cell.identity != guard.cell.identity for each in self.waiters.of(guard))

    def _is_let_pass(self, handler: Handler, way: Way, guards: list[Guard]) -> bool:
        """Whether something keeps the refresh's own failure from a new refresh: a test of its address, a mark that it bears, a flag."""
        if not self._on_unauthorized(way):
            return True
        tests = self.marks.tests(handler.code, (way,))
        if tests.reads_address or tests.opaque or tests.by_age:
            return True
        names = {fact.name for fact in tests.facts if fact.kind == "property"}
        last = way[-1]
        for register in self.retries.values.arguments(last.code.function.code[last.at]):
            if any(entry.label and entry.key.lower() in names for entry in self.retries.shapes.entries(last.code, register)):
                return True
        cells = {fact.cell: fact.name for fact in tests.facts if fact.kind == "cell"}
        for guard in guards:
            cells.pop(guard.cell.identity, None)
        return any(self._is_flag(identity, name) for identity, name in cells.items())

    def _is_flag(self, identity: tuple[object, ...], name: str) -> bool:
        """Whether a variable may say that a refresh is under way: one that holds tokens does not."""
        writes = self.guards.places.writes(Cell(identity, name, ""))
        return any(write.busy and write.holds != "promise" for write in writes) or not writes

    def _on_unauthorized(self, way: Way) -> bool:
        """Whether the way hangs on a refused request, and on nothing else that the refusal of a refresh need not bear: a word, another
        status, an address."""
        refused = False
        for step in way:
            for edge in cfg.dominating_edges(step.code, step.at):
                constants, reads_address = self._looks_at(step.code, step.code.function.code[edge.branch].args[0])
                if reads_address:
                    return False
                for constant in constants:
                    if constant in UNAUTHORIZED_STATUSES:
                        refused = True
                    elif isinstance(constant, str) and constant not in _TYPE_NAMES:
                        return False
                    elif isinstance(constant, int | float) and not isinstance(constant, bool) and constant >= 100:
                        return False
        return refused

    def _looks_at(self, code: Code, register: int) -> tuple[list[object], bool]:
        """The constants of a condition, and whether it reads an address; through variables, predicates and callbacks of the project."""
        constants: list[object] = []
        reads_address = False
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[Key, int]] = set()
        while work and len(seen) < MAX_CONDITION:
            at, reg = work.pop()
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for index in at.definitions.get(reg, ()):
                instr = at.function.code[index]
                if instr.op == ir.CONST:
                    constants.append(instr.data)
                elif instr.op == ir.LOAD:
                    constants += [each.root[2] for each in self.retries.values.of(at, reg) if each.kind == "const" and not each.ops]
                    owner = self.project.code((at.module.path, at.module.bindings[instr.data].function))
                    if owner.function.kind != "module":
                        work += [(owner, owner.function.code[store].args[0]) for store in owner.stores.get(instr.data, ())]
                elif instr.op in (ir.GET, ir.INDEX):
                    reads_address = reads_address or instr.data in _ADDRESSES
                    work.append((at, instr.args[0]))
                elif instr.op in (ir.BINARY, ir.UNARY, ir.MOVE):
                    work += [(at, each) for each in instr.args]
                elif instr.op in (ir.CALL, ir.INVOKE):
                    work += [(at, each) for each in instr.args]
                    for target in self.retries.calls.targets(at, index):
                        work += self._answers(target)
                elif instr.op == ir.FUNC:  # `paths.some((path) => url.includes(path))`
                    work += self._answers(self.project.code((at.key[0], instr.data)))
        return constants, reads_address

    @staticmethod
    def _answers(code: Code) -> list[tuple[Code, int]]:
        """What a predicate returns, and what that hangs on."""
        return [(code, each.args[0]) for each in code.function.code if each.op in (ir.RETURN, ir.BRANCH)]

    @staticmethod
    def _takes_away(code: Code) -> bool:
        """Whether a function takes an interceptor away from its client."""
        return any(instr.op == ir.INVOKE and instr.data == "eject" for instr in code.function.code)
