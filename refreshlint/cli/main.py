"""The commands. They are thin: what they show is made in report/, what they run in run.py.

Imports that cost time (the engine, sarif_om) come late, inside the command that needs them.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Sequence

import click

import refreshlint
from refreshlint import registry
from refreshlint.cli import options as shared
from refreshlint.cli.audit import audit
from refreshlint.cli.baseline import baseline
from refreshlint.cli.cache import cache
from refreshlint.cli.check import check
from refreshlint.cli.completion import completion
from refreshlint.cli.exits import Exit, fail
from refreshlint.cli.init import init
from refreshlint.cli.rule import rule
from refreshlint.memory import rarely_collected


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (sys.argv without its first element by default) and return the exit code."""
    try:
        with rarely_collected():
            code = _commands.main(list(arguments) if arguments is not None else None, prog_name="refreshlint", standalone_mode=False)
        return int(code or Exit.CLEAN)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except registry.RegistryError as error:
        return fail(str(error), Exit.USAGE)
    except (click.Abort, KeyboardInterrupt):
        return fail("interrupted", Exit.INTERRUPTED)
    except Exception as error:
        if os.environ.get("REFRESHLINT_DEBUG") == "1":
            import traceback

            traceback.print_exc()
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return fail(f"internal error: {what} (REFRESHLINT_DEBUG=1 shows where)", Exit.INTERNAL)


def _version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        import importlib.metadata
        import platform

        parts = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("tree-sitter", "tree-sitter-typescript"))
        shared.write_text(f"refreshlint {refreshlint.__version__} ({parts}, Python {platform.python_version()})\n")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit.")
def _commands() -> None:
    """Finds token-refresh bugs in Expo, React Native and web code."""


for _command in (check, audit, rule, init, baseline, cache, completion):
    _commands.add_command(_command)


@_commands.command("debug", hidden=True)
@click.argument("kind", type=click.Choice(["ir", "scopes", "cfg", "calls"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
def _debug(kind: str, file: pathlib.Path) -> int:
    """Show what the engine makes of one FILE."""
    from refreshlint.js import debug

    dump = debug.dump(kind, file)
    shared.write_text(dump if dump.endswith("\n") else dump + "\n")
    return Exit.CLEAN
