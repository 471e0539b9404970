"""One run of a scenario, and the enumeration of all runs: which answer arrives next, which way an unknown branch goes.

A run is replayed from the start with a plan, the list of decisions to take; where the plan ends, the first alternative is taken. The
decisions met on the way, with the number of alternatives that each had, lead to the plans not tried yet. Nothing is copied.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from refreshlint import limits
from refreshlint.interleave import library
from refreshlint.interleave.answers import REFUSED
from refreshlint.interleave.backend import Backend, Kind, RefreshMode
from refreshlint.interleave.drivers import Driver, Entry, Key
from refreshlint.interleave.frames import FULFILLED, PENDING, REJECTED, Frame, Handler, JSPromise
from refreshlint.interleave.host import Site
from refreshlint.interleave.machine import THROWN, VALUE, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import Chosen, Value
from refreshlint.interleave.world import CONTENT, Event, Pending, Settings, World

APP = "app"
CALLERS = ("first call", "second call", "third call")
LATER = "later call"
ENDLESS = 8
"""Requests of one caller after which a run is taken for one without end."""

MINUTE, HOUR = 60_000, 3_600_000

EARLY_TIMERS = 2
"""Timers of one run that may fire while answers are still to come."""


class Probe(NamedTuple):
    """A point of the program whose passing is noted. kind: "set", "release" or "test" of a cell, "push", "drop" or "wake" of those who
    wait on a list, "well" where a function says that all is well; busy: where a test goes on when the
    cell is set."""

    kind: str
    cell: str
    busy: int = -1


class Variant(NamedTuple):
    """What the app looks like when a run begins. expired: its own clock says the token is too old; status: what the backend answers to
    an old token; raising: how callbacks report a 401; seeded: the app's own setters have been given the tokens; graphql_errors: a
    GraphQL server says so in an answer 200, not by the status."""

    expired: bool = False
    status: int = 401
    raising: bool = False
    seeded: bool = False
    graphql_errors: bool = True


class Scenario(NamedTuple):
    """callers: the triggers started together, by their numbers; mode: what becomes of refreshes; always: every request is refused for
    ever; later: the trigger that is started when all is at rest, -1 for none; device: the order of the phone's answers varies too;
    broken_device: what the callers ask of the phone fails; no_token: the app has no refresh token stored;
    at_once: the callers start in one tick; apart: each starts on an object of its own, where the program has made several; warm: the app
    has refreshed once before, alone and long ago."""

    callers: tuple[int, ...]
    mode: RefreshMode = RefreshMode.WORKS
    always: bool = False
    later: int = -1
    device: bool = False
    broken_device: bool = False
    no_token: bool = False
    at_once: bool = False
    apart: bool = False
    warm: bool = False


class Outcome(NamedTuple):
    """What a caller got. state: "pending", "value", "error" or "none" (it started something and holds nothing)."""

    state: str
    value: Value = None


@dataclass(slots=True)
class Run:
    """What happened. at_rest: the number of events when the callers were through and the later call began; order: the decisions;
    branches: how unknown branches went; started: how each caller was started; early: a timer fired while answers were still to come;
    broken: a run that ended early, and why; asked: the fields of its variant that had a say, and of its scenario "device" and
    "no_token": with other values of the rest the same happens; instances: on how many objects the callers could have been started;
    credentials: how many keys of refresh tokens were read."""

    scenario: Scenario
    events: list[Event]
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    at_rest: int = -1
    began: int = 0
    decisions: list[tuple[int, int]] = field(default_factory=list)
    branches: dict[Site, bool] = field(default_factory=dict)
    started: dict[str, str] = field(default_factory=dict)
    broken: str = ""
    early: bool = False
    steps: int = 0
    asked: frozenset[str] = frozenset()
    instances: int = 1
    credentials: int = 0

    @property
    def plan(self) -> tuple[int, ...]:
        """The decisions that lead to this run."""
        return tuple(taken for taken, _ in self.decisions)


class Stage(NamedTuple):
    """All that runs of one question share: the program, how specifiers resolve, the triggers, the points to note, the backend's kind;
    kept: see explorer.Question."""

    program: Program
    resolve: Callable[[str, str], str | None]
    entries: tuple[Entry, ...]
    refresh_sites: frozenset[Site]
    kind: Kind
    platform: str
    kept: Mapping[str, str]


class _Player:
    def __init__(self, stage: Stage, scenario: Scenario, variant: Variant, plan: tuple[int, ...], forced: dict[Site, bool]) -> None:
        self.stage = stage
        self.scenario = scenario
        self.variant = variant
        self.plan = plan
        self.forced = forced
        self.backend = Backend(stage.kind, expired_status=variant.status)
        settings = Settings(variant.expired, stage.refresh_sites, stage.platform, variant.graphql_errors, stage.kept)
        self.world = World(stage.resolve, self.backend, settings, self._branch)
        self.machine = Machine(stage.program, self.world, limits.EXPLORER_RUN_STEPS)
        self.driver = Driver(self.machine, self.world, raising=variant.raising)
        self.run = Run(scenario, self.world.events)
        self.early = 0

    def _pick(self, options: int) -> int:
        at = len(self.run.decisions)
        taken = self.plan[at] if at < len(self.plan) and self.plan[at] < options else 0
        self.run.decisions.append((taken, options))
        return taken

    def _branch(self, site: Site, value: Value, times: int) -> bool:
        """An unknown condition: the same everywhere in a run, but loops on it end."""
        known = self.forced.get(site, self.run.branches.get(site))
        if isinstance(value, Chosen) and value.origin.startswith(REFUSED) and known is not None:
            return not known if times == 0 else known  # a refusal does not bear the code of a token that is too old
        if site in self.forced:
            taken = self.forced[site]
        elif site in self.run.branches:
            taken = self.run.branches[site]
        elif isinstance(value, Chosen) and value.origin.startswith(CONTENT):
            taken = True  # what an ordinary answer holds says nothing about the session
        elif self.machine.actor == APP or len(self.run.branches) >= limits.EXPLORER_BRANCHES:
            taken = True
        else:
            taken = self._pick(2) == 0
        self.run.branches.setdefault(site, taken)
        return taken if times == 0 else not taken

    def play(self) -> Run:
        run, machine, driver = self.run, self.machine, self.driver
        machine.actor = APP
        machine.evaluate(library.GLOBALS)
        for number in dict.fromkeys((*self.scenario.callers, self.scenario.later)):
            if number >= 0:
                driver.prepare(self.stage.entries[number])
        if driver.has_seeds():
            self.world.asked.add("seeded")
            if self.variant.seeded:
                driver.seed(self.stage.entries)
        self._settle_all()
        if self.scenario.warm:
            self._warm_up()
        self.backend.refresh_mode = self.scenario.mode
        self.backend.always_unauthorized = self.scenario.always
        run.began = len(run.events)
        self.world.asked -= {"device", "no_token"}
        self.world.device_fails = self.scenario.broken_device
        self.world.refresh_missing = self.scenario.no_token
        held: dict[str, Value] = {}
        for position, number in enumerate(self.scenario.callers):
            self._start(number, CALLERS[position], position + 1, held)
        machine.drain()
        self._until_rest(held)
        self._note(held)
        if self.scenario.later >= 0 and not run.broken:
            self._rest(held)
        if machine.exhausted:
            run.broken = "steps"
        run.steps = limits.EXPLORER_RUN_STEPS - machine.steps_left
        run.asked = frozenset(self._asked())
        run.credentials = len(self.world.credentials)
        return run

    def _asked(self) -> Iterator[str]:
        """The fields of the variant and the scenario that had a say in what happened."""
        yield from self.world.asked
        for event in self.run.events:
            if event.kind == "answer" and event.wire is not None and not event.wire.is_refresh and event.reply is not None:
                if event.reply.status >= 400:
                    yield from ("status", "graphql_errors") if event.wire.graphql else ("status",)

    def _warm_up(self) -> None:
        """The first trigger is started once, and the tokens that it brings grow old."""
        if self.driver.start(self.stage.entries[self.scenario.callers[0]], APP, 8) is not None:
            self._settle_pending()
            self._pass_time()
            self.backend.expire()

    def _start(self, number: int, actor: str, position: int, held: dict[str, Value]) -> None:
        started = self.driver.start(self.stage.entries[number], actor, position, apart=self.scenario.apart)
        if started is None:
            self.run.broken = "no way to start it"
            return
        self.run.started[actor] = started.how
        self.run.instances = max(self.run.instances, started.instances)
        if started.completion.kind == THROWN:
            self.run.outcomes[actor] = Outcome("error", started.completion.value)
        elif started.completion.kind == VALUE:
            held[actor] = started.completion.value
            if isinstance(started.completion.value, JSPromise):
                started.completion.value.handled = True
        if self.scenario.at_once and actor != LATER:
            return
        self.machine.actor = actor
        self.machine.drain()
        if not self.scenario.device:
            self.driver.settled()

    def _settle_all(self) -> None:
        """Let everything that the start of the app asked for be answered; the access token is still good then."""
        self.backend.expired = 0
        for _ in range(limits.EXPLORER_ANSWERS):
            self.driver.settled()
            if not self.world.pending:
                break
            self.world.deliver(self.machine, self.world.pending[0])
        self.backend.expire()
        if self.backend.newest > 1:
            self.world.asked.add("expired")
        if self.variant.expired and self.backend.newest > 1:
            self.machine.now += HOUR + 60_000  # the start of the app has refreshed: its token grows old as well

    def _until_rest(self, held: dict[str, Value]) -> None:
        machine, world = self.machine, self.world
        fired = 0
        for _ in range(limits.EXPLORER_ANSWERS):
            if machine.exhausted:
                return
            if not self.scenario.device:
                self.driver.settled()
            if world.pending:
                choices = self._choices()
                timer = (
                    not self.scenario.device
                    and self.early < EARLY_TIMERS
                    and any(each.time <= machine.now + MINUTE for each in machine.timers())
                )
                options = len(choices) + timer
                taken = self._pick(options) if options > 1 else 0
                if taken == len(choices):
                    self.early += 1
                    self.run.early = True
                    machine.advance()
                    continue
                world.deliver(machine, choices[taken])
                if self._endless():
                    self.run.broken = "endless"
                    return
            elif self._waiting(held) and machine.timers() and fired < limits.EXPLORER_TIMERS:
                fired += 1
                machine.advance()
            else:
                return
        self.run.broken = "endless"

    def _choices(self) -> list[Pending]:
        """The answers that may come next: of each kind and caller the oldest, for a phone answers one after the other."""
        network = [each for each in self.world.pending if each.wire is not None]
        device = [each for each in self.world.pending if each.wire is None][:1]
        return network + device

    def _waiting(self, held: dict[str, Value]) -> bool:
        return any(isinstance(value, JSPromise) and value.state == PENDING for value in held.values())

    def _endless(self) -> bool:
        sent: dict[object, int] = {}
        for event in self.run.events[self.run.began :]:
            if event.kind == "send":
                sent[event.actor] = sent.get(event.actor, 0) + 1
        return any(count > ENDLESS for count in sent.values())

    def _note(self, held: dict[str, Value]) -> None:
        for actor, value in held.items():
            if actor in self.run.outcomes and self.run.outcomes[actor].state != "pending":
                continue
            if isinstance(value, JSPromise):
                state = {PENDING: "pending", FULFILLED: "value", REJECTED: "error"}[value.state]
                self.run.outcomes[actor] = Outcome(state, value.value)
            else:
                self.run.outcomes[actor] = Outcome("none" if self.run.started[actor] != "call" else "value", value)

    def _rest(self, held: dict[str, Value]) -> None:
        """All is at rest; time passes, the backend works again, and one more call comes."""
        self._pass_time()
        self.backend.refresh_mode = RefreshMode.WORKS
        self.world.device_fails = self.world.refresh_missing = False
        self.backend.expire()
        self.run.at_rest = len(self.run.events)
        self._start(self.scenario.later, LATER, 9, held)
        self._until_rest(held)
        self._note(held)

    def _pass_time(self) -> None:
        """Let an hour pass, and what follows from that."""
        machine = self.machine
        for _ in range(limits.EXPLORER_TIMERS):
            timers = machine.timers()
            if not timers or timers[0].time > machine.now + HOUR:
                break
            machine.advance()
            self.driver.settled()
        machine.now += HOUR + 60_000
        self._settle_pending()

    def _settle_pending(self) -> None:
        for _ in range(limits.EXPLORER_ANSWERS):
            self.driver.settled()
            if not self.world.pending or self.machine.exhausted:
                return
            self.world.deliver(self.machine, self.world.pending[0])


def play(stage: Stage, scenario: Scenario, variant: Variant, plan: tuple[int, ...] = (), forced: dict[Site, bool] | None = None) -> Run:
    """One run. forced: unknown branches whose way is laid down."""
    return _Player(stage, scenario, variant, plan, forced or {}).play()


def runs(stage: Stage, scenario: Scenario, variant: Variant, most: int, forced: dict[Site, bool] | None = None) -> Iterator[Run]:
    """The runs of a scenario, the plain one first, then those that differ from it least, at most `most`; the last one has `broken`
    "more" where others were left out."""
    work: deque[tuple[int, ...]] = deque([()])
    count = 0
    while work:
        plan = work.popleft()
        run = play(stage, scenario, variant, plan, forced)
        count += 1
        for at in range(len(plan), len(run.decisions)):
            for other in range(1, run.decisions[at][1]):
                work.append((*run.plan[:at], other))
        if count >= most and work:
            run.broken = run.broken or "more"
            yield run
            return
        yield run


def install_probes(program: Program, probes: dict[Site, Probe]) -> None:
    """Make the machine note in the world's events when these instructions run; a program is probed once."""
    for site, probe in probes.items():
        module = program.module(site.path)
        if module is None or site in program.probed:
            continue
        program.probed.add(site)
        code = module.code(site.function)
        handler, dst, args, data = code.steps[site.instruction]
        code.steps[site.instruction] = (_probed(handler, site, probe), dst, args, data)


def _probed(handler: Handler, site: Site, probe: Probe) -> Handler:
    def noted(machine: Machine, frame: Frame, dst: int, args: tuple[int, ...], data: object) -> bool | None:
        result = handler(machine, frame, dst, args, data)
        world = machine.host
        if isinstance(world, World):
            text = probe.kind
            if probe.kind == "test":
                text = "busy" if frame.pc == probe.busy else "free"
            world.events.append(Event("point", machine.actor, site, text=f"{text} {probe.cell}"))
        return result

    return noted


__all__ = [
    "APP",
    "CALLERS",
    "LATER",
    "Key",
    "Outcome",
    "Probe",
    "Run",
    "Scenario",
    "Stage",
    "Variant",
    "install_probes",
    "play",
    "runs",
]
