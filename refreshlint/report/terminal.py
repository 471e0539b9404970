"""What a terminal needs: colours, text that cannot steer it, lines wrapped and cut, code frames."""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass

from refreshlint import limits
from refreshlint.finding import Place, Severity
from refreshlint.source import SourceFile

_TAB = "    "
_CUT = "..."
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that move the cursor, turn the reading direction or cannot be seen."""


@dataclass(frozen=True, slots=True)
class Paint:
    """Wraps text in ANSI colours where `enabled`; text comes back as it is otherwise. The text must be escaped before."""

    enabled: bool

    def bold(self, text: str) -> str:
        """For what is read first."""
        return self._wrap("1", text)

    def dim(self, text: str) -> str:
        """For what may be skipped."""
        return self._wrap("2", text)

    def severity(self, severity: Severity, text: str) -> str:
        """Red for an error, yellow for a warning, cyan for a note."""
        codes = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
        return self._wrap(codes[severity], text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.enabled else text


def escape(text: str) -> str:
    """The text with each tab as four spaces and each control, bidirectional or invisible character as `<U+202E>`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(char) for char in text)


def _visible(char: str) -> str:
    if char == "\t":
        return _TAB
    return f"<U+{ord(char):04X}>" if unicodedata.category(char) in _UNSAFE else char


def width(text: str) -> int:
    """Cells that escaped text takes in a terminal: two for wide East Asian characters and emoji, none for combining marks."""
    if text.isascii():
        return len(text)
    cells = 0
    for char in text:
        if unicodedata.category(char) not in ("Mn", "Me"):
            cells += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return cells


def plural(count: int, noun: str) -> str:
    """`1 file`, `2 files`, `2 refreshes`, `2 libraries`."""
    if count == 1:
        return f"1 {noun}"
    if noun.endswith("y"):
        return f"{count} {noun[:-1]}ies"
    return f"{count} {noun}{'es' if noun.endswith(('s', 'sh', 'ch', 'x')) else 's'}"


def wrap(text: str, indent: str = "", hanging: str | None = None, columns: int = limits.TEXT_COLUMNS) -> list[str]:
    """One paragraph as escaped lines of at most `columns`; `hanging` indents the second line and those after it."""
    return textwrap.wrap(
        escape(" ".join(text.split())),
        width=columns,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def position(place: Place, source: SourceFile | None) -> str:
    """`path:line:column` of a place, escaped; the column counts code points from 1. Without its source only the path is known."""
    if source is None:
        return escape(place.path)
    return f"{escape(place.path)}:{source.line_of(place.start)}:{source.codepoint_column(place.start)}"


def frame(place: Place, source: SourceFile, paint: Paint) -> list[str]:
    """The line of a place, one line before and after where they hold code, and a line of carets under the place."""
    line = source.line_of(place.start)
    near = [number for number in (line - 1, line, line + 1) if number == line or _holds_code(source, number)]
    gutter = len(str(near[-1]))
    rows = []
    for number in near:
        if number == line:
            code, indent, carets = _underlined(place, source, line)
        else:
            code = escape(_cut(source.line_text(number), 0))
        rows.append(f"{paint.dim(f'{number:>{gutter}} |')} {code}".rstrip())
        if number == line:
            rows.append(f"{paint.dim(' ' * gutter + ' |')} {' ' * indent}{paint.bold('^' * carets)}")
    return rows


def _holds_code(source: SourceFile, line: int) -> bool:
    return 1 <= line <= source.line_count and bool(source.line_text(line).strip())


def _underlined(place: Place, source: SourceFile, line: int) -> tuple[str, int, int]:
    """The line as shown, the cells before its carets and the number of carets; a place of several lines is marked to the line's end."""
    text = source.line_text(line)
    start = source.codepoint_column(place.start) - 1
    last = source.line_span(line)[1]
    end = max(start, source.codepoint_column(min(place.end, last)) - 1)
    # A place far out on a long line: show the stretch around it.
    first = max(0, min(start - limits.SNIPPET_CHARS // 4, len(text) - limits.SNIPPET_CHARS))
    shown = _cut(text, first)
    shift = first - len(_CUT) if first else 0
    before = escape(shown[: start - shift])
    marked = escape(shown[start - shift : min(end, first + limits.SNIPPET_CHARS) - shift])
    return escape(shown), width(before), max(1, width(marked))


def _cut(text: str, first: int) -> str:
    """At most limits.SNIPPET_CHARS characters of a line from `first` on, with dots where some were left out."""
    end = first + limits.SNIPPET_CHARS
    return (_CUT if first else "") + text[first:end] + (_CUT if end < len(text) else "")
