"""RegExp, and the methods of strings that take one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, any_text_of, incompatible, quick
from refreshlint.interleave.builtins.strings import expand
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import Unknowable, bounded, known_text, to_integer
from refreshlint.interleave.frames import Call, JSCallable, Native, Steps, Throw, argument
from refreshlint.interleave.objects import steps_text
from refreshlint.interleave.patterns import Pattern, PatternError, Unsupported, compiled
from refreshlint.interleave.values import (
    SYMBOL_MATCH,
    SYMBOL_MATCH_ALL,
    SYMBOL_REPLACE,
    SYMBOL_SEARCH,
    SYMBOL_SPLIT,
    JSArray,
    JSIterator,
    JSObject,
    Property,
    Text,
    Token,
    Unknown,
    Value,
    join_text,
    text_parts,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_FLAGS = "dgimsuvy"


class JSRegExp(JSObject):
    """A RegExp. `pattern` is None where the engine does not support it; every match is then Unknown."""

    __slots__ = ("flags", "pattern", "source")
    class_name = "RegExp"

    def __init__(self, proto: JSObject, source: str, flags: str, pattern: Pattern | None) -> None:
        super().__init__(proto)
        self.source = source
        self.flags = flags
        self.pattern = pattern
        self.props["lastIndex"] = Property(0, enumerable=False, configurable=False)

    @property
    def last_index(self) -> int:
        """Where the next match of a global or sticky pattern begins."""
        found = self.props["lastIndex"]
        value = found.value if isinstance(found, Property) else found
        return to_integer(value) if isinstance(value, (int, float)) else 0

    @last_index.setter
    def last_index(self, value: int) -> None:
        found = self.props["lastIndex"]
        assert isinstance(found, Property)
        found.value = value


def _construct(machine: Machine, args: list[Value], new_target: Value) -> Value:
    source, flags = argument(args, 0), argument(args, 1)
    if isinstance(source, JSRegExp):
        flags = source.flags if flags is UNDEFINED else flags
        source = source.source
    text = "(?:)" if source is UNDEFINED or source == "" else known_text(quick(source))
    marks = "" if flags is UNDEFINED else known_text(quick(flags))
    if any(mark not in _FLAGS or marks.count(mark) > 1 for mark in marks):
        raise Throw(machine.new_error("SyntaxError", f"Invalid flags supplied to RegExp constructor '{marks}'"))
    try:
        pattern: Pattern | None = compiled(text, marks)
    except PatternError as error:
        raise Throw(machine.new_error("SyntaxError", f"Invalid regular expression: /{text}/{marks}: {error}")) from None
    except Unsupported:
        pattern = None
    return JSRegExp(prototype_for(machine, new_target, "RegExp"), text, "".join(sorted(marks)), pattern)


def _call(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _construct(machine, args, UNDEFINED)


def _regexp(machine: Machine, this: Value) -> JSRegExp:
    if isinstance(this, JSRegExp):
        return this
    raise incompatible(machine, this, "RegExp")


Groups = tuple[int, ...]


def _find(machine: Machine, regexp: JSRegExp, text: str, start: int) -> Groups | None:
    if regexp.pattern is None:
        raise Unknowable(Unknown("an unsupported regular expression"))
    if start > len(text):
        return None
    if "y" in regexp.flags:
        return regexp.pattern.match(text, start, machine.charge)
    return regexp.pattern.search(text, start, machine.charge)


def _exec(machine: Machine, regexp: JSRegExp, text: str) -> Groups | None:
    """RegExp.prototype.exec without its result object: moves lastIndex of global and sticky patterns."""
    moving = "g" in regexp.flags or "y" in regexp.flags
    found = _find(machine, regexp, text, regexp.last_index if moving else 0)
    if moving:
        regexp.last_index = 0 if found is None else found[1]
    return found


def _group(text: str, found: Groups, number: int) -> Value:
    start, end = found[2 * number], found[2 * number + 1]
    return text[start:end] if start >= 0 else UNDEFINED


def _captures(text: str, found: Groups) -> list[Value]:
    return [_group(text, found, number) for number in range(len(found) // 2)]


def _named(machine: Machine, regexp: JSRegExp, text: str, found: Groups) -> JSObject | None:
    if regexp.pattern is None or not regexp.pattern.names:
        return None
    made = machine.new_object({name: _group(text, found, number) for name, number in regexp.pattern.names.items()})
    made.proto = None
    return made


def _result(machine: Machine, regexp: JSRegExp, text: str, found: Groups) -> JSArray:
    made = machine.new_array(_captures(text, found))
    named = _named(machine, regexp, text, found)
    made.props.update({"index": found[0], "input": text, "groups": UNDEFINED if named is None else named})
    return made


def _subject(args: list[Value], index: int) -> str:
    """The text to search. One known in part is searched only in vain hopes: Unknowable."""
    return known_text(any_text_of(argument(args, index)))


def exec_(machine: Machine, this: Value, args: list[Value]) -> Value:
    regexp, text = _regexp(machine, this), _subject(args, 0)
    found = _exec(machine, regexp, text)
    return None if found is None else _result(machine, regexp, text, found)


def test(machine: Machine, this: Value, args: list[Value]) -> Value:
    regexp = _regexp(machine, this)
    subject = any_text_of(argument(args, 0))
    if isinstance(subject, (Token, Text)):
        return _test_parts(machine, regexp, subject)
    return _exec(machine, regexp, known_text(subject)) is not None


def _test_parts(machine: Machine, regexp: JSRegExp, subject: Token | Text) -> Value:
    """A pattern without anchors or look-around that matches in a known part matches; anything else is not known."""
    source = regexp.source.replace("\\^", "").replace("\\$", "")
    anchored = any(mark in source for mark in ("^", "$", "\\b", "\\B", "(?=", "(?!", "(?<"))
    if not anchored and "g" not in regexp.flags and "y" not in regexp.flags:
        for part in text_parts(subject):
            if isinstance(part, str) and _find(machine, regexp, part, 0) is not None:
                return True
    raise Unknowable(Unknown("a match in an unknown text"))


def to_string(machine: Machine, this: Value, args: list[Value]) -> Value:
    regexp = _regexp(machine, this)
    return f"/{regexp.source}/{regexp.flags}"


def _flag(mark: str) -> Native:
    return lambda machine, this, args: mark in _regexp(machine, this).flags


# -- what the methods of strings hand over to: `pattern[Symbol.replace](text, replacement)` and its like


def _all(machine: Machine, regexp: JSRegExp, text: str) -> list[Groups]:
    """Every match of a global pattern."""
    out: list[Groups] = []
    at = 0
    while (found := _find(machine, regexp, text, at)) is not None:
        out.append(found)
        at = found[1] if found[1] > found[0] else found[1] + 1
        bounded(len(out))
    return out


def match(machine: Machine, this: Value, args: list[Value]) -> Value:
    regexp, text = _regexp(machine, this), _subject(args, 0)
    if "g" not in regexp.flags:
        return exec_(machine, regexp, [text])
    regexp.last_index = 0
    found = _all(machine, regexp, text)
    return machine.new_array([_group(text, groups, 0) for groups in found]) if found else None


def match_all(machine: Machine, this: Value, args: list[Value]) -> Value:
    regexp, text = _regexp(machine, this), _subject(args, 0)
    if "g" not in regexp.flags:
        raise Throw(machine.new_error("TypeError", "String.prototype.matchAll called with a non-global RegExp argument"))
    results = [_result(machine, regexp, text, found) for found in _all(machine, regexp, text)]
    return JSIterator(machine.protos["RegExpStringIterator"], iter(results))


def search(machine: Machine, this: Value, args: list[Value]) -> Value:
    found = _find(machine, _regexp(machine, this), _subject(args, 0), 0)
    return -1 if found is None else found[0]


def split(machine: Machine, this: Value, args: list[Value]) -> Value:
    separator, text = _regexp(machine, this), _subject(args, 0)
    most = len(text) + 1 if argument(args, 1) is UNDEFINED else to_integer(quick(args[1]))
    if separator.pattern is None:
        raise Unknowable(Unknown("an unsupported regular expression"))
    pieces: list[Value] = []
    start = at = 0
    while at < len(text):
        found = separator.pattern.match(text, at, machine.charge)
        if found is None or found[1] == start:
            at += 1
            continue
        pieces += [text[start:at], *_captures(text, found)[1:]]
        start = at = found[1]
    if text or separator.pattern.match(text, 0, machine.charge) is None:
        pieces.append(text[start:])
    return machine.new_array(pieces[:most])


def replace(machine: Machine, this: Value, args: list[Value]) -> Steps:
    regexp, text, replacement = _regexp(machine, this), _subject(args, 0), argument(args, 1)
    if "g" in regexp.flags:
        regexp.last_index = 0
        matches = _all(machine, regexp, text)
    else:
        first = _exec(machine, regexp, text)
        matches = [] if first is None else [first]
    pieces: list[str | Token | Text | Unknown] = []
    end = 0
    for found in matches:
        pieces.append(text[end : found[0]])
        whole, *groups = _captures(text, found)
        named = _named(machine, regexp, text, found)
        if isinstance(replacement, (JSCallable, Unknown)):
            answer = yield Call(replacement, UNDEFINED, [whole, *groups, found[0], text, *([] if named is None else [named])])
            pieces.append((yield from steps_text(machine, answer)))
        else:
            new = yield from steps_text(machine, replacement)
            pieces.append(expand(new, text[found[0] : found[1]], text, found[0], groups, named) if isinstance(new, str) else new)
        end = found[1]
    pieces.append(text[end:])
    joined = join_text(pieces)
    if isinstance(joined, str):
        bounded(len(joined))
    return joined


REGEXP = Family(
    "RegExp",
    methods={
        "exec": exec_,
        "test": test,
        "toString": to_string,
        SYMBOL_MATCH: match,
        SYMBOL_MATCH_ALL: match_all,
        SYMBOL_REPLACE: replace,
        SYMBOL_SEARCH: search,
        SYMBOL_SPLIT: split,
    },
    getters={
        "source": lambda machine, this, args: _regexp(machine, this).source,
        "flags": lambda machine, this, args: _regexp(machine, this).flags,
        "global": _flag("g"),
        "ignoreCase": _flag("i"),
        "multiline": _flag("m"),
        "sticky": _flag("y"),
        "unicode": _flag("u"),
        "dotAll": _flag("s"),
    },
    call=_call,
    construct=_construct,
)
