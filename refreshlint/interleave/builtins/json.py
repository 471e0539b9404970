"""JSON. Tokens and unknown values go through it as they are: what is stringified and parsed again is the same."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import any_text_of
from refreshlint.interleave.builtins.strings import AbstractText, masked, unmasked
from refreshlint.interleave.convert import Unknowable, bounded, number_text, text_number
from refreshlint.interleave.frames import Call, JSCallable, Native, Steps, Throw, argument
from refreshlint.interleave.objects import enumerable_keys, steps_get, write
from refreshlint.interleave.values import (
    BigInt,
    Content,
    JSArray,
    JSBox,
    JSObject,
    Key,
    Text,
    Token,
    Unknown,
    Value,
    join_text,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def quoted(text: AbstractText) -> AbstractText:
    """A string as a JSON literal."""
    shown, parts = masked(text)
    out = ['"']
    for char in shown:
        if char in _ESCAPES:
            out.append(_ESCAPES[char])
        elif char < " " or ("\ud800" <= char <= "\udfff" and not _paired(shown)):
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    out.append('"')
    return any_text_of(unmasked("".join(out), parts))


def _paired(text: str) -> bool:
    """Whether all surrogates of a string stand in pairs."""
    try:
        text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True


class _Open:
    """An array or object that is being written: what is left of it, and what to write where."""

    __slots__ = ("closing", "count", "keys", "source")

    def __init__(self, source: JSObject, keys: list[Key], closing: str) -> None:
        self.source = source
        self.keys = keys
        self.closing = closing
        self.count = 0


def stringify(machine: Machine, this: Value, args: list[Value]) -> Steps:
    replacer, indent = argument(args, 1), _indent(argument(args, 2))
    allowed = machine.listed(replacer) if isinstance(replacer, JSArray) else None
    function = replacer if isinstance(replacer, JSCallable) else None
    holder = machine.new_object({"": argument(args, 0)})
    value = yield from _steps_prepare(machine, holder, "", argument(args, 0), function)
    if not _serialisable(value):
        return UNDEFINED
    out: list[AbstractText] = []
    stack: list[_Open] = []
    _begin(machine, value, out, stack, allowed)
    while stack:
        top = stack[-1]
        if top.count == len(top.keys):
            stack.pop()
            out.append(_break(indent, len(stack)) + top.closing if top.count else top.closing)
            continue
        key = top.keys[top.count]
        value = yield from steps_get(machine, top.source, key)
        value = yield from _steps_prepare(machine, top.source, key, value, function)
        is_array = isinstance(top.source, JSArray)
        if not _serialisable(value) and not is_array:
            del top.keys[top.count]
            continue
        out.append(("," if top.count else "") + _break(indent, len(stack)))
        if not is_array:
            out += (quoted(any_text_of(key)), ": " if indent else ":")
        top.count += 1
        _begin(machine, value if _serialisable(value) else None, out, stack, allowed)
        bounded(len(out))
    joined = join_text(out)
    if isinstance(joined, str):
        bounded(len(joined))
    return joined


def _indent(value: Value) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return " " * max(0, min(10, int(value)))
    return value[:10] if isinstance(value, str) else ""


def _break(indent: str, depth: int) -> str:
    return "\n" + indent * depth if indent else ""


def _serialisable(value: Value) -> bool:
    return (
        isinstance(value, (str, bool, int, float, Token, Text, Unknown))
        or value is None
        or (isinstance(value, JSObject) and not isinstance(value, JSCallable))
    )


def _steps_prepare(machine: Machine, holder: JSObject, key: Key, value: Value, function: Value) -> Steps:
    """A property's value after toJSON and the replacer."""
    if isinstance(value, JSObject):
        convert = yield from steps_get(machine, value, "toJSON")
        if isinstance(convert, JSCallable):
            value = yield Call(convert, value, [key])
    if function is not None:
        value = yield Call(function, holder, [key, value])
    if isinstance(value, BigInt):
        raise Throw(machine.new_error("TypeError", "Do not know how to serialize a BigInt"))
    return value.primitive if isinstance(value, JSBox) else value


def _begin(machine: Machine, value: Value, out: list[AbstractText], stack: list[_Open], allowed: list[Value] | None) -> None:
    """Write a primitive, or open an array or object."""
    if isinstance(value, (str, Token, Text)):
        out.append(quoted(value))
    elif isinstance(value, Unknown):
        out.append(value)
    elif isinstance(value, bool):
        out.append("true" if value else "false")
    elif isinstance(value, (int, float)):
        out.append(number_text(value) if math.isfinite(value) else "null")
    elif isinstance(value, JSObject):
        if value.json_text is not None:
            out.append(value.json_text)
            return
        if any(opened.source is value for opened in stack):
            raise Throw(machine.new_error("TypeError", "Converting circular structure to JSON"))
        if isinstance(value, JSArray):
            out.append("[")
            stack.append(_Open(value, [str(position) for position in range(len(value.items))], "]"))
        else:
            out.append("{")
            keys = enumerable_keys(value)
            stack.append(_Open(value, [key for key in keys if key in allowed] if allowed is not None else keys, "}"))
            if isinstance(value.open, JSObject) and value.open.json_text is not None:
                out.append(value.open.json_text)
            elif value.open:
                out.append(Unknown("more properties"))
    else:
        out.append("null")


# -- parse


class _Syntax(Exception):
    """The text is no JSON."""


def parse(machine: Machine, this: Value, args: list[Value]) -> Steps:
    text, parts = masked(any_text_of(argument(args, 0)))
    whole = parts.get(text)
    if isinstance(whole, Content):
        return whole.parsed  # an object under a name that says nothing: its fields are asked for by name
    if isinstance(whole, Unknown):
        raise Unknowable(whole)
    machine.charge(len(text))
    try:
        value = _Parser(machine, text, parts).run()
    except _Syntax:
        if parts:
            raise Unknowable(Unknown("JSON of an unknown text")) from None
        raise Throw(machine.new_error("SyntaxError", "Unexpected token in JSON")) from None
    reviver = argument(args, 1)
    if isinstance(reviver, JSCallable):
        return (yield from _steps_revive(machine, value, reviver))
    return value


def _steps_revive(machine: Machine, value: Value, reviver: JSCallable) -> Steps:
    """Call the reviver on every property, inner ones first."""
    root = machine.new_object({"": value})
    work: list[tuple[JSObject, Key, bool]] = [(root, "", False)]
    while work:
        holder, key, entered = work.pop()
        inner = yield from steps_get(machine, holder, key)
        if isinstance(inner, JSObject) and not entered:
            work.append((holder, key, True))
            work += [(inner, name, False) for name in reversed(enumerable_keys(inner))]
            continue
        new = yield Call(reviver, holder, [key, inner])
        if new is UNDEFINED:
            holder.remove(key)
        else:
            write(machine, holder, key, new)
    return root.own("")


class _Parser:
    """JSON read with an explicit stack; stand-ins for unknown parts may stand where values do, and inside of strings."""

    def __init__(self, machine: Machine, text: str, parts: dict[str, Token | Unknown]) -> None:
        self._machine = machine
        self._text = text
        self._parts = parts
        self._at = 0

    def run(self) -> Value:
        """The value of the whole text; raises _Syntax."""
        stack: list[tuple[JSObject, Key]] = []  # what is open, and where the next value goes in it
        while True:
            char = self._peek()
            value: Value
            if char in ("[", "{"):
                self._at += 1
                opened = self._machine.new_array([]) if char == "[" else self._machine.new_object()
                if self._peek() in self._parts and char == "{":  # written by stringify for an object known in part
                    part = self._parts[self._peek()]
                    known = self._machine.host.parse_token(self._machine, part) if isinstance(part, Token) else None
                    opened.open = known if isinstance(known, JSObject) else True
                    self._at += 1
                if self._peek() != _CLOSING[char]:
                    stack.append((opened, self._key(opened)))
                    continue
                self._at += 1
                value = opened
            else:
                value = self._scalar(char)
            while stack:
                holder, key = stack.pop()
                write(self._machine, holder, key, value)
                if self._peek() == ",":
                    self._at += 1
                    stack.append((holder, self._key(holder)))
                    break
                self._take("]" if isinstance(holder, JSArray) else "}")
                value = holder
            else:
                if self._peek():
                    raise _Syntax
                return value

    def _peek(self) -> str:
        """The next character that is no white space, "" at the end."""
        while self._at < len(self._text) and self._text[self._at] in " \t\n\r":
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _take(self, char: str) -> None:
        if self._peek() != char:
            raise _Syntax
        self._at += 1

    def _key(self, holder: JSObject) -> Key:
        """The place in an array or object where the next value goes."""
        if isinstance(holder, JSArray):
            return str(len(holder.items))
        if self._peek() != '"':
            raise _Syntax
        key = self._string()
        self._take(":")
        return key

    def _scalar(self, char: str) -> Value:
        if char == '"':
            return self._string()
        part = self._parts.get(char)
        if part is not None:
            self._at += 1
            return part if isinstance(part, Unknown) else self._machine.host.parse_token(self._machine, part)
        for word, value in _WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        found = _NUMBER.match(self._text, self._at)
        if found is None:
            raise _Syntax
        self._at = found.end()
        return text_number(found.group())

    def _string(self) -> Value:
        out: list[str] = []
        self._at += 1
        while True:
            char = self._text[self._at : self._at + 1]
            self._at += 1
            if char == '"':
                return unmasked("".join(out), self._parts)
            if not char or char < " ":
                raise _Syntax
            if char != "\\":
                out.append(char)
                continue
            escape = self._text[self._at : self._at + 1]
            self._at += 1
            if escape == "u" and _HEX.match(self._text, self._at):
                out.append(chr(int(self._text[self._at : self._at + 4], 16)))
                self._at += 4
            elif escape in _UNESCAPES:
                out.append(_UNESCAPES[escape])
            else:
                raise _Syntax


_CLOSING = {"[": "]", "{": "}"}
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_HEX = re.compile(r"[0-9a-fA-F]{4}")
JSON: dict[Key, Native] = {"stringify": stringify, "parse": parse}
