"""One module: functions wait in a list, each is lowered alone, so nesting of functions costs no stack."""

from __future__ import annotations

import time
from collections import deque

from refreshlint import limits
from refreshlint.finding import Notice, NoticeKind, Place
from refreshlint.js import ir
from refreshlint.js.ir import Binding, Class, Export, Function, Import, Instr, Module
from refreshlint.js.lower.builder import Scope, TooLarge, run
from refreshlint.js.lower.statements import StatementLowerer
from refreshlint.source import SourceFile
from refreshlint.syntax.parser import Node

TYPE_CHARS = 200


class ModuleLowerer:
    """State shared by the functions of one file while it is lowered."""

    def __init__(self, source: SourceFile, damaged: list[tuple[int, int]]) -> None:
        self.source = source
        self.data = source.data
        self.notices: list[Notice] = []
        self.module = Module(source.path, [], [], [], [], [], list(damaged))
        self._pending: deque[tuple[Function, Node, Scope]] = deque()
        self._captures: list[set[int]] = []
        self._by_node: dict[tuple[int, int, str], int] = {}
        self._depths: dict[int, int] = {}  # function -> functions around it

    def lower(self, root: Node) -> Module:
        """Lower the whole program."""
        module = self.module
        top = self.new_function("", "module", -1, root)
        self._pending.append((top, root, Scope(None, 0)))
        until = time.monotonic() + limits.LOWER_SECONDS
        while self._pending:
            function, node, scope = self._pending.popleft()
            if time.monotonic() > until:
                self._run_out(function)
                continue
            lowerer = StatementLowerer(self, function, scope)
            try:
                run(lowerer.body(node))
                lowerer.finish(node.end_byte)
            except TooLarge:
                name = function.name or "without a name"
                text = f"the function {name} is too large to follow ({limits.MAX_FUNCTION_INSTRUCTIONS} instructions)"
                self._give_up(function)
                self._note(function, NoticeKind.LIMIT, text)
        for function, captured in zip(module.functions, self._captures, strict=True):
            function.captures = frozenset(captured)
        self._mark_damage()
        return module

    def text(self, node: Node) -> str:
        """The source text of a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def type_text(self, node: Node | None) -> str:
        """The text of a type annotation, shortened, without its colon."""
        if node is None:
            return ""
        text = self.data[node.start_byte : min(node.end_byte, node.start_byte + TYPE_CHARS)].decode("utf-8", "replace")
        return " ".join(text.lstrip(": \n\t").split())

    def new_function(self, name: str, kind: str, parent: int, node: Node, owner_class: int = -1) -> Function:
        function = Function(len(self.module.functions), name, kind, parent, node.start_byte, node.end_byte, owner_class=owner_class)
        self.module.functions.append(function)
        self._captures.append(set())
        return function

    def function_for(self, name: str, kind: str, parent: Function, node: Node, scope: Scope, owner_class: int = -1) -> Function:
        """The function of a syntax node; the copies of a `finally` body share one."""
        key = (node.start_byte, node.end_byte, kind)
        known = self._by_node.get(key)
        if known is not None:
            return self.module.functions[known]
        function = self.new_function(name, kind, parent.index, node, owner_class)
        self._by_node[key] = function.index
        depth = self._depths.get(parent.index, 0) + 1
        if depth > limits.MAX_FUNCTION_DEPTH:
            text = f"functions are nested more than {limits.MAX_FUNCTION_DEPTH} deep: what lies below is not followed"
            self._give_up(function)
            self._note(function, NoticeKind.DEPTH, text)
        else:
            self._depths[function.index] = depth
            self._pending.append((function, node, scope))
        return function

    def new_class(self, name: str, node: Node) -> tuple[Class, bool]:
        """The class of a syntax node, and whether it is new."""
        key = (node.start_byte, node.end_byte, "class")
        known = self._by_node.get(key)
        if known is not None:
            return self.module.classes[known], False
        made = Class(len(self.module.classes), name, node.start_byte, node.end_byte, [])
        self.module.classes.append(made)
        self._by_node[key] = made.index
        return made, True

    def declare(self, scope: Scope, name: str, kind: str, node: Node, type_text: str = "") -> int:
        """Declare a name in a scope; a name declared twice (var, overloads) keeps its first binding."""
        known = scope.names.get(name)
        if known is not None:
            if type_text and not self.module.bindings[known].type_text:
                self.module.bindings[known].type_text = type_text
            return known
        binding = Binding(len(self.module.bindings), name, kind, scope.function, node.start_byte, node.end_byte, type_text)
        self.module.bindings.append(binding)
        scope.names[name] = binding.index
        return binding.index

    def lookup(self, scope: Scope, name: str, function: Function) -> int:
        """The binding that `name` means in `scope`, -1 for a global; the use is recorded as a capture."""
        at: Scope | None = scope
        while at is not None:
            found = at.names.get(name)
            if found is not None:
                owner = self.module.bindings[found].function
                index = function.index
                while index != owner and index >= 0:
                    self._captures[index].add(found)
                    index = self.module.functions[index].parent
                return found
            at = at.parent
        return -1

    def add_import(self, binding: int, specifier: str, name: str, type_only: bool, node: Node) -> None:
        self.module.imports.append(Import(binding, specifier, name, type_only, node.start_byte, node.end_byte))

    def add_export(self, name: str, binding: int, node: Node, specifier: str = "", source_name: str = "") -> None:
        self.module.exports.append(Export(name, binding, specifier, source_name, node.start_byte, node.end_byte))

    def _run_out(self, function: Function) -> None:
        """Leave a function for which there was no time; it is said once for a file."""
        self._give_up(function)
        if not any(notice.kind is NoticeKind.DEADLINE for notice in self.notices):
            text = f"the file took longer than {limits.LOWER_SECONDS:g} s: its functions from here on are not followed"
            self._note(function, NoticeKind.DEADLINE, text)

    @staticmethod
    def _give_up(function: Function) -> None:
        """Make a function unknown."""
        function.code[:] = [
            Instr(ir.DAMAGED, 1, (), None, function.start, function.end),
            Instr(ir.RETURN, ir.NO_REGISTER, (1,), None, function.end, function.end),
        ]
        function.blocks[:] = [ir.Block(0, 2, -1)]
        function.registers = 2
        function.damaged = True

    def _note(self, function: Function, kind: NoticeKind, text: str) -> None:
        where = Place(self.source.path, function.start, function.end)
        self.notices.append(Notice(kind, self.source.path, text, where))

    def _mark_damage(self) -> None:
        """Confine damage to the innermost function around it."""
        for start, end in self.module.damaged:
            inner = self.module.functions[0]
            for function in self.module.functions:
                if function.start <= start and end <= function.end and function.end - function.start <= inner.end - inner.start:
                    inner = function
            if inner.index:
                inner.damaged = True


