"""What models of libraries (library/*.js) ask of values, as a module that only they import: `import { isNone } from 'machine:values'`.

    isNone(...values)  whether all are null or undefined        isEmpty(value)   whether it is that, or ""
    isText(value)      whether it is a string                   isFunction(value), isObject(value): of typeof, null apart
    isA(value, type)   whether it is a direct instance          isPlain(value)   an object that no class has made; no array
    sameName(object, name)              the name under which an object has a property, whatever its case
    setNamed(target, source, rewrite, groups)   copies properties as headers are set: under the name that is there, numbers and true as
                                        text; rewrite true: whatever is there, false: only where nothing is, undefined: but over a
                                        false; plain objects under a name in `groups` are left out
    mergeCopies(target, source)         Object.assign that passes over undefined, and copies arrays and plain objects, these over
                                        plain ones that are there
    bound(object, names)                its methods with these names, bound to it
    joinPath(base, url)                 a URL relative to a base, one slash between them; an absolute URL as it is
    lowered(object)                     a copy with its names in lower case, known primitives as text
    withoutEmpty(object)                a copy without what is undefined, null or false

Of a value of which nothing is known the answer is no: asking is no choice of the program. Each counts as one call, as any builtin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from refreshlint.interleave.convert import Unknowable, to_text
from refreshlint.interleave.frames import BoundFunction, JSCallable, Native, Steps, argument
from refreshlint.interleave.objects import copy_properties, enumerable_keys, lookup, steps_get, steps_set, steps_text
from refreshlint.interleave.values import (
    JSArguments,
    JSArray,
    JSObject,
    Property,
    Text,
    Token,
    Value,
    has_unknown,
    join_text,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_ABSOLUTE = re.compile(r"([a-z][a-z\d+\-.]*:)?//", re.I)

SPECIFIER = "machine:values"


def is_none(machine: Machine, this: Value, args: list[Value]) -> Value:
    return all(value is UNDEFINED or value is None for value in args)


def is_empty(machine: Machine, this: Value, args: list[Value]) -> Value:
    return not args or args[0] is UNDEFINED or args[0] is None or args[0] == ""


def is_text(machine: Machine, this: Value, args: list[Value]) -> Value:
    return bool(args) and isinstance(args[0], (str, Token, Text))


def is_function(machine: Machine, this: Value, args: list[Value]) -> Value:
    return bool(args) and isinstance(args[0], JSCallable)


def is_object(machine: Machine, this: Value, args: list[Value]) -> Value:
    return bool(args) and isinstance(args[0], JSObject) and not isinstance(args[0], JSCallable)


def is_a(machine: Machine, this: Value, args: list[Value]) -> Value:
    value, kind = argument(args, 0), argument(args, 1)
    if not isinstance(value, JSObject) or isinstance(value, JSCallable) or not isinstance(kind, JSObject):
        return False
    wanted = lookup(kind, "prototype")
    return value.proto is (wanted.value if isinstance(wanted, Property) else wanted)


def _plain(machine: Machine, value: Value) -> bool:
    if not isinstance(value, JSObject) or isinstance(value, JSCallable) or _is_array(value):
        return False
    return value.proto is None or value.proto is machine.protos["Object"]


def _is_array(value: Value) -> bool:
    return isinstance(value, JSArray) and not isinstance(value, JSArguments)


def is_plain(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _plain(machine, argument(args, 0))


def _known_names(value: JSObject) -> list[str]:
    return [key for key in enumerable_keys(value) if isinstance(key, str)]


def _same_name(names: list[str], name: str) -> str | None:
    lowered = name.lower()
    return next((each for each in names if each.lower() == lowered), None)


def same_name(machine: Machine, this: Value, args: list[Value]) -> Value:
    target, name = argument(args, 0), argument(args, 1)
    names = _known_names(target) if isinstance(target, JSObject) else []
    machine.charge(len(names))
    if not isinstance(name, str):
        if names:
            raise Unknowable(name)
        return UNDEFINED
    found = _same_name(names, name)
    return UNDEFINED if found is None else found


def set_named(machine: Machine, this: Value, args: list[Value]) -> Steps:
    target, rewrite, groups = argument(args, 0), argument(args, 2), argument(args, 3)
    given = machine.new_object()
    yield from copy_properties(machine, given, argument(args, 1))
    assert isinstance(target, JSObject)
    names = _known_names(target)
    for name in _known_names(given):
        value = given.props.pop(name)
        if isinstance(groups, JSObject) and name in groups.props and _plain(machine, value):
            continue
        machine.charge(len(names))
        found = _same_name(names, name)
        if found is not None and rewrite is not True:
            before = target.own(found)
            if before is False or (rewrite is False and before is not None and before is not UNDEFINED):
                continue
        if value is not False and isinstance(value, (bool, int, float)):
            value = to_text(value)
        if found is None:
            names.append(name)
        yield from steps_set(machine, target, found or name, value)
    yield from copy_properties(machine, target, given)
    return target


def merge_copies(machine: Machine, this: Value, args: list[Value]) -> Steps:
    target = argument(args, 0)
    given = machine.new_object()
    yield from copy_properties(machine, given, argument(args, 1))
    assert isinstance(target, JSObject)
    names = _known_names(given)
    machine.charge(len(names))
    for name in names:
        value = given.props[name]
        if value is UNDEFINED:
            del given.props[name]
        elif _is_array(value):
            given.props[name] = machine.new_array(list(value.items))  # type: ignore[attr-defined]
        elif _plain(machine, value):
            before = target.own(name)
            copy = machine.new_object()
            if _plain(machine, before):
                yield from copy_properties(machine, copy, before)
            yield from copy_properties(machine, copy, value)
            given.props[name] = copy
    yield from copy_properties(machine, target, given)
    return target


def bound(machine: Machine, this: Value, args: list[Value]) -> Steps:
    source, names = argument(args, 0), argument(args, 1)
    made = machine.new_object()
    assert isinstance(names, JSArray)
    machine.charge(len(names.items))
    for name in names.items:
        method = yield from steps_get(machine, source, name)
        if isinstance(method, JSCallable):
            made.props[name] = BoundFunction(machine.protos["Function"], method, source, [])
    return made


def join_path(machine: Machine, this: Value, args: list[Value]) -> Steps:
    base = yield from steps_text(machine, argument(args, 0))
    url = yield from steps_text(machine, argument(args, 1))
    if isinstance(url, str):
        if _ABSOLUTE.match(url):
            return url
        url = url.lstrip("/")
    return join_text([base.rstrip("/") if isinstance(base, str) else base, "/", url])


def lowered(machine: Machine, this: Value, args: list[Value]) -> Steps:
    made = machine.new_object()
    yield from copy_properties(machine, made, argument(args, 0))
    names = _known_names(made)
    machine.charge(len(names))
    for name in names:
        value = made.props[name]
        if name != name.lower():
            del made.props[name]
        made.props[name.lower()] = value if has_unknown(value) else (yield from steps_text(machine, value))
    return made


def without_empty(machine: Machine, this: Value, args: list[Value]) -> Steps:
    made = machine.new_object()
    yield from copy_properties(machine, made, argument(args, 0))
    machine.charge(len(made.props))
    for name in _known_names(made):
        if made.props[name] is UNDEFINED or made.props[name] is None or made.props[name] is False:
            del made.props[name]
    return made


VALUES: dict[str, Native] = {
    "isNone": is_none,
    "isEmpty": is_empty,
    "isText": is_text,
    "isFunction": is_function,
    "isObject": is_object,
    "isA": is_a,
    "isPlain": is_plain,
    "sameName": same_name,
    "setNamed": set_named,
    "mergeCopies": merge_copies,
    "bound": bound,
    "joinPath": join_path,
    "lowered": lowered,
    "withoutEmpty": without_empty,
}
"""The functions of this module, by name."""
