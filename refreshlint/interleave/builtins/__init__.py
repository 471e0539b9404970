"""The builtin library of the language, and of the browser what needs no network: nothing here knows of tokens or clients."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from refreshlint.interleave.builtins import arrays, collections, errors, json, misc, numbers, objects, promise, regexps, strings, time, urls
from refreshlint.interleave.builtins.family import Constructor, Family, Library
from refreshlint.interleave.frames import Native
from refreshlint.interleave.values import JSObject, Value
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_FAMILIES = (
    objects.OBJECT,
    objects.FUNCTION,
    arrays.ARRAY,
    strings.STRING,
    numbers.NUMBER,
    numbers.BOOLEAN,
    numbers.BIGINT,
    misc.SYMBOL,
    promise.PROMISE,
    collections.MAP,
    collections.SET,
    collections.WEAK_MAP,
    collections.WEAK_SET,
    collections.WEAK_REF,
    *collections.ITERATORS,
    *collections.GENERATORS,
    *errors.FAMILIES,
    regexps.REGEXP,
    time.DATE,
    urls.URL,
    urls.PARAMS,
)
_NAMESPACES: Mapping[str, Family] = {
    "Math": Family("Math", methods=numbers.MATH, is_global=False),
    "JSON": Family("JSON", methods=json.JSON, is_global=False),
    "Reflect": Family("Reflect", methods=objects.REFLECT, is_global=False),
    "console": Family("console", methods=misc.CONSOLE, is_global=False),
}
_FUNCTIONS: Mapping[str, Native] = {
    **time.TIMERS,
    **urls.FUNCTIONS,
    "queueMicrotask": promise.queue_microtask,
    "structuredClone": misc.structured_clone,
    "parseInt": numbers.parse_int_,
    "parseFloat": numbers.parse_float_,
    "isNaN": numbers.is_nan,
    "isFinite": numbers.is_finite,
}
_VALUES: Mapping[str, Value] = {"undefined": UNDEFINED, "NaN": math.nan, "Infinity": math.inf}
_GLOBAL_OBJECT = ("globalThis", "global", "window", "self")


def _prototype(family: Family) -> Callable[[Machine], JSObject]:
    def make(machine: Machine) -> JSObject:
        made = Library(machine, machine.protos[family.parent] if family.parent else None, family)
        if family in errors.FAMILIES:
            errors.fill_prototype(made, family.name)
        return made

    return make


def _constructor(family: Family) -> Callable[[Machine], Value]:
    return lambda machine: Constructor(machine, family)


def _namespace(family: Family) -> Callable[[Machine], Value]:
    def make(machine: Machine) -> Value:
        made = Library(machine, machine.protos["Object"], family)
        if family.name == "Math":
            made.props.update(numbers.MATH_CONSTANTS)
        return made

    return make


def _function(name: str, impl: Native) -> Callable[[Machine], Value]:
    return lambda machine: machine.native(name, impl)


def _constant(value: Value) -> Callable[[Machine], Value]:
    return lambda machine: value


def _global_object(machine: Machine) -> Value:
    made = misc.JSGlobal(machine, frozenset(GLOBALS))
    for name in _GLOBAL_OBJECT:
        machine.globals[name] = made
    return made


PROTOTYPES: dict[str, Callable[[Machine], JSObject]] = {family.name: _prototype(family) for family in _FAMILIES}
"""Makes the prototype of each builtin class, by name."""

GLOBALS: dict[str, Callable[[Machine], Value]] = {
    **{family.name: _constructor(family) for family in _FAMILIES if family.is_global},
    **{name: _namespace(family) for name, family in _NAMESPACES.items()},
    **{name: _function(name, impl) for name, impl in _FUNCTIONS.items()},
    **{name: _constant(value) for name, value in _VALUES.items()},
    **dict.fromkeys(_GLOBAL_OBJECT, _global_object),
}
"""Makes the value of each global, by name."""
