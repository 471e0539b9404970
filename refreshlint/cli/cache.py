"""`refreshlint cache`: what is kept between runs."""

from __future__ import annotations

import click

from refreshlint.cli.exits import Exit, fail


@click.group("cache", invoke_without_command=True)
@click.pass_context
def cache(context: click.Context) -> int:
    """Say where results are kept between runs; `cache clear` deletes them."""
    if context.invoked_subcommand is None:
        from refreshlint import cache as kept

        home = kept.folder()
        click.echo(str(home) if home is not None else "This system has no place for a cache; REFRESHLINT_CACHE_DIR names one.")
    return Exit.CLEAN


@cache.command("clear")
def clear() -> int:
    """Delete what was kept."""
    from refreshlint import cache as kept
    from refreshlint.report.terminal import plural

    try:
        count = kept.clear()
    except OSError as error:
        return fail(f"the cache cannot be cleared: {error.filename}: {error.strerror or error}", Exit.USAGE)
    click.echo(f"Deleted {plural(count, 'entry')}.")
    return Exit.CLEAN
