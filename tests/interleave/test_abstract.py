"""Values that JavaScript does not have: tokens, strings known in part, and the unknown."""

from __future__ import annotations

import re
from typing import Any

import pytest

from refreshlint.interleave.values import Text, Token, Unknown, Value, join_text, strict_equals, tokens_in, truth
from refreshlint.js import ir

A, B = Token("access", 1), Token("access", 2)
U = Unknown("x")


def value_of(play: Any, expression: str, **given: Value) -> Value:
    """What an expression of the given values is."""
    done = play(f"export const f = ({', '.join(given)}) => {expression};").call("f", *given.values())
    assert done.kind == "value", done
    return done.value


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("`Bearer ${a}`", Text(("Bearer ", A))),
        ("'Bearer ' + a", Text(("Bearer ", A))),
        ("''.concat('Bearer', ' ', a)", Text(("Bearer ", A))),
        ("a + b", Text((A, B))),
        ("a + ''", A),
        ("`${a}`", A),
        ("String(a)", A),
        ("`Bearer ${a}`.split(' ')[1]", A),
        ("`Bearer ${a}`.replace('Bearer ', '')", A),
        ("`Bearer ${a}`.slice(7)", A),
        ("`Bearer ${a}`.substring('Bearer '.length)", A),
        ("`  ${a} `.trim()", A),
        ("`a=${a}; b=${b}`.split('; ').map((x) => x.split('='))[1][1]", B),
        ("encodeURIComponent(a)", A),
        (
            "new URLSearchParams({ grant_type: 'refresh_token', refresh_token: a }).toString()",
            Text(("grant_type=refresh_token&refresh_token=", A)),
        ),
        ("new URL(`https://h.com/refresh?token=${a}`).searchParams.get('token')", A),
        ("JSON.stringify({ token: a })", Text(('{"token":"', A, '"}'))),
        ("JSON.parse(JSON.stringify({ auth: { tokens: [b, a] }, n: 1 })).auth.tokens[1]", A),
        ("JSON.parse(JSON.parse(JSON.stringify(JSON.stringify({ a })))).a", A),
        ("[a, b].join(',')", Text((A, ",", B))),
        ("[a, b].find((x) => x === b)", B),
        ("new Map([[a, 'of a'], [b, 'of b']]).get(b)", "of b"),
        ("({ [a]: 1, [b]: 2 })[b]", 2),
        ("structuredClone({ a }).a", A),
        ("a ?? b", A),
        ("a || b", A),
        ("typeof a", "string"),
        ("typeof `x${a}`", "string"),
    ],
)
def test_tokens_stay_findable(play: Any, expression: str, expected: Value) -> None:
    assert value_of(play, expression, a=A, b=B) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("!!a", True),
        ("a === a", True),
        ("a === b", False),
        ("a == b", False),
        ("a !== 'abc'", True),
        ("`Bearer ${a}` === `Bearer ${a}`", True),
        ("`Bearer ${a}` === `Bearer ${b}`", False),
        ("a == null", False),
        ("a === ''", False),
        ("a === undefined", False),
        ("a === 5", False),
        ("['', null, undefined].includes(a)", False),
        ("`Bearer ${a}`.startsWith('Bearer ')", True),
        ("`Bearer ${a}`.startsWith('Basic')", False),
        ("`Bearer ${a}`.includes('earer')", True),
        ("a.includes(' ')", False),
        ("`${u}/auth/refresh`.endsWith('/auth/refresh')", True),
        ("`${u}/auth/refresh`.includes('/auth/')", True),
        ("`${u}/auth/refresh`.endsWith('/login')", False),
        ("`/api/${u}`.startsWith('/auth')", False),
        ("`${u}/refresh` === `${u}/refresh`", True),
        ("`/a${u}` === '/b'", False),
        ("`${u}/x` === ''", False),
        ("/\\/auth\\/(login|refresh)/.test(`${u}/auth/refresh`)", True),
        ("!!`${u}/x`", True),
        ("a.length > 0 && `x${a}`.length === a.length + 1", True),
    ],
)
def test_what_is_known_of_a_string_in_parts(play: Any, expression: str, expected: bool) -> None:
    assert value_of(play, expression, a=A, b=B, u=U) is expected


UNKNOWN = """
u.x.y  ;;  u[0]  ;;  u()  ;;  u.m(1)  ;;  new u(1)  ;;  u + 1  ;;  u * 2  ;;  -u  ;;  !u  ;;  typeof u  ;;  u === 1
u == null  ;;  u < 5  ;;  u in {}  ;;  'x' in u  ;;  u instanceof Object  ;;  ({}) instanceof u  ;;  [...u]
[1].concat(u)  ;;  u?.x  ;;  u.length  ;;  Math.max(u, 1)  ;;  parseInt(u)  ;;  Object.keys(u)  ;;  Array.isArray(u)
JSON.parse(u)  ;;  `${u}/x`.includes('y')  ;;  `${u}/x`.length  ;;  a.split('.')[1]  ;;  a[0]  ;;  a < b
`${u}/x` === '/y/x'  ;;  Number(u)  ;;  [1, 2].includes(u)  ;;  [3].indexOf(u)  ;;  /x/.test(u)
/^x/.test(`${u}x`)  ;;  u.then  ;;  atob(a)  ;;  new Date(u).getTime()  ;;  Promise.all(u)  ;;  new URL(u)
new URL('/x', u).href  ;;  [1, 2].at(u)  ;;  'abc'.slice(u)  ;;  'abc'.repeat(u)  ;;  Object.entries({ ...u })
({ ...u }).x  ;;  ({ x: 1, ...u }).x  ;;  Object.assign({}, u).y  ;;  delete u.x  ;;  ((...r) => r)(...u)
((x, y) => y)(1, ...u)  ;;  (({ x: [y] }) => y)(u)  ;;  ({ n: 1 })[u]  ;;  new Map([[1, 2]]).get(u)
new Map([[u, 2]]).has(3)  ;;  [2, 1].sort(() => u)  ;;  a.toUpperCase()  ;;  `x${a}`.charCodeAt(2)  ;;  Boolean(u)
Reflect.get(u, 'x')
"""


@pytest.mark.parametrize("expression", re.split(r"  ;;  |\n", UNKNOWN.strip()))
def test_what_cannot_be_known_is_unknown(play: Any, expression: str) -> None:
    assert isinstance(value_of(play, expression, a=A, b=B, u=U), Unknown)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("({ ...u, x: 1 }).x", 1),
        ("({ headers: { ...u.headers, Authorization: a } }).headers.Authorization", A),
        ("((m) => { m.set(u, 1); return m.get(u); })(new Map())", 1),
        ("new Map().has(u)", False),
        ("((o) => { o[u] = 1; return o[u]; })({})", 1),
        ("u === u", True),
        ("[u].includes(u)", True),
        ("void u", ir.UNDEFINED),
        ("[u, 1].length", 2),
        ("[1, 2].filter(() => u).length", 1),
        ("Object.keys({ n: u })[0]", "n"),
    ],
)
def test_what_is_known_all_the_same(play: Any, expression: str, expected: Value) -> None:
    assert value_of(play, expression, a=A, u=U) == expected


def test_a_write_under_an_unknown_name_makes_absence_unknown(play: Any) -> None:
    source = "export function f(u) { const o = { known: 1 }; o[u] = 2; return [o.known, o.other]; }"
    known, other = play(source).call("f", U).value.items
    assert known == 1
    assert isinstance(other, Unknown)


def test_an_object_known_in_part_survives_json(play: Any) -> None:
    source = "export function f(u) { const back = JSON.parse(JSON.stringify({ ...u, known: 1 })); return [back.known, back.other]; }"
    known, other = play(source).call("f", U).value.items
    assert known == 1
    assert isinstance(other, Unknown)


def test_a_class_under_an_unknown_one_is_known_in_part(play: Any) -> None:
    source = """
        import { Base } from "lib";
        class C extends Base {
          own = 1;
          constructor(x) { super(x); this.y = x; }
          m() { return this.own + this.y; }
          up() { return super.up(); }
        }
        export const f = () => { const c = new C(2); return [c.m(), c.inherited, c.up(), c instanceof C, C.staticOne]; };
    """
    total, inherited, above, instance, static = play(source).call("f").value.items
    assert (total, instance) == (3, True)
    assert all(isinstance(value, Unknown) for value in (inherited, above, static))


def test_text_is_put_together_in_one_way() -> None:
    assert join_text(["a", "", "b"]) == "ab"
    assert join_text([A]) == A
    assert join_text(["", A, ""]) == A
    assert join_text([Text(("x", A)), Text((B, "y"))]) == Text(("x", A, B, "y"))
    assert join_text([Text(("x", A, "y")), "z"]) == Text(("x", A, "yz"))
    assert tokens_in(Text(("x", A, U, B))) == (A, B)
    assert tokens_in("plain") == ()
    assert truth(Text((U, Unknown("y")))) is None
    assert strict_equals(Text((U, "/a")), Text((Unknown("y"), "/a"))) is None
