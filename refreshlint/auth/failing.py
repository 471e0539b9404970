"""What a function does when a request in it comes to nothing: a walk over its instructions that knows the failure and little else.

Each condition that tests the failure is decided (a lost network has no status, a broken backend has 503); every other condition may go
either way. A condition that looks at the failure in a way that is not understood is a doubt: it goes both ways, and both are marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from refreshlint import limits
from refreshlint.auth import accidents
from refreshlint.auth.accidents import DOUBT, ERROR, RAISED, RESPONSE, RESULT, UNDEFINED, Accident, Known
from refreshlint.auth.concepts import Point
from refreshlint.auth.models import accidents as words
from refreshlint.auth.requests import Requests
from refreshlint.auth.session_ends import End, SessionEnds
from refreshlint.auth.sight import OPAQUE, UNKNOWN_ERROR, Env, Sight
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Values

Doubts = frozenset[tuple[Key, int, bool]]
Trail = tuple[tuple[Point, str], ...]

_NO_DOUBTS: Doubts = frozenset()
_NULL = Known("const", None)
_SDK_RESULT = Known("object", (("data", Known("object", (("session", _NULL), ("user", _NULL)))), ("error", ERROR)))
"""What auth-js hands back: `data` is always there, its parts are null."""


class Outcome(NamedTuple):
    """How a call ends. thrown: by an exception (of a promise: see Known "rejected"); value: None where it is not known."""

    thrown: bool
    value: Known | None
    doubts: Doubts = _NO_DOUBTS
    trail: Trail = ()


class Reached(NamedTuple):
    """A session end that the failure leads to. forked: only under a condition that has nothing to do with it."""

    at: Point
    end: End
    doubts: Doubts
    trail: Trail
    forked: bool = False


class Report(NamedTuple):
    """What came of a function: how it ends, the session ends on its ways, and what it settles promises of others with."""

    outcomes: tuple[Outcome, ...]
    ends: tuple[Reached, ...]
    settled: tuple[tuple[Key, Outcome], ...]


class _State(NamedTuple):
    block: int
    env: Env
    failing: bool
    doubts: Doubts
    thrown: Known | None
    trail: Trail
    forked: bool = False


class _Step(NamedTuple):
    """One way on after an instruction."""

    value: Known | None
    failing: bool
    doubts: Doubts
    trail: Trail
    raised: bool = False


class Failing(Sight):
    """Walks functions with one accident in hand. `spent` tells whether a budget was hit; what is found then is not complete."""

    def __init__(
        self, project: Project, values: Values, calls: Calls, shapes: Shapes, requests: Requests, ends: SessionEnds, accident: Accident
    ) -> None:
        super().__init__(project, values, calls, shapes, accident)
        self.requests = requests
        self.ends = ends
        self.steps = 0
        self.way: set[Key] = set()  # functions that lead to the refresh: entered again, it is another one
        self._throws: dict[Key, frozenset[int]] = {}
        self._leads: dict[Key, bool] = {}
        self._outcomes: dict[tuple[Key, int], tuple[Outcome, ...]] = {}

    # ---- a request that fails ----

    def outcomes_of(self, code: Code, index: int, depth: int = 0) -> tuple[Outcome, ...]:
        """How a call that sends a request ends when the request comes to nothing."""
        memo = (code.key, index)
        if memo not in self._outcomes:
            self._outcomes[memo] = ()
            self._outcomes[memo] = tuple(self._failed(code, index, depth))
        return self._outcomes[memo]

    def _failed(self, code: Code, index: int, depth: int) -> Iterator[Outcome]:
        instr = code.function.code[index]
        shape = self.requests.shape(code, instr)
        if shape is not None:
            yield Outcome(False, self._answer(code, instr, shape[0]))
            return
        targets = [target for target in self.calls.targets(code, index) if self.requests.sends(target)]
        if targets and depth < limits.FAILURE_DEPTH:
            for target in targets:
                yield from self.sent(target, depth + 1).outcomes
            return
        path = next((value.path for value in self.values.callee(code, instr) if value.path), "")
        if instr.data in words.SDK_RESULT_NAMES and self.shapes.names(code, instr.args[0])[:1] == ("auth",):
            yield Outcome(False, _SDK_RESULT)
            return
        if words.RETURNS_RESULT.search(path):
            yield Outcome(False, RESULT)
            return
        yield Outcome(False, Known("rejected", ERROR))
        if not path and self.accident is Accident.BROKEN:
            yield Outcome(False, RESULT)  # a client that cannot be followed may hand back what failed

    def _answer(self, code: Code, instr: ir.Instr, path: str) -> Known:
        if words.RETURNS_RESPONSE.search(path):
            return RESPONSE if self.accident is Accident.BROKEN else Known("rejected", ERROR)
        if words.RETURNS_RESULT.search(path):
            return RESULT
        if self.accident is Accident.BROKEN and any(
            entry.key == "validateStatus" for register in self.values.arguments(instr) for entry in self.shapes.entries(code, register)
        ):
            return RESPONSE
        return Known("rejected", ERROR)

    def sent(self, code: Code, depth: int) -> Report:
        """What a function does when a request that it sends, itself or further down, comes to nothing."""
        inject: dict[int, tuple[Outcome, ...]] = {}
        settled: list[Outcome] = []
        for index, instr in enumerate(code.function.code):
            if instr.op not in ir.CALLS:
                continue
            if self.requests.shape(code, instr) is not None or any(self.requests.sends(each) for each in self.calls.targets(code, index)):
                found = self.outcomes_of(code, index, depth)
                if found:
                    inject[index] = found
                continue
            for inner in self._written_functions(code, instr):
                if self.requests.sends(inner) and depth < limits.FAILURE_DEPTH:
                    report = self.sent(inner, depth + 1)
                    if instr.op == ir.NEW:
                        settled = [each for key, each in report.settled if key == inner.key]
                        inject[index] = tuple(settled)
                    elif report.outcomes:
                        inject[index] = report.outcomes
        return self.run(code, inject) if inject else Report((), (), ())

    def _written_functions(self, code: Code, instr: ir.Instr) -> Iterator[Code]:
        for register in self.values.arguments(instr):
            for at in code.definitions.get(register, ()):
                made = code.function.code[at]
                if made.op == ir.FUNC:
                    yield self.project.code((code.key[0], made.data))

    # ---- the walk ----

    def run(
        self,
        code: Code,
        inject: Mapping[int, tuple[Outcome, ...]],
        params: Mapping[int, Known] | None = None,
        outer: Env | None = None,
        failing: bool = False,
        doubts: Doubts = _NO_DOUBTS,
        trail: Trail = (),
        depth: int = 0,
    ) -> Report:
        """Walk a function from its start.

        inject: calls that fail here, with how they end; params: what is known of the parameters; outer: what is known of variables
        around it; failing: the failure has happened already.
        """
        outcomes: dict[Outcome, None] = {}
        ends: dict[tuple[Point, Doubts], Reached] = {}
        settled: dict[tuple[Key, Outcome], None] = {}
        env = {slot: known for slot, known in (outer or {}).items() if not isinstance(slot, int)}
        for position, known in (params or {}).items():
            env[("param", code.key, position)] = known
        work = [_State(0, env, failing, doubts, None, trail)]
        seen: set[Any] = set()
        while work and len(seen) < limits.FAILURE_STATES and self.steps < limits.FAILURE_STEPS:
            state = work.pop()
            mark = (state.block, frozenset(state.env.items()), state.failing, state.doubts, state.thrown, state.forked)
            if mark in seen:
                continue
            seen.add(mark)
            for each in self._block(code, state, inject, depth):
                if isinstance(each, _State):
                    work.append(each)
                elif isinstance(each, Outcome):
                    outcomes.setdefault(each)
                elif isinstance(each, Reached):
                    earlier = ends.get((each.at, each.doubts))
                    if earlier is None or (earlier.forked and not each.forked):
                        ends[(each.at, each.doubts)] = each
                else:
                    settled.setdefault(each)
        return Report(tuple(self._as_promises(code, outcomes)), tuple(ends.values()), tuple(settled))

    @staticmethod
    def _as_promises(code: Code, outcomes: Mapping[Outcome, None]) -> Iterator[Outcome]:
        """What an async function or a generator throws, its promise is rejected with."""
        deferred = code.function.is_async or code.function.is_generator
        for each in outcomes:
            if deferred and each.thrown:
                yield each._replace(thrown=False, value=Known("rejected", each.value or UNKNOWN_ERROR))
            else:
                yield each

    def _block(
        self, code: Code, state: _State, inject: Mapping[int, tuple[Outcome, ...]], depth: int
    ) -> Iterator[_State | Outcome | Reached | tuple[Key, Outcome]]:
        """Run a block to its end; forks inside it are run here too, each to its own end."""
        block = code.function.blocks[state.block]
        if not state.failing and block.handler >= 0 and state.block in self._throwing(code):
            yield state._replace(block=block.handler, env=self.kept(code, state.env), thrown=None)  # something else may have failed
        work: list[tuple[int, _State]] = [(block.start, state)]
        while work:
            index, at = work.pop()
            env = dict(at.env)
            at = at._replace(env=env)
            while index < block.end:
                self.steps += 1
                instr = code.function.code[index]
                if instr.op in ir.TERMINATORS:
                    yield from self._leave(code, at, instr, block)
                    break
                if instr.op == ir.SET and at.failing:
                    end = self.ends.end(code, index)
                    if end is not None:
                        yield Reached(Point(code, index), end, at.doubts, at.trail, at.forked)
                        break
                steps: list[_Step] | None = None
                if instr.op in ir.CALLS:
                    found: list[Any] = []
                    steps = self._call(code, index, at, inject, depth, found)
                    yield from found
                elif instr.op in ir.AWAITS:
                    known = self.get(code, env, instr.args[0])
                    if known is not None and known.kind == "rejected":
                        steps = [_Step(known.data, at.failing, at.doubts, at.trail, raised=True)]
                    else:
                        self.put(env, instr.dst, known)
                else:
                    known = self.plain(code, instr, env, at.thrown, at.failing)
                    if known is RAISED:
                        steps = [_Step(UNKNOWN_ERROR, at.failing, at.doubts, at.trail, raised=True)]
                    elif instr.dst > 0:
                        self.put(env, instr.dst, known)
                if steps is not None:
                    if not steps:
                        break
                    for step in steps:
                        copied = dict(env)
                        after = _State(at.block, copied, step.failing, step.doubts, None, step.trail, at.forked)
                        if step.raised:
                            yield from self._raise(code, after, step.value, block)
                        else:
                            self.put(copied, instr.dst, step.value)
                            work.append((index + 1, after))
                    break
                index += 1

    def _throwing(self, code: Code) -> frozenset[int]:
        if code.key not in self._throws:
            self._throws[code.key] = cfg.throwing_blocks(code)
        return self._throws[code.key]

    def _leave(self, code: Code, at: _State, instr: ir.Instr, block: ir.Block) -> Iterator[_State | Outcome]:
        env = self.kept(code, at.env)
        if instr.op == ir.JUMP:
            yield at._replace(block=instr.data, env=env, thrown=None)
        elif instr.op == ir.NEXT:
            for target in instr.data:
                yield at._replace(block=target, env=env, thrown=None)
        elif instr.op == ir.BRANCH:
            known = self.get(code, at.env, instr.args[0])
            says = None if known is None else accidents.truth(known)
            index = block.end - 1
            for taken in (True, False):
                if says is not None and says != taken:
                    continue
                doubts = at.doubts
                if known is None and at.failing and taken == self._picks_one(code, instr.args[0]):
                    doubts = doubts | {(code.key, index, taken)}
                elif known is not None and says is None and at.failing:
                    opposite = (code.key, index, not taken)
                    if opposite in doubts or len(doubts) >= limits.FAILURE_DOUBTS:
                        continue
                    doubts = doubts | {(code.key, index, taken)}
                forked = at.forked or (known is None and at.failing)
                yield at._replace(block=instr.data[0 if taken else 1], env=env, doubts=doubts, thrown=None, forked=forked)
        elif instr.op == ir.RETURN and at.failing:
            yield Outcome(False, self.get(code, at.env, instr.args[0]), at.doubts, at.trail)
        elif instr.op == ir.THROW:
            yield from self._raise(code, at, self.get(code, at.env, instr.args[0]), block)

    @staticmethod
    def _picks_one(code: Code, register: int) -> bool | None:
        """The side of `role === "admin"` that picks one case of many, None for other conditions."""
        made = [code.function.code[at] for at in code.definitions.get(register, ())]
        if len(made) != 1 or made[0].op != ir.BINARY or made[0].data not in ("===", "==", "!==", "!="):
            return None
        for arg in made[0].args:
            for at in code.definitions.get(arg, ()):
                if code.function.code[at].op == ir.CONST and isinstance(code.function.code[at].data, str) and code.function.code[at].data:
                    return not made[0].data.startswith("!")
        return None

    def _raise(self, code: Code, at: _State, value: Known | None, block: ir.Block) -> Iterator[_State | Outcome]:
        if block.handler >= 0:
            yield at._replace(block=block.handler, env=self.kept(code, at.env), thrown=value or UNKNOWN_ERROR)
        elif at.failing:
            yield Outcome(True, value or UNKNOWN_ERROR, at.doubts, at.trail)

    # ---- calls ----

    def _call(
        self, code: Code, index: int, at: _State, inject: Mapping[int, tuple[Outcome, ...]], depth: int, found: list[Any]
    ) -> list[_Step]:
        """The ways on after a call; session ends and settled promises go to `found`."""
        unknown = _Step(None, at.failing, at.doubts, at.trail)
        if index in inject:
            steps = [] if at.failing else [unknown]
            for each in inject[index]:
                trail = each.trail if not at.failing else at.trail
                if not at.failing:
                    trail = (*at.trail, *trail)[-limits.FAILURE_TRAIL :]
                steps.append(_Step(each.value, True, at.doubts | each.doubts, trail, each.thrown))
            return steps
        instr = code.function.code[index]
        if not at.failing:
            return [unknown]
        arguments = tuple(self.get(code, at.env, register) for register in self.values.arguments(instr))
        base = self.get(code, at.env, instr.args[0]) if instr.op in (ir.INVOKE, ir.CALL) and instr.args else None
        told = any(each is not None and each.kind not in ("const", "opaque", "settle", "array") for each in arguments)
        if base is not None and base.kind == "settle":
            key, resolves = base.data
            value = arguments[0] if arguments else None
            if not resolves:
                value = Known("rejected", value or UNKNOWN_ERROR)
            found.append((key, Outcome(False, value, at.doubts, at.trail)))
            return [unknown]
        if instr.op == ir.INVOKE:
            chained = self._chain(code, index, instr, at, base, depth, found)
            if chained is not None:
                return chained
        targets = self.calls.targets(code, index)
        if not (told and targets):
            end = self.ends.end(code, index)
            if end is not None:
                found.append(Reached(Point(code, index), end, at.doubts, at.trail, at.forked))
                return []
        if targets:
            return self._enter(code, index, at, targets, arguments, told, depth, found)
        if instr.op == ir.NEW:
            return [unknown._replace(value=self.made(code, instr, arguments))]
        name = self.ends.called(code, instr)
        if instr.op == ir.INVOKE:
            static = self._static(code, instr, name, arguments)
            if static is not None:
                return [unknown._replace(value=static)]
            if base is None or base.kind != "opaque":
                value = accidents.method(self.accident, base, name, tuple(None if each == OPAQUE else each for each in arguments))
                if value is RAISED:
                    return [unknown] if instr.opt else [_Step(UNKNOWN_ERROR, True, at.doubts, at.trail, raised=True)]
                if name == "json" and base == RESPONSE:  # a gateway answers in HTML as well
                    return [unknown._replace(value=value), unknown._replace(value=Known("rejected", UNKNOWN_ERROR))]
                if value is not None and not (base is None and value is DOUBT):
                    return [unknown._replace(value=value)]
        if any(each is not None and each.kind == "rejected" for each in arguments):
            carried = next(each for each in arguments if each is not None and each.kind == "rejected")
            return [unknown._replace(value=carried if words.CARRIES_FAILURE.search(name) else None)]
        self._run_callbacks(code, index, instr, name, at, depth, found)
        if told:
            first = next(each for each in arguments if each is not None and each.kind not in ("const", "opaque", "settle", "array"))
            if name in ("String", "Number", "parseInt", "Boolean"):
                return [unknown._replace(value=accidents.method(self.accident, first, name, ()))]
            return [unknown._replace(value=accidents.predicate(self.accident, name))]
        return [unknown]

    def _static(self, code: Code, instr: ir.Instr, name: str, arguments: tuple[Known | None, ...]) -> Known | None:
        """`Promise.reject(e)`, `Promise.all([...])` and the like."""
        if not any(value.path == "Promise" for value in self.values.of(code, instr.args[0])):
            return None
        first = arguments[0] if arguments else None
        if name == "reject":
            return Known("rejected", first or UNKNOWN_ERROR)
        if name == "resolve":
            return first or (UNDEFINED if not arguments else None)
        if name in ("all", "race", "any") and first is not None and first.kind == "array":
            return next((each for each in first.data if each.kind == "rejected"), first if name == "all" else None)
        return None

    def _chain(
        self, code: Code, index: int, instr: ir.Instr, at: _State, base: Known | None, depth: int, found: list[Any]
    ) -> list[_Step] | None:
        """`promise.then(f, g)`, `.catch(g)`, `.finally(h)` of a promise that fails, or that gives a failed answer."""
        if instr.data not in ("then", "catch", "finally"):
            if base is not None and base.kind == "rejected":
                return [_Step(base, at.failing, at.doubts, at.trail)]  # `ky.post(url).json()`
            return None
        if base is None or base.kind == "opaque":
            return None
        rejected = base.kind == "rejected"
        same = _Step(base, at.failing, at.doubts, at.trail)
        handlers = self.values.arguments(instr)
        position = 1 if instr.data == "then" and rejected else 0
        if position >= len(handlers) or (instr.data == "catch" and not rejected):
            return [same]
        codes = [self.project.code(value.root[1]) for value in self.values.of(code, handlers[position]) if value.is_function]
        if not codes:
            settler = self.get(code, at.env, handlers[position])
            if settler is not None and settler.kind == "settle" and instr.data != "finally":
                value = base if rejected or settler.data[1] else Known("rejected", base)
                found.append((settler.data[0], Outcome(False, value, at.doubts, at.trail)))
            elif instr.data != "finally" and self._registers_end(code, handlers[position], at, index, found):
                return []
            return [same._replace(value=base if instr.data == "finally" else None)]
        steps: list[_Step] = []
        for target in codes:
            given: Known = base.data if rejected else base
            params = {} if instr.data == "finally" else {0: given}
            trail = at.trail
            if instr.data != "finally" and rejected:
                trail = (*trail, (Point(code, index), "the failure comes to this handler"))[-limits.FAILURE_TRAIL :]
            report = self.run(target, {}, params, at.env, True, at.doubts, trail, depth + 1)
            names = self.shapes.names(code, handlers[position])[:1]
            found += self._at_call(code, index, names[0] if names and not self._is_written(code, handlers[position]) else "", report)
            found += report.settled
            for each in report.outcomes:
                if instr.data == "finally":
                    steps.append(same._replace(doubts=each.doubts))
                    continue
                gives = Known("rejected", each.value or UNKNOWN_ERROR) if each.thrown else each.value
                steps.append(_Step(gives, True, each.doubts, each.trail))
        return steps

    def _registers_end(self, code: Code, register: int, at: _State, index: int, found: list[Any]) -> bool:
        """`.catch(logout)`: a handler that cannot be followed and is called so."""
        for name in self.shapes.names(code, register)[:1]:
            end = self.ends.by_name(name)
            if end is not None:
                found.append(Reached(Point(code, index), end, at.doubts, at.trail, at.forked))
                return True
        return False

    def _enter(
        self,
        code: Code,
        index: int,
        at: _State,
        targets: list[Code],
        arguments: tuple[Known | None, ...],
        told: bool,
        depth: int,
        found: list[Any],
    ) -> list[_Step]:
        """A call of functions of the project: walked where they are handed the failure, else asked whether they end the session."""
        unknown = _Step(None, at.failing, at.doubts, at.trail)
        if depth >= limits.FAILURE_DEPTH or any(target.key in self.way or self._leads_to_refresh(target) for target in targets):
            return [unknown]
        if not told:
            for target in targets:
                end = self.ends.inside(target, always=True)
                if end is not None:
                    name = self.ends.called(code, code.function.code[index])
                    what = End(f"{name}() ends the session", end.removes)
                    found.append(Reached(Point(code, index), what, at.doubts, at.trail, at.forked))
                    return []
            return [unknown]
        steps: list[_Step] = []
        for target in targets:
            params = {position: known for position, known in enumerate(arguments) if known is not None and known != OPAQUE}
            trail = (*at.trail, (Point(code, index), "the failure is handed on"))[-limits.FAILURE_TRAIL :]
            report = self.run(target, {}, params, at.env, True, at.doubts, trail, depth + 1)
            found += self._at_call(code, index, self.ends.called(code, code.function.code[index]), report)
            found += report.settled
            steps += [_Step(each.value, True, each.doubts, at.trail, each.thrown) for each in report.outcomes]
        return steps

    @staticmethod
    def _is_written(code: Code, register: int) -> bool:
        return any(code.function.code[index].op == ir.FUNC for index in code.definitions.get(register, ()))

    def _at_call(self, code: Code, index: int, name: str, report: Report) -> Iterator[Reached]:
        """The session ends of a function that was called; of one that is called `logout` and the like, the call is the place."""
        end = self.ends.by_name(name)
        for each in report.ends:
            if end is None:
                yield each
            else:
                yield each._replace(at=Point(code, index), end=End(end.what, each.end.removes))

    def _leads_to_refresh(self, code: Code) -> bool:
        """Whether a function, or one that it calls, refreshes: called after a failure, it is another attempt."""
        if code.key not in self._leads:
            self._leads[code.key] = False
            self._leads[code.key] = any(
                self.requests.is_refresh(each, index)
                for each in self.calls.within(code, limits.FAILURE_DEPTH)
                for index, instr in enumerate(each.function.code)
                if instr.op in ir.CALLS
            )
        return self._leads[code.key]

    def _run_callbacks(self, code: Code, index: int, instr: ir.Instr, name: str, at: _State, depth: int, found: list[Any]) -> None:
        """Functions that a library runs now or a moment later: `setTimeout(() => logout(), 0)`."""
        if name not in words.RUN_AT_ONCE or depth >= limits.FAILURE_DEPTH:
            return
        for register in self.values.arguments(instr)[:1]:
            for value in self.values.of(code, register):
                if value.is_function and value.root[1] not in self.way and not self._leads_to_refresh(self.project.code(value.root[1])):
                    report = self.run(self.project.code(value.root[1]), {}, {}, at.env, True, at.doubts, at.trail, depth + 1)
                    found += report.ends
