"""Dismissals: a session that is ended because a refresh failed, whatever the failure was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.accidents import Accident, Known, tells
from refreshlint.auth.concepts import Dismissal, Point, RefreshOperation
from refreshlint.auth.failing import Doubts, Failing, Outcome, Reached, Report
from refreshlint.auth.models import accidents as words
from refreshlint.auth.requests import Requests
from refreshlint.auth.session_ends import SessionEnds
from refreshlint.auth.startup import Startup
from refreshlint.auth.vocabulary import NOT_REFRESH_NAME, REFRESH_OPERATION
from refreshlint.finding import NO_NAMES, Names, Notice, NoticeKind
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls, Site
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Values


class _Frame(NamedTuple):
    """A function in which calls fail. steps: calls above the request."""

    code: Code
    inject: tuple[tuple[int, tuple[Outcome, ...]], ...]
    steps: int


class Dismissals:
    """Finds the session ends that a lost network or a broken backend leads to."""

    def __init__(
        self, project: Project, values: Values, calls: Calls, shapes: Shapes, requests: Requests, names: Names = NO_NAMES
    ) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.requests = requests
        self.ends = SessionEnds(project, values, calls, shapes, names)
        self.startup = Startup(project, values, calls, shapes, requests)
        self._steps = 0

    def dismissals(self, refreshes: Iterable[RefreshOperation]) -> list[Dismissal]:
        """One for each refresh and function that ends the session over it, in order of path and position."""
        found: dict[Key, Dismissal] = {}
        sources = [(refresh.at, True) for refresh in refreshes]
        known = {(point.code.module.path, point.code.function.code[point.index].start) for point, _ in sources}
        for points, refreshes_it in ((self._named_refreshes(), True), (self.startup.validations(), False)):
            for point in points:
                spot = (point.code.module.path, point.code.function.code[point.index].start)
                if spot not in known:
                    known.add(spot)
                    sources.append((point, refreshes_it))
        for source, refreshes_it in sources:
            if self._steps >= limits.FAILURE_ALL_STEPS:
                text = "so many requests are tried with a failure that what is made of those in this file was not followed"
                self.project.notices.append(Notice(NoticeKind.LIMIT, source.code.module.path, text))
                continue
            for dismissal in self._of(source, refreshes_it):
                found.setdefault(dismissal.function.key, dismissal)
        return sorted(found.values(), key=lambda each: (each.at.code.module.path, each.at.code.function.code[each.at.index].start))

    def _named_refreshes(self) -> Iterator[Point]:
        """Refreshes by name alone: of an SDK, which shares them by itself, of a client that cannot be followed, or in a function called so.

        Such a name is too little to ask who else refreshes; what is made of a failure does not depend on it.
        """
        for code in list(self.project.all_codes()):
            outer = self.project.named(code)
            owner = outer.function.owner_class
            inside = self._is_name(outer.function.name) or (
                owner >= 0 and self._is_name(outer.module.classes[owner].name) and words.RENEWS.search(outer.function.name) is not None
            )
            for index, instr in enumerate(code.function.code):
                if instr.op not in (ir.CALL, ir.INVOKE) or not instr.args:
                    continue
                if self.calls.targets(code, index):
                    continue
                name = self.ends.called(code, instr)
                if inside and self.requests.shape(code, instr) is not None:
                    yield Point(code, index)
                elif (self._is_name(name) or (inside and name in ("refresh", "renew"))) and self._is_waited_for(code, index):
                    if not any(value.kind in ("global", "const") for value in self.values.callee(code, instr)):
                        yield Point(code, index)

    @staticmethod
    def _is_name(name: str) -> bool:
        return bool(REFRESH_OPERATION.search(name)) and not NOT_REFRESH_NAME.search(name) and words.NO_REFRESH.search(name) is None

    @staticmethod
    def _is_waited_for(code: Code, index: int) -> bool:
        """Whether somebody waits for what a call gives: it is a promise."""
        return any(
            code.function.code[use].op in ir.AWAITS
            or code.function.code[use].op == ir.RETURN
            or (code.function.code[use].op == ir.INVOKE and code.function.code[use].data in ("then", "catch", "finally"))
            for use in code.uses.get(code.function.code[index].dst, ())
        )

    def _of(self, source: Point, refreshes: bool) -> Iterator[Dismissal]:
        by_function: dict[Key, Dismissal] = {}
        for accident in Accident:
            failing = Failing(self.project, self.values, self.calls, self.shapes, self.requests, self.ends, accident)
            reached = self._reached(source, failing, refreshes)
            self._steps += failing.steps
            if failing.steps >= limits.FAILURE_STEPS:
                continue
            for each in sorted(_sure(reached), key=lambda one: (one.at.code.key, one.at.index)):
                function = self.project.named(each.at.code)
                by_function.setdefault(
                    function.key, Dismissal(each.at, source, function, each.end.what, str(accident), each.trail, refreshes)
                )
        yield from by_function.values()

    def _reached(self, source: Point, failing: Failing, refreshes: bool) -> list[Reached]:
        """The session ends in the function of the request, else in those that the failure comes to by returns, errors and promises."""
        answer = failing.outcomes_of(source.code, source.index)
        start = tuple(each._replace(trail=((source, "the refresh fails" if refreshes else "the request fails"),)) for each in answer)
        work = [_Frame(source.code, ((source.index, start),), 0)]
        seen: set[tuple[Key, int]] = set()
        out: list[Reached] = []
        while work:
            frame = work.pop(0)
            failing.way.update(each.key for each in self._around(frame.code))
            report = failing.run(frame.code, dict(frame.inject))
            report = report._replace(outcomes=tuple(each for each in report.outcomes if each.thrown or tells(each.value)))
            ends = [each for each in report.ends if refreshes or self.startup.is_end(frame.code, each)]
            ends = [each for each in ends if not self._happens_anyway(frame, each)]
            out += ends
            if _sure(ends) or frame.steps >= limits.FAILURE_CALLERS:
                continue
            for above in self._above(frame, report, failing, out):
                mark = (above.code.key, above.inject[0][0])
                if mark not in seen and len(seen) < limits.FAILURE_SITES * limits.FAILURE_CALLERS:
                    seen.add(mark)
                    if refreshes or self.startup.may_pass(frame.code):
                        work.append(above)
        return out

    def _happens_anyway(self, frame: _Frame, reached: Reached) -> bool:
        """Whether a session end belongs to something else: it hangs on another condition, and comes without the failure as well."""
        if self.ends.by_name(self.project.named(frame.code).function.name) is not None:
            return True  # the user, or somebody else, has asked for it
        if not reached.forked or reached.at.code is not frame.code:
            return False
        starts = [after for index, _ in frame.inject for after in cfg.following(frame.code, index, lambda at: False)]
        return reached.at.index in cfg.reachable(frame.code, starts, throws=lambda at: False)

    def _around(self, code: Code) -> Iterator[Code]:
        for each in self.project.enclosing(code):
            if each.function.kind != "module":
                yield each

    def _above(self, frame: _Frame, report: Report, failing: Failing, out: list[Reached]) -> Iterator[_Frame]:
        """Where the failure of a function goes: to its callers, unless it stands for requests of all kinds."""
        for key, outcome in report.settled:
            for site in self.calls.callers(self.project.code(key)):
                if site.how == "sync":
                    yield _Frame(site.code, ((site.index, (outcome,)),), frame.steps)
        if not report.outcomes or (frame.steps > 0 and self._is_client(frame.code, frame)):
            return
        sites = self.calls.callers(frame.code)
        if len(sites) > limits.FAILURE_SITES:
            return
        for site in sites:
            if site.code.key[1] == 0 and site.how == "call":
                continue
            if site.how in ("call", "then", "catch", "finally"):
                outcomes = report.outcomes
                if site.how != "call":
                    outcomes = tuple(_promised(each) for each in outcomes)
                yield _Frame(site.code, ((site.index, self._returned(site, outcomes)),), frame.steps + (site.how == "call"))
            elif site.how == "registered":
                yield from self._registered(site, frame, report, failing, out)

    def _returned(self, site: Site, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
        step = (Point(site.code, site.index), "the failure comes back to its caller")
        return tuple(each._replace(trail=(*each.trail, step)[-limits.FAILURE_TRAIL :]) for each in outcomes)

    def _registered(self, site: Site, frame: _Frame, report: Report, failing: Failing, out: list[Reached]) -> Iterator[_Frame]:
        word = site.path.rsplit(".", 1)[-1]
        if words.CARRIES_FAILURE.search(word) and not site.option:
            yield _Frame(site.code, ((site.index, tuple(_promised(each) for each in report.outcomes)),), frame.steps)
        told = words.FAILS_INTO.get(site.option.rsplit(".", 1)[-1])
        if told is None:
            return
        instr = site.code.function.code[site.index]
        for register in self.values.arguments(instr):
            for entry in self.shapes.entries(site.code, register):
                if entry.key != told:
                    continue
                for value in self.values.of(entry.code, entry.register):
                    if value.is_function:
                        for each in report.outcomes:
                            promised = _promised(each).value
                            if promised is not None and promised.kind == "rejected":
                                handler = self.project.code(value.root[1])
                                out += failing.run(handler, {}, {0: promised.data}, None, True, each.doubts, each.trail).ends

    def _is_client(self, code: Code, frame: _Frame) -> bool:
        """Whether a function sends other requests than the refresh: its failure is that of any request."""
        failing = {index for index, _ in frame.inject}
        return any(
            instr.op in ir.CALLS and index not in failing and self.requests.shape(code, instr) is not None
            for index, instr in enumerate(code.function.code)
        )


def _promised(outcome: Outcome) -> Outcome:
    if outcome.thrown and outcome.value is not None:
        return outcome._replace(thrown=False, value=Known("rejected", outcome.value))
    return outcome


def _sure(reached: Iterable[Reached]) -> list[Reached]:
    """Those that no doubt is left of: where both sides of a condition that is not understood end the session, it does not matter."""
    best: dict[Doubts, Reached] = {}
    for each in reached:
        best.setdefault(each.doubts, each)
    work = list(best)
    while work:
        doubts = work.pop()
        for key, branch, taken in doubts:
            rest = doubts - {(key, branch, taken)}
            if rest | {(key, branch, not taken)} in best and rest not in best:
                best[rest] = best[doubts]
                work = list(best)
                break
    sure = best.get(frozenset())
    if sure is None:
        return []
    return [each for each in reached if not each.doubts] or [sure]
