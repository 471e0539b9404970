"""What a walk with a failure in hand knows of the values it meets: constants, and all that is made of the failure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from refreshlint import limits
from refreshlint.auth import accidents
from refreshlint.auth.accidents import DOUBT, UNDEFINED, Accident, Known
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Value, Values

Env = dict[Any, Known]
"""What is known: of registers by number, of variables, properties and parameters by what tells them apart."""

OPAQUE = Known("opaque")
"""A property that is there, and not known."""

UNKNOWN_ERROR = Known("error", ((), DOUBT, ()))


class Sight:
    """Reads instructions that call nothing and wait for nothing."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes, accident: Accident) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.accident = accident
        self._constants: dict[tuple[Key, int], Known | None] = {}
        self._lasting: dict[Key, frozenset[int]] = {}

    def kept(self, code: Code, env: Env) -> Env:
        """What is known at the end of a block, without registers that no other block reads."""
        lasting = self._lasting.get(code.key)
        if lasting is None:
            blocks: dict[int, set[int]] = {}
            for table in (code.definitions, code.uses):
                for register, indices in table.items():
                    blocks.setdefault(register, set()).update(code.block_of[index] for index in indices)
            lasting = frozenset(register for register, used in blocks.items() if len(used) > 1)
            self._lasting[code.key] = lasting
        return {slot: known for slot, known in env.items() if not isinstance(slot, int) or slot in lasting}

    @staticmethod
    def put(env: Env, register: int, known: Known | None) -> None:
        """Note what is known of a register from here on."""
        if known is None or known.kind == "opaque":
            env.pop(register, None)
        else:
            env[register] = known

    def get(self, code: Code, env: Env, register: int) -> Known | None:
        """What is known of a register, None where nothing is."""
        known = env.get(register)
        return known if known is not None else self._constant(code, register)

    def _constant(self, code: Code, register: int) -> Known | None:
        """What is known of a value whatever the way: constants, lists of constants."""
        memo = (code.key, register)
        if memo not in self._constants:
            self._constants[memo] = None
            if self._never_changes(code, register):
                self._constants[memo] = self._written(self.values.of(code, register))
        return self._constants[memo]

    def _never_changes(self, code: Code, register: int) -> bool:
        """Whether what is written in the code is all that a value can be: no variable, field or state that others may set."""
        for _ in range(limits.MAX_ORIGIN_STEPS):
            found = code.definitions.get(register, ())
            if len(found) != 1:
                return False
            instr = code.function.code[found[0]]
            if instr.op == ir.GET:  # `Status.Unauthorized`
                base = [code.function.code[index] for index in code.definitions.get(instr.args[0], ())]
                return len(base) == 1 and base[0].op == ir.LOAD and bool(code.module.bindings[base[0].data].name[:1].isupper())
            if instr.op == ir.LOAD:
                written = self._stored_once(code.module.path, instr.data)
                if written is None:
                    return False
                code, register = written
            elif instr.op == ir.MOVE:
                register = instr.args[0]
            else:
                return instr.op in (ir.CONST, ir.ARRAY, ir.NEW)
        return False

    def _stored_once(self, path: str, binding: int) -> tuple[Code, int] | None:
        """What a constant of the project is made from: (function, register)."""
        origin = self.project.import_of(path, binding)
        if origin is not None:
            found = self.project.follow(path, origin.specifier, origin.name)
            if found is not None and found.kind == "export":
                found = self.project.exported(found.path, found.name)
            if found is None or found.kind != "binding":
                return None
            path, binding = found.path, found.binding
        module = self.project.module(path)
        if module is None or module.bindings[binding].kind not in ("const", "enum"):
            return None
        stores = self.values.stores(path).get(binding, ())
        return (stores[0][0], stores[0][0].function.code[stores[0][1]].args[0]) if len(stores) == 1 else None

    def _written(self, found: tuple[Value, ...]) -> Known | None:
        if len(found) != 1:
            return None
        value = found[0]
        if value.kind == "const" and not value.ops:
            return Known("const", value.root[2])
        if value.kind == "expr" and not value.ops:
            instr = self.project.code(value.root[1]).function.code[value.root[2]]
            return Known("const", instr.data) if instr.op == ir.CONST else None
        if value.kind == "array" and not value.ops:
            return self._list(self.project.code(value.root[1]), value.root[2])
        if value.path == "Set new" and value.site is not None:
            owner = self.project.code(value.site[:2])
            arguments = owner.function.code[value.site[2]].args[1:]
            return self._constant(owner, arguments[0]) if arguments else None
        return None

    def _list(self, code: Code, index: int) -> Known | None:
        instr = code.function.code[index]
        if instr.data:
            return None
        parts = [self._constant(code, register) for register in instr.args]
        return Known("array", tuple(each or OPAQUE for each in parts)) if parts and all(parts) else None

    def _base(self, code: Code, register: int) -> Any:
        """What tells the object of a property from others in one walk."""
        for index in code.definitions.get(register, ()):
            instr = code.function.code[index]
            if instr.op == ir.THIS:
                return "this"
            if instr.op == ir.LOAD:
                return (code.module.path, instr.data)
        return None

    def plain(self, code: Code, instr: ir.Instr, env: Env, thrown: Known | None, failing: bool) -> Known | None:
        """The value of an instruction that calls nothing and waits for nothing; accidents.RAISED where it throws."""
        op = instr.op
        if op == ir.CONST:
            return Known("const", instr.data)
        if op == ir.MOVE:
            return self.get(code, env, instr.args[0])
        if op == ir.CATCH:
            return thrown
        if op == ir.PARAM:
            return env.get(("param", code.key, instr.data))
        if op == ir.LOAD:
            known = env.get((code.module.path, instr.data))
            return known if known is not None else self._settler(code, instr)
        if op == ir.STORE:
            slot = (code.module.path, instr.data)
            known = self.get(code, env, instr.args[0])
            if known is None or known.kind == "opaque":
                env.pop(slot, None)
            else:
                env[slot] = known
            return None
        if op == ir.SET:
            base = self._base(code, instr.args[0])
            known = self.get(code, env, instr.args[1])
            if base is not None:
                env.pop((base, instr.data), None)
                if known is not None and known.kind != "opaque":
                    env[(base, instr.data)] = known
            return None
        if op == ir.GET:
            return self._property(code, instr, env)
        if op == ir.INDEX:
            base, key = self.get(code, env, instr.args[0]), self.get(code, env, instr.args[1])
            if base is None or key is None or key.kind != "const":
                return DOUBT if base is not None and base.kind not in ("const", "opaque") else None
            return self._member(base, str(key.data), instr.opt)
        if op == ir.UNARY:
            return self._unary(instr, self.get(code, env, instr.args[0]))
        if op == ir.BINARY:
            return self._binary(code, instr, env)
        if op == ir.TEMPLATE:
            parts = [self.get(code, env, register) for register in instr.args]
            if all(part is not None and part.kind == "const" for part in parts):
                pairs = zip(parts, instr.data[1:], strict=True)
                return Known("const", instr.data[0] + "".join(f"{part.data}{text}" for part, text in pairs if part is not None))
            return DOUBT if any(part is not None and part.kind not in ("const", "opaque") for part in parts) else None
        if op == ir.OBJECT and failing:
            return self._object(code, instr, env)
        if op == ir.ARRAY and failing and not instr.data:
            return Known("array", tuple(self.get(code, env, register) or OPAQUE for register in instr.args))
        return None

    def _property(self, code: Code, instr: ir.Instr, env: Env) -> Known | None:
        base = self._base(code, instr.args[0])
        if base is not None and (base, instr.data) in env:
            return env[(base, instr.data)]
        known = self.get(code, env, instr.args[0])
        return None if known is None else self._member(known, instr.data, instr.opt)

    def _member(self, known: Known, name: str, opt: bool) -> Known | None:
        if known.kind in ("opaque", "rejected", "settle"):
            return None
        if opt and accidents.is_nothing(known):
            return UNDEFINED
        found = accidents.member(self.accident, known, name)
        if found is UNDEFINED and known.kind == "object" and any(key == ir.SPREAD for key, _ in known.data):
            return None
        return None if found.kind == "opaque" else found

    @staticmethod
    def _unary(instr: ir.Instr, known: Known | None) -> Known | None:
        if known is None or known.kind == "opaque":
            return None
        if instr.data == "!":
            says = accidents.truth(known)
            return DOUBT if says is None else Known("const", not says)
        if instr.data == "nullish":
            says = accidents.is_nothing(known)
            return DOUBT if says is None else Known("const", says)
        if instr.data == "typeof":
            if known.kind == "const":
                names = {str: "string", bool: "boolean", int: "number", float: "number", type(None): "object"}
                return Known("const", names.get(type(known.data), "undefined"))
            return Known("const", "string" if known.kind == "text" else "object") if known.kind != "doubt" else DOUBT
        if instr.data == "void":
            return UNDEFINED
        return known if known.kind == "const" and instr.data == "+" else DOUBT if known.kind != "const" else None

    def _binary(self, code: Code, instr: ir.Instr, env: Env) -> Known | None:
        left, right = (self.get(code, env, register) for register in instr.args)
        left = None if left is not None and left.kind in ("opaque", "rejected") else left
        right = None if right is not None and right.kind in ("opaque", "rejected") else right
        if instr.data == "instanceof":
            if left is None:
                return None
            names, external = self.classes(code, instr.args[1])
            return accidents.instance_of(self.accident, left, names, external)
        if instr.data == "in":
            if right is None or left is None or left.kind != "const" or right.kind == "const":
                return None
            found = accidents.member(self.accident, right, str(left.data))
            return DOUBT if found.kind == "doubt" else Known("const", found is not UNDEFINED or right.kind == "error")
        return accidents.binary(self.accident, instr.data, left, right)

    def classes(self, code: Code, register: int) -> tuple[tuple[str, ...], bool]:
        """The names of a class and of those above it, and whether it is none of the project's."""
        for value in self.values.of(code, register):
            if value.kind == "class" and not value.ops:
                return self.class_names(value.root[1], value.root[2]), False
        return self.shapes.names(code, register)[:1], True

    def class_names(self, path: str, index: int) -> tuple[str, ...]:
        """The name of a class of the project and of all that it extends."""
        names: list[str] = []
        at: tuple[str, int] | None = (path, index)
        while at is not None and len(names) < 6:
            module = self.project.module(at[0])
            if module is None:
                break
            cls = module.classes[at[1]]
            names.append(cls.name)
            above = self.values.superclass(*at)
            if above is None and cls.super_text:
                names.append(cls.super_text)
            at = above
        return tuple(names)

    def _object(self, code: Code, instr: ir.Instr, env: Env) -> Known:
        pairs: dict[str, Known] = {}
        for key, register in zip(instr.data, instr.args, strict=True):
            known = self.get(code, env, register)
            if key == ir.SPREAD:
                if known is not None and known.kind == "object":
                    pairs.update(known.data)
                elif known is None or known.kind != "const":
                    pairs[ir.SPREAD] = OPAQUE
            elif isinstance(key, str):
                pairs[key] = known or OPAQUE
        return Known("object", tuple(pairs.items()))

    def _settler(self, code: Code, instr: ir.Instr) -> Known | None:
        """`resolve` or `reject` of a promise that is made around this code."""
        if code.module.bindings[instr.data].kind != "param":
            return None
        for value in self.values.binding(code.module.path, instr.data):
            if value.kind == "param" and not value.ops and value.root[2] < 2:
                owner = self.project.code(value.root[1])
                if any(site.how == "sync" and site.path == "Promise" for site in self.calls.callers(owner)):
                    return Known("settle", (owner.key, value.root[2] == 0))
        return None

    def made(self, code: Code, instr: ir.Instr, arguments: tuple[Known | None, ...]) -> Known | None:
        """`new SomeError(...)`: an error of the code's own."""
        names, external = self.classes(code, instr.args[0])
        if not any(name.endswith(("Error", "Exception", "Failure")) for name in names):
            return None
        text = arguments[0] if arguments and arguments[0] is not None and arguments[0].kind in ("const", "text") else DOUBT
        fields: list[tuple[str, Known]] = []
        for value in self.values.of(code, instr.args[0]) if not external else ():
            if value.kind == "class":
                fields += self._fields_of(value, arguments)
        return Known("error", (names, dict(fields).get("message", text), tuple(fields)))

    def _fields_of(self, value: Value, arguments: tuple[Known | None, ...]) -> Iterator[tuple[str, Known]]:
        """What a constructor writes to `this`, and hands to the one above."""
        member = self.values.members(value.root[1], value.root[2]).get(("constructor", False))
        if member is None:
            return
        code = self.project.code((value.root[1], member.function))
        for instr in code.function.code:
            if instr.op == ir.SET and self._base(code, instr.args[0]) == "this":
                name, register = instr.data, instr.args[1]
            elif instr.op == ir.SUPERCALL and instr.args:
                name, register = "message", instr.args[0]
            else:
                continue
            for each in self.values.of(code, register):
                if each.kind == "const" and not each.ops:
                    yield name, Known("const", each.root[2])
                elif each.kind == "param" and each.root[1] == code.key and not each.ops:
                    given = arguments[each.root[2]] if each.root[2] < len(arguments) else UNDEFINED
                    yield name, given or DOUBT
                else:
                    yield name, DOUBT
