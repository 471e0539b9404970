"""Reading a project: what a tree of files is, and which of them are looked at.

All paths are posix and relative to the root of the tree; "" is the root itself. Nothing outside the root is ever opened.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import basename, dirname
from typing import Any, Protocol

from refreshlint import limits
from refreshlint.published import split
from refreshlint.source import judge_generated

# Reasons for which a file is left out of `Walk.sources`; the report counts the files under each.
TESTS = "tests and mocks"
SERVER = "server code"
BUILD = "build output"
BACKUPS = "backups and copies"
GENERATED = "generated"
DECLARATIONS = "type declarations"
DEPENDENCIES = "dependencies"
TOOLS = "tool folders"
MINIFIED = "minified"
TOO_LARGE = "too large"
LINKS = "links and special files"
UNREADABLE = "unreadable"
OTHER_LANGUAGE = "not JS/TS: "

SOURCE_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")


class Files(Protocol):
    """A read-only tree of files: a disk, a zip, a mapping, an editor's view."""

    def read(self, path: str) -> bytes | None:
        """The content of a regular file, cut after limits.MAX_FILE_BYTES + 1 bytes; None if there is none or it cannot be read."""

    def is_file(self, path: str) -> bool:
        """Whether a regular file is there (a link is none)."""

    def is_dir(self, path: str) -> bool:
        """Whether a folder is there (a link is none)."""

    def list_dir(self, path: str) -> list[str]:
        """The names in a folder, sorted, links and special files among them; [] if there is no such folder. OSError if it cannot be
        read."""


def _parts(path: str) -> tuple[str, ...] | None:
    """The names of a relative posix path, or None where it would leave the root or mean something else to the system."""
    if not path:
        return ()
    parts = tuple(path.split("/"))
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        return None
    if os.sep != "/" and any(os.sep in part or ":" in part for part in parts):
        return None
    return parts


_FILE, _DIR, _OTHER = "file", "dir", "other"
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class DiskFiles:
    """A folder of the disk. `root` itself may be a link; links below are not followed. A folder is listed once and remembered."""

    def __init__(self, root: Path) -> None:
        self._root = os.path.realpath(root)
        self._kinds: dict[str, dict[str, str]] = {}

    @property
    def listings(self) -> dict[str, dict[str, str]]:
        """The folders that were looked into so far: path -> name -> kind."""
        return self._kinds

    def absolute(self, path: str) -> str:
        """Where a path of this tree lies on the disk."""
        return os.path.join(self._root, path)

    def listing(self, path: str) -> dict[str, str]:
        """Name -> kind for a folder all of whose parents are folders, not links; {} if there is no such folder. OSError as scandir."""
        known = self._kinds.get(path)
        if known is not None:
            return known
        parts = _parts(path)
        if parts is None:
            return {}
        for depth in range(len(parts) + 1):
            inner = "/".join(parts[:depth])
            if inner in self._kinds:
                kinds = self._kinds[inner]
            else:
                kinds = self._kinds[inner] = self._scan(inner)
            if depth < len(parts) and kinds.get(parts[depth]) != _DIR:
                return {}
        return kinds

    def _scan(self, path: str) -> dict[str, str]:
        kinds = {}
        with os.scandir(self.absolute(path)) as entries:
            for entry in entries:
                name = entry.name
                if not name.isprintable() and not _is_text(name):
                    # No report could name it, and no path of a project leads to it.
                    kinds[name.encode("utf-8", "backslashreplace").decode("ascii", "replace")] = _OTHER
                elif entry.is_dir(follow_symlinks=False) and not _is_junction(entry):
                    kinds[name] = _DIR
                else:
                    kinds[name] = _FILE if entry.is_file(follow_symlinks=False) else _OTHER
        return dict(sorted(kinds.items()))

    def _kind(self, path: str) -> str:
        if path.startswith("/"):
            return ""
        parent, _, name = path.rpartition("/")
        try:
            return self.listing(parent).get(name, "")
        except OSError:
            return ""

    def read(self, path: str) -> bytes | None:
        """See Files.read. Opens regular files only; one that has become something else meanwhile is not read."""
        if self._kind(path) != _FILE:
            return None
        try:
            handle = os.open(self.absolute(path), _OPEN)
            with open(handle, "rb") as stream:
                return stream.read(limits.MAX_FILE_BYTES + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
        except (OSError, ValueError):
            return None

    def is_file(self, path: str) -> bool:
        """See Files.is_file."""
        return self._kind(path) == _FILE

    def is_dir(self, path: str) -> bool:
        """See Files.is_dir."""
        return not path or self._kind(path) == _DIR

    def list_dir(self, path: str) -> list[str]:
        """See Files.list_dir."""
        return list(self.listing(path))


def _is_text(name: str) -> bool:
    """Whether a file name is Unicode text (the system hands undecodable bytes as lone surrogates)."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Whether a folder is a Windows junction, which is a link (told by Python 3.12 and later)."""
    told = getattr(entry, "is_junction", None)
    return bool(told and told())


class MemoryFiles:
    """A tree given as path -> content. ValueError for a path that is absolute, empty, or holds empty, `.` or `..` parts."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)
        folders: dict[str, set[str]] = {"": set()}
        for path in self._files:
            if not _parts(path):
                raise ValueError(f"not a relative posix path: {path!r}")
            parent, _, name = path.rpartition("/")
            while name not in folders.setdefault(parent, set()):
                folders[parent].add(name)
                if parent:
                    parent, _, name = parent.rpartition("/")
        self._folders = {path: sorted(names) for path, names in folders.items()}

    def read(self, path: str) -> bytes | None:
        """See Files.read."""
        data = self._files.get(path)
        return None if data is None else data[: limits.MAX_FILE_BYTES + 1]

    def is_file(self, path: str) -> bool:
        """See Files.is_file."""
        return path in self._files

    def is_dir(self, path: str) -> bool:
        """See Files.is_dir."""
        return path in self._folders

    def list_dir(self, path: str) -> list[str]:
        """See Files.list_dir."""
        return list(self._folders.get(path, ()))


class OverlayFiles:
    """Other Files with some contents in place of theirs: what an editor holds and has not saved. Paths as in MemoryFiles."""

    def __init__(self, below: Files, contents: Mapping[str, bytes]) -> None:
        self._below = below
        self._above = MemoryFiles(contents)

    def read(self, path: str) -> bytes | None:
        """See Files.read."""
        return self._above.read(path) if self._above.is_file(path) else self._below.read(path)

    def is_file(self, path: str) -> bool:
        """See Files.is_file."""
        return self._above.is_file(path) or self._below.is_file(path)

    def is_dir(self, path: str) -> bool:
        """See Files.is_dir."""
        return self._above.is_dir(path) or self._below.is_dir(path)

    def list_dir(self, path: str) -> list[str]:
        """See Files.list_dir."""
        below = self._below.list_dir(path) if self._below.is_dir(path) else []
        return sorted({*below, *self._above.list_dir(path)})


def read_json(files: Files, path: str) -> dict[str, Any] | None:
    """A JSON file that holds an object; None if it is absent, too large or anything else."""
    data = files.read(path)
    if data is None or len(data) > limits.MAX_CONFIG_BYTES:
        return None
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


@dataclass(frozen=True, slots=True)
class Walk:
    """What a tree holds. sources: the JS and TS files to look at, sorted; packages: the package.json files outside of what is left
    out, sorted; left_out: reason -> what was left out for it, sorted (folders that were not entered end in "/")."""

    sources: tuple[str, ...]
    packages: tuple[str, ...]
    left_out: dict[str, list[str]] = field(default_factory=dict)


_SUFFIX_SET = frozenset(SOURCE_SUFFIXES)
_OTHER_LANGUAGES = frozenset({".vue", ".svelte", ".astro"})
_NOT_ENTERED = frozenset({"node_modules", "bower_components", "jspm_packages", "Pods"})
_TEST_NAMES = frozenset(
    {
        *("__tests__", "__test__", "___tests___", "__mocks__", "__mock__", "__fixtures__", "__snapshots__", "__specs__", "__stories__"),
        *("__e2e__", "__uitests__", "__bench__", "__benches__", "e2e", "cypress", "playwright", "detox"),
    }
)
_TEST_OR_FEATURE = frozenset({"test", "tests", "spec", "specs", "mock", "mocks", "fixture", "fixtures", "stories"})
_SCREENS = frozenset({"app", "screens", "pages", "routes", "views"})  # below these `stories/` is a feature of the app
_SERVER_NAMES = frozenset({"backend", "server", "functions"})
_FUNCTION_HOSTS = ("firebase.json", "netlify.toml", "wrangler.toml", "wrangler.json", "wrangler.jsonc", "rork.json", "vercel.json")
_WEB_SERVERS = frozenset({"express", "fastify", "koa", "hono", "@nestjs/core"})
_SERVER_PACKAGES = _WEB_SERVERS | frozenset({"@trpc/server", "firebase-functions", "firebase-admin", "jsonwebtoken"})
_NATIVE_PACKAGES = frozenset({"expo", "react-native"})
_CLIENT_PACKAGES = _NATIVE_PACKAGES | frozenset({"react-dom", "vue", "svelte", "@angular/core", "solid-js", "preact"})
_BUILD_NAMES = frozenset({"dist", "web-build", "storybook-static", "cjs", "umd", "mjs", "commonjs"})
_STARTS_SERVER = re.compile(
    r"(?:^|[/\s])(?:node|nodemon|ts-node|ts-node-dev|tsx)\s(?![^&|;]*\bscripts/)[^&|;]*\b(?:server|index|main|app)\.[cm]?[jt]s\b"
)
"""A script that hands the entry of a program to Node itself, not a tool that builds or serves a client (`node scripts/start.js`)."""
_UNIT_KEYS = ("dependencies", "devDependencies", "peerDependencies", "scripts", "workspaces")

_DECLARATION = re.compile(r"\.d(?:\.\w+)?\.[cm]?ts$")
_MINIFIED_NAME = re.compile(r"[.-]min\.[cm]?js$")
_TEST_FILE = re.compile(
    r"\.(?:test|spec|e2e|cy|stories|story|mock|mocks|fixture|fixtures|bench|test-d)\.[cm]?[jt]sx?$"
    r"|_test\.[cm]?[jt]sx?$|^jest(?:[._-]|[A-Z])|^(?:vitest|playwright|cypress)\.|^setup-?[tT]ests?\.|^test-[\w-]+\.[cm]?js$"
)
_GENERATED_FILE = re.compile(r"\.(?:generated|gen)\.[cm]?[jt]sx?$")
_DATED_COPY = re.compile(
    r"(?:^|[ ._-])(?:backups?|bak|bkp|copy|old|archive|snapshot)[ ._-]*\d{4}[\d ._T-]*$"
    r"|^\d{4}[-_.]?\d\d[-_.]?\d\d.*(?:backup|bak|copy|old)$",
    re.IGNORECASE,
)
_COPY = re.compile(r"(?P<of>.+?)(?:[ ._-](?:backups?|bak|bkp|old|orig)| copy(?: \d+)?| \(\d+\))$", re.IGNORECASE)
_API_ROUTE = re.compile(r"\+api\.[cm]?[jt]sx?$")
_ROUTE_FILE = re.compile(r"^route\.[cm]?[jt]sx?$")


def walk(files: Files, start: str = "", *, published: bool = False) -> Walk:
    """Find the sources under folder `start`.

    What is no client source is told by the path below its *unit*, the nearest folder upwards with a package.json: a project checked
    out below `tests/` or `server/` is read like any other. A unit whose package.json points into its build output and that has no
    other source is read there, one of its parallel builds; `published` says that the tree is a package as npm delivers it, whose
    build output is its source even where package.json does not say so. What only the content tells (`judge_content`) is left to
    whoever reads the files.
    """
    found = _Found()
    _collect(files, start, found)
    units = _units(files, start, found.packages)
    areas = _areas(files, start, found.folders, units)
    stale = _stale_twin(files, units)
    members: dict[str, list[str]] = {}
    reasons: dict[str, str] = {}
    for path in found.sources:
        unit, reason = areas[dirname(path)]
        reason = reason or (BACKUPS if stale is not None and unit == stale else "")
        reasons[path] = reason or _file_reason(files, path, path[len(unit) :].lstrip("/"), units[unit])
        members.setdefault(unit, []).append(path)
    for unit, paths in members.items():
        _settle_build_output(files, unit, units[unit], paths, reasons, published=published)
    sources = []
    for path, reason in reasons.items():
        if reason:
            found.left_out.setdefault(reason, []).append(path)
        else:
            sources.append(path)
    packages = [path for path in found.packages if not areas[dirname(path)][1]]
    left_out = {reason: sorted(found.left_out[reason]) for reason in sorted(found.left_out)}
    return Walk(tuple(sorted(sources)), tuple(sorted(packages)), left_out)


@dataclass(slots=True)
class _Found:
    """What lies in a tree, before any judgement."""

    folders: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    packages: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)

    def leave(self, reason: str, path: str) -> None:
        self.left_out.setdefault(reason, []).append(path)


def _collect(files: Files, start: str, found: _Found) -> None:
    stack = [start]
    while stack:
        folder = stack.pop()
        try:
            names = files.list_dir(folder)
        except OSError:
            found.leave(UNREADABLE, folder + "/")
            continue
        found.folders.append(folder)
        prefix = folder + "/" if folder else ""
        for name in names:
            path = prefix + name
            suffix = name[name.rfind(".") :] if "." in name else ""
            if files.is_dir(path):
                if name in _NOT_ENTERED:
                    found.leave(DEPENDENCIES, path + "/")
                elif name.startswith("."):
                    if name != ".git":
                        found.leave(TOOLS, path + "/")
                else:
                    stack.append(path)
            elif not files.is_file(path):
                if suffix in _SUFFIX_SET or not suffix:
                    found.leave(LINKS, path)
            elif suffix in _SUFFIX_SET:
                if _DECLARATION.search(name):
                    found.leave(DECLARATIONS, path)
                else:
                    found.sources.append(path)
            elif name == "package.json":
                found.packages.append(path)
            elif suffix in _OTHER_LANGUAGES:
                found.leave(OTHER_LANGUAGE + suffix, path)


def _units(files: Files, start: str, packages: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Folder -> package.json for every unit, the one that holds `start` among them; the root where none does. A package.json that
    only says how its folder of a package is loaded makes no unit."""
    above = [start]
    while above[-1]:
        above.append(dirname(above[-1]))
    units: dict[str, dict[str, Any]] = {}
    for folder in [*reversed(above[1:]), *sorted(map(dirname, packages))]:
        path = f"{folder}/package.json".lstrip("/")
        if files.is_file(path):
            manifest = read_json(files, path)
            if manifest is None or any(key in manifest for key in _UNIT_KEYS) or not _is_part(manifest, folder, units):
                units[folder] = manifest or {}
    units.setdefault("", {})
    return units


def _is_part(manifest: dict[str, Any], folder: str, units: dict[str, dict[str, Any]]) -> bool:
    """Whether a package.json names no package of its own: none at all, or that of a folder above, or a part of it."""
    name = str(manifest.get("name", ""))
    while name and folder:
        folder = dirname(folder)
        above = str(units.get(folder, {}).get("name", ""))
        if above and (name == above or name.startswith(above + "/")):
            return True
    return not name


def _dependencies(manifest: dict[str, Any], *keys: str) -> set[str]:
    names: set[str] = set()
    for key in keys or ("dependencies", "devDependencies", "peerDependencies"):
        value = manifest.get(key)
        if isinstance(value, dict):
            names.update(value)
    return names


def _areas(files: Files, start: str, folders: list[str], units: dict[str, dict[str, Any]]) -> dict[str, tuple[str, str]]:
    """Folder -> its unit and the reason why nothing in it is looked at ("" if there is none)."""
    above = [start]
    while above[-1]:
        above.append(dirname(above[-1]))
    counts: dict[Any, int] = {}
    for manifest in units.values():
        name = str(manifest.get("name", ""))
        counts[name] = counts.get(name, 0) + 1
    areas = {"": ("", "")}
    for folder in sorted({*above, *folders}):  # parents sort before what they hold
        if not folder:
            continue
        unit, reason = areas[dirname(folder)]
        manifest = units.get(folder, {})
        if folder in units:
            name = str(manifest.get("name", ""))
            copied = reason in (BUILD, BACKUPS) and (not name or counts[name] > 1)
            areas[folder] = (folder, reason if copied else _unit_reason(files, folder, manifest, units))
        else:
            areas[folder] = (unit, reason or _folder_reason(files, folder, folder[len(unit) :].lstrip("/")))
    return areas


def _unit_reason(files: Files, folder: str, manifest: dict[str, Any], units: dict[str, dict[str, Any]]) -> str:
    """Why a folder with a package.json of its own is left out: by its own name and dependencies, never by what is above it."""
    name, above = basename(folder).lower(), dirname(folder)
    if not folder:
        return ""
    if _is_copy(files, folder):
        return BACKUPS
    dependencies = _dependencies(manifest)
    if name in _SERVER_NAMES and (above in units or basename(above) in ("expo", "supabase")):
        return SERVER if dependencies.isdisjoint(_NATIVE_PACKAGES) else ""
    if dependencies & _CLIENT_PACKAGES:
        return ""
    if name in _TEST_NAMES or name in _TEST_OR_FEATURE:
        return TESTS
    if name in _SERVER_NAMES and dependencies & _SERVER_PACKAGES:
        return SERVER
    # A service of a monorepo: it runs a web server (at times with what the root of the monorepo depends on) and hands on no code.
    scripts = manifest.get("scripts")
    started = str(scripts.get("start", "")) if isinstance(scripts, dict) else ""
    serves = not _WEB_SERVERS.isdisjoint(_dependencies(manifest, "dependencies")) or _STARTS_SERVER.search(started) is not None
    return SERVER if serves and not any(key in manifest for key in ("exports", "module", "types")) else ""


def _folder_reason(files: Files, folder: str, below: str) -> str:
    """Why a folder is left out; `below` is its path in its unit."""
    *above, own = below.split("/")
    name = own.lower()
    if name in _TEST_NAMES or (name in _TEST_OR_FEATURE and _SCREENS.isdisjoint(above)):
        return TESTS
    if name in _SERVER_NAMES and (not above or above == ["expo"]):
        # Apps keep helpers in functions/ too: there it takes a host of functions beside it.
        around = dirname(folder)
        hosted = any(files.is_file(f"{around}/{host}".lstrip("/")) for host in _FUNCTION_HOSTS)
        return SERVER if name != "functions" or hosted else ""
    if name == "functions" and above[-1] == "supabase":
        return SERVER
    if name in ("__generated__", "generated"):
        return GENERATED
    if name in _BUILD_NAMES or (name == "coverage" and not above) or (name == "build" and ("src" not in above or above[0] == "android")):
        return BUILD
    if (not above and (name in ("backup", "backups") or own == "Users")) or (above == ["home"] and name in ("user", "project", "runner")):
        return BACKUPS
    return BACKUPS if _is_copy(files, folder) else ""


def _is_copy(files: Files, path: str) -> bool:
    """Whether the name of a folder or file (without its suffix) is that of a dated backup, or of a copy of what lies beside it."""
    name = basename(path)
    if _DATED_COPY.search(name):
        return True
    copy = _COPY.fullmatch(name)
    if copy is None:
        return False
    original = path[: len(path) - len(name)] + copy["of"]
    return files.is_dir(original) or any(files.is_file(original + suffix) for suffix in SOURCE_SUFFIXES)


def _file_reason(files: Files, path: str, below: str, manifest: dict[str, Any]) -> str:
    """Why a source file is left out by its name; `below` is its path in its unit."""
    *above, name = below.split("/")
    if _MINIFIED_NAME.search(name):
        return MINIFIED
    if _TEST_FILE.search(name):
        return TESTS
    if _GENERATED_FILE.search(name):
        return GENERATED
    if _API_ROUTE.search(name):
        return SERVER
    if "api" in above[1:]:
        before = above[above.index("api", 1) - 1]
        next_pages = before == "pages" and "next" in _dependencies(manifest)
        if next_pages or (_ROUTE_FILE.search(name) and "app" in above[: above.index("api", 1)]):
            return SERVER
    return BACKUPS if _is_copy(files, path[: path.rfind(".")]) else ""


def _stale_twin(files: Files, units: dict[str, dict[str, Any]]) -> str | None:
    """The root, where a builder's manifest says that the app lies in a folder and the root still holds the same app from before."""
    apps = (read_json(files, "rork.json") or {}).get("apps")
    root = units[""].get("name")
    if not isinstance(apps, list) or not root:
        return None
    folders = [str(app.get("path", "")).strip("./") for app in apps if isinstance(app, dict)]
    twins = any(folder and folder in units and units[folder].get("name") == root for folder in folders)
    return "" if twins and "" not in folders else None


def _settle_build_output(
    files: Files, unit: str, manifest: dict[str, Any], paths: list[str], reasons: dict[str, str], *, published: bool
) -> None:
    """Correct `reasons` for the files of a unit whose build output is its source, or lies where the place alone does not say so."""
    prefix = unit + "/" if unit else ""
    plain = [path[len(prefix) :] for path in paths if not reasons[path]]
    output = [path[len(prefix) :] for path in paths if reasons[path] == BUILD]
    settled = split(manifest, plain, output, lambda below: files.read(prefix + below), published=published)
    for reason, group in (("", settled.kept), (BUILD, settled.dropped), (MINIFIED, settled.mangled)):
        reasons.update((prefix + below, reason) for below in group)


_SERVER_IMPORT = re.compile(
    rb"""\b(from|require\s*\(|import\s*\(?)\s*['"]"""
    rb"""(express|fastify|koa|hono|@hono/[^'"]*|@nestjs/[^'"]*|firebase-functions[^'"]*|firebase-admin[^'"]*|@trpc/server(?:/adapters/[^'"]*)?"""
    rb"""|(?:npm|jsr):@?hono[^'"]*|https://deno\.land/[^'"]*|jsonwebtoken|mongoose|pg|@prisma/client|bcrypt|bcryptjs|convex/server|convex/values)['"]"""
)
_ONLY_IN_SERVER_FOLDERS = frozenset({b"jsonwebtoken", b"mongoose", b"pg", b"@prisma/client", b"bcrypt", b"bcryptjs", b"convex/values"})
_DENO = re.compile(rb"\bDeno\.(?:serve|env|listen)\b")
_STATEMENT_BYTES = 400  # how far back from its specifier an import is looked for


def is_server_code(path: str, data: bytes) -> bool:
    """Whether a file that `walk` kept is server code after all: it imports what only servers use (types do not count), or it lies in
    a server's folder, however deep, and imports what servers mostly use."""
    if _DENO.search(data):
        return True
    in_server = not _SERVER_NAMES.isdisjoint(path.lower().split("/")[:-1])
    for found in _SERVER_IMPORT.finditer(data):
        package = found[2]
        if package in _ONLY_IN_SERVER_FOLDERS and not in_server:
            continue
        if found[1] == b"from":
            before = data[max(0, found.start() - _STATEMENT_BYTES) : found.start()]
            statement = before[max(before.rfind(b"import"), before.rfind(b"export"), 0) :]
            if re.match(rb"(?:im|ex)port\s+type\b", statement):
                continue
            if package == b"@trpc/server" and b"initTRPC" not in statement and b"TRPCError" not in statement:
                continue  # clients name its types, at times without the word
        return True
    return False


def judge_content(path: str, data: bytes) -> tuple[str, str] | None:
    """The reason of `Walk.left_out` for which a source is left out by what it holds, and a text that says more; None to keep it."""
    if len(data) > limits.MAX_FILE_BYTES:
        return TOO_LARGE, f"more than {limits.MAX_FILE_BYTES:,} bytes"
    minified = judge_generated(data)
    if minified is not None:
        return MINIFIED, minified
    return (SERVER, "imports a server's packages") if is_server_code(path, data) else None
