"""The operations of the IR, one function each: variables, properties, calls, control flow. Values made on the spot: expressions.py.

A handler takes (machine, frame, dst, args, data). It returns true where another frame may now be on top of the stack; the frame's
`pc` points behind the instruction already.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from refreshlint.interleave import calls, expressions, iteration, modules, promises
from refreshlint.interleave.arguments import gather, steps_gather
from refreshlint.interleave.convert import to_key
from refreshlint.interleave.frames import (
    ASYNC,
    ASYNC_GENERATOR,
    GENERATOR,
    NORMAL,
    Call,
    Construct,
    Frame,
    Handler,
    JSCallable,
    JSGenerator,
    Steps,
    Throw,
)
from refreshlint.interleave.objects import assign, delete, find, lookup, steps_get, steps_set, steps_text
from refreshlint.interleave.values import (
    DONE,
    EMPTY,
    EXTENSIBLE,
    MISSING,
    JSArguments,
    JSArray,
    JSObject,
    Key,
    PrivateName,
    Property,
    Text,
    Token,
    Unknown,
    UnknownRest,
    Value,
    is_index,
    is_nullish,
    truth,
)
from refreshlint.js import ir
from refreshlint.js.ir import NO_REGISTER, UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

Args = tuple[int, ...]


# -- variables


def _name(frame: Frame, binding: int) -> str:
    return frame.code.owner.module.bindings[binding].name


def _checked(machine: Machine, frame: Frame, binding: int, value: Value) -> Value:
    if value is EMPTY:
        raise Throw(machine.new_error("ReferenceError", f"Cannot access '{_name(frame, binding)}' before initialization"))
    return value


def load_static(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> bool | None:
    value = frame.static[data][0]
    if value is EMPTY:
        instance = frame.function.instance
        if data in instance.unread:
            frame.pc -= 1  # and once more, when there is something to be read
            return machine.begin(modules.steps_read_import(machine, instance, data), NO_REGISTER)
        value = _checked(machine, frame, data, modules.define(machine, instance, data))
    frame.regs[dst] = value
    return None


def load_local(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    regs = frame.regs
    value = regs[data]
    if value is EMPTY:
        _checked(machine, frame, _binding(frame, data), value)
    regs[dst] = value


def _binding(frame: Frame, register: int) -> int:
    """The variable that is kept in a register."""
    return next(binding for binding, each in frame.code.locals.items() if each == register)


def store_local(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    regs = frame.regs
    regs[data] = regs[args[0]]


def store_local_once(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    regs = frame.regs
    if regs[data] is not EMPTY:
        raise Throw(machine.new_error("TypeError", "Assignment to constant variable."))
    regs[data] = regs[args[0]]


def load_own(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    value = frame.cell(data)[0]
    frame.regs[dst] = _checked(machine, frame, data, value) if value is EMPTY else value


def load_captured(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    value = frame.function.cells[data][0]
    frame.regs[dst] = _checked(machine, frame, data, value) if value is EMPTY else value


def store_static(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    _store(machine, frame, frame.static[data], data, frame.regs[args[0]])


def store_own(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    _store(machine, frame, frame.cell(data), data, frame.regs[args[0]])


def store_captured(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    cell = frame.function.cells[data]
    _checked(machine, frame, data, cell[0])
    _store(machine, frame, cell, data, frame.regs[args[0]])


def _store(machine: Machine, frame: Frame, cell: list[Value], binding: int, value: Value) -> None:
    if cell[0] is not EMPTY and frame.code.owner.constant[binding]:
        raise Throw(machine.new_error("TypeError", "Assignment to constant variable."))
    cell[0] = value


def load_global(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    frame.regs[dst] = machine.get_global(data)


def load_module_global(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    frame.regs[dst] = modules.module_global(machine, frame.function.instance, data)


def store_global(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    machine.globals[data] = frame.regs[args[0]]


def fresh(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[Args, tuple[tuple[int, Value], ...]]) -> None:
    bindings, registers = data
    for binding in bindings:
        frame.cells[binding] = [frame.code.owner.initial[binding]]
    for register, initial in registers:
        frame.regs[register] = initial


def keep(machine: Machine, frame: Frame, dst: int, args: Args, data: Args) -> None:
    for binding in data:
        frame.cells[binding] = [frame.cell(binding)[0]]


def param(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    given = frame.args
    if data < len(given):
        value = given[data]
        frame.regs[dst] = value.derived() if type(value) is UnknownRest else value
    elif given and type(given[-1]) is UnknownRest:
        frame.regs[dst] = Unknown(given[-1].origin)
    else:
        frame.regs[dst] = UNDEFINED


def rest(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    given = frame.args[data:]
    unknown = next((value for value in frame.args if type(value) is UnknownRest), None)
    frame.regs[dst] = machine.new_array(given) if unknown is None else Unknown(unknown.origin)


def arguments(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    frame.regs[dst] = JSArguments(machine.protos["Object"], list((frame.lexical or frame).args))


def this(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    value = frame.this[0]
    if value is EMPTY:
        text = "Must call super constructor in derived class before accessing 'this'"
        raise Throw(machine.new_error("ReferenceError", text))
    frame.regs[dst] = value


def new_target(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    frame.regs[dst] = frame.new_target


def import_meta(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    made = machine.new_object()
    made.open = True
    frame.regs[dst] = made


# -- properties


def get(machine: Machine, frame: Frame, dst: int, args: Args, data: Key) -> bool | None:
    regs = frame.regs
    base = regs[args[0]]
    if type(base) is JSObject:
        found = base.props.get(data, MISSING)
        if found is not MISSING and type(found) is not Property:
            regs[dst] = found
            return None
    found = find(machine, base, data)
    if type(found) is Property:
        return calls.call(machine, found.getter, base, [], dst)
    if found is not UNDEFINED:
        regs[dst] = found
        return None
    if type(data) is PrivateName and isinstance(base, JSObject) and not base.open and lookup(base, data) is MISSING:
        raise Throw(machine.new_error("TypeError", f"Cannot read private member {data.name} from an object whose class did not declare it"))
    if isinstance(base, JSGenerator) and isinstance(data, str) and is_index(data):
        return machine.begin(_steps_element(machine, base, int(data)), dst)
    frame.regs[dst] = found
    return None


def _steps_element(machine: Machine, generator: JSGenerator, position: int) -> Steps:
    """What an array pattern reads of a generator."""
    yield from iteration.steps_read(machine, generator, position + 1)
    return generator.seen[position] if position < len(generator.seen) else UNDEFINED


def index(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool | None:
    base, key = frame.regs[args[0]], frame.regs[args[1]]
    if type(base) is JSArray and type(key) is int and 0 <= key < len(base.items):
        value = base.items[key]
        if value is not EMPTY:
            frame.regs[dst] = value
            return None
    if isinstance(key, JSObject):
        return machine.begin(_steps_index(machine, base, key), dst)
    found = find(machine, base, to_key(key))
    if type(found) is Property:
        return calls.call(machine, found.getter, base, [], dst)
    frame.regs[dst] = found
    return None


def _steps_index(machine: Machine, base: Value, key: Value) -> Steps:
    text = yield from steps_text(machine, key)
    return (yield from steps_get(machine, base, text))


def set_(machine: Machine, frame: Frame, dst: int, args: Args, data: Key) -> bool | None:
    base, value = frame.regs[args[0]], frame.regs[args[1]]
    if type(base) is JSObject and base.integrity == EXTENSIBLE:
        found = base.props.get(data, MISSING)
        if found is not MISSING and type(found) is not Property:
            base.props[data] = value  # a key that is there is no unknown one
            return None
    setter = assign(machine, base, data, value)
    return None if setter is None else calls.call(machine, setter, base, [value], NO_REGISTER)


def set_index(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool | None:
    base, key, value = frame.regs[args[0]], frame.regs[args[1]], frame.regs[args[2]]
    if isinstance(key, JSObject):
        return machine.begin(_steps_set_index(machine, base, key, value), NO_REGISTER)
    setter = assign(machine, base, to_key(key), value)
    return None if setter is None else calls.call(machine, setter, base, [value], NO_REGISTER)


def _steps_set_index(machine: Machine, base: Value, key: Value, value: Value) -> Steps:
    text = yield from steps_text(machine, key)
    yield from steps_set(machine, base, text, value)


def delete_(machine: Machine, frame: Frame, dst: int, args: Args, data: Key) -> None:
    frame.regs[dst] = delete(machine, frame.regs[args[0]], data)


def delete_index(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    frame.regs[dst] = delete(machine, frame.regs[args[0]], to_key(frame.regs[args[1]]))


def get_super(machine: Machine, frame: Frame, dst: int, args: Args, data: Key) -> bool | None:
    found = _find_super(machine, frame, data)
    if type(found) is Property:
        return calls.call(machine, found.getter, frame.this[0], [], dst)
    frame.regs[dst] = found
    return None


def _find_super(machine: Machine, frame: Frame, key: Key) -> Value:
    home = frame.function.home
    if home is None:
        return Unknown("super")
    return UNDEFINED if home.proto is None else find(machine, home.proto, key)


# -- calls


def call(machine: Machine, frame: Frame, dst: int, args: Args, data: frozenset[int] | None) -> bool:
    regs = frame.regs
    callee = regs[args[0]]
    if data:
        values = gather(machine, frame, args, 1, data)
        if values is None:
            return machine.begin(_steps_call(machine, frame, args, 1, data, callee, UNDEFINED), dst)
    else:
        values = [regs[register] for register in args[1:]]
    return calls.call(machine, callee, UNDEFINED, values, dst)


def _steps_call(machine: Machine, frame: Frame, args: Args, first: int, spread: frozenset[int] | None, callee: Value, base: Value) -> Steps:
    values = yield from steps_gather(machine, frame, args, first, spread)
    if type(callee) is Property:
        callee = yield Call(callee.getter, base, [])
    return (yield Call(callee, base, values))


def invoke(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[Key, frozenset[int] | None]) -> bool:
    key, spread = data
    regs = frame.regs
    base = regs[args[0]]
    method = find(machine, base, key)
    if spread is None and isinstance(method, JSCallable):
        return calls.call(machine, method, base, [regs[register] for register in args[1:]], dst)
    return _invoke(machine, frame, dst, args, 1, base, method, key, spread)


def invoke_at(machine: Machine, frame: Frame, dst: int, args: Args, data: frozenset[int] | None) -> bool:
    base, key = frame.regs[args[0]], to_key(frame.regs[args[1]])
    return _invoke(machine, frame, dst, args, 2, base, find(machine, base, key), key, data)


def invoke_super(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[Key, frozenset[int] | None]) -> bool:
    key, spread = data
    return _invoke(machine, frame, dst, args, 0, frame.this[0], _find_super(machine, frame, key), key, spread)


def _invoke(
    machine: Machine,
    frame: Frame,
    dst: int,
    args: Args,
    first: int,
    base: Value,
    method: Value,
    key: Key,
    spread: frozenset[int] | None,
) -> bool:
    values = gather(machine, frame, args, first, spread)
    if values is None or type(method) is Property:
        return machine.begin(_steps_call(machine, frame, args, first, spread, method, base), dst)
    if isinstance(method, JSCallable):
        return calls.call(machine, method, base, values, dst)
    if isinstance(base, Unknown) and key in ("then", "catch", "finally"):
        return machine.begin(_steps_unknown_then(machine, base, key, values), dst)
    if not isinstance(method, Unknown):
        raise Throw(machine.new_error("TypeError", f"{key if isinstance(key, str) else 'property'} is not a function"))
    return calls.call(machine, method, base, values, dst)


def _steps_unknown_then(machine: Machine, base: Unknown, key: Key, values: list[Value]) -> Steps:
    """A promise method of an unknown value: taken as a promise of an unknown result, as `await` takes it."""
    promise = promises.promise_resolve(machine, base)
    method = yield from steps_get(machine, promise, key)
    return (yield Call(method, promise, values))


def super_call(machine: Machine, frame: Frame, dst: int, args: Args, data: frozenset[int] | None) -> bool:
    return machine.begin(_steps_super_call(machine, frame, args, data), dst)


def _steps_super_call(machine: Machine, frame: Frame, args: Args, spread: frozenset[int] | None) -> Steps:
    values = yield from steps_gather(machine, frame, args, 0, spread)
    return (yield from calls.steps_super(machine, frame, values))


def new(machine: Machine, frame: Frame, dst: int, args: Args, data: frozenset[int] | None) -> bool:
    callee = frame.regs[args[0]]
    values = gather(machine, frame, args, 1, data)
    if values is None:
        return machine.begin(_steps_new(machine, frame, args, data, callee), dst)
    return calls.construct(machine, callee, values, callee, dst)


def _steps_new(machine: Machine, frame: Frame, args: Args, spread: frozenset[int] | None, callee: Value) -> Steps:
    values = yield from steps_gather(machine, frame, args, 1, spread)
    return (yield Construct(callee, values, callee))


def optional(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[Handler, Any]) -> bool | None:
    """A link of an optional chain: `base?.x`, `base?.x()` and `base.x?.()` all give undefined where something is missing."""
    handler, inner = data
    base = frame.regs[args[0]]
    if is_nullish(base):
        frame.regs[dst] = handler in (delete_, delete_index) or UNDEFINED
        return None
    if handler is invoke and is_nullish(find(machine, base, inner[0])):
        frame.regs[dst] = UNDEFINED
        return None
    if handler is invoke_at and is_nullish(find(machine, base, to_key(frame.regs[args[1]]))):
        frame.regs[dst] = UNDEFINED
        return None
    return handler(machine, frame, dst, args, inner)


def import_(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    frame.regs[dst] = modules.import_dynamic(machine, frame.function.instance, frame.regs[args[0]])


# -- control flow


def jump(machine: Machine, frame: Frame, dst: int, args: Args, data: int) -> None:
    frame.pc = data


def branch(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[int, int]) -> None:
    value = frame.regs[args[0]]
    if value is True:
        frame.pc = data[0]
    elif value is False:
        frame.pc = data[1]
    else:
        known = truth(value)
        frame.pc = data[0] if (machine.choose(value) if known is None else known) else data[1]


def return_(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool:
    value = frame.regs[args[0]]
    if frame.mode != NORMAL:
        calls.leave(machine, frame, value)
        return True
    stack = machine.stack
    stack.pop()
    caller = stack[-1] if stack else None
    if type(caller) is not Frame:
        machine.deliver(frame.dst, value)
    elif frame.dst >= 0:
        caller.regs[frame.dst] = value
    return True


def throw(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool:
    machine.throw(frame.regs[args[0]])
    return True


def catch(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> None:
    frame.regs[dst] = frame.exception


def await_(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool | None:
    if frame.mode not in (ASYNC, ASYNC_GENERATOR):  # only in damaged code
        frame.regs[dst] = Unknown("await outside of an async function")
        return None
    calls.suspend(machine, frame, frame.regs[args[0]], dst)
    return True


def yield_(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool | None:
    if frame.mode not in (GENERATOR, ASYNC_GENERATOR):  # only in damaged code
        frame.regs[dst] = Unknown("yield outside of a generator")
        return None
    iteration.yield_from_frame(machine, frame, frame.regs[args[0]], dst)
    return True


def yield_star(machine: Machine, frame: Frame, dst: int, args: Args, data: None) -> bool | None:
    value = frame.regs[args[0]]
    if frame.mode not in (GENERATOR, ASYNC_GENERATOR) or isinstance(value, (Unknown, Token, Text)):
        frame.regs[dst] = Unknown("yield* of an unknown value")
        return None
    return machine.begin(iteration.steps_delegate(machine, value, frame.mode == ASYNC_GENERATOR), dst)


def iter_of(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> bool | None:
    value = frame.regs[args[0]]
    step = iteration.builtin_steps(machine, value)
    if step is not None:
        frame.regs[dst] = iteration.Iteration(step)
        return None
    if isinstance(value, (Unknown, Token, Text)):
        frame.regs[dst] = Unknown("element of an unknown value")
        return None
    return machine.begin(iteration.steps_iterate(machine, value), dst)


def iter_await(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> bool | None:
    value = frame.regs[args[0]]
    if isinstance(value, (Unknown, Token, Text)):
        frame.regs[dst] = Unknown("element of an unknown value")
        return None
    return machine.begin(iteration.steps_iterate_async(machine, value), dst)


def iter_in(machine: Machine, frame: Frame, dst: int, args: Args, data: str) -> None:
    value = frame.regs[args[0]]
    if isinstance(value, (Unknown, Token, Text)) or (isinstance(value, JSObject) and value.open):
        frame.regs[dst] = Unknown("name of an unknown property")
        return
    names: Iterable[Value] = ()
    if isinstance(value, str):
        names = map(str, range(len(value)))
    elif isinstance(value, JSObject):
        names = iteration.key_steps(value)
    steps = iter(names)
    frame.regs[dst] = iteration.Iteration(lambda: next(steps, DONE))


def next_(machine: Machine, frame: Frame, dst: int, args: Args, data: tuple[int, int]) -> bool | None:
    loop = frame.regs[args[0]]
    if isinstance(loop, iteration.Iteration):
        value = loop.step()
    elif isinstance(loop, Unknown):
        value = loop.derived() if machine.choose(loop) else DONE
    else:
        assert isinstance(loop, (iteration.CodeIteration, iteration.AwaitedIteration))
        if loop.buffer is EMPTY:
            return machine.begin(iteration.steps_advance(machine, frame, loop), NO_REGISTER)
        value, loop.buffer = loop.buffer, EMPTY
    if value is DONE:
        frame.pc = data[1]
    else:
        frame.regs[dst] = value
        frame.pc = data[0]
    return None


HANDLERS: dict[str, Handler] = {
    **expressions.HANDLERS,
    "load static": load_static,
    "load local": load_local,
    "store local": store_local,
    "store local once": store_local_once,
    "load own": load_own,
    "load captured": load_captured,
    "store static": store_static,
    "store own": store_own,
    "store captured": store_captured,
    ir.GLOBAL: load_global,
    "module global": load_module_global,
    ir.SETGLOBAL: store_global,
    ir.FRESH: fresh,
    "keep": keep,
    ir.PARAM: param,
    ir.REST: rest,
    ir.ARGUMENTS: arguments,
    ir.THIS: this,
    ir.NEWTARGET: new_target,
    ir.IMPORTMETA: import_meta,
    ir.GET: get,
    ir.INDEX: index,
    ir.SET: set_,
    ir.SETINDEX: set_index,
    ir.DELETE: delete_,
    ir.DELETEINDEX: delete_index,
    ir.GETSUPER: get_super,
    ir.CALL: call,
    ir.INVOKE: invoke,
    ir.INVOKEAT: invoke_at,
    ir.INVOKESUPER: invoke_super,
    ir.SUPERCALL: super_call,
    ir.NEW: new,
    ir.IMPORT: import_,
    "optional": optional,
    ir.JUMP: jump,
    ir.BRANCH: branch,
    ir.RETURN: return_,
    ir.THROW: throw,
    ir.CATCH: catch,
    ir.AWAIT: await_,
    ir.YIELD: yield_,
    ir.YIELDSTAR: yield_star,
    "iter of": iter_of,
    "iter await": iter_await,
    "iter in": iter_in,
    ir.NEXT: next_,
}
"""The handler of each operation; where program.py tells cases of one apart, of each case."""
