"""What the commands share: help in two lengths, values that are checked, and where output goes."""

from __future__ import annotations

import difflib
import os
import pathlib
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from refreshlint import registry
from refreshlint.finding import Severity


class Command(click.Command):
    """A command with a short help (`--help`) and a long one (`--help-all`): options marked `rare` are only in the second."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        text = "Show all options and exit."
        self.params.append(click.Option(["--help-all"], is_flag=True, is_eager=True, expose_value=False, callback=_help_all, help=text))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options: all of them, or those that are not rare."""
        full = ctx.meta.get(_FULL, False)
        records = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if isinstance(parameter, click.Option) and record is not None and (full or not getattr(parameter, "rare", False)):
                records.append(record)
        if records:
            with formatter.section("Options"):
                formatter.write_dl(records)


class Option(click.Option):
    """An option that says whether it is rare: shown by --help-all only."""

    def __init__(self, *arguments: Any, rare: bool = False, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.rare = rare


_FULL = "refreshlint.full_help"


def _help_all(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        context.meta[_FULL] = True
        click.echo(context.get_help(), color=context.color)
        context.exit()


_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def rare(*names: str, **settings: Any) -> Callable[[_Decorated], _Decorated]:
    """A decorator: an option that only --help-all shows."""
    return click.option(*names, cls=Option, rare=True, **settings)


def all_rules() -> tuple[registry.Rule, ...]:
    """Every rule that is installed, those of packs after the built-in ones."""
    return (*registry.load_rules(), *registry.load_packs())


def names_of_rules(values: Sequence[str], parameter: str, own: Sequence[registry.Rule] = ()) -> frozenset[str]:
    """The rule ids in `A,B` lists, each checked; a usage error names the unknown one and the nearest that is known. own: rules of a
    folder, beside those that are installed."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    if not names:
        raise click.BadParameter("no rule is named.", param_hint=f"'{parameter}'")
    known = [rule.id for rule in (*all_rules(), *own)]
    return frozenset(known_rule(name, known, parameter) for name in names)


def known_rule(name: str, known: Iterable[str], parameter: str) -> str:
    """`name` if it is one of `known`; else a usage error that names the nearest."""
    names = list(known)
    if name in names:
        return name
    near = difflib.get_close_matches(name.lower().replace("_", "-"), names, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else " `refreshlint rule` lists the rules."
    raise click.BadParameter(f"there is no rule {name!r}.{hint}", param_hint=f"'{parameter}'")


def severities(values: Sequence[str], own: Sequence[registry.Rule] = ()) -> dict[str, Severity]:
    """RULE=LEVEL pairs; a usage error says which is wrong."""
    found: dict[str, Severity] = {}
    known = [rule.id for rule in (*all_rules(), *own)] if values else []
    levels = [severity.value for severity in Severity]
    for value in values:
        name, equals, level = value.partition("=")
        if not equals or level not in levels:
            raise click.BadParameter(f"{value!r} is not RULE=LEVEL, with LEVEL one of {', '.join(levels)}.", param_hint="'--severity'")
        found[known_rule(name.strip(), known, "--severity")] = Severity(level)
    return found


def outputs(values: Sequence[str], formats: Mapping[str, object]) -> dict[pathlib.Path, str]:
    """FORMAT=FILE pairs as file -> format; a usage error says which is wrong."""
    found: dict[pathlib.Path, str] = {}
    for value in values:
        kind, equals, file = value.partition("=")
        if kind not in formats:
            near = difflib.get_close_matches(kind, list(formats), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Known are {', '.join(formats)}."
            raise click.BadParameter(f"there is no format {kind!r}.{hint}", param_hint="'--output'")
        if not equals or not file:
            raise click.BadParameter(f"{value!r} names no file: write {kind}=FILE.", param_hint="'--output'")
        if pathlib.Path(file) in found:
            raise click.BadParameter(f"{file} is named twice.", param_hint="'--output'")
        found[pathlib.Path(file)] = kind
    return found


def color(no_color: bool) -> bool:
    """Whether to write colours: --no-color, NO_COLOR, FORCE_COLOR (each counts if not empty), then whether a terminal reads it."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write_text(text: str) -> None:
    """Characters that standard output cannot show are written as escapes."""
    write(text.encode(sys.stdout.encoding or "utf-8", "backslashreplace"))


def write(data: bytes) -> None:
    """Write to standard output. A reader that has gone away (`| head`) is no error; the exit code stays what it is. A disk that is
    full is one: click.ClickException."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # The interpreter flushes standard output once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise click.ClickException(f"standard output cannot be written: {error.strerror or error}") from None
