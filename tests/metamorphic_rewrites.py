"""Rewrites of a case that keep its meaning. Each returns None where it has nothing to change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from refreshlint.files import SOURCE_SUFFIXES
from refreshlint.source import SourceFile
from refreshlint.syntax.parser import Node, parse

_FUNCTIONS = frozenset({
    "function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function",
    "generator_function_declaration",
})
_BLOCKS = frozenset({"statement_block", "for_statement", "for_in_statement", "switch_body", "catch_clause", "program"})
_STATEMENT_LISTS = frozenset({"statement_block", "program"})
_JSX_NAMES = frozenset({"jsx_opening_element", "jsx_closing_element", "jsx_self_closing_element"})
_OUTER_NAMES = frozenset({
    "import_specifier", "export_specifier", "namespace_import", "import_clause", "namespace_export", "export_statement",
})
_SHORTHANDS = frozenset({"shorthand_property_identifier", "shorthand_property_identifier_pattern"})
_NAMES = frozenset({"identifier", *_SHORTHANDS})

_TOKEN = re.compile(r"token|jwt|bearer|credential", re.IGNORECASE)
_FIRST_WORDS = ("current", "auth", "held", "latest", "user", "my")
_REFRESH = re.compile(r"refresh|renew", re.IGNORECASE)
_MEANT = re.compile(
    r"refresh|renew|reissue|rotat|expir|exp$|stale|valid|retr|tried|attempt|auth|session|sign|log|secret|key|busy|flight|queue|wait|lock"
    r"|mutex|pending|access|grant|web|native|platform|store|storage|cipher|crypt|url|path|user|pass|attempts",
    re.IGNORECASE,
)


class Edit(NamedTuple):
    """Bytes start..end become `text`."""

    start: int
    end: int
    text: bytes


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A rewritten project. origin: new path -> old path; lines: new path -> old line (from 1) of each new line, 0 for new ones."""

    files: Mapping[str, bytes]
    origin: Mapping[str, str]
    lines: Mapping[str, tuple[int, ...]]


Rewrite = Callable[[Mapping[str, bytes]], Rewritten | None]


def wrap_in_folder(files: Mapping[str, bytes]) -> Rewritten | None:
    """The whole project one folder further down."""
    moved = {f"inner/{path}": data for path, data in files.items()}
    return Rewritten(moved, {f"inner/{path}": path for path in files}, {path: _same_lines(data) for path, data in moved.items()})


def insert_comments(files: Mapping[str, bytes]) -> Rewritten | None:
    """A comment and a blank line above each statement that begins its line."""
    changed: dict[str, bytes] = {}
    lines: dict[str, tuple[int, ...]] = {}
    for path, data in files.items():
        above = _statement_lines(path, data)
        rows: list[bytes] = []
        origin: list[int] = []
        for number, row in enumerate(data.split(b"\n"), 1):
            if number in above:
                rows += [b"", b"/* then, as before: */ // and so on"]
                origin += [0, 0]
            rows.append(row)
            origin.append(number)
        changed[path] = b"\n".join(rows)
        lines[path] = tuple(origin)
    return _rewritten(files, changed, lines)


def rename_locals(files: Mapping[str, bytes]) -> Rewritten | None:
    """Variables and parameters that no other file sees get other names of the same class of meaning."""
    return _edited(files, _renames)


def arrows_to_functions(files: Mapping[str, bytes]) -> Rewritten | None:
    """Arrow functions that do not use this, super or arguments become function expressions."""
    return _edited(files, _arrows)


REWRITES: tuple[Rewrite, ...] = (wrap_in_folder, insert_comments, rename_locals, arrows_to_functions)


def _edited(files: Mapping[str, bytes], edits_of: Callable[[Node, bytes], list[Edit]]) -> Rewritten | None:
    """Edits that add and remove no line breaks, made in every file that can be parsed."""
    changed: dict[str, bytes] = {}
    for path, data in files.items():
        root = _tree(path, data)
        text = data if root is None else _apply(data, edits_of(root, data))
        assert text.count(b"\n") == data.count(b"\n")
        assert root is None or not parse(SourceFile(path, text)).damaged, path
        changed[path] = text
    return _rewritten(files, changed, {path: _same_lines(data) for path, data in changed.items()})


def _rewritten(files: Mapping[str, bytes], changed: Mapping[str, bytes], lines: Mapping[str, tuple[int, ...]]) -> Rewritten | None:
    return None if changed == files else Rewritten(changed, {path: path for path in changed}, lines)


def _same_lines(data: bytes) -> tuple[int, ...]:
    return tuple(range(1, data.count(b"\n") + 2))


def _apply(data: bytes, edits: list[Edit]) -> bytes:
    """The edits in order of place; of two at one place the one that was noted first comes first."""
    pieces: list[bytes] = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        assert edit.start >= done
        pieces += [data[done : edit.start], edit.text]
        done = edit.end
    return b"".join([*pieces, data[done:]])


def _tree(path: str, data: bytes) -> Node | None:
    """The tree of a source file without damage."""
    if not path.endswith(SOURCE_SUFFIXES):
        return None
    parsed = parse(SourceFile(path, data))
    return None if parsed.damaged else parsed.root


def _walk(root: Node) -> Iterator[Node]:
    """Every node, parents first, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _text(node: Node, data: bytes) -> str:
    return data[node.start_byte : node.end_byte].decode()


def _field(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


def _statement_lines(path: str, data: bytes) -> set[int]:
    root = _tree(path, data)
    if root is None:
        return set()
    places = [child for node in _walk(root) if node.type in _STATEMENT_LISTS for child in node.named_children if child.type != "comment"]
    return {place.start_point[0] + 1 for place in places if _begins_line(place, data)}


def _begins_line(node: Node, data: bytes) -> bool:
    before = data[data.rfind(b"\n", 0, node.start_byte) + 1 : node.start_byte]
    return node.type != "hash_bang_line" and not before.strip()


def _renames(root: Node, data: bytes) -> list[Edit]:
    """Edits that rename what is declared by const, let, var, parameter or catch and is never used outside of its declarations' scopes."""
    scopes: dict[str, list[tuple[int, int]]] = {}
    uses: dict[str, list[Node]] = {}
    fixed: set[str] = set()
    for node in _walk(root):
        for declared, scope in _declares(node):
            name = _text(declared, data)
            scopes.setdefault(name, []).append((scope.start_byte, scope.end_byte))
            if _is_named_function(node) or _is_exported(node) or _is_field(node):
                fixed.add(name)
        if node.type in _NAMES:
            uses.setdefault(_text(node, data), []).append(node)
            parent = node.parent
            if parent is not None and (parent.type in _JSX_NAMES or parent.type in _OUTER_NAMES):
                fixed.add(_text(node, data))
    taken = set(uses)
    edits: list[Edit] = []
    for count, (name, places) in enumerate(scopes.items()):
        inside = all(any(start <= use.start_byte < end for start, end in places) for use in uses[name])
        if name in fixed or not inside:
            continue
        other = _other_name(name, count, taken)
        if other is None or other in taken:
            continue
        taken.add(other)
        for use in uses[name]:
            text = f"{name}: {other}" if use.type in _SHORTHANDS else other
            edits.append(Edit(use.start_byte, use.end_byte, text.encode()))
    return edits


def _declares(node: Node) -> list[tuple[Node, Node]]:
    """(name, scope) of each variable that a declarator, parameter or catch clause declares."""
    if node.type == "variable_declarator":
        pattern = _field(node, "name")
        declaration = node.parent
        kinds = _FUNCTIONS if declaration is not None and declaration.type == "variable_declaration" else _BLOCKS
    elif node.type in ("required_parameter", "optional_parameter"):
        pattern, kinds = _field(node, "pattern"), _FUNCTIONS
    elif node.type == "arrow_function":
        pattern, kinds = _field(node, "parameter"), _FUNCTIONS
    elif node.type == "catch_clause":
        pattern, kinds = _field(node, "parameter"), _BLOCKS
    elif node.type == "for_in_statement" and _field(node, "kind") is not None:
        pattern, kinds = _field(node, "left"), _BLOCKS
    else:
        return []
    if pattern is None:
        return []
    scope: Node | None = node
    while scope is not None and scope.type not in kinds and scope.type != "program":
        if scope.type in ("function_type", "constructor_type", "method_signature", "call_signature", "abstract_method_signature"):
            break
        scope = scope.parent
    return [] if scope is None else [(name, scope) for name in _bound(pattern)]


def _bound(pattern: Node) -> list[Node]:
    """The names that a pattern binds; its default values and computed keys are none."""
    found: list[Node] = []
    waiting = [pattern]
    while waiting:
        node = waiting.pop()
        if node.type in ("identifier", "shorthand_property_identifier_pattern"):
            found.append(node)
        elif node.type in ("object_pattern", "array_pattern", "rest_pattern"):
            waiting.extend(node.named_children)
        elif node.type == "pair_pattern":
            waiting.extend(filter(None, [_field(node, "value")]))
        elif node.type in ("assignment_pattern", "object_assignment_pattern"):
            waiting.extend(filter(None, [_field(node, "left")]))
    return found


def _is_named_function(node: Node) -> bool:
    """A declarator that gives a function its name: names of functions are evidence, and stay."""
    value = _field(node, "value") if node.type == "variable_declarator" else None
    return value is not None and (value.type in _FUNCTIONS or value.type == "class")


def _is_field(node: Node) -> bool:
    """A parameter of a constructor that declares a field as well."""
    return any(child.type in ("accessibility_modifier", "readonly", "override_modifier") for child in node.children)


def _is_exported(node: Node) -> bool:
    outer = node.parent.parent if node.type == "variable_declarator" and node.parent is not None else None
    return outer is not None and outer.type == "export_statement"


def _other_name(name: str, count: int, taken: set[str]) -> str | None:
    """Another name of the same class: refresh tokens, access tokens, tokens, anything without meaning. Other words of the domain stay."""
    if name.isupper():
        return None
    if not _TOKEN.search(name):
        return None if _MEANT.search(name) else f"item{count}"
    if not name.lower().endswith("token"):
        return None
    kind = "RefreshToken" if _REFRESH.search(name) else "AccessToken" if "access" in name.lower() else "Token"
    return next((other for first in _FIRST_WORDS if (other := first + kind) not in taken), None)


def _arrows(root: Node, data: bytes) -> list[Edit]:
    edits: list[Edit] = []
    for node in _walk(root):
        body = _field(node, "body")
        if node.type != "arrow_function" or body is None or _uses_outer_this(node, data):
            continue
        arrow = next(child for child in node.children if child.type == "=>")
        first = next(child for child in node.children if child.type != "async")
        bare = _field(node, "parameter")
        if bare is None:
            edits.append(Edit(first.start_byte, first.start_byte, b"function "))
        else:
            edits.append(Edit(bare.start_byte, bare.start_byte, b"function ("))
            edits.append(Edit(bare.end_byte, bare.end_byte, b")"))
        if body.type == "statement_block":
            edits.append(Edit(arrow.start_byte, arrow.end_byte, b""))
        else:
            edits.append(Edit(arrow.start_byte, arrow.end_byte, b"{"))
            edits.append(Edit(body.start_byte, body.start_byte, b"return "))
            edits.append(Edit(body.end_byte, body.end_byte, b"; }"))
    return edits


def _uses_outer_this(arrow: Node, data: bytes) -> bool:
    waiting = list(arrow.children)
    while waiting:
        node = waiting.pop()
        if node.type in ("this", "super", "meta_property") or (node.type == "identifier" and _text(node, data) == "arguments"):
            return True
        if node.type not in _FUNCTIONS or node.type == "arrow_function":
            waiting.extend(node.children)
    return False
