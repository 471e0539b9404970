"""The explorer: plays the triggers of one group of refreshes in every order of answers, and says what breaks.

    exploration = explore(question, program, resolve)

First it finds out how each trigger can be reached: it starts one caller alone, the app in several states, until a refresh is sent
(the control). Then it plays pairs of callers, with the refresh working, refused, unavailable, lost, and with a backend that refuses
everything. For each property and place it keeps the shortest run that breaks it (fewest callers, then fewest steps).

A violation is *sure* if nothing unknown is needed for it: no token or function left the model before it, and each unknown
condition on the way may go either way without saving the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from refreshlint import limits
from refreshlint.interleave.backend import Kind, RefreshMode
from refreshlint.interleave.drivers import Entry, Key
from refreshlint.interleave.host import Site
from refreshlint.interleave.orders import CALLERS, Outcome, Probe, Run, Scenario, Stage, Variant, install_probes, play, runs
from refreshlint.interleave.program import Program
from refreshlint.interleave.properties import FAILING, Broken, Violation, rank, violations
from refreshlint.interleave.world import Event
from refreshlint.memory import rarely_collected

VARIANTS = (
    Variant(),
    Variant(expired=True),
    Variant(seeded=True),
    Variant(raising=True),
    Variant(expired=True, seeded=True),
    Variant(status=403),
    Variant(status=400),
)
"""The states of the app that are tried, the most usual first."""

MAX_PAIRS = 8

MAX_TURNS = 5
"""Ways through unknown conditions that are tried until the refresh is reached."""

MAX_LOOKS = 3
"""Runs that break one property at one place and are looked at for what they take for granted."""


class Question(NamedTuple):
    """What is to be played. entries: for each trigger the ways to start it, the nearest first; many: whether each can be under way
    twice by itself; refresh_sites: the instructions that send the refresh; probes: the points of cells; statuses: what the code takes
    for "too old"; waiters: late callers are kept on a list; open: functions that anybody may call: a trigger that begins in one
    can be under way twice if it is seen to answer a refused request; called: whether it is known to be started by somebody: one
    that is not counts if it is seen to do so; kept: key of a store -> the kind of token that the program puts there."""

    entries: tuple[tuple[Entry, ...], ...]
    many: tuple[bool, ...]
    refresh_sites: frozenset[Site]
    probes: dict[Site, Probe]
    statuses: tuple[int, ...] = (401,)
    waiters: bool = False
    open: frozenset[Key] = frozenset()
    called: tuple[bool, ...] = ()
    kind: Kind = Kind.ROTATING
    platform: str = "ios"
    kept: Mapping[str, str] = MappingProxyType({})


class Shown(NamedTuple):
    """A broken property with the run that shows it: entries are the numbers of the triggers started; events: what happened up to it.

    sure: see above; doubts: what spoils it, in words.
    """

    violation: Violation
    scenario: Scenario
    entries: tuple[int, ...]
    events: tuple[Event, ...]
    steps: int
    doubts: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Whether nothing unknown is needed for it."""
        return not self.doubts


class Reach(NamedTuple):
    """How a trigger was reached. control: what a caller gets alone; renewed: there was one refresh, with a known token, and it worked;
    signed: the app sent its access token, so it is signed in as it would be; how: as what it was started; branches: how unknown
    conditions went, which stay so in all that follows; refused: a request of its own was refused before the refresh was sent, or
    follows it where the clock says that it has to; instances: on how many objects of the program, or by how many registrations, it
    could have been started."""

    variant: Variant
    control: Outcome
    renewed: bool
    signed: bool
    how: str
    branches: dict[Site, bool]
    refused: bool
    instances: int

    @property
    def sound(self) -> bool:
        """Whether the caller is served by one refresh."""
        return self.renewed and rank(self.control) == 2

    @property
    def worth(self) -> tuple[bool, bool, bool]:
        """Of two states of the app the one with the higher worth is more like a real one."""
        return self.renewed, self.signed, self.sound


@dataclass(slots=True)
class Exploration:
    """What the explorer found. reached: how each trigger was reached, None where it was not; whole: every order of every scenario was
    played, no budget was hit; certain: nothing unknown was met on the way."""

    explorer: _Explorer
    reached: list[Reach | None] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    whole: bool = True
    certain: bool = True
    runs: int = 0
    steps: int = 0
    blocked: str = ""

    def refutes(self, *kinds: Broken) -> bool:
        """Whether no run breaks one of these, and what no run has shown cannot happen: every trigger was reached and its caller alone is
        served, all pairs were played in all orders, those of the phone's answers included, no budget was hit, nothing unknown was met."""
        return self.explorer.refutes(*kinds)


_Mark = tuple[Broken, Site | None, bool]  # a property, where it is broken, and of a race whether several callers have it


class _Explorer:
    def __init__(self, question: Question, program: Program, resolve: Callable[[str, str], str | None]) -> None:
        self.question = question
        self.stage = Stage(
            program, resolve, tuple(ways[0] for ways in question.entries), question.refresh_sites, question.kind, question.platform,
            question.kept,
        )
        self.found = Exploration(self)
        self._beyond: dict[_Mark, Shown] | None = None  # what only playing everything has shown
        self._complete = False
        self._allowed = limits.EXPLORER_STEPS
        self.alone: dict[int, Outcome] = {}
        self.best: dict[_Mark, Shown] = {}
        self._looked: dict[_Mark, int] = {}
        self._asked: dict[tuple[int, ...], set[str]] = {}  # by callers: what of the state of the app and the scenario had a say
        self._stories: dict[tuple[int, RefreshMode], list[object]] = {}  # what callers do alone
        self._exhausted: set[Scenario] = set()  # all of whose runs were played
        install_probes(program, question.probes)

    def _count(self, run: Run) -> None:
        self.found.runs += 1
        self.found.steps += run.steps

    @property
    def _spent(self) -> bool:
        return self.found.steps > self._allowed

    # ---- the control ----

    def reach(self) -> None:
        """Find for each trigger a state of the app in which it leads to a refresh."""
        statuses = [status for status in self.question.statuses if status != 401]
        variants = [*VARIANTS[:5], *(Variant(status=status) for status in statuses)]
        preferred: Variant | None = None
        for number, ways in enumerate(self.question.entries):
            best: tuple[Reach, Entry] | None = None
            left = min(limits.EXPLORER_REACH_RUNS, max(limits.EXPLORER_LAST_REACH_RUNS, limits.EXPLORER_GROUP_REACH_RUNS - self.found.runs))
            for way in ways:
                if way.spare and best is not None:
                    continue
                self._use(number, way)
                tried: list[tuple[Variant, set[str]]] = []
                for variant in [preferred, *variants] if preferred is not None else variants:
                    if self._spent or left <= 0 or (best is not None and all(best[0].worth)):
                        break
                    if any(_same(variant, other, asked) for other, asked in tried):
                        continue
                    reach = None
                    asked: set[str] = set()
                    for run in runs(self.stage, Scenario((number,)), variant, min(MAX_TURNS, left)):
                        self._count(run)
                        left -= 1
                        asked |= run.asked.intersection(Variant._fields)
                        reach = self._judged(number, run, variant)
                        if reach is not None or run.broken in ("no way to start it", "steps"):
                            break
                    tried.append((variant, asked))
                    if reach is not None and (best is None or reach.worth > best[0].worth):
                        best = reach, way
                        left = limits.EXPLORER_BETTER_RUNS if reach.renewed or reach.signed else left
                    if (
                        variant is variants[0]
                        and Variant(graphql_errors=False) not in variants
                        and any(event.wire is not None and event.wire.graphql for event in run.events)
                    ):
                        variants.insert(1, Variant(graphql_errors=False))  # a GraphQL server may also say so by the status
                    if run.broken in ("no way to start it", "steps"):
                        self.found.blocked = self.found.blocked or run.broken
                        break
                if best is not None and best[0].renewed:
                    break
            self.found.reached.append(best[0] if best is not None else None)
            if best is not None:
                self._use(number, best[1])
                preferred = best[0].variant
                self.alone[number] = best[0].control

    def _use(self, number: int, way: Entry) -> None:
        """Start a trigger in one of its ways from now on."""
        entries = self.stage.entries
        self.stage = self.stage._replace(entries=(*entries[:number], way, *entries[number + 1 :]))

    def _judged(self, number: int, run: Run, variant: Variant) -> Reach | None:
        refreshes = [
            event for event in run.events[run.began :] if event.kind == "send" and event.wire is not None and event.wire.is_refresh
        ]
        own = self.question.entries[number][0].functions[-1]  # where this trigger's refresh is sent, not another's
        mine = [event for event in refreshes if event.wire and any((site.path, site.function) == own for site in event.wire.trail)]
        known = [event for event in mine if event.wire is not None and not event.wire.unsure]
        if not mine:
            return None
        outcome = run.outcomes.get("first call", Outcome("none"))
        served = any(event.reply is not None and event.reply.pair for event in run.events)
        renewed = bool(known) and served and len(refreshes) == 1 and refreshes[0].actor == CALLERS[0]
        first = next((event.wire for event in run.events[run.began :] if event.wire is not None), None)
        signed = first is not None and (first.access > 0 or first.is_refresh)
        before = run.events[run.began : run.events.index(mine[0])]
        refused = any(event.reply is not None and event.reply.status >= 400 for event in before)
        if variant.expired:  # it looks at the clock before it sends its request
            refused = refused or any(event.kind == "send" and event.wire and not event.wire.is_refresh for event in run.events[run.began :])
        if not refused and not self.question.called[number]:
            return None
        started = run.started.get("first call", "")
        return Reach(variant, outcome, renewed, signed, started, run.branches, refused, run.instances)

    # ---- scenarios ----

    def pairs(self) -> list[tuple[int, int]]:
        """The triggers to start together: one that may be under way twice with itself, and each with each other."""
        reached = [number for number, reach in enumerate(self.found.reached) if reach is not None]
        own = [(number, number) for number in reached if self._is_many(number)]
        mixed = [(one, two) for at, one in enumerate(reached) for two in reached[at + 1 :]]
        return [*own, *mixed][:MAX_PAIRS]

    def _instances(self, number: int) -> int:
        reach = self.found.reached[number]
        return reach.instances if reach is not None else 0

    def _is_many(self, number: int) -> bool:
        """Whether a trigger can be under way twice by itself."""
        reach = self.found.reached[number]
        return self.question.many[number] or (
            reach is not None and reach.refused and self.stage.entries[number].functions[0] in self.question.open
        )

    def explore(self) -> Exploration:
        self.reach()
        reached = [number for number, reach in enumerate(self.found.reached) if reach is not None]
        if not reached:
            self.found.blocked = self.found.blocked or "the refresh was not reached"
            return self.found
        for number in reached:
            self._play(Scenario((number,), later=number), 1)
            self._play(Scenario((number,), always=True), 1)
            for status in self.question.statuses:
                if status != self._variant(Scenario((number,))).status:
                    self._play(Scenario((number,), always=True), 1, status=status)
            for mode in FAILING:
                self._play(Scenario((number,), mode, later=number), 1)
            asked = self._asked[number,]
            if "no_token" in asked:
                self._play(Scenario((number,), no_token=True), 1)
            if "device" in asked:
                self._play(Scenario((number,), later=number, broken_device=True), 1)
        for one, two in self.pairs():
            whole = self._play(Scenario((one, two)), limits.EXPLORER_RUNS, until=Broken.RACE)
            asked = self._asked[one, two]
            if not self._knows(Broken.RACE):
                self._play(Scenario((one, two), at_once=True), limits.EXPLORER_FAILING_RUNS, until=Broken.RACE)
                if "device" in asked:
                    self._play(Scenario((one, two), device=True), limits.EXPLORER_RUNS // 2, until=Broken.RACE)
                self._play(Scenario((one, two), at_once=True, warm=True), limits.EXPLORER_FAILING_RUNS, until=Broken.RACE)
            for mode in self._failures(one, two):
                self._play(Scenario((one, two), mode, later=one), limits.EXPLORER_FAILING_RUNS)
            if "no_token" in asked or not whole:
                self._play(Scenario((one, two), no_token=True, device=True), limits.EXPLORER_FAILING_RUNS)
            if one == two and self.question.waiters:
                self._play(Scenario((one, one, one), RefreshMode.LOST), limits.EXPLORER_FAILING_RUNS)
                self._play(Scenario((one, one, one)), limits.EXPLORER_FAILING_RUNS)
            if one == two and self._instances(one) > 1:
                self._play(Scenario((one, one), apart=True), limits.EXPLORER_RUNS, until=Broken.RACE)
        self._sort()
        return self.found

    def _failures(self, *callers: int) -> Iterator[RefreshMode]:
        """The ways in which a refresh fails that callers are tried with: both refusals only where one caller alone tells them apart."""
        yield RefreshMode.REFUSED
        stories = [[self._stories[number, mode] for number in callers] for mode in (RefreshMode.REFUSED, RefreshMode.INVALID_GRANT)]
        if stories[0] != stories[1]:
            yield RefreshMode.INVALID_GRANT
        yield RefreshMode.LOST

    def refutes(self, *kinds: Broken) -> bool:
        """Whether what no run has shown cannot happen: see `Exploration.refutes`."""
        found = self.found
        if not (found.whole and found.certain and found.reached and all(reach and reach.sound for reach in found.reached)):
            return False
        if kinds == (Broken.ENDLESS,):
            return not any(broken is Broken.ENDLESS for broken, _, _ in self.best)  # one caller shows it, or there is none
        if self._beyond is None:
            # What these runs meet says nothing of those before them: an answer must not depend on what was asked first.
            shown, whole, certain = dict(self.best), found.whole, found.certain
            self._allowed = limits.EXPLORER_REFUTING_STEPS
            with rarely_collected():
                self._complete = self._exhaust()
            self._beyond, self.best, found.whole, found.certain = self.best, shown, whole, certain
        return self._complete and not any(broken in kinds for broken, _, _ in self._beyond)

    def _exhaust(self) -> bool:
        """Play all orders, those of the phone's answers among them; whether that was possible and met nothing unknown."""
        whole = len(self.pairs()) < MAX_PAIRS
        for one, two in self.pairs():
            for scenario in (
                Scenario((one, two)),
                Scenario((one, two), at_once=True),
                Scenario((one, two), device=True),
                Scenario((one, two), device=True, at_once=True),
                *(Scenario((one, two), mode, later=one) for mode in (RefreshMode.REFUSED, RefreshMode.LOST)),
            ):
                whole = whole and (scenario in self._exhausted or self._play(scenario, limits.EXPLORER_ALL_RUNS))
        return whole and self.found.certain

    def _sort(self) -> None:
        self.found.shown = sorted(self.best.values(), key=lambda each: (each.violation.broken.value, each.violation.at))

    def _branches(self, scenario: Scenario) -> dict[Site, bool]:
        """How unknown conditions went when the callers of a scenario came alone."""
        out: dict[Site, bool] = {}
        for number in scenario.callers:
            reach = self.found.reached[number]
            for site, taken in reach.branches.items() if reach is not None else ():
                out.setdefault(site, taken)
        return out

    def _variant(self, scenario: Scenario) -> Variant:
        found = [reach.variant for number in scenario.callers if (reach := self.found.reached[number]) is not None]
        return next((variant for variant in found if variant != Variant()), found[0])

    def _knows(self, kind: Broken) -> bool:
        """Whether a run with several callers breaks a property for sure."""
        return any(broken is kind and several and shown.sure for (broken, _, several), shown in self.best.items())

    def _play(self, scenario: Scenario, most: int, until: Broken | None = None, status: int = 0) -> bool:
        """Play a scenario, until a property is broken for sure; whether all its runs were played. status: what an old token gets."""
        variant = self._variant(scenario)
        variant = variant._replace(status=status) if status else variant
        whole = True
        if self.found.steps > limits.EXPLORER_REFUTING_STEPS:  # past the other bound each scenario still has one run
            self.found.whole = False
            self._asked.setdefault(scenario.callers, set())
            self._stories.setdefault((scenario.callers[0], scenario.mode), [])
            return False
        for run in runs(self.stage, scenario, variant, most, self._branches(scenario)):
            self._count(run)
            self._asked.setdefault(scenario.callers, set()).update(run.asked)
            if len(scenario.callers) == 1 and scenario.later >= 0:
                self._stories[scenario.callers[0], scenario.mode] = _story(run)
            whole = whole and run.broken in ("", "endless")
            self.found.certain = self.found.certain and not _met_unknown(run)
            for violation in violations(run, self.alone):
                self._keep(violation, run, variant)
            if self._spent:
                self.found.whole = False
                return False
            if until is not None and self._knows(until):
                return False
        if whole and not status:
            self._exhausted.add(scenario)
        return whole

    def _keep(self, violation: Violation, run: Run, variant: Variant) -> None:
        key = (violation.broken, violation.site, violation.broken is Broken.RACE and len(run.scenario.callers) > 1)
        known = self.best.get(key)
        size = (len(run.scenario.callers), violation.at - run.began)
        if known is not None and known.sure and (len(known.scenario.callers), known.steps) <= size:
            return
        if self._looked.setdefault(key, 0) >= MAX_LOOKS:
            return
        self._looked[key] += 1
        doubts = self._doubts(violation, run, variant)
        if known is None or (bool(doubts), *size) < (bool(known.doubts), len(known.scenario.callers), known.steps):
            events = tuple(run.events[run.began : violation.at])
            self.best[key] = Shown(violation, run.scenario, run.scenario.callers, events, size[1], doubts)

    def _doubts(self, violation: Violation, run: Run, variant: Variant) -> tuple[str, ...]:
        events = run.events[run.began : violation.at]
        doubts = [f"{event.text} is not known" for event in events if event.kind == "escape"]
        for event in events:
            wire = event.wire
            if wire is not None and wire.unsure and (wire.is_refresh or violation.broken is not Broken.RACE):
                doubts.append("a token that is sent is not known")  # which refresh token is spent matters, who asked before does not
        if violation.broken is Broken.RACE:
            doubts += [f"{event.text} may make callers wait for each other" for event in _waits(events)]
        sites = list(dict.fromkeys(event.site for event in events if event.kind == "choice" and event.site is not None))
        if len(sites) > limits.EXPLORER_FLIPS:
            doubts.append("too many conditions are not known")
        elif not doubts and not all(self._holds(violation, run, variant, site) for site in sites):
            doubts.append("a condition is not known")
        return tuple(dict.fromkeys(doubts))

    def _holds(self, violation: Violation, run: Run, variant: Variant, site: Site) -> bool:
        """Whether the property is broken too when an unknown condition goes the other way, or nobody is served then at all."""
        forced = {**self._branches(run.scenario), site: not run.branches.get(site, True)}
        for number in dict.fromkeys(run.scenario.callers):
            control = play(self.stage, Scenario((number,)), variant, (), forced)
            self._count(control)
            if self._judged(number, control, variant) is None:
                return True
        for flipped in runs(self.stage, run.scenario, variant, limits.EXPLORER_FLIP_RUNS, forced):
            self._count(flipped)
            if any(each.broken is violation.broken for each in violations(flipped, self.alone)):
                return True
        return False


def _same(one: Variant, two: Variant, asked: Iterable[str]) -> bool:
    """Whether two states of the app look alike to what asks for these fields only."""
    return all(getattr(one, name) == getattr(two, name) for name in asked)


def _story(run: Run) -> list[object]:
    """What happened in a run, the status of answers aside."""
    events = [(*event._replace(reply=None), event.reply is None) for event in run.events[run.began :]]
    return [*events, {actor: outcome.state for actor, outcome in run.outcomes.items()}]


def _waits(events: Sequence[Event]) -> Iterator[Event]:
    """What callers waited for on their way from a refused request to the refresh, and nobody knows: it may be a lock."""
    handling: dict[object, list[Event]] = {}
    for event in events:
        wire = event.wire
        if wire is None:
            if event.kind == "wait":
                handling.setdefault(event.actor, []).append(event)
        elif wire.is_refresh and event.kind == "send":
            yield from handling.pop(event.actor, ())
        elif event.kind == "answer":
            handling[event.actor] = []


def _met_unknown(run: Run) -> bool:
    return any(
        event.kind in ("choice", "escape", "wait") or (event.kind == "send" and event.wire is not None and event.wire.unsure)
        for event in run.events[run.began :]
    )


def explore(question: Question, program: Program, resolve: Callable[[str, str], str | None]) -> Exploration:
    """Play one group of refreshes. resolve: (importing module, specifier) -> path of the module in the program, or None."""
    with rarely_collected():
        return _Explorer(question, program, resolve).explore()
