"""The audit of an exported project, a folder or a zip file: which apps it has, how each signs in, and what is wrong with that.

Nothing is unpacked, nothing of the project is executed, and git is not asked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from refreshlint.archive import ArchiveError, ZipFiles
from refreshlint.config import Config
from refreshlint.files import DiskFiles, Files
from refreshlint.finding import AppAudit, Audit, grade
from refreshlint.layout import recognise
from refreshlint.registry import load_packs, load_rules
from refreshlint.run import Options, UsageError, scan_files
from refreshlint.source import SourceFile

ARCHIVE_SUFFIX = ".zip"


def audit(path: Path, *, progress: Callable[[str], None] | None = None) -> tuple[Audit, dict[str, SourceFile]]:
    """Audit the project in a folder or zip file; the second part holds the files that its places point into, by path.

    Every app that can be looked at is, each within its own folder. Raises UsageError for a path that cannot be read and for an
    archive that is refused; the message says why.
    """
    files = open_project(path)
    layout = recognise(files)
    rules = (*load_rules(), *load_packs())
    apps: list[AppAudit] = []
    sources: dict[str, SourceFile] = {}
    for app in layout.apps:
        if not app.audited:
            continue
        left_out = tuple(part.path for part in layout.parts if part.path not in (".", app.root))
        config = Config(exclude=tuple(f"{each.rstrip('/')}/**" for each in left_out))
        options = Options(config=config, picture=True, shield=True, progress=progress)
        scan = scan_files(files, (app.root,), rules, options, root=path.resolve().stem)
        apps.append(AppAudit(app, grade(scan.report), scan.picture, scan.report))
        sources |= scan.sources
    return Audit(path.resolve().name, layout, tuple(apps)), sources


def open_project(path: Path) -> Files:
    """The files of a folder or a zip file. UsageError if there is neither, or the archive is refused."""
    if path.is_dir():
        try:
            next(path.iterdir(), None)
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror or error}") from None
        return DiskFiles(path)
    if not path.exists():
        raise UsageError(f"{path}: No such file or directory")
    if path.suffix.lower() != ARCHIVE_SUFFIX:
        raise UsageError(f"{path}: neither a folder nor a zip file")
    try:
        return ZipFiles(path)
    except ArchiveError as error:
        raise UsageError(f"{path}: {error}") from None
