"""The cache: what an analysis found, kept in the user's cache folder until something that it was told changes.

An entry is one file. Its name is made of the project's folder, the program and what was asked for; its body is the trace of the
analysis (refreshlint.trace) and the result. Nothing is written into the project or read from it. A body is looked at only after its
length and digest have been found right. Every failure to read or write counts as an empty cache; a damaged entry is named.

    REFRESHLINT_CACHE_DIR   the folder, instead of the system's usual one
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import refreshlint
from refreshlint import limits
from refreshlint.trace import Trace, again

VARIABLE = "REFRESHLINT_CACHE_DIR"
_MAGIC = b"refreshlint cache 1\n"
_DIGEST = 32
_SUFFIX = ".analysis"


class Kept(NamedTuple):
    """What the cache has to say. result: None where there is nothing; damaged: the entry there was could not be used."""

    result: Any
    damaged: bool = False


def folder() -> Path | None:
    """The cache folder; None where the system has no usual place for one."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).absolute()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base, "refreshlint", "cache") if base else None
    if sys.platform == "darwin":
        return Path(os.path.expanduser("~"), "Library", "Caches", "refreshlint")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base, "refreshlint") if os.path.isabs(base) else None


class Entry:
    """The entry for one project and question. key: texts that tell it from others; root: the project's folder."""

    def __init__(self, root: Path, key: Iterable[str]) -> None:
        from _blake2 import blake2b

        name = blake2b(digest_size=20)
        for part in (_program(), os.path.realpath(root), *key):
            encoded = part.encode("utf-8", "surrogatepass")
            name.update(len(encoded).to_bytes(8, "big") + encoded)
        self._root = Path(os.path.realpath(root))
        home = folder()
        self._folder = None if home is None or home.resolve().is_relative_to(self._root) else home  # never within the project
        self._name = name.hexdigest() + _SUFFIX

    def load(self) -> Kept:
        """What was kept, if the project's files still give the answers that it rests on."""
        data = self._read()
        if data is None:
            return Kept(None)
        body = _checked(data)
        if body is None:
            self._remove()
            return Kept(None, damaged=True)
        import pickle

        try:
            trace, result = pickle.loads(body)
        except Exception:  # whole, and yet not to be read: another Python wrote it
            return Kept(None, damaged=True)
        fresh = again(trace, self._root)
        if fresh is None:
            return Kept(None)
        if fresh.stamps != trace.stamps:
            self.store(fresh, result)
        return Kept(result)

    def store(self, trace: Trace, result: Any) -> None:
        """Keep a result. Whoever reads meanwhile gets the old entry or the new one, never a part."""
        import pickle

        home = self._folder
        if home is None or not _own(home, make=True):
            return
        body = pickle.dumps((trace, result), protocol=5)
        if len(body) > limits.CACHE_ENTRY_BYTES:
            return
        target = home / self._name
        partial = target.with_name(f"{self._name}.{os.getpid()}.part")
        try:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with open(handle, "wb") as stream:
                stream.write(_MAGIC + _digest(body) + body)
            os.replace(partial, target)
        except OSError:
            partial.unlink(missing_ok=True)
            return
        _prune(home)

    def _read(self) -> bytes | None:
        if self._folder is None or not _own(self._folder):
            return None
        try:
            handle = os.open(self._folder / self._name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
            with open(handle, "rb") as stream:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    return None
                return stream.read(limits.CACHE_ENTRY_BYTES + 1_000)
        except OSError:
            return None

    def _remove(self) -> None:
        if self._folder is not None:
            (self._folder / self._name).unlink(missing_ok=True)


def clear() -> int:
    """Delete all entries; how many there were. OSError if one cannot be deleted."""
    home = folder()
    entries = list(home.glob(f"*{_SUFFIX}*")) if home is not None and home.is_dir() and _own(home) else []
    for entry in entries:
        entry.unlink(missing_ok=True)
    return len(entries)


def _own(home: Path, *, make: bool = False) -> bool:
    """Whether a folder is the user's own and nobody else's to write into."""
    try:
        if make:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = home.stat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def _checked(data: bytes) -> bytes | None:
    """The body of an entry, None where the file is not whole."""
    start = len(_MAGIC) + _DIGEST
    body = data[start:]
    whole = data.startswith(_MAGIC) and len(data) > start and _digest(body) == data[len(_MAGIC) : start]
    return body if whole else None


def _digest(body: bytes) -> bytes:
    from _blake2 import blake2b

    return blake2b(len(body).to_bytes(8, "big") + body, digest_size=_DIGEST).digest()


def _program() -> str:
    """What the result depends on beside the project: this program's own files, the grammars and Python."""
    here = os.path.dirname(refreshlint.__file__)
    parts = [refreshlint.__version__, sys.version, sys.platform]
    work = [here]
    for package in ("refreshlint.rules", "tree_sitter", "tree_sitter_typescript"):
        spec = find_spec(package)
        work += spec.submodule_search_locations or () if spec is not None else ()
    while work:
        at = work.pop()
        try:
            with os.scandir(at) as entries:
                for entry in sorted(entries, key=lambda each: each.name):
                    if entry.is_dir():
                        if entry.name != "__pycache__":
                            work.append(entry.path)
                    elif entry.name.endswith((".py", ".js", ".so", ".pyd")):
                        found = entry.stat()
                        parts.append(f"{entry.path} {found.st_size} {found.st_mtime_ns}")
        except OSError:
            continue
    return "\n".join(parts)


def _prune(home: Path) -> None:
    """Delete the entries that were written longest ago, where there are too many."""
    try:
        entries = sorted(home.glob(f"*{_SUFFIX}*"), key=lambda each: each.stat().st_mtime_ns)
        for entry in entries[: -limits.CACHE_ENTRIES]:
            entry.unlink(missing_ok=True)
    except OSError:
        return
