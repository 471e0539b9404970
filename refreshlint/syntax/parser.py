"""Parsing within a deadline: the grammar, the tree, and what could not be read."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

import tree_sitter
import tree_sitter_typescript

from refreshlint import limits
from refreshlint.finding import Notice, NoticeKind, Place
from refreshlint.source import SourceFile, judge_encoding

Node = tree_sitter.Node
TreeCursor = tree_sitter.TreeCursor

TYPESCRIPT, TSX = "typescript", "tsx"

_TYPESCRIPT_SUFFIXES = frozenset({".ts", ".mts", ".cts"})
_CHUNK_BYTES = 65_536  # handed to the parser at a time; larger ones only cost copies when it goes back


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the parser made of one file.

    root: None where nothing could be had (the encoding, the deadline); grammar: "typescript" or "tsx"; damaged: byte ranges that
    could not be read, in order, disjoint, none empty; notices: what the reader of a report has to know of it.
    """

    root: Node | None
    grammar: str
    damaged: list[tuple[int, int]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def parse(source: SourceFile) -> Parsed:
    """Parse a file by the grammar that its name asks for, or by the other one where that leaves less damage.

    Never raises for what the file holds. The deadline `limits.PARSE_SECONDS` covers both attempts.
    """
    first, second = grammars(source.path)
    reason = judge_encoding(source.data)
    if reason is not None:
        return Parsed(None, first, [], [Notice(NoticeKind.ENCODING, source.path, f"not read: {reason}")])
    deadline = time.monotonic() + limits.PARSE_SECONDS
    notices: list[Notice] = []
    root = _tree(first, source.data, deadline)
    if root is None:
        late = f"not read: parsing took more than {limits.PARSE_SECONDS:g} s"
        return Parsed(None, first, [], [Notice(NoticeKind.DEADLINE, source.path, late)])
    grammar, damaged = first, damaged_ranges(root)
    if damaged:
        # A cast `<T>value` breaks the tsx grammar, markup in a .ts file the other; nothing tells them apart beforehand.
        other = _tree(second, source.data, deadline)
        if other is None:
            late = f"the second grammar was cut off after {limits.PARSE_SECONDS:g} s; the parts that could not be read stay so"
            notices.append(Notice(NoticeKind.DEADLINE, source.path, late))
        else:
            ranges = damaged_ranges(other)
            if _weight(ranges) < _weight(damaged):
                root, grammar, damaged = other, second, ranges
    if damaged:
        notices.append(_damage_notice(source, damaged))
    return Parsed(root, grammar, damaged, notices)


def grammars(path: str) -> tuple[str, str]:
    """The grammar that a file's name asks for, and the one to try next. JavaScript, Flow included, is read as tsx."""
    if PurePosixPath(path).suffix.lower() in _TYPESCRIPT_SUFFIXES:
        return TYPESCRIPT, TSX
    return TSX, TYPESCRIPT


def damaged_ranges(root: Node) -> list[tuple[int, int]]:
    """Byte ranges under ERROR nodes and at MISSING ones: in order, disjoint, none empty. Reads only subtrees that hold errors.

    Where the root itself is an ERROR its sound statements are kept, and the rest is damaged.
    """
    if not root.has_error:
        return []
    found: list[tuple[int, int]] = []
    cursor = root.walk()
    if not cursor.goto_first_child():
        return [(root.start_byte, max(root.end_byte, root.start_byte + 1))]
    loose = root.is_error  # tokens right under an ERROR root belong to nothing
    depth = 1
    while True:
        node = cursor.node
        assert node is not None
        broken = node.is_error or node.is_missing
        if broken or (loose and depth == 1 and not node.has_error and not _is_statement(node)):
            found.append((node.start_byte, max(node.end_byte, node.start_byte + 1)))
        elif node.has_error and cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            cursor.goto_parent()
            depth -= 1
            if depth == 0:
                return _merged(found)


def _is_statement(node: Node) -> bool:
    return node.type.endswith(("_statement", "_declaration")) or node.type == "comment"


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The union of ranges that come in order of their starts."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _weight(damaged: list[tuple[int, int]]) -> tuple[int, int]:
    """What makes one reading worse than another: damaged bytes, then places."""
    return sum(end - start for start, end in damaged), len(damaged)


def _damage_notice(source: SourceFile, damaged: list[tuple[int, int]]) -> Notice:
    """One notice for all that could not be read in a file."""
    named = []
    for start, end in damaged[: limits.SYNTAX_LINES_NAMED]:
        first, last = source.line_of(start), source.line_of(max(start, end - 1))
        named.append(str(first) if first == last else f"{first}-{last}")
    lines = list(dict.fromkeys(named))
    rest = len(damaged) - limits.SYNTAX_LINES_NAMED
    text = f"read in part: syntax error at line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"
    if rest > 0:
        text += f" and {rest} more place{'s' if rest > 1 else ''}"
    return Notice(NoticeKind.SYNTAX, source.path, text, Place(source.path, *damaged[0]))


@cache
def _parser(grammar: str) -> tree_sitter.Parser:
    language = tree_sitter_typescript.language_tsx() if grammar == TSX else tree_sitter_typescript.language_typescript()
    return tree_sitter.Parser(tree_sitter.Language(language))


def _tree(grammar: str, data: bytes, deadline: float) -> Node | None:
    """The root of the tree of `data`, or None if time.monotonic() passed `deadline` first."""
    parser = _parser(grammar)

    def chunk(offset: int, _position: object) -> bytes:
        return data[offset : offset + _CHUNK_BYTES]

    def late(_offset: int, _has_error: bool) -> bool:
        return time.monotonic() > deadline

    try:
        # A progress callback is honoured only where the source is a callable; it stops the parse by returning True.
        tree = parser.parse(chunk, progress_callback=late)
    except ValueError:
        parser.reset()
        return None
    return tree.root_node
