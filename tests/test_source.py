from __future__ import annotations

import codecs
import pickle

import pytest

from refreshlint import limits
from refreshlint.source import SourceFile, judge_encoding, judge_generated


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", [""]),
        (b"a", ["a"]),
        (b"a\n", ["a", ""]),
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b", ""]),
        (b"a\rb\r\rc", ["a", "b", "", "c"]),
        (b"a\n\rb", ["a", "", "b"]),
        ("a\u2028b\u2029c\x0bd\x0ce\x85f".encode(), ["a\u2028b\u2029c\x0bd\x0ce\x85f"]),
        (codecs.BOM_UTF8 + b"a\nb", ["a", "b"]),
        (b"a\xffb", ["a\ufffdb"]),
    ],
)
def test_lines(data: bytes, lines: list[str]) -> None:
    source = SourceFile("a.ts", data)
    assert [source.line_text(line) for line in range(1, source.line_count + 1)] == lines
    for line in range(1, source.line_count + 1):
        start, end = source.line_span(line)
        assert source.line_of(start) == source.line_of(end) == line


@pytest.mark.parametrize("line", [0, -1, 3])
def test_there_is_no_such_line(line: int) -> None:
    with pytest.raises(IndexError):
        SourceFile("a.ts", b"a\nb").line_span(line)


@pytest.mark.parametrize(
    ("text", "mark", "line", "utf16", "codepoint"),
    [
        ("abc|", "|", 1, 4, 4),
        ("one\ntwo |", "|", 2, 5, 5),
        ("one\r\ntwo |", "|", 2, 5, 5),
        ("one\rtwo |", "|", 2, 5, 5),
        ("é|", "|", 1, 2, 2),
        ("日本|", "|", 1, 3, 3),
        ("😀|", "|", 1, 3, 2),
        ("a😀b😀|", "|", 1, 7, 5),
        ("\ufeffab|", "|", 1, 3, 3),
        ("\ufeff|", "|", 1, 1, 1),
        ("\ufeffab\n\ufeffx|", "|", 2, 3, 3),
        ("x\u2028y|", "|", 1, 4, 4),
        ("\t|", "|", 1, 2, 2),
    ],
)
def test_positions(text: str, mark: str, line: int, utf16: int, codepoint: int) -> None:
    offset = len(text[: text.index(mark)].encode())
    source = SourceFile("a.ts", text.encode())
    assert (source.line_of(offset), source.utf16_column(offset), source.codepoint_column(offset)) == (line, utf16, codepoint)


@pytest.mark.parametrize(
    ("data", "offset", "line", "column"),
    [
        (b"ab\r\ncd", 2, 1, 3),  # at the line break
        (b"ab\r\ncd", 3, 1, 3),  # inside it: the line's end
        (b"ab\r\ncd", 4, 2, 1),
        ("é😀x".encode(), 1, 1, 1),  # inside é
        ("é😀x".encode(), 4, 1, 2),  # inside the emoji
        ("é😀x".encode(), 6, 1, 4),
        (b"ab", 99, 1, 3),
        (b"ab\n", 99, 2, 1),
        (codecs.BOM_UTF8 + b"a", 0, 1, 1),
        (codecs.BOM_UTF8 + b"a", 2, 1, 1),
        (b"", 0, 1, 1),
        (b"\xf0\x9f", 2, 1, 2),  # cut short
    ],
)
def test_offsets_between_characters_and_outside(data: bytes, offset: int, line: int, column: int) -> None:
    source = SourceFile("a.ts", data)
    assert (source.line_of(offset), source.utf16_column(offset)) == (line, column)


def test_a_source_file_goes_to_worker_processes() -> None:
    source = SourceFile("src/a.ts", b"a\nb")
    assert source.line_of(2) == 2
    copy = pickle.loads(pickle.dumps(source))
    assert (copy.path, copy.data, copy.line_of(2)) == ("src/a.ts", b"a\nb", 2)


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", None),
        (b"const a = 1;", None),
        ("const ü = '日本 😀';".encode(), None),
        (codecs.BOM_UTF8 + b"a", None),
        ("a".encode("utf-16"), "UTF-16"),
        ("a".encode("utf-16-be"), "NUL at byte 0"),
        (codecs.BOM_UTF16_BE + "a".encode("utf-16-be"), "UTF-16"),
        ("a".encode("utf-32"), "UTF-32"),
        (codecs.BOM_UTF32_BE + "a".encode("utf-32-be"), "UTF-32"),
        (b"abc\0def", "NUL at byte 3"),
        (b"'caf\xe9'", "byte 4"),
        (b"\xed\xa0\x80", "byte 0"),  # a lone surrogate
        (b"\xc0\xaf", "byte 0"),  # an overlong form
    ],
)
def test_judge_encoding(data: bytes, part: str | None) -> None:
    reason = judge_encoding(data)
    assert reason is None if part is None else reason is not None and part in reason


STATEMENT = b"const value = compute(first, second);\n"


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (STATEMENT * 100, None),
        (b"", None),
        (b"a" * (limits.MINIFIED_MIN_BYTES - 1), None),  # too short to be told
        (b"export*from'./a';\n" * 20, None),
        (b"var a = 1; " * 500, "lines of"),  # one long line
        (b"x(1);y(2);z(3);w(4);\n" * 300, "white space"),
        ((b"\t" + STATEMENT.strip() + b"\r\n") * 100, None),
        (STATEMENT * 200 + b"x" * 50_000, None),  # only the head is looked at
    ],
)
def test_judge_generated(data: bytes, part: str | None) -> None:
    reason = judge_generated(data)
    assert reason is None if part is None else reason is not None and part in reason
