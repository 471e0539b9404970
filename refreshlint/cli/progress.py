"""What a run is at, on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress() -> Iterator[Callable[[str], None] | None]:
    """A function that says on standard error what a run is at, None where nobody looks; the line is gone afterwards."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    try:
        yield lambda stage: click.echo(f"\r\x1b[Krefreshlint: {stage} ...", err=True, nl=False)
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
