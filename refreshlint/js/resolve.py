"""Specifiers to modules: which file or package an import means.

Rules followed, each from its tool's documentation: TypeScript (`paths`, `baseUrl`, `extends`, `references`; "Modules: Reference"),
Metro (platform files, package exports), Node (`exports`, `imports`; "Modules: Packages"), babel-plugin-module-resolver and the `alias`
of bundlers. Where build output is named and only its source is there, the source is meant. Nothing is run or looked up outside the tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from posixpath import dirname, join, normpath
from typing import Any, NamedTuple

from refreshlint import limits
from refreshlint.files import SOURCE_SUFFIXES, Files, read_json
from refreshlint.published import OUTPUT_NAMES, manifest_entries
from refreshlint.syntax.literals import named_literals, read_jsonc


class Internal(NamedTuple):
    """A source file of the project."""

    path: str


class External(NamedTuple):
    """A package that is not part of the project: its name, scope included, and the rest of the specifier ("" for none)."""

    package: str
    subpath: str


class Unresolved(NamedTuple):
    """Neither; why."""

    reason: str


Resolved = Internal | External | Unresolved

PLATFORMS = (".native", ".ios", ".android", "", ".web")
"""What stands before the suffix of a platform's own file, in the order in which a native app takes them."""

_CONDITIONS = frozenset({"source", "react-native", "import", "module", "require", "default"})
_WRITTEN_FOR = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
_PACKAGE = re.compile(r"(@[a-z0-9~_.-]+/[a-z0-9~_.-]+|[a-z0-9_-][a-z0-9~_.-]*)(?:/(.*))?", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_PLATFORM_FILE = re.compile(r"(.*?)(\.native|\.ios|\.android|\.web)?(\.[cm]?[jt]sx?)", re.DOTALL)
_ALIAS_FILES = re.compile(
    r"(?:babel|vite|webpack|craco|electron\.vite|metro|rspack)\.config(?:\.\w+)?\.[cm]?[jt]s|\.babelrc(?:\.c?js|\.json)?"
)
_ANY_SUFFIX = re.compile(r"(?:\.d)?\.[cm]?[jt]sx?$")
_FORMAT_FOLDERS = OUTPUT_NAMES | {"commonjs", "typescript", "src"}


class _Options(NamedTuple):
    """What a tsconfig.json comes to: path patterns with their targets, and the folder that bare specifiers start from (None: none)."""

    paths: tuple[tuple[str, tuple[str, ...]], ...]
    base: str | None


class _Aliases(NamedTuple):
    """Aliases of a Babel or bundler configuration, longest name first, and the folders that bare specifiers start from."""

    table: tuple[tuple[str, tuple[str, ...]], ...]
    roots: tuple[str, ...]


class Resolver:
    """Resolves the imports of a project whose source files are `sources`; everything asked is remembered."""

    def __init__(self, files: Files, sources: frozenset[str]) -> None:
        self._files = files
        self._sources = sources
        self._resolved: dict[tuple[str, str], Resolved] = {}
        self._found: dict[str, str | None] = {}
        self._manifests: dict[str, dict[str, Any] | None] = {}
        self._options: dict[str, _Options] = {}
        self._nearest: dict[tuple[str, str], str | None] = {}
        self._aliases: dict[str, _Aliases] = {}
        self._packages: dict[str, str] | None = None

    def resolve(self, importer: str, specifier: str) -> Resolved:
        """What `specifier` means in the file `importer`; never raises for what a project holds."""
        key = (dirname(importer), specifier)
        known = self._resolved.get(key)
        if known is None:
            known = self._resolved[key] = self._resolve(*key)
        return known

    def twins(self, path: str) -> tuple[str, ...]:
        """The other files that stand in for `path` on another platform, in the order of PLATFORMS."""
        parts = _PLATFORM_FILE.fullmatch(path)
        if parts is None:
            return ()
        names = (parts[1] + platform + suffix for platform in PLATFORMS for suffix in SOURCE_SUFFIXES)
        return tuple(name for name in names if name in self._sources and name != path)

    def _resolve(self, folder: str, specifier: str) -> Resolved:
        specifier = specifier.partition("?")[0]  # a bundler's query
        if len(specifier) > limits.MAX_SPECIFIER_CHARS:
            return Unresolved("a specifier too long for a path")
        if specifier.startswith((".", "/")):
            relative = specifier.startswith(("./", "../")) or specifier in (".", "..")
            target = _inside(join(folder, specifier)) if relative else None
            if target is None:
                return Unresolved("not a path of the project")
            found = self._file(target)
            return Internal(found) if found is not None else Unresolved(f"no source file for {specifier}")
        if specifier.startswith("#"):
            return self._resolve_private(folder, specifier)
        scheme = _SCHEME.match(specifier)
        if scheme is not None:
            builtin = scheme[0] == "node:"
            return External(specifier, "") if builtin else Unresolved(f"a {scheme[0]} address")
        aliased = list(self._alias_targets(folder, specifier))
        named = _PACKAGE.fullmatch(specifier)
        found = self._first(target for targets in aliased for target in targets)
        if found is None:
            found = self._first(source for targets in aliased for target in targets for source in self._unbuilt(target))
        if found is None:
            found = self._from_base(folder, specifier, named)
        if found is None and named is not None:
            found = self._in_workspace(named[1], named[2] or "")
        if found is None and not aliased:
            found = self._guess(folder, specifier)
        if found is not None:
            return Internal(found)
        if named is None or (aliased and not self._depends(folder, named[1])):
            return self._renamed(folder, specifier) or Unresolved(f"no source file for {specifier}")
        return External(named[1], named[2] or "")

    def _renamed(self, folder: str, specifier: str) -> External | None:
        """An alias whose target is another package (react-native -> react-native-web, as it were)."""
        for name, targets in self._aliases_for(folder).table:
            if specifier == name or specifier.startswith(name + "/"):
                for target in targets:
                    package = _PACKAGE.fullmatch(target.removeprefix(self._unit(folder)).lstrip("/") + specifier[len(name) :])
                    if package is not None and self._depends(folder, package[1]):
                        return External(package[1], package[2] or "")
        return None

    def _first(self, targets: Iterable[str]) -> str | None:
        """The first source file that any of some targets stands for."""
        return next((found for target in targets if (found := self._file(target)) is not None), None)

    # Files

    def _file(self, target: str) -> str | None:
        """The source file that an extensionless path, a name of build output or a folder stands for."""
        if target in self._found:
            return self._found[target]
        found = self._plain_file(target)
        if found is None and self._files.is_dir(target):
            for entry in [*manifest_entries(self._manifest(target) or {}), "index"]:
                inside = _inside(join(target, entry))
                found = self._plain_file(inside) if inside is not None else None
                if found is not None:
                    break
        self._found[target] = found
        return found

    def _plain_file(self, target: str) -> str | None:
        if target in self._sources:
            return target
        stem, dot, suffix = target.rpartition(".")
        stems: list[tuple[str, tuple[str, ...]]] = [(target, SOURCE_SUFFIXES)]
        if dot and "." + suffix in _WRITTEN_FOR:
            stems.append((stem, (*_WRITTEN_FOR["." + suffix], "." + suffix)))
        for base, suffixes in stems:
            for platform in PLATFORMS:
                for ending in suffixes:
                    path = base + platform + ending
                    if path in self._sources:
                        return path
        return None

    def _manifest(self, folder: str) -> dict[str, Any] | None:
        if folder not in self._manifests:
            self._manifests[folder] = read_json(self._files, join(folder, "package.json"))
        return self._manifests[folder]

    def _upwards(self, folder: str, kind: str, holds: Callable[[str], str | None]) -> str | None:
        """What `holds` says of the nearest folder upwards for which it says anything; remembered for all folders on the way."""
        passed = []
        answer = None
        while True:
            key = (kind, folder)
            if key in self._nearest:
                answer = self._nearest[key]
                break
            passed.append(key)
            answer = holds(folder)
            if answer is not None or not folder:
                break
            folder = dirname(folder)
        for key in passed:
            self._nearest[key] = answer
        return answer

    def _unit(self, folder: str) -> str:
        """The nearest folder upwards with a package.json; the root where there is none."""
        return self._upwards(folder, "unit", lambda at: at if self._files.is_file(join(at, "package.json")) else None) or ""

    def _depends(self, folder: str, package: str) -> bool:
        """Whether a package.json upwards declares a package (workspaces hoist dependencies to the top)."""
        while True:
            manifest = self._manifest(folder) or {}
            tables = (manifest.get(key) for key in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"))
            if any(isinstance(table, dict) and package in table for table in tables):
                return True
            if not folder:
                return False
            folder = dirname(folder)

    # Aliases

    def _alias_targets(self, folder: str, specifier: str) -> Iterator[list[str]]:
        """The paths that each matching pattern of the configuration leads to, the most binding pattern first."""
        config = self._upwards(folder, "config", self._config_in)
        options = self._read_options(config) if config is not None else _Options((), None)
        matched = [target for each in _match(options.paths, specifier) if (target := _inside(each)) is not None]
        if any("node_modules" not in target.split("/") for target in matched):
            yield matched
        aliases = self._aliases_for(folder)
        for name, targets in aliases.table:
            rest = specifier[len(name) :]
            if specifier.startswith(name) and (not rest or rest.startswith("/") or name.endswith("/")):
                yield [inside for target in targets if (inside := _inside(join(target, rest.lstrip("/")))) is not None]

    def _from_base(self, folder: str, specifier: str, named: re.Match[str] | None) -> str | None:
        """A bare specifier that starts at `baseUrl` or Babel's `root`. A declared dependency of that name comes first."""
        if named is not None and self._depends(folder, named[1]):
            return None
        config = self._upwards(folder, "config", self._config_in)
        base = self._read_options(config).base if config is not None else None
        starts = [*([base] if base is not None else []), *self._aliases_for(folder).roots]
        return self._first(target for start in starts if (target := _inside(join(start, specifier))) is not None)

    def _config_in(self, folder: str) -> str | None:
        for name in ("tsconfig.json", "jsconfig.json"):
            if self._files.is_file(join(folder, name)):
                return join(folder, name)
        return None

    def _read_options(self, config: str) -> _Options:
        """The options of a tsconfig.json and all that it extends; where it sets no paths, those of the projects it refers to."""
        if config not in self._options:
            own, references = self._effective(config)
            for reference in references:
                if own.paths or own.base is not None:
                    break
                own, _ = self._effective(reference)
            self._options[config] = own
        return self._options[config]

    def _effective(self, config: str) -> tuple[_Options, list[str]]:
        paths: tuple[str, dict[str, Any]] | None = None
        base: str | None = None
        references: list[str] = []
        work = [config]
        seen: set[str] = set()
        while work and len(seen) < limits.MAX_EXTENDS:
            path = work.pop()
            if path in seen:
                continue
            seen.add(path)
            value = self._read_config(path)
            options = value.get("compilerOptions")
            options = options if isinstance(options, dict) else {}
            if base is None and isinstance(options.get("baseUrl"), str):
                base = _inside(_from(dirname(path), options["baseUrl"], dirname(config)))
            if paths is None and isinstance(options.get("paths"), dict):
                paths = dirname(path), options["paths"]
            extends = value.get("extends")
            parents = extends if isinstance(extends, list) else [extends]
            work += [parent for each in parents if isinstance(each, str) and (parent := self._config_named(path, each)) is not None]
            if path == config and isinstance(value.get("references"), list):
                named = [each.get("path") for each in value["references"] if isinstance(each, dict)]
                references = [found for each in named if isinstance(each, str) and (found := self._config_named(path, f"./{each}"))]
        start = base if base is not None else paths[0] if paths else ""
        table = []
        for pattern, targets in (paths[1] if paths else {}).items():
            if isinstance(targets, list) and pattern.count("*") <= 1:
                table.append((pattern, tuple(_from(start, text, dirname(config)) for text in targets if isinstance(text, str))))
        return _Options(tuple(table), base), references

    def _config_named(self, importer: str, name: str) -> str | None:
        """The file that `extends` or a reference names; None where it is not in the tree (expo/tsconfig.base is in node_modules)."""
        if name.startswith("."):
            start = join(dirname(importer), name)
        else:
            package = _PACKAGE.fullmatch(name)
            folder = self._package_folders().get(package[1]) if package is not None else None
            if package is None or folder is None:
                return None
            start = join(folder, package[2] or "tsconfig.json")
        for candidate in (start, start + ".json", join(start, "tsconfig.json")):
            path = _inside(candidate)
            if path is not None and self._files.is_file(path):
                return path
        return None

    def _read_config(self, path: str) -> dict[str, Any]:
        data = self._files.read(path)
        if data is None or len(data) > limits.MAX_CONFIG_BYTES:
            return {}
        value = read_jsonc(data)
        return value if isinstance(value, dict) else {}

    def _aliases_for(self, folder: str) -> _Aliases:
        at = self._upwards(folder, "aliases", lambda at: at if self._alias_files(at) else None)
        if at is None:
            return _Aliases((), ())
        if at not in self._aliases:
            roots: list[str] = []
            table: dict[str, list[str]] = {}
            for name in self._alias_files(at):
                data = self._files.read(join(at, name))
                if data is None or len(data) > limits.MAX_CONFIG_BYTES:
                    continue
                for key, value in named_literals(data, ("alias", "root")):
                    if key == "alias":
                        for alias, target in _alias_pairs(value):
                            table.setdefault(alias, []).extend(_strings(target))
                    elif "babel" in name:
                        roots += [root for root in _strings(value) if root.startswith(".")]
            starts = ["", *roots]  # a target may be written from the configuration's folder or from a root
            aliases = [
                (name, tuple(join(at, start, text.lstrip("/")) for text in texts for start in starts)) for name, texts in table.items()
            ]
            aliases.sort(key=lambda alias: -len(alias[0]))
            self._aliases[at] = _Aliases(tuple(aliases), tuple(join(at, root) for root in roots))
        return self._aliases[at]

    def _alias_files(self, folder: str) -> list[str]:
        try:
            return [name for name in self._files.list_dir(folder) if _ALIAS_FILES.fullmatch(name)]
        except OSError:
            return []

    def _guess(self, folder: str, specifier: str) -> str | None:
        """Where no configuration says otherwise: `@/` and `~/` are the unit or its src/, as the templates have it; `$lib` is SvelteKit's
        src/lib, which the tool itself writes into a configuration that nobody commits."""
        first, slash, rest = specifier.partition("/")
        if first == "$lib":
            tried = [f"src/lib/{rest}"]
        elif slash and first in ("@", "~"):
            tried = [rest, f"src/{rest}"]
        else:
            return None
        unit = self._unit(folder)
        return self._first(target for each in tried if (target := _inside(join(unit, each))) is not None)

    def _unbuilt(self, target: str) -> Iterator[str]:
        """The source of a file in build output that is not in the tree: ../pkg/lib/a -> ../pkg/src/a, where pkg is a package."""
        parts = target.split("/")
        for depth in range(1, len(parts)):
            if parts[depth] not in OUTPUT_NAMES:
                continue
            folder = "/".join(parts[:depth])
            if self._manifest(folder) is not None and not self._files.is_dir(f"{folder}/{parts[depth]}"):
                yield from _places(folder, ["/".join(parts[depth:])])

    # Packages

    def _package_folders(self) -> dict[str, str]:
        """Name -> folder of the packages that hold sources; of equal names the one nearest to the root."""
        if self._packages is None:
            folders = {""}
            for path in self._sources:
                folder = dirname(path)
                while folder not in folders:
                    folders.add(folder)
                    folder = dirname(folder)
            self._packages = {}
            for folder in sorted(folders, key=lambda folder: (folder.count("/"), folder)):
                if self._files.is_file(join(folder, "package.json")):
                    name = (self._manifest(folder) or {}).get("name")
                    if isinstance(name, str) and name:
                        self._packages.setdefault(name, folder)
        return self._packages

    def _in_workspace(self, package: str, subpath: str) -> str | None:
        folder = self._package_folders().get(package)
        if folder is None:
            return None
        manifest = self._manifest(folder) or {}
        targets = _exported(manifest.get("exports"), "./" + subpath if subpath else ".")
        if subpath:
            targets.append(subpath)
        else:
            source = manifest.get("source")
            targets += [source] if isinstance(source, str) else []
            targets += [*manifest_entries(manifest), "index", "src/index"]
            types = manifest.get("types")
            targets += [types] if isinstance(types, str) else []
        return self._first(path for path in _places(folder, targets) if path != folder)

    def _resolve_private(self, folder: str, specifier: str) -> Resolved:
        """`#name`: the `imports` of the nearest package.json."""
        unit = self._unit(folder)
        imports = (self._manifest(unit) or {}).get("imports")
        targets = _exported(imports, specifier) if isinstance(imports, dict) else []
        found = self._first(_places(unit, [target for target in targets if target.startswith(".")]))
        if found is not None:
            return Internal(found)
        for target in targets:
            named = _PACKAGE.fullmatch(target)
            if named is not None:
                found = self._in_workspace(named[1], named[2] or "")
                return Internal(found) if found is not None else External(named[1], named[2] or "")
        found = self._first(target for targets in self._alias_targets(folder, specifier) for target in targets)
        return Internal(found) if found is not None else Unresolved(f"no source file for {specifier}")


def _inside(path: str) -> str | None:
    """A path made plain; None if it leaves the root of the tree."""
    plain = normpath(path)
    if plain == ".":
        return ""
    return None if plain.startswith("/") or plain == ".." or plain.startswith("../") else plain


def _from(start: str, text: str, leaf: str) -> str:
    """A path written in a tsconfig.json of folder `start`; ${configDir} is the folder of the one that extends all others."""
    prefix = "${configDir}"
    return join(leaf, text[len(prefix) :].lstrip("/")) if text.startswith(prefix) else join(start, text)


def _fits(pattern: str, specifier: str) -> str | None:
    """What the `*` of a pattern stands for in a specifier; "" where an exact pattern fits; None where it does not."""
    before, star, after = pattern.partition("*")
    if not star:
        return "" if pattern == specifier else None
    fits = len(specifier) >= len(before) + len(after) and specifier.startswith(before) and specifier.endswith(after)
    return specifier[len(before) : len(specifier) - len(after)] if fits else None


def _best(patterns: Iterable[str], specifier: str) -> str | None:
    """The pattern that fits: an exact one, else that with the longest text before its `*`."""
    fitting = [pattern for pattern in patterns if _fits(pattern, specifier) is not None]
    return max(fitting, key=lambda pattern: ("*" not in pattern, len(pattern.partition("*")[0])), default=None)


def _match(patterns: tuple[tuple[str, tuple[str, ...]], ...], specifier: str) -> list[str]:
    """The targets of the pattern that fits, its `*` filled in; [] where none does."""
    best = _best((pattern for pattern, _ in patterns), specifier)
    if best is None:
        return []
    middle = _fits(best, specifier) or ""
    return [target.replace("*", middle, 1) for pattern, targets in patterns if pattern == best for target in targets]


def _strings(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _alias_pairs(value: Any) -> list[tuple[str, Any]]:
    """Aliases as an object, or as a list of {find, replacement}."""
    if isinstance(value, dict):
        return [(str(name).removesuffix("$"), target) for name, target in value.items() if name and not str(name).startswith("^")]
    pairs = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return [(each["find"], each.get("replacement")) for each in pairs if isinstance(each.get("find"), str) and each["find"]]


def _exported(exports: Any, subpath: str) -> list[str]:
    """The files that `exports` or `imports` gives for "." or "./a/b" or "#a": all that our conditions reach, in their order."""
    middle, value = "", exports
    if isinstance(exports, dict) and any(str(key).startswith((".", "#")) for key in exports):
        key = _best(map(str, exports), subpath)
        if key is None:
            return []
        middle, value = _fits(key, subpath) or "", exports[key]
    elif subpath != ".":
        return []
    found: list[str] = []
    work = [value]
    while work:
        value = work.pop()
        if isinstance(value, str):
            found.append(value.replace("*", middle, 2))
        elif isinstance(value, list):
            work += reversed(value)
        elif isinstance(value, dict):
            work += [inner for condition, inner in reversed(value.items()) if condition in _CONDITIONS]
    return found


def _places(folder: str, targets: Iterable[str]) -> Iterator[str]:
    """Where files that a package.json in `folder` names may lie, each followed by its source."""
    for target in targets:
        for candidate in (target, *_sources_of(target)):
            path = _inside(join(folder, candidate))
            if path is not None:
                yield path


def _sources_of(target: str) -> list[str]:
    """Where the source of a file of build output lies by custom: dist/esm/a.js -> src/esm/a, esm/a, src/a, a."""
    parts = target.removeprefix("./").split("/")
    found: list[str] = []
    if parts[0] in OUTPUT_NAMES:
        parts[-1] = _ANY_SUFFIX.sub("", parts[-1])
        while len(parts) > 1 and parts[0] in _FORMAT_FOLDERS and len(found) < 2 * limits.MAX_BUILD_FOLDERS:
            parts = parts[1:]
            rest = "/".join(parts)
            found += [f"src/{rest}", rest]
    return found
