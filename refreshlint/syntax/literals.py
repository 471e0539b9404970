"""Values written down in configuration: JSON with comments, and object literals in configuration files that are JavaScript.

Nothing is run. The TypeScript grammar reads both; comments and trailing commas come for free.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Collection
from typing import Any

from refreshlint import limits
from refreshlint.source import SourceFile
from refreshlint.syntax.parser import Node, parse

_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}
_WRAPPERS = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression"})
_CONTAINERS = frozenset({"object", "array"})


def read_jsonc(data: bytes) -> Any:
    """The value of a JSON text with comments and trailing commas; None where there is none. Parts that cannot be read are missing."""
    body = data.removeprefix(codecs.BOM_UTF8)
    root = parse(SourceFile("config.ts", b"(" + body + b"\n)")).root
    if root is None:
        return None
    for statement in root.named_children:
        if statement.type == "expression_statement" and statement.named_child_count:
            return _value(statement.named_children[0])
    return None


def named_literals(data: bytes, names: Collection[str]) -> list[tuple[str, Any]]:
    """What a JavaScript file writes beside some names, in order: `name: {...}` in an object, or `const name = {...}`.

    A call or other expression stands for the strings in it, joined by "/": `path.resolve(__dirname, "..", "src")` is "../src".
    """
    root = parse(SourceFile("config.js", data)).root
    found: list[tuple[str, Any]] = []
    if root is None:
        return found
    cursor = root.walk()
    while True:
        node = cursor.node
        assert node is not None
        named = _named(node, names) if node.type in ("pair", "variable_declarator") else None
        if named is not None:
            found.append(named)
        elif cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found


def _named(node: Node, names: Collection[str]) -> tuple[str, Any] | None:
    """The name and value of a property or variable, if the name is one of `names`."""
    name = node.child_by_field_name("key" if node.type == "pair" else "name")
    value = node.child_by_field_name("value")
    return (_key(name), _value(value)) if name is not None and value is not None and _key(name) in names else None


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _key(node: Node) -> str:
    return _string(node) if node.type == "string" else _text(node)


def _string(node: Node) -> str:
    """The content of a string or of a template without substitutions."""
    parts = []
    for part in node.named_children:
        text = _text(part)
        if part.type == "escape_sequence":
            try:
                text = json.loads(f'"{text}"')
            except ValueError:
                text = text[1:]
        parts.append(text)
    return "".join(parts)


def _value(node: Node) -> Any:
    """The value of a literal: str, int, float, bool, None, list, dict. Containers are filled from a list of work, not by recursion."""
    out: list[Any] = []
    work: list[tuple[Node, Any, str, int]] = [(node, out, "", 0)]
    while work:
        node, into, key, depth = work.pop()
        while node.type in _WRAPPERS:
            inside = next((child for child in node.named_children if child.type != "comment"), None)
            if inside is None:
                break
            node = inside
        value: Any = None
        if node.type in _CONTAINERS and depth < limits.MAX_CONFIG_DEPTH:
            value = {} if node.type == "object" else []
            for child in reversed(node.named_children):
                if node.type == "array" and child.type != "comment":
                    work.append((child, value, "", depth + 1))
                elif child.type == "pair":
                    name, inner = child.child_by_field_name("key"), child.child_by_field_name("value")
                    if name is not None and inner is not None:
                        work.append((inner, value, _key(name), depth + 1))
        elif node.type == "string" or (node.type == "template_string" and all(c.type != "template_substitution" for c in node.children)):
            value = _string(node)
        elif node.type in ("number", "unary_expression"):
            value = _number(_text(node))
        elif node.type not in _CONSTANTS and node.type not in _CONTAINERS:
            value = _joined_strings(node)
        else:
            value = _CONSTANTS.get(node.type)
        if isinstance(into, dict):
            into[key] = value
        else:
            into.append(value)
    return out[0]


def _number(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _joined_strings(node: Node) -> str | None:
    """The strings inside an expression, joined as a path; None if there are none."""
    parts = []
    cursor = node.walk()
    depth = 0
    while True:
        inner = cursor.node
        assert inner is not None
        if inner.type == "string":
            parts.append(_string(inner))
        elif cursor.goto_first_child():
            depth += 1
            continue
        while depth and not cursor.goto_next_sibling():
            cursor.goto_parent()
            depth -= 1
        if not depth:
            return "/".join(parts) or None
