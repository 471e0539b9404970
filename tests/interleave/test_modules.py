"""Modules: live bindings through cycles and barrels, order of evaluation, CommonJS, dynamic import, packages outside."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from refreshlint.interleave.machine import THROWN, Machine
from refreshlint.interleave.values import JSError, JSObject, Property, Unknown, Value


def read_graphs() -> dict[str, dict[str, str]]:
    """The modules of each graph, by path."""
    graphs: dict[str, dict[str, str]] = {}
    text = (Path(__file__).parent / "graphs.js").read_text(encoding="utf-8")
    for block in re.split(r"^//# ", text, flags=re.MULTILINE)[1:]:
        name, *modules = re.split(r"^//@ ", block, flags=re.MULTILINE)
        graphs[name.strip()] = {path: code for path, _, code in (module.partition("\n") for module in modules)}
    return graphs


GRAPHS = read_graphs()


def link(importer: str, specifier: str) -> str | None:
    """A relative specifier within a graph."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), specifier))


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
    played = play(files["main.mjs"], files, main="main.mjs", link=link)
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
    library = """
        const dep = require("./dep");
        const state = { count: 0 };
        function helper() { state.count++; return dep.name; }
        module.exports = { helper, n: 1, state };
    """
    source = """
        import lib, { helper } from "./lib";
        import * as all from "./lib";
        const again = require("./lib");
        log(lib.n, helper(), all.n, again === lib, again.state.count);
    """
    played = play(source, {"lib": library, "dep": "exports.name = 'dep'; exports.self = require('./lib').n;"})
    assert played.words == ["1 dep 1 True 1"]


def test_compiled_modules_keep_their_default(play: Any) -> None:
    files = {"lib": "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 'D'; exports.x = 'X';"}
    assert play("import d, { x } from './lib'; log(d, x);", files).words == ["D X"]


def test_packages_outside_are_unknown_until_the_host_knows_them(play: Any) -> None:
    source = """
        import axios, { AxiosError } from "axios";
        import * as all from "axios";
        export { create } from "axios";
        log(axios, AxiosError, all.x, require("axios"));
    """
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


def test_import_equals(play: Any) -> None:
    assert play("import lib = require('./lib'); log(lib.v);", {"lib": "export const v = 7;"}).words == ["7"]


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
    source = """
        shared = 1;
        globalThis.other = 2;
        log(shared, other, globalThis.shared, typeof globalThis.setTimeout, import.meta.env, window === globalThis);
    """
    played = play(source)
    shared, other, again, timer, meta, same = played.lines[0]
    assert (shared, other, again, timer, same) == (1, 2, 1, "function", True)
    assert isinstance(meta, Unknown)


def test_damage_is_unknown(play: Any) -> None:
    played = play("export function whole() { return 1; }\nexport function broken() { const x = ((; return x; }\n")
    assert played.call("whole").value == 1
