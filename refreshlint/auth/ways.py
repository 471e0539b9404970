"""Ways through functions: what a function comes to run, by calls and callbacks, and what runs before what."""

from __future__ import annotations

from typing import NamedTuple

from refreshlint import limits
from refreshlint.js import cfg, ir
from refreshlint.js.calls import Calls, Site
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Key

_USER_ACTIONS = frozenset({"jsx"})
_AT_ONCE = frozenset({"call", "new", "sync", "then", "catch", "finally"})
_NO_START = ("useEffect", "useLayoutEffect", "useFocusEffect", "removeEventListener", "removeListener", "off", "unsubscribe", "eject")
"""Ends of callee paths that do not start, or not because of the caller, the function that they are given."""


class Step(NamedTuple):
    """One step of a way: instruction `at` of a function starts, hands on or sends something. how: as in calls.Site, or "kept"."""

    code: Code
    at: int
    how: str


Way = tuple[Step, ...]
"""Steps from the function where it begins to an instruction, outermost first; the last one is that instruction (how "end")."""


class Ways:
    """The graph of "runs, or hands on to be run", and the order of its steps."""

    def __init__(self, project: Project, calls: Calls) -> None:
        self.project = project
        self.calls = calls
        self._edges: dict[Key, list[tuple[Step, Code]]] | None = None
        self._after: dict[tuple[Key, int], frozenset[int]] = {}
        self._extents: dict[Key, dict[Key, list[Way]]] = {}

    def edges(self, code: Code) -> list[tuple[Step, Code]]:
        """What a function starts, or hands to something that starts it later: (step, what runs)."""
        if self._edges is None:
            self._edges = {}
            for target in list(self.project.all_codes()):
                sites = [site for site in self.calls.callers(target) if site.how not in _USER_ACTIONS]
                for site in sites:
                    if not self._starts(site):
                        continue
                    self._edges.setdefault(site.code.key, []).append((Step(site.code, site.index, site.how), target))
                parent = self.project.parent(target)
                if not sites and parent is not None and target.function.kind in ("arrow", "function", "method"):
                    for index, instr in enumerate(parent.function.code):
                        if instr.op == ir.FUNC and instr.data == target.key[1]:
                            self._edges.setdefault(parent.key, []).append((Step(parent, self._handed_on(parent, index), "kept"), target))
            for found in self._edges.values():
                found.sort(key=lambda edge: (edge[0].at, edge[1].key))
        return self._edges.get(code.key, [])

    @staticmethod
    def _starts(site: Site) -> bool:
        """Whether a site starts its function, or hands it on to be run because of it; `socket.onclose = f` waits for the world."""
        instr = site.code.function.code[site.index]
        if instr.op == ir.INVOKE and instr.data == "bind":
            return False
        return site.how != "registered" or (instr.op != ir.SET and not site.path.endswith(_NO_START))

    @staticmethod
    def _handed_on(code: Code, index: int) -> int:
        """The call that a function expression is given to, inside of an object or array literal too; else where it is made."""
        register = code.function.code[index].dst
        for _ in range(3):
            for use in code.uses.get(register, ()):
                instr = code.function.code[use]
                if instr.op in ir.CALLS:
                    return use
                if instr.op in (ir.OBJECT, ir.ARRAY, ir.MOVE):
                    register = instr.dst
                    break
            else:
                break
        return index

    def extent(self, start: Code) -> dict[Key, list[Way]]:
        """Function -> ways from the start of `start` into it (a few of the shortest), without coming back to `start`."""
        found = self._extents.get(start.key)
        if found is not None:
            return found
        found = {start.key: [()]}
        level: list[tuple[Code, Way]] = [(start, ())]
        for _ in range(limits.MAX_ROUND_STEPS):
            following: list[tuple[Code, Way]] = []
            for code, way in level:
                for step, target in self.edges(code):
                    known = found.setdefault(target.key, [])
                    if target is start or len(known) >= limits.MAX_WAYS or len(found) > limits.MAX_ROUND_FUNCTIONS:
                        continue
                    if any(each.code is target for each in way):
                        continue
                    longer = (*way, step)
                    known.append(longer)
                    following.append((target, longer))
            level = following
        self._extents[start.key] = found
        return found

    def after(self, code: Code, index: int) -> frozenset[int]:
        """Instructions that may run once instruction `index` has ended well: its own failure is not followed into a handler."""
        memo = (code.key, index)
        if memo not in self._after:
            starts = cfg.following(code, index, lambda at: False)
            self._after[memo] = frozenset(cfg.reachable(code, starts, throws=lambda at: code.function.code[at].op == ir.THROW))
        return self._after[memo]

    def precedes(self, first: Way, second: Way) -> bool:
        """Whether the end of one way may have run, and well, when the other comes to its end. Both begin in the same function."""
        for number, (mine, other) in enumerate(zip(first, second, strict=False)):
            if mine.code is not other.code:
                return False
            if mine.at == other.at and mine.how == other.how:
                continue
            if other.at in self.after(mine.code, mine.at):
                return True
            if any(step.how not in _AT_ONCE and step.how != "end" for step in second[number:]):
                return mine.at in self.after(other.code, other.at)  # it waits in a list, or for a timer, until the other is done
            return False
        return len(first) <= len(second)
