"""Map, Set, WeakMap, WeakSet, WeakRef, and the prototypes of iterators and generators."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from refreshlint.interleave import iteration
from refreshlint.interleave.builtins.family import Family, function_of, incompatible
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.frames import Call, JSAsyncGenerator, JSGenerator, Native, NativeConstruct, Resume, Steps, argument
from refreshlint.interleave.iteration import entry_steps, steps_list
from refreshlint.interleave.objects import steps_get
from refreshlint.interleave.tables import JSMap, JSSet, JSTable, JSWeakMap, JSWeakSet
from refreshlint.interleave.values import (
    DONE,
    SYMBOL_ASYNC_ITERATOR,
    SYMBOL_ITERATOR,
    JSIterator,
    JSObject,
    Unknown,
    Value,
    is_nullish,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

TableT = TypeVar("TableT", bound=JSTable)


def _table(machine: Machine, this: Value, method: str) -> JSTable:
    if isinstance(this, JSTable):
        return this
    raise incompatible(machine, this, method)


def get(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _table(machine, this, "get").get(argument(args, 0), UNDEFINED)


def set_(machine: Machine, this: Value, args: list[Value]) -> Value:
    _table(machine, this, "set").put(argument(args, 0), argument(args, 1))
    return this


def add(machine: Machine, this: Value, args: list[Value]) -> Value:
    _table(machine, this, "add").put(argument(args, 0), argument(args, 0))
    return this


def has(machine: Machine, this: Value, args: list[Value]) -> Value:
    answer = _table(machine, this, "has").has(argument(args, 0))
    return Unknown("entry with an unknown key") if answer is None else answer


def delete(machine: Machine, this: Value, args: list[Value]) -> Value:
    table = _table(machine, this, "delete")
    known = table.has(argument(args, 0))
    table.delete(argument(args, 0))
    return Unknown("entry with an unknown key") if known is None else known


def clear(machine: Machine, this: Value, args: list[Value]) -> Value:
    _table(machine, this, "clear").clear()
    return UNDEFINED


def size(machine: Machine, this: Value, args: list[Value]) -> Value:
    return len(_table(machine, this, "size"))


def for_each(machine: Machine, this: Value, args: list[Value]) -> Steps:
    callback = function_of(machine, args, 0)
    for key, value in _table(machine, this, "forEach").entries():
        yield Call(callback, argument(args, 1), [value, key, this])
    return UNDEFINED


def _iterator(name: str, steps: Callable[[Machine, JSTable], Iterator[Value]]) -> Native:
    def make(machine: Machine, this: Value, args: list[Value]) -> Value:
        table = _table(machine, this, "iterator")
        return JSIterator(machine.protos[name], steps(machine, table))

    return make


_map_entries = _iterator("MapIterator", entry_steps)
_map_keys = _iterator("MapIterator", lambda machine, table: (key for key, _ in table.entries()))
_map_values = _iterator("MapIterator", lambda machine, table: (value for _, value in table.entries()))
_set_values = _iterator("SetIterator", lambda machine, table: (key for key, _ in table.entries()))
_set_entries = _iterator("SetIterator", lambda machine, table: (machine.new_array([key, key]) for key, _ in table.entries()))


def _construct_map(kind: type[JSMap] | type[JSWeakMap]) -> NativeConstruct:
    def construct(machine: Machine, args: list[Value], new_target: Value) -> Steps:
        made = kind(prototype_for(machine, new_target, kind.class_name))
        if not is_nullish(argument(args, 0)):
            for entry in (yield from steps_list(machine, args[0])):
                key = yield from steps_get(machine, entry, "0")
                made.put(key, (yield from steps_get(machine, entry, "1")))
        return made

    return construct


def _construct_set(kind: type[JSSet] | type[JSWeakSet]) -> NativeConstruct:
    def construct(machine: Machine, args: list[Value], new_target: Value) -> Steps:
        made = kind(prototype_for(machine, new_target, kind.class_name))
        if not is_nullish(argument(args, 0)):
            for value in (yield from steps_list(machine, args[0])):
                made.put(value, value)
        return made

    return construct


def group_by(machine: Machine, this: Value, args: list[Value]) -> Steps:
    made = JSMap(machine.protos["Map"])
    for position, item in enumerate((yield from steps_list(machine, argument(args, 0)))):
        key = yield Call(argument(args, 1), UNDEFINED, [item, position])
        group = made.get(key, UNDEFINED)
        items = machine.listed(group) if made.has(key) else []
        made.put(key, machine.new_array([*(items or []), item]))
    return made


_TABLE: dict[object, Native] = {"has": has, "delete": delete}
_ITERABLE: dict[object, Native] = {**_TABLE, "clear": clear, "forEach": for_each}

MAP = Family(
    "Map",
    methods={
        **_ITERABLE,
        "get": get,
        "set": set_,
        "entries": _map_entries,
        "keys": _map_keys,
        "values": _map_values,
        SYMBOL_ITERATOR: _map_entries,
    },
    getters={"size": size},
    statics={"groupBy": group_by},
    construct=_construct_map(JSMap),
)
SET = Family(
    "Set",
    methods={**_ITERABLE, "add": add, "entries": _set_entries, "keys": _set_values, "values": _set_values, SYMBOL_ITERATOR: _set_values},
    getters={"size": size},
    construct=_construct_set(JSSet),
)
WEAK_MAP = Family("WeakMap", methods={**_TABLE, "get": get, "set": set_}, construct=_construct_map(JSWeakMap))
WEAK_SET = Family("WeakSet", methods={**_TABLE, "add": add}, construct=_construct_set(JSWeakSet))


class JSWeakRef(JSObject):
    """A WeakRef; nothing is ever collected."""

    __slots__ = ("target",)
    class_name = "WeakRef"

    def __init__(self, proto: JSObject, target: Value) -> None:
        super().__init__(proto)
        self.target = target


def _construct_ref(machine: Machine, args: list[Value], new_target: Value) -> Value:
    return JSWeakRef(prototype_for(machine, new_target, "WeakRef"), argument(args, 0))


def deref(machine: Machine, this: Value, args: list[Value]) -> Value:
    if not isinstance(this, JSWeakRef):
        raise incompatible(machine, this, "deref")
    return this.target


WEAK_REF = Family("WeakRef", methods={"deref": deref}, construct=_construct_ref)


# -- iterators and generators


def iterator_next(machine: Machine, this: Value, args: list[Value]) -> Value:
    if not isinstance(this, JSIterator):
        raise incompatible(machine, this, "next")
    value = this.step()
    return iteration.result(machine, UNDEFINED if value is DONE else value, value is DONE)


def itself(machine: Machine, this: Value, args: list[Value]) -> Value:
    return this


def _generator(mode: str) -> Native:
    def resume(machine: Machine, this: Value, args: list[Value]) -> Steps:
        if not isinstance(this, JSGenerator):
            raise incompatible(machine, this, mode)
        return (yield Resume(this, mode, argument(args, 0)))

    return resume


def _async_generator(mode: str) -> Native:
    def resume(machine: Machine, this: Value, args: list[Value]) -> Value:
        if not isinstance(this, JSAsyncGenerator):
            raise incompatible(machine, this, mode)
        return iteration.enqueue(machine, this, mode, argument(args, 0))

    return resume


_MODES = ("next", "throw", "return")
ITERATORS = tuple(
    Family(name, methods={"next": iterator_next, SYMBOL_ITERATOR: itself}, is_global=False)
    for name in ("ArrayIterator", "StringIterator", "MapIterator", "SetIterator", "RegExpStringIterator")
)
GENERATORS = (
    Family("Generator", methods={**{mode: _generator(mode) for mode in _MODES}, SYMBOL_ITERATOR: itself}, is_global=False),
    Family("AsyncGenerator", methods={**{mode: _async_generator(mode) for mode in _MODES}, SYMBOL_ASYNC_ITERATOR: itself}, is_global=False),
)
