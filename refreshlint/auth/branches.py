"""Under which conditions an instruction runs: only in builds of developers, only after a request has failed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from refreshlint.auth.credentials import Credentials
from refreshlint.js import ir
from refreshlint.js.cfg import block_successors
from refreshlint.js.project import Code
from refreshlint.js.shapes import Shapes

_DEVELOPER = re.compile(r"^(?:__DEV__|_*is_?(?:dev|debug|development)(?:mode|build|env)?|dev|debug|showDebugInformation)$", re.IGNORECASE)
_GOOD = frozenset({"ok", "success", "isSuccess", "succeeded", "successful"})
_BAD = frozenset({"error", "errors", "isError", "isAxiosError", "failed"})
_STATUSES = frozenset({"status", "statusCode", "code"})


def is_developers(code: Code, index: int) -> bool:
    """Whether an instruction runs in builds of developers only (`if (__DEV__)`)."""
    return _comes_only_by(
        code,
        index,
        lambda at, wanted: wanted and any(_is_developer_flag(code, code.function.code[each]) for each in code.definitions.get(at, ())),
    )


def is_failed(code: Code, index: int, credentials: Credentials) -> bool:
    """Whether an instruction runs only where a request failed, or where its answer held no token: what it shows holds none."""
    return _comes_only_by(code, index, lambda at, wanted: _says_no_answer(code, at, wanted, credentials))


def _comes_only_by(code: Code, index: int, says: Callable[[int, bool], bool]) -> bool:
    """Whether all ways to an instruction take a side of a branch of which `says` holds: (condition, what it is asked to be)."""
    successors = block_successors(code)
    target = code.block_of[index]
    reached = {0}
    work = [0]
    while work:
        block = work.pop()
        last = code.function.code[code.function.blocks[block].end - 1]
        closed: set[int] = set()
        if last.op == ir.BRANCH and last.data[0] != last.data[1]:
            for side, wanted in zip(last.data, (True, False), strict=True):
                if any(says(at, sought) for at, sought in _tests(code, last.args[0], wanted)):
                    closed.add(side)
        fresh = [each for each in successors[block] if each not in reached and each not in closed]
        reached.update(fresh)
        work += fresh
    return target not in reached


def _tests(code: Code, register: int, wanted: bool) -> Iterator[tuple[int, bool]]:
    """The tests that a condition is made of by `!`, `&&` and `||`, and what each is asked to be."""
    work = [(register, wanted)]
    seen: set[int] = set()
    while work:
        at, sought = work.pop()
        if at in seen:
            continue
        seen.add(at)
        yield at, sought
        for index in code.definitions.get(at, ()):
            instr = code.function.code[index]
            if instr.op == ir.UNARY and instr.data == "!":
                work.append((instr.args[0], not sought))
            elif instr.op == ir.MOVE:
                work.append((instr.args[0], sought))


def _says_no_answer(code: Code, register: int, wanted: bool, credentials: Credentials) -> bool:
    """Whether a test says that a request failed, or that there is no token."""
    if any(_says_failed(code, code.function.code[index], wanted, credentials.shapes) for index in code.definitions.get(register, ())):
        return True
    if wanted:
        return False
    tested = credentials.judge(code, register)
    return tested.is_credential and not tested.holder


def _says_failed(code: Code, instr: ir.Instr, wanted: bool, shapes: Shapes) -> bool:
    name = _name(code, instr)
    if name in _GOOD:
        return not wanted
    if name in _BAD or (instr.op in (ir.CALL, ir.INVOKE) and _ERROR_CHECK.match(shapes.callee(code, instr))):
        return wanted
    if instr.op != ir.BINARY or not any(
        _name(code, code.function.code[at]) in _STATUSES for register in instr.args for at in code.definitions.get(register, ())
    ):
        return False
    numbers = [
        int(each.data)
        for register in instr.args
        for at in code.definitions.get(register, ())
        for each in (code.function.code[at],)
        if each.op == ir.CONST and isinstance(each.data, int | float)
    ]
    if not numbers:
        return False
    is_equal = (instr.data in ("===", "==") and wanted) or (instr.data in ("!==", "!=") and not wanted)
    is_other = (instr.data in ("!==", "!=") and wanted) or (instr.data in ("===", "==") and not wanted)
    if numbers[0] >= 400:
        return is_equal or (instr.data in (">=", ">") and wanted)
    return is_other


_ERROR_CHECK = re.compile(r"(?:is|has)[A-Z]\w*(?:Error|Failure)$")
"""A function that is asked whether an answer is an error."""


def _name(code: Code, instr: ir.Instr) -> str:
    if instr.op == ir.GET:
        return str(instr.data)
    if instr.op == ir.GLOBAL:
        return str(instr.data)
    return code.module.bindings[instr.data].name if instr.op == ir.LOAD else ""


def _is_developer_flag(code: Code, instr: ir.Instr) -> bool:
    """`__DEV__`, `isDebug`, `process.env.NODE_ENV === "development"`."""
    if instr.op != ir.BINARY:
        return bool(_DEVELOPER.match(_name(code, instr)))
    return instr.data in ("==", "===") and any(
        code.function.code[at].op == ir.CONST and code.function.code[at].data == "development"
        for register in instr.args
        for at in code.definitions.get(register, ())
    )
