"""The machine: runs the IR of a program, one instruction at a time, on frames of its own.

    machine = Machine(program, host)
    machine.load("src/api.ts")            evaluates a module and what it imports
    machine.call(function, this, args)    runs a function until it returns or suspends
    machine.drain()                       runs microtasks until none is left
    machine.settle(promise, value)        answers a `machine.host_promise(...)`; the scheduler chooses which and when
    machine.advance()                     lets the next timer fire

Each of these gives a `Completion`. Nothing here recurses: calls push frames, builtins that call back are generators that yield
requests (`frames.Call` and others). Work is counted in steps; when they are used up, the machine stops for good and every
completion is BUDGET. Two machines given the same program, host answers and calls do the same, instruction for instruction.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Generator
from typing import Any, NamedTuple

from refreshlint import limits
from refreshlint.interleave import calls, iteration, modules, promises
from refreshlint.interleave.builtins import GLOBALS, PROTOTYPES, models
from refreshlint.interleave.convert import ConversionError, Exhausted, Unknowable
from refreshlint.interleave.frames import (
    AnyFrame,
    Await,
    Call,
    Construct,
    Evaluate,
    Frame,
    JSClass,
    JSFunction,
    JSPromise,
    Native,
    NativeConstruct,
    NativeFrame,
    NativeFunction,
    Resume,
    Steps,
    Throw,
    Yield,
)
from refreshlint.interleave.host import Host, Site
from refreshlint.interleave.objects import lookup
from refreshlint.interleave.program import Code, Program
from refreshlint.interleave.values import (
    MISSING,
    JSArray,
    JSError,
    JSObject,
    Key,
    Property,
    Symbol,
    Unknown,
    Value,
    hidden,
    truth,
)
from refreshlint.js.ir import NO_REGISTER, UNDEFINED

VALUE, THROWN, BUDGET = "value", "thrown", "budget"

START_OF_TIME = 1_700_000_000_000
"""What the virtual clock shows when a machine starts, in milliseconds since 1970."""


class Completion(NamedTuple):
    """How a run ended. kind: VALUE, THROWN (`value` is what was thrown) or BUDGET (`value` is Unknown)."""

    kind: str
    value: Value


class Timer(NamedTuple):
    """A timer that waits: fires at `time` (virtual milliseconds), in the order of `number` among equals."""

    time: int
    number: int
    callback: Value
    args: list[Value]
    interval: int | None
    actor: object


class Choice(NamedTuple):
    """A branch on an unknown value, and the way it went."""

    site: Site
    taken: bool
    value: Value


class _Lazy(dict[str, Any]):
    """Values made when they are first asked for."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Any:
        made = self[name] = self._make(name)
        return made


class Machine:
    """One run of a program: its heap, stack, jobs, timers and clock.

    actor: in whose name code runs now; whatever is registered (reactions, timers) goes on in the name of who registered it.
    trace: called with (code, instruction index) before each instruction, if set.
    closures: the functions made so far, by (path, index of the function); classes: the same by index of the class; constructed: the
    objects made by `new`, with the class that was asked for. choices: the branches on unknown values so far; unhandled: promises
    rejected while nobody listened; uncaught: what was thrown out of timers and microtask callbacks.
    """

    def __init__(self, program: Program, host: Host | None = None, steps: int = limits.MACHINE_STEPS) -> None:
        self.program = program
        self.host = host or Host()
        self.steps_left = steps
        self.trace: Callable[[Code, int], None] | None = None
        self.actor: object = None
        self.closures: dict[tuple[str, int], list[JSFunction]] = {}
        self.classes: dict[tuple[str, int], JSClass] = {}
        self.constructed: list[tuple[Value, JSObject]] = []
        self.choices: list[Choice] = []
        self.unhandled: list[JSPromise] = []
        self.uncaught: list[Value] = []
        self.jobs: deque[tuple[object, Callable[..., None], tuple[Any, ...]]] = deque()
        self.pending: list[JSPromise] = []
        self.now = START_OF_TIME
        self.stack: list[AnyFrame] = []
        self.starting: list[AnyFrame] = []
        self.instances: dict[str, modules.ModuleInstance] = {}
        self.externals: dict[str, Value] = {}
        self.templates: dict[tuple[Code, int], JSObject] = {}
        self.exhausted = False
        self.joining: list[Value] = []  # arrays whose join() is under way, to cut cycles
        self.symbols: dict[str, Symbol] = {}  # those of Symbol.for
        self.protos = _Lazy(self._make_prototype)
        self.globals: dict[Key, Value] = {}
        self._timers: list[Timer] = []
        self._cancelled: set[int] = set()
        self._timer_count = 0
        self._charged = steps
        self._outcome = Completion(VALUE, UNDEFINED)
        self.externals[models.SPECIFIER] = self.new_object({name: self.native(name, impl) for name, impl in models.VALUES.items()})

    # -- what the explorer calls

    def load(self, path: str) -> Completion:
        """Evaluate a module of the program and all it imports; the value is its namespace object."""
        return self._complete(lambda: self._push(modules.steps_load(self, path)))

    def evaluate(self, path: str) -> Completion:
        """Evaluate a module of the program, not what it exports of others."""
        return self._complete(lambda: self._push(modules.steps_evaluate(self, path)))

    def call(self, callee: Value, this: Value = UNDEFINED, args: list[Value] | None = None) -> Completion:
        """Call a function, without running microtasks afterwards."""
        return self.run_steps(_forward(Call(callee, this, args or [])))

    def construct(self, callee: Value, args: list[Value] | None = None) -> Completion:
        """`new callee(...args)`."""
        return self.run_steps(_forward(Construct(callee, args or [], callee)))

    def run_steps(self, steps: Steps) -> Completion:
        """Run a builtin written as a generator."""
        return self._complete(lambda: self._push(steps))

    def drain(self) -> Completion:
        """Run microtasks, and those that they add, until none is left."""
        while self.jobs and not self.exhausted:
            self.actor, job, args = self.jobs.popleft()
            done = self._complete(lambda job=job, args=args: job(self, *args))  # type: ignore[misc]
            if done.kind == THROWN:
                self.uncaught.append(done.value)
        return self._ended()

    def host_promise(self, label: str) -> JSPromise:
        """A promise for an answer from outside (network, storage); it waits in `pending` until the scheduler settles it."""
        promise = promises.new_promise(self)
        promise.label = label
        self.pending.append(promise)
        return promise

    def settle(self, promise: JSPromise, value: Value) -> Completion:
        """Answer a host promise, and run the microtasks that follow."""
        return self._answer(promise, value, failed=False)

    def fail(self, promise: JSPromise, reason: Value) -> Completion:
        """Reject a host promise, and run the microtasks that follow."""
        return self._answer(promise, reason, failed=True)

    def timers(self) -> list[Timer]:
        """The timers that wait, the next one to fire first."""
        return sorted(timer for timer in self._timers if timer.number not in self._cancelled)

    def advance(self) -> Completion:
        """Set the clock to the next timer, run it and the microtasks that follow. Without a timer nothing happens."""
        while self._timers and self._timers[0].number in self._cancelled:
            heapq.heappop(self._timers)
        if not self._timers or self.exhausted:
            return self._ended()
        timer = heapq.heappop(self._timers)
        self.now = max(self.now, timer.time)
        if timer.interval is not None:
            heapq.heappush(self._timers, timer._replace(time=self.now + timer.interval))
        self.actor = timer.actor
        done = self.call(timer.callback, UNDEFINED, timer.args)
        if done.kind == THROWN:
            self.uncaught.append(done.value)
        return self.drain()

    # -- what builtins and models call

    def native(self, name: str, impl: Native, construct: NativeConstruct | None = None) -> NativeFunction:
        """A builtin function."""
        return NativeFunction(self.protos["Function"], name, impl, construct)

    def new_object(self, props: dict[str, Value] | None = None) -> JSObject:
        """A plain object."""
        made = JSObject(self.protos["Object"])
        if props:
            made.props.update(props)
        return made

    def new_array(self, items: list[Value]) -> JSArray:
        """An array, which keeps the list."""
        return JSArray(self.protos["Array"], items)

    def new_error(self, kind: str, message: Value) -> JSError:
        """An instance of one of the builtin Error classes."""
        made = JSError(self.protos[kind])
        made.props["stack"] = hidden(f"{kind}: {message if isinstance(message, str) else ''}\n    at <anonymous>")
        made.props["message"] = hidden(message)
        return made

    def listed(self, value: Value) -> list[Value] | None:
        """The elements of a builtin iterable; None for what has to be iterated by running code, or not at all."""
        return iteration.listed(self, value)

    def truth(self, value: Value) -> bool:
        """Whether a value counts as true; where that is unknown, the host decides."""
        known = truth(value)
        return self.choose(value) if known is None else known

    def choose(self, value: Value) -> bool:
        """Let the host decide a question about an unknown value, asked by the innermost running function."""
        for frame in reversed(self.stack):
            if isinstance(frame, Frame):
                break
        else:
            return True
        at = frame.pc - 1
        if frame.chosen is None:
            frame.chosen = {}
        times = frame.chosen.get(at, 0)
        frame.chosen[at] = times + 1
        site = Site(frame.code.owner.module.path, frame.code.function.index, at)
        taken = self.host.decide(self, site, value, times)
        self.choices.append(Choice(site, taken, value))
        return taken

    def charge(self, size: int) -> None:
        """Count the work of a builtin over `size` elements; 16 of them are one step."""
        self._charged -= size >> 4
        if self._charged < 0:
            raise Exhausted

    def add_timer(self, callback: Value, delay: int, args: list[Value], repeat: bool) -> int:
        """Start a timer that fires in `delay` virtual milliseconds, again and again if `repeat`; its number."""
        self._timer_count += 1
        interval = delay if repeat else None
        heapq.heappush(self._timers, Timer(self.now + delay, self._timer_count, callback, args, interval, self.actor))
        return self._timer_count

    def cancel_timer(self, number: int) -> None:
        """Stop a timer, if it waits."""
        self._cancelled.add(number)

    def get_global(self, name: str) -> Value:
        """The value of a global name."""
        found = self.globals.get(name, MISSING)
        if found is MISSING:
            make = GLOBALS.get(name)
            found = make(self) if make is not None else self.host.global_value(self, name)
            self.globals[name] = found
        return found

    @property
    def promise_then(self) -> Value:
        """The builtin `Promise.prototype.then`."""
        then = lookup(self.protos["Promise"], "then")
        return then.value if isinstance(then, Property) else then

    # -- the stack

    def start(self, steps: Steps) -> None:
        """Run a builtin as soon as the present instruction or builtin step is through, on top of it; its result goes nowhere."""
        self.starting.append(NativeFrame(steps, NO_REGISTER, discard=True))

    def begin(self, steps: Steps, dst: int) -> bool:
        """Run a builtin now, for an instruction of the frame on top; false where it was through without calling back."""
        try:
            request = steps.send(None)
        except StopIteration as stop:
            self.deliver(dst, stop.value)
            return bool(self.starting)
        frame = NativeFrame(steps, dst)
        self.stack.append(frame)
        self._serve(frame, request)
        return True

    def deliver(self, dst: int, value: Value) -> None:
        """Give a result to the frame on top, or to the caller of the machine where none is left."""
        if not self.stack:
            self._outcome = Completion(VALUE, value)
            return
        top = self.stack[-1]
        if type(top) is Frame:
            if dst >= 0:
                top.regs[dst] = value
        else:
            assert type(top) is NativeFrame
            top.inbox = value

    def resume(self, frames: tuple[AnyFrame, ...], value: Value, failed: bool) -> None:
        """Put suspended frames back, with the outcome of what they waited for."""
        self.stack.extend(frames)
        if failed:
            self.throw(value)
        else:
            self.deliver(frames[-1].resume_dst, value)

    def throw(self, value: Value) -> None:
        """Unwind to the next handler; without one the run ends THROWN."""
        stack = self.stack
        while stack:
            frame = stack[-1]
            if isinstance(frame, NativeFrame):
                frame.inbox, frame.failed = value, True
                return
            handler = calls.handler_of(frame, value)
            if handler >= 0:
                frame.exception, frame.pc = value, handler
                return
            stack.pop()
            if calls.leave_by_throw(self, frame, value):
                return
        self._outcome = Completion(THROWN, value)

    def _push(self, steps: Steps) -> None:
        self.stack.append(NativeFrame(steps, NO_REGISTER))

    def _complete(self, begin: Callable[[], None]) -> Completion:
        """Run from an empty stack until it is empty again."""
        if self.exhausted:
            return self._ended()
        assert not self.stack, "the machine is running: builtins yield requests instead"
        self._outcome = Completion(VALUE, UNDEFINED)
        try:
            begin()
            self._run()
        except Exhausted:
            self.exhausted = True
            self.stack.clear()
            self.starting.clear()
            self.jobs.clear()
            return self._ended()
        return self._outcome

    def _ended(self) -> Completion:
        return Completion(BUDGET, Unknown("budget")) if self.exhausted else Completion(VALUE, UNDEFINED)

    def _answer(self, promise: JSPromise, value: Value, failed: bool) -> Completion:
        if promise in self.pending:
            self.pending.remove(promise)
            if failed:
                done = self._complete(lambda: promises.reject(self, promise, value))
            else:
                done = self._complete(lambda: promises.resolve(self, promise, value))
            if done.kind == BUDGET:
                return done
        return self.drain()

    def _run(self) -> None:
        stack, starting = self.stack, self.starting
        while stack or starting:
            if starting:
                stack += reversed(starting)
                starting.clear()
            frame = stack[-1]
            if type(frame) is NativeFrame:
                self._run_native(frame)
                continue
            assert type(frame) is Frame
            steps = frame.code.steps
            trace = self.trace
            left = self.steps_left
            dst = NO_REGISTER
            try:
                while True:
                    pc = frame.pc
                    handler, dst, args, data = steps[pc]
                    frame.pc = pc + 1
                    left -= 1
                    if left < 0:
                        raise Exhausted
                    if trace is not None:
                        trace(frame.code, pc)
                    if handler(self, frame, dst, args, data):
                        if starting or not stack:
                            break
                        top = stack[-1]
                        if type(top) is not Frame:
                            break
                        frame = top
                        steps = frame.code.steps
            except Throw as thrown:
                self.throw(thrown.value)
            except Unknowable as unknowable:
                if dst >= 0:
                    frame.regs[dst] = unknowable.unknown.derived()
            except ConversionError as error:
                self.throw(self.new_error("TypeError", str(error)))
            finally:
                self.steps_left = left

    def _run_native(self, frame: NativeFrame) -> None:
        self.steps_left -= 1
        if self.steps_left < 0:
            raise Exhausted
        try:
            if frame.failed:
                frame.failed = False
                request = frame.steps.throw(Throw(frame.inbox))
            else:
                request = frame.steps.send(frame.inbox)
        except StopIteration as stop:
            self._leave_native(frame, stop.value)
        except Unknowable as unknowable:
            self._leave_native(frame, unknowable.unknown.derived())
        except Throw as thrown:
            self.stack.pop()
            self.throw(thrown.value)
        except ConversionError as error:
            self.stack.pop()
            self.throw(self.new_error("TypeError", str(error)))
        else:
            self._serve(frame, request)

    def _leave_native(self, frame: NativeFrame, result: Value) -> None:
        self.stack.pop()
        if not frame.discard:
            self.deliver(frame.dst, result)

    def _serve(self, frame: NativeFrame, request: object) -> None:
        """Do what a builtin asks for; what goes wrong at once is thrown into it."""
        frame.inbox = UNDEFINED
        try:
            self._do(request)
        except Throw as thrown:
            self.throw(thrown.value)
        except ConversionError as error:
            self.throw(self.new_error("TypeError", str(error)))
        except Unknowable as unknowable:
            frame.inbox = unknowable.unknown.derived()

    def _do(self, request: object) -> None:
        if isinstance(request, Call):
            calls.call(self, request.callee, request.this, request.args, NO_REGISTER)
        elif isinstance(request, Construct):
            calls.construct(self, request.callee, request.args, request.new_target, NO_REGISTER)
        elif isinstance(request, Resume):
            iteration.resume(self, request.generator, request.mode, request.value)
        elif isinstance(request, Await):
            calls.suspend_for(self, request.value)
        elif isinstance(request, Yield):
            iteration.yield_out(self, request.value)
        elif isinstance(request, Evaluate):
            calls.enter_module(self, request.instance)
        else:
            raise AssertionError(f"a builtin yielded {request!r}")

    def _make_prototype(self, name: str) -> JSObject:
        return PROTOTYPES[name](self)


def _forward(request: Call | Construct) -> Generator[Call | Construct, Value, Value]:
    return (yield request)
