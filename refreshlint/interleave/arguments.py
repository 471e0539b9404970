"""Lists with spread elements: the arguments of a call, the elements of an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave import iteration
from refreshlint.interleave.convert import bounded
from refreshlint.interleave.frames import Frame, Steps
from refreshlint.interleave.values import Text, Token, Unknown, UnknownRest, Value

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


def gather(machine: Machine, frame: Frame, args: tuple[int, ...], first: int, spread: frozenset[int] | None) -> list[Value] | None:
    """The values of args[first:], those at positions `spread` spread out; None where that runs code (then: steps_gather).

    An unknown value that is spread becomes one UnknownRest.
    """
    regs = frame.regs
    if not spread:
        return [regs[register] for register in args[first:]]
    values: list[Value] = []
    for position in range(first, len(args)):
        value = regs[args[position]]
        if position not in spread:
            values.append(value)
        elif isinstance(value, (Unknown, Token, Text)):
            values.append(_unknown_rest(value))
        else:
            listed = iteration.listed(machine, value)
            if listed is None:
                return None
            values += listed
    bounded(len(values))
    return values


def steps_gather(machine: Machine, frame: Frame, args: tuple[int, ...], first: int, spread: frozenset[int] | None) -> Steps:
    """The same, running the iterators of the program."""
    values: list[Value] = []
    for position in range(first, len(args)):
        value = frame.regs[args[position]]
        if spread is None or position not in spread:
            values.append(value)
        elif isinstance(value, (Unknown, Token, Text)):
            values.append(_unknown_rest(value))
        else:
            values += yield from iteration.steps_list(machine, value)
    bounded(len(values))
    return values


def _unknown_rest(value: Unknown | Token | Text) -> UnknownRest:
    return UnknownRest(value.origin if isinstance(value, Unknown) else "part of a string")
