"""Published libraries that do it right: what is reported there is a false alarm, unless it is listed here with a reason."""

from __future__ import annotations

import pathlib

import pytest

from refreshlint.registry import load_rules
from refreshlint.run import scan

LISTED: dict[str, dict[tuple[str, str], str]] = {
    "@supabase/auth-js": {},
    "@aws-amplify/auth": {},
    "oidc-client-ts": {},
    "axios-auth-refresh": {},
    "@urql/exchange-auth": {},
}
"""Package -> (rule, file) of a finding -> why it stands."""

MINIFIED = frozenset({"axios-auth-refresh"})
"""Packages whose only build is minified: it is left out, and the report says so."""


@pytest.mark.parametrize("package", list(LISTED))
def test_only_what_is_listed_is_reported(package: str, node_programs: pathlib.Path) -> None:
    folder = node_programs / package
    found = scan([folder], rules=load_rules(), root=folder)
    if package in MINIFIED:
        assert (found.report.coverage.fully, bool(found.report.coverage.left_out)) == (0, True)
    else:
        assert found.report.coverage.fully > 0
    reported = {(finding.rule, finding.at.path): finding.message for finding in found.report.findings}
    assert reported.keys() == LISTED[package].keys(), reported


def test_few_are_listed() -> None:
    assert sum(len(each) for each in LISTED.values()) <= 3
