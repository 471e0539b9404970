"""Whole answers of sign-ins and refreshes: they hold the new tokens, whatever the variable is called."""

from __future__ import annotations

import re
from typing import NamedTuple

from refreshlint.auth.clients import Clients
from refreshlint.auth.concepts import Point, Request
from refreshlint.auth.models import sessions
from refreshlint.auth.names import CREDENTIAL, result_word
from refreshlint.auth.requests import Requests
from refreshlint.auth.vocabulary import TOKEN_URL
from refreshlint.js import ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key

_SIGN_IN_URL = re.compile(
    r"(?:^|/|\}|_)(?:(?:user|users|social|google|apple|facebook|kakao|naver|email|mobile|phone|auth)[-_]?)?"
    r"(?:log-?in|sign-?in|authenticate)(?:[-_/](?:email|google|apple|facebook|kakao|naver|social|mobile|user|password))?/?(?:$|\?)",
    re.IGNORECASE,
)


class Answer(NamedTuple):
    """What an answer holds, for people; sealed: its body is yet to be read (`await response.json()`); of_all: it is that of any request
    that a helper sends, so that its callers have theirs, and not all."""

    what: str
    sealed: bool
    of_all: bool = False


_EVERY = "the answers of all requests (that of the sign-in among them)"
_HELPERS = 2
"""Functions between the call that names the sign-in and the one that sends it; code seen has one or two."""


class Answers:
    """Says of a call whether its answer carries tokens."""

    def __init__(self, requests: Requests, clients: Clients) -> None:
        self.requests = requests
        self.values = requests.values
        self.calls = requests.calls
        self.clients = clients
        self._signing_in: list[Point] | None = None
        self._passing: dict[Key, bool] = {}

    def answer(self, code: Code, index: int) -> Answer | None:
        """The answer that a call gives, None where it is not known to carry tokens. A helper that sends all requests gives every one."""
        return self._answer(code, index) or self._of_callers(code, index)

    def passing(self, code: Code) -> Answer | None:
        """What a function is handed that a client runs for every answer, None where no sign-in or refresh is sent through the client."""
        if code.key not in self._passing:
            handlers = [
                each for each in self.clients.handlers() if each.code.key == code.key and not each.failed and each.via == "interceptor"
            ]
            self._passing[code.key] = any(self.clients.sends_through(handler, *point) for handler in handlers for point in self._sign_ins())
        return Answer(_EVERY, False, True) if self._passing[code.key] else None

    def _sign_ins(self) -> list[Point]:
        """The calls of the project whose answers carry tokens."""
        if self._signing_in is None:
            self._signing_in = [
                Point(code, index)
                for code in list(self.requests.project.all_codes())
                for index, instr in enumerate(code.function.code)
                if instr.op in (ir.CALL, ir.INVOKE) and self._signs_in(code, index)
            ]
        return self._signing_in

    def _of_callers(self, code: Code, index: int) -> Answer | None:
        """The answer of a request whose address a function is handed, where one of its callers signs in with it."""
        shape = self.requests.shape(code, code.function.code[index])
        if shape is None:
            return None
        work = [(code, 0)]
        seen: set[Key] = set()
        while work:
            at, depth = work.pop()
            if at.key in seen:
                continue
            seen.add(at.key)
            for site in self.calls.callers(at):
                if site.how == "call" and not site.path:
                    if self._signs_in(site.code, site.index):
                        return Answer(_EVERY, shape[0] in sessions.SEALED_CLIENTS, True)
                    if depth + 1 < _HELPERS:
                        work.append((site.code, depth + 1))
        return None

    def _answer(self, code: Code, index: int) -> Answer | None:
        instr = code.function.code[index]
        for value in self.values.callee(code, instr):
            what = sessions.SIGN_IN_RESULTS.get(value.path)
            if what is not None:
                return Answer(what, False)
        request = self.requests.request(code, index)
        if request is None or not request.known or not request.callee:
            return None
        what = self._what(request)
        return Answer(what, request.callee in sessions.SEALED_CLIENTS) if what else None

    def _signs_in(self, code: Code, index: int) -> bool:
        """Whether a call sends a sign-in or a refresh, itself or by a helper of the project, of whose answer a token is read."""
        request = self.requests.request(code, index)
        if request is None or not request.known or not self._what(request):
            return False
        if self.requests.is_refresh(code, index):
            return True
        around = [code, *(site.code for site in self.calls.callers(code) if site.how in ("call", "then"))]
        return any(
            instr.op == ir.GET and result_word(str(instr.data), ()).kind == CREDENTIAL for each in around for instr in each.function.code
        )

    def _what(self, request: Request) -> str:
        """What the answer of a request is that carries tokens, "" for any other."""
        if self.requests.is_refresh(*request.at):
            return "the answer of the refresh"
        if any(TOKEN_URL.search(url) and not url.startswith("{}/") for url in request.urls if "oauth" in url or "connect" in url):
            return "the answer of the token endpoint"
        return "the answer of the sign-in" if any(_SIGN_IN_URL.search(url) for url in request.urls) else ""
