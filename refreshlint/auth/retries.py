"""Rounds of refresh and replay: the original request sent again after a refresh, and what bounds the number of rounds.

A round begins in a function (a handler of an intercepted client, or a function that comes to call itself), goes through a refresh
and sends the request again in a way that leads back to the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from refreshlint.auth.clients import Clients, Handler
from refreshlint.auth.concepts import Point, RefreshOperation, Replay, TriggerKind
from refreshlint.auth.marks import Marks, Tests
from refreshlint.auth.requests import Requests
from refreshlint.auth.triggers import Triggers
from refreshlint.auth.vocabulary import NOT_REFRESH_NAME, REFRESH_NAME
from refreshlint.auth.ways import Step, Way, Ways
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Values

_LOADS_TOKEN = re.compile(r"^_*(?:load|fetch|request|get|update|obtain)_*(?:new|fresh)?_*(?:access|auth)?_*token$", re.IGNORECASE)
"""Method names that bring a new token where they are called because the old one was refused."""

_FAILURE = re.compile(r"status|code|error|\berr\b|^err|^e$|\bok\b|fail|unauthori|expired|denied|reason", re.IGNORECASE)

_ENDS_SESSION = re.compile(r"log-?in|log-?out|sign-?in|sign-?out|revoke|refresh", re.IGNORECASE)


class _Round(NamedTuple):
    start: Code
    refresh: Way
    replay: Way
    handler: Handler | None


class Retries:
    """Finds replays after a refresh."""

    def __init__(
        self,
        project: Project,
        values: Values,
        calls: Calls,
        shapes: Shapes,
        requests: Requests,
        triggers: Triggers,
        clients: Clients,
    ) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.requests = requests
        self.triggers = triggers
        self.ways = Ways(project, calls)
        self.clients = clients
        self.marks = Marks(self.ways, self.clients, requests, triggers.guards.places)
        self._points: dict[Key, list[int]] = {}

    def replays(self, refreshes: list[RefreshOperation]) -> list[Replay]:
        """Every replay that leads back to where its round began, at most one for each handler and cycle; unbounded ones win.

        refreshes: the refresh operations of the project. The order is that of path and position.
        """
        for refresh in refreshes:
            self._points.setdefault(refresh.at.code.key, []).append(refresh.at.index)
        found: dict[tuple[str, int, int], Replay] = {}
        for handler in self.clients.handlers():
            rounds = [each for each in self._handler_rounds(handler) if self._is_plausible(each)]
            for replay in self._judged(rounds)[:1]:
                found.setdefault(_spot(replay), replay)
        for rounds in self._recursions():
            for replay in self._judged(rounds)[:1]:
                found.setdefault(_spot(replay), replay)
        return [found[spot] for spot in sorted(found)]

    # ---- refreshes ----

    def _refreshes_in(self, code: Code, loose: bool) -> list[int]:
        """The refresh requests of a function, and calls that are refreshes by their name (and the failure around them)."""
        out = list(self._points.get(code.key, ()))
        for index, instr in enumerate(code.function.code):
            if instr.op in (ir.CALL, ir.INVOKE) and index not in out and self._is_named_refresh(code, index, instr, loose):
                out.append(index)
        return out

    def _is_named_refresh(self, code: Code, index: int, instr: ir.Instr, loose: bool) -> bool:
        name = self.shapes.callee(code, instr)
        if NOT_REFRESH_NAME.search(name):
            return False
        if not REFRESH_NAME.search(name) and not (loose and _LOADS_TOKEN.search(name) and self._is_refusal(code, index, index)):
            return False
        targets = self.calls.targets(code, index)
        return not targets or any(self.requests.sends(target) or self._calls_unknown(target) for target in targets)

    def _calls_unknown(self, code: Code) -> bool:
        """Whether a function, or one written in it, calls what cannot be followed: a callback of the app, an SDK's `getToken`."""
        work = [code]
        while work:
            at = work.pop()
            for index, instr in enumerate(at.function.code):
                if instr.op == ir.FUNC:
                    work.append(self.project.code((at.key[0], instr.data)))
                elif instr.op in (ir.CALL, ir.INVOKE) and not self.calls.targets(at, index):
                    if _LOADS_TOKEN.search(self.shapes.callee(at, instr)):
                        return True
                    for value in self.values.callee(at, instr):
                        if value.kind in ("param", "unknown") or (value.kind == "instance" and value.ops):
                            return True
        return False

    def _ways_to_refresh(self, start: Code, loose: bool) -> Iterator[Way]:
        for key, ways in self.ways.extent(start).items():
            code = self.project.code(key)
            for index in self._refreshes_in(code, loose):
                for way in ways:
                    yield (*way, Step(code, index, "end"))

    # ---- handlers ----

    def _handler_rounds(self, handler: Handler) -> Iterator[_Round]:
        refreshes = [way for way in self._ways_to_refresh(handler.code, False) if self._follows_failure(handler, way)]
        if not refreshes:
            return
        for key, ways in self.ways.extent(handler.code).items():
            code = self.project.code(key)
            sends = [index for index in range(len(code.function.code)) if self.clients.sends_through(handler, code, index)]
            for index in sends:
                for way in ways:
                    replay = (*way, Step(code, index, "end"))
                    for refresh in refreshes:
                        if refresh[-1] != replay[-1] and self.ways.precedes(refresh, replay):
                            yield _Round(handler.code, refresh, replay, handler)
                            break

    def _follows_failure(self, handler: Handler, way: Way) -> bool:
        """A handler of failures refreshes because of one; another must test something first."""
        return handler.failed or any(cfg.dominating_edges(step.code, step.at) for step in way)

    def _is_inner(self, each: _Round) -> bool:
        """Whether a replay is another request than the failed one: it has an address of its own."""
        return bool(self._own_address(each))

    def _own_address(self, each: _Round) -> tuple[str, ...]:
        step = each.replay[-1]
        instr = step.code.function.code[step.at]
        arguments = self.values.arguments(instr)
        if each.handler is None or each.handler.via == "socket" or not arguments:
            return ()
        texts = list(self.shapes.texts(step.code, arguments[0]))
        for value in self.values.of(step.code, arguments[0]):
            if value.kind == "object" and not value.ops:
                made = self.project.code(value.root[1]).function.code[value.root[2]]
                if ir.SPREAD not in made.data:
                    texts += [
                        text
                        for entry in self.shapes.entries(step.code, arguments[0])
                        if entry.label == "url"
                        for text in self.shapes.texts(entry.code, entry.register)
                    ]
        return tuple(text for text in texts if re.search(r"[a-z]{3}", text))

    def _is_plausible(self, each: _Round) -> bool:
        """An inner request counts in the handler or one call below, where it does not sign in or out: there the session ends."""
        addresses = self._own_address(each)
        if any(_ENDS_SESSION.search(text) for text in addresses):
            return False
        return not addresses or sum(step.how in ("call", "new") for step in each.replay) <= 1

    # ---- recursion ----

    def _recursions(self) -> Iterator[list[_Round]]:
        """The rounds of each cycle of calls through a refresh."""
        for cycle in self._cycles():
            rounds: list[_Round] = []
            for start in cycle:
                if start.function.kind == "module":
                    continue
                extent = self.ways.extent(start)
                refreshes = list(self._ways_to_refresh(start, True))
                if not refreshes:
                    continue
                for code in cycle:
                    for index in self._calls_of(code, start):
                        for way in extent.get(code.key, ()):
                            replay = (*way, Step(code, index, "end"))
                            for refresh in refreshes:
                                if (
                                    refresh[-1] != replay[-1]
                                    and self._is_after_refusal(refresh, replay)
                                    and self.ways.precedes(refresh, replay)
                                ):
                                    rounds.append(_Round(start, refresh, replay, None))
                                    break
            if rounds:
                yield rounds

    def _calls_of(self, code: Code, target: Code) -> list[int]:
        """Where a function starts another by name (a callback that is written where it is passed is no way back)."""
        by_name = self.project.parent(target) is not code
        return [
            step.at
            for step, each in self.ways.edges(code)
            if each is target and (step.how in ("call", "new") or (by_name and step.how != "finally"))
        ]

    def _is_after_refusal(self, refresh: Way, replay: Way) -> bool:
        """Whether a refused request leads to both: a test of its status or error, or a catch, around the refresh and the replay."""
        for mine, other in zip(refresh, replay, strict=False):
            if mine.code is not other.code:
                return False
            if self._is_refusal(mine.code, mine.at, other.at):
                return True
            if mine.at != other.at or mine.how != other.how:
                return False
            if mine.how == "catch":
                return True
        return False

    def _is_refusal(self, code: Code, first: int, second: int) -> bool:
        """Whether two instructions run only after a failure that a branch or a catch tells."""
        if self._is_in_catch(code, first) and self._is_in_catch(code, second):
            return True
        both = set(cfg.dominating_edges(code, first)) & set(cfg.dominating_edges(code, second))
        conditions = [code.function.code[edge.branch].args[0] for edge in both]
        return any(
            self.triggers.tested(code, condition) is TriggerKind.UNAUTHORIZED
            or any(_FAILURE.search(name) for name in self._words(code, condition))
            for condition in conditions
        )

    def _words(self, code: Code, register: int) -> list[str]:
        out: list[str] = []
        work = [register]
        seen: set[int] = set()
        while work and len(seen) < 20:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for index in code.definitions.get(reg, ()):
                instr = code.function.code[index]
                if instr.op in (ir.BINARY, ir.UNARY, ir.MOVE):
                    work += instr.args
                else:
                    out += self.shapes.names(code, reg)[:2]
        return out

    @staticmethod
    def _is_in_catch(code: Code, index: int) -> bool:
        """Whether an instruction only runs after an exception."""
        seen = {0}
        work = [0]
        while work:
            for after in code.successors(work.pop()):
                if after not in seen:
                    seen.add(after)
                    work.append(after)
        return code.block_of[index] not in seen

    def _cycles(self) -> list[list[Code]]:
        """The sets of functions that come to run each other (strongly connected parts of the graph), in order."""
        order: dict[Key, int] = {}
        low: dict[Key, int] = {}
        stack: list[Code] = []
        on_stack: set[Key] = set()
        out: list[list[Code]] = []
        for root in list(self.project.all_codes()):
            if root.key in order:
                continue
            work: list[tuple[Code, Iterator[Code]]] = []
            self._open(root, order, low, stack, on_stack, work)
            while work:
                code, rest = work[-1]
                following = next(rest, None)
                if following is not None:
                    if following.key not in order:
                        self._open(following, order, low, stack, on_stack, work)
                    elif following.key in on_stack:
                        low[code.key] = min(low[code.key], order[following.key])
                    continue
                work.pop()
                if work:
                    above = work[-1][0].key
                    low[above] = min(low[above], low[code.key])
                if low[code.key] == order[code.key]:
                    part: list[Code] = []
                    while not part or part[-1] is not code:
                        part.append(stack.pop())
                        on_stack.discard(part[-1].key)
                    if len(part) > 1 or any(target is code for _, target in self.ways.edges(code)):
                        out.append(sorted(part, key=lambda each: each.key))
        return out

    def _open(
        self,
        code: Code,
        order: dict[Key, int],
        low: dict[Key, int],
        stack: list[Code],
        on_stack: set[Key],
        work: list[tuple[Code, Iterator[Code]]],
    ) -> None:
        order[code.key] = low[code.key] = len(order)
        stack.append(code)
        on_stack.add(code.key)
        work.append((code, iter([target for _, target in self.ways.edges(code)])))

    # ---- judgement ----

    def _judged(self, rounds: list[_Round]) -> list[Replay]:
        """Replays, what nothing bounds first; among those the original request before others, and the straight way before queues."""
        out: list[tuple[tuple[object, ...], Replay]] = []
        for each in rounds:
            tests = self.marks.tests(each.start, (each.refresh, each.replay))
            inner = self._is_inner(each)
            bound = self._bound(each, tests, inner)
            last = each.replay[-1]
            replay = Replay(Point(last.code, last.at), each.start, _point(each.refresh), bound, each.handler is None, inner)
            waits = any(step.how in ("registered", "kept") for step in each.replay)
            out.append(((bool(bound), inner, waits, len(each.replay), last.code.key, last.at), replay))
        return [replay for _, replay in sorted(out, key=lambda pair: pair[0])]

    def _bound(self, each: _Round, tests: Tests, inner: bool) -> str:
        if inner and tests.reads_address:
            return "a test of the address"
        if each.handler is None:
            last = each.replay[-1]
            changed = self.marks.changed_arguments(each.start, last.code, last.at, tests)
            if changed:
                return changed
        if inner:
            tests = tests._replace(facts=tuple(fact for fact in tests.facts if fact.kind == "cell"))
        return self.marks.bound(each.start, each.refresh, each.replay, tests)


def _point(way: Way) -> Point:
    return Point(way[-1].code, way[-1].at)


def _spot(replay: Replay) -> tuple[str, int, int]:
    instr = replay.at.code.function.code[replay.at.index]
    return replay.at.code.module.path, instr.start, instr.end
