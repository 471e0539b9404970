"""Exit codes: what a run says to whoever started it."""

from __future__ import annotations

from enum import IntEnum

import click

from refreshlint.finding import NoticeKind, Report, Severity


class Exit(IntEnum):
    """Exit codes, the same for every output format."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING = 3
    INTERNAL = 4
    INCOMPLETE = 5
    INTERRUPTED = 130


_ON_PURPOSE = frozenset({NoticeKind.SCOPE, NoticeKind.SUPPRESSION, NoticeKind.BASELINE, NoticeKind.CACHE})
"""Notices that name nothing that should have been analysed and was not."""


def exit_code(report: Report, *, fail_on: Severity, strict: bool, exit_zero: bool) -> Exit:
    """The exit code of a run that came to its end. What puts the result in doubt goes before what the result says."""
    if any(notice.kind is NoticeKind.INTERNAL for notice in report.notices):
        return Exit.INTERNAL
    if not report.coverage.fully + report.coverage.partly:
        return Exit.NOTHING
    if strict and any(notice.kind not in _ON_PURPOSE for notice in report.notices):
        return Exit.INCOMPLETE
    if not exit_zero and any(finding.severity.rank >= fail_on.rank for finding in report.findings):
        return Exit.FINDINGS
    return Exit.CLEAN


def fail(message: str, code: Exit) -> Exit:
    """Say on standard error what went wrong, and give the code back."""
    click.echo(f"refreshlint: {message}", err=True)
    return code
