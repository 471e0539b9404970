from __future__ import annotations

import pytest

from refreshlint.files import MemoryFiles
from refreshlint.js import cfg, ir
from refreshlint.js.project import Code, Project
from refreshlint.trace import TracedFiles


def function(body: str) -> Code:
    project = Project(TracedFiles(MemoryFiles({"a.ts": f"async function f(a, b) {{ {body} }}".encode()})), ("a.ts",))
    return next(code for code in project.codes("a.ts") if code.function.name == "f")


def calls(code: Code, name: str) -> list[int]:
    """The calls of a global function."""
    return [
        index for index, instr in enumerate(code.code)
        if instr.op == ir.CALL and any(code.code[at].data == name for at in code.definitions[instr.args[0]])
    ]


@pytest.mark.parametrize(
    ("body", "sides"),
    [
        ("goal();", []),
        ("if (a) goal();", [True]),
        ("if (a) return; goal();", [False]),
        ("if (a) { x(); } goal();", []),
        ("if (a) { if (!b) goal(); }", [True, False]),
        ("if (a) { x(); } else { goal(); }", [False]),
        ("if (a && b) goal();", [True, True]),
        ("while (a) { x(); } goal();", [False]),
        ("try { if (a) throw b; } catch { goal(); }", [True]),
        ("return; goal();", []),
    ],
)
def test_dominating_edges(body: str, sides: list[bool]) -> None:
    code = function(body)
    found = calls(code, "goal")
    edges = cfg.dominating_edges(code, found[0]) if found else []
    if body.startswith("if (a && b)"):
        assert edges and all(edge.taken for edge in edges)
    else:
        assert [edge.taken for edge in edges] == sides
    for edge in edges:
        assert cfg.edge_target(code, edge) == code.function.blocks[code.code[edge.branch].data[0 if edge.taken else 1]].start


@pytest.mark.parametrize(
    ("body", "conditions"),
    [
        ("goal();", []),
        ("if (a || b) goal();", ["a", "b"]),
        ("if (a || b || c()) { x(); if (b) goal(); }", ["a", "b", "c", "b"]),
        ("if (a || b) return; goal();", ["a", "b"]),
        ("if (a) { x(); } goal();", []),
        ("if (a || b) { x(); } goal();", []),
        ("if (a) { try { await x(); } catch { y(); } goal(); }", ["a"]),
    ],
)
def test_controlling_edges(body: str, conditions: list[str]) -> None:
    code = function(body)
    edges = cfg.controlling_edges(code, calls(code, "goal")[0])
    names = []
    for edge in edges:
        made = code.code[code.definitions[code.code[edge.branch].args[0]][0]]
        while made.op == ir.CALL:
            made = code.code[code.definitions[made.args[0]][0]]
        names.append(made.data if made.op == ir.GLOBAL else code.module.bindings[made.data].name)
    assert sorted(names) == sorted(conditions)


@pytest.mark.parametrize(
    ("body", "reached"),
    [
        ("start(); goal();", True),
        ("goal(); start();", False),
        ("if (a) start(); else goal();", False),
        ("for (const x of a) { goal(); start(); }", True),
        ("start(); return; goal();", False),
        ("try { start(); return; } catch { goal(); }", True),
        ("try { start(); return; } finally { goal(); }", True),
        ("start(); stop(); goal();", False),
        ("start(); if (a) stop(); goal();", True),
    ],
)
def test_reachable(body: str, reached: bool) -> None:
    code = function(body)
    stops = calls(code, "stop")
    seen = cfg.reachable(code, calls(code, "start"), stop=lambda index: index in stops)
    assert any(goal in seen for goal in calls(code, "goal")) == reached


def test_reachable_takes_another_idea_of_what_throws() -> None:
    code = function("try { start(); return; } catch { goal(); }")
    assert calls(code, "goal")[0] not in cfg.reachable(code, calls(code, "start"), throws=lambda index: False)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("start(); goal();", 0),
        ("start(); await a; goal();", 1),
        ("await a; start(); goal(); await b;", 0),
        ("start(); if (a) { await a; } goal();", 1),
        ("start(); if (a) { await a; return; } goal();", 0),
        ("start(); await a; await b; goal();", 2),
        ("goal(); await a; start();", 0),
    ],
)
def test_awaits_between(body: str, count: int) -> None:
    code = function(body)
    found = cfg.awaits_between(code, calls(code, "start")[0], calls(code, "goal")[0])
    assert len(found) == count
    assert all(code.code[index].op == ir.AWAIT for index in found)


def test_exception_edges() -> None:
    code = function("try { start(); } catch (e) { caught(e); } outside();")
    start, caught, outside = (calls(code, name)[0] for name in ("start", "caught", "outside"))
    handler = code.function.blocks[code.block_of[start]].handler
    assert code.code[code.function.blocks[handler].start].op == ir.CATCH
    assert handler in cfg.block_successors(code)[code.block_of[start]]
    assert code.block_of[start] in cfg.throwing_blocks(code)
    assert not cfg.leaves_by_throw(code, start)
    assert cfg.leaves_by_throw(code, caught) and cfg.leaves_by_throw(code, outside)


def test_a_block_that_cannot_throw_has_no_exception_edge() -> None:
    code = function("try { a = 1; } catch (e) { caught(e); }")
    assert calls(code, "caught")[0] not in cfg.reachable(code, [0])
