"""How a trigger is started: the function in which it begins is found in the running program, or made by running what makes it.

A way to a refresh is known as a chain of functions, outermost first. If one of them was handed to a library (an interceptor, a hook
of ky, a listener, an error link), the library's model tells how to make it run. A timer is waited for. Anything else is called:
a function that its module makes, a method on the instance that the program has (or on one made for the purpose), a closure after
what makes it has run; hooks and components run in the model of React. Arguments are made up from the names of the parameters.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from refreshlint.interleave import library
from refreshlint.interleave.answers import ACCESS, REFRESH, Answer, is_access_name, is_expiry_name, is_refresh_name
from refreshlint.interleave.frames import BoundFunction, JSClass, JSFunction
from refreshlint.interleave.machine import VALUE, Completion, Machine, Timer
from refreshlint.interleave.objects import lookup
from refreshlint.interleave.values import JSObject, Property, Token, Unknown, Value
from refreshlint.interleave.world import Stimulus, World
from refreshlint.js import ir
from refreshlint.js.ir import UNDEFINED, Function

Key = tuple[str, int]
"""A function: the path of its module, its index in it."""

MAX_PARENTS = 6
_HOOK = re.compile(r"^use[A-Z]")
_URL = re.compile(r"url|path|endpoint|uri|route|resource|^input$|^href$|^req(?:uest)?$", re.I)
_METHOD = re.compile(r"method|verb", re.I)
_CLIENT = re.compile(r"^(?:axios|api|client|http|instance|axios_?instance|api_?client|http_?client)$", re.I)
_CLIENT_TYPE = re.compile(r"\bAxios(?:Instance|Static)?\b")
_AGAIN = re.compile(r"retr|skip|attempt|count|force|silent|^is[A-Z]|^has[A-Z]|^no[A-Z]|depth|times|tries", re.I)
_RESPONSE = re.compile(r"^(?:res|resp|response|reply|answer|result)$", re.I)
_ERROR = re.compile(r"^(?:e|err|error|failure|reason|axiosError|ex|exception)$", re.I)
_BAG = re.compile(r"opt|init|config|param|header|body|data|payload|props|args|extra|settings|context|variables|query", re.I)
_CALLBACK = re.compile(r"^(?:fn|cb|callback|func|request|send|run|task|operation|action|make|exec|api_?call|do)\w*", re.I)

_SETTER = re.compile(r"^_?(?:set|save|store|update|restore|init|hydrate|apply|persist|put|write|remember|keep|adopt|login|signIn)", re.I)
_START = re.compile(
    r"^_?(?:re)?(?:hydrate|store$|load|init|initialize|initialise|bootstrap|boot|warm|sign_?in|log_?in|restore|setup|start|open|resume)"
    r"(?:$|Up$|\w*(?:token|auth|session|stored|storage|user|account|app|credential|client|api))",
    re.I,
)
_READS = frozenset({"getItemAsync", "getItem", "getString", "getGenericPassword", "multiGet"})
"""What stores are read by."""

_HOLDER = re.compile(r"tokens|credentials|session|auth|pair|grant", re.I)


class Entry(NamedTuple):
    """A trigger to start. functions: its chain, outermost first; per_caller: each caller has an instance, hook or closure of its own;
    registered: the first function hands the second to a library; direct: the first function is called, whatever a library could do;
    spare: only where no other way leads to a refresh; makers: modules that make the objects or closures which the trigger belongs to."""

    functions: tuple[Key, ...]
    per_caller: bool
    registered: bool
    direct: bool = False
    spare: bool = False
    makers: tuple[str, ...] = ()


class Started(NamedTuple):
    """What starting gave: how ("request", "event", "timer", "call"), and what the caller holds; instances: on how many objects of the
    program, or by how many registrations, it could have been started."""

    how: str
    completion: Completion
    instances: int = 1


class Driver:
    """Starts triggers in one machine. raising: callbacks that the program is given report a 401 as an error, else as a response."""

    def __init__(self, machine: Machine, world: World, *, raising: bool = False) -> None:
        self.machine = machine
        self.world = world
        self.raising = raising

    # ---- making functions ----

    def prepare(self, entry: Entry) -> None:
        """Load the modules of a trigger and run what hands its callbacks to libraries."""
        self.machine.actor = "app"
        for path in dict.fromkeys((*(path for path, _ in entry.functions), *entry.makers)):
            self.load(path)
        if entry.registered and not self._stimuli(entry) and self._timer(entry) is None:
            self._run(entry.functions[0])

    def load(self, path: str) -> None:
        """Evaluate a module."""
        self.machine.load(path)
        self.settled()

    def settled(self) -> None:
        """Run microtasks and let the device answer, until only the network and timers are left."""
        self.machine.drain()
        while True:
            waiting = next((each for each in self.world.pending if each.wire is None), None)
            if waiting is None or self.machine.exhausted:
                return
            self.world.deliver(self.machine, waiting)

    def _function(self, key: Key) -> Function | None:
        code = self.machine.program.module(key[0])
        return code.module.functions[key[1]] if code is not None else None

    def closure(self, key: Key, *, fresh: bool = False) -> tuple[JSFunction, Value] | None:
        """A function of the program as a value, and the `this` to call it with; made by running what is around it, if it has to be.

        fresh: what is around it is run for this caller alone, where it is more than the module.
        """
        path, index = key
        if path not in self.machine.instances:
            self.load(path)  # which lets time pass: two callers in one tick must not do it
        function = self._function(key)
        if function is None or index == 0:
            return None
        owner = self._owner_class(function, path)
        if owner is not None:
            instance = self._instance((path, owner), fresh=fresh) if not function.is_static else self.machine.classes.get((path, owner))
            made = self.machine.closures.get(key)
            return (made[-1], instance) if made and instance is not None else None
        parent = function.parent
        if parent > 0 and (fresh or key not in self.machine.closures):
            self._run((path, parent))
        made = self.machine.closures.get(key)
        if not made:
            return None
        return made[-1], made[-1].home if function.kind == "method" and made[-1].home is not None else UNDEFINED

    def _owner_class(self, function: Function, path: str) -> int | None:
        """The class whose instance a function needs as `this`: that of a method, or of an arrow function kept in a field."""
        if function.kind in ("method", "getter", "setter") and function.owner_class >= 0:
            return function.owner_class
        at = function
        while at.kind == "arrow":
            outer = self._function((path, at.parent)) if at.parent >= 0 else None
            if outer is None:
                return None
            if outer.kind in ("field", "constructor", "method") and outer.owner_class >= 0:
                return outer.owner_class if outer.kind == "field" else None
            at = outer
        return None

    def _instance(self, owner: tuple[str, int], *, fresh: bool) -> JSObject | None:
        made = self.machine.classes.get(owner)
        if made is None:
            return None
        if not fresh:
            for target, instance in reversed(self.machine.constructed):
                at: Value = target
                while isinstance(at, JSClass):
                    if at is made:
                        return instance
                    at = at.parent
        done = self.machine.construct(made, self.arguments(made.code.function if made.has_constructor else None))
        self.settled()
        return done.value if done.kind == VALUE and isinstance(done.value, JSObject) else None

    def _run(self, key: Key) -> Value:
        """Run a function that makes others or registers them: a hook or component in the model of React, anything else plainly."""
        chain: list[Key] = []
        at = key
        while at[1] > 0 and len(chain) < MAX_PARENTS:
            chain.append(at)
            function = self._function(at)
            if function is None or at in self.machine.closures or self._owner_class(function, at[0]) is not None:
                break
            at = (at[0], function.parent)
        result: Value = UNDEFINED
        for each in reversed(chain):
            made = self.machine.closures.get(each)
            function = self._function(each)
            if function is None:
                return UNDEFINED
            if function.kind == "constructor":
                self._instance((each[0], function.owner_class), fresh=True)
                continue
            found = (made[-1], UNDEFINED) if made and self._owner_class(function, each[0]) is None else self.closure(each)
            if found is None:
                return UNDEFINED
            result = self._enter(function, each[0], *found)
        return result

    def _enter(self, function: Function, path: str, callee: Value, this: Value) -> Value:
        if self._is_react(function, path):
            props = self.machine.new_object({"children": UNDEFINED})
            props.open = True
            done = self.machine.call(self._helper("render"), UNDEFINED, [callee, props])
        else:
            done = self.machine.call(callee, this, self.arguments(function))
        self.settled()
        return done.value

    def _is_react(self, function: Function, path: str) -> bool:
        if _HOOK.match(function.name):
            return True
        module = self.machine.program.module(path)
        if module is None:
            return False
        for at, instr in enumerate(function.code):
            if instr.op == ir.JSX:
                return True
            if instr.op == ir.CALL:
                callee = next((each for each in reversed(function.code[:at]) if each.dst == instr.args[0]), None)
                if callee is not None and callee.op == ir.LOAD and _HOOK.match(module.module.bindings[callee.data].name):
                    return True
        return False

    # ---- starting ----

    def start(self, entry: Entry, actor: str, number: int, *, apart: bool = False) -> Started | None:
        """Start a trigger in the name of a caller, the `number`-th; None where no way to start it was found.

        apart: on the `number`-th of the objects that the program has made, where it has several.
        """
        stimuli = self._stimuli(entry)
        self.machine.actor = actor
        if stimuli:
            stimulus = stimuli[(number - 1) % len(stimuli) if apart else 0]
            return Started(stimulus.kind, self.machine.call(stimulus.start, UNDEFINED, [f"/items/{number}"]), len(stimuli))
        timer = self._timer(entry)
        if timer is not None:
            self.machine.now = max(self.machine.now, timer.time)
            if timer.interval is None:
                self.machine.cancel_timer(timer.number)
            return Started("timer", self.machine.call(timer.callback, UNDEFINED, list(timer.args)))
        for key in entry.functions[entry.registered :]:
            function = self._function(key)
            if function is None or key[1] == 0:
                continue
            self.machine.actor = "app"
            found = self.closure(key, fresh=entry.per_caller)
            self.machine.actor = actor
            if found is not None:
                method, this = found
                made = self._made(this) if function.kind == "method" else []
                if apart and made:
                    this = made[(number - 1) % len(made)]
                return Started("call", self.machine.call(method, this, self.arguments(function, number)), max(len(made), 1))
        return None

    def _stimuli(self, entry: Entry) -> list[Stimulus]:
        """The ways to make a library run a trigger: the first, and those that are like it."""
        if entry.direct:
            return []
        wanted = set(entry.functions)
        found = [each for each in self.world.stimuli if any(_key_of(callback) in wanted for callback in each.callbacks)]
        return [each for each in found if list(map(_key_of, each.callbacks)) == list(map(_key_of, found[0].callbacks))]

    def _made(self, like: Value) -> list[JSObject]:
        """The objects of the class of one that the program has made itself, that one among them."""
        target = next((target for target, instance in self.machine.constructed if instance is like), None)
        return [instance for other, instance in self.machine.constructed if other is target] if target is not None else []

    def _timer(self, entry: Entry) -> Timer | None:
        wanted = set(entry.functions)
        return next((timer for timer in self.machine.timers() if _key_of(timer.callback) in wanted), None)

    # ---- signing in ----

    def has_seeds(self) -> bool:
        """Whether there is anything by which `seed` could sign the app in."""
        return any(stimulus.kind == "session" for stimulus in self.world.stimuli) or any(map(self._sets_tokens, self.machine.closures))

    def seed(self, entries: tuple[Entry, ...]) -> None:
        """Give the app the tokens of its session through the setters that it has itself."""
        self.machine.actor = "app"
        for stimulus in self.world.stimuli:
            if stimulus.kind == "session":
                self.machine.call(stimulus.start)
                self.settled()
        paths = {path for entry in entries for path, _ in entry.functions}
        known = [key for key in self.machine.closures if not library.is_model(key[0])]
        for key in sorted(known, key=lambda key: (key[0] not in paths, key)):
            function = self._function(key)
            if function is not None and self._sets_tokens(key):
                found = self.closure(key)
                if found is not None:
                    self.machine.call(found[0], found[1], self.arguments(function))
                    self.settled()

    def _sets_tokens(self, key: Key) -> bool:
        function = self._function(key)
        if function is None or library.is_model(key[0]):
            return False
        if not function.params:
            return bool(_START.match(function.name)) or _restores(function)
        if not _SETTER.match(function.name):
            return False
        names = [name for param in function.params for name in (param.name, *param.pattern_names) if name]
        return any(is_access_name(name) or is_refresh_name(name) or _HOLDER.search(name) for name in names)

    # ---- arguments ----

    def arguments(self, function: Function | None, number: int = 1) -> list[Value]:
        """Arguments made up from the names and types of parameters; what may be left out, and is of no known kind, is left out."""
        out: list[Value] = []
        for position, param in enumerate(function.params if function is not None else ()):
            if param.rest:
                break
            made = UNDEFINED if _has_default(function, position) else self._argument(param, number)
            out.append(UNDEFINED if param.optional and isinstance(made, Unknown) else made)
        return out

    def _argument(self, param: ir.Param, number: int) -> Value:
        machine = self.machine
        if not param.name:
            return machine.new_object(
                {name: value for name in param.pattern_names if (value := self._named(name, "", number)) is not UNDEFINED}
            )
        return self._named(param.name, param.type_text, number)

    def _named(self, name: str, type_text: str, number: int) -> Value:
        machine = self.machine
        if _CLIENT_TYPE.search(type_text) or (_CLIENT.match(name) and not type_text):
            return self.machine.call(self._helper("client")).value
        if _METHOD.search(name):
            return "GET"
        if _AGAIN.search(name):
            return UNDEFINED
        if _URL.search(name):
            return f"/items/{number}"
        if is_expiry_name(name):
            self.world.expiry_told(self.world.backend.newest)
            return self.world.expires(machine, self.world.backend.newest)
        if is_refresh_name(name):
            return Token(REFRESH, self.world.backend.newest)
        if is_access_name(name):
            return Token(ACCESS, self.world.backend.newest)
        if name in ("dispatch", "getState"):
            return self._of_store(name)
        if "=>" in type_text or type_text.startswith("Function") or (_CALLBACK.match(name) and not type_text):
            self.world.asked.add("raising")
            return self._helper("raise" if self.raising else "respond")
        if _RESPONSE.match(name) or _ERROR.match(name):
            self.world.asked.add("status")
            helper = self._helper("refused" if _RESPONSE.match(name) else "refusal")
            return machine.call(helper, UNDEFINED, [self.world.backend.expired_status, f"/items/{number}"]).value
        if _HOLDER.search(name):
            return Answer(machine, self.world.backend.newest, self.world.expires(machine, self.world.backend.newest))
        if _BAG.search(name):
            return machine.new_object()
        return Unknown(name)

    def _of_store(self, name: str) -> Value:
        """A method of the Redux store that the program made last."""
        if library.TOOLKIT not in self.machine.instances:
            return Unknown(name)
        toolkit = self.machine.load(library.TOOLKIT).value
        last = lookup(toolkit, "lastStore") if isinstance(toolkit, JSObject) else UNDEFINED
        store = self.machine.call(last.value if isinstance(last, Property) else last).value
        found = lookup(store, name) if isinstance(store, JSObject) else UNDEFINED
        found = found.value if isinstance(found, Property) else found
        return Unknown(name) if found is UNDEFINED else found

    def _helper(self, name: str) -> Value:
        """Something that library/harness.js exports."""
        done = self.machine.load(library.HARNESS)
        found = lookup(done.value, name) if isinstance(done.value, JSObject) else UNDEFINED
        return found.value if isinstance(found, Property) else found


def _has_default(function: Function | None, position: int) -> bool:
    """Whether a parameter is compared with undefined as soon as it is read, as defaults are."""
    code = function.code if function is not None else []
    for at, instr in enumerate(code):
        if instr.op == ir.PARAM and instr.data == position:
            undefined = {each.dst for each in code[at : at + 3] if each.op == ir.CONST and each.data is UNDEFINED}
            return any(each.op == ir.BINARY and instr.dst in each.args and undefined & set(each.args) for each in code[at : at + 4])
    return False


def _restores(function: Function) -> bool:
    """Whether a function does nothing but read a store and keep what it finds."""
    calls = [instr for instr in function.code if instr.op in ir.CALLS]
    keeps = any(instr.op in (ir.STORE, ir.SET) for instr in function.code)
    return bool(calls) and keeps and function.kind != "module" and all(instr.op == ir.INVOKE and instr.data in _READS for instr in calls)


def _key_of(callback: Value) -> Key | None:
    while isinstance(callback, BoundFunction):
        callback = callback.target
    if isinstance(callback, JSFunction):
        return callback.code.owner.module.path, callback.code.function.index
    return None
