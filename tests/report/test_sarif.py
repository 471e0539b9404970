"""SARIF 2.1.0: valid, and in the form that GitHub and editors read."""

from __future__ import annotations

import json
import pathlib
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema
import pytest

from refreshlint import limits
from refreshlint.finding import Coverage, Finding, Notice, NoticeKind, Place, Report, RuleInfo, Severity, Suppressed, Verdict
from refreshlint.report import sarif
from refreshlint.report.paths import Paths
from refreshlint.source import SourceFile

SCHEMA = pathlib.Path(__file__).parents[1] / "data" / "sarif-schema-2.1.0.json"


@cache
def validator() -> Any:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def run_of(report: Report, sources: dict[str, SourceFile], base: str = "") -> Any:
    """The one run of the log, after the schema has agreed to it."""
    rendered = sarif.render(report, sources, paths=Paths("/root", f"/root/{base}".rstrip("/")))
    assert rendered.count("\n") == 1
    log = json.loads(rendered)
    assert [error.message for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    return run


def one_result(sample: Any, **changes: Any) -> Any:
    finding = replace(sample.report.findings[0], **changes)
    (result,) = run_of(replace(sample.report, findings=(finding,)), sample.sources)["results"]
    return result


def test_a_rich_result(sample: Any) -> None:
    result = one_result(sample)
    assert result["ruleId"] == "unshared-refresh"
    assert result["ruleIndex"] == 0
    assert result["level"] == "error"
    said = "Two screens that load at once each spend the refresh token, and the second is signed out."
    assert result["message"]["text"] == f"{said} See [the function all callers enter by](1)."
    assert result["properties"]["verdict"] == "confirmed"
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {"uri": "app/%5Bid%5D.tsx"}
    # The line holds an astral character: 44 in code points, 45 in UTF-16, 47 in bytes.
    region = location["physicalLocation"]["region"]
    code = region.pop("snippet")["text"]
    assert region == {"startLine": 4, "startColumn": 45, "endLine": 4, "endColumn": 83}
    assert code.endswith('await axios.post("/auth/refresh", { token });')
    context = location["physicalLocation"]["contextRegion"]
    assert (context["startLine"], context["endLine"]) == (3, 5)
    assert context["snippet"]["text"].split("\n")[1] == code
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "renew"
    (related,) = result["relatedLocations"]
    assert related["id"] == 1
    assert related["message"]["text"] == "the function all callers enter by"


def test_the_witness_is_one_flow_with_a_thread_for_each_actor(sample: Any) -> None:
    (flow,) = one_result(sample)["codeFlows"]
    threads = {
        thread["id"]: [(step["executionOrder"], step["location"]["message"]["text"]) for step in thread["locations"]]
        for thread in flow["threadFlows"]
    }
    assert threads == {
        "first call": [(1, "sends the refresh token")],
        "second call": [(2, "sends the same token"), (4, "is refused")],
        "backend": [(3, "ends the session")],
    }
    (backend,) = flow["threadFlows"][2]["locations"]
    assert backend["location"]["physicalLocation"]["region"]["startLine"] == 4


def test_the_run_says_what_it_is(sample: Any) -> None:
    run = run_of(sample.report, sample.sources)
    assert run["automationDetails"]["id"] == "refreshlint/"
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["tool"]["driver"]["name"] == "refreshlint"
    assert run["properties"]["coverage"]["leftOut"] == {"tests": 12, "server code": 3}


def test_a_clean_run_has_an_empty_list_of_results(sample: Any) -> None:
    assert run_of(replace(sample.report, findings=()), sample.sources)["results"] == []


def test_rules_carry_what_github_asks_for(sample: Any, rule_info: RuleInfo) -> None:
    storage = replace(rule_info, id="plaintext-token-storage", security=7.5, severity=Severity.NOTE, cwe=(312,), what="x" * 2_000)
    race, stored = run_of(replace(sample.report, rules=(rule_info, storage)), sample.sources)["tool"]["driver"]["rules"]
    assert race["name"] == "UnsharedRefresh"
    assert race["defaultConfiguration"]["level"] == "error"
    assert race["properties"] == {
        "tags": ["correctness", "external/cwe/cwe-362", "external/cwe/cwe-820"],
        "precision": "high",
        "problem.severity": "error",
    }
    assert stored["properties"] == {"tags": ["security", "external/cwe/cwe-312"], "precision": "high", "security-severity": "7.5"}
    assert stored["defaultConfiguration"]["level"] == "note"
    assert race["shortDescription"]["text"] == rule_info.title
    assert race["fullDescription"]["text"] == rule_info.what
    assert len(stored["fullDescription"]["text"]) == limits.SARIF_DESCRIPTION_CHARS
    assert "## Why it matters" in race["help"]["markdown"]
    assert f"```tsx\n{rule_info.good}\n```" in race["help"]["markdown"]
    assert "#" not in race["help"]["text"]
    assert rule_info.limits in race["help"]["text"]


@pytest.mark.parametrize("severity", list(Severity))
def test_the_level_is_always_written(sample: Any, severity: Severity) -> None:
    assert one_result(sample, severity=severity)["level"] == severity.value


def test_a_place_of_several_lines_keeps_its_first_line(sample: Any) -> None:
    source = sample.sources["app/[id].tsx"]
    start = sample.place(source, "axios.post").start
    place = Place(source.path, start, len(source.data))
    result = one_result(sample, at=place, related=(("all", place),))
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"], region["endColumn"]) == (4, 4, 84)
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["endLine"] == 7


def test_paths_are_relative_to_the_folder_asked_for(sample: Any) -> None:
    moved = SourceFile("apps/one/src/a b.ts", sample.sources["app/[id].tsx"].data)
    related = (("shared", Place("apps/two/c.ts", 0, 1)),)
    finding = replace(sample.report.findings[0], at=Place(moved.path, 0, 5), related=related, witness=())
    notice = Notice(NoticeKind.TOO_LARGE, "apps/one/big.js", "2,000,000 bytes")
    run = run_of(replace(sample.report, findings=(finding,), notices=(notice,)), {moved.path: moved}, base="apps/one")
    (result,) = run["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/a%20b.ts"
    assert result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "../two/c.ts"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "big.js"


@pytest.mark.parametrize(
    ("path", "encoded"),
    [
        ("app/(tabs)/[id].tsx", "app/(tabs)/%5Bid%5D.tsx"),
        ("app/+not-found.tsx", "app/+not-found.tsx"),
        ("app/@modal/x.ts", "app/@modal/x.ts"),
        ("a b/100%#?.ts", "a%20b/100%25%23%3F.ts"),
        ("ü/漢.ts", "%C3%BC/%E6%BC%A2.ts"),
        ("latin-\udcfc.ts", "latin-%FC.ts"),
    ],
)
def test_uris_are_percent_encoded(path: str, encoded: str) -> None:
    assert Paths().uri(path) == encoded


def test_notices_become_notifications(sample: Any) -> None:
    place = sample.place(sample.sources["app/[id].tsx"], "return data")
    notices = (
        Notice(NoticeKind.SYNTAX, place.path, "line 5 could not be read", place),
        Notice(NoticeKind.SCOPE, "", "left out: 12 tests"),
        Notice(NoticeKind.SCOPE, "", "left out: 12 tests"),
    )
    run = run_of(replace(sample.report, notices=notices), sample.sources)
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is True
    damaged, scope = invocation["toolExecutionNotifications"]
    assert damaged["level"] == "warning"
    assert damaged["message"]["text"] == "line 5 could not be read."
    assert damaged["locations"][0]["physicalLocation"]["region"]["startLine"] == 5
    assert scope["level"] == "note"
    descriptors = run["tool"]["driver"]["notifications"]
    for notification in (damaged, scope):
        assert descriptors[notification["descriptor"]["index"]]["id"] == notification["descriptor"]["id"]


def test_every_kind_of_notice_is_explained(sample: Any) -> None:
    notices = tuple(Notice(kind, "a.ts", f"a {kind}") for kind in NoticeKind)
    descriptors = run_of(replace(sample.report, notices=notices), sample.sources)["tool"]["driver"]["notifications"]
    assert [each["id"] for each in descriptors] == [str(kind) for kind in NoticeKind]
    assert all(each["help"]["text"] for each in descriptors)


def test_an_internal_error_is_no_success(sample: Any) -> None:
    notices = (Notice(NoticeKind.INTERNAL, "", "rule unbounded-retry failed"),)
    invocation = run_of(replace(sample.report, notices=notices), sample.sources)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["level"] == "error"


def fingerprints(data: str, parts: list[str]) -> list[str]:
    """The fingerprints of findings at the first places of `parts`, one after the other."""
    source = SourceFile("a.ts", data.encode())
    findings, start = [], 0
    for part in parts:
        start = source.data.index(part.encode(), start)
        place = Place("a.ts", start, start + len(part))
        findings.append(Finding("unshared-refresh", Severity.ERROR, Verdict.LIKELY, place, "m", function="f"))
        start += 1
    results = run_of(Report(tuple(findings), (), Coverage(1, 0, 0)), {"a.ts": source})["results"]
    return [result["partialFingerprints"]["refreshlint/v1"] for result in results]


def test_fingerprints_outlive_inserted_lines_and_new_indentation() -> None:
    before = fingerprints("refresh();\nrefresh();\n", ["refresh", "refresh"])
    after = fingerprints("// a comment\n" * 50 + "    refresh( );\nother();\n\trefresh();\n", ["refresh", "refresh"])
    assert before == after
    assert len(set(before)) == 2
    assert fingerprints("renew();\n", ["renew"])[0] not in before


def test_fingerprints_do_not_depend_on_severity(sample: Any) -> None:
    source = SourceFile("a.ts", b"f();\nf();\n")
    first = Finding("r", Severity.NOTE, Verdict.LIKELY, Place("a.ts", 0, 1), "m")
    second = Finding("r", Severity.ERROR, Verdict.LIKELY, Place("a.ts", 5, 6), "m")
    by_line = {}
    for pair in ((first, second), (replace(first, severity=Severity.ERROR), second)):
        results = run_of(replace(sample.report, findings=pair), {"a.ts": source})["results"]
        for result in results:
            line = result["locations"][0]["physicalLocation"]["region"]["startLine"]
            by_line.setdefault(line, set()).add(result["partialFingerprints"]["refreshlint/v1"])
    assert [len(values) for values in by_line.values()] == [1, 1]
    assert by_line[1] != by_line[2]


def test_brackets_before_parentheses_are_no_link(sample: Any) -> None:
    text = one_result(sample, message="The call handlers[0](error) in app/[id].tsx fails.")["message"]["text"]
    assert text.startswith("The call handlers\\[0](error) in app/[id].tsx fails. See ")


def test_the_worst_come_first_and_the_number_is_capped(sample: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SARIF_RESULTS", 2)
    base = sample.report.findings[0]
    order = (Severity.NOTE, Severity.ERROR, Severity.WARNING)
    lines = SourceFile("a.ts", b"f();\n" * 3)
    findings = tuple(replace(base, severity=each, at=Place("a.ts", 5 * number, 5 * number + 1)) for number, each in enumerate(order))
    run = run_of(replace(sample.report, findings=findings), {**sample.sources, "a.ts": lines})
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    (_, dropped) = run["invocations"][0]["toolExecutionNotifications"]
    assert dropped["message"]["text"] == "1 finding of the lowest severity not written here."


def test_names_that_are_not_utf8_still_make_a_file(sample: Any) -> None:
    source = SourceFile("latin-\udcfc.ts", b"f();")
    finding = replace(sample.report.findings[0], at=Place(source.path, 0, 1), message="In latin-\udcfc.ts.", related=(), witness=())
    report = replace(sample.report, findings=(finding,))
    assert sarif.render(report, {source.path: source}, paths=Paths()).encode("utf-8")
    (result,) = run_of(report, {source.path: source})["results"]
    assert result["message"]["text"] == "In latin-?.ts."


def test_a_file_without_its_source_has_no_region(sample: Any) -> None:
    (result,) = run_of(sample.report, {})["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_a_story_that_no_run_has_shown_has_no_state(sample: Any) -> None:
    (flow,) = one_result(sample)["codeFlows"]
    assert not any("state" in step for thread in flow["threadFlows"] for step in thread["locations"])


def test_a_run_is_one_flow_with_a_thread_for_each_call_and_the_state_after_each_step(raced: Any) -> None:
    (flow,) = one_result(raced)["codeFlows"]
    threads = {thread["id"]: thread["locations"] for thread in flow["threadFlows"]}
    assert {actor: [step["executionOrder"] for step in steps] for actor, steps in threads.items()} == {
        "first call": [1, 3],
        "second call": [2, 4, 5],
    }
    assert [step["location"]["message"]["text"] for step in threads["first call"]] == [
        "sends refresh token 1",
        "gives out pair 2 and revokes refresh token 1",
    ]
    first, answered = (step["state"] for step in threads["first call"])
    assert first == {"access token": {"text": "A1, expired"}, "refreshes under way": {"text": "1"}}
    assert answered["access token"] == {"text": "A2"}
    assert all(step["location"]["physicalLocation"]["region"] for steps in threads.values() for step in steps)


def test_one_result_for_a_rule_and_a_line(sample: Any) -> None:
    source = SourceFile("a.ts", b"f(); g();\nh();\n")
    base = replace(sample.report.findings[0], related=(), witness=())
    findings = tuple(replace(base, at=Place("a.ts", start, start + 1)) for start in (0, 5, 10))
    results = run_of(replace(sample.report, findings=findings), {"a.ts": source})["results"]
    assert [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in results] == [1, 2]


def test_suppressed_results_are_written_only_when_asked_for(sample: Any) -> None:
    finding, source = sample.report.findings[0], sample.sources
    report = replace(sample.report, findings=(), suppressed=(Suppressed(finding, "inSource", "a debug build"),))
    assert run_of(report, source)["results"] == []
    log = json.loads(sarif.render(report, source, paths=Paths(), with_suppressed=True))
    assert [error.message for error in validator().iter_errors(log)] == []
    (result,) = log["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "a debug build"}]


def test_paths_seen_from_the_top_of_a_checkout() -> None:
    assert Paths("/repo/app/expo", "/repo/app").uri("app/[id].tsx") == "expo/app/%5Bid%5D.tsx"
    assert Paths("/repo/app", "/repo/app/expo").relative("expo/a.ts") == "a.ts"
    assert Paths("/repo/app", "/repo/app/expo").relative("web/a.ts") == "../web/a.ts"
