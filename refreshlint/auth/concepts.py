"""The nouns of the domain (idioms of the field; architecture: token store, refresh operation, trigger, shared cell ...)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from refreshlint.finding import Verdict, WitnessStep
from refreshlint.js.calls import Site
from refreshlint.js.project import Code
from refreshlint.js.values import Value


class Point(NamedTuple):
    """An instruction of a function."""

    code: Code
    index: int  # type: ignore[assignment]  # nobody calls tuple.index on it


class Request(NamedTuple):
    """A call that sends a request.

    callee: access path, or "" where it cannot be followed; urls: the texts its URL may be; fields: label -> names of the value, for
    what its body, headers and query carry ("body.refresh_token" -> ("refreshToken",)); client: what the method is called on.
    """

    at: Point
    callee: str
    urls: tuple[str, ...]
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    client: tuple[Value, ...]
    known: bool  # the callee is known to send requests, not just guessed to


class RefreshOperation(NamedTuple):
    """A request that spends a refresh token (or an old token) and brings new ones.

    function: the innermost named function around it (an anonymous handler counts where nothing is named); endpoint: what it is
    grouped by; evidence: sentence parts, strong ones first.
    """

    request: Request
    function: Code
    endpoint: str
    evidence: tuple[str, ...]

    @property
    def at(self) -> Point:
        """The request call."""
        return self.request.at


class CellKind(StrEnum):
    """What a shared cell holds."""

    PROMISE = "promise"
    FLAG = "flag"
    QUEUE = "queue"
    LOCK = "lock"
    MAP = "map"


class Cell(NamedTuple):
    """The place that says "a refresh is under way".

    identity: equal for equal places; name: as the code calls it; lifetime: "module", "instance", "closure", "ref", "store", "local".
    """

    identity: tuple[object, ...]
    name: str
    lifetime: str


@dataclass(frozen=True, slots=True)
class Guard:
    """A cell that a function tests before it starts a refresh, with all that was found about it.

    test: the branch that decides; busy: first instruction on the side that does not start; start: the call that leads to the
    refresh; sets and releases: the writes of the cell; gap: an await between test and set (None: there is none); gives_up: what a
    late caller gets instead of the running refresh ("" where it gets that); fault: what a run has shown of a guard that looks right.
    """

    code: Code
    cell: Cell
    kind: CellKind
    test: int
    start: int
    sets: tuple[Point, ...]
    releases: tuple[Point, ...]
    gap: int | None = None
    busy: int | None = None
    gives_up: str = ""
    not_shared: str = ""
    fault: str = ""

    @property
    def works(self) -> bool:
        """Whether late callers share the running refresh."""
        return self.gap is None and not self.gives_up and not self.not_shared and not self.fault


class TriggerKind(StrEnum):
    """What can start a refresh."""

    UNAUTHORIZED = "401 handler"
    EXPIRY = "expiry check"
    INTERCEPTOR = "request interceptor"
    TIMER = "timer"
    RESUME = "resume"
    EFFECT = "effect"
    USER = "user action"
    CALL = "call"
    SOCKET = "socket"
    EVENT = "event"


class Trigger(NamedTuple):
    """A way to a refresh: the chain of calls from where it begins to the refresh request, outermost first.

    many: several can be under way at once by itself; mutual: it begins in functions that call each other, and nobody else is seen to.
    """

    kind: TriggerKind
    many: bool
    chain: tuple[Site | Point, ...]
    guard: Guard | None
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two triggers of one group that no working guard keeps apart."""

    refresh: RefreshOperation
    at: Point
    first: Trigger
    second: Trigger
    guarded_elsewhere: Guard | None = None
    group: tuple[RefreshOperation, ...] = field(default=())


class Leak(NamedTuple):
    """A cell that stays set: `at` is the set, `exit` where the function is left, `how` the sentence part for it."""

    guard: Guard
    at: Point
    exit: Point | None
    how: str


class Replay(NamedTuple):
    """The original request sent again after a refresh, in a way that leads back to where the round began.

    handler: the function in which the round begins; refresh: the refresh on the way; bound: what bounds the number of rounds, in
    words ("" where nothing does); recursive: the function comes to call itself, else a client runs it for each answer; inner: what
    is sent is not the original request but another one through the same client.
    """

    at: Point
    handler: Code
    refresh: Point
    bound: str
    recursive: bool
    inner: bool = False


class TokenWrite(NamedTuple):
    """A token written to an unencrypted store of a native app.

    at: the write, or the persist configuration; store: what people call the store ("AsyncStorage"); what: "the access token", "an
    object that holds the refresh token"; key: what it is stored under ("" where that is not seen); via: the calls from the write
    down to the store, outermost first; confidence: "likely" or "possible".
    """

    at: Point
    store: str
    what: str
    key: str
    via: tuple[Point, ...]
    function: Code
    confidence: str


class TokenLog(NamedTuple):
    """A token that is printed, logged, or sent to a crash reporter or analytics.

    at: the call that hands it over; logger: what people call the place it ends in ("the console"); what: as in TokenWrite; via: the
    calls from there down to the logger's own, outermost first; confidence: "likely" or "possible"; others: further calls of the
    same function that log a token; developers: only builds of developers do it.
    """

    at: Point
    logger: str
    what: str
    via: tuple[Point, ...]
    function: Code
    confidence: str
    others: tuple[Point, ...] = ()
    developers: bool = False


class UnawaitedWrite(NamedTuple):
    """An asynchronous write of new tokens that a refresh does not wait for.

    at: the call whose promise is dropped; what: "the refresh token"; via: the calls down to the store, outermost first; dispatch: where
    the action is dispatched whose reducer holds the write, None where it is in none.
    """

    at: Point
    refresh: RefreshOperation
    what: str
    store: str
    via: tuple[Point, ...]
    dispatch: Point | None = None


class DroppedRotation(NamedTuple):
    """A refresh that keeps the new access token and lets the new refresh token fall.

    at: where the access token is kept; read: where the refresh token is read and used for nothing (None where it is not read); type:
    the type of the answer that lists it ("" where none is known).
    """

    at: Point
    refresh: RefreshOperation
    read: Point | None
    type: str


class SessionConfiguration(NamedTuple):
    """An SDK that is told, or by its default left, to keep its session in an unencrypted store of a native app."""

    at: Point
    sdk: str
    store: str
    function: Code


class Proof(NamedTuple):
    """A run that breaks a property. verdict: confirmed, or likely where something unknown is needed for it."""

    verdict: Verdict
    witness: tuple[WitnessStep, ...]


class Stranding(NamedTuple):
    """A caller that waits for ever. at: where the list `name` is dropped, or where the caller is put on it (waits); where it waits on no
    list that is known (`name` is empty, guard None), the refresh; exit: where the refresh is left with nobody told, where the facts say
    so; proof: the run that shows it, None where only the facts do; later: the caller comes when the refresh is over; worked: the refresh
    does not fail for it."""

    at: Point
    refresh: RefreshOperation
    guard: Guard | None
    proof: Proof | None
    name: str
    dropped: bool
    waits: Point
    exit: Point | None = None
    later: bool = False
    worked: bool = False


class SelfRefresh(NamedTuple):
    """A refresh whose own request comes back to the code that refreshes. at: the request; handler: that code, where the facts say so;
    proof: the run that shows it, None where only the facts do."""

    at: Point
    refresh: RefreshOperation
    guard: Guard | None
    proof: Proof | None
    handler: Code | None = None


class StaleReplay(NamedTuple):
    """A request sent again with the token from before the refresh. at: where it is sent again; started: the call that leads to the
    refresh, where the facts say so; proof: the run that shows it, None where only the facts do; late: it is sent with the token of a
    refresh that is long over, and no new one is started."""

    at: Point
    refresh: RefreshOperation
    guard: Guard | None
    proof: Proof | None
    started: Point | None = None
    late: bool = False


class FailedReplay(NamedTuple):
    """A request sent again, or success reported, after a refresh that failed. at: where that happens; lost: where the failure is
    dropped, where the facts say so; proof: the run that shows it, None where only the facts do."""

    at: Point
    refresh: RefreshOperation
    guard: Guard | None
    proof: Proof | None
    lost: Point | None = None


Fact = Overlap | Guard | Leak | Replay | Stranding | SelfRefresh | StaleReplay | FailedReplay
"""What the two judges speak about."""


class Dismissal(NamedTuple):
    """A session ended over a failure that is no refusal.

    at: what ends it; source: the request that fails, a refresh (`refreshes`) or the check of a stored token; what: how it ends, in
    words; accident: why the request failed; steps: the way of the failure, from the request on.
    """

    at: Point
    source: Point
    function: Code
    what: str
    accident: str
    steps: tuple[tuple[Point, str], ...]
    refreshes: bool


class UnitMismatch(NamedTuple):
    """Seconds that meet milliseconds. at: the comparison, sum or Date; how: "compared with", "added to", "subtracted from" or "made
    into a Date"; claim: what the token's time was read from ("exp"); seconds: whether that side counts seconds still (else it is the
    other side that does)."""

    at: Point
    how: str
    claim: str
    seconds: bool


class BareExpiryCheck(NamedTuple):
    """A token's expiry compared with the clock without a margin. at: the comparison; decides: the call that hangs on it; how: what that
    call does to the session, in words."""

    at: Point
    decides: Point
    how: str
