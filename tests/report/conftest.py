"""A small made-up project and its report, shared by the tests of both formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest

from refreshlint.finding import Coverage, Finding, Notice, NoticeKind, Place, Report, RuleInfo, Severity, Verdict, WitnessStep
from refreshlint.source import SourceFile

CLIENT = """\
import axios from "axios";

export async function renew(token: string) {
  const name = "😀"; const { data } = await axios.post("/auth/refresh", { token });
  return data;
}
"""


@dataclass(frozen=True)
class Sample:
    """A report, the sources it points into, and a maker of places by the text they cover."""

    report: Report
    sources: Mapping[str, SourceFile]
    place: Callable[..., Place]


def place_in(source: SourceFile, text: str, nth: int = 0) -> Place:
    """The nth occurrence of `text` in a file."""
    data, needle, start = source.data, text.encode(), -1
    for _ in range(nth + 1):
        start = data.index(needle, start + 1)
    return Place(source.path, start, start + len(needle))


@pytest.fixture
def rule_info() -> RuleInfo:
    return RuleInfo(
        id="unshared-refresh",
        title="A refresh can run twice at once.",
        severity=Severity.ERROR,
        what="Reports a refresh operation that two callers can start at the same time.",
        why="The second start spends a used token; the backend ends the session.",
        bad="export const call = () => refresh(); // want: unshared-refresh",
        good="let flight = null;\nexport const call = () => (flight ??= refresh());",
        limits="Locks held in native modules.",
        cwe=(362, 820),
        since="0.1",
    )


@pytest.fixture
def sample(rule_info: RuleInfo) -> Sample:
    client = SourceFile("app/[id].tsx", CLIENT.encode())
    call = place_in(client, 'axios.post("/auth/refresh", { token })')
    finding = Finding(
        rule="unshared-refresh",
        severity=Severity.ERROR,
        verdict=Verdict.CONFIRMED,
        at=call,
        message="Two screens that load at once each spend the refresh token, and the second is signed out",
        witness=(
            WitnessStep("first call", "sends the refresh token", call),
            WitnessStep("second call", "sends the same token", call),
            WitnessStep("backend", "ends the session", None),
            WitnessStep("second call", "is refused", place_in(client, "return data")),
        ),
        related=(("the function all callers enter by", place_in(client, "renew")),),
        user_effect="People are signed out now and then.",
        remedy="Share one promise between all callers.",
        function="renew",
        cause="renew",
    )
    report = Report(
        findings=(finding,),
        notices=(Notice(NoticeKind.MINIFIED, "vendor/a.js", "minified: lines of 5000 bytes on average"),),
        coverage=Coverage(1, 1, 1, left_out=(("tests", 12), ("server code", 3)), refreshes=1, stores=2, clients=1),
        rules=(rule_info,),
        root="my-app",
    )
    return Sample(report, {client.path: client}, place_in)


@pytest.fixture
def raced(sample: Sample) -> Sample:
    """The same project, its finding told as a run of two calls: each step with the state after it, each answer with whom it is for."""
    (client,) = sample.sources.values()
    call, back = sample.place(client, "axios.post"), sample.place(client, "return data")

    def step(actor: str, text: str, place: Place | None, under_way: int, toward: str = "", token: str = "A1, expired") -> WitnessStep:
        return WitnessStep(actor, text, place, (("access token", token), ("refreshes under way", str(under_way))), toward)

    witness = (
        step("first call", "sends refresh token 1", call, 1),
        step("second call", "finds that flight is not set, and goes on to send refresh token 1 as well, for nobody has told it", call, 2),
        step("backend", "gives out pair 2 and revokes refresh token 1", call, 1, "first call", "A2"),
        step("backend", "ends the session", None, 0, "second call", "A2"),
        step("second call", "is refused", back, 0, token="A2"),
    )
    finding = replace(sample.report.findings[0], witness=witness)
    return replace(sample, report=replace(sample.report, findings=(finding,)))
