"""`refreshlint rule`: what a rule says, and what one finding means."""

from __future__ import annotations

import pathlib
import re

import click

from refreshlint import registry
from refreshlint.cli import options as shared
from refreshlint.cli.exits import Exit, fail

_AT = re.compile(r"(?P<file>.+?):(?P<line>[1-9]\d*)(?::\d+)?")


@click.command("rule")
@click.argument("name", required=False)
@click.option("--at", metavar="FILE:LINE", help="Explain the findings of this line: their story, then their rules.")
@click.option("--no-color", is_flag=True, help="No colours, on a terminal too.")
def rule(name: str | None, at: str | None, no_color: bool) -> int:
    """Explain the rule NAME; list all rules without one."""
    from refreshlint.report import text

    rules = {each.id: each for each in shared.all_rules()}
    chosen = shared.known_rule(name, rules, "name") if name is not None else None
    color = shared.color(no_color)
    if at is not None:
        return _explain(at, chosen, color)
    if chosen is None:
        shared.write_text(text.render_rules([registry.info(each) for each in rules.values()], color=color))
    else:
        shared.write_text(text.render_rule(registry.info(rules[chosen]), color=color))
    return Exit.CLEAN


def _explain(at: str, chosen: str | None, color: bool) -> int:
    """The findings of one line as a report tells them, each rule's own explanation after it."""
    from dataclasses import replace

    from refreshlint import run
    from refreshlint.report import text

    named = _AT.fullmatch(at)
    if named is None:
        raise click.BadParameter(f"{at!r} is not FILE:LINE.", param_hint="'--at'")
    try:
        scan = run.scan([pathlib.Path(named["file"])], run.Options(select=None if chosen is None else {chosen}, pedantic=True))
    except run.UsageError as error:
        return fail(str(error), Exit.USAGE)
    path = pathlib.Path(named["file"]).resolve().relative_to(scan.root.resolve()).as_posix()
    line = int(named["line"])
    source = scan.sources.get(path)
    every = [*scan.report.findings, *(each.finding for each in scan.report.suppressed)]
    found = [each for each in every if source is not None and each.at.path == path and source.line_of(each.at.start) == line]
    if not found:
        lines = sorted({source.line_of(each.at.start) for each in every if each.at.path == path}) if source is not None else []
        hint = f"; the findings of this file are at {', '.join(map(str, lines))}" if lines else ""
        return fail(f"{at}: no finding on this line{hint}", Exit.USAGE)
    report = replace(scan.report, findings=tuple(found), notices=())
    blocks = [text.render(report, scan.sources, color=color, quiet=True)]
    infos = {each.id: each for each in scan.report.rules}
    blocks += [text.render_rule(infos[id], color=color) for id in dict.fromkeys(each.rule for each in found)]
    shared.write_text("\n".join(blocks))
    return Exit.CLEAN
