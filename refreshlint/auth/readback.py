"""What the code reads out of what it stored: `JSON.parse(await store.getItem("user")).token` says that `user` holds a token."""

from __future__ import annotations

from refreshlint import limits
from refreshlint.auth.models import storage
from refreshlint.auth.names import CREDENTIAL, Word, result_word, split
from refreshlint.js import ir
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes

_SAME_VALUE = frozenset({ir.AWAIT, ir.MOVE, ir.YIELD})


class ReadBack:
    """Keys under which an object with a token lies, by the reads of the modules lowered so far."""

    def __init__(self, project: Project, shapes: Shapes) -> None:
        self.project = project
        self.shapes = shapes
        self._words: dict[str, Word] | None = None

    def word(self, keys: tuple[str, ...]) -> Word | None:
        """The token that is read out of what lies under one of these keys, None where none is seen."""
        if self._words is None:
            self._words = {}
            for code in list(self.project.all_codes()):
                for instr in code.function.code:
                    if instr.op == ir.INVOKE and instr.data in storage.READ_METHODS and len(instr.args) > 1:
                        self._read(code, instr, self._words)
        return next((self._words[key] for key in keys if key in self._words), None)

    def _read(self, code: Code, instr: ir.Instr, words: dict[str, Word]) -> None:
        keys = [text for text in self.shapes.texts(code, instr.args[1]) if split(text)]
        word = self._token(code, instr.dst) if keys else None
        if word is not None:
            for key in keys:
                words.setdefault(key, word)

    def _token(self, code: Code, register: int) -> Word | None:
        """The first token-named property that is read of a value, through JSON.parse and names of the module."""
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work and len(seen) < limits.MAX_READ_BACK:
            at, reg = work.pop(0)
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for use in at.uses.get(reg, ()):
                instr = at.function.code[use]
                if instr.op in _SAME_VALUE or (instr.op == ir.INVOKE and instr.data == "parse" and reg in instr.args[1:2]):
                    work.append((at, instr.dst))
                elif instr.op == ir.GET:
                    word = result_word(str(instr.data), ())
                    if word.kind == CREDENTIAL:
                        return word
                elif instr.op == ir.STORE:
                    work += [
                        (each, load.dst)
                        for each in self.project.codes(at.module.path)
                        for load in each.function.code
                        if load.op == ir.LOAD and load.data == instr.data
                    ]
        return None
