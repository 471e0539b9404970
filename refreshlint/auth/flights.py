"""The judgement on refresh groups: which triggers overlap, which guards fail."""

from __future__ import annotations

from collections.abc import Callable

from refreshlint.auth.concepts import Guard, Overlap, Point, RefreshOperation, Trigger, TriggerKind
from refreshlint.auth.guards import Guards
from refreshlint.auth.requests import Requests
from refreshlint.auth.triggers import Triggers
from refreshlint.js import ir
from refreshlint.js.calls import Site
from refreshlint.js.project import Code

NEAR = 4
"""Steps within which an uncalled function still says that it wants the refresh, and not something else that leads there."""


class Flights:
    """Groups refresh operations and looks for overlaps."""

    def __init__(self, guards: Guards, requests: Requests, triggers: Triggers, unit_of: Callable[[str], str]) -> None:
        self.guards = guards
        self.requests = requests
        self.finder = triggers
        self.unit_of = unit_of
        self._triggers: dict[Point, list[Trigger]] = {}

    def triggers(self, refresh: RefreshOperation) -> list[Trigger]:
        """The triggers of a refresh, found once."""
        found = self._triggers.get(refresh.at)
        if found is None:
            found = self.finder.triggers(refresh)
            self._triggers[refresh.at] = found
        return found

    def groups(self, refreshes: list[RefreshOperation]) -> list[list[RefreshOperation]]:
        """Refreshes of one app that spend the same credential: same endpoint, or none known."""
        table: dict[tuple[str, str], list[RefreshOperation]] = {}
        for refresh in refreshes:
            table.setdefault((self.unit_of(refresh.at.code.module.path), refresh.endpoint), []).append(refresh)
        return list(table.values())

    def overlaps(self, group: list[RefreshOperation]) -> list[Overlap]:
        """Where a group's refresh can be started twice at once with nothing shared: one Overlap for each function that lacks the cell."""
        guarded: list[tuple[RefreshOperation, Trigger]] = []
        bare: list[tuple[RefreshOperation, Trigger]] = []
        for refresh in group:
            for trigger in self.triggers(refresh):
                if trigger.kind is TriggerKind.USER and trigger.guard is None:
                    continue
                (guarded if trigger.guard is not None else bare).append((refresh, trigger))
        if guarded:  # a button that goes past the guard which the app has is a way like any other
            bare += [
                (refresh, trigger)
                for refresh in group
                for trigger in self.triggers(refresh)
                if trigger.kind is TriggerKind.USER and trigger.guard is None
            ]
        out: dict[Point, Overlap] = {}
        cells = {trigger.guard.cell.identity: trigger for _, trigger in guarded if trigger.guard is not None}
        starters = [(refresh, trigger) for refresh, trigger in bare if self.starts(trigger)]
        many = [(refresh, trigger) for refresh, trigger in starters if trigger.many]
        for refresh, trigger in starters:
            unit = self._unit(trigger)
            other = self._partner(
                trigger,
                [(each, found) for each, found in starters if self._unit(found) == unit],
                [(each, found) for each, found in many if self._unit(found) == unit],
                [(each, found) for each, found in guarded if self._unit(found) == unit],
            )
            if other is None:
                continue
            guard = other.guard
            at = self._outside(refresh, trigger, [found for each, found in guarded if each.at == refresh.at])
            out.setdefault(at, Overlap(refresh, at, trigger, other, guard, tuple(group)))
        if len(cells) > 1:
            for overlap in self._rivals(group, guarded):
                out.setdefault(overlap.at, overlap)
        return list(out.values())

    def _unit(self, trigger: Trigger) -> str:
        """The app in which a trigger begins."""
        return self.unit_of(_spot(trigger.chain[0])[0].module.path)

    def starts(self, trigger: Trigger) -> bool:
        """Whether a trigger is known to start the refresh at all: something calls it, or runs it on its own."""
        return trigger.many or trigger.mutual or trigger.kind is not TriggerKind.CALL or 1 < len(trigger.chain) <= NEAR

    @staticmethod
    def _partner(
        trigger: Trigger,
        starters: list[tuple[RefreshOperation, Trigger]],
        many: list[tuple[RefreshOperation, Trigger]],
        guarded: list[tuple[RefreshOperation, Trigger]],
    ) -> Trigger | None:
        """A second trigger that can run while the first does."""
        if trigger.many:
            return trigger
        for _, other in many:
            return other
        for _, other in guarded:
            return other
        for _, other in starters:
            if other is not trigger and _begin(other) != _begin(trigger) and not arms(other, trigger) and not arms(trigger, other):
                return other
        return None

    def _outside(self, refresh: RefreshOperation, trigger: Trigger, guarded: list[Trigger]) -> Point:
        """Where to report: at the request, or where other ways to the same request are guarded, at the call outside of the guard."""
        if not guarded:
            return self._boundary(refresh, trigger)
        kept = {_spot(step) for other in guarded for step in other.chain}
        for step in reversed(trigger.chain):
            if _spot(step) not in kept:
                code, index = _spot(step)
                return Point(code, index)
        return refresh.at

    def _boundary(self, refresh: RefreshOperation, trigger: Trigger) -> Point:
        """The request, or where the function around it does nothing but send it and hand back the answer, the call of that function.

        One kind of refresher among others that are handed in knows nothing of its callers: there the call is the place as well.
        """
        code = refresh.at.code
        if len(trigger.chain) > 1:
            outer, index = _spot(trigger.chain[-2])
            if self.guards.calls.is_injected(outer, index):
                return Point(outer, index)
        if len(trigger.chain) > 1 and self.requests.is_handed_back(refresh.at):
            outer, index = _spot(trigger.chain[-2])
            if outer is not code and code in self.guards.calls.targets(outer, index):
                return Point(outer, index)
        return refresh.at

    def _rivals(self, group: list[RefreshOperation], guarded: list[tuple[RefreshOperation, Trigger]]) -> list[Overlap]:
        """Ways that are guarded each by its own cell: the cell that most ways pass is the main one, the others stand beside it."""
        ways: dict[tuple[object, ...], list[tuple[RefreshOperation, Trigger]]] = {}
        for refresh, trigger in guarded:
            if trigger.guard is not None and trigger.guard.cell.identity[0] != "library":
                ways.setdefault(trigger.guard.cell.identity, []).append((refresh, trigger))
        order = sorted(ways.values(), key=lambda found: (not any(trigger.many for _, trigger in found), -len(found)))
        out: list[Overlap] = []
        for found in order[1:]:
            main = order[0][0][1]
            refresh, trigger = found[0]
            if trigger.guard is None or main.guard is None or self._together(trigger.guard, main.guard):
                continue
            if self._unit(trigger) != self._unit(main):
                continue  # two apps that share a library do not share a session
            kept = {_spot(step) for _, other in order[0] for step in other.chain}
            point = next((Point(*_spot(step)) for step in reversed(trigger.chain) if _spot(step) not in kept), refresh.at)
            out.append(Overlap(refresh, point, trigger, main, main.guard, tuple(group)))
        return out

    def _together(self, one: Guard, two: Guard) -> bool:
        """Whether two cells belong to one guard: tested in one function, or one written where the other is."""
        if one.code is two.code:
            return True
        around = {each.key for each in self.guards.project.enclosing(one.code)}
        return any(point.code.key in around for point in (*two.sets, *two.releases) if point.code.key[1] != 0)

    def guards_of(self, group: list[RefreshOperation]) -> list[tuple[RefreshOperation, Guard, bool]]:
        """The guards of a group: (refresh, guard, whether a late caller's outcome matters to somebody)."""
        out: dict[tuple[tuple[str, int], int, tuple[object, ...]], tuple[RefreshOperation, Guard, bool]] = {}
        for refresh in group:
            triggers = self.triggers(refresh)
            for trigger in triggers:
                guard = trigger.guard
                if guard is None or guard.cell.identity[0] == "library" or trigger.kind is TriggerKind.USER:
                    continue
                mark = (guard.code.key, guard.test, guard.cell.identity)
                out.setdefault(mark, (refresh, guard, self._matters(guard)))
        return list(out.values())

    def _matters(self, guard: Guard) -> bool:
        """Whether someone builds on the outcome of the guarded function: awaits it, returns it, uses its value."""
        if self._is_handed_out(guard.code):
            return True
        work: list[Code] = [guard.code]
        seen: set[tuple[str, int]] = set()
        while work:
            code = work.pop()
            if code.key in seen:
                continue
            seen.add(code.key)
            for site in self.guards.calls.callers(code):
                if site.how in ("registered", "then", "catch"):
                    if not any(word in site.path for word in ("setInterval", "setTimeout", "addEventListener", "Effect", "AppState")):
                        return True
                elif site.how in ("call", "sync"):
                    instr = site.code.function.code[site.index]
                    for use in site.code.uses.get(instr.dst, ()):
                        op = site.code.function.code[use].op
                        if op == ir.RETURN:
                            work.append(site.code)
                        elif op == ir.AWAIT:
                            if site.code.uses.get(site.code.function.code[use].dst) or self._goes_on(site.code, use):
                                return True
                        elif op not in (ir.UNARY,):
                            return True
        return False

    def _is_handed_out(self, code: Code) -> bool:
        """Whether the function around gives a function away in an object, as hooks and contexts do."""
        outer = self.guards.project.parent(code)
        if outer is None or outer.function.kind == "module":
            return False
        values = self.guards.values
        for value in values.returns(outer):
            if value.kind == "object" and not value.ops:
                owner = self.guards.project.code(value.root[1])
                for register in owner.function.code[value.root[2]].args:
                    if any(each.root == ("func", code.key) for each in values.of(owner, register)):
                        return True
        return False

    def _goes_on(self, code: Code, index: int) -> bool:
        """Whether after an await the function goes on to a request."""
        block = code.function.code[index + 1 :]
        return any(
            instr.op in ir.CALLS and self.requests.request(code, index + 1 + at) is not None for at, instr in enumerate(block)
        )


def _spot(step: Site | Point) -> tuple[Code, int]:
    return step.code, step.index


def _begin(trigger: Trigger) -> tuple[tuple[str, int], int]:
    code, index = _spot(trigger.chain[0])
    return code.key, index


def arms(first: Trigger, timer: Trigger) -> bool:
    """Whether a trigger sets the time-out that is the other one: it refreshes now, or when the time has come."""
    begin = timer.chain[0]
    if timer.kind is not TriggerKind.TIMER or not isinstance(begin, Site) or not begin.path.endswith("setTimeout"):
        return False
    return any(step.code is begin.code for step in first.chain)
