"""What an analysis comes to: plain data that can be kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from refreshlint.finding import Finding, LoginPicture, Notice, RuleInfo


@dataclass(frozen=True, slots=True)
class Survey:
    """What of a project is to be analysed. sources: the files, sorted; packages: its package.json files; left_out: reason -> paths;
    notices: files that cannot be looked at; named: the sources that are looked at only because they were asked for."""

    sources: tuple[str, ...]
    packages: tuple[str, ...]
    left_out: dict[str, list[str]]
    notices: tuple[Notice, ...]
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in a project as a whole.

    findings: sorted by place, with the severities of the rules; notices: beside those of the survey; refreshes, stores, clients: the
    file of each; marked: files that may hold suppressions; rules: those that ran; rotation: those whose findings matter only where
    the backend takes each refresh token once.
    """

    survey: Survey
    findings: tuple[Finding, ...] = ()
    notices: tuple[Notice, ...] = ()
    refreshes: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    clients: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()
    rules: tuple[RuleInfo, ...] = ()
    rotation: frozenset[str] = frozenset()
    picture: LoginPicture = field(default_factory=LoginPicture)
