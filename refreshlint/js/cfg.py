"""Control flow inside one function: which branches decide whether an instruction runs, and what lies on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from weakref import WeakKeyDictionary

from refreshlint.js import ir
from refreshlint.js.project import Code

_MAY_THROW = ir.CALLS | ir.AWAITS | {ir.THROW, ir.IMPORT}


class Edge(NamedTuple):
    """One side of a BRANCH: `branch` is its instruction, `taken` whether the condition was true."""

    branch: int
    taken: bool


def throwing_blocks(code: Code) -> frozenset[int]:
    """Blocks in which something may throw: a call, an await, a throw. Reading a property of null does not count."""
    found = set()
    for number, block in enumerate(code.function.blocks):
        if any(code.function.code[index].op in _MAY_THROW for index in range(block.start, block.end)):
            found.add(number)
    return frozenset(found)


_successors: WeakKeyDictionary[Code, list[tuple[int, ...]]] = WeakKeyDictionary()
_reached_past: WeakKeyDictionary[Code, dict[tuple[int, int], int]] = WeakKeyDictionary()
"""(block of a branch, block of a side) -> the blocks that may follow, as bits."""
_following: WeakKeyDictionary[Code, list[list[int]]] = WeakKeyDictionary()
_predecessors: WeakKeyDictionary[Code, list[list[int]]] = WeakKeyDictionary()
_reached_without: WeakKeyDictionary[Code, dict[tuple[int, int] | None, int]] = WeakKeyDictionary()


def block_successors(code: Code) -> list[tuple[int, ...]]:
    """block -> the blocks that may follow, handlers of throwing blocks included; computed once for a function."""
    found = _successors.get(code)
    if found is None:
        found = _successors[code] = _block_successors(code)
    return found


def _block_successors(code: Code) -> list[tuple[int, ...]]:
    throwing = throwing_blocks(code)
    out: list[tuple[int, ...]] = []
    for number, block in enumerate(code.function.blocks):
        handler = (block.handler,) if block.handler >= 0 and number in throwing else ()
        out.append(tuple(dict.fromkeys((*code.successors(number), *handler))))
    return out


def dominating_edges(code: Code, index: int) -> list[Edge]:
    """The branch sides without which instruction `index` cannot be reached from the start, in order of instruction."""
    target = code.block_of[index]
    reached = _reached_without.setdefault(code, {})
    if not _without(code, reached, None) >> target & 1:
        return []
    edges: list[Edge] = []
    for number, block in enumerate(code.function.blocks):
        last = block.end - 1
        instr = code.function.code[last]
        if instr.op != ir.BRANCH or instr.data[0] == instr.data[1]:
            continue
        for taken in (True, False):
            side = instr.data[0 if taken else 1]
            if not _without(code, reached, (number, side)) >> target & 1:
                edges.append(Edge(last, taken))
    return edges


def _without(code: Code, known: dict[tuple[int, int] | None, int], cut: tuple[int, int] | None) -> int:
    """The blocks that can be reached from the start without an edge between two blocks, as bits: there is one such set for each edge."""
    if cut not in known:
        known[cut] = sum(1 << block for block in _reached(block_successors(code), 0, cut))
    return known[cut]


def controlling_edges(code: Code, index: int) -> list[Edge]:
    """The branch sides on which it depends whether an instruction runs, in order of instruction: those without which it cannot be
    reached, and those that lead there come what may while the other side need not (one half of `if (a || b)`), step by step upwards.
    """
    found = set(dominating_edges(code, index))
    blocks = code.function.blocks
    successors = [code.successors(number) for number in range(len(blocks))]
    work = [code.block_of[index]]
    seen = set(work)
    while work:
        target = work.pop()
        missed = _may_miss(successors, target)
        for number, block in enumerate(blocks):
            last = block.end - 1
            instr = code.function.code[last]
            if instr.op != ir.BRANCH or instr.data[0] == instr.data[1] or number == target or number not in missed:
                continue
            for taken in (True, False):
                if instr.data[0 if taken else 1] not in missed and Edge(last, not taken) not in found:
                    found.add(Edge(last, taken))
                    if number not in seen:
                        seen.add(number)
                        work.append(number)
    return sorted(found)


def _may_miss(successors: list[tuple[int, ...]], target: int) -> set[int]:
    """The blocks from which the end of the function can be reached past `target`, exceptions left out."""
    before: dict[int, list[int]] = {}
    work = []
    for number, following_blocks in enumerate(successors):
        if not following_blocks and number != target:
            work.append(number)
        for after in following_blocks:
            before.setdefault(after, []).append(number)
    missed = set(work)
    while work:
        for number in before.get(work.pop(), ()):
            if number != target and number not in missed:
                missed.add(number)
                work.append(number)
    return missed


def _reached(successors: list[tuple[int, ...]], start: int, cut: tuple[int, int] | None) -> set[int]:
    seen = {start}
    work = [start]
    while work:
        block = work.pop()
        for after in successors[block]:
            if after not in seen and (block, after) != cut:
                seen.add(after)
                work.append(after)
    return seen


def may_follow(code: Code, edge: Edge, index: int) -> bool:
    """Whether an instruction may run once a side of a branch is taken, before that branch comes again."""
    known = _reached_past.setdefault(code, {})
    branching = code.block_of[edge.branch]
    side: int = code.function.code[edge.branch].data[0 if edge.taken else 1]
    if (branching, side) not in known:
        successors = list(block_successors(code))
        successors[branching] = tuple(set(successors[branching]) - set(code.successors(branching)))  # what is thrown before it
        known[branching, side] = sum(1 << block for block in _reached(successors, side, None))
    return bool(known[branching, side] >> code.block_of[index] & 1)


def edge_target(code: Code, edge: Edge) -> int:
    """The first instruction on a side of a branch."""
    block: int = code.function.code[edge.branch].data[0 if edge.taken else 1]
    return code.function.blocks[block].start


def reachable(
    code: Code,
    starts: Iterable[int],
    stop: Callable[[int], bool] = lambda index: False,
    throws: Callable[[int], bool] | None = None,
) -> set[int]:
    """Instructions that may run from the given ones on (they are included), not going past those where `stop` holds.

    throws: which instructions may raise an exception; default: calls, awaits and throws. An instruction that raises is not
    passed by `stop` unless stop holds for it too.
    """
    table = _followers(code) if throws is None else None
    seen: set[int] = set()
    work = list(starts)
    while work:
        index = work.pop()
        if index in seen:
            continue
        seen.add(index)
        if stop(index):
            continue
        work.extend(table[index] if table is not None else following(code, index, throws))
    return seen


def _followers(code: Code) -> list[list[int]]:
    """instruction -> those that may come right after it, where calls, awaits and throws may throw; made once for a function."""
    found = _following.get(code)
    if found is None:
        instructions = code.function.code
        found = [following(code, index, lambda at: instructions[at].op in _MAY_THROW) for index in range(len(instructions))]
        _following[code] = found
    return found


def following(code: Code, index: int, may_throw: Callable[[int], bool] | None) -> list[int]:
    """The instructions that may come right after one; may_throw: which may raise an exception (None: none of them)."""
    function = code.function
    block = function.blocks[code.block_of[index]]
    out: list[int] = []
    if index + 1 < block.end:
        out.append(index + 1)
    else:
        out += [function.blocks[after].start for after in code.successors(code.block_of[index])]
    if block.handler >= 0 and may_throw is not None and may_throw(index):
        out.append(function.blocks[block.handler].start)
    return out


def leaves_by_throw(code: Code, index: int) -> bool:
    """Whether an exception raised by an instruction leaves the function."""
    return code.function.blocks[code.block_of[index]].handler < 0


def awaits_between(code: Code, start: int, goal: int) -> list[int]:
    """Awaits that lie on some path from instruction `start` to `goal` (both excluded), in order."""
    forward = reachable(code, [start], stop=lambda index: index == goal)
    if goal not in forward:
        return []
    awaits = [index for index in sorted(forward) if index not in (start, goal) and code.function.code[index].op in ir.AWAITS]
    if not awaits:
        return []
    leading = _leading(code, goal, start)
    return [index for index in awaits if index in leading]


def _leading(code: Code, goal: int, past: int) -> set[int]:
    """The instructions from which `goal` may be reached without going past one of them."""
    before = _predecessors.get(code)
    if before is None:
        before = _predecessors[code] = [[] for _ in code.function.code]
        for index, followers in enumerate(_followers(code)):
            for after in followers:
                before[after].append(index)
    seen = {goal}
    work = [goal]
    while work:
        for index in before[work.pop()]:
            if index not in seen and index != past:
                seen.add(index)
                work.append(index)
    return seen
