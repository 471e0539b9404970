from __future__ import annotations

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.js import ir
from refreshlint.js.project import Code, Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values
from refreshlint.trace import TracedFiles


def probed(text: str) -> tuple[Shapes, Code, int]:
    """The argument of `probe(x)`."""
    project = Project(TracedFiles(MemoryFiles({"a.ts": text.encode()})), ("a.ts",))
    values = Values(project)
    for code in project.codes("a.ts"):
        for instr in code.code:
            if instr.op == ir.CALL and any(value.path == "probe" for value in values.of(code, instr.args[0])):
                return Shapes(project, values), code, instr.args[1]
    raise AssertionError("nothing is probed")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("probe('/a')", ["/a"]),
        ("const u = '/a'; probe(u)", ["/a"]),
        ("probe(`/a/${id}/b`)", ["/a/{}/b"]),
        ("const base = 'https://x.test'; probe(`${base}/b`)", ["https://x.test/b"]),
        ("const base = 'https://x.test'; probe(base + '/b')", ["https://x.test/b"]),
        ("probe(base + '/b' + id + '/c')", ["{}/b{}/c"]),
        ("probe(a + b)", []),
        ("probe(c ? '/a' : '/b')", ["/a", "/b"]),
        ("const base = `${host}/v1`; probe(`${base}/b`)", ["{}/v1/b"]),
        ("probe(new URL('/a', base))", ["/a"]),
        ("probe(String('/a'))", ["/a"]),
        ("const E = { me: '/me' }; probe(E.me)", ["/me"]),
        ("probe(unseen)", []),
    ],
)
def test_texts(text: str, expected: list[str]) -> None:
    shapes, code, register = probed(text)
    assert list(shapes.texts(code, register)) == expected


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("probe({ a: 1, b: { c: 2 } })", ["a", "b", "b.c"]),
        ("probe([x, { a: 1 }])", ["[]", "[].a"]),
        ("probe({ [k]: 1, 'x-y': 2 })", ["[]", "x-y"]),
        ("const k = 'named'; probe({ [k]: 1 })", ["named"]),
        ("const base = { a: 1 }; probe({ ...base, b: 2 })", ["a", "b"]),
        ("probe(JSON.stringify({ a: 1 }))", ["a"]),
        ("probe({ body: JSON.stringify({ a: { b: 1 } }) })", ["body", "body.a", "body.a.b"]),
        ("probe(new URLSearchParams({ a: 1 }))", ["a"]),
        ("probe(new URLSearchParams({ a: 1 }).toString())", ["a"]),
        ("const f = new FormData(); f.append('a', x); f.append('b', y); probe(f)", ["a", "b"]),
        ("const p = new URLSearchParams(); p.set('a', x); probe(p)", ["a"]),
        ("const o = { a: 1 }; o.b = 2; o['c'] = 3; probe(o)", ["a", "b", "c"]),
        ("probe(`${token}`)", []),
        ("probe(unseen)", []),
    ],
)
def test_entries(text: str, labels: list[str]) -> None:
    shapes, code, register = probed(text)
    found = shapes.entries(code, register)
    assert sorted({each.label for each in found if each.label}) == labels
    assert found[0].label == "" and found[0].register == register
    assert {each.key for each in found} == {label.rsplit(".", 1)[-1] for label in ["", *labels]}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("probe(session.refreshToken)", ["refreshToken"]),
        ("const kept = data.access; probe(kept)", ["kept", "access"]),
        ("probe(getToken())", ["getToken"]),
        ("async function f(p) { probe(await api.load()) }", ["load"]),
        ("function f(value) { probe(value) }", ["value"]),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    shapes, code, register = probed(text)
    assert list(shapes.names(code, register)) == names
