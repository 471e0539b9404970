"""`refreshlint completion`: what a shell has to load to complete commands and options."""

from __future__ import annotations

import click

from refreshlint.cli.exits import Exit


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a SHELL, for its start-up file."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None, "click knows the shells that are offered"
    click.echo(kind(context.find_root().command, {}, "refreshlint", "_REFRESHLINT_COMPLETE").source())
    return Exit.CLEAN
