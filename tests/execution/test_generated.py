"""Random clients: oracle and linter see the same in a sample of them; generated_check.py asks about thousands."""

from __future__ import annotations

import importlib
import pathlib
from types import ModuleType

import pytest

HERE = pathlib.Path(__file__).parent


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module("generated_check")


def test_the_same_seed_gives_the_same_programs(check: ModuleType) -> None:
    assert check.programs(7, 20) == check.programs(7, 20)
    assert check.programs(7, 20) != check.programs(8, 20)


def test_every_part_is_drawn(check: ModuleType) -> None:
    generate = importlib.import_module("generate")
    drawn = {(part, value) for each in check.programs(1, 400) for part, value in each.drawn.items()}
    assert drawn >= {(part, value) for part, values in generate.PARTS.items() for value in values}


@pytest.mark.usefixtures("node_packages")
def test_oracle_and_linter_agree(check: ModuleType, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = check.judge(check.programs(20_261, 60), tmp_path / "programs")
    broken = [each for each in judged if each.broken]
    with capsys.disabled():
        print(f"\n{len(judged)} random clients, {len(broken)} of them broken")
    assert 20 <= len(broken) <= 50
    assert [
        (each.difference, each.program.drawn, each.broken, each.found) for each in judged if each.difference and not check.explained(each)
    ] == []
