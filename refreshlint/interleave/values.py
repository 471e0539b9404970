"""The values of the machine.

JavaScript's primitives are Python's: `ir.UNDEFINED`, None (null), bool, int and float (one type, numbers; an int stays within
2**53), str (one character a UTF-16 code unit). Beside them stand `BigInt`, `Symbol`, objects (`JSObject` and below), and what
JavaScript does not have:

- `Unknown`: a value outside of the model. What is computed from it is Unknown, a branch on it is a choice.
- `Token`: a symbol that behaves like a string without known content, never empty, equal only to itself.
- `Text`: a string put together from known text, tokens and unknown parts; what went in stays findable.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NamedTuple, TypeAlias

from refreshlint.js.ir import UNDEFINED

Value: TypeAlias = object
Key: TypeAlias = object  # str, Symbol, PrivateName, or an abstract value used as a key

MAX_SAFE = 2**53
ORIGIN_CHARS = 80


class _Marker:
    """A constant that is no value of the language."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


MISSING = _Marker("MISSING")
"""What a lookup gives where there is no such property."""

EMPTY = _Marker("EMPTY")
"""What a cell holds before its declaration ran, `this` before super() returned, an array where it has a hole."""

DONE = _Marker("DONE")
"""What a step of an iterator gives at its end."""


class Unknown:
    """A value that the machine knows nothing of; `origin` says in a few words where it came from. Equal only to itself."""

    __slots__ = ("origin",)

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def __repr__(self) -> str:
        return f"Unknown({self.origin})"

    def derived(self, step: str = "") -> Unknown:
        """Another unknown value computed from this one."""
        origin = self.origin + step
        return Unknown(origin if len(origin) <= ORIGIN_CHARS else self.origin)


class Chosen(Unknown):
    """A value that the surroundings are free to choose, as a backend chooses its texts: a branch on it is no guess about the code."""

    __slots__ = ()

    def derived(self, step: str = "") -> Chosen:
        origin = self.origin + step
        return Chosen(origin if len(origin) <= ORIGIN_CHARS else self.origin)


class Content(Unknown):
    """What a store holds under a name that says nothing. parsed: what its text is, if it turns out to be that of an object."""

    __slots__ = ("parsed",)

    def __init__(self, origin: str, parsed: Token) -> None:
        super().__init__(origin)
        self.parsed = parsed


class UnknownRest(Unknown):
    """In a list of arguments or elements: here, an unknown number of unknown values is spread."""

    __slots__ = ()


class Token(NamedTuple):
    """A symbolic string, such as the second access token: Token("access", 2)."""

    kind: str
    number: int


class Text(NamedTuple):
    """A string of at least two parts: known text (never empty, never two in a row), tokens and unknown values."""

    parts: tuple[str | Token | Unknown, ...]


class BigInt(NamedTuple):
    """A BigInt."""

    value: int


class Symbol:
    """A Symbol; equal only to itself."""

    __slots__ = ("description",)

    def __init__(self, description: str) -> None:
        self.description = description

    def __repr__(self) -> str:
        return f"Symbol({self.description})"


SYMBOL_ITERATOR = Symbol("Symbol.iterator")
SYMBOL_ASYNC_ITERATOR = Symbol("Symbol.asyncIterator")
SYMBOL_TO_PRIMITIVE = Symbol("Symbol.toPrimitive")
SYMBOL_TO_STRING_TAG = Symbol("Symbol.toStringTag")
SYMBOL_HAS_INSTANCE = Symbol("Symbol.hasInstance")
SYMBOL_MATCH = Symbol("Symbol.match")
SYMBOL_MATCH_ALL = Symbol("Symbol.matchAll")
SYMBOL_REPLACE = Symbol("Symbol.replace")
SYMBOL_SEARCH = Symbol("Symbol.search")
SYMBOL_SPLIT = Symbol("Symbol.split")
WELL_KNOWN = (
    SYMBOL_ITERATOR,
    SYMBOL_ASYNC_ITERATOR,
    SYMBOL_TO_PRIMITIVE,
    SYMBOL_TO_STRING_TAG,
    SYMBOL_HAS_INSTANCE,
    SYMBOL_MATCH,
    SYMBOL_MATCH_ALL,
    SYMBOL_REPLACE,
    SYMBOL_SEARCH,
    SYMBOL_SPLIT,
)


class PrivateName(NamedTuple):
    """The key of `#name`, one a class."""

    name: str
    path: str
    class_index: int


class Property:
    """An own property that is not a plain one: an accessor, or with attributes switched off."""

    __slots__ = ("configurable", "enumerable", "getter", "is_accessor", "setter", "value", "writable")

    def __init__(
        self,
        value: Value = UNDEFINED,
        *,
        getter: Value = UNDEFINED,
        setter: Value = UNDEFINED,
        is_accessor: bool = False,
        writable: bool = True,
        enumerable: bool = True,
        configurable: bool = True,
    ) -> None:
        self.value = value
        self.getter = getter
        self.setter = setter
        self.is_accessor = is_accessor
        self.writable = writable
        self.enumerable = enumerable
        self.configurable = configurable


def hidden(value: Value) -> Property:
    """A data property that enumeration passes over, as methods of classes and builtins are."""
    made = Property.__new__(Property)  # without the constructor: one is made for each method of each class
    made.value = value
    made.getter = made.setter = UNDEFINED
    made.is_accessor = made.enumerable = False
    made.writable = made.configurable = True
    return made


EXTENSIBLE, CLOSED, SEALED, FROZEN = 0, 1, 2, 3


class JSObject:
    """An object. `props` maps keys to plain values or a `Property`, in order of insertion.

    `open` is set where the object may hold properties that the machine does not know (an unknown object was spread into it, or a
    property with an unknown key was written): a property it lacks is then Unknown, or what the object says that `open` is.
    """

    __slots__ = ("integrity", "open", "props", "proto")
    class_name = "Object"

    json_text: Token | None = None
    """What JSON.stringify makes of it, where that is not its properties."""

    virtual: ClassVar[bool] = False
    """Whether `own` may find what is not in `props`. What is in `props` counts in any case."""

    def __init_subclass__(cls) -> None:
        cls.virtual = cls.own is not JSObject.own

    def __init__(self, proto: JSObject | None) -> None:
        self.props: dict[Key, Value] = {}
        self.proto = proto
        self.open: bool | JSObject = False
        self.integrity = EXTENSIBLE

    def fills(self, key: Key) -> bool:
        """Whether an object that answers to any name holds this one for sure, so that spreading it overwrites it."""
        return False

    def own(self, key: Key) -> Value:
        """The own property: a value, a `Property`, or MISSING."""
        return self.props.get(key, MISSING)

    def write(self, key: Key, value: Value) -> None:
        """Create or overwrite an own property, whatever its attributes; a Property is taken as such."""
        self.props[key] = value

    def remove(self, key: Key) -> None:
        """Delete an own property if it is there."""
        self.props.pop(key, None)

    def own_keys(self) -> list[Key]:
        """All own keys in the order of the language: array indices ascending, then the others by insertion."""
        keys = list(self.props)
        for key in keys:
            if type(key) is str and key.isdigit():
                break
        else:
            return keys
        indices = [key for key in keys if type(key) is str and is_index(key)]
        if indices:
            indices.sort(key=lambda key: int(str(key)))
            keys = [*indices, *(key for key in keys if not (type(key) is str and is_index(key)))]
        return keys


class JSArray(JSObject):
    """An array; EMPTY stands for a hole."""

    __slots__ = ("items",)
    class_name = "Array"

    def __init__(self, proto: JSObject | None, items: list[Value]) -> None:
        super().__init__(proto)
        self.items = items

    def own(self, key: Key) -> Value:
        if type(key) is str:
            if key == "length":
                return len(self.items)
            if is_index(key):
                index = int(key)
                if index < len(self.items) and self.items[index] is not EMPTY:
                    return self.items[index]
                return MISSING
        return self.props.get(key, MISSING)

    def remove(self, key: Key) -> None:
        if type(key) is str and is_index(key):
            if int(key) < len(self.items):
                self.items[int(key)] = EMPTY
        else:
            self.props.pop(key, None)

    def own_keys(self) -> list[Key]:
        return [*(str(index) for index, item in enumerate(self.items) if item is not EMPTY), *super().own_keys()]


class JSArguments(JSArray):
    """The `arguments` of a function."""

    __slots__ = ()
    class_name = "Arguments"


class JSError(JSObject):
    """An Error, or an instance of a class below it."""

    __slots__ = ()
    class_name = "Error"


class JSBox(JSObject):
    """A primitive as an object: `new String(...)`."""

    __slots__ = ("primitive",)

    def __init__(self, proto: JSObject | None, primitive: Value) -> None:
        super().__init__(proto)
        self.primitive = primitive


class JSDate(JSObject):
    """A Date: milliseconds since 1970, NaN where invalid, or Unknown."""

    __slots__ = ("time",)
    class_name = "Date"

    def __init__(self, proto: JSObject | None, time: Value) -> None:
        super().__init__(proto)
        self.time = time


class JSIterator(JSObject):
    """A builtin iterator; each step gives a value or DONE."""

    __slots__ = ("_seen", "_steps")
    class_name = "Iterator"

    def __init__(self, proto: JSObject | None, steps: Iterator[Value]) -> None:
        super().__init__(proto)
        self._steps = steps
        self._seen: list[Value] = []

    def step(self) -> Value:
        """The next value, DONE at the end and ever after."""
        return next(self._steps, DONE)

    def peek(self, index: int) -> Value:
        """The element that an array pattern reads at a position, undefined past the end."""
        while len(self._seen) <= index and (value := self.step()) is not DONE:
            self._seen.append(value)
        return self._seen[index] if index < len(self._seen) else UNDEFINED

    def rest(self, index: int) -> list[Value]:
        """The elements that an array pattern's rest element takes from a position on."""
        self._seen += iter(self.step, DONE)
        return self._seen[index:]


def is_index(key: str) -> bool:
    """Whether a property name is an array index."""
    return key.isdigit() and key.isascii() and (key[0] != "0" or key == "0") and len(key) <= 10


def is_nullish(value: Value) -> bool:
    """Whether a value is null or undefined."""
    return value is None or value is UNDEFINED


def is_number(value: Value) -> bool:
    """Whether a value is a number."""
    return type(value) is int or type(value) is float


def is_abstract(value: Value) -> bool:
    """Whether a value is a string of which the machine knows only parts, or nothing at all."""
    return isinstance(value, (Token, Text, Unknown))


def text_parts(value: Value) -> tuple[str | Token | Unknown, ...]:
    """The parts of a string, known or not."""
    if type(value) is Text:
        return value.parts
    assert isinstance(value, (str, Token, Unknown))
    return (value,)


def join_text(pieces: Iterable[str | Token | Text | Unknown]) -> Value:
    """The string made of these pieces: str where all is known, else a token, a Text, or the one unknown piece."""
    parts: list[str | Token | Unknown] = []
    for piece in pieces:
        for part in text_parts(piece):
            if type(part) is str:
                if not part:
                    continue
                if parts and type(parts[-1]) is str:
                    parts[-1] += part
                    continue
            parts.append(part)
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 else Text(tuple(parts))


def tokens_in(value: Value) -> tuple[Token, ...]:
    """The tokens that a string carries, in order."""
    if isinstance(value, (Token, Text)):
        return tuple(part for part in text_parts(value) if isinstance(part, Token))
    return ()


def truth(value: Value) -> bool | None:
    """Whether a value counts as true; None where that is unknown."""
    kind = type(value)
    if kind is bool:
        return bool(value)
    if value is None or value is UNDEFINED:
        return False
    if kind is str:
        return value != ""
    if kind is int or kind is float:
        return value != 0 and value == value
    if isinstance(value, Unknown):
        return None
    if type(value) is Text:
        return True if any(not isinstance(part, Unknown) for part in value.parts) else None
    if type(value) is BigInt:
        return value.value != 0
    return True


def type_of(value: Value) -> str | None:
    """What `typeof` says; None for Unknown."""
    if value is UNDEFINED:
        return "undefined"
    kind = type(value)
    if kind is bool:
        return "boolean"
    if kind is int or kind is float:
        return "number"
    if kind is str or kind is Token or kind is Text:
        return "string"
    if kind is Symbol:
        return "symbol"
    if kind is BigInt:
        return "bigint"
    if isinstance(value, Unknown):
        return None
    return "function" if isinstance(value, JSObject) and value.class_name == "Function" else "object"


def strict_equals(one: Value, two: Value) -> bool | None:
    """`one === two`; None where that is unknown."""
    if one is two:
        return not (type(one) is float and math.isnan(one))
    kind, other = type(one), type(two)
    if kind is str and other is str:
        return one == two
    if isinstance(one, Unknown) or isinstance(two, Unknown):
        return None
    if (kind is int or kind is float) and (other is int or other is float):
        return one == two
    if kind is BigInt and other is BigInt:
        return one == two
    strings = (str, Token, Text)
    if kind in strings and other in strings:
        return _same_text(one, two)
    return False


def _same_text(one: Value, two: Value) -> bool | None:
    if one == two:
        return True
    if not has_unknown(one) and not has_unknown(two):
        return False
    if one == "" or two == "":
        return None if truth(one) is not True and truth(two) is not True else False
    first, second = text_parts(one), text_parts(two)
    head, other = first[0], second[0]
    if type(head) is str and type(other) is str and not (head.startswith(other) or other.startswith(head)):
        return False
    tail, other = first[-1], second[-1]
    if type(tail) is str and type(other) is str and not (tail.endswith(other) or other.endswith(tail)):
        return False
    return None


def map_key(value: Value) -> Any:
    """What a Map, Set or `includes` compares by (SameValueZero), as a hashable Python value."""
    if type(value) is bool:
        return (bool, value)
    if type(value) is float and math.isnan(value):
        return (float, "NaN")
    return value


def has_unknown(value: Value) -> bool:
    """Whether a string or key is not known in all its parts."""
    return isinstance(value, Unknown) or (type(value) is Text and any(isinstance(part, Unknown) for part in value.parts))
