"""What the explorer is asked about a group of refreshes: the triggers that the facts name, as functions to be started."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from refreshlint import limits
from refreshlint.auth.concepts import Point, RefreshOperation, Trigger, TriggerKind
from refreshlint.auth.flights import Flights, arms
from refreshlint.auth.guards import Guards
from refreshlint.auth.platform import Platform
from refreshlint.auth.stored_keys import stored_keys
from refreshlint.auth.stores import Stores
from refreshlint.auth.waiters import WaiterLists
from refreshlint.interleave.drivers import Entry, Key
from refreshlint.interleave.explorer import Exploration, Question, explore
from refreshlint.interleave.host import Site
from refreshlint.interleave.orders import Probe
from refreshlint.interleave.program import Program
from refreshlint.interleave.world import Modules
from refreshlint.js import ir
from refreshlint.js.project import Code, Project
from refreshlint.js.resolve import Internal

_VIEW = re.compile(r"^(?:use)?[A-Z][a-z]")

_STATUSES = frozenset({400, 401, 403, 407, 419, 440, 498, 499, 511})
"""What backends are seen to answer to a token that is too old."""

_REDUX = frozenset({"@reduxjs/toolkit", "redux"})

_PRIVATE = re.compile(r"^[#_]|handle|interceptor|setup|init|refresh|attach|logout|login", re.I)


class Explorations:
    """Explores groups of refreshes, each once."""

    def __init__(self, project: Project, guards: Guards, flights: Flights, stores: Stores) -> None:
        self.project = project
        self.guards = guards
        self.flights = flights
        self.stores = stores
        self.waiters = WaiterLists(guards)
        self._platform = Platform(project, guards.values)
        self._program = Program(Modules(project.module))
        self._done: dict[Point, tuple[Exploration, tuple[Trigger, ...]]] = {}

    def of(self, group: list[RefreshOperation]) -> tuple[Exploration, tuple[Trigger, ...]]:
        """The exploration of a group, and the triggers that its entries stand for."""
        first = group[0].at
        if first not in self._done:
            triggers = self._triggers(group)
            self._done[first] = (explore(self._question(group, triggers), self._program, self._resolve), triggers)
        return self._done[first]

    @cached_property
    def _kept(self) -> dict[str, str]:
        return stored_keys(self.stores)

    def _resolve(self, importer: str, specifier: str) -> str | None:
        target = self.project.resolve(importer, specifier)
        return target.path if isinstance(target, Internal) else None

    def _triggers(self, group: list[RefreshOperation]) -> tuple[Trigger, ...]:
        """The triggers worth starting: those of which several can run come first, each way once."""
        found: dict[tuple[tuple[str, int], ...], Trigger] = {}
        guarded = any(trigger.guard is not None for refresh in group for trigger in self.flights.triggers(refresh))
        for refresh in group:
            for trigger in self.flights.triggers(refresh):
                if trigger.kind is TriggerKind.USER and not trigger.many and not guarded:
                    continue
                if not self._is_called(trigger) and not any(self._is_open(way.functions[0]) for way in self._ways(trigger)):
                    continue  # nobody calls it
                known = found.get(_functions(trigger))
                if known is None or (trigger.many and not known.many):
                    found[_functions(trigger)] = trigger
        apart = [each for each in found.values() if not any(arms(other, each) for other in found.values() if other is not each)]
        order = sorted(apart, key=lambda trigger: (not trigger.many, trigger.kind is TriggerKind.CALL, len(trigger.chain)))
        return tuple(order[: limits.EXPLORER_TRIGGERS])

    def _question(self, group: list[RefreshOperation], triggers: tuple[Trigger, ...]) -> Question:
        codes = list(dict.fromkeys(step.code for trigger in triggers for step in trigger.chain))
        statuses = dict.fromkeys(
            instr.data
            for code in codes
            for instr in code.function.code
            if instr.op == ir.CONST and type(instr.data) is int and instr.data in _STATUSES
        )
        entries = tuple(self._ways(trigger) for trigger in triggers)
        return Question(
            entries,
            tuple(trigger.many for trigger in triggers),
            frozenset(site_of(refresh.at) for refresh in group),
            self._probes(triggers),
            tuple(statuses),
            any(trigger.guard is not None and self.waiters.of(trigger.guard) for trigger in triggers),
            frozenset(way.functions[0] for ways in entries for way in ways if self._is_open(way.functions[0])),
            tuple(self._is_called(trigger) for trigger in triggers),
            platform="ios" if any(self._platform.is_native_package(code.module.path) for code in codes) else "web",
            kept=self._kept,
        )

    def _ways(self, trigger: Trigger) -> tuple[Entry, ...]:
        """How a trigger may be started: where it begins, or by one of those who call that, for their arguments are real ones."""
        per_caller = self._is_per_caller(trigger)
        ways = [*self._methods(trigger, per_caller), Entry(_functions(trigger), per_caller, _is_registered(trigger))]
        first = trigger.chain[0]
        if _is_registered(trigger) and not getattr(first, "path", "") and self._is_open(first.code.key):
            ways.insert(0, Entry(_functions(trigger), per_caller, False))  # it hands a thunk to a store, and is called itself
        inner = _functions(trigger)
        while len(inner) > 1 and self._is_view(self.project.code(inner[0])):
            inner = inner[1:]  # what a screen starts by a tap can be started without the screen
        if inner != _functions(trigger):
            ways.append(Entry(inner, per_caller, False, direct=True))
        work = [(trigger.chain[0].code, _functions(trigger))]
        seen = {trigger.chain[0].code.key}
        while work and len(ways) < limits.EXPLORER_WAYS:
            code, functions = work.pop(0)
            sites = self.guards.calls.callers(code)
            outer = self.project.parent(code)
            if not sites and outer is not None and outer.function.kind != "module" and outer.key not in seen:
                seen.add(outer.key)  # a function that is handed to something unseen: what is around it hands it over
                ways.append(Entry((outer.key, *functions), per_caller, False))
                work.append((outer, (outer.key, *functions)))
            if not sites and code.function.name:
                for handing in self._handing(code):
                    seen.add(handing.key)
                    ways.append(Entry((handing.key, *functions), per_caller, False))
                    work.append((handing, (handing.key, *functions)))
            for site in sites:
                if site.code.key not in seen and site.how not in ("jsx", "new"):
                    seen.add(site.code.key)
                    ways.append(Entry((site.code.key, *functions), per_caller, site.how == "registered"))
                    work.append((site.code, (site.code.key, *functions)))
        if not _is_registered(trigger):
            ways.sort(key=lambda way: not way.registered)  # what a library hands over is real
        ways = ways[: limits.EXPLORER_WAYS]
        outermost = [each for each in self.project.enclosing(first.code) if each.function.kind in ("function", "arrow")][-1:]
        if outermost and outermost[0].key not in seen and not self._is_view(outermost[0]):
            ways.insert(2, Entry((outermost[0].key, *_functions(trigger)), per_caller, False))  # the handler is made for its call alone
        called = next((at for at, key in enumerate(_functions(trigger)[1:], 1) if self._is_offered(self.project.code(key))), 0)
        if called and _is_registered(trigger):
            ways.append(Entry(_functions(trigger)[called:], per_caller, False, direct=True, spare=True))
        makers = self._makers(trigger.chain[0].code)
        return tuple(way._replace(makers=makers) for way in ways)

    def _makers(self, code: Code) -> tuple[str, ...]:
        """The other modules that make what a function belongs to when they are loaded: an instance of its class, a closure around it."""
        around = [each for each in self.project.enclosing(code) if each.function.kind != "module"]
        owner = next((each.function.owner_class for each in around if each.function.owner_class >= 0), -1)
        for member in code.module.classes[owner].members if owner >= 0 else ():
            if member.kind == "constructor" and member.function >= 0:
                around.append(self.project.code((code.module.path, member.function)))
        work, seen = around[1:], {each.key for each in around}
        paths: list[str] = []
        while work and len(paths) < limits.EXPLORER_MAKERS and len(seen) < limits.EXPLORER_MAKER_CALLERS:
            for site in self.guards.calls.callers(work.pop(0)):
                if site.how in ("call", "new") and site.code.key not in seen:
                    seen.add(site.code.key)
                    if site.code.function.kind != "module":
                        work.append(site.code)  # a function that makes it, for whoever calls that
                    elif site.code.module is not code.module:
                        paths.append(site.code.module.path)
        if any(param.name in ("dispatch", "getState") for param in code.function.params):
            paths += self._stores(code.module.path)
        return tuple(dict.fromkeys(paths))[: limits.EXPLORER_MAKERS]

    def _stores(self, importer: str) -> list[str]:
        """The modules imported by one that make Redux stores: they are where `dispatch` comes from."""
        module = self.project.module(importer)
        paths = [path for each in (module.imports if module is not None else ()) if (path := self._resolve(importer, each.specifier))]
        imported = [(path, found) for path in paths if (found := self.project.module(path)) is not None]
        return [path for path, found in imported if any(each.specifier in _REDUX for each in found.imports)]

    def _handing(self, code: Code) -> Iterator[Code]:
        """The functions of its module that hand a named function to another one."""
        for other in self.project.codes(code.module.path):
            for instr in other.function.code if other.function.kind != "module" else ():
                if instr.op in ir.CALLS and any(
                    value.root == ("func", code.key) and not value.ops
                    for register in self.guards.values.arguments(instr)
                    for value in self.guards.values.of(other, register)
                ):
                    yield other
                    break

    def _methods(self, trigger: Trigger, per_caller: bool) -> Iterator[Entry]:
        """A class that keeps its client to itself is asked by its methods: one that sends a request, if the class registers the handler."""
        outer = trigger.chain[0].code
        if not _is_registered(trigger) or outer.function.owner_class < 0:
            return
        on_the_way = {step.code.key for trigger in (trigger,) for step in trigger.chain}
        for member in outer.module.classes[outer.function.owner_class].members:
            if member.kind != "method" or member.function < 0 or member.is_static or _PRIVATE.match(member.name):
                continue
            code = self.project.code((outer.module.path, member.function))
            if code.key not in on_the_way and self._sends(code):
                yield Entry((code.key, *_functions(trigger)), per_caller, False, direct=True)
                return

    def _is_called(self, trigger: Trigger) -> bool:
        """Whether a trigger is known to be started by somebody."""
        return self.flights.starts(trigger) or trigger.guard is not None or self._is_handed_back(trigger)

    def _is_handed_back(self, trigger: Trigger) -> bool:
        """Whether a trigger begins in a function that is made by what a library calls, and that nobody else calls: the library does."""
        code = trigger.chain[0].code
        outer = self.project.parent(code)
        sites = self.guards.calls.callers(outer) if outer is not None and outer.function.kind != "module" else []
        return not self.guards.calls.callers(code) and any(site.how == "registered" for site in sites)

    def _is_offered(self, code: Code) -> bool:
        """Whether a module offers a function that needs nothing to be called."""
        return code.function.kind in ("function", "arrow") and not code.function.params and self.flights.finder.is_reachable(code)

    def _is_open(self, key: Key) -> bool:
        """Whether anybody may call a function, as often as he likes."""
        code = self.project.code(key)
        return code.function.kind != "module" and self.flights.finder.is_reachable(code) and not self._is_view(code)

    def _is_view(self, code: Code) -> bool:
        """Whether a function is a component or a hook, or written in one."""
        return any(_VIEW.match(each.function.name) for each in self.project.enclosing(code) if each.function.kind in ("function", "arrow"))

    def _sends(self, code: Code) -> bool:
        requests = self.flights.requests
        return any(
            instr.op in ir.CALLS
            and (found := requests.request(code, index)) is not None
            and found.known
            and not requests.is_refresh(code, index)
            for index, instr in enumerate(code.function.code)
        )

    def _is_per_caller(self, trigger: Trigger) -> bool:
        if trigger.guard is not None and trigger.guard.not_shared:
            return True
        return any(self.guards.places.is_made_per_caller(step.code) for step in trigger.chain)

    def _probes(self, triggers: tuple[Trigger, ...]) -> dict[Site, Probe]:
        out: dict[Site, Probe] = {}
        for trigger in triggers:
            for step in trigger.chain[1:]:
                for index, instr in enumerate(step.code.function.code):
                    if instr.op == ir.RETURN and _is_true(step.code, instr.args[0]):
                        out.setdefault(Site(*step.code.key, index), Probe("well", step.code.function.name))
            guard = trigger.guard
            if guard is None or guard.cell.identity[0] == "library":
                continue
            for point in guard.sets:
                out[site_of(point)] = Probe("set", guard.cell.name)
            for point in guard.releases:
                out.setdefault(site_of(point), Probe("release", guard.cell.name))
            if guard.busy is not None:
                out[Site(*guard.code.key, guard.test)] = Probe("test", guard.cell.name, guard.busy)
            for waiters in self.waiters.of(guard):
                for point in waiters.drops:
                    out.setdefault(site_of(point), Probe("drop", waiters.cell.name))
                for point in waiters.pushes:
                    out.setdefault(site_of(point), Probe("push", waiters.cell.name))
                for code in waiters.wakes:
                    out.setdefault(Site(*code.key, 0), Probe("wake", waiters.cell.name))
        return out


def _is_true(code: Code, register: int) -> bool:
    return any(
        code.function.code[index].op == ir.CONST and code.function.code[index].data is True for index in code.definitions.get(register, ())
    )


def _functions(trigger: Trigger) -> tuple[tuple[str, int], ...]:
    return tuple(dict.fromkeys(step.code.key for step in trigger.chain))


def _is_registered(trigger: Trigger) -> bool:
    return getattr(trigger.chain[0], "how", "") == "registered"


def site_of(point: Point) -> Site:
    """The same instruction in the explorer's terms."""
    return Site(*point.code.key, point.index)
