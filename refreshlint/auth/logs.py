"""Logged tokens: every call that prints, logs or reports, followed from the logger up through wrappers to who has the token."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.answers import Answers
from refreshlint.auth.branches import is_developers, is_failed
from refreshlint.auth.clients import Clients
from refreshlint.auth.concepts import Point, TokenLog
from refreshlint.auth.credentials import Credentials, Opinion
from refreshlint.auth.models import logging
from refreshlint.auth.names import context_word, is_about_signing_in, is_key_name, names_other_token, phrase_of
from refreshlint.auth.redirects import Redirects
from refreshlint.auth.requests import Requests
from refreshlint.auth.stores import Stores
from refreshlint.finding import NO_NAMES, Names
from refreshlint.js import ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key

_LOUD = re.compile(rb"console|log|Log|[Ss]entry|[Bb]ugsnag|rollbar|Rollbar|posthog|analytics|track|tron|winston|pino")
"""What the file of every call of a logger holds."""

_ERROR_NAME = re.compile(r"^(?:e|ex|err|reason|exception)$|[Ee]rr(?:or)?$")
"""Errors are logged everywhere; that an HTTP client's error leads to the headers of its request is known, and no finding."""


class Flow(NamedTuple):
    """A call whose `values` reach a logger, directly or through wrappers (`via`, outermost first, the logger's own call last)."""

    at: Point
    logger: str
    values: tuple[int, ...]
    via: tuple[Point, ...]
    guarded: bool


class Logs:
    """Finds logged tokens in the modules lowered so far."""

    def __init__(self, requests: Requests, stores: Stores, clients: Clients, names: Names = NO_NAMES) -> None:
        self._named = frozenset(names.loggers)
        own = b"".join(b"|" + re.escape(name.encode()) for name in names.loggers)
        self._loud = re.compile(_LOUD.pattern + own) if own else _LOUD
        self.project = requests.project
        self.values = requests.values
        self.calls = requests.calls
        self.shapes = requests.shapes
        self.stores = stores
        self.credentials = Credentials(self.project, self.values, self.calls, self.shapes, names, Answers(requests, clients))
        self.redirects = Redirects(self.project, self.shapes)

    def token_logs(self) -> list[TokenLog]:
        """One for each function that hands tokens to a logger, in order of path and position."""
        groups: dict[Key, list[TokenLog]] = {}
        for found in sorted(self._logged(), key=_position):
            groups.setdefault(found.function.key, []).append(found)
        return sorted((self._joined(group) for group in groups.values()), key=_position)

    @staticmethod
    def _joined(group: list[TokenLog]) -> TokenLog:
        likely = [each for each in group if each.confidence == "likely"] or group
        best = next((each for each in likely if not each.developers), likely[0])
        same = [each for each in likely if each.developers == best.developers]
        return best._replace(
            what=phrase_of(tuple(each.what for each in same)),
            others=tuple(dict.fromkeys(each.at for each in group if each.at != best.at)),
        )

    # ---- loggers ----

    def _sinks(self) -> Iterator[Flow]:
        seen: set[tuple[str, int, int]] = set()
        loud = {path for path in self.project.loaded if self.project.files.mentions(path, self._loud)}
        for code in list(self.project.all_codes()):
            if code.module.path not in loud:
                continue
            for index, instr in enumerate(code.function.code):
                if instr.op not in (ir.INVOKE, ir.INVOKEAT) and not (self._named and instr.op == ir.CALL):
                    continue
                span = (code.module.path, instr.start, instr.end)
                if span in seen:
                    continue
                logger = self._logger(code, index, instr)
                if logger:
                    seen.add(span)
                    at = Point(code, index)
                    yield Flow(at, logger, self.values.arguments(instr), (at,), is_developers(code, index))

    def _logger(self, code: Code, index: int, instr: ir.Instr) -> str:
        """What people call the logger that a call writes to ("" where it is none)."""
        if self._named and (name := self.shapes.callee(code, instr)) in self._named:
            return name
        if instr.op == ir.CALL:
            return ""
        method = str(instr.data)
        if instr.op == ir.INVOKE and method not in logging.LOG_METHODS | logging.CONSOLE_METHODS | logging.REPORT_METHODS:
            return ""
        if instr.op == ir.INVOKEAT:
            bases = self.values.of(code, instr.args[0])
            return "the console" if any(value.path in logging.CONSOLES for value in bases) else ""
        callees = self.values.callee(code, instr)
        for value in callees:
            base, _, last = value.path.rpartition(".")
            if base in logging.CONSOLES and last in logging.CONSOLE_METHODS:
                return "the console"
            package = str(value.root[1]) if value.kind == "import" else ""
            if package.startswith(logging.REPORT_PACKAGES) and last in logging.REPORT_METHODS:
                return package
            if package in logging.LOG_PACKAGES and last in logging.LOG_METHODS:
                return package
        if method not in logging.LOG_METHODS or self.calls.targets(code, index):
            return ""
        if any(value.kind in ("const", "array", "object") for value in callees):
            return ""
        names = self.shapes.names(code, instr.args[0])
        return "the log" if names and logging.LOGGER_NAME.match(names[0]) else ""

    # ---- what is logged ----

    def _logged(self) -> Iterator[TokenLog]:
        work = deque(self._sinks())
        seen: set[tuple[Point, Point, tuple[int, ...]]] = set()
        while work and len(seen) < limits.MAX_LOG_FLOWS:
            flow = work.popleft()
            step = (flow.at, flow.via[-1], flow.values)
            if step in seen:
                continue
            seen.add(step)
            opinions = [self._opinion(flow, register) for register in flow.values]
            told = [opinion for opinion in opinions if opinion.is_credential]
            if told:
                yield self._log(flow, told)
            elif len(flow.via) <= limits.MAX_HELPER_DEPTH:
                for opinion in opinions:
                    work += self._callers(flow, opinion)

    def _opinion(self, flow: Flow, register: int) -> Opinion:
        """What one argument of a call tells those who read the log."""
        code = flow.at.code
        opinion = self.credentials.judge(code, register)
        if not opinion.is_credential:
            redirect = self.redirects.held(code, register) if opinion.kind in ("opaque", "param") else None
            return opinion if redirect is None else Opinion("credential", f"a redirect address with {redirect.what} in it")
        names = self.shapes.names(code, register)
        if any(is_key_name(name) for name in names[:1]) or (opinion.holder and names and _ERROR_NAME.search(names[0])):
            return Opinion("not")
        if opinion.bare and not opinion.whole and self._is_other_token(flow, opinion):
            return Opinion("not")
        if opinion.named and self._callers_deny(opinion):
            return Opinion("not")
        if opinion.holder and is_failed(code, flow.at.index, self.credentials):
            return Opinion("not")
        return opinion

    def _is_other_token(self, flow: Flow, opinion: Opinion) -> bool:
        """Whether what stands around a bare `token`, or the text beside it, says that it is another kind."""
        around = self.stores.surroundings(flow.at.code)
        if context_word(around) or any(names_other_token(text) for text in self._texts(flow)):
            return True
        return opinion.what == "the tokens" and not is_about_signing_in((*around, *self._texts(flow)))

    def _texts(self, flow: Flow) -> list[str]:
        """The texts that stand beside what is logged."""
        return [text for register in flow.values for text in self.shapes.texts(flow.at.code, register)]

    def _callers_deny(self, opinion: Opinion) -> bool:
        """Whether all that callers are seen to pass for a parameter named like a token is something else."""
        given = [
            self.credentials.judge(site.code, arguments[position])
            for key, position, _ in opinion.params
            for site in self.calls.callers(self.project.code(key))
            if site.how == "call" and not site.path
            for arguments in (self.values.arguments(site.code.function.code[site.index]),)
            if position < len(arguments)
        ]
        return bool(given) and all(each.kind in ("not", "blank") for each in given)

    def _callers(self, flow: Flow, opinion: Opinion) -> Iterator[Flow]:
        """The calls that pass what a flow logs."""
        if opinion.kind != "param":
            return
        for key, position, member in opinion.params:
            owner = self.project.code(key)
            is_rest = position < len(owner.function.params) and owner.function.params[position].rest
            for site in self.calls.callers(owner):
                arguments = self.values.arguments(site.code.function.code[site.index])
                taken = arguments[position:] if is_rest else arguments[position : position + 1]
                if site.how in ("call", "new") and not site.path and taken and not member:
                    at = Point(site.code, site.index)
                    guarded = flow.guarded or is_developers(site.code, site.index)
                    yield Flow(at, flow.logger, taken, (at, *flow.via), guarded)

    def _log(self, flow: Flow, told: list[Opinion]) -> TokenLog:
        sure = [opinion for opinion in told if not opinion.bare] or told
        is_bare = all(opinion.bare for opinion in told)
        is_hinted = is_about_signing_in((*self.stores.surroundings(flow.at.code), *self._texts(flow)))
        return TokenLog(
            at=flow.at,
            logger=flow.logger,
            what=phrase_of(tuple(opinion.text for opinion in sure)),
            via=flow.via,
            function=self.project.named(flow.at.code),
            confidence="possible" if is_bare and not is_hinted else "likely",
            developers=flow.guarded,
        )


def _position(found: TokenLog) -> tuple[str, int]:
    return found.at.code.module.path, found.at.code.function.code[found.at.index].start
