"""Calling and leaving functions: arguments, `this`, constructors, async functions and generators, exceptions on their way out."""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING

from refreshlint import limits
from refreshlint.interleave import iteration, promises
from refreshlint.interleave.frames import (
    ASYNC,
    ASYNC_GENERATOR,
    CONSTRUCT,
    DERIVED,
    GENERATOR,
    NORMAL,
    AnyFrame,
    BoundFunction,
    Call,
    Construct,
    Frame,
    JSClass,
    JSFunction,
    NativeFrame,
    NativeFunction,
    ReturnSignal,
    Steps,
    Throw,
)
from refreshlint.interleave.objects import lookup
from refreshlint.interleave.values import EMPTY, JSObject, Key, Property, Unknown, Value
from refreshlint.js import ir
from refreshlint.js.ir import NO_REGISTER, UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine
    from refreshlint.interleave.modules import ModuleInstance


def call(machine: Machine, callee: Value, this: Value, args: list[Value], dst: int) -> bool:
    """Call a value for the frame on top of the stack. True where something else has to run before that frame goes on."""
    kind = type(callee)
    if kind is JSFunction:
        return enter(machine, callee, this, args, dst)  # type: ignore[arg-type]
    if isinstance(callee, NativeFunction):
        if callee.impl is None:
            raise Throw(machine.new_error("TypeError", f"Class constructor {callee.name} cannot be invoked without 'new'"))
        return _native_result(machine, callee.impl(machine, this, args), dst)
    if kind is JSClass:
        raise Throw(machine.new_error("TypeError", f"Class constructor {callee.name} cannot be invoked without 'new'"))  # type: ignore[attr-defined]
    if isinstance(callee, BoundFunction):
        while isinstance(callee, BoundFunction):
            this, args = callee.this, [*callee.args, *args]
            callee = callee.target
        return call(machine, callee, this, args, dst)
    if isinstance(callee, Unknown):
        return _native_result(machine, machine.host.call_unknown(machine, callee, this, args), dst)
    raise Throw(machine.new_error("TypeError", "value is not a function"))


def _native_result(machine: Machine, result: Value, dst: int) -> bool:
    top = machine.stack[-1] if machine.stack else None
    if type(top) is not Frame:
        if type(result) is GeneratorType:  # run from the loop of the machine: builtins that call each other do not recurse
            machine.stack.append(NativeFrame(result, dst))
            return True
        machine.deliver(dst, result)
    elif type(result) is GeneratorType:
        return machine.begin(result, dst)
    elif dst >= 0:
        top.regs[dst] = result
    return bool(machine.starting)


def enter(machine: Machine, function: JSFunction, this: Value, args: list[Value], dst: int) -> bool:
    """Begin a function of the program, no class."""
    stack = machine.stack
    code = function.code
    if code.is_arrow and function.outer is not None:
        outer = function.outer
        frame = Frame(code, function, args, dst, outer.this)
        frame.lexical = outer
        frame.new_target = outer.new_target
    else:
        frame = Frame(code, function, args, dst, [UNDEFINED if code.is_arrow else this])
    _call_from(machine, stack, frame)
    mode = code.mode
    if mode == NORMAL:
        stack.append(frame)
        return True
    if mode == ASYNC:
        frame.owner = promises.new_promise(machine)
        stack.append(frame)
        return True
    machine.deliver(dst, iteration.new_generator(machine, frame))
    return False


def _call_from(machine: Machine, stack: list[AnyFrame], frame: Frame) -> None:
    """Note who calls, in a new frame."""
    if len(stack) >= limits.MACHINE_FRAMES:
        raise Throw(machine.new_error("RangeError", "Maximum call stack size exceeded"))
    for below in reversed(stack):
        if type(below) is Frame:
            frame.caller, frame.called_at = below, below.pc - 1
            return


def module_frame(machine: Machine, instance: ModuleInstance) -> Frame:
    """The frame of a module's body, its function declarations made: modules that run before it in a cycle may call them."""
    code = instance.code.code(0)
    function = JSFunction(machine.protos["Function"], code, instance, {}, machine.protos["Object"])
    instance.function = function
    frame = Frame(code, function, [], NO_REGISTER, [UNDEFINED])
    if frame.mode == ASYNC:
        frame.owner = promises.new_promise(machine)
    instructions = code.function.code
    while instructions[frame.pc].op == ir.FUNC and instructions[frame.pc + 1].op == ir.STORE:
        if instructions[frame.pc + 1].data not in code.definitions:
            for handler, dst, args, data in code.steps[frame.pc : frame.pc + 2]:
                handler(machine, frame, dst, args, data)
        frame.pc += 2
    return frame


def enter_module(machine: Machine, instance: ModuleInstance) -> None:
    """Run the body of a module; its result is undefined, or a promise where it awaits at the top."""
    assert instance.frame is not None
    machine.stack.append(instance.frame)
    instance.frame = None


def construct(machine: Machine, callee: Value, args: list[Value], new_target: Value, dst: int) -> bool:
    """`new callee(...args)` for the frame on top of the stack. True where something else has to run first."""
    while isinstance(callee, BoundFunction):
        args = [*callee.args, *args]
        new_target = callee.target if new_target is callee else new_target
        callee = callee.target
    if isinstance(callee, JSFunction) and (callee.code.is_constructor or isinstance(callee, JSClass)):
        return _construct_function(machine, callee, args, new_target, dst)
    if isinstance(callee, NativeFunction) and callee.construct is not None:
        return _native_result(machine, callee.construct(machine, args, new_target), dst)
    if isinstance(callee, Unknown):
        return _native_result(machine, machine.host.call_unknown(machine, callee, UNDEFINED, args), dst)
    raise Throw(machine.new_error("TypeError", "value is not a constructor"))


def _construct_function(machine: Machine, callee: JSFunction, args: list[Value], new_target: Value, dst: int) -> bool:
    if isinstance(callee, JSClass) and not callee.has_constructor:
        machine.stack.append(NativeFrame(_default_constructor(machine, callee, args, new_target), dst))
        return True
    frame = Frame(callee.code, callee, args, dst, [UNDEFINED])
    _call_from(machine, machine.stack, frame)
    frame.new_target = new_target
    if isinstance(callee, JSClass) and callee.is_derived:
        frame.mode = DERIVED
        frame.this[0] = EMPTY
    else:
        frame.mode = CONSTRUCT
        frame.this[0] = made = JSObject(prototype_for(machine, new_target, "Object"))
        machine.constructed.append((new_target, made))
        if isinstance(callee, JSClass) and callee.fields:
            machine.start(steps_fields(callee.fields, made))
    machine.stack.append(frame)
    return True


def _default_constructor(machine: Machine, callee: JSClass, args: list[Value], new_target: Value) -> Steps:
    made = yield from _steps_parent(machine, callee, args, new_target)
    yield from steps_fields(callee.fields, made)
    return made


def _steps_parent(machine: Machine, callee: JSClass, args: list[Value], new_target: Value) -> Steps:
    """The object that the constructor of a class starts from. An unknown superclass adds nothing that is known."""
    if not callee.is_derived or isinstance(callee.parent, Unknown):
        made = JSObject(prototype_for(machine, new_target, "Object"))
        machine.constructed.append((new_target, made))
        return made
    return (yield Construct(callee.parent, args, new_target))


def steps_fields(fields: list[tuple[Key, JSFunction | None]], made: Value) -> Steps:
    """Give an object the fields of a class, in order. Key None stands for a static block, which only runs."""
    for key, initial in fields:
        value = (yield Call(initial, made, [])) if initial is not None else UNDEFINED
        if isinstance(made, JSObject) and key is not None:
            made.write(key, value)


def prototype_for(machine: Machine, new_target: Value, name: str) -> JSObject:
    """The prototype of what `new_target` constructs; that of the builtin `name` where it has none."""
    if isinstance(new_target, JSObject):
        found = lookup(new_target, "prototype")
        if isinstance(found, Property):
            found = found.value
        if isinstance(found, JSObject):
            return found
    made = machine.protos[name]
    assert isinstance(made, JSObject)
    return made


def steps_super(machine: Machine, frame: Frame, args: list[Value]) -> Steps:
    """`super(...args)` in a constructor, or in an arrow function inside of one."""
    owner = frame.function.owner
    if owner is None:
        raise Throw(machine.new_error("SyntaxError", "'super' keyword unexpected here"))
    made = yield from _steps_parent(machine, owner, args, frame.new_target)
    this = frame.this
    if this[0] is not EMPTY:
        raise Throw(machine.new_error("ReferenceError", "Super constructor may only be called once"))
    this[0] = made
    yield from steps_fields(owner.fields, made)
    return made


def leave(machine: Machine, frame: Frame, value: Value) -> None:
    """The frame on top returns `value`."""
    machine.stack.pop()
    mode = frame.mode
    if mode == NORMAL:
        machine.deliver(frame.dst, value)
    elif mode == ASYNC:
        if not frame.started:
            frame.started = True
            machine.deliver(frame.dst, frame.owner)
        promises.resolve(machine, frame.owner, value)
    elif mode == GENERATOR:
        frame.owner.state = "done"
        machine.deliver(frame.dst, iteration.result(machine, value, True))
    elif mode == ASYNC_GENERATOR:
        iteration.finish_async(machine, frame.owner, value)
    elif isinstance(value, (JSObject, Unknown)):
        machine.deliver(frame.dst, value)
    elif frame.this[0] is EMPTY:
        machine.throw(machine.new_error("ReferenceError", "Must call super constructor in derived class before accessing 'this'"))
    else:
        machine.deliver(frame.dst, frame.this[0])


def handler_of(frame: Frame, value: Value) -> int:
    """Where in this frame an exception of the present instruction goes on, -1: it leaves the function."""
    handlers = frame.code.handlers
    handler = handlers[frame.pc - 1] if frame.pc else -1
    if isinstance(value, ReturnSignal):
        while handler >= 0 and handler not in frame.code.finals:
            handler = handlers[handler]
    return handler


def leave_by_throw(machine: Machine, frame: Frame, value: Value) -> bool:
    """An exception leaves a frame, which is off the stack already. True where it goes no further up."""
    mode = frame.mode
    if mode == ASYNC:
        if not frame.started:
            frame.started = True
            machine.deliver(frame.dst, frame.owner)
        promises.reject(machine, frame.owner, value)
        return True
    if mode == GENERATOR:
        frame.owner.state = "done"
        if isinstance(value, ReturnSignal):
            machine.deliver(frame.dst, iteration.result(machine, value.value, True))
            return True
    elif mode == ASYNC_GENERATOR:
        if isinstance(value, ReturnSignal):
            iteration.finish_async(machine, frame.owner, value.value)
        else:
            iteration.fail_async(machine, frame.owner, value)
        return True
    return False


def suspend(machine: Machine, frame: Frame, value: Value, dst: int) -> None:
    """`await value` in the frame on top: it leaves the stack, its caller gets the promise if it has none yet."""
    machine.stack.pop()
    frame.resume_dst = dst
    _detach(machine, frame)
    promises.suspend(machine, (frame,), value)


def suspend_for(machine: Machine, value: Value) -> None:
    """The builtin on top, and the async function below it, wait for a value."""
    frames: list[AnyFrame] = []
    while machine.stack:
        frames.append(machine.stack.pop())
        if isinstance(frames[-1], Frame):
            _detach(machine, frames[-1])
            break
    promises.suspend(machine, tuple(reversed(frames)), value)


def _detach(machine: Machine, frame: Frame) -> None:
    if frame.mode == ASYNC and not frame.started:
        frame.started = True
        machine.deliver(frame.dst, frame.owner)
