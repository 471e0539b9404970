"""`refreshlint baseline`: accept what is there, so that only what comes new is reported."""

from __future__ import annotations

import os
import pathlib
import tempfile

import click

from refreshlint.cli.exits import Exit, fail
from refreshlint.finding import NoticeKind
from refreshlint.report.terminal import plural


@click.command("baseline")
@click.argument("folder", default=".", type=click.Path(path_type=pathlib.Path))
@click.option("--prune", is_flag=True, help="Only take out what was found no more; accept nothing new.")
def baseline(folder: pathlib.Path, prune: bool) -> int:
    """Write the findings of the project around FOLDER to its baseline: from then on they are not reported.

    The file is refreshlint-baseline.json beside refreshlint.toml (or at the top of the git checkout), or the one that the
    configuration names. Commit it.
    """
    from refreshlint import baseline as baselines
    from refreshlint import run

    try:
        root = run.context_root(folder.resolve(strict=True))
        scan = run.scan([root], run.Options() if prune else run.Options(baseline=""), root=root)
    except OSError as error:
        return fail(f"{folder}: {error.strerror or error}", Exit.USAGE)
    except run.UsageError as error:
        return fail(str(error), Exit.USAGE)
    if any(notice.kind in (NoticeKind.INTERNAL, NoticeKind.DEADLINE) for notice in scan.report.notices):
        return fail("a part of the project was not analysed, so no baseline was written; `refreshlint check` says which", Exit.INTERNAL)
    path = root / (scan.config.baseline or run.BASELINE_NAME)
    if prune:
        kept = [each.finding for each in scan.report.suppressed if each.reason == baselines.REASON]
        if not path.is_file():
            return fail(f"{path}: there is no baseline to prune", Exit.USAGE)
    else:
        kept = list(scan.report.findings)
    try:
        _replace(path, baselines.dump(baselines.make(kept, scan.sources)))
    except OSError as error:
        return fail(f"{path}: the baseline cannot be written: {error.strerror or error}", Exit.USAGE)
    gone = f", {plural(scan.stale.total(), 'entry')} taken out" if prune else ""
    click.echo(f"{path.relative_to(root)}: {plural(len(kept), 'known finding')}{gone}.")
    return Exit.CLEAN


def _replace(path: pathlib.Path, text: str) -> None:
    """Write a file so that it is either the old or the new one, whatever happens on the way."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        pathlib.Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
