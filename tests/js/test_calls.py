from __future__ import annotations

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.js.calls import Calls
from refreshlint.js.project import Project
from refreshlint.js.values import Values
from refreshlint.trace import TracedFiles


def callers(text: str, name: str = "target", **others: str) -> list[tuple[str, str, str, str]]:
    """(caller's name, how, path, option) of each place that starts a function."""
    files = {"a.tsx": text, **{f"{key}.ts": each for key, each in others.items()}}
    project = Project(TracedFiles(MemoryFiles({path: each.encode() for path, each in files.items()})), tuple(sorted(files)))
    for path in sorted(files):
        project.module(path)
    calls = Calls(project, Values(project))
    calls.update()
    found = [code for code in project.all_codes() if code.function.name == name and code.function.kind != "field"]
    return sorted((site.code.function.name, site.how, site.path, site.option) for code in found for site in calls.callers(code))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("function target() {} function go() { target() }", [("go", "call", "", "")]),
        ("const target = () => 1; const other = target; function go() { other() }", [("go", "call", "", "")]),
        ("function target() {} function run(cb) { cb() } run(target)", [("run", "call", "", "")]),
        ("function target() {} function run(o) { o.cb() } run({ cb: target })", [("run", "call", "", "")]),
        ("function target() {} function a(cb) { b(() => cb()) } function b(cb) { cb() } a(target)", [("", "call", "", "")]),
        ("function target() {} fetch('x').then(target)", [("", "then", "", "")]),
        ("function target() {} fetch('x').then(ok, target)", [("", "catch", "", "")]),
        ("function target() {} fetch('x').catch(target)", [("", "catch", "", "")]),
        ("function target() {} fetch('x').finally(target)", [("", "finally", "", "")]),
        ("const wrap = f => (...a) => f(...a); function target() {} const w = wrap(target); function go() { w() }", [("", "call", "", "")]),
        ("class A { target() {} go() { this.target() } }", [("go", "call", "", "")]),
        ("class A { target() {} } function go() { new A().target() }", [("go", "call", "", "")]),
        ("class A { target = () => 1; go() { this.target() } }", [("go", "call", "", "")]),
        ("class A { target() {} } class B extends A { go() { super.target() } }", [("go", "call", "", "")]),
        ("const useIt = () => ({ target: () => 1 }); function Go() { const { target } = useIt(); target() }", [("Go", "call", "", "")]),
        ("function target() {} const V = () => <Button onPress={target} />", [("V", "jsx", "onPress", "")]),
        ("import { useEffect } from 'react'; function target() {} function V() { useEffect(target, []) }",
         [("V", "registered", "react.useEffect", "")]),
        ("import { useQuery } from 'q'; function target() {} function V() { useQuery({ queryFn: target }) }",
         [("V", "registered", "q.useQuery", ".queryFn")]),
        ("import { make } from 'lib'; function target() {} make({ a: { b: target } })", [("", "registered", "lib.make", ".a.b")]),
        ("import { make } from 'lib'; function target() {} make([target])", [("", "registered", "lib.make", ".0")]),
        ("import axios from 'axios'; function target() {} axios.interceptors.response.use(ok, target)",
         [("", "registered", "axios.default.interceptors.response.use", "")]),
        ("function target() {} setTimeout(target, 10)", [("", "registered", "setTimeout", "")]),
        ("function target() {} setInterval(() => target(), 10)", [("", "call", "", "")]),
        ("function target() {} [1].forEach(target)", [("", "sync", ".forEach", "")]),
        ("function target() {} new Promise(target)", [("", "sync", "Promise", "")]),
        ("import { useMemo } from 'react'; function target() {} useMemo(target, [])", [("", "sync", "react.useMemo", "")]),
        ("import { useCallback } from 'react'; function target() {} useCallback(target, [])", []),
        ("function target() {} window.onfocus = target", [("", "registered", "window.onfocus", "")]),
        ("function target() {}", []),
    ],
)
def test_callers(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert callers(text) == expected


def test_constructors() -> None:
    assert callers("class A { constructor() {} } function go() { new A() }", "constructor") == [("go", "new", "", "")]


@pytest.mark.parametrize(
    ("method", "linked"),
    [("refreshSession", True), ("renew", False)],  # short names are too common
)
def test_injected_methods_are_linked_by_name(method: str, linked: bool) -> None:
    text = f"class Http {{ constructor(deps) {{ this.api = deps.api }} go() {{ this.api.{method}() }} }}"
    found = callers(text, method, b=f"export class Api {{ {method}() {{}} }}")
    assert [each[0] for each in found] == (["go"] if linked else [])


def test_a_name_of_many_classes_is_not_linked() -> None:
    text = "class Http { constructor(deps) { this.api = deps.api } go() { this.api.refreshSession() } }"
    classes = "".join(f"export class Api{number} {{ refreshSession() {{}} }}\n" for number in range(4))
    assert callers(text, "refreshSession", b=classes) == []


def test_calls_cross_files() -> None:
    found = callers("import { target } from './b'; function go() { target() }", b="export async function target() {}")
    assert found == [("go", "call", "", "")]


def test_construction_and_targets() -> None:
    project = Project(TracedFiles(MemoryFiles({"a.ts": b"class A {} function f() {} new A(); f();"})), ("a.ts",))
    module = project.codes("a.ts")[0]
    calls = Calls(project, Values(project))
    calls.update()
    assert [(code.key, module.code[at].op) for code, at in calls.construction("a.ts", 0)] == [(("a.ts", 0), "new")]
    at = next(index for index, instr in enumerate(module.code) if instr.op == "call")
    assert [code.function.name for code in calls.targets(module, at)] == ["f"]


def test_a_callback_handed_on_as_a_bare_parameter_is_called_by_the_last_function() -> None:
    source = "function target() {} function a(cb) { b(cb) } function b(cb) { cb() } a(target)"
    project = Project(TracedFiles(MemoryFiles({"m.js": source.encode()})), ("m.js",))
    codes = {code.function.name: code for code in project.codes("m.js")}
    calls = Calls(project, Values(project))
    calls.update()
    assert [site.code.function.name for site in calls.callers(codes["target"])] == ["b"]


def test_a_dependency_of_a_hook_is_not_started_by_it() -> None:
    text = "import { useEffect } from 'react'; function target() {} function Screen() { useEffect(() => {}, [target]) }"
    assert callers(text) == []
