"""What a backend's answers and a store's content look like to the code: whatever field is read is there.

Nobody knows what an API calls its fields. An `Answer` decides when a field is read, by the field's name: a refresh token, an access
token, an expiry, a flag, or a further object of the same kind. A token that is read like an object answers in the same way, for
APIs in which `token` is an object.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from refreshlint.interleave.values import MISSING, Chosen, JSObject, Key, Token, Value
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Callable

    from refreshlint.interleave.machine import Machine

ACCESS, REFRESH, PAIR, CLAIMS = "access", "refresh", "pair", "claims"
"""Kinds of Token: the two of a pair, the text of an object that holds both, the encoded claims of an access token."""

ANSWERED, REFUSED = "answer", "refusal"
"""Where what a failure's body holds comes from."""

LIFETIME = 3600
"""Seconds for which an access token is good."""

_EXPIRY = re.compile(r"expir|(?:^|_)exp$|ttl|(?:^|[_.:/-]|valid_?)until|lifetime", re.I)
_DURATION = re.compile(r"(?:_in|In|lifetime|ttl|seconds)$|Lifetime|^expires$", re.I)
_REFRESH = re.compile(r"refresh|renew|(?:^|[_.:/-])rt?$|[a-z]RT$", re.I)
_ACCESS = re.compile(r"token$|jwt|bearer|^access$|access_?token|authorization$|(?:^|[_.:/-])a(?:t|ccess)?$", re.I)
_OTHER = re.compile(
    r"^(?:is|has|should|can|needs?|last|next|on|auto|num|use)(?=[A-Z_])|(?i:refresh(?:ing|ed|able|es\b)"
    r"|(?:promise|in_?flight|queue|count|timer|interval|url|uri|endpoint|error|status|attempts?|progress|callback|rate|control|listeners?)$)"
)
"""Names about a refresh, or about a token, that name none."""

_KIND = re.compile(r"token_?type", re.I)
_HOLDER = re.compile(r"tokens$|credentials?$", re.I)
_YES = re.compile(r"^(?:success|ok|valid|is_?success|is_?valid|active)$", re.I)
_NO = re.compile(r"^(?:errors?|error_?(?:code|description|message)|err|exception|is_?error|failed)$", re.I)
_OPEN = re.compile(
    r"^(?:code|status|status_?code|message|msg|type|name|id|user_?id|result_?code|scope|email|role|reason|detail|title)$", re.I
)
_FAILURE = re.compile(
    r"^(?:code|status|status_?code|messages?|msg|type|name|errors?|error_?\w*|err\w*|reason|detail|title|data|result|body|extensions|cause|\d+)$",
    re.I,
)
_METHODS = frozenset(
    {
        "then",
        "toString",
        "valueOf",
        "toJSON",
        "constructor",
        "hasOwnProperty",
        "map",
        "forEach",
        "filter",
        "find",
        "some",
        "every",
        "reduce",
        "includes",
        "indexOf",
        "length",
        "trim",
        "split",
        "startsWith",
        "endsWith",
        "slice",
        "substring",
        "replace",
        "prototype",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "__proto__",
        "__esModule",
        "catch",
        "finally",
        "call",
        "apply",
        "bind",
        "match",
        "concat",
        "join",
        "toLowerCase",
        "toUpperCase",
        "charAt",
        "substr",
        "toLocaleString",
        "asymmetricMatch",
        "$$typeof",
        "nodeType",
        "padEnd",
    }
)


def is_refresh_name(name: str) -> bool:
    """Whether a field or a key names a refresh token."""
    return bool(_REFRESH.search(name)) and not _EXPIRY.search(name) and not _OTHER.search(name)


def is_expiry_name(name: str) -> bool:
    """Whether a field or a key names a time of expiry."""
    return bool(_EXPIRY.search(name))


def is_access_name(name: str) -> bool:
    """Whether a field or a key names an access token."""
    return bool(_ACCESS.search(name)) and not _EXPIRY.search(name) and not _KIND.search(name) and not _OTHER.search(name)


def field_of(machine: Machine, pair: int, name: str, expires: int) -> Value:
    """What a field of an object that carries a pair holds, by its name; `expires` is in milliseconds since 1970."""
    if name in _METHODS:
        return MISSING
    if _KIND.search(name):
        return "Bearer"
    if _HOLDER.search(name):
        return Answer(machine, pair, expires)
    if is_expiry_name(name):
        machine.host.expiry_told(pair)
        return expiry_value(machine, name, expires)
    if is_refresh_name(name):
        return Token(REFRESH, pair)
    if is_access_name(name):
        return Token(ACCESS, pair)
    if name == "version":
        return 0  # what libraries that keep a state write beside it, where the app says nothing
    if _YES.match(name):
        return True
    if _NO.match(name):
        return UNDEFINED
    if _OPEN.match(name):
        return Chosen(f"answer.{name}")
    return Answer(machine, pair, expires)


def expiry_value(machine: Machine, name: str, expires: int) -> Value:
    """A time of expiry in the form that its name asks for: seconds from now, seconds or milliseconds since 1970."""
    if "refresh" in name.lower():
        expires += 30 * 86_400_000
    if _DURATION.search(name):
        return (expires - machine.now) // 1000
    return expires // 1000 if name in ("exp", "expires_at", "expiresAtSeconds") or name.endswith(("_exp", "_expires_at")) else expires


class Answer(JSObject):
    """An object that carries the tokens of a pair under whatever names are read. `expires`: milliseconds since 1970."""

    __slots__ = ("_machine", "expires", "pair")

    def __init__(self, machine: Machine, pair: int, expires: int) -> None:
        super().__init__(machine.protos["Object"])
        self._machine = machine
        self.pair = pair
        self.expires = expires
        self.open = self

    @property
    def json_text(self) -> Token:  # type: ignore[override]  # a constant of the class elsewhere
        return Token(PAIR, self.pair)

    def fills(self, key: Key) -> bool:
        return isinstance(key, str) and bool(is_refresh_name(key) or is_access_name(key) or is_expiry_name(key) or _HOLDER.search(key))

    def own(self, key: Key) -> Value:
        found = self.props.get(key, MISSING)
        if found is MISSING and type(key) is str:
            found = field_of(self._machine, self.pair, key, self.expires)
            if found is not MISSING:
                self.props[key] = found
        return found


class Failure(JSObject):
    """The body of an answer that says no: texts and codes are whatever the backend chose, tokens are not there.

    source: REFUSED for that of a refresh, else ANSWERED: what says "too old" of one says something else of the other.
    """

    __slots__ = ("source",)

    def __init__(self, machine: Machine, source: str) -> None:
        super().__init__(machine.protos["Object"])
        self.source = source

    def own(self, key: Key) -> Value:
        found = self.props.get(key, MISSING)
        if found is MISSING and type(key) is str and _FAILURE.match(key):
            found = self.props[key] = Chosen(f"{self.source}.{key}")
        return found


def read_token(machine: Machine, token: Token, name: str, expires: Callable[[int], int]) -> Value:
    """A property of a token that the code takes for an object; undefined where it is none of a token's holder."""
    if is_refresh_name(name) or is_access_name(name) or is_expiry_name(name) or name in ("token", "value", "access"):
        return field_of(machine, token.number, "access" if name == "value" else name, expires(token.number))
    return UNDEFINED
