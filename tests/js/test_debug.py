from __future__ import annotations

from pathlib import Path

import pytest

from refreshlint.js.debug import KINDS, dump

TEXT = """import axios from 'axios';
let kept: string = '';
export async function load(id) {
  try { kept = await axios.get(id?.url); } catch (e) { report(e); }
}
const go = () => load(1);
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.ts"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("ir", ["block 0", "invoke r", "'get'", "get? r", "await r", "handler ", "catch"]),
        ("scopes", ["let kept: string", "import axios", "param id", "captures axios, kept", "function load"]),
        ("cfg", ["0 -> ", "throws to ", "awaits 1", "leaves"]),
        ("calls", ["invoke -> axios.default.get", "call -> load", "from go call", "call -> report"]),
    ],
)
def test_each_kind(file: Path, kind: str, parts: list[str]) -> None:
    text = dump(kind, file)
    assert [part for part in parts if part not in text] == []
    assert "async" in next(line for line in text.splitlines() if line.startswith("#") and "load" in line)
    assert len([line for line in text.splitlines() if line.startswith("#")]) == 3
    assert text == dump(kind, file)


def test_kinds_are_those_that_are_tested() -> None:
    assert KINDS == ("ir", "scopes", "cfg", "calls")


def test_errors(file: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no dump is called tree"):
        dump("tree", file)
    with pytest.raises(ValueError, match="nothing can be read"):
        dump("ir", tmp_path / "absent.ts")
