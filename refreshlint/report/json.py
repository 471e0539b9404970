"""The report as JSON for programs, documented in docs/json.md. VERSION changes when a field changes its meaning or goes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import refreshlint
from refreshlint.finding import Finding, Place, Report
from refreshlint.fingerprints import fingerprints
from refreshlint.report.paths import Paths
from refreshlint.source import SourceFile

VERSION = 1


def render(report: Report, sources: Mapping[str, SourceFile], *, paths: Paths) -> str:
    """One object, indented, and a line break."""
    places = _Places(sources, paths)
    names = fingerprints(report.findings, sources)
    coverage = report.coverage
    value = {
        "version": VERSION,
        "tool": {"name": "refreshlint", "version": refreshlint.__version__},
        "findings": [places.finding(finding, name) for finding, name in zip(report.findings, names, strict=True)],
        "suppressed": [
            {"kind": each.kind, "reason": each.reason, **places.finding(each.finding, name)}
            for each, name in zip(report.suppressed, fingerprints([each.finding for each in report.suppressed], sources), strict=True)
        ],
        "notices": [
            {"kind": notice.kind.value, "text": notice.text, **(places.place(notice.place) if notice.place else places.file(notice.path))}
            for notice in dict.fromkeys(report.notices)
        ],
        "coverage": {
            "fully": coverage.fully,
            "partly": coverage.partly,
            "notAnalysed": coverage.not_analysed,
            "leftOut": dict(coverage.left_out),
            "refreshes": coverage.refreshes,
            "stores": coverage.stores,
            "clients": coverage.clients,
        },
        "rules": [{"id": rule.id, "title": rule.title, "severity": rule.severity.value, "cwe": list(rule.cwe)} for rule in report.rules],
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # File names that are not UTF-8 come as lone surrogates, which no JSON reader is bound to accept.
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


class _Places:
    """Findings and places as objects: lines from 1, columns in UTF-16 units from 1, the end exclusive."""

    def __init__(self, sources: Mapping[str, SourceFile], paths: Paths) -> None:
        self._sources = sources
        self._paths = paths

    def file(self, path: str) -> dict[str, Any]:
        return {"path": self._paths.relative(path)} if path else {}

    def place(self, place: Place) -> dict[str, Any]:
        source = self._sources.get(place.path)
        if source is None:
            return self.file(place.path)
        return {
            **self.file(place.path),
            "startLine": source.line_of(place.start),
            "startColumn": source.utf16_column(place.start),
            "endLine": source.line_of(place.end),
            "endColumn": source.utf16_column(place.end),
        }

    def finding(self, finding: Finding, fingerprint: str) -> dict[str, Any]:
        steps = [
            {
                "actor": step.actor,
                "text": step.text,
                **({"toward": step.toward} if step.toward else {}),
                **({"state": dict(step.state)} if step.state else {}),
                **({"place": self.place(step.place)} if step.place else {}),
            }
            for step in finding.witness
        ]
        return {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "verdict": finding.verdict.value,
            "message": finding.message,
            "place": self.place(finding.at),
            "function": finding.function,
            "userEffect": finding.user_effect,
            "remedy": finding.remedy,
            "cause": finding.cause,
            "assumes": finding.assumes,
            "fingerprint": fingerprint,
            "steps": steps,
            "related": [{"text": text, "place": self.place(place)} for text, place in finding.related],
        }
