"""What ends a session: an instruction that takes the stored tokens away, says "signed out", or leads to the sign-in."""

from __future__ import annotations

import re
from typing import NamedTuple

from refreshlint.auth.models import session_end as words
from refreshlint.auth.names import CREDENTIAL, classify
from refreshlint.finding import NO_NAMES, Names
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Values

MAX_DEPTH = 4
"""Calls from a function down to what ends the session."""


class End(NamedTuple):
    """What an instruction does to the session. what: in words; removes: it takes stored tokens away, else it only says so."""

    what: str
    removes: bool


class SessionEnds:
    """Tells whether an instruction ends the session."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes, names: Names = NO_NAMES) -> None:
        self._named = frozenset(names.session_ends)
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self._found: dict[tuple[Key, int], End | None] = {}
        self._inside: dict[tuple[Key, bool], End | None] = {}

    def end(self, code: Code, index: int) -> End | None:
        """How an instruction ends the session, None where it does not."""
        memo = (code.key, index)
        if memo not in self._found:
            self._found[memo] = None  # what a cycle meets meanwhile
            self._found[memo] = self._end(code, index)
        return self._found[memo]

    def _end(self, code: Code, index: int) -> End | None:
        instr = code.function.code[index]
        if instr.op == ir.SET:
            return self._address(code, instr)
        if instr.op not in ir.CALLS or instr.op in (ir.NEW, ir.SUPERCALL, ir.TAGGED):
            return None
        name = self.called(code, instr)
        arguments = self.values.arguments(instr)
        return (
            self._removal(code, instr, name, arguments)
            or self._blanking(code, name, arguments)
            or self._signal(code, name, arguments)
            or self._navigation(code, instr, name, arguments)
            or self._by_call(code, index, name, arguments)
        )

    def called(self, code: Code, instr: ir.Instr) -> str:
        """The name by which a call calls what it calls."""
        if instr.op == ir.CALL and any(self.values.is_store_set(value) for value in self.values.of(code, instr.args[0])):
            return "set"
        return self.shapes.callee(code, instr)

    def by_name(self, name: str) -> End | None:
        """Whether a function that cannot be followed is called like one that ends the session."""
        if name in self._named:
            return End(f"{name}() ends the session", True)
        if words.NOT_AN_END.search(name) or not (words.SURE_NAME.search(name) or words.SIGNAL_NAME.search(name)):
            return None
        return End(f"{name}() ends the session", words.SURE_NAME.search(name) is not None)

    def inside(self, code: Code, *, always: bool = False, depth: int = MAX_DEPTH) -> End | None:
        """How a function, or one that it calls, ends the session. always: on each of its ways, as far as branches tell."""
        memo = (code.key, always)
        if memo in self._inside or depth == 0:
            return self._inside.get(memo)
        self._inside[memo] = None  # what a cycle meets meanwhile
        best: End | None = None
        for index, instr in enumerate(code.function.code):
            if instr.op != ir.SET and instr.op not in ir.CALLS:
                continue
            if always and cfg.dominating_edges(code, index):
                continue
            found = self.end(code, index)
            for target in self.calls.targets(code, index) if found is None else ():
                found = found or self.inside(target, always=always, depth=depth - 1)
            if found is not None and (best is None or (found.removes and not best.removes)):
                best = found
        if best is None and not always:
            for instr in code.function.code:
                if best is None and instr.op == ir.FUNC:
                    best = self.inside(self.project.code((code.key[0], instr.data)), depth=depth - 1)
        self._inside[memo] = best
        return best

    # ---- what a call does ----

    def _by_call(self, code: Code, index: int, name: str, arguments: tuple[int, ...]) -> End | None:
        """`logout()`, `clearTokens()`, `onSessionExpired()`: by the name, and by what it is seen to do."""
        if name in self._named:
            return End(f"{name}() ends the session", True)
        if not name or words.NOT_AN_END.search(name):
            return None
        sure = words.SURE_NAME.search(name) is not None
        if not sure and not words.SIGNAL_NAME.search(name):
            return None
        targets = self.calls.targets(code, index)
        inner = next((found for target in targets if (found := self.inside(target)) is not None), None)
        if inner is not None:
            return End(f"{name}() ends the session", inner.removes)
        if targets and (not sure or all(self._does_nothing(target) for target in targets)):
            return None
        if not sure and arguments and name.startswith(("is", "set")):
            return None
        return End(f"{name}() ends the session", sure)

    def _does_nothing(self, code: Code) -> bool:
        """Whether a function has no effect but on the console."""
        return not any(
            instr.op in (ir.SET, ir.STORE, ir.SETINDEX, ir.DELETE)
            or (instr.op in ir.CALLS and not (instr.op == ir.INVOKE and instr.data in ("log", "warn", "error", "info", "debug")))
            for instr in code.function.code
        )

    def _removal(self, code: Code, instr: ir.Instr, name: str, arguments: tuple[int, ...]) -> End | None:
        """`removeItem("token")`, `multiRemove([...])`, `SecureStore.deleteItemAsync(KEY)`, `AsyncStorage.clear()`."""
        if not words.REMOVES.search(name):
            return None
        if not arguments:
            if name not in ("clear", "clearAll", "clearStore", "clearStorage") or not instr.args:
                return None
            holders = self.shapes.names(code, instr.args[0])[:2] if instr.op == ir.INVOKE else ()
            if any(words.CLEARABLE_STORES.search(each) and not re.search(r"cache|draft", each, re.I) for each in holders):
                return End("the stored tokens are removed", True)
            return None
        if self._is_of_headers(code, instr):
            return None
        if instr.op == ir.INVOKE and self._is_token_store(code, instr):
            return End("the token is removed", True)
        for register in arguments[:2]:
            for entry in self.shapes.entries(code, register):
                if entry.label.replace("[]", "").strip("."):
                    continue
                texts = self.shapes.texts(entry.code, entry.register)
                for word in texts or self.shapes.names(entry.code, entry.register)[:1]:
                    if classify(word).kind == CREDENTIAL or words.STORED.search(word):
                        return End("the stored tokens are removed", True)
        return None

    def _is_token_store(self, code: Code, instr: ir.Instr) -> bool:
        """Whether a method is that of a class of the project whose whole business is tokens."""
        for value in self.values.of(code, instr.args[0]):
            if value.kind == "instance" and not value.ops:
                module = self.project.module(value.root[1])
                if module is not None and re.search(r"Tokens?_?(?:Manager|Stor(?:e|age)|Vault|Cache)", module.classes[value.root[2]].name):
                    return True
        return False

    def _is_of_headers(self, code: Code, instr: ir.Instr) -> bool:
        return instr.op == ir.INVOKE and any(
            re.search(r"header|params|common|cache|map$|query|queue", each, re.I) for each in self.shapes.names(code, instr.args[0])[:2]
        )

    def _blanking(self, code: Code, name: str, arguments: tuple[int, ...]) -> End | None:
        """`setUser(null)`, `saveTokens(null, null)`, `setItem("token", "")`, `set({ token: null, isAuthenticated: false })`."""
        if not arguments or not words.WRITES.search(name):
            return None
        if all(self._is_blank(code, register) for register in arguments) and words.STATE_SETTER.search(name):
            return End(f"{name}() says that nobody is signed in", bool(re.match(r"_*(?:save|store|persist)", name, re.I)))
        if len(arguments) == 2 and self._is_blank(code, arguments[1]):
            if any(classify(text).kind == CREDENTIAL for text in self.shapes.texts(code, arguments[0])):
                return End("the stored tokens are blanked", True)
        if words.MERGES_STATE.search(name) or words.STATE_SETTER.search(name):
            for entry in self.shapes.entries(code, arguments[0]):
                if entry.label and words.STATE_FIELD.search(entry.key) and self._is_blank(entry.code, entry.register):
                    return End("the state says that nobody is signed in", False)
                if entry.label and entry.key in ("status", "authStatus", "state", "authState"):
                    if any(words.SIGNED_OUT_TEXT.fullmatch(text) for text in self.shapes.texts(entry.code, entry.register)):
                        return End("the state says that nobody is signed in", False)
            if words.STATE_SETTER.search(name) and any(
                words.SIGNED_OUT_TEXT.fullmatch(text) for text in self.shapes.texts(code, arguments[0])
            ):
                return End("the state says that nobody is signed in", False)
        return None

    def _is_blank(self, code: Code, register: int) -> bool:
        """Whether a value is null, undefined, false or ""."""
        found = self.values.of(code, register)
        return bool(found) and all(
            value.kind == "const"
            and not value.ops
            and (value.root[2] in (None, False, "") or value.root[2] is ir.UNDEFINED)
            and not (isinstance(value.root[2], int) and not isinstance(value.root[2], bool))
            for value in found
        )

    def _signal(self, code: Code, name: str, arguments: tuple[int, ...]) -> End | None:
        """`dispatch(logout())`, `emit("session_expired")`, `put({ type: "LOGOUT" })`."""
        if name not in words.SIGNALS or not arguments:
            return None
        for register in arguments[:2]:
            for maker in self.shapes.makers(code, register):
                if words.SURE_NAME.search(maker) and not words.NOT_AN_END.search(maker):
                    return End(f"{name}({maker}()) ends the session", False)
            for entry in self.shapes.entries(code, register):
                if entry.label not in ("", "type", "event"):
                    continue
                texts = self.shapes.texts(entry.code, entry.register)
                for word in texts or (self.shapes.names(entry.code, entry.register)[:1] if entry.label or register == arguments[0] else ()):
                    if name in words.REDUX and words.STATE_MARK.search(word):
                        continue
                    if words.SIGNAL_TEXT.search(word) and len(word) < 60:
                        return End(f"{name}({word}) ends the session", False)
        return None

    def _navigation(self, code: Code, instr: ir.Instr, name: str, arguments: tuple[int, ...]) -> End | None:
        """`router.replace("/login")`, `navigation.reset({ routes: [{ name: "Login" }] })`."""
        if name not in words.NAVIGATES or not arguments:
            return None
        if name == "replace" and instr.op == ir.INVOKE:
            if any(re.search(r"headers|string|text|url$", each, re.I) for each in self.shapes.names(code, instr.args[0])[:1]):
                return None
        for register in arguments[:2]:
            for entry in self.shapes.entries(code, register)[:12]:
                if entry.label and entry.key not in ("name", "pathname", "screen", "path", "to", "url", "routeName", "[]", "href"):
                    continue
                texts = self.shapes.texts(entry.code, entry.register)
                for word in texts or self.shapes.names(entry.code, entry.register)[:1]:
                    if words.SIGN_IN_SCREEN.search(word) and len(word) < 80:
                        return End(f"the user is sent to {word}" if texts else "the user is sent to the sign-in", False)
        return None

    def _address(self, code: Code, instr: ir.Instr) -> End | None:
        """`window.location.href = "/login"`."""
        if instr.data not in ("href", "location", "pathname", "hash"):
            return None
        for word in (*self.shapes.texts(code, instr.args[1]), *self.shapes.names(code, instr.args[1])[:1]):
            if words.SIGN_IN_SCREEN.search(word) and len(word) < 120:
                return End("the user is sent to the sign-in", False)
        return None
