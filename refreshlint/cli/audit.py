"""`refreshlint audit`: an answer about an exported app for its owner."""

from __future__ import annotations

import pathlib

import click

from refreshlint.cli import options as shared
from refreshlint.cli.exits import Exit, exit_code, fail
from refreshlint.finding import Grade, Severity
from refreshlint.report.audits import AUDIT_FORMATS


@click.command("audit")
@click.argument("path", type=click.Path(path_type=pathlib.Path), default=".")
@click.option("--output", multiple=True, metavar="FORMAT=FILE", help="Write a report to a file as well: html, markdown, json or sarif.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in spite of findings; failures keep their exit codes.")
@click.option("--no-color", is_flag=True, help="No colours, on a terminal too.")
def audit(path: pathlib.Path, output: tuple[str, ...], exit_zero: bool, no_color: bool) -> int:
    """Audit the sign-in of the app in PATH: a folder, a checkout, or the zip file that an app builder exported.

    Says in plain words what must be mended before launch, why, how, and what to paste into the app builder.
    The page is the best to read: refreshlint audit my-app.zip --output html=report.html
    """
    from refreshlint import audit as audits
    from refreshlint import run
    from refreshlint.cli.progress import progress

    files = shared.outputs(output, AUDIT_FORMATS)
    try:
        with progress() as stage:
            result, sources = audits.audit(path, progress=stage)
    except run.UsageError as error:
        return fail(str(error), Exit.USAGE)
    for file, kind in files.items():
        try:
            file.write_bytes(AUDIT_FORMATS[kind](result, sources, False).encode("utf-8", "backslashreplace"))
        except OSError as error:
            return fail(f"{file}: the report cannot be written: {error.strerror or error}", Exit.USAGE)
    shared.write_text(AUDIT_FORMATS["text"](result, sources, shared.color(no_color)))
    for file, kind in files.items():
        click.echo(f"{kind}: {file}")
    audited = [each for each in result.apps if each.grade is not Grade.UNKNOWN]
    if not audited:
        return Exit.NOTHING
    codes = [exit_code(each.report, fail_on=Severity.WARNING, strict=False, exit_zero=exit_zero) for each in audited]
    return max(codes, key=lambda code: (code is Exit.INTERNAL, code))
