"""Requests that are sent again although the refresh failed, told from the code alone.

Two shapes are sure: a failure that is made and not handed on (`Promise.reject(error);` as a statement of its own), and a refresh that
catches its failure and ends well, called by one who looks at nothing before he sends again.
"""

from __future__ import annotations

from itertools import pairwise

from refreshlint.auth.concepts import FailedReplay, Point
from refreshlint.auth.leaks import Leaks
from refreshlint.auth.starts import Start, Starts
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code


class FailedReplays:
    """Looks at what follows a refresh that failed."""

    def __init__(self, starts: Starts, leaks: Leaks) -> None:
        self.starts = starts
        self.leaks = leaks
        self.project = starts.project

    def failed_replays(self) -> list[FailedReplay]:
        """At most one for each place that sends again."""
        out: dict[Point, FailedReplay] = {}
        for start in self.starts.starts():
            for index, lost in self._goes_on(start):
                at = Point(start.at.code, index)
                out.setdefault(at, FailedReplay(at, start.refresh, None, None, lost))
        return list(out.values())

    def _goes_on(self, start: Start) -> list[tuple[int, Point]]:
        code = start.at.code
        sends = list(self.starts.sends(start))
        out: list[tuple[int, Point]] = []
        for lost in self._dropped_rejections(start):
            reached = cfg.reachable(code, [lost])
            out += [(index, Point(code, lost)) for index in sends if index in reached]
        lost_below = self._swallowed(start)
        if lost_below is not None:
            out += [(index, lost_below) for index in sends if self._is_straight(code, start.done, index)]
        return out

    def _dropped_rejections(self, start: Start) -> list[int]:
        """`Promise.reject(error);` in the catch around the start, its promise used by nobody."""
        code = start.at.code
        handler = code.function.blocks[code.block_of[start.done]].handler
        if handler < 0:
            return []
        reached = cfg.reachable(code, [code.function.blocks[handler].start])
        out = []
        for index in sorted(reached):
            instr = code.function.code[index]
            if instr.op == ir.INVOKE and instr.data == "reject" and not code.uses.get(instr.dst):
                if self.leaks.guards.places.shapes.names(code, instr.args[0])[:1] == ("Promise",):
                    out.append(index)
        return out

    def _swallowed(self, start: Start) -> Point | None:
        """Where a called function catches the failure of the refresh, if no failure gets from there up to the caller."""
        levels = (*start.below, None)
        for below, deeper in pairwise(levels):
            assert below is not None
            if below is start.at.code or below.function.kind == "module" or self.leaks.rejects(below):
                return None
            for index in self._waits_for(below, deeper, start) if below.function.is_async else ():
                handler = below.function.blocks[below.block_of[index]].handler
                first = below.function.blocks[handler].start if handler >= 0 else -1
                if handler < 0 or below.function.code[first].start == below.function.code[first].end:
                    continue  # nothing catches, or only a `finally`
                reached = cfg.reachable(below, [first], throws=lambda at, code=below: code.function.code[at].op == ir.THROW)  # type: ignore[misc]
                if not any(below.function.code[at].op == ir.THROW for at in reached) and not self._ends_elsewhere(below, reached):
                    return Point(below, first)
        return None

    def _waits_for(self, below: Code, deeper: Code | None, start: Start) -> list[int]:
        """The awaits in a function by which it waits for the function below it, or for the request."""
        out = []
        for index, instr in enumerate(below.function.code):
            for made in below.definitions.get(instr.args[0], ()) if instr.op in ir.AWAITS else ():
                if Point(below, made) == start.refresh.at or any(deeper is target for target in self.starts.calls.targets(below, made)):
                    out.append(index)
        return out

    @staticmethod
    def _ends_elsewhere(below: Code, reached: set[int]) -> bool:
        """Whether the catch gives back something else than a plain "no": a rejection, a value that cannot be seen."""
        for at in reached:
            instr = below.function.code[at]
            if instr.op == ir.RETURN:
                found = [below.function.code[index] for index in below.definitions.get(instr.args[0], ())]
                if any(each.op != ir.CONST or (each.data and each.data is not ir.UNDEFINED) for each in found):
                    return True
        return False

    @staticmethod
    def _is_straight(code: Code, done: int, index: int) -> bool:
        """Whether nothing is tested between the end of the refresh and what is sent."""
        between = cfg.reachable(code, [done], stop=lambda at: at == index, throws=lambda at: False)
        return index in between and not any(code.function.code[at].op in (ir.BRANCH, ir.THROW, ir.NEXT) for at in between)
