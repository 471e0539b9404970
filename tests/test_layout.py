"""What an export consists of: apps, parts, builder."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.layout import recognise

EXPO = {"dependencies": {"expo": "~54.0.1", "react-native": "0.81.5"}}
RORK = {**EXPO, "scripts": {"start": "bunx rork start -p x"}}
WEB = {"dependencies": {"react-dom": "19.0.0", "vite": "6.0.0"}}
SERVER = {"dependencies": {"hono": "4.6.0"}}


def project(files: Mapping[str, object]) -> MemoryFiles:
    return MemoryFiles({path: (text if isinstance(text, str) else json.dumps(text)).encode() for path, text in files.items()})


def apps(files: Mapping[str, object]) -> list[tuple[str, str, str, bool]]:
    return [(app.root, app.framework, app.sdk, app.audited) for app in recognise(project(files)).apps]


def parts(files: Mapping[str, object]) -> dict[str, str]:
    return {part.path: part.what for part in recognise(project(files)).parts}


def manifest(*apps: tuple[str, str]) -> str:
    return json.dumps({"apps": [{"name": "App", "path": path, "framework": framework} for path, framework in apps]})


def test_an_app_that_the_manifest_names_twice_is_one() -> None:
    files = {"rork.json": manifest(("expo", "react-native"), ("expo", "react-native")), "expo/package.json": EXPO, "expo/a.tsx": "x"}
    assert apps(files) == [("expo", "expo", "54", True)]


def test_an_expo_app_beside_what_the_manifest_names_is_audited() -> None:
    native = {f"ios/App/F{number}.swift": "x" for number in range(6)}
    files = {"rork.json": manifest(("ios", "swift")), **native, "mobile/package.json": EXPO, "mobile/App.tsx": "x"}
    assert apps(files) == [("mobile", "expo", "54", True), ("ios", "swift", "", False)]
    beside = {**files, "rork.json": manifest(("expo", "react-native")), "expo/package.json": EXPO, "expo/a.tsx": "x"}
    assert [root for root, *_, audited in apps(beside) if audited] == ["expo"], "what the manifest says comes first"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"package.json": EXPO, "app/index.tsx": "x"}, [("", "expo", "54", True)]),
        ({"expo/package.json": EXPO, "expo/app/index.tsx": "x"}, [("expo", "expo", "54", True)]),
        ({"package.json": {"dependencies": {"react-native": "0.80.0"}}, "App.js": "x"}, [("", "react-native", "", True)]),
        ({"package.json": WEB, "src/main.tsx": "x"}, [("", "web", "", True)]),
        (
            {"package.json": EXPO, "app/a.tsx": "x", "web/package.json": WEB, "web/a.tsx": "x"},
            [("", "expo", "54", True), ("web", "web", "", False)],
        ),
        ({"package.json": {"workspaces": ["apps/*"]}, "apps/m/package.json": EXPO, "apps/m/a.ts": "x"}, [("apps/m", "expo", "54", True)]),
        ({"package.json": {"name": "lib", "peerDependencies": {"react-native": "*"}}, "src/a.ts": "x"}, []),
        ({"package.json": SERVER, "src/a.ts": "x"}, []),
        ({"README.md": "x"}, []),
        ({"app.json": {"expo": {"name": "Lost its package"}}, "app/index.tsx": "x"}, [("", "expo", "", True)]),
        ({"app.json": {"name": "no app of Expo"}, "app/index.tsx": "x"}, []),
        ({f"ios/App/F{number}.swift": "x" for number in range(6)}, [("ios/App", "swift", "", False)]),
        ({"ios/B.swift": "x", "package.json": EXPO, "App.tsx": "x"}, [("", "expo", "54", True)]),
        ({f"app/src/main/F{number}.kt": "x" for number in range(6)}, [("app/src/main", "kotlin", "", False)]),
    ],
)
def test_apps(files: Mapping[str, object], expected: list[tuple[str, str, str, bool]]) -> None:
    assert apps(files) == expected


def test_the_manifest_says_where_the_app_is() -> None:
    manifest = {
        "apps": [
            {"name": "Club", "path": "mobile", "framework": "react-native"},
            {"name": "w", "path": "functions", "framework": "cloudflare"},
            {"name": "n", "path": "ios-club", "framework": "swift"},
            {"name": "gone", "path": "no/such", "framework": "react-native"},
            "nonsense",
        ]
    }
    files = {
        "rork.json": manifest,
        "mobile/package.json": EXPO,
        "mobile/app/index.tsx": "x",
        "functions/package.json": SERVER,
        "functions/src/index.ts": "x",
        "ios-club/App.swift": "x",
    }
    layout = recognise(project(files))
    assert (layout.builder, layout.markers) == ("Rork", ("rork.json",))
    assert [(app.name, app.root, app.audited) for app in layout.apps] == [("Club", "mobile", True), ("n", "ios-club", False)]
    assert [part.path for part in layout.parts] == ["functions", "ios-club"]
    assert "not audited" in layout.parts[1].what


@pytest.mark.parametrize(
    ("files", "builder"),
    [
        ({"package.json": RORK, "a.ts": "x"}, "Rork"),
        ({"package.json": {"dependencies": {"expo": "54", "@rork-ai/toolkit-sdk": "1"}}, "a.ts": "x"}, "Rork"),
        ({"package.json": EXPO, "a.ts": "x", "metro.config.js": "withRorkMetro(x)"}, "Rork"),
        ({"package.json": EXPO, "a.ts": "x", "app.json": '{"expo": {"scheme": "rork-app"}}'}, "Rork"),
        ({"package.json": {**EXPO, "name": "expo-app"}, "a.ts": "x", "README.md": "Welcome to your Rork app"}, ""),
        ({"rork.json": "[]", "package.json": EXPO, "a.ts": "x"}, ""),
    ],
)
def test_builder(files: Mapping[str, object], builder: str) -> None:
    assert recognise(project(files)).builder == builder


def test_server_parts_and_copies_are_named() -> None:
    files = {
        "expo/package.json": RORK,
        "expo/app/index.tsx": "x",
        "expo/backend/hono.ts": "import { Hono } from 'hono';",
        "expo/backup-2025-01-02/app/index.tsx": "x",
        "supabase/functions/refresh/index.ts": "Deno.serve(() => new Response());",
    }
    assert parts(files) == {
        "expo/backend": "a backend (server code)",
        "expo/backup-2025-01-02/": "a backup or copy",
        "supabase/functions": "Supabase edge functions (server code)",
    }
