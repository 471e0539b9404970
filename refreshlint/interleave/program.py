"""IR made ready to run: every instruction with its handler and its data resolved. Made once, shared by all machines."""

from __future__ import annotations

from collections import Counter
from typing import Any, Protocol, TypeAlias

from refreshlint.interleave import library
from refreshlint.interleave.classes import Shape
from refreshlint.interleave.convert import units
from refreshlint.interleave.frames import ASYNC, ASYNC_GENERATOR, GENERATOR, NORMAL, Handler
from refreshlint.interleave.operations import HANDLERS
from refreshlint.interleave.operators import BINARY, NUMERIC_UNARY, STRICT
from refreshlint.interleave.values import EMPTY, BigInt, Key, PrivateName, Value
from refreshlint.js import ir
from refreshlint.js.ir import Export, Function, Import, Instr, Module

Step: TypeAlias = tuple[Handler, int, tuple[int, ...], Any]

_EMPTY_KINDS = frozenset({"const", "let", "class"})
_CONSTRUCTOR_KINDS = frozenset({"function", "constructor"})
_COMMONJS = frozenset({"module", "exports"})
_MODULE_GLOBALS = frozenset({"require", "module", "exports"})


class Code:
    """One function, ready to run. `handlers[i]` is where an exception of instruction i goes on, -1: it leaves the function.

    place: the path of the module and the index of the function in it. locals: the registers of variables that no function closes
    over; template: what registers hold in the beginning. has_cells: whether functions close over others. definitions: of the body of
    a model, the steps that define what is deferred, by binding, with where they begin; the body itself passes over them.
    """

    __slots__ = (
        "captured",
        "definitions",
        "finals",
        "function",
        "handlers",
        "has_cells",
        "is_arrow",
        "is_constructor",
        "locals",
        "mode",
        "owner",
        "place",
        "steps",
        "template",
    )

    def __init__(self, owner: ModuleCode, function: Function) -> None:
        self.owner = owner
        self.function = function
        self.has_cells = function.index in owner.with_cells
        self.place = (owner.module.path, function.index)
        first = max(function.registers, 1)
        own = owner.locals.get(function.index, [])
        self.locals = {binding: first + at for at, binding in enumerate(own)}
        self.template: list[Value] = [ir.UNDEFINED] * first + [owner.initial[binding] for binding in own]
        self.is_arrow = function.is_arrow
        self.mode = _mode(function)
        self.is_constructor = self.mode == NORMAL and function.kind in _CONSTRUCTOR_KINDS
        starts = [block.start for block in function.blocks]
        self.handlers = [-1] * len(function.code)
        for block in function.blocks:
            if block.handler >= 0:
                self.handlers[block.start : block.end] = [starts[block.handler]] * (block.end - block.start)
        self.steps: list[Step] = [self._step(instr, starts) for instr in function.code]
        self.definitions: dict[int, tuple[int, list[Step]]] = {}
        if function.index == 0:
            self._defer(owner.deferred)
        # the CATCH of a catch clause spans the word "catch", that of a finally nothing
        self.finals = frozenset(at for at, instr in enumerate(function.code) if instr.op == ir.CATCH and instr.start == instr.end)
        parent = function.parent
        bindings = owner.module.bindings
        wanted = sorted(binding for binding in function.captures if not owner.static[binding])
        self.captured = (
            tuple(binding for binding in wanted if bindings[binding].function == parent),
            tuple(binding for binding in wanted if bindings[binding].function != parent),
        )

    def _defer(self, ranges: dict[int, tuple[int, int]]) -> None:
        """Take definitions out of the body of a module."""
        onward: dict[int, int] = {}
        for binding, (start, end) in sorted(ranges.items(), key=lambda each: each[1], reverse=True):
            self.definitions[binding] = (start, self.steps[start:end])
            onward[start] = onward.get(end, end)
            self.steps[start] = (HANDLERS[ir.JUMP], ir.NO_REGISTER, (), onward[start])

    def key(self, name: str) -> Key:
        """The property key that a name written after a dot stands for: private names are told apart by class."""
        if not name.startswith("#"):
            return units(name)
        functions, classes = self.owner.module.functions, self.owner.module.classes
        at = self.function.index
        while at >= 0:
            owner = functions[at].owner_class
            if owner >= 0 and any(member.name == name for member in classes[owner].members):
                return PrivateName(name, self.owner.module.path, owner)
            at = functions[at].parent
        return PrivateName(name, self.owner.module.path, -1)

    def _step(self, instr: Instr, starts: list[int]) -> Step:
        name, data = self._prepared(instr, starts)
        if instr.opt and instr.op != ir.FRESH:
            data = (HANDLERS[name], data)
            name = "optional"
        return HANDLERS[name], instr.dst, instr.args, data

    def _prepared(self, instr: Instr, starts: list[int]) -> tuple[str, Any]:
        """The name of the handler of an instruction, and its data in the form that the handler wants."""
        op, data = instr.op, instr.data
        if op in (ir.LOAD, ir.STORE):
            return self._variable(op, data)
        if op == ir.CONST:
            return _constant(data)
        if op in (ir.GET, ir.SET, ir.DELETE, ir.GETSUPER):
            return op, self.key(data)
        if op in (ir.INVOKE, ir.INVOKESUPER):
            return op, (self.key(data), data.spread if isinstance(data, ir.SpreadName) else None)
        if op == ir.JUMP:
            return op, starts[data]
        if op in (ir.BRANCH, ir.NEXT):
            return op, (starts[data[0]], starts[data[1]])
        if op in (ir.TEMPLATE, ir.TAGGED):
            return op, tuple(units(text) for text in data)
        if op == ir.UNARY:
            return (op, NUMERIC_UNARY[data]) if data in NUMERIC_UNARY else (data, data)
        if op == ir.BINARY:
            return _operator(data)
        if op == ir.OBJECT and all(type(key) is str and key not in (ir.SPREAD, "__proto__") for key in data):
            return "object plain", tuple(units(key) for key in data)
        if op == ir.GLOBAL and data in _MODULE_GLOBALS:
            return "module global", data
        if op == ir.FRESH:
            kept = tuple(binding for binding in data if binding not in self.locals)
            if instr.opt:
                return "keep", kept
            return op, (kept, tuple((self.locals[each], self.owner.initial[each]) for each in data if each in self.locals))
        if op == ir.ITER:
            return f"iter {data}", data
        return op, data

    def _variable(self, op: str, binding: int) -> tuple[str, Any]:
        if binding in self.locals:
            once = op == ir.STORE and self.owner.constant[binding]
            return f"{op} local{' once' if once else ''}", self.locals[binding]
        declared = self.owner.module.bindings[binding]
        where = "own" if declared.function == self.function.index else "captured"
        if self.owner.static[binding]:
            where = "static"
        return f"{op} {where}", binding


def _mode(function: Function) -> int:
    if function.is_generator:
        return ASYNC_GENERATOR if function.is_async else GENERATOR
    if function.is_async or (function.kind == "module" and any(_awaits(instr) for instr in function.code)):
        return ASYNC
    return NORMAL


def _awaits(instr: Instr) -> bool:
    return instr.op == ir.AWAIT or (instr.op == ir.ITER and instr.data == "await")


def _operator(sign: str) -> tuple[str, Any]:
    if sign in STRICT:
        return "strict", STRICT[sign]
    if sign in ("==", "!="):
        return "loose", BINARY[sign]
    if sign in BINARY:
        return ir.BINARY, (BINARY[sign], "default" if sign == "+" else "number")
    return sign, sign


def _constant(data: Any) -> tuple[str, Any]:
    if isinstance(data, ir.Regex):
        return "regex", data
    if isinstance(data, ir.BigInt):
        return ir.CONST, BigInt(int(data.digits, 0))
    if isinstance(data, str):
        return ir.CONST, units(data)
    return ir.CONST, data


class ModuleCode:
    """One module, its functions made ready when they are first called.

    Per binding: static, whether it is a variable of the module that has one cell for good (variables: those, with what they hold in
    the beginning); initial, what a new cell of it holds;
    constant, whether it may be stored only once. locals: per function those of its bindings that no function closes over;
    with_cells: the functions that have other ones. classes: those that have been made, with what does not change. exports (by name),
    stars (specifiers of which everything is exported), imports (by binding): what the module says of these. deferred: functions and
    classes of a model that are defined when they are first read, by binding, with the range of the module's body that does it.
    """

    __slots__ = (
        "_codes",
        "classes",
        "constant",
        "deferred",
        "exports",
        "imports",
        "initial",
        "is_commonjs",
        "locals",
        "module",
        "stars",
        "static",
        "variables",
        "with_cells",
    )

    def __init__(self, module: Module) -> None:
        self.module = module
        self._codes: list[Code | None] = [None] * len(module.functions)
        renewed = {binding for instr in module.functions[0].code if instr.op == ir.FRESH for binding in instr.data}
        self.static = [binding.function == 0 and binding.index not in renewed for binding in module.bindings]
        self.exports: dict[str, Export] = {export.name: export for export in module.exports if export.name != "*"}
        self.stars = tuple(export.specifier for export in module.exports if export.name == "*")
        self.imports: dict[int, Import] = {each.binding: each for each in module.imports if each.binding >= 0}
        self.initial: list[Value] = [EMPTY if binding.kind in _EMPTY_KINDS else ir.UNDEFINED for binding in module.bindings]
        self.constant = [binding.kind == "const" for binding in module.bindings]
        captured = {binding for function in module.functions for binding in function.captures}
        self.classes: dict[int, Shape] = {}
        self.locals: dict[int, list[int]] = {}
        self.with_cells: set[int] = set()
        for binding in module.bindings:
            # a class is stored in its binding before its CLASS instruction is through
            if self.static[binding.index]:
                continue
            if binding.index in captured or binding.kind == "class":
                self.with_cells.add(binding.function)
            else:
                self.locals.setdefault(binding.function, []).append(binding.index)
        self.deferred = _deferred(self) if library.is_model(module.path) else {}
        self.variables = tuple(
            (binding, EMPTY if binding in self.deferred else self.initial[binding]) for binding, static in enumerate(self.static) if static
        )
        self.is_commonjs = not module.exports and any(
            instr.op == ir.GLOBAL and instr.data in _COMMONJS for function in module.functions for instr in function.code
        )

    def code(self, index: int) -> Code:
        """The function with this index in the module."""
        found = self._codes[index]
        if found is None:
            found = self._codes[index] = Code(self, self.module.functions[index])
        return found


def _deferred(owner: ModuleCode) -> dict[int, tuple[int, int]]:
    """The functions and classes that a body defines by FUNC or CLASS and STORE, where that has no effect but the value: it closes over
    nothing but variables of the module, nothing static is run, and a superclass is a global or deferred too."""
    module = owner.module
    body = module.functions[0].code
    stores = Counter(instr.data for function in module.functions for instr in function.code if instr.op == ir.STORE)
    out: dict[int, tuple[int, int]] = {}
    for at, instr in enumerate(body):
        binding = instr.data
        if instr.op != ir.STORE or not at or not owner.static[binding] or stores[binding] > 1:
            continue
        if module.bindings[binding].kind not in ("function", "class", "const"):
            continue
        made = body[at - 1]
        start = at - 1
        functions = [made.data]
        if made.dst != instr.args[0] or made.op not in (ir.FUNC, ir.CLASS):
            continue
        if made.op == ir.CLASS:
            members = module.classes[made.data].members
            functions = [member.function for member in members if member.function >= 0]
            if any(member.is_static and member.kind != "method" for member in members) or any(each.decorators for each in members):
                continue
            if made.args:
                start = at - 2
                above = body[start]
                if above.dst != made.args[0] or not (above.op == ir.GLOBAL or (above.op == ir.LOAD and above.data in out)):
                    continue
        if all(owner.static[each] for index in functions for each in module.functions[index].captures):
            out[binding] = start, at + 1
    return out


class Modules(Protocol):
    """Where a program's modules come from: a dict, or what makes them on demand."""

    def get(self, path: str, /) -> Module | None:
        """The module at a path, None where there is none."""


class Program:
    """The modules that machines may load, by path. probed: the instructions at which the explorer looks on."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._ready: dict[str, ModuleCode] = {}
        self.probed: set[object] = set()

    def module(self, path: str) -> ModuleCode | None:
        """The module at a path, None where the program has none."""
        ready = self._ready.get(path)
        if ready is None:
            module = self._modules.get(path)
            if module is not None:
                ready = self._ready[path] = ModuleCode(module)
        return ready
