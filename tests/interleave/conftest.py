"""A machine for tests: `play` loads modules given as text and keeps what they log; `machine_lines` and `node_lines` compare it
with Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from refreshlint import limits
from refreshlint.interleave.convert import from_units
from refreshlint.interleave.frames import JSCallable
from refreshlint.interleave.host import Host
from refreshlint.interleave.machine import VALUE, Completion, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import JSObject, Value
from refreshlint.js import ir
from refreshlint.js.ir import Module
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

MAIN = "main.ts"


class LogHost(Host):
    """Links "./x" to a file "x" of the program, and defines the globals `log` and `request` (a pending answer).

    hooks: functions to use instead of the methods of Host that bear their names.
    """

    def __init__(self, hooks: dict[str, Callable[..., Any]]) -> None:
        self.lines: list[tuple[Value, ...]] = []
        for name, hook in hooks.items():
            assert hasattr(Host, name)
            setattr(self, name, hook)

    def link(self, importer: str, specifier: str) -> str | None:
        return specifier[2:] if specifier.startswith("./") else None

    def global_value(self, machine: Machine, name: str) -> Value:
        if name == "log":
            return machine.native("log", self._log)
        if name == "request":
            return machine.native("request", lambda machine, this, args: machine.host_promise(str(args[0])))
        return super().global_value(machine, name)

    def _log(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        self.lines.append(tuple(args))
        return ir.UNDEFINED


@dataclass
class Played:
    """A machine after its main module has been evaluated."""

    machine: Machine
    host: LogHost
    loaded: Completion

    @property
    def lines(self) -> list[tuple[Value, ...]]:
        return self.host.lines

    @property
    def words(self) -> list[str]:
        """What was logged, a line each, as text."""
        return [" ".join(map(str, line)) for line in self.host.lines]

    def export(self, name: str) -> Value:
        assert isinstance(self.loaded.value, JSObject)
        return self.loaded.value.own(name)

    def call(self, name: str, *args: Value, actor: object = None) -> Completion:
        function = self.export(name)
        assert isinstance(function, JSCallable), function
        self.machine.actor = actor
        return self.machine.call(function, args=list(args))


def lower(path: str, text: str) -> Module:
    module, _ = lower_source(SourceFile(path, text.encode()))
    assert module is not None
    return module


Play = Callable[..., Played]


@pytest.fixture
def play() -> Play:
    """Load `source` (the main module) beside other files; the evaluation has to end well unless `may_fail`."""

    def load(
        source: str,
        files: dict[str, str] | None = None,
        steps: int = limits.MACHINE_STEPS,
        main: str = MAIN,
        may_fail: bool = False,
        **hooks: Callable[..., Any],
    ) -> Played:
        modules = {path: lower(path, text) for path, text in {main: source, **(files or {})}.items()}
        host = LogHost(hooks)
        machine = Machine(Program(modules), host, steps)
        loaded = machine.load(main)
        assert may_fail or loaded.kind == VALUE, loaded
        machine.drain()
        return Played(machine, host, loaded)

    return load


HERE = Path(__file__).parent
PRELUDE = HERE / "prelude.mjs"


class Lines(Host):
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


@pytest.fixture(scope="session")
def machine_lines() -> Callable[[str, str], list[str]]:
    """Run code, the body of a function (of a module: suffix ".ts"), until nothing is left to do; what it logs, as text."""
    prelude = lower("prelude.mjs", PRELUDE.read_text(encoding="utf-8"))

    def run(code: str, suffix: str = ".js") -> list[str]:
        body = code if suffix == ".ts" else f"(function () {{\n{code}\n}})();"
        path = f"case{suffix}"
        head = 'import { line } from "prelude.mjs";\nconst log = (...values) => emit(line(values));\n'
        host = Lines()
        machine = Machine(Program({path: lower(path, head + body), "prelude.mjs": prelude}), host)
        assert machine.load(path).kind == VALUE
        machine.drain()
        while machine.timers():
            assert machine.advance().kind == VALUE
        assert not machine.uncaught
        return host.lines

    return run


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


@pytest.fixture
def node_lines(tmp_path: Path) -> Callable[[dict[str, str]], dict[str, list[str]]]:
    """Run function bodies, by name, in one Node process, timers on a virtual clock; what each logs."""
    node = shutil.which("node")
    assert node is not None, "these tests need Node 20 or later on the PATH"

    def run(cases: dict[str, str]) -> dict[str, list[str]]:
        functions = "".join(f"cases.push([{json.dumps(name)}, function (log) {{\n{code}\n}}]);\n" for name, code in cases.items())
        head = f"import {{ line }} from {json.dumps(PRELUDE.as_uri())};\nconst cases = [];\n"
        script = tmp_path / "cases.mjs"
        script.write_text(head + functions + NODE_RUNNER, encoding="utf-8")
        done = subprocess.run([node, str(script)], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        results: dict[str, list[str]] = json.loads(done.stdout)
        return results

    return run
