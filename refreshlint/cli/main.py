"""The commands. They are thin: what they show is made in report/, what they run in run.py.

Imports that cost time (the engine, sarif_om) come late, inside the command that needs them.
"""

from __future__ import annotations

import difflib
import gc
import importlib.metadata
import os
import pathlib
import platform
import sys
import traceback
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

import click

import refreshlint
from refreshlint import registry
from refreshlint.finding import NoticeKind, Report, Severity

if TYPE_CHECKING:
    from refreshlint.run import Scan


class Exit(IntEnum):
    """Exit codes, the same for every output format."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING = 3
    INTERNAL = 4
    INCOMPLETE = 5
    INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (sys.argv without its first element by default) and return the exit code."""
    gc.set_threshold(50_000, 20, 100)  # a run makes much that lives to its end, and little that is worth looking for
    try:
        code = _commands.main(list(arguments) if arguments is not None else None, prog_name="refreshlint", standalone_mode=False)
        return int(code or Exit.CLEAN)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except registry.RegistryError as error:
        return _fail(str(error), Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", Exit.INTERRUPTED)
    except Exception as error:
        if os.environ.get("REFRESHLINT_DEBUG") == "1":
            traceback.print_exc()
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return _fail(f"internal error: {what} (REFRESHLINT_DEBUG=1 shows where)", Exit.INTERNAL)


def _fail(message: str, code: Exit) -> Exit:
    click.echo(f"refreshlint: {message}", err=True)
    return code


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        parts = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("tree-sitter", "tree-sitter-typescript"))
        _write_text(f"refreshlint {refreshlint.__version__} ({parts}, Python {platform.python_version()})\n")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit.")
def _commands() -> None:
    """Finds token-refresh bugs in Expo, React Native and web code."""


@_commands.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=pathlib.Path))
@click.option(
    "--output-format",
    type=click.Choice(["text", "sarif"]),
    default="text",
    show_default=True,
    help="What to write on standard output.",
)
@click.option("--select", multiple=True, metavar="RULE[,RULE]", help="Run only these rules.")
@click.option("--pedantic", is_flag=True, help="Also report what is only possible, not likely.")
@click.option("--no-explore", is_flag=True, help="Do not play the code against a model backend: faster, and nothing is confirmed.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.WARNING.value,
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@click.option("--strict", is_flag=True, help="Exit with 5 if something could not be analysed.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; failures keep their exit codes.")
@click.option("--no-color", is_flag=True, help="No colours, on a terminal too. The variables NO_COLOR and FORCE_COLOR are honoured.")
def _check(
    paths: tuple[pathlib.Path, ...],
    output_format: str,
    select: tuple[str, ...],
    pedantic: bool,
    no_explore: bool,
    fail_on: str,
    strict: bool,
    exit_zero: bool,
    no_color: bool,
) -> int:
    """Look for token-refresh bugs in PATHS, files or folders (default: this folder).

    Exit codes: 0 nothing found, 1 findings, 2 wrong usage, 3 nothing to audit, 4 internal error, 5 incomplete with --strict.
    """
    from refreshlint import run

    arguments = paths or (pathlib.Path("."),)
    try:
        scan = run.scan(arguments, select=_selected(select), pedantic=pedantic, explore=not no_explore)
    except run.UsageError as error:
        return _fail(str(error), Exit.USAGE)
    if output_format == "sarif":
        from refreshlint.report import sarif

        _write(sarif.render(scan.report, scan.sources, base=_base(arguments, scan)).encode("utf-8"))
    else:
        from refreshlint.report import text

        _write_text(text.render(scan.report, scan.sources, color=_color(no_color)))
    code = exit_code(scan.report, fail_on=Severity(fail_on), strict=strict, exit_zero=exit_zero)
    if code is Exit.NOTHING and output_format != "text":
        return _fail("nothing to audit", code)
    return code


@_commands.command("rule")
@click.argument("name", required=False)
@click.option("--no-color", is_flag=True, help="No colours, on a terminal too.")
def _rule(name: str | None, no_color: bool) -> int:
    """Explain the rule NAME; list all rules without one."""
    from refreshlint.report import text

    rules = {rule.id: rule for rule in registry.load_rules()}
    color = _color(no_color)
    if name is None:
        _write_text(text.render_rules([registry.info(rule) for rule in rules.values()], color=color))
    else:
        _write_text(text.render_rule(registry.info(rules[_known(name, rules, "name")]), color=color))
    return Exit.CLEAN


@_commands.command("debug", hidden=True)
@click.argument("kind", type=click.Choice(["ir", "scopes", "cfg", "calls"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
def _debug(kind: str, file: pathlib.Path) -> int:
    """Show what the engine makes of one FILE."""
    from refreshlint.js import debug

    dump = debug.dump(kind, file)
    _write_text(dump if dump.endswith("\n") else dump + "\n")
    return Exit.CLEAN


def exit_code(report: Report, *, fail_on: Severity, strict: bool, exit_zero: bool) -> Exit:
    """The exit code of a run that came to its end. What puts the result in doubt goes before what the result says."""
    if any(notice.kind is NoticeKind.INTERNAL for notice in report.notices):
        return Exit.INTERNAL
    if not report.coverage.fully + report.coverage.partly:
        return Exit.NOTHING
    # Every notice names something that was not analysed, but for what is left out on purpose.
    if strict and any(notice.kind is not NoticeKind.SCOPE for notice in report.notices):
        return Exit.INCOMPLETE
    if not exit_zero and any(finding.severity.rank >= fail_on.rank for finding in report.findings):
        return Exit.FINDINGS
    return Exit.CLEAN


def _selected(select: Sequence[str]) -> frozenset[str] | None:
    """The ids named by --select, None without the option; a usage error if one is unknown or none is named."""
    if not select:
        return None
    names = [name.strip() for value in select for name in value.split(",") if name.strip()]
    if not names:
        raise click.BadParameter("no rule is named.", param_hint="'--select'")
    known = [rule.id for rule in registry.load_rules()]
    return frozenset(_known(name, known, "--select") for name in names)


def _known(name: str, known: Iterable[str], parameter: str) -> str:
    """`name` if it is one of `known`; else a usage error that names the nearest."""
    names = list(known)
    if name in names:
        return name
    near = difflib.get_close_matches(name.lower().replace("_", "-"), names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else " `refreshlint rule` lists the rules."
    raise click.BadParameter(f"there is no rule {name!r}.{hint}", param_hint=f"'{parameter}'")


def _base(arguments: Sequence[pathlib.Path], scan: Scan) -> str:
    """The folder, seen from the context root, to which SARIF paths are relative: the argument if it is one folder, else the root."""
    if len(arguments) != 1 or not arguments[0].is_dir():
        return ""
    argument, root = arguments[0].resolve(), scan.root.resolve()
    if argument == root or not argument.is_relative_to(root):
        return ""
    return argument.relative_to(root).as_posix()


def _color(no_color: bool) -> bool:
    """Whether to write colours: --no-color, NO_COLOR, FORCE_COLOR (each counts if not empty), then whether a terminal reads it."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _write_text(text: str) -> None:
    """Characters that standard output cannot show are written as escapes."""
    _write(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def _write(data: bytes) -> None:
    """Write to standard output. A reader that has gone away (`| head`) is no error; the exit code stays what it is."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The interpreter flushes standard output once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
