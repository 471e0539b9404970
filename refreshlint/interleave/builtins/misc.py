"""Symbol, console, and the global object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, incompatible
from refreshlint.interleave.convert import Unknowable, bounded
from refreshlint.interleave.frames import JSCallable, Native, Steps, Throw, argument
from refreshlint.interleave.objects import enumerable_keys, steps_get, steps_text, write
from refreshlint.interleave.tables import JSMap, JSSet
from refreshlint.interleave.values import (
    MISSING,
    WELL_KNOWN,
    JSArray,
    JSDate,
    JSError,
    JSObject,
    Key,
    Symbol,
    Unknown,
    Value,
    hidden,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


def call_symbol(machine: Machine, this: Value, args: list[Value]) -> Steps:
    described = argument(args, 0)
    text = "" if described is UNDEFINED else (yield from steps_text(machine, described))
    return Symbol(text if isinstance(text, str) else "")


def symbol_for(machine: Machine, this: Value, args: list[Value]) -> Steps:
    name = yield from steps_text(machine, argument(args, 0))
    if not isinstance(name, str):
        raise Unknowable(name)
    return machine.symbols.setdefault(name, Symbol(name))


def symbol_text(machine: Machine, this: Value, args: list[Value]) -> Value:
    if not isinstance(this, Symbol):
        raise incompatible(machine, this, "Symbol.prototype.toString")
    return f"Symbol({this.description})"


SYMBOL = Family(
    "Symbol",
    methods={"toString": symbol_text, "valueOf": lambda machine, this, args: this},
    statics={"for": symbol_for},
    constants={symbol.description.removeprefix("Symbol."): symbol for symbol in WELL_KNOWN},
    call=call_symbol,
)


def _nothing(machine: Machine, this: Value, args: list[Value]) -> Value:
    return UNDEFINED


_CONSOLE = "assert clear count debug dir error group groupCollapsed groupEnd info log table time timeEnd timeLog trace warn"
CONSOLE: dict[object, Native] = dict.fromkeys(_CONSOLE.split(), _nothing)


class JSGlobal(JSObject):
    """The global object: its properties are the globals of the machine."""

    __slots__ = ("_defined", "_machine")

    def __init__(self, machine: Machine, defined: frozenset[str]) -> None:
        super().__init__(machine.protos["Object"])
        self._machine = machine
        self._defined = defined
        self.open = True

    def own(self, key: Key) -> Value:
        machine = self._machine
        if isinstance(key, str) and (key in self._defined or key in machine.globals or machine.host.has_global(machine, key)):
            return self._machine.get_global(key)
        return self._machine.globals.get(key, MISSING)

    def write(self, key: Key, value: Value) -> None:
        self._machine.globals[key] = value

    def remove(self, key: Key) -> None:
        self._machine.globals.pop(key, None)

    def own_keys(self) -> list[Key]:
        return list(self._machine.globals)


def structured_clone(machine: Machine, this: Value, args: list[Value]) -> Steps:
    """A deep copy of plain data; cycles are kept, class instances become plain objects."""
    copies: dict[int, JSObject] = {}
    root = machine.new_object()
    work: list[tuple[JSObject, Key, Value]] = [(root, "value", argument(args, 0))]
    while work:
        target, key, value = work.pop()
        bounded(len(copies))
        if not isinstance(value, JSObject):
            _place(machine, target, key, value)
            continue
        if isinstance(value, JSCallable):
            raise Throw(machine.new_error("Error", "value could not be cloned"))
        known = copies.get(id(value))
        if known is not None:
            _place(machine, target, key, known)
            continue
        copy = _empty_copy(machine, value)
        copies[id(value)] = copy
        _place(machine, target, key, copy)
        copy.open = value.open
        if isinstance(value, (JSMap, JSSet)) and isinstance(copy, (JSMap, JSSet)):
            for one, two in value.entries():  # keys are kept: they are primitives in nearly all code
                copy.put(one, two)
                if isinstance(two, JSObject) and isinstance(copy, JSMap):
                    work.append((copy, one, two))
        elif not isinstance(value, JSDate):
            for name in enumerable_keys(value):
                work.append((copy, name, (yield from steps_get(machine, value, name))))
            work[-len(enumerable_keys(value)) :] = reversed(work[-len(enumerable_keys(value)) :])
    return root.own("value")


def _place(machine: Machine, target: JSObject, key: Key, value: Value) -> None:
    if isinstance(target, JSMap):
        target.put(key, value)
    else:
        write(machine, target, key, value)


def _empty_copy(machine: Machine, value: JSObject) -> JSObject:
    if isinstance(value, JSArray):
        return machine.new_array([])
    if isinstance(value, JSMap):
        return JSMap(machine.protos["Map"])
    if isinstance(value, JSSet):
        return JSSet(machine.protos["Set"])
    if isinstance(value, JSDate):
        return JSDate(machine.protos["Date"], value.time)
    if isinstance(value, JSError):
        copy = JSError(value.proto)
        for name in ("message", "stack"):
            own = value.own(name)
            if own is not MISSING:
                copy.props[name] = own if not isinstance(own, Unknown) else hidden(own)
        return copy
    return machine.new_object()
