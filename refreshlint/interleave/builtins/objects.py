"""Object, Reflect and Function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, function_of, incompatible
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import Unknowable, to_key
from refreshlint.interleave.frames import (
    BoundFunction,
    Call,
    Construct,
    JSCallable,
    Native,
    Steps,
    Throw,
    argument,
)
from refreshlint.interleave.iteration import steps_list
from refreshlint.interleave.objects import (
    copy_properties,
    delete,
    enumerable_keys,
    find,
    freeze,
    lookup,
    steps_get,
    steps_invoke,
    steps_set,
    write,
)
from refreshlint.interleave.values import (
    CLOSED,
    FROZEN,
    MISSING,
    SEALED,
    SYMBOL_TO_STRING_TAG,
    BigInt,
    JSArray,
    JSBox,
    JSObject,
    Key,
    PrivateName,
    Property,
    Symbol,
    Text,
    Token,
    Unknown,
    UnknownRest,
    Value,
    has_unknown,
    is_nullish,
    map_key,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_LEVELS = {"preventExtensions": CLOSED, "seal": SEALED, "freeze": FROZEN}


def key_of(value: Value) -> Key:
    """An argument as a property key; objects are not converted."""
    if isinstance(value, JSObject):
        raise Unknowable(Unknown("an object as a property name"))
    return to_key(value)


def _as_object(machine: Machine, value: Value) -> JSObject:
    """An argument as an object; a primitive gives a box with a string's characters in it."""
    if isinstance(value, JSObject):
        return value
    if isinstance(value, (Unknown, Token, Text)):
        raise Unknowable(value)
    if is_nullish(value):
        raise Throw(machine.new_error("TypeError", "Cannot convert undefined or null to object"))
    names: dict[type, str] = {str: "String", bool: "Boolean", Symbol: "Symbol", BigInt: "BigInt"}
    made = JSBox(machine.protos[names.get(type(value), "Number")], value)
    if isinstance(value, str):
        made.props.update({str(at): char for at, char in enumerate(value)})
    return made


def _listable(machine: Machine, value: Value) -> JSObject:
    """An object all of whose properties are known."""
    made = _as_object(machine, value)
    if made.open:
        raise Unknowable(Unknown("properties of an object known in part"))
    return made


def _construct(machine: Machine, args: list[Value], new_target: Value) -> Value:
    value = argument(args, 0)
    if new_target is not UNDEFINED and new_target is not machine.get_global("Object"):  # a class that extends Object
        return JSObject(prototype_for(machine, new_target, "Object"))
    return machine.new_object() if is_nullish(value) else value if isinstance(value, Unknown) else _as_object(machine, value)


def _call(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _construct(machine, args, UNDEFINED)


def keys(machine: Machine, this: Value, args: list[Value]) -> Value:
    return machine.new_array(enumerable_keys(_listable(machine, argument(args, 0))))


def values(machine: Machine, this: Value, args: list[Value]) -> Steps:
    found: list[Value] = []
    source = _listable(machine, argument(args, 0))
    for key in enumerable_keys(source):
        found.append((yield from steps_get(machine, source, key)))
    return machine.new_array(found)


def entries(machine: Machine, this: Value, args: list[Value]) -> Steps:
    found: list[Value] = []
    source = _listable(machine, argument(args, 0))
    for key in enumerable_keys(source):
        found.append(machine.new_array([key, (yield from steps_get(machine, source, key))]))
    return machine.new_array(found)


def assign_all(machine: Machine, this: Value, args: list[Value]) -> Steps:
    target = argument(args, 0)
    if isinstance(target, Unknown):
        return target
    made = _as_object(machine, target)
    for source in args[1:]:
        yield from copy_properties(machine, made, source)
    return made


def from_entries(machine: Machine, this: Value, args: list[Value]) -> Steps:
    made = machine.new_object()
    for entry in (yield from steps_list(machine, argument(args, 0))):
        key = yield from steps_get(machine, entry, "0")
        value = yield from steps_get(machine, entry, "1")
        write(machine, made, key_of(key), value)
    return made


def group_by(machine: Machine, this: Value, args: list[Value]) -> Steps:
    made = machine.new_object()
    made.proto = None
    for position, item in enumerate((yield from steps_list(machine, argument(args, 0)))):
        key = key_of((yield Call(argument(args, 1), UNDEFINED, [item, position])))
        group = made.own(key)
        if isinstance(group, JSArray):
            group.items.append(item)
        else:
            write(machine, made, key, machine.new_array([item]))
    return made


def create(machine: Machine, this: Value, args: list[Value]) -> Steps:
    proto = argument(args, 0)
    made = machine.new_object()
    if isinstance(proto, Unknown):
        made.open = True
    elif proto is None or isinstance(proto, JSObject):
        made.proto = proto
    else:
        raise Throw(machine.new_error("TypeError", "Object prototype may only be an Object or null"))
    if argument(args, 1) is not UNDEFINED:
        yield from _define_all(machine, made, argument(args, 1))
    return made


def get_prototype(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _as_object(machine, argument(args, 0)).proto


def set_prototype(machine: Machine, this: Value, args: list[Value]) -> Value:
    target, proto = argument(args, 0), argument(args, 1)
    if isinstance(target, JSObject):
        if isinstance(proto, Unknown):
            target.open = True
        elif proto is None or isinstance(proto, JSObject):
            target.proto = proto
    return target


def _steps_define(machine: Machine, target: JSObject, key: Key, description: Value) -> Steps:
    if isinstance(description, Unknown):
        write(machine, target, key, description.derived(".value"))
        return
    if not isinstance(description, JSObject):
        raise Throw(machine.new_error("TypeError", "Property description must be an object"))
    if target.integrity and target.own(key) is MISSING:
        raise Throw(machine.new_error("TypeError", f"Cannot define property {key}, object is not extensible"))
    known = target.own(key)
    made = Property(known if known is not MISSING else UNDEFINED, writable=False, enumerable=False, configurable=False)
    if isinstance(known, Property):
        if not known.configurable and (lookup(description, "get") is not MISSING or not known.writable):
            raise Throw(machine.new_error("TypeError", f"Cannot redefine property: {key}"))
        made = known
    elif known is not MISSING:
        made.writable = made.enumerable = made.configurable = True
    for name in ("value", "get", "set", "writable", "enumerable", "configurable"):
        if lookup(description, name) is MISSING:
            continue
        given = yield from steps_get(machine, description, name)
        if name == "value":
            made.value = given
        elif name == "get":
            made.getter, made.is_accessor = given, True
        elif name == "set":
            made.setter, made.is_accessor = given, True
        else:
            setattr(made, name, machine.truth(given))
    is_element = isinstance(target, JSArray) and isinstance(key, str) and (key.isdigit() or key == "length")
    if is_element or (made.writable and made.enumerable and made.configurable and not made.is_accessor):
        write(machine, target, key, made.value)
    else:
        target.write(key, made)


def define(machine: Machine, this: Value, args: list[Value]) -> Steps:
    target = argument(args, 0)
    if isinstance(target, JSObject):
        yield from _steps_define(machine, target, key_of(argument(args, 1)), argument(args, 2))
    return target


def _define_all(machine: Machine, target: JSObject, descriptions: Value) -> Steps:
    source = _as_object(machine, descriptions)
    for key in enumerable_keys(source):
        yield from _steps_define(machine, target, key, (yield from steps_get(machine, source, key)))


def define_all(machine: Machine, this: Value, args: list[Value]) -> Steps:
    target = argument(args, 0)
    if isinstance(target, JSObject):
        yield from _define_all(machine, target, argument(args, 1))
    return target


def _description(machine: Machine, target: JSObject, key: Key) -> Value:
    own = target.own(key)
    if own is MISSING:
        return UNDEFINED
    described = own if isinstance(own, Property) else Property(own)
    free = target.integrity < SEALED
    flags: dict[str, Value] = {"enumerable": described.enumerable, "configurable": described.configurable and free}
    if described.is_accessor:
        return machine.new_object({"get": described.getter, "set": described.setter, **flags})
    return machine.new_object({"value": described.value, "writable": described.writable and target.integrity < FROZEN, **flags})


def description(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _description(machine, _as_object(machine, argument(args, 0)), key_of(argument(args, 1)))


def descriptions(machine: Machine, this: Value, args: list[Value]) -> Value:
    target = _listable(machine, argument(args, 0))
    made = machine.new_object()
    for key in target.own_keys():
        if not isinstance(key, PrivateName):
            made.write(key, _description(machine, target, key))
    return made


def own_names(machine: Machine, this: Value, args: list[Value]) -> Value:
    target = _listable(machine, argument(args, 0))
    names = [key for key in target.own_keys() if not isinstance(key, (Symbol, PrivateName))]
    return machine.new_array([*names, "length"] if isinstance(target, JSArray) else names)


def own_symbols(machine: Machine, this: Value, args: list[Value]) -> Value:
    return machine.new_array([key for key in _as_object(machine, argument(args, 0)).own_keys() if isinstance(key, Symbol)])


def _integrity(level: int) -> Native:
    def apply(machine: Machine, this: Value, args: list[Value]) -> Value:
        target = argument(args, 0)
        if isinstance(target, JSObject):
            freeze(target, level)
        return target

    return apply


def _has_integrity(level: int) -> Native:
    def apply(machine: Machine, this: Value, args: list[Value]) -> Value:
        target = argument(args, 0)
        if isinstance(target, Unknown):
            return target.derived()
        return not isinstance(target, JSObject) or target.integrity >= level

    return apply


def is_extensible(machine: Machine, this: Value, args: list[Value]) -> Value:
    target = argument(args, 0)
    return isinstance(target, JSObject) and not target.integrity


def same(machine: Machine, this: Value, args: list[Value]) -> Value:
    one, two = argument(args, 0), argument(args, 1)
    if one is not two and (has_unknown(one) or has_unknown(two)):
        return Unknown("Object.is")
    if isinstance(one, (int, float)) and isinstance(two, (int, float)) and one == 0 == two:
        return str(float(one)) == str(float(two)) and type(one) is not bool and type(two) is not bool
    return bool(map_key(one) == map_key(two))


def _has(machine: Machine, target: Value, key: Value) -> Value:
    if isinstance(target, (str, Token, Text)):
        return isinstance(target, str) and (key == "length" or (isinstance(key, str) and key.isdigit() and int(key) < len(target)))
    obj = _as_object(machine, target)
    name = key_of(key)
    if obj.own(name) is not MISSING:
        return True
    return Unknown("whether there is a property") if obj.open or (has_unknown(name) and obj.props) else False


def has_own(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _has(machine, argument(args, 0), argument(args, 1))


def has_own_property(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _has(machine, this, argument(args, 0))


def is_prototype_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    at = argument(args, 0)
    at = at.proto if isinstance(at, JSObject) else None
    while isinstance(at, JSObject):
        if at is this:
            return True
        at = at.proto
    return False


def property_is_enumerable(machine: Machine, this: Value, args: list[Value]) -> Value:
    return key_of(argument(args, 0)) in enumerable_keys(_as_object(machine, this))


def to_string(machine: Machine, this: Value, args: list[Value]) -> Steps:
    if this is UNDEFINED or this is None:
        return "[object Null]" if this is None else "[object Undefined]"
    if isinstance(this, Unknown):
        raise Unknowable(this)
    tag = yield from steps_get(machine, this, SYMBOL_TO_STRING_TAG)
    if isinstance(tag, str):
        return f"[object {tag}]"
    names: dict[type, str] = {bool: "Boolean", int: "Number", float: "Number", str: "String", Token: "String", Text: "String"}
    return f"[object {this.class_name if isinstance(this, JSObject) else names.get(type(this), 'Object')}]"


def to_locale_string(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from steps_invoke(machine, this, "toString", []))


def value_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    return this


OBJECT = Family(
    "Object",
    methods={
        "hasOwnProperty": has_own_property,
        "isPrototypeOf": is_prototype_of,
        "propertyIsEnumerable": property_is_enumerable,
        "toString": to_string,
        "toLocaleString": to_locale_string,
        "valueOf": value_of,
    },
    statics={
        "keys": keys,
        "values": values,
        "entries": entries,
        "assign": assign_all,
        "fromEntries": from_entries,
        "groupBy": group_by,
        "create": create,
        "getPrototypeOf": get_prototype,
        "setPrototypeOf": set_prototype,
        "defineProperty": define,
        "defineProperties": define_all,
        "getOwnPropertyDescriptor": description,
        "getOwnPropertyDescriptors": descriptions,
        "getOwnPropertyNames": own_names,
        "getOwnPropertySymbols": own_symbols,
        **{name: _integrity(level) for name, level in _LEVELS.items()},
        "isFrozen": _has_integrity(FROZEN),
        "isSealed": _has_integrity(SEALED),
        "isExtensible": is_extensible,
        "is": same,
        "hasOwn": has_own,
    },
    call=_call,
    construct=_construct,
    parent="",
)


# -- Reflect


def reflect_get(machine: Machine, this: Value, args: list[Value]) -> Steps:
    found = find(machine, argument(args, 0), key_of(argument(args, 1)))
    if isinstance(found, Property):
        return (yield Call(found.getter, args[2] if len(args) > 2 else argument(args, 0), []))
    return found


def reflect_set(machine: Machine, this: Value, args: list[Value]) -> Steps:
    try:
        yield from steps_set(machine, argument(args, 0), key_of(argument(args, 1)), argument(args, 2))
    except Throw:
        return False
    return True


def reflect_has(machine: Machine, this: Value, args: list[Value]) -> Value:
    target = _as_object(machine, argument(args, 0))
    found = lookup(target, key_of(argument(args, 1))) is not MISSING
    return Unknown("whether there is a property") if target.open and not found else found


def reflect_apply(machine: Machine, this: Value, args: list[Value]) -> Steps:
    listed = yield from steps_list(machine, argument(args, 2))
    return (yield Call(argument(args, 0), argument(args, 1), listed))


def reflect_construct(machine: Machine, this: Value, args: list[Value]) -> Steps:
    listed = yield from steps_list(machine, argument(args, 1))
    return (yield Construct(argument(args, 0), listed, args[2] if len(args) > 2 else argument(args, 0)))


def reflect_keys(machine: Machine, this: Value, args: list[Value]) -> Value:
    target = _listable(machine, argument(args, 0))
    return machine.new_array([key for key in target.own_keys() if not isinstance(key, PrivateName)])


def reflect_delete(machine: Machine, this: Value, args: list[Value]) -> Value:
    try:
        return delete(machine, argument(args, 0), key_of(argument(args, 1)))
    except Throw:
        return False


REFLECT: dict[Key, Native] = {
    "get": reflect_get,
    "set": reflect_set,
    "has": reflect_has,
    "apply": reflect_apply,
    "construct": reflect_construct,
    "ownKeys": reflect_keys,
    "deleteProperty": reflect_delete,
    "getPrototypeOf": get_prototype,
    "setPrototypeOf": set_prototype,
    "defineProperty": define,
}


# -- Function


def function_call(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield Call(this, argument(args, 0), args[1:]))


def function_apply(machine: Machine, this: Value, args: list[Value]) -> Steps:
    given = argument(args, 1)
    listed: list[Value] = []
    if isinstance(given, Unknown):
        listed = [UnknownRest(given.origin)]
    elif not is_nullish(given):
        listed = yield from steps_list(machine, given)
    return (yield Call(this, argument(args, 0), listed))


def function_bind(machine: Machine, this: Value, args: list[Value]) -> Value:
    if not isinstance(this, JSCallable):
        raise incompatible(machine, this, "bind")
    return BoundFunction(machine.protos["Function"], this, argument(args, 0), args[1:])


def function_text(machine: Machine, this: Value, args: list[Value]) -> Value:
    function_of(machine, [this], 0)
    return Unknown("text of a function")


FUNCTION = Family(
    "Function",
    methods={"call": function_call, "apply": function_apply, "bind": function_bind, "toString": function_text},
)
