"""How the process deals with memory while it analyses."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from refreshlint import limits


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Let the garbage collector look seldom, until the outermost of these ends.

    An analysis makes hundreds of thousands of objects that stay, and a run of the explorer leaves its whole heap as garbage; looking
    at all of them again after every few hundred new ones takes as long as the work itself.
    """
    before = gc.get_threshold()
    if not before[0] or before[0] >= limits.COLLECTED_OBJECTS:
        yield
        return
    gc.set_threshold(limits.COLLECTED_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
