"""Time grows with the project, not with its square. Ratios of CPU time within one run; the best of three, for machines are noisy."""

from __future__ import annotations

import pathlib
from collections.abc import Callable

import growth
import projects

AT_MOST = 2.2
"""What twice the files may cost."""


def ratio(make: Callable[[pathlib.Path, int], pathlib.Path], folder: pathlib.Path, size: int) -> float:
    """The time for twice the size, as a multiple of that for the size."""
    return growth.seconds(make(folder / "twice", 2 * size)) / growth.seconds(make(folder / "once", size))


def best(make: Callable[[pathlib.Path, int], pathlib.Path], folder: pathlib.Path, size: int) -> float:
    return min(ratio(make, folder / str(attempt), size) for attempt in range(3))


def test_twice_the_files(tmp_path: pathlib.Path) -> None:
    assert best(lambda folder, size: projects.app(folder, size, size // 50), tmp_path, 400) <= AT_MOST


def test_twice_the_clients(tmp_path: pathlib.Path) -> None:
    assert best(lambda folder, size: projects.app(folder, size, size), tmp_path, 60) <= AT_MOST


def test_a_barrel_twice_as_wide(tmp_path: pathlib.Path) -> None:
    assert best(projects.barrel, tmp_path, 600) <= AT_MOST


def test_a_ring_twice_as_long(tmp_path: pathlib.Path) -> None:
    assert best(projects.cycle, tmp_path, 150) <= AT_MOST
