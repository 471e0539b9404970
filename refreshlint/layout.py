"""What an exported project consists of: its apps, the parts that are no client code, and who built it.

An app builder's export holds one app in `expo/` or at the top, often with a backend, cloud functions, a web page, native code or old
copies beside it. Its manifest (rork.json) says where what lies; without one the packages say it. Facts about exports: those of the
builder Rork, as seen in about a hundred of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from posixpath import basename, dirname
from typing import Any

from refreshlint.files import Files, Walk, read_json, walk
from refreshlint.finding import App, Layout, Part

MANIFEST = "rork.json"

_NATIVE_SUFFIXES = {".swift": "swift", ".kt": "kotlin"}
_NATIVE_NAMES = {"swift": "a native iOS app (Swift)", "kotlin": "a native Android app (Kotlin)"}
_PARTS = (
    ("supabase/functions", "Supabase edge functions (server code)"),
    ("backend", "a backend (server code)"),
    ("server", "a backend (server code)"),
    ("functions", "cloud functions (server code)"),
    ("api", "a backend (server code)"),
)
_FRAMEWORKS = {"react-native": "expo", "expo": "expo", "swift": "swift", "kotlin": "kotlin", "web": "web"}
_PHONE = frozenset({"expo", "react-native"})
_SERVER_FRAMEWORKS = {"cloudflare": "cloud functions (server code)", "supabase": "a Supabase project (server code)"}
_ENTERED = re.compile(r"^(?!\.|node_modules$|Pods$|bower_components$)")
_MAX_COPIES = 4
_MIN_NATIVE_FILES = 5  # a native app has dozens; one bridge file of a package does not make one


@dataclass(slots=True)
class _Seen:
    """What lies in the folders, before any judgement."""

    folders: set[str] = field(default_factory=set)
    native: dict[str, list[str]] = field(default_factory=dict)  # framework -> folders, one for each file
    projects: set[str] = field(default_factory=set)  # folders with an Xcode or Gradle project


def recognise(files: Files) -> Layout:
    """The layout of a project."""
    seen = _look(files)
    found = walk(files)
    manifests = {dirname(path): read_json(files, path) or {} for path in found.packages}
    manifest = read_json(files, MANIFEST) or {}
    markers = _markers(files, manifests, bool(manifest))
    declared = [each for each in manifest.get("apps", ()) if isinstance(each, dict)] if isinstance(manifest.get("apps"), list) else []
    apps = _declared(files, declared, manifests, seen, found)
    if not any(app.framework in _PHONE for app in apps):
        # The builder's manifest knows nothing of an Expo app that somebody put beside what it made.
        undeclared = [app for app in _from_packages(manifests, found) if not apps or app.framework in _PHONE]
        apps += [app for app in undeclared if app.root not in {each.root for each in apps}]
    apps = apps or _from_settings(files, found)
    apps += _native(seen, manifests, [app.root for app in apps], taken=[app for app in apps if not app.audited])
    if any(app.audited and app.framework != "web" for app in apps):
        # A page for the web beside an app of the phone is no client of the phone: it is named, and `check` can look at it.
        apps = [replace(app, audited=False) if app.framework == "web" else app for app in apps]
    parts = _parts(seen, declared, apps, found)
    order = sorted(apps, key=lambda app: (not app.audited, app.framework == "web", -app.files, app.root))
    return Layout("Rork" if markers else "", tuple(markers), tuple(order), tuple(parts))


def _look(files: Files) -> _Seen:
    seen = _Seen()
    stack = [""]
    while stack:
        folder = stack.pop()
        try:
            names = files.list_dir(folder)
        except OSError:
            continue
        seen.folders.add(folder)
        for name in names:
            path = f"{folder}/{name}" if folder else name
            if files.is_dir(path):
                if name.endswith((".xcodeproj", ".xcworkspace")):
                    seen.projects.add(folder)
                elif _ENTERED.match(name):
                    stack.append(path)
            else:
                framework = _NATIVE_SUFFIXES.get(name[name.rfind(".") :]) if "." in name else None
                if framework is not None:
                    seen.native.setdefault(framework, []).append(folder)
                elif name in ("build.gradle", "build.gradle.kts", "Package.swift"):
                    seen.projects.add(folder)
    return seen


def _markers(files: Files, manifests: dict[str, dict[str, Any]], has_manifest: bool) -> list[str]:
    """What says that Rork built it. One is enough; the README's words and the package's name alone are not."""
    found = [MANIFEST] if has_manifest else []
    for root, package in sorted(manifests.items()):
        where = f" in {root}/" if root else ""
        scripts = package.get("scripts")
        if isinstance(scripts, dict) and any(isinstance(each, str) and "rork start" in each for each in scripts.values()):
            found.append(f"the script `rork start`{where}")
        if any(name.startswith("@rork") for name in _dependencies(package)):
            found.append(f"the package @rork-ai/toolkit-sdk{where}")
        for name in ("metro.config.js", "app.json", "app.config.ts", "app.config.js"):
            data = files.read(f"{root}/{name}".lstrip("/")) or b""
            if re.search(rb"withRorkMetro|app\.rork\.|\brork-app\b|\brork\.(?:com|app)\b", data):
                found.append(f"{root}/{name}".lstrip("/"))
    return list(dict.fromkeys(found))


def _dependencies(package: dict[str, Any]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for key in ("peerDependencies", "devDependencies", "dependencies"):
        value = package.get(key)
        if isinstance(value, dict):
            merged.update({name: version for name, version in value.items() if isinstance(version, str)})
    return merged


def _framework(package: dict[str, Any]) -> str:
    """What a package is an app of, "" if of nothing that is audited."""
    names = _dependencies(package)
    if "expo" in names:
        return "expo"
    if "react-native" in names:
        return "react-native"
    return "web" if {"react-dom", "next", "vue", "svelte", "@angular/core", "solid-js", "preact"} & names.keys() else ""


def _app(root: str, name: str, package: dict[str, Any], found: Walk, framework: str) -> App:
    version = re.search(r"\d+", _dependencies(package).get("expo", ""))
    return App(root, name, framework, version.group() if version else "", _count(found.sources, root), True)


def _count(paths: Iterable[str], root: str) -> int:
    return sum(not root or path.startswith(f"{root}/") for path in paths)


def _declared(files: Files, declared: list[dict[str, Any]], manifests: dict[str, dict[str, Any]], seen: _Seen, found: Walk) -> list[App]:
    """The apps that the manifest names and that are there."""
    apps: list[App] = []
    for each in declared:
        path, name = each.get("path"), each.get("name")
        framework = _FRAMEWORKS.get(str(each.get("framework", "")).lower())
        root = str(path or "").strip("/").removeprefix("./").removesuffix("/.")
        root = "" if root == "." else root
        if framework is None or root not in seen.folders or any(app.root == root for app in apps):
            continue
        title = name if isinstance(name, str) and name else basename(root)
        if framework in _NATIVE_NAMES:
            apps.append(App(root, title, framework, "", _native_files(seen, framework, root), False))
        elif files.is_file(f"{root}/package.json".lstrip("/")):
            package = manifests.get(root) or read_json(files, f"{root}/package.json".lstrip("/")) or {}
            apps.append(_app(root, title, package, found, _framework(package) or framework))
    return apps


def _from_packages(manifests: dict[str, dict[str, Any]], found: Walk) -> list[App]:
    """The apps that the packages make. Packages without code of their own (the root of a monorepo) and libraries are none."""
    apps = []
    for root, package in sorted(manifests.items()):
        framework = _framework(package)
        own = [path for path in found.sources if _unit(path, manifests) == root]
        if framework and own and not _is_library(package):
            name = str(package.get("name") or basename(root))
            apps.append(_app(root, name, package, found, framework))
    return apps


def _from_settings(files: Files, found: Walk) -> list[App]:
    """The app whose package.json was left out of the export: Expo's own settings say that it is one."""
    for root in ("", "expo"):
        settings = read_json(files, f"{root}/app.json".lstrip("/")) or {}
        if isinstance(settings.get("expo"), dict) and _count(found.sources, root):
            name = settings["expo"].get("name")
            return [_app(root, name if isinstance(name, str) and name else "app", {}, found, "expo")]
    return []


def _unit(path: str, manifests: dict[str, dict[str, Any]]) -> str:
    folder = dirname(path)
    while folder and folder not in manifests:
        folder = dirname(folder)
    return folder


def _is_library(package: dict[str, Any]) -> bool:
    """Whether a package is made to be imported: its client packages are its users' matter."""
    peers = package.get("peerDependencies")
    if not isinstance(peers, dict) or "expo-router" in _dependencies(package):
        return False
    return bool(peers.keys() & {"react-native", "expo", "react"})


def _native_files(seen: _Seen, framework: str, root: str) -> int:
    return sum(not root or folder == root or folder.startswith(f"{root}/") for folder in seen.native.get(framework, ()))


def _native(seen: _Seen, manifests: dict[str, dict[str, Any]], roots: list[str], taken: list[App]) -> list[App]:
    """Native apps that no package of an Expo or React Native app surrounds."""
    apps: list[App] = []
    for framework in sorted(seen.native):
        if any(app.framework == framework for app in taken):
            continue
        alone = [folder for folder in seen.native[framework] if not _within_client(folder, manifests)]
        if len(alone) < _MIN_NATIVE_FILES:
            continue
        top = _common(alone)
        apps.append(App(top, basename(top) or _NATIVE_NAMES[framework], framework, "", len(alone), False))
    return [app for app in apps if app.root not in roots or not app.root]


def _within_client(folder: str, manifests: dict[str, dict[str, Any]]) -> bool:
    while True:
        if folder in manifests and _framework(manifests[folder]) in ("expo", "react-native"):
            return True
        if not folder:
            return False
        folder = dirname(folder)


def _common(folders: list[str]) -> str:
    """The folder that holds all of them."""
    parts = folders[0].split("/")
    for folder in folders[1:]:
        same = 0
        for one, other in zip(parts, folder.split("/"), strict=False):
            if one != other:
                break
            same += 1
        parts = parts[:same]
    return "/".join(parts)


def _parts(seen: _Seen, declared: list[dict[str, Any]], apps: list[App], found: Walk) -> list[Part]:
    """The parts that are named as left out: those the manifest calls so, server folders, copies, and apps that cannot be audited."""
    parts: dict[str, str] = {}
    for each in declared:
        what = _SERVER_FRAMEWORKS.get(str(each.get("framework", "")).lower())
        path = str(each.get("path") or "").strip("/").removeprefix("./")
        if what is not None and path in seen.folders:
            parts[path] = what
    for app in apps:
        if not app.audited:
            parts[app.root or "."] = f"{_NATIVE_NAMES.get(app.framework, 'a web app')}: not audited"
    roots = {"", *(app.root for app in apps)}
    for root in sorted(roots):
        for name, what in _PARTS:
            path = f"{root}/{name}".lstrip("/")
            left = any(each.startswith(f"{path}/") for each in found.left_out.get("server code", ()))
            if path in seen.folders and left and path not in roots:
                parts.setdefault(path, what)
    audited = [app.root for app in apps if app.audited]
    for path in found.packages:
        root = dirname(path)
        if root not in roots and not any(root.startswith(f"{app}/") for app in audited if app) and "" not in audited:
            parts.setdefault(root or ".", "another package")
    for copy in _copies(found.left_out.get("backups and copies", ()), audited):
        parts.setdefault(copy, "a backup or copy")
    return [Part(path, parts[path]) for path in sorted(parts)]


def _copies(paths: Iterable[str], roots: list[str]) -> list[str]:
    """Where copies lie, seen from the app around them; the top as a whole where they lie all over it."""
    tops: dict[str, None] = {}
    for path in paths:
        root = max((f"{each}/" for each in roots if each and path.startswith(f"{each}/")), key=len, default="")
        own = path[len(root) :].split("/")
        tops[root + own[0] + ("/" if len(own) > 1 else "")] = None
    at_top = [top for top in tops if "/" not in top.rstrip("/")]
    return [*(at_top if len(at_top) <= _MAX_COPIES else ["."]), *(top for top in tops if top not in at_top)]
