"""Values of literals: strings with their escapes, numbers, regular expressions."""

from __future__ import annotations

from typing import Any

from refreshlint.js import ir

_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r": "", "\u2028": "", "\u2029": ""}


def unescape(text: str) -> str:
    """The value of the inside of a string or template literal; a malformed escape keeps its letters."""
    if "\\" not in text:
        return text
    out: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char != "\\" or at + 1 >= len(text):
            out.append(char)
            at += 1
            continue
        code = text[at + 1]
        at += 2
        digits = ""
        if code == "x":
            digits, skip = text[at : at + 2], 2
        elif code == "u" and text[at : at + 1] == "{":
            close = text.find("}", at)
            digits, skip = (text[at + 1 : close], close + 1 - at) if close > 0 else ("", 0)
        elif code == "u":
            digits, skip = text[at : at + 4], 4
        elif code == "\r" and text[at : at + 1] == "\n":
            at += 1
            continue
        else:
            out.append(_SIMPLE.get(code, code))
            continue
        try:
            out.append(chr(int(digits, 16)))
            at += skip
        except (ValueError, OverflowError):
            out.append(code)
    return "".join(out)


def number(text: str) -> Any:
    """The value of a numeric literal: int, float or BigInt."""
    digits = text.replace("_", "").lower()
    if digits.endswith("n"):
        return ir.BigInt(digits[:-1])
    try:
        if digits[:2] in ("0x", "0o", "0b"):
            return int(digits, 0)
        value = float(digits)
    except ValueError:
        return float("nan")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
