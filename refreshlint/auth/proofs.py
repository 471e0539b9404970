"""What the explorer has shown of what the facts say, and its runs told as stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from refreshlint.auth.concepts import (
    Fact,
    FailedReplay,
    Guard,
    Leak,
    Overlap,
    Point,
    Proof,
    RefreshOperation,
    Replay,
    SelfRefresh,
    StaleReplay,
    Stranding,
    Trigger,
)
from refreshlint.auth.explorations import Explorations, site_of
from refreshlint.finding import Place, Verdict, WitnessStep
from refreshlint.interleave.backend import RefreshMode
from refreshlint.interleave.explorer import Exploration, Shown
from refreshlint.interleave.host import Site
from refreshlint.interleave.properties import Broken
from refreshlint.interleave.world import Event
from refreshlint.js.project import Project

_KINDS: dict[type[Fact], tuple[Broken, ...]] = {
    Stranding: (Broken.HANG,),
    SelfRefresh: (Broken.HANG, Broken.ENDLESS),
    StaleReplay: (Broken.STALE,),
    FailedReplay: (Broken.AFTER_FAILURE,),
}
"""What a run breaks that shows a fact."""


class Proofs:
    """Finds the run that shows a fact; groups are explored when first asked about."""

    def __init__(self, project: Project, explorations: Explorations, groups: list[list[RefreshOperation]]) -> None:
        self.project = project
        self.explorations = explorations
        self.groups = groups

    # ---- facts ----

    def overlap(self, overlap: Overlap) -> Proof | None:
        """A run in which two callers refresh at once, one of them from where the overlap is reported."""
        wanted = {site_of(overlap.at), site_of(overlap.refresh.at)}
        for shown in self._shown(overlap.group, Broken.RACE):
            if any(wanted & set(event.wire.trail) for event in shown.events if event.wire is not None and event.wire.is_refresh):
                return self.proof(shown)
        return None

    def guard(self, guard: Guard) -> Proof | None:
        """A run in which a guard lets a second caller through, or leaves it with nothing."""
        if guard.gap is not None or guard.not_shared:
            kinds: tuple[Broken, ...] = (Broken.RACE, Broken.LOST)
        else:
            kinds = (Broken.LOST, Broken.RACE)
        test = site_of(Point(guard.code, guard.test))
        for kind in kinds:
            for shown in self._shown(self._group_of(guard), kind):
                if any(event.kind == "point" and event.site == test for event in shown.events):
                    return self.proof(shown)
        return None

    def leak(self, leak: Leak) -> Proof | None:
        """A run after which the cell is still set, and a new call is stopped by it."""
        test = site_of(Point(leak.guard.code, leak.guard.test))
        group = self._group_of(leak.guard)
        for kind in (Broken.STUCK, Broken.HANG):
            for shown in self._shown(group, kind):
                if shown.violation.site == test and (kind is Broken.STUCK or shown.violation.how == "later"):
                    return self.proof(shown)
                if kind is Broken.HANG and shown.violation.how in ("later", "waits") and left_set(leak.guard, shown):
                    return self.proof(shown)
        return None

    def replay(self, replay: Replay) -> Proof | None:
        """A run in which a request is sent again without end."""
        wanted = site_of(replay.at)
        for group in self.groups:
            if any(
                site_of(refresh.at) == site_of(replay.refresh) or refresh.at.code.module.path == replay.at.code.module.path
                for refresh in group
            ):
                for shown in self._shown(group, Broken.ENDLESS):
                    if any(wanted in event.wire.trail for event in shown.events if event.wire is not None):
                        return self.proof(shown)
        return None

    def refutes(self, fact: Fact) -> bool:
        """Whether the explorer shows that what the facts say cannot happen."""
        if isinstance(fact, Stranding | SelfRefresh | StaleReplay | FailedReplay):
            groups: list[Iterable[RefreshOperation]] = [
                group for group in self.groups if any(refresh.at == fact.refresh.at for refresh in group)
            ]
            kinds = _KINDS[type(fact)]
        elif isinstance(fact, Overlap):
            groups = [fact.group]
            kinds = (Broken.RACE,)
        elif isinstance(fact, Replay):
            groups = [group for group in self.groups if any(refresh.at == fact.refresh for refresh in group)]
            kinds = (Broken.ENDLESS,)
        else:
            groups = [self._group_of(fact if isinstance(fact, Guard) else fact.guard)]
            kinds = (Broken.RACE, Broken.LOST) if isinstance(fact, Guard) else (Broken.STUCK, Broken.HANG)
        for group in groups:
            found = self.exploration(group)
            if found is None or not found[0].refutes(*kinds):
                return False
        return bool(groups)

    def _group_of(self, guard: Guard) -> Iterable[RefreshOperation]:
        for group in self.groups:
            for refresh in group:
                for trigger in self.explorations.flights.triggers(refresh):
                    other = trigger.guard
                    if other is not None and (other.code, other.test) == (guard.code, guard.test):
                        return group
        return ()

    def exploration(self, group: Iterable[RefreshOperation]) -> tuple[Exploration, tuple[Trigger, ...]] | None:
        """What was found about a group, and the triggers that its entries stand for."""
        refreshes = list(group)
        return self.explorations.of(refreshes) if refreshes else None

    def _shown(self, group: Iterable[RefreshOperation], kind: Broken) -> list[Shown]:
        found = self.exploration(group)
        if found is None:
            return []
        return sorted((each for each in found[0].shown if each.violation.broken is kind), key=lambda each: (not each.sure, each.steps))

    # ---- stories ----

    def proof(self, shown: Shown) -> Proof:
        """A run as a story."""
        verdict = Verdict.CONFIRMED if shown.sure else Verdict.LIKELY
        return Proof(verdict, tuple(Teller(self, shown).tell()))

    def point(self, site: Site | None) -> Point | None:
        """An instruction of the project that the explorer names; None of what lies outside of it."""
        if site is None or not site.path or self.project.module(site.path) is None:
            return None
        return Point(self.project.codes(site.path)[site.function], site.instruction)

    def place(self, site: Site | None) -> Place | None:
        """Where an instruction stands."""
        point = self.point(site)
        return point.code.place(point.index) if point is not None else None


_FAILS = {
    RefreshMode.REFUSED: "refuses the refresh with 401",
    RefreshMode.INVALID_GRANT: "refuses the refresh with 400 invalid_grant",
    RefreshMode.UNAVAILABLE: "answers the refresh with 503",
}


_ROUND_SENDS = 5
"""Requests told of a run without end: the first, and two rounds of a refresh and the request again."""


def left_set(guard: Guard, shown: Shown) -> bool:
    """Whether the cell is set when all is over: then that is what the caller waits for."""
    words = [event.text.split(" ")[0] for event in shown.events if event.kind == "point" and event.text.endswith(f" {guard.cell.name}")]
    return next((word for word in reversed(words) if word in ("set", "release")), "") == "set"


class Teller:
    """Tells a run: who does what, where, and what the tokens and cells are by then."""

    def __init__(self, proofs: Proofs, shown: Shown) -> None:
        self.proofs = proofs
        self.shown = shown
        self.under_way = 0
        self.token = "A1, expired"
        self.cells: dict[str, str] = {}
        self.asked: set[object] = set()

    def tell(self) -> Iterator[WitnessStep]:
        """The steps. Of rounds without end two are told."""
        endless, rounds = self.shown.violation.broken is Broken.ENDLESS, 0
        for event in self.shown.events:
            if endless and event.kind == "send":
                rounds += 1
                if rounds > _ROUND_SENDS:
                    break
            text = self._text(event)
            if text:
                backend = event.kind == "answer"
                actor, toward = ("backend", str(event.actor)) if backend else (str(event.actor), "")
                yield WitnessStep(actor, text, self.proofs.place(event.site), self._state(), toward)
        yield from self._end()

    def _state(self) -> tuple[tuple[str, str], ...]:
        return (("access token", self.token), ("refreshes under way", str(self.under_way)), *sorted(self.cells.items()))

    def _text(self, event: Event) -> str:
        wire, reply = event.wire, event.reply
        if event.kind == "point":
            return self._cell(event.text)
        if event.kind == "send" and wire is not None:
            if wire.is_refresh:
                self.under_way += 1
                return f"sends refresh token {wire.refresh}, to get a new pair" if wire.refresh else "asks for a new pair of tokens"
            with_token = f" with access token {wire.access}" if wire.access else ""
            again = event.actor in self.asked
            self.asked.add(event.actor)
            return f"sends its request again{with_token}" if again else f"sends a request{with_token}"
        if event.kind == "answer" and wire is not None and reply is not None:
            return self._answer(event)
        if event.kind == "remove" and event.text:
            return f"deletes {event.text} from the store"
        return ""

    def _answer(self, event: Event) -> str:
        wire, reply = event.wire, event.reply
        assert wire is not None and reply is not None
        if not wire.is_refresh:
            return "answers 200" if reply.status < 400 else f"answers {reply.status}: the access token is not valid"
        self.under_way -= 1
        if reply.pair:
            self.token = f"A{reply.pair}"
            return f"gives out pair {reply.pair} and revokes refresh token {wire.refresh}"
        if reply.status == 0:
            return "is never reached: the network fails during the refresh"
        if reply.reused:
            return f"meets refresh token {wire.refresh} a second time, takes it for stolen, and ends the session"
        return _FAILS.get(self.shown.scenario.mode, f"refuses the refresh with {reply.status}")

    def _cell(self, text: str) -> str:
        word, _, name = text.partition(" ")
        if word == "set":
            self.cells[name] = "set"
            return f"sets {name}"
        if word == "release":
            self.cells[name] = "clear"
            return f"clears {name}"
        if word == "busy":
            return f"finds {name} set, and goes the way of a late caller"
        said = {
            "push": f"waits on {name}",
            "drop": f"empties {name}",
            "wake": f"is called back from {name}",
            "well": f"is told by {name} that all is well",
        }
        if word in said:
            return said[word]
        return f"finds that {name} is not set, and goes on to refresh"

    def _end(self) -> Iterator[WitnessStep]:
        violation = self.shown.violation
        actor, place = violation.actor, self.proofs.place(violation.site)
        last = {
            Broken.LOST: f"gets {violation.how}, although the refresh worked",
            Broken.HANG: "is never answered: nothing is left that could wake it",
            Broken.STUCK: "is turned away although no refresh runs, and so is every call after it",
            Broken.ENDLESS: "goes round once more, and again, without an end",
        }
        if violation.broken is Broken.RACE and violation.how != "spent":
            first = next((str(event.actor) for event in self.shown.events if event.wire and event.wire.is_refresh), actor)
            text = "answers the first refresh with a new pair, and revokes the old refresh token"
            yield WitnessStep("backend", text, None, self._state(), first)
            text = "meets the old refresh token again, takes it for stolen, and ends the session"
            yield WitnessStep("backend", text, place, self._state(), actor)
        elif violation.broken in last:
            yield WitnessStep(actor, last[violation.broken], place, self._state())
