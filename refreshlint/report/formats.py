"""The output formats by name. Each module is imported when its format is asked for: one of them takes longer than a small run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from refreshlint.finding import Report
from refreshlint.report.paths import Paths
from refreshlint.source import SourceFile


class Style(NamedTuple):
    """How a report is to be written. with_suppressed: suppressed findings too, where a format can mark them."""

    paths: Paths = Paths()
    color: bool = False
    with_suppressed: bool = False
    statistics: bool = False
    quiet: bool = False


Render = Callable[[Report, Mapping[str, SourceFile], Style], str]


def _text(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import text

    return text.render(report, sources, color=style.color, statistics=style.statistics, quiet=style.quiet)


def _concise(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import concise

    return concise.render(report, sources, color=style.color)


def _json(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import json

    return json.render(report, sources, paths=style.paths)


def _sarif(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import sarif

    return sarif.render(report, sources, paths=style.paths, with_suppressed=style.with_suppressed)


def _github(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import github

    return github.render(report, sources, paths=style.paths)


def _gitlab(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import gitlab

    return gitlab.render(report, sources, paths=style.paths)


def _junit(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import junit

    return junit.render(report, sources, paths=style.paths)


def _markdown(report: Report, sources: Mapping[str, SourceFile], style: Style) -> str:
    from refreshlint.report import markdown

    return markdown.render(report, sources, paths=style.paths)


FORMATS: dict[str, Render] = {
    "text": _text,
    "concise": _concise,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "markdown": _markdown,
}
"""Name -> function."""
