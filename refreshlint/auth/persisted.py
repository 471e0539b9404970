"""State that a library persists: zustand's persist and redux-persist over a plain store, with a token in the state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from refreshlint.auth.concepts import Point, TokenWrite
from refreshlint.auth.models import storage
from refreshlint.auth.names import CREDENTIAL, Word, classify, context_word
from refreshlint.js import ir
from refreshlint.js.project import Code
from refreshlint.js.values import Value

if TYPE_CHECKING:
    from refreshlint.auth.stores import Stores

State = dict[str, tuple[Code, int]]
"""Property -> the register of its first value."""

Slices = dict[str, tuple[Value, ...]]
"""Name of a slice -> its reducer."""


class Persisted:
    """Finds persist configurations that write a token."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.project = stores.project
        self.values = stores.values
        self.shapes = stores.shapes

    def token_writes(self) -> Iterator[TokenWrite]:
        """One for each persist call that keeps a token in a plain store."""
        for code in list(self.project.all_codes()):
            if self.stores.platform.is_web_file(code.module.path):
                continue
            for index, instr in enumerate(code.function.code):
                if instr.op not in (ir.CALL, ir.INVOKE):
                    continue
                paths = {value.path for value in self.values.callee(code, instr)}
                arguments = self.values.arguments(instr)
                if len(arguments) < 2 or not self.stores.platform.runs(code, index):
                    continue
                if paths & storage.ZUSTAND_PERSIST:
                    yield from self._zustand(code, index, arguments)
                elif paths & storage.REDUX_PERSIST:
                    yield from self._redux(code, index, arguments)

    # ---- options ----

    def option(self, code: Code, register: int, name: str) -> list[tuple[Code, int]]:
        """The registers of an option in an object literal, spreads followed."""
        out: list[tuple[Code, int]] = []
        for entry in self.shapes.entries(code, register):
            if entry.label == name:
                out.append((entry.code, entry.register))
        return out

    def store(self, code: Code, register: int) -> str:
        """The plain store in an option, `createJSONStorage(() => X)` seen through."""
        for value in self.stores.platform.of(code, register):
            found = ""
            if value.site is not None and value.path.removesuffix("()") in storage.ZUSTAND_JSON_STORAGE:
                owner = self.project.code(value.site[:2])
                given = self.values.arguments(owner.function.code[value.site[2]])
                for maker in self.values.of(owner, given[0]) if given else ():
                    found = found or self._made(maker)
            else:
                found = self._made(value) if value.is_function else self.stores.store_name(value, code.module.path)
            if found:
                return found
        return ""

    def _made(self, maker: Value) -> str:
        """The plain store that a function hands out (`() => AsyncStorage`)."""
        if not maker.is_function:
            return ""
        target = self.project.code(maker.root[1])
        reached = self.stores.platform.reached(target)
        for index, instr in enumerate(target.function.code):
            if instr.op == ir.RETURN and target.block_of[index] in reached and (found := self._named(target, instr.args[0])):
                return found
        return ""

    def _named(self, code: Code, register: int) -> str:
        for value in self.stores.platform.of(code, register):
            found = self.stores.store_name(value, code.module.path)
            if found:
                return found
        return ""

    def _write(self, code: Code, index: int, store: str, what: str, key: str) -> TokenWrite:
        at = Point(code, index)
        return TokenWrite(at, store, what, key, (at,), self.stores.project.named(code), "likely")

    # ---- zustand ----

    def _zustand(self, code: Code, index: int, arguments: tuple[int, ...]) -> Iterator[TokenWrite]:
        options = arguments[1]
        given = self.option(code, options, "storage") or self.option(code, options, "getStorage")
        store = next((found for at in given if (found := self.store(*at))), "")
        if not store:
            return
        key = next((text for at in self.option(code, options, "name") for text in self.shapes.texts(*at)), "")
        partial = self.option(code, options, "partialize")
        state = self._kept_state(partial) if partial else self._first_state(code, arguments[0])
        what = self._token_in(state, key)
        if what:
            yield self._write(code, index, store, what, key)

    def _first_state(self, code: Code, register: int) -> State:
        out: State = {}
        for value in self.values.of(code, register):
            if value.is_function:
                target = self.project.code(value.root[1])
                for each in target.function.code:
                    if each.op == ir.RETURN:
                        out.update(self._entries(target, each.args[0]))
        return out

    def _kept_state(self, partial: list[tuple[Code, int]]) -> State:
        out: State = {}
        for code, register in partial:
            out.update(self._first_state(code, register))
        return out

    def _entries(self, code: Code, register: int) -> State:
        out: State = {}
        for value in self.values.of(code, register):
            out.update(self._literal(value))
        return out

    def _literal(self, value: Value) -> State:
        """The properties of an object literal, spreads of other literals among them."""
        out: State = {}
        work = [value]
        for _ in range(20):
            if not work:
                break
            each = work.pop(0)
            if each.kind != "object" or each.ops:
                continue
            owner = self.project.code(each.root[1])
            instr = owner.function.code[each.root[2]]
            for key, register in zip(instr.data, instr.args, strict=True):
                if key == ir.SPREAD:
                    work += self.values.of(owner, register)
                elif isinstance(key, str):
                    out[key] = (owner, register)
        return out

    def _token_in(self, state: State, key: str) -> str:
        """The token in a state that is kept under `key`, for people; "" where there is none."""
        for name, (code, register) in state.items():
            if any(value.kind == "func" for value in self.values.of(code, register)):
                continue
            word = classify(name)
            if word.kind == CREDENTIAL:
                if word.bare and context_word((*self.stores.surroundings(code), key)):
                    continue
                if self.stores.credentials.judge(code, register).kind != "not":
                    return f"state that holds {word.what}"
            elif self._holds(name, code, register):
                return f"state whose `{name}` holds the tokens"
        return ""

    def _holds(self, name: str, code: Code, register: int) -> bool:
        """Whether a property of the state is an object with a token: by its first value, or by what the file later puts there."""
        if self.stores.credentials.judge(code, register).is_credential:
            return True
        inner = self._entries(code, register)
        if any(classify(each).kind == CREDENTIAL for each in inner):
            return True
        for each in self.project.codes(code.module.path):
            for instr in each.function.code:
                if instr.op == ir.OBJECT and name in instr.data and (each.key, instr.dst) != (code.key, register):
                    at = instr.args[instr.data.index(name)]
                    if at != register and self.stores.credentials.judge(each, at).is_credential:
                        return True
        return False

    # ---- redux-persist ----

    def _redux(self, code: Code, index: int, arguments: tuple[int, ...]) -> Iterator[TokenWrite]:
        options = arguments[0]
        store = next((found for at in self.option(code, options, "storage") if (found := self.store(*at))), "")
        if not store or self._encrypts(code, options):
            return
        key = next((text for at in self.option(code, options, "key") for text in self.shapes.texts(*at)), "")
        only, never = self._list(code, options, "whitelist"), self._list(code, options, "blacklist")
        slices = self._slices(code, arguments[1])
        if slices is None:
            state = self._reducer_state(self.values.of(code, arguments[1]))
            kept = {name: at for name, at in state.items() if (only is None or name in only) and name not in (never or ())}
            what = self._token_in(kept, key)
            if not what and not state and only:
                what = next((f"state that holds {word.what}" for word in map(classify, only) if word.kind == CREDENTIAL), "")
            if what:
                yield self._write(code, index, store, what, key)
            return
        for name, reducers in slices.items():
            if (only is not None and name not in only) or name in (never or ()):
                continue
            word: Word = classify(name)
            if any(value.ops and value.path.removesuffix("()") in storage.REDUX_PERSIST for value in reducers):
                continue  # a slice with a configuration of its own
            what = self._token_in(self._reducer_state(reducers), key)
            if what or word.kind == CREDENTIAL:
                yield self._write(code, index, store, (what or f"state that holds {word.what}"), key)
                return

    def _encrypts(self, code: Code, options: int) -> bool:
        for owner, register in self.option(code, options, "transforms"):
            for entry in self.shapes.entries(owner, register):
                for value in self.values.of(entry.code, entry.register):
                    if "encrypt" in value.path.lower() or (value.site is not None and self._is_cipher(value)):
                        return True
        return False

    def _is_cipher(self, value: Value) -> bool:
        assert value.site is not None
        owner = self.project.code(value.site[:2])
        for register in self.values.arguments(owner.function.code[value.site[2]]):
            for each in self.values.of(owner, register):
                if each.is_function and self.stores.credentials.encrypts(self.project.code(each.root[1])):
                    return True
        return False

    def _list(self, code: Code, options: int, name: str) -> list[str] | None:
        """The texts of a white- or blacklist; None where there is none."""
        found = self.option(code, options, name)
        if not found:
            return None
        out: list[str] = []
        for owner, register in found:
            for entry in self.shapes.entries(owner, register):
                if entry.label:
                    out += self.shapes.texts(entry.code, entry.register)
        return out

    def _slices(self, code: Code, register: int) -> Slices | None:
        """Name -> reducer, of a combined reducer (or of the table that persistCombineReducers takes); None where it is one slice."""
        for value in self.values.of(code, register):
            found = self._combined(value)
            if found is None and value.is_function:
                target = self.project.code(value.root[1])
                for instr in target.function.code:
                    if instr.op == ir.CALL and found is None:
                        inner = [self._combined(each) for each in self.values.of(target, instr.args[0])]
                        found = next((each for each in inner if each is not None), None)
            if found is None and (value.kind == "object" or value.kind == "module") and not value.ops:
                found = self._table(value)
            if found is not None:
                return found
        return None

    def _combined(self, value: Value) -> Slices | None:
        """The slices of a call of combineReducers."""
        if value.path.removesuffix("()") not in storage.REDUX_COMBINE or value.site is None:
            return None
        owner = self.project.code(value.site[:2])
        given = self.values.arguments(owner.function.code[value.site[2]])
        out: Slices = {}
        for table in self.values.of(owner, given[0]) if given else ():
            out.update(self._table(table))
        return out

    def _table(self, value: Value) -> Slices:
        """The properties of an object literal, or the exports of a module (`import * as reducers`)."""
        if value.kind == "module":
            module = self.project.module(value.root[1])
            names = [export.name for export in module.exports if export.name != "*"] if module is not None else []
            return {name: self.values.member(value, name) for name in names}
        return {name: self.values.of(owner, register) for name, (owner, register) in self._literal(value).items()}

    def _reducer_state(self, reducers: tuple[Value, ...]) -> State:
        """The first state of one slice: createSlice's initialState, createReducer's, or the default of the state parameter."""
        out: State = {}
        for value in reducers:
            if value.site is not None and value.path.startswith("@reduxjs/toolkit"):
                owner = self.project.code(value.site[:2])
                given = self.values.arguments(owner.function.code[value.site[2]])
                if value.path.removesuffix(".reducer").removesuffix("()") in storage.REDUX_SLICE and given:
                    for at in self.option(owner, given[0], "initialState"):
                        out.update(self._entries(*at))
                elif "createReducer" in value.path and given:
                    out.update(self._entries(owner, given[0]))
            elif value.is_function:
                target = self.project.code(value.root[1])
                for binding, stores in target.stores.items():
                    if target.params_binding(0) == target.module.bindings[binding].name:
                        for index in stores:
                            out.update(self._entries(target, target.function.code[index].args[0]))
        return out
