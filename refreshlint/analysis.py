"""The analysis: from the files of a project to all that the rules find in it, whatever part of it is to be reported."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from refreshlint import limits
from refreshlint.auth.auth import Auth
from refreshlint.auth.concepts import Point
from refreshlint.deadline import Overdue, deadline
from refreshlint.finding import NO_NAMES, Finding, LoginPicture, Names, Notice, NoticeKind, Verdict
from refreshlint.js.project import Project
from refreshlint.memory import rarely_collected
from refreshlint.registry import Rule, info
from refreshlint.results import Analysis, Survey
from refreshlint.suppress import MARK
from refreshlint.trace import TracedFiles


def analyse(
    files: TracedFiles,
    survey: Survey,
    rules: Sequence[Rule],
    *,
    explore: bool = True,
    names: Names = NO_NAMES,
    picture: bool = False,
    progress: Callable[[str], None] = lambda _stage: None,
) -> Analysis:
    """Run rules over the sources of a survey. A failure of the program itself becomes a notice."""
    with rarely_collected():
        return _analyse(files, survey, rules, explore, names, picture, progress)


def _analyse(
    files: TracedFiles,
    survey: Survey,
    rules: Sequence[Rule],
    explore: bool,
    names: Names,
    picture: bool,
    progress: Callable[[str], None],
) -> Analysis:
    progress(f"reading {len(survey.sources)} files")
    project = Project(files, survey.sources)
    findings: list[Finding] = []
    notices: list[Notice] = []
    refreshes: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    shown = LoginPicture()
    stage = "linking the files of the project"
    try:
        with deadline(limits.FACTS_SECONDS):
            units = {path.rpartition("/")[0]: path.rpartition("/")[0] for path in survey.packages}
            auth = Auth(project, units, explore=explore, names=names)
        progress("following the tokens")
        findings, notices = _run_rules(rules, auth)
        stage = "counting what the project has"
        with deadline(limits.FACTS_SECONDS):
            refreshes = _paths(refresh.at for refresh in auth.refreshes)
            stores = _paths(write.at for write in auth.token_writes)
            clients = _paths(auth.clients)
            shown = auth.picture if picture else shown
    except Overdue:
        notices.append(Notice(NoticeKind.DEADLINE, "", f"{stage} took too long: the analysis ends there"))
    except Exception as error:
        notices.append(Notice(NoticeKind.INTERNAL, "", f"the analysis failed: {_brief(error)}"))
    return Analysis(
        survey=survey,
        findings=tuple(_tidy(findings)),
        notices=(*notices, *project.notices),
        refreshes=refreshes,
        stores=stores,
        clients=clients,
        marked=tuple(path for path in survey.sources if files.ask(path, "mentions", MARK)),
        rules=tuple(info(rule) for rule in rules),
        rotation=frozenset(rule.id for rule in rules if rule.rotation),
        picture=shown,
    )


def _paths(points: Iterable[Point]) -> tuple[str, ...]:
    """The file of each of some points."""
    return tuple(point.code.module.path for point in points)


def _run_rules(rules: Sequence[Rule], auth: Auth) -> tuple[list[Finding], list[Notice]]:
    """Every rule over every instance of its concept; a rule that fails is named, and the others go on."""
    findings: list[Finding] = []
    notices: list[Notice] = []
    for rule in rules:
        found: list[Finding] = []
        try:
            with deadline(limits.RULE_SECONDS):
                for subject in auth.subjects(rule.on):
                    # A rule of a pack does not know the pack's name.
                    found.extend(replace(finding, rule=rule.id) for finding in rule.check(subject, auth))
            findings += (_doubted(finding, auth.project) for finding in found)
        except Overdue:
            text = f"the rule {rule.id} took longer than {limits.RULE_SECONDS:g} s: nothing of it is reported"
            notices.append(Notice(NoticeKind.DEADLINE, "", text))
        except Exception as error:
            notices.append(Notice(NoticeKind.INTERNAL, "", f"the rule {rule.id} failed: {_brief(error)}"))
    return findings, notices


def _doubted(finding: Finding, project: Project) -> Finding:
    """A finding as it may be said where a function that it speaks of could not be read whole: it is possible, no more."""
    if finding.verdict is not Verdict.LIKELY:
        return finding
    places = [finding.at, *(step.place for step in finding.witness if step.place is not None)]
    return replace(finding, verdict=Verdict.POSSIBLE) if any(project.is_damaged(place) for place in places) else finding


def _brief(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"


def _tidy(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place, at most one of a rule at a place."""
    order = sorted(findings, key=lambda each: (each.at, each.rule, -_RANK[each.verdict], each.message))
    kept: dict[tuple[str, str, int], Finding] = {}
    for finding in order:
        kept.setdefault((finding.rule, finding.at.path, finding.at.start), finding)
    return list(kept.values())


_RANK = {Verdict.CONFIRMED: 2, Verdict.LIKELY: 1, Verdict.POSSIBLE: 0}
