"""SDKs told, or by their default left, to keep the session in an unencrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from refreshlint.auth.concepts import Point, SessionConfiguration
from refreshlint.auth.models import sessions
from refreshlint.js import ir
from refreshlint.js.project import Code
from refreshlint.js.values import Value

if TYPE_CHECKING:
    from refreshlint.auth.stores import Stores


class SessionOptions:
    """Finds session configurations."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.project = stores.project
        self.values = stores.values
        self.shapes = stores.shapes

    def found(self) -> list[SessionConfiguration]:
        """Every configuration in native code, once for each place."""
        out: dict[tuple[str, int, int], SessionConfiguration] = {}
        for code in list(self.project.all_codes()):
            if self.stores.platform.is_web_file(code.module.path):
                continue
            for index, instr in enumerate(code.function.code):
                if instr.op in (ir.CALL, ir.INVOKE, ir.NEW):
                    for found in self._configurations(code, index, instr):
                        out.setdefault((code.module.path, instr.start, instr.end), found)
        return list(out.values())

    def _configurations(self, code: Code, index: int, instr: ir.Instr) -> Iterator[SessionConfiguration]:
        arguments = self.values.arguments(instr)
        for value in self.values.callee(code, instr):
            option = sessions.SESSION_OPTIONS.get(value.path)
            if option is not None and option.argument < len(arguments):
                store = self._store(code, arguments[option.argument], option)
                if store and self.stores.platform.runs(code, index):
                    yield SessionConfiguration(Point(code, index), option.sdk, store, self.stores.project.named(code))
            elif value.path in sessions.AMPLIFY_CONFIGURE and arguments and self._is_plain_amplify(code, index, arguments[0]):
                yield SessionConfiguration(Point(code, index), "Amplify", "AsyncStorage", self.stores.project.named(code))

    def _store(self, code: Code, register: int, option: sessions.SessionOption) -> str:
        entries = {entry.label: entry for entry in reversed(self.shapes.entries(code, register))}
        off = entries.get(".".join(option.off)) if option.off else None
        if off is not None:
            answers = self.values.of(off.code, off.register)
            if answers and all(each.kind == "const" and each.root[2] is False for each in answers):
                return ""
        entry = entries.get(".".join(option.path))
        if entry is None:
            return ""
        for value in self.stores.platform.of(entry.code, entry.register):
            found = self._named(entry.code, value)
            if found:
                return found
        return ""

    def _named(self, code: Code, value: Value) -> str:
        """The plain store of a storage option: an object, a persistence made of one, or a function that saves."""
        if value.is_function:
            return self.stores.writer_store(self.project.code(value.root[1]))
        if value.kind == "array" and not value.ops:
            owner = self.project.code(value.root[1])
            for register in owner.function.code[value.root[2]].args:
                for each in self.stores.platform.of(owner, register):
                    found = self._named(owner, each) if each.kind != "array" else ""
                    if found:
                        return found
            return ""
        if value.site is not None and value.ops and value.ops[-1] == "()":
            maker = (value.ops[-2].lstrip(".") if len(value.ops) > 1 else str(value.root[-1]))
            if maker in sessions.FIREBASE_PERSISTENCES:
                owner = self.project.code(value.site[:2])
                given = self.values.arguments(owner.function.code[value.site[2]])
                for each in self.stores.platform.of(owner, given[0]) if given else ():
                    found = self.stores.store_name(each, code.module.path)
                    if found:
                        return found
        found = self.stores.store_name(value, code.module.path)
        if not found:
            for member in self.values.member(value, "_set"):
                if member.is_function:
                    found = self.stores.writer_store(self.project.code(member.root[1]))
        return found

    def _is_plain_amplify(self, code: Code, index: int, register: int) -> bool:
        """Whether Amplify is configured with Cognito in a native package that never gives it a store of its own."""
        if not self.stores.platform.is_native_package(code.module.path) or not self.stores.platform.runs(code, index):
            return False
        entries = self.shapes.entries(code, register)
        own = [entry for entry in entries if entry.label in ("Auth.storage", "storage")]
        if own:
            return any(self._named(each.code, value) for each in own for value in self.stores.platform.of(each.code, each.register))
        keys = {entry.label.split(".")[0] for entry in entries}
        if keys and not keys & sessions.AMPLIFY_SIGN_IN_PARTS and keys != {""}:
            return False
        return not any(
            instr.op == ir.INVOKE and instr.data == sessions.AMPLIFY_SET_STORE
            for each in self.project.all_codes()
            for instr in each.function.code
        )
