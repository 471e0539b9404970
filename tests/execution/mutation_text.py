"""A source file as the mutation operators see it: its tree, its IR, and where in the text an edit has to be made."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from refreshlint.js import ir
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile
from refreshlint.syntax.parser import Node, parse

FUNCTIONS = frozenset({"function_declaration", "function_expression", "arrow_function", "method_definition"})
LISTS = frozenset({"statement_block", "program", "switch_case", "switch_default"})
PLACES = frozenset({"identifier", "member_expression", "subscript_expression"})
ASSIGNMENTS = frozenset({"assignment_expression", "augmented_assignment_expression"})

Key = int | str
"""A place: the index of a binding, or the text of a property access."""


class Edit(NamedTuple):
    """Bytes start..end become `text`."""

    start: int
    end: int
    text: str


class Write(NamedTuple):
    """A write of a place: the instruction, the register written, and whether it empties the place (null, undefined, false)."""

    key: Key
    node: Node
    function: ir.Function
    instr: ir.Instr
    value: ir.Instr | None
    empties: bool


class Text:
    """A file with its tree, its IR, and what the operators ask of them. ValueError for a file with syntax errors."""

    def __init__(self, path: str, data: bytes) -> None:
        source = SourceFile(path, data)
        parsed = parse(source)
        module, _ = lower_source(source)
        if parsed.root is None or module is None or parsed.damaged:
            raise ValueError(f"{path} cannot be read")
        self.data, self.root, self.module = data, parsed.root, module

    def of(self, node: Node) -> str:
        """The source text of a node."""
        return self.data[node.start_byte : node.end_byte].decode()

    @cached_property
    def nodes(self) -> list[Node]:
        """All named nodes, in source order."""
        found, work = [], [self.root]
        while work:
            node = work.pop()
            found.append(node)
            work.extend(reversed(node.named_children))
        return found

    def typed(self, *types: str) -> list[Node]:
        """The nodes of some types, in source order."""
        return [node for node in self.nodes if node.type in types]

    def at(self, instr: ir.Instr) -> Node:
        """The smallest node with the span of an instruction."""
        node = self.root.descendant_for_byte_range(instr.start, instr.end)
        return node if node is not None else self.root

    @cached_property
    def writes(self) -> list[Write]:
        """All assignments to bindings and properties, declarations left out; one for each place in the text."""
        found: dict[int, Write] = {}
        for function in self.module.functions:
            values = {instr.dst: instr for instr in function.code if instr.dst != ir.NO_REGISTER}
            for instr in function.code:
                if instr.op not in (ir.STORE, ir.SET, ir.SETINDEX):
                    continue
                node = self.at(instr)
                if node.type == "update_expression":
                    target = node.child_by_field_name("argument")
                else:
                    target = node.child_by_field_name("left") if node.type in ASSIGNMENTS else None
                if target is None or target.type not in PLACES:
                    continue
                key = instr.data if instr.op == ir.STORE else self.of(target)
                value = values.get(instr.args[-1])
                empty = value is not None and value.op == ir.CONST and any(value.data is each for each in (None, False, ir.UNDEFINED))
                empties = empty and node.type == "assignment_expression"
                found.setdefault(node.start_byte, Write(key, node, function, instr, value, empties))
        return sorted(found.values(), key=lambda write: write.node.start_byte)

    @cached_property
    def cells(self) -> frozenset[Key]:
        """Places that are filled somewhere and emptied somewhere, and outlive the function that empties them."""
        filled = {write.key for write in self.writes if not write.empties}
        return frozenset(write.key for write in self.writes if write.empties and write.key in filled and self.outlives(write))

    def outlives(self, write: Write) -> bool:
        """Whether a place is a property, or a binding of a function around the one that writes it."""
        return isinstance(write.key, str) or self.module.bindings[write.key].function != write.function.index

    def is_cell(self, node: Node) -> bool:
        """Whether an expression names a cell."""
        text = self.of(node)
        return any(text == (key if isinstance(key, str) else self.module.bindings[key].name) for key in self.cells)

    @cached_property
    def foreign(self) -> frozenset[str]:
        """Local names of what is imported from packages, `require` included."""
        names = {self.module.bindings[each.binding].name for each in self.module.imports if each.specifier[:1] != "." and each.binding >= 0}
        for node in self.typed("variable_declarator"):
            value, name = node.child_by_field_name("value"), node.child_by_field_name("name")
            if value is not None and name is not None and self.of(value).startswith("require(") and self.of(value)[9] != ".":
                names.add(self.of(name))
        return frozenset(names)


# ---- the tree ----


def parent_of(node: Node, types: frozenset[str]) -> Node | None:
    """The nearest node above of one of `types`."""
    above = node.parent
    while above is not None and above.type not in types:
        above = above.parent
    return above


def bare(node: Node) -> Node:
    """An expression without parentheses, `!`, `as` and the `!` of TypeScript around it."""
    while node.type in ("parenthesized_expression", "unary_expression", "as_expression", "non_null_expression") and node.named_children:
        node = node.named_children[0]
    return node


def removal(node: Node) -> Edit:
    """An expression dropped together with its statement, or left undefined where it is part of something."""
    whole = node
    while whole.parent is not None and whole.parent.type == "parenthesized_expression":
        whole = whole.parent
    above = whole.parent
    if above is not None and above.type == "await_expression":
        return removal(above)
    if above is not None and above.type == "expression_statement":
        return Edit(above.start_byte, above.end_byte, ";")
    return Edit(whole.start_byte, whole.end_byte, "undefined")


def arguments(call: Node) -> list[Node]:
    """The arguments of a call."""
    listed = call.child_by_field_name("arguments")
    return [node for node in listed.named_children if node.type != "comment"] if listed is not None else []


def last_name(text: Text, call: Node) -> str:
    """The name of what is called: `c` of `a.b.c()`."""
    callee = call.child_by_field_name("function")
    named = callee.child_by_field_name("property") if callee is not None and callee.type == "member_expression" else callee
    return text.of(named) if named is not None else ""


def inside(node: Node, around: Node) -> bool:
    """Whether a node lies within another, or is it."""
    return around.start_byte <= node.start_byte and node.end_byte <= around.end_byte
