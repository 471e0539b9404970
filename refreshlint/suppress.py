"""Findings that somebody has decided to live with: comments in the code.

    // refreshlint-ignore token-logged: a debug build only
    {/* refreshlint-ignore unshared-refresh, stale-retry: the backend gives a grace period of 30 s */}

The comment stands at the end of a line or on lines of its own above it, and speaks of that line. A reason is compulsory. A finding
is silenced where its primary place, or the cell that it is about, lies on the line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from refreshlint.finding import Finding, Notice, NoticeKind, Place, Suppressed
from refreshlint.source import SourceFile

MARK = b"refreshlint-ignore"
"""Bytes without which a file holds no suppression."""

_COMMENT = re.compile(r"(?://|/\*+)\s*refreshlint-ignore\b(?P<said>.*?)(?:\*/)?\s*", re.DOTALL)
_SAID = re.compile(r"\s*(?P<rules>[a-z0-9/-]+(?:\s*,\s*[a-z0-9/-]+)*)\s*(?::\s*(?P<reason>.*?))?\s*", re.DOTALL)
_FORM = "write `// refreshlint-ignore RULE: reason`"


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences rules. line: the line of code it speaks of (from 1; 0: none); place: the comment itself."""

    rules: tuple[str, ...]
    reason: str
    line: int
    place: Place


def read(source: SourceFile, known: Collection[str]) -> tuple[list[Suppression], list[Notice]]:
    """The suppressions of a file, and a notice for each comment that is meant as one and is none. known: the ids of all rules."""
    if MARK not in source.data:
        return [], []
    from refreshlint.syntax.comments import comments  # the parser is needed where there is something to read only
    from refreshlint.syntax.parser import parse

    root = parse(source).root
    if root is None:
        return [], []
    found: list[Suppression] = []
    notices: list[Notice] = []
    spans = comments(root)
    for start, end in spans:
        text = source.data[start:end].decode("utf-8", "replace")
        comment = _COMMENT.fullmatch(text)
        if comment is None:
            continue
        place = Place(source.path, start, end)
        said = _SAID.fullmatch(comment["said"])
        names = tuple(name.strip() for name in said["rules"].split(",")) if said else ()
        wrong = _wrong(names, (said["reason"] or "").strip() if said else "", known)
        if wrong:
            notices.append(_notice(place, wrong))
            continue
        assert said is not None
        found.append(Suppression(names, " ".join(said["reason"].split()), _line(source, start, end, spans), place))
    return found, notices


def _wrong(names: tuple[str, ...], reason: str, known: Collection[str]) -> str:
    """What is wrong with a suppression, "" if nothing is."""
    if not names:
        return f"this comment names no rule and silences nothing: {_FORM}"
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]}?" if near else "`refreshlint rule` lists the rules"
            return f"there is no rule {name}, so this comment silences nothing: {hint}"
    return "" if reason else f"this comment gives no reason and silences nothing: {_FORM}"


def _notice(place: Place, text: str) -> Notice:
    return Notice(NoticeKind.SUPPRESSION, place.path, text, place)


def _line(source: SourceFile, start: int, end: int, spans: list[tuple[int, int]]) -> int:
    """The line that a comment speaks of: its own where code stands before it, else the next that holds code after it (0: none does)."""
    own = source.line_of(start)
    if source.data[source.line_span(own)[0] : start].strip(b" \t{"):
        return own
    for line in range(source.line_of(max(start, end - 1)), source.line_count + 1):
        begin, stop = source.line_span(line)
        code, at = b"", max(begin, start)
        for first, last in spans:
            if first < stop and last > begin:
                code += source.data[at : max(at, first)]
                at = max(at, last)
        commented = at > max(begin, start)
        code += source.data[at:stop]
        if code.strip(b" \t\r\n{}" if commented else None):  # the braces of a comment in JSX
            return line
    return 0


def apply(
    findings: Iterable[Finding], sources: Mapping[str, SourceFile], ran: Collection[str], known: Collection[str]
) -> tuple[list[Finding], list[Suppressed], list[Notice]]:
    """Findings that stay, findings that a comment silences, and notices: comments that are wrong, and those that silence nothing.

    sources: the files whose comments count, by path; ran: the ids of the rules that were run, known: of all rules.
    """
    by_line: dict[tuple[str, int], list[Suppression]] = {}
    every: list[Suppression] = []
    notices: list[Notice] = []
    for path in sorted(sources):
        suppressions, wrong = read(sources[path], known)
        notices += wrong
        every += suppressions
        for suppression in suppressions:
            by_line.setdefault((path, suppression.line), []).append(suppression)
    kept: list[Finding] = []
    silenced: list[Suppressed] = []
    used: set[tuple[Place, str]] = set()
    for finding in findings:
        lines = [(place.path, sources[place.path].line_of(place.start)) for place in _speaks_of(finding) if place.path in sources]
        by = next((each for line in lines for each in by_line.get(line, ()) if finding.rule in each.rules), None)
        if by is None:
            kept.append(finding)
        else:
            used.add((by.place, finding.rule))
            silenced.append(Suppressed(finding, "inSource", by.reason))
    for suppression in every:
        idle = [rule for rule in suppression.rules if rule in ran and (suppression.place, rule) not in used]
        if idle:
            notices.append(_notice(suppression.place, f"this comment silences nothing any more: no {' or '.join(idle)} there"))
    return kept, silenced, notices


def _speaks_of(finding: Finding) -> tuple[Place, ...]:
    return (finding.at,) if finding.cell is None else (finding.at, finding.cell)
