"""Redux: which reducer a dispatched action runs, and the flags of the state that it sets.

A flag is read as `getState().slice.flag` and written by a reducer that meets an action, so a dispatch of that action is the write.
Sources: the documentation of Redux (reducers, thunks) and of Redux Toolkit (createSlice).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from refreshlint.auth.concepts import Point
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Value, Values

_ACTION_CREATOR = re.compile(r"createSlice\(\)\.actions\.(\w+)$")
_STATE = re.compile(r"(?:^|\.)getState\(\)\.\w+$")


class FlagWrite(NamedTuple):
    """A dispatch that sets a flag of the state, or resets it."""

    at: Point
    name: str
    busy: bool


class Reduction(NamedTuple):
    """A reducer's write of a constant flag. action: what identifies the dispatched action; busy: the constant."""

    at: Point
    action: object
    name: str
    busy: bool


class Redux:
    """Links dispatched actions with the reducers that they run, and with the constant flags that these write."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self._reducers: dict[object, list[Code]] | None = None
        self._concluding: dict[Key, list[tuple[Point, Code]]] | None = None

    def is_state(self, code: Code, value: Value) -> bool:
        """Whether a value is a slice of the state, as a thunk or the store itself hands it out."""
        if value.kind == "param" and value.ops[:1] == ("()",) and len(value.ops) == 2:
            owner = self.project.code(value.root[1])
            return owner.params_binding(value.root[2]) == "getState" or (value.root[2] == 1 and self._is_thunk(owner))
        return _STATE.search(value.path) is not None

    def writes(self) -> Iterator[FlagWrite]:
        """Every dispatch of an action for which a reducer writes a flag."""
        reduced: dict[object, list[tuple[str, bool]]] = {}
        for code in list(self.project.all_codes()):
            for each in self._reduced(code):
                reduced.setdefault(each.action, []).append((each.name, each.busy))
        if not reduced:
            return
        for code in list(self.project.all_codes()):
            for index, instr in enumerate(code.function.code):
                if instr.op in (ir.CALL, ir.INVOKE) and len(self.values.arguments(instr)) == 1 and self._dispatches(code, instr):
                    for action in self._actions(code, self.values.arguments(instr)[0]):
                        for name, busy in reduced.get(action, ()):
                            yield FlagWrite(Point(code, index), name, busy)

    def reductions(self, name: str) -> list[Point]:
        """Where reducers write a flag, in order of path and position."""
        return [each.at for code in self.project.all_codes() for each in self._reduced(code) if each.name == name]

    def dispatched(self, code: Code, index: int) -> list[Code]:
        """The reducers of a createSlice that a call runs by dispatching their action."""
        instr = code.function.code[index]
        if instr.op not in (ir.CALL, ir.INVOKE) or len(self.values.arguments(instr)) != 1 or not self._dispatches(code, instr):
            return []
        if self._reducers is None:
            self._reducers = {}
            for each in self.project.all_codes():
                action = self._slice_action(each)
                if action is not None:
                    self._reducers.setdefault(action, []).append(each)
        found = (self._reducers.get(action, ()) for action in self._actions(code, self.values.arguments(instr)[0]))
        return [reducer for reducers in found for reducer in reducers]

    def concluded(self, code: Code) -> list[tuple[Point, Code]]:
        """The reducers that run when what a createAsyncThunk starts with a function has succeeded, and where each is added."""
        if self._concluding is None:
            self._concluding = {}
            for each in self.project.all_codes():
                for index, instr in enumerate(each.function.code):
                    if instr.op == ir.INVOKE and instr.data == "addCase" and len(instr.args) == 3:
                        reducers = [self.project.code(value.root[1]) for value in self.values.of(each, instr.args[2]) if value.is_function]
                        for value in self.values.of(each, instr.args[1]):
                            if value.kind == "func" and value.ops == (".fulfilled",):  # a thunk is taken for the function it starts
                                self._concluding.setdefault(value.root[1], []).extend((Point(each, index), reducer) for reducer in reducers)
        return self._concluding.get(code.key, [])

    def _is_thunk(self, code: Code) -> bool:
        """Whether a function is what a thunk creator returns: `() => (dispatch, getState) => ...`, whatever they are called."""
        outer = self.project.parent(code)
        if outer is None or outer.function.kind == "module" or len(code.function.params) != 2:
            return False
        made = {instr.dst for instr in outer.function.code if instr.op == ir.FUNC and instr.data == code.function.index}
        return any(instr.op == ir.RETURN and instr.args[0] in made for instr in outer.function.code)

    def _dispatches(self, code: Code, instr: ir.Instr) -> bool:
        """Whether a call hands an action to the store: by the thunk's parameter, by name, or as somebody handed the function in to be
        given what a slice makes."""
        for value in self.values.of(code, instr.args[0]) if instr.op == ir.CALL else ():
            if value.kind == "param" and not value.ops and value.root[2] == 0 and self._is_thunk(self.project.code(value.root[1])):
                return True
            if value.kind == "param" and not value.ops and any(self._slice_actions(code, self.values.arguments(instr)[0])):
                return True
        return self.shapes.callee(code, instr) == "dispatch"

    def _actions(self, code: Code, register: int) -> Iterator[object]:
        """What identifies a dispatched action: the text of its type, or the slice and the name of its action."""
        yield from self._slice_actions(code, register)
        for entry in self.shapes.entries(code, register):
            if entry.label == "type":
                yield from self._constants(entry.code, entry.register)

    def _slice_actions(self, code: Code, register: int) -> Iterator[tuple[object, str]]:
        """The slice and the name of the action that a value is."""
        for value in self.values.of(code, register):
            if value.site is not None and value.path.endswith("()"):
                owner = self.project.code(value.site[:2])
                for creator in self.values.callee(owner, owner.function.code[value.site[2]]):
                    named = _ACTION_CREATOR.search(creator.path)
                    if named is not None and creator.site is not None:
                        yield (creator.site, named.group(1))

    def _constants(self, code: Code, register: int) -> Iterator[str]:
        for value in self.values.of(code, register):
            if value.kind == "const" and not value.ops and isinstance(value.root[2], str):
                yield value.root[2]

    def _reduced(self, code: Code) -> Iterator[Reduction]:
        """What a reducer writes."""
        if not code.function.params:
            return
        for index, instr in enumerate(code.function.code):
            if instr.op == ir.OBJECT and ir.SPREAD in instr.data and len(code.function.params) >= 2:
                flags = [(str(key), self._flag(code, register)) for key, register in zip(instr.data, instr.args, strict=True)]
                known = [(name, busy) for name, busy in flags if busy is not None]
                for action in self._cases(code, index) if known else ():
                    for name, busy in known:
                        yield Reduction(Point(code, index), action, name, busy)
            elif instr.op == ir.SET:
                on_state = any(value == Value(("param", code.key, 0)) for value in self.values.of(code, instr.args[0]))
                busy_now = self._flag(code, instr.args[1]) if on_state else None
                slice_action = self._slice_action(code) if busy_now is not None else None
                if slice_action is not None and busy_now is not None:
                    yield Reduction(Point(code, index), slice_action, str(instr.data), busy_now)

    @staticmethod
    def _flag(code: Code, register: int) -> bool | None:
        made = [code.function.code[index] for index in code.definitions.get(register, ())]
        if len(made) == 1 and made[0].op == ir.CONST and isinstance(made[0].data, bool):
            return made[0].data
        return None

    def _cases(self, code: Code, index: int) -> Iterator[str]:
        """The action types for which an instruction of a reducer runs: `case TYPE:`, `if (action.type === TYPE)`."""
        for edge in cfg.controlling_edges(code, index):
            for made in code.definitions.get(code.function.code[edge.branch].args[0], ()):
                test = code.function.code[made]
                if edge.taken and test.op == ir.BINARY and test.data in ("===", "=="):
                    if any("type" in self.shapes.names(code, register)[:1] for register in test.args):
                        for register in test.args:
                            yield from self._constants(code, register)

    def _slice_action(self, code: Code) -> tuple[tuple[str, int, int], str] | None:
        """The createSlice call and the name under which a function stands in its `reducers`, None where it does not."""
        for site in self.calls.callers(code):
            if site.how == "registered" and site.path.endswith("createSlice"):
                parts = site.option.strip(".").split(".")
                if parts[0] == "reducers" and len(parts) >= 2:
                    return (*site.code.key, site.index), parts[1]
        return None
