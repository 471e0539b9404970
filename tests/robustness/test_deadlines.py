"""Stages that take too long are cut off and named, and the others go on."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from refreshlint import limits
from refreshlint.auth.concepts import RefreshOperation
from refreshlint.deadline import Overdue, deadline
from refreshlint.files import MemoryFiles
from refreshlint.finding import Finding, NoticeKind
from refreshlint.registry import Rule, load_rules
from refreshlint.run import Options, scan_files

CLIENT = b"""\
import axios from "axios";
export const api = axios.create();
api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  const { data } = await axios.post("/auth/refresh", { refreshToken: localStorage.getItem("refresh") });
  localStorage.setItem("refresh", data.refreshToken);
  return api(error.config);
});
"""


def rule(name: str) -> Rule:
    return next(rule for rule in load_rules() if rule.id == name)


def test_a_slow_rule_is_cut_named_and_the_others_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_refresh: RefreshOperation, _auth: object) -> Iterator[Finding]:
        while True:
            try:
                time.sleep(0)
            except Exception:
                continue
        yield  # type: ignore[unreachable]

    monkeypatch.setattr(limits, "RULE_SECONDS", 0.3)
    slow = replace(rule("unshared-refresh"), id="slow-rule", on=RefreshOperation, check=endless)
    began = time.monotonic()
    report = scan_files(MemoryFiles({"src/api.ts": CLIENT}), ("",), [slow, rule("unshared-refresh")]).report
    assert time.monotonic() - began < 10
    assert [finding.rule for finding in report.findings] == ["unshared-refresh"]
    (notice,) = report.notices
    assert notice.kind is NoticeKind.DEADLINE
    assert "slow-rule" in notice.text


def test_slow_linking_ends_the_analysis_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FACTS_SECONDS", 0.0)
    client = CLIENT * 200
    report = scan_files(MemoryFiles({"src/api.ts": client}), ("",), load_rules()).report
    assert [notice.kind for notice in report.notices] == [NoticeKind.DEADLINE]


def test_a_deadline_that_is_kept_leaves_nothing_behind() -> None:
    for _ in range(200):
        with contextlib.suppress(Overdue), deadline(0.0005):
            sum(range(5_000))
    for _ in range(1_000):
        time.sleep(0.0001)  # one that came too late would be met here
    with pytest.raises(Overdue), deadline(0.01):
        while True:
            pass


def test_many_failing_requests_end_at_a_bound_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FAILURE_ALL_STEPS", 10)
    again = b"\n".join(CLIENT.replace(b"api", b"api%d" % number) for number in range(4))
    report = scan_files(MemoryFiles({"src/api.ts": again}), ("",), [rule("logout-on-network-error")]).report
    assert {(notice.kind, notice.path) for notice in report.notices} == {(NoticeKind.LIMIT, "src/api.ts")}


def test_a_file_that_takes_too_long_to_lower_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LOWER_SECONDS", -1.0)
    report = scan_files(MemoryFiles({"src/api.ts": CLIENT, "src/other.ts": b"export const colour = 1;"}), ("",), load_rules()).report
    assert [(notice.kind, notice.path) for notice in report.notices] == [(NoticeKind.DEADLINE, "src/api.ts")]
    assert report.findings == ()
    assert (report.coverage.fully, report.coverage.not_analysed) == (1, 1)


def test_one_function_with_many_refreshes_is_no_trap() -> None:
    """As in a file whose closing brackets were lost: all its functions fall into one."""
    part = """
    if (!flight) flight = fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
    const answer%d = await flight;
    if (answer%d.status !== 401) { await vault.keep(await answer%d.json()); flight = null; }
    """
    body = "".join(part % (number, number, number) for number in range(60))
    files = MemoryFiles({"src/api.ts": f"let flight = null;\nexport async function all() {{ {body} }}\n".encode()})
    began = time.process_time()
    scan_files(files, ("",), load_rules(), Options(explore=False))
    assert time.process_time() - began < 10
