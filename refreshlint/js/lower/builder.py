"""The part of lowering that knows blocks, registers and exits, and nothing of syntax."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from refreshlint import limits
from refreshlint.js import ir
from refreshlint.js.ir import Block, Function, Instr

Lowering = Generator["Lowering", Any, Any]
"""A suspended lowering step: it yields the step for a child node and is sent that step's result."""


class TooLarge(Exception):
    """The function exceeds limits.MAX_FUNCTION_INSTRUCTIONS."""


def run(step: Lowering) -> Any:
    """Drive a lowering step and its children to the end on an explicit stack; the result is that of `step`."""
    stack = [step]
    value: Any = None
    while stack:
        try:
            child = stack[-1].send(value)
        except StopIteration as stop:
            stack.pop()
            value = stop.value
        else:
            stack.append(child)
            value = None
    return value


@dataclass(slots=True)
class Scope:
    """Names declared in one block or function; `function` is the frame that holds them."""

    parent: Scope | None
    function: int
    names: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Exit:
    """Something that `return`, `break` or `continue` passes on its way out."""

    kind: str  # loop, switch, label, finally
    labels: tuple[str, ...] = ()
    break_block: int = -1
    continue_block: int = -1
    finalizer: Any = None  # syntax node of the finally body
    handler: int = -1  # the handler outside of the try
    scope: Scope | None = None


class BlockBuilder:
    """Collects the instructions of one function. Registers count from 1, so that a register is always true."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.code: list[list[Instr]] = []
        self.handlers: list[int] = []
        self.handler = -1
        self.exits: list[Exit] = []
        self.registers = 1
        self.emitted = 0
        self.optional: set[int] = set()  # registers that an optional chain may leave undefined
        self.current = self.new_block()

    def new_block(self) -> int:
        """A new, empty block under the handler in force."""
        self.code.append([])
        self.handlers.append(self.handler)
        return len(self.code) - 1

    def start(self, block: int) -> None:
        """Go on in `block`."""
        self.current = block

    def new_register(self) -> int:
        """A fresh register."""
        self.registers += 1
        return self.registers - 1

    def emit(self, op: str, args: tuple[int, ...], data: Any, start: int, end: int, opt: bool = False, dst: int = 0) -> int:
        """Append an instruction that defines a register (a fresh one unless `dst` is given), which is returned."""
        if not dst:
            dst = self.registers
            self.registers += 1
        self.append(Instr(op, dst, args, data, start, end, opt))
        return dst

    def effect(self, op: str, args: tuple[int, ...], data: Any, start: int, end: int) -> None:
        """Append an instruction without a result."""
        self.append(Instr(op, ir.NO_REGISTER, args, data, start, end))

    def append(self, instr: Instr) -> None:
        self.emitted += 1
        if self.emitted > limits.MAX_FUNCTION_INSTRUCTIONS:
            raise TooLarge
        code = self.code[self.current]
        if code and code[-1].op in ir.TERMINATORS:  # what follows a return or throw cannot be reached
            self.current = self.new_block()
            code = self.code[self.current]
        code.append(instr)

    def jump(self, block: int, at: int) -> None:
        """End the current block with a jump, unless it has ended."""
        code = self.code[self.current]
        if not code or code[-1].op not in ir.TERMINATORS:
            self.append(Instr(ir.JUMP, ir.NO_REGISTER, (), block, at, at))

    def branch(self, condition: int, yes: int, no: int, start: int, end: int) -> None:
        self.append(Instr(ir.BRANCH, ir.NO_REGISTER, (condition,), (yes, no), start, end))

    def constant(self, value: Any, start: int, end: int) -> int:
        return self.emit(ir.CONST, (), value, start, end)

    def finish(self, end: int) -> None:
        """Close the last block and put the reachable blocks into the function, in order of creation."""
        code = self.code[self.current]
        if not code or code[-1].op not in ir.TERMINATORS:
            nothing = self.constant(ir.UNDEFINED, end, end)
            self.effect(ir.RETURN, (nothing,), None, end, end)
        for block, instrs in enumerate(self.code):
            if not instrs or instrs[-1].op not in ir.TERMINATORS:  # only blocks that nothing reaches
                self.current = block
                instrs.append(Instr(ir.RETURN, ir.NO_REGISTER, (self._undefined_in(instrs, end),), None, end, end))
        reached = self._reachable()
        numbers = {block: number for number, block in enumerate(sorted(reached))}
        function = self.function
        for block in sorted(reached):
            start = len(function.code)
            for instr in self.code[block]:
                if instr.op == ir.JUMP:
                    instr = instr._replace(data=numbers[instr.data])
                elif instr.op in (ir.BRANCH, ir.NEXT):
                    instr = instr._replace(data=(numbers[instr.data[0]], numbers[instr.data[1]]))
                function.code.append(instr)
            function.blocks.append(Block(start, len(function.code), numbers.get(self.handlers[block], -1)))
        function.registers = self.registers

    def _undefined_in(self, instrs: list[Instr], at: int) -> int:
        register = self.new_register()
        instrs.append(Instr(ir.CONST, register, (), ir.UNDEFINED, at, at))
        return register

    def _reachable(self) -> set[int]:
        reached = {0}
        work = [0]
        while work:
            block = work.pop()
            last = self.code[block][-1]
            following = [last.data] if last.op == ir.JUMP else list(last.data) if last.op in (ir.BRANCH, ir.NEXT) else []
            if self.handlers[block] >= 0:
                following.append(self.handlers[block])
            for target in following:
                if target not in reached:
                    reached.add(target)
                    work.append(target)
        return reached
