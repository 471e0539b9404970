from __future__ import annotations

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.js import ir
from refreshlint.js.project import Project
from refreshlint.trace import TracedFiles


def lower(text: str, path: str = "a.tsx") -> ir.Module:
    module = Project(TracedFiles(MemoryFiles({path: text.encode()})), (path,)).module(path)
    assert module is not None
    return module


def function(module: ir.Module, name: str) -> ir.Function:
    return next(each for each in module.functions if each.name == name)


def ops(made: ir.Function, op: str) -> list[ir.Instr]:
    return [instr for instr in made.code if instr.op == op]


def test_hoisting_makes_functions_before_the_first_statement() -> None:
    module = lower("f(); function f() { return x } var x = 1;")
    assert [instr.op for instr in module.functions[0].code[:4]] == [ir.FUNC, ir.STORE, ir.LOAD, ir.CALL]
    assert [(each.name, each.kind) for each in sorted(module.bindings, key=lambda each: each.name)] == [("f", "function"), ("x", "var")]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("let x = 1; { let x = 2; use(x); }", [1, 0]),
        ("let x = 1; { use(x); }", [0]),
        ("var x = 1; { var x = 2; use(x); }", [0]),
        ("let x = 1; const f = (x) => { use(x); };", [1]),
    ],
)
def test_a_name_is_looked_up_in_the_nearest_scope(text: str, same: list[int]) -> None:
    module = lower(text)
    named = sorted((each for each in module.bindings if each.name == "x"), key=lambda each: each.start)
    loads = [instr.data for made in module.functions for instr in made.code if instr.op == ir.LOAD]
    assert loads == [named[same[0]].index]
    assert len(named) == (2 if same[0] == 1 else 1)


def test_captures_reach_through_functions_between() -> None:
    module = lower("function outer(p) { const mid = () => { const inner = () => p; }; }")
    p = next(each.index for each in module.bindings if each.name == "p")
    assert [function(module, name).captures for name in ("outer", "mid", "inner")] == [frozenset(), {p}, {p}]


def test_destructuring() -> None:
    made = lower("const { a, b: { c = 2 }, ...rest } = o; const [p, , ...q] = r;").functions[0]
    assert [instr.data for instr in ops(made, ir.GET)] == ["a", "b", "c", "0"]
    assert [instr.data for instr in ops(made, ir.RESTOBJ)] == [("a", "b")]
    assert [instr.data for instr in ops(made, ir.RESTARR)] == [2]
    assert len(ops(made, ir.BRANCH)) == 1  # the default


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("a?.b", [True]), ("a.b", [False]), ("a?.b.c", [True, True]), ("(a?.b).c", [True, False]),
        ("a?.b()", [True]), ("a.b?.()", [True]), ("a?.()", [True]), ("a?.[k]", [True]),
    ],
)
def test_optional_chaining_is_a_flag(text: str, flags: list[bool]) -> None:
    made = lower(text).functions[0]
    found = [instr.opt for instr in made.code if instr.op in (ir.GET, ir.INVOKE, ir.CALL, ir.INDEX)]
    assert found == flags
    assert not ops(made, ir.BRANCH)


def test_copies_of_finally_have_equal_spans() -> None:
    text = "function f() { try { g(); if (x) return 1; } finally { h(); } }"
    module = lower(text)
    copies = [instr for instr in ops(function(module, "f"), ir.CALL) if text[instr.start : instr.end] == "h()"]
    assert len(copies) == 3  # after the return, at the end, and for an exception
    assert len({(each.start, each.end) for each in copies}) == 1
    assert len(ops(function(module, "f"), ir.THROW)) == 1


def test_labelled_break_leaves_both_loops() -> None:
    text = b"outer: for (const a of b) { while (true) { if (a) break outer; in_(); } } z();"
    project = Project(TracedFiles(MemoryFiles({"a.ts": text})), ("a.ts",))
    code = project.codes("a.ts")[0]
    after = next(number for number, block in enumerate(code.function.blocks) if any(
        instr.op == ir.GLOBAL and instr.data == "z" for instr in code.code[block.start : block.end]))
    jumps = [at for at, instr in enumerate(code.code) if instr.op == ir.JUMP and instr.data == after]
    assert len(jumps) == 1
    assert len(ops(code.function, ir.DAMAGED)) == 0


def test_await_of_a_call_with_type_arguments_awaits_the_call() -> None:
    made = function(lower("async function f() { const r = await g<T>(x); }", "a.ts"), "f")
    call, wait = ops(made, ir.CALL)[0], ops(made, ir.AWAIT)[0]
    assert wait.args == (call.dst,)
    assert made.is_async
    assert not ops(made, ir.BINARY)


def test_members_of_a_class() -> None:
    module = lower("class A extends B { #p = 1; static s = 2; constructor() { super() } get v() { return 1 } m = () => this.#p; n() {} }")
    assert [(each.name, each.kind, each.is_static) for each in module.classes[0].members] == [
        ("#p", "field", False), ("s", "field", True), ("constructor", "constructor", False),
        ("v", "getter", False), ("m", "field", False), ("n", "method", False),
    ]
    assert module.classes[0].super_text == "B"
    assert [each.kind for each in module.functions if each.name == "m"] == ["field", "arrow"]
    assert [instr.data for made in module.functions for instr in ops(made, ir.GET)] == ["#p"]


def test_parameter_properties_are_set_on_this() -> None:
    made = function(lower("class A { constructor(private api: Api, other: B) {} }", "a.ts"), "constructor")
    assert [instr.data for instr in ops(made, ir.SET)] == ["api"]
    assert [(each.name, each.type_text) for each in made.params] == [("api", "Api"), ("other", "B")]


def test_enums_are_objects() -> None:
    made = lower("enum E { A, B = 'x' }", "a.ts").functions[0]
    assert [instr.data for instr in ops(made, ir.OBJECT)] == [("A", "B")]
    assert [instr.data for instr in ops(made, ir.CONST)][:2] == [0, "x"]


def test_jsx() -> None:
    made = lower("const v = <Foo.Bar a={1} b {...c}>hi {d}</Foo.Bar>; const w = <div />;").functions[0]
    shown = [instr.data for instr in ops(made, ir.JSX)]
    assert shown == [ir.Jsx("Foo.Bar", ("a", "b", ir.SPREAD), True), ir.Jsx("div", (), False)]


def test_damage_stays_in_its_function() -> None:
    module = lower("const ok = () => 1;\nfunction bad() { let = = ) }\nconst after = () => 2;")
    assert {each.name: each.damaged for each in module.functions if each.name} == {"bad": True, "ok": False, "after": False}
    assert module.damaged and not module.functions[0].damaged


def test_positions_are_bytes() -> None:
    text = "const s = 'é🙂'; call();"
    call = ops(lower(text).functions[0], ir.CALL)[0]
    assert text.encode()[call.start : call.end] == b"call()"
    assert call.start != text.index("call")


def test_loop_without_condition_is_not_damage() -> None:
    made = lower("for (;;) { f(); }").functions[0]
    assert not ops(made, ir.DAMAGED)


@pytest.mark.parametrize(
    ("typescript", "javascript"),
    [
        ("a - b! * c", "a - b * c"),
        ("a && b! < c", "a && b < c"),
        ("a ?? b! + c", "a ?? (b + c)"),
        ("a + b! / c - d! * e", "a + b / c - d * e"),
        ("(a - b!) * c", "(a - b) * c"),
        ("a * b! - c", "a * b - c"),
    ],
)
def test_an_assertion_does_not_change_what_binds(typescript: str, javascript: str) -> None:
    """The grammar takes `a - b! * c` for `(a - b)! * c`."""

    def operations(text: str) -> list[tuple[str, object]]:
        module = lower(f"export const f = (a, b, c, d, e) => {text};\n", "a.ts")
        return [(instr.op, instr.data) for function in module.functions for instr in function.code]

    assert operations(typescript) == operations(javascript)
