"""Findings as a GitLab Code Quality report: docs.gitlab.com, "Code Quality", section "Code Quality report format"."""

from __future__ import annotations

import json
from collections.abc import Mapping

from refreshlint.finding import Report, Severity
from refreshlint.fingerprints import fingerprints
from refreshlint.report.paths import Paths
from refreshlint.source import SourceFile

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(report: Report, sources: Mapping[str, SourceFile], *, paths: Paths) -> str:
    """A list, indented, and a line break."""
    rows = []
    for finding, name in zip(report.findings, fingerprints(report.findings, sources), strict=True):
        source = sources.get(finding.at.path)
        rows.append(
            {
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": name,
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": paths.relative(finding.at.path),
                    "lines": {"begin": source.line_of(finding.at.start) if source else 1},
                },
            }
        )
    return json.dumps(rows, indent=2) + "\n"
