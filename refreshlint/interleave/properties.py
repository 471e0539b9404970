"""What must hold in every run, and where a run breaks it.

- race: two refreshes are under way at once, or a refresh token is sent that was spent before.
- lost: the refresh worked, and a caller fails or gets nothing although it succeeds when it comes alone.
- hang: all is at rest, and a caller still waits.
- stuck: the refresh worked or failed for a passing reason, the backend works again, and a new call finds the cell of the refresh that is
  over set, or is handed a token of it that has expired, and sends no refresh.
- endless: requests are sent without end.
- stale: after the refresh worked, a caller sends its request again with the old access token.
- after-failure: the refresh failed, and a caller sends its request again or is told that all is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from refreshlint.interleave.backend import RefreshMode
from refreshlint.interleave.host import Site
from refreshlint.interleave.objects import lookup
from refreshlint.interleave.orders import APP, LATER, Outcome, Run
from refreshlint.interleave.values import JSArray, JSObject, Property
from refreshlint.interleave.world import Event, Wire
from refreshlint.js.ir import UNDEFINED


class Broken(StrEnum):
    """A property that a run breaks."""

    RACE = "race"
    LOST = "lost"
    HANG = "hang"
    STUCK = "stuck"
    ENDLESS = "endless"
    STALE = "stale"
    AFTER_FAILURE = "after-failure"


class Violation(NamedTuple):
    """property, where (the send or the cell's test that breaks it), the caller, the number of events up to it, a word on how."""

    broken: Broken
    site: Site | None
    actor: str
    at: int
    how: str = ""


FAILING = (RefreshMode.REFUSED, RefreshMode.INVALID_GRANT, RefreshMode.UNAVAILABLE, RefreshMode.LOST)
OLD_TOKEN = "an old token"
"""How a later call is stuck that sends its request again with a token that has expired since."""

PASSING = (RefreshMode.UNAVAILABLE, RefreshMode.LOST)


def violations(run: Run, alone: dict[int, Outcome]) -> Iterator[Violation]:
    """All that a run breaks; `alone`: what each trigger's caller gets when it comes alone and the refresh works."""
    if run.broken in ("steps", "no way to start it"):
        return
    if run.scenario.broken_device:
        yield from _stuck(run, {})  # what a broken phone loses is lost; what it leaves locked is not
        return
    yield from _races(run)
    if run.early or run.scenario.warm:
        return  # a time-out may have ended what was under way, the refresh before left what is `stuck`: nothing else says anything
    yield from _endless(run)
    if run.broken == "endless":
        return
    yield from _replays(run)
    yield from _hangs(run)
    if run.scenario.mode is RefreshMode.WORKS and not run.scenario.always and not run.scenario.broken_device:
        yield from _lost(run, alone)
    if run.scenario.mode in (RefreshMode.WORKS, *PASSING) and not run.scenario.broken_device:
        yield from _stuck(run, alone)


def _races(run: Run) -> Iterator[Violation]:
    if run.scenario.apart and run.credentials > 1:
        return  # each of the objects has a session of its own
    under_way: dict[int, Event] = {}
    spent: dict[int, Wire] = {}
    for at, event in enumerate(run.events):
        if event.wire is None or not event.wire.is_refresh or at < run.began or event.actor == APP:
            continue
        if event.kind == "send":
            other = next((each for each in under_way.values() if each.wire is not None and _same(each.wire, event.wire)), None)
            if other is not None:
                how = "the same caller" if other.actor == event.actor else ""
                yield Violation(Broken.RACE, event.site, str(event.actor), at + 1, how)
            under_way[event.wire.number] = event
        elif event.kind == "answer":
            under_way.pop(event.wire.number, None)
            if event.reply is not None and event.reply.pair:
                spent.setdefault(event.wire.refresh, event.wire)
            if run.scenario.warm and event.wire.refresh not in spent:
                continue  # the refresh before spent it, and what that brought was not kept
            if event.reply is not None and event.reply.reused and _same(spent.get(event.wire.refresh, event.wire), event.wire):
                yield Violation(Broken.RACE, event.site, str(event.actor), at + 1, "spent")


def _same(one: Wire, two: Wire) -> bool:
    """Whether two requests spend the same token at the same place: a name alone does not tell the sessions of two services apart."""
    return one.refresh == two.refresh and _endpoint(one.url) == _endpoint(two.url)


def _endpoint(url: str) -> list[str]:
    return url.partition("?")[0].rstrip("/").split("/")[-2:]


def _endless(run: Run) -> Iterator[Violation]:
    if run.broken != "endless":
        return
    sends = [event for event in run.events[run.began :] if event.kind == "send" and event.wire is not None and event.actor != APP]
    sends = [event for event in sends if run.started.get(str(event.actor)) != "timer"]  # an interval never ends
    counts: dict[object, int] = {}
    for event in sends:
        counts[event.actor] = counts.get(event.actor, 0) + 1
    if not counts:
        return
    actor = max(counts, key=lambda each: counts[each])
    mine = [event for event in sends if event.actor == actor]
    refreshes = sum(event.wire is not None and event.wire.is_refresh for event in mine)
    how = "refresh" if refreshes == len(mine) - 1 or refreshes > len(mine) * 2 // 3 else "replay"
    last = next((event for event in reversed(mine) if event.wire is not None and event.wire.is_refresh == (how == "refresh")), mine[-1])
    yield Violation(Broken.ENDLESS, last.site, str(actor), len(run.events), how)


def _replays(run: Run) -> Iterator[Violation]:
    """Requests that a caller sends again."""
    worked = failed = 0
    newest = 1
    refused: dict[object, Wire] = {}
    failure_seen: set[object] = set()
    for at, event in enumerate(run.events):
        if at < run.began or event.wire is None or event.actor == APP:
            continue
        if 0 <= run.at_rest <= at:
            return
        wire, reply = event.wire, event.reply
        if event.kind == "answer" and reply is not None:
            if wire.is_refresh:
                worked += reply.pair > 0
                failed += reply.pair == 0
                newest = max(newest, reply.pair)
                if reply.pair == 0:
                    failure_seen |= {*refused, wire.actor}
            elif reply.status >= 400:
                refused.setdefault(event.actor, wire)
        elif event.kind == "send" and not wire.is_refresh and event.actor in refused and refused[event.actor].url == wire.url:
            if worked and not failed and 0 < wire.access < newest and wire.access == refused[event.actor].access:
                yield Violation(Broken.STALE, event.site, str(event.actor), at + 1)
            elif wire.anonymous and not refused[event.actor].anonymous:
                continue  # asks once more as nobody: signing in is optional there
            elif failed and not worked and event.actor in failure_seen and run.scenario.mode in FAILING:
                yield Violation(Broken.AFTER_FAILURE, event.site, str(event.actor), at + 1, "replay")


def _hangs(run: Run) -> Iterator[Violation]:
    for actor, outcome in run.outcomes.items():
        if outcome.state == "pending":
            points = [event for event in run.events if event.kind == "point" and event.actor == actor and event.text.startswith("busy")]
            refreshes = [
                event for event in run.events if event.kind == "send" and event.wire and event.wire.is_refresh and event.actor == actor
            ]
            how = "later" if actor == LATER else "waits" if points and not refreshes else "itself" if refreshes else ""
            site = (
                points[-1].site
                if points
                else next((event.site for event in reversed(run.events) if event.actor == actor and event.site), None)
            )
            at = run.at_rest if run.at_rest >= 0 and actor != LATER else len(run.events)
            yield Violation(Broken.HANG, site, actor, at, how)


def _lost(run: Run, alone: dict[int, Outcome]) -> Iterator[Violation]:
    worked = any(event.reply is not None and event.reply.pair for event in run.events)
    spoiled = any(
        event.reply is not None and event.wire is not None and event.wire.is_refresh and not event.reply.pair for event in run.events
    )
    if not worked or spoiled:
        return
    for position, number in enumerate(run.scenario.callers):
        actor = f"{('first', 'second', 'third')[position]} call"
        outcome, control = run.outcomes.get(actor), alone.get(number)
        if outcome is None or control is None or outcome.state == "pending":
            continue
        if rank(outcome) < rank(control):
            at = next((event.site for event in reversed(run.events) if event.actor == actor and event.site is not None), None)
            yield Violation(Broken.LOST, at, actor, len(run.events), said(outcome))


def rank(outcome: Outcome) -> int:
    """How good an outcome is for the caller: 0 an error, 1 a refusal or nothing, 2 something."""
    if outcome.state in ("error", "pending"):
        return 0
    if outcome.state == "none":
        return 2
    return 1 if said(outcome) else 2


def said(outcome: Outcome) -> str:
    """In words, what a caller got instead of an answer; "" where it got one."""
    value = outcome.value
    if outcome.state == "error":
        return "an error"
    if value is UNDEFINED or value is None or value is False:
        return "false" if value is False else "nothing"
    if isinstance(value, JSObject) and not isinstance(value, JSArray):
        for name in ("success", "ok"):
            found = lookup(value, name)
            if found is False or (isinstance(found, Property) and found.value is False):
                return "a failure"
        status = lookup(value, "status")
        if isinstance(status, int) and not isinstance(status, bool) and status >= 400:
            return f"the answer {status}"
        error = value.own("error")
        if isinstance(error, JSObject):
            return "an error"
    return ""


def _stuck(run: Run, alone: dict[int, Outcome]) -> Iterator[Violation]:
    """The later call takes the way of a late caller although nothing runs, or makes do with what a refresh brought that is long over:
    it is refused, and no refresh is sent."""
    if run.at_rest < 0:
        return
    after = run.events[run.at_rest :]
    if any(event.kind == "send" and event.wire is not None and event.wire.is_refresh for event in after):
        return
    busy = next((event for event in after if event.kind == "point" and event.text.startswith("busy") and event.actor == LATER), None)
    if busy is not None and any(event.kind == "point" and event.text.startswith("set ") for event in run.events[: run.at_rest]):
        yield Violation(Broken.STUCK, busy.site, LATER, len(run.events), busy.text.removeprefix("busy "))
        return
    outcome, control = run.outcomes.get(LATER), alone.get(run.scenario.later)
    sends = [event for event in after if event.kind == "send" and event.wire is not None and event.actor == LATER]
    refused = [event for event in after if event.reply is not None and event.reply.status >= 400 and event.actor == LATER]
    if outcome is None or control is None or outcome.state == "pending" or run.scenario.mode is not RefreshMode.WORKS:
        return
    again = [event for event in sends[1:] if event.wire and sends[0].wire and event.wire.url == sends[0].wire.url and event.wire.access]
    if again and len(refused) == len(sends) and rank(outcome) < rank(control):
        yield Violation(Broken.STUCK, again[-1].site, LATER, len(run.events), OLD_TOKEN)
