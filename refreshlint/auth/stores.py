"""Token stores: every write of a credential to an unencrypted store, followed from the store up through helpers to who has the token."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from refreshlint import limits
from refreshlint.auth.concepts import Point, SessionConfiguration, TokenWrite
from refreshlint.auth.credentials import Credentials, Opinion
from refreshlint.auth.models import storage
from refreshlint.auth.names import CREDENTIAL, NOT, Word, context_word, is_about_signing_in, phrase_of
from refreshlint.auth.persisted import Persisted
from refreshlint.auth.platform import Platform
from refreshlint.auth.readback import ReadBack
from refreshlint.auth.session_options import SessionOptions
from refreshlint.finding import NO_NAMES, Names
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Site, Value, Values


class Flow(NamedTuple):
    """A call that puts `values` into a plain store, directly or through helpers (`via`, outermost first, the store's own call last)."""

    at: Point
    store: str
    key: tuple[Code, int] | None
    values: tuple[tuple[Code, int], ...]
    via: tuple[Point, ...]


class Stores:
    """Finds token writes and session configurations in the modules lowered so far."""

    def __init__(self, project: Project, values: Values, calls: Calls, shapes: Shapes, names: Names = NO_NAMES) -> None:
        self._named = frozenset(names.stores)
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.platform = Platform(project, values)
        self.credentials = Credentials(project, values, calls, shapes, names)
        self.read_back = ReadBack(project, shapes)
        self._sinks: list[Flow] | None = None
        self._encrypting: dict[str, bool] = {}

    # ---- the answers ----

    def token_writes(self) -> list[TokenWrite]:
        """One for each function and store that a token reaches, in order of path and position."""
        found = [*self._direct(), *Persisted(self).token_writes()]
        groups: dict[tuple[Key, str], list[TokenWrite]] = {}
        for write in sorted(found, key=lambda each: (each.at.code.module.path, _start(each.at))):
            groups.setdefault((write.function.key, write.store), []).append(write)
        out = [self._joined(group) for group in groups.values()]
        return sorted(out, key=lambda each: (each.at.code.module.path, _start(each.at)))

    def session_configurations(self) -> list[SessionConfiguration]:
        """SDKs whose session goes to a plain store, in order of path and position."""
        return SessionOptions(self).found()

    @staticmethod
    def _joined(group: list[TokenWrite]) -> TokenWrite:
        best = next((write for write in group if write.confidence == "likely"), group[0])
        same = [write for write in group if write.confidence == best.confidence]
        whats = tuple(dict.fromkeys(write.what for write in same))
        sure = tuple(what for what in whats if what not in ("the token", "the tokens")) or whats
        keys = ", ".join(dict.fromkeys(write.key for write in same if write.key))
        return best._replace(what=phrase_of(sure), key=keys)

    # ---- sinks ----

    def sinks(self) -> list[Flow]:
        """Every write to a plain store that native code can reach, what it writes not yet asked."""
        if self._sinks is None:
            seen: set[tuple[str, int, int]] = set()
            self._sinks = []
            for code in list(self.project.all_codes()):
                if self.platform.is_web_file(code.module.path):
                    continue
                for index, instr in enumerate(code.function.code):
                    if instr.op not in ir.CALLS or instr.op == ir.NEW:
                        continue
                    flow = self._sink(code, index, instr)
                    span = (code.module.path, instr.start, instr.end)
                    if flow is not None and span not in seen:
                        seen.add(span)
                        self._sinks.append(flow)
        return self._sinks

    def _started(self, code: Code, instr: ir.Instr) -> tuple[tuple[Value, ...], tuple[int, ...]]:
        """What a call runs and with which arguments; `call(f, a, b)` of redux-saga is f(a, b)."""
        arguments = self.values.arguments(instr)
        callees = self._callees(code, instr)
        if not arguments or not any(value.path in storage.STARTERS for value in callees):
            return callees, arguments
        out: dict[Value, None] = {}
        for value in self.values.of(code, arguments[0]):
            if value.kind == "array" and not value.ops:  # call([object, object.method] or [object, "method"], ...)
                owner = self.project.code(value.root[1])
                parts = owner.function.code[value.root[2]].args
                for method in self.values.of(owner, parts[1]) if len(parts) == 2 else ():
                    named = method.root[2] if method.kind == "const" and not method.ops else None
                    bases = self.platform.of(owner, parts[0]) if isinstance(named, str) else ()
                    out.update(dict.fromkeys(each for base in bases for each in self.values.member(base, str(named))))
                    out[method] = None
            else:
                out[value] = None
        return tuple(out), arguments[1:]

    def _sink(self, code: Code, index: int, instr: ir.Instr) -> Flow | None:
        if self._named and (name := self.shapes.callee(code, instr)) in self._named:
            return self._own_sink(code, index, instr, name)
        callees, arguments = self._started(code, instr)
        for value in callees:
            hook = storage.HOOK_SETTERS.get(value.path)
            write = hook or storage.WRITES.get(value.path)
            if write is None or not self._is_plain(code, value, write):
                continue
            if not self.platform.runs(code, index):
                return None
            key: tuple[Code, int] | None = None
            if hook is not None and value.site is not None:
                owner = self.project.code(value.site[:2])
                given = self.values.arguments(owner.function.code[value.site[2]])
                key = (owner, given[0]) if given else None
            elif 0 <= write.key < len(arguments):
                key = (code, arguments[write.key])
            store = "SQLite behind localStorage" if write.store in storage.WEB_STORES else write.store
            taken = tuple((code, arguments[position]) for position in write.values if position < len(arguments))
            if taken:
                return Flow(Point(code, index), store, key, taken, (Point(code, index),))
        return None

    def _own_sink(self, code: Code, index: int, instr: ir.Instr, name: str) -> Flow | None:
        """A call that the project's settings say writes to an unencrypted store: (key, value), or (value)."""
        arguments = self.values.arguments(instr)
        if not arguments or not self.platform.runs(code, index):
            return None
        key = (code, arguments[0]) if len(arguments) > 1 else None
        at = Point(code, index)
        return Flow(at, f"the store behind {name}", key, ((code, arguments[min(1, len(arguments) - 1)]),), (at,))

    def _callees(self, code: Code, instr: ir.Instr) -> tuple[Value, ...]:
        """What a call calls on a phone."""
        if instr.op == ir.INVOKE:
            out: dict[Value, None] = {}
            for value in self.platform.of(code, instr.args[0]):
                out.update(dict.fromkeys(self.values.member(value, instr.data)))
            return tuple(out)
        return self.values.callee(code, instr)

    def _is_plain(self, code: Code, value: Value, write: storage.Write) -> bool:
        if write.store in storage.WEB_STORES:
            return self.platform.has_local_storage(code.module.path) and self.platform.is_native_package(code.module.path)
        if write.store == storage.MMKV and value.site is not None:
            return self.is_plain_mmkv(value) if value.path.startswith(tuple(storage.MMKV_MAKERS)) else self._plain_hook(value)
        return True

    def _plain_hook(self, value: Value) -> bool:
        """Whether the MMKV instance that a hook is given has no key; the default instance has none."""
        assert value.site is not None
        owner = self.project.code(value.site[:2])
        given = self.values.arguments(owner.function.code[value.site[2]])
        if len(given) < 2:
            return True
        instances = self.values.of(owner, given[1])
        return bool(instances) and all(self.is_plain_mmkv(each) for each in instances)

    def is_plain_mmkv(self, value: Value) -> bool:
        """Whether an MMKV instance is made without a key, as far as its options can be seen, and is given none later."""
        if value.site is None or not value.path.startswith(tuple(storage.MMKV_MAKERS)):
            return False
        owner = self.project.code(value.site[:2])
        if self._is_recrypted(owner.module.path) or value.site in self._recrypted:
            return False
        given = self.values.arguments(owner.function.code[value.site[2]])
        if not given:
            return True
        options = self.values.of(owner, given[0])
        return bool(options) and all(self._is_keyless(each) for each in options)

    def _is_keyless(self, options: Value) -> bool:
        if options.kind != "object" or options.ops:
            return False
        owner = self.project.code(options.root[1])
        instr = owner.function.code[options.root[2]]
        if storage.MMKV_KEY_OPTION in instr.data or self._is_recrypted(owner.module.path):
            return False
        return all(
            self._is_keyless(inner)
            for key, register in zip(instr.data, instr.args, strict=True)
            if key == ir.SPREAD
            for inner in self.values.of(owner, register) or (options._replace(ops=("?",)),)
        )

    def _is_recrypted(self, path: str) -> bool:
        """Whether a module gives a key to an MMKV instance (or its options) after they were made."""
        if path not in self._encrypting:
            self._encrypting[path] = any(
                (instr.op == ir.SET and instr.data == storage.MMKV_KEY_OPTION)
                or (instr.op == ir.INVOKE and instr.data in storage.MMKV_ENCRYPTING_METHODS and len(instr.args) < 4
                    and any(value.path.startswith("react-native-mmkv") for value in self.values.callee(code, instr)))
                for code in self.project.codes(path)
                for instr in code.function.code
            )
        return self._encrypting[path]

    @cached_property
    def _recrypted(self) -> frozenset[Site]:
        """Where the MMKV instances are made that some module gives a key to."""
        return frozenset(
            value.site
            for code in list(self.project.all_codes())
            for instr in code.function.code
            if instr.op == ir.INVOKE and instr.data in storage.MMKV_ENCRYPTING_METHODS and len(instr.args) in (2, 3)
            for value in self.values.of(code, instr.args[0])
            if value.site is not None and value.path.startswith(tuple(storage.MMKV_MAKERS))
        )

    # ---- what is written ----

    def _direct(self) -> Iterator[TokenWrite]:
        work = list(self.sinks())
        seen: set[tuple[Point, Point]] = set()
        steps = 0
        while work and steps < limits.MAX_STORE_FLOWS:
            flow = work.pop(0)
            if (flow.at, flow.via[-1]) in seen:
                continue
            seen.add((flow.at, flow.via[-1]))
            steps += 1
            opinion = self._opinion(flow)
            if opinion.is_credential:
                if not (opinion.named and self._callers_deny(flow, opinion)):
                    yield self._write(flow, opinion)
            elif opinion.kind == "param" and len(flow.via) <= limits.MAX_HELPER_DEPTH:
                work += self._callers(flow, opinion)

    def _opinion(self, flow: Flow) -> Opinion:
        """What a flow writes, its key asked where the value does not say."""
        word = self._key_word(flow)
        found = [self.credentials.judge(code, register) for code, register in flow.values]
        for opinion in found:
            if opinion.is_credential and not (opinion.bare and self._is_other_token(flow, word, opinion.what)):
                named_by_key = opinion.bare and not opinion.holder and word.kind == CREDENTIAL and not word.bare
                return opinion._replace(what=word.what, bare=False) if named_by_key else opinion
        if any(opinion.is_credential for opinion in found):
            return Opinion("not")
        params = next((opinion for opinion in found if opinion.kind == "param"), None)
        if word.kind == CREDENTIAL and not (word.bare and self._is_other_token(flow, word, word.what)):
            if params is not None and flow.key is not None:
                return Opinion("credential", word.what, params=params.params, named=True)
            if params is None and any(opinion.kind == "opaque" for opinion in found):
                return Opinion("credential", word.what)
        held = self.read_back.word(self._key_names(flow)) if word.kind != NOT else None
        if held is not None and any(opinion.kind in ("opaque", "param") for opinion in found):
            return Opinion("credential", held.what, True, held.bare, params.params if params is not None else (), params is not None)
        return params or Opinion("not")

    def _key_word(self, flow: Flow) -> Word:
        return self.credentials.key_word(*flow.key) if flow.key is not None else Word("opaque", "")

    def _is_other_token(self, flow: Flow, word: Word, what: str) -> bool:
        """Whether what stands around a bare `token` says that it is another kind."""
        if word.kind == NOT:
            return True
        around = self.surroundings(flow.at.code)
        if what == "the tokens" and not is_about_signing_in((*around, *self._key_names(flow))):
            return True
        return context_word(around)

    def surroundings(self, code: Code) -> tuple[str, ...]:
        """The names of the functions around an instruction and of its file and folders."""
        names = [each.function.name for each in self.project.enclosing(code) if each.function.kind != "module"]
        return (*names, *code.module.path.rsplit(".", 1)[0].split("/"))

    def _key_names(self, flow: Flow) -> tuple[str, ...]:
        return self.credentials.key_texts(*flow.key) if flow.key is not None else ()

    def _is_hinted(self, flow: Flow) -> bool:
        """Whether anything around a write speaks of signing in: names, the key, or a text in the function (`/auth/login`)."""
        code = self.project.named(flow.at.code)
        inside = [each for each in self.project.codes(code.module.path) if code in self.project.enclosing(each)]
        texts = [
            text
            for each in inside
            for instr in each.function.code
            for text in ((instr.data,) if instr.op == ir.CONST else instr.data if instr.op == ir.TEMPLATE else ())
            if isinstance(text, str)
        ]
        return is_about_signing_in((*self.surroundings(flow.at.code), *self._key_names(flow), *texts))

    def _callers_deny(self, flow: Flow, opinion: Opinion) -> bool:
        """Whether all that callers are seen to pass for a parameter named like a token is something else."""
        given: list[Opinion] = []
        for key, position, _ in opinion.params:
            for site in self.calls.callers(self.project.code(key)):
                arguments = self.values.arguments(site.code.function.code[site.index])
                if site.how == "call" and not site.path and position < len(arguments):
                    found = self.credentials.judge(site.code, arguments[position])
                    bare = found.is_credential and found.bare and self._is_other_token(
                        flow._replace(at=Point(site.code, site.index)), Word("opaque", ""), found.what
                    )
                    given.append(Opinion("not") if bare else found)
        return bool(given) and all(each.kind in ("not", "blank") for each in given)

    def _callers(self, flow: Flow, opinion: Opinion) -> Iterator[Flow]:
        """The calls that pass what a flow writes."""
        for key, position, member in opinion.params:
            owner = self.project.code(key)
            keyed = self._key_parameter(flow, owner)
            for site in self.calls.callers(owner):
                if site.how not in ("call", "new") or (site.path and site.path not in storage.STARTERS):
                    continue
                arguments = self.values.arguments(site.code.function.code[site.index])[1 if site.path else 0 :]
                if position >= len(arguments) or not self.platform.runs(site.code, site.index):
                    continue
                if not self._arrives(flow, owner, site.code, arguments, position):
                    continue
                at = flow.key
                if keyed is not None:
                    at = (site.code, arguments[keyed]) if keyed < len(arguments) else None
                taken = self._member(site.code, arguments[position], member)
                yield Flow(Point(site.code, site.index), flow.store, at, taken, (Point(site.code, site.index), *flow.via))

    def _member(self, code: Code, register: int, member: str) -> tuple[tuple[Code, int], ...]:
        """A property of an argument, where it is an object literal; else the argument."""
        if member:
            for value in self.values.of(code, register):
                if value.kind == "object" and not value.ops:
                    owner = self.project.code(value.root[1])
                    instr = owner.function.code[value.root[2]]
                    return tuple((owner, each) for key, each in zip(instr.data, instr.args, strict=True) if key == member)
        return ((code, register),)

    def _key_parameter(self, flow: Flow, owner: Code) -> int | None:
        """The parameter of a helper that is the key."""
        if flow.key is None:
            return None
        for value in self.values.of(*flow.key):
            if value.kind == "param" and value.root[1] == owner.key and not value.ops:
                return int(value.root[2])
            if value.kind == "expr" and not value.ops:
                inner = self.project.code(value.root[1])
                for register in inner.function.code[value.root[2]].args:
                    for each in self.values.of(inner, register):
                        if each.kind == "param" and each.root[1] == owner.key and not each.ops:
                            return int(each.root[2])
        return None

    def _arrives(self, flow: Flow, owner: Code, caller: Code, arguments: tuple[int, ...], value: int) -> bool:
        """Whether a call with these arguments comes to the store: helpers may choose it by key or option."""
        known: dict[int, Any] = {}
        for position in range(len(owner.function.params)):
            if position >= len(arguments):
                if position >= len(arguments) and not owner.function.params[position].rest:
                    known[position] = ir.UNDEFINED
                continue
            found = self.values.of(caller, arguments[position])
            if len(found) == 1 and found[0].kind == "const" and not found[0].ops:
                known[position] = found[0].root[2]
        point = next((each for each in flow.via if each.code.key == owner.key), None)
        if point is None:
            return True
        if point.code.block_of[point.index] not in self.platform.reached(owner, known):
            return False
        return not (self.is_fallback(owner) and self.platform.asks_parameter(owner, point.index, known, value))

    def _write(self, flow: Flow, opinion: Opinion) -> TokenWrite:
        at, via = self._reported(flow)
        return TokenWrite(
            at=at,
            store=flow.store,
            what=opinion.text,
            key=self._key_text(flow),
            via=via,
            function=self.project.named(at.code),
            confidence="possible" if opinion.bare and not self._is_hinted(flow) else "likely",
        )

    def _reported(self, flow: Flow) -> tuple[Point, tuple[Point, ...]]:
        """Where a flow is reported: at its call; at the store's own call where a helper turns from a secure store to a plain one."""
        for number, point in enumerate(flow.via):
            if number and self.is_fallback(point.code):
                return point, flow.via[number:]
        return flow.at, flow.via

    def is_fallback(self, code: Code) -> bool:
        """Whether a function also writes to a secure store."""
        return any(
            value.path in storage.SECURE_WRITES
            for instr in code.function.code
            if instr.op in ir.CALLS
            for value in self.values.callee(code, instr)
        )

    def _key_text(self, flow: Flow) -> str:
        if flow.key is None:
            return ""
        texts = self.shapes.texts(*flow.key)
        return texts[0] if texts else next(iter(self.shapes.names(*flow.key)), "")

    # ---- stores handed to others ----

    def store_name(self, value: Value, path: str) -> str:
        """The plain store that an object handed to a library ends in ("" where it is encrypted, memory, web, or cannot be followed)."""
        name = storage.OBJECTS.get(value.path)
        if name is not None:
            if name in storage.WEB_STORES:
                is_file = self.platform.has_local_storage(path) and self.platform.is_native_package(path)
                return "SQLite behind localStorage" if is_file else ""
            return name
        if value.path in storage.MMKV_MAKERS:
            return storage.MMKV if self.is_plain_mmkv(value) else ""
        for method in ("setItem", "setItemAsync", "set", "save", "setString"):
            for member in self.values.member(value, method):
                if member.is_function:
                    found = self.writer_store(self.project.code(member.root[1]))
                    if found:
                        return found
                elif member.path in storage.WRITES and self._is_plain(self.project.codes(path)[0], member, storage.WRITES[member.path]):
                    return storage.WRITES[member.path].store
        return ""

    def writer_store(self, code: Code) -> str:
        """The plain store that a function writes one of its parameters to, through helpers too ("" where there is none)."""
        inside = {code.key}
        work = [code]
        while work:
            at = work.pop()
            for instr in at.function.code:
                if instr.op == ir.FUNC:
                    inner = self.project.code((at.key[0], instr.data))
                    inside.add(inner.key)
                    work.append(inner)
        pending = list(self.sinks())
        seen: set[tuple[Point, Point]] = set()
        while pending:
            flow = pending.pop(0)
            if (flow.at, flow.via[-1]) in seen:
                continue
            seen.add((flow.at, flow.via[-1]))
            opinions = [self.credentials.judge(*each) for each in flow.values]
            params = tuple(param for opinion in opinions for param in opinion.params)
            if flow.at.code.key in inside and any(key in inside for key, _, _ in params):
                return flow.store
            if params and len(flow.via) <= limits.MAX_HELPER_DEPTH:
                pending += self._callers(flow, Opinion("param", params=params))
        return ""


def _start(point: Point) -> int:
    return point.code.function.code[point.index].start
