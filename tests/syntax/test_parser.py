from __future__ import annotations

import random
import sys
import time

import pytest

from refreshlint import limits
from refreshlint.finding import NoticeKind, Place
from refreshlint.source import SourceFile
from refreshlint.syntax.comments import comments
from refreshlint.syntax.literals import named_literals, read_jsonc
from refreshlint.syntax.parser import Parsed, grammars, parse


def read(data: bytes | str, path: str = "a.ts") -> Parsed:
    return parse(SourceFile(path, data.encode() if isinstance(data, str) else data))


@pytest.mark.parametrize(
    ("path", "first"),
    [
        *((f"a.{ending}", "typescript") for ending in ("ts", "mts", "cts", "native.ts", "TS")),
        *((f"a.{ending}", "tsx") for ending in ("tsx", "jsx", "js", "mjs", "cjs", "web.js")),
    ],
)
def test_the_grammar_that_a_name_asks_for(path: str, first: str) -> None:
    assert grammars(path)[0] == first
    assert set(grammars(path)) == {"typescript", "tsx"}


@pytest.mark.parametrize(
    ("path", "text", "grammar"),
    [
        ("a.ts", "const a = <Foo>b;", "typescript"),
        ("a.tsx", "const a = <Foo>b;\nfunction f() { return <any>z; }", "typescript"),
        ("a.ts", "const a = <Foo>b</Foo>;", "tsx"),
        ("a.js", "const a = <Foo x={1}>b</Foo>;", "tsx"),
        ("a.js", "const a = async <T,>(x: T) => x satisfies T;", "tsx"),
        ("a.ts", "const a = ;", "typescript"),  # damaged either way: the first stays
    ],
)
def test_the_grammar_with_less_damage_is_kept(path: str, text: str, grammar: str) -> None:
    assert read(text, path).grammar == grammar


def test_a_sound_file_has_no_notices() -> None:
    parsed = read("\ufeffexport const a = 1;\r\n")
    assert parsed.root is not None
    assert (parsed.root.type, parsed.damaged, parsed.notices) == ("program", [], [])


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("const a = ;\nconst b = 2;", ["="]),
        ("foo(\n", ["foo("]),
        ("const a = 1;\n}\nconst b = 2;\n", ["}"]),
        ("function f() { return 1 }\n}\n}\n", ["}\n}"]),
        ("const a = 'x\nconst b = 2;\n", None),
        ("", []),
    ],
)
def test_damage_is_where_the_text_could_not_be_read(text: str, damaged: list[str] | None) -> None:
    parsed = read(text)
    found = [text[start:end] for start, end in parsed.damaged]
    assert found == damaged if damaged is not None else found
    assert parsed.root is not None
    assert all(start < end for start, end in parsed.damaged)
    assert all(left[1] < right[0] for left, right in zip(parsed.damaged, parsed.damaged[1:], strict=False))


def test_damage_is_confined_to_what_flow_adds() -> None:
    text = (
        "// @flow\nimport type { X } from 'x';\nconst before = 1;\n"
        "opaque type T = string;\ntype A = {| a: ?string |};\n"
        "class K { +x: number; }\nasync function refresh(t: ?string) { await send((t: any)); }\nconst after = 2;\n"
    )
    parsed = read(text, "a.js")
    assert parsed.damaged
    for sound in ("const before = 1;", "const after = 2;", "async function refresh(t: ?string)"):
        at = text.index(sound)
        assert not any(start < at + len(sound) and at < end for start, end in parsed.damaged)


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("const a = <T>Terms & Conditions</T>;", []),
        ("const a = <T>{x} & {y}</T>;", []),
        ("const a = <>a & b <b>c</b></>;", []),
        ('const a = <a href="x?a=1&b=2">Install & Restart (v{u}) & go</a>;', []),
        ("type A = B & C; const a = <T>a & {x & y}</T>; const b = x & y && z; let c = 1; c &= 2;", []),
        ("const a = <T>x &amp; y &#38; z & w</T>;", []),
        ("const a = <T>a & b</T>;\nconst b = ;", ["="]),
        ("const a = b & ;", ["&"]),
    ],
)
def test_ampersands_in_the_text_of_markup_are_no_damage(text: str, damaged: list[str]) -> None:
    parsed = read(text, "a.tsx")
    assert [text[start:end] for start, end in parsed.damaged] == damaged


@pytest.mark.parametrize(
    "parameters",
    ["<T, D = unknown>", "<T = Record<string, unknown>, D = T[]>", "<\n  T,\n  D = unknown,\n>", "<T>", "<T extends object = {}>"],
)
def test_a_field_that_holds_a_generic_async_function(parameters: str) -> None:
    body = "".join(f"if (o.x{number}) {{ await this.y(d); }} " for number in range(5))
    options = "options: A & {\n config?: A & { max?: number };\n open?: boolean;\n } = {},\n"
    text = f"class C {{ send = async {parameters}(type: string, data?: D, {options}): Promise<T> => {{ {body} }}; }}"
    parsed = parse(SourceFile("c.ts", text.encode()))
    assert parsed.root is not None and not parsed.damaged
    members = [node for node in parsed.root.children[0].children[-1].children if node.type == "public_field_definition"]
    assert [node.children[-1].type for node in members] == ["arrow_function"]


def test_ampersands_of_code_keep_their_meaning() -> None:
    root = read("const a = <T>a & {x & y}</T>; type A = B & C; const d = e | f;", "a.jsx").root
    assert root is not None
    tree = str(root)
    assert ("intersection_type" in tree, "union_type" in tree) == (True, False)
    operators = []
    work = [root]
    while work:
        node = work.pop()
        work += reversed(node.children)
        if node.type == "binary_expression":
            operators.append(node.children[1].type)
    assert operators == ["&", "|"]


def test_damage_is_told_once_a_file_with_its_lines() -> None:
    text = "".join(f"const a{n} = ;\nconst b{n} = {n};\n" for n in range(8))
    parsed = read(text)
    (notice,) = parsed.notices
    assert notice.kind is NoticeKind.SYNTAX
    assert notice.text == "read in part: syntax error at lines 1, 3, 5, 7, 9 and 3 more places"
    assert notice.place == Place("a.ts", *parsed.damaged[0])


def test_a_missing_token_is_damage() -> None:
    parsed = read("function f() { const a = (1 + 2; return a; }\nconst b = 2;\n")
    assert len(parsed.damaged) == 1
    assert "line 1" in parsed.notices[0].text


@pytest.mark.parametrize("data", [b"a\0b", b"'caf\xe9'", "a".encode("utf-16")])
def test_what_is_no_utf8_text_is_not_parsed(data: bytes) -> None:
    parsed = read(data)
    assert (parsed.root, parsed.damaged) == (None, [])
    assert [notice.kind for notice in parsed.notices] == [NoticeKind.ENCODING]


def test_the_deadline_holds_and_the_parser_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARSE_SECONDS", 0.1)
    noise = random.Random(7)
    begin = time.monotonic()
    parsed = read(bytes(noise.randrange(1, 128) for _ in range(300_000)))
    assert time.monotonic() - begin < 1.5
    assert parsed.root is None
    assert [notice.kind for notice in parsed.notices] == [NoticeKind.DEADLINE]
    assert read("const a = 1;").damaged == []


NESTS = [
    (b"(", b"1", b")"),
    (b"[", b"1", b"]"),
    (b"a(", b"1", b")"),
    (b"{", b";", b"}"),
    (b"<a>", b"x", b"</a>"),
    (b"`${", b"1", b"}`"),
    (b"a.b().", b"c", b""),
    (b"!", b"a", b""),
    (b"(", b"", b""),
]


@pytest.mark.parametrize(("opening", "middle", "closing"), NESTS)
def test_nesting_needs_no_recursion(opening: bytes, middle: bytes, closing: bytes) -> None:
    depth = 20_000
    data = opening * depth + b"/* c */" + middle + closing * depth
    previous = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        parsed = read(data, "a.tsx")
        assert parsed.root is not None
        assert len(comments(parsed.root)) <= 1
    finally:
        sys.setrecursionlimit(previous)
    assert bool(parsed.damaged) == (not closing and not middle)


def test_comments_in_order() -> None:
    text = (
        "#!/usr/bin/env node\n// a\nconst x = f(/* b */ 1); // c\n"
        "const y = <p>{/* d */}// text</p>;\nconst z = '// no' + `/* no */`;\n/** e */"
    )
    root = read(text, "a.jsx").root
    assert root is not None
    assert [text[start:end] for start, end in comments(root)] == ["// a", "/* b */", "// c", "/* d */", "/** e */"]


def test_a_file_without_comments() -> None:
    root = read("").root
    assert root is not None
    assert comments(root) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        ('\ufeff{"a": 1}', {"a": 1}),
        ('// c\n{ /* c */ "a": [1, -2.5, 1e3, true, false, null,], }\n// end', {"a": [1, -2.5, 1000.0, True, False, None]}),
        ('{"a": {"b": {"*": ["./x/*"]}}}', {"a": {"b": {"*": ["./x/*"]}}}),
        (r'{"a": "x\u0041\n\/\"\\"}', {"a": 'xA\n/"\\'}),
        ('"text"', "text"),
        ("", None),
        ("}", None),
        ("[" * 20_000 + "]" * 20_000, ...),
    ],
)
def test_jsonc(text: str, value: object) -> None:
    read_value = read_jsonc(text.encode())
    if value is ...:  # what is nested too deep is cut
        depth = 0
        while read_value:
            (read_value,) = read_value
            depth += 1
        assert depth == limits.MAX_CONFIG_DEPTH
    else:
        assert read_value == value


def test_literals_beside_names() -> None:
    text = """
        const alias = [{ find: "@", replacement: `/src` }];
        module.exports = { plugins: [["module-resolver", { root: ["./src"], "alias": { "@": "./src", b: ["/x"], c: require("x") } }]] };
        export default defineConfig({ resolve: { alias: { "@": path.resolve(__dirname, "..", "src"),
          "~": f(new URL("./s", import.meta.url)), ...more, short } } });
    """
    assert named_literals(text.encode(), ("alias", "root")) == [
        ("alias", [{"find": "@", "replacement": "/src"}]),
        ("root", ["./src"]),
        ("alias", {"@": "./src", "b": ["/x"], "c": "x"}),
        ("alias", {"@": "../src", "~": "./s"}),
    ]
