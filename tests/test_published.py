from __future__ import annotations

import json

import pytest

from refreshlint.files import BUILD, MINIFIED, MemoryFiles, walk
from refreshlint.published import is_mangled, manifest_entries

CODE = b"export function refreshTokens(client, tokens) {\n  return client.post(tokens.refreshUrl, { token: tokens.refresh });\n}\n"
MANGLED = b"export function r(t, e) {\n  return t.post(e.n, { a: e.o, b: i(t), c: u(e), d: s, f: l });\n}\n" * 20
SHIM = b"'use strict';\nmodule.exports = require('./lib/build');\n"


@pytest.mark.parametrize(
    ("manifest", "paths", "sources"),
    [
        # the source is there: build output is left out, wherever package.json says it lies
        ({"main": "dist/index.js"}, ["src/a.ts", "dist/a.js"], ["src/a.ts"]),
        ({"main": "lib/index.js"}, ["src/a.ts", "lib/a.js"], ["src/a.ts"]),
        (
            {"main": "lib/commonjs/index", "module": "lib/module/index"},
            ["src/a.tsx", "lib/commonjs/a.js", "lib/module/a.js"],
            ["src/a.tsx"],
        ),
        ({"exports": {".": {"import": "./es/index.js"}}}, ["src/a.js", "es/a.js", "tsup.config.ts"], ["src/a.js", "tsup.config.ts"]),
        # an app: lib/ is source, whatever the entry
        ({"main": "expo-router/entry"}, ["app/index.tsx", "lib/api.js"], ["app/index.tsx", "lib/api.js"]),
        ({"main": "index.js"}, ["index.js", "lib/api.js", "lib/b.js"], ["index.js", "lib/api.js", "lib/b.js"]),
        ({"main": "lib/index.js"}, ["App.tsx", "lib/index.ts", "lib/b.js"], ["App.tsx", "lib/b.js", "lib/index.ts"]),
        # a library written in lib/
        ({"main": "lib/index.js"}, ["lib/index.js", "lib/a.js", "test/a.js", "gulpfile.js"], ["gulpfile.js", "lib/a.js", "lib/index.js"]),
        # nothing else is there: the build output is the source
        ({"main": "dist/index.js"}, ["dist/index.js", "dist/a/b.js"], ["dist/a/b.js", "dist/index.js"]),
        ({"main": "dist/index"}, ["dist/index.js", "rollup.config.mjs"], ["dist/index.js", "rollup.config.mjs"]),
        ({"main": "index.js"}, ["index.js", "lib/build/a.js", "lib/build/index.js"], ["index.js", "lib/build/a.js", "lib/build/index.js"]),
        # without an entry it takes the word of the caller that this is a package
        ({}, ["dist/a.js"], []),
    ],
)
def test_what_is_the_source(manifest: dict[str, object], paths: list[str], sources: list[str]) -> None:
    contents = {path: SHIM if path == "index.js" else CODE for path in paths}
    files = MemoryFiles(contents | {"package.json": json.dumps({"name": "it", **manifest}).encode()})
    assert list(walk(files).sources) == sources


@pytest.mark.parametrize(
    ("manifest", "paths", "sources"),
    [
        ({}, ["dist/a.js"], ["dist/a.js"]),
        ({}, ["dist/esm/a.js", "dist/cjs/a.js"], ["dist/esm/a.js"]),
        ({}, ["es/a.js", "lib/a.js"], ["es/a.js"]),
        (
            {"main": "dist/cjs/index.js", "module": "dist/esm/index.mjs"},
            ["dist/cjs/index.js", "dist/esm/index.mjs"],
            ["dist/esm/index.mjs"],
        ),
        (
            {"exports": {".": {"browser": "./dist/browser/i.js", "import": "./dist/esm/i.js", "require": "./dist/commonjs/i.js"}}},
            ["dist/browser/i.js", "dist/esm/i.js", "dist/esm/browser/x.js", "dist/commonjs/i.js", "dist/react-native/i.js"],
            ["dist/esm/browser/x.js", "dist/esm/i.js"],
        ),
        (
            {"main": "cjs/i.js", "exports": {".": {"node": {"import": "./esm/node/i.js"}, "default": {"import": "./esm/browser/i.js"}}}},
            ["cjs/i.js", "esm/node/i.js", "esm/browser/i.js", "umd/i.js", "esm/browser/package.json"],
            ["esm/browser/i.js"],
        ),
        ({"module": "dist/i.js", "main": "dist/i.cjs"}, ["dist/i.js", "dist/i.cjs", "dist/i.umd.js", "dist/i.min.js"], ["dist/i.js"]),
        (
            {"module": "dist/i.esm.js"},
            ["dist/i.esm.js", "dist/lib/a.esm.js", "dist/web/a.esm.js"],
            ["dist/i.esm.js", "dist/lib/a.esm.js", "dist/web/a.esm.js"],
        ),
        ({"main": "dist/i.js"}, ["dist/i.js", "dist/a.js", "dist/esm/i.js", "dist/esm/a.js"], ["dist/a.js", "dist/i.js"]),
        ({"main": "dist/i.js", "module": "dist/esm/i.js"}, ["dist/i.js", "dist/b.js", "dist/esm/i.js"], ["dist/b.js", "dist/esm/i.js"]),
        ({"main": "dist/i.cjs", "module": "dist/i.js"}, ["dist/i.js", "dist/src/a.js", "dist/chunk-1.js"], ["dist/src/a.js"]),
        ({"main": "fesm2022/i.mjs"}, ["fesm2022/i.mjs"], ["fesm2022/i.mjs"]),
        ({"main": "../evil.js", "module": "/etc/x.js"}, ["dist/a.js"], ["dist/a.js"]),
    ],
)
def test_one_of_several_builds_is_read(manifest: dict[str, object], paths: list[str], sources: list[str]) -> None:
    contents = dict.fromkeys(paths, CODE) | {"package.json": json.dumps({"name": "it", "scripts": {}, **manifest}).encode()}
    contents |= {path: b'{"name": "it", "type": "module"}' for path in paths if path.endswith("package.json")}
    found = walk(MemoryFiles(contents), published=True)
    assert list(found.sources) == sources
    left = [path for group in found.left_out.values() for path in group]
    assert sorted([*found.sources, *left]) == sorted(path for path in paths if not path.endswith(".json"))


def test_of_two_builds_the_readable_one() -> None:
    manifest = json.dumps({"name": "it", "main": "dist/i.js", "module": "dist/i.mjs"}).encode()
    found = walk(MemoryFiles({"package.json": manifest, "dist/i.js": CODE * 20, "dist/i.mjs": MANGLED}))
    assert (found.sources, found.left_out) == (("dist/i.js",), {BUILD: ["dist/i.mjs"]})


def test_code_of_letters_alone_is_left() -> None:
    manifest = json.dumps({"name": "it", "main": "dist/i.js"}).encode()
    found = walk(MemoryFiles({"package.json": manifest, "dist/i.js": MANGLED}))
    assert (found.sources, found.left_out) == ((), {MINIFIED: ["dist/i.js"]})


@pytest.mark.parametrize(
    ("data", "mangled"),
    [
        (MANGLED, True),
        (CODE * 20, False),
        (MANGLED[:200], False),  # too little
        (b"/* a b c d e f */ 'g h i j' \n" * 200 + CODE * 20, False),  # letters in comments and strings
        (b"", False),
    ],
)
def test_is_mangled(data: bytes, mangled: bool) -> None:
    assert is_mangled(data) is mangled


@pytest.mark.parametrize(
    ("manifest", "entries"),
    [
        ({}, []),
        ({"main": "./a.js"}, ["a.js"]),
        ({"main": "c.js", "module": "m.js"}, ["m.js", "c.js"]),
        ({"main": "c.js", "exports": "./e.js"}, ["e.js", "c.js"]),
        ({"exports": {"types": "./t.d.ts", "require": "./c.js", "import": "./e.js"}}, ["e.js", "c.js"]),
        ({"exports": {".": {"import": {"types": "./t.d.ts", "default": "./e.js"}}, "./sub": "./s.js"}}, ["e.js", "s.js"]),
        ({"exports": {".": {"node": {"import": "./n.js"}, "default": "./d.js"}}}, ["d.js", "n.js"]),
        ({"exports": {".": ["./a.js", None, 1, {"x": "./b.js"}]}}, ["a.js", "b.js"]),
        ({"main": "../../x.js", "module": "/x.js", "browser": {"a": "b"}, "exports": False}, []),
    ],
)
def test_manifest_entries(manifest: dict[str, object], entries: list[str]) -> None:
    assert manifest_entries(manifest) == entries


def test_exports_nested_without_end_need_no_recursion() -> None:
    exports: object = "./deep.js"
    for _ in range(50_000):
        exports = {"import": exports}
    assert manifest_entries({"exports": exports}) == ["deep.js"]
