"""Call edges: who calls a function, directly, as a callback, or through a library that was handed it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from refreshlint.js import ir
from refreshlint.js.behaviours import BEHAVIOURS, RESULT_OF_FIRST
from refreshlint.js.project import Code, Project
from refreshlint.js.resolve import External
from refreshlint.js.values import Key, Value, Values

ROUNDS = 3
"""Rounds in which calls of parameters are linked to the functions that callers pass (a callback handed down twice takes two)."""

MIN_NAME = 8
"""Shorter method names are too common to tell what an unknown object is."""

MAX_IMPLEMENTATIONS = 3
"""A method name that more classes define is too common as well."""

SYNCHRONOUS = frozenset({
    "Promise", "forEach", "map", "filter", "find", "findIndex", "some", "every", "reduce", "flatMap", "sort", "runInAction", "batch",
    "unstable_batchedUpdates", "startTransition", "act", "Observable", "defer", "lazy",
    "run", "runOutsideAngular",
})
"""External callees (last word of their path) that run their callback before they return."""

RUNS_ITS_ARGUMENT = frozenset({"dispatch", "call", "fork", "spawn", "put", "putResolve", "useDispatch()"})
"""Callees that start the function they are handed: redux dispatch of a thunk, saga effects."""


FORGETS = frozenset({"removeEventListener", "removeListener", "off", "unsubscribe", "eject"})
"""Callees that are told which callback to run no more."""


class Site(NamedTuple):
    """A place from which a function is started.

    how: "call", "new", "then", "catch", "finally" (a promise continues into it), "sync" (a library calls it at once),
    "registered" (a library keeps it; `path` says which: the callee's access path, or ".word" where its root is not external),
    "jsx" (`path` is the attribute). position: argument it was passed as, with `option` the property path inside an object; for a
    "call" the parameter of `code` that is called, -1 where the function is called by its own name.
    """

    code: Code
    index: int  # type: ignore[assignment]  # nobody calls tuple.index on it
    how: str
    path: str = ""
    position: int = -1
    option: str = ""


class Calls:
    """The call graph of the modules lowered so far. Call `update` after more were."""

    def __init__(self, project: Project, values: Values) -> None:
        self.project = project
        self.values = values
        self._callers: dict[Key, dict[Site, None]] = {}
        self._targets: dict[tuple[Key, int], dict[Key, None]] = {}
        self._param_calls: dict[tuple[Key, int], None] = {}
        self._indexed: set[str] = set()
        self._unresolved: dict[tuple[Key, int], str] = {}
        self._constructions: tuple[int, dict[tuple[object, ...], list[tuple[Code, int]]]] | None = None  # and how many modules there were

    def update(self) -> None:
        """Index modules that were lowered since the last call; linking may lower more, until nothing new comes."""
        while True:
            fresh = [path for path in self.project.loaded if path not in self._indexed]
            if not fresh:
                break
            for path in fresh:
                self._indexed.add(path)
                for code in self.project.codes(path):
                    self._index(code)
        self._link_by_name()
        for _ in range(ROUNDS):
            before = sum(len(found) for found in self._callers.values())
            for key, index in list(self._param_calls):
                self._link_parameter(self.project.code(key), index)
            if sum(len(found) for found in self._callers.values()) == before:
                break

    def callers(self, code: Code) -> list[Site]:
        """The places that start a function."""
        return list(self._callers.get(code.key, ()))

    def targets(self, code: Code, index: int) -> list[Code]:
        """The functions of the project that a call runs (its callbacks are not among them)."""
        return [self.project.code(key) for key in self._targets.get((code.key, index), ())]

    def is_injected(self, code: Code, index: int) -> bool:
        """Whether a call is a method of something handed in, of which the project has more than one kind."""
        return (code.key, index) in self._unresolved and len(self._targets.get((code.key, index), ())) > 1

    def within(self, code: Code, depth: int) -> Iterator[Code]:
        """A function, the functions written in it, and those that they call, `depth` steps down, each once."""
        work: list[tuple[Code, int]] = [(code, 0)]
        seen = {code.key}
        while work:
            at, steps = work.pop()
            yield at
            if steps >= depth:
                continue
            for index, instr in enumerate(at.function.code):
                inner: list[Code] = []
                if instr.op in ir.CALLS:
                    inner = self.targets(at, index)
                elif instr.op == ir.FUNC:
                    inner = [self.project.code((at.key[0], instr.data))]
                for target in inner:
                    if target.key not in seen:
                        seen.add(target.key)
                        work.append((target, steps + 1))

    def _add(self, target: Key, site: Site) -> None:
        self._callers.setdefault(target, {})[site] = None
        if site.how in ("call", "new"):
            self._targets.setdefault((site.code.key, site.index), {})[target] = None

    def _index(self, code: Code) -> None:
        for index, instr in enumerate(code.function.code):
            if instr.op in ir.CALLS:
                self._index_call(code, index, instr)
            elif instr.op == ir.JSX:
                offset = 1 if instr.data.has_component else 0
                for name, register in zip(instr.data.attributes, instr.args[offset:], strict=False):
                    for value in self.values.of(code, register):
                        if value.is_function:
                            self._add(value.root[1], Site(code, index, "jsx", name))
            elif instr.op == ir.SET:
                for value in self.values.of(code, instr.args[1]):
                    if value.is_function:
                        self._index_assignment(code, index, instr, value)

    def _index_assignment(self, code: Code, index: int, instr: ir.Instr, value: Value) -> None:
        """`socket.onopen = f`, `window.fetch = f`: a library keeps it."""
        for base in self.values.of(code, instr.args[0]):
            if base.kind in ("import", "global", "param", "expr", "unknown") and base.path not in ("module", "exports", "module.exports"):
                self._add(value.root[1], Site(code, index, "registered", f"{base.path}.{instr.data}", 0))

    def _index_call(self, code: Code, index: int, instr: ir.Instr) -> None:
        values = self.values
        arguments = values.arguments(instr)
        continues = instr.op == ir.INVOKE and instr.data in ("then", "catch", "finally")
        external: list[str] = []
        inside = False
        for value in values.callee(code, instr):
            if value.is_function:
                self._add(value.root[1], Site(code, index, "call"))
                inside = True
            elif value.kind == "class" and not value.ops and instr.op == ir.NEW:
                inside = True
                found = values.members(value.root[1], value.root[2]).get(("constructor", False))
                if found is not None:
                    self._add((value.root[1], found.function), Site(code, index, "new"))
            elif value.kind == "param":
                self._param_calls[(code.key, index)] = None
                external.append(value.ops[-1] if value.ops else "")
            elif value.path:
                external.append(value.path)
            else:
                external.append("." + (instr.data if instr.op == ir.INVOKE else value.ops[-1].lstrip(".") if value.ops else ""))
        callees = values.callee(code, instr)
        if instr.op == ir.INVOKE and not inside and not any(value.path or self._is_foreign(value) for value in callees):
            self._unresolved[(code.key, index)] = str(instr.data)
        if not external and not inside:
            external.append("." + (instr.data if instr.op == ir.INVOKE else ""))
        for position, register in enumerate(arguments):
            for value in values.of(code, register):
                if value.is_function:
                    if continues:
                        how = "catch" if instr.data == "then" and position == 1 else instr.data
                        self._add(value.root[1], Site(code, index, how, "", position))
                        continue
                    for path in external:
                        behaviour = BEHAVIOURS.get(path)
                        if path.rsplit(".", 1)[-1] in FORGETS:
                            continue
                        if behaviour is None:
                            self._add(value.root[1], self._callback(code, index, path, position, ""))
                        elif behaviour == RESULT_OF_FIRST:
                            self._add(value.root[1], Site(code, index, "sync", path, position))
                elif value.kind in ("object", "array") and not value.ops and not inside:
                    for path in external:
                        if not path.startswith("react."):  # the list of a hook's dependencies is no list of callbacks
                            self._index_options(code, index, path, position, value)

    def _is_foreign(self, value: Value) -> bool:
        """Whether a value is declared with a type that comes from a package."""
        if value.kind == "instance" and len(value.ops) > 1:
            path = value.root[1]
            member = self.values.members(path, value.root[2]).get((value.ops[0][1:], False))
            declared = member.type_text if member is not None else ""
        elif value.kind == "param" and value.ops:
            path = value.root[1][0]
            params = self.project.code(value.root[1]).function.params
            declared = params[value.root[2]].type_text if value.root[2] < len(params) else ""
        else:
            return False
        word = declared.split("<")[0].split(".")[0].strip()
        module = self.project.module(path)
        for imported in module.imports if word and module is not None else ():
            if imported.binding >= 0 and module is not None and module.bindings[imported.binding].name == word:
                return isinstance(self.project.resolve(path, imported.specifier), External)
        return False

    @staticmethod
    def _callback(code: Code, index: int, path: str, position: int, option: str) -> Site:
        word = path.replace("()", "").rsplit(".", 1)[-1].split(" ")[0]
        if not option and word in SYNCHRONOUS:
            return Site(code, index, "sync", path, position)
        if not option and word in RUNS_ITS_ARGUMENT:
            return Site(code, index, "call", path, position)
        return Site(code, index, "registered", path, position, option)

    def _index_options(self, code: Code, index: int, path: str, position: int, value: Value) -> None:
        """Functions inside of an object or array literal that a library is given, three levels deep."""
        work: list[tuple[Value, str, int]] = [(value, "", 0)]
        while work:
            literal, option, depth = work.pop()
            owner = self.project.code(literal.root[1])
            instr = owner.function.code[literal.root[2]]
            names = instr.data if literal.kind == "object" else tuple(str(number) for number in range(len(instr.args)))
            for name, register in zip(names, instr.args, strict=True):
                label = f"{option}.{name}" if isinstance(name, str) else option
                for inner in self.values.of(owner, register):
                    if inner.is_function:
                        self._add(inner.root[1], self._callback(code, index, path, position, label))
                    elif inner.kind in ("object", "array") and not inner.ops and depth < 2:
                        work.append((inner, label, depth + 1))

    def _link_by_name(self) -> None:
        """A method call on something unknown (an injected dependency) is linked to the one method of the project with that name.

        Only distinctive names are, of at least MIN_NAME characters, that few classes define (implementations of one interface).
        """
        methods: dict[str, list[Key]] = {}
        for path in self.project.loaded:
            for code in self.project.codes(path):
                function = code.function
                if function.kind == "method" or (function.kind in ("arrow", "field") and function.owner_class >= 0 and function.name):
                    if len(function.name) >= MIN_NAME:
                        methods.setdefault(function.name, []).append(code.key)
        for (key, index), name in self._unresolved.items():
            found = methods.get(name, ())
            if len(found) <= MAX_IMPLEMENTATIONS:
                for target in found:
                    if target != key:
                        self._add(target, Site(self.project.code(key), index, "call"))

    def _link_parameter(self, code: Code, index: int) -> None:
        """A call of a parameter (or of a member of one) runs what the callers pass."""
        instr = code.function.code[index]
        for value in self.values.callee(code, instr):
            if value.kind != "param":
                continue
            owner = self.project.code(value.root[1])
            for found in self.argument_values(owner, value.root[2]):
                for each in self._replay(found, value.ops):
                    if each.is_function:
                        position = value.root[2] if value.root[1] == code.key and not value.ops else -1
                        self._add(each.root[1], Site(code, index, "call", position=position))

    def _replay(self, value: Value, ops: tuple[str, ...]) -> tuple[Value, ...]:
        current: tuple[Value, ...] = (value,)
        for op in ops:
            if not op.startswith("."):
                return ()
            current = tuple(dict.fromkeys(each for one in current for each in self.values.member(one, op[1:])))
        return current

    def argument_values(self, code: Code, position: int) -> tuple[Value, ...]:
        """What the callers in the project pass as parameter `position` of a function."""
        out: dict[Value, None] = {}
        work: list[tuple[Code, int]] = [(code, position)]
        seen: set[tuple[Key, int]] = set()
        while work:
            at, wanted = work.pop()
            if (at.key, wanted) in seen:
                continue
            seen.add((at.key, wanted))
            for site in self.callers(at):
                if site.how not in ("call", "new") or site.path:
                    continue
                arguments = self.values.given(site.code, site.code.function.code[site.index])
                if wanted >= len(arguments):
                    continue
                for value in self.values.of(site.code, arguments[wanted]):
                    out[value] = None
                    if value.kind == "param" and not value.ops:  # handed on: what its own callers pass
                        work.append((self.project.code(value.root[1]), value.root[2]))
        return tuple(out)

    def construction(self, path: str, index: int) -> list[tuple[Code, int]]:
        """Where a class of the project is instantiated."""
        loaded = self.project.loaded_count
        if self._constructions is None or self._constructions[0] != loaded:
            table: dict[tuple[object, ...], list[tuple[Code, int]]] = {}
            for code in list(self.project.all_codes()):
                for at, instr in enumerate(code.function.code):
                    if instr.op == ir.NEW:
                        for value in self.values.of(code, instr.args[0]):
                            if value.kind == "class" and not value.ops:
                                table.setdefault(value.root, []).append((code, at))
            self._constructions = loaded, table
        return list(self._constructions[1].get(("class", path, index), ()))
