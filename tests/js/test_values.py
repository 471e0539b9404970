from __future__ import annotations

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.js import ir
from refreshlint.js.project import Project
from refreshlint.js.values import Value, Values
from refreshlint.trace import TracedFiles


def seen(files: dict[str, str]) -> list[str]:
    """What `probe(x)` in a.tsx gets."""
    project = Project(TracedFiles(MemoryFiles({path: text.encode() for path, text in files.items()})), tuple(sorted(files)))
    for path in sorted(files):
        project.module(path)
    values = Values(project)
    out: list[str] = []
    for code in project.codes("a.tsx"):
        for instr in code.code:
            if instr.op == ir.CALL and any(value.path == "probe" for value in values.of(code, instr.args[0])):
                out += [told(project, value) for value in values.of(code, instr.args[1])]
    return sorted(out)


def told(project: Project, value: Value) -> str:
    if value.path:
        return value.path
    ops = "".join(value.ops)
    if value.kind == "func":
        return f"func {project.code(value.root[1]).function.name}{ops}"
    if value.kind in ("const", "param"):
        return f"{value.kind} {value.root[2]}{ops}"
    return value.kind + ops


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import x from 'axios'; probe(x)", "axios.default"),
        ("import { create as make } from 'axios'; probe(make)", "axios.create"),
        ("import * as all from 'axios'; probe(all.create)", "axios.create"),
        ("import { create as make } from 'axios'; const other = make; probe(other())", "axios.create()"),
        ("const x = require('axios'); probe(x.create)", "axios.create"),
        ("const { create: c } = require('axios'); probe(c)", "axios.create"),
        ("async function f() { const x = await import('axios'); probe(x.create) }", "axios.create"),
        ("async function f() { const { create } = await import('axios'); probe(create) }", "axios.create"),
        ("import { a } from 'lib'; const { b: { c } } = a; probe(c)", "lib.a.b.c"),
        ("import { A } from 'lib'; probe(new A().go)", "lib.A new.go"),
        ("import { a } from 'lib'; const name = 'b'; probe(a[name])", "lib.a.b"),
        ("import { a } from 'lib'; probe(a[unseen])", "lib.a[]"),
        ("probe(window.fetch)", "fetch"),
        ("probe(globalThis.localStorage.getItem)", "localStorage.getItem"),
        ("import { a } from 'lib'; a().then(x => probe(x))", "param 0"),
        ("import { a } from 'lib'; probe(a().then(x => x.data))", "lib.a().data"),
        ("import { a } from 'lib'; probe(a().then(x => x.data).then(y => y.user).catch(f).finally(g))", "lib.a().data.user"),
        ("const f = async p => p.data; import { a } from 'lib'; probe(f(a))", "lib.a.data"),
        ("function f() { return 1 } probe(f)", "func f"),
        ("function f() { return 1 } probe(f.bind(null))", "func f"),
        ("const o = { a: { b: 'deep' } }; probe(o.a.b)", "const deep"),
        ("const base = { a: 'old' }; const o = { ...base, b: 1 }; probe(o.a)", "const old"),
        ("const base = { a: 'old' }; const o = { ...base, a: 'new' }; probe(o.a)", "const new"),
        ("const o = {}; o.a = 'late'; probe(o.a)", "const late"),
        ("class A { x = 'own' } probe(new A().x)", "const own"),
        ("class A { x; constructor() { this.x = 'set' } } probe(new A().x)", "const set"),
        ("class A { go() {} } class B extends A {} probe(new B().go)", "func go"),
        ("class A { static s = 'one' } probe(A.s)", "const one"),
        ("class A { x = 'own'; go() { probe(this.x) } }", "const own"),
        ("class A { get x() { return 'got' } } probe(new A().x)", "const got"),
        ("import { useRef } from 'react'; const r = useRef('first'); probe(r.current)", "const first"),
        ("import { useCallback } from 'react'; function f() {} probe(useCallback(f, []))", "func f"),
        ("import React from 'react'; function f() {} probe(React.useCallback(f, []))", "func f"),
        ("import { useMemo } from 'react'; probe(useMemo(() => 'made', []))", "const made"),
        (
            "import { createContext, useContext } from 'react'; const C = createContext(null);\n"
            "const P = () => <C.Provider value='given' />; const U = () => probe(useContext(C))",
            "const given",
        ),
        (
            "import hook from '@nkzw/create-context-hook'; const [P, useIt] = hook(() => ({ a: 'ctx' }));"
            " const U = () => probe(useIt().a)",
            "const ctx",
        ),
        ("import { create } from 'zustand'; const s = create((set, get) => ({ a: 'kept' })); probe(s.getState().a)", "const kept"),
        ("import { create } from 'zustand'; const s = create((set, get) => ({ a: 'kept' })); probe(s(x => x.a))", "const kept"),
        ("import { create } from 'zustand'; const s = create()((set, get) => ({ a: 'kept' })); probe(s().a)", "const kept"),
        ("import { create } from 'zustand'; const s = create((set, get) => ({ a: 'kept', go: () => probe(get().a) }));", "const kept"),
        (
            "import { create } from 'zustand'; import { persist } from 'zustand/middleware';"
            " const s = create(persist((set, get) => ({ a: 'kept' }), { name: 'x' })); probe(s.getState().a)",
            "const kept",
        ),
    ],
)
def test_one_file(text: str, expected: str) -> None:
    assert seen({"a.tsx": text}) == [expected]


def test_a_ref_and_a_name_hold_all_that_is_written() -> None:
    text = "import { useRef } from 'react'; const r = useRef('a'); r.current = 'b'; probe(r.current)"
    assert seen({"a.tsx": text}) == ["const a", "const b"]
    assert seen({"a.tsx": "let x = 'a'; const f = () => { x = 'b' }; probe(x)"}) == ["const a", "const b"]
    assert seen({"a.tsx": "probe(c ? 'a' : 'b')"}) == ["const a", "const b"]


@pytest.mark.parametrize(
    ("others", "text", "expected"),
    [
        ({"b.ts": "export const x = 'b'"}, "import { x } from './b'; probe(x)", ["const b"]),
        ({"b.ts": "export default function go() {}"}, "import any from './b'; probe(any)", ["func go"]),
        ({"b.ts": "export const x = 'b'"}, "import * as b from './b'; probe(b.x)", ["const b"]),
        ({"b.ts": "export { y as x } from './c'", "c.ts": "export const y = 'c'"}, "import { x } from './b'; probe(x)", ["const c"]),
        ({"b/index.ts": "export * from './c'", "b/c.ts": "export const y = 'c'"}, "import { y } from './b'; probe(y)", ["const c"]),
        ({"b.ts": "export * as n from './c'", "c.ts": "export const y = 'c'"}, "import { n } from './b'; probe(n.y)", ["const c"]),
        ({"b.ts": "export { default } from './c'", "c.ts": "export default 'c'"}, "import d from './b'; probe(d)", ["const c"]),
        ({"b.ts": "export { default as x } from './c'", "c.ts": "export default 'c'"}, "import { x } from './b'; probe(x)", ["const c"]),
        ({"b.ts": "import { y } from './c'; export { y as x }", "c.ts": "export const y = 'c'"},
         "import { x } from './b'; probe(x)", ["const c"]),
        ({"b.ts": "export * from 'lib'; export { z } from 'lib'"}, "import { z } from './b'; probe(z)", ["lib.z"]),
        ({"b.js": "module.exports = { x: 'cjs' }"}, "const { x } = require('./b'); probe(x)", ["const cjs"]),
        ({"b.js": "exports.x = 'cjs'"}, "import { x } from './b'; probe(x)", ["const cjs"]),
        ({"b.ts": "export class A { x = 'own' }"}, "import { A } from './b'; class B extends A {} probe(new B().x)", ["const own"]),
        ({"b.ts": "export { x } from './c'", "c.ts": "export { x } from './b'"}, "import { x } from './b'; probe(x)", []),
        ({"b.ts": "export * from './c'", "c.ts": "export * from './b'; export const x = 'c'"},
         "import { x } from './b'; probe(x)", ["const c"]),
        ({"b.ts": "export { default } from './c'", "c.ts": "export { default } from './b'"}, "import x from './b'; probe(x)", []),
    ],
)
def test_other_files(others: dict[str, str], text: str, expected: list[str]) -> None:
    assert seen({"a.tsx": text, **others}) == expected


@pytest.mark.parametrize(
    "value",
    ["'given'", "value", "{ a: 1 }"],
)
def test_context_gives_what_its_provider_was_given(value: str) -> None:
    text = (
        "import { createContext, useContext } from 'react'; const C = createContext(null); const value = 'given';\n"
        f"const P = () => <C value={{{value}}} />; const U = () => probe(useContext(C))"
    )
    assert seen({"a.tsx": text}) == (["object"] if value.startswith("{") else ["const given"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let a = b; let b = a; probe(a)", []),
        ("let a = 'x'; a = a; probe(a)", ["const x"]),
        ("const f = () => g(); const g = () => f(); probe(f())", []),
        ("class A extends A {} probe(new A().x)", ["instance.x"]),
        ("const o = { ...o, a: 'x' }; probe(o.a)", ["const x"]),
    ],
)
def test_cycles_are_cut(text: str, expected: list[str]) -> None:
    assert seen({"a.tsx": text}) == expected
