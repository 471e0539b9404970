"""What nodes of the grammar mean: which of them only wrap, and where the grammar reads an expression in another way than the language."""

from __future__ import annotations

from refreshlint.syntax.parser import Node

WRAPPERS = frozenset(
    {
        "parenthesized_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "type_assertion",
        "instantiation_expression",
    }
)
FUNCTIONS = frozenset({"arrow_function", "function_expression", "generator_function", "function"})


def children(node: Node) -> list[Node]:
    """Named children without comments."""
    return [child for child in node.named_children if child.type != "comment"]


def unwrapped(node: Node) -> Node:
    """The expression inside of parentheses and type operators."""
    while node.type in WRAPPERS:
        inner = children(node)
        if not inner:
            return node
        node = inner[-1] if node.type == "type_assertion" else inner[0]
    return node


def is_optional(node: Node) -> bool:
    """Whether a link of a chain is optional: `a?.b`, `a?.[b]`, `a?.()`."""
    return any(child.type in ("optional_chain", "?.") for child in node.children)


_BINDING = {
    operator: strength
    for strength, operators in enumerate(
        (
            ("??", "||"),
            ("&&",),
            ("|",),
            ("^",),
            ("&",),
            ("==", "!=", "===", "!=="),
            ("<", "<=", ">", ">=", "instanceof", "in"),
            ("<<", ">>", ">>>"),
            ("+", "-"),
            ("*", "/", "%"),
        )
    )
    for operator in operators
}
"""Binary operator -> how strongly it binds (ECMA-262, 13.6 to 13.13)."""


def misread(left: Node, operator: str) -> tuple[Node, str, Node] | None:
    """The parts of a left operand that binds less than the operator does, and has no parentheses: no right reading has one."""
    asserted = left.named_children[0] if left.type == "non_null_expression" and left.named_children else None
    if asserted is None or asserted.type != "binary_expression":
        return None
    first, weaker, second = (asserted.child_by_field_name(name) for name in ("left", "operator", "right"))
    if first is None or weaker is None or second is None:
        return None
    return (first, weaker.type, second) if _BINDING.get(weaker.type, 99) < _BINDING.get(operator, 0) else None
