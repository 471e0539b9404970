"""Conversions between primitives that run no code of the program: numbers and strings, UTF-16, property keys."""

from __future__ import annotations

import math
from decimal import Decimal

from refreshlint import limits
from refreshlint.interleave.values import (
    MAX_SAFE,
    BigInt,
    Key,
    PrivateName,
    Symbol,
    Text,
    Token,
    Unknown,
    Value,
)
from refreshlint.js.ir import UNDEFINED

_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Unknowable(Exception):
    """A builtin needs the content of an unknown value; its result is then Unknown."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.unknown = value if isinstance(value, Unknown) else Unknown("part of a string")


class Exhausted(Exception):
    """A budget is used up; the machine stops for good."""


class ConversionError(Exception):
    """A value has no such conversion: a TypeError of the language, with its message."""


def units(text: str) -> str:
    """Text as UTF-16 code units, one a character."""
    if text.isascii() or all(ord(char) < 0x10000 for char in text):
        return text
    out: list[str] = []
    for char in text:
        code = ord(char)
        if code < 0x10000:
            out.append(char)
        else:
            code -= 0x10000
            out += (chr(0xD800 + (code >> 10)), chr(0xDC00 + (code & 0x3FF)))
    return "".join(out)


def code_points(text: str) -> list[str]:
    """A string cut where its iterator cuts it: surrogate pairs stay together."""
    out: list[str] = []
    at = 0
    while at < len(text):
        size = 2 if "\ud800" <= text[at] <= "\udbff" and "\udc00" <= text[at + 1 : at + 2] <= "\udfff" else 1
        out.append(text[at : at + size])
        at += size
    return out


def from_units(text: str) -> str:
    """A string of code units as Python text; lone surrogates become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def bounded(size: int) -> int:
    """A size that a string or an array may have; raises Exhausted above limits.MACHINE_SIZE."""
    if size > limits.MACHINE_SIZE:
        raise Exhausted
    return size


def normal(number: int | float) -> int | float:
    """A number in the form the machine keeps: an int only where a double holds it exactly."""
    if type(number) is int and not -MAX_SAFE <= number <= MAX_SAFE:
        try:
            return float(number)
        except OverflowError:
            return math.inf if number > 0 else -math.inf
    return number


def number_text(number: int | float) -> str:
    """A number as `String(number)` writes it."""
    if type(number) is int:
        return str(number)
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    parts = Decimal(repr(abs(number))).as_tuple()  # repr gives the shortest digits that read back, as the language demands
    assert isinstance(parts.exponent, int)
    point = len(parts.digits) + parts.exponent
    digits = "".join(map(str, parts.digits)).rstrip("0")
    if 0 < point <= 21:
        if len(digits) <= point:
            return sign + digits.ljust(point, "0")
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    exponent = point - 1
    shown = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{sign}{shown}e{'+' if exponent > 0 else '-'}{abs(exponent)}"


def radix_text(number: int | float, radix: int) -> str:
    """A number in another base, as `number.toString(radix)` writes it: the fewest digits that tell it from its neighbours."""
    if radix == 10 or (type(number) is float and not math.isfinite(number)):
        return number_text(number)
    sign = "-" if number < 0 else ""
    number = abs(number)
    whole = int(number)
    fraction = float(number - whole)
    delta = max(math.ulp(float(number)) / 2, 5e-324)
    places: list[int] = []
    while fraction >= delta:
        fraction *= radix
        delta *= radix
        places.append(int(fraction))
        fraction -= places[-1]
        if (fraction > 0.5 or (fraction == 0.5 and places[-1] % 2)) and fraction + delta > 1:
            while places and places[-1] + 1 == radix:
                places.pop()
            if places:
                places[-1] += 1
            else:
                whole += 1
            break
    digits = ""
    while whole:
        digits = _DIGITS[whole % radix] + digits
        whole //= radix
    return sign + (digits or "0") + ("." + "".join(_DIGITS[place] for place in places) if places else "")


def fixed_text(number: int | float, digits: int) -> str:
    """`number.toFixed(digits)`."""
    if not math.isfinite(number) or abs(number) >= 1e21:
        return number_text(number)
    scaled = abs(Decimal(number)).scaleb(digits)
    whole = int(scaled)
    if scaled - whole >= Decimal("0.5"):
        whole += 1
    text = str(whole).rjust(digits + 1, "0")
    shown = text[: len(text) - digits] + ("." + text[len(text) - digits :] if digits else "")
    return ("-" if number < 0 else "") + shown


def text_number(text: str) -> int | float:
    """`Number(text)`."""
    text = text.strip(_SPACE)
    if not text:
        return 0
    lowered = text.lower()
    if lowered[:2] in ("0x", "0o", "0b"):
        return _based(lowered[2:], {"x": 16, "o": 8, "b": 2}[lowered[1]])
    if text.lstrip("+-") == "Infinity" and len(text) <= 9:
        return -math.inf if text[0] == "-" else math.inf
    if not all(char in "0123456789.eE+-" for char in text):
        return math.nan
    try:
        return _shortened(float(text))
    except ValueError:
        return math.nan


def _based(digits: str, base: int) -> int | float:
    if not digits or any(char not in _DIGITS[:base] for char in digits):
        return math.nan
    return normal(int(digits, base))


def _shortened(number: float) -> int | float:
    if number.is_integer() and abs(number) <= MAX_SAFE and (number or math.copysign(1, number) > 0):
        return int(number)
    return number


def parse_int(text: str, radix: int) -> int | float:
    """`parseInt(text, radix)`; radix 0 stands for 10, or 16 after "0x"."""
    text = text.strip(_SPACE).lower()
    negative = text.startswith("-")
    text = text[1:] if text[:1] in ("-", "+") and text else text
    if radix in (0, 16) and text.startswith("0x"):
        text, radix = text[2:], 16
    radix = radix or 10
    if not 2 <= radix <= 36:
        return math.nan
    end = 0
    while end < len(text) and text[end] in _DIGITS[:radix]:
        end += 1
    if not end:
        return math.nan
    number = normal(int(text[: bounded(end)], radix) if end < 4000 else math.inf)
    return -number if negative and number else (-0.0 if negative else number)


def parse_float(text: str) -> int | float:
    """`parseFloat(text)`: the longest beginning that is a decimal number."""
    text = text.strip(_SPACE)
    at = 1 if text[:1] in ("+", "-") and text else 0
    if text.startswith("Infinity", at):
        return -math.inf if text[0] == "-" else math.inf
    start = at
    seen_point = False
    while at < len(text) and (text[at] in "0123456789" or (text[at] == "." and not seen_point)):
        seen_point = seen_point or text[at] == "."
        at += 1
    if not any(char in "0123456789" for char in text[start:at]):
        return math.nan
    if text[at : at + 1] in ("e", "E") and at < len(text):
        end = at + 1
        if text[end : end + 1] in ("+", "-") and end < len(text):
            end += 1
        digits = end
        while end < len(text) and text[end] in "0123456789":
            end += 1
        if end > digits:
            at = end
    return _shortened(float(text[:at]))


def int32(number: int | float) -> int:
    """A number as a signed 32-bit integer."""
    value = uint32(number)
    return value - 2**32 if value >= 2**31 else value


def uint32(number: int | float) -> int:
    """A number as an unsigned 32-bit integer."""
    if type(number) is float and not math.isfinite(number):
        return 0
    return int(number) % 2**32


def to_number(value: Value) -> int | float:
    """A primitive as a number. Raises Unknowable for abstract values, ConversionError for objects, symbols and BigInts."""
    kind = type(value)
    if kind is int or kind is float:
        return value  # type: ignore[return-value]
    if kind is bool:
        return 1 if value else 0
    if isinstance(value, str):
        return text_number(value)
    if value is UNDEFINED:
        return math.nan
    if value is None:
        return 0
    if isinstance(value, (Unknown, Token, Text)):
        raise Unknowable(value)
    if isinstance(value, BigInt):
        raise ConversionError("Cannot convert a BigInt value to a number")
    raise ConversionError("Cannot convert a Symbol value to a number" if isinstance(value, Symbol) else "Cannot convert object to number")


def to_integer(value: Value, default: int = 0) -> int:
    """A primitive as an integer that Python can count with; undefined gives `default`, infinities the largest sizes."""
    if value is UNDEFINED:
        return default
    number = to_number(value)
    if type(number) is int:
        return number
    if math.isnan(number):
        return 0
    return int(max(-MAX_SAFE, min(MAX_SAFE, number)))


def to_text(value: Value) -> str | Token | Text | Unknown:
    """A primitive as a string, abstract ones as they are. Raises ConversionError for symbols and objects."""
    if isinstance(value, (str, Token, Text, Unknown)):
        return value
    if type(value) is bool:
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return number_text(value)
    if value is None:
        return "null"
    if isinstance(value, BigInt):
        return str(value.value)
    if value is UNDEFINED:
        return "undefined"
    raise ConversionError("Cannot convert a Symbol value to a string" if isinstance(value, Symbol) else "Cannot convert object to string")


def known_text(value: Value) -> str:
    """A primitive as a string that is known in all its parts; raises Unknowable where it is not."""
    text = to_text(value)
    if type(text) is str:
        return text
    raise Unknowable(text)


def to_key(value: Value) -> Key:
    """A primitive as a property key; abstract strings are keys of their own."""
    if isinstance(value, (str, Symbol, PrivateName, Token, Text, Unknown)):
        return value
    return to_text(value)


def key_text(key: Key) -> str:
    """A key for a message."""
    if isinstance(key, str):
        return key
    if isinstance(key, PrivateName):
        return key.name
    return f"Symbol({key.description})" if isinstance(key, Symbol) else "?"
