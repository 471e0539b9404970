"""The questions that rules ask. Everything is computed when first asked for, once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from refreshlint.auth.clients import Clients
from refreshlint.auth.clock import Clock
from refreshlint.auth.concepts import (
    BareExpiryCheck,
    Dismissal,
    DroppedRotation,
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
    SessionConfiguration,
    StaleReplay,
    Stranding,
    TokenLog,
    TokenWrite,
    TriggerKind,
    UnawaitedWrite,
    UnitMismatch,
)
from refreshlint.auth.declarations import Declarations
from refreshlint.auth.dismissals import Dismissals
from refreshlint.auth.expiries import Expiries
from refreshlint.auth.failures import FailedReplays
from refreshlint.auth.flights import Flights
from refreshlint.auth.guards import FREES, Guards
from refreshlint.auth.keeping import Keeping
from refreshlint.auth.leaks import Leaks
from refreshlint.auth.logs import Logs
from refreshlint.auth.picture import picture
from refreshlint.auth.places import Places
from refreshlint.auth.requests import Requests
from refreshlint.auth.retries import Retries
from refreshlint.auth.rotation import Rotation
from refreshlint.auth.selfrefresh import SelfRefreshes
from refreshlint.auth.session_ends import SessionEnds
from refreshlint.auth.stale import StaleReplays
from refreshlint.auth.starts import Starts
from refreshlint.auth.stores import Stores
from refreshlint.auth.strandings import Strandings
from refreshlint.auth.triggers import Triggers
from refreshlint.auth.waiters import WaiterLists
from refreshlint.finding import NO_NAMES, LoginPicture, Names, Place
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values

if TYPE_CHECKING:
    from refreshlint.auth.proofs import Proofs
    from refreshlint.auth.shown import Discoveries

SEEDS = re.compile(
    rb"refresh|reissue|renew|re_?auth|tokens?\b|Token|jwt|JWT|\b401\b|nauthori[sz]ed|session|Session|[sS]torage|SecureStore|mmkv|MMKV"
    rb"|persist|credential|Credential"
)
"""Bytes without which a file can hold neither a refresh nor a store of tokens. Imports, and callers by name, bring in the rest."""

CALLER_ROUNDS = 3
"""How often files are searched for the names of functions on the way to a refresh."""

_COMMON_NAMES = frozenset({"default", "get", "post", "put", "delete", "request", "fetch", "api", "client", "App", "constructor", "init"})


def _seeds(names: Names) -> re.Pattern[bytes]:
    """SEEDS, and the words that the project's settings name."""
    own = [re.escape(name.encode()) for name in names.words]
    return re.compile(b"|".join([SEEDS.pattern, *own])) if own else SEEDS


class Auth:
    """What is known about tokens in a project."""

    def __init__(self, project: Project, units: dict[str, str], *, explore: bool = True, names: Names = NO_NAMES) -> None:
        self.project = project
        self._explore = explore
        self._names = names
        self._units = units
        seeds = _seeds(names)
        for path in project.paths:
            if project.files.mentions(path, seeds):
                project.module(path)
        self.values = Values(project)
        self.calls = Calls(project, self.values)
        self.calls.update()
        self.shapes = Shapes(project, self.values)
        self._load_callers()
        self.requests = Requests(project, self.values, self.calls, self.shapes, names)
        self.places = Places(project, self.values, self.calls, self.shapes)
        self._declarations = Declarations(self.places)
        self.guards = Guards(project, self.values, self.calls, self.places)
        self.finder = Triggers(self.guards, self.requests)
        self.flights = Flights(self.guards, self.requests, self.finder, self.unit_of)
        self._leaks = Leaks(self.guards, self.requests)

    def _load_callers(self) -> None:
        """Lower the files that mention, by name, an exported function on the way to a refresh."""
        searched: set[str] = set()
        for _ in range(CALLER_ROUNDS):
            requests = Requests(self.project, self.values, self.calls, self.shapes, self._names)
            names: set[str] = set()
            for refresh in requests.refreshes():
                names |= self._names_upwards(refresh.at.code)
            names -= searched
            searched |= names
            wanted = [re.escape(name.encode()) for name in sorted(names) if len(name) > 2 and name not in _COMMON_NAMES]
            if not wanted:
                return
            pattern = re.compile(rb"\b(?:" + b"|".join(wanted) + rb")\b")
            loaded = set(self.project.loaded)
            fresh = False
            for path in self.project.paths:
                if path not in loaded and self.project.files.mentions(path, pattern):
                    self.project.module(path)
                    fresh = True
            if not fresh:
                return
            self.values.forget()
            self.calls.update()

    def _names_upwards(self, code: Code) -> set[str]:
        """The names under which a function, those around it and its callers can be reached from other files."""
        names: set[str] = set()
        seen: set[tuple[str, int]] = set()
        work = [code]
        while work and len(seen) < 60:
            at = work.pop()
            if at.key in seen:
                continue
            seen.add(at.key)
            for each in self.project.enclosing(at):
                if each.function.name:
                    names.add(each.function.name)
                if each.function.owner_class >= 0:
                    names.add(each.module.classes[each.function.owner_class].name)
            module = at.module
            names.update(export.name for export in module.exports if export.binding >= 0 and self._holds(module.path, export.binding, at))
            work.extend(site.code for site in self.calls.callers(at) if site.code.key[1] != 0)
        return names

    def _holds(self, path: str, binding: int, code: Code) -> bool:
        """Whether an exported binding is a class instance, object or hook around a function."""
        for value in self.values.binding(path, binding):
            if value.kind == "func" and any(each.key == value.root[1] for each in self.project.enclosing(code)):
                return True
            if value.kind in ("instance", "class") and value.root[1] == path and value.root[2] == code.function.owner_class:
                return True
            if value.kind in ("store", "object") and value.root[1][0] == path:
                return True
        return False

    # ---- subjects ----

    def subjects(self, kind: type[Any]) -> Iterable[Any]:
        """All instances of a concept, in order of path and position."""
        questions: dict[type[Any], Callable[[], Iterable[Any]]] = {
            RefreshOperation: lambda: self.refreshes,
            Overlap: lambda: [*self.overlaps, *(self._shown.overlaps(self.overlaps) if self._shown else ())],
            Guard: lambda: [*self._guards, *(self._shown.guards(self._faulty, self.overlaps) if self._shown else ())],
            Leak: lambda: [*self.leaks, *(self._shown.leaks(self.leaks) if self._shown else ())],
            Replay: lambda: [*self.replays, *(self._shown.replays(self.replays) if self._shown else ())],
            Stranding: lambda: _joined(self._shown.strandings(self._strandings) if self._shown else [], self._strandings),
            SelfRefresh: lambda: _joined(self._shown.self_refreshes() if self._shown else [], self._self_refreshes),
            StaleReplay: lambda: _joined(self._shown.stale_replays(self._faulty) if self._shown else [], self._stale_replays),
            FailedReplay: lambda: _joined(self._shown.failed_replays() if self._shown else [], self._failed_replays),
            BareExpiryCheck: lambda: self.bare_expiry_checks,
            UnitMismatch: lambda: self.unit_mismatches,
            TokenWrite: lambda: self.token_writes,
            TokenLog: lambda: self.token_logs,
            UnawaitedWrite: lambda: self.unawaited_writes,
            DroppedRotation: lambda: self.dropped_rotations,
            SessionConfiguration: lambda: self.session_configurations,
            Dismissal: lambda: self.dismissals,
        }
        return questions[kind]()

    @cached_property
    def refreshes(self) -> list[RefreshOperation]:
        """The refresh operations of the project."""
        return self.requests.refreshes()

    @cached_property
    def clients(self) -> list[Point]:
        """Where HTTP and GraphQL clients are made."""
        return self.requests.clients()

    @cached_property
    def _groups(self) -> list[list[RefreshOperation]]:
        return self.flights.groups(self.refreshes)

    @cached_property
    def proofs(self) -> Proofs | None:
        """What the explorer shows; None where it was turned off, and where there is nothing to play."""
        if not self._explore or not self._groups:
            return None
        from refreshlint.auth.explorations import Explorations  # the machine takes as long to import as all the rest
        from refreshlint.auth.proofs import Proofs

        return Proofs(self.project, Explorations(self.project, self.guards, self.flights, self._stores), self._groups)

    @cached_property
    def _shown(self) -> Discoveries | None:
        if self.proofs is None:
            return None
        from refreshlint.auth.shown import Discoveries

        return Discoveries(self.proofs)

    @property
    def _guards(self) -> list[Guard]:
        return [guard for _, guard, _ in self.guarded]

    @property
    def _faulty(self) -> list[Guard]:
        return [guard for guard in self._guards if not guard.works and (not guard.gives_up or self.matters(guard))]

    def proof(self, fact: Fact) -> Proof | None:
        """A run that shows what the facts say, if the explorer found one."""
        if isinstance(fact, Stranding | SelfRefresh | StaleReplay | FailedReplay):
            return fact.proof
        if self.proofs is None:
            return None
        if isinstance(fact, Overlap):
            return self.proofs.overlap(fact)
        if isinstance(fact, Guard):
            return self.proofs.guard(fact)
        return self.proofs.leak(fact) if isinstance(fact, Leak) else self.proofs.replay(fact)

    def is_refuted(self, fact: Fact) -> bool:
        """Whether the explorer shows that what the facts say cannot happen."""
        return self.proofs is not None and self.proofs.refutes(fact)

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Refreshes that two callers can start at once with nothing shared."""
        return [overlap for group in self._groups for overlap in self.flights.overlaps(group)]

    @cached_property
    def guarded(self) -> list[tuple[RefreshOperation, Guard, bool]]:
        """The guards of all groups; the last part says whether somebody builds on what a late caller gets."""
        return [found for group in self._groups for found in self.flights.guards_of(group)]

    @cached_property
    def leaks(self) -> list[Leak]:
        """Cells that may stay set after the refresh has ended."""
        out: dict[tuple[object, ...], Leak] = {}
        for _, guard, _ in self.guarded:
            leak = self._leaks.leak(guard)
            if leak is not None:
                out.setdefault(guard.cell.identity, leak)
        return list(out.values())

    @cached_property
    def replays(self) -> list[Replay]:
        """Requests sent again after a refresh."""
        return self._retries.replays(self.refreshes)

    @cached_property
    def _retries(self) -> Retries:
        return Retries(self.project, self.values, self.calls, self.shapes, self.requests, self.finder, self._intercepted)

    @cached_property
    def _intercepted(self) -> Clients:
        return Clients(self.project, self.values, self.calls, self.shapes)

    @cached_property
    def _waiters(self) -> WaiterLists:
        return WaiterLists(self.guards)

    @cached_property
    def _strandings(self) -> list[Stranding]:
        return Strandings(self._leaks, self._waiters).strandings((refresh, guard) for refresh, guard, _ in self.guarded)

    @cached_property
    def _self_refreshes(self) -> list[SelfRefresh]:
        return SelfRefreshes(self._retries, self.guards, self._waiters).self_refreshes(self.refreshes)

    @cached_property
    def _starts(self) -> Starts:
        return Starts(self._retries, self.guards, self.requests, self.refreshes)

    @cached_property
    def _stale_replays(self) -> list[StaleReplay]:
        return StaleReplays(self._starts, self._retries).stale_replays()

    @cached_property
    def _failed_replays(self) -> list[FailedReplay]:
        return FailedReplays(self._starts, self._leaks).failed_replays()

    @cached_property
    def _stores(self) -> Stores:
        return Stores(self.project, self.values, self.calls, self.shapes, self._names)

    @cached_property
    def token_writes(self) -> list[TokenWrite]:
        """Writes of tokens to unencrypted stores of native apps."""
        return self._stores.token_writes()

    @cached_property
    def token_logs(self) -> list[TokenLog]:
        """Tokens that are printed, logged or reported."""
        return Logs(self.requests, self._stores, self._intercepted, self._names).token_logs()

    @cached_property
    def unawaited_writes(self) -> list[UnawaitedWrite]:
        """Asynchronous writes of new tokens that a refresh does not wait for."""
        return Keeping(self.project, self.calls, self._stores, self.places.redux).unawaited(self.refreshes)

    @cached_property
    def dropped_rotations(self) -> list[DroppedRotation]:
        """Refreshes that keep the new access token but not the new refresh token."""
        return Rotation(self.project, self.calls).dropped(self.refreshes)

    @cached_property
    def unit_mismatches(self) -> list[UnitMismatch]:
        """Expiries of tokens that are read in the wrong unit."""
        return self._expiries.mismatches()

    @cached_property
    def bare_expiry_checks(self) -> list[BareExpiryCheck]:
        """Expiries of tokens that are compared without a margin, where that alone decides."""
        repaired = {
            self.unit_of(refresh.at.code.module.path)
            for refresh in self.refreshes
            if any(trigger.kind is TriggerKind.UNAUTHORIZED for trigger in self.flights.triggers(refresh))
        }
        return self._expiries.bare_checks(self.refreshes, lambda path: self.unit_of(path) in repaired)

    @cached_property
    def _expiries(self) -> Expiries:
        clock = Clock(self.project, self.values, self.calls, self.shapes)
        ends = SessionEnds(self.project, self.values, self.calls, self.shapes, self._names)
        return Expiries(self.project, self.values, self.calls, self.shapes, clock, ends, self.unit_of)

    @cached_property
    def session_configurations(self) -> list[SessionConfiguration]:
        """SDKs that are told to keep their session in an unencrypted store."""
        return self._stores.session_configurations()

    @cached_property
    def picture(self) -> LoginPicture:
        """How the app signs in and stays signed in, in words."""
        return picture(self)

    @cached_property
    def dismissals(self) -> list[Dismissal]:
        """Sessions that are ended over a failed refresh, or a failed check of the stored token, that was no refusal."""
        found = Dismissals(self.project, self.values, self.calls, self.shapes, self.requests, self._names)
        return found.dismissals(self.refreshes)

    def refresh_of(self, guard: Guard) -> RefreshOperation:
        """The refresh that a guard is there for."""
        for group in self._groups:
            for refresh in group:
                for trigger in self.flights.triggers(refresh):
                    if trigger.guard is not None and (trigger.guard.code, trigger.guard.test) == (guard.code, guard.test):
                        return refresh
        raise LookupError("a guard of no refresh")

    def matters(self, guard: Guard) -> bool:
        """Whether somebody builds on what a late caller gets from a guarded function."""
        return guard.gives_up == FREES or next(
            matters for _, each, matters in self.guarded if (each.code, each.test) == (guard.code, guard.test)
        )

    def test_of(self, guard: Guard) -> Point:
        """Where a guard tests its cell."""
        return Point(guard.code, guard.test)

    def cell_of(self, guard: Guard) -> Place:
        """Where the cell of a guard is declared; where it is tested, if its declaration is not seen."""
        return self._declarations.of(guard) or self.place(self.test_of(guard))

    def gap_of(self, guard: Guard) -> Point:
        """The await between test and set of a guard that has one."""
        return Point(guard.code, guard.test if guard.gap is None else guard.gap)

    # ---- places and names ----

    def place(self, point: Point) -> Place:
        """Where an instruction stands."""
        return point.code.place(point.index)

    def name(self, code: Code) -> str:
        """What people call a function: its name, or that of the named one around it."""
        for each in self.project.enclosing(code):
            if each.function.kind != "module" and each.function.name and each.function.name != "default":
                owner = each.function.owner_class
                cls = each.module.classes[owner].name if owner >= 0 and each.function.kind != "arrow" else ""
                return f"{cls}.{each.function.name}" if cls else each.function.name
        return code.module.path.rsplit("/", 1)[-1]

    def unit_of(self, path: str) -> str:
        """The app that a file belongs to: the folder of its nearest package.json."""
        folder = path.rpartition("/")[0]
        while folder and folder not in self._units:
            folder = folder.rpartition("/")[0]
        return self._units.get(folder, "")


Found = TypeVar("Found", Stranding, SelfRefresh, StaleReplay, FailedReplay)


def _joined(shown: list[Found], told: list[Found]) -> list[Found]:
    """What runs show, and what the facts tell beside it: of one function the run is the better witness."""
    known = {code.key for fact in shown for code in _codes(fact)}
    out = list(shown)
    out += [fact for fact in told if not any(code.key in known for code in _codes(fact))]
    return out


def _codes(fact: Stranding | SelfRefresh | StaleReplay | FailedReplay) -> list[Code]:
    """The functions that a fact is about."""
    return [fact.at.code] if fact.guard is None else [fact.at.code, fact.guard.code]
