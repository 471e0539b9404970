"""The operations of the IR that make values: literals, objects, arrays, operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refreshlint.interleave import calls, classes, iteration
from refreshlint.interleave.arguments import gather, steps_gather
from refreshlint.interleave.convert import bounded, key_text, to_key, to_text, units
from refreshlint.interleave.frames import BoundFunction, Frame, Handler, JSCallable, JSFunction, JSGenerator, Steps, Throw
from refreshlint.interleave.objects import copy_properties, freeze, lookup, steps_primitive, steps_text
from refreshlint.interleave.values import (
    FROZEN,
    MISSING,
    JSIterator,
    JSObject,
    Key,
    Property,
    Text,
    Token,
    Unknown,
    UnknownRest,
    Value,
    has_unknown,
    hidden,
    is_nullish,
    join_text,
    truth,
    type_of,
)
from refreshlint.js import ir
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

Args = tuple[int, ...]

_METHOD_KINDS = frozenset({"method", "getter", "setter"})


# -- literals


def const(machine: Machine, frame: Frame, dst: int, args: Args, data: Value) -> None:
    frame.regs[dst] = data


def regex(machine: Machine, frame: Frame, dst: int, args: Args, data: ir.Regex) -> bool:
    return calls.construct(machine, machine.get_global("RegExp"), [units(data.pattern), data.flags], UNDEFINED, dst)


def move(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    frame.regs[dst] = frame.regs[args[0]]


def damaged(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    if dst >= 0:
        frame.regs[dst] = Unknown("damaged syntax")


def template(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[str, ...]) -> bool | None:
    values = [frame.regs[register] for register in args]
    if any(isinstance(value, JSObject) for value in values):
        return machine.begin(_steps_template(machine, values, data), dst)
    frame.regs[dst] = _joined(values, data)
    return None


def _joined(values: list[Value], texts: tuple[str, ...]) -> Value:
    pieces: list[str | Token | Text | Unknown] = [texts[0]]
    for value, text in zip(values, texts[1:], strict=True):
        pieces += (to_text(value), text)
    joined = join_text(pieces)
    if isinstance(joined, str):
        bounded(len(joined))
    return joined


def _steps_template(machine: Machine, values: list[Value], texts: tuple[str, ...]) -> Steps:
    converted: list[Value] = []
    for value in values:
        converted.append((yield from steps_text(machine, value)))
    return _joined(converted, texts)


def tagged(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[str, ...]) -> bool:
    site = (frame.code, frame.pc)
    strings = machine.templates.get(site)
    if strings is None:
        strings = machine.templates[site] = machine.new_array(list(data))
        strings.props["raw"] = hidden(machine.new_array(list(data)))
        freeze(strings, FROZEN)
    values = [frame.regs[register] for register in args[1:]]
    return calls.call(machine, frame.regs[args[0]], UNDEFINED, [strings, *values], dst)


def object_plain(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[str, ...]) -> None:
    regs = frame.regs
    made = JSObject(machine.protos["Object"])
    for key, register in zip(data, args, strict=True):
        value = regs[register]
        if type(value) is JSFunction:
            _set_home(value, made)
        made.props[key] = value
    regs[dst] = made


def _set_home(function: JSFunction, home: JSObject) -> None:
    if function.home is None and function.code.function.kind in _METHOD_KINDS:
        function.home = home


def object_(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[Any, ...]) -> bool:
    return machine.begin(_steps_object(machine, frame.regs, args, data), dst)


def _steps_object(machine: Machine, regs: list[Value], args: Args, keys: tuple[Any, ...]) -> Steps:
    made = machine.new_object()
    for key, register in zip(keys, args, strict=True):
        value = regs[register]
        if isinstance(value, JSFunction):
            _set_home(value, made)
        if isinstance(key, ir.Accessor):
            _add_accessor(made, key, value)
        elif isinstance(key, ir.ComputedKey):
            name = regs[key.register]
            if isinstance(name, JSObject):
                name = yield from steps_text(machine, name)
            made.open = made.open or has_unknown(name)
            if isinstance(value, JSFunction) and not value.name and value.home is made:
                value.name = key_text(to_key(name))
            made.write(to_key(name), value)
        elif key is ir.SPREAD:
            yield from copy_properties(machine, made, value)
        elif key == "__proto__":
            if value is None or isinstance(value, JSObject):
                made.proto = value
        else:
            made.write(units(key), value)
    return made


def _add_accessor(made: JSObject, key: ir.Accessor, function: Value) -> None:
    known = made.props.get(units(key.name))
    accessor = known if isinstance(known, Property) and known.is_accessor else Property(is_accessor=True)
    if key.kind == "get":
        accessor.getter = function
    else:
        accessor.setter = function
    made.write(units(key.name), accessor)


def array(machine: Machine, frame: Frame, dst: int, args: Args, data: frozenset[int] | None) -> bool | None:
    values = gather(machine, frame, args, 0, data)
    if values is None:
        return machine.begin(_steps_array(machine, frame, args, data), dst)
    frame.regs[dst] = _array_of(machine, values, data)
    return None


def _array_of(machine: Machine, values: list[Value], spread: frozenset[int] | None) -> Value:
    """An array; Unknown where an unknown number of elements was spread into it."""
    if spread:
        for value in values:
            if type(value) is UnknownRest:
                return Unknown(value.origin)
    return machine.new_array(values)


def _steps_array(machine: Machine, frame: Frame, args: Args, spread: frozenset[int] | None) -> Steps:
    values = yield from steps_gather(machine, frame, args, 0, spread)
    return _array_of(machine, values, spread)


def rest_object(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[str, ...]) -> bool | None:
    value = frame.regs[args[0]]
    if is_nullish(value):
        raise Throw(machine.new_error("TypeError", "Cannot destructure a value that is null or undefined"))
    if isinstance(value, Unknown):
        frame.regs[dst] = value.derived()
        return None
    return machine.begin(_steps_rest(machine, value, tuple(map(units, data))), dst)


def _steps_rest(machine: Machine, value: Value, without: tuple[Key, ...]) -> Steps:
    made = machine.new_object()
    yield from copy_properties(machine, made, value, without)
    return made


def rest_array(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> bool | None:
    value = frame.regs[args[0]]
    if isinstance(value, (Unknown, Token, Text)):
        frame.regs[dst] = Unknown("rest of an unknown value")
        return None
    if isinstance(value, JSIterator):
        frame.regs[dst] = machine.new_array(value.rest(data))
        return None
    return machine.begin(_steps_rest_array(machine, value, data), dst)


def _steps_rest_array(machine: Machine, value: Value, first: int) -> Steps:
    if isinstance(value, JSGenerator):
        yield from iteration.steps_read(machine, value, None)
        return machine.new_array(value.seen[first:])
    items = yield from iteration.steps_list(machine, value)
    return machine.new_array(items[first:])


def jsx(machine: Machine, frame: Frame, dst: int, args: Args, data: ir.Jsx) -> bool:
    return machine.begin(_steps_jsx(machine, [frame.regs[register] for register in args], data), dst)


def _steps_jsx(machine: Machine, values: list[Value], shape: ir.Jsx) -> Steps:
    """An element: an object with its type and props."""
    component: Value = shape.tag
    if shape.has_component:
        component, *values = values
    props = machine.new_object()
    for name, value in zip(shape.attributes, values, strict=False):
        if name == ir.SPREAD:
            yield from copy_properties(machine, props, value)
        else:
            props.write(name, value)
    inner = values[len(shape.attributes) :]
    if inner:
        props.write("children", inner[0] if len(inner) == 1 else machine.new_array(inner))
    return machine.new_object({"type": component, "props": props})


# -- operators


def not_(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    value = frame.regs[args[0]]
    known = truth(value)
    if known is None:
        frame.regs[dst] = value.derived() if isinstance(value, Unknown) else Unknown("whether a string is empty")
    else:
        frame.regs[dst] = not known


def typeof(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    value = frame.regs[args[0]]
    name = type_of(value)
    frame.regs[dst] = value.derived() if name is None and isinstance(value, Unknown) else name


def void(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    frame.regs[dst] = UNDEFINED


def nullish(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    value = frame.regs[args[0]]
    frame.regs[dst] = value.derived() if isinstance(value, Unknown) else is_nullish(value)


def unary(machine: Machine, frame: Frame, dst: int, args: Args, data: Any) -> bool | None:
    value = frame.regs[args[0]]
    if isinstance(value, JSObject):
        return machine.begin(_steps_unary(machine, data, value), dst)
    frame.regs[dst] = data(value)
    return None


def _steps_unary(machine: Machine, apply: Any, value: Value) -> Steps:
    primitive = yield from steps_primitive(machine, value, "number")
    return apply(primitive)


def strict(machine: Machine, frame: Frame, dst: int, args: Args, data: Any) -> None:
    regs = frame.regs
    regs[dst] = data(regs[args[0]], regs[args[1]])


def binary(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[Any, str]) -> bool | None:
    regs = frame.regs
    one, two = regs[args[0]], regs[args[1]]
    if isinstance(one, JSObject) or isinstance(two, JSObject):
        return machine.begin(_steps_binary(machine, data[0], data[1], one, two), dst)
    regs[dst] = data[0](one, two)
    return None


def loose(machine: Machine, frame: Frame, dst: int, args: Args, data: Any) -> bool | None:
    regs = frame.regs
    one, two = regs[args[0]], regs[args[1]]
    if isinstance(one, JSObject) != isinstance(two, JSObject) and not is_nullish(one) and not is_nullish(two):
        return machine.begin(_steps_binary(machine, data, "default", one, two), dst)
    regs[dst] = data(one, two)
    return None


def _steps_binary(machine: Machine, apply: Any, hint: str, one: Value, two: Value) -> Steps:
    left = yield from steps_primitive(machine, one, hint)
    right = yield from steps_primitive(machine, two, hint)
    return apply(left, right)


def in_(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    key, base = frame.regs[args[0]], frame.regs[args[1]]
    if isinstance(base, Unknown):
        frame.regs[dst] = base.derived()
        return
    if not isinstance(base, JSObject):
        raise Throw(machine.new_error("TypeError", "Cannot use 'in' operator to search for a name in a primitive"))
    name = to_key(key)
    found = lookup(base, name) is not MISSING
    if not found and isinstance(name, str) and name.startswith("#"):
        found = lookup(base, frame.code.key(name)) is not MISSING
    if not found and (has_unknown(name) or base.open):
        frame.regs[dst] = Unknown("whether there is a property")
    else:
        frame.regs[dst] = found


def instanceof(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    frame.regs[dst] = is_instance(machine, frame.regs[args[0]], frame.regs[args[1]])


def is_instance(machine: Machine, value: Value, constructor: Value) -> Value:
    """`value instanceof constructor`."""
    while isinstance(constructor, BoundFunction):
        constructor = constructor.target
    if isinstance(constructor, Unknown):
        return constructor.derived() if isinstance(value, (JSObject, Unknown)) else False
    if not isinstance(constructor, JSCallable):
        raise Throw(machine.new_error("TypeError", "Right-hand side of 'instanceof' is not callable"))
    if not isinstance(value, JSObject):
        return value.derived() if isinstance(value, Unknown) else False
    found = lookup(constructor, "prototype")
    wanted = found.value if isinstance(found, Property) else found
    at = value.proto
    while at is not None:
        if at is wanted:
            return True
        at = at.proto
    return Unknown("instance of an unknown class") if value.open else False


HANDLERS: dict[str, Handler] = {
    ir.CONST: const,
    "regex": regex,
    ir.MOVE: move,
    ir.DAMAGED: damaged,
    ir.TEMPLATE: template,
    ir.TAGGED: tagged,
    "object plain": object_plain,
    ir.OBJECT: object_,
    ir.ARRAY: array,
    ir.RESTOBJ: rest_object,
    ir.RESTARR: rest_array,
    ir.JSX: jsx,
    ir.FUNC: classes.func,
    ir.CLASS: classes.class_,
    "!": not_,
    "typeof": typeof,
    "void": void,
    "nullish": nullish,
    ir.UNARY: unary,
    "strict": strict,
    ir.BINARY: binary,
    "loose": loose,
    "in": in_,
    "instanceof": instanceof,
}
"""The handlers of these operations."""
