"""Whole answers of sign-ins and refreshes: they hold the new tokens, whatever the variable is called."""

from __future__ import annotations

import re
from typing import NamedTuple

from refreshlint.auth.models import sessions
from refreshlint.auth.requests import Requests
from refreshlint.auth.vocabulary import TOKEN_URL
from refreshlint.js.project import Code

_SIGN_IN_URL = re.compile(
    r"(?:^|/|\}|_)(?:(?:user|users|social|google|apple|facebook|kakao|naver|email|mobile|phone|auth)[-_]?)?"
    r"(?:log-?in|sign-?in|authenticate)(?:[-_/](?:email|google|apple|facebook|kakao|naver|social|mobile|user|password))?/?(?:$|\?)",
    re.IGNORECASE,
)


class Answer(NamedTuple):
    """What an answer holds, for people; sealed: its body is yet to be read (`await response.json()`)."""

    what: str
    sealed: bool


class Answers:
    """Says of a call whether its answer carries tokens."""

    def __init__(self, requests: Requests) -> None:
        self.requests = requests
        self.values = requests.values

    def answer(self, code: Code, index: int) -> Answer | None:
        """The answer that a call gives, None where it is not known to carry tokens."""
        instr = code.function.code[index]
        for value in self.values.callee(code, instr):
            what = sessions.SIGN_IN_RESULTS.get(value.path)
            if what is not None:
                return Answer(what, False)
        request = self.requests.request(code, index)
        if request is None or not request.known or not request.callee:
            return None
        sealed = request.callee in sessions.SEALED_CLIENTS
        if self.requests.is_refresh(code, index):
            return Answer("the answer of the refresh", sealed)
        if any(TOKEN_URL.search(url) and not url.startswith("{}/") for url in request.urls if "oauth" in url or "connect" in url):
            return Answer("the answer of the token endpoint", sealed)
        if any(_SIGN_IN_URL.search(url) for url in request.urls):
            return Answer("the answer of the sign-in", sealed)
        return None
