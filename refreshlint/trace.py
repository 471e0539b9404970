"""What an analysis asked of the disk, so that a later run can tell whether it would get the same answers.

Of a file that only had to be looked through (does it hold one of these words?) the question and its answer are kept, not the content:
a change that leaves the answers as they were changes nothing else. Of folders the listing is kept.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from refreshlint.files import DiskFiles, Files, judge_content
from refreshlint.source import judge_encoding

Stamp = tuple[int, int, int, int]
"""Size in bytes, times of the last change of content and of the entry in nanoseconds, inode."""

Ask = tuple[str, bytes]
"""The name of a question and what it is about."""

_SETTLED_NS = 2_000_000_000  # FAT counts changes in steps of 2 s; a file changed within them may change again unseen


class Trace(NamedTuple):
    """began: when the analysis began, in nanoseconds since 1970; folders: path -> (name, kind) of what lay in each folder that was
    looked into; answers: path -> what was asked of each file, and what came of it; stamps: path -> the file's stamp then, None for
    one that could not be read."""

    began: int
    folders: dict[str, tuple[tuple[str, str], ...]]
    answers: dict[str, dict[Ask, object]]
    stamps: dict[str, Stamp | None]


def _content(path: str, data: bytes | None, detail: bytes) -> object:
    from _blake2 import blake2b  # hashlib costs as much to import as all else that a warm run needs

    return None if data is None else blake2b(data, digest_size=20).digest()


def _kept(path: str, data: bytes | None, detail: bytes) -> object:
    """Whether a file is to be looked at: ("", "") if it is, else the reason for which it is left out, or what is wrong with it."""
    if data is None:
        return "unreadable", "the file cannot be read"
    judged = judge_content(path, data)
    if judged is not None:
        return "left out", judged[0]
    wrong = judge_encoding(data)
    return ("encoding", wrong) if wrong is not None else ("", "")


def _mentions(path: str, data: bytes | None, detail: bytes) -> object:
    return data is not None and re.search(detail, data) is not None


def _mentions_anyhow(path: str, data: bytes | None, detail: bytes) -> object:
    return data is not None and re.search(detail, data.lower()) is not None  # four times as fast as a pattern that ignores case


_QUESTIONS: Mapping[str, Callable[[str, bytes | None, bytes], object]] = {
    "content": _content,
    "kept": _kept,
    "mentions": _mentions,
    "mentions in any case": _mentions_anyhow,
}


class TracedFiles:
    """Files that remember what was asked of them, and each content until the end: none is read (or unpacked) twice."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._began = time.time_ns()
        self._held: dict[str, bytes | None] = {}
        self._answers: dict[str, dict[Ask, object]] = {}
        self._stamps: dict[str, Stamp | None] = {}

    @property
    def folder(self) -> Path | None:
        """The folder of the disk that they are; None if they are something else, whose changes no stamp would show."""
        return Path(self._files.absolute("")) if isinstance(self._files, DiskFiles) else None

    def is_file(self, path: str) -> bool:
        """See Files.is_file."""
        return self._files.is_file(path)

    def is_dir(self, path: str) -> bool:
        """See Files.is_dir."""
        return self._files.is_dir(path)

    def list_dir(self, path: str) -> list[str]:
        """See Files.list_dir."""
        return self._files.list_dir(path)

    def read(self, path: str) -> bytes | None:
        """See Files.read."""
        self.ask(path, "content", b"")
        return self._held[path]

    def ask(self, path: str, name: str, detail: bytes = b"") -> object:
        """The answer to a question about a file: "kept" (see _kept), "mentions" (whether its bytes match a pattern, given as bytes)."""
        asked = self._answers.setdefault(path, {})
        key = (name, detail)
        if key not in asked:
            if path not in self._held:
                if isinstance(self._files, DiskFiles):
                    self._stamps[path] = stamp(self._files.absolute(path))
                self._held[path] = self._files.read(path)
            asked[key] = _QUESTIONS[name](path, self._held[path], detail)
        return asked[key]

    def mentions(self, path: str, pattern: re.Pattern[bytes]) -> bool:
        """Whether a file's bytes match a pattern (one that ignores case is written in small letters); asked once of each file."""
        return bool(self.ask(path, "mentions in any case" if pattern.flags & re.IGNORECASE else "mentions", pattern.pattern))

    @property
    def trace(self) -> Trace | None:
        """All that was asked so far; None where there is no folder."""
        if not isinstance(self._files, DiskFiles):
            return None
        folders = {path: tuple(kinds.items()) for path, kinds in self._files.listings.items()}
        return Trace(self._began, folders, self._answers, self._stamps)


def stamp(path: str) -> Stamp | None:
    """The stamp of a file (absolute path), None if there is none."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def again(trace: Trace, root: Path) -> Trace | None:
    """The trace with today's stamps if the disk gives the same answers still, None if one has changed.

    A file is not read where its stamp is the old one, and it had not been touched for a while when the analysis began.
    """
    began = time.time_ns()
    disk = DiskFiles(root)
    files = TracedFiles(disk)
    try:
        for folder, listing in trace.folders.items():
            if tuple(disk.listing(folder).items()) != listing:
                return None
    except OSError:
        return None
    stamps: dict[str, Stamp | None] = {}
    for path, asked in trace.answers.items():
        old = trace.stamps.get(path)
        now = stamps[path] = stamp(disk.absolute(path))
        settled = old is not None and max(old[1], old[2]) < trace.began - _SETTLED_NS
        if (now == old and settled) or now is old is None:
            continue
        if any(files.ask(path, name, detail) != answer for (name, detail), answer in asked.items()):
            return None
    return Trace(began, trace.folders, trace.answers, stamps)
