"""Source files and positions: the only maker of lines and columns.

Offsets are bytes from the start of the file, the byte order mark included; lines and columns count from 1. CR, LF and CRLF end a
line (U+2028 does not: neither editors nor SARIF viewers count it). A byte order mark belongs to no column.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from refreshlint import limits

_LINE_BREAK = re.compile(rb"\r\n|\r|\n")
_BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SPACE = b" \t\r\n\v\f"


class SourceFile:
    """A file of the project: `path` is posix and relative to the context root, `data` its bytes."""

    __slots__ = ("_ends", "_starts", "data", "path")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self._starts: list[int] = []
        self._ends: list[int] = []

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r}, {len(self.data)} bytes)"

    def _table(self) -> list[int]:
        """Byte offsets at which lines start; made on first use, with the ends beside it."""
        if not self._starts:
            starts = [len(codecs.BOM_UTF8) if self.data.startswith(codecs.BOM_UTF8) else 0]
            ends = []
            for found in _LINE_BREAK.finditer(self.data):
                ends.append(found.start())
                starts.append(found.end())
            ends.append(len(self.data))
            self._starts, self._ends = starts, ends
        return self._starts

    @property
    def line_count(self) -> int:
        """Number of lines; a file that ends in a line break has an empty last one."""
        return len(self._table())

    def line_of(self, offset: int) -> int:
        """The line that holds byte `offset`; a line break belongs to the line it ends. Offsets outside the file are clamped."""
        return max(1, bisect_right(self._table(), offset))

    def line_span(self, line: int) -> tuple[int, int]:
        """Byte range of a line without its line break (and without a byte order mark). IndexError if there is no such line."""
        starts = self._table()
        if line < 1:
            raise IndexError(line)
        return starts[line - 1], self._ends[line - 1]

    def line_text(self, line: int) -> str:
        """A line without its line break; bytes that are not UTF-8 become U+FFFD."""
        start, end = self.line_span(line)
        return self.data[start:end].decode("utf-8", "replace")

    def utf16_column(self, offset: int) -> int:
        """Column of byte `offset` in UTF-16 code units (SARIF, LSP)."""
        before = self._before(offset)
        return 1 + len(before) + sum(1 for char in before if char > "\uffff")

    def codepoint_column(self, offset: int) -> int:
        """Column of byte `offset` in Unicode code points (text reports)."""
        return 1 + len(self._before(offset))

    def _before(self, offset: int) -> str:
        """The text between the start of the line and byte `offset`; an offset inside a character or a line break is its start."""
        start, end = self.line_span(self.line_of(offset))
        end = min(offset, end)
        while start < end < len(self.data) and self.data[end] & 0xC0 == 0x80:
            end -= 1
        return self.data[start:end].decode("utf-8", "replace")


def judge_encoding(data: bytes) -> str | None:
    """Why the bytes are not UTF-8 text, or None if they are. Must come before parsing: the parser accepts bad bytes in strings."""
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return f"{name}, not UTF-8"
    nul = data.find(0)
    if nul >= 0:
        return f"binary, not text (NUL at byte {nul})"
    if data.isascii():
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte {error.start})"
    return None


def judge_generated(data: bytes) -> str | None:
    """Why the bytes look minified, or None. Two measures over the first bytes, as other analyzers take them; see limits.py."""
    head = data[: limits.MINIFIED_HEAD_BYTES]
    if len(head) < limits.MINIFIED_MIN_BYTES:
        return None
    mean = len(head) / (1 + len(_LINE_BREAK.findall(head)))
    if mean > limits.MINIFIED_MEAN_LINE_BYTES:
        return f"minified: lines of {mean:.0f} bytes on average"
    space = (len(head) - len(head.translate(None, _SPACE))) / len(head)
    if space < limits.MINIFIED_MIN_SPACE:
        return f"minified: {space:.0%} white space"
    return None
