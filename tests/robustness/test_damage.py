"""A function that could not be read whole: what is found there is possible, no more; its neighbours are as sure as ever."""

from __future__ import annotations

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.finding import NoticeKind, Verdict
from refreshlint.registry import load_rules
from refreshlint.run import Options, scan_files

CLIENT = """\
export async function call(path: string) {
  const response = await fetch(path);
  %s
  if (response.status !== 401) return response;
  const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
  vault.keep(await answer.json());
  return fetch(path);
}

function neighbour() {
  %s
}
"""


@pytest.mark.parametrize(("inside", "beside", "verdict"), [("", "", "likely"), ("", "odd @@ 3;", "likely"), ("odd @@ 3;", "", "possible")])
def test_damage_makes_findings_of_its_function_less_sure(inside: str, beside: str, verdict: str) -> None:
    files = MemoryFiles({"src/api.ts": (CLIENT % (inside, beside)).encode()})
    report = scan_files(files, ("",), load_rules(), Options(pedantic=True)).report
    assert [(finding.rule, finding.verdict) for finding in report.findings] == [("unshared-refresh", Verdict(verdict))]
    assert [notice.kind for notice in report.notices] == [NoticeKind.SYNTAX] * bool(inside or beside)
