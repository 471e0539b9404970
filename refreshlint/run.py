"""The pipeline: from paths to a report, one function a stage."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from refreshlint.auth.auth import Auth
from refreshlint.auth.concepts import Point
from refreshlint.files import DiskFiles, Files, Walk, judge_content, walk
from refreshlint.finding import Coverage, Finding, Notice, NoticeKind, Place, Report, Verdict
from refreshlint.js.project import Project
from refreshlint.registry import Rule, info, load_rules
from refreshlint.source import SourceFile, judge_encoding

CONFIG_NAME = "refreshlint.toml"


class UsageError(Exception):
    """A path that was named cannot be looked at; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A report and what is needed to show it: sources by path (relative to root), and the context root."""

    report: Report
    sources: Mapping[str, SourceFile]
    root: Path


def scan(
    paths: Sequence[Path],
    *,
    select: frozenset[str] | None = None,
    pedantic: bool = False,
    explore: bool = True,
    rules: Sequence[Rule] | None = None,
    root: Path | None = None,
) -> Scan:
    """Look at the project around `paths` and report what lies in them.

    The analysis sees the whole context root; paths only narrow what is shown: a finding is shown if any of its places lies in one.
    select: rule ids to run (None: all); pedantic: show `possible` findings too; explore: play what the facts say (else no
    finding is confirmed or refuted); root: the context root, found by itself when None.
    Raises UsageError for a path that is missing or unreadable.
    """
    named = [_existing(path) for path in paths] or [Path.cwd()]
    base = root.resolve() if root is not None else context_root(named[0])
    for path in named:
        if not path.is_relative_to(base):
            raise UsageError(f"{path} lies outside of {base}: check one project at a time")
    files = DiskFiles(base)
    chosen = [rule for rule in (rules if rules is not None else load_rules()) if select is None or rule.id in select]
    scopes = tuple(_relative(path, base) for path in named)
    report, sources = scan_files(files, scopes, chosen, pedantic=pedantic, explore=explore, root=str(base))
    return Scan(report, sources, base)


def scan_files(
    files: Files, scopes: Sequence[str], rules: Sequence[Rule], *, pedantic: bool = False, explore: bool = True, root: str = ""
) -> tuple[Report, dict[str, SourceFile]]:
    """The same over any Files; scopes are posix paths in it ("" for everything)."""
    found = walk(files)
    named_files = [scope for scope in scopes if scope and files.is_file(scope)]
    sources, left_out, notices = _readable(files, found, named_files)
    project = Project(files, tuple(sources))
    findings: list[Finding] = []
    refreshes = stores = clients = 0
    try:
        auth = Auth(project, {path.rpartition("/")[0]: path.rpartition("/")[0] for path in found.packages}, explore=explore)
        findings, internal = _run_rules(rules, auth)
        notices += internal
        refreshes = _count((refresh.at for refresh in auth.refreshes), scopes)
        stores = _count((write.at for write in auth.token_writes), scopes)
        clients = _count(auth.clients, scopes)
    except Exception as error:
        notices.append(Notice(NoticeKind.INTERNAL, "", f"the analysis failed: {_brief(error)}"))
    notices += project.notices
    inside = [path for path in sources if _in_scopes(path, scopes)]
    partly = {notice.path for notice in notices if notice.kind in (NoticeKind.SYNTAX, NoticeKind.LIMIT, NoticeKind.DEPTH)} & set(inside)
    unread = {notice.path for notice in notices if notice.kind in (NoticeKind.DEADLINE, NoticeKind.ENCODING, NoticeKind.UNREADABLE)}
    shown = [
        finding
        for finding in _tidy(findings)
        if (pedantic or finding.verdict is not Verdict.POSSIBLE) and _concerns(finding, scopes)
    ]
    counts = {reason: len([path for path in paths if _in_scopes(path, scopes)]) for reason, paths in left_out.items()}
    coverage = Coverage(
        fully=len(inside) - len(partly) - len(unread & set(inside)),
        partly=len(partly),
        not_analysed=len([path for path in unread if _in_scopes(path, scopes)]),
        left_out=tuple((reason, count) for reason, count in sorted(counts.items()) if count),
        refreshes=refreshes,
        stores=stores,
        clients=clients,
    )
    relevant = tuple(notice for notice in _ordered(notices) if not notice.path or _in_scopes(notice.path, scopes))
    report = Report(tuple(shown), relevant, coverage, tuple(info(rule) for rule in rules), root)
    wanted = {place.path for finding in shown for place in _places(finding)} | {notice.path for notice in relevant if notice.path}
    return report, {path: source for path in sorted(wanted) if (source := project.source(path)) is not None}


def context_root(path: Path) -> Path:
    """The nearest folder upwards with a refreshlint.toml, else the top of the git checkout, else the folder itself."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return start


def _existing(path: Path) -> Path:
    try:
        resolved = path.resolve(strict=True)
        if resolved.is_dir():
            next(resolved.iterdir(), None)
        else:
            with resolved.open("rb"):
                pass
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    return resolved


def _relative(path: Path, base: Path) -> str:
    text = path.relative_to(base).as_posix()
    return "" if text == "." else text


def _in_scopes(path: str, scopes: Sequence[str]) -> bool:
    return any(not scope or path == scope or path.startswith(scope + "/") for scope in scopes)


def _readable(
    files: Files, found: Walk, named: Iterable[str]
) -> tuple[list[str], dict[str, list[str]], list[Notice]]:
    """Sources that can be read and are client code; files that were named are read whatever their name."""
    sources: list[str] = []
    left_out = {reason: list(paths) for reason, paths in found.left_out.items()}
    notices: list[Notice] = []
    wanted = dict.fromkeys((*found.sources, *(path for path in named if path.endswith(_SUFFIXES))))
    for path in sorted(wanted):
        data = files.read(path)
        if data is None:
            notices.append(Notice(NoticeKind.UNREADABLE, path, "the file cannot be read"))
            continue
        judged = judge_content(path, data)
        if judged is not None:
            left_out.setdefault(judged[0], []).append(path)
            continue
        wrong = judge_encoding(data)
        if wrong is not None:
            notices.append(Notice(NoticeKind.ENCODING, path, wrong))
            continue
        sources.append(path)
    return sources, left_out, notices


_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")


def _count(points: Iterable[Point], scopes: Sequence[str]) -> int:
    return sum(_in_scopes(point.code.module.path, scopes) for point in points)


def _run_rules(rules: Sequence[Rule], auth: Auth) -> tuple[list[Finding], list[Notice]]:
    """Every rule over every instance of its concept; a rule that fails is named, and the others go on."""
    findings: list[Finding] = []
    notices: list[Notice] = []
    for rule in rules:
        try:
            for subject in auth.subjects(rule.on):
                findings.extend(rule.check(subject, auth))
        except Exception as error:
            notices.append(Notice(NoticeKind.INTERNAL, "", f"the rule {rule.id} failed: {_brief(error)}"))
    return findings, notices


def _brief(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"


def _places(finding: Finding) -> list[Place]:
    """Every place that a finding shows."""
    steps = [step.place for step in finding.witness if step.place is not None]
    return [finding.at, *steps, *(place for _, place in finding.related)]


def _tidy(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place, at most one of a rule at a place."""
    order = sorted(findings, key=lambda each: (each.at, each.rule, -_RANK[each.verdict], each.message))
    kept: dict[tuple[str, str, int], Finding] = {}
    for finding in order:
        kept.setdefault((finding.rule, finding.at.path, finding.at.start), finding)
    return list(kept.values())


_RANK = {Verdict.CONFIRMED: 2, Verdict.LIKELY: 1, Verdict.POSSIBLE: 0}


def _concerns(finding: Finding, scopes: Sequence[str]) -> bool:
    return any(_in_scopes(place.path, scopes) for place in _places(finding))


def _ordered(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(dict.fromkeys(notices), key=lambda each: (each.path, each.kind.value, each.place.start if each.place else -1, each.text))
