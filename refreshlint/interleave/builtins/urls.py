"""URL and URLSearchParams (what clients use of them), percent encoding, base64."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

from refreshlint.interleave.builtins.family import Family, any_text_of, function_of, incompatible, text_of
from refreshlint.interleave.builtins.strings import AbstractText, masked, unmasked
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import Unknowable, code_points, from_units, units
from refreshlint.interleave.frames import Call, Native, Steps, Throw, argument
from refreshlint.interleave.iteration import steps_list
from refreshlint.interleave.objects import enumerable_keys, lookup, steps_get, steps_text
from refreshlint.interleave.values import (
    MISSING,
    SYMBOL_ITERATOR,
    JSIterator,
    JSObject,
    Token,
    Unknown,
    Value,
    join_text,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine

_COMPONENT = "-_.!~*'()"
_WHOLE = _COMPONENT + ";/?:@&=+$,#"
_QUERY = _WHOLE + "[]|`^{}%"
_FORM = "*-._ "
_PORTS = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}


# -- percent encoding; tokens pass unchanged: they are taken to be made of characters that need none


def _escape(text: AbstractText, safe: str) -> AbstractText:
    shown, parts = masked(text)
    try:
        out = "".join(char if char in parts else quote(_whole(char), safe=safe) for char in code_points(shown))
    except UnicodeDecodeError:
        raise _Malformed from None
    return any_text_of(unmasked(out, parts))


class _Malformed(Exception):
    """A URIError."""


def _whole(char: str) -> str:
    """A code point of one or two units as Python text; a lone surrogate is an error."""
    return char.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _unescape(text: AbstractText, plus: bool = False) -> AbstractText:
    shown, parts = masked(text)
    pieces: list[str] = []
    at = 0
    while at < len(shown):
        end = at
        while end < len(shown) and shown[end] not in parts:
            end += 1
        known = shown[at:end].replace("+", " ") if plus else shown[at:end]
        try:
            pieces.append(units(unquote_to_bytes(from_units(known)).decode("utf-8", "replace" if plus else "strict")))
        except UnicodeDecodeError:
            raise _Malformed from None
        pieces.append(shown[end : end + 1])
        at = end + 1
    return any_text_of(unmasked("".join(pieces), parts))


def _encoder(safe: str) -> Native:
    def encode(machine: Machine, this: Value, args: list[Value]) -> Value:
        try:
            return _escape(any_text_of(argument(args, 0)), safe)
        except _Malformed:
            raise Throw(machine.new_error("URIError", "URI malformed")) from None

    return encode


def _decode(machine: Machine, this: Value, args: list[Value]) -> Value:
    text = any_text_of(argument(args, 0))
    shown, _ = masked(text)
    rest = shown.split("%")[1:]
    try:
        if any(len(part) < 2 or not all(char in "0123456789abcdefABCDEF" for char in part[:2]) for part in rest):
            raise _Malformed
        return _unescape(text)
    except _Malformed:
        raise Throw(machine.new_error("URIError", "URI malformed")) from None


def _to_base64(machine: Machine, this: Value, args: list[Value]) -> Value:
    text = text_of(args, 0)
    if any(char > "\xff" for char in text):
        raise Throw(machine.new_error("Error", "Invalid character"))
    return base64.b64encode(text.encode("latin-1")).decode("ascii")


def _from_base64(machine: Machine, this: Value, args: list[Value]) -> Value:
    given = argument(args, 0)
    if isinstance(given, Token):
        return machine.host.token_decoded(machine, given)
    text = "".join(text_of(args, 0).split())
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), validate=True).decode("latin-1")
    except (binascii.Error, ValueError):
        raise Throw(machine.new_error("Error", "The string to be decoded is not correctly encoded.")) from None


FUNCTIONS: dict[str, Native] = {
    "encodeURIComponent": _encoder(_COMPONENT),
    "encodeURI": _encoder(_WHOLE),
    "decodeURIComponent": _decode,
    "decodeURI": _decode,
    "btoa": _to_base64,
    "atob": _from_base64,
}


# -- URLSearchParams


class JSParams(JSObject):
    """A URLSearchParams: its pairs, and the URL that it belongs to."""

    __slots__ = ("pairs", "url")
    class_name = "URLSearchParams"

    def __init__(self, proto: JSObject, pairs: list[tuple[AbstractText, AbstractText]]) -> None:
        super().__init__(proto)
        self.pairs = pairs
        self.url: JSURL | None = None

    def text(self) -> AbstractText:
        """The query, encoded."""
        pieces: list[AbstractText] = []
        for name, value in self.pairs:
            pieces += ("&" if pieces else "", _form(name), "=", _form(value))
        return any_text_of(join_text(pieces))


def _form(text: AbstractText) -> AbstractText:
    shown, parts = masked(_escape(text, _FORM))
    return any_text_of(unmasked(shown.replace(" ", "+").replace("~", "%7E"), parts))


def _pairs(query: AbstractText) -> list[tuple[AbstractText, AbstractText]]:
    shown, parts = masked(query)
    found: list[tuple[AbstractText, AbstractText]] = []
    for piece in shown.removeprefix("?").split("&"):
        if piece:
            name, _, value = piece.partition("=")
            found.append((_decoded(name, parts), _decoded(value, parts)))
    return found


def _decoded(text: str, parts: dict[str, Token | Unknown]) -> AbstractText:
    return _unescape(any_text_of(unmasked(text, parts)), plus=True)


def _params(machine: Machine, this: Value) -> JSParams:
    if isinstance(this, JSParams):
        return this
    raise incompatible(machine, this, "URLSearchParams")


def _changed(params: JSParams) -> Value:
    if params.url is not None:
        text = params.text()
        params.url.fields["search"] = any_text_of(join_text(["?", text])) if text else ""
    return UNDEFINED


def _construct_params(machine: Machine, args: list[Value], new_target: Value) -> Steps:
    source = argument(args, 0)
    made = JSParams(prototype_for(machine, new_target, "URLSearchParams"), [])
    if isinstance(source, Unknown):
        return source.derived()
    if isinstance(source, JSParams):
        made.pairs = list(source.pairs)
    elif isinstance(source, JSObject) and lookup(source, SYMBOL_ITERATOR) is not MISSING:
        for pair in (yield from steps_list(machine, source)):
            name = yield from steps_get(machine, pair, "0")
            value = yield from steps_get(machine, pair, "1")
            made.pairs.append(((yield from steps_text(machine, name)), (yield from steps_text(machine, value))))
    elif isinstance(source, JSObject):
        if source.open:
            raise Unknowable(Unknown("a query"))
        for key in enumerable_keys(source):
            value = yield from steps_get(machine, source, key)
            made.pairs.append((any_text_of(key), (yield from steps_text(machine, value))))
    elif source is not UNDEFINED:
        made.pairs = _pairs(any_text_of(source))
    return made


def _append(machine: Machine, this: Value, args: list[Value]) -> Value:
    params = _params(machine, this)
    params.pairs.append((any_text_of(argument(args, 0)), any_text_of(argument(args, 1))))
    return _changed(params)


def _set(machine: Machine, this: Value, args: list[Value]) -> Value:
    params = _params(machine, this)
    name, value = any_text_of(argument(args, 0)), any_text_of(argument(args, 1))
    kept: list[tuple[AbstractText, AbstractText]] = []
    done = False
    for pair in params.pairs:
        if pair[0] != name:
            kept.append(pair)
        elif not done:
            kept.append((name, value))
            done = True
    params.pairs = kept if done else [*kept, (name, value)]
    return _changed(params)


def _delete(machine: Machine, this: Value, args: list[Value]) -> Value:
    params = _params(machine, this)
    params.pairs = [pair for pair in params.pairs if pair[0] != any_text_of(argument(args, 0))]
    return _changed(params)


def _get(machine: Machine, this: Value, args: list[Value]) -> Value:
    wanted = any_text_of(argument(args, 0))
    return next((value for name, value in _params(machine, this).pairs if name == wanted), None)


def _get_all(machine: Machine, this: Value, args: list[Value]) -> Value:
    wanted = any_text_of(argument(args, 0))
    return machine.new_array([value for name, value in _params(machine, this).pairs if name == wanted])


def _has(machine: Machine, this: Value, args: list[Value]) -> Value:
    wanted = any_text_of(argument(args, 0))
    return any(name == wanted for name, _ in _params(machine, this).pairs)


def _for_each(machine: Machine, this: Value, args: list[Value]) -> Steps:
    callback = function_of(machine, args, 0)
    for name, value in list(_params(machine, this).pairs):
        yield Call(callback, argument(args, 1), [value, name, this])
    return UNDEFINED


def _text(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _params(machine, this).text()


def _entries(machine: Machine, this: Value, args: list[Value]) -> Value:
    pairs = _params(machine, this).pairs
    return JSIterator(machine.protos["MapIterator"], (machine.new_array([name, value]) for name, value in list(pairs)))


def _keys(machine: Machine, this: Value, args: list[Value]) -> Value:
    return JSIterator(machine.protos["MapIterator"], iter([name for name, _ in _params(machine, this).pairs]))


def _values(machine: Machine, this: Value, args: list[Value]) -> Value:
    return JSIterator(machine.protos["MapIterator"], iter([value for _, value in _params(machine, this).pairs]))


PARAMS = Family(
    "URLSearchParams",
    methods={
        "append": _append,
        "set": _set,
        "delete": _delete,
        "get": _get,
        "getAll": _get_all,
        "has": _has,
        "forEach": _for_each,
        "toString": _text,
        "entries": _entries,
        "keys": _keys,
        "values": _values,
        SYMBOL_ITERATOR: _entries,
    },
    getters={"size": lambda machine, this, args: len(_params(machine, this).pairs)},
    construct=_construct_params,
)


# -- URL


class JSURL(JSObject):
    """A URL, taken apart."""

    __slots__ = ("fields", "params")
    class_name = "URL"

    def __init__(self, proto: JSObject, fields: dict[str, AbstractText], params: JSParams) -> None:
        super().__init__(proto)
        self.fields = fields
        self.params = params
        params.url = self

    def text(self) -> AbstractText:
        """The whole URL."""
        fields = self.fields
        account: list[AbstractText] = []
        if fields["username"]:
            account = [fields["username"], *((":", fields["password"]) if fields["password"] else ()), "@"]
        pieces = [fields["protocol"], fields["slashes"], *account, self.host(), fields["pathname"], fields["search"], fields["hash"]]
        return any_text_of(join_text(pieces))

    def host(self) -> AbstractText:
        """Host name and port."""
        return any_text_of(join_text([self.fields["hostname"], ":" if self.fields["port"] else "", self.fields["port"]]))


def _split(machine: Machine, text: AbstractText, base: AbstractText | None) -> dict[str, AbstractText]:
    """The parts of a URL. Raises Unknowable where its beginning is not known, a TypeError where it is none."""
    whole: AbstractText = text
    shown, parts = masked(any_text_of(join_text([text, "\n", base or ""])))
    head, _, below = shown.partition("\n")
    if any(isinstance(part, Unknown) for part in parts.values()):
        raise Unknowable(whole if isinstance(whole, Unknown) else Unknown("part of a URL"))
    head = head.strip()
    split = urlsplit(head)
    if not split.scheme and below:
        head = urljoin(below.strip(), head)
        split = urlsplit(head)
    if not split.scheme or (split.scheme in _PORTS and not split.netloc):
        raise Throw(machine.new_error("TypeError", "Invalid URL"))
    account, _, host = split.netloc.rpartition("@")
    name, _, port = host.partition(":")
    user, _, password = account.partition(":")
    special = split.scheme in _PORTS
    found = {
        "protocol": f"{split.scheme}:",
        "slashes": "//" if split.netloc or special else "",
        "username": user,
        "password": password,
        "hostname": name.lower() if special else name,
        "port": "" if port == _PORTS.get(split.scheme) else port,
        "pathname": _encoded(split.path, parts) or ("/" if special else ""),
        "search": f"?{_encoded(split.query, parts)}" if split.query else "",
        "hash": f"#{_encoded(split.fragment, parts)}" if split.fragment else "",
    }
    return {field: any_text_of(unmasked(value, parts)) for field, value in found.items()}


def _encoded(text: str, parts: dict[str, Token | Unknown]) -> str:
    return "".join(char if char in parts else quote(from_units(char), safe=_QUERY) for char in code_points(text))


def _construct_url(machine: Machine, args: list[Value], new_target: Value) -> Steps:
    text = yield from steps_text(machine, argument(args, 0))
    base = None if argument(args, 1) is UNDEFINED else (yield from steps_text(machine, args[1]))
    try:
        fields = _split(machine, text, base)
    except ValueError:
        raise Throw(machine.new_error("TypeError", "Invalid URL")) from None
    params = JSParams(machine.protos["URLSearchParams"], _pairs(fields["search"]))
    return JSURL(prototype_for(machine, new_target, "URL"), fields, params)


def _url(machine: Machine, this: Value) -> JSURL:
    if isinstance(this, JSURL):
        return this
    raise incompatible(machine, this, "URL")


def _getter(field: str) -> Native:
    return lambda machine, this, args: _url(machine, this).fields[field]


def _setter(field: str, mark: str = "") -> Native:
    def set_(machine: Machine, this: Value, args: list[Value]) -> Value:
        url = _url(machine, this)
        value = any_text_of(argument(args, 0))
        shown, parts = masked(value)
        if mark and shown and not shown.startswith(mark):
            shown = mark + shown
        url.fields[field] = any_text_of(unmasked("" if shown == mark != "/" else shown, parts))
        if field == "search":
            url.params.pairs = _pairs(url.fields["search"])
        return UNDEFINED

    return set_


def _set_href(machine: Machine, this: Value, args: list[Value]) -> Value:
    url = _url(machine, this)
    url.fields = _split(machine, any_text_of(argument(args, 0)), None)
    url.params.pairs = _pairs(url.fields["search"])
    return UNDEFINED


def _origin(machine: Machine, this: Value, args: list[Value]) -> Value:
    url = _url(machine, this)
    return join_text([url.fields["protocol"], "//", url.host()]) if url.fields["slashes"] else "null"


def _href(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _url(machine, this).text()


def _can_parse(machine: Machine, this: Value, args: list[Value]) -> Value:
    try:
        _split(machine, any_text_of(argument(args, 0)), None if argument(args, 1) is UNDEFINED else any_text_of(args[1]))
    except (Throw, ValueError):
        return False
    return True


_MARKS = {"pathname": "/", "search": "?", "hash": "#", "hostname": "", "port": "", "username": "", "password": "", "protocol": ""}

URL = Family(
    "URL",
    methods={"toString": _href, "toJSON": _href},
    getters={
        **{field: _getter(field) for field in _MARKS},
        "href": _href,
        "origin": _origin,
        "host": lambda machine, this, args: _url(machine, this).host(),
        "searchParams": lambda machine, this, args: _url(machine, this).params,
    },
    setters={**{field: _setter(field, mark) for field, mark in _MARKS.items()}, "href": _set_href},
    statics={"canParse": _can_parse},
    construct=_construct_url,
)
