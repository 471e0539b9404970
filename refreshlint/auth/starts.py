"""Where functions start a refresh because a request was refused, and which requests they send once it is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from refreshlint.auth.concepts import Point, RefreshOperation, TriggerKind
from refreshlint.auth.guards import Guards
from refreshlint.auth.requests import Requests
from refreshlint.auth.retries import Retries
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key

MAX_STEPS_UP = 4


class Start(NamedTuple):
    """A call in a function that handles a refusal, or the refresh request itself, that leads to a refresh.

    below: the functions from the called one down to that of the request, empty for the request itself; done: the await on which the
    function waits for it.
    """

    at: Point
    refresh: RefreshOperation
    below: tuple[Code, ...]
    done: int


class Starts:
    """Finds them for all refreshes of a project."""

    def __init__(self, retries: Retries, guards: Guards, requests: Requests, refreshes: list[RefreshOperation]) -> None:
        self.retries = retries
        self.guards = guards
        self.requests = requests
        self.project = retries.project
        self.values = retries.values
        self.calls = retries.calls
        self.refreshes = refreshes
        self._handlers = {handler.code.key: handler for handler in retries.clients.handlers()}

    def starts(self) -> Iterator[Start]:
        """Every start after a refusal, in the order of refreshes and callers."""
        for refresh in self.refreshes:
            work: list[tuple[Point, tuple[Code, ...]]] = [(refresh.at, ())]
            seen: set[tuple[Key, int]] = set()
            while work:
                point, below = work.pop(0)
                if (point.code.key, point.index) in seen:
                    continue
                seen.add((point.code.key, point.index))
                done = self._done(point)
                if done is not None and self._is_refused(point):
                    yield Start(point, refresh, below, done)
                if len(below) < MAX_STEPS_UP:
                    work += [
                        (Point(site.code, site.index), (point.code, *below))
                        for site in self.calls.callers(point.code)
                        if site.how in ("call", "sync") and not site.path
                    ]

    def _is_refused(self, point: Point) -> bool:
        """Whether a refused request leads there."""
        handler = self._handlers.get(point.code.key)
        if handler is not None and handler.failed and handler.via == "interceptor" and cfg.dominating_edges(*point):
            return True
        return self.retries.triggers.status_test(*point) is TriggerKind.UNAUTHORIZED

    @staticmethod
    def _done(point: Point) -> int | None:
        """The await of what a call gives, directly or through a variable that holds the flight."""
        code, index = point
        work = [code.function.code[index].dst]
        seen: set[int] = set()
        found: list[int] = []
        while work:
            register = work.pop()
            if register in seen:
                continue
            seen.add(register)
            for use in code.uses.get(register, ()):
                instr = code.function.code[use]
                if instr.op in ir.AWAITS:
                    found.append(use)
                elif instr.op == ir.MOVE or (instr.op == ir.INVOKE and instr.data in ("finally", "then") and instr.args[0] == register):
                    work.append(instr.dst)
                elif instr.op == ir.STORE:
                    work += [each.dst for each in code.function.code if each.op == ir.LOAD and each.data == instr.data]
        reached = cfg.reachable(code, [index])
        return min((each for each in found if each in reached), default=None)

    def sends(self, start: Start) -> Iterator[int]:
        """Calls that send a request, and no refresh, once the refresh has ended well, as far as one can tell in the function."""
        code = start.at.code
        for index in sorted(self.after(code, start.done)):
            instr = code.function.code[index]
            if instr.op not in (ir.CALL, ir.INVOKE) or self.requests.is_refresh(code, index):
                continue
            handler = self._handlers.get(code.key)
            if handler is not None and self.retries.clients.sends_through(handler, code, index):
                yield index
            elif (found := self.requests.request(code, index)) is not None and found.known:
                yield index

    def after(self, code: Code, index: int) -> frozenset[int]:
        """Instructions that may run once one has ended well."""
        return self.retries.ways.after(code, index)
