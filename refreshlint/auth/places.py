"""Which variable is meant: the notion of "the same cell" across functions, files, instances and hooks."""

from __future__ import annotations

import re
from typing import NamedTuple

from refreshlint.auth.concepts import Cell, Point
from refreshlint.auth.models.sharing import LOCK_METHODS
from refreshlint.auth.redux import Redux
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Value, Values

MAX_SLICE = 40
_READERS = frozenset({"get", "has", "size", "length", "isLocked", "peek", "getState", "current"})
_ADDS = frozenset({"set", "push", "add", "unshift", "acquire"})
_DROPS = frozenset({"delete", "clear", "splice", "shift", "pop", "release"})
_DEFERRED = re.compile(r"deferred|defer$|completer|promise", re.I)
_COMPONENT = re.compile(r"^(?:use[A-Z]|[A-Z])")


class Write(NamedTuple):
    """A write of a cell. busy: True where it says "under way", False where it says "idle", None where that is not known.

    holds: "flag", "promise", "queue", "map", "value" (something awaited or unknown).
    """

    at: Point
    busy: bool | None
    holds: str


class Places:
    """Cells and their reads and writes."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.redux = Redux(project, values, calls, shapes)
        self._writes: dict[tuple[object, ...], list[Write]] | None = None

    # ---- identity ----

    def cells(self, code: Code, register: int) -> dict[Cell, None]:
        """The cells that a value was read from: through tests, constants, getters and calls of one-line functions."""
        out: dict[Cell, None] = {}
        work: list[tuple[Code, int]] = [(code, register)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work and len(seen) < MAX_SLICE:
            at, reg = work.pop()
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for index in at.definitions.get(reg, ()):
                self._read(at, at.function.code[index], out, work)
        return out

    def _read(self, code: Code, instr: ir.Instr, out: dict[Cell, None], work: list[tuple[Code, int]]) -> None:
        op = instr.op
        if op == ir.LOAD:
            binding = code.module.bindings[instr.data]
            if binding.kind == "import":
                meant = self.project.variable(code.module.path, instr.data)
                imported = self.binding_cell(*meant) if meant is not None else None
                if imported is not None:
                    out[imported] = None
                return
            if binding.function == code.key[1] and binding.function != 0:
                if binding.kind in ("const", "let", "var"):
                    writes = code.stores.get(instr.data, ())
                    work.extend((code, code.function.code[index].args[0]) for index in writes[:3])
                if binding.kind == "let":
                    out[Cell(("binding", code.module.path, instr.data), binding.name, "local")] = None
                return
            cell = self.binding_cell(code.module.path, instr.data)
            if cell is not None:
                out[cell] = None
            if binding.kind == "const":  # `const [busy, setBusy] = useState()` and the like, seen from a callback
                owner = self.project.code((code.module.path, binding.function))
                for index in owner.stores.get(instr.data, ())[:1]:
                    state = self._state_cell(owner, owner.function.code[index].args[0])
                    if state is not None:
                        out[state] = None
        elif op == ir.GET:
            cell = self.property_cell(code, instr.args[0], instr.data)
            if cell is None and any(self.redux.is_state(code, value) for value in self.values.of(code, instr.args[0])):
                cell = Cell(("redux", instr.data), instr.data, "store")
            if cell is not None:
                out[cell] = None
            if cell is None or instr.data in _READERS:
                work.append((code, instr.args[0]))
        elif op in (ir.INDEX, ir.MOVE, ir.AWAIT, ir.UNARY, ir.BINARY):
            work.extend((code, arg) for arg in instr.args)
        elif op == ir.INVOKE:
            if instr.data in _READERS or instr.data in LOCK_METHODS:
                work.append((code, instr.args[0]))
            self._read_through(code, instr, work)
        elif op == ir.CALL:
            self._read_through(code, instr, work)

    def _read_through(self, code: Code, instr: ir.Instr, work: list[tuple[Code, int]]) -> None:
        """A call of a short function of the project reads what that reads."""
        for value in self.values.callee(code, instr):
            if value.is_function:
                target = self.project.code(value.root[1])
                if len(target.function.code) <= 30:
                    work.extend((target, each.args[0]) for each in target.function.code if each.op == ir.RETURN)

    def binding_cell(self, path: str, index: int) -> Cell | None:
        """The cell of a variable; None for functions and classes."""
        module = self.project.module(path)
        if module is None:
            return None
        binding = module.bindings[index]
        if binding.kind in ("function", "class", "import", "enum", "param", "catch"):
            return None
        lifetime = "module" if binding.function == 0 else "closure"
        return Cell(("binding", path, index), binding.name, lifetime)

    def _state_cell(self, code: Code, register: int) -> Cell | None:
        """`[value, setValue] = useState(...)`: the state."""
        for value in self.values.of(code, register):
            if value.path in ("react.useState().0", "react.default.useState().0", "react.*.useState().0") and value.site is not None:
                return Cell(("state", *value.site), "state", "ref")
        return None

    def property_cell(self, code: Code, register: int, name: str) -> Cell | None:
        """The cell of `object.name`, None where the object does not outlive the call or cannot be followed."""
        for value in self.values.of(code, register):
            cell = self.value_cell(value, name)
            if cell is not None:
                return cell
        return None

    def value_cell(self, value: Value, name: str) -> Cell | None:
        """The cell of a property of a value."""
        if value.ops:
            return None
        kind = value.kind
        if kind == "instance" or kind == "class":
            owner = self._declaring_class(value.root[1], value.root[2], name)
            return Cell(("field", *owner, name), name, "instance" if kind == "instance" else "module")
        if kind == "ref":
            owner_code = self.project.code(value.root[1])
            label = name
            register = owner_code.function.code[value.root[2]].dst
            for use in owner_code.uses.get(register, ()):
                instr = owner_code.function.code[use]
                if instr.op == ir.STORE:
                    label = f"{owner_code.module.bindings[instr.data].name}.{name}"
            return Cell(("ref", *value.root[1], value.root[2]), label, "ref")
        if kind in ("object", "func"):
            owner_key = value.root[1]
            lifetime = "module" if owner_key[1] == 0 or kind == "func" else "closure"
            if kind == "object" and self.values.is_store_maker(self.project.code(owner_key)):
                lifetime = "store"
            elif lifetime == "closure":
                lifetime = "object"
            return Cell(("prop", *value.root[1:], name), name, lifetime)
        if kind == "global" and value.root[1] in ("window", "globalThis", "global", "self"):
            return Cell(("global", name), name, "module")
        return None

    def _declaring_class(self, path: str, index: int, name: str) -> tuple[str, int]:
        at = (path, index)
        for _ in range(5):
            if (name, False) in self.values.members(*at) or (name, True) in self.values.members(*at):
                return at
            above = self.values.superclass(*at)
            if above is None:
                return (path, index)
            at = above
        return at

    # ---- writes ----

    def writes(self, cell: Cell) -> list[Write]:
        """Every write of a cell in the modules lowered so far."""
        if self._writes is None:
            self._writes = {}
            for code in list(self.project.all_codes()):
                for index, instr in enumerate(code.function.code):
                    for identity, write in self._write(code, index, instr):
                        self._writes.setdefault(identity, []).append(write)
            for flag in self.redux.writes():
                self._writes.setdefault(("redux", flag.name), []).append(Write(flag.at, flag.busy, "flag"))
        return self._writes.get(cell.identity, [])

    def _write(self, code: Code, index: int, instr: ir.Instr) -> list[tuple[tuple[object, ...], Write]]:
        point = Point(code, index)
        if instr.op == ir.STORE:
            binding = code.module.bindings[instr.data]
            if binding.kind in ("function", "class", "import", "param", "catch") or (binding.kind == "const" and binding.function):
                return []
            if binding.function == code.key[1] and binding.function != 0 and binding.kind != "let":
                return []
            busy, holds = self.weigh(code, instr.args[0])
            return self._or_setter(code, instr.args[0], ("binding", code.module.path, instr.data), Write(point, busy, holds))
        if instr.op == ir.SET:
            cell = self.property_cell(code, instr.args[0], instr.data)
            if cell is not None:
                busy, holds = self.weigh(code, instr.args[1])
                return self._or_setter(code, instr.args[1], cell.identity, Write(point, busy, holds))
            if instr.data == "length":
                return [(each.identity, Write(point, False, "queue")) for each in self.cells(code, instr.args[0])]
        elif instr.op == ir.DELETE:
            cell = self.property_cell(code, instr.args[0], instr.data)
            return [(cell.identity, Write(point, False, "value"))] if cell is not None else []
        elif instr.op == ir.SETINDEX:
            busy, holds = self.weigh(code, instr.args[2])
            return [(each.identity, Write(point, busy, "map")) for each in self.cells(code, instr.args[0])]
        elif instr.op == ir.DELETEINDEX:
            return [(each.identity, Write(point, False, "map")) for each in self.cells(code, instr.args[0])]
        elif instr.op == ir.INVOKE and (instr.data in _ADDS or instr.data in _DROPS):
            if instr.data == "set" and len(instr.args) < 3:
                return self._store_write(code, index, instr, instr.args[1:])
            busy_now = instr.data in _ADDS
            holds = "map" if instr.data in ("set", "delete", "clear", "add") else "queue"
            return [(each.identity, Write(point, busy_now, holds)) for each in self.cells(code, instr.args[0])]
        elif instr.op in (ir.CALL, ir.INVOKE) and len(self.values.arguments(instr)) >= 1:
            return self._store_write(code, index, instr, self.values.arguments(instr))
        return []

    def _or_setter(self, code: Code, register: int, identity: tuple[object, ...], write: Write) -> list[tuple[tuple[object, ...], Write]]:
        """A function that writes its parameter is a setter: its calls are the writes."""
        out = [(identity, write)]
        if write.busy is not None:
            return out
        for value in self.values.of(code, register):
            if value.kind == "param" and not value.ops and value.root[1] == code.key:
                for site in self.calls.callers(code):
                    if site.how == "call" and not site.path:
                        arguments = self.values.arguments(site.code.function.code[site.index])
                        if value.root[2] < len(arguments):
                            busy, holds = self.weigh(site.code, arguments[value.root[2]])
                            out.append((identity, Write(Point(site.code, site.index), busy, holds)))
        return out

    def _store_write(self, code: Code, index: int, instr: ir.Instr, arguments: tuple[int, ...]) -> list[tuple[tuple[object, ...], Write]]:
        """`set({ busy: true })` of zustand, `store.setState({...})`, `setBusy(true)` of useState."""
        out: list[tuple[tuple[object, ...], Write]] = []
        for value in self.values.callee(code, instr):
            if value.path.endswith("useState().1") and value.site is not None:
                busy, holds = self.weigh(code, arguments[0])
                out.append((("state", *value.site), Write(Point(code, index), busy, holds)))
                continue
            state: tuple[Value, ...] = ()
            if value.kind == "param" and not value.ops and value.root[2] == 0:
                maker = self.project.code(value.root[1])
                if self.values.is_store_maker(maker):
                    state = self.values.returns(maker)
            elif value.kind == "store" and value.ops == (".setState",):
                state = self.values.store_object(Value(value.root))
            if not state:
                continue
            for entry in self.shapes.entries(code, arguments[0]):
                if entry.label and "." not in entry.label:
                    busy, holds = self.weigh(entry.code, entry.register)
                    for each in state:
                        cell = self.value_cell(each, entry.label)
                        if cell is not None:
                            out.append((cell.identity, Write(Point(code, index), busy, holds)))
        return out

    def weigh(self, code: Code, register: int) -> tuple[bool | None, str]:
        """What a written value says: (busy, what it holds). Of several values the one that says "under way" counts."""
        said = [self._weigh(code, index) for index in code.definitions.get(register, ())]
        return next((each for each in said if each[0]), said[0] if said else (None, "value"))

    def _weigh(self, code: Code, index: int) -> tuple[bool | None, str]:
        instr = code.function.code[index]
        if instr.op == ir.CONST:
            if isinstance(instr.data, str):
                return (None if instr.data else False), "value"
            return bool(instr.data), "flag"
        if instr.op == ir.ARRAY:
            return bool(instr.args), "queue"
        if instr.op == ir.MOVE:
            return self.weigh(code, instr.args[0])
        if instr.op in (ir.CALL, ir.INVOKE, ir.INVOKEAT):
            if instr.op == ir.INVOKE and instr.data in ("now", "getTime"):
                return None, "value"
            return True, "promise"
        if instr.op == ir.NEW:
            names = self.shapes.names(code, instr.args[0])
            if names[:1] in (("Map",), ("Set",), ("WeakMap",)):
                return False, "map"
            return (True, "promise") if names[:1] == ("Promise",) or self.is_deferred(code, instr) else (None, "value")
        if instr.op == ir.LOAD:
            binding = code.module.bindings[instr.data]
            if binding.function == code.key[1] and binding.kind in ("const", "let", "var"):
                stores = code.stores.get(instr.data, ())
                if len(stores) == 1:
                    return self.weigh(code, code.function.code[stores[0]].args[0])
        if instr.op == ir.UNARY and instr.data == "void":
            return False, "value"
        return None, "value"

    # ---- lifetime ----

    def is_deferred(self, code: Code, instr: ir.Instr) -> bool:
        """Whether a `new` makes a promise that is settled from outside."""
        names = self.shapes.names(code, instr.args[0])
        return bool(names) and _DEFERRED.search(names[0]) is not None

    def why_not_shared(self, cell: Cell, code: Code) -> str:
        """A sentence part that says why callers do not share a cell; "" where they do, or where it cannot be seen."""
        if cell.lifetime == "local":
            return "it is a local variable, new in every call"
        if cell.lifetime == "instance":
            path, index = cell.identity[1], cell.identity[2]
            return self._instances(str(path), int(str(index)))
        if cell.lifetime in ("ref", "closure", "object"):
            if cell.identity[0] == "prop":
                key = cell.identity[1]
                return self._hook(self.project.code(key)) if isinstance(key, tuple) else ""
            path = str(cell.identity[1])
            if cell.identity[0] == "binding":
                module = self.project.module(path)
                owner = module.bindings[int(str(cell.identity[2]))].function if module is not None else 0
            else:
                owner = int(str(cell.identity[2]))
            return self._hook(self.project.code((path, owner)))
        return ""

    def is_made_per_caller(self, code: Code) -> bool:
        """Whether each caller of a function has an instance of its class, or a run of the hook around it, of its own."""
        owner = code.function.owner_class
        if owner >= 0 and not code.function.is_static and self._instances(code.module.path, owner):
            return True
        outer = self.project.parent(code)
        return outer is not None and outer.function.kind != "module" and bool(self._hook(outer))

    def _instances(self, path: str, index: int) -> str:
        made = self.calls.construction(path, index)
        module = self.project.module(path)
        name = module.classes[index].name if module is not None else ""
        if not made:
            return ""
        inner = [(code, at) for code, at in made if code.key[1] != 0 and not self._is_singleton(code, at)]
        if inner:
            return f"every caller makes its own {name}"
        return ""

    def _is_singleton(self, code: Code, index: int) -> bool:
        """Whether what is made here is kept in something that outlives the call: `instance ??= new X()`, a ref, a static field.

        What a function returns, or hands out inside of an object of functions, is kept if all its callers keep it.
        """
        work = [(code, index)]
        seen: set[tuple[tuple[str, int], int]] = set()
        while work:
            at, made = work.pop()
            if (at.key, made) in seen or at.key[1] == 0:
                continue
            seen.add((at.key, made))
            fate = self._fate(at, at.function.code[made].dst)
            if fate == "kept":
                continue
            sites = self.calls.callers(at) if fate == "handed out" else []
            if len(seen) > MAX_SLICE or (fate != "handed out") or any(site.how not in ("call", "registered") for site in sites):
                return False
            work += [(site.code, site.index) for site in sites if site.how == "call"]
        return True

    def _fate(self, code: Code, register: int) -> str:
        """What becomes of a value in its function: "kept" beyond the call, "handed out" to the caller, or "dropped"."""
        if code.function.kind in ("static", "field") or code.function.name in ("getInstance", "constructor"):
            return "kept"
        fate = "dropped"
        work = [register]
        seen: set[int] = set()
        while work:
            reg = work.pop()
            if reg in seen:
                continue
            seen.add(reg)
            for use in code.uses.get(reg, ()):
                instr = code.function.code[use]
                if instr.op in (ir.MOVE, ir.AWAIT):
                    work.append(instr.dst)
                elif instr.op == ir.STORE:
                    if code.module.bindings[instr.data].function != code.key[1]:
                        return "kept"
                    work += [each.dst for each in code.function.code if each.op == ir.LOAD and each.data == instr.data]
                    fate = "handed out" if self._hands_out(code, instr.data) else fate
                elif instr.op in (ir.SET, ir.INVOKE, ir.CALL) and reg in instr.args[1:]:
                    return "kept"
                elif instr.op == ir.RETURN:
                    fate = "handed out"
        return fate

    def _hands_out(self, code: Code, binding: int) -> bool:
        """Whether a function returns an object of functions that use one of its variables: it is a factory, and they are one thing."""
        users = {
            each.key
            for other in self.project.codes(code.module.path)
            if any(instr.op == ir.LOAD and instr.data == binding for instr in other.function.code)
            for each in self.project.enclosing(other)
        }
        for value in self.values.returns(code):
            if value.kind == "object" and not value.ops and value.root[1] == code.key:
                for register in code.function.code[value.root[2]].args:
                    if any(each.is_function and each.root[1] in users for each in self.values.of(code, register)):
                        return True
        return False

    def _hook(self, owner: Code) -> str:
        """Why what a hook, component or factory holds is not one for all."""
        for each in self.project.enclosing(owner):
            name = each.function.name
            if each.function.kind == "module":
                return ""
            if self.is_provider(each):
                return ""
            sites = [site for site in self.calls.callers(each) if site.how in ("call", "new")]
            if re.match(r"^use[A-Z]", name):
                if len({(site.code.key, site.index) for site in sites}) > 1:
                    return f"each component that calls {name} has its own"
                return ""
            if sites and not _COMPONENT.match(name):
                inner = [site for site in sites if site.code.key[1] != 0]
                if len(inner) > 1:
                    return f"each call of {name or 'the function around it'} makes its own"
                return ""
        return ""

    def is_provider(self, code: Code) -> bool:
        """Whether a function is a context provider: it renders one, or is handed to something that makes one."""
        for instr in code.function.code:
            if instr.op == ir.JSX and instr.data.tag.endswith(("Provider", "Context")):
                return True
        passed = self.values.passed_to(code)
        if passed is not None:
            outer, index, _ = passed
            return any(
                value.path.endswith("create-context-hook.default") for value in self.values.callee(outer, outer.function.code[index])
            )
        return False
