"""What a refresh does with its answer: the asynchronous writes of the new tokens that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.concepts import Point, RefreshOperation, UnawaitedWrite
from refreshlint.auth.models import storage
from refreshlint.auth.names import CREDENTIAL, NOT
from refreshlint.auth.redux import Redux
from refreshlint.auth.stores import Stores
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Key

_PASSED_ON = frozenset({"then", "catch", "finally"})


class _Flow(NamedTuple):
    """A call on the way to a store: what it hands down, and the outermost call so far whose promise is dropped."""

    at: Point
    store: str
    key: tuple[Code, int] | None
    values: tuple[tuple[Code, int], ...]
    known: str
    dropped: Point | None
    via: tuple[Point, ...]


class Keeping:
    """Finds the unawaited writes of refreshes."""

    def __init__(self, project: Project, calls: Calls, stores: Stores, redux: Redux) -> None:
        self.project = project
        self.calls = calls
        self.stores = stores
        self.redux = redux

    def unawaited(self, refreshes: list[RefreshOperation]) -> list[UnawaitedWrite]:
        """The dropped writes of new tokens, one for each function, in order of the refreshes and of the source."""
        found: dict[Key, UnawaitedWrite] = {}
        for refresh in refreshes:
            for write in sorted(self._of(refresh), key=lambda each: (each.at.code.key, each.at.index)):
                found.setdefault(self.project.named(write.at.code).key, write)
        return list(found.values())

    # ---- where the answer goes ----

    def _of(self, refresh: RefreshOperation) -> Iterator[UnawaitedWrite]:
        scopes = [(refresh.function, self._start(refresh.at))]
        for site in self.calls.callers(refresh.function):
            if site.how == "call" and not site.path and site.code.key[1] != 0:
                scopes.append((site.code, self._start(Point(site.code, site.index))))
        for root, since in scopes:
            inside = self._nested(root)
            reached: dict[Key, Code] = {}
            for code in inside.values():
                for index, instr in enumerate(code.function.code):
                    if instr.op in ir.CALLS and instr.start >= since and Point(code, index) != refresh.at:
                        for target in self.calls.targets(code, index):
                            if target.key not in inside and not self._refreshes(target, refresh):
                                reached.update((each.key, each) for each in self.calls.within(target, 1))
            yield from self._dropped(refresh, inside, reached, since)
            yield from self._reduced(refresh, inside, reached, since)

    def _reduced(
        self, refresh: RefreshOperation, inside: dict[Key, Code], reached: dict[Key, Code], since: int
    ) -> Iterator[UnawaitedWrite]:
        """Writes that begin in a reducer, for which nobody can wait, where the refresh dispatches its action and waits for no other
        write to the same store."""
        reducers = [
            (Point(code, index), reducer)
            for code in inside.values()
            for index, instr in enumerate(code.function.code)
            if instr.op in ir.CALLS and instr.start >= since
            for reducer in self.redux.dispatched(code, index)
        ]
        reducers += [found for code in inside.values() for found in self.redux.concluded(code)]
        if not reducers:
            return
        flows = [flow for code in {**reached, **inside}.values() for flow in self._writes(code) if self._what(flow)[0]]
        awaited = {flow.store for flow in flows if not self._is_dropped(*flow.at)}
        for dispatch, reducer in reducers:
            for write in self._dropped(refresh, {reducer.key: reducer}, {}, 0):
                if write.store not in awaited:
                    yield write._replace(dispatch=dispatch)

    def _refreshes(self, code: Code, refresh: RefreshOperation) -> bool:
        """Whether a call of a function runs the refresh: who drops that promise does not wait for the refresh, which is no fault here."""
        return any(each.key == refresh.function.key for each in self.calls.within(code, limits.MAX_HELPER_DEPTH))

    def _nested(self, root: Code) -> dict[Key, Code]:
        out = {root.key: root}
        work = [root]
        while work:
            code = work.pop()
            for instr in code.function.code:
                if instr.op == ir.FUNC:
                    inner = self.project.code((code.key[0], instr.data))
                    if inner.key not in out:
                        out[inner.key] = inner
                        work.append(inner)
        return out

    @staticmethod
    def _start(point: Point) -> int:
        return point.code.function.code[point.index].start

    # ---- writes and their promises ----

    def _dropped(
        self, refresh: RefreshOperation, inside: dict[Key, Code], reached: dict[Key, Code], since: int
    ) -> Iterator[UnawaitedWrite]:
        work = [flow for code in {**reached, **inside}.values() for flow in self._writes(code)]
        seen: set[tuple[Point, Point]] = set()
        steps = 0
        while work and steps < limits.MAX_STORE_FLOWS:
            flow = work.pop(0)
            steps += 1
            if (flow.at, flow.via[-1]) in seen:
                continue
            seen.add((flow.at, flow.via[-1]))
            code, index = flow.at
            in_scope = code.key in inside
            if in_scope and self._start(flow.at) < since:
                continue
            dropped = flow.dropped or (flow.at if self._is_dropped(code, index) else None)
            what, params = self._what(flow)
            if what and dropped is not None and in_scope:
                yield UnawaitedWrite(dropped, refresh, what, flow.store, flow.via)
                continue
            if in_scope or not (what or params) or len(flow.via) > limits.MAX_HELPER_DEPTH:
                continue
            work += self._up(flow._replace(dropped=dropped, known=what), params, {**reached, **inside})

    def _writes(self, code: Code) -> Iterator[_Flow]:
        for index, instr in enumerate(code.function.code):
            if instr.op not in ir.CALLS or instr.op == ir.NEW:
                continue
            arguments = self.stores.values.arguments(instr)
            for value in self.stores.values.callee(code, instr):
                write = storage.ASYNC_WRITES.get(value.path)
                if write is None or not self.stores.platform.runs(code, index):
                    continue
                key = (code, arguments[write.key]) if 0 <= write.key < len(arguments) else None
                taken = tuple((code, arguments[position]) for position in write.values if position < len(arguments))
                yield _Flow(Point(code, index), write.store, key, taken, "", None, (Point(code, index),))
                break

    def _what(self, flow: _Flow) -> tuple[str, tuple[tuple[Key, int, str], ...]]:
        """The token that a flow carries ("" where that is not known here), and the parameters it comes from."""
        credentials = self.stores.credentials
        found = [credentials.judge(code, register) for code, register in flow.values]
        params = tuple(param for opinion in found for param in opinion.params)
        word = credentials.key_word(*flow.key) if flow.key is not None else None
        if flow.known:
            return flow.known, params
        for opinion in found:
            if opinion.is_credential and not (word is not None and word.kind == NOT):
                return opinion.text, params
        if word is not None and word.kind == CREDENTIAL and any(opinion.kind in ("opaque", "param") for opinion in found):
            return word.what, params
        return "", params

    def _up(self, flow: _Flow, params: tuple[tuple[Key, int, str], ...], scope: dict[Key, Code]) -> Iterator[_Flow]:
        """The calls, within the refresh, of the function that a flow stands in."""
        for owner in self.project.enclosing(flow.at.code):
            positions = [position for key, position, _ in params if key == owner.key]
            for site in self.calls.callers(owner):
                if site.how != "call" or site.path or site.code.key not in scope:
                    continue
                arguments = self.stores.values.arguments(site.code.function.code[site.index])
                taken = tuple((site.code, arguments[position]) for position in positions if position < len(arguments))
                if taken or flow.known:
                    at = Point(site.code, site.index)
                    yield flow._replace(at=at, key=None, values=taken, via=(at, *flow.via))
            if owner.function.name:
                return

    def _is_dropped(self, code: Code, index: int) -> bool:
        """Whether nothing takes the promise of a call: no await, no return, no list, no name, no callee. Handlers on it take nothing."""
        at = code.function.code[index]
        while True:
            uses = [code.function.code[use] for use in code.uses.get(at.dst, ())]
            if not uses:
                return True
            if len(uses) != 1:
                return False
            if uses[0].op == ir.INVOKE and uses[0].data in _PASSED_ON and uses[0].args[0] == at.dst:
                if uses[0].data != "catch" and not self._continues_to_nothing(code, uses[0]):
                    return False
                at = uses[0]
                continue
            return uses[0].op == ir.UNARY and uses[0].data == "void" and not code.uses.get(uses[0].dst)

    def _continues_to_nothing(self, code: Code, then: ir.Instr) -> bool:
        """Whether what runs after a write only logs: it calls nothing of the project, and no parameter (a waiter's resolve)."""
        for register in then.args[1:]:
            for value in self.stores.values.of(code, register):
                if not value.is_function:
                    return False
                handler = self.project.code(value.root[1])
                for index, instr in enumerate(handler.function.code):
                    if instr.op in ir.CALLS and not all(
                        each.path.startswith("console.") for each in self.stores.values.callee(handler, handler.function.code[index])
                    ):
                        return False
        return True
