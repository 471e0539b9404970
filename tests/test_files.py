from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest

from refreshlint import limits
from refreshlint.files import (
    BACKUPS,
    BUILD,
    DECLARATIONS,
    DEPENDENCIES,
    GENERATED,
    LINKS,
    MINIFIED,
    SERVER,
    TESTS,
    TOO_LARGE,
    TOOLS,
    UNREADABLE,
    DiskFiles,
    Files,
    MemoryFiles,
    is_server_code,
    judge_content,
    read_json,
    walk,
)

APP = b'{"name": "app", "dependencies": {"expo": "*", "react-native": "*"}}'


def tree(*paths: str, **contents: str) -> MemoryFiles:
    """Files named by their paths; a package.json is that of an app."""
    return MemoryFiles(
        {path: APP if path.endswith("package.json") else b"" for path in paths} | {k: v.encode() for k, v in contents.items()}
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        *((f"src/a{suffix}", "") for suffix in (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".native.ts", ".web.tsx")),
        ("src/a.d.ts", DECLARATIONS),
        ("src/a.d.mts", DECLARATIONS),
        ("src/a.d.json.ts", DECLARATIONS),
        ("hook/useFetch..ts", ""),
        # tests and mocks
        ("src/auth.test.ts", TESTS),
        ("src/auth.spec.tsx", TESTS),
        ("src/auth_test.js", TESTS),
        ("src/Button.stories.tsx", TESTS),
        ("jest.setup.ts", TESTS),
        ("jestSetup.js", TESTS),
        ("setupTests.ts", TESTS),
        ("src/auth/__tests__/helper.ts", TESTS),
        ("src/auth/__mocks__/client.ts", TESTS),
        ("src/auth/tests/helper.ts", TESTS),
        ("tests/helper.ts", TESTS),
        ("mocks/users.ts", TESTS),
        ("e2e/login.ts", TESTS),
        ("src/contest.ts", ""),
        ("src/latest/api.ts", ""),
        ("src/jester.ts", ""),
        ("app/(tabs)/tests/index.tsx", ""),  # a screen of an app about tests
        ("src/screens/stories/StoryList.tsx", ""),
        # server code
        ("backend/hono.ts", SERVER),
        ("server/index.ts", SERVER),
        ("expo/backend/trpc/router.ts", SERVER),
        ("src/server/session.ts", ""),
        ("src/functions/auth.ts", ""),
        ("functions/auth.ts", ""),  # no host of functions beside it
        ("supabase/functions/refresh/index.ts", SERVER),
        ("app/api/auth/refresh+api.ts", SERVER),
        ("app/api/auth/refresh/route.ts", SERVER),
        ("src/app/api/refresh/route.js", SERVER),
        ("src/app/route.ts", ""),
        ("src/api/route.ts", ""),
        ("src/pages/api/refresh.ts", ""),  # no Next.js project
        ("web/src/api.ts", ""),
        # build output
        ("dist/index.js", BUILD),
        ("web/dist/assets/index.js", BUILD),
        ("build/index.js", BUILD),
        ("android/app/build/a.js", BUILD),
        ("src/screens/build/Plan.tsx", ""),
        ("lib/api.ts", ""),
        ("es/strings.ts", ""),
        ("coverage/prettify.js", BUILD),
        ("src/coverage/Insurance.tsx", ""),
        ("public/jquery.min.js", MINIFIED),
        ("src/admin.js", ""),
        ("scripts/test-session.mjs", TESTS),
        ("src/latest-news.js", ""),
        # generated
        ("src/__generated__/types.ts", GENERATED),
        ("src/api/generated/client.ts", GENERATED),
        ("src/routeTree.gen.ts", GENERATED),
        # backups and copies
        ("backup/App.tsx", BACKUPS),
        ("backup_20240131/App.tsx", BACKUPS),
        ("src-backup-2024-01-31/App.tsx", BACKUPS),
        ("2024-01-31-backup/App.tsx", BACKUPS),
        ("src/backup/cloud.ts", ""),
        ("src/screens/restore-backup/Screen.tsx", ""),
        ("home/user/project/App.tsx", BACKUPS),
        ("home/project/App.tsx", BACKUPS),
        ("Users/someone/app/App.tsx", BACKUPS),
        ("app/home/user/index.tsx", ""),
        ("app/users/index.tsx", ""),
        ("src/Home/user/index.tsx", ""),
    ],
)
def test_what_is_left_out_of_a_unit(path: str, reason: str) -> None:
    """The same in a project of its own and in one that lies in a monorepo."""
    for prefix in ("", "packages/mobile/", "tests/", "server/app/", "dist/app/", "node/backend/x/"):
        found = walk(tree(prefix + "package.json", prefix + path))
        assert found.sources == (() if reason else (prefix + path,))
        assert found.left_out == ({reason: [prefix + path]} if reason else {})
        assert found.packages == (prefix + "package.json",)


@pytest.mark.parametrize(
    ("paths", "copies"),
    [
        (["src/Auth.tsx", "src/Auth copy.tsx", "src/Auth copy 2.tsx"], ["src/Auth copy 2.tsx", "src/Auth copy.tsx"]),
        (["src/Auth.tsx", "src/Auth.backup.tsx", "src/Auth_old.ts"], ["src/Auth.backup.tsx", "src/Auth_old.ts"]),
        (["src/key_backup.ts", "src/icloud-backup/a.ts", "src/years_old.ts"], []),
        (["app/a.ts", "app_backup/a.ts", "app copy/a.ts"], ["app copy/a.ts", "app_backup/a.ts"]),
    ],
)
def test_a_copy_lies_beside_its_original(paths: list[str], copies: list[str]) -> None:
    assert walk(tree(*paths)).left_out == ({BACKUPS: copies} if copies else {})


def test_folders_that_are_not_entered_are_named() -> None:
    found = walk(
        tree("a.ts", "node_modules/x/a.ts", "ios/Pods/a.js", ".git/a.js", ".expo/a.ts", ".rork/history/a.ts", ".yarn/releases/y.cjs")
    )
    assert found.sources == ("a.ts",)
    assert found.left_out == {DEPENDENCIES: ["ios/Pods/", "node_modules/"], TOOLS: [".expo/", ".rork/", ".yarn/"]}


def test_other_languages_are_named() -> None:
    assert walk(tree("a.ts", "b.vue", "c.svelte", "d.css")).left_out == {"not JS/TS: .svelte": ["c.svelte"], "not JS/TS: .vue": ["b.vue"]}


def manifest(**values: object) -> bytes:
    return json.dumps(values).encode()


@pytest.mark.parametrize(
    ("path", "dependencies", "kept"),
    [
        ("server/package.json", {"express": "*"}, False),
        ("server/package.json", {}, False),
        ("server/package.json", {"next": "*", "react-dom": "*"}, False),
        ("server/package.json", {"expo": "*"}, True),
        ("functions/package.json", {"firebase-functions": "*"}, False),
        ("packages/server/package.json", {"hono": "*"}, False),
        ("packages/server/package.json", {}, True),
        ("services/users/package.json", {"express": "*"}, False),
        ("services/users/package.json", {"axios": "*"}, True),
        ("e2e/package.json", {"playwright": "*"}, False),
        ("tests/sdk/package.json", {}, True),
    ],
)
def test_a_package_is_judged_by_its_own_name_and_dependencies(path: str, dependencies: dict[str, str], kept: bool) -> None:
    folder = path.removesuffix("package.json")
    files = MemoryFiles({"package.json": APP, path: manifest(name="it", dependencies=dependencies), folder + "src/a.ts": b""})
    assert walk(files).sources == ((folder + "src/a.ts",) if kept else ())


def test_functions_beside_their_host_are_server_code() -> None:
    assert walk(tree("functions/a.ts", "firebase.json")).left_out == {SERVER: ["functions/a.ts"]}


def test_next_api_routes() -> None:
    files = MemoryFiles({"package.json": manifest(name="web", dependencies={"next": "*"}), "pages/api/a.ts": b"", "pages/a.tsx": b""})
    assert walk(files).sources == ("pages/a.tsx",)


def test_a_copy_of_the_package_in_build_output_stays_out() -> None:
    files = MemoryFiles(
        {
            "package.json": manifest(name="workspace"),
            "projects/sdk/package.json": manifest(name="sdk", scripts={}),
            "projects/sdk/src/a.ts": b"",
            "dist/sdk/package.json": manifest(name="sdk", scripts={}),
            "dist/sdk/a.js": b"",
        }
    )
    found = walk(files)
    assert (found.sources, found.left_out) == (("projects/sdk/src/a.ts",), {BUILD: ["dist/sdk/a.js"]})
    assert found.packages == ("package.json", "projects/sdk/package.json")


@pytest.mark.parametrize(
    ("apps", "sources"),
    [
        ([{"path": "expo", "framework": "react-native"}], ("expo/a.ts", "web/a.ts")),
        ([{"path": "."}, {"path": "expo"}], ("a.ts", "expo/a.ts", "web/a.ts")),
        ("nonsense", ("a.ts", "expo/a.ts", "web/a.ts")),
    ],
)
def test_the_app_that_a_builder_left_behind_in_the_root(apps: object, sources: tuple[str, ...]) -> None:
    files = {path + name: APP if name == "package.json" else b"" for path in ("", "expo/") for name in ("package.json", "a.ts")}
    files |= {"web/package.json": manifest(name="web", scripts={}), "web/a.ts": b"", "rork.json": manifest(apps=apps)}
    assert walk(MemoryFiles(files)).sources == sources


def test_walking_a_part_of_the_tree() -> None:
    files = tree("package.json", "tests/deep/a.ts", "src/a.ts", "src/deep/b.ts", "b.ts")
    assert walk(files, "src").sources == ("src/a.ts", "src/deep/b.ts")
    assert walk(files, "tests/deep").left_out == {TESTS: ["tests/deep/a.ts"]}
    assert walk(files, "nowhere").sources == ()


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("import express from 'express';", False),
        ("const app = require('express')();", False),
        ('import { Hono } from "hono";', False),
        ('import { hc } from "hono/client";', True),
        ("import type { Context } from 'hono';", True),
        ("import {\n  initTRPC,\n  TRPCError,\n} from '@trpc/server';", False),
        ("import { inferRouterOutputs } from '@trpc/server';", True),
        ("import { observable } from '@trpc/server/observable';", True),
        ("import * as trpcExpress from '@trpc/server/adapters/express';", False),
        ("Deno.serve(handler);", False),
        ("import { serve } from 'https://deno.land/std/http/server.ts';", False),
        ("import jwt from 'jsonwebtoken';", True),
        ("import type { A } from 'a';\nimport express from 'express';", False),
        ("export type { Request } from 'express';", True),
        ("const note = 'from express';", True),
    ],
)
def test_server_code_is_told_by_its_imports(content: str, kept: bool) -> None:
    assert is_server_code("src/session.ts", content.encode()) is not kept


@pytest.mark.parametrize(("path", "server"), [("src/server/token.ts", True), ("src/lib/token.ts", False), ("src/server.ts", False)])
def test_some_imports_count_only_in_a_servers_folder(path: str, server: bool) -> None:
    assert is_server_code(path, b"import jwt from 'jsonwebtoken';") is server


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"const a = 1;\n" * 100, None),
        (b"const a = 1;\n" * 77_000, TOO_LARGE),
        (b"a" * limits.MAX_FILE_BYTES, MINIFIED),
        (b"import express from 'express';\n", SERVER),
    ],
)
def test_what_only_the_content_tells(data: bytes, reason: str | None) -> None:
    judged = judge_content("src/a.js", data)
    assert judged is None if reason is None else judged is not None and judged[0] == reason


# The tree on a disk


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "src").mkdir(parents=True)
    (root / "src" / "a.ts").write_bytes(b"const a = 1;")
    (root / "package.json").write_bytes(APP)
    (tmp_path / "outside.ts").write_bytes(b"secret")
    return root


def both(contents: dict[str, bytes], folder: Path) -> list[Files]:
    for path, data in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return [DiskFiles(folder), MemoryFiles(contents)]


def test_disk_and_memory_agree(tmp_path: Path) -> None:
    contents = {"a.ts": b"1", "src/b.ts": b"2", "src/deep/c.ts": b"", "B.ts": b"3", "x/y/z.json": b"{}", "ü/日本.ts": b"4"}
    disk, memory = both(contents, tmp_path)
    for path in [
        "",
        "a.ts",
        "src",
        "src/b.ts",
        "src/deep",
        "none",
        "src/none",
        "a.ts/b",
        "x/y",
        "ü",
        "ü/日本.ts",
        "..",
        "src/../a.ts",
        "/a.ts",
        "src/",
    ]:
        assert disk.read(path) == memory.read(path) == contents.get(path)
        assert disk.is_file(path) == memory.is_file(path) == (path in contents)
        assert disk.is_dir(path) == memory.is_dir(path)
        assert disk.list_dir(path) == memory.list_dir(path)
    assert memory.list_dir("") == ["B.ts", "a.ts", "src", "x", "ü"]
    assert walk(disk) == walk(memory)


@pytest.mark.parametrize("path", ["", "/a", "a//b", "./a", "../a", "a/../b", "a/", "a\0b"])
def test_memory_takes_only_relative_paths(path: str) -> None:
    with pytest.raises(ValueError, match="relative"):
        MemoryFiles({path: b""})


@pytest.mark.parametrize("path", ["../outside.ts", "src/../../outside.ts", "/etc/hostname", "src/./a.ts", "a\0b", "", "src", "none.ts"])
def test_nothing_outside_of_the_root_is_read(root: Path, path: str) -> None:
    files = DiskFiles(root)
    assert files.read(path) is None
    assert not files.is_file(path)


def test_links_are_not_followed_but_named(root: Path) -> None:
    (root / "file.ts").symlink_to("src/a.ts")
    (root / "out.ts").symlink_to(root.parent / "outside.ts")
    (root / "dangling.ts").symlink_to("nowhere.ts")
    (root / "folder").symlink_to("src")
    (root / "src" / "loop").symlink_to("..")
    files = DiskFiles(root)
    found = walk(files)
    assert found.sources == ("src/a.ts",)
    assert found.left_out == {LINKS: ["dangling.ts", "file.ts", "folder", "out.ts", "src/loop"]}
    for path in ("file.ts", "out.ts", "dangling.ts", "folder/a.ts", "src/loop/src/a.ts"):
        assert files.read(path) is None
    assert not files.is_dir("folder")


def test_a_link_to_the_root_is_followed(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert walk(DiskFiles(link)).sources == ("src/a.ts",)
    assert DiskFiles(link).read("src/a.ts") == b"const a = 1;"


def test_special_files_are_never_opened(root: Path) -> None:
    os.mkfifo(root / "pipe.ts")
    files = DiskFiles(root)
    assert files.read("pipe.ts") is None
    assert walk(files).left_out == {LINKS: ["pipe.ts"]}


def test_a_file_that_becomes_something_else_is_not_read(root: Path) -> None:
    files = DiskFiles(root)
    for make in (lambda path: path.symlink_to(root.parent / "outside.ts"), os.mkfifo, Path.mkdir, lambda path: None):
        assert walk(files).sources == ("src/a.ts",)
        path = root / "src" / "a.ts"
        path.rmdir() if path.is_dir() else path.unlink()
        make(path)
        assert files.read("src/a.ts") is None
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        path.write_bytes(b"back")
    assert files.read("src/a.ts") == b"back"


def test_a_folder_that_cannot_be_listed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "locked").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = walk(DiskFiles(root))
    assert (found.sources, found.left_out) == (("src/a.ts",), {UNREADABLE: ["locked/"]})
    assert DiskFiles(root).is_file("locked/a.ts") is False


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    assert walk(DiskFiles(tmp_path / "none")).left_out == {UNREADABLE: ["/"]}


def test_names_that_are_no_text_do_not_break_the_walk(root: Path) -> None:
    try:
        os.close(os.open(os.fsencode(root) + b"/bad\xff.ts", os.O_CREAT | os.O_WRONLY))
    except OSError:  # some file systems refuse such a name themselves
        assert not (root / "bad\udcff.ts").exists()
        return
    found = walk(DiskFiles(root))
    assert found.sources == ("src/a.ts",)
    for names in found.left_out.values():
        for name in names:
            assert name.encode()


def test_a_large_file_is_cut_while_reading(root: Path) -> None:
    (root / "large.js").write_bytes(b"a" * (limits.MAX_FILE_BYTES + 1_000))
    data = DiskFiles(root).read("large.js")
    assert data is not None
    assert len(data) == limits.MAX_FILE_BYTES + 1
    assert MemoryFiles({"large.js": b"a" * (limits.MAX_FILE_BYTES + 1_000)}).read("large.js") == data


def test_the_order_of_a_folder_does_not_matter(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("src/z.ts", "src/b.test.ts", "lib/a.ts", "Z.ts", "build/a.js"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"")
    expected = walk(DiskFiles(root))
    real = os.scandir

    class Shuffled:
        def __init__(self, path: str) -> None:
            with real(path) as entries:
                self.entries = list(entries)
            random.Random(len(self.entries)).shuffle(self.entries)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Shuffled)
    assert walk(DiskFiles(root)) == expected
    assert list(expected.left_out) == sorted(expected.left_out)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b"[1]", None),
        (b"{", None),
        (b"\xff", None),
        (b"[" * 100_000, None),
        (b'{"a": 1}' + b" " * limits.MAX_CONFIG_BYTES, None),
    ],
)
def test_read_json(data: bytes, value: object) -> None:
    assert read_json(MemoryFiles({"package.json": data}), "package.json") == value
    assert read_json(MemoryFiles({}), "package.json") is None


@pytest.mark.parametrize("start", ["nodemon --require=dotenv/config build/server.js", "node dist/index.js", "tsx watch src/main.ts"])
def test_a_service_of_a_monorepo_that_starts_a_server_is_left_out(start: str) -> None:
    found = walk(
        MemoryFiles({
            "package.json": b'{"dependencies": {"express": "5", "react-native": "0.81"}}',
            "services/users/package.json": json.dumps({"scripts": {"start": start}, "main": "build/index.js"}).encode(),
            "services/users/src/api.ts": b"",
            "apps/web/package.json": b'{"scripts": {"start": "node scripts/main.js"}}',
            "apps/web/src/api.ts": b"",
            "apps/shop/package.json": b'{"dependencies": {"react-dom": "19"}, "scripts": {"start": "node app.js"}}',
            "apps/shop/src/api.ts": b"",
        })
    )
    assert found.sources == ("apps/shop/src/api.ts", "apps/web/src/api.ts")
    assert found.left_out["server code"] == ["services/users/src/api.ts"]
