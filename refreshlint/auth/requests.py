"""Which calls send requests, and which of those are refreshes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from refreshlint.auth.concepts import Point, RefreshOperation, Request, TriggerKind
from refreshlint.auth.models import http, oauth
from refreshlint.auth.vocabulary import (
    BARE_REFRESH_URL,
    NOT_REFRESH_NAME,
    NOT_REFRESH_URL,
    REFRESH_BYTES,
    REFRESH_GRANT,
    REFRESH_NAME,
    REFRESH_OPERATION,
    REFRESH_TOKEN_KEY,
    REFRESH_URL,
    SESSION_END_NAME,
    SIGN_IN_AGAIN,
    TOKEN_PROVIDER,
    TOKEN_RESULT,
    TOKEN_URL,
)
from refreshlint.finding import NO_NAMES, Names
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import HOLE, Shapes
from refreshlint.js.values import Value, Values

MAX_WRAPPER_DEPTH = 4
MAX_HANDED = 40
"""Calls looked at on the way from a function to the one outside of the project that it runs."""
_LOOKS_LIKE_URL = re.compile(r"^(?:https?:/)?/|^\{\}/|^[\w.-]+/[\w./{}-]+|^\{\}[\w./-]*/")
_SENDS = re.compile(r"fetch|request|api|http|client|axios|post|call", re.IGNORECASE)
_READS = re.compile(r"_*(?:get|read|load|fetch_?stored|select|peek|retrieve|restore|stored)", re.IGNORECASE)
"""Functions that hand out what is stored: `getRefreshToken()` is a refresh token, what `refreshToken()` gives is none."""
_BODIES = frozenset({"json", "text", "clone", "unwrap"})
_TELLS = re.compile(r"fail|error|log_?out|sign_?out|track|log$|report", re.IGNORECASE)
_GRANT_KEYS = frozenset({"grant_type", "granttype", "authflow", "grant"})
_PLAIN_PATH = re.compile(r"^[\w./{}:?=&-]+$")


class Requests:
    """Finds requests and refreshes in the modules lowered so far."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes, names: Names = NO_NAMES) -> None:
        self.names = names
        own = rb"|".join(re.escape(name.encode()) for name in names.refresh)
        self._named_bytes = re.compile(own) if own else None
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.status_test: Callable[[Code, int], object] | None = None  # triggers.py gives it, which builds on this
        self._sends: dict[tuple[str, int], bool] = {}
        self._last: dict[tuple[str, int], tuple[tuple[str, int], int] | None] = {}
        self._requests: dict[tuple[tuple[str, int], int], Request | None] = {}

    # ---- requests ----

    def shape(self, code: Code, instr: ir.Instr) -> tuple[str, http.Shape] | None:
        """The access path and shape of a call that is known to send a request."""
        for value in self.values.callee(code, instr):
            path = self.client_path(value)
            found = http.REQUESTS.get(path)
            if found is not None:
                return path, found
        return None

    def client_path(self, value: Value) -> str:
        """The access path of a callee; what is declared as an axios client counts as an instance."""
        if value.path:
            return value.path
        if value.kind == "param":
            owner = self.project.code(value.root[1])
            params = owner.function.params
            position = value.root[2]
            if position < len(params) and params[position].type_text in http.AXIOS_TYPES:
                return http.AXIOS_INSTANCES[0] + "".join(value.ops)
        if value.kind in ("instance", "class") and value.ops:
            member = self.values.members(value.root[1], value.root[2]).get((value.ops[0][1:], False))
            if member is not None and member.type_text in http.AXIOS_TYPES:
                return http.AXIOS_INSTANCES[0] + "".join(value.ops[1:])
        return ""

    def request(self, code: Code, index: int) -> Request | None:
        """The request that a call sends, None where it sends none (or cannot be known to)."""
        memo = (code.key, index)
        if memo not in self._requests:
            self._requests[memo] = self._request(code, index)
        return self._requests[memo]

    def _request(self, code: Code, index: int) -> Request | None:
        instr = code.function.code[index]
        if instr.op not in ir.CALLS or instr.op in (ir.NEW, ir.SUPERCALL):
            return None
        arguments = self.values.arguments(instr)
        shaped = self.shape(code, instr)
        point = Point(code, index)
        client = self.values.of(code, instr.args[0]) if instr.args else ()
        if shaped is not None:
            path, shape = shaped
            urls: tuple[str, ...] = ()
            if 0 <= shape.url < len(arguments):
                urls = self.shapes.texts(code, arguments[shape.url])
            fields: list[tuple[str, tuple[str, ...]]] = []
            for position, register in enumerate(arguments):
                if position != shape.url or position == shape.options:
                    fields += self._fields(code, register, "body" if position == shape.body else "")
                if position in (shape.options, shape.url):
                    urls += self._option_urls(code, register)
            return Request(point, path, urls, tuple(fields), client, True)
        name = self.shapes.callee(code, instr)
        if name in http.NOT_CLIENTS or not arguments:
            return None
        targets = self.calls.targets(code, index)
        if targets and not any(self.sends(target) for target in targets):
            return None
        urls = tuple(text for register in arguments[:3] for text in self.shapes.texts(code, register))
        urls += self._option_urls(code, arguments[0])
        urls = tuple(url for url in urls if _LOOKS_LIKE_URL.search(url) or (_PLAIN_PATH.match(url) and ("/" in url or _SENDS.search(name))))
        if not urls and not (instr.op == ir.INVOKE and name in oauth.GRAPHQL_METHODS) and not self._names_a_grant(code, instr, name):
            return None
        if not urls and name not in oauth.GRAPHQL_METHODS:
            fields = [field for register in arguments for field in self._fields(code, register, "")]
            return Request(point, "", (), tuple(fields), client, True)
        if not targets and not (name in http.VERBS or name in self.names.clients or _SENDS.search(name)):
            return None
        fields = []
        for register in arguments[0 if not urls else 1 :]:
            fields += self._fields(code, register, "")
        fields += [field for field in self._fields(code, arguments[0], "") if field[0]]
        return Request(point, "", urls, tuple(fields), client, bool(targets))

    def _names_a_grant(self, code: Code, instr: ir.Instr, name: str) -> bool:
        """Whether an argument says that this is a refresh grant: `{ grant_type: "refresh_token" }`, `AuthFlow: "REFRESH_TOKEN_AUTH"`."""
        if re.search(r"stringify|URLSearchParams|FormData|log|assign|freeze|append|set$", name, re.I):
            return False
        for register in self.values.arguments(instr)[:3]:
            for entry in self.shapes.entries(code, register):
                if entry.label and entry.key.lower() in _GRANT_KEYS:
                    if any(REFRESH_GRANT.fullmatch(text) for text in self.shapes.texts(entry.code, entry.register)):
                        return True
        return False

    def is_handed_back(self, request: Point) -> bool:
        """Whether the function around a request does nothing but send it and hand back the answer, or parts of it."""
        code, index = request
        if code.function.kind == "module":
            return False
        handed = {code.function.code[index].dst}
        for at, instr in enumerate(code.function.code):
            if at == index:
                continue
            if instr.op in ir.CALLS:
                if instr.op != ir.INVOKE or (at > index and not self._is_projection(code, instr, handed)):
                    return False
            if instr.args and instr.args[0] in handed and instr.op in (ir.AWAIT, ir.MOVE, ir.GET, ir.INVOKE):
                handed.add(instr.dst)
            elif instr.op == ir.OBJECT and instr.args and handed.issuperset(instr.args):
                handed.add(instr.dst)
            elif instr.op == ir.STORE and instr.args[0] in handed and code.module.bindings[instr.data].function == code.key[1]:
                handed.update(each.dst for each in code.function.code if each.op == ir.LOAD and each.data == instr.data)
            elif instr.op == ir.RETURN and instr.args[0] in handed:
                return True
        return False

    def _is_projection(self, code: Code, instr: ir.Instr, handed: Collection[int]) -> bool:
        """Whether a method call makes no more of an answer than a part of it: `.json()`, `.then((answer) => answer.data)`."""
        if instr.args[0] not in handed:
            return False
        if instr.data != "then":
            return instr.data in _BODIES
        handlers = [value for register in instr.args[1:] for value in self.values.of(code, register)]
        inner = [self.project.code(value.root[1]).function for value in handlers if value.is_function]
        return len(inner) == len(handlers) and not any(
            each.op in ir.CALLS and not (each.op == ir.INVOKE and each.data in _BODIES) for function in inner for each in function.code
        )

    def _option_urls(self, code: Code, register: int) -> tuple[str, ...]:
        out: dict[str, None] = {}
        for value in self.values.of(code, register):
            if value.kind == "object" and not value.ops:
                for name in ("url", "path", "endpoint"):
                    owner = self.project.code(value.root[1])
                    instr = owner.function.code[value.root[2]]
                    for key, each in zip(instr.data, instr.args, strict=True):
                        if key == name:
                            out.update(dict.fromkeys(self.shapes.texts(owner, each)))
        return tuple(out)

    def _fields(self, code: Code, register: int, label: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for entry in self.shapes.entries(code, register):
            made_by = {name for name in self.shapes.makers(entry.code, entry.register) if not _READS.match(name)}
            names = tuple(name for name in self.shapes.names(entry.code, entry.register) if name not in made_by)
            texts = tuple(text for text in self.shapes.texts(entry.code, entry.register) if len(text) < 400)
            yield ".".join(part for part in (label, entry.label) if part), (*names, *(f"={text}" for text in texts))

    def sends(self, code: Code) -> bool:
        """Whether a function (or one it calls, a few steps down) sends a request."""
        if code.key not in self._sends:
            self._sends[code.key] = False  # what a cycle meets meanwhile
            self._sends[code.key] = any(
                instr.op in ir.CALLS and self.shape(at, instr) is not None
                for at in self.calls.within(code, MAX_WRAPPER_DEPTH)
                for instr in at.function.code
            )
        return self._sends[code.key]

    def clients(self) -> list[Point]:
        """The calls that make a client."""
        return [
            Point(code, index)
            for code in list(self.project.all_codes())
            for index, instr in enumerate(code.function.code)
            if instr.op in ir.CALLS and any(value.path in http.CLIENT_MAKERS for value in self.values.callee(code, instr) if value.path)
        ]

    # ---- refreshes ----

    def refreshes(self) -> list[RefreshOperation]:
        """Every refresh operation, in order of path and position; a call to a wrapper is one where the wrapper's own call is none."""
        found: dict[tuple[str, int, int], RefreshOperation] = {}  # by span: copies of a finally body are one
        for code in list(self.project.all_codes()):
            if not self._may_refresh(code.module.path):
                continue
            for index, instr in enumerate(code.function.code):
                if instr.op in ir.CALLS:
                    operation = self._refresh(code, index)
                    if operation is not None:
                        found.setdefault((code.module.path, instr.start, instr.end), operation)
        return list(found.values())

    def _may_refresh(self, path: str) -> bool:
        """Whether the bytes of a file hold a word without which no call in it can be a refresh."""
        files = self.project.files
        return files.mentions(path, REFRESH_BYTES) or (self._named_bytes is not None and files.mentions(path, self._named_bytes))

    def is_refresh(self, code: Code, index: int) -> bool:
        """Whether a call is a refresh."""
        return self._refresh(code, index) is not None

    def _refresh(self, code: Code, index: int) -> RefreshOperation | None:
        instr = code.function.code[index]
        for value in self.values.callee(code, instr):
            reason = oauth.SDK_REFRESHES.get(value.path)
            if reason or (value.path.startswith("expo-auth-session.") and value.path.endswith(".refreshAsync")):
                request = Request(Point(code, index), value.path, (), (), (), True)
                return RefreshOperation(request, self.project.named(code), value.path, (reason or "an SDK call that refreshes",))
        if self.names.refresh and (name := self.shapes.callee(code, instr)) in self.names.refresh and not self.calls.targets(code, index):
            request = Request(Point(code, index), f".{name}", (), (), (), True)
            return RefreshOperation(request, self.project.named(code), name, (f"the project's settings say that {name} refreshes",))
        request_found = self.request(code, index)
        if request_found is None:
            return self._by_name(code, index, instr) or self._sign_in_again(code, index)
        evidence = self.evidence(request_found)
        if not evidence:
            return (None if request_found.known else self._by_name(code, index, instr)) or self._sign_in_again(code, index)
        return RefreshOperation(request_found, self.project.named(code), self.endpoint(request_found), evidence)

    def _by_name(self, code: Code, index: int, instr: ir.Instr) -> RefreshOperation | None:
        """A call of something outside the project whose name says refresh, with one more piece of evidence beside the name."""
        if instr.op not in (ir.CALL, ir.INVOKE):
            return None
        name = self.shapes.callee(code, instr)
        if name in oauth.PROCEDURE_METHODS and instr.op == ir.INVOKE:  # `trpc.auth.refreshToken.mutate(...)`
            made = [code.function.code[at] for at in code.definitions.get(instr.args[0], ())]
            name = str(made[0].data) if len(made) == 1 and made[0].op == ir.GET else name
        provides = TOKEN_PROVIDER.search(name) is not None and self._is_handed_in(code, index)
        joins = REFRESH_NAME.search(name) and REFRESH_OPERATION.search(name) and not NOT_REFRESH_NAME.search(name)
        if not provides and (not joins or self.calls.targets(code, index)):
            return None
        for value in self.values.callee(code, instr):
            if value.path and (value.kind == "global" or str(value.root[1]).startswith((*oauth.SHARED_SDKS, "."))):
                return None
            if (value.is_function and not provides) or (value.kind == "const" and value.root[2] is not ir.UNDEFINED):
                return None
        weak = [f"the name {name}"]
        for register in self.values.arguments(instr):
            for label, names in self._fields(code, register, ""):
                if any(
                    REFRESH_TOKEN_KEY.search(each) for each in (*names[:1], label.rsplit(".", 1)[-1]) if each and not each.startswith("=")
                ):
                    weak.append("it is handed a refresh token")
                    break
        if self._gives_tokens(code, instr.dst) or (provides and self._is_kept_as_token(code, instr.dst)):
            weak.append("tokens are taken from its answer")
        if len(weak) < 2 and self._after_a_test(code, index):
            weak.append("it is called when a token was refused or has expired")
        if len(weak) < 2:
            return None
        request = Request(Point(code, index), f".{name}", (), (), (), False)
        return RefreshOperation(request, self.project.named(code), f".{name}", tuple(weak))

    def _sign_in_again(self, code: Code, index: int) -> RefreshOperation | None:
        """A call that sends a request, in a function that signs in again with what is stored once a request was refused."""
        outer = next((each for each in self.project.enclosing(code) if SIGN_IN_AGAIN.search(each.function.name)), None)
        if outer is None or self.status_test is None:
            return None
        if self._last_sent(outer) != (code.key, index):
            return None
        if any(self.status_test(site.code, site.index) is TriggerKind.UNAUTHORIZED for site in self.calls.callers(outer)):
            name = outer.function.name
            request = Request(Point(code, index), f".{name}", (), (), (), False)
            return RefreshOperation(
                request, self.project.named(code), f".{name}", (f"the function's name {name}", "it is called when a token was refused")
            )
        return None

    def _last_sent(self, outer: Code) -> tuple[tuple[str, int], int] | None:
        """The last call of a function, those written in it included, that sends a request; what tells of a failure is left out."""
        if outer.key not in self._last:
            found = [
                (code.function.code[index].start, code.key, index)
                for code in self.project.codes(outer.module.path)
                if any(each is outer for each in self.project.enclosing(code))
                for index in _calls(code)
                if not _TELLS.search(self.shapes.callee(code, code.function.code[index]))
                and (self.request(code, index) is not None or any(self.sends(target) for target in self.calls.targets(code, index)))
            ]
            self._last[outer.key] = max(found)[1:] if found else None
        return self._last[outer.key]

    def _after_a_test(self, code: Code, index: int) -> bool:
        """Whether a call, or the call of the function around it, hangs on a test of a status or of a token's age."""
        if self.status_test is None:
            return False
        return self.status_test(code, index) is not None or any(
            self.status_test(site.code, site.index) is not None for site in self.calls.callers(code) if site.how == "call"
        )

    def _is_handed_in(self, code: Code, index: int) -> bool:
        """Whether a call runs a function that somebody outside of the project hands in, at once or through functions around it."""
        work = [(code, index)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work and len(seen) < MAX_HANDED:
            at, call = work.pop()
            if (at.key, call) in seen:
                continue
            seen.add((at.key, call))
            targets = self.calls.targets(at, call)
            if not targets and any(value.kind == "param" for value in self.values.callee(at, at.function.code[call])):
                return True
            work += [(target, each) for target in targets for each in _calls(target)]
        return False

    def _is_kept_as_token(self, code: Code, register: int) -> bool:
        """Whether a value is written to a property named like a token."""
        work = [register]
        seen: set[int] = set()
        while work:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for use in code.uses.get(reg, ()):
                instr = code.function.code[use]
                if instr.op == ir.SET and instr.args[1] == reg and TOKEN_RESULT.search(instr.data):
                    return True
                if instr.op in (ir.AWAIT, ir.MOVE):
                    work.append(instr.dst)
                elif instr.op == ir.STORE:
                    work += [each.dst for each in code.function.code if each.op == ir.LOAD and each.data == instr.data]
        return False

    def _gives_tokens(self, code: Code, register: int) -> bool:
        """Whether properties named like tokens are read from a value."""
        work = [register]
        seen: set[int] = set()
        while work:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for use in code.uses.get(reg, ()):
                instr = code.function.code[use]
                if instr.op == ir.GET and instr.args[0] == reg:
                    if TOKEN_RESULT.search(instr.data):
                        return True
                    if instr.data in ("data", "result", "tokens", "payload"):
                        work.append(instr.dst)
                elif instr.op in (ir.AWAIT, ir.MOVE):
                    work.append(instr.dst)
                elif instr.op == ir.STORE:
                    work += [each.dst for each in code.function.code if each.op == ir.LOAD and each.data == instr.data]
        return False

    def evidence(self, request: Request) -> tuple[str, ...]:
        """Why a request is a refresh; empty where it is none. One strong piece, or two weak ones."""
        code = request.at.code
        strong: list[str] = []
        weak: list[str] = []
        if any(NOT_REFRESH_URL.search(_last_part(url)) for url in request.urls):
            return ()
        if not request.urls and SESSION_END_NAME.search(self.project.named(code).function.name):
            return ()
        grants = [names for label, names in request.fields if label.rsplit(".", 1)[-1].lower() in _GRANT_KEYS]
        for url in request.urls:
            if REFRESH_URL.search(url):
                strong.append(f"the address {_shown(url)}")
            elif BARE_REFRESH_URL.search(url):
                weak.append(f"the address {_shown(url)}")
        if any(REFRESH_GRANT.search(name[1:]) for names in grants for name in names if name.startswith("=")):
            strong.append("grant_type refresh_token")
        texts = [name[1:] for _, names in request.fields for name in names if name.startswith("=")]
        if any("grant_type=refresh_token" in text for text in texts):
            strong.append("grant_type refresh_token")
        asked = [found.group(0) for text in texts if "mutation" in text and (found := REFRESH_OPERATION.search(text))]
        if asked:
            strong.append(f"the operation {asked[0]}")
        token_url = any(TOKEN_URL.search(url) for url in request.urls)
        carries = self._carries_refresh_token(request)
        if carries and not self._is_sign_in(request):
            (strong if request.known or strong or weak or token_url else weak).append(f"it sends {carries}")
        document = self._document(request)
        if document and (request.callee or not request.urls):
            strong.append(f"the operation {document}")
        name = self.project.named(code).function.name
        if strong == [f"it sends {carries}"] and SESSION_END_NAME.search(name):
            return ()  # the token is being given up
        if strong:
            return (*strong, *weak)
        if REFRESH_NAME.search(name) and REFRESH_OPERATION.search(name) and not NOT_REFRESH_NAME.search(name) and request.known:
            weak.append(f"the function's name {name}")
        return tuple(weak) if len(weak) >= 2 else ()

    @staticmethod
    def _is_sign_in(request: Request) -> bool:
        return any(re.search(r"log-?in|sign-?in|callback|session$|exchange|logout", _last_part(url), re.I) for url in request.urls)

    def _carries_refresh_token(self, request: Request) -> str:
        for label, names in request.fields:
            key = label.rsplit(".", 1)[-1]
            if REFRESH_TOKEN_KEY.search(key) and key.lower() not in ("grant_type",):
                if any(name.startswith("=") and name not in ("=",) for name in names) and not any(not n.startswith("=") for n in names):
                    continue  # a literal text is no token
                return key
            if any(REFRESH_TOKEN_KEY.search(name) and not name.startswith("=") for name in names[:2]):
                return names[0]
        return ""

    def _document(self, request: Request) -> str:
        """The name of a GraphQL operation that refreshes."""
        code, index = request.at
        instr = code.function.code[index]
        name = self.shapes.callee(code, instr)
        if name not in oauth.GRAPHQL_METHODS and "useMutation" not in request.callee:
            return ""
        for register in self.values.arguments(instr)[:2]:
            for entry in self.shapes.entries(code, register):
                if entry.label and entry.key not in oauth.GRAPHQL_OPTIONS:
                    continue
                texts = [
                    text for text in self.shapes.texts(entry.code, entry.register) if "{" in text and re.search(r"mutation|query", text)
                ]
                for text in texts:
                    found = REFRESH_OPERATION.search(text.split("(")[0] if "(" in text else text)
                    if found:
                        return found.group(0)
                for each in self.shapes.names(entry.code, entry.register)[:1]:
                    if REFRESH_OPERATION.search(each) and (entry.label or each[:1].isupper()):
                        return each
        return ""

    def endpoint(self, request: Request) -> str:
        """What a refresh is grouped by: the end of its address, or what it calls."""
        for url in request.urls:
            if REFRESH_URL.search(url) or BARE_REFRESH_URL.search(url) or TOKEN_URL.search(url):
                return _last_part(url).lower().replace("_", "-")
        return request.callee


def _calls(code: Code) -> list[int]:
    return [index for index, instr in enumerate(code.function.code) if instr.op in (ir.CALL, ir.INVOKE)]


def _last_part(url: str) -> str:
    """An address without scheme, host and query."""
    text = url.split("?")[0]
    text = re.sub(r"^https?://[^/]*", "", text)
    return text.replace(HOLE, "").strip("/")


def _shown(url: str) -> str:
    return url.replace(HOLE, "…")[:80]
