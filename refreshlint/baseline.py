"""Findings that were there before: a file of them, so that a team can start today and mend the old ones in its own time.

The file is JSON, sorted, one entry a line, without line numbers: it changes only where findings come or go. An entry counts findings
of one rule in one function on equal lines of code; it holds while the code moves, and after its file was renamed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from refreshlint.finding import Finding, Suppressed
from refreshlint.fingerprints import anchor
from refreshlint.source import SourceFile

VERSION = 1
REASON = "known from the baseline"


class BaselineError(Exception):
    """A baseline file cannot be used; the message says what is wrong with it, without its name."""


class Entry(NamedTuple):
    """Findings of one rule in one function on lines of equal code. anchor: see fingerprints.anchor; path: posix."""

    path: str
    rule: str
    function: str
    anchor: str


Baseline = Counter[Entry]
"""Entry -> number of findings."""


def make(findings: Iterable[Finding], sources: Mapping[str, SourceFile]) -> Baseline:
    """A baseline that holds all of the findings. sources: their files, by path."""
    return Counter(_entry(finding, sources) for finding in findings)


def _entry(finding: Finding, sources: Mapping[str, SourceFile]) -> Entry:
    return Entry(finding.at.path, finding.rule, finding.function, anchor(finding, sources.get(finding.at.path)))


def dump(baseline: Baseline) -> str:
    """The file's text."""
    rows = [json.dumps({**entry._asdict(), "count": count}, ensure_ascii=True) for entry, count in sorted(baseline.items()) if count > 0]
    listed = ",\n    ".join(rows)
    body = f"[\n    {listed}\n  ]" if rows else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {body}\n}}\n'


def load(text: str) -> Baseline:
    """A file's text read back. BaselineError where it is anything else than what `dump` writes."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise BaselineError("it is not JSON: restore it, or make it anew with `refreshlint baseline`") from None
    if not isinstance(value, dict) or "version" not in value:
        raise BaselineError('it is no baseline: an object with "version" and "findings" was expected')
    if value["version"] != VERSION:
        raise BaselineError(f"it has version {value['version']!r}, and {VERSION} is read here: make it anew with `refreshlint baseline`")
    rows = value.get("findings")
    if not isinstance(rows, list):
        raise BaselineError('"findings" is not a list')
    found: Baseline = Counter()
    for number, row in enumerate(rows, 1):
        found[_row(number, row)] += row["count"]
    return found


def _row(number: int, row: Any) -> Entry:
    texts = [text for name in Entry._fields if isinstance(text := row.get(name), str)] if isinstance(row, dict) else []
    if len(texts) < len(Entry._fields) or type(row.get("count")) is not int or row["count"] < 1:
        raise BaselineError(f"entry {number} of its findings is not one: make it anew with `refreshlint baseline`")
    return Entry(*texts)


def apply(
    findings: Sequence[Finding], baseline: Baseline, sources: Mapping[str, SourceFile], paths: Collection[str]
) -> tuple[list[Finding], list[Suppressed], Baseline]:
    """Findings that are new, findings that the baseline knows, and what of the baseline was found no more.

    paths: all files of the project; an entry whose file is not among them may have moved, and holds for equal code elsewhere.
    """
    if not baseline:
        return list(findings), [], Counter()
    left = Counter(baseline)
    new: list[Finding] = []
    known: list[Suppressed] = []
    unmatched: list[Finding] = []
    for finding in findings:
        entry = _entry(finding, sources)
        if left[entry] > 0:
            left[entry] -= 1
            known.append(Suppressed(finding, "external", REASON))
        else:
            unmatched.append(finding)
    moved: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in sorted(left):
        if entry.path not in paths:
            moved.setdefault(entry[1:], []).append(entry)
    for finding in unmatched:
        entry = _entry(finding, sources)
        old = next((each for each in moved.get(entry[1:], ()) if left[each] > 0), None)
        if old is None:
            new.append(finding)
        else:
            left[old] -= 1
            known.append(Suppressed(finding, "external", REASON))
    return new, known, +left
