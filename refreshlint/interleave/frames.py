"""What can be called, what is running, and what a builtin may ask of the machine."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from refreshlint.interleave.values import EXTENSIBLE, MISSING, JSObject, Key, Property, Value, hidden
from refreshlint.js.ir import NO_REGISTER, UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine
    from refreshlint.interleave.modules import ModuleInstance
    from refreshlint.interleave.program import Code


class Throw(Exception):
    """An exception of the program, raised by operations and builtins; `value` is what was thrown."""

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value


# Requests that a builtin written as a generator yields; the machine sends back the result, or throws `Throw` into it.


class Call(NamedTuple):
    """Call a function."""

    callee: Value
    this: Value
    args: list[Value]


class Construct(NamedTuple):
    """`new callee(...args)`."""

    callee: Value
    args: list[Value]
    new_target: Value


class Resume(NamedTuple):
    """Run a suspended generator on: mode "next", "throw" or "return"."""

    generator: JSGenerator
    mode: str
    value: Value


class Await(NamedTuple):
    """Suspend this builtin and the async function below it until the value is settled."""

    value: Value


class Yield(NamedTuple):
    """Suspend this builtin and the generator below it. The result is the (mode, value) it is resumed with.

    For a plain generator `value` is the finished result object of the inner iterator, for an async one the value itself.
    """

    value: Value


class Evaluate(NamedTuple):
    """Run the body of a linked module."""

    instance: ModuleInstance


Steps: TypeAlias = Generator[Any, Any, Any]
"""A builtin that calls back: yields requests, returns its result."""

Native: TypeAlias = Callable[["Machine", Value, list[Value]], Value]
"""A builtin: (machine, this, arguments) to a value, or to `Steps` where it has to call back."""

NativeConstruct: TypeAlias = Callable[["Machine", list[Value], Value], Value]
"""A builtin constructor: (machine, arguments, new.target) to an object, or to `Steps`."""


Handler: TypeAlias = Callable[["Machine", "Frame", int, tuple[int, ...], Any], "bool | None"]
"""Runs one instruction (machine, frame, dst, args, data); true where another frame may now be on top of the stack."""


class JSCallable(JSObject):
    """Anything with `typeof` function."""

    __slots__ = ("name",)
    class_name = "Function"

    def __init__(self, proto: JSObject | None, name: str) -> None:
        super().__init__(proto)
        self.name = name

    @property
    def length(self) -> int:
        """The number of arguments expected."""
        return 0

    def own(self, key: Key) -> Value:
        found = self.props.get(key, MISSING)
        if found is MISSING:
            if key == "name":
                return Property(self.name, enumerable=False, writable=False)
            if key == "length":
                return Property(self.length, enumerable=False, writable=False)
        return found


class NativeFunction(JSCallable):
    """A builtin."""

    __slots__ = ("construct", "impl")

    def __init__(self, proto: JSObject | None, name: str, impl: Native | None, construct: NativeConstruct | None = None) -> None:
        self.props = {}
        self.proto = proto
        self.open = False
        self.integrity = EXTENSIBLE
        self.name = name
        self.impl = impl
        self.construct = construct


class BoundFunction(JSCallable):
    """The result of `function.bind(...)`."""

    __slots__ = ("args", "target", "this")

    def __init__(self, proto: JSObject | None, target: JSCallable, this: Value, args: list[Value]) -> None:
        super().__init__(proto, f"bound {target.name}")
        self.target = target
        self.this = this
        self.args = args


class JSFunction(JSCallable):
    """A closure.

    `home` is the object whose method it is (`super.name` looks at the prototype of that), `owner` the class whose constructor it
    belongs to (for `super()`), `outer` the frame that an arrow function takes `this` from.
    """

    __slots__ = ("cells", "code", "home", "instance", "object_proto", "outer", "owner")

    def __init__(
        self, proto: JSObject | None, code: Code, instance: ModuleInstance, cells: dict[int, Cell], object_proto: JSObject
    ) -> None:
        self.props = {}  # all set here, without the constructors above: closures are made in great numbers
        self.proto = proto
        self.open = False
        self.integrity = EXTENSIBLE
        self.name = code.function.name
        self.code = code
        self.instance = instance
        self.cells = cells
        self.object_proto = object_proto
        self.home: JSObject | None = None
        self.owner: JSClass | None = None
        self.outer: Frame | None = None

    @property
    def length(self) -> int:
        return sum(not param.rest for param in self.code.function.params)

    def own(self, key: Key) -> Value:
        if key == "prototype" and key not in self.props:
            return self._made_prototype()
        return super().own(key)

    def _made_prototype(self) -> Value:
        """The `prototype` is made when it is first looked at: few functions are constructors."""
        if self.code.is_constructor:
            made = JSObject(self.object_proto)
            made.props["constructor"] = hidden(self)
        elif self.code.function.is_generator:
            made = JSObject(self.object_proto)  # the machine passes a generator's prototype object here
        else:
            return MISSING
        self.props["prototype"] = hidden(made)
        return self.props["prototype"]


class JSClass(JSFunction):
    """A class. Without a constructor of its own `code` is that of the function around it and is not run."""

    __slots__ = ("fields", "has_constructor", "is_derived", "parent")

    def __init__(
        self, proto: JSObject | None, code: Code, instance: ModuleInstance, cells: dict[int, Cell], object_proto: JSObject
    ) -> None:
        super().__init__(proto, code, instance, cells, object_proto)
        self.fields: list[tuple[Key, JSFunction | None]] = []
        self.has_constructor = False
        self.is_derived = False
        self.parent: Value = UNDEFINED

    @property
    def length(self) -> int:
        return super().length if self.has_constructor else 0


Cell: TypeAlias = list[Value]
"""A variable: a list of one element, shared by all that close over it."""

NO_CELLS: dict[int, Cell] = {}
"""The cells of what has none; shared, for there are many of those."""

NORMAL, CONSTRUCT, DERIVED, ASYNC, GENERATOR, ASYNC_GENERATOR = range(6)


class Frame:
    """One activation of a function of the program.

    `dst` is the caller's register for the result, `resume_dst` its own register for what it is resumed with; `this` is a cell
    that arrow functions share; `cells` holds the variables that functions close over (the others are registers); `lexical` the
    frame that owns `this`, `arguments` and new.target, None for itself (no frame refers to itself: most are freed as they are left).
    `started` says whether the caller of an async function has its promise already. `owner` is the promise or generator that the
    frame belongs to, `chosen` counts the choices made per instruction. `caller` is the frame that called, `called_at` the
    instruction in it: a function that awaits leaves the stack, and is still found by what it started.
    """

    __slots__ = (
        "args",
        "called_at",
        "caller",
        "cells",
        "chosen",
        "code",
        "dst",
        "exception",
        "function",
        "lexical",
        "mode",
        "new_target",
        "owner",
        "pc",
        "regs",
        "resume_dst",
        "started",
        "static",
        "this",
    )

    def __init__(self, code: Code, function: JSFunction, args: list[Value], dst: int, this: Cell) -> None:
        self.code = code
        self.function = function
        self.static = function.instance.cells
        self.args = args
        self.dst = dst
        self.regs = code.template.copy()
        self.pc = 0
        self.cells: dict[int, Cell] = {} if code.has_cells else NO_CELLS
        self.this = this
        self.new_target: Value = UNDEFINED
        self.mode = code.mode
        self.owner: Any = None
        self.lexical: Frame | None = None
        self.exception: Value = UNDEFINED
        self.resume_dst = NO_REGISTER
        self.started = False
        self.chosen: dict[int, int] | None = None
        self.caller: Frame | None = None
        self.called_at = 0

    def cell(self, binding: int) -> Cell:
        """The cell of an own binding that functions close over, made at first use."""
        found = self.cells.get(binding)
        if found is None:
            found = self.cells[binding] = [self.code.owner.initial[binding]]
        return found


class NativeFrame:
    """A builtin that called back and waits. `discard`: its result goes nowhere."""

    __slots__ = ("discard", "dst", "failed", "inbox", "resume_dst", "steps")

    def __init__(self, steps: Steps, dst: int, discard: bool = False) -> None:
        self.steps = steps
        self.dst = dst
        self.discard = discard
        self.inbox: Value = None
        self.failed = False
        self.resume_dst = NO_REGISTER


AnyFrame: TypeAlias = Frame | NativeFrame


class ReturnSignal:
    """What travels through the `finally` blocks of a generator that `return()` closes; no `catch` sees it."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


class JSGenerator(JSObject):
    """A generator object: the frames to put back on the stack when it goes on. state: "start", "suspended", "running" or "done".

    seen: the elements that an array pattern has read.
    """

    __slots__ = ("frames", "queue", "seen", "state")
    class_name = "Generator"

    def __init__(self, proto: JSObject | None, frame: Frame) -> None:
        super().__init__(proto)
        self.frames: tuple[AnyFrame, ...] = (frame,)
        self.state = "start"
        self.seen: list[Value] = []
        self.queue: list[tuple[str, Value, JSPromise]] = []  # requests to an async generator, with the promises of their answers


class JSAsyncGenerator(JSGenerator):
    """The object of an async generator function."""

    __slots__ = ()
    class_name = "AsyncGenerator"


PENDING, FULFILLED, REJECTED = "pending", "fulfilled", "rejected"


class JSPromise(JSObject):
    """A promise. `handled` says whether anybody asked for its outcome; `label` names one that the host settles."""

    __slots__ = ("handled", "label", "reactions", "state", "value")
    class_name = "Promise"

    def __init__(self, proto: JSObject | None) -> None:
        super().__init__(proto)
        self.state = PENDING
        self.value: Value = UNDEFINED
        self.reactions: list[Reaction] = []
        self.handled = False
        self.label = ""


class Reaction:
    """What happens when a promise settles: handlers whose outcome goes to `derived`, or frames that go on.

    `actor` is who registered it; the machine runs the reaction in that name.
    """

    __slots__ = ("actor", "derived", "frames", "on_fulfilled", "on_rejected")

    def __init__(
        self,
        actor: object,
        on_fulfilled: Value = UNDEFINED,
        on_rejected: Value = UNDEFINED,
        derived: JSPromise | None = None,
        frames: tuple[AnyFrame, ...] = (),
    ) -> None:
        self.actor = actor
        self.on_fulfilled = on_fulfilled
        self.on_rejected = on_rejected
        self.derived = derived
        self.frames = frames


def argument(args: list[Value], index: int) -> Value:
    """The index-th argument, undefined where there are fewer."""
    return args[index] if index < len(args) else UNDEFINED
