"""The formats for programs, each as its reader takes it apart."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from typing import Any

import pytest

from refreshlint import limits
from refreshlint.finding import Finding, Notice, NoticeKind, Place, Report, Severity, Suppressed, Verdict
from refreshlint.report import concise, github, gitlab, junit, markdown
from refreshlint.report import json as as_json
from refreshlint.report.formats import FORMATS, Style
from refreshlint.report.paths import Paths
from refreshlint.source import SourceFile

HOSTILE = 'a\x1b[31m `b` <script>|%,:\n::error::x "q" \u202e ]]> &amp;'


def many(report: Report, *severities: Severity) -> tuple[Report, dict[str, SourceFile]]:
    """A report with a finding of each severity, each on a line of its own."""
    source = SourceFile("a.ts", b"f();\n" * len(severities))
    findings = tuple(
        Finding("stale-retry", severity, Verdict.LIKELY, Place("a.ts", 5 * number, 5 * number + 1), f"number {number}")
        for number, severity in enumerate(severities)
    )
    return replace(report, findings=findings, notices=()), {"a.ts": source}


def hostile(report: Report) -> tuple[Report, dict[str, SourceFile]]:
    """A finding whose every text means to break out."""
    path = 'x"<&`|,:.ts'
    finding = Finding(
        "stale-retry", Severity.ERROR, Verdict.LIKELY, Place(path, 0, 1), HOSTILE, user_effect=HOSTILE, remedy=HOSTILE, function=HOSTILE
    )
    return replace(report, findings=(finding,), notices=(Notice(NoticeKind.SYNTAX, path, HOSTILE),)), {path: SourceFile(path, b"f(`|`);\n")}


def test_json_says_all(sample: Any) -> None:
    value = json.loads(as_json.render(sample.report, sample.sources, paths=Paths("/w/expo", "/w")))
    assert value["version"] == 1
    finding = value["findings"][0]
    assert finding["rule"] == "unshared-refresh"
    place = {"path": "expo/app/[id].tsx", "startLine": 4, "startColumn": 45, "endLine": 4, "endColumn": 83}
    assert finding["place"] == place
    assert [step["actor"] for step in finding["steps"]] == [step.actor for step in sample.report.findings[0].witness]
    assert value["coverage"]["fully"] == sample.report.coverage.fully


def test_json_keeps_what_is_suppressed_apart(sample: Any) -> None:
    finding = sample.report.findings[0]
    report = replace(sample.report, findings=(), suppressed=(Suppressed(finding, "inSource", "known"),))
    value = json.loads(as_json.render(report, sample.sources, paths=Paths()))
    assert value["findings"] == []
    assert (value["suppressed"][0]["kind"], value["suppressed"][0]["reason"]) == ("inSource", "known")


def test_github_shows_the_worst_and_counts_the_rest(sample: Any) -> None:
    report, sources = many(sample.report, *[Severity.WARNING] * 12, *[Severity.ERROR] * 11)
    lines = github.render(report, sources, paths=Paths()).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert "3 more findings" in lines[-1]
    assert lines[0] == "::error file=a.ts,line=13,endLine=13,col=1,endColumn=2,title=stale-retry (likely)::number 12"


def test_github_commands_cannot_be_broken_out_of(sample: Any) -> None:
    lines = github.render(*hostile(sample.report), paths=Paths()).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith('::error file=x"<&`|%2C%3A.ts,line=1,')
    assert "%25" in lines[0]
    assert "%0A" in lines[0]


def test_gitlab(sample: Any) -> None:
    report, sources = many(sample.report, Severity.ERROR, Severity.NOTE)
    rows = json.loads(gitlab.render(report, sources, paths=Paths()))
    assert [(row["check_name"], row["severity"], row["location"]["lines"]["begin"]) for row in rows] == [
        ("stale-retry", "critical", 1),
        ("stale-retry", "info", 2),
    ]
    assert len({row["fingerprint"] for row in rows}) == 2
    assert gitlab.render(replace(report, findings=()), sources, paths=Paths()) == "[]\n"


def test_junit(sample: Any) -> None:
    report, sources = many(sample.report, Severity.ERROR, Severity.NOTE)
    root = ElementTree.fromstring(junit.render(report, sources, paths=Paths()))
    assert (root.get("tests"), root.get("failures")) == ("2", "2")
    assert [case.get("line") for case in root.iter("testcase")] == ["1", "2"]
    clean = ElementTree.fromstring(junit.render(replace(report, findings=()), sources, paths=Paths()))
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


def test_junit_is_xml_whatever_it_says(sample: Any) -> None:
    root = ElementTree.fromstring(junit.render(*hostile(sample.report), paths=Paths()))
    (failure,) = root.iter("failure")
    assert "<script>" in (failure.get("message") or "")


def test_concise_is_one_line_each(sample: Any) -> None:
    report, sources = hostile(sample.report)
    lines = concise.render(report, sources).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith('x"<&`|,:.ts:1:1: error: stale-retry: a<U+001B>[31m')
    assert "\x1b" not in concise.render(report, sources)


def test_markdown_tells_each_cause_once(sample: Any) -> None:
    first = sample.report.findings[0]
    report = replace(sample.report, findings=(replace(first, cause="one"), replace(first, cause="one", severity=Severity.NOTE)))
    said = markdown.render(report, sample.sources, paths=Paths())
    assert "**2 findings** from 1 cause: 1 error, 1 note." in said
    assert said.count("### ") == 1
    assert "The same cause shows at `app/[id].tsx:4`." in said


def test_markdown_has_an_end(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MARKDOWN_FINDINGS", 2)
    report, sources = many(sample.report, *[Severity.ERROR] * 5)
    said = markdown.render(report, sources, paths=Paths())
    assert said.count("### ") == 2
    assert "3 more findings not shown here." in said


def test_markdown_cannot_be_steered(sample: Any) -> None:
    said = markdown.render(*hostile(sample.report), paths=Paths())
    assert "\x1b" not in said
    assert "\u202e" not in said
    outside = [part for number, part in enumerate(said.split("```")) if number % 2 == 0]
    assert not any("<script>" in part.replace("\\<script\\>", "") for part in outside)


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_writes_an_empty_report(name: str, sample: Any) -> None:
    assert isinstance(FORMATS[name](replace(sample.report, findings=(), notices=()), {}, Style()), str)
