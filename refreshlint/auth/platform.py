"""What of the code runs on a phone: web branches, web files, and which packages are apps of Expo or React Native."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from refreshlint.auth.models import storage
from refreshlint.js import ir
from refreshlint.js.cfg import block_successors, dominating_edges
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Value, Values

_WEB_FILE = re.compile(r"\.web\.[cm]?[jt]sx?$")
_WEB_FLAG = re.compile(r"^(?:is|IS|_is)_?(?:web|Web|WEB)(?:Platform|_?PLATFORM|Browser)?$")
_NATIVE_FLAG = re.compile(r"^(?:is|IS|_is)_?(?:native|Native|NATIVE)(?:Platform|_?PLATFORM)?$")
_BROWSER_ONLY = frozenset({"localStorage", "sessionStorage", "document", "indexedDB"})
_POLYFILLED = frozenset({"localStorage", "sessionStorage"})
_NATIVE_PACKAGES = ("expo", "react-native")
_EQUAL = frozenset({"===", "=="})
_DIFFERENT = frozenset({"!==", "!="})

Known = Mapping[int, Any]
"""parameter position -> its value, for one call of a function."""


class Platform:
    """Answers for native code; `known` parameters make the answer that of one call."""

    def __init__(self, project: Project, values: Values) -> None:
        self.project = project
        self.values = values
        self._reached: dict[tuple[tuple[str, int], tuple[tuple[int, Any], ...]], frozenset[int]] = {}
        self._busy: set[tuple[tuple[str, int], int]] = set()
        self._native: dict[str, bool] = {}
        self._units: dict[str, str] = {}
        self._polyfilled = {
            self.unit(path)
            for path in project.loaded
            for each in project.codes(path)[0].module.imports
            if each.specifier == storage.SQLITE_LOCAL_STORAGE
        }

    # ---- packages and files ----

    def is_web_file(self, path: str) -> bool:
        """Whether a file is the web twin of another."""
        return _WEB_FILE.search(path) is not None

    def unit(self, path: str) -> str:
        """The folder of the package that a file belongs to."""
        folder = path.rpartition("/")[0]
        if folder not in self._units:
            at = folder
            while at and not self.project.files.is_file(f"{at}/package.json"):
                at = at.rpartition("/")[0]
            self._units[folder] = at
        return self._units[folder]

    def has_local_storage(self, path: str) -> bool:
        """Whether a file's package gives the phone a localStorage."""
        return self.unit(path) in self._polyfilled

    def _is_absent(self, name: str, code: Code) -> bool:
        """Whether a global exists in browsers only."""
        return name in _BROWSER_ONLY and not (name in _POLYFILLED and self.has_local_storage(code.module.path))

    def is_native_package(self, path: str) -> bool:
        """Whether a file's own package is an Expo or React Native one: its package.json depends on one, or the file imports one."""
        unit = self.unit(path)
        if unit not in self._native:
            self._native[unit] = self._depends_on_native(unit)
        if self._native[unit]:
            return True
        module = self.project.module(path)
        return module is not None and any(_is_native(each.specifier) for each in module.imports)

    def _depends_on_native(self, unit: str) -> bool:
        data = self.project.files.read(f"{unit}/package.json" if unit else "package.json")
        try:
            read = json.loads(data) if data is not None else None
        except (ValueError, RecursionError):
            return False
        tables = ("dependencies", "peerDependencies", "devDependencies")
        parts = [read.get(name) for name in tables] if isinstance(read, dict) else []
        return any(_is_native(name) for part in parts if isinstance(part, dict) for name in part)

    # ---- branches ----

    def runs(self, code: Code, index: int, known: Known | None = None) -> bool:
        """Whether an instruction can be reached on a phone (functions around it included)."""
        if code.block_of[index] not in self.reached(code, known):
            return False
        at = code
        while True:
            made = self.values.creation(at)
            if made is None:
                return True
            outer, where = made
            if outer.block_of[where] not in self.reached(outer, None):
                return False
            at = outer

    def reached(self, code: Code, known: Known | None = None) -> frozenset[int]:
        """The blocks of a function that can be reached on a phone."""
        memo = (code.key, tuple(sorted((known or {}).items())))
        found = self._reached.get(memo)
        if found is None:
            self._reached[memo] = frozenset(range(len(code.function.blocks)))  # for a question that comes back to itself
            found = self._reach(code, known or {})
            self._reached[memo] = found
        return found

    def _reach(self, code: Code, known: Known) -> frozenset[int]:
        successors = block_successors(code)
        reached = {0}
        half_open: set[int] = set()  # branches of which one side is closed, as far as the definitions reached say
        work = [0]
        while work:
            while work:
                number = work.pop()
                follow = successors[number]
                last = code.function.code[code.function.blocks[number].end - 1]
                if last.op == ir.BRANCH and last.data[0] != last.data[1]:
                    answer = self._truth(code, last.args[0], reached, known)
                    half_open.discard(number)
                    if answer is not None:
                        half_open.add(number)
                        follow = tuple(block for block in follow if block != last.data[1 if answer else 0])
                fresh = set(follow) - reached
                reached |= fresh
                work += sorted(fresh, reverse=True)
            for number in sorted(half_open):  # another definition of a condition may have been reached since
                condition = code.function.code[code.function.blocks[number].end - 1].args[0]
                if self._truth(code, condition, reached, known) is None:
                    work.append(number)
        return frozenset(reached)

    def _truth(self, code: Code, register: int, reached: set[int] | frozenset[int], known: Known) -> bool | None:
        """What a condition is on a phone; None where that depends."""
        if (code.key, register) in self._busy:
            return None
        self._busy.add((code.key, register))
        try:
            answers = {
                self._truth_of(code, index, reached, known)
                for index in code.definitions.get(register, ())
                if code.block_of[index] in reached
            }
        finally:
            self._busy.discard((code.key, register))
        return answers.pop() if len(answers) == 1 else None

    def _truth_of(self, code: Code, index: int, reached: set[int] | frozenset[int], known: Known) -> bool | None:
        instr = code.function.code[index]
        op = instr.op
        if op == ir.CONST:
            return bool(instr.data) if isinstance(instr.data, bool) or instr.data in (None, ir.UNDEFINED) else None
        if op in (ir.MOVE, ir.AWAIT):
            return self._truth(code, instr.args[0], reached, known)
        if op == ir.UNARY and instr.data == "!":
            inner = self._truth(code, instr.args[0], reached, known)
            return None if inner is None else not inner
        if op == ir.BINARY and instr.data in _EQUAL | _DIFFERENT:
            same = self._same(code, instr, known)
            return same if same is None or instr.data in _EQUAL else not same
        if op == ir.PARAM and instr.data in known:
            return bool(known[instr.data])
        if op in (ir.INVOKE, ir.INDEX):
            member = self._membership(code, instr, known)
            if member is not None:
                return member
        if op == ir.CALL and known:
            return self._call_truth(code, instr, known)
        if op == ir.GLOBAL:
            return False if self._is_absent(instr.data, code) else None
        if op == ir.LOAD:
            return self._binding_truth(code, instr, reached, known)
        answers = {self._value_truth(value, code) for value in self.values.of(code, code.function.code[index].dst)}
        return answers.pop() if len(answers) == 1 else None

    def _call_truth(self, code: Code, instr: ir.Instr, known: Known) -> bool | None:
        """What a predicate of the project says of arguments that are known."""
        answers: set[bool | None] = set()
        for value in self.values.callee(code, instr):
            if not value.is_function:
                return _flag(value.ops[-1].lstrip(".") if value.ops else "")
            target = self.project.code(value.root[1])
            given = {
                position: found[0]
                for position, register in enumerate(instr.args[1:])
                if len(found := self._constants(code, register, known)) == 1
            }
            reached = self.reached(target, given)
            for index, each in enumerate(target.function.code):
                if each.op == ir.RETURN and target.block_of[index] in reached:
                    answers.add(self._truth(target, each.args[0], reached, given))
        return answers.pop() if len(answers) == 1 else None

    def _binding_truth(self, code: Code, instr: ir.Instr, reached: set[int] | frozenset[int], known: Known) -> bool | None:
        binding = code.module.bindings[instr.data]
        stores = code.stores.get(instr.data, ())
        if binding.kind in ("const", "param") and len(stores) == 1 and binding.function == code.key[1]:
            return self._truth(code, code.function.code[stores[0]].args[0], reached, known)
        answers = {self._value_truth(value, code) for value in self.values.of(code, instr.dst)}
        if len(answers) == 1 and None not in answers:
            return answers.pop()
        return _flag(binding.name)

    def _value_truth(self, value: Value, code: Code) -> bool | None:
        if value.kind == "expr" and not value.ops:
            owner = self.project.code(value.root[1])
            instr = owner.function.code[value.root[2]]
            if instr.op in (ir.BINARY, ir.UNARY):
                return self._truth(owner, instr.dst, self.reached(owner), {})
            return None
        if value.path in storage.ALWAYS_ON_A_PHONE:
            return True
        if value.kind == "const" and not value.ops and isinstance(value.root[2], bool):
            return bool(value.root[2])
        if value.kind == "global" and not value.ops and self._is_absent(value.root[1], code):
            return False
        if value.ops:
            return _flag(value.ops[-1].lstrip(".") if value.ops[-1] != "()" else value.ops[-2].lstrip(".") if len(value.ops) > 1 else "")
        return _flag(str(value.root[2])) if value.kind == "import" else None

    def _same(self, code: Code, instr: ir.Instr, known: Known) -> bool | None:
        """Whether both sides of a comparison are equal on a phone."""
        for one, other in (instr.args, instr.args[::-1]):
            texts = self._constants(code, other, known)
            if len(texts) != 1:
                continue
            if self._is_platform(code, one):
                return False if texts[0] in ("web", "windows", "macos") else None
            if texts[0] == "undefined" and self._asks_for_browser(code, one):
                return True
            mine = self._constants(code, one, known)
            if len(mine) == 1 and known:
                return bool(mine[0] == texts[0])
        return None

    def _constants(self, code: Code, register: int, known: Known) -> list[Any]:
        out: list[Any] = []
        for value in self.values.of(code, register):
            if value.kind == "const" and not value.ops:
                out.append(value.root[2])
            elif value.kind == "param" and not value.ops and value.root[1] == code.key and value.root[2] in known:
                out.append(known[value.root[2]])
            else:
                return []
        return out

    def _is_platform(self, code: Code, register: int) -> bool:
        return any(value.path.endswith("Platform.OS") or value.path == "process.env.EXPO_OS" for value in self.values.of(code, register))

    def _asks_for_browser(self, code: Code, register: int) -> bool:
        for value in self.values.of(code, register):
            if value.kind == "expr" and not value.ops:
                owner = self.project.code(value.root[1])
                instr = owner.function.code[value.root[2]]
                if instr.op == ir.UNARY and instr.data == "typeof":
                    return any(each.kind == "global" and self._is_absent(each.path, owner) for each in self.values.of(owner, instr.args[0]))
        return False

    def _membership(self, code: Code, instr: ir.Instr, known: Known) -> bool | None:
        """`LIST.includes(key)`, `SET.has(key)`, `TABLE[key]` for a key that is known, or the platform."""
        if instr.op == ir.INVOKE and len(instr.args) == 2 and self._is_platform(code, instr.args[1]):
            lists = [self._listed(value, False) for value in self.values.of(code, instr.args[0])]
            return bool({"ios", "android"} & set(lists[0])) if len(lists) == 1 and lists[0] is not None else None
        if not known or len(instr.args) != 2 or (instr.op == ir.INVOKE and instr.data not in ("has", "includes")):
            return None
        keys = self._constants(code, instr.args[1], known)
        if len(keys) != 1:
            return None
        for value in self.values.of(code, instr.args[0]):
            listed = self._listed(value, instr.op == ir.INDEX)
            if listed is not None:
                return keys[0] in listed
        return None

    def _listed(self, value: Value, keys: bool) -> list[Any] | None:
        """The constants in a list or set, or the keys of a table; None where they cannot all be seen."""
        if value.kind == "object" and not value.ops and keys:
            data = self.project.code(value.root[1]).function.code[value.root[2]].data
            return [key for key in data if isinstance(key, str)]
        if value.path == "Set new" and value.site is not None:
            owner = self.project.code(value.site[:2])
            args = self.values.arguments(owner.function.code[value.site[2]])
            inner = self.values.of(owner, args[0]) if args else ()
            return self._listed(inner[0], False) if len(inner) == 1 else None
        if value.kind == "array" and not value.ops:
            owner = self.project.code(value.root[1])
            instr = owner.function.code[value.root[2]]
            if instr.data:
                return None
            out: list[Any] = []
            for register in instr.args:
                found = self.values.of(owner, register)
                if not found or any(each.kind != "const" or each.ops for each in found):
                    return None
                out += [each.root[2] for each in found]
            return out
        return None

    def asks_parameter(self, code: Code, index: int, known: Known, but: int) -> bool:
        """Whether an instruction lies under a condition on a parameter (other than number `but`) that `known` does not decide."""
        for edge in dominating_edges(code, index):
            condition = code.function.code[edge.branch].args[0]
            reached = self.reached(code, known)
            if self._truth(code, condition, reached, known) is None and self._reads_parameter(code, condition, but):
                return True
        return False

    def _reads_parameter(self, code: Code, register: int, but: int) -> bool:
        """Whether a condition is made of a parameter's membership, comparison or truth (not of its being there: `if (!value)`)."""
        work = [register]
        seen: set[int] = set()
        asked = False
        read = False
        while work:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for index in code.definitions.get(reg, ()):
                instr = code.function.code[index]
                if instr.op in (ir.CALL, ir.INVOKE, ir.INDEX) or (instr.op == ir.BINARY and instr.data in _EQUAL | _DIFFERENT):
                    asked = True
                if instr.op == ir.PARAM:
                    read = read or instr.data != but
                elif instr.op == ir.LOAD and code.module.bindings[instr.data].kind == "param":
                    read = read or any(
                        each.kind == "param" and each.root[1] == code.key and each.root[2] != but for each in self.values.of(code, reg)
                    )
                elif instr.op in (ir.CALL, ir.INVOKE, ir.INDEX, ir.BINARY, ir.MOVE, ir.UNARY, ir.GET, ir.AWAIT):
                    work += instr.args
        return asked and read

    # ---- values ----

    def of(self, code: Code, register: int) -> tuple[Value, ...]:
        """What a register may hold on a phone: the web side of `Platform.OS === "web" ? a : b` and of Platform.select left out."""
        out: dict[Value, None] = {}
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work:
            at, reg = work.pop(0)
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            definitions = at.definitions.get(reg, ())
            for index in definitions:
                instr = at.function.code[index]
                if (len(definitions) > 1 or reg != register or at is not code) and at.block_of[index] not in self.reached(at):
                    continue  # the only definition of what is asked for is reached where that is
                sources = self._sources(at, instr)
                if sources:
                    work += sources
                else:
                    out.update(dict.fromkeys(self._selected(self.values.of(at, reg))))
        return tuple(out)

    def _sources(self, code: Code, instr: ir.Instr) -> list[tuple[Code, int]]:
        """The registers that an instruction only passes on."""
        if instr.op in (ir.MOVE, ir.AWAIT):
            return [(code, instr.args[0])]
        if instr.op == ir.LOAD:
            path, binding = code.module.path, instr.data
            imported = self.project.import_of(path, binding)
            if imported is not None:
                origin = self.project.follow(path, imported.specifier, imported.name)
                if origin is not None and origin.kind == "export":
                    origin = self.project.exported(origin.path, origin.name)
                if origin is None or origin.kind != "binding":
                    return []
                path, binding = origin.path, origin.binding
            return [(owner, owner.function.code[at].args[0]) for owner, at in self.values.stores(path).get(binding, ())]
        return []

    def _selected(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """Platform.select({...}) seen through."""
        out: dict[Value, None] = {}
        for value in values:
            if value.path == "react-native.Platform.select()" and value.site is not None:
                owner = self.project.code(value.site[:2])
                arguments = self.values.arguments(owner.function.code[value.site[2]])
                for table in self.values.of(owner, arguments[0]) if arguments else ():
                    if table.kind == "object" and not table.ops:
                        names = self.project.code(table.root[1]).function.code[table.root[2]].data
                        for name in ("native", "ios", "android", "default"):
                            if name in names:
                                out.update(dict.fromkeys(self.values.member(table, name)))
                continue
            out[value] = None
        return tuple(out)


def _flag(name: str) -> bool | None:
    """What a flag of this name is on a phone."""
    return False if _WEB_FLAG.match(name) else True if _NATIVE_FLAG.match(name) else None


def _is_native(name: str) -> bool:
    """Whether a package is Expo, React Native or one of their own."""
    return name in _NATIVE_PACKAGES or name.startswith(("expo-", "react-native-", "@react-native", "@expo/", "react-native/", "expo/"))
