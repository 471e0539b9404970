"""What calls of general-purpose libraries give back (behaviours.py): refs, contexts, stores, memoised callbacks, mutations."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from refreshlint.js import behaviours as known
from refreshlint.js import ir
from refreshlint.js.paths import STORE_METHODS, Key, Site, Value
from refreshlint.js.project import Code, Project


class LibraryValues(ABC):
    """The part of Values that knows React, zustand and the like; what it asks of the rest is declared here and defined there."""

    project: Project
    _providers: dict[tuple[Any, ...], list[tuple[Code, int]]] | None

    @abstractmethod
    def of(self, code: Code, register: int) -> tuple[Value, ...]:
        """Defined by Values."""

    @abstractmethod
    def member(self, value: Value, name: str) -> tuple[Value, ...]:
        """Defined by Values."""

    @abstractmethod
    def returns(self, code: Code) -> tuple[Value, ...]:
        """Defined by Values."""

    @abstractmethod
    def returns_of(self, value: Value) -> tuple[Value, ...]:
        """Defined by Values."""

    @abstractmethod
    def callee(self, code: Code, instr: ir.Instr) -> tuple[Value, ...]:
        """Defined by Values."""

    @abstractmethod
    def passed_to(self, code: Code) -> tuple[Code, int, int] | None:
        """Defined by Values."""

    @staticmethod
    @abstractmethod
    def arguments(instr: ir.Instr) -> tuple[int, ...]:
        """Defined by Values."""

    @staticmethod
    @abstractmethod
    def _each(values: Iterable[Value], step: Callable[[Value], Iterable[Value]]) -> tuple[Value, ...]:
        """Defined by Values."""

    @staticmethod
    @abstractmethod
    def _applied(value: Value, op: str, site: Site | None = None) -> Value:
        """Defined by Values."""

    @abstractmethod
    def _written_property(self, value: Value, name: str) -> tuple[Value, ...]:
        """Defined by Values."""

    @abstractmethod
    def _replayed(self, value: Value, key: Key, argument: Callable[[int], tuple[Value, ...]]) -> tuple[Value, ...]:
        """Defined by Values."""

    def _behave(self, behaviour: str, value: Value, code: Code, index: int, arguments: tuple[int, ...]) -> tuple[Value, ...] | None:
        if behaviour == known.REF:
            return (Value(("ref", code.key, index)),)
        if behaviour == known.CONTEXT:
            return (Value(("context", code.key, index)),)
        if behaviour == known.MUTATION:
            return (Value(("mutation", code.key, index)),)
        if behaviour == known.STORE:
            return (Value(("store", code.key, index)),) if arguments else (Value(("maker", code.key, index)),)
        if behaviour == known.CONTEXT_HOOK:
            return (Value(("context-hook", code.key, index)),)
        if not arguments:
            return None
        if behaviour == known.USE_CONTEXT:
            return self._each(self.of(code, arguments[0]), self._provided)
        if behaviour == known.FIRST_ARGUMENT:
            return self.of(code, arguments[0])
        if behaviour == known.SECOND_ARGUMENT:
            return self.of(code, arguments[1]) if len(arguments) > 1 else None
        if behaviour == known.THUNK:
            return self.of(code, arguments[1]) if len(arguments) > 1 else None
        return self._each(self.of(code, arguments[0]), self.returns_of)

    def _ref_content(self, value: Value) -> tuple[Value, ...]:
        key, index = value.root[1], value.root[2]
        code = self.project.code(key)
        args = code.function.code[index].args
        first = self.of(code, args[1]) if len(args) > 1 else ()
        return tuple(dict.fromkeys((*first, *self._written_property(value, "current")))) or (self._applied(value, ".current"),)

    def store_object(self, value: Value) -> tuple[Value, ...]:
        """The object that a zustand store was made with."""
        code = self.project.code(value.root[1])
        arguments = self.arguments(code.function.code[value.root[2]])
        return self._each(self.of(code, arguments[0]) if arguments else (), self.returns_of)

    def _store_member(self, value: Value, name: str) -> tuple[Value, ...]:
        if name in STORE_METHODS:
            return (Value(("getter-of", value)),)
        return (self._applied(value, "." + name),)

    def _use_store(self, value: Value, code: Code, arguments: tuple[int, ...]) -> tuple[Value, ...]:
        state = self.store_object(value)
        selectors = [each for each in self.of(code, arguments[0]) if each.is_function] if arguments else []
        if not selectors:
            return state
        out: dict[Value, None] = {}
        for selector in selectors:
            for result in self.returns(self.project.code(selector.root[1])):
                out.update(dict.fromkeys(self._replayed(result, selector.root[1], lambda position: state if position == 0 else ())))
        return tuple(out)

    def _store_of_param(self, value: Value) -> tuple[Value, ...]:
        """`get()` in the function that makes a store."""
        if value.root[2] != 1:
            return ()
        code = self.project.code(value.root[1])
        if self.is_store_maker(code):
            return self.returns(code)
        return ()

    def is_store_set(self, value: Value) -> bool:
        """Whether a value is the `set` of a zustand store's maker, whatever the parameter is called."""
        return value.kind == "param" and not value.ops and value.root[2] == 0 and self.is_store_maker(self.project.code(value.root[1]))

    def is_store_maker(self, code: Code) -> bool:
        """Whether a function is the `(set, get) => ({...})` of a zustand store (middlewares looked through)."""
        passed = self.passed_to(code)
        for _ in range(4):
            if passed is None:
                return False
            outer, index, _position = passed
            instr = outer.function.code[index]
            for value in self.callee(outer, instr):
                if value.kind in ("maker", "store"):
                    return True
                behaviour = known.BEHAVIOURS.get(value.path)
                if behaviour == known.STORE:
                    return True
                if behaviour is None:
                    return False
            uses = [use for use in outer.uses.get(instr.dst, ()) if outer.function.code[use].op in ir.CALLS]
            passed = (outer, uses[0], 1) if uses else None
        return False

    def _provided(self, value: Value) -> tuple[Value, ...]:
        if value.kind != "context":
            return (self._applied(value, "()"),)
        if self._providers is None:
            self._providers = {}
            for code in list(self.project.all_codes()):
                for index, instr in enumerate(code.function.code):
                    if instr.op == ir.JSX and instr.data.has_component and "value" in instr.data.attributes:
                        for component in self.of(code, instr.args[0]):
                            if component.kind == "context":
                                self._providers.setdefault(component.root, []).append((code, index))
        out: dict[Value, None] = {}
        for code, index in self._providers.get(value.root, ()):
            instr = code.function.code[index]
            out.update(dict.fromkeys(self.of(code, instr.args[1 + instr.data.attributes.index("value")])))
        return tuple(out) or (Value(("unknown",)),)

    def _option(self, key: Key, index: int, name: str) -> tuple[Value, ...]:
        code = self.project.code(key)
        arguments = self.arguments(code.function.code[index])
        return self._each(self.of(code, arguments[0]) if arguments else (), lambda value: self.member(value, name))
