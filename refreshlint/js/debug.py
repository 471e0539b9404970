"""Dumps of what the engine sees in one file, for those who work on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from refreshlint.files import DiskFiles
from refreshlint.js import ir
from refreshlint.js.calls import Calls
from refreshlint.js.project import Code, Project
from refreshlint.js.values import Values
from refreshlint.trace import TracedFiles

KINDS = ("ir", "scopes", "cfg", "calls")


def dump(kind: str, path: Path) -> str:
    """The `ir`, `scopes`, `cfg` or `calls` of a file as text, a line each. ValueError for another kind or an unreadable file."""
    writers: dict[str, Callable[[Project, Code], list[str]]] = {"ir": _ir, "scopes": _scopes, "cfg": _cfg, "calls": _calls}
    if kind not in writers:
        raise ValueError(f"no dump is called {kind}: there are {', '.join(KINDS)}")
    files = TracedFiles(DiskFiles(path.resolve().parent))
    project = Project(files, (path.name,))
    codes = project.codes(path.name)
    if not codes:
        raise ValueError(f"{path}: nothing can be read of it")
    lines: list[str] = []
    for code in codes:
        function = code.function
        flags = "".join(
            word for word, on in ((" async", function.is_async), (" *", function.is_generator), (" damaged", function.damaged)) if on
        )
        lines.append(f"#{function.index} {function.kind} {function.name or '(no name)'}{flags}")
        lines += [f"  {line}" for line in writers[kind](project, code)]
    return "\n".join(lines) + "\n"


def _ir(project: Project, code: Code) -> list[str]:
    lines: list[str] = []
    for number, block in enumerate(code.function.blocks):
        lines.append(f"block {number}" + (f" handler {block.handler}" if block.handler >= 0 else ""))
        lines += [f"  {index:4} {_instr(code.function.code[index])}" for index in range(block.start, block.end)]
    return lines


def _instr(instr: ir.Instr) -> str:
    target = f"r{instr.dst} = " if instr.dst > 0 else ""
    args = ", ".join(f"r{arg}" for arg in instr.args)
    data = "" if instr.data is None else f" {instr.data!r}"
    return f"{target}{instr.op}{'?' if instr.opt else ''} {args}{data}".rstrip()


def _scopes(project: Project, code: Code) -> list[str]:
    own = [binding for binding in code.module.bindings if binding.function == code.key[1]]
    lines = [f"{binding.kind} {binding.name}" + (f": {binding.type_text}" if binding.type_text else "") for binding in own]
    captured = sorted(code.module.bindings[index].name for index in code.function.captures)
    return [*lines, *([f"captures {', '.join(captured)}"] if captured else [])]


def _cfg(project: Project, code: Code) -> list[str]:
    lines: list[str] = []
    for number, block in enumerate(code.function.blocks):
        after = ", ".join(str(each) for each in code.successors(number)) or "leaves"
        awaits = sum(code.function.code[index].op in ir.AWAITS for index in range(block.start, block.end))
        handler = f", throws to {block.handler}" if block.handler >= 0 else ""
        lines.append(f"{number} -> {after}{handler}" + (f", awaits {awaits}" if awaits else ""))
    return lines


def _calls(project: Project, code: Code) -> list[str]:
    values = Values(project)
    calls = Calls(project, values)
    calls.update()
    lines: list[str] = []
    for index, instr in enumerate(code.function.code):
        if instr.op in ir.CALLS:
            names = [target.function.name or f"#{target.key[1]}" for target in calls.targets(code, index)]
            paths = [value.path for value in values.callee(code, instr) if value.path]
            lines.append(f"{index:4} {instr.op} -> {', '.join(names + paths) or 'unknown'}")
    for site in calls.callers(code):
        lines.append(f"from {site.code.function.name or '#' + str(site.code.key[1])} {site.how} {site.path}".rstrip())
    return lines
