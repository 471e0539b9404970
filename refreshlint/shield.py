"""A shield: work is done in a child of this process, so that a crash of native code ends the child, not the run."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

Result = TypeVar("Result")


class NativeCrash(Exception):
    """The child was ended by a signal; the message names it."""


class LostAnswer(Exception):
    """The child ended by itself and handed nothing over, or raised what cannot be handed over; the message says what is known."""


def shielded(work: Callable[[], Result]) -> Result:
    """What `work` returns (it has to be picklable), or the exception that it raises. NativeCrash if a signal ended it, LostAnswer if
    nothing came of it.

    Where a child cannot be had for next to nothing, or other threads run that it would not have, the work is done right here.
    """
    if not sys.platform.startswith("linux") or threading.active_count() > 1:
        return work()
    import pickle

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _serve(work, reading, writing)
    os.close(writing)
    try:
        with open(reading, "rb") as pipe:
            data = pipe.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        raise NativeCrash(signal.Signals(os.WTERMSIG(status)).name)
    if not data:
        raise LostAnswer(f"the analysis ended without an answer (exit code {os.waitstatus_to_exitcode(status)})")
    fine, value = pickle.loads(data)
    if not fine:
        raise value
    return cast(Result, value)


def _serve(work: Callable[[], object], reading: int, writing: int) -> None:
    """The child's part; it never returns. An interrupt ends it without a word: the parent has had it too."""
    import pickle

    code = 1
    try:
        os.close(reading)
        try:
            data = pickle.dumps((True, work()), protocol=5)
        except Exception as error:
            data = _packed(error)
        with open(writing, "wb") as pipe:
            pipe.write(data)
        code = 0
    finally:
        os._exit(code)


def _packed(error: Exception) -> bytes:
    """An exception as the parent will read it; one that does not survive the journey is told in words."""
    import pickle

    try:
        data = pickle.dumps((False, error), protocol=5)
        pickle.loads(data)
    except Exception:
        return pickle.dumps((False, LostAnswer(f"{type(error).__name__}: {error}")), protocol=5)
    return data


def culprits(items: Sequence[str], work: Callable[[Sequence[str]], object]) -> list[str]:
    """The items, each alone, on which `work` is ended by a signal; groups that are survived are not looked at further."""
    found: list[str] = []
    groups = [list(items)]
    while groups:
        group = groups.pop()
        try:
            shielded(lambda group=group: (work(group), None)[1])  # type: ignore[misc]
        except NativeCrash:
            if len(group) == 1:
                found += group
            else:
                half = len(group) // 2
                groups += [group[half:], group[:half]]
    return sorted(found)
