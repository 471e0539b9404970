"""What becomes of the new refresh token: answers known to carry one, of which only the access token is kept (idioms 3.12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.concepts import DroppedRotation, Point, RefreshOperation
from refreshlint.auth.holders import Holders
from refreshlint.auth.names import CREDENTIAL, result_word, split
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Key

ANSWER, PART, ACCESS, REFRESH = "answer", "part", "access", "refresh"
"""What a value of the flow is: the answer or an envelope of it, another part of it, its access token, its refresh token."""

_SAME_VALUE = frozenset({ir.AWAIT, ir.MOVE, ir.YIELD})
_COMPARISONS = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "instanceof"})
_ENVELOPES = frozenset({
    "data", "body", "result", "results", "payload", "json", "response", "tokens", "session", "auth", "credentials", "content", "value",
})
_READS_BODY = frozenset({"json", "text", "clone", "unwrap", "toPromise"})
_CONTINUES = frozenset({"then", "catch", "finally"})
_KEEPS = frozenset({"set", "save", "store", "persist", "write", "keep", "put", "update", "dispatch"})
_HEADERS = frozenset({"headers", "header", "common", "defaults"})
_GENERIC = re.compile(r"^[\w$.?()\s]*?<([^()]{1,200}?)>\s*\(")
_CAST = re.compile(r"\bas\s+([\w$.<>]{1,100})\s*\)?\s*;?\s*$")
_LISTED = re.compile(r"([\w$]+)\s*:")
_PARTIAL = re.compile(r"\b(?:Partial|Omit|Pick|Exclude|any|unknown)\b")


class _Flow(NamedTuple):
    """A register that holds what came of an answer."""

    code: Code
    register: int
    kind: str


class _Fate:
    """What was seen of one answer.

    whole: it goes on as a whole; kept: where its access token is kept; lost: reads of its refresh token that nothing uses; typed: the
    type that lists both tokens ("" where none is known).
    """

    def __init__(self) -> None:
        self.whole = False
        self.refresh_used = False
        self.kept: list[Point] = []
        self.lost: list[Point] = []
        self.typed = ""


class Rotation:
    """Finds the refreshes that drop a new refresh token."""

    def __init__(self, project: Project, calls: Calls) -> None:
        self.project = project
        self._by_name: dict[str, dict[int, list[tuple[Code, ir.Instr]]]] = {}
        self.calls = calls
        self.values = calls.values
        self.holders = Holders(project, calls.values)

    def dropped(self, refreshes: list[RefreshOperation]) -> list[DroppedRotation]:
        """One for each refresh whose answer is known to carry a refresh token that is kept nowhere, though its access token is."""
        found: dict[tuple[Key, int], DroppedRotation] = {}
        for refresh in refreshes:
            if not any("refresh" in split(name) for label, names in refresh.request.fields for name in (label, *names)):
                continue
            fate = self._follow(refresh)
            if fate.whole or fate.refresh_used or not fate.kept or not (fate.typed or fate.lost):
                continue
            kept = min(fate.kept, key=lambda point: (point.code.key, point.index))
            read = fate.lost[0] if fate.lost else None
            found.setdefault((kept.code.key, kept.index), DroppedRotation(kept, refresh, read, fate.typed))
        return list(found.values())

    # ---- the flow of an answer ----

    def _follow(self, refresh: RefreshOperation) -> _Fate:
        fate = _Fate()
        code, index = refresh.at
        call = code.function.code[index]
        generic = _GENERIC.match(self._text(code, call))
        if generic is not None:
            self._type(fate, code, generic[1])
        work = [_Flow(code, call.dst, ANSWER)]
        seen: set[tuple[Key, int, str]] = set()
        while work:
            flow = work.pop()
            if (flow.code.key, flow.register, flow.kind) in seen:
                continue
            seen.add((flow.code.key, flow.register, flow.kind))
            if len(seen) > limits.MAX_ANSWER_FLOWS:
                fate.whole = True
                return fate
            for use in flow.code.uses.get(flow.register, ()):
                work += self._use(fate, flow, use)
        return fate

    def _use(self, fate: _Fate, flow: _Flow, use: int) -> Iterator[_Flow]:
        """Where a value goes from one use of it; what is learnt of the answer by the way."""
        code, register, kind = flow
        instr = code.function.code[use]
        if instr.op in _SAME_VALUE:
            yield _Flow(code, instr.dst, kind)
        elif instr.op == ir.GET:
            yield from self._read(fate, flow, use)
        elif instr.op == ir.STORE:
            yield from self._named(fate, flow, use)
        elif instr.op == ir.RETURN:
            yield from self._returned(fate, flow)
        elif instr.op == ir.INVOKE and instr.args[0] == register and register not in instr.args[1:]:
            yield from self._asked(fate, flow, use)
        elif instr.op in ir.CALLS:
            yield from self._handed(fate, flow, use)
        elif instr.op in (ir.BRANCH, ir.UNARY) or (instr.op == ir.BINARY and instr.data in _COMPARISONS):
            return
        elif kind == ACCESS and instr.op in (ir.OBJECT, ir.ARRAY):
            yield _Flow(code, instr.dst, ACCESS)
        elif kind == ACCESS and instr.op == ir.SET:
            if instr.args[1] == register and not self._is_header(code, instr) and not self._is_promise(code, register):
                fate.kept.append(Point(code, use))
        else:
            self._escaped(fate, kind)

    @staticmethod
    def _escaped(fate: _Fate, kind: str) -> None:
        """A value goes where it is not followed."""
        fate.whole = fate.whole or kind == ANSWER
        fate.refresh_used = fate.refresh_used or kind == REFRESH

    def _read(self, fate: _Fate, flow: _Flow, use: int) -> Iterator[_Flow]:
        code, instr = flow.code, flow.code.function.code[use]
        name = str(instr.data)
        if flow.kind == ACCESS:
            return
        if flow.kind == REFRESH:
            fate.refresh_used = True
            return
        kind = _token_kind(name)
        if kind == REFRESH and not self._is_used(code, instr.dst):
            fate.lost.append(Point(code, use))
            return
        if not kind:
            kind = ANSWER if flow.kind == ANSWER and name in _ENVELOPES else PART
        yield _Flow(code, instr.dst, kind)
        if name == "token" and flow.kind == ANSWER:
            yield _Flow(code, instr.dst, ACCESS)

    def _is_used(self, code: Code, register: int) -> bool:
        """Whether anything is done with a refresh token that was read, but test or print it, or give it a name that nobody reads."""
        work = [(code, register)]
        seen: set[tuple[Key, int]] = set()
        while work:
            at, reg = work.pop()
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for use in at.uses.get(reg, ()):
                instr = at.function.code[use]
                if instr.op in _SAME_VALUE or (instr.op == ir.UNARY and instr.data != "void"):
                    work.append((at, instr.dst))
                elif instr.op == ir.STORE:
                    work += [(each, load.dst) for each, load in self._loads(at, instr.data)]
                elif instr.op != ir.BRANCH and not (instr.op in ir.CALLS and self._prints(at, instr)):
                    return True
        return False

    def _loads(self, code: Code, binding: int) -> list[tuple[Code, ir.Instr]]:
        """Where a name of a module is read; looked up once for the module."""
        path = code.module.path
        if path not in self._by_name:
            self._by_name[path] = {}
            for each in self.project.codes(path):
                for instr in each.function.code:
                    if instr.op == ir.LOAD:
                        self._by_name[path].setdefault(instr.data, []).append((each, instr))
        return self._by_name[path].get(binding, [])

    def _named(self, fate: _Fate, flow: _Flow, use: int) -> Iterator[_Flow]:
        """A value under a name: state of the module keeps it, a local hands it on."""
        code, instr = flow.code, flow.code.function.code[use]
        binding = code.module.bindings[instr.data]
        if flow.kind == ANSWER:
            self._type(fate, code, binding.type_text)
            cast = _CAST.search(self._text(code, instr))
            if cast is not None:
                self._type(fate, code, cast[1])
        if binding.function == 0 and code.key[1] != 0 and not self._is_promise(code, flow.register):
            if flow.kind == ACCESS:
                fate.kept.append(Point(code, use))
            self._escaped(fate, flow.kind)
            return
        for each, load in self._loads(code, instr.data):
            yield _Flow(each, load.dst, flow.kind)

    @staticmethod
    def _is_promise(code: Code, register: int) -> bool:
        """Whether a value comes straight from a call, not awaited: state that shares a refresh, not one that keeps its tokens."""
        work, seen = [register], {register}
        while work:
            for index in code.definitions.get(work.pop(), ()):
                instr = code.function.code[index]
                if instr.op in ir.CALLS:
                    return True
                if instr.op == ir.MOVE and instr.args[0] not in seen:
                    seen.add(instr.args[0])
                    work.append(instr.args[0])
        return False

    def _returned(self, fate: _Fate, flow: _Flow) -> Iterator[_Flow]:
        """Who gets what a function returns; where nobody is seen to, it is as good as stored."""
        sites = self.calls.callers(flow.code)
        if not sites and flow.code.function.kind != "module":
            self._escaped(fate, flow.kind)
        for site in sites:
            if site.how in ("call", "then", "catch") and not site.path:
                yield _Flow(site.code, site.code.function.code[site.index].dst, flow.kind)
            else:
                self._escaped(fate, flow.kind)

    def _asked(self, fate: _Fate, flow: _Flow, use: int) -> Iterator[_Flow]:
        """A method of the value itself is called."""
        code, instr = flow.code, flow.code.function.code[use]
        if instr.data in _CONTINUES:
            if instr.data == "then" and len(instr.args) > 1:
                yield from self._into(fate, flow, use, 1, 0)
            if instr.data != "then":
                yield _Flow(code, instr.dst, flow.kind)
        elif flow.kind == ANSWER and instr.data in _READS_BODY:
            yield _Flow(code, instr.dst, ANSWER)
        elif flow.kind == REFRESH:
            fate.refresh_used = True

    def _into(self, fate: _Fate, flow: _Flow, use: int, argument: int, position: int) -> Iterator[_Flow]:
        """The parameter of a handler that is passed as an argument."""
        instr = flow.code.function.code[use]
        handlers = self.values.of(flow.code, instr.args[argument])
        if not handlers or not all(value.is_function for value in handlers):
            self._escaped(fate, flow.kind)
            return
        for value in handlers:
            yield from self._param(fate, self.project.code(value.root[1]), position, flow.kind)

    def _param(self, fate: _Fate, target: Code, position: int, kind: str) -> Iterator[_Flow]:
        params = target.function.params
        if position < len(params) and kind == ANSWER:
            self._type(fate, target, params[position].type_text)
        for instr in target.function.code:
            if instr.op == ir.PARAM and instr.data == position:
                yield _Flow(target, instr.dst, kind)
            elif instr.op in (ir.REST, ir.ARGUMENTS):
                self._escaped(fate, kind)

    def _handed(self, fate: _Fate, flow: _Flow, use: int) -> Iterator[_Flow]:
        """A value as argument of a call."""
        code, instr = flow.code, flow.code.function.code[use]
        if self._prints(code, instr):
            return
        arguments = self.values.arguments(instr)
        if instr.op == ir.INVOKE and instr.data in ("parse", "stringify", "resolve"):
            yield _Flow(code, instr.dst, flow.kind)
            return
        if flow.kind == ACCESS:
            sent = [at for at in code.uses.get(instr.dst, ()) if self._is_dispatch(code, code.function.code[at], instr.dst)]
            if sent or self._keeps(code, instr):
                fate.kept.append(Point(code, sent[0] if sent else use))
                return
        targets = self.calls.targets(code, use)
        if not targets or flow.register not in arguments:
            self._escaped(fate, flow.kind)
        for target in targets:
            for position, argument in enumerate(arguments):
                if argument == flow.register:
                    yield from self._param(fate, target, position, flow.kind)

    def _prints(self, code: Code, instr: ir.Instr) -> bool:
        return any(value.path.startswith("console.") for value in self.values.callee(code, instr))

    def _keeps(self, code: Code, instr: ir.Instr) -> bool:
        """Whether a call is named for keeping something: setItem, saveToken, dispatch."""
        if instr.op == ir.CALL and any(self.values.is_store_set(value) for value in self.values.of(code, instr.args[0])):
            return True
        words = self._name(code, instr)
        return bool(words) and words[0] in _KEEPS and words[-1] not in ("header", "headers", "timeout")

    @staticmethod
    def _name(code: Code, instr: ir.Instr) -> tuple[str, ...]:
        """The words of what a call calls."""
        if instr.op in (ir.INVOKE, ir.INVOKESUPER):
            return split(str(instr.data))
        for index in code.definitions.get(instr.args[0], ()) if instr.args else ():
            each = code.function.code[index]
            if each.op in (ir.GLOBAL, ir.GET):
                return split(str(each.data))
            if each.op == ir.LOAD:
                return split(code.module.bindings[each.data].name)
        return ()

    def _is_dispatch(self, code: Code, instr: ir.Instr, action: int) -> bool:
        """Whether a call dispatches an action: dispatch(tokenReceived(accessToken))."""
        return instr.op in ir.CALLS and action in self.values.arguments(instr) and self._name(code, instr)[:1] == ("dispatch",)

    def _is_header(self, code: Code, instr: ir.Instr) -> bool:
        """Whether a property is set of the headers of a request."""
        return split(str(instr.data))[-1:] == ("authorization",) or any(
            each.op == ir.GET and each.data in _HEADERS
            for each in (code.function.code[index] for index in code.definitions.get(instr.args[0], ()))
        )

    # ---- what a type lists ----

    def _text(self, code: Code, instr: ir.Instr) -> str:
        source = self.project.source(code.module.path)
        return source.data[instr.start:instr.end].decode("utf-8", "replace") if source is not None else ""

    def _type(self, fate: _Fate, code: Code, text: str) -> None:
        """Note a type of the answer that lists both tokens."""
        if not text or fate.typed or _PARTIAL.search(text):
            return
        if "{" in text:
            if _lists_both(_LISTED.findall(text)):
                fate.typed = "its type"
            return
        for name in re.findall(r"[A-Za-z_$][\w$]*", text):
            for properties, _ in self.holders.declared(code.module.path, name):
                if _lists_both(properties):
                    fate.typed = name
                    return


def _token_kind(name: str) -> str:
    """Which token of an answer a property holds, "" for none."""
    words = split(name)
    if words in (("refresh",), ("refresh", "token"), ("new", "refresh", "token"), ("rt",)):
        return REFRESH
    word = result_word(name, ("tokens",))
    if words == ("access",) or (word.kind == CREDENTIAL and word.what in ("the access token", "the JWT", "the auth token")):
        return ACCESS
    return ""


def _lists_both(names: list[str] | tuple[str, ...]) -> bool:
    kinds = {_token_kind(name) or (ACCESS if name == "token" else "") for name in names}
    return ACCESS in kinds and REFRESH in kinds
