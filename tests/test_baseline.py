"""The file of known findings: what it matches, what it outlives, what it refuses."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refreshlint import baseline
from refreshlint.baseline import BaselineError, Entry
from refreshlint.finding import Finding, Place, Severity, Verdict
from refreshlint.source import SourceFile


def found(text: str, *parts: str, path: str = "a.ts", rule: str = "stale-retry") -> tuple[list[Finding], dict[str, SourceFile]]:
    source = SourceFile(path, text.encode())
    findings, start = [], -1
    for part in parts:
        start = source.data.index(part.encode(), start + 1)
        findings.append(Finding(rule, Severity.ERROR, Verdict.LIKELY, Place(path, start, start + 1), "m", function="f"))
    return findings, {path: source}


OLD = baseline.make(*found("send(a);\nsend(b);\n", "send(a)", "send(b)"))


def new_ones(text: str, *parts: str, path: str = "a.ts", paths: tuple[str, ...] = ("a.ts",)) -> tuple[int, int, int]:
    """Numbers of new and known findings, and of entries found no more."""
    findings, sources = found(text, *parts, path=path)
    new, known, stale = baseline.apply(findings, OLD, sources, paths)
    return len(new), len(known), stale.total()


def test_known_findings_are_known_again() -> None:
    assert new_ones("send(a);\nsend(b);\n", "send(a)", "send(b)") == (0, 2, 0)


def test_moved_and_indented_lines_are_the_same() -> None:
    assert new_ones("// more\n" * 40 + "  send(b);\n\n\tsend( a );\n", "send(b)", "send( a )") == (0, 2, 0)


def test_one_more_of_the_same_is_new() -> None:
    assert new_ones("send(a);\nsend(a);\n", "send", "send") == (1, 1, 1)


def test_other_code_is_new() -> None:
    assert new_ones("send(c);\n", "send(c)") == (1, 0, 2)


def test_a_renamed_file_takes_its_entries_along() -> None:
    text = "send(a);\nsend(b);\n"
    assert new_ones(text, "send(a)", "send(b)", path="b.ts", paths=("b.ts",)) == (0, 2, 0)
    assert new_ones(text, "send(a)", "send(b)", path="b.ts", paths=("a.ts", "b.ts")) == (2, 0, 2), "a copy is not a move"


def test_the_file_is_sorted_and_read_back() -> None:
    text = baseline.dump(OLD)
    assert baseline.load(text) == OLD
    assert baseline.dump(baseline.load(text)) == text
    assert text.count("\n") == 7
    assert [row["count"] for row in json.loads(text)["findings"]] == [1, 1]
    assert baseline.load(baseline.dump(baseline.Baseline())) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no baseline"),
        ('{"version": 2, "findings": []}', "version 2"),
        ('{"version": 1}', "not a list"),
        ('{"version": 1, "findings": [1]}', "entry 1"),
        ('{"version": 1, "findings": [{"path": "a", "rule": "r", "function": "f", "anchor": "x", "count": 0}]}', "entry 1"),
        ('{"version": 1, "findings": [{"path": "a", "rule": "r", "function": "f", "anchor": 7, "count": 1}]}', "entry 1"),
        ('{"version": 1, "findings": [{"path": "a", "rule": "r", "function": "f", "anchor": "x", "count": true}]}', "entry 1"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, said: str) -> None:
    with pytest.raises(BaselineError, match=said):
        baseline.load(text)


@given(st.dictionaries(st.builds(Entry, *[st.text()] * 4), st.integers(1, 9)))
def test_any_baseline_survives_the_file(entries: dict[Entry, int]) -> None:
    assert baseline.load(baseline.dump(baseline.Baseline(entries))) == entries


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        baseline.load(text)
    except BaselineError as error:
        assert str(error)
