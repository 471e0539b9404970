"""Parsing within a deadline: the grammar, the tree, and what could not be read."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

import tree_sitter
import tree_sitter_typescript

from refreshlint import limits
from refreshlint.finding import Notice, NoticeKind, Place
from refreshlint.source import SourceFile, judge_encoding

Node = tree_sitter.Node
TreeCursor = tree_sitter.TreeCursor

TYPESCRIPT, TSX = "typescript", "tsx"

_TYPESCRIPT_SUFFIXES = frozenset({".ts", ".mts", ".cts"})
_STRAY_AMPERSAND = re.compile(rb"(?<!&)&(?![&=]|#?\w{1,31};)")
_DEFAULT_TYPE = re.compile(rb"(?<=\w)\s*(=\s*(?:[\w.\s|&\[\]\"']|<[\w.,\s|&\[\]\"']*>)+?)\s*(?=[,>])")
_GENERIC_ASYNC = re.compile(rb"\basync\s*<((?:[\w.,\s=|&\[\]\"']|<[\w.,\s|&\[\]\"']*>){1,400})>\s*\(")
_TEXT_TYPES = frozenset({"jsx_text", "string_fragment", "comment"})
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
    """Parse a file by the grammar that its name asks for, or in another way where that leaves less damage.

    Never raises for what the file holds. The deadline `limits.PARSE_SECONDS` covers all attempts. Read the text of nodes from the
    source, not from the nodes: the tree may have been made from a copy with single bytes replaced.
    """
    first, second = grammars(source.path)
    reason = judge_encoding(source.data)
    if reason is not None:
        return Parsed(None, first, [], [Notice(NoticeKind.ENCODING, source.path, f"not read: {reason}")])
    deadline = time.monotonic() + limits.PARSE_SECONDS
    data = _without_default_types(source.data)
    best = _read(first, data, deadline)
    if best is None:
        late = f"not read: parsing took more than {limits.PARSE_SECONDS:g} s"
        return Parsed(None, first, [], [Notice(NoticeKind.DEADLINE, source.path, late)])
    grammar, notices = first, []
    # The tsx grammar stumbles over `&` in the text of markup. A cast `<T>value` breaks it too, and markup in a .ts file breaks the
    # other one; nothing tells these apart beforehand.
    attempts = [(TSX, _read_without_ampersands), (second, _read)] if first == TSX else [(second, _read)]
    for tried, attempt in attempts:
        if not best.damaged:
            break
        other = attempt(tried, data, deadline)
        if other is None:
            late = f"further attempts were cut off after {limits.PARSE_SECONDS:g} s; the parts that could not be read stay so"
            notices.append(Notice(NoticeKind.DEADLINE, source.path, late))
            break
        if _weight(other.damaged) < _weight(best.damaged):
            best, grammar = other, tried
    if best.damaged:
        notices.append(_damage_notice(source, best.damaged))
    return Parsed(best.root, grammar, best.damaged, notices)


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


class _Reading(NamedTuple):
    root: Node
    damaged: list[tuple[int, int]]


def _read(grammar: str, data: bytes, deadline: float) -> _Reading | None:
    """One attempt; None if time.monotonic() passed `deadline` first."""
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
    return _Reading(tree.root_node, damaged_ranges(tree.root_node))


def _without_default_types(data: bytes) -> bytes:
    """Blanks the defaults in `async <T, D = unknown>(`: the grammar may read a field that holds such a function as comparisons."""
    found = [match for match in _GENERIC_ASYNC.finditer(data) if b"=" in match.group(1)]
    if not found:
        return data
    masked = bytearray(data)
    for match in found:
        for default in _DEFAULT_TYPE.finditer(data, match.start(1), match.end(1) + 1):
            masked[default.start(1) : default.end(1)] = re.sub(rb"[^\r\n]", b" ", default.group(1))
    return bytes(masked)


def _read_without_ampersands(grammar: str, data: bytes, deadline: float) -> _Reading | None:
    """An attempt in which each `&` of markup's text and of strings is hidden behind another character; those of code stay."""
    places = [found.start() for found in _STRAY_AMPERSAND.finditer(data)][: limits.MAX_HIDDEN_AMPERSANDS]
    reading = _read(grammar, _hidden(data, places), deadline)
    if reading is None or not places:
        return reading
    kept = [place for place in places if _leaf_type(reading.root, place) in _TEXT_TYPES]
    return reading if kept == places else _read(grammar, _hidden(data, kept), deadline)


def _hidden(data: bytes, places: list[int]) -> bytes:
    masked = bytearray(data)
    for place in places:
        masked[place] = ord("|")  # what it hides is parsed as it would be itself, should it be code
    return bytes(masked)


def _leaf_type(root: Node, offset: int) -> str:
    leaf = root.descendant_for_byte_range(offset, offset + 1)
    return leaf.type if leaf is not None else ""
