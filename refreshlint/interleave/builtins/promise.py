"""Promise: its constructor, methods and combinators, with the number of jobs that ECMAScript gives each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from refreshlint.interleave import promises
from refreshlint.interleave.builtins.family import Family, function_of, incompatible
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.frames import (
    FULFILLED,
    REJECTED,
    Call,
    JSCallable,
    JSPromise,
    Native,
    NativeFunction,
    Steps,
    Throw,
    argument,
)
from refreshlint.interleave.iteration import steps_list
from refreshlint.interleave.objects import steps_invoke
from refreshlint.interleave.values import JSError, Unknown, Value, hidden
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


def _promise(machine: Machine, this: Value, method: str) -> JSPromise:
    if isinstance(this, JSPromise):
        return this
    raise incompatible(machine, this, f"Promise.prototype.{method}")


def _construct(machine: Machine, args: list[Value], new_target: Value) -> Steps:
    executor = function_of(machine, args, 0)
    promise = JSPromise(prototype_for(machine, new_target, "Promise"))
    resolve, reject = promises.resolvers(machine, promise)
    try:
        yield Call(executor, UNDEFINED, [resolve, reject])
    except Throw as thrown:
        yield Call(reject, UNDEFINED, [thrown.value])
    return promise


def then(machine: Machine, this: Value, args: list[Value]) -> Value:
    return promises.then(machine, _promise(machine, this, "then"), argument(args, 0), argument(args, 1))


def catch(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from steps_invoke(machine, this, "then", [UNDEFINED, argument(args, 0)]))


def finally_(machine: Machine, this: Value, args: list[Value]) -> Steps:
    callback = argument(args, 0)
    if not isinstance(callback, (JSCallable, Unknown)):
        return (yield from steps_invoke(machine, this, "then", [callback, callback]))

    def after_value(machine: Machine, _: Value, given: list[Value]) -> Steps:
        outcome = yield Call(callback, UNDEFINED, [])
        value = argument(given, 0)
        return promises.then(machine, promises.promise_resolve(machine, outcome), machine.native("", lambda *_: value), UNDEFINED)

    def after_error(machine: Machine, _: Value, given: list[Value]) -> Steps:
        outcome = yield Call(callback, UNDEFINED, [])

        def again(machine: Machine, _: Value, __: list[Value]) -> Value:
            raise Throw(argument(given, 0))

        return promises.then(machine, promises.promise_resolve(machine, outcome), machine.native("", again), UNDEFINED)

    handlers: list[Value] = [machine.native("", after_value), machine.native("", after_error)]
    return (yield from steps_invoke(machine, this, "then", handlers))


def resolve(machine: Machine, this: Value, args: list[Value]) -> Value:
    return promises.promise_resolve(machine, argument(args, 0))


def reject(machine: Machine, this: Value, args: list[Value]) -> Value:
    return promises.settled(machine, REJECTED, argument(args, 0))


def with_resolvers(machine: Machine, this: Value, args: list[Value]) -> Value:
    promise = promises.new_promise(machine)
    resolve_it, reject_it = promises.resolvers(machine, promise)
    return machine.new_object({"promise": promise, "resolve": resolve_it, "reject": reject_it})


def _once(machine: Machine, act: Callable[[Value], None]) -> NativeFunction:
    """A reaction that acts on its value the first time it is called."""
    used = False

    def react(machine: Machine, this: Value, args: list[Value]) -> Value:
        nonlocal used
        if not used:
            used = True
            act(argument(args, 0))
        return UNDEFINED

    return machine.native("", react)


class _Collector:
    """The outcomes of all promises given to a combinator; when none is missing, `finish` gets them as an array."""

    def __init__(self, machine: Machine, size: int, finish: Callable[[Value], None]) -> None:
        self._machine = machine
        self._values: list[Value] = [UNDEFINED] * size
        self._missing = size
        self._finish = finish
        if not size:
            finish(machine.new_array([]))

    def collect(self, position: int, value: Value) -> None:
        self._values[position] = value
        self._missing -= 1
        if not self._missing:
            self._finish(self._machine.new_array(self._values))


def _steps_combine(
    machine: Machine,
    args: list[Value],
    reactions: Callable[[JSPromise, list[Value]], Callable[[int], tuple[Value, Value]]],
) -> Steps:
    """Register with every promise of an iterable; `reactions` makes, from the result and the list, the handlers by position."""
    result = promises.new_promise(machine)
    try:
        items = yield from steps_list(machine, argument(args, 0))
        handlers = reactions(result, items)
        for position, item in enumerate(items):
            promise = promises.promise_resolve(machine, item)
            yield from steps_invoke(machine, promise, "then", list(handlers(position)))
    except Throw as thrown:
        promises.reject(machine, result, thrown.value)
    return result


def all_(machine: Machine, this: Value, args: list[Value]) -> Steps:
    def reactions(result: JSPromise, items: list[Value]) -> Callable[[int], tuple[Value, Value]]:
        collector = _Collector(machine, len(items), lambda value: promises.resolve(machine, result, value))
        _, reject_it = promises.resolvers(machine, result)
        return lambda position: (_once(machine, lambda value: collector.collect(position, value)), reject_it)

    return (yield from _steps_combine(machine, args, reactions))


def all_settled(machine: Machine, this: Value, args: list[Value]) -> Steps:
    def reactions(result: JSPromise, items: list[Value]) -> Callable[[int], tuple[Value, Value]]:
        collector = _Collector(machine, len(items), lambda value: promises.resolve(machine, result, value))

        def handlers(position: int) -> tuple[Value, Value]:
            def keep(state: str, name: str) -> NativeFunction:
                return _once(machine, lambda value: collector.collect(position, machine.new_object({"status": state, name: value})))

            return keep(FULFILLED, "value"), keep(REJECTED, "reason")

        return handlers

    return (yield from _steps_combine(machine, args, reactions))


def any_(machine: Machine, this: Value, args: list[Value]) -> Steps:
    def reactions(result: JSPromise, items: list[Value]) -> Callable[[int], tuple[Value, Value]]:
        def fail(errors: Value) -> None:
            promises.reject(machine, result, _aggregate(machine, errors, "All promises were rejected"))

        collector = _Collector(machine, len(items), fail)
        resolve_it, _ = promises.resolvers(machine, result)
        return lambda position: (resolve_it, _once(machine, lambda value: collector.collect(position, value)))

    return (yield from _steps_combine(machine, args, reactions))


def race(machine: Machine, this: Value, args: list[Value]) -> Steps:
    def reactions(result: JSPromise, items: list[Value]) -> Callable[[int], tuple[Value, Value]]:
        both = promises.resolvers(machine, result)
        return lambda position: both

    return (yield from _steps_combine(machine, args, reactions))


def _aggregate(machine: Machine, errors: Value, message: str) -> JSError:
    made = machine.new_error("AggregateError", message)
    made.props["errors"] = hidden(errors)
    return made


_STATICS: dict[object, Native] = {
    "all": all_,
    "allSettled": all_settled,
    "any": any_,
    "race": race,
    "reject": reject,
    "resolve": resolve,
    "withResolvers": with_resolvers,
}

PROMISE = Family("Promise", methods={"then": then, "catch": catch, "finally": finally_}, statics=_STATICS, construct=_construct)


def queue_microtask(machine: Machine, this: Value, args: list[Value]) -> Value:
    """`queueMicrotask(callback)`."""
    callback = function_of(machine, args, 0)

    def job(machine: Machine, callback: Value) -> None:
        machine.start(_steps_call(callback))

    machine.jobs.append((machine.actor, job, (callback,)))
    return UNDEFINED


def _steps_call(callback: Value) -> Steps:
    yield Call(callback, UNDEFINED, [])
