"""Closures and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.calls import steps_fields
from refreshlint.interleave.convert import units
from refreshlint.interleave.frames import Cell, Frame, JSCallable, JSClass, JSFunction, Throw
from refreshlint.interleave.objects import lookup
from refreshlint.interleave.values import JSObject, Key, PrivateName, Property, Unknown, Value, hidden
from refreshlint.js import ir
from refreshlint.js.behaviours import KEEPING_DECORATORS
from refreshlint.js.ir import Member

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine
    from refreshlint.interleave.program import Code


def captured_cells(frame: Frame, code: Code) -> dict[int, Cell]:
    """The cells that a function written in the frame's function closes over."""
    own, outer = code.captured
    if not own and not outer:
        return {}
    cells = {binding: frame.cell(binding) for binding in own}
    for binding in outer:
        cells[binding] = frame.function.cells[binding]
    return cells


def make_closure(machine: Machine, frame: Frame, index: int) -> JSFunction:
    """The closure of a function of the module, made in its frame."""
    code = frame.code.owner.code(index)
    prototype = machine.protos["Object"]
    if code.function.is_generator:
        prototype = machine.protos["AsyncGenerator" if code.function.is_async else "Generator"]
    made = JSFunction(machine.protos["Function"], code, frame.function.instance, captured_cells(frame, code), prototype)
    if code.is_arrow:
        made.outer = frame.lexical
        made.home = frame.function.home
        made.owner = frame.function.owner
    machine.closures.setdefault(code.place, []).append(made)
    return made


def func(machine: Machine, frame: Frame, dst: int, args: tuple[int, ...], data: int) -> None:
    """FUNC."""
    frame.regs[dst] = make_closure(machine, frame, data)


def class_(machine: Machine, frame: Frame, dst: int, args: tuple[int, ...], data: int) -> bool:
    """CLASS. Static fields and blocks run after the class has got its name, which they may use."""
    module = frame.code.owner.module
    shape = module.classes[data]
    parent = frame.regs[args[0]] if args else None
    above, constructor_proto = _heritage(machine, parent) if args else (machine.protos["Object"], machine.protos["Function"])
    proto = JSObject(above)
    constructor = next((member for member in shape.members if member.kind == "constructor"), None)
    code = frame.code if constructor is None else frame.code.owner.code(constructor.function)
    cells = {} if constructor is None else captured_cells(frame, code)
    made = JSClass(constructor_proto, code, frame.function.instance, cells, machine.protos["Object"])
    made.name = shape.name
    made.has_constructor = constructor is not None
    machine.classes[(module.path, data)] = made
    made.is_derived = bool(args) and parent is not None
    made.parent = parent
    made.home, made.owner = proto, made
    made.open = isinstance(parent, Unknown)
    made.props["prototype"] = Property(proto, writable=False, enumerable=False, configurable=False)
    proto.props["constructor"] = hidden(made)
    statics: list[tuple[Key, JSFunction | None]] = []
    for member in shape.members:
        if member.kind != "constructor":
            _add_member(machine, frame, made, proto, member, data, statics)
    frame.regs[dst] = made
    _name_class(frame, dst, made)
    return bool(statics) and machine.begin(steps_fields(statics, made), ir.NO_REGISTER)


def _heritage(machine: Machine, parent: Value) -> tuple[JSObject | None, JSObject]:
    """The prototype of the class's prototype, and of its constructor."""
    if parent is None:
        return None, machine.protos["Function"]
    if isinstance(parent, Unknown):
        above = machine.new_object()
        above.open = True
        return above, machine.protos["Function"]
    if not isinstance(parent, JSCallable):
        raise Throw(machine.new_error("TypeError", "Class extends value that is not a constructor or null"))
    found = lookup(parent, "prototype")
    value = found.value if isinstance(found, Property) else found
    return value if isinstance(value, JSObject) else None, parent


def _add_member(
    machine: Machine,
    frame: Frame,
    made: JSClass,
    proto: JSObject,
    member: Member,
    index: int,
    statics: list[tuple[Key, JSFunction | None]],
) -> None:
    key: Key
    if member.name.startswith("#"):
        key = PrivateName(member.name, frame.code.owner.module.path, index)
    else:
        key = units(member.name)
    home = made if member.is_static else proto
    function = make_closure(machine, frame, member.function) if member.function >= 0 else None
    if function is not None:
        function.home = home
        function.owner = made
    if member.kind == "static":
        statics.append((None, function))
    elif not member.name:  # a computed name, which the IR does not keep
        home.open = True
    elif member.kind == "field":
        (statics if member.is_static else made.fields).append((key, function))
    elif member.kind == "method":
        changed = next((each for each in member.decorators if not KEEPING_DECORATORS.match(each)), "")
        home.write(key, hidden(Unknown(changed) if changed else function))
    else:
        known = home.props.get(key)
        accessor = known if isinstance(known, Property) and known.is_accessor else Property(is_accessor=True, enumerable=False)
        if member.kind == "getter":
            accessor.getter = function
        else:
            accessor.setter = function
        home.write(key, accessor)


def _name_class(frame: Frame, dst: int, made: JSClass) -> None:
    """Let the binding of the class hold it already, where the next instruction is to store it there."""
    following = frame.code.function.code[frame.pc]
    if following.op == ir.STORE and following.args == (dst,):
        owner = frame.code.owner
        declared = owner.module.bindings[following.data]
        if declared.kind == "class" and declared.function == frame.code.function.index:
            cell = frame.static[following.data] if owner.static[following.data] else frame.cell(following.data)
            cell[0] = made
