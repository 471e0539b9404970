from __future__ import annotations

import json
import sys
import time

import pytest

from refreshlint import limits
from refreshlint.files import MemoryFiles, walk
from refreshlint.js.resolve import External, Internal, Resolved, Resolver, Unresolved

EXPO = {"extends": "expo/tsconfig.base", "compilerOptions": {"strict": True, "paths": {"@/*": ["./*"]}}}


def resolver(*paths: str, **configs: object) -> Resolver:
    """Over empty files and some configuration; `tsconfig=` is tsconfig.json, other names are written with their path."""
    contents = dict.fromkeys(paths, b"")
    for name, value in configs.items():
        path = name if "." in name else f"{name}.json"
        contents[path] = value.encode() if isinstance(value, str) else json.dumps(value).encode()
    files = MemoryFiles(contents)
    return Resolver(files, frozenset(walk(files).sources))


def meaning(resolved: Resolved) -> str:
    """A path, "package:<name>:<subpath>", or "" where nothing was found."""
    if isinstance(resolved, Internal):
        return resolved.path
    return f"package:{resolved.package}:{resolved.subpath}" if isinstance(resolved, External) else ""


@pytest.mark.parametrize(
    ("paths", "specifier", "expected"),
    [
        (["src/b.ts"], "./b", "src/b.ts"),
        (["src/b.tsx"], "./b", "src/b.tsx"),
        (["src/b.js"], "./b", "src/b.js"),
        (["src/b.ts"], "./b.ts", "src/b.ts"),
        (["src/b.ts"], "./b.js", "src/b.ts"),
        (["src/b.tsx"], "./b.js", "src/b.tsx"),
        (["src/b.tsx"], "./b.jsx", "src/b.tsx"),
        (["src/b.mts"], "./b.mjs", "src/b.mts"),
        (["src/b.cts"], "./b.cjs", "src/b.cts"),
        (["src/b.js", "src/b.ts"], "./b.js", "src/b.js"),
        (["src/b.ts", "src/b.js"], "./b", "src/b.ts"),
        (["src/b/index.ts"], "./b", "src/b/index.ts"),
        (["src/b/index.ts"], "./b/", "src/b/index.ts"),
        (["src/b.ts", "src/b/index.ts"], "./b", "src/b.ts"),
        (["src/index.ts"], ".", "src/index.ts"),
        (["src/index.ts"], "./", "src/index.ts"),
        (["index.ts"], "..", "index.ts"),
        (["c.ts"], "../c", "c.ts"),
        (["src/use.fetch.ts"], "./use.fetch", "src/use.fetch.ts"),
        (["src/b.ts"], "./b?worker", "src/b.ts"),
        (["src/b.ts"], "./c", ""),
        (["src/b.ts"], "./B", ""),
        (["c.ts"], "../../c", ""),
        (["c.ts"], "../../../../c", ""),
        (["c.ts"], "/c", ""),
        (["src/logo.png"], "./logo.png", ""),
        (["src/b.d.ts"], "./b", ""),
        (["src/b.test.ts"], "./b.test", ""),
        # platforms
        (["src/b.ios.ts", "src/b.android.ts"], "./b", "src/b.ios.ts"),
        (["src/b.ts", "src/b.native.ts"], "./b", "src/b.native.ts"),
        (["src/b.ts", "src/b.android.tsx", "src/b.web.ts"], "./b", "src/b.android.tsx"),
        (["src/b.ts", "src/b.web.ts"], "./b", "src/b.ts"),
        (["src/b.web.ts"], "./b", "src/b.web.ts"),
        (["src/b.web.ts", "src/b.ts"], "./b.web", "src/b.web.ts"),
        (["src/b.native.ts", "src/b.ts"], "./b.js", "src/b.native.ts"),
        (["src/b/index.native.ts", "src/b/index.ts"], "./b", "src/b/index.native.ts"),
        # packages
        ([], "axios", "package:axios:"),
        ([], "firebase/auth", "package:firebase:auth"),
        ([], "@scope/name", "package:@scope/name:"),
        ([], "@scope/name/a/b", "package:@scope/name:a/b"),
        ([], "node:fs", "package:node:fs:"),
        ([], "lodash.debounce", "package:lodash.debounce:"),
        ([], "https://deno.land/std/a.ts", ""),
        ([], "data:text/javascript,0", ""),
        ([], "", ""),
        ([], "@", ""),
        ([], "@/", ""),
        ([], "a" * 5_000, ""),
        # no configuration: the templates' way
        (["lib/b.ts"], "@/lib/b", "lib/b.ts"),
        (["src/lib/b.ts"], "@/lib/b", "src/lib/b.ts"),
        (["src/lib/b.ts"], "~/lib/b", "src/lib/b.ts"),
        (["src/lib/api/c.ts"], "$lib/api/c", "src/lib/api/c.ts"),
        (["lib/b.ts"], "@/lib/c", ""),
        (["lib/b.ts"], "@/../../lib/b", ""),
    ],
)
def test_without_configuration(paths: list[str], specifier: str, expected: str) -> None:
    assert meaning(resolver("src/a.ts", *paths).resolve("src/a.ts", specifier)) == expected


def options(paths: object = None, **more: object) -> dict[str, object]:
    return {"compilerOptions": {**({"paths": paths} if paths is not None else {}), **more}}


@pytest.mark.parametrize(
    ("configs", "specifier", "expected"),
    [
        ({"tsconfig": EXPO}, "@/lib/b", "lib/b.ts"),
        ({"tsconfig": "// c\n" + json.dumps(EXPO)[:-1] + ",}\n"}, "@/lib/b", "lib/b.ts"),
        ({"jsconfig": EXPO}, "@/lib/b", "lib/b.ts"),
        ({"tsconfig": {}, "jsconfig": EXPO}, "@/src/c", "src/c.ts"),  # the usual guess
        ({"tsconfig": options({"@/*": ["./src/*"]})}, "@/c", "src/c.ts"),
        ({"tsconfig": options({"@/*": ["./src/*"]})}, "@/lib/b", ""),  # the configuration says otherwise
        ({"tsconfig": options({"@/*": ["./none/*", "./lib/*"]})}, "@/b", "lib/b.ts"),
        ({"tsconfig": options({"@/*": ["*"]}, baseUrl="./src")}, "@/c", "src/c.ts"),
        ({"tsconfig": options({"api": ["./lib/b"]})}, "api", "lib/b.ts"),
        ({"tsconfig": options({"@x/*": ["./none/*"], "@x/b*": ["./lib/b*"]})}, "@x/b", "lib/b.ts"),
        ({"tsconfig": options({"*/ts": ["./lib/*"]})}, "b/ts", "lib/b.ts"),
        ({"tsconfig": options({"@lib": ["./lib/b.ts"], "@lib/*": ["./lib/*"]})}, "@lib", "lib/b.ts"),
        ({"tsconfig": options(baseUrl=".")}, "lib/b", "lib/b.ts"),
        ({"tsconfig": options(baseUrl="src")}, "c", "src/c.ts"),
        ({"tsconfig": options(baseUrl=".")}, "axios", "package:axios:"),
        ({"tsconfig": options({"react": ["node_modules/@types/react"]})}, "react", "package:react:"),
        ({"tsconfig": options({"@env": ["./none.ts"]})}, "@env", ""),
        # extends and references
        ({"tsconfig": {"extends": "./base.json"}, "base": options({"@/*": ["./lib/*"]})}, "@/b", "lib/b.ts"),
        ({"tsconfig": {"extends": "./base"}, "base": options({"@/*": ["./lib/*"]})}, "@/b", "lib/b.ts"),
        ({"tsconfig": {"extends": "./conf/base"}, "conf/base.json": options({"@/*": ["../lib/*"]})}, "@/b", "lib/b.ts"),
        ({"tsconfig": {"extends": "./conf/base"}, "conf/base.json": options({"@/*": ["${configDir}/lib/*"]})}, "@/b", "lib/b.ts"),
        (
            {"tsconfig": {"extends": ["./x", "./y"]}, "x": options({"@/*": ["./src/*"]}), "y": options({"@/*": ["./lib/*"]})},
            "@/b",
            "lib/b.ts",
        ),
        ({"tsconfig": {"extends": ["./x", "./none", 1]}, "x": options({"@/*": ["./lib/*"]})}, "@/b", "lib/b.ts"),
        ({"tsconfig": {"extends": "./x", **options({"@/*": ["./lib/*"]})}, "x": options({"@/*": ["./src/*"]})}, "@/b", "lib/b.ts"),
        ({"tsconfig": {"extends": "./x", **options(baseUrl="./src")}, "x": options({"@/*": ["./*"]})}, "@/c", "src/c.ts"),
        ({"tsconfig": {"extends": "./tsconfig.json"}}, "@/lib/b", "lib/b.ts"),
        ({"tsconfig": {"files": [], "references": [{"path": "./app.json"}]}, "app": options({"~/*": ["./lib/*"]})}, "~/b", "lib/b.ts"),
        ({"tsconfig": {"references": [{"path": "./conf"}]}, "conf/tsconfig.json": options({"@/*": ["../lib/*"]})}, "@/b", "lib/b.ts"),
        # the nearest configuration counts
        ({"tsconfig": options({"@/*": ["./none/*"]}), "src/tsconfig.json": options({"@/*": ["../lib/*"]})}, "@/b", "lib/b.ts"),
        # hostile or broken
        ({"tsconfig": options({"@/*": ["../../../etc/*"]})}, "@/passwd", ""),
        ({"tsconfig": options({"@/*": ["/etc/*"]}, baseUrl="../..")}, "@/passwd", ""),
        ({"tsconfig": {"extends": "../../../x.json"}}, "@/lib/b", "lib/b.ts"),
        ({"tsconfig": options({"@/**": ["./lib/*"], "~/*": "./lib/*", "#x": [1, None]})}, "~/lib/b", "lib/b.ts"),
        ({"tsconfig": "]["}, "@/lib/b", "lib/b.ts"),
        ({"tsconfig": {"compilerOptions": [], "references": {}, "extends": {}}}, "@/lib/b", "lib/b.ts"),
        # Babel and bundlers
        ({"babel.config.js": "plugins: [['module-resolver', { alias: { '@': './lib' } }]]"}, "@/b", "lib/b.ts"),
        ({"babel.config.js": "module.exports = { plugins: [['module-resolver', { alias: { '@': './lib' } }]] }"}, "@/b", "lib/b.ts"),
        ({".babelrc": '{"plugins": [["module-resolver", {"alias": {"@b": "./lib/b.ts"}}]]}'}, "@b", "lib/b.ts"),
        ({"babel.config.js": "x = { root: ['./src'], alias: {} }"}, "c", "src/c.ts"),
        ({"babel.config.js": "x = { root: ['./lib'], alias: { '@api': ['/b'] } }"}, "@api", "lib/b.ts"),
        ({"babel.config.js": "x = { alias: { '@l': './lib', '@l/deep': './src' } }"}, "@l/deep/c", "src/c.ts"),
        ({"babel.config.js": "x = { alias: { '@l': './lib' } }"}, "@lib/b", "package:@lib/b:"),
        ({"vite.config.ts": "export default { resolve: { alias: { '@': path.resolve(__dirname, './lib') } } }"}, "@/b", "lib/b.ts"),
        ({"vite.config.ts": "x = { alias: [{ find: '@', replacement: fileURLToPath(new URL('./lib', u)) }] }"}, "@/b", "lib/b.ts"),
        ({"webpack.config.js": "x = { resolve: { alias: { lib$: path.join(__dirname, 'lib/b') } } }"}, "lib", "lib/b.ts"),
        ({"babel.config.js": "x = { alias: { '@': '../../etc' } }"}, "@/b", ""),
        ({"babel.config.js": "x = { alias: { '^@/(.+)': './lib/$1', '': './lib', n: 1 } }"}, "@/lib/b", "lib/b.ts"),
        (
            {"babel.config.js": "x = { alias: { '@ui/image': '@ui/image-expo' } }", "package": {"dependencies": {"@ui/image-expo": "*"}}},
            "@ui/image/a",
            "package:@ui/image-expo:a",
        ),
    ],
)
def test_configured_paths(configs: dict[str, object], specifier: str, expected: str) -> None:
    assert meaning(resolver("src/a.ts", "src/c.ts", "lib/b.ts", **configs).resolve("src/a.ts", specifier)) == expected


def test_a_declared_dependency_comes_before_a_folder_of_that_name() -> None:
    configs: dict[str, object] = {"tsconfig": options(baseUrl="."), "package": {"dependencies": {"axios": "*"}}}
    found = resolver("src/a.ts", "axios/index.ts", "config/index.ts", **configs)
    assert found.resolve("src/a.ts", "axios") == External("axios", "")
    assert found.resolve("src/a.ts", "config") == Internal("config/index.ts")


def test_the_guess_starts_at_the_nearest_package() -> None:
    found = resolver(
        "apps/one/src/a.ts", "apps/two/src/a.ts", "apps/two/src/b.ts", **{f"apps/{n}/package.json": {} for n in ("one", "two")}
    )
    assert found.resolve("apps/two/src/a.ts", "@/b") == Internal("apps/two/src/b.ts")
    assert isinstance(found.resolve("apps/one/src/a.ts", "@/b"), Unresolved)


@pytest.mark.parametrize(
    ("manifest", "paths", "specifier", "expected"),
    [
        ({}, ["index.ts"], "@my/api", "index.ts"),
        ({}, ["src/index.ts"], "@my/api", "src/index.ts"),
        ({"main": "src/main.ts"}, ["src/main.ts", "src/index.ts"], "@my/api", "src/main.ts"),
        ({"main": "./lib/start"}, ["lib/start.js"], "@my/api", "lib/start.js"),
        ({"main": "dist/index.js"}, ["src/index.ts"], "@my/api", "src/index.ts"),
        ({"main": "dist/cjs/start.js", "types": "dist/start.d.ts"}, ["src/start.ts"], "@my/api", "src/start.ts"),
        ({"main": "dist/index.js", "source": "code/index.ts"}, ["code/index.ts", "src/index.ts"], "@my/api", "code/index.ts"),
        ({"main": "build/x.js", "types": "./code/index.ts"}, ["code/index.ts"], "@my/api", "code/index.ts"),
        ({"module": "dist/m.mjs", "main": "dist/c.js"}, ["src/m.ts", "src/c.ts"], "@my/api", "src/m.ts"),
        ({}, ["src/client.ts"], "@my/api/src/client", "src/client.ts"),
        ({}, ["src/client.ts"], "@my/api/dist/client", "src/client.ts"),
        ({}, ["src/client.ts"], "@my/api/none", "package:@my/api:none"),
        ({"exports": "./src/e.ts"}, ["src/e.ts"], "@my/api", "src/e.ts"),
        ({"exports": {".": "./src/e.ts", "./sub": "./src/s.ts"}}, ["src/e.ts", "src/s.ts"], "@my/api/sub", "src/s.ts"),
        ({"exports": {"./*": "./src/*.ts"}}, ["src/s.ts"], "@my/api/s", "src/s.ts"),
        ({"exports": {"./*": "./src/*.ts", "./a/*": "./src/deep/*.ts"}}, ["src/deep/s.ts"], "@my/api/a/s", "src/deep/s.ts"),
        ({"exports": {"./*/x": "./src/*/*.ts"}}, ["src/s/s.ts"], "@my/api/s/x", "src/s/s.ts"),
        ({"exports": {".": {"types": "./t.d.ts", "import": "./dist/e.mjs"}}}, ["src/e.ts"], "@my/api", "src/e.ts"),
        (
            {"exports": {".": {"browser": "./src/b.ts", "react-native": "./src/n.ts", "default": "./src/d.ts"}}},
            ["src/n.ts", "src/b.ts"],
            "@my/api",
            "src/n.ts",
        ),
        ({"exports": {".": {"node": "./src/n.ts", "default": {"require": "./src/d.ts"}}}}, ["src/n.ts", "src/d.ts"], "@my/api", "src/d.ts"),
        ({"exports": {".": ["./none.ts", "./src/e.ts"]}}, ["src/e.ts"], "@my/api", "src/e.ts"),
        ({"exports": {"./sub": None}}, ["sub.ts"], "@my/api/sub", "sub.ts"),
        ({"exports": {".": "../../app/secret.ts"}}, ["index.ts"], "@my/api", "index.ts"),
        ({"main": "../../app/secret"}, ["index.ts"], "@my/api", "index.ts"),
    ],
)
def test_packages_of_the_workspace(manifest: dict[str, object], paths: list[str], specifier: str, expected: str) -> None:
    configs: dict[str, object] = {
        "package": {"workspaces": ["packages/*"]},
        "packages/api/package.json": {"name": "@my/api", **manifest},
        "app/package.json": {"dependencies": {"@my/api": "*"}},
    }
    found = meaning(
        resolver("app/a.ts", "secret.ts", *(f"packages/api/{path}" for path in paths), **configs).resolve("app/a.ts", specifier)
    )
    assert found == (expected if expected.startswith("package:") else f"packages/api/{expected}")


@pytest.mark.parametrize(
    ("imports", "specifier", "expected"),
    [
        ({"#lib/*": "./src/lib/*.ts"}, "#lib/b", "src/lib/b.ts"),
        ({"#b": {"react-native": "./src/lib/b.ts", "default": "./none.ts"}}, "#b", "src/lib/b.ts"),
        ({"#b": "./dist/lib/b.js"}, "#b", "src/lib/b.ts"),
        ({"#b": "axios/retry"}, "#b", "package:axios:retry"),
        ({"#b": "../../etc/passwd"}, "#b", ""),
        ({"#b": "#b"}, "#b", ""),
        ({}, "#b", ""),
        ([], "#b", ""),
    ],
)
def test_private_imports(imports: object, specifier: str, expected: str) -> None:
    assert (
        meaning(resolver("src/a.ts", "src/lib/b.ts", package={"name": "it", "imports": imports}).resolve("src/a.ts", specifier)) == expected
    )


def test_private_names_in_tsconfig() -> None:
    assert resolver("src/a.ts", "lib/b.ts", tsconfig=options({"#/*": ["./lib/*"]})).resolve("src/a.ts", "#/b") == Internal("lib/b.ts")


def test_paths_into_build_output_that_is_not_there() -> None:
    configs: dict[str, object] = {
        "app/tsconfig.json": options({"utils/*": ["../packages/utils/lib/*"], "@/*": ["./lib/*"]}),
        "packages/utils/package.json": {"name": "my-utils"},
        "app/package.json": {},
    }
    found = resolver("app/a.ts", "app/lib/b.ts", "app/src/v1.ts", "packages/utils/src/http/index.ts", **configs)
    assert found.resolve("app/a.ts", "utils/http") == Internal("packages/utils/src/http/index.ts")
    assert isinstance(found.resolve("app/a.ts", "@/v1"), Unresolved)  # lib/ is there: it is no build output


def test_a_shared_configuration_in_the_workspace() -> None:
    configs: dict[str, object] = {
        "conf/package.json": {"name": "@my/conf"},
        "conf/base.json": options({"@/*": ["${configDir}/code/*"]}),
        "app/tsconfig.json": {"extends": "@my/conf/base"},
    }
    found = resolver("app/a.ts", "app/code/b.ts", "conf/x.js", **configs)
    assert found.resolve("app/a.ts", "@/b") == Internal("app/code/b.ts")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("b.ts", ("b.native.ts", "b.ios.tsx", "b.web.ts")),
        ("b.web.ts", ("b.native.ts", "b.ios.tsx", "b.ts")),
        ("b.native.ts", ("b.ios.tsx", "b.ts", "b.web.ts")),
        ("c.ts", ()),
        ("none", ()),
    ],
)
def test_twins(path: str, expected: tuple[str, ...]) -> None:
    assert resolver("b.ts", "b.web.ts", "b.native.ts", "b.ios.tsx", "c.ts", "bb.ts", "d/b.ts").twins(path) == expected


def test_a_chain_of_configurations_ends() -> None:
    configs: dict[str, object] = {"tsconfig": {"extends": "./c0"}}
    configs |= {f"c{n}": {"extends": f"./c{n + 1}"} for n in range(limits.MAX_EXTENDS + 5)}
    configs[f"c{limits.MAX_EXTENDS + 5}"] = options({"@/*": ["./far/*"]})
    found = resolver("a.ts", "far/b.ts", **configs)
    assert isinstance(found.resolve("a.ts", "@/b"), Unresolved)


def test_hostile_files_take_neither_time_nor_stack() -> None:
    nested = '{"import":' * 5_000 + '"./x.js"' + "}" * 5_000
    contents = {
        "a.ts": b"",
        "lib/" * 200 + "b.ts": b"",
        "package.json": f'{{"name": "it", "exports": {nested}, "imports": {{"#x": {nested}, "#y*": "{"*" * 100_000}"}}}}'.encode(),
        "tsconfig.json": b'{"compilerOptions": ' + b"[" * 100_000,
        "babel.config.js": b"x = " + b"{ alias: f(" * 10_000,
    }
    files = MemoryFiles(contents)
    found = Resolver(files, frozenset(["a.ts", "lib/" * 200 + "b.ts"]))
    begin = time.monotonic()
    previous = sys.getrecursionlimit()
    sys.setrecursionlimit(200)
    try:
        for specifier in ("@/b", "it", "#x", "#y" + "z" * 900, "./" + "lib/" * 199 + "c", "a/" * 499, "@" * 999, "./" + "../a/" * 150):
            assert isinstance(found.resolve("a.ts", specifier), Unresolved | External)
    finally:
        sys.setrecursionlimit(previous)
    assert time.monotonic() - begin < 5


def test_the_same_answer_whatever_was_asked_before() -> None:
    def make() -> Resolver:
        return resolver("src/a.ts", "src/deep/a.ts", "lib/b.ts", tsconfig=EXPO)

    asked = [("src/a.ts", "@/lib/b"), ("src/deep/a.ts", "@/lib/b"), ("src/a.ts", "./deep/a"), ("lib/b.ts", "@/src/a"), ("lib/b.ts", "x")]
    forward = make()
    backward = make()
    there = [forward.resolve(*each) for each in asked]
    back = [backward.resolve(*each) for each in reversed(asked)]
    assert there == back[::-1] == [make().resolve(*each) for each in asked]
