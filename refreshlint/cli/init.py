"""`refreshlint init`: a configuration to begin with."""

from __future__ import annotations

import pathlib

import click

from refreshlint import config
from refreshlint.cli.exits import Exit, fail


@click.command("init")
@click.argument("folder", default=".", type=click.Path(path_type=pathlib.Path))
def init(folder: pathlib.Path) -> int:
    """Write a commented refreshlint.toml to FOLDER (default: this one). A file that is there stays as it is."""
    path = folder / config.NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(config.TEMPLATE)
    except FileExistsError:
        return fail(f"{path} is there already, and was left as it is", Exit.USAGE)
    except OSError as error:
        return fail(f"{path}: it cannot be written: {error.strerror or error}", Exit.USAGE)
    click.echo(f"Wrote {path}. All its settings are commented out; `refreshlint check` works without any.")
    return Exit.CLEAN
