"""What the explorer finds alone: facts for the rules that the static judge has not named, each with the run that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from refreshlint.auth.concepts import (
    FailedReplay,
    Guard,
    Leak,
    Overlap,
    Point,
    RefreshOperation,
    Replay,
    SelfRefresh,
    StaleReplay,
    Stranding,
    Trigger,
)
from refreshlint.auth.explorations import site_of
from refreshlint.auth.proofs import Proofs, left_set
from refreshlint.interleave.backend import RefreshMode
from refreshlint.interleave.explorer import Exploration, Shown
from refreshlint.interleave.host import Site
from refreshlint.interleave.properties import OLD_TOKEN, Broken
from refreshlint.interleave.world import Event


class Discoveries:
    """Sure runs of all groups, turned into facts."""

    def __init__(self, proofs: Proofs) -> None:
        self.proofs = proofs

    @cached_property
    def _all(self) -> list[tuple[list[RefreshOperation], Exploration, tuple[Trigger, ...]]]:
        out = []
        for group in self.proofs.groups:
            found = self.proofs.exploration(group)
            if found is not None:
                out.append((group, *found))
        return out

    def _sure(self, *kinds: Broken) -> Iterator[tuple[list[RefreshOperation], tuple[Trigger, ...], Shown]]:
        for group, exploration, triggers in self._all:
            sure = [shown for shown in exploration.shown if shown.sure]
            for shown in sorted(sure, key=lambda each: each.steps):
                if shown.violation.broken in kinds and shown.violation.how != "the same caller" and not _was_not_kept(shown):
                    yield group, triggers, shown

    # ---- facts that the static judge knows as well ----

    def overlaps(self, known: Iterable[Overlap]) -> list[Overlap]:
        """Races in groups without a guard on the way, where no overlap is known."""
        told = {id(refresh) for overlap in known for refresh in overlap.group}
        out: dict[Point, Overlap] = {}
        for group, triggers, shown in self._sure(Broken.RACE):
            if len(shown.scenario.callers) < 2 or any(id(each) in told for each in group):
                continue
            if self._guard(triggers, shown) is not None or any(guard.cell.identity[0] == "library" for guard in _guards(triggers)):
                continue
            at = self.proofs.point(shown.violation.site)
            refresh = next((each for each in group if each.at == at), group[0])
            first, second = (triggers[number] for number in shown.entries[:2])
            out.setdefault(refresh.at, Overlap(refresh, refresh.at, first, second, None, tuple(group)))
        return list(out.values())

    def guards(self, known: Iterable[Guard], overlaps: Iterable[Overlap]) -> list[Guard]:
        """Guards that look right, and let a second caller through or leave it with nothing."""
        told = {(guard.code.key, guard.test) for guard in known}
        beside = {id(refresh) for overlap in overlaps for refresh in overlap.group}  # a way past the guard explains the race
        stale = {id(group[0]) for group, _, _ in self._sure(Broken.STALE)}  # an old token explains what is lost
        out: dict[tuple[object, ...], Guard] = {}
        for group, triggers, shown in self._sure(Broken.RACE, Broken.LOST):
            locks = [guard for guard in _guards(triggers) if guard.cell.identity[0] == "library"]
            guard = self._guard(triggers, shown) or next(iter(locks), None)
            if guard is None or len(shown.scenario.callers) < 2 or any((each.code.key, each.test) in told for each in _guards(triggers)):
                continue
            if any(id(each) in beside for each in group) or (shown.violation.broken is Broken.LOST and id(group[0]) in stale):
                continue
            if shown.violation.broken is Broken.RACE:
                fault = "a second refresh starts while, or after, the first one has spent the token"
            else:
                fault = f"a caller that comes while it refreshes gets {shown.violation.how} instead of the new token"
            out.setdefault((guard.code.key, guard.test), replace(guard, fault=fault))
        return list(out.values())

    def leaks(self, known: Iterable[Leak]) -> list[Leak]:
        """Cells that a run leaves set."""
        told = {leak.guard.cell.identity for leak in known}
        out: dict[tuple[object, ...], Leak] = {}
        for _, triggers, shown in self._sure(Broken.STUCK, Broken.HANG):
            guard = next((each for each in _guards(triggers) if site_of(Point(each.code, each.test)) == shown.violation.site), None)
            if shown.violation.broken is Broken.HANG:
                guard = self._guard(triggers, shown)
                if guard is not None and not (guard.sets and shown.violation.how in ("later", "waits") and left_set(guard, shown)):
                    continue
            if guard is not None and guard.cell.identity not in told:
                leak = Leak(guard, guard.sets[0], None, "a way on which the refresh fails leaves it set")
                out.setdefault(guard.cell.identity, leak)
        return list(out.values())

    def replays(self, known: Iterable[Replay]) -> list[Replay]:
        """Requests that a run sends without end."""
        told = {replay.refresh for replay in known if not replay.bound} | {replay.at for replay in known if not replay.bound}
        out: dict[Point, Replay] = {}
        for group, triggers, shown in self._sure(Broken.ENDLESS):
            if shown.violation.how != "replay" or not shown.scenario.always:
                continue
            at = self._in_handler(triggers, shown)
            refresh = group[0].at
            if at is not None and at not in told and refresh not in told:
                out.setdefault(at, Replay(at, at.code, refresh, "", False))
        return list(out.values())

    # ---- facts that only runs show ----

    def strandings(self, known: Iterable[Stranding]) -> list[Stranding]:
        """Callers that wait for ever. known: what the facts say, which names the list where a run does not."""
        out: dict[tuple[object, ...], Stranding] = {}
        for group, triggers, shown in self._sure(Broken.HANG):
            guard = self._guard(triggers, shown)
            if guard is None or shown.violation.how != "waits" or left_set(guard, shown):
                continue
            at, name, dropped = self._list(guard, shown)
            fact = Stranding(at, group[0], guard, self.proofs.proof(shown), name, dropped, at, worked=_works(shown))
            out.setdefault(guard.cell.identity, fact)
        told = {id(stranding.refresh) for stranding in out.values()}
        for group, triggers, shown in self._sure(Broken.HANG):
            later = shown.violation.how == "later"
            if id(group[0]) in told or _comes_back(shown) or self._is_meant_to_wait(triggers):
                continue
            guard = self._guard(triggers, shown)
            if guard is not None and left_set(guard, shown) and guard.cell.identity[0] != "library":
                continue
            told.add(id(group[0]))
            proof = self.proofs.proof(shown)
            named = next((each for each in known if any(each.refresh.at == refresh.at for refresh in group)), None)
            if named is not None and not later and not _works(shown):
                out[(named.at,)] = named._replace(proof=proof)
                continue
            refresh = next((each for each in group if any(_sends(event.wire, each.at) for event in shown.events)), group[0])
            out[(refresh.at,)] = Stranding(refresh.at, refresh, None, proof, "", False, refresh.at, None, later, _works(shown))
        return list(out.values())

    def _is_meant_to_wait(self, triggers: tuple[Trigger, ...]) -> bool:
        """Whether a promise that nobody can settle is made on the way: who leads to the sign-in may leave callers waiting on purpose."""
        paths = dict.fromkeys(step.code.module.path for trigger in triggers for step in trigger.chain)
        codes = [code for path in paths for code in self.proofs.project.codes(path)]
        return any(
            not code.function.params
            and any(site.how == "sync" and site.path == "Promise" for site in self.proofs.explorations.guards.calls.callers(code))
            for code in codes
        )

    def _list(self, guard: Guard, shown: Shown) -> tuple[Point, str, bool]:
        """Where the list is dropped, or where the caller is put on it if it was called back in vain, or waits for an event."""
        for waiters in self.proofs.explorations.waiters.of(guard):
            pushes, drops = [site_of(point) for point in waiters.pushes], {site_of(point) for point in waiters.drops}
            wakes = {Site(*code.key, 0) for code in waiters.wakes}
            pushed = next((at for at, event in enumerate(shown.events) if event.site in pushes), -1)
            if pushed < 0:
                continue
            after = [event for event in shown.events[pushed:] if event.kind == "point"]
            dropped = [point for event in after if event.site in drops and (point := self.proofs.point(event.site)) is not None]
            if dropped and not waiters.listens and not any(event.site in wakes for event in after):
                return dropped[-1], waiters.cell.name, True
            return waiters.calls[pushes.index(shown.events[pushed].site)], waiters.cell.name, False  # type: ignore[arg-type]
        released = [event.site for event in shown.events if event.kind == "point" and event.text == f"release {guard.cell.name}"]
        at = self.proofs.point(released[-1]) if released else None
        return at or Point(guard.code, guard.test), guard.cell.name, at is not None

    def self_refreshes(self) -> list[SelfRefresh]:
        """Refreshes that wait for themselves, or start themselves again."""
        out: dict[Point, SelfRefresh] = {}
        for group, triggers, shown in self._sure(Broken.HANG, Broken.ENDLESS):
            itself = shown.violation.how == ("itself" if shown.violation.broken is Broken.HANG else "refresh")
            if not itself or not _comes_back(shown):
                continue
            refresh = next((each for each in group if any(_sends(event.wire, each.at) for event in shown.events)), group[0])
            fact = SelfRefresh(refresh.at, refresh, self._guard(triggers, shown), self.proofs.proof(shown))
            out.setdefault(refresh.at, fact)
        return list(out.values())

    def stale_replays(self, faulty: Iterable[Guard]) -> list[StaleReplay]:
        """Requests that are sent again with the old token."""
        out: dict[Point, StaleReplay] = {}
        told = {(guard.code.key, guard.test) for guard in faulty}
        for group, triggers, shown in self._sure(Broken.STALE, Broken.STUCK):
            late = shown.violation.broken is Broken.STUCK
            if late and shown.violation.how != OLD_TOKEN:
                continue
            guard = self._guard(triggers, shown)
            if guard is not None and (guard.code.key, guard.test) in told:
                continue  # the guard hands out the old token: that is its own finding
            at = self._in_handler(triggers, shown) or _begin(triggers, shown)
            out.setdefault(at, StaleReplay(at, group[0], self._guard(triggers, shown), self.proofs.proof(shown), late=late))
        return list(out.values())

    def failed_replays(self) -> list[FailedReplay]:
        """Requests that are sent again although the refresh failed."""
        out: dict[Point, FailedReplay] = {}
        for group, triggers, shown in self._sure(Broken.AFTER_FAILURE):
            said = [event.site for event in shown.events if event.kind == "point" and event.text.startswith("well ")]
            at = (self.proofs.point(said[-1]) if said else self._in_handler(triggers, shown)) or _begin(triggers, shown)
            out.setdefault(at, FailedReplay(at, group[0], self._guard(triggers, shown), self.proofs.proof(shown)))
        return list(out.values())

    # ---- places ----

    def _guard(self, triggers: tuple[Trigger, ...], shown: Shown) -> Guard | None:
        """The guard whose test the losing caller, or any, has passed."""
        tests = {site_of(Point(guard.code, guard.test)): guard for guard in _guards(triggers)}
        for mine in (True, False):
            for event in reversed(shown.events):
                if event.kind == "point" and event.site in tests and (not mine or event.actor == shown.violation.actor):
                    return tests[event.site]
        return None

    def _in_handler(self, triggers: tuple[Trigger, ...], shown: Shown) -> Point | None:
        """The instruction of a function on the way to the refresh that sends what breaks the property, else the innermost one."""
        codes = {step.code.key for trigger in triggers for step in trigger.chain}
        sends = [event.wire for event in shown.events if event.wire is not None and event.kind == "send" and not event.wire.is_refresh]
        wire = next((wire for wire in reversed(sends) if wire.site == shown.violation.site), None)
        if wire is None:
            return None
        before = next(set(each.trail) for each in sends if each.actor == wire.actor)  # what sent it the first time does not send it again
        fresh = [site for site in wire.trail if site not in before] or list(wire.trail)
        return self.proofs.point(next((site for site in fresh if self._is_within(site, codes)), next(iter(fresh), None)))

    def _is_within(self, site: Site, codes: set[tuple[str, int]]) -> bool:
        """Whether an instruction stands in one of the functions, or in a callback written in one."""
        point = self.proofs.point(site)
        return point is not None and any(each.key in codes for each in self.proofs.project.enclosing(point.code) if each.key[1])


def _begin(triggers: tuple[Trigger, ...], shown: Shown) -> Point:
    """Where a trigger begins: of what a library sends again this is the place in the project, for it was handed to the library."""
    first = triggers[shown.entries[0]].chain[0]
    return Point(first.code, first.index)


def _was_not_kept(shown: Shown) -> bool:
    """Whether a spent token is sent again because the new one was not kept: its sender came only after the refresh that spent it."""
    if shown.violation.broken is not Broken.RACE or shown.violation.how != "spent":
        return False
    renewed = next((at for at, event in enumerate(shown.events) if event.reply is not None and event.reply.pair), len(shown.events))
    refused = [
        at
        for at, event in enumerate(shown.events)
        if event.reply is not None and event.reply.status >= 400 and event.actor == shown.violation.actor and not _refreshes(event)
    ]
    return bool(refused) and refused[0] > renewed


def _refreshes(event: Event) -> bool:
    return event.wire is not None and event.wire.is_refresh


def _guards(triggers: Iterable[Trigger]) -> list[Guard]:
    return [trigger.guard for trigger in triggers if trigger.guard is not None]


def _works(shown: Shown) -> bool:
    """Whether the refresh of a run is one that works."""
    return shown.scenario.mode is RefreshMode.WORKS and not shown.scenario.no_token


def _comes_back(shown: Shown) -> bool:
    """Whether the caller that sent the refresh came to the guard, or sent a refresh, once more after that one was answered."""
    answered = False
    for event in shown.events:
        if event.wire is not None and event.wire.is_refresh and event.actor == shown.violation.actor:
            if event.kind == "answer":
                answered = True
            elif answered:
                return True
        elif answered and event.kind == "point" and event.text.startswith(("busy", "push")) and event.actor == shown.violation.actor:
            return True
    return False


def _sends(wire: object, point: Point) -> bool:
    return wire is not None and site_of(point) in getattr(wire, "trail", ())
