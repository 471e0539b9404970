"""Witnesses: the steps by which two callers come to the same refresh, in the words of the code."""

from __future__ import annotations

from collections.abc import Sequence

from refreshlint.auth.auth import Auth
from refreshlint.auth.concepts import Fact, Overlap, Point, RefreshOperation, Trigger, TriggerKind
from refreshlint.finding import Verdict, WitnessStep
from refreshlint.js.calls import Site

FIRST, SECOND, BACKEND = "first call", "second call", "backend"

_BEGINNINGS = {
    TriggerKind.UNAUTHORIZED: "gets 401 because the access token has expired, and goes to refresh",
    TriggerKind.EXPIRY: "finds the access token expired, and goes to refresh",
    TriggerKind.INTERCEPTOR: "is about to be sent, finds the token too old, and goes to refresh",
    TriggerKind.TIMER: "the timer fires and goes to refresh",
    TriggerKind.RESUME: "the app comes back to the foreground and goes to refresh",
    TriggerKind.EFFECT: "a screen opens and goes to refresh",
    TriggerKind.USER: "the user asks for it and goes to refresh",
    TriggerKind.CALL: "asks for a new token",
    TriggerKind.SOCKET: "the socket reconnects and goes to refresh",
    TriggerKind.EVENT: "an event comes and goes to refresh",
}


def _spot(step: Site | Point) -> Point:
    return Point(step.code, step.index)


def shown_or_told(auth: Auth, fact: Fact, told: Sequence[WitnessStep]) -> tuple[Verdict, tuple[WitnessStep, ...]] | None:
    """The verdict on a fact with its story: the run that confirms it, else what the facts tell; None where it cannot happen."""
    proof = auth.proof(fact)
    if proof is not None and proof.verdict is Verdict.CONFIRMED:
        return Verdict.CONFIRMED, proof.witness
    return None if auth.is_refuted(fact) else (Verdict.LIKELY, tuple(told))


def trigger_steps(auth: Auth, trigger: Trigger, actor: str) -> list[WitnessStep]:
    """How one caller comes to the refresh: where it begins, and each call on the way (the request itself is left to the teller)."""
    steps: list[WitnessStep] = []
    chain = [_spot(step) for step in trigger.chain]
    for number, point in enumerate(chain[:-1]):
        text = _BEGINNINGS[trigger.kind] if number == 0 else f"goes on in {auth.name(point.code)}"
        steps.append(WitnessStep(actor, text, auth.place(point)))
    if not steps:
        steps.append(WitnessStep(actor, _BEGINNINGS[trigger.kind], auth.place(chain[-1])))
    return steps


def refresh_steps(auth: Auth, refresh: RefreshOperation, actor: str) -> WitnessStep:
    """The refresh request of one caller."""
    return WitnessStep(actor, "sends the refresh token to get a new pair", auth.place(refresh.at))


def overlap_story(auth: Auth, overlap: Overlap) -> tuple[WitnessStep, ...]:
    """The race, step by step: two callers, one refresh token."""
    refresh = overlap.refresh
    other = _refresh_at_end(overlap) or refresh
    steps = trigger_steps(auth, overlap.first, FIRST)
    steps.append(refresh_steps(auth, refresh, FIRST))
    steps += trigger_steps(auth, overlap.second, SECOND)
    steps.append(
        WitnessStep(SECOND, "sends the same refresh token: nothing told it that a refresh is under way", auth.place(other.at))
    )
    steps.append(WitnessStep(BACKEND, "answers the first refresh with a new pair and revokes the old refresh token", None))
    steps.append(WitnessStep(BACKEND, "sees the old refresh token again, takes it for stolen, and ends the session", None))
    return tuple(steps)


def _refresh_at_end(overlap: Overlap) -> RefreshOperation | None:
    last = _spot(overlap.second.chain[-1])
    return next((each for each in overlap.group if each.at == last), None)
