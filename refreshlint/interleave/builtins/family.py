"""How the builtin library is written down: tables of functions, made into objects when they are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from refreshlint.interleave.convert import Unknowable, known_text, to_integer, to_number, to_text
from refreshlint.interleave.frames import JSCallable, Native, NativeConstruct, NativeFunction, Throw, argument
from refreshlint.interleave.values import (
    MISSING,
    JSBox,
    JSObject,
    Key,
    Property,
    Text,
    Token,
    Unknown,
    Value,
    hidden,
)

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """A builtin class: its prototype (methods, accessors), its constructor (what calling and constructing do, statics, constants).

    parent: the family that its prototype inherits from, "" for none. is_global: whether the constructor is a global.
    """

    name: str
    methods: Mapping[Key, Native] = field(default_factory=dict)
    getters: Mapping[Key, Native] = field(default_factory=dict)
    setters: Mapping[Key, Native] = field(default_factory=dict)
    statics: Mapping[Key, Native] = field(default_factory=dict)
    constants: Mapping[Key, Value] = field(default_factory=dict)
    call: Native | None = None
    construct: NativeConstruct | None = None
    parent: str = "Object"
    is_global: bool = True


def native_name(key: Key) -> str:
    """The name of a builtin function from its key."""
    return key if isinstance(key, str) else f"[{getattr(key, 'description', '')}]"


class Library(JSObject):
    """A prototype or namespace object whose functions are made at first use."""

    __slots__ = ("_family", "_machine")

    def __init__(self, machine: Machine, proto: JSObject | None, family: Family) -> None:
        super().__init__(proto)
        self._machine = machine
        self._family = family

    def own(self, key: Key) -> Value:
        found = self.props.get(key, MISSING)
        if found is not MISSING:
            return found
        family = self._family
        if key in family.methods:
            found = hidden(self._machine.native(native_name(key), family.methods[key]))
        elif key in family.getters:
            found = Property(is_accessor=True, enumerable=False)
            found.getter = self._machine.native(native_name(key), family.getters[key])
            if key in family.setters:
                found.setter = self._machine.native(native_name(key), family.setters[key])
        elif key == "constructor" and family.is_global:
            found = hidden(self._machine.get_global(family.name))
        else:
            return MISSING
        self.props[key] = found
        return found

    def own_keys(self) -> list[Key]:
        for key in (*self._family.methods, *self._family.getters):
            self.own(key)
        return super().own_keys()


class Constructor(NativeFunction):
    """A builtin constructor; its statics are made at first use."""

    __slots__ = ("_machine", "_statics")

    def __init__(self, machine: Machine, family: Family) -> None:
        proto = machine.protos["Function"]
        super().__init__(proto, family.name, family.call, family.construct)
        self._machine = machine
        self._statics = family.statics
        self.props["prototype"] = Property(machine.protos[family.name], writable=False, enumerable=False, configurable=False)
        for key, value in family.constants.items():
            self.props[key] = Property(value, writable=False, enumerable=False, configurable=False)

    def own(self, key: Key) -> Value:
        if key in self._statics and key not in self.props:
            self.props[key] = hidden(self._machine.native(native_name(key), self._statics[key]))
        return super().own(key)


# -- arguments of builtins: primitives are converted, what is not known raises Unknowable (the call's result is then Unknown)


def quick(value: Value) -> Value:
    """An argument as a primitive without running code: boxes are opened, other objects are Unknowable."""
    if isinstance(value, JSBox):
        return value.primitive
    if isinstance(value, JSObject):
        raise Unknowable(Unknown("an object as text"))
    return value


def text_of(args: list[Value], index: int) -> str:
    """An argument as known text."""
    return known_text(quick(argument(args, index)))


def any_text_of(value: Value) -> str | Token | Text | Unknown:
    """A value as text, known or not."""
    return to_text(quick(value))


def integer_of(args: list[Value], index: int, default: int = 0) -> int:
    """An argument as an integer."""
    return to_integer(quick(argument(args, index)), default)


def number_of(args: list[Value], index: int) -> int | float:
    """An argument as a number."""
    return to_number(quick(argument(args, index)))


def relative(position: int, size: int) -> int:
    """A position that may count from the end, as slice() takes it, within 0 and size."""
    return max(position + size, 0) if position < 0 else min(position, size)


def function_of(machine: Machine, args: list[Value], index: int) -> Value:
    """An argument that has to be callable. An unknown one is taken as it is."""
    value = argument(args, index)
    if not isinstance(value, (JSCallable, Unknown)):
        raise Throw(machine.new_error("TypeError", "argument is not a function"))
    return value


def incompatible(machine: Machine, this: Value, method: str) -> Throw:
    """The exception for a method called on the wrong kind of object; for an unknown `this` the result is Unknown."""
    if isinstance(this, Unknown):
        raise Unknowable(this)
    return Throw(machine.new_error("TypeError", f"Method {method} called on incompatible receiver"))
