"""What an argument looks like: texts it may be, the entries of the objects inside, the names by which the code calls a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from refreshlint.js import ir
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Value, Values

HOLE = "{}"
"""Stands for the unknown part of a text."""

MAX_TEXTS = 6
MAX_TEXT_CHARS = 2_000
MAX_ENTRIES = 120
MAX_ENTRY_DEPTH = 5

_SAME_ENTRIES = frozenset({
    "JSON.stringify", "URLSearchParams", "qs.stringify", "qs.default.stringify", "querystring.stringify", "FormData", "Headers",
    "Object.entries", "Object.fromEntries", "encodeURIComponent", "URL", "Request", "String", "querystring-es3.stringify",
})
_ADDERS = frozenset({"append", "set"})


class Entry(NamedTuple):
    """A leaf of an argument: `label` is the path of property names to it ("body.refresh_token", "" for the argument itself)."""

    label: str
    code: Code
    register: int

    @property
    def key(self) -> str:
        """The last property name."""
        return self.label.rsplit(".", 1)[-1]


class Shapes:
    """Looks into arguments."""

    def __init__(self, project: Project, values: Values) -> None:
        self.project = project
        self.values = values

    def texts(self, code: Code, register: int) -> tuple[str, ...]:
        """The strings that a register may hold, `HOLE` for what is unknown in them; empty where it is no string that is seen."""
        out: dict[str, None] = {}
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work and len(out) < MAX_TEXTS and len(seen) < 40:
            at, reg = work.pop(0)
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for value in self.values.of(at, reg):
                if value.kind == "const" and isinstance(value.root[2], str) and not value.ops:
                    out[value.root[2][:MAX_TEXT_CHARS]] = None
                elif value.kind == "expr" and not value.ops:
                    owner = self.project.code(value.root[1])
                    text = self._built(owner, owner.function.code[value.root[2]])
                    if text is not None:
                        out[text[:MAX_TEXT_CHARS]] = None
                elif value.site is not None and self.project.code(value.site[:2]).function.code[value.site[2]].op == ir.TAGGED:
                    owner = self.project.code(value.site[:2])
                    text = self._built(owner, owner.function.code[value.site[2]])
                    if text is not None:
                        out[text[:MAX_TEXT_CHARS]] = None
                elif value.path.endswith(("URL new", "String()", "encodeURI()")) and value.site is not None:
                    owner = self.project.code(value.site[:2])
                    work += [(owner, arg) for arg in self.values.arguments(owner.function.code[value.site[2]])]
        return tuple(out)

    def _built(self, code: Code, instr: ir.Instr) -> str | None:
        """The text of a template or concatenation, two levels deep."""
        if instr.op in (ir.TEMPLATE, ir.TAGGED):
            parts = [instr.data[0]]
            args = instr.args if instr.op == ir.TEMPLATE else instr.args[1:]
            for register, text in zip(args, instr.data[1:], strict=True):
                parts += [self._part(code, register), text]
            return "".join(parts)
        if instr.op == ir.BINARY and instr.data == "+":
            pieces: list[str] = []
            work = [instr.args[1], instr.args[0]]
            while work and len(pieces) < 40:
                register = work.pop()
                inner = [code.function.code[index] for index in code.definitions.get(register, ())]
                if len(inner) == 1 and inner[0].op == ir.BINARY and inner[0].data == "+":
                    work += [inner[0].args[1], inner[0].args[0]]
                else:
                    pieces.append(self._part(code, register))
            return "".join(pieces) if any(piece != HOLE for piece in pieces) else None
        return None

    def _part(self, code: Code, register: int) -> str:
        for value in self.values.of(code, register):
            if value.kind == "const" and not value.ops and isinstance(value.root[2], str | int):
                return str(value.root[2])
            if value.kind == "expr" and not value.ops:
                owner = self.project.code(value.root[1])
                instr = owner.function.code[value.root[2]]
                if instr.op == ir.TEMPLATE:
                    parts = [instr.data[0]]
                    for inner, text in zip(instr.args, instr.data[1:], strict=True):
                        found = [each.root[2] for each in self.values.of(owner, inner) if each.kind == "const" and not each.ops]
                        parts += [str(found[0]) if found else HOLE, text]
                    return "".join(parts)
        return HOLE

    def entries(self, code: Code, register: int) -> list[Entry]:
        """The leaves of an argument: properties of object literals (spreads followed), elements of arrays, what a serialiser holds."""
        out: list[Entry] = []
        work: list[tuple[str, Code, int, int]] = [("", code, register, 0)]
        seen: set[tuple[tuple[str, int], int, str]] = set()
        while work and len(out) < MAX_ENTRIES:
            label, at, reg, depth = work.pop(0)
            if (at.key, reg, label) in seen or depth > MAX_ENTRY_DEPTH:
                continue
            seen.add((at.key, reg, label))
            out.append(Entry(label, at, reg))
            for value in self.values.of(at, reg):
                work += [(inner, owner, each, depth + 1) for inner, owner, each in self._inside(label, value)]
        return out

    def _inside(self, label: str, value: Value) -> Iterator[tuple[str, Code, int]]:
        def named(key: object) -> str:
            text = key if isinstance(key, str) and key != ir.SPREAD else "[]" if key != ir.SPREAD else ""
            return ".".join(part for part in (label, text) if part)

        if value.kind == "object" and not value.ops:
            owner = self.project.code(value.root[1])
            instr = owner.function.code[value.root[2]]
            for key, register in zip(instr.data, instr.args, strict=True):
                if isinstance(key, ir.ComputedKey):
                    names = self.texts(owner, key.register)
                    yield named(names[0] if names else "[]"), owner, register
                elif not isinstance(key, ir.Accessor):
                    yield named(key), owner, register
            yield from self._additions(label, owner, instr.dst, value.root[2])
        elif value.kind == "array" and not value.ops:
            owner = self.project.code(value.root[1])
            for register in owner.function.code[value.root[2]].args:
                yield named("[]"), owner, register
        elif value.kind == "expr" and not value.ops:
            owner = self.project.code(value.root[1])
            instr = owner.function.code[value.root[2]]
            if instr.op in (ir.TEMPLATE, ir.BINARY):
                for register in instr.args:
                    yield label, owner, register
        elif value.site is not None and value.ops and value.ops[-1] in ("()", "new"):
            callee = Value(value.root, value.ops[:-1]).path
            if len(value.ops) > 1 and value.ops[-2] in (".set", ".append"):  # a chain of `params.set(name, value)`
                owner = self.project.code(value.site[:2])
                instr = owner.function.code[value.site[2]]
                if instr.op == ir.INVOKE and len(instr.args) >= 3:
                    for text in self.texts(owner, instr.args[1])[:1]:
                        yield named(text), owner, instr.args[2]
                    yield label, owner, instr.args[0]
                return
            if value.ops[-2:] == (".toString", "()"):  # `params.toString()`
                owner = self.project.code(value.site[:2])
                instr = owner.function.code[value.site[2]]
                if instr.op == ir.INVOKE:
                    yield label, owner, instr.args[0]
                return
            if callee in _SAME_ENTRIES or callee.endswith(".stringify"):
                owner = self.project.code(value.site[:2])
                instr = owner.function.code[value.site[2]]
                for register in self.values.arguments(instr)[:2]:
                    yield label, owner, register
                yield from self._additions(label, owner, instr.dst, value.site[2])

    def _additions(self, label: str, code: Code, register: int, index: int) -> Iterator[tuple[str, Code, int]]:
        """Properties set later on an object held by a local name: `body.x = v`, `form.append("x", v)`."""
        holders = {register}
        for use in code.uses.get(register, ()):
            instr = code.function.code[use]
            if instr.op == ir.STORE and code.module.bindings[instr.data].function == code.key[1]:
                holders |= {each.dst for each in code.function.code if each.op == ir.LOAD and each.data == instr.data}
        for holder in sorted(holders):
            for use in code.uses.get(holder, ()):
                instr = code.function.code[use]
                if instr.op == ir.SET and instr.args[0] == holder:
                    yield ".".join(part for part in (label, instr.data) if part), code, instr.args[1]
                elif instr.op == ir.INVOKE and instr.data in _ADDERS and instr.args[0] == holder and len(instr.args) >= 3:
                    for text in self.texts(code, instr.args[1])[:1]:
                        yield ".".join(part for part in (label, text) if part), code, instr.args[2]
                elif instr.op == ir.SETINDEX and instr.args[0] == holder:
                    for text in self.texts(code, instr.args[1])[:1]:
                        yield ".".join(part for part in (label, text) if part), code, instr.args[2]

    def callee(self, code: Code, instr: ir.Instr) -> str:
        """The last word by which a call names what it calls; "" where it names nothing."""
        if instr.op in (ir.INVOKE, ir.INVOKESUPER):
            return str(instr.data)
        if instr.op in (ir.INVOKEAT, ir.SUPERCALL) or not instr.args:
            return ""
        return next(iter(self.names(code, instr.args[0])), "")

    def names(self, code: Code, register: int) -> tuple[str, ...]:
        """The words by which the code calls a value: names, properties and methods on the way to it, the nearest first."""
        out: dict[str, None] = {}
        work = [register]
        seen: set[int] = set()
        while work and len(seen) < 30:
            reg = work.pop(0)
            if reg in seen:
                continue
            seen.add(reg)
            for index in code.definitions.get(reg, ()):
                instr = code.function.code[index]
                if instr.op == ir.LOAD:
                    binding = code.module.bindings[instr.data]
                    out[binding.name] = None
                    if binding.function == code.key[1] and binding.kind == "const":
                        work += [code.function.code[at].args[0] for at in code.stores.get(instr.data, ())]
                elif instr.op in (ir.GET, ir.INVOKE):
                    out[str(instr.data)] = None
                    if instr.op == ir.INVOKE and instr.data in ("then", "catch", "finally", "json", "trim", "toString", "replace"):
                        work.append(instr.args[0])
                elif instr.op == ir.GLOBAL:
                    out[str(instr.data)] = None
                elif instr.op in (ir.MOVE, ir.AWAIT) or (instr.op == ir.UNARY and instr.data in ("!", "+")):
                    work.append(instr.args[0])
                elif instr.op == ir.CALL:
                    work.append(instr.args[0])
                elif instr.op == ir.PARAM:
                    out[code.params_binding(instr.data)] = None
        out.pop("", None)
        return tuple(out)

    def makers(self, code: Code, register: int) -> frozenset[str]:
        """The names of the functions and methods whose result a value is, through `await` and constants of the same function."""
        out: set[str] = set()
        work = [register]
        seen: set[int] = set()
        while work and len(seen) < 30:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for index in code.definitions.get(reg, ()):
                instr = code.function.code[index]
                if instr.op == ir.INVOKE:
                    out.add(str(instr.data))
                elif instr.op == ir.CALL:
                    out.update(self.names(code, instr.args[0])[:1])
                elif instr.op in (ir.MOVE, ir.AWAIT):
                    work.append(instr.args[0])
                elif instr.op == ir.LOAD and code.module.bindings[instr.data].function == code.key[1]:
                    work += [code.function.code[at].args[0] for at in code.stores.get(instr.data, ())]
        return frozenset(out)
