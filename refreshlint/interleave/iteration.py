"""Iteration: `for` loops, spread, and generators, plain and async."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from refreshlint.interleave import promises
from refreshlint.interleave.convert import Unknowable, code_points
from refreshlint.interleave.frames import (
    ASYNC_GENERATOR,
    AnyFrame,
    Await,
    Call,
    Frame,
    JSAsyncGenerator,
    JSCallable,
    JSGenerator,
    JSPromise,
    NativeFrame,
    Reaction,
    Resume,
    ReturnSignal,
    Steps,
    Throw,
    Yield,
    argument,
)
from refreshlint.interleave.objects import enumerable_keys, find, lookup, steps_get
from refreshlint.interleave.tables import JSMap, JSSet, JSTable
from refreshlint.interleave.values import (
    DONE,
    EMPTY,
    MISSING,
    SYMBOL_ASYNC_ITERATOR,
    SYMBOL_ITERATOR,
    JSArray,
    JSIterator,
    JSObject,
    Key,
    Property,
    Text,
    Token,
    Unknown,
    Value,
    is_nullish,
)
from refreshlint.js.ir import NO_REGISTER, UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


class Iteration:
    """A loop over what the machine can step through without running code."""

    __slots__ = ("step",)

    def __init__(self, step: Callable[[], Value]) -> None:
        self.step = step


class CodeIteration:
    """A loop whose steps run code. `buffer` holds the next element (or DONE) once it is there."""

    __slots__ = ("awaits", "buffer", "iterator", "next")

    def __init__(self, iterator: Value, next_method: Value, awaits: bool = False) -> None:
        self.iterator = iterator
        self.next = next_method
        self.awaits = awaits
        self.buffer: Value = EMPTY


class AwaitedIteration:
    """A `for await` loop over a plain iterable: each element is awaited."""

    __slots__ = ("buffer", "inner")

    def __init__(self, inner: Iteration | CodeIteration) -> None:
        self.inner = inner
        self.buffer: Value = EMPTY


def result(machine: Machine, value: Value, done: bool) -> JSObject:
    """What `next()` returns."""
    return machine.new_object({"value": value, "done": done})


def array_steps(array: JSArray) -> Iterator[Value]:
    """The elements of an array, as long as it is while iterating."""
    at = 0
    while at < len(array.items):
        item = array.items[at]
        at += 1
        yield UNDEFINED if item is EMPTY else item


def entry_steps(machine: Machine, table: JSTable) -> Iterator[Value]:
    """The entries of a Map as arrays."""
    for key, value in table.entries():
        yield machine.new_array([key, value])


def key_steps(obj: JSObject) -> Iterator[Value]:
    """The names that `for in` visits: own, then inherited ones, as long as they are there."""
    seen: set[Key] = set()
    at: JSObject | None = obj
    while at is not None:
        for key in enumerable_keys(at):
            if key not in seen and at.own(key) is not MISSING:
                seen.add(key)
                yield key
        at = at.proto


def builtin_steps(machine: Machine, value: Value) -> Callable[[], Value] | None:
    """How to step through a builtin iterable; None for other values."""
    steps: Iterator[Value]
    if isinstance(value, JSArray):
        steps = array_steps(value)
    elif isinstance(value, str):
        steps = iter(code_points(value))
    elif isinstance(value, JSMap):
        steps = entry_steps(machine, value)
    elif isinstance(value, JSSet):
        steps = (key for key, _ in value.entries())
    elif isinstance(value, JSIterator):
        return value.step
    else:
        return None
    return lambda: next(steps, DONE)


def listed(machine: Machine, value: Value) -> list[Value] | None:
    """The elements of a builtin iterable; None for what has to be iterated by running code, or not at all."""
    if isinstance(value, JSArray):
        machine.charge(len(value.items))
        return [UNDEFINED if item is EMPTY else item for item in value.items]
    step = builtin_steps(machine, value)
    return None if step is None else list(iter(step, DONE))


def steps_list(machine: Machine, value: Value) -> Steps:
    """The elements of any iterable. Raises Unknowable for an unknown one."""
    found = listed(machine, value)
    if found is not None:
        return found
    iteration = yield from steps_iterate(machine, value)
    items: list[Value] = []
    while True:
        yield from _steps_next(machine, iteration)
        item, iteration.buffer = iteration.buffer, EMPTY
        if item is DONE:
            return items
        items.append(item)


def steps_read(machine: Machine, generator: JSGenerator, count: int | None) -> Steps:
    """Read a generator for an array pattern until `count` elements are seen (None: all)."""
    iteration = CodeIteration(generator, find(machine, generator, "next"))
    while count is None or len(generator.seen) < count:
        yield from _steps_next(machine, iteration)
        item, iteration.buffer = iteration.buffer, EMPTY
        if item is DONE:
            return
        generator.seen.append(item)


def steps_iterate(machine: Machine, value: Value) -> Steps:
    """A loop over an iterable that runs code."""
    if isinstance(value, (Unknown, Token, Text)):
        raise Unknowable(value)
    if isinstance(value, JSObject):
        if isinstance(value, JSGenerator) and not isinstance(value, JSAsyncGenerator):
            return CodeIteration(value, find(machine, value, "next"))
        method = yield from steps_get(machine, value, SYMBOL_ITERATOR)
        if isinstance(method, (JSCallable, Unknown)):
            iterator = yield Call(method, value, [])
            return CodeIteration(iterator, (yield from steps_get(machine, iterator, "next")))
        if value.open:
            raise Unknowable(Unknown("iteration of an object known in part"))
    raise Throw(machine.new_error("TypeError", f"{'undefined' if is_nullish(value) else 'object'} is not iterable"))


def steps_iterate_async(machine: Machine, value: Value) -> Steps:
    """A `for await` loop over an async or plain iterable."""
    if isinstance(value, JSObject):
        method = yield from steps_get(machine, value, SYMBOL_ASYNC_ITERATOR)
        if isinstance(method, JSCallable):
            iterator = yield Call(method, value, [])
            return CodeIteration(iterator, (yield from steps_get(machine, iterator, "next")), awaits=True)
    step = builtin_steps(machine, value)
    if step is None:
        inner = yield from steps_iterate(machine, value)
        return AwaitedIteration(inner)
    return AwaitedIteration(Iteration(step))


def _steps_next(machine: Machine, iteration: CodeIteration | AwaitedIteration) -> Steps:
    """Fill the buffer of a loop."""
    if isinstance(iteration, AwaitedIteration):
        inner = iteration.inner
        if isinstance(inner, Iteration):
            value = inner.step()
        else:
            yield from _steps_next(machine, inner)
            value, inner.buffer = inner.buffer, EMPTY
        awaited = yield from _steps_unwrap(machine, UNDEFINED if value is DONE else value)
        iteration.buffer = DONE if value is DONE else awaited
        return
    answer = yield Call(iteration.next, iteration.iterator, [])
    if iteration.awaits:
        answer = yield Await(answer)
    if isinstance(answer, Unknown):
        iteration.buffer = answer.derived() if machine.choose(answer) else DONE
        return
    if not isinstance(answer, JSObject):
        raise Throw(machine.new_error("TypeError", "Iterator result is not an object"))
    done = yield from steps_get(machine, answer, "done")
    iteration.buffer = DONE if machine.truth(done) else (yield from steps_get(machine, answer, "value"))


def _steps_unwrap(machine: Machine, value: Value) -> Steps:
    """What an element of a plain iterable is in an async loop: it is awaited by way of a promise of its own."""
    wrapper = promises.promise_resolve(machine, value)
    return (yield Await(promises.then(machine, wrapper, UNDEFINED, UNDEFINED)))


def steps_advance(machine: Machine, frame: Frame, iteration: CodeIteration | AwaitedIteration) -> Steps:
    """Fill the buffer of a loop, then let its NEXT instruction run once more."""
    yield from _steps_next(machine, iteration)
    frame.pc -= 1


def new_generator(machine: Machine, frame: Frame) -> JSGenerator:
    """The generator object of a function that has just been called."""
    is_async = frame.mode == ASYNC_GENERATOR
    found = lookup(frame.function, "prototype")
    proto = found.value if isinstance(found, Property) else found
    if not isinstance(proto, JSObject):
        proto = machine.protos["AsyncGenerator" if is_async else "Generator"]
    made = (JSAsyncGenerator if is_async else JSGenerator)(proto, frame)
    frame.owner = made
    frame.dst = NO_REGISTER
    return made


def resume(machine: Machine, generator: JSGenerator, mode: str, value: Value) -> None:
    """Run a generator on; its next result goes to the builtin that is on top of the stack."""
    if generator.state == "running":
        raise Throw(machine.new_error("TypeError", "Generator is already running"))
    if generator.state == "start" and mode != "next":
        generator.state = "done"
    if generator.state == "done":
        if mode == "throw":
            raise Throw(value)
        machine.deliver(NO_REGISTER, result(machine, value if mode == "return" else UNDEFINED, True))
        return
    started = generator.state == "suspended"
    generator.state = "running"
    machine.stack.extend(generator.frames)
    top = generator.frames[-1]
    if isinstance(top, NativeFrame):
        top.inbox = (mode, value)
    elif mode == "throw":
        machine.throw(value)
    elif mode == "return":
        machine.throw(ReturnSignal(value))
    elif started:
        machine.deliver(top.resume_dst, value)


def yield_from_frame(machine: Machine, frame: Frame, value: Value, dst: int) -> None:
    """`yield value` in the generator on top."""
    if frame.mode == ASYNC_GENERATOR:
        machine.stack.append(NativeFrame(_steps_yield_async(value), dst))
        return
    machine.stack.pop()
    frame.resume_dst = dst
    _suspend(machine, (frame,), result(machine, value, False))


def yield_out(machine: Machine, value: Value) -> None:
    """The builtin on top, which works for the generator below it, yields."""
    frames: list[AnyFrame] = []
    while not frames or not isinstance(frames[-1], Frame):
        frames.append(machine.stack.pop())
    _suspend(machine, tuple(reversed(frames)), value)


def _suspend(machine: Machine, frames: tuple[AnyFrame, ...], value: Value) -> None:
    below = frames[0]
    assert isinstance(below, Frame)
    generator: JSGenerator = below.owner
    generator.frames = frames
    generator.state = "suspended"
    if isinstance(generator, JSAsyncGenerator):
        _answer(machine, generator, lambda promise: promises.resolve(machine, promise, result(machine, value, False)))
    else:
        machine.deliver(NO_REGISTER, value)


def steps_delegate(machine: Machine, value: Value, is_async: bool) -> Steps:
    """`yield* value`: pass everything through to an inner iterator; the result is its return value."""
    method: Value = UNDEFINED
    if is_async:
        method = yield from steps_get(machine, value, SYMBOL_ASYNC_ITERATOR)
    awaits = isinstance(method, JSCallable)
    if not awaits:
        method = yield from steps_get(machine, value, SYMBOL_ITERATOR)
    iterator = yield Call(method, value, [])
    mode, sent = "next", UNDEFINED
    while True:
        step = yield from steps_get(machine, iterator, mode)
        if not isinstance(step, (JSCallable, Unknown)):
            if mode == "return":
                raise Throw(ReturnSignal(sent))
            raise Throw(machine.new_error("TypeError", f"The iterator does not provide a '{mode}' method"))
        answer = yield Call(step, iterator, [sent])
        if awaits:
            answer = yield Await(answer)
        if isinstance(answer, Unknown):
            return answer.derived()
        done = machine.truth((yield from steps_get(machine, answer, "done")))
        if not done and not is_async:
            mode, sent = yield Yield(answer)
            continue
        value = yield from steps_get(machine, answer, "value")
        if is_async and not awaits:
            value = yield from _steps_unwrap(machine, value)
        if not done:
            mode, sent = yield Yield(value)
        elif mode == "return":
            raise Throw(ReturnSignal(value))
        else:
            return value


def _steps_yield_async(value: Value) -> Steps:
    awaited = yield Await(value)
    mode, sent = yield Yield(awaited)
    if mode == "throw":
        raise Throw(sent)
    if mode == "return":
        raise Throw(ReturnSignal((yield Await(sent))))
    return sent


def enqueue(machine: Machine, generator: JSAsyncGenerator, mode: str, value: Value) -> Value:
    """`next`, `throw` or `return` of an async generator: requests wait in line; a promise of the answer."""
    promise = promises.new_promise(machine)
    generator.queue.append((mode, value, promise))
    _pump(machine, generator)
    return promise


def _pump(machine: Machine, generator: JSAsyncGenerator) -> None:
    """Serve the requests that can be served now."""
    while generator.queue and generator.state != "running":
        mode, value, promise = generator.queue[0]
        if generator.state == "start" and mode != "next":
            generator.state = "done"
        if generator.state != "done":
            machine.start(_steps_resume(generator, mode, value))
            return
        if mode == "return":
            finish_async(machine, generator, value)
            return
        generator.queue.pop(0)
        if mode == "throw":
            promises.reject(machine, promise, value)
        else:
            promises.resolve(machine, promise, result(machine, UNDEFINED, True))


def _steps_resume(generator: JSGenerator, mode: str, value: Value) -> Steps:
    if generator.state != "running":
        yield Resume(generator, mode, value)


def _answer(machine: Machine, generator: JSAsyncGenerator, settle: Callable[[JSPromise], None]) -> None:
    """Settle the first request of an async generator, and go on with the next one."""
    if generator.queue:
        settle(generator.queue.pop(0)[2])
    _pump(machine, generator)


def finish_async(machine: Machine, generator: JSAsyncGenerator, value: Value) -> None:
    """An async generator returns: what it returns is awaited first (nothing is where it falls off its end)."""
    if value is UNDEFINED:
        generator.state = "done"
        _answer(machine, generator, lambda promise: promises.resolve(machine, promise, result(machine, UNDEFINED, True)))
        return
    generator.state = "running"

    def done(machine: Machine, this: Value, args: list[Value]) -> Value:
        generator.state = "done"
        final = result(machine, argument(args, 0), True)
        _answer(machine, generator, lambda promise: promises.resolve(machine, promise, final))
        return UNDEFINED

    def failed(machine: Machine, this: Value, args: list[Value]) -> Value:
        fail_async(machine, generator, argument(args, 0))
        return UNDEFINED

    reaction = Reaction(machine.actor, machine.native("", done), machine.native("", failed))
    promises.perform_then(machine, promises.promise_resolve(machine, value), reaction)


def fail_async(machine: Machine, generator: JSAsyncGenerator, reason: Value) -> None:
    """An async generator ends with an exception."""
    generator.state = "done"
    _answer(machine, generator, lambda promise: promises.reject(machine, promise, reason))
