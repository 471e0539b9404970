"""Deadlines: a stage that takes too long is cut off, wherever it is. A safety net: what it cuts is named, and never kept in the cache."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Overdue(BaseException):
    """A stage took longer than it may. No `except Exception` on the way takes it for a failure of its own."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise Overdue in the calling thread, between two steps of Python code, if the body is not through after so many seconds."""
    caller = threading.get_ident()
    lock = threading.Lock()
    through = cut = False

    def strike() -> None:
        nonlocal cut
        with lock:
            if not through:
                cut = True
                _raise_in(caller, Overdue)

    timer = threading.Timer(seconds, strike)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            through = True
        timer.cancel()
        if cut:
            _raise_in(caller, None)  # one that is still on its way belongs to nobody


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    import ctypes  # only where it comes to that

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error) if error is not None else None)
