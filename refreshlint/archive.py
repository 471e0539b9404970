"""Reading an exported project from its zip file, in memory: nothing is ever unpacked.

An archive comes from a stranger. It is judged by its directory before a member is read, and each member is read no further than its
declared size; what is refused has one reason, in words for the owner of the app.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from refreshlint import limits

_SKIPPED = frozenset({"node_modules", ".git", "__MACOSX", "Pods"})
_DRIVE = re.compile(r"^[A-Za-z]:")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_READ = re.compile(
    r"\.(?:[cm]?[jt]sx?|json|toml|html?|vue|svelte|astro|swift|kt|kts)$|(?:^|/)\.rorkignore$|(?:^|/)wrangler\.jsonc$", re.IGNORECASE
)
"""What an audit reads or counts; images and fonts are not even members for it."""


class ArchiveError(Exception):
    """The archive is refused; the message says why, without its name."""


class _Member(NamedTuple):
    info: zipfile.ZipInfo
    path: str


class ZipFiles:
    """The Files of a zip archive. A single folder around everything is taken off (`prefix`): exports are packed so.

    Raises ArchiveError if it cannot be read or means harm: more members or bytes than limits.py allows, a compression ratio of a
    bomb, names that are absolute, leave the archive, name a drive or come twice, encrypted members, links.
    """

    def __init__(self, path: Path) -> None:
        try:
            size = path.stat().st_size
            if size > limits.ARCHIVE_BYTES:
                raise ArchiveError(f"it is larger than {limits.ARCHIVE_BYTES // 1_000_000} MB: export it without node_modules and builds")
            data = path.read_bytes()
        except OSError as error:
            raise ArchiveError(f"it cannot be read: {error.strerror or error}") from None
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, UnicodeDecodeError, OverflowError, MemoryError):
            raise ArchiveError("it is damaged or no zip file: export it again") from None
        members = _judged(infos)
        self.prefix = _common_folder([member.path for member in members])
        self._members = {member.path[len(self.prefix) :]: member.info for member in members}
        folders: dict[str, set[str]] = {"": set()}
        for name in self._members:
            parent, _, own = name.rpartition("/")
            while own not in folders.setdefault(parent, set()):
                folders[parent].add(own)
                if parent:
                    parent, _, own = parent.rpartition("/")
        clash = next((name for name in sorted(folders) if name in self._members), None)
        if clash is not None:
            raise ArchiveError(f"it names {clash!r} both as a file and as a folder")
        self._folders = {folder: sorted(names) for folder, names in folders.items()}

    def read(self, path: str) -> bytes | None:
        """See Files.read. A member that is damaged reads as absent."""
        info = self._members.get(path)
        if info is None:
            return None
        try:
            with self._zip.open(info) as stream:
                return stream.read(limits.MAX_FILE_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            return None

    def is_file(self, path: str) -> bool:
        """See Files.is_file."""
        return path in self._members

    def is_dir(self, path: str) -> bool:
        """See Files.is_dir."""
        return path in self._folders

    def list_dir(self, path: str) -> list[str]:
        """See Files.list_dir."""
        return list(self._folders.get(path, ()))


def _judged(infos: list[zipfile.ZipInfo]) -> list[_Member]:
    """The members that an audit reads. ArchiveError for a directory that no export has."""
    if len(infos) > limits.ARCHIVE_MEMBERS:
        raise ArchiveError(f"it holds more than {limits.ARCHIVE_MEMBERS:,} files: export it without node_modules and builds")
    members: dict[str, _Member] = {}
    seen: set[str] = set()
    total = 0
    for info in infos:
        name = info.filename.replace("\\", "/")
        parts = name.rstrip("/").split("/")
        if name.startswith("/") or _DRIVE.match(name) or "\0" in info.orig_filename:
            raise ArchiveError(f"it holds a file with an absolute name: {name!r}")
        if ".." in parts:
            raise ArchiveError(f"it holds a file that would land outside of it: {name!r}")
        if info.is_dir() or name.endswith("/"):
            continue
        if any(part in ("", ".") for part in parts):
            raise ArchiveError(f"it holds a file with a broken name: {name!r}")
        if name in seen:
            raise ArchiveError(f"it holds {name!r} twice")
        seen.add(name)
        if _SKIPPED.intersection(parts[:-1]) or not _READ.search(name):
            continue
        mode = info.external_attr >> 16
        if stat.S_ISLNK(mode):
            raise ArchiveError(f"it holds a link: {name!r}")
        if info.flag_bits & 0x1:
            raise ArchiveError("it is encrypted: export it without a password")
        if info.compress_type not in _METHODS:
            raise ArchiveError(f"it is packed in a way that is not supported (method {info.compress_type}): pack it as an ordinary zip")
        total += info.file_size
        if total > limits.ARCHIVE_TOTAL_BYTES:
            raise ArchiveError(f"its code is larger than {limits.ARCHIVE_TOTAL_BYTES // 1_000_000} MB: this is no exported app")
        ratio = info.file_size // max(1, info.compress_size)
        if info.file_size > limits.MAX_FILE_BYTES and ratio > limits.ARCHIVE_RATIO:
            raise ArchiveError(f"{name!r} unpacks to {ratio:,} times its size: this is no exported app")
        members[name] = _Member(info, name)
    if any(name.lower().endswith(".zip") for name in seen) and not members:
        raise ArchiveError("it holds another zip file and no code: unpack the outer one first")
    return [members[name] for name in sorted(members)]


def _common_folder(paths: list[str]) -> str:
    """The folder, with its slash, that holds every path; "" if there is none."""
    if not paths:
        return ""
    prefix = paths[0].partition("/")[0] + "/" if "/" in paths[0] else ""
    return prefix if prefix and all(path.startswith(prefix) for path in paths) else ""
