"""Where a cell is declared, for each kind of identity that `Places` gives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from refreshlint.auth.concepts import Cell, Guard, Point
from refreshlint.auth.places import Places
from refreshlint.finding import Place
from refreshlint.js import ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key


class Declarations:
    """Finds the place where people would look for a cell: its variable, field, property or hook."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.project = places.project

    def of(self, guard: Guard) -> Place | None:
        """Where the cell of a guard is declared, None where that is not seen."""
        if guard.cell.identity[0] == "library":
            return self._lock(guard)
        return self._cell(guard.cell)

    def _lock(self, guard: Guard) -> Place | None:
        """A lock of a library: what holds it where it is taken."""
        instr = guard.code.function.code[guard.test]
        found = self.places.cells(guard.code, instr.args[0]) if instr.op == ir.INVOKE else {}
        return next((place for cell in found if (place := self._cell(cell)) is not None), None)

    def _cell(self, cell: Cell) -> Place | None:
        kind, *parts = cell.identity
        if kind == "binding":
            path, index = cast(tuple[str, int], parts)
            return self._variable(path, index)
        if kind == "field":
            path, number, name = cast(tuple[str, int, str], parts)
            return self._field(path, number, name) or self._first_write(cell)
        if kind in ("ref", "state"):
            path, function, index = cast(tuple[str, int, int], parts)
            return self.project.code((path, function)).place(index)
        if kind == "prop" and len(parts) == 3:
            key, index, name = cast(tuple[Key, int, str], parts)
            return self._property(self.project.code(key), index, name) or self._first_write(cell)
        if kind == "redux":
            return self._initial(cell)
        return self._first_write(cell)

    def _variable(self, path: str, index: int) -> Place | None:
        module = self.project.module(path)
        if module is None:
            return None
        binding = module.bindings[index]
        return Place(path, binding.start, binding.end)

    def _field(self, path: str, number: int, name: str) -> Place | None:
        module = self.project.module(path)
        members = module.classes[number].members if module is not None and 0 <= number < len(module.classes) else ()
        found = next((member for member in members if member.kind == "field" and member.name == name), None)
        return Place(path, found.start, found.end) if found is not None else None

    def _property(self, code: Code, index: int, name: str) -> Place | None:
        """A property of an object literal: where its value is written."""
        instr = code.function.code[index]
        if instr.op != ir.OBJECT:
            return None
        for key, register in zip(instr.data, instr.args, strict=True):
            if key == name:
                return next((code.place(made) for made in code.definitions.get(register, ())), None)
        return None

    def _initial(self, cell: Cell) -> Place | None:
        """A flag of a Redux state: the object literal outside of all functions that first gives it, in a file that reduces it."""
        reductions = self.places.redux.reductions(cell.name)
        literals = (
            self._property(code, index, cell.name)
            for path in dict.fromkeys(at.code.module.path for at in reductions)
            for code in self.project.codes(path)[:1]
            for index, instr in enumerate(code.function.code)
            if instr.op == ir.OBJECT
        )
        return next((place for place in literals if place is not None), None) or _first(reductions)

    def _first_write(self, cell: Cell) -> Place | None:
        """Where a cell that nobody declares gets its first value: in a constructor, or where it stands first."""
        writes = self.places.writes(cell)
        born = [write for write in writes if write.at.code.function.kind == "constructor"]
        return _first(write.at for write in born or writes)


def _first(points: Iterable[Point]) -> Place | None:
    return min((point.code.place(point.index) for point in points), default=None)
