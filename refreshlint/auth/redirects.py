"""Addresses that carry tokens: those out of whose query or fragment the module takes a token."""

from __future__ import annotations

import re

from refreshlint.auth.names import CREDENTIAL, Word, classify
from refreshlint.js import ir
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes

_TAKES_APART = re.compile(r"URLSearchParams|URL$|split|substring|slice|replace|parse|getQueryParams|match|exec|parameters|params", re.ASCII)
MAX_STEPS = 60


class Redirects:
    """Says whether a text is an address with a token in it."""

    def __init__(self, project: Project, shapes: Shapes) -> None:
        self.project = project
        self.shapes = shapes
        self._found: dict[str, dict[tuple[int, str], Word]] = {}

    def held(self, code: Code, register: int) -> Word | None:
        """The token in an address (None where it is no such address): the value itself, or one that a text is built with."""
        work = [register]
        seen: set[int] = set()
        while work and len(seen) < MAX_STEPS:
            at = work.pop()
            if at in seen:
                continue
            seen.add(at)
            spot = self._spot(code, at)
            if spot is not None:
                word = self._addresses(code.module.path).get(spot)
                if word is not None:
                    return word
                continue
            for index in code.definitions.get(at, ()):
                instr = code.function.code[index]
                if instr.op in (ir.TEMPLATE, ir.OBJECT, ir.ARRAY, ir.MOVE, ir.AWAIT) or (instr.op == ir.BINARY and instr.data == "+"):
                    work += instr.args
        return None

    def _addresses(self, path: str) -> dict[tuple[int, str], Word]:
        """(variable, property or "") -> the token that is taken out of the text it holds."""
        table = self._found.get(path)
        if table is None:
            table = self._found[path] = {}
            for code in self.project.codes(path):
                for instr in code.function.code:
                    name = ""
                    if instr.op == ir.INVOKE and instr.data == "get" and len(instr.args) > 1:
                        name = next(iter(self.shapes.texts(code, instr.args[1])), "")
                    elif instr.op == ir.GET:
                        name = str(instr.data)
                    word = classify(name) if name else None
                    if word is not None and word.kind == CREDENTIAL:
                        for spot in self._sources(code, instr.args[0]):
                            table.setdefault(spot, word)
        return table

    def _sources(self, code: Code, register: int) -> list[tuple[int, str]]:
        """The variables (or properties of one) out of whose text a value was taken apart."""
        out: list[tuple[int, str]] = []
        work = [(register, False)]
        seen: set[tuple[int, bool]] = set()
        while work and len(seen) < MAX_STEPS:
            at, is_apart = work.pop()
            if (at, is_apart) in seen:
                continue
            seen.add((at, is_apart))
            for index in code.definitions.get(at, ()):
                instr = code.function.code[index]
                if instr.op in ir.CALLS:
                    takes = self._takes_apart(code, instr)
                    if takes:
                        is_member = (
                            instr.op == ir.INVOKE
                            and len(instr.args) < 3
                            and instr.data in ("split", "substring", "slice", "replace", "match")
                        )
                        work += [(each, True) for each in (instr.args[:1] if is_member else instr.args[1:])]
                elif instr.op == ir.LOAD:
                    if is_apart:
                        out.append((instr.data, ""))
                    work += [(code.function.code[each].args[0], is_apart) for each in code.stores.get(instr.data, ())]
                elif instr.op == ir.GET:
                    if is_apart:
                        spot = self._spot(code, at)
                        if spot is not None and spot[1] == "url":
                            out.append(spot)
                            continue
                    work.append((instr.args[0], is_apart)) if instr.data not in ("url",) else None
                elif instr.op in (ir.MOVE, ir.AWAIT, ir.INDEX, ir.TEMPLATE) or (instr.op == ir.BINARY and instr.data == "+"):
                    work += [(each, is_apart) for each in instr.args[: 1 if instr.op == ir.INDEX else None]]
        return out

    def _takes_apart(self, code: Code, instr: ir.Instr) -> bool:
        if instr.op == ir.INVOKE:
            return bool(_TAKES_APART.search(str(instr.data)))
        names = self.shapes.names(code, instr.args[0]) if instr.args else ()
        return bool(names and _TAKES_APART.search(names[0]))

    @staticmethod
    def _spot(code: Code, register: int) -> tuple[int, str] | None:
        """The variable, or the property `url` (or such) of one, that a register is read from."""
        definitions = code.definitions.get(register, ())
        instr = code.function.code[definitions[0]] if len(definitions) == 1 else None
        if instr is not None and instr.op == ir.LOAD:
            return instr.data, ""
        if instr is None or instr.op != ir.GET:
            return None
        above = code.definitions.get(instr.args[0], ())
        base = code.function.code[above[0]] if len(above) == 1 else None
        return (base.data, str(instr.data)) if base is not None and base.op == ir.LOAD else None
