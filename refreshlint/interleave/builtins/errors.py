"""Error and its subclasses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.frames import Native, NativeConstruct, Steps, argument
from refreshlint.interleave.iteration import steps_list
from refreshlint.interleave.objects import lookup, steps_get, steps_text
from refreshlint.interleave.values import MISSING, JSError, JSObject, Unknown, Value, hidden, join_text
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

NAMES = ("Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError", "AggregateError")


def _steps_error(machine: Machine, name: str, args: list[Value], new_target: Value) -> Steps:
    made = JSError(prototype_for(machine, new_target, name))
    errors: Value = UNDEFINED
    if name == "AggregateError":
        errors = machine.new_array((yield from steps_list(machine, argument(args, 0))))
        args = args[1:]
    message, options = argument(args, 0), argument(args, 1)
    text = "" if message is UNDEFINED else (yield from steps_text(machine, message))
    made.props["stack"] = hidden(f"{name}: {text if isinstance(text, str) else ''}\n    at <anonymous>")
    if message is not UNDEFINED:
        made.props["message"] = hidden(text)
    if isinstance(options, JSObject) and lookup(options, "cause") is not MISSING:
        made.props["cause"] = hidden((yield from steps_get(machine, options, "cause")))
    if errors is not UNDEFINED:
        made.props["errors"] = hidden(errors)
    return made


def _construct(name: str) -> NativeConstruct:
    def construct(machine: Machine, args: list[Value], new_target: Value) -> Value:
        return _steps_error(machine, name, args, new_target)

    return construct


def _call(name: str) -> Native:
    def call(machine: Machine, this: Value, args: list[Value]) -> Value:
        return _steps_error(machine, name, args, UNDEFINED)

    return call


def to_string(machine: Machine, this: Value, args: list[Value]) -> Steps:
    name = yield from steps_get(machine, this, "name")
    message = yield from steps_get(machine, this, "message")
    head = "Error" if name is UNDEFINED else (yield from steps_text(machine, name))
    tail = "" if message is UNDEFINED else (yield from steps_text(machine, message))
    if isinstance(head, Unknown):
        return head.derived()
    return join_text([head, ": ", tail]) if head and tail else head or tail


def capture_stack(machine: Machine, this: Value, args: list[Value]) -> Value:
    """`Error.captureStackTrace`: stacks are not modelled."""
    return UNDEFINED


FAMILIES = tuple(
    Family(
        name,
        methods={"toString": to_string} if name == "Error" else {},
        statics={"captureStackTrace": capture_stack} if name == "Error" else {},
        call=_call(name),
        construct=_construct(name),
        parent="Object" if name == "Error" else "Error",
    )
    for name in NAMES
)


def fill_prototype(proto: JSObject, name: str) -> None:
    """Give the prototype of an error class its name and empty message."""
    proto.props["name"] = hidden(name)
    proto.props["message"] = hidden("")
