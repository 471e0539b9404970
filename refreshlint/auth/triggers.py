"""From a refresh back to what starts it: every chain of callers, and the guard that it passes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.concepts import Cell, CellKind, Guard, Point, RefreshOperation, Trigger, TriggerKind
from refreshlint.auth.guards import Guards
from refreshlint.auth.models import sharing, triggers
from refreshlint.auth.requests import Requests
from refreshlint.auth.vocabulary import EXPIRY_WORDS, OTHER_ERRAND, STATUS_WORDS, UNAUTHORIZED_STATUSES
from refreshlint.js import cfg, ir
from refreshlint.js.behaviours import KEEPING_DECORATORS
from refreshlint.js.calls import Site
from refreshlint.js.project import Code
from refreshlint.js.shapes import HOLE

MAX_CHAINS = 200
GUARD_DEPTH = 4
"""Calls above the request at which a test is still taken for a guard of this refresh."""
WRAPPER_DEPTH = 2
"""Calls that may lie between a function that is given an address and the one that sends a request there."""
_HOOK = re.compile(r"^use[A-Z]")


class _Way(NamedTuple):
    code: Code
    index: int  # type: ignore[assignment]  # nobody calls tuple.index on it
    chain: tuple[Site | Point, ...]
    guard: Guard | None
    kind: TriggerKind | None
    many: bool
    shared: str
    lock: Point | None = None  # where `shared` takes effect
    handed: tuple[Code, int] | None = None  # a callback that `code` was handed, as which parameter: who hands others is no caller


class Triggers:
    """Finds the triggers of a refresh."""

    def __init__(self, guards: Guards, requests: Requests) -> None:
        self.guards = guards
        self.requests = requests
        self.calls = guards.calls
        self.values = guards.values
        self.project = guards.project
        requests.status_test = self.status_test
        self._status: dict[tuple[tuple[str, int], int], TriggerKind | None] = {}

    def triggers(self, refresh: RefreshOperation) -> list[Trigger]:
        """Every way to a refresh, the guard nearest to the request with it.

        A search ends where callers multiply: at a handler of 401s with several callers, at what a library calls, at a working guard.
        """
        out: list[Trigger] = []
        visited: list[_Way] = []
        work = [_Way(refresh.at.code, refresh.at.index, (refresh.at,), None, None, False, "")]
        seen: set[tuple[tuple[str, int], int, object]] = set()
        while work and len(out) < MAX_CHAINS:
            way = work.pop()
            mark = (way.code.key, way.index, way.guard.cell.identity if way.guard else None)
            if mark in seen or len(way.chain) > limits.MAX_CALLER_DEPTH:
                continue
            seen.add(mark)
            way = self._judged(way)
            visited.append(way)
            sites = [site for site in self.calls.callers(way.code) if not self._is_inside(site.code, way.code) and self._hands(way, site)]
            plain = [site for site in sites if site.how not in ("registered", "jsx")]
            many = way.kind is TriggerKind.UNAUTHORIZED or (way.kind is TriggerKind.EXPIRY and self.is_reachable(way.code))
            several = len({(site.code.key, site.index) for site in plain}) > 1
            if many and (several or (way.kind is TriggerKind.UNAUTHORIZED and plain and self._is_wrapper(way.code))):
                out.append(self._root(way._replace(many=True), called=True))
                sites = [site for site in sites if site.how in ("registered", "jsx")]
            elif not sites:
                out.append(self._root(way, called=False))
            for site in sites:
                if site.how == "registered" and site.path.rsplit(".", 1)[-1] in sharing.LOCK_METHODS:
                    lock = way.shared or site.path  # runs the callback now, or when others are through: its caller is the caller
                    at = way.lock or Point(site.code, site.index)
                    work.append(way._replace(code=site.code, index=site.index, chain=(site, *way.chain), shared=lock, lock=at, handed=None))
                    continue
                if site.how == "registered" or site.how == "jsx":
                    out.append(self._registered(way, site))
                    continue
                shared = way.shared or self._shared_callback(way.code, site)
                handed = (way.code, site.position) if site.how == "call" and site.position >= 0 else None
                work.append(way._replace(code=site.code, index=site.index, chain=(site, *way.chain), shared=shared, handed=handed))
        if not out and visited:  # functions that call each other, and nobody else
            way = next((each for each in visited if self.is_reachable(each.code)), visited[0])
            out.append(self._root(way, called=False)._replace(mutual=True))
        return out

    def _hands(self, way: _Way, site: Site) -> bool:
        """Whether a caller of a higher-order function hands it the callback by which this way came."""
        if way.handed is None or site.how != "call" or site.path:
            return True
        callback, position = way.handed
        arguments = self.values.arguments(site.code.function.code[site.index])
        if position >= len(arguments):
            return True
        values = self.values.of(site.code, arguments[position])
        return not values or any(value.root == ("func", callback.key) or value.kind in ("param", "unknown") for value in values)

    def _is_wrapper(self, code: Code) -> bool:
        """Whether a function sends whatever address it is given: it stands for every request of the app, however many call it here."""
        if not code.function.params or not self.is_reachable(code):
            return False
        work = [(code, 0)]
        seen = {code.key}
        while work:
            at, depth = work.pop()
            for index, instr in enumerate(at.function.code):
                if instr.op not in ir.CALLS:
                    continue
                request = self.requests.request(at, index)
                if request is not None and request.known and (request.urls or not depth) and all(HOLE in url for url in request.urls):
                    if not self.requests.is_refresh(at, index):
                        return True
                elif depth < WRAPPER_DEPTH and self._hands_on(at, instr):
                    inner = [target for target in self.calls.targets(at, index) if target.key not in seen]
                    seen.update(target.key for target in inner)
                    work += [(target, depth + 1) for target in inner]
        return False

    def _hands_on(self, code: Code, instr: ir.Instr) -> bool:
        """Whether a call is given a parameter of the function it stands in."""
        return any(
            value.kind == "param" and not value.ops and value.root[1] == code.key
            for register in self.values.arguments(instr)
            for value in self.values.of(code, register)
        )

    def _is_inside(self, code: Code, outer: Code) -> bool:
        """Whether a caller is (inside of) the called function itself: recursion, or a function that schedules itself again."""
        return any(each is outer for each in self.project.enclosing(code)) and outer.function.kind != "module"

    def _judged(self, way: _Way) -> _Way:
        """Look for a guard, a status test and an expiry test around the start."""
        guard = way.guard
        below = way.kind is TriggerKind.UNAUTHORIZED  # above a handler of 401s, guards are about something else
        depth = len(dict.fromkeys(self.project.named(each.code) for each in way.chain))  # callbacks are a part of their function
        if (guard is None or not guard.works) and depth <= GUARD_DEPTH and not below:
            for found in self.guards.guards(way.code, way.index):
                if len(way.chain) > 1 and OTHER_ERRAND.search(found.cell.name):
                    continue
                if found.gives_up and self._guards_the_request(found, way.index):
                    found = replace(found, gives_up="")
                if guard is None or found.works:
                    guard = found
                if found.works:
                    break
        shared = way.shared or self.guards.shared_by_library(way.code, way.index)
        lock = way.lock
        if not shared:
            shared, at = self.guards.lock_before(way.code, way.index)
            lock = Point(way.code, at) if shared else lock
        shared = shared or _decorator(way.code)
        kind = self.status_test(way.code, way.index) if depth <= GUARD_DEPTH + 1 else None
        return way._replace(
            guard=guard,
            shared=shared,
            lock=lock,
            kind=kind or way.kind,
        )

    def _guards_the_request(self, guard: Guard, start: int) -> bool:
        """Whether a guard is about a job in which a request is sent and refused first: whoever is turned away did not want a token."""
        return any(
            self.tested(guard.code, guard.code.function.code[edge.branch].args[0]) is TriggerKind.UNAUTHORIZED
            and cfg.awaits_between(guard.code, guard.test, edge.branch)
            for edge in cfg.controlling_edges(guard.code, start)
            if edge.branch > guard.test
        )

    def _shared_callback(self, code: Code, site: Site) -> str:
        instr = site.code.function.code[site.index]
        if instr.op not in ir.CALLS:
            return ""
        for value in self.values.callee(site.code, instr):
            if value.path in sharing.SHARING_WRAPPERS or value.path in sharing.LOCK_CALLS:
                return value.path
        return ""

    def _registered(self, way: _Way, site: Site) -> Trigger:
        path = site.path + (f".{site.option}" if site.option else "")
        shared = way.shared
        for value in self.values.callee(site.code, site.code.function.code[site.index]) if site.how == "registered" else ():
            if value.path in sharing.SHARING_WRAPPERS or value.path in sharing.LOCK_CALLS:
                shared = shared or value.path
        if site.how == "registered" and site.path.rsplit(".", 1)[-1] in ("runExclusive", "acquireLock"):
            shared = shared or site.path
        guard = way.guard
        chain = (site, *way.chain)
        if shared:
            guard = guard if guard is not None and guard.works else _library_guard(way, shared)
        if site.how == "jsx":
            kind, many = way.kind or TriggerKind.USER, way.many
        elif path.endswith(triggers.RESPONSE_INTERCEPTOR):
            kind, many = TriggerKind.UNAUTHORIZED, True
        elif path.endswith(triggers.REQUEST_INTERCEPTOR):
            kind, many = TriggerKind.INTERCEPTOR, True
        elif path.endswith(triggers.EVENTS) or any(
            path.endswith(word) or f".{word}" in path or path.startswith(word) for word in triggers.SINGLE
        ):
            kind = _single_kind(path)
            many = False
            hook = self._hook_of(site.code)
            if hook is not None and len({(each.code.key, each.index) for each in self.calls.callers(hook)}) > 1:
                many = True
        elif any(word in path for word in triggers.MANY):
            kind, many = way.kind or TriggerKind.UNAUTHORIZED, True
        else:
            kind, many = way.kind or TriggerKind.CALL, way.many
        return Trigger(kind, many, chain, guard)

    def _hook_of(self, code: Code) -> Code | None:
        for each in self.project.enclosing(code):
            if _HOOK.match(each.function.name):
                return None if self.guards.places.is_provider(each) else each
        return None

    def _root(self, way: _Way, *, called: bool) -> Trigger:
        """The end of a chain: nobody is seen to call the function (an export, a method), or too many do."""
        guard = way.guard
        if way.shared:
            guard = guard if guard is not None and guard.works else _library_guard(way, way.shared)
        many = way.many
        if not called and way.kind is TriggerKind.UNAUTHORIZED and way.code.function.kind != "module":
            many = True  # who handles 401s is called for each request
        if not called and way.kind is TriggerKind.EXPIRY and self.is_reachable(way.code):
            many = True  # a check before requests, by whoever sends one
        return Trigger(way.kind or TriggerKind.CALL, many, way.chain, guard)

    def is_reachable(self, code: Code) -> bool:
        """Whether other code can call a function: it is exported, a method, or handed out."""
        function = code.function
        return (
            function.kind == "method"
            or (function.owner_class >= 0 and bool(function.name))
            or bool([export for export in code.module.exports if export.binding >= 0 and export.name == code.function.name])
        )

    # ---- tests around a start ----

    def status_test(self, code: Code, index: int) -> TriggerKind | None:
        """Whether a start hangs on a test of the answer's status (401 handler) or of a token's age (expiry check)."""
        memo = (code.key, index)
        if memo in self._status:
            return self._status[memo]
        kind: TriggerKind | None = None
        before = cfg.reachable(code, [0], stop=lambda at: at == index)
        for edge in cfg.controlling_edges(code, index):
            if edge.branch not in before:
                continue  # a loop that comes back: the test is of what the start itself gave
            condition = code.function.code[edge.branch].args[0]
            found = self.tested(code, condition)
            if found is TriggerKind.UNAUTHORIZED:
                kind = found
                break
            kind = kind or found
        self._status[memo] = kind
        return kind

    def tested(self, code: Code, register: int) -> TriggerKind | None:
        """What a condition asks about: whether a token was refused (401 handler), how old one is (expiry check), or neither."""
        kind: TriggerKind | None = None
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work and len(seen) < 60:
            at, reg = work.pop()
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for index in at.definitions.get(reg, ()):
                instr = at.function.code[index]
                if instr.op == ir.CONST:
                    if isinstance(instr.data, int | str) and not isinstance(instr.data, bool) and instr.data in UNAUTHORIZED_STATUSES:
                        return TriggerKind.UNAUTHORIZED
                    if isinstance(instr.data, str) and STATUS_WORDS.search(instr.data):
                        return TriggerKind.UNAUTHORIZED
                    if isinstance(instr.data, str) and EXPIRY_WORDS.search(instr.data):
                        kind = TriggerKind.EXPIRY
                elif instr.op == ir.LOAD:
                    binding = at.module.bindings[instr.data]
                    if EXPIRY_WORDS.search(binding.name):
                        kind = TriggerKind.EXPIRY
                    if binding.kind == "const":
                        for value in self.values.binding(at.module.path, instr.data):
                            if value.kind == "const" and value.root[2] in UNAUTHORIZED_STATUSES:
                                return TriggerKind.UNAUTHORIZED
                        if binding.function == at.key[1]:
                            work += [(at, at.function.code[each].args[0]) for each in at.stores.get(instr.data, ())]
                elif instr.op in (ir.GET, ir.INVOKE, ir.CALL):
                    names = self.guards.places.shapes.names(at, reg)[:1]
                    if any(EXPIRY_WORDS.search(name) for name in names):
                        kind = TriggerKind.EXPIRY
                    if any(re.search(r"unauthori[sz]ed|is401|isAuthError", name, re.I) for name in names):
                        return TriggerKind.UNAUTHORIZED
                    work += [(at, arg) for arg in instr.args]
                    for target in self.calls.targets(at, index) if instr.op != ir.GET else ():
                        if len(target.function.code) < 120:
                            work += [(target, each.args[0]) for each in target.function.code if each.op == ir.RETURN]
                            if any(
                                each.op == ir.CONST and each.data in UNAUTHORIZED_STATUSES
                                for each in target.function.code
                                if isinstance(each.data, int | str)
                            ):
                                return TriggerKind.UNAUTHORIZED
                else:
                    work += [(at, arg) for arg in instr.args]
        return kind


def _decorator(code: Code) -> str:
    """A decorator of a method that may make its callers share one run: what it does is not followed."""
    owner = code.function.owner_class
    members = code.module.classes[owner].members if owner >= 0 else ()
    return next(
        (each for member in members if member.function == code.key[1] for each in member.decorators if not KEEPING_DECORATORS.match(each)),
        "",
    )


def _single_kind(path: str) -> TriggerKind:
    if "AppState" in path or "visibilitychange" in path or "NetInfo" in path or "focus" in path.lower():
        return TriggerKind.RESUME
    if "setInterval" in path or "setTimeout" in path:
        return TriggerKind.TIMER
    if path.endswith(triggers.EVENTS):
        return TriggerKind.EVENT
    return TriggerKind.EFFECT


def _library_guard(way: _Way, shared: str) -> Guard:
    at = way.lock or Point(way.code, way.index)
    cell = Cell(("library", shared, way.code.key), shared, "module")
    return Guard(at.code, cell, CellKind.LOCK, at.index, at.index, (), ())
