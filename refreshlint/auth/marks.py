"""What bounds the rounds of refresh and replay: a mark or counter that is tested before and set before the request goes out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.clients import Clients
from refreshlint.auth.concepts import Cell
from refreshlint.auth.places import Places
from refreshlint.auth.requests import Requests
from refreshlint.auth.vocabulary import EXPIRY_WORDS
from refreshlint.auth.ways import Step, Way, Ways
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code
from refreshlint.js.values import Key, Value

_NO_MARK = re.compile(
    r"^(?:url|baseurl|path|endpoint|method|headers?|data|body|params|query|status|statuscode|code|message|name|response|request|config"
    r"|authorization|content-type|accept|length|default|defaults|common|credentials|signal|\d+)$|token$|^token",
    re.IGNORECASE,
)
"""Names that a test may read and a replay may write without bounding anything."""

_TOKEN_NAME = re.compile(r"token|jwt|bearer|access|url|path|endpoint|method|body|data", re.IGNORECASE)
_SAME_REQUEST = frozenset({".headers", ".context", ".meta", ".metadata", ".options", ".extra", ".common", ".clone", ".getContext", "()"})
_READS = frozenset({"get", "has", "includes"})
_WRITES = frozenset({"set", "append", "add", "setHeader"})
_LOCAL_KINDS = frozenset({"const", "let", "var"})
_UNRESOLVED = re.compile(r"^(?:\.|~|@/|#|src/|app/)")


class Base(NamedTuple):
    """The object that a property belongs to, as a value without the steps that stay on the same request."""

    root: tuple[object, ...]
    ops: tuple[str, ...]


class Fact(NamedTuple):
    """Something a test reads: kind "property" (`name` of one of `bases`), "param" (`position` of the start) or "cell"."""

    kind: str
    name: str
    bases: frozenset[Base]
    position: int = -1
    cell: tuple[object, ...] = ()


class Tests(NamedTuple):
    """What the tests on the way to a refresh and a replay look at."""

    facts: tuple[Fact, ...]
    by_age: bool  # they look at the age of a token, which the refresh itself changes
    opaque: bool  # one of them cannot be read
    clock: bool  # they compare with the present time
    reads_address: bool


class Marks:
    """Decides whether something bounds the rounds from a function through a refresh back into it."""

    def __init__(self, ways: Ways, clients: Clients, requests: Requests, places: Places) -> None:
        self.ways = ways
        self.clients = clients
        self.requests = requests
        self.places = places
        self.project = clients.project
        self.values = clients.values
        self.calls = clients.calls
        self.shapes = clients.shapes

    # ---- tests ----

    def tests(self, start: Code, ways: Iterable[Way]) -> Tests:
        """What the branches read without which the ends of the ways are not reached."""
        facts: dict[Fact, None] = {}
        by_age = opaque = clock = address = False
        done: set[tuple[Key, int]] = set()
        ways = tuple(ways)
        passed = frozenset(step.code.key for way in ways for step in way) | frozenset(
            target.key for way in ways for target in self.calls.targets(way[-1].code, way[-1].at)
        )
        for way in ways:
            for step in way:
                for edge in cfg.dominating_edges(step.code, step.at):
                    if (step.code.key, edge.branch) in done:
                        continue
                    done.add((step.code.key, edge.branch))
                    found = self._read(start, step.code, step.code.function.code[edge.branch].args[0], passed)
                    facts.update(dict.fromkeys(found.facts))
                    by_age, opaque, clock = by_age or found.by_age, opaque or found.opaque, clock or found.clock
                    address = address or found.reads_address
        return Tests(tuple(facts), by_age, opaque, clock, address)

    def _read(self, start: Code, code: Code, register: int, passed: frozenset[Key]) -> Tests:
        """What a condition reads, through variables and predicates; `passed` are functions of the ways, whose results are no tests."""
        facts: dict[Fact, None] = {}
        by_age = opaque = clock = address = False
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[Key, int]] = set()
        while work and len(seen) < limits.MAX_TEST_SLICE:
            at, reg = work.pop()
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for index in at.definitions.get(reg, ()):
                instr = at.function.code[index]
                op = instr.op
                if op == ir.LOAD:
                    facts.update(dict.fromkeys(self._variable(start, at, instr.data, work)))
                    name = at.module.bindings[instr.data].name
                    outer = at.module.bindings[instr.data].function != at.key[1]
                    by_age = by_age or bool(outer and EXPIRY_WORDS.search(name) and not name.isupper() and self._is_own(start, at, reg))
                elif op == ir.PARAM:
                    facts.update(dict.fromkeys(self._param(start, at, instr.data, work)))
                elif op in (ir.GET, ir.INDEX):
                    name = self._key(at, instr)
                    facts.update(dict.fromkeys(self._property(start, at, instr.args[0], name)))
                    address = address or name in ("url", "path", "pathname", "endpoint")
                    by_age = by_age or bool(EXPIRY_WORDS.search(name) and self._is_own(start, at, instr.args[0]))
                    if name in ("length", "size", "current"):
                        work.append((at, instr.args[0]))
                elif op in (ir.CALL, ir.INVOKE) and self.requests.shape(at, instr) is not None:
                    continue  # what a backend answers is no test of what it was sent
                elif op in (ir.CALL, ir.INVOKE):
                    name = str(instr.data) if op == ir.INVOKE else (self.shapes.names(at, instr.args[0]) or ("",))[0]
                    clock = clock or (op == ir.INVOKE and name in ("now", "getTime"))
                    if op == ir.INVOKE and name in _READS and len(instr.args) > 1:
                        facts.update(dict.fromkeys(self._lookup(start, at, instr)))
                    arguments = self.values.arguments(instr)
                    own = all(self._is_own(start, at, each) for each in arguments)
                    by_age = by_age or bool(EXPIRY_WORDS.search(name) and own and name not in _READS)
                    opaque = opaque or (not own and self._is_opaque(at, index))
                    work += [(at, each) for each in arguments]
                    if op == ir.INVOKE:
                        work.append((at, instr.args[0]))
                    for target in self.calls.targets(at, index):
                        if len(target.function.code) <= limits.MAX_PREDICATE and target.key not in passed:
                            work += [(target, each.args[0]) for each in target.function.code if each.op in (ir.RETURN, ir.BRANCH)]
                elif op == ir.NEW:
                    clock = clock or self.shapes.names(at, instr.args[0])[:1] == ("Date",)
                elif op not in (ir.FUNC, ir.OBJECT, ir.ARRAY):
                    compares = op == ir.BINARY and instr.data in ("===", "==", "!==", "!=")
                    work += [(at, each) for each in instr.args if not (compares and self._is_named_constant(at, each))]
        return Tests(tuple(facts), by_age, opaque, clock, address)

    @staticmethod
    def _is_named_constant(code: Code, register: int) -> bool:
        """`Codes.TOKEN_EXPIRED`: the name of an answer, which says nothing of the age of the token that is held."""
        made = [code.function.code[index] for index in code.definitions.get(register, ())]
        return len(made) == 1 and made[0].op == ir.GET and str(made[0].data).isupper()

    def _variable(self, start: Code, code: Code, binding: int, work: list[tuple[Code, int]]) -> Iterator[Fact]:
        declared = code.module.bindings[binding]
        if declared.kind == "import":
            for imported in self.places.cells(code, self._load(code, binding)):
                yield Fact("cell", imported.name, frozenset(), cell=imported.identity)
            return
        if declared.kind not in _LOCAL_KINDS and declared.kind != "param":
            return
        owner = self.project.code((code.module.path, declared.function))
        if declared.function != 0 and (declared.kind != "let" or owner is code or declared.kind == "param"):
            work += [(owner, owner.function.code[at].args[0]) for at in owner.stores.get(binding, ())]
        if declared.function == 0 or owner is not code:
            cell = self.places.binding_cell(code.module.path, binding)
            if cell is not None and not self._runs_within(start, owner):
                yield Fact("cell", declared.name, frozenset(), cell=cell.identity)
            if declared.function == 0 and declared.kind == "const":
                work += [(owner, owner.function.code[at].args[0]) for at in owner.stores.get(binding, ())]

    def _runs_within(self, start: Code, owner: Code) -> bool:
        """Whether a function's variables are made anew in each round."""
        return owner.key in self.ways.extent(start) and owner.function.kind != "module"

    @staticmethod
    def _load(code: Code, binding: int) -> int:
        return next(each.dst for each in code.function.code if each.op == ir.LOAD and each.data == binding)

    def _param(self, start: Code, code: Code, position: int, work: list[tuple[Code, int]]) -> Iterator[Fact]:
        if code is start:
            yield Fact("param", code.params_binding(position), frozenset(), position)
            return
        for site in self.calls.callers(code):
            if site.how == "call" and not site.path:
                arguments = self.values.given(site.code, site.code.function.code[site.index])
                if position < len(arguments):
                    work.append((site.code, arguments[position]))

    def _property(self, start: Code, code: Code, register: int, name: str) -> Iterator[Fact]:
        place = self.places.property_cell(code, register, name)
        if place is not None:
            yield Fact("cell", place.name, frozenset(), cell=place.identity)
        if name and not _NO_MARK.search(name) and (place is None or place.lifetime == "object"):
            yield Fact("property", name.lower(), self.bases(start, code, register))

    def _lookup(self, start: Code, code: Code, instr: ir.Instr) -> Iterator[Fact]:
        """`headers.has("x-again")`, `seen.has(config)`."""
        name = self._name(code, instr.args[1])
        if name and not _NO_MARK.search(name):
            yield Fact("property", name.lower(), self.bases(start, code, instr.args[0]))
        for cell in self.places.cells(code, instr.args[0]):
            yield Fact("cell", cell.name, frozenset(), cell=cell.identity)

    def _key(self, code: Code, instr: ir.Instr) -> str:
        return str(instr.data) if instr.op in (ir.GET, ir.SET) else self._name(code, instr.args[1])

    def _name(self, code: Code, register: int) -> str:
        """A key as text; a symbol is named by where it was made."""
        for value in self.values.of(code, register):
            if value.kind == "const" and not value.ops:
                return str(value.root[2])
            if value.path in ("Symbol()", "Symbol.for()"):
                return f"symbol {value.site}"
        return ""

    def _is_own(self, start: Code, code: Code, register: int) -> bool:
        """Whether a value belongs to the app (a stored expiry), not to the request or its answer."""
        for value in self.values.of(code, register):
            if value.kind in ("error",) or (value.kind == "param" and value.root[1][0] == start.key[0] and value.root[1] == start.key):
                return False
            if value.kind == "param" and self._answers(value):
                return False
            if value.site is not None and any(op == "()" for op in value.ops) and value.path.split(".")[0] in ("fetch", "axios", "ky"):
                return False
        return True

    def _answers(self, value: Value) -> bool:
        """Whether a parameter is that of a promise continuation or of a helper that is handed the failure."""
        name = self.project.code(value.root[1]).params_binding(value.root[2])
        return bool(re.search(r"^(?:e|err|error|res|resp|response|result|answer|ex|reason)$|error|response", name, re.IGNORECASE))

    def _is_opaque(self, code: Code, index: int) -> bool:
        """Whether a test calls something of the project that cannot be found."""
        if self.calls.targets(code, index):
            return False
        for value in self.values.callee(code, code.function.code[index]):
            if value.kind == "import" and _UNRESOLVED.search(str(value.root[1])) and value.ops == ():
                return True
        return False

    def bases(self, start: Code, code: Code, register: int) -> frozenset[Base]:
        """The objects that a register may hold; empty where that is not known. The parameters of `start` are not looked behind."""
        out: set[Base] = set()
        work = list(self.values.of(code, register))
        seen: set[Value] = set()
        while work and len(seen) < limits.MAX_ORIGINS:
            value = work.pop()
            if value in seen:
                continue
            seen.add(value)
            if value.kind == "param" and value.root[1] != start.key:
                owner = self.project.code(value.root[1])
                given = self.calls.argument_values(owner, value.root[2])
                work += [each for found in given for each in self.clients.replayed(found, value.ops)]
            if value.kind == "object" and not value.ops:
                owner = self.project.code(value.root[1])
                instr = owner.function.code[value.root[2]]
                for key, inner in zip(instr.data, instr.args, strict=True):
                    if key == ir.SPREAD:
                        work += self.values.of(owner, inner)
            if value.kind not in ("const", "unknown"):
                out.add(_base(value))
        return frozenset(out)

    # ---- what bounds ----

    def bound(self, start: Code, refresh: Way, replay: Way, tests: Tests) -> str:
        """What bounds the rounds, in words; "" where nothing does."""
        extent = self.ways.extent(start)
        properties = [fact for fact in tests.facts if fact.kind == "property"]
        cells = {fact.cell: fact.name for fact in tests.facts if fact.kind == "cell"}
        sent = self._sent(start, replay, properties)
        if sent:
            return sent
        for key in sorted(extent):
            code = self.project.code(key)
            for index, instr in enumerate(code.function.code):
                said = self._written(start, code, index, instr, properties)
                if said and any(self.ways.precedes((*way, _at(code, index)), replay) for way in extent[key]):
                    return said
        for identity, name in cells.items():
            said = self._cell(start, identity, name, replay, tests.clock)
            if said:
                return said
        if tests.opaque:
            return "a test that cannot be read"
        return "a test of the token's age" if tests.by_age else ""

    def _written(self, start: Code, code: Code, index: int, instr: ir.Instr, properties: list[Fact]) -> str:
        """Whether an instruction sets a mark that is tested, or takes the handler away."""
        if instr.op == ir.INVOKE and instr.data == "eject":
            return "the interceptor is taken away before"
        if instr.op in (ir.SET, ir.SETINDEX):
            return self._sets(start, code, instr.args[0], self._key(code, instr), properties)
        if instr.op == ir.INVOKE and instr.data in _WRITES and len(instr.args) > 1:
            return self._sets(start, code, instr.args[0], self._name(code, instr.args[1]), properties)
        if instr.op == ir.INVOKE and instr.data in ("assign", "setContext", "extend") and len(instr.args) > 1:
            target = instr.args[1] if instr.data == "assign" else instr.args[0]
            for register in instr.args[1:]:
                for entry in self.shapes.entries(code, register):
                    said = self._sets(start, code, target, entry.key, properties) if entry.label else ""
                    if said:
                        return said
        return ""

    def _sets(self, start: Code, code: Code, register: int, name: str, properties: list[Fact]) -> str:
        if not name:
            return ""
        for fact in properties:
            if fact.name == name.lower():
                written = self.bases(start, code, register)
                if not written or not fact.bases or written & fact.bases:
                    return f"the mark {name}"
        return ""

    def _sent(self, start: Code, replay: Way, properties: list[Fact]) -> str:
        """Marks in the arguments of the replay itself, or of a call on the way to it."""
        names = {fact.name: fact for fact in properties}
        for step in reversed(replay):
            instr = step.code.function.code[step.at]
            if step.how not in ("end", "call", "new") or instr.op not in ir.CALLS:
                continue
            for register in self.values.arguments(instr):
                for entry in self.shapes.entries(step.code, register):
                    fact = names.get(entry.key.lower()) if entry.label else None
                    if fact is not None and not self._is_same(start, fact, entry.code, entry.register):
                        return f"the mark {entry.key}"
        return ""

    def _is_same(self, start: Code, fact: Fact, code: Code, register: int) -> bool:
        """Whether what is sent under a name is what came in under it."""
        values = self.values.of(code, register)
        same = [value for value in values if value.kind == "param" and value.root[1] == start.key and value.ops]
        return bool(same) and len(same) == len(values) and all(value.ops[-1][1:].lower() == fact.name for value in same)

    def _cell(self, start: Code, identity: tuple[object, ...], name: str, replay: Way, clock: bool) -> str:
        """Whether a variable that is tested counts the rounds, or is up while the replay is on its way."""
        extent = self.ways.extent(start)
        raised = False
        lowered_before = lowered = False
        for write in self.places.writes(_cell_of(identity, name)):
            code = write.at.code
            if code.key not in extent:
                continue
            ways = [(*way, _at(code, write.at.index)) for way in extent[code.key]]
            before = any(self.ways.precedes(way, replay) for way in ways)
            if write.busy is False:
                lowered = True
                lowered_before = lowered_before or before
            elif before and self._counts(code, write.at.index, identity):
                return f"the counter {name}"
            elif before and clock and self._is_time(code, write.at.index):
                return f"the waiting time in {name}"
            elif before and write.busy and write.holds in ("flag", "map"):
                raised = True
        if raised and not lowered:
            return f"the flag {name}"
        if raised and not lowered_before and self._is_awaited(replay):
            return f"the flag {name}, which is up while the request is sent again"
        return ""

    def _counts(self, code: Code, index: int, identity: tuple[object, ...]) -> bool:
        """`n = n + 1`: a write of a variable whose value is made of what it held."""
        instr = code.function.code[index]
        register = instr.args[0] if instr.op == ir.STORE else instr.args[-1]
        for at in code.definitions.get(register, ()):
            made = code.function.code[at]
            if made.op == ir.BINARY and made.data in ("+", "-"):
                return any(cell.identity == identity for cell in self.places.cells(code, register))
        return False

    @staticmethod
    def _is_time(code: Code, index: int) -> bool:
        """Whether a write stores the present time."""
        instr = code.function.code[index]
        register = instr.args[0] if instr.op == ir.STORE else instr.args[-1]
        made = [code.function.code[at] for at in code.definitions.get(register, ())]
        return any(each.op == ir.INVOKE and each.data in ("now", "getTime") for each in made)

    def _is_awaited(self, replay: Way) -> bool:
        """Whether the function that sends again waits for the answer before it goes on."""
        step = replay[-1]
        register = step.code.function.code[step.at].dst
        return any(step.code.function.code[use].op in ir.AWAITS for use in step.code.uses.get(register, ()))

    def changed_arguments(self, start: Code, call: Code, index: int, tests: Tests) -> str:
        """Whether a recursive call hands on something else where a test of the start looks at a parameter."""
        instr = call.function.code[index]
        arguments = self.values.given(call, instr)
        if isinstance(instr.data, ir.SpreadName | frozenset):
            return ""
        for fact in tests.facts:
            if fact.kind == "param" and not _TOKEN_NAME.search(fact.name) and fact.position < len(arguments):
                if self._differs(start, fact.position, call, arguments[fact.position]):
                    return f"the argument {fact.name or fact.position + 1}"
            elif fact.kind == "property":
                for base in fact.bases:
                    if base.root[:2] == ("param", start.key):
                        position = int(str(base.root[2]))
                        if position < len(arguments) and self._is_made_elsewhere(start, call, arguments[position]):
                            return "arguments that cannot be followed"
        return ""

    def _differs(self, start: Code, position: int, code: Code, register: int) -> bool:
        own = Value(("param", start.key, position))
        values = tuple(self.clients.origins(self.values.of(code, register)))
        if not values or own in values:
            return False
        return any(value.kind in ("const", "expr") and not value.ops for value in values)

    def _is_made_elsewhere(self, start: Code, code: Code, register: int) -> bool:
        """Whether an argument is the result of a function that cannot be looked into, given the original."""
        for value in self.values.of(code, register):
            if value.kind in ("unknown",) or (value.kind == "import" and value.ops[-1:] == ("()",)):
                return True
        return False


def _at(code: Code, index: int) -> Step:
    return Step(code, index, "end")


def _base(value: Value) -> Base:
    """A value without the steps that stay on the same request: `error.response.config.headers` is `error.config`."""
    ops = [op for op in value.ops if op not in _SAME_REQUEST]
    if ".config" in ops:
        ops = [op for op in ops if op != ".response"]
    return Base(value.root, tuple(ops))


def _cell_of(identity: tuple[object, ...], name: str) -> Cell:
    return Cell(identity, name, "")
