"""Number, BigInt, Boolean, Math, and the global functions on numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, incompatible, integer_of, number_of, text_of
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import (
    fixed_text,
    int32,
    normal,
    number_text,
    parse_float,
    parse_int,
    radix_text,
    text_number,
    to_number,
    uint32,
)
from refreshlint.interleave.frames import Native, Steps, Throw, argument
from refreshlint.interleave.objects import steps_primitive
from refreshlint.interleave.operators import BINARY
from refreshlint.interleave.values import BigInt, JSBox, Unknown, Value, is_abstract, is_number, truth
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


def _this_number(machine: Machine, this: Value, method: str) -> int | float:
    if isinstance(this, JSBox):
        this = this.primitive
    if isinstance(this, (int, float)) and not isinstance(this, bool):
        return this
    raise incompatible(machine, this, f"Number.prototype.{method}")


def _digits(machine: Machine, args: list[Value], lowest: int, method: str) -> int:
    digits = integer_of(args, 0)
    if not lowest <= digits <= 100:
        raise Throw(machine.new_error("RangeError", f"{method}() argument must be between {lowest} and 100"))
    return digits


def to_string(machine: Machine, this: Value, args: list[Value]) -> Value:
    radix = integer_of(args, 0, 10)
    if not 2 <= radix <= 36:
        raise Throw(machine.new_error("RangeError", "toString() radix must be between 2 and 36"))
    return radix_text(_this_number(machine, this, "toString"), radix)


def to_fixed(machine: Machine, this: Value, args: list[Value]) -> Value:
    return fixed_text(_this_number(machine, this, "toFixed"), _digits(machine, args, 0, "toFixed"))


def to_precision(machine: Machine, this: Value, args: list[Value]) -> Value:
    number = _this_number(machine, this, "toPrecision")
    if argument(args, 0) is UNDEFINED or not math.isfinite(number):
        return number_text(number)
    digits = _digits(machine, args, 1, "toPrecision")
    mantissa, _, exponent = f"{number:.{digits - 1}e}".partition("e")
    if -6 <= int(exponent) < digits:
        return f"{number:.{digits - 1 - int(exponent)}f}"
    return f"{mantissa}e{'+' if int(exponent) >= 0 else '-'}{abs(int(exponent))}"


def number_value(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _this_number(machine, this, "valueOf")


def locale_text(machine: Machine, this: Value, args: list[Value]) -> Value:
    number = _this_number(machine, this, "toLocaleString")
    if not math.isfinite(number):
        return number_text(number)
    text = fixed_text(number, 3)
    whole, _, fraction = text.partition(".")
    sign = "-" if whole.startswith("-") else ""
    fraction = fraction.rstrip("0")
    return f"{sign}{int(whole.lstrip('-')):,}{'.' + fraction if fraction else ''}"


def _steps_number(machine: Machine, args: list[Value]) -> Steps:
    if not args:
        return 0
    primitive = yield from steps_primitive(machine, args[0], "number")
    if isinstance(primitive, BigInt):
        return normal(primitive.value)
    return to_number(primitive)


def call_number(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _steps_number(machine, args)


def construct_number(machine: Machine, args: list[Value], new_target: Value) -> Steps:
    return JSBox(prototype_for(machine, new_target, "Number"), (yield from _steps_number(machine, args)))


def _test(check: Callable[[int | float], bool]) -> Native:
    def apply(machine: Machine, this: Value, args: list[Value]) -> Value:
        value = argument(args, 0)
        if is_abstract(value):
            return value.derived() if isinstance(value, Unknown) else False
        return isinstance(value, (int, float)) and is_number(value) and check(value)

    return apply


def parse_int_(machine: Machine, this: Value, args: list[Value]) -> Value:
    return parse_int(text_of(args, 0), integer_of(args, 1))


def parse_float_(machine: Machine, this: Value, args: list[Value]) -> Value:
    return parse_float(text_of(args, 0))


def is_nan(machine: Machine, this: Value, args: list[Value]) -> Value:
    return math.isnan(number_of(args, 0))


def is_finite(machine: Machine, this: Value, args: list[Value]) -> Value:
    return math.isfinite(number_of(args, 0))


_SAFE = 2**53 - 1
_IS_INTEGER = _test(lambda number: math.isfinite(number) and number == int(number))

NUMBER = Family(
    "Number",
    methods={
        "toString": to_string,
        "toFixed": to_fixed,
        "toPrecision": to_precision,
        "toLocaleString": locale_text,
        "valueOf": number_value,
    },
    statics={
        "isInteger": _IS_INTEGER,
        "isSafeInteger": _test(lambda number: math.isfinite(number) and number == int(number) and abs(number) <= _SAFE),
        "isFinite": _test(math.isfinite),
        "isNaN": _test(math.isnan),
        "parseInt": parse_int_,
        "parseFloat": parse_float_,
    },
    constants={
        "MAX_SAFE_INTEGER": _SAFE,
        "MIN_SAFE_INTEGER": -_SAFE,
        "MAX_VALUE": 1.7976931348623157e308,
        "MIN_VALUE": 5e-324,
        "EPSILON": 2.0**-52,
        "POSITIVE_INFINITY": math.inf,
        "NEGATIVE_INFINITY": -math.inf,
        "NaN": math.nan,
    },
    call=call_number,
    construct=construct_number,
)


# -- Boolean, BigInt


def _this_boolean(machine: Machine, this: Value, args: list[Value]) -> Value:
    return this.primitive if isinstance(this, JSBox) else this


def boolean_text(machine: Machine, this: Value, args: list[Value]) -> Value:
    return "true" if _this_boolean(machine, this, args) else "false"


def call_boolean(machine: Machine, this: Value, args: list[Value]) -> Value:
    known = truth(argument(args, 0))
    return Unknown("Boolean()") if known is None else known


def construct_boolean(machine: Machine, args: list[Value], new_target: Value) -> Value:
    return JSBox(prototype_for(machine, new_target, "Boolean"), call_boolean(machine, UNDEFINED, args))


BOOLEAN = Family("Boolean", methods={"toString": boolean_text, "valueOf": _this_boolean}, call=call_boolean, construct=construct_boolean)


def call_bigint(machine: Machine, this: Value, args: list[Value]) -> Value:
    value = argument(args, 0)
    if isinstance(value, BigInt):
        return value
    number = text_number(value) if isinstance(value, str) else to_number(value)
    if number != number or number != int(number):
        raise Throw(machine.new_error("SyntaxError" if isinstance(value, str) else "RangeError", "Cannot convert value to a BigInt"))
    return BigInt(int(value.strip() or "0", 0) if isinstance(value, str) else int(number))


def bigint_text(machine: Machine, this: Value, args: list[Value]) -> Value:
    if not isinstance(this, BigInt):
        raise incompatible(machine, this, "BigInt.prototype.toString")
    radix = integer_of(args, 0, 10)
    return str(this.value) if radix == 10 else radix_text(this.value, radix)


BIGINT = Family("BigInt", methods={"toString": bigint_text, "toLocaleString": bigint_text}, call=call_bigint)


# -- Math


def _function(apply: Callable[[float], float]) -> Native:
    """A function of one number; where Python finds no value, there is NaN."""

    def run(machine: Machine, this: Value, args: list[Value]) -> Value:
        number = number_of(args, 0)
        try:
            value = apply(number)
        except (ValueError, OverflowError):
            return math.nan
        whole = math.isfinite(value) and value == int(value) and value != 0 and abs(value) <= _SAFE
        return int(value) if whole else value

    return run


def _rounded(how: Callable[[float], float]) -> Native:
    return _function(lambda number: number if not math.isfinite(number) or number == int(number) else how(number))


def _half_up(number: float) -> float:
    value = float(math.floor(number + 0.5)) if number + 0.5 != number else number
    return -0.0 if value == 0 and number < 0 else value


def _log(apply: Callable[[float], float]) -> Native:
    return _function(lambda number: -math.inf if number == 0 else apply(number))


def _exp(number: float) -> float:
    return math.exp(number) if number < 710 else math.inf


def _extreme(start: float, better: Callable[[float, float], bool]) -> Native:
    def run(machine: Machine, this: Value, args: list[Value]) -> Value:
        numbers = [number_of(args, position) for position in range(len(args))]
        best: int | float = start
        for number in numbers:
            if math.isnan(number):
                return math.nan
            if better(number, best) or (number == best == 0 and better(math.copysign(1, number), math.copysign(1, best))):
                best = number
        return best

    return run


def power(machine: Machine, this: Value, args: list[Value]) -> Value:
    return BINARY["**"](number_of(args, 0), number_of(args, 1))


def hypot(machine: Machine, this: Value, args: list[Value]) -> Value:
    return math.hypot(*(number_of(args, position) for position in range(len(args))))


def atan2(machine: Machine, this: Value, args: list[Value]) -> Value:
    return math.atan2(number_of(args, 0), number_of(args, 1))


def imul(machine: Machine, this: Value, args: list[Value]) -> Value:
    return int32(int32(number_of(args, 0)) * int32(number_of(args, 1)))


def random(machine: Machine, this: Value, args: list[Value]) -> Value:
    """Always the middle: jitter must not make two runs differ."""
    return 0.5


def _sign(number: float) -> float:
    return number if number == 0 or number != number else math.copysign(1, number)


MATH: dict[object, Native] = {
    "abs": _function(abs),
    "floor": _rounded(math.floor),
    "ceil": _rounded(lambda number: -0.0 if -1 < number < 0 else math.ceil(number)),
    "round": _rounded(_half_up),
    "trunc": _rounded(lambda number: -0.0 if -1 < number < 0 else math.trunc(number)),
    "sign": _function(_sign),
    "sqrt": _function(math.sqrt),
    "exp": _function(_exp),
    "log": _log(math.log),
    "log2": _log(math.log2),
    "log10": _log(math.log10),
    "log1p": _function(math.log1p),
    "sin": _function(math.sin),
    "cos": _function(math.cos),
    "tan": _function(math.tan),
    "atan": _function(math.atan),
    "asin": _function(math.asin),
    "acos": _function(math.acos),
    "clz32": _function(lambda number: 32 - uint32(number).bit_length()),
    "atan2": atan2,
    "hypot": hypot,
    "imul": imul,
    "max": _extreme(-math.inf, lambda one, two: one > two),
    "min": _extreme(math.inf, lambda one, two: one < two),
    "pow": power,
    "random": random,
}
MATH_CONSTANTS = {"PI": math.pi, "E": math.e, "LN2": math.log(2), "LN10": math.log(10), "SQRT2": math.sqrt(2)}
