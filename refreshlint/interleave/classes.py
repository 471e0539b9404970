"""Closures and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave import library
from refreshlint.interleave.calls import steps_fields
from refreshlint.interleave.convert import units
from refreshlint.interleave.frames import ASYNC_GENERATOR, GENERATOR, NO_CELLS, Cell, Frame, JSCallable, JSClass, JSFunction, Throw
from refreshlint.interleave.objects import lookup
from refreshlint.interleave.values import MISSING, JSObject, Key, PrivateName, Property, Unknown, Value, hidden
from refreshlint.js import ir
from refreshlint.js.behaviours import KEEPING_DECORATORS
from refreshlint.js.ir import Member

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine
    from refreshlint.interleave.modules import ModuleInstance
    from refreshlint.interleave.program import Code, ModuleCode


_NOTHING: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())


def captured_cells(frame: Frame, code: Code) -> dict[int, Cell]:
    """The cells that a function written in the frame's function closes over."""
    own, outer = code.captured
    cells = {binding: frame.cell(binding) for binding in own}
    for binding in outer:
        cells[binding] = frame.function.cells[binding]
    return cells


def make_closure(machine: Machine, frame: Frame, index: int) -> JSFunction:
    """The closure of a function of the module, made in its frame."""
    code = frame.code.owner.code(index)
    cells = NO_CELLS if code.captured == _NOTHING else captured_cells(frame, code)
    made = closure(machine, code, frame.function.instance, cells)
    if code.is_arrow:
        made.outer = frame.lexical or frame
        made.home = frame.function.home
        made.owner = frame.function.owner
    return made


def closure(machine: Machine, code: Code, instance: ModuleInstance, cells: dict[int, Cell]) -> JSFunction:
    """A closure over these cells."""
    protos = machine.protos
    prototype = protos["Object"]
    if code.mode == GENERATOR or code.mode == ASYNC_GENERATOR:
        prototype = protos["AsyncGenerator" if code.mode == ASYNC_GENERATOR else "Generator"]
    made = JSFunction(protos["Function"], code, instance, cells, prototype)
    made_so_far = machine.closures.get(code.place)
    if made_so_far is None:
        machine.closures[code.place] = [made]
    else:
        made_so_far.append(made)
    return made


def func(machine: Machine, frame: Frame, dst: int, args: tuple[int, ...], data: int) -> None:
    """FUNC."""
    frame.regs[dst] = make_closure(machine, frame, data)


class LazyPrototype(JSObject):
    """The prototype of a class of a model. Its methods are made when they are looked at: of most no run makes use.

    unmade: the functions of the methods that may still have to be made; order: the keys as the class lists them.
    """

    __slots__ = ("_machine", "_order", "_owner", "_unmade")

    def __init__(self, machine: Machine, proto: JSObject | None, order: tuple[Key, ...], unmade: dict[Key, Code]) -> None:
        super().__init__(proto)
        self._machine = machine
        self._order = order
        self._unmade = dict(unmade)
        self._owner: JSClass | None = None

    def belong(self, owner: JSClass) -> None:
        """Say of which class it is the prototype."""
        self._owner = owner
        self.props["constructor"] = hidden(owner)

    def own(self, key: Key) -> Value:
        found = self.props.get(key, MISSING)
        if found is MISSING and key in self._unmade and self._owner is not None:
            function = closure(self._machine, self._unmade.pop(key), self._owner.instance, NO_CELLS)
            function.home, function.owner = self, self._owner
            found = self.props[key] = hidden(function)
        return found

    def remove(self, key: Key) -> None:
        self._unmade.pop(key, None)
        super().remove(key)

    def own_keys(self) -> list[Key]:
        if self._unmade:
            for key in [*self._unmade]:
                self.own(key)
            listed = ("constructor", *self._order)
            self.props = {key: self.props[key] for key in listed if key in self.props} | self.props
        return super().own_keys()


class Shape:
    """What is known of a class before it is made. members: all but the constructor, with their keys; unmade: the functions of methods
    that can be made later, if there are any: they close over nothing but variables of the module."""

    __slots__ = ("members", "order", "unmade")

    def __init__(self, owner: ModuleCode, index: int) -> None:
        shape = owner.module.classes[index]
        path = owner.module.path
        self.members = [(_member_key(each, path, index), each) for each in shape.members if each.kind != "constructor"]
        self.order = tuple(key for key, each in self.members if not each.is_static)
        self.unmade: dict[Key, Code] = {}
        if library.is_model(path) and len({*self.order}) == len(self.order) and "" not in self.order:
            for key, each in self.members:
                if each.kind == "method" and not each.is_static and not each.decorators:
                    code = owner.code(each.function)
                    if code.captured == _NOTHING:
                        self.unmade[key] = code
        self.members = [(key, each) for key, each in self.members if each.is_static or key not in self.unmade]


def class_(machine: Machine, frame: Frame, dst: int, args: tuple[int, ...], data: int) -> bool:
    """CLASS. Static fields and blocks run after the class has got its name, which they may use."""
    owner = frame.code.owner
    module = owner.module
    shape = module.classes[data]
    parent = frame.regs[args[0]] if args else None
    above, constructor_proto = _heritage(machine, parent) if args else (machine.protos["Object"], machine.protos["Function"])
    plan = owner.classes.get(data)
    if plan is None:
        plan = owner.classes[data] = Shape(owner, data)
    proto = LazyPrototype(machine, above, plan.order, plan.unmade) if plan.unmade else JSObject(above)
    constructor = next((member for member in shape.members if member.kind == "constructor"), None)
    code = frame.code if constructor is None else owner.code(constructor.function)
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
    if isinstance(proto, LazyPrototype):
        proto.belong(made)
    else:
        proto.props["constructor"] = hidden(made)
    statics: list[tuple[Key, JSFunction | None]] = []
    for key, member in plan.members:
        _add_member(machine, frame, made, proto, key, member, statics)
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


def _member_key(member: Member, path: str, index: int) -> Key:
    return PrivateName(member.name, path, index) if member.name.startswith("#") else units(member.name)


def _add_member(
    machine: Machine,
    frame: Frame,
    made: JSClass,
    proto: JSObject,
    key: Key,
    member: Member,
    statics: list[tuple[Key, JSFunction | None]],
) -> None:
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
        changed = ""
        if member.decorators:
            changed = next((each for each in member.decorators if not KEEPING_DECORATORS.match(each)), "")
        home.props[key] = hidden(Unknown(changed) if changed else function)
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
