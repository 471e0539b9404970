"""Access paths: what an expression may be, told by where its value came from and what was done to it.

A path is a root (an import, a global, a parameter, a function or class or literal of the project ...) and the operations applied to
it since: ".name", "()", "new", "[]". Aliases, destructuring, re-exports, `await` and promise chains leave no mark. There is no type
inference: what cannot be followed is a path with an unhelpful root, never a guess. Every walk is bounded by limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from refreshlint import limits
from refreshlint.js import behaviours as known
from refreshlint.js import ir
from refreshlint.js.libraries import LibraryValues
from refreshlint.js.paths import GLOBAL_OBJECTS, SAME_VALUE_METHODS, UNDEFINED, UNKNOWN, Key, Site, Value
from refreshlint.js.project import Code, Project

__all__ = ["UNKNOWN", "Key", "Site", "Value", "Values"]

class Values(LibraryValues):
    """Answers `of(code, register)`; every answer is kept."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._kept: dict[Any, tuple[Value, ...]] = {}
        self._drafts: dict[Any, tuple[Value, ...]] = {}  # answers that a cycle may have cut short, for one question only
        self._cuts = 0
        self._members: dict[tuple[str, int], dict[tuple[str, bool], ir.Member]] = {}
        self._stores: dict[str, dict[int, list[tuple[Code, int]]]] = {}
        self._field_sets: dict[tuple[str, int], dict[str, list[tuple[Code, int]]]] = {}
        self._property_sets: dict[str, list[tuple[Code, int]]] | None = None
        self._providers: dict[tuple[Any, ...], list[tuple[Code, int]]] | None = None
        self._busy: set[Any] = set()
        self._depth = 0

    def forget(self) -> None:
        """Drop the answers that more modules may change (who writes a property, which provider gives a context)."""
        self._kept.clear()
        self._providers = None

    # ---- expressions ----

    def of(self, code: Code, register: int) -> tuple[Value, ...]:
        """What the value in a register may be, at most limits.MAX_VALUES alternatives, without promises around it."""
        return self._remember(
            (code.key, register),
            lambda: (value for index in code.definitions.get(register, ()) for value in self._instr(code, index)),
        )

    def _remember(self, memo: Any, compute: Callable[[], Iterable[Value]]) -> tuple[Value, ...]:
        """Compute an answer once. A cycle is cut; what it cut short is kept only while the question that met it lasts."""
        found = self._kept.get(memo)
        if found is not None:
            return found
        found = self._drafts.get(memo)
        if found is not None or memo in self._busy or self._depth >= limits.MAX_VALUE_DEPTH:
            self._cuts += 1
            return found or ()
        cuts = self._cuts
        self._busy.add(memo)
        self._depth += 1
        try:
            result = tuple(dict.fromkeys(compute()))[: limits.MAX_VALUES]
        finally:
            self._depth -= 1
            self._busy.discard(memo)
        if self._cuts == cuts or self._depth == 0:
            self._kept[memo] = result
        else:
            self._drafts[memo] = result
        if self._depth == 0:
            self._drafts.clear()
        return result

    def _instr(self, code: Code, index: int) -> Iterable[Value]:
        instr = code.function.code[index]
        op = instr.op
        key = code.key
        if op == ir.CONST:
            return (Value(("const", type(instr.data).__name__, instr.data)),)
        if op == ir.LOAD:
            return self.binding(code.module.path, instr.data)
        if op == ir.GLOBAL:
            return (Value(("global", instr.data)),)
        if op in (ir.MOVE, ir.AWAIT, ir.YIELD):
            return self.of(code, instr.args[0])
        if op in (ir.GET, ir.GETSUPER):
            base = self.of(code, instr.args[0]) if instr.args else self.this(code)
            return self._each(base, lambda value: self.member(value, instr.data))
        if op == ir.INDEX:
            return self._index(code, instr)
        if op == ir.THIS:
            return self.this(code)
        if op == ir.PARAM:
            return (Value(("param", key, instr.data)),)
        if op == ir.FUNC:
            return (Value(("func", (key[0], instr.data))),)
        if op == ir.CLASS:
            return (Value(("class", key[0], instr.data)),)
        if op == ir.OBJECT:
            return (Value(("object", key, index)),)
        if op == ir.ARRAY:
            return (Value(("array", key, index)),)
        if op == ir.CATCH:
            return (Value(("error", key, index)),)
        if op in ir.CALLS:
            return self._call(code, index, instr)
        if op == ir.IMPORT:
            return self._dynamic_import(code, instr)
        return (Value(("expr", key, index)),)

    @staticmethod
    def _each(values: Iterable[Value], step: Callable[[Value], Iterable[Value]]) -> tuple[Value, ...]:
        out: dict[Value, None] = {}
        for value in values:
            out.update(dict.fromkeys(step(value)))
        return tuple(out)

    def _index(self, code: Code, instr: ir.Instr) -> Iterable[Value]:
        names = [value.root[2] for value in self.of(code, instr.args[1]) if value.kind == "const" and not value.ops]
        base = self.of(code, instr.args[0])
        if names and all(isinstance(name, str | int) for name in names):
            return self._each(base, lambda value: self._each(names, lambda name: self.member(value, str(name))))
        return tuple(self._applied(value, "[]") for value in base)

    def _dynamic_import(self, code: Code, instr: ir.Instr) -> Iterable[Value]:
        for value in self.of(code, instr.args[0]):
            if value.kind == "const" and isinstance(value.root[2], str):
                return self.imported(code.module.path, value.root[2], "*")
        return (UNKNOWN,)

    def imported(self, importer: str, specifier: str, name: str) -> tuple[Value, ...]:
        """What `name` of `specifier` is for a module that imports it."""
        origin = self.project.follow(importer, specifier, name)
        if origin is not None and origin.kind == "export":
            found = self.project.exported(origin.path, origin.name)
            if found is None:
                return self._commonjs(origin.path, origin.name)
            origin = found
        if origin is None:
            return (Value(("import", specifier, name)),)
        if origin.kind == "binding":
            return self.binding(origin.path, origin.binding)
        if origin.kind == "module":
            return (Value(("module", origin.path)),)
        return (Value(("import", origin.path, origin.name)),)

    def binding(self, path: str, binding: int) -> tuple[Value, ...]:
        """What a name of a module may hold: all that is ever written to it."""
        imported = self.project.import_of(path, binding)
        if imported is not None:
            return self.imported(path, imported.specifier, imported.name)
        return self._remember(
            ((path, -1), binding),
            lambda: (
                value
                for code, index in self.stores(path).get(binding, ())
                for value in self.of(code, code.function.code[index].args[0])
            ),
        )

    def stores(self, path: str) -> dict[int, list[tuple[Code, int]]]:
        """binding -> every STORE to it in its module."""
        table = self._stores.get(path)
        if table is None:
            table = {}
            for code in self.project.codes(path):
                for binding, indices in code.stores.items():
                    table.setdefault(binding, []).extend((code, index) for index in indices)
            self._stores[path] = table
        return table

    def this(self, code: Code) -> tuple[Value, ...]:
        """What `this` is in a function."""
        for each in self.project.enclosing(code):
            if each.function.is_arrow:
                continue
            if each.function.owner_class >= 0:
                kind = "class" if each.function.is_static else "instance"
                return (Value((kind, each.key[0], each.function.owner_class)),)
            if each.function.kind in ("method", "getter", "setter", "function"):
                maker = self.creation(each)
                if maker is not None:
                    outer, index = maker
                    register = outer.function.code[index].dst
                    for use in outer.uses.get(register, ()):
                        if outer.function.code[use].op == ir.OBJECT:
                            return (Value(("object", outer.key, use)),)
            return (Value(("this", each.key)),)
        return (UNKNOWN,)

    def creation(self, code: Code) -> tuple[Code, int] | None:
        """The FUNC instruction that makes a function: (the function around it, index)."""
        outer = self.project.parent(code)
        if outer is not None:
            for index, instr in enumerate(outer.function.code):
                if instr.op == ir.FUNC and instr.data == code.key[1]:
                    return outer, index
        return None

    def passed_to(self, code: Code) -> tuple[Code, int, int] | None:
        """The call that a function expression is written into as an argument: (code, call, position among its args)."""
        made = self.creation(code)
        if made is None:
            return None
        outer, index = made
        register = outer.function.code[index].dst
        for use in outer.uses.get(register, ()):
            instr = outer.function.code[use]
            if instr.op in ir.CALLS and register in instr.args[1 if instr.op != ir.SUPERCALL else 0 :]:
                return outer, use, instr.args.index(register)
        return None

    # ---- members ----

    def member(self, value: Value, name: str) -> tuple[Value, ...]:
        """What property `name` of a value may be."""
        if value.ops or value.kind in ("import", "global", "param", "expr", "const", "unknown", "error", "this"):
            return self._plain_member(value, name)
        return self._remember(("member", value, name), lambda: self._member(value, name))

    def _plain_member(self, value: Value, name: str) -> tuple[Value, ...]:
        if not value.ops:
            if value.kind == "import" and value.root[2] == "*":
                return (Value(("import", value.root[1], name)),)
            if value.kind == "global" and (name in GLOBAL_OBJECTS or value.root[1] in GLOBAL_OBJECTS):
                return (Value(("global", name)),)
        return (self._applied(value, "." + name),)

    def _member(self, value: Value, name: str) -> tuple[Value, ...]:
        if not value.ops:
            kind = value.kind
            if kind == "object":
                return self._object_member(value, name)
            if kind == "array":
                code = self.project.code(value.root[1])
                args = code.function.code[value.root[2]].args
                if name.isdigit() and int(name) < len(args):
                    return self.of(code, args[int(name)])
            elif kind == "module":
                return self._module_member(value.root[1], name)
            elif kind in ("instance", "class"):
                found = self.field(value.root[1], value.root[2], name, kind == "class")
                if found:
                    return found
            elif kind == "ref" and name == "current":
                return self._ref_content(value)
            elif kind == "func":
                found = self._written_property(value, name)
                if found:
                    return found
                if name in ("call", "apply"):
                    return (value,)
            elif kind == "store":
                return self._store_member(value, name)
            elif kind == "mutation" and name in ("mutate", "mutateAsync"):
                return self._option(value.root[1], value.root[2], "mutationFn")
            elif kind == "context-hook":
                key, index = value.root[1], value.root[2]
                if name == "1":
                    code = self.project.code(key)
                    return self.of(code, code.function.code[index].args[1])
        return (self._applied(value, "." + name),)

    @staticmethod
    def _applied(value: Value, op: str, site: Site | None = None) -> Value:
        if op == "()" and len(value.ops) >= 3 and value.ops[-3:] == (value.ops[-1], "()", value.ops[-1]):
            return Value(value.root, value.ops[:-1], site or value.site)  # a builder: `.set(a).set(b)` is as long as `.set(a)`
        if len(value.ops) >= limits.MAX_PATH_OPS:
            return UNKNOWN
        return Value(value.root, (*value.ops, op), site or value.site)

    def _object_member(self, value: Value, name: str) -> tuple[Value, ...]:
        code = self.project.code(value.root[1])
        instr = code.function.code[value.root[2]]
        spread: list[Value] = []
        for key, register in zip(reversed(instr.data), reversed(instr.args), strict=True):
            if key == name:
                return (*self.of(code, register), *self._written_property(value, name))
            if isinstance(key, ir.Accessor) and key.name == name and key.kind == "get":
                return self._each(self.of(code, register), self.returns_of)
            if key is ir.SPREAD or key == ir.SPREAD:
                spread += self.of(code, register)
        written = self._written_property(value, name)
        if written:
            return written
        if spread:
            return self._each(spread, lambda each: self.member(each, name))
        return (self._applied(value, "." + name),)

    def _written_property(self, value: Value, name: str) -> tuple[Value, ...]:
        """What is written to `object.name` outside of its literal, where the object is held by a name of its module."""
        if self._property_sets is None:
            self._property_sets = {}
        path = value.root[1][0]
        table_key = f"{path}\0{name}"
        if table_key not in self._property_sets:
            sites = [
                (code, index)
                for code in self.project.codes(path)
                for index, instr in enumerate(code.function.code)
                if instr.op == ir.SET and instr.data == name
            ]
            self._property_sets[table_key] = sites
        out: dict[Value, None] = {}
        for code, index in self._property_sets[table_key]:
            instr = code.function.code[index]
            if value in self.of(code, instr.args[0]):
                out.update(dict.fromkeys(self.of(code, instr.args[1])))
        return tuple(out)

    def _module_member(self, path: str, name: str) -> tuple[Value, ...]:
        origin = self.project.exported(path, name)
        if origin is None:
            return self._commonjs(path, name)
        if origin.kind == "binding":
            return self.binding(origin.path, origin.binding)
        if origin.kind == "module":
            return (Value(("module", origin.path)),)
        return (Value(("import", origin.path, origin.name)),)

    def _commonjs(self, path: str, name: str) -> tuple[Value, ...]:
        """What a CommonJS module gives under a name ("default" and "*" are module.exports itself)."""
        out: dict[Value, None] = {}
        for code in self.project.codes(path)[:1]:
            for instr in code.function.code:
                if instr.op != ir.SET:
                    continue
                target = [value.path for value in self._shallow(code, instr.args[0])]
                if "module" in target and instr.data == "exports":
                    for value in self.of(code, instr.args[1]):
                        out.update(dict.fromkeys((value,) if name in ("default", "*") else self.member(value, name)))
                elif ("exports" in target or "module.exports" in target) and instr.data == name:
                    out.update(dict.fromkeys(self.of(code, instr.args[1])))
        if not out and name == "default":
            return (Value(("module", path)),) if self.project.module(path) is not None and not self._has_exports(path) else ()
        return tuple(out)

    def _has_exports(self, path: str) -> bool:
        module = self.project.module(path)
        return bool(module is not None and module.exports)

    def _shallow(self, code: Code, register: int) -> tuple[Value, ...]:
        """Globals and their members only: for `exports` and `module.exports`."""
        for index in code.definitions.get(register, ()):
            instr = code.function.code[index]
            if instr.op == ir.GLOBAL:
                return (Value(("global", instr.data)),)
            if instr.op == ir.GET:
                return tuple(self._applied(value, "." + instr.data) for value in self._shallow(code, instr.args[0]))
        return ()

    # ---- classes ----

    def members(self, path: str, index: int) -> dict[tuple[str, bool], ir.Member]:
        """(name, static) -> member of a class, its own only."""
        table = self._members.get((path, index))
        if table is None:
            module = self.project.module(path)
            table = {}
            for member in module.classes[index].members if module is not None else ():
                table.setdefault((member.name, member.is_static), member)
            self._members[(path, index)] = table
        return table

    def superclass(self, path: str, index: int) -> tuple[str, int] | None:
        """The class of the project that a class extends."""
        for code in self.project.codes(path):
            for instr in code.function.code:
                if instr.op == ir.CLASS and instr.data == index and instr.args:
                    for value in self.of(code, instr.args[0]):
                        if value.kind == "class" and not value.ops:
                            return value.root[1], value.root[2]
        return None

    def field(self, path: str, index: int, name: str, static: bool) -> tuple[Value, ...]:
        """What `this.name` may be in a class or its superclasses: methods, initial values, and all that is ever written."""
        return self._remember(("field", path, index, name, static), lambda: self._field(path, index, name, static))

    def _field(self, path: str, index: int, name: str, static: bool) -> Iterable[Value]:
        member = self.members(path, index).get((name, static))
        sets = self.field_sets(path, index).get(name, ())
        if member is not None and member.function >= 0:
            target = (path, member.function)
            if member.kind == "method":
                yield Value(("func", target))
            elif member.kind in ("getter", "field"):
                yield from self.returns(self.project.code(target))
        for code, at in sets:
            yield from self.of(code, code.function.code[at].args[1])
        if member is None and not sets:
            above = self.superclass(path, index)
            if above is not None:
                yield from self.field(*above, name, static)

    def field_sets(self, path: str, index: int) -> dict[str, list[tuple[Code, int]]]:
        """field -> the SETs of `this.field` in the class's own functions."""
        table = self._field_sets.get((path, index))
        if table is None:
            table = {}
            for code in self.project.codes(path):
                for at, instr in enumerate(code.function.code):
                    if instr.op != ir.SET:
                        continue
                    definition = code.definitions.get(instr.args[0], ())
                    if definition and code.function.code[definition[0]].op == ir.THIS:
                        owner = self.this(code)[0]
                        if owner.kind in ("instance", "class") and owner.root[1:] == (path, index):
                            table.setdefault(instr.data, []).append((code, at))
            self._field_sets[(path, index)] = table
        return table

    # ---- calls ----

    def callee(self, code: Code, instr: ir.Instr) -> tuple[Value, ...]:
        """What a call calls."""
        if instr.op == ir.INVOKE:
            base = self.of(code, instr.args[0])
            return self._each(base, lambda value: self.member(value, instr.data))
        if instr.op == ir.INVOKEAT:
            return tuple(self._index(code, instr._replace(args=instr.args[:2])))
        if instr.op == ir.INVOKESUPER:
            for value in self.this(code):
                if value.kind == "instance":
                    above = self.superclass(value.root[1], value.root[2])
                    if above is not None:
                        return self.field(*above, instr.data, False)
            return (UNKNOWN,)
        if instr.op == ir.SUPERCALL:
            return (UNKNOWN,)
        return self.of(code, instr.args[0])

    @staticmethod
    def arguments(instr: ir.Instr) -> tuple[int, ...]:
        """The registers of a call's arguments."""
        if instr.op == ir.INVOKEAT:
            return instr.args[2:]
        if instr.op in (ir.INVOKESUPER, ir.SUPERCALL):
            return instr.args
        return instr.args[1:]

    def given(self, code: Code, instr: ir.Instr) -> tuple[int, ...]:
        """The registers of a call's arguments as the called function sees them: `f.call(self, a)` gives it a."""
        if instr.op == ir.INVOKE and instr.data == "call" and any(value.is_function for value in self.of(code, instr.args[0])):
            return instr.args[2:]
        return self.arguments(instr)

    def _call(self, code: Code, index: int, instr: ir.Instr) -> Iterable[Value]:
        if instr.op == ir.INVOKE and instr.data in ("then", "catch", "finally"):
            chained = self._promise_chain(code, instr)
            if chained is not None:
                return chained
        if instr.op == ir.INVOKE and instr.data in SAME_VALUE_METHODS:
            return self.of(code, instr.args[0])
        site = (*code.key, index)
        arguments = self.arguments(instr)
        out: dict[Value, None] = {}
        for value in self.callee(code, instr):
            out.update(dict.fromkeys(self.called(value, code, index, arguments, site, instr.op == ir.NEW)))
        return tuple(out)

    def _promise_chain(self, code: Code, instr: ir.Instr) -> tuple[Value, ...] | None:
        base = self.of(code, instr.args[0])
        if any(value.kind == "object" and not value.ops for value in base):
            return None
        if instr.data != "then" or len(instr.args) < 2:
            return base
        handlers = [value for value in self.of(code, instr.args[1]) if value.is_function]
        if not handlers:
            return base
        out: dict[Value, None] = {}
        for handler in handlers:
            target = self.project.code(handler.root[1])
            for value in self.returns(target):
                out.update(dict.fromkeys(self._replayed(value, handler.root[1], lambda position: base if position == 0 else ())))
        return tuple(out)

    def called(
        self, value: Value, code: Code, index: int, arguments: tuple[int, ...], site: Site, is_new: bool = False
    ) -> tuple[Value, ...]:
        """What calling a value gives."""
        kind = value.kind
        if not value.ops:
            if kind == "func":
                target = self.project.code(value.root[1])
                results = self.returns(target)
                return self._each(
                    results,
                    lambda result: self._replayed(
                        result, value.root[1], lambda position: self.of(code, arguments[position]) if position < len(arguments) else ()
                    ),
                )
            if kind == "class":
                return (Value(("instance", value.root[1], value.root[2])),)
            if kind == "store":
                return self._use_store(value, code, arguments)
            if kind == "param":
                given = self._store_of_param(value)
                if given:
                    return given
            if kind == "mutation":
                return (value,)
            if kind == "getter-of":
                return self.store_object(value.root[1])
            if kind == "maker":
                return (Value(("store", code.key, index)),) if arguments else (value,)
        behaviour = known.BEHAVIOURS.get(value.path) if value.root[0] in ("import", "global") else None
        if behaviour is not None:
            found = self._behave(behaviour, value, code, index, arguments)
            if found is not None:
                return found
        if kind == "global" and value.path == "require" and arguments:
            for specifier in self.of(code, arguments[0]):
                if specifier.kind == "const" and isinstance(specifier.root[2], str):
                    found = self.imported(code.module.path, specifier.root[2], "*")
                    return self._required(found)
        return (self._applied(value, "new" if is_new else "()", site),)

    def _required(self, values: tuple[Value, ...]) -> tuple[Value, ...]:
        """`require` of a CommonJS module of the project is its module.exports."""
        out: dict[Value, None] = {}
        for value in values:
            exports = self._commonjs(value.root[1], "*") if value.kind == "module" and not self._has_exports(value.root[1]) else ()
            out.update(dict.fromkeys(exports or (value,)))
        return tuple(out)

    def _replayed(self, value: Value, key: Key, argument: Callable[[int], tuple[Value, ...]]) -> tuple[Value, ...]:
        """A value seen from inside of function `key`, seen from a caller: parameters become arguments."""
        if value.root[0] != "param" or value.root[1] != key:
            return (value,)
        current = argument(value.root[2])
        for op in value.ops:
            if op[0] == ".":
                current = self._each(current, lambda each, name=op[1:]: self.member(each, name))  # type: ignore[misc]
            else:
                current = tuple(self._applied(each, op, value.site) for each in current)
        return current or (value,)

    def returns_of(self, value: Value) -> tuple[Value, ...]:
        """What calling a function value gives, whatever the arguments."""
        return self.returns(self.project.code(value.root[1])) if value.is_function else (self._applied(value, "()"),)

    def returns(self, code: Code) -> tuple[Value, ...]:
        """What a function may return (async or not), in terms of its parameters."""
        return self._remember(("returns", code.key), lambda: self._return_values(code))

    def _return_values(self, code: Code) -> Iterable[Value]:
        found = [
            value for instr in code.function.code if instr.op == ir.RETURN for value in self.of(code, instr.args[0])
        ]
        return [value for value in found if value != UNDEFINED] or found
