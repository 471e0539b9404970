"""The operators of the language on primitives. Objects have been converted before; an unknown operand gives Unknown."""

from __future__ import annotations

import math
from collections.abc import Callable

from refreshlint import limits
from refreshlint.interleave.convert import (
    ConversionError,
    Exhausted,
    bounded,
    int32,
    normal,
    text_number,
    to_number,
    to_text,
    uint32,
)
from refreshlint.interleave.values import BigInt, Chosen, Text, Token, Unknown, Value, has_unknown, is_nullish, join_text, strict_equals

_TEXTS = (str, Token, Text)


def add(one: Value, two: Value) -> Value:
    """`one + two`."""
    if type(one) is int and type(two) is int:
        return normal(one + two)
    if type(one) is str and type(two) is str:
        bounded(len(one) + len(two))
        return one + two
    if isinstance(one, _TEXTS) or isinstance(two, _TEXTS):
        joined = join_text((to_text(one), to_text(two)))
        if type(joined) is Text:
            bounded(len(joined.parts))
        return joined
    return _arithmetic("+", one, two)


def _arithmetic(operator: str, one: Value, two: Value) -> Value:
    if _abstract(one) or _abstract(two):
        return _unknown(one, two)
    if isinstance(one, BigInt) or isinstance(two, BigInt):
        if not (isinstance(one, BigInt) and isinstance(two, BigInt)):
            raise ConversionError("Cannot mix BigInt and other types, use explicit conversions")
        return _big(operator, one.value, two.value)
    return normal(_NUMERIC[operator](to_number(one), to_number(two)))


def _abstract(value: Value) -> bool:
    return isinstance(value, (Unknown, Token, Text))


def _unknown(*operands: Value) -> Unknown:
    """What is computed from values not all known: the surroundings' to choose only where they chose all of it."""
    unknown = [operand for operand in operands if isinstance(operand, Unknown)]
    for operand in unknown:
        if not isinstance(operand, Chosen):
            return operand.derived()
    if unknown:
        return unknown[0].derived()
    return Chosen("content of a token") if all(not has_unknown(operand) for operand in operands) else Unknown("a string not known")


def _multiply(one: int | float, two: int | float) -> int | float:
    product = one * two
    if product == 0 and type(product) is int and (one < 0 or two < 0):
        return -0.0
    return product


def _divide(one: int | float, two: int | float) -> int | float:
    if two == 0:
        if one == 0 or one != one:
            return math.nan
        return math.copysign(math.inf, one) * math.copysign(1.0, two)
    quotient = float(one) / float(two)
    if quotient.is_integer() and quotient and abs(quotient) < 2**53:
        return int(quotient)
    return quotient


def _remainder(one: int | float, two: int | float) -> int | float:
    if two == 0 or not math.isfinite(one) or two != two:
        return math.nan
    if math.isinf(two):
        return one
    if type(one) is int and type(two) is int:
        rest: int | float = abs(one) % abs(two)
    else:
        rest = math.fmod(abs(one), abs(two))
    if math.copysign(1.0, one) > 0:
        return rest
    return -rest if rest else -0.0


def _power(one: int | float, two: int | float) -> int | float:
    if two != two or (abs(one) == 1 and math.isinf(two)):
        return math.nan
    if type(one) is int and type(two) is int and 0 <= two < 64 and abs(one) < 2**20:
        return int(one**two)
    try:
        return math.pow(one, two)
    except OverflowError:
        return -math.inf if one < 0 and two % 2 == 1 else math.inf
    except ValueError:
        if one == 0:
            return math.copysign(math.inf, one) if two % 2 == 1 else math.inf
        return math.nan


def _shift_left(one: int | float, two: int | float) -> int | float:
    return int32(int32(one) << (uint32(two) & 31))


def _shift_right(one: int | float, two: int | float) -> int | float:
    return int32(one) >> (uint32(two) & 31)


def _shift_unsigned(one: int | float, two: int | float) -> int | float:
    return uint32(one) >> (uint32(two) & 31)


_NUMERIC: dict[str, Callable[[int | float, int | float], int | float]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": _multiply,
    "/": _divide,
    "%": _remainder,
    "**": _power,
    "&": lambda one, two: int32(one) & int32(two),
    "|": lambda one, two: int32(one) | int32(two),
    "^": lambda one, two: int32(one) ^ int32(two),
    "<<": _shift_left,
    ">>": _shift_right,
    ">>>": _shift_unsigned,
}


def _big(operator: str, one: int, two: int) -> Value:
    if operator in ("/", "%"):
        if two == 0:
            raise ConversionError("Division by zero")
        quotient = abs(one) // abs(two) * (1 if (one < 0) == (two < 0) else -1)
        return BigInt(quotient if operator == "/" else one - quotient * two)
    if operator == "**":
        if two < 0:
            raise ConversionError("Exponent must be non-negative")
        _bits(one.bit_length() * max(two, 1))
        return BigInt(one**two)
    if operator in ("<<", ">>"):
        shift = two if operator == "<<" else -two
        _bits(one.bit_length() + max(shift, 0))
        return BigInt(one << shift if shift >= 0 else one >> -shift)
    if operator == "*":
        _bits(one.bit_length() + two.bit_length())
        return BigInt(one * two)
    simple: dict[str, Callable[[int, int], int]] = {
        "+": int.__add__,
        "-": int.__sub__,
        "&": int.__and__,
        "|": int.__or__,
        "^": int.__xor__,
    }
    if operator not in simple:
        raise ConversionError("BigInts have no unsigned right shift, use >> instead")
    return BigInt(simple[operator](one, two))


def _bits(size: int) -> None:
    if size > limits.MACHINE_SIZE:
        raise Exhausted


def _operator(sign: str) -> Callable[[Value, Value], Value]:
    numeric = _NUMERIC[sign]

    def apply(one: Value, two: Value) -> Value:
        if (type(one) is int or type(one) is float) and (type(two) is int or type(two) is float):
            return normal(numeric(one, two))
        return _arithmetic(sign, one, two)

    return apply


def less(one: Value, two: Value) -> bool | None:
    """`one < two`; None (neither less nor not less) where NaN takes part. Abstract operands must have been sorted out."""
    if type(one) is str and type(two) is str:
        return one < two
    left = one.value if isinstance(one, BigInt) else to_number(one)
    right = two.value if isinstance(two, BigInt) else to_number(two)
    if left != left or right != right:
        return None
    return left < right


def _comparison(swap: bool, negate: bool) -> Callable[[Value, Value], Value]:
    def apply(one: Value, two: Value) -> Value:
        if _abstract(one) or _abstract(two):
            return _unknown(one, two)
        answer = less(two, one) if swap else less(one, two)
        return answer is False if negate else answer is True

    return apply


def loose_equals(one: Value, two: Value) -> bool | None:
    """`one == two` on primitives, or on two objects; None where that is unknown."""
    if is_nullish(one) or is_nullish(two):
        if isinstance(one, Unknown) or isinstance(two, Unknown):
            return None
        return is_nullish(one) and is_nullish(two)
    same = strict_equals(one, two)
    if same is not False or type(one) is type(two):
        return same
    if isinstance(one, (Token, Text)) or isinstance(two, (Token, Text)):
        return False
    values: list[int | float] = []
    for value in (one, two):
        if isinstance(value, BigInt):
            values.append(value.value)
        elif isinstance(value, (str, bool, int, float)):
            values.append(text_number(value) if isinstance(value, str) else to_number(value))
        else:
            return False
    return values[0] == values[1]


def _equality(test: Callable[[Value, Value], bool | None], negate: bool) -> Callable[[Value, Value], Value]:
    def apply(one: Value, two: Value) -> Value:
        same = test(one, two)
        if same is None:
            return _unknown(one, two)
        return same is not negate

    return apply


STRICT: dict[str, Callable[[Value, Value], Value]] = {
    "===": _equality(strict_equals, False),
    "!==": _equality(strict_equals, True),
}
"""Operators that never convert their operands."""

BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "+": add,
    **{sign: _operator(sign) for sign in _NUMERIC if sign != "+"},
    "<": _comparison(False, False),
    ">": _comparison(True, False),
    "<=": _comparison(True, True),
    ">=": _comparison(False, True),
    "==": _equality(loose_equals, False),
    "!=": _equality(loose_equals, True),
}
"""Operators that want primitives: objects are converted first (for == and != only where the other side is a primitive)."""


def negate(value: Value) -> Value:
    """`-value`."""
    if type(value) is int and value:
        return -value
    if _abstract(value):
        return _unknown(value)
    if isinstance(value, BigInt):
        return BigInt(-value.value)
    return -float(to_number(value)) if to_number(value) == 0 else -to_number(value)


def plus(value: Value) -> Value:
    """`+value`."""
    if _abstract(value):
        return _unknown(value)
    return to_number(value)


def invert(value: Value) -> Value:
    """`~value`."""
    if _abstract(value):
        return _unknown(value)
    if isinstance(value, BigInt):
        return BigInt(~value.value)
    return ~int32(to_number(value))


NUMERIC_UNARY: dict[str, Callable[[Value], Value]] = {"-": negate, "+": plus, "~": invert}
"""Unary operators that want a primitive."""
