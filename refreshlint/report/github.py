"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

GitHub shows ten errors and ten warnings of one step and drops the others silently, so the most severe come first and a last line
counts the rest. The form: docs.github.com, "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Mapping

from refreshlint import limits
from refreshlint.finding import Finding, Report, Severity
from refreshlint.report.paths import Paths
from refreshlint.report.terminal import plural
from refreshlint.source import SourceFile

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, sources: Mapping[str, SourceFile], *, paths: Paths) -> str:
    """One line for each finding that GitHub will show; "" where there is none."""
    shown: dict[Severity, int] = dict.fromkeys(Severity, 0)
    lines: list[str] = []
    for finding in sorted(report.findings, key=lambda each: -each.severity.rank):
        if shown[finding.severity] < limits.GITHUB_ANNOTATIONS:
            shown[finding.severity] += 1
            lines.append(_command(finding, sources, paths))
    more = len(report.findings) - len(lines)
    if more:
        lines.append(f"::notice title=refreshlint::{plural(more, 'more finding')} not shown here: GitHub shows a few of each kind only.")
    for notice in dict.fromkeys(report.notices):
        lines.append(f"::debug::{_data(': '.join(part for part in (notice.path, notice.text) if part))}")
    return "".join(line + "\n" for line in lines)


def _command(finding: Finding, sources: Mapping[str, SourceFile], paths: Paths) -> str:
    source = sources.get(finding.at.path)
    properties = {"file": paths.relative(finding.at.path)}
    if source is not None:
        line = source.line_of(finding.at.start)
        # One line only: an annotation is shown where every line of it is part of the change.
        end = max(finding.at.start, min(finding.at.end, source.line_span(line)[1]))
        properties |= {
            "line": str(line),
            "endLine": str(line),
            "col": str(source.utf16_column(finding.at.start)),
            "endColumn": str(source.utf16_column(end)),
        }
    properties["title"] = f"{finding.rule} ({finding.verdict})"
    written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    text = "\n".join(part for part in (finding.message, finding.user_effect and f"What your users notice: {finding.user_effect}") if part)
    return f"::{_COMMANDS[finding.severity]} {written}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
