"""Promises, to the letter of ECMAScript: the order in which reactions run is what the explorer is about.

A job is (actor, function, arguments), run on an empty stack in the order of arrival. Resolving with a thenable takes a job of its
own (NewPromiseResolveThenableJob); `await` registers with the promise itself where it is a builtin one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.frames import (
    FULFILLED,
    PENDING,
    REJECTED,
    AnyFrame,
    Call,
    JSCallable,
    JSPromise,
    NativeFunction,
    Reaction,
    Steps,
    Throw,
    argument,
)
from refreshlint.interleave.objects import lookup, steps_get
from refreshlint.interleave.values import JSObject, Property, Unknown, Value
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


def new_promise(machine: Machine) -> JSPromise:
    """A pending promise."""
    return JSPromise(machine.protos["Promise"])


def settled(machine: Machine, state: str, value: Value) -> JSPromise:
    """A promise that is settled from the start."""
    promise = new_promise(machine)
    _settle(machine, promise, state, value)
    return promise


def resolve(machine: Machine, promise: JSPromise, value: Value) -> None:
    """The promise's resolve function: follow a thenable, else fulfil. Nothing happens where it is settled already."""
    if promise.state != PENDING:
        return
    if value is promise:
        reject(machine, promise, machine.new_error("TypeError", "Chaining cycle detected for promise #<Promise>"))
        return
    if not isinstance(value, JSObject):
        _settle(machine, promise, FULFILLED, value)
        return
    then = lookup(value, "then")
    if type(then) is Property:
        if then.is_accessor:
            machine.start(_resolve_through_getter(machine, promise, value))
            return
        then = then.value
    _follow(machine, promise, value, then)


def _resolve_through_getter(machine: Machine, promise: JSPromise, value: JSObject) -> Steps:
    try:
        then = yield from steps_get(machine, value, "then")
    except Throw as thrown:
        reject(machine, promise, thrown.value)
        return
    _follow(machine, promise, value, then)


def _follow(machine: Machine, promise: JSPromise, value: JSObject, then: Value) -> None:
    if not isinstance(then, JSCallable):
        _settle(machine, promise, FULFILLED, value)
    else:
        machine.jobs.append((machine.actor, _thenable_job, (promise, value, then)))


def _thenable_job(machine: Machine, promise: JSPromise, thenable: JSObject, then: JSCallable) -> None:
    if isinstance(thenable, JSPromise) and then is machine.promise_then:
        perform_then(machine, thenable, Reaction(machine.actor, *resolvers(machine, promise)))
    else:
        machine.start(_call_then(machine, promise, thenable, then))


def _call_then(machine: Machine, promise: JSPromise, thenable: JSObject, then: JSCallable) -> Steps:
    on_fulfilled, on_rejected = resolvers(machine, promise)
    try:
        yield Call(then, thenable, [on_fulfilled, on_rejected])
    except Throw as thrown:
        yield Call(on_rejected, UNDEFINED, [thrown.value])


def reject(machine: Machine, promise: JSPromise, reason: Value) -> None:
    """Reject a promise; nothing happens where it is settled already."""
    if promise.state == PENDING:
        _settle(machine, promise, REJECTED, reason)


def _settle(machine: Machine, promise: JSPromise, state: str, value: Value) -> None:
    promise.state = state
    promise.value = value
    reactions, promise.reactions = promise.reactions, []
    for reaction in reactions:
        machine.jobs.append((reaction.actor, run_reaction, (reaction, state, value)))
    if state == REJECTED and not promise.handled:
        machine.unhandled.append(promise)


def resolvers(machine: Machine, promise: JSPromise) -> tuple[NativeFunction, NativeFunction]:
    """The resolve and reject functions of a promise; only the first call of either counts."""
    used = False

    def resolve_once(machine: Machine, this: Value, args: list[Value]) -> Value:
        nonlocal used
        if not used:
            used = True
            resolve(machine, promise, argument(args, 0))
        return UNDEFINED

    def reject_once(machine: Machine, this: Value, args: list[Value]) -> Value:
        nonlocal used
        if not used:
            used = True
            reject(machine, promise, argument(args, 0))
        return UNDEFINED

    return machine.native("", resolve_once), machine.native("", reject_once)


def promise_resolve(machine: Machine, value: Value) -> JSPromise:
    """A promise for a value: the value itself where it is a promise."""
    if isinstance(value, JSPromise):
        return value
    if isinstance(value, Unknown):
        value = machine.host.await_unknown(machine, value)
        if isinstance(value, JSPromise):
            return value
    promise = new_promise(machine)
    resolve(machine, promise, value)
    return promise


def perform_then(machine: Machine, promise: JSPromise, reaction: Reaction) -> None:
    """Register a reaction, at once a job where the promise is settled."""
    promise.handled = True
    if promise.state == PENDING:
        promise.reactions.append(reaction)
    else:
        machine.jobs.append((reaction.actor, run_reaction, (reaction, promise.state, promise.value)))


def then(machine: Machine, promise: JSPromise, on_fulfilled: Value, on_rejected: Value) -> JSPromise:
    """`promise.then(on_fulfilled, on_rejected)`."""
    derived = new_promise(machine)
    perform_then(machine, promise, Reaction(machine.actor, on_fulfilled, on_rejected, derived))
    return derived


def suspend(machine: Machine, frames: tuple[AnyFrame, ...], value: Value) -> None:
    """Let frames that have left the stack go on when `value` is settled."""
    promise = promise_resolve(machine, value)
    perform_then(machine, promise, Reaction(machine.actor, frames=frames))


def run_reaction(machine: Machine, reaction: Reaction, state: str, value: Value) -> None:
    """The PromiseReactionJob."""
    if reaction.frames:
        machine.resume(reaction.frames, value, failed=state == REJECTED)
        return
    handler = reaction.on_fulfilled if state == FULFILLED else reaction.on_rejected
    if isinstance(handler, (JSCallable, Unknown)):
        machine.start(_handle(machine, reaction, handler, value))
    elif reaction.derived is not None:
        if state == FULFILLED:
            resolve(machine, reaction.derived, value)
        else:
            reject(machine, reaction.derived, value)


def _handle(machine: Machine, reaction: Reaction, handler: Value, value: Value) -> Steps:
    try:
        result = yield Call(handler, UNDEFINED, [value])
    except Throw as thrown:
        if reaction.derived is not None:
            reject(machine, reaction.derived, thrown.value)
        return
    if reaction.derived is not None:
        resolve(machine, reaction.derived, result)
