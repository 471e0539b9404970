"""`refreshlint check`: look at a project, report, and say by the exit code what was found."""

from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from refreshlint import registry
from refreshlint.cli import options as shared
from refreshlint.cli.exits import Exit, exit_code, fail
from refreshlint.cli.options import Command, rare
from refreshlint.cli.progress import progress
from refreshlint.finding import Severity
from refreshlint.report.formats import FORMATS, Style
from refreshlint.report.paths import Paths

if TYPE_CHECKING:
    from refreshlint.run import Options, Scan

_LEVELS = [severity.value for severity in Severity]


@click.command("check", cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(path_type=pathlib.Path))
@click.option(
    "--output-format", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="What to write on standard output."
)
@click.option("--output", multiple=True, metavar="FORMAT=FILE", help="Write a report to a file as well; may be repeated.")
@click.option("--select", multiple=True, metavar="RULE[,RULE]", help="Run only these rules.")
@click.option("--ignore", multiple=True, metavar="RULE[,RULE]", help="Do not run these rules.")
@click.option("--fail-on", type=click.Choice(_LEVELS), help="Lowest severity that makes the exit code 1.  [default: warning]")
@click.option("--changed-since", metavar="REV", help="Report only what concerns files changed since a git revision.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@click.option("-q", "--quiet", is_flag=True, help="Write findings only, not what was looked at.")
@click.option("--strict", is_flag=True, help="Exit with 5 if something could not be analysed.")
@rare("--severity", multiple=True, metavar="RULE=LEVEL", help="Give a rule another severity: error, warning or note.")
@rare("--pedantic", is_flag=True, help="Also report what is only possible, not likely.")
@rare("--no-explore", is_flag=True, help="Do not play the code against a model backend: faster, and nothing is confirmed.")
@rare("--baseline", metavar="FILE", help="Known findings, instead of the configured file (from the project's folder).")
@rare("--no-baseline", is_flag=True, help="Report known findings too.")
@rare("--report-suppressed", is_flag=True, help="Write suppressed findings to SARIF, marked as such. GitHub takes them for live.")
@rare("--sarif-root", type=click.Path(path_type=pathlib.Path), help="Folder that written paths are relative to.  [default: git's top]")
@rare("--stdin-filename", type=click.Path(path_type=pathlib.Path), help="Read standard input in place of this file, report on it.")
@rare("--pre-commit", is_flag=True, help="Run as a hook: only files that git knows, and no error if there is nothing to audit.")
@rare("--rules-dir", type=click.Path(exists=True, file_okay=False, path_type=pathlib.Path), help="Folder with rules of your own.")
@rare("--no-cache", is_flag=True, help="Analyse everything anew, and keep nothing of it.")
@rare("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; failures keep their exit codes.")
@rare("--no-color", is_flag=True, help="No colours, on a terminal too. The variables NO_COLOR and FORCE_COLOR are honoured.")
def check(
    paths: tuple[pathlib.Path, ...],
    output_format: str,
    output: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    changed_since: str | None,
    statistics: bool,
    quiet: bool,
    strict: bool,
    severity: tuple[str, ...],
    pedantic: bool,
    no_explore: bool,
    baseline: str | None,
    no_baseline: bool,
    report_suppressed: bool,
    sarif_root: pathlib.Path | None,
    stdin_filename: pathlib.Path | None,
    pre_commit: bool,
    rules_dir: pathlib.Path | None,
    no_cache: bool,
    exit_zero: bool,
    no_color: bool,
) -> int:
    """Look for token-refresh bugs in PATHS, files or folders (default: this folder).

    Exit codes: 0 nothing found, 1 findings, 2 wrong usage, 3 nothing to audit, 4 internal error, 5 incomplete with --strict.
    """
    from refreshlint import run

    files = shared.outputs(output, FORMATS)
    own = registry.load_folder(rules_dir) if rules_dir is not None else ()
    options = run.Options(
        select=shared.names_of_rules(select, "--select", own) if select else None,
        ignore=shared.names_of_rules(ignore, "--ignore", own) if ignore else (),
        severity=shared.severities(severity, own),
        more_rules=own,
        pedantic=pedantic,
        explore=not no_explore,
        baseline="" if no_baseline else baseline,
        cache=not no_cache,
        shield=True,
    )
    try:
        with progress() as stage:
            named, options = _scope(paths, replace(options, progress=stage), changed_since, stdin_filename, pre_commit)
            if named is None:
                return Exit.CLEAN
            scan = run.scan(named, options)
    except run.UsageError as error:
        return fail(str(error), Exit.USAGE)
    style = Style(_paths(named, scan, sarif_root), shared.color(no_color), report_suppressed, statistics, quiet)
    for file, kind in files.items():
        try:
            file.write_bytes(_rendered(kind, scan, style._replace(color=False)))
        except OSError as error:
            return fail(f"{file}: the report cannot be written: {error.strerror or error}", Exit.USAGE)
    written = FORMATS[output_format](scan.report, scan.sources, style)
    if output_format in ("text", "concise"):
        shared.write_text(written)
    else:
        shared.write(written.encode("utf-8"))
    level = Severity(fail_on) if fail_on else scan.config.fail_on or Severity.WARNING
    code = exit_code(scan.report, fail_on=level, strict=strict, exit_zero=exit_zero)
    if code is Exit.NOTHING:
        if pre_commit or changed_since is not None:
            return Exit.CLEAN
        if output_format != "text":
            return fail("nothing to audit", code)
    return code


def _scope(
    paths: Sequence[pathlib.Path], options: Options, changed_since: str | None, stdin_filename: pathlib.Path | None, pre_commit: bool
) -> tuple[tuple[pathlib.Path, ...] | None, Options]:
    """The paths to report on (None: there is nothing to do) and the options with what git or standard input add to them."""
    from refreshlint import git, run

    if stdin_filename is not None:
        if paths or changed_since is not None:
            raise click.UsageError("--stdin-filename names the one file to report on: no PATHS and no --changed-since beside it.")
        file = stdin_filename.resolve()
        root = run.context_root(file)
        return (file,), replace(options, overlay={file.relative_to(root).as_posix(): sys.stdin.buffer.read()})
    named = tuple(paths) or (pathlib.Path("."),)
    try:
        if changed_since is not None:
            root = run.context_root(named[0].resolve())
            changed = [root / path for path in sorted(git.changed_since(root, changed_since))]
            within = [path for path in changed if any(path.is_relative_to(each.resolve()) for each in named)]
            sources = tuple(path for path in within if path.is_file() and not path.is_symlink())
            return sources or None, options
        if pre_commit and os.environ.get("PRE_COMMIT") == "1":
            root = run.context_root(named[0].resolve())
            options = replace(options, tracked=git.tracked(root))
    except git.GitError as error:
        raise run.UsageError(str(error)) from None
    return named, options


def _paths(arguments: Sequence[pathlib.Path], scan: Scan, sarif_root: pathlib.Path | None) -> Paths:
    """What written paths are relative to: --sarif-root, else the top of the git checkout, else the argument if it is one folder."""
    from refreshlint import git

    root = scan.root.resolve()
    if sarif_root is not None:
        folder = sarif_root.resolve()
    else:
        only = arguments[0].resolve() if len(arguments) == 1 and arguments[0].is_dir() else root
        folder = git.top_level(root) or (only if only.is_relative_to(root) else root)
    return Paths(root.as_posix(), folder.as_posix())


def _rendered(kind: str, scan: Scan, style: Style) -> bytes:
    return FORMATS[kind](scan.report, scan.sources, style).encode("utf-8", "backslashreplace")
