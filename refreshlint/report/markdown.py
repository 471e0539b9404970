"""The report as Markdown: for the summary of a GitHub job, a pull request, a ticket. GitHub's dialect, without raw HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from refreshlint import limits
from refreshlint.finding import Finding, Place, Report, Severity
from refreshlint.report.paths import Paths
from refreshlint.report.terminal import escape, plural
from refreshlint.report.text import grouped
from refreshlint.source import SourceFile

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(report: Report, sources: Mapping[str, SourceFile], *, paths: Paths) -> str:
    """A table of what was found, then each cause with its story; the causes of the most severe findings first."""
    writer = _Writer(sources, paths)
    groups = sorted(grouped(report.findings), key=lambda group: -group[0].severity.rank)
    blocks = ["## refreshlint", writer.verdict(report, groups)]
    if groups:
        blocks.append(writer.table(groups))
    shown = groups[: limits.MARKDOWN_FINDINGS]
    blocks += [writer.finding(number, group) for number, group in enumerate(shown, start=1)]
    if len(groups) > len(shown):
        blocks.append(f"{plural(len(groups) - len(shown), 'more finding')} not shown here.")
    blocks.append(writer.looked_at(report))
    return "\n\n".join(blocks) + "\n"


class _Writer:
    """Writes the parts of one report."""

    def __init__(self, sources: Mapping[str, SourceFile], paths: Paths) -> None:
        self._sources = sources
        self._paths = paths

    def verdict(self, report: Report, groups: Sequence[Sequence[Finding]]) -> str:
        if not report.coverage.fully + report.coverage.partly:
            return "**Nothing to audit**: no JavaScript or TypeScript file was analysed."
        if not groups:
            return "**No problems found.**"
        counts = [(severity, sum(finding.severity is severity for finding in report.findings)) for severity in Severity]
        said = ", ".join(plural(count, severity.value) for severity, count in counts if count)
        causes = f" from {plural(len(groups), 'cause')}" if len(groups) < len(report.findings) else ""
        return f"**{plural(len(report.findings), 'finding')}**{causes}: {said}."

    def table(self, groups: Sequence[Sequence[Finding]]) -> str:
        rows = ["| | where | rule | what your users notice |", "|---|---|---|---|"]
        for group in groups[: limits.MARKDOWN_FINDINGS]:
            first = group[0]
            more = f" and {plural(len(group) - 1, 'more place')}" if len(group) > 1 else ""
            rows.append(f"| {first.severity} | {self._at(first.at)}{more} | {first.rule} | {prose(first.user_effect or first.message)} |")
        return "\n".join(rows)

    def finding(self, number: int, group: Sequence[Finding]) -> str:
        first = group[0]
        parts = [f"### {number}. {first.rule}, {self._at(first.at)}", prose(first.message)]
        source = self._sources.get(first.at.path)
        if source is not None:
            line = source.line_text(source.line_of(first.at.start)).strip()[: limits.SNIPPET_CHARS]
            parts.append(fenced(escape(line)))
        if first.witness:
            steps = [
                f"{order}. **{prose(step.toward or step.actor)}** {'(backend) ' if step.toward else ''}{prose(step.text)}"
                + (f" ({self._at(step.place)})" if step.place else "")
                for order, step in enumerate(first.witness, start=1)
            ]
            parts.append(f"How it happens ({first.verdict}):\n\n" + "\n".join(steps))
        if first.user_effect:
            parts.append(f"**What your users notice:** {prose(first.user_effect)}")
        if first.remedy:
            parts.append(f"**How to mend it:**\n\n{fenced(escape(first.remedy))}")
        if len(group) > 1:
            parts.append("The same cause shows at " + ", ".join(self._at(each.at) for each in group[1:]) + ".")
        return "\n\n".join(parts)

    def looked_at(self, report: Report) -> str:
        coverage = report.coverage
        said = f"Looked at {plural(coverage.fully + coverage.partly, 'file')}"
        if coverage.partly:
            said += f", {coverage.partly} of them in part"
        said += (
            f": {plural(coverage.refreshes, 'token refresh')}, {plural(coverage.stores, 'token store')}, "
            f"{plural(coverage.clients, 'HTTP client')}."
        )
        if coverage.left_out:
            said += f" Left out on purpose: {', '.join(f'{prose(reason)} ({count})' for reason, count in coverage.left_out)}."
        if report.suppressed:
            said += f" Silenced: {plural(len(report.suppressed), 'finding')}."
        notices = [f"- {prose(': '.join(part for part in (each.path, each.text) if part))}" for each in dict.fromkeys(report.notices)]
        return "\n".join([said, *(["", "Notices:", "", *notices] if notices else [])])

    def _at(self, place: Place) -> str:
        source = self._sources.get(place.path)
        line = f":{source.line_of(place.start)}" if source is not None else ""
        return _code(f"{self._paths.relative(place.path)}{line}")


def prose(text: str) -> str:
    """Prose of a report as Markdown that shows it as it is."""
    return _SPECIAL.sub(r"\\\1", escape(" ".join(text.split())))


def _code(text: str) -> str:
    text = escape(text).replace("|", "\\|")
    marks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{marks}{text}{marks}" if len(marks) == 1 else f"{marks} {text} {marks}"


def fenced(code: str, language: str = "ts") -> str:
    """Code in a fence that it cannot close."""
    marks = "`" * max(3, max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    return f"{marks}{language}\n{code}\n{marks}"
