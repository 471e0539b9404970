"""What the explorer builds on: pending answers, actors, choices, the trace, the clock, budgets."""

from __future__ import annotations

from typing import Any

import pytest

from refreshlint import limits
from refreshlint.interleave.frames import Call, JSCallable, Steps
from refreshlint.interleave.host import Site
from refreshlint.interleave.machine import BUDGET, START_OF_TIME, THROWN, VALUE, Machine
from refreshlint.interleave.program import Code
from refreshlint.interleave.values import JSObject, Property, Unknown, Value
from refreshlint.js import ir

CLIENT = """
let flight: Promise<string> | null = null;
export async function refresh() {
  if (!flight) flight = request("refresh").finally(() => { flight = null; });
  return flight;
}
export async function get(path) {
  const first = await request(path);
  if (first !== 401) { log(path, first); return first; }
  const token = await refresh();
  log(path, "has", token);
  return request(path + "?" + token);
}
"""


def labels(machine: Machine) -> list[str]:
    return [promise.label for promise in machine.pending]


def answer(played: Any, label: str, value: Value) -> None:
    promise = next(promise for promise in played.machine.pending if promise.label == label)
    assert played.machine.settle(promise, value).kind == VALUE


def test_answers_arrive_in_the_order_that_the_scheduler_chooses(play: Any) -> None:
    played = play(CLIENT)
    played.call("get", "/a")
    played.call("get", "/b")
    assert labels(played.machine) == ["/a", "/b"]
    answer(played, "/b", 401)
    answer(played, "/a", 200)
    assert labels(played.machine) == ["refresh"]
    answer(played, "refresh", "T2")
    assert played.words == ["/a 200", "/b has T2"]
    assert labels(played.machine) == ["/b?T2"]


def test_two_callers_share_one_flight(play: Any) -> None:
    played = play(CLIENT)
    for path in ("/a", "/b", "/c"):
        played.call("get", path)
    for path in ("/a", "/b"):
        answer(played, path, 401)
    assert labels(played.machine) == ["/c", "refresh"]
    answer(played, "refresh", "T2")
    answer(played, "/c", 401)
    assert labels(played.machine) == ["/a?T2", "/b?T2", "refresh"]


def test_a_failed_answer_rejects(play: Any) -> None:
    played = play("export const get = () => request('x').catch((e) => log('caught', e)).finally(() => log('done'));")
    played.call("get")
    played.machine.fail(played.machine.pending[0], "lost")
    assert played.words == ["caught lost", "done"]
    assert not [promise for promise in played.machine.unhandled if not promise.handled]


def test_a_rejection_that_nobody_handles_is_kept(play: Any) -> None:
    played = play("export const get = () => { request('x').then(() => log('never')); };")
    played.call("get")
    played.machine.fail(played.machine.pending[0], "lost")
    lost = [promise for promise in played.machine.unhandled if not promise.handled]
    assert [promise.value for promise in lost] == ["lost"]


def test_an_answer_counts_once(play: Any) -> None:
    played = play("export const get = () => request('x').then((v) => log(v));")
    played.call("get")
    promise = played.machine.pending[0]
    played.machine.settle(promise, 1)
    played.machine.settle(promise, 2)
    played.machine.fail(promise, 3)
    assert played.words == ["1"]


def test_code_runs_in_the_name_of_who_started_it(play: Any) -> None:
    actors: list[tuple[object, str]] = []

    def global_value(machine: Machine, name: str) -> Value:
        if name == "request":
            return machine.native(name, lambda machine, this, args: machine.host_promise(str(args[0])))
        return machine.native(name, lambda machine, this, args: actors.append((machine.actor, str(args[0]))))

    played = play(
        """
        let waiting = [], busy = false;
        export async function get(name) {
          mark(name + " starts");
          if (busy) { await new Promise((resolve) => waiting.push(resolve)); mark(name + " resumed"); return; }
          busy = true;
          setTimeout(() => mark(name + " timer"), 5);
          await request(name);
          mark(name + " answered");
          waiting.forEach((resolve) => resolve());
        }
        """,
        global_value=global_value,
    )
    played.call("get", "a", actor="first")
    played.call("get", "b", actor="second")
    played.machine.actor = "scheduler"
    played.machine.settle(played.machine.pending[0], None)
    played.machine.advance()
    assert actors == [
        ("first", "a starts"),
        ("second", "b starts"),
        ("first", "a answered"),
        ("second", "b resumed"),
        ("first", "a timer"),
    ]


def test_the_trace_names_each_instruction_in_order_and_is_the_same_every_time(play: Any) -> None:
    source = "export async function f(x) { try { if (x > 1) throw new Error('big'); return x; } finally { log('end'); } }"
    runs: list[list[tuple[int, int]]] = []
    for _ in range(2):
        played = play(source)
        seen: list[tuple[int, int]] = []

        def note(code: Code, instruction: int, seen: list[tuple[int, int]] = seen) -> None:
            assert code.owner.module.path == "main.ts"
            seen.append((code.function.index, instruction))

        played.machine.trace = note
        played.call("f", 2)
        played.machine.drain()
        runs.append(seen)
    assert runs[0] == runs[1]
    code = play(source).machine.program.module("main.ts").code(1).function.code
    assert [code[at].op for function, at in runs[0]].count(ir.THROW) == 2  # the throw, and the end of the finally
    assert {function for function, _ in runs[0]} == {1}


def test_a_branch_on_an_unknown_value_is_a_choice(play: Any) -> None:
    source = "export function f(x) { return x.flag && !x.other ? 'yes' : 'no'; }"
    asked: list[tuple[Site, int]] = []

    def decide(machine: Machine, site: Site, value: Value, times: int) -> bool:
        asked.append((site, times))
        return len(asked) == 1

    played = play(source, decide=decide)
    done = played.call("f", Unknown("x"))
    assert done.value == "yes"
    assert [choice.taken for choice in played.machine.choices] == [True, False]
    code = played.machine.program.module("main.ts").code(1).function.code
    assert all(code[site.instruction].op == ir.BRANCH and (site.path, site.function) == ("main.ts", 1) for site, _ in asked)


@pytest.mark.parametrize(
    "loop",
    [
        "while (x) n++;",
        "while (!x) n++;",
        "do n++; while (x);",
        "for (const y of x) n++;",
        "for (let i = 0; i < x.length; i++) n++;",
        "for (const k in x) n++;",
    ],
)
def test_by_default_loops_on_unknown_values_end(play: Any, loop: str) -> None:
    played = play(f"export function f(x) {{ let n = 0; {loop} return n; }}")
    done = played.call("f", Unknown("x"))
    assert done.kind == VALUE
    assert done.value in (0, 1, 2)
    assert played.machine.choices


def test_unknown_calls_are_harmless_unless_the_host_says_otherwise(play: Any) -> None:
    source = (
        "import lib from 'lib'; export function f() { let n = 0; const r = lib.each([1], () => { n++; }); return [n, typeof r.x.y()]; }"
    )
    harmless = play(source).call("f")
    assert harmless.value.items[0] == 0
    assert isinstance(harmless.value.items[1], Unknown)

    def call_unknown(machine: Machine, callee: Unknown, this: Value, args: list[Value]) -> Value:
        assert callee.origin.startswith("lib")
        return steps(args)

    def steps(args: list[Value]) -> Steps:
        for callback in args:
            if isinstance(callback, JSCallable):
                yield Call(callback, ir.UNDEFINED, [])
        return "called"

    assert play(source, call_unknown=call_unknown).call("f").kind == THROWN  # "called" has no x.y
    source = source.replace("typeof r.x.y()", "r")
    assert play(source, call_unknown=call_unknown).call("f").value.items == [1, "called"]


@pytest.mark.parametrize("wait", ["await x; log('on')", "x.then(() => log('on'))", "await Promise.all([1, x]); log('on')"])
def test_an_awaited_unknown_value_can_be_left_to_the_scheduler(play: Any, wait: str) -> None:
    source = f"export async function f(x) {{ {wait}; }}"
    at_once = play(source)
    at_once.call("f", Unknown("x"))
    at_once.machine.drain()
    assert at_once.words == ["on"]
    held = play(source, await_unknown=lambda machine, value: machine.host_promise(value.origin))
    held.call("f", Unknown("x"))
    held.machine.drain()
    assert held.words == []
    held.machine.settle(held.machine.pending[0], None)
    assert held.words == ["on"]


def test_timers_move_the_clock(play: Any) -> None:
    played = play(
        """
        const start = Date.now();
        setTimeout(() => log("second", Date.now() - start), 5000);
        const every = setInterval(() => { log("tick", Date.now() - start); if (Date.now() - start > 4000) clearInterval(every); }, 2000);
        log(start, new Date().getTime() === start);
        """
    )
    assert [(timer.time - START_OF_TIME, timer.interval) for timer in played.machine.timers()] == [(2000, 2000), (5000, None)]
    while played.machine.timers():
        played.machine.advance()
    assert played.words == [f"{START_OF_TIME} True", "tick 2000", "tick 4000", "second 5000", "tick 6000"]
    assert played.machine.now == START_OF_TIME + 6000
    assert played.machine.advance().kind == VALUE


def test_what_a_timer_throws_is_kept(play: Any) -> None:
    played = play("setTimeout(() => { throw 'late'; }, 1); queueMicrotask(() => { throw 'soon'; });")
    played.machine.advance()
    assert played.machine.uncaught == ["soon", "late"]


def test_a_throw_ends_a_call(play: Any) -> None:
    played = play("export function f() { throw new TypeError('no'); }")
    done = played.call("f")
    assert done.kind == THROWN
    message = done.value.own("message")
    assert isinstance(message, Property)
    assert message.value == "no"
    assert played.call("f").kind == THROWN


@pytest.mark.parametrize(
    "body",
    [
        "for (;;) {}",
        "let s = 'x'; for (;;) s += s;",
        "const a = []; for (;;) a.push(...a, 1);",
        "let a = [1]; for (;;) a = a.concat(a);",
        "let n = 2n; for (;;) n = n * n;",
        "'x'.repeat(1e9)",
        "const a = []; a[4e9 - 2] = 1;",
        "new Array(4e9)",
        "/(a*)*b/.test('a'.repeat(40))",
        "/(x+x+)+y/.test('x'.repeat(60))",
        "for (;;) [...Array(50000).keys()].indexOf(-1);",
        "const f = async () => { for (;;) await null; }; f();",
        "const f = () => Promise.resolve().then(f); f();",
        "function* g() { for (;;) yield 1; } [...g()]",
        "const f = () => { try { f(); } finally { f(); } }; f();",
        "JSON.stringify((() => { let o = {}; for (let i = 0; i < 20; i++) o = { a: o, b: o }; return o; })())",
    ],
)
def test_work_without_end_uses_up_the_budget(play: Any, body: str) -> None:
    played = play(f"export function f() {{ {body} }}")
    played.call("f")
    assert played.machine.drain().kind == BUDGET
    assert played.machine.exhausted
    assert played.call("f").kind == BUDGET
    assert played.machine.advance().kind == BUDGET


def test_the_budget_counts_steps(play: Any) -> None:
    source = "export function f(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }"
    played = play(source, steps=1000)
    before = played.machine.steps_left
    assert played.call("f", 10).value == 45
    used = before - played.machine.steps_left
    assert 60 < used < 200
    assert play(source, steps=1000).call("f", 1000).kind == BUDGET
    assert play(source).call("f", 1000).value == 499500


def test_a_deep_nest_needs_no_python_stack(play: Any) -> None:
    depth = 3000
    source = (
        "let o = 1; for (let i = 0; i < N; i++) o = { o }; export const text = JSON.stringify(o); export const back = JSON.parse(text);"
    )
    played = play(source.replace("N", str(depth), 1))
    assert played.export("text") == '{"o":' * depth + "1" + "}" * depth
    assert isinstance(played.export("back"), JSObject)
    assert depth < limits.MACHINE_FRAMES
