"""Clients with a handler on their answers: axios interceptors, ky hooks, a replaced fetch, socket errors. Identity is by instance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.concepts import Point
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Value, Values

Identity = tuple[object, ...]
"""What tells one client from another: where it was made, or the variable or field that holds it."""

FETCH: Identity = ("global", "fetch")
SENDING = frozenset({"request", "get", "post", "put", "patch", "delete", "head", "options", "any", "fetch"})
"""Methods of HTTP clients that send a request."""

SOCKET_REFUSALS = frozenset({"connect_error", "error", "unauthorized", "auth_error", "reconnect_error", "connect_failed"})
"""Events by which socket.io says that a connection was refused (its documentation; older majors included)."""

CONNECTING = frozenset({"connect", "open", "reconnect"})
_TRANSFORMS = frozenset({"addAsyncResponseTransform", "addResponseTransform", "addMonitor"})
_WINDOWS = frozenset({"window", "globalThis", "global", "self"})
_NOTHING = (None, ir.UNDEFINED)


class Handler(NamedTuple):
    """A function that a client runs for its answers.

    failed: it only sees failures (an axios error handler, a socket error); resends: what sends through the client again.
    """

    code: Code
    client: frozenset[Identity]
    at: Point
    failed: bool
    resends: frozenset[str]
    via: str  # "interceptor", "hook", "fetch", "socket"


class Clients:
    """Finds the handlers of intercepted clients, and tells whether two expressions are one client."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes) -> None:
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self._handlers: tuple[int, tuple[Handler, ...]] | None = None  # and how many modules there were when they were looked for

    # ---- identity ----

    def identities(self, code: Code, register: int) -> frozenset[Identity]:
        """All that may tell which client a register holds; two registers that share one hold the same client."""
        out: set[Identity] = set()
        for value in self.origins(self.values.of(code, register)):
            identity = self._of_value(value)
            if identity is not None:
                out.add(identity)
        out.update(self._holders(code, register))
        return frozenset(out)

    def origins(self, values: tuple[Value, ...]) -> Iterator[Value]:
        """Values, with parameters replaced by what callers in the project pass (the parameters themselves are kept too)."""
        work = [(value, 0) for value in values]
        seen: set[Value] = set()
        while work:
            value, depth = work.pop()
            if value in seen or len(seen) > limits.MAX_ORIGINS:
                continue
            seen.add(value)
            yield value
            if value.kind == "param" and depth < limits.MAX_ORIGIN_STEPS:
                owner = self.project.code(value.root[1])
                for found in self.calls.argument_values(owner, value.root[2]):
                    work += [(each, depth + 1) for each in self.replayed(found, value.ops)]

    def replayed(self, value: Value, ops: tuple[str, ...]) -> tuple[Value, ...]:
        """A value after property reads; other operations make it a path on what it was."""
        current: tuple[Value, ...] = (value,)
        for op in ops:
            if op.startswith("."):
                current = tuple(dict.fromkeys(each for one in current for each in self.values.member(one, op[1:])))
            else:
                current = tuple(Value(one.root, (*one.ops, op), one.site) for one in current)
        return current

    def _of_value(self, value: Value) -> Identity | None:
        if value.kind in ("unknown", "const", "expr", "error", "this"):
            return None
        if value.kind == "import" and value.root[1] == "axios" and not value.ops:
            return ("axios",)
        if value.kind == "global" and not value.ops:
            return ("global", value.root[1])
        if value.site is not None and value.ops and self._made_often(value.site):
            return None
        return ("value", value.root, value.ops, value.site)

    def _made_often(self, site: tuple[str, int, int]) -> bool:
        """Whether one `create()` makes several clients: it stands in a factory that is called in more than one place."""
        code = self.project.code(site[:2])
        if code.function.kind in ("module", "constructor", "field", "static"):
            return False
        return sum(caller.how == "call" for caller in self.calls.callers(code)) > 1

    def _holders(self, code: Code, register: int) -> Iterator[Identity]:
        """The variables and fields that a register was read from, here or in a function that handed it out."""
        work = [(code, register)]
        seen: set[tuple[Key, int]] = set()
        while work and len(seen) < limits.MAX_HOLDERS:
            at, reg = work.pop()
            if (at.key, reg) in seen:
                continue
            seen.add((at.key, reg))
            for index in at.definitions.get(reg, ()):
                instr = at.function.code[index]
                if instr.op == ir.LOAD:
                    held = self.project.variable(at.module.path, instr.data)
                    # What a function makes anew in each call is not one thing.
                    if held is not None and (at is code or self._is_kept(*held)):
                        yield ("binding", *held)
                        work += self._given(*held)
                elif instr.op == ir.GET:
                    for value in self.values.of(at, instr.args[0]):
                        if value.kind in ("instance", "class") and not value.ops:
                            yield ("field", value.root[1], value.root[2], instr.data)
                        elif value.kind == "ref" and not value.ops:
                            yield ("ref", value.root[1], value.root[2])
                elif instr.op in (ir.CALL, ir.INVOKE):
                    for target in self.calls.targets(at, index):
                        work += [(target, each.args[0]) for each in target.function.code if each.op == ir.RETURN]

    def _is_kept(self, path: str, binding: int) -> bool:
        """Whether a variable outlives the function that reads it."""
        module = self.project.module(path)
        return module is not None and module.bindings[binding].function == 0

    def _given(self, path: str, binding: int) -> list[tuple[Code, int]]:
        """What a constant of a module is made from."""
        module = self.project.module(path)
        if module is None or module.bindings[binding].kind != "const" or module.bindings[binding].function != 0:
            return []
        return [(code, code.function.code[index].args[0]) for code, index in self.values.stores(path).get(binding, ())]

    # ---- handlers ----

    def handlers(self) -> list[Handler]:
        """Every handler of an intercepted client in the modules lowered so far, in order of path and position."""
        loaded = self.project.loaded_count
        if self._handlers is None or self._handlers[0] != loaded:
            self._handlers = loaded, self._found()
        return list(self._handlers[1])

    def _found(self) -> tuple[Handler, ...]:
        out: dict[tuple[tuple[str, int], str], Handler] = {}
        for code in list(self.project.all_codes()):
            for index, instr in enumerate(code.function.code):
                if instr.op not in (ir.CALL, ir.INVOKE, ir.SET):
                    continue
                for handler in self._registered(code, index, instr):
                    key = (handler.code.key, handler.via)
                    known = out.get(key)
                    out[key] = handler if known is None else known._replace(client=known.client | handler.client)
        return tuple(out.values())

    def _registered(self, code: Code, index: int, instr: ir.Instr) -> Iterator[Handler]:
        if instr.op == ir.INVOKE:
            if instr.data == "use":
                yield from self._interceptors(code, index, instr)
            elif instr.data in ("on", "addEventListener") and len(instr.args) >= 3:
                yield from self._socket(code, index, instr)
            elif instr.data in _TRANSFORMS and len(instr.args) >= 2:
                client = self.identities(code, instr.args[0])
                yield from self._functions(code, index, instr.args[1], client, False, "interceptor")
        elif instr.op == ir.SET and instr.data == "fetch" and self._is_window(code, instr.args[0]):
            yield from self._functions(code, index, instr.args[1], frozenset({FETCH}), False, "fetch")
        if instr.op in (ir.CALL, ir.INVOKE):
            yield from self._hooks(code, index, instr)

    def _interceptors(self, code: Code, index: int, instr: ir.Instr) -> Iterator[Handler]:
        client = self._client_of_use(code, instr.args[0])
        if client is None:
            return
        for position, register in enumerate(instr.args[1:3]):
            yield from self._functions(code, index, register, client, position == 1, "interceptor")

    def _client_of_use(self, code: Code, register: int) -> frozenset[Identity] | None:
        """The client of `client.interceptors.response`, None for anything else."""
        for index in code.definitions.get(register, ()):
            response = code.function.code[index]
            if response.op != ir.GET or response.data != "response":
                continue
            for inner in code.definitions.get(response.args[0], ()):
                chain = code.function.code[inner]
                if chain.op == ir.GET and chain.data == "interceptors":
                    return self.identities(code, chain.args[0])
        return None

    def _socket(self, code: Code, index: int, instr: ir.Instr) -> Iterator[Handler]:
        if not any(text in SOCKET_REFUSALS for text in self.shapes.texts(code, instr.args[1])):
            return
        client = self.identities(code, instr.args[0])
        yield from self._functions(code, index, instr.args[2], client, True, "socket")

    def _hooks(self, code: Code, index: int, instr: ir.Instr) -> Iterator[Handler]:
        """`ky.create({ hooks: { afterResponse: [f] } })`, `.extend(...)`, or a call of ky itself."""
        if not any(value.path.startswith("ky.") for value in self.values.callee(code, instr)):
            return
        client = self.identities(code, instr.dst) | self._stored(code, instr.dst)
        for register in self.values.arguments(instr):
            for entry in self.shapes.entries(code, register):
                if "afterResponse" in entry.label:
                    yield from self._functions(entry.code, index, entry.register, client, False, "hook", Point(code, index))

    def _stored(self, code: Code, register: int) -> frozenset[Identity]:
        """The variable that a new client is put into."""
        return frozenset(
            ("binding", code.module.path, code.function.code[use].data)
            for use in code.uses.get(register, ())
            if code.function.code[use].op == ir.STORE
        )

    def _functions(
        self, code: Code, index: int, register: int, client: frozenset[Identity], failed: bool, via: str, at: Point | None = None
    ) -> Iterator[Handler]:
        resends = CONNECTING if via == "socket" else SENDING
        for value in self.origins(self.values.of(code, register)):
            if value.is_function:
                yield Handler(self.project.code(value.root[1]), client, at or Point(code, index), failed, resends, via)

    def _is_window(self, code: Code, register: int) -> bool:
        return any(value.kind == "global" and not value.ops and value.root[1] in _WINDOWS for value in self.values.of(code, register))

    # ---- sends ----

    def sends_through(self, handler: Handler, code: Code, index: int) -> bool:
        """Whether a call sends through the client of a handler, so that the handler sees the answer too."""
        instr = code.function.code[index]
        if instr.op not in (ir.CALL, ir.INVOKE) or not instr.args:
            return False
        if handler.via == "fetch":
            return self._is_patched_fetch(code, instr)
        if instr.op == ir.INVOKE and instr.data not in handler.resends:
            return False
        if instr.op == ir.CALL and handler.via == "socket":
            return False
        if self.identities(code, instr.args[0]) & handler.client:
            return True
        return handler.via == "hook" and self._carries_hooks(handler, code, instr)

    def _is_patched_fetch(self, code: Code, instr: ir.Instr) -> bool:
        """`fetch(...)` or `window.fetch(...)` read at the time of the call: a copy kept from before is the original."""
        if instr.op == ir.INVOKE:
            return instr.data == "fetch" and self._is_window(code, instr.args[0])
        definitions = [code.function.code[index] for index in code.definitions.get(instr.args[0], ())]
        return any(each.op == ir.GLOBAL and each.data == "fetch" for each in definitions)

    def _carries_hooks(self, handler: Handler, code: Code, instr: ir.Instr) -> bool:
        """`ky(request, options)` with the options of the hook: they hold the hook itself."""
        if not any(value.path.startswith("ky.") for value in self.values.callee(code, instr)):
            return False
        options = Value(("param", handler.code.key, 1))
        for register in self.values.arguments(instr)[1:2]:
            if any(options in self.values.of(entry.code, entry.register) for entry in self.shapes.entries(code, register)):
                return True
        return False
