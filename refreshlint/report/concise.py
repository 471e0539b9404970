"""One line for each finding, in the form that editors and `grep` know: path:line:column: severity: rule: message."""

from __future__ import annotations

from collections.abc import Mapping

from refreshlint.finding import Report
from refreshlint.report.terminal import Paint, escape, position
from refreshlint.source import SourceFile


def render(report: Report, sources: Mapping[str, SourceFile], *, color: bool = False) -> str:
    """Findings, then notices; "" where there is neither."""
    paint = Paint(color)
    lines = []
    for finding in report.findings:
        where = position(finding.at, sources.get(finding.at.path))
        said = escape(" ".join(finding.message.split()))
        lines.append(f"{where}: {paint.severity(finding.severity, finding.severity)}: {escape(finding.rule)}: {said} ({finding.verdict})")
    for notice in dict.fromkeys(report.notices):
        where = position(notice.place, sources.get(notice.path)) if notice.place else escape(notice.path)
        lines.append(": ".join(part for part in (where, "notice", escape(notice.text)) if part))
    return "".join(line + "\n" for line in lines)
