"""What an object holds: by what the module reads out of it or deletes from it, and by its declared type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from refreshlint import limits
from refreshlint.auth.models import logging, sessions
from refreshlint.auth.names import CREDENTIAL, OPAQUE, WORDLESS_TYPES, Word, classify, is_order, result_word
from refreshlint.js import ir
from refreshlint.js.project import Code, Project
from refreshlint.js.resolve import Internal
from refreshlint.js.values import Value, Values

Spot = tuple[int, tuple[str, ...]]
"""A variable of a module and the property names behind it."""


class Holders:
    """Says which token an object holds."""

    def __init__(self, project: Project, values: Values) -> None:
        self.project = project
        self.values = values
        self._token_reads: dict[str, dict[Spot, Word]] = {}
        self._stripped: dict[str, frozenset[Spot]] = {}
        self._types: dict[tuple[str, str], Word] = {}

    # ---- reads ----

    def held(self, code: Code, register: int) -> Word | None:
        """The token that the module reads out of the same variable (or property of one), if any."""
        place = self.place(code, register)
        if place is None or self.is_stripped(code, register):
            return None
        return self._reads(code.module.path).get(place)

    def is_stripped(self, code: Code, register: int) -> bool:
        """Whether the module deletes a token from the same variable, or puts a mask in its place."""
        place = self.place(code, register)
        path = code.module.path
        if path not in self._stripped:
            self._stripped[path] = frozenset(
                at
                for each in self.project.codes(path)
                for instr in each.function.code
                if (instr.op == ir.DELETE or (instr.op == ir.SET and self._is_mask(each, instr.args[1])))
                and classify(str(instr.data)).kind == CREDENTIAL
                for at in (self.place(each, instr.args[0]),)
                if at is not None
            )
        return place in self._stripped[path]

    def _is_mask(self, code: Code, register: int) -> bool:
        """Whether a value is a text that stands for a secret: "[REDACTED]"."""
        found = self.values.of(code, register)
        return bool(found) and all(
            value.kind == "const" and not value.ops and isinstance(value.root[2], str) and logging.MASK_TEXT.search(value.root[2])
            for value in found
        )

    def _reads(self, path: str) -> dict[Spot, Word]:
        table = self._token_reads.get(path)
        if table is None:
            table = {}
            for code in self.project.codes(path):
                for instr in code.function.code:
                    if instr.op == ir.GET and isinstance(instr.data, str):
                        place = self.place(code, instr.args[0])
                        if place is None or is_order(instr.data):
                            continue
                        word = result_word(instr.data, (self.project.binding(code, place[0]).name, *place[1])[::-1][:2])
                        if word.kind == CREDENTIAL and not self._is_called(code, instr.dst):
                            for cut in range(len(place[1]) + 1):
                                table.setdefault((place[0], place[1][:cut]), word)
            self._token_reads[path] = table
        return table

    @staticmethod
    def _is_called(code: Code, register: int) -> bool:
        return any(
            code.function.code[use].op in (ir.CALL, ir.NEW) and code.function.code[use].args[0] == register
            for use in code.uses.get(register, ())
        )

    def place(self, code: Code, register: int) -> Spot | None:
        """The variable of the module and the property names that a register is read from."""
        names: list[str] = []
        at = register
        for _ in range(limits.MAX_PATH_OPS * 2):
            definitions = code.definitions.get(at, ())
            if len(definitions) != 1:
                return None
            instr = code.function.code[definitions[0]]
            if instr.op == ir.LOAD:
                alias = self._alias(code, instr.data)
                if alias is None:
                    return instr.data, tuple(reversed(names))
                at = alias
            elif instr.op == ir.GET:
                names.append(str(instr.data))
                at = instr.args[0]
            elif instr.op in (ir.MOVE, ir.AWAIT):
                at = instr.args[0]
            else:
                return None
        return None

    @staticmethod
    def _alias(code: Code, binding: int) -> int | None:
        """The register that a constant of this function is another name for (`const { data } = response`)."""
        stores = code.stores.get(binding, ())
        if len(stores) != 1 or code.module.bindings[binding].kind != "const":
            return None
        register = code.function.code[stores[0]].args[0]
        definitions = code.definitions.get(register, ())
        if len(definitions) == 1 and code.function.code[definitions[0]].op in (ir.GET, ir.LOAD):
            at = register
            for _ in range(limits.MAX_PATH_OPS):
                found = code.definitions.get(at, ())
                if len(found) != 1:
                    return None
                instr = code.function.code[found[0]]
                if instr.op == ir.LOAD:
                    return register
                if instr.op not in (ir.GET, ir.MOVE, ir.AWAIT):
                    return None
                at = instr.args[0]
        return None

    # ---- types ----

    def type_word(self, path: str, text: str) -> Word:
        """What the text of a type says: a type of an SDK, or one whose properties name a token."""
        if not text or text in WORDLESS_TYPES:
            return Word(OPAQUE, "")
        memo = (path, text)
        if memo not in self._types:
            self._types[memo] = Word(OPAQUE, "")
            self._types[memo] = self._type_word(path, text)
        return self._types[memo]

    def _type_word(self, path: str, text: str) -> Word:
        if re.search(r"\b(?:Omit|Pick|Dispatch|Record|Map|Set|Ref|RefObject|MutableRefObject)\b|=>", text):
            return Word(OPAQUE, "")
        inline = re.findall(r"[{;,\s](\w+)\??\s*:", text) if "{" in text else []
        found = _of_properties(inline)
        if found is not None:
            return found
        for name in re.findall(r"[A-Za-z_$][\w$]*", text if "{" not in text else ""):
            for properties, package in self.declared(path, name):
                if name == "Session" and package in sessions.SESSION_TYPE_PACKAGES:
                    return Word(CREDENTIAL, "the tokens of the SDK's session")
                found = _of_properties(properties)
                if found is not None:
                    return found
        return Word(OPAQUE, "")

    def declared(self, path: str, name: str) -> Iterator[tuple[tuple[str, ...], str]]:
        """The property names of a type by its name in a file, and the package that it comes from."""
        seen: set[tuple[str, str]] = set()
        work = [(path, name)]
        while work and len(seen) < limits.MAX_REEXPORTS:
            at, wanted = work.pop()
            if (at, wanted) in seen:
                continue
            seen.add((at, wanted))
            module = self.project.module(at)
            if module is None:
                continue
            if wanted in module.types:
                yield module.types[wanted], ""
                return
            links = [(each.specifier, each.name) for each in module.imports
                     if each.binding >= 0 and module.bindings[each.binding].name == wanted]
            links += [(each.specifier, each.source_name if each.source_name != "*" else wanted) for each in module.exports
                      if each.specifier and each.name in (wanted, "*")]
            for specifier, source in links:
                target = self.project.resolve(at, specifier)
                if isinstance(target, Internal):
                    work.append((target.path, source))
                else:
                    yield (), specifier

    def member_type(self, values: tuple[Value, ...]) -> Word | None:
        """The declared type of a field of a class."""
        for value in values:
            if value.kind == "instance" and len(value.ops) == 1:
                member = self.values.members(value.root[1], value.root[2]).get((value.ops[0][1:], False))
                if member is not None:
                    word = self.type_word(value.root[1], member.type_text)
                    if word.kind == CREDENTIAL:
                        return word
        return None


def _of_properties(names: Iterable[str]) -> Word | None:
    listed = list(names)
    for name in listed:
        word = classify(name)
        if word.kind == CREDENTIAL:
            return word
    if "access" in listed and "refresh" in listed:
        return Word(CREDENTIAL, "the access and refresh token")
    return None
