"""String.

A string known in parts is worked on with a stand-in character for each unknown part (`masked`): what a method finds in the known text
holds, what it does not find may be hidden in an unknown part, and then the result is Unknown. A token is taken to hold none of
the separators (white space, comma, semicolon, ampersand, equals sign) that headers and URLs are cut at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, any_text_of, incompatible, integer_of, quick, relative, text_of
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import (
    Unknowable,
    bounded,
    code_points,
    from_units,
    known_text,
    to_integer,
    to_number,
    units,
)
from refreshlint.interleave.frames import Call, Construct, JSCallable, Native, Steps, Throw, argument
from refreshlint.interleave.objects import lookup, steps_invoke, steps_text
from refreshlint.interleave.values import (
    SYMBOL_ITERATOR,
    SYMBOL_MATCH,
    SYMBOL_MATCH_ALL,
    SYMBOL_REPLACE,
    SYMBOL_SEARCH,
    SYMBOL_SPLIT,
    Chosen,
    JSBox,
    JSIterator,
    JSObject,
    Property,
    Symbol,
    Text,
    Token,
    Unknown,
    Value,
    is_nullish,
    join_text,
    text_parts,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SEPARATORS = frozenset(_SPACE + ",;&=")
_STAND_IN = 0x10000  # strings hold UTF-16 units, so characters from here on are free

AbstractText = str | Token | Text | Unknown


def masked(text: AbstractText) -> tuple[str, dict[str, Token | Unknown]]:
    """The text with stand-ins for its unknown parts, and what they stand for."""
    parts: dict[str, Token | Unknown] = {}
    out: list[str] = []
    for part in text_parts(text):
        if isinstance(part, str):
            out.append(part)
        else:
            stand_in = chr(_STAND_IN + len(parts))
            parts[stand_in] = part
            out.append(stand_in)
    return "".join(out), parts


def unmasked(text: str, parts: dict[str, Token | Unknown]) -> Value:
    """The reverse of `masked`."""
    if not parts:
        return text
    return join_text(parts.get(char, char) for char in text)


def _receiver(machine: Machine, this: Value, method: str) -> AbstractText:
    if isinstance(this, JSBox):
        this = this.primitive
    if isinstance(this, Unknown):
        raise Unknowable(this)
    if is_nullish(this) or isinstance(this, (JSObject, Symbol)):
        raise incompatible(machine, this, f"String.prototype.{method}")
    return any_text_of(this)


def _known(machine: Machine, this: Value, method: str) -> str:
    return known_text(_receiver(machine, this, method))


def _only_tokens(parts: dict[str, Token | Unknown]) -> bool:
    return all(isinstance(part, Token) for part in parts.values())


def _sure_absent(needle: str, parts: dict[str, Token | Unknown]) -> bool:
    """Whether text not found in the known parts is not there at all."""
    return not parts or (_only_tokens(parts) and any(char in _SEPARATORS for char in needle))


def _unsure(parts: dict[str, Token | Unknown]) -> Unknowable:
    return Unknowable(next((part for part in parts.values() if isinstance(part, Unknown)), Chosen("content of a token")))


# -- questions


def _index(text: str, needle: str, start: int, parts: dict[str, Token | Unknown]) -> int:
    """Where the needle is found; raises Unknowable where an unknown part before it makes that uncertain."""
    found = text.find(needle, start)
    if parts:
        first = min(text.index(stand_in) for stand_in in parts)
        if found > first or start > first or (found < 0 and not _sure_absent(needle, parts)):
            raise _unsure(parts)
    return found


def includes(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, parts = masked(_receiver(machine, this, "includes"))
    needle = text_of(args, 0)
    if needle in text:
        return True
    if _sure_absent(needle, parts):
        return False
    raise _unsure(parts)


def index_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, parts = masked(_receiver(machine, this, "indexOf"))
    return _index(text, text_of(args, 0), min(max(integer_of(args, 1), 0), len(text)), parts)


def last_index_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _known(machine, this, "lastIndexOf").rfind(text_of(args, 0))


def starts_with(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, parts = masked(_receiver(machine, this, "startsWith"))
    needle, start = text_of(args, 0), max(integer_of(args, 1), 0)
    if not parts:
        return text.startswith(needle, min(start, len(text)))
    head = text[: min(text.index(stand_in) for stand_in in parts)]
    if len(head) >= start + len(needle) or not needle.startswith(head[start:]):
        return head.startswith(needle, start)
    if _only_tokens(parts) and _sure_absent(needle[len(head) - start :], parts):
        return False
    raise _unsure(parts)


def ends_with(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, parts = masked(_receiver(machine, this, "endsWith"))
    needle = text_of(args, 0)
    if not parts:
        return text[: max(integer_of(args, 1, len(text)), 0)].endswith(needle)
    tail = text[max(text.rindex(stand_in) for stand_in in parts) + 1 :]
    if len(tail) >= len(needle) or not needle.endswith(tail):
        return tail.endswith(needle)
    raise _unsure(parts)


def at(machine: Machine, this: Value, args: list[Value]) -> Value:
    text = _known(machine, this, "at")
    position = integer_of(args, 0)
    position += len(text) if position < 0 else 0
    return text[position] if 0 <= position < len(text) else UNDEFINED


def char_at(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, position = _known(machine, this, "charAt"), integer_of(args, 0)
    return text[position] if 0 <= position < len(text) else ""


def char_code_at(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, position = _known(machine, this, "charCodeAt"), integer_of(args, 0)
    return ord(text[position]) if 0 <= position < len(text) else float("nan")


def code_point_at(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, position = _known(machine, this, "codePointAt"), integer_of(args, 0)
    if not 0 <= position < len(text):
        return UNDEFINED
    return ord(from_units(code_points(text[position:])[0]))


def locale_compare(machine: Machine, this: Value, args: list[Value]) -> Value:
    one, two = _known(machine, this, "localeCompare"), text_of(args, 0)
    first, second = (one.lower(), one.swapcase()), (two.lower(), two.swapcase())
    return (first > second) - (first < second)


# -- pieces


def slice_(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _piece(machine, this, args, "slice", relative)


def substring(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _piece(machine, this, args, "substring", lambda position, size: max(0, min(position, size)))


def _piece(machine: Machine, this: Value, args: list[Value], method: str, place: Callable[[int, int], int]) -> Value:
    text, parts = masked(_receiver(machine, this, method))
    size = len(text)
    start, end = place(integer_of(args, 0), size), place(integer_of(args, 1, size), size)
    if parts:
        first = min(text.index(stand_in) for stand_in in parts)
        if start > first or integer_of(args, 0) < 0 or integer_of(args, 1) < 0 or (argument(args, 1) is not UNDEFINED and end > first):
            raise _unsure(parts)
    if method == "substring" and start > end:
        start, end = end, start
    return unmasked(text[start:end], parts)


def substr(machine: Machine, this: Value, args: list[Value]) -> Value:
    text = _known(machine, this, "substr")
    start = relative(integer_of(args, 0), len(text))
    return text[start : start + max(0, integer_of(args, 1, len(text)))]


def split(machine: Machine, this: Value, args: list[Value]) -> Steps:
    separator = argument(args, 0)
    if isinstance(separator, JSObject):
        return (yield from steps_invoke(machine, separator, SYMBOL_SPLIT, [this, argument(args, 1)]))
    text, parts = masked(_receiver(machine, this, "split"))
    if separator is UNDEFINED:
        return machine.new_array([unmasked(text, parts)])
    cut = known_text(separator)
    if len(parts) == 1 and len(text) == 1 and isinstance(token := parts[text], Token):
        split_token = machine.host.token_parts(machine, token, cut)
        if split_token is not None:
            return machine.new_array(split_token)
    if not _sure_absent(cut, parts):
        raise _unsure(parts)
    pieces = text.split(cut) if cut else list(text)
    machine.charge(bounded(len(pieces)))
    return machine.new_array([unmasked(piece, parts) for piece in pieces][: max(integer_of(args, 1, len(pieces)), 0)])


def concat(machine: Machine, this: Value, args: list[Value]) -> Value:
    joined = join_text([_receiver(machine, this, "concat"), *(any_text_of(value) for value in args)])
    if isinstance(joined, str):
        bounded(len(joined))
    return joined


def _repeated(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, count = _known(machine, this, "repeat"), integer_of(args, 0)
    if count < 0 or to_number(quick(argument(args, 0))) == float("inf"):
        raise Throw(machine.new_error("RangeError", f"Invalid count value: {count}"))
    bounded(len(text) * count)
    return text * count


def _padding(machine: Machine, this: Value, args: list[Value]) -> tuple[str, str]:
    text = _known(machine, this, "padStart")
    filler = " " if argument(args, 1) is UNDEFINED else text_of(args, 1)
    missing = bounded(max(integer_of(args, 0) - len(text), 0)) if filler else 0
    return text, (filler * (missing // max(len(filler), 1) + 1))[:missing]


def pad_start(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, padding = _padding(machine, this, args)
    return padding + text


def pad_end(machine: Machine, this: Value, args: list[Value]) -> Value:
    text, padding = _padding(machine, this, args)
    return text + padding


def _changed(name: str, change: Callable[[str], str]) -> Native:
    """A method that changes known text only; a token stays what it is where the change does not touch tokens (trim)."""

    def apply(machine: Machine, this: Value, args: list[Value]) -> Value:
        text, parts = masked(_receiver(machine, this, name))
        if parts and (not name.startswith("trim") or not _only_tokens(parts)):
            raise _unsure(parts)
        return unmasked(change(text), parts)

    return apply


def normalize(machine: Machine, this: Value, args: list[Value]) -> Value:
    text = from_units(_known(machine, this, "normalize"))
    form = "NFC" if argument(args, 0) is UNDEFINED else text_of(args, 0)
    if form not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise Throw(machine.new_error("RangeError", f"The normalization form should be one of NFC, NFD, NFKC, NFKD. Received {form}"))
    return units(unicodedata.normalize(form, text))  # type: ignore[arg-type]


# -- search and replace


def expand(template: str, matched: str, text: str, position: int, groups: list[Value], named: JSObject | None) -> str:
    """A replacement text with its `$` references filled in."""
    out: list[str] = []
    at = 0
    while at < len(template):
        follows = template[at + 1 : at + 2]
        if template[at] != "$" or not follows:
            out.append(template[at])
            at += 1
            continue
        simple = {"$": "$", "&": matched, "`": text[:position], "'": text[position + len(matched) :]}
        size = next((size for size in (2, 1) if _is_group(template[at + 1 : at + 1 + size], len(groups))), 0)
        close = template.find(">", at)
        if follows in simple:
            out.append(simple[follows])
            at += 2
        elif size:
            group = groups[int(template[at + 1 : at + 1 + size]) - 1]
            out.append(group if isinstance(group, str) else "")
            at += 1 + size
        elif follows == "<" and named is not None and close > 0:
            found = named.own(template[at + 2 : close])
            out.append(found if isinstance(found, str) else "")
            at = close + 1
        else:
            out.append("$")
            at += 1
    return "".join(out)


def _is_group(digits: str, count: int) -> bool:
    return digits.isdigit() and digits.isascii() and 0 < int(digits) <= count


def _steps_replace(machine: Machine, this: Value, args: list[Value], everywhere: bool) -> Steps:
    pattern, replacement = argument(args, 0), argument(args, 1)
    if isinstance(pattern, JSObject) and pattern.class_name == "RegExp":
        return (yield from steps_invoke(machine, pattern, SYMBOL_REPLACE, [this, replacement]))
    text, parts = masked(_receiver(machine, this, "replace"))
    needle = known_text((yield from steps_text(machine, pattern)))
    if parts and not everywhere:
        _index(text, needle, 0, parts)
    elif parts and not _sure_absent(needle, parts):
        raise _unsure(parts)
    position = text.find(needle)
    pieces: list[AbstractText] = []
    end = 0
    while position >= 0:
        pieces.append(_part(text[end:position], parts))
        if isinstance(replacement, (JSCallable, Unknown)):
            answer = yield Call(replacement, UNDEFINED, [needle, position, unmasked(text, parts)])
            pieces.append((yield from steps_text(machine, answer)))
        else:
            new = yield from steps_text(machine, replacement)
            pieces.append(expand(new, needle, text, position, [], None) if isinstance(new, str) else new)
        end = position + len(needle)
        following = end if needle else end + 1
        position = text.find(needle, following) if everywhere and following <= len(text) else -1
    pieces.append(_part(text[end:], parts))
    joined = join_text(pieces)
    if isinstance(joined, str):
        bounded(len(joined))
    return joined


def _part(text: str, parts: dict[str, Token | Unknown]) -> AbstractText:
    return any_text_of(unmasked(text, parts))


def replace(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_replace(machine, this, args, False))


def replace_all(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_replace(machine, this, args, True))


def _by_regexp(symbol: Symbol, flags: str = "") -> Native:
    """A method that hands over to a pattern, made of the argument where it is none."""

    def apply(machine: Machine, this: Value, args: list[Value]) -> Steps:
        pattern = argument(args, 0)
        if not isinstance(pattern, JSObject):
            pattern = yield Construct(machine.get_global("RegExp"), [pattern, flags], machine.get_global("RegExp"))
        return (yield from steps_invoke(machine, pattern, symbol, [this]))

    return apply


# -- the rest


def value_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _receiver(machine, this, "valueOf")


def iterate(machine: Machine, this: Value, args: list[Value]) -> Value:
    return JSIterator(machine.protos["StringIterator"], iter(code_points(_known(machine, this, "[Symbol.iterator]"))))


def from_char_code(machine: Machine, this: Value, args: list[Value]) -> Value:
    return "".join(chr(to_integer(quick(value)) & 0xFFFF) for value in args)


def from_code_point(machine: Machine, this: Value, args: list[Value]) -> Value:
    codes = [to_integer(quick(value)) for value in args]
    wrong = next((code for code in codes if not 0 <= code <= 0x10FFFF), None)
    if wrong is not None:
        raise Throw(machine.new_error("RangeError", f"Invalid code point {wrong}"))
    return units("".join(map(chr, codes)))


def raw(machine: Machine, this: Value, args: list[Value]) -> Steps:
    strings = argument(args, 0)
    found = lookup(strings, "raw") if isinstance(strings, JSObject) else UNDEFINED
    texts = machine.listed(found.value if isinstance(found, Property) else found) or []
    pieces: list[AbstractText] = []
    for position, text in enumerate(texts):
        pieces.append(any_text_of(text))
        if position + 1 < len(texts) and position + 1 < len(args):
            pieces.append((yield from steps_text(machine, args[position + 1])))
    return join_text(pieces)


def call(machine: Machine, this: Value, args: list[Value]) -> Value:
    if not args:
        return ""
    if isinstance(args[0], Symbol):
        return f"Symbol({args[0].description})"
    return steps_text(machine, args[0])


def construct(machine: Machine, args: list[Value], new_target: Value) -> Steps:
    text = (yield from steps_text(machine, args[0])) if args else ""
    made = JSBox(prototype_for(machine, new_target, "String"), text)
    if isinstance(text, str):
        made.props["length"] = Property(len(text), writable=False, enumerable=False)
    return made


STRING = Family(
    "String",
    methods={
        "at": at,
        "charAt": char_at,
        "charCodeAt": char_code_at,
        "codePointAt": code_point_at,
        "concat": concat,
        "endsWith": ends_with,
        "includes": includes,
        "indexOf": index_of,
        "lastIndexOf": last_index_of,
        "localeCompare": locale_compare,
        "match": _by_regexp(SYMBOL_MATCH),
        "matchAll": _by_regexp(SYMBOL_MATCH_ALL, "g"),
        "normalize": normalize,
        "padEnd": pad_end,
        "padStart": pad_start,
        "repeat": _repeated,
        "replace": replace,
        "replaceAll": replace_all,
        "search": _by_regexp(SYMBOL_SEARCH),
        "slice": slice_,
        "split": split,
        "startsWith": starts_with,
        "substr": substr,
        "substring": substring,
        "toLocaleLowerCase": _changed("toLowerCase", str.lower),
        "toLocaleUpperCase": _changed("toUpperCase", str.upper),
        "toLowerCase": _changed("toLowerCase", str.lower),
        "toUpperCase": _changed("toUpperCase", str.upper),
        "toString": value_of,
        "trim": _changed("trim", lambda text: text.strip(_SPACE)),
        "trimEnd": _changed("trimEnd", lambda text: text.rstrip(_SPACE)),
        "trimStart": _changed("trimStart", lambda text: text.lstrip(_SPACE)),
        "valueOf": value_of,
        SYMBOL_ITERATOR: iterate,
    },
    statics={"fromCharCode": from_char_code, "fromCodePoint": from_code_point, "raw": raw},
    call=call,
    construct=construct,
)
