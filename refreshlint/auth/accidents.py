"""A request that came to nothing, as a value: what the code that looks at it sees.

Two accidents are told apart, because code often spares one and not the other: LOST (no answer: no network, a timeout) and BROKEN (the
backend answers 503). A refused refresh is neither, so a test for 401, `invalid_grant` and the like is false of both.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any, NamedTuple

from refreshlint.auth.models import accidents as words
from refreshlint.js import ir


class Accident(StrEnum):
    """Why a request came to nothing."""

    LOST = "the network is lost"
    BROKEN = "the backend answers 503"


class Known(NamedTuple):
    """A value that is known, or that comes from the failure.

    kind: "const" (data: the constant), "error" (data: None for a library's, else (class names, text) of what the code throws itself),
    "response", "result" (an object with an error), "body" (what a failed answer holds), "text" (data: what it may say),
    "object" (data: (key, value) pairs), "array" (data: values), "rejected" (a promise; data: its error), "settle" (data: resolve or
    reject), "doubt" (made of the failure, content unknown).
    """

    kind: str
    data: Any = None


DOUBT = Known("doubt")
ERROR = Known("error")
RESPONSE = Known("response")
RESULT = Known("result")
BODY = Known("body")
UNDEFINED = Known("const", ir.UNDEFINED)
TRUE, FALSE = Known("const", True), Known("const", False)
RAISED = Known("raised")
"""Instead of a value: reading it throws."""

_PASSING = frozenset({"toString", "toLowerCase", "toUpperCase", "trim", "valueOf", "String", "Number", "parseInt", "Boolean", "normalize"})
_TEXT_TESTS = frozenset({"includes", "startsWith", "endsWith", "test", "match", "indexOf", "search"})


def truth(value: Known) -> bool | None:
    """Whether a value is truthy, None where that is not known."""
    if value.kind == "const":
        return bool(value.data) if value.data is not ir.UNDEFINED else False
    if value.kind == "doubt":
        return None
    return any(value.data) if value.kind == "text" else True


def tells(value: Known | None) -> bool:
    """Whether a value that a function gives back says that something failed."""
    if value is None:
        return False
    if value.kind == "const":
        return not truth(value)
    if value.kind == "object":
        return any(
            each.kind not in ("const", "opaque")
            or (each.kind == "const" and not truth(each) and not isinstance(each.data, int | float))
            or (each == FALSE)
            for _, each in value.data
        )
    if value.kind == "array":
        return any(each.kind not in ("const", "opaque") or is_nothing(each) is True for each in value.data)
    return value.kind not in ("opaque", "settle")


def is_nothing(value: Known) -> bool | None:
    """Whether a value is null or undefined."""
    if value.kind == "const":
        return value.data is None or value.data is ir.UNDEFINED
    return None if value.kind == "doubt" else False


def member(accident: Accident, value: Known, name: str) -> Known:
    """What `value.name` is; RAISED where reading it throws."""
    if value.kind == "const":
        if is_nothing(value):
            return RAISED
        return Known("const", len(value.data)) if name == "length" and isinstance(value.data, str) else DOUBT
    if value.kind == "object":
        return next((each for key, each in value.data if key == name), UNDEFINED)
    if value.kind == "array":
        if name == "length":
            return Known("const", len(value.data))
        return value.data[int(name)] if name.isdigit() and int(name) < len(value.data) else UNDEFINED
    if value.kind == "error":
        return _of_error(accident, value, name)
    if value.kind in ("response", "result"):
        return _of_answer(accident, value, name)
    if value.kind == "body":
        return _of_body(accident, name)
    return DOUBT


def _texts(accident: Accident) -> Known:
    return Known("text", words.LOST_TEXTS if accident is Accident.LOST else words.BROKEN_TEXTS)


def _of_error(accident: Accident, error: Known, name: str) -> Known:
    if error.data is not None:  # what the code throws itself
        classes, text, fields = error.data
        for key, each in fields:
            if key == name:
                return each  # type: ignore[no-any-return]
        if name == "message":
            return text  # type: ignore[no-any-return]
        if name == "name":
            return Known("text", classes)
        if name in words.RESPONSE_FIELDS or name in words.STATUS_FIELDS or name == "code":
            return UNDEFINED if set(classes) <= {"Error", "TypeError"} else DOUBT
        return DOUBT
    if name in words.RESPONSE_FIELDS or name in ("data", "body"):
        if name == "networkError":
            return ERROR
        return UNDEFINED if accident is Accident.LOST else BODY if name in ("data", "body") else RESPONSE
    if name in words.STATUS_FIELDS:
        return UNDEFINED if accident is Accident.LOST else Known("const", words.STATUS)
    if name in words.TEXT_FIELDS:
        return _texts(accident)
    if name in ("graphQLErrors", "errors", "validationErrors"):
        return Known("array", ())
    return _named(accident, name) or DOUBT


def _named(accident: Accident, name: str) -> Known | None:
    """What a field or predicate says by its name: isNetworkError, retryable, isUnauthorized."""
    about = words.LOST_NAME if accident is Accident.LOST else words.BROKEN_NAME
    if re.match(r"non|not|un", name, re.IGNORECASE) is None and about.search(name):
        return TRUE
    if words.ALWAYS_LIBRARY_ERROR.search(name):
        return TRUE
    if words.REFUSAL_NAME.search(name) or words.LOST_NAME.search(name) or words.BROKEN_NAME.search(name):
        return FALSE
    return None


def _of_answer(accident: Accident, value: Known, name: str) -> Known:
    if name in words.STATUS_FIELDS:
        if accident is Accident.LOST:
            return UNDEFINED
        return Known("const", words.STATUS)
    if words.FALSE_FIELDS.search(name):
        return FALSE
    if name == "redirected":
        return FALSE
    if value.kind == "result":
        if name in ("graphQLErrors", "errors"):
            return DOUBT
        if name == "meta":
            return UNDEFINED if accident is Accident.LOST else Known("object", (("response", RESPONSE),))
        if words.TRUE_FIELDS.search(name) and name != "message":
            return ERROR
        return _texts(accident) if name == "message" else UNDEFINED if words.ABSENT_FIELDS.search(name) else DOUBT
    if name in ("data", "_data", "body"):
        return BODY
    return _texts(accident) if name in words.TEXT_FIELDS else DOUBT


def _of_body(accident: Accident, name: str) -> Known:
    if words.FALSE_FIELDS.search(name):
        return FALSE
    if words.TRUE_FIELDS.search(name) or name in words.TEXT_FIELDS:
        return _texts(accident)
    if name in words.STATUS_FIELDS:
        return Known("const", words.STATUS)
    return UNDEFINED


def instance_of(accident: Accident, value: Known, names: tuple[str, ...], external: bool) -> Known:
    """Whether a value is an instance of a class. names: what the class and those above it are called; external: a library's class."""
    if value.kind == "const":
        return FALSE
    if value.kind != "error":
        return DOUBT
    if names[:1] == ("Error",):
        return TRUE
    if value.data is not None:
        return Known("const", names[0] in value.data[0]) if names else DOUBT
    if not names:
        return DOUBT
    if names[0] == "TypeError":
        return Known("const", accident is Accident.LOST)
    if names[0] == "Response":
        return FALSE
    if accident is Accident.LOST and re.match(r"(?:HTTP|Http|Api|API|Response|Status|Fetch)\w*Error$", names[0]):
        return DOUBT if names[0].lower().startswith(("api", "fetch")) else FALSE
    by_name = _named(accident, names[0])
    if by_name is not None:
        return by_name
    return DOUBT if external else FALSE


def binary(accident: Accident, op: str, left: Known | None, right: Known | None) -> Known | None:
    """The result of an operation; None where nothing of the failure is in it, DOUBT where it is and cannot be told."""
    if left is None or right is None:
        known = left if left is not None else right
        return DOUBT if known is not None and known.kind not in ("const",) else None
    if op in ("===", "==", "!==", "!="):
        same = _same(left, right, loose=len(op) == 2)
        return DOUBT if same is None else Known("const", same != op.startswith("!"))
    if op in ("<", "<=", ">", ">="):
        if left.kind == right.kind == "const" and isinstance(left.data, int | float) and isinstance(right.data, int | float):
            a, b = left.data, right.data
            return Known("const", a < b if op == "<" else a <= b if op == "<=" else a > b if op == ">" else a >= b)
        if UNDEFINED in (left, right):
            return FALSE
        return None if left.kind == right.kind == "const" else DOUBT
    if op == "+" and "text" in (left.kind, right.kind):
        return DOUBT
    return None if left.kind == right.kind == "const" else DOUBT


def _same(left: Known, right: Known, *, loose: bool) -> bool | None:
    if left.kind == right.kind == "const":
        if loose and is_nothing(left) and is_nothing(right):
            return True
        if loose and {type(left.data), type(right.data)} == {int, str}:
            return str(left.data) == str(right.data)
        return type(left.data) is type(right.data) and left.data == right.data
    if "text" in (left.kind, right.kind):
        text, other = (left, right) if left.kind == "text" else (right, left)
        if other.kind == "const":
            return _says(text.data, str(other.data), whole=True) if isinstance(other.data, str) else False
        return None
    if "doubt" in (left.kind, right.kind):
        return None
    if "const" in (left.kind, right.kind):
        return False
    return left == right


def _says(texts: tuple[str, ...], wanted: str, *, whole: bool = False) -> bool:
    wanted = wanted.lower()
    if not wanted:
        return not whole
    return any(wanted == text.lower() if whole else wanted in text.lower() for text in texts)


def method(accident: Accident, base: Known | None, name: str, arguments: tuple[Known | None, ...]) -> Known | None:
    """What a method of a value gives; None where nothing of the failure is in it."""
    first = arguments[0] if arguments else None
    involved = [each for each in (base, *arguments) if each is not None and each.kind != "const"]
    if base is not None and is_nothing(base):
        return RAISED
    if base is None or (base.kind == "const" and first is not None and first.kind != "const"):
        if first is not None and first.kind == "text" and base is not None and isinstance(base.data, ir.Regex) and name in ("test", "exec"):
            return Known("const", any(_matches(base.data, text) for text in first.data))
        if base is not None and isinstance(base.data, ir.Regex) and name == "test":
            return DOUBT
        return DOUBT if involved and name in _TEXT_TESTS else None if not involved else DOUBT
    if base.kind in ("response", "body", "result") and name in ("json", "text", "clone", "blob", "formData", "unwrap", "toPromise"):
        return base if name in ("clone", "toPromise") else BODY
    if name in _PASSING:
        return base if base.kind in ("text", "doubt") else Known("const", str(base.data)) if base.kind == "const" else DOUBT
    if base.kind == "array":
        if name in ("includes", "has"):
            if first is None or first.kind == "doubt" or any(each.kind == "doubt" for each in base.data):
                return DOUBT if first is not None else None
            same = [_same(each, first, loose=True) for each in base.data]
            return DOUBT if None in same and True not in same else Known("const", True in same)
        if name in ("some", "find"):
            return DOUBT if base.data else FALSE if name == "some" else UNDEFINED
        return DOUBT
    if base.kind == "text" or (base.kind == "const" and isinstance(base.data, str)):
        texts = base.data if base.kind == "text" else (base.data,)
        if name in ("includes", "startsWith", "endsWith") and first is not None and first.kind == "const" and isinstance(first.data, str):
            if base.kind == "const" and name != "includes":
                return Known("const", base.data.startswith(first.data) if name == "startsWith" else base.data.endswith(first.data))
            return Known("const", _says(texts, first.data))
        if name in ("match", "search") and first is not None and first.kind == "const" and isinstance(first.data, ir.Regex):
            found = any(_matches(first.data, text) for text in texts)
            return (Known("object", ()) if found else Known("const", None)) if name == "match" else DOUBT
        return DOUBT if involved else None
    return DOUBT


def _matches(pattern: ir.Regex, text: str) -> bool:
    """Whether a simple pattern finds something in a text; a pattern that Python reads otherwise finds nothing."""
    try:
        return re.search(pattern.pattern, text, re.IGNORECASE) is not None
    except (re.error, RecursionError):
        return False


def predicate(accident: Accident, name: str) -> Known:
    """What a predicate that cannot be followed says of a failure, by its name."""
    return _named(accident, name) or DOUBT
