"""Labelled cases: what a folder of code says should be found in it, held against what is found. For tests and for rule packs.

A label is a comment at the end of a line, or alone on a line above the code it speaks of (labels may be stacked); `/* */` and
`{/* */}` serve as well as `//`:

    // want: <rule> ["part of the message"]    the rule reports this line
    // ok: <rule>                              it does not, though a lesser tool would
    // todo-want: <rule> ["part ..."]          it should, and does not yet
    // todo-ok: <rule>                         it should not, and still does

All rules run on every case. A finding starts on a line; one without a label for that line and rule is unexpected. Labels are read
by lines, not from a syntax tree, so that damaged files can hold them too: no string of a case may look like a label.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from refreshlint.files import SOURCE_SUFFIXES, DiskFiles, Files, MemoryFiles
from refreshlint.finding import Finding, NoticeKind
from refreshlint.registry import Rule
from refreshlint.run import scan_files
from refreshlint.source import SourceFile

_LABEL = re.compile(r"(?://|/\*)\s*((?:todo-)?(?:want|ok)\b.*)$")
_TEXT = re.compile(r'((?:todo-)?(?:want|ok)):\s+([a-z0-9]+(?:[-/][a-z0-9]+)*)(?:\s+"([^"]*)")?\s*(?:\*/\s*\}?)?')
_ALONE = re.compile(r"\s*\{?\s*(?://|/\*)")

EXAMPLE_PATH = "sample.ts"
_EXAMPLE_MANIFEST = b'{"name": "sample", "private": true, "dependencies": {"expo": "~54.0.0", "react-native": "0.81.4"}}\n'


class LabelError(Exception):
    """A label cannot be read, or speaks of a rule that is not there; the message names file and line."""


class LabelKind(StrEnum):
    """What a label says of its line; the values are what is written."""

    WANT = "want"
    OK = "ok"
    TODO_WANT = "todo-want"
    TODO_OK = "todo-ok"


@dataclass(frozen=True, slots=True)
class Label:
    """A label. path: posix, relative to the case; line: the line it speaks of, from 1; part: what the message must hold, or ""."""

    kind: LabelKind
    rule: str
    path: str
    line: int
    part: str = ""

    def __str__(self) -> str:
        wanted = f' "{self.part}"' if self.part else ""
        return f"{self.path}:{self.line}: {self.kind.value}: {self.rule}{wanted}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Labels against findings.

    missing: wanted and not found; unexpected: found and not labelled, as "path:line: rule: message"; todo_missing, todo_unexpected:
    the same for what todo labels admit; todo_settled: todo labels that hold no longer and have to become want, ok or nothing;
    problems: internal errors of the run; labels: how many there are of all kinds.
    """

    missing: tuple[Label, ...]
    unexpected: tuple[str, ...]
    todo_missing: tuple[Label, ...]
    todo_unexpected: tuple[Label, ...]
    todo_settled: tuple[Label, ...]
    problems: tuple[str, ...]
    labels: int

    @property
    def passed(self) -> bool:
        """Whether all is as the labels say; open todo labels do not count against it."""
        return not (self.missing or self.unexpected or self.todo_settled or self.problems)

    @property
    def todo(self) -> int:
        """Number of todo labels."""
        return len(self.todo_missing) + len(self.todo_unexpected) + len(self.todo_settled)

    def __str__(self) -> str:
        rows = [
            *(f"missing     {label}" for label in self.missing),
            *(f"unexpected  {text}" for text in self.unexpected),
            *(f"settled     {label}" for label in self.todo_settled),
            *(f"problem     {text}" for text in self.problems),
        ]
        return "\n".join(rows) or "as labelled"


def read_labels(path: str, data: bytes) -> tuple[Label, ...]:
    """The labels of one file, in order. LabelError for a label that is badly written or stands above nothing."""
    lines = data.decode("utf-8", "replace").splitlines()
    found: list[Label] = []
    waiting: list[tuple[LabelKind, str, str]] = []
    for number, line in enumerate(lines, 1):
        comment = _LABEL.search(line)
        if comment is None:
            if waiting and line.strip():
                found += [Label(kind, rule, path, number, part) for kind, rule, part in waiting]
                waiting = []
            continue
        said = _TEXT.fullmatch(comment.group(1))
        if said is None:
            raise LabelError(f"{path}:{number}: not a label: {comment.group(1)}")
        label = (LabelKind(said.group(1)), said.group(2), said.group(3) or "")
        waiting.append(label)
        if not _ALONE.match(line):
            found += [Label(kind, rule, path, number, part) for kind, rule, part in waiting]
            waiting = []
    if waiting:
        raise LabelError(f"{path}: a label stands above nothing: {waiting[0][0].value}: {waiting[0][1]}")
    return tuple(found)


def source_files(files: Files) -> dict[str, bytes]:
    """Every JS/TS file of a case, by path, those included that the tool leaves out."""
    found: dict[str, bytes] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        for name in files.list_dir(folder):
            path = f"{folder}/{name}" if folder else name
            if files.is_dir(path):
                folders.append(path)
            elif name.endswith(SOURCE_SUFFIXES) and (data := files.read(path)) is not None:
                found[path] = data
    return dict(sorted(found.items()))


def check_case(folder: Path, rules: Sequence[Rule]) -> CaseResult:
    """Run all of `rules` on the project in a folder and hold the findings against its labels. LabelError as read_labels, and for a
    label whose rule is not among `rules`."""
    return check_files(DiskFiles(folder), rules)


def check_files(files: Files, rules: Sequence[Rule]) -> CaseResult:
    """The same over any Files."""
    sources = source_files(files)
    labels = [label for path, data in sources.items() for label in read_labels(path, data)]
    known = {rule.id for rule in rules}
    for label in labels:
        if label.rule not in known:
            raise LabelError(f"{label}: there is no such rule")
    report = scan_files(files, ("",), rules).report
    problems = tuple(notice.text for notice in report.notices if notice.kind is NoticeKind.INTERNAL)
    return _compare(labels, report.findings, sources, problems)


def check_example(code: str, rule: Rule) -> CaseResult:
    """Run one rule on a sample of a rule's docstring: the only file of an Expo project; names it does not declare are unknown globals."""
    return check_files(MemoryFiles({"package.json": _EXAMPLE_MANIFEST, EXAMPLE_PATH: code.encode()}), (rule,))


def _compare(labels: Sequence[Label], findings: Sequence[Finding], sources: Mapping[str, bytes], problems: tuple[str, ...]) -> CaseResult:
    tables = {path: SourceFile(path, data) for path, data in sources.items()}
    open_findings = [(finding, tables[finding.at.path].line_of(finding.at.start)) for finding in findings]
    missing: list[Label] = []
    todo_missing: list[Label] = []
    todo_unexpected: list[Label] = []
    settled: list[Label] = []
    # A label with a part of the message is asked first: one without would take the finding away from it.
    for label in sorted(labels, key=lambda each: (not each.part, each.path, each.line, each.rule)):
        if label.kind is LabelKind.OK:
            continue  # for the reader of the case: a finding there is unexpected anyway
        at = next((index for index, (finding, line) in enumerate(open_findings) if _speaks_of(label, finding, line)), None)
        if at is not None:
            del open_findings[at]
        if label.kind is LabelKind.WANT and at is None:
            missing.append(label)
        elif label.kind is LabelKind.TODO_WANT:
            (todo_missing if at is None else settled).append(label)
        elif label.kind is LabelKind.TODO_OK:
            (settled if at is None else todo_unexpected).append(label)
    unexpected = tuple(f"{finding.at.path}:{line}: {finding.rule}: {finding.message}" for finding, line in open_findings)
    return CaseResult(tuple(missing), unexpected, tuple(todo_missing), tuple(todo_unexpected), tuple(settled), problems, len(labels))


def _speaks_of(label: Label, finding: Finding, line: int) -> bool:
    return label.rule == finding.rule and label.path == finding.at.path and label.line == line and label.part in finding.message
