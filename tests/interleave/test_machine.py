"""The machine against Node: every case of cases/*.js runs in both, and both must log what the case says.

Cases in .ts files run in the machine only, at the top of a module.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from refreshlint.interleave.convert import from_units
from refreshlint.interleave.host import Host
from refreshlint.interleave.machine import VALUE, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import Value
from refreshlint.js import ir
from refreshlint.js.ir import Module
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

HERE = Path(__file__).parent
PRELUDE = HERE / "prelude.mjs"
LINE_BREAK = "\u23ce"  # in an expected line, for a line break in what is logged


class Case(NamedTuple):
    name: str
    suffix: str
    code: str
    expected: list[str]


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for path in sorted((HERE / "cases").iterdir()):
        for block in re.split(r"^//# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, body = block.partition("\n")
            lines = body.split("\n")
            expected = [line[4:].replace(LINE_BREAK, "\n") for line in lines if line.startswith("//>")]
            code = "\n".join(line for line in lines if not line.startswith("//>"))
            cases.append(Case(f"{path.stem}: {name}", path.suffix, code, expected))
    return cases


CASES = read_cases()
NODE_CASES = [case for case in CASES if case.suffix == ".js"]


class Surroundings(Host):
    """Every specifier is a path; the global `emit` collects lines."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def link(self, importer: str, specifier: str) -> str | None:
        return specifier

    def global_value(self, machine: Machine, name: str) -> Value:
        return machine.native(name, self._emit) if name == "emit" else super().global_value(machine, name)

    def _emit(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        self.lines.append(from_units(str(args[0])))
        return ir.UNDEFINED


def lowered(path: str, text: str) -> Module:
    module, notices = lower_source(SourceFile(path, text.encode()))
    assert module is not None
    assert not notices
    return module


def in_machine(case: Case) -> list[str]:
    body = case.code if case.suffix == ".ts" else f"(function () {{\n{case.code}\n}})();"
    path = f"case{case.suffix}"
    source = f'import {{ line }} from "prelude.mjs";\nconst log = (...values) => emit(line(values));\n{body}'
    modules = {path: lowered(path, source), "prelude.mjs": lowered("prelude.mjs", PRELUDE.read_text(encoding="utf-8"))}
    host = Surroundings()
    machine = Machine(Program(modules), host)
    assert machine.load(path).kind == VALUE
    machine.drain()
    while machine.timers():
        assert machine.advance().kind == VALUE
    assert not machine.uncaught
    return host.lines


NODE_RUNNER = """
process.on("unhandledRejection", () => {});
let timers = [], count = 0, now = 0;
const start = (callback, delay, args, repeat) => {
  timers.push({ id: ++count, at: now + Math.max(delay | 0, 1), callback, args, repeat });
  return count;
};
globalThis.setTimeout = (callback, delay, ...args) => start(callback, delay, args, 0);
globalThis.setInterval = (callback, delay, ...args) => start(callback, delay, args, Math.max(delay | 0, 1));
globalThis.clearTimeout = globalThis.clearInterval = (id) => { timers = timers.filter((timer) => timer.id !== id); };
const immediate = setImmediate;
const settled = () => new Promise((done) => immediate(done));
const results = {};
for (const [name, run] of cases) {
  const lines = (results[name] = []);
  timers = [];
  run((...values) => { lines.push(line(values)); });
  await settled();
  while (timers.length) {
    const next = timers.reduce((one, two) => (two.at < one.at ? two : one));
    now = next.at;
    if (next.repeat) next.at += next.repeat;
    else timers = timers.filter((timer) => timer !== next);
    next.callback(...next.args);
    await settled();
  }
}
console.log(JSON.stringify(results));
"""


def in_node(cases: list[Case], folder: Path) -> dict[str, list[str]]:
    node = shutil.which("node")
    assert node is not None, "these tests need Node 20 or later on the PATH"
    functions = "".join(f"cases.push([{json.dumps(case.name)}, function (log) {{\n{case.code}\n}}]);\n" for case in cases)
    script = folder / "cases.mjs"
    script.write_text(
        f"import {{ line }} from {json.dumps(PRELUDE.as_uri())};\nconst cases = [];\n{functions}{NODE_RUNNER}", encoding="utf-8"
    )
    done = subprocess.run([node, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    results: dict[str, list[str]] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert in_machine(case) == case.expected


def test_node_agrees(tmp_path: Path) -> None:
    assert len(NODE_CASES) >= 60
    assert in_node(NODE_CASES, tmp_path) == {case.name: case.expected for case in NODE_CASES}


def test_the_cases_use_every_operation() -> None:
    known = {value for name, value in vars(ir).items() if name.isupper() and isinstance(value, str) and name != "SPREAD"}
    used = {instr.op for case in CASES for function in lowered(f"case{case.suffix}", case.code).functions for instr in function.code}
    elsewhere = {ir.IMPORT, ir.IMPORTMETA, ir.SETGLOBAL, ir.JSX, ir.DAMAGED}  # test_modules.py
    assert used | elsewhere == known
