"""The world around a program: a network, stores, a clock, libraries, and the log of what happened.

Models of libraries (library/*.js) reach it through the module "host":

    site()                       where in the project's code the program is: an opaque value, to be handed to send()
    send(request)                -> promise of the answer. request: { method, url, headers, body, site, graphql }; headers: an object of
                                 any case; body: text or any object. answer: { lost, status, headers, body, text }: lost: the network
                                 failed (then nothing else is there); headers: an object with names in lower case; body: what JSON
                                 holds; text: the same as text.
    store(name)                  -> { get(key), set(key, value), remove(key), clear(), keys() }: a key-value store, at once; get gives null
                                 where nothing is. Until it is written a key holds what its name says, of the session the app is in.
    later(work)                  -> promise of what work() gives, run when the scheduler says that the device has answered
    register(kind, start, ...callbacks)   the program handed callbacks to a library. kind "request": start() sends an ordinary
                                 request of the app through what was registered; "event": start() makes the event happen;
                                 "session": start() fills a state that is kept in memory as that of an app that is signed in
    claims(token)                -> { exp, iat, ... } of a token, undefined of anything else
    unknown(label)               a value of which nothing is known
    known(value)                 whether all of a value is known; where not, a condition on it would be a choice: ask this first
    names(object)                the names of its own properties that are known, in order; none of what is no object
    environment                  an object with properties a model may read: { platform }

All is deterministic: the same plan of decisions gives the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from refreshlint.interleave import answers, library, modules, promises
from refreshlint.interleave.answers import (
    ACCESS,
    ANSWERED,
    CLAIMS,
    LIFETIME,
    PAIR,
    REFRESH,
    REFUSED,
    Answer,
    Failure,
    is_access_name,
    is_expiry_name,
    is_refresh_name,
)
from refreshlint.interleave.backend import Backend, Reply
from refreshlint.interleave.frames import Call, Frame, JSCallable, JSFunction, JSPromise, Steps, Throw, argument
from refreshlint.interleave.host import Host, Site
from refreshlint.interleave.machine import Machine
from refreshlint.interleave.objects import enumerable_keys
from refreshlint.interleave.values import (
    Chosen,
    Content,
    JSArray,
    JSObject,
    Property,
    Text,
    Token,
    Unknown,
    Value,
    has_unknown,
    text_parts,
    tokens_in,
)
from refreshlint.js.ir import UNDEFINED, Module

DEVICE = "device"
"""What is answered by the phone itself: stores, native modules."""

NETWORK = "network"

CONTENT = "content"
"""Where what an ordinary answer holds comes from."""

REFRESH_WORDS = re.compile(r"refresh|reissue|renew|rotate", re.I)
GRANT = "grant_type=refresh"
SIGN_WORDS = re.compile(r"log-?in|sign-?in|log-?out|sign-?out|revoke|register", re.I)
_RENEWS = re.compile(r"refresh|reissue|renew", re.I)
_SESSION_KEYS = re.compile(r"session|auth|credential|account|login|pair|grant|persist", re.I)
_SCAN = 200
_TRAIL = 40


class Wire(NamedTuple):
    """A request as the network sees it. trail: what sent it, innermost first; access, refresh: the numbers of the pairs whose tokens it
    carries, 0 for none; anonymous: no header says who asks; unsure: a part of it that could hold a token is not known."""

    number: int
    method: str
    url: str
    access: int
    refresh: int
    is_refresh: bool
    unsure: bool
    graphql: bool
    anonymous: bool
    trail: tuple[Site, ...]
    actor: object

    @property
    def site(self) -> Site | None:
        """The innermost instruction of the project that sends it."""
        return self.trail[0] if self.trail else None


class Pending(NamedTuple):
    """An answer that is to come: kind NETWORK or DEVICE."""

    kind: str
    promise: JSPromise
    wire: Wire | None
    work: Value
    actor: object


class Event(NamedTuple):
    """Something that happened: kind "send", "answer", "store", "remove", "choice", "escape", "wait", "point"; `reply` of an answer."""

    kind: str
    actor: object
    site: Site | None
    wire: Wire | None = None
    reply: Reply | None = None
    text: str = ""


class Stimulus(NamedTuple):
    """A way to make the program's callbacks run (kind "request" or "event"), or to sign the app in ("session")."""

    kind: str
    start: Value
    callbacks: tuple[Value, ...]


class Modules:
    """The modules of a project, and the models of libraries: made when they are asked for."""

    def __init__(self, module: Callable[[str], Module | None]) -> None:
        self._module = module

    def get(self, path: str) -> Module | None:
        """The module at a path, None where there is none."""
        return library.model(path) if library.is_model(path) else self._module(path)


@dataclass(slots=True)
class Settings:
    """How a world differs from the usual one. locally_expired: the app's own clock says that the first access token is too old;
    refresh_sites: instructions known to send a refresh; graphql_errors: GraphQL servers say "too old" in an answer 200; kept: key of a
    store -> the kind of token that the program puts there (only asked where the name of a key says nothing)."""

    locally_expired: bool = False
    refresh_sites: frozenset[Site] = frozenset()
    platform: str = "ios"
    graphql_errors: bool = True
    kept: Mapping[str, str] = field(default_factory=dict)


class World(Host):
    """The surroundings of one machine. `decide_branch` chooses branches on unknown values; device_fails: whatever the phone is asked
    for fails; refresh_missing: no refresh token is stored, where the program has not written one; asked: what of the state of the
    app and of the scenario (fields of orders.Variant and orders.Scenario) had a say in what happened; credentials: the keys under which
    refresh tokens were found."""

    inline_requires = True

    def __init__(
        self,
        resolve: Callable[[str, str], str | None],
        backend: Backend,
        settings: Settings,
        decide_branch: Callable[[Site, Value, int], bool],
    ) -> None:
        self._resolve = resolve
        self.backend = backend
        self.settings = settings
        self._decide = decide_branch
        self.pending: list[Pending] = []
        self.events: list[Event] = []
        self.stimuli: list[Stimulus] = []
        self.signed_in = 1
        self.device_fails = False
        self.refresh_missing = False
        self.credentials: set[str] = set()
        self._stores: dict[str, dict[str, Value]] = {}
        self._issued: dict[int, int] = {}
        self.asked: set[str] = set()
        self._sent = 0

    # ---- modules and globals ----

    def link(self, importer: str, specifier: str) -> str | None:
        if library.is_model(importer):
            if specifier.startswith("./"):
                return library.PREFIX + specifier[2:]
            return library.model_of(specifier)
        return library.model_of(specifier) or self._resolve(importer, specifier)

    def external(self, machine: Machine, specifier: str) -> Value:
        if specifier != library.HOST:
            return Unknown(specifier)
        return machine.new_object(
            {name: machine.native(name, impl) for name, impl in self._natives().items()}
            | {"environment": machine.new_object({"platform": self.settings.platform})}
        )

    def has_global(self, machine: Machine, name: str) -> bool:
        return name not in library.ASIDE and modules.exports(machine, library.GLOBALS, name)

    def global_value(self, machine: Machine, name: str) -> Value:
        if self.has_global(machine, name):
            return modules.exported(machine, library.GLOBALS, name)
        if name == "__DEV__":
            return False
        return UNDEFINED if name in ("localStorage", "sessionStorage", "document", "navigator") else Unknown(name)

    def _natives(self) -> dict[str, Callable[[Machine, Value, list[Value]], Value]]:
        return {
            "site": lambda machine, this, args: _Opaque(machine, self.trail(machine)),
            "send": self._send,
            "store": self._store,
            "later": self._later,
            "register": self._register,
            "claims": lambda machine, this, args: self.claims(machine, argument(args, 0)),
            "unknown": lambda machine, this, args: Unknown(str(argument(args, 0))),
            "known": lambda machine, this, args: not has_unknown(argument(args, 0)),
            "names": lambda machine, this, args: machine.new_array(_known_names(argument(args, 0))),
        }

    # ---- unknown values ----

    def decide(self, machine: Machine, site: Site, value: Value, times: int) -> bool:
        taken = self._decide(site, value, times)
        if not isinstance(value, Chosen):
            self.events.append(Event("choice", machine.actor, site, text="yes" if taken else "no"))
        return taken

    def call_unknown(self, machine: Machine, callee: Unknown, this: Value, args: list[Value]) -> Value:
        asks = callee.origin.rsplit(".", 1)[-1] in _ASKING and not any(isinstance(arg, JSFunction) and arg.cells for arg in args)
        if any(_matters(machine, arg) for arg in args) and not asks and not _LOGGER.search(callee.origin):
            self.events.append(Event("escape", machine.actor, self.where(machine), text=callee.origin))
        return callee.derived("()")

    def await_unknown(self, machine: Machine, value: Unknown) -> Value:
        """What a library outside of the model makes the program wait for may be a lock: then nothing is sure any more."""
        if not isinstance(value, Chosen) and value.origin.endswith("()") and not _LOGGER.search(value.origin):
            self.events.append(Event("wait", machine.actor, self.where(machine), text=value.origin))
        return value

    def expiry_told(self, pair: int) -> None:
        if pair == 1:
            self.asked.add("expired")

    def token_decoded(self, machine: Machine, token: Token) -> Value:
        return token if token.kind == CLAIMS else Chosen("content of a token")

    def token_property(self, machine: Machine, token: Token, name: str) -> Value:
        return answers.read_token(machine, token, name, lambda pair: self.expires(machine, pair))

    def token_parts(self, machine: Machine, token: Token, separator: str) -> list[Value] | None:
        if token.kind == ACCESS and separator == ".":
            return [Chosen("header of a token"), Token(CLAIMS, token.number), Chosen("signature of a token")]
        return None

    def parse_token(self, machine: Machine, token: Token) -> Value:
        if token.kind == CLAIMS:
            return self.claims(machine, token)
        return Answer(machine, token.number, self.expires(machine, token.number))

    # ---- time ----

    def expires(self, machine: Machine, pair: int) -> int:
        """When the access token of a pair expires, in milliseconds since 1970."""
        issued = self._issued.setdefault(pair, machine.now)
        if pair == 1 and self.settings.locally_expired:
            return issued - 60_000
        return issued + LIFETIME * 1000

    def claims(self, machine: Machine, token: Value) -> Value:
        """The claims of an access token; undefined of anything else."""
        if isinstance(token, Unknown):
            return token.derived(".claims")
        found = [each for each in tokens_in(token) if each.kind in (ACCESS, CLAIMS)]
        if not found:
            return UNDEFINED
        self.expiry_told(found[0].number)
        expires = self.expires(machine, found[0].number) // 1000
        made = machine.new_object({"exp": expires, "iat": expires - LIFETIME})
        made.open = True
        return made

    # ---- the network ----

    @staticmethod
    def trail(machine: Machine) -> tuple[Site, ...]:
        """The instructions of the project that led here, innermost first: those that run, and the calls of what waits for them."""
        sites: list[Site] = []
        frame = next((each for each in reversed(machine.stack) if isinstance(each, Frame)), None)
        at = frame.pc - 1 if frame is not None else 0
        for _ in range(_TRAIL):
            if frame is None:
                break
            if not library.is_model(frame.code.owner.module.path):
                sites.append(Site(frame.code.owner.module.path, frame.code.function.index, at))
            at, frame = frame.called_at, frame.caller
        return tuple(sites)

    def where(self, machine: Machine) -> Site | None:
        """The innermost instruction of the project that runs."""
        return next(iter(self.trail(machine)), None)

    def _send(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        request = argument(args, 0)
        assert isinstance(request, JSObject)
        given = request.own("site")
        wire = self._wire(machine, request, given.trail if isinstance(given, _Opaque) else self.trail(machine))
        promise = promises.new_promise(machine)
        self.pending.append(Pending(NETWORK, promise, wire, UNDEFINED, machine.actor))
        self.events.append(Event("send", machine.actor, wire.site, wire))
        return promise

    def _wire(self, machine: Machine, request: JSObject, trail: tuple[Site, ...]) -> Wire:
        self._sent += 1
        url, method = request.own("url"), request.own("method")
        known = _known(url)
        headers = request.own("headers")
        outside = _tokens(machine, [headers])
        inside = _tokens(machine, [url, request.own("body")])
        body_unsure = _tokens(machine, [request.own("body")]).unsure  # an unknown host is no unknown token
        signs = bool(SIGN_WORDS.search(known)) and not _RENEWS.search(known)
        named = (
            bool(REFRESH_WORDS.search(known))
            or GRANT in _known(request.own("body"))
            or any(site in self.settings.refresh_sites for site in trail[:1])
        )
        access = next((each.number for each in outside.found if each.kind in (ACCESS, PAIR)), 0)
        spent = next((each.number for each in inside.found if each.kind in (REFRESH, PAIR)), 0)
        shown = next((each.number for each in outside.found if each.kind == REFRESH), 0)
        if not spent and not named and not _has_refresh_header(headers):
            access, shown = access or shown, 0  # one token that is called a refresh token and serves as both
        refresh = spent or shown
        is_refresh = not signs and (refresh > 0 or named)
        if is_refresh and not refresh:
            carried = next((each.number for each in inside.found), 0)
            refresh = carried or (self.backend.newest if not body_unsure else 0)
        return Wire(
            self._sent,
            str(method).upper() if isinstance(method, str) else "GET",
            known,
            access,
            refresh,
            is_refresh,
            (body_unsure and not refresh) if is_refresh else (outside.unsure and not access),
            request.own("graphql") is True,
            not access and _has_no_authorization(headers),
            trail,
            machine.actor,
        )

    def deliver(self, machine: Machine, pending: Pending) -> None:
        """Let an answer arrive, and run what follows from it."""
        self.pending.remove(pending)
        machine.actor = pending.actor
        if pending.wire is None:
            if self.device_fails:
                promises.reject(machine, pending.promise, machine.new_error("Error", "the device failed"))
            else:
                machine.run_steps(_steps_work(machine, pending.promise, pending.work))
            machine.drain()
            return
        wire = pending.wire
        if wire.is_refresh:
            reply = self.backend.refresh(wire.refresh)
        elif SIGN_WORDS.search(wire.url) and not _RENEWS.search(wire.url):
            reply = Reply(200)
        else:
            reply = self.backend.protected(wire.access)
        self.events.append(Event("answer", wire.actor, wire.site, wire, reply))
        promises.resolve(machine, pending.promise, self._answer(machine, wire, reply))
        machine.drain()

    def _answer(self, machine: Machine, wire: Wire, reply: Reply) -> JSObject:
        if reply.status == 0:
            return machine.new_object({"lost": True})
        status = reply.status
        body: Value
        headers = machine.new_object({"content-type": "application/json"})
        if reply.pair:
            body = Answer(machine, reply.pair, self.expires(machine, reply.pair))
            for name in ("authorization", "x-access-token", "access-token"):
                headers.props[name] = Token(ACCESS, reply.pair)
            for name in ("x-refresh-token", "refresh-token"):
                headers.props[name] = Token(REFRESH, reply.pair)
        elif status == 200:
            body = Chosen(CONTENT)
        else:
            body = Failure(machine, REFUSED if wire.is_refresh else ANSWERED)
        if wire.graphql:
            body, status = self._graphql(machine, body, status)
        text = body.json_text if isinstance(body, JSObject) else None
        whole: Value = text if text is not None else Chosen(CONTENT)
        return machine.new_object({"lost": False, "status": status, "headers": headers, "body": body, "text": whole})

    def _graphql(self, machine: Machine, body: Value, status: int) -> tuple[Value, int]:
        if status == 200:
            return machine.new_object({"data": body}), 200
        if status >= 500:
            return body, status
        error = machine.new_object(
            {
                "message": Chosen("answer.message"),
                "extensions": machine.new_object({"code": "UNAUTHENTICATED"}),
            }
        )
        return machine.new_object({"data": None, "errors": machine.new_array([error])}), 200 if self.settings.graphql_errors else status

    # ---- stores ----

    def _store(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        content = self._stores.setdefault(str(argument(args, 0)), {})

        def get(machine: Machine, this: Value, args: list[Value]) -> Value:
            key = argument(args, 0)
            if not isinstance(key, str):
                return Unknown("stored under an unknown key")
            return content[key] if key in content else self.stored(machine, key)

        def put(machine: Machine, this: Value, args: list[Value]) -> Value:
            key, value = argument(args, 0), argument(args, 1)
            if isinstance(key, str):
                content[key] = value
            self.events.append(Event("store", machine.actor, self.where(machine), text=key if isinstance(key, str) else ""))
            return UNDEFINED

        def remove(machine: Machine, this: Value, args: list[Value]) -> Value:
            key = argument(args, 0)
            if isinstance(key, str):
                content[key] = None
            self.events.append(Event("remove", machine.actor, self.where(machine), text=key if isinstance(key, str) else ""))
            return UNDEFINED

        def clear(machine: Machine, this: Value, args: list[Value]) -> Value:
            content.update(dict.fromkeys([*content, ""], None))
            self.events.append(Event("remove", machine.actor, self.where(machine)))
            return UNDEFINED

        def keys(machine: Machine, this: Value, args: list[Value]) -> Value:
            return machine.new_array([key for key, value in content.items() if value is not None and key])

        made = {"get": get, "set": put, "remove": remove, "clear": clear, "keys": keys}
        return machine.new_object({name: machine.native(name, impl) for name, impl in made.items()})

    def stored(self, machine: Machine, key: str) -> Value:
        """What a store holds under a key that the program has not written: as its name says, of the session the app is in."""
        if is_expiry_name(key):
            self.expiry_told(self.signed_in)
            return str(self.expires(machine, self.signed_in))
        if is_refresh_name(key):
            return self._refresh_token(key)
        if is_access_name(key):
            return Token(ACCESS, self.signed_in)
        kept = self.settings.kept.get(key)
        if kept == REFRESH:
            return self._refresh_token(key)
        if kept is not None or _SESSION_KEYS.search(key):
            return Token(kept or PAIR, self.signed_in)
        return Content(f"stored {key}", Token(PAIR, self.signed_in))

    def _refresh_token(self, key: str) -> Value:
        self.asked.add("no_token")
        self.credentials.add(key)
        return None if self.refresh_missing else Token(REFRESH, self.signed_in)

    def sign_in(self) -> None:
        """The user signs in again: the stores hold the tokens of a new session."""
        self.signed_in = self.backend.sign_in()
        for content in self._stores.values():
            content.clear()

    def _later(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        self.asked.add("device")
        promise = promises.new_promise(machine)
        self.pending.append(Pending(DEVICE, promise, None, argument(args, 0), machine.actor))
        return promise

    def _register(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        kind = argument(args, 0)
        self.stimuli.append(Stimulus(str(kind), argument(args, 1), tuple(args[2:])))
        return UNDEFINED


class _Opaque(JSObject):
    """A place in the program, as a value that models hand around."""

    __slots__ = ("trail",)

    def __init__(self, machine: Machine, trail: tuple[Site, ...]) -> None:
        super().__init__(machine.protos["Object"])
        self.trail = trail


class _Tokens(NamedTuple):
    found: tuple[Token, ...]
    unsure: bool


def _tokens(machine: Machine, roots: Sequence[Value]) -> _Tokens:
    """The tokens in values, objects looked through; unsure where an unknown value is among them."""
    found: list[Token] = []
    unsure = False
    work = list(reversed(roots))
    seen: set[int] = set()
    while work and len(seen) < _SCAN:
        value = work.pop()
        if isinstance(value, Property):
            value = value.value
        if isinstance(value, (Token, Text)):
            found += tokens_in(value)
            unsure = unsure or any(isinstance(part, Unknown) for part in text_parts(value))
        elif isinstance(value, Unknown):
            unsure = unsure or not isinstance(value, Chosen)
        elif isinstance(value, JSObject) and id(value) not in seen:
            seen.add(id(value))
            if value.json_text is not None:
                found.append(value.json_text)
            pairs = getattr(value, "pairs", None)
            if pairs is not None:
                work += [part for pair in reversed(pairs) for part in reversed(pair)]
            items = value.items if isinstance(value, JSArray) else list(value.props.values())
            work += reversed(items)
    return _Tokens(tuple(found), unsure)


def _known_names(value: Value) -> list[Value]:
    return [key for key in enumerable_keys(value) if isinstance(key, str)] if isinstance(value, JSObject) else []


def _has_refresh_header(headers: Value) -> bool:
    return isinstance(headers, JSObject) and any(isinstance(name, str) and is_refresh_name(name) for name in headers.own_keys())


def _has_no_authorization(headers: Value) -> bool:
    """Whether a request has no header that could say who asks."""
    names = headers.own_keys() if isinstance(headers, JSObject) and not headers.open else ["authorization"]
    return not any(isinstance(name, str) and _AUTHORIZATION.search(name) for name in names)


_AUTHORIZATION = re.compile(r"auth|token|cookie|session", re.I)


def _known(value: Value) -> str:
    if isinstance(value, (str, Text)):
        return "".join(part for part in text_parts(value) if isinstance(part, str))
    return ""


_ASKING = frozenset({"find", "findIndex", "filter", "map", "some", "every", "flatMap", "sort", "includes", "indexOf"})
"""Methods of unknown lists: a callback that captures nothing only looks at elements."""

_LOGGER = re.compile(r"log|warn|error|info|debug|trace|sentry|track|analytics|toast|alert|capture", re.I)


def _matters(machine: Machine, value: Value) -> bool:
    """Whether what is handed out of the model is, or holds, a token, a function or a promise of the program."""
    if isinstance(value, JSObject) and not isinstance(value, (JSCallable, JSPromise)):
        return bool(_tokens(machine, [value]).found)
    return isinstance(value, (Token, JSCallable, JSPromise)) or (isinstance(value, Text) and bool(tokens_in(value)))


def _steps_work(machine: Machine, promise: JSPromise, work: Value) -> Steps:
    try:
        result = yield Call(work, UNDEFINED, [])
    except Throw as thrown:
        promises.reject(machine, promise, thrown.value)
        return
    promises.resolve(machine, promise, result)
