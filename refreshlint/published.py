"""Published packages: which of a package's folders is the source that can be had.

What npm delivers is often compiled code alone, in several parallel builds (ES modules, CommonJS, bundles). package.json's entries say
where it lies; of parallel builds one is read, the ES modules before the others. All paths here are relative to the package.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from posixpath import dirname, normpath
from typing import Any, NamedTuple

from refreshlint import limits

OUTPUT_NAMES = frozenset(
    {
        *("dist", "build", "built", "lib", "es", "esm", "cjs", "mjs", "umd", "commonjs"),
        *("module", "out", "output", "compiled", "bundles", "target"),
    }
)
"""Folders that are build output where package.json's entries point into them and the source lies elsewhere."""

# Folders that hold one of several builds of the same code, those that are read first in order.
_FORMATS = (
    *("esm", "mjs", "es", "module", "esnext", "modern", "es2020", "es2017", "es2015", "es6", "es5"),
    *("commonjs", "cjs", "legacy", "amd", "system", "iife", "umd"),
)
_PLATFORMS = ("browser", "react-native", "native", "web", "node", "deno", "production", "development")
_ORDER = (*_FORMATS, *_PLATFORMS, "dist", "build")
_SIDE_FOLDERS = frozenset({"bin", "scripts", "script", "tools", "example", "examples", "docs", "polyfill", "polyfills", "types", "typings"})
_CONFIG_FILE = re.compile(r"(?:^\.|\.(?:config|conf)\.|^(?:gulp|grunt)file\.)", re.IGNORECASE)
_TYPESCRIPT = (".ts", ".tsx", ".mts", ".cts")
_BUILD_SUFFIXES = re.compile(
    r"(?:[.-](?:esm?|cjs|umd|iife|mjs|module|modern|legacy|browser|node|production|development|prod|dev|min|bundle|global|common))*\.[cm]?jsx?$"
)
_NOT_ESM = re.compile(r"[.-](?:cjs|umd|iife|legacy|global|common)\b|\.cjs$")
_ESM = re.compile(r"[.-](?:esm?|mjs|module|modern)\b|\.mjs$")
_LOCAL_SPECIFIER = re.compile(rb"""['"](\./[^'"\n]+)['"]""")
_SHIM_BYTES = 4_000  # an entry that only hands on what lies in a build folder is short

_IGNORED_CONDITIONS = frozenset({"types", "typings", "node", "worker", "workerd", "edge-light", "deno", "bun"})
_TOKEN = re.compile(
    rb"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<![\w$.])([A-Za-z_$][\w$]*)""",
    re.DOTALL,
)
_KEYWORDS = frozenset(
    b"var let const function return if else for while do switch case break continue new this throw try catch finally typeof instanceof "
    b"in of void delete await async yield class extends super import export from default null true false undefined static get set".split()
)


class Split(NamedTuple):
    """What becomes of a package's files: build output that is read as its source; files that are build output although their place
    alone does not say so; build output whose names are shortened to letters."""

    kept: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    mangled: frozenset[str] = frozenset()


def split(
    manifest: dict[str, Any], plain: Iterable[str], output: Iterable[str], read: Callable[[str], bytes | None], *, published: bool
) -> Split:
    """Tell source from build output. plain: source files by their place; output: files in folders that are always build output;
    published: the package is as npm delivers it, so that its build output counts even if no entry of package.json names it."""
    plain, output = sorted(plain), sorted(output)
    everything = [*plain, *output]
    compiled = {_top(path) for path in everything if _top(path) in OUTPUT_NAMES}
    compiled -= {_top(path) for path in plain if path.endswith(_TYPESCRIPT)}
    if not compiled:
        return Split()
    entries = manifest_entries(manifest)
    named = {_top(entry) for entry in entries} & compiled
    outside = [path for path in plain if _top(path) not in compiled and _is_source(path)]
    inside = [path for path in everything if _top(path) in compiled]
    targets = [hop for entry in entries for hop in [entry, *_handed_on(entry, outside, read)] if _top(hop) in compiled]
    shims = set(entries) if targets else set()
    others = [path for path in outside if path not in shims and dirname(path) != ""]
    root_files = [path for path in outside if path not in shims and dirname(path) == ""]
    if (
        any(path.endswith(_TYPESCRIPT) or "src" in path.split("/") for path in [*others, *root_files])
        or len(others) + len(root_files) >= len(inside)
        or not (targets or published)
    ):
        return Split(dropped=frozenset(path for path in plain if _top(path) in named))
    chosen = _chosen(targets, compiled, inside)
    picked = _one_build(chosen, [path for path in inside if _top(path) == _top(chosen + "/")])
    letters = {path for path in picked if is_mangled(read(path) or b"")}
    picked = _without_twins(picked, letters)
    return Split(frozenset(picked - letters), frozenset(inside) - picked, frozenset(picked & letters))


def manifest_entries(manifest: dict[str, Any]) -> list[str]:
    """The files that package.json names as entries, those to read first in front: ES modules for no special platform."""
    ranked: list[tuple[tuple[bool, int, int], int, str]] = []
    stack: list[tuple[Any, frozenset[str]]] = [(manifest.get("exports"), frozenset())]
    while stack:
        value, conditions = stack.pop()
        if isinstance(value, dict):
            stack += [(inner, conditions | {str(key)}) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(inner, conditions) for inner in reversed(value)]
        elif isinstance(value, str) and "types" not in conditions:
            kind = 2 if "require" in conditions else int(not conditions & {"import", "module"})
            ranked.append(((bool(conditions & _IGNORED_CONDITIONS), kind, 0), len(ranked), value))
    for origin, (key, kind) in enumerate((("module", 0), ("react-native", 1), ("browser", 1), ("main", 1)), 1):
        value = manifest.get(key)
        if isinstance(value, str):
            ranked.append(((False, kind, origin), len(ranked), value))
    entries = [normpath(target) for _rank, _order, target in sorted(ranked)]
    return list(dict.fromkeys(entry for entry in entries if not entry.startswith(("..", "/")) and ".min." not in entry))


def is_mangled(data: bytes) -> bool:
    """Whether a minifier has shortened the names of a file to letters, whatever its layout."""
    names = [found[1] for found in _TOKEN.finditer(data[: limits.MANGLED_HEAD_BYTES]) if found[1] and found[1] not in _KEYWORDS]
    return len(names) >= limits.MANGLED_MIN_NAMES and sum(len(name) == 1 for name in names) / len(names) >= limits.MANGLED_SHARE


def _top(path: str) -> str:
    """The folder right in the package that holds a file; "" for a file of the package's own folder."""
    return path.partition("/")[0] if "/" in path else ""


def _is_source(path: str) -> bool:
    """Whether a file outside of the build output can be what it was built from."""
    return _CONFIG_FILE.search(path.rpartition("/")[2]) is None and _top(path) not in _SIDE_FOLDERS


def _handed_on(entry: str, outside: list[str], read: Callable[[str], bytes | None]) -> list[str]:
    """What a short JavaScript entry outside of the build output imports from its own package."""
    if entry not in outside or entry.endswith(_TYPESCRIPT):
        return []
    data = read(entry) or b""
    if len(data) > _SHIM_BYTES:
        return []
    return [normpath(f"{dirname(entry)}/./{found[1].decode('utf-8', 'replace')}").lstrip("/") for found in _LOCAL_SPECIFIER.finditer(data)]


def _chosen(targets: list[str], compiled: set[str], inside: list[str]) -> str:
    """The folder of the build to read."""
    if not targets:
        return min(compiled, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
    target = targets[0]
    return target if any(path.startswith(target + "/") for path in inside) else dirname(target)


def _one_build(chosen: str, paths: list[str]) -> set[str]:
    """Of the files below the first folder of `chosen`, those of the build that `chosen` is in."""
    top = _top(chosen + "/")
    unbundled = {path for path in paths if path.startswith(f"{top}/src/")}
    if unbundled:
        return unbundled  # the compiler's own output, file by file; what lies beside it is bundled from it
    kept = set(paths)
    folder = top
    for name in [*chosen.split("/")[1:], ""]:
        below = {path: path[len(folder) + 1 :] for path in kept if path.startswith(folder + "/")}
        # A folder `browser` holds a build beside other builds; alone it is a part of the code.
        names = _ORDER if name in _ORDER else _FORMATS
        formats = {_top(path) for path in below.values()} & set(names)
        loose = {path for path, inner in below.items() if _top(inner) not in formats}
        if not name and formats and not loose:
            name = min(formats, key=_FORMATS.index)  # nothing says which: the usual order
        kept -= {path for path, inner in below.items() if _top(inner) in formats - {name}}
        if name in formats:
            stems = {_stem(inner[len(name) + 1 :]) for inner in below.values() if _top(inner) == name}
            kept -= {path for path in loose if _stem(below[path]) in stems}
        folder = f"{folder}/{name}"
    return kept


def _stem(path: str) -> str:
    """A path without what tells one build of a file from another."""
    return _BUILD_SUFFIXES.sub("", path)


def _without_twins(paths: set[str], letters: set[str]) -> set[str]:
    """One file of those that are builds of the same one: readable names first, then ES modules."""
    best: dict[str, tuple[bool, int, str]] = {}
    for path in sorted(paths):
        name = path.rpartition("/")[2]
        rank = (path in letters, 2 if _NOT_ESM.search(name) else 0 if _ESM.search(name) else 1, path)
        best[_stem(path)] = min(rank, best.get(_stem(path), rank))
    return {path for _letters, _kind, path in best.values()}
