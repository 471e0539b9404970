"""Modules: live bindings through cycles and barrels, order of evaluation, CommonJS, dynamic import, packages outside."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from refreshlint.interleave.machine import THROWN, Machine
from refreshlint.interleave.values import JSError, JSObject, Property, Unknown, Value

GRAPHS: dict[str, dict[str, str]] = {
    "live bindings": {
        "main.mjs": """
            import { count, bump } from "./counter.mjs";
            import * as counter from "./counter.mjs";
            log(count); bump(); log(count, counter.count);
            try { counter.count = 5; } catch (e) { log(e.name); }
            log(Object.keys(counter).join());
        """,
        "counter.mjs": "export let count = 1; export function bump() { count += 1; }",
    },
    "cycle": {
        "main.mjs": "import { a, seeB } from './a.mjs'; log('main', a, seeB());",
        "a.mjs": "import { b, seeA } from './b.mjs'; export function early() { return 'hoisted'; } export const a = 'A'; export const seeB = () => b; log('a', b, seeA());",
        "b.mjs": "import { a, early } from './a.mjs'; export const b = 'B'; export const seeA = () => a; try { log(a); } catch (e) { log(e.name, early()); }",
    },
    "barrels": {
        "main.mjs": "import def, { x, renamed, ns, deep } from './barrel.mjs'; import * as all from './barrel.mjs'; log(def, x, renamed, ns.y, deep, Object.keys(all).join());",
        "barrel.mjs": "export { x as default } from './one.mjs'; export * from './one.mjs'; export { y as renamed } from './two.mjs'; export * as ns from './two.mjs'; export * from './inner/barrel.mjs';",
        "one.mjs": "export const x = 'x'; export default 'not passed on';",
        "two.mjs": "export const y = 'y';",
        "inner/barrel.mjs": "export * from '../one.mjs'; export * from '../deep.mjs';",
        "deep.mjs": "import { x } from './one.mjs'; const deep = x + '!'; export { deep };",
    },
    "order of evaluation": {
        "main.mjs": "import './first.mjs'; import { s } from './second.mjs'; import './first.mjs'; log('main', s);",
        "first.mjs": "import './shared.mjs'; log('first');",
        "second.mjs": "log('second'); export { s } from './shared.mjs';",
        "shared.mjs": "log('shared'); export const s = 's';",
    },
    "imports passed on": {
        "main.mjs": "import { api, Client } from './index.mjs'; log(api instanceof Client, api.name());",
        "index.mjs": "import api from './api.mjs'; import { Client } from './client.mjs'; export { api, Client };",
        "api.mjs": "import { Client } from './client.mjs'; const api = new Client(); export default api;",
        "client.mjs": "export class Client { name() { return 'client'; } }",
    },
    "default exports": {
        "main.mjs": "import f from './f.mjs'; import C from './c.mjs'; import o, { other } from './o.mjs'; log(f.name, f(), C.name, new C().x, o.a, other, (await import('./f.mjs')).default === f);",
        "f.mjs": "export default function () { return 'from default'; }",
        "c.mjs": "export default class { x = 1; }",
        "o.mjs": "export const other = 'o'; export default { a: other };",
    },
    "dynamic import": {
        "main.mjs": "log('before'); import('./lazy.mjs').then((m) => { log(m.v, m.default()); return import('./lazy.mjs'); }).then((m) => { log(m.v); return import('./broken.mjs'); }).catch((e) => log(e.message)); log('after');",
        "lazy.mjs": "log('lazy runs'); export const v = 1; export default () => 'called';",
        "broken.mjs": "throw new Error('broken');",
    },
}


class _Siblings:
    """Resolves relative specifiers within a graph."""

    @staticmethod
    def link(importer: str, specifier: str) -> str | None:
        folder = importer.rpartition("/")[0]
        parts: list[str] = [part for part in folder.split("/") if part]
        for part in specifier.split("/"):
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        return "/".join(parts)


def in_node(files: dict[str, str], folder: Path) -> list[str]:
    node = shutil.which("node")
    assert node is not None, "these tests need Node 20 or later on the PATH"
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / "start.mjs").write_text(
        "const lines = []; globalThis.log = (...values) => { lines.push(values.map(String).join(' ')); };\n"
        "await import('./main.mjs'); await new Promise((done) => setTimeout(done, 20)); console.log(JSON.stringify(lines));"
    )
    done = subprocess.run([node, "start.mjs"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    lines: list[str] = json.loads(done.stdout)
    return lines


@pytest.mark.parametrize("name", GRAPHS)
def test_modules_as_node_evaluates_them(play: Any, name: str, tmp_path: Path) -> None:
    files = GRAPHS[name]
    played = play(files["main.mjs"], files, main="main.mjs", link=_Siblings.link)
    words = [line.replace("True", "true").replace("False", "false") for line in played.words]
    assert words == in_node(files, tmp_path)
    assert words


def test_a_module_that_throws_fails_its_importers(play: Any) -> None:
    played = play("import './bad'; log('never');", {"bad": "log('bad'); throw new Error('broken');"}, may_fail=True)
    assert played.loaded.kind == THROWN
    assert isinstance(played.loaded.value, JSError)
    assert played.words == ["bad"]
    assert played.machine.load("main.ts").value is played.loaded.value
    assert played.words == ["bad"]


def test_commonjs(play: Any) -> None:
    played = play(
        "import lib, { helper } from './lib'; import * as all from './lib'; const again = require('./lib'); log(lib.n, helper(), all.n, again === lib, again.state.count);",
        {
            "lib": "const dep = require('./dep'); const state = { count: 0 }; function helper() { state.count++; return dep.name; } module.exports = { helper, n: 1, state };",
            "dep": "exports.name = 'dep'; exports.self = require('./lib').n;",
        },
    )
    assert played.words == ["1 dep 1 True 1"]


def test_compiled_modules_keep_their_default(play: Any) -> None:
    files = {"lib": "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'D'; exports.x = 'X';"}
    assert play("import d, { x } from './lib'; log(d, x);", files).words == ["D X"]


def test_packages_outside_are_unknown_until_the_host_knows_them(play: Any) -> None:
    source = "import axios, { AxiosError } from 'axios'; import * as all from 'axios'; export { create } from 'axios'; log(axios, AxiosError, all.x, require('axios'));"
    for value in play(source).lines[0]:
        assert isinstance(value, Unknown)
    asked: list[str] = []

    def external(machine: Machine, specifier: str) -> Value:
        asked.append(specifier)
        return machine.new_object({"default": "D", "AxiosError": "E"})

    played = play(source, external=external)
    default, error, missing, whole = played.lines[0]
    assert (default, error) == ("D", "E")
    assert missing is not None
    assert isinstance(whole, JSObject)
    assert isinstance(played.export("create"), Unknown)
    assert asked == ["axios"]


def test_types_are_not_imported(play: Any) -> None:
    files = {"types": "log('evaluated'); export type T = string;", "mixed": "export const v = 1; export interface I { a: string }"}
    played = play("import type { T } from './types'; import { type I, v } from './mixed'; const x: T & I = v as any; log(x);", files)
    assert played.words == ["1"]


def test_a_name_that_a_module_does_not_export_is_unknown(play: Any) -> None:
    played = play("import { gone } from './lib'; log(gone);", {"lib": "export const here = 1;"})
    assert isinstance(played.lines[0][0], Unknown)


def test_errors_of_the_machine_are_errors_of_the_program(play: Any) -> None:
    played = play("export function f() { try { null.x; } catch (e) { return [e instanceof TypeError, e.message]; } }")
    assert played.call("f").value.items == [True, "Cannot read properties of null (reading 'x')"]
    done = play("export function f() { return undefined.y; }").call("f")
    assert isinstance(done.value.own("message"), Property)


TYPESCRIPT = {
    "enums": ("enum E { A, B = 5, C, D = 'd' } const enum F { X = 1 } log(E.A, E.B, E.D, F.X, E['B']);", "0 5 d 1 5"),
    "parameter properties": ("class C { constructor(private readonly a: number, public b = a + 1, protected c?: string) { log(this.a, this.b); } } new C(1);", "1 2"),
    "assertions": ("const o: unknown = { a: { b: 2 } }; log((o as any).a!.b, (<any>o).a.b, ({ x: 1 } satisfies object).x, (o as any)!.a.b as number);", "2 2 1 2"),
    "overloads and abstract classes": (
        "abstract class A { abstract m(): string; run() { return this.m(); } } class B extends A { m(): string; m(x?: number): string { return 'b'; } } log(new B().run());",
        "b",
    ),
    "generics": ("const id = <T,>(x: T): T => x; function f<T extends object = {}>(this: void, x: T, ...r: T[]): x is T { return true; } log(id<number>(3), f({}), new Map<string, number>().size);", "3 True 0"),
    "namespaces": ("namespace N { export const x = 1; const hidden = 2; export function f() { return x + hidden; } } log(N.x, N.f(), (N as any).hidden);", "1 3 undefined"),
    "declarations": ("declare const g: string; declare global { interface W { a: 1 } } interface I { a: string } type T = I; let u: T | undefined; log(u);", "undefined"),
    "optional things": ("interface P { cb?: (x?: number) => void } const p: P = {}; p.cb?.(1); class C { declare z: string; y!: number; x?: string = 'x'; readonly w = 1; } const c = new C(); log(c.x, c.w, c.y);", "x 1 undefined"),
    "decorators": ("function dec(...a: any[]): any { return () => {}; } class C { @dec() m() { return 1; } @dec() f = 2; } log(new C().m(), new C().f);", "1 2"),
    "accessors with types": ("class C { private _t: string | null = null; get t(): string | null { return this._t; } set t(v: string | null) { this._t = v ? v + '!' : v; } } const c = new C(); c.t = 'a'; log(c.t);", "a!"),
    "typed catch": ("try { throw 1; } catch (e: unknown) { log(e); }", "1"),
    "import equals": ("import lib = require('./lib'); log(lib.v);", "7"),
}  # fmt: skip


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(play: Any, name: str) -> None:
    source, expected = TYPESCRIPT[name]
    assert play(source, {"lib": "export const v = 7;"}).words == [expected]


def test_jsx_makes_elements(play: Any) -> None:
    source = """
        import { Text } from "ui";
        const Provider = ({ children, ...rest }) => ({ children, rest });
        const extra = { c: 3 };
        export const element = <Provider a="1" b={2} {...extra}>{[<view key="k" />, <Text.Big />]}</Provider>;
        export const shown = element.type(element.props);
    """
    played = play(source, main="main.tsx")
    element = played.export("element")
    assert element.own("props").own("b") == 2
    assert element.own("props").own("c") == 3
    shown = played.export("shown")
    first, second = shown.own("children").items
    assert first.own("type") == "view"
    assert isinstance(second.own("type"), Unknown)
    assert shown.own("rest").own_keys() == ["a", "b", "c"]


def test_globals(play: Any) -> None:
    played = play("shared = 1; globalThis.other = 2; log(shared, other, globalThis.shared, typeof globalThis.setTimeout, import.meta.env, window === globalThis);")
    shared, other, again, timer, meta, same = played.lines[0]
    assert (shared, other, again, timer, same) == (1, 2, 1, "function", True)
    assert isinstance(meta, Unknown)


def test_damage_is_unknown(play: Any) -> None:
    played = play("export function whole() { return 1; }\nexport function broken() { const x = ((; return x; }\n")
    assert played.call("whole").value == 1
