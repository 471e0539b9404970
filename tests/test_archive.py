"""Zip files, ordinary and hostile: each that is refused has its one line, and nothing is ever written."""

from __future__ import annotations

import io
import pathlib
import struct
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refreshlint import limits
from refreshlint.archive import ArchiveError, ZipFiles

APP = {"my-app/package.json": b"{}", "my-app/expo/app/[id].tsx": b"f();\n", "my-app/assets/icon.png": b"\x89PNG"}


def packed(members: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, data)
    return stream.getvalue()


def opened(tmp_path: pathlib.Path, data: bytes) -> ZipFiles:
    path = tmp_path / "export.zip"
    path.write_bytes(data)
    return ZipFiles(path)


def test_an_export_is_read_without_the_folder_around_it(tmp_path: pathlib.Path) -> None:
    files = opened(tmp_path, packed(APP))
    assert files.prefix == "my-app/"
    assert files.list_dir("") == ["expo", "package.json"]
    assert files.read("expo/app/[id].tsx") == b"f();\n"
    assert files.read("assets/icon.png") is None
    assert (files.is_dir("expo/app"), files.is_file("expo/app"), files.list_dir("none")) == (True, False, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.zip"]


def test_backslashes_are_folders_and_node_modules_are_not_looked_at(tmp_path: pathlib.Path) -> None:
    info = zipfile.ZipInfo("a.ts")
    info.filename = "src\\a.ts"
    files = opened(tmp_path, packed([(info, b"f();"), ("node_modules/x/index.js", b"g();")]))
    assert files.read("a.ts") == b"f();"
    assert files.prefix == "src/"


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("src/a.ts")
    info.external_attr = 0o120777 << 16
    return info


def twice() -> bytes:
    data = packed({"src/aa.ts": b"f();", "src/ab.ts": b"g();"}, zipfile.ZIP_STORED)
    return data.replace(b"src/ab.ts", b"src/aa.ts")


def encrypted() -> bytes:
    data = bytearray(packed({"a.ts": b"f();"}))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    return bytes(data)


def method(number: int) -> bytes:
    data = bytearray(packed({"a.ts": b"f();"}))
    start = data.index(b"PK\x01\x02")
    data[start + 10 : start + 12] = struct.pack("<H", number)
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: packed({"a.ts": b"0" * 50_000_000}), "times its size"),
    "nested": (lambda: packed({"inner.zip": packed(APP)}), "another zip file"),
    "traversal": (lambda: packed({"../evil.ts": b"f();"}), "outside of it"),
    "traversal by backslash": (lambda: packed({"a\\..\\..\\evil.ts": b"f();"}), "outside of it"),
    "absolute": (lambda: packed({"/etc/evil.ts": b"f();"}), "absolute name"),
    "drive letter": (lambda: packed({"C:\\evil.ts": b"f();"}), "absolute name"),
    "link": (lambda: packed([(link(), b"/etc/passwd")]), "a link"),
    "duplicate names": (twice, "twice"),
    "a file that is a folder": (lambda: packed({"a.ts": b"f();", "a.ts/b.ts": b"g();"}), "both as a file and as a folder"),
    "truncated": (lambda: packed(APP)[:-30], "damaged"),
    "no zip": (lambda: b"hello", "damaged"),
    "empty file": (lambda: b"", "damaged"),
    "encrypted": (encrypted, "encrypted"),
    "unknown method": (lambda: method(99), "not supported"),
    "huge count": (lambda: packed({f"{number}.ts": b"" for number in range(60)}, zipfile.ZIP_STORED), "more than 50 files"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_archives_are_refused(kind: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "huge count":
        monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 50)
    make, said = HOSTILE[kind]
    data = make()
    with pytest.raises(ArchiveError) as refused:
        opened(tmp_path, data)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["export.zip"]


def test_a_size_that_lies_is_cut(tmp_path: pathlib.Path) -> None:
    data = bytearray(packed({"a.ts": b"0" * 3_000_000, "b.ts": b"f();"}))
    start = data.index(b"PK\x01\x02")
    data[start + 24 : start + 28] = struct.pack("<I", 1_000)
    files = opened(tmp_path, bytes(data))
    read = files.read("a.ts")
    assert read is None or len(read) <= limits.MAX_FILE_BYTES + 1


def test_a_damaged_member_reads_as_absent(tmp_path: pathlib.Path) -> None:
    data = packed({"a.ts": b"abcdefgh" * 100, "b.ts": b"f();"}, zipfile.ZIP_STORED).replace(b"abcdefgh", b"abcdefgX", 1)
    files = opened(tmp_path, data)
    assert files.read("a.ts") is None
    assert files.read("b.ts") == b"f();"


def test_an_archive_that_is_not_there(tmp_path: pathlib.Path) -> None:
    with pytest.raises(ArchiveError, match="No such file"):
        ZipFiles(tmp_path / "none.zip")


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_damage_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = bytearray(packed(APP))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "fuzzed.zip"
    path.write_bytes(bytes(whole[: data.draw(st.integers(len(whole) - 40, len(whole)))]))
    try:
        files = ZipFiles(path)
    except ArchiveError as error:
        assert str(error)
        return
    folders = [""]
    while folders:
        folder = folders.pop()
        for name in files.list_dir(folder):
            inner = f"{folder}/{name}".lstrip("/")
            if files.is_dir(inner):
                folders.append(inner)
            else:
                files.read(inner)
