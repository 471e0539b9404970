"""Findings as JUnit XML, which most build servers show: a test suite a file, a failed test case a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from refreshlint.finding import Finding, Report
from refreshlint.report.paths import Paths
from refreshlint.source import SourceFile

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not (section 2.2)."""


def render(report: Report, sources: Mapping[str, SourceFile], *, paths: Paths) -> str:
    """One document. A clean run is one suite with one case that passes, as an empty document counts as a failed build somewhere."""
    by_file: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_file.setdefault(finding.at.path, []).append(finding)
    total = max(1, len(report.findings))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="refreshlint" tests="{total}" failures="{len(report.findings)}">']
    for path, findings in by_file.items():
        name = paths.relative(path)
        lines.append(f'  <testsuite name={_attribute(name)} tests="{len(findings)}" failures="{len(findings)}">')
        for finding in findings:
            source = sources.get(path)
            line = source.line_of(finding.at.start) if source else 1
            lines.append(
                f'    <testcase name={_attribute(finding.rule)} classname={_attribute(name)} file={_attribute(name)} line="{line}">'
            )
            body = "\n".join(part for part in (f"{name}:{line}", finding.user_effect, finding.remedy) if part)
            kind = _attribute(finding.severity.value)
            lines.append(f"      <failure type={kind} message={_attribute(finding.message)}>{escape(_clean(body))}</failure>")
            lines.append("    </testcase>")
        lines.append("  </testsuite>")
    if not report.findings:
        lines += ['  <testsuite name="refreshlint" tests="1" failures="0">', '    <testcase name="no findings" classname="refreshlint"/>']
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
