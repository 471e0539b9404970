"""Properties: lookup along the prototypes, reads, writes, own keys, and the conversion of objects to primitives.

Functions named `steps_...` are for builtins written as generators (`yield from`): they may run getters and methods of the program.
The others run nothing; where a getter stands in the way they hand it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.convert import bounded, key_text, to_text
from refreshlint.interleave.frames import Call, JSCallable, JSGenerator, Steps, Throw
from refreshlint.interleave.values import (
    CLOSED,
    EMPTY,
    FROZEN,
    MISSING,
    SEALED,
    SYMBOL_ITERATOR,
    SYMBOL_TO_PRIMITIVE,
    BigInt,
    Chosen,
    JSArray,
    JSIterator,
    JSObject,
    Key,
    PrivateName,
    Property,
    Symbol,
    Text,
    Token,
    Unknown,
    Value,
    has_unknown,
    is_index,
    is_nullish,
    text_parts,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

TOKEN_CHARS = 512
"""The length that a token is said to have: that of a usual JWT."""


def lookup(obj: JSObject, key: Key) -> Value:
    """A property of an object or its prototypes: a value, a Property, or MISSING."""
    at: JSObject | None = obj
    while at is not None:
        found = at.props.get(key, MISSING)
        if found is MISSING and at.virtual:
            found = at.own(key)
        if found is not MISSING:
            return found
        at = at.proto
    return MISSING


def find(machine: Machine, base: Value, key: Key) -> Value:
    """`base[key]` as a value, or the accessor Property that has to be called for it. Throws for null and undefined."""
    if isinstance(base, JSObject):
        found = lookup(base, key)
    elif isinstance(base, Unknown):
        return base.derived(f".{key}" if type(key) is str else "[]")
    else:
        found = _find_primitive(machine, base, key)
    if type(found) is Property:
        if not found.is_accessor:
            return found.value
        return found if isinstance(found.getter, JSCallable) else UNDEFINED
    if found is not MISSING:
        return found
    if isinstance(base, JSObject):
        return _absent(machine, base, key)
    return Unknown("property of a string") if isinstance(key, Unknown) else UNDEFINED


def _find_primitive(machine: Machine, base: Value, key: Key) -> Value:
    if isinstance(base, str):
        if key == "length":
            return len(base)
        if type(key) is str and is_index(key):
            return base[int(key)] if int(key) < len(base) else UNDEFINED
        return lookup(machine.protos["String"], key)
    if isinstance(base, (Token, Text)):
        if key == "length" and not has_unknown(base):
            return sum(len(part) if isinstance(part, str) else TOKEN_CHARS for part in text_parts(base))
        if key == "length" or (type(key) is str and is_index(key)):
            return Unknown("part of a string") if has_unknown(base) else Chosen("part of a token")
        found = lookup(machine.protos["String"], key)
        if found is MISSING and isinstance(base, Token) and type(key) is str:
            return machine.host.token_property(machine, base, key)
        return found
    if is_nullish(base):
        what = "null" if base is None else "undefined"
        raise Throw(machine.new_error("TypeError", f"Cannot read properties of {what} (reading '{key_text(key)}')"))
    if isinstance(base, bool):
        return lookup(machine.protos["Boolean"], key)
    if isinstance(base, Symbol):
        return base.description if key == "description" else lookup(machine.protos["Symbol"], key)
    return lookup(machine.protos["BigInt" if isinstance(base, BigInt) else "Number"], key)


def _absent(machine: Machine, base: JSObject, key: Key) -> Value:
    """What a property that is not there reads as."""
    at: JSObject | None = base
    while at is not None:
        if isinstance(at.open, JSObject):
            found = at.open.own(key)
            return UNDEFINED if found is MISSING or isinstance(found, Property) else found
        if at.open:
            return Unknown(f"property {key_text(key)}")
        at = at.proto
    if has_unknown(key) and (base.props or (isinstance(base, JSArray) and base.items)):
        return Unknown("property with an unknown name")
    if type(key) is str and is_index(key) and not isinstance(base, JSArray):
        return _element(machine, base, int(key))
    return UNDEFINED


def _element(machine: Machine, base: JSObject, index: int) -> Value:
    """An element of an array pattern, which reads a builtin iterable by position. (Generators run code: see operations.get.)"""
    if isinstance(base, JSIterator):
        return base.peek(index)
    if lookup(base, SYMBOL_ITERATOR) is MISSING or isinstance(base, JSGenerator):
        return UNDEFINED
    listed = machine.listed(base)
    if listed is None:
        return Unknown("element of an iterable")
    return listed[index] if index < len(listed) else UNDEFINED


def steps_get(machine: Machine, base: Value, key: Key) -> Steps:
    """`base[key]`."""
    found = find(machine, base, key)
    if type(found) is Property:
        found = yield Call(found.getter, base, [])
    return found


def steps_invoke(machine: Machine, base: Value, key: Key, args: list[Value]) -> Steps:
    """`base[key](...args)`."""
    callee = yield from steps_get(machine, base, key)
    return (yield Call(callee, base, args))


def assign(machine: Machine, base: Value, key: Key, value: Value) -> Value:
    """`base[key] = value`: done, and None returned, or the setter that has to be called. Throws as strict code does."""
    if not isinstance(base, JSObject):
        if is_nullish(base):
            what = "null" if base is None else "undefined"
            raise Throw(machine.new_error("TypeError", f"Cannot set properties of {what} (setting '{key_text(key)}')"))
        if not isinstance(base, Unknown):
            raise Throw(machine.new_error("TypeError", f"Cannot create property '{key_text(key)}' on {type(base).__name__}"))
        return None
    own = base.props.get(key, MISSING)
    if own is MISSING and base.virtual:
        own = base.own(key)
    if own is not MISSING and type(own) is not Property:
        if base.integrity == FROZEN:
            raise Throw(machine.new_error("TypeError", f"Cannot assign to read only property '{key_text(key)}' of object"))
        if type(base) is JSObject and type(key) is str:
            base.props[key] = value
        else:
            write(machine, base, key, value)
        return None
    found: Value = own
    if own is MISSING and base.proto is not None:
        found = lookup(base.proto, key)
    if type(found) is Property:
        if found.is_accessor:
            if not isinstance(found.setter, JSCallable):
                raise Throw(machine.new_error("TypeError", f"Cannot set property {key_text(key)} of object which has only a getter"))
            return found.setter
        if not found.writable or base.integrity == FROZEN:
            raise Throw(machine.new_error("TypeError", f"Cannot assign to read only property '{key_text(key)}' of object"))
        if found is own:
            found.value = value
            return None
    if base.integrity != 0:
        raise Throw(machine.new_error("TypeError", f"Cannot add property {key_text(key)}, object is not extensible"))
    if type(base) is JSObject and type(key) is str:
        base.props[key] = value
    else:
        write(machine, base, key, value)
    return None


def write(machine: Machine, base: JSObject, key: Key, value: Value) -> None:
    """Create or overwrite an own property, whatever its attributes."""
    if has_unknown(key):
        base.open = True
    if isinstance(base, JSArray) and type(key) is str:
        if key == "length":
            _resize(base, bounded(value) if type(value) is int and value >= 0 else len(base.items))
            return
        if is_index(key):
            index = bounded(int(key))
            if index >= len(base.items):
                _resize(base, index + 1)
            base.items[index] = value
            return
    base.write(key, value)


def _resize(array: JSArray, size: int) -> None:
    missing = size - len(array.items)
    if missing > 0:
        array.items += [EMPTY] * missing
    else:
        del array.items[size:]


def steps_set(machine: Machine, base: Value, key: Key, value: Value) -> Steps:
    """`base[key] = value`."""
    setter = assign(machine, base, key, value)
    if setter is not None:
        yield Call(setter, base, [value])


def delete(machine: Machine, base: Value, key: Key) -> Value:
    """`delete base[key]`."""
    if not isinstance(base, JSObject):
        if is_nullish(base):
            raise Throw(machine.new_error("TypeError", "Cannot convert undefined or null to object"))
        return Unknown("delete") if isinstance(base, Unknown) else True
    own = base.own(key)
    if own is not MISSING:
        fixed = base.integrity >= SEALED or (type(own) is Property and not own.configurable)
        if fixed:
            raise Throw(machine.new_error("TypeError", f"Cannot delete property '{key_text(key)}' of object"))
        base.remove(key)
    return True


def enumerable_keys(obj: JSObject) -> list[Key]:
    """Own enumerable keys that are strings, in order."""
    keys: list[Key] = []
    props = obj.props
    for key in obj.own_keys():
        if isinstance(key, (Symbol, PrivateName)):
            continue
        own = props.get(key, MISSING)
        if own is MISSING:
            own = obj.own(key)
        if type(own) is not Property or own.enumerable:
            keys.append(key)
    return keys


def freeze(obj: JSObject, level: int) -> None:
    """Make an object CLOSED, SEALED or FROZEN."""
    assert CLOSED <= level <= FROZEN
    obj.integrity = max(obj.integrity, level)


def copy_properties(machine: Machine, target: JSObject, source: Value, without: tuple[Key, ...] = ()) -> Steps:
    """Copy own enumerable properties, symbols included, as spread and Object.assign do. An unknown source opens the target."""
    if isinstance(source, Unknown):
        for key in enumerable_keys(target):
            target.write(key, source.derived(f".{key}" if type(key) is str else "[]"))
        target.open = True
        return
    if isinstance(source, str):
        for index, char in enumerate(source):
            target.write(str(index), char)
        return
    if not isinstance(source, JSObject):
        return
    if isinstance(source.open, JSObject):  # it answers to any name
        for key in enumerable_keys(target):
            if source.open.fills(key) and not isinstance(target.own(key), (JSCallable, Property)):
                target.write(key, source.open.own(key))
    for key in source.own_keys():
        own = source.props.get(key, MISSING)
        if own is MISSING:
            own = source.own(key)
        if isinstance(key, PrivateName) or key in without or (type(own) is Property and not own.enumerable):
            continue
        value = own
        if type(own) is Property:
            value = (yield from steps_get(machine, source, key)) if own.is_accessor else own.value
        setter = assign(machine, target, key, value)
        if setter is not None:
            yield Call(setter, target, [value])
    target.open = target.open or source.open


def steps_primitive(machine: Machine, value: Value, hint: str = "default") -> Steps:
    """A value as a primitive; hint "default", "string" or "number"."""
    if not isinstance(value, JSObject):
        return value
    convert = yield from steps_get(machine, value, SYMBOL_TO_PRIMITIVE)
    if isinstance(convert, JSCallable):
        result = yield Call(convert, value, [hint])
        if not isinstance(result, JSObject):
            return result
        raise Throw(machine.new_error("TypeError", "Cannot convert object to primitive value"))
    if hint == "default" and value.class_name == "Date":
        hint = "string"
    for name in ("toString", "valueOf") if hint == "string" else ("valueOf", "toString"):
        method = yield from steps_get(machine, value, name)
        if isinstance(method, (JSCallable, Unknown)):
            result = yield Call(method, value, [])
            if not isinstance(result, JSObject):
                return result
    raise Throw(machine.new_error("TypeError", "Cannot convert object to primitive value"))


def steps_text(machine: Machine, value: Value) -> Steps:
    """A value as a string, abstract strings as they are."""
    if isinstance(value, JSObject):
        value = yield from steps_primitive(machine, value, "string")
    return to_text(value)
