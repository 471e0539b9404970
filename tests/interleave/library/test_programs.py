"""Models of packages against the packages: each program of programs/ logs the same in the machine and under Node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

PROGRAMS = sorted((Path(__file__).parent / "programs").iterdir())


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_program(path: Path, in_machine: Any, request: pytest.FixtureRequest, expected: Any) -> None:
    lines = in_machine(path)
    assert len(lines) >= 3
    told = expected(path)
    assert lines == (told if told is not None else request.getfixturevalue("in_node")(path))
