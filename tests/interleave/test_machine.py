"""The machine against Node: every case of cases/*.js runs in both, and both must log what the case says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from refreshlint.interleave.frames import JSCallable
from refreshlint.interleave.host import Host
from refreshlint.interleave.machine import VALUE, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import JSObject, Value
from refreshlint.js import ir
from refreshlint.js.ir import Module
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

HERE = Path(__file__).parent
PRELUDE = HERE / "prelude.mjs"
LINE_BREAK = "\u23ce"  # in an expected line, for a line break in what is logged


class Case(NamedTuple):
    name: str
    code: str
    expected: list[str]


def read_cases() -> list[Case]:
    cases: list[Case] = []
    for path in sorted((HERE / "cases").glob("*.js")):
        for block in re.split(r"^//# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, body = block.partition("\n")
            lines = body.split("\n")
            expected = [line[4:].replace(LINE_BREAK, "\n") for line in lines if line.startswith("//>")]
            cases.append(Case(f"{path.stem}: {name}", "\n".join(line for line in lines if not line.startswith("//>")), expected))
    return cases


CASES = read_cases()


class Siblings(Host):
    """Every specifier is a path."""

    def link(self, importer: str, specifier: str) -> str | None:
        return specifier


def lowered(path: str, text: str) -> Module:
    module, notices = lower_source(SourceFile(path, text.encode()))
    assert module is not None
    assert not notices
    return module


def in_machine(code: str) -> list[str]:
    source = f'import {{ line }} from "prelude.mjs";\nexport function run(emit) {{ const log = (...values) => emit(line(values));\n{code}\n}}'
    modules = {"case.mjs": lowered("case.mjs", source), "prelude.mjs": lowered("prelude.mjs", PRELUDE.read_text())}
    machine = Machine(Program(modules), Siblings())
    loaded = machine.load("case.mjs")
    assert loaded.kind == VALUE
    assert isinstance(loaded.value, JSObject)
    out: list[str] = []

    def emit(machine: Machine, this: Value, args: list[Value]) -> Value:
        out.append(str(args[0]))
        return ir.UNDEFINED

    run = loaded.value.own("run")
    assert isinstance(run, JSCallable)
    done = machine.call(run, args=[machine.native("emit", emit)])
    assert done.kind == VALUE, done
    machine.drain()
    while machine.timers():
        assert machine.advance().kind == VALUE
    assert not machine.uncaught
    return out


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
    script.write_text(f"import {{ line }} from {json.dumps(PRELUDE.as_uri())};\nconst cases = [];\n{functions}{NODE_RUNNER}", encoding="utf-8")
    done = subprocess.run([node, str(script)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    results: dict[str, list[str]] = json.loads(done.stdout)
    return results


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert in_machine(case.code) == case.expected


def test_node_agrees(tmp_path: Path) -> None:
    assert len(CASES) >= 60
    results = in_node(CASES, tmp_path)
    assert results == {case.name: case.expected for case in CASES}
