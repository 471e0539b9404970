"""Start-up checks of a stored token: a request that asks the backend who is signed in (idioms catalogue 2.9)."""

from __future__ import annotations

import re

from refreshlint.auth.concepts import Point
from refreshlint.auth.failing import Reached
from refreshlint.auth.models import startup as words
from refreshlint.auth.names import CREDENTIAL, classify
from refreshlint.auth.requests import Requests
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Values

MAX_DEPTH = 2
"""Calls from the function that reads the stored token down to the request."""


class Startup:
    """Finds the requests by which an app checks, as it starts, whether its stored token still serves."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes, requests: Requests) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.requests = requests
        self._reads: dict[Key, bool] = {}

    def validations(self) -> list[Point]:
        """Requests for a profile, a session or a verdict on a token, in functions that start from a stored token."""
        out: list[Point] = []
        for code in list(self.project.all_codes()):
            if not any(self._may_name_a_check(instr) for instr in code.function.code) or words.NOT_A_CHECK.search(self._name(code)):
                continue
            if not self._at_start(code):
                continue
            for index, instr in enumerate(code.function.code):
                if instr.op not in (ir.CALL, ir.INVOKE):
                    continue
                request = self.requests.request(code, index)
                if request is None or not request.known:
                    continue
                if any(words.CHECK_URL.search(url.split("?")[0]) and not words.NOT_A_CHECK_URL.search(url) for url in request.urls):
                    out.append(Point(code, index))
        return out

    @staticmethod
    def _may_name_a_check(instr: ir.Instr) -> bool:
        """Whether an instruction holds a word without which no request is a check; keeps the costly questions for few functions."""
        parts = instr.data if instr.op == ir.TEMPLATE else (instr.data,) if instr.op in (ir.CONST, ir.GET) else ()
        return any(isinstance(part, str) and words.CHECK_WORD.search(part) for part in parts)

    def is_end(self, code: Code, reached: Reached) -> bool:
        """Whether a session end is that of a start-up check: the stored token is taken away by who starts from it."""
        return reached.end.removes and self._starts(code) and not words.NOT_A_CHECK.search(self._name(reached.at.code))

    def may_pass(self, code: Code) -> bool:
        """Whether the failure of a check goes on to its callers: where it is a helper, not the start itself."""
        return not self._starts(code)

    def _at_start(self, code: Code) -> bool:
        level = [code]
        for _ in range(MAX_DEPTH + 1):
            if any(self._starts(each) for each in level):
                return True
            level = [site.code for each in level for site in self.calls.callers(each)[:8] if site.how in ("call", "then")]
        return False

    def _starts(self, code: Code) -> bool:
        """Whether a function begins with the stored token: it reads one, and is no sign-in."""
        if code.key not in self._reads:
            outer = self.project.named(code)
            self._reads[code.key] = not words.NOT_A_CHECK.search(self._name(code)) and (self._reads_token(code) or self._reads_token(outer))
        return self._reads[code.key]

    def _name(self, code: Code) -> str:
        return self.project.named(code).function.name

    def _reads_token(self, code: Code) -> bool:
        return any(self._is_read(code, instr) for instr in code.function.code if instr.op in (ir.CALL, ir.INVOKE))

    def _is_read(self, code: Code, instr: ir.Instr) -> bool:
        name = str(instr.data) if instr.op == ir.INVOKE else next(iter(self.shapes.names(code, instr.args[0])), "")
        if words.READS_TOKEN.search(name):
            return True
        if not words.READS.search(name):
            return False
        for register in self.values.arguments(instr)[:1]:
            for text in self.shapes.texts(code, register) or self.shapes.names(code, register)[:1]:
                if classify(text).kind == CREDENTIAL or re.search(r"auth|session", text, re.I):
                    return True
        return False
