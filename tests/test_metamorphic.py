"""Rewrites that keep the meaning of a case keep its findings."""

from __future__ import annotations

import importlib.util
import pathlib
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.registry import load_rules
from refreshlint.run import Options, scan_files
from refreshlint.source import SourceFile

HERE = pathlib.Path(__file__).parent
CORPUS = HERE.parent / "corpus"
RULES = load_rules()
CASES = sorted([*CORPUS.glob("*/bad/*"), *CORPUS.glob("*/good/*"), *CORPUS.glob("projects/*")])
LEAST_SHARE = 0.4


def _rewrites() -> ModuleType:
    """The module beside this one; tests are no package."""
    spec = importlib.util.spec_from_file_location("metamorphic_rewrites", HERE / "metamorphic_rewrites.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


rewrites = _rewrites()

Rewrite = Callable[[Mapping[str, bytes]], Any]

# (rule, path, line from 1)
Findings = Counter[tuple[str, str, int]]


@cache
def project(case: pathlib.Path) -> dict[str, bytes]:
    return {path.relative_to(case).as_posix(): path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file()}


def findings(files: dict[str, bytes]) -> Findings:
    """What the facts say; the explorer, which takes its time, is left out: it plays the corpus in test_corpus.py."""
    report = scan_files(MemoryFiles(files), ("",), RULES, Options(explore=False)).report
    tables = {path: SourceFile(path, data) for path, data in files.items()}
    return Counter((found.rule, found.at.path, tables[found.at.path].line_of(found.at.start)) for found in report.findings)


@cache
def before(case: pathlib.Path) -> Findings:
    return findings(project(case))


CHANGED = [(case, rewrite, changed) for case in CASES for rewrite in rewrites.REWRITES if (changed := rewrite(project(case))) is not None]


def name(part: object) -> str:
    if isinstance(part, pathlib.Path):
        return part.relative_to(CORPUS).as_posix()
    return getattr(part, "__name__", "changed")


@pytest.mark.parametrize(("case", "rewrite", "changed"), CHANGED, ids=name)
def test_the_same_is_found_after(case: pathlib.Path, rewrite: Rewrite, changed: Any) -> None:
    after = findings(dict(changed.files))
    back = Counter((rule, changed.origin[path], changed.lines[path][line - 1]) for rule, path, line in after.elements())
    lost, new = sorted((before(case) - back).elements()), sorted((back - before(case)).elements())
    assert not lost and not new, f"{rewrite.__name__} of {name(case)}: lost {lost}, new {new}"


@pytest.mark.parametrize("rewrite", rewrites.REWRITES, ids=name)
def test_a_rewrite_applies_to_many_cases(rewrite: Rewrite, capsys: pytest.CaptureFixture[str]) -> None:
    applied = sum(each is rewrite for _, each, _ in CHANGED)
    with capsys.disabled():
        print(f"\n{name(rewrite)}: {applied} of {len(CASES)} cases")
    assert applied >= LEAST_SHARE * len(CASES)


TEXT = b"""export const shown = (kept) => ({ kept });
let answer = 1;
async function go({ value, deep: [first = answer] }) {
  try { await shown(value, (x) => () => x); } catch (problem) { status(problem); }
  return { value, first, self: () => this };
}
function other(status) { return status; }
class Box { constructor(private held, extra) { this.held = extra; } }
"""


def test_locals_get_other_names() -> None:
    changed = rewrites.rename_locals({"a.ts": TEXT})
    assert changed is not None
    text = changed.files["a.ts"].decode()
    assert len(set(re.findall(r"item\d+", text))) >= 5
    assert "export const shown" in text
    assert "function other(status)" in text and "status(item" in text  # a global elsewhere: not safe to rename
    assert "private held, item" in text  # a field too
    assert "value: item" in text and "kept: item" in text


def test_arrows_become_functions() -> None:
    changed = rewrites.arrows_to_functions({"a.ts": TEXT})
    assert changed is not None
    text = changed.files["a.ts"].decode()
    assert "shown = function (kept) {" in text.replace("  ", " ") and "return ({ kept }); }" in text
    assert "function (x) { return function () { return x; }; }" in text
    assert "() => this" in text


def test_comments_move_lines_and_nothing_else() -> None:
    changed = rewrites.insert_comments({"a.ts": TEXT})
    assert changed is not None
    rows = changed.files["a.ts"].split(b"\n")
    assert len(rows) == len(changed.lines["a.ts"])
    assert [rows[index] for index, line in enumerate(changed.lines["a.ts"]) if line] == TEXT.split(b"\n")
    assert changed.lines["a.ts"].count(0) == 2 * 7
