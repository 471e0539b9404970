"""Is this value a credential: by where it comes from, then by its name, then by its type (idioms 1.1 and 2.6)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from refreshlint import limits
from refreshlint.auth.answers import Answers
from refreshlint.auth.holders import Holders
from refreshlint.auth.links import is_link_part
from refreshlint.auth.models import logging, sessions, storage
from refreshlint.auth.names import (
    CREDENTIAL,
    KEY_NAMES,
    NOT,
    OPAQUE,
    OPAQUE_NAMES,
    Word,
    classify,
    is_order,
    result_word,
    split,
)
from refreshlint.finding import NO_NAMES, Names
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Key, Value, Values

_PUSH_PATH = re.compile(
    r"[Pp]ush|[Mm]essaging|notifee|[Nn]otifications|[Cc]aptcha|[Aa]pp-?[Cc]heck|AppCheck|stripe|otplib|speakeasy|[Tt]otp", re.ASCII
)
_MADE_UP = re.compile(r"(?:Date|Math|crypto|performance|uuid|nanoid|ulid|expo-crypto)(?=[. ]|$)")
_PASSES_FIRST = frozenset({
    "stringify", "String", "btoa", "encodeURIComponent", "encodeURI", "parse", "fromEntries", "entries", "values", "freeze",
    "structuredClone", "cloneDeep", "clone", "encode", "from", "fromCharCode", "compress", "toJson", "toJSON", "serialize",
    "cloneDeepWith", "fromCodePoint", "resolve", "unescape", "escape", "toBase64", "fromByteArray", "base64Encode", "btoaPolyfill",
    "Buffer", "omitBy", "pickBy", "current", "toJS", "snapshot", "Number", "reverse",
})
_PASSES_OBJECT = frozenset({
    "toString", "trim", "replace", "slice", "substring", "substr", "concat", "join", "split", "padEnd", "padStart", "toLowerCase",
    "valueOf", "charCodeAt", "charAt", "at", "filter", "reverse", "toJSON", "text", "codePointAt", "sort", "toArray", "replaceAll",
    "find", "pop", "shift", "repeat", "toJson", "then", "catch", "finally", "unwrap", "normalize",
})
_GROWS = frozenset({"push", "unshift"})
_CUTS = frozenset({"slice", "substring", "substr"})
_BODIES = frozenset({"json", "text"})
_PARTS = frozenset({"session", "auth", "credentials", "authentication", "attributes", "response"})
_STRIP_CALLS = frozenset({"omit", "pick"})


class Opinion(NamedTuple):
    """What a value is.

    kind: "credential", "not", "blank" (null, "", undefined), "param" (what the caller of `params` passes) or "opaque"; what: the
    token, for people; holder: it is an object that holds the token; bare: only the word `token` says so; params: (function, position)
    and the property that the value is of it ("" for itself); named: a parameter is a token by its own name or type; whole: it is the
    whole answer of a sign-in or refresh, or (opaque) what its body is read from; of_all: see answers.Answer.
    """

    kind: str
    what: str = ""
    holder: bool = False
    bare: bool = False
    params: tuple[tuple[Key, int, str], ...] = ()
    named: bool = False
    whole: bool = False
    of_all: bool = False

    @property
    def is_credential(self) -> bool:
        return self.kind == "credential"

    @property
    def text(self) -> str:
        """The value as part of a sentence."""
        return f"an object that holds {self.what}" if self.holder and not self.whole else self.what


_NOT = Opinion("not")
_BLANK = Opinion("blank")
_OPAQUE = Opinion("opaque")
_RANK = {"credential": 4, "param": 3, "opaque": 2, "not": 1, "blank": 0}


def _credential(word: Word, holder: bool = False, params: tuple[tuple[Key, int, str], ...] = (), named: bool = False) -> Opinion:
    return Opinion("credential", word.what, holder, word.bare, params, named)


def _combined(opinions: Iterable[Opinion]) -> Opinion:
    """The strongest of several things that a value may be; a credential that is sure before one that is bare."""
    best = _BLANK
    params: dict[tuple[Key, int, str], None] = {}
    for opinion in opinions:
        params.update(dict.fromkeys(opinion.params))
        if _RANK[opinion.kind] > _RANK[best.kind] or (opinion.is_credential and best.is_credential and best.bare and not opinion.bare):
            best = opinion
    return best._replace(params=tuple(params))


class Credentials:
    """Judges values; with `answers` also the whole answers of sign-ins."""

    def __init__(
        self, project: Project, values: Values, calls: Calls, shapes: Shapes, names: Names = NO_NAMES, answers: Answers | None = None
    ) -> None:
        self._own = frozenset(names.credentials)
        self.answers = answers
        self.project = project
        self.values = values
        self.calls = calls
        self.shapes = shapes
        self.holders = Holders(project, values)
        self._kept: dict[tuple[Key, int], Opinion] = {}
        self._drafts: dict[tuple[Key, int], Opinion] = {}  # answers that a cycle may have cut short, for one question only
        self._cuts = 0
        self._busy: set[tuple[Key, int]] = set()
        self._ciphers: dict[Key, bool] = {}

    def _word(self, name: str) -> Word:
        """What a name means, the project's own names before all others."""
        return Word(CREDENTIAL, name) if name in self._own else classify(name)

    # ---- the question ----

    def judge(self, code: Code, register: int, depth: int = 0) -> Opinion:
        """What the value in a register is."""
        memo = (code.key, register)
        found = self._kept.get(memo) or self._drafts.get(memo)
        if found is not None:
            return found
        if memo in self._busy or depth > limits.MAX_ORIGIN_STEPS:
            self._cuts += 1
            return _BLANK if memo in self._busy else _OPAQUE
        cuts = self._cuts
        self._busy.add(memo)
        try:
            opinion = _combined(self._instr(code, index, depth) for index in code.definitions.get(register, ()))
        finally:
            self._busy.discard(memo)
        if self._cuts == cuts or not self._busy:
            self._kept[memo] = opinion
        else:
            self._drafts[memo] = opinion
        if not self._busy:
            self._drafts.clear()
        return opinion

    def _instr(self, code: Code, index: int, depth: int) -> Opinion:
        instr = code.function.code[index]
        op = instr.op
        if op == ir.CONST:
            return _BLANK if instr.data is None or instr.data == "" or instr.data is ir.UNDEFINED else _NOT
        if op == ir.MOVE and _is_falsy_side(code, index):
            return _BLANK
        if op in (ir.MOVE, ir.AWAIT, ir.YIELD):
            return self.judge(code, instr.args[0], depth + 1)
        if op in (ir.TEMPLATE, ir.ARRAY):
            judged = [(register, self.judge(code, register, depth + 1)) for register in instr.args]
            inner = _combined(opinion for register, opinion in judged if op == ir.ARRAY or not self._is_unreadable(code, register, opinion))
            return _NOT if inner.kind == "blank" and (instr.args or op == ir.TEMPLATE) else inner
        if op == ir.BINARY:
            if instr.data not in ("+", "^"):
                return _NOT
            return _combined(self.judge(code, register, depth + 1) for register in instr.args)
        if op == ir.OBJECT:
            return self._object(code, index, instr, depth)
        if op == ir.LOAD:
            return self._load(code, instr, depth)
        if op in (ir.GET, ir.INDEX):
            return self._get(code, instr, depth)
        if op == ir.PARAM:
            return self._param(code, instr.data, depth)
        if op == ir.REST:
            return Opinion("param", params=((code.key, instr.data, ""),))
        if op == ir.RESTOBJ:
            return _NOT if any(self._word(name).kind == CREDENTIAL for name in instr.data) else self.judge(code, instr.args[0], depth + 1)
        if op in ir.CALLS:
            return self._call(code, index, instr, depth)
        if op == ir.GLOBAL:
            return _BLANK if instr.data == "undefined" else _OPAQUE
        if op == ir.NEXT:
            sources = [code.function.code[at] for at in code.definitions.get(instr.args[0], ())]
            return _combined(self.judge(code, each.args[0], depth + 1) for each in sources if each.op == ir.ITER)
        if op in (ir.UNARY, ir.FUNC, ir.CLASS, ir.JSX, ir.CATCH):
            return _NOT
        return _OPAQUE

    # ---- objects ----

    def _object(self, code: Code, index: int, instr: ir.Instr, depth: int) -> Opinion:
        if not instr.args:
            return _BLANK
        found: list[Opinion] = []
        blanked = False
        for key, register in zip(reversed(instr.data), reversed(instr.args), strict=True):
            if key == ir.SPREAD:
                inner = self.judge(code, register, depth + 1)
                if not (inner.is_credential and blanked):
                    found.append(inner)
                continue
            if not isinstance(key, str):
                found.append(self.judge(code, register, depth + 1) if isinstance(key, ir.ComputedKey) else _NOT)
                continue
            entry = self._entry(code, key, register, depth)
            blanked = blanked or (self._word(key).kind == CREDENTIAL and entry.kind in ("blank", "not"))
            found.append(entry)
        best = _combined(found)
        if best.is_credential:
            return best._replace(holder=True)
        return best if best.kind == "param" else _NOT

    def _entry(self, code: Code, key: str, register: int, depth: int) -> Opinion:
        """A property of an object: its name counts where its value is opaque."""
        word = self._word(key)
        opinion = self.judge(code, register, depth + 1)
        if opinion.is_credential:
            if word.kind == NOT and opinion.bare:
                return _NOT
            return opinion._replace(what=word.what) if word.kind == CREDENTIAL and not word.bare else opinion
        if opinion.kind in ("not", "blank"):
            return opinion
        if word.kind == CREDENTIAL:
            return _credential(word, True, opinion.params, opinion.kind == "param")
        return opinion if opinion.kind == "param" and word.kind != NOT else _NOT

    # ---- names ----

    def _load(self, code: Code, instr: ir.Instr, depth: int) -> Opinion:
        module = code.module
        binding = module.bindings[instr.data]
        constants = self.values.of(code, instr.dst)
        if constants and all(value.kind == "const" and not value.ops for value in constants):
            return _BLANK if all(not value.root[2] and not isinstance(value.root[2], bool | int) for value in constants) else _NOT
        origins = self.values.stores(module.path).get(instr.data, ())
        origin = _combined(
            self.judge(owner, owner.function.code[at].args[0], depth + 1) for owner, at in origins
        ) if origins else _OPAQUE
        grown = self._grown(code, instr.data, depth)
        word = self._word(binding.name)
        if origin.is_credential or grown.is_credential:
            if origin.is_credential and origin.bare and not word.bare and word.kind == CREDENTIAL:
                return origin._replace(what=word.what, bare=False)
            if word.kind == NOT and (origin.bare or grown.bare):
                return _NOT
            if origin.holder and self.holders.is_stripped(code, instr.dst):
                return _NOT
            return origin if origin.is_credential else grown._replace(holder=True)
        if origin.kind == "not" and (word.kind != CREDENTIAL or origins):
            return _NOT
        if word.kind == CREDENTIAL:
            return _credential(word, params=origin.params, named=origin.kind == "param")
        if word.kind == NOT:
            return _NOT
        typed = self.holders.type_word(module.path, binding.type_text)
        if typed.kind == CREDENTIAL:
            return _credential(typed, True, origin.params, True)
        held = self.holders.held(code, instr.dst)
        if held is not None:
            return _credential(held, True, origin.params, origin.kind == "param")
        return grown if grown.kind == "param" and origin.kind in ("opaque", "blank") else origin if origins else _OPAQUE

    def _grown(self, code: Code, binding: int, depth: int) -> Opinion:
        """What is pushed into a list or set on an object that a name holds, in this function."""
        found: list[Opinion] = []
        holders = {instr.dst for instr in code.function.code if instr.op == ir.LOAD and instr.data == binding}
        for holder in sorted(holders):
            for use in code.uses.get(holder, ()):
                instr = code.function.code[use]
                if instr.op == ir.INVOKE and instr.args[0] == holder and instr.data in _GROWS:
                    found += [self.judge(code, register, depth + 1) for register in instr.args[1:]]
                elif instr.op == ir.SET and instr.args[0] == holder:
                    found.append(self._entry(code, instr.data, instr.args[1], depth))
                elif instr.op == ir.SETINDEX and instr.args[0] == holder:
                    found.append(self.judge(code, instr.args[2], depth + 1))
        return _combined(found)

    def _role(self, code: Code, register: int) -> tuple[str, ...]:
        """What a value is by its place: the configuration of a request, which an interceptor is handed."""
        for value in self.values.of(code, register):
            if value.kind == "param" and not value.ops and value.root[2] == 0:
                sites = self.calls.callers(self.project.code(value.root[1]))
                if any(site.how == "registered" and site.path.endswith(".interceptors.request.use") for site in sites):
                    return ("config",)
        return ()

    def _get(self, code: Code, instr: ir.Instr, depth: int) -> Opinion:
        values = self.values.of(code, instr.dst)
        if values and all(value.kind == "const" and not value.ops for value in values):
            return _BLANK if all(value.root[2] in (None, "", ir.UNDEFINED) for value in values) else _NOT
        if any(_PUSH_PATH.search(value.path) for value in values):
            return _NOT
        base = instr.args[0]
        if instr.op == ir.INDEX:
            keys = self.shapes.texts(code, instr.args[1])
            name = keys[0] if keys else ""
        else:
            name = str(instr.data)
        if is_order(name):
            return _NOT
        role = self._role(code, base) if name.lower() in ("headers", "authorization") else ()
        bases = self._bases(code, base)
        word = self._word(name) if name in self._own else result_word(name, (*bases, *role))
        if word.kind == CREDENTIAL and word.bare and is_link_part(code, name, bases, values):
            return _NOT
        if word.kind == CREDENTIAL:
            made = self._followed(code, instr.dst, values, depth)
            if made is not None and made.kind == "not":
                return _NOT
            return _credential(word)
        if word.kind == NOT:
            return _NOT
        session = self._sdk_session(values)
        if session is not None:
            return session
        held = self.holders.held(code, instr.dst)
        if held is not None:
            return _credential(held, True)
        followed = self._followed(code, instr.dst, values, depth)
        if followed is not None and followed.kind in ("credential", "not", "param"):
            return followed
        typed = self.holders.member_type(values)
        if typed is not None:
            return _credential(typed, True)
        inner = self.judge(code, base, depth + 1)
        if instr.op == ir.INDEX and not name and inner.holder:
            return inner
        if inner.whole and inner.is_credential and (name.lower() in OPAQUE_NAMES or name in _PARTS):
            return inner
        is_pair = inner.what.endswith("tokens")
        if inner.is_credential and not (inner.holder or inner.whole or is_pair) and instr.op == ir.GET and name.lower() not in OPAQUE_NAMES:
            return _NOT  # what is said about a token: `token.type`, `remoteToken.osVersion`
        if name.lower() in OPAQUE_NAMES and not inner.holder and inner.kind in ("credential", "not", "param"):
            if inner.kind == "param":
                return inner._replace(params=tuple((key, position, name) for key, position, _ in inner.params))
            return inner
        return _OPAQUE._replace(params=())

    @staticmethod
    def _bases(code: Code, register: int) -> tuple[str, ...]:
        """The variable and properties that a property is read of, nearest first, two at most."""
        out: list[str] = []
        at = register
        while len(out) < 2:
            definitions = code.definitions.get(at, ())
            instr = code.function.code[definitions[0]] if len(definitions) == 1 else None
            if instr is None or instr.op not in (ir.LOAD, ir.GET, ir.MOVE, ir.AWAIT):
                break
            if instr.op == ir.LOAD:
                out.append(code.module.bindings[instr.data].name)
                break
            if instr.op == ir.GET:
                out.append(str(instr.data))
            at = instr.args[0]
        return tuple(out)

    def _followed(self, code: Code, register: int, values: tuple[Value, ...], depth: int) -> Opinion | None:
        """What a property is where the object it is read of can be seen."""
        found: list[Opinion] = []
        values = tuple(value for value in values if value.kind != "const" or value.ops or value.root[2] not in (None, "", ir.UNDEFINED))
        for value in values:
            if value.kind in ("object", "array", "expr") and not value.ops:
                owner = self.project.code(value.root[1])
                dst = owner.function.code[value.root[2]].dst
                if (owner.key, dst) != (code.key, register):
                    found.append(self.judge(owner, dst, depth + 1))
        return _combined(found) if found and len(found) == len(values) else None

    @staticmethod
    def _sdk_session(values: tuple[Value, ...]) -> Opinion | None:
        for value in values:
            if value.ops[-1:] == (".session",) and any(value.path.removesuffix(".session").removesuffix(".data").endswith(end)
                                                        for end in sessions.SESSION_RESULTS):
                return Opinion("credential", "the tokens of the SDK's session", True)
        return None

    # ---- parameters ----

    def _param(self, code: Code, position: int, depth: int) -> Opinion:
        params = code.function.params
        if position < len(params):
            word = self.holders.type_word(code.module.path, params[position].type_text)
            if word.kind == CREDENTIAL:
                return _credential(word, True, ((code.key, position, ""),), True)
        if position == 0 and self.answers is not None and (every := self.answers.passing(code)) is not None:
            return Opinion("credential", every.what, True, whole=True, of_all=True)
        passed = self.values.passed_to(code)
        if passed is not None:
            outer, index, _ = passed
            instr = outer.function.code[index]
            name = str(instr.data) if instr.op == ir.INVOKE else ""
            if name in sessions.SESSION_CALLBACKS and position == 1:
                return Opinion("credential", "the tokens of the SDK's session", True)
            if position == 0 and name in ("then", "map", "forEach", "filter", "flatMap"):
                return self.judge(outer, instr.args[0], depth + 1)
        return Opinion("param", params=((code.key, position, ""),))

    # ---- calls ----

    def _call(self, code: Code, index: int, instr: ir.Instr, depth: int) -> Opinion:
        arguments = self.values.arguments(instr)
        callees = self.values.callee(code, instr)
        name = self.shapes.callee(code, instr)
        paths = [value.path for value in callees if value.path]
        if any(_PUSH_PATH.search(path) for path in paths):
            return _NOT
        if any(_MADE_UP.match(path) for path in paths) or name in ("uuid", "uuidv4", "nanoid", "randomUUID", "v4", "now", "random", "Date"):
            return _NOT
        if any(_is_cipher(path) for path in paths):
            return self._ciphered(code, instr, arguments, depth)
        if (self.answers is not None and logging.MASKING_NAME.search(name)) or self._is_masked(code, instr, name, arguments):
            return _NOT
        answer = self.answers.answer(code, index) if self.answers is not None else None
        if answer is not None:
            kind = "opaque" if answer.sealed else "credential"
            return Opinion(kind, answer.what, True, whole=True, of_all=answer.of_all)
        targets = self.calls.targets(code, index)
        if targets:
            return self._project_call(code, instr, targets, name, depth)
        if name in _STRIP_CALLS and len(arguments) > 1:
            listed = [text for register in arguments[1:] for entry in self.shapes.entries(code, register)
                      for text in self.shapes.texts(entry.code, entry.register)]
            if any(classify(text).kind == CREDENTIAL for text in listed) == (name == "omit"):
                return _NOT
            return self.judge(code, arguments[0], depth + 1)
        if any(word in name.lower() for word in storage.ENCRYPTION_WORDS):
            return _NOT
        if name in storage.READ_METHODS:
            word = self.key_word(code, arguments[0]) if arguments else None
            if word is None or word.kind == OPAQUE:
                return _OPAQUE
            return _credential(word) if word.kind == CREDENTIAL else _NOT
        if name == "assign" and len(arguments) > 1:
            return _combined(self.judge(code, register, depth + 1) for register in arguments)
        if name == "map" and instr.op == ir.INVOKE and arguments:
            return self._mapped(code, instr, arguments, depth)
        if instr.op == ir.INVOKE and name in _BODIES:
            sealed = self.judge(code, instr.args[0], depth + 1)
            if sealed.whole:
                return sealed._replace(kind="credential")
        if (instr.op == ir.INVOKE and name in _PASSES_OBJECT and name not in ("slice", "find", "filter")) or (
            instr.op == ir.INVOKE and name in ("slice", "find", "filter")
        ):
            return self.judge(code, instr.args[0], depth + 1)
        if name in _PASSES_FIRST and arguments:
            return self.judge(code, arguments[0], depth + 1)
        word = result_word(name, ())
        if word.kind == CREDENTIAL:
            return _credential(word)
        return _NOT if word.kind == NOT else _OPAQUE

    def _is_masked(self, code: Code, instr: ir.Instr, name: str, arguments: tuple[int, ...]) -> bool:
        """Whether a call leaves a few characters of a text, or puts a mask in place of its secrets."""
        if instr.op != ir.INVOKE or not arguments:
            return False
        if name in _CUTS:
            bounds = [self._number(code, register) for register in arguments]
            if len(bounds) == 1:
                if bounds[0] is None:
                    return self._is_near_the_end(code, arguments[0])
                return -logging.LONGEST_PREVIEW <= bounds[0] < 0
            start, end = bounds[:2]
            if start is None or end is None:
                return False
            length = end if name == "substr" else end - start
            return start >= 0 and 0 <= length <= logging.LONGEST_PREVIEW
        if name in ("replace", "replaceAll") and len(arguments) > 1:
            return any(logging.MASK_TEXT.search(text) for text in self.shapes.texts(code, arguments[1]))
        return False

    def _is_near_the_end(self, code: Code, register: int) -> bool:
        """Whether a position is `text.length - 8`."""
        made = [code.function.code[index] for index in code.definitions.get(register, ())]
        if len(made) != 1 or made[0].op != ir.BINARY or made[0].data != "-":
            return False
        rest = self._number(code, made[0].args[1])
        return rest is not None and 0 <= rest <= logging.LONGEST_PREVIEW

    def _number(self, code: Code, register: int) -> int | None:
        found = self.values.of(code, register)
        value = found[0] if len(found) == 1 and found[0].kind == "const" and not found[0].ops else None
        if value is None:
            made = [code.function.code[index] for index in code.definitions.get(register, ())]
            if len(made) == 1 and made[0].op == ir.UNARY and made[0].data == "-":
                inner = self._number(code, made[0].args[0])
                return None if inner is None else -inner
        return int(value.root[2]) if value is not None and isinstance(value.root[2], int | float) else None

    def _mapped(self, code: Code, instr: ir.Instr, arguments: tuple[int, ...], depth: int) -> Opinion:
        found = [
            self.judge(target, each.args[0], depth + 1)
            for value in self.values.of(code, arguments[0]) if value.is_function
            for target in (self.project.code(value.root[1]),)
            for each in target.function.code if each.op == ir.RETURN
        ]
        return _combined(found) if found else self.judge(code, instr.args[0], depth + 1)

    def _ciphered(self, code: Code, instr: ir.Instr, arguments: tuple[int, ...], depth: int) -> Opinion:
        """What a cipher gives is no token, but for one whose key stands in the code."""
        return self.judge(code, arguments[0], depth + 1) if self._literal_key(code, instr) else _NOT

    @staticmethod
    def _is_unreadable(code: Code, register: int, opinion: Opinion) -> bool:
        """Whether a text shows nothing of the body of an answer: `${response.data}` reads "[object Object]"."""
        made = [code.function.code[index].op for index in code.definitions.get(register, ())]
        return opinion.of_all and made == [ir.GET]

    def _project_call(self, code: Code, instr: ir.Instr, targets: list[Code], name: str, depth: int) -> Opinion:
        if classify(name).kind == NOT and split(name)[0] in ("decode", "parse", "has", "is"):
            return _NOT
        arguments = self.values.arguments(instr)
        found: list[Opinion] = []
        for target in targets:
            if self.encrypts(target):
                found.append(_NOT)
                continue
            for each in target.function.code:
                if each.op != ir.RETURN:
                    continue
                opinion = self.judge(target, each.args[0], depth + 1)
                if opinion.of_all:
                    found.append(_OPAQUE)
                    continue
                mine = [position for key, position, _ in opinion.params if key == target.key]
                if opinion.kind == "param" and mine:
                    found += [self.judge(code, arguments[position], depth + 1) for position in mine if position < len(arguments)]
                else:
                    found.append(opinion._replace(params=tuple(param for param in opinion.params if param[0] != target.key)))
        best = _combined(found)
        if best.kind in ("opaque", "blank") and not best.whole:
            word = result_word(name, ())
            if word.kind == CREDENTIAL and not word.bare:
                return _credential(word)
            return _NOT if word.kind == NOT else _OPAQUE
        return best

    def encrypts(self, code: Code) -> bool:
        """Whether a function (or one that it calls) hands its data to a cipher."""
        if code.key not in self._ciphers:
            self._ciphers[code.key] = any(
                ".subtle.encrypt" in value.path or (_is_cipher(value.path) and not self._literal_key(at, instr))
                for at in self.calls.within(code, 3)
                for instr in at.function.code
                if instr.op in ir.CALLS
                for value in self.values.callee(at, instr)
            )
        return self._ciphers[code.key]

    def _literal_key(self, code: Code, instr: ir.Instr) -> bool:
        arguments = self.values.arguments(instr)
        if len(arguments) < 2:
            return False
        key = self.values.of(code, arguments[1])
        return bool(key) and all(value.kind == "const" and not value.ops and isinstance(value.root[2], str) for value in key)

    # ---- keys ----

    def key_texts(self, code: Code, register: int) -> tuple[str, ...]:
        """The texts of a key, or its names where no text is seen."""
        texts = tuple(text for text in self.shapes.texts(code, register) if split(text))
        if texts:
            return texts
        return tuple(name for name in self.shapes.names(code, register)[:2] if name.lower() not in KEY_NAMES)

    def key_word(self, code: Code, register: int) -> Word:
        """What a key says about what lies under it."""
        texts = self.key_texts(code, register)
        named = next((text for text in texts if text in self._own), None)
        return key_word(texts) if named is None else Word(CREDENTIAL, named)


def _is_falsy_side(code: Code, index: int) -> bool:
    """Whether a MOVE is the left side of `a && b`: what it gives is no more than that `a` is absent."""
    moved, branch = code.function.code[index : index + 2]
    if branch.op != ir.BRANCH or branch.args[0] != moved.args[0]:
        return False
    return bool(code.function.blocks[branch.data[0]].start == index + 2)


def _is_cipher(path: str) -> bool:
    """Whether a call ciphers: one into such a package that does not only encode, pick random bytes or turn a result into text."""
    if not path.startswith(storage.CIPHER_PACKAGES) or _MADE_UP.match(path) or any(part in path for part in storage.CIPHER_ENCODERS):
        return False
    return path.rsplit(".", 1)[-1] not in _PASSES_OBJECT


def key_word(texts: Iterable[str]) -> Word:
    """What a key says, by its texts and then its names; a word that is no credential before one that is."""
    words = [classify(text) for text in texts]
    for word in words:
        if word.kind == NOT:
            return word
    for word in words:
        if word.kind == CREDENTIAL:
            return word
    return Word(OPAQUE, "")
