"""Programs that use a package, played twice: in the machine with the model of the package, and under Node with the package itself.

A program is a file programs/<package>-<topic>.js (or .ts, .tsx). It imports the package, logs with `log(...)`, and begins with

    //replies [401, [200, {"token": "A2"}], [200, {}, {"x-header": "v"}], "lost"]

what the network answers, in order: a status, [status, JSON, headers] or "lost"; a string in place of JSON is plain text. The oldest
waiting request is answered when nothing else is left to do; then timers fire. Without replies requests stay unanswered. Every request
that is sent is a line of the log, too: `> METHOD url (authorization) body`. Under Node programs are bundled for a browser and get a
fetch and an XMLHttpRequest of the test; URLs are absolute, because there is no page. The packages are those
of tests/execution, and what NODE_PATH adds.

A program with the line `//only machine` (its package does not exist under Node) says itself what is logged, a line each after `//> `.
It may call `happen(kind)`, which starts each stimulus of that kind ("event" or "request") that has been registered, in order.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from refreshlint.interleave import library, promises
from refreshlint.interleave.backend import Backend
from refreshlint.interleave.convert import from_units
from refreshlint.interleave.frames import Call, Steps, argument
from refreshlint.interleave.machine import THROWN, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import JSObject, Value
from refreshlint.interleave.world import Modules, Pending, Settings, World
from refreshlint.js.ir import UNDEFINED, Module
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
ROUNDS = 2000
_TOOLS = ("line", "sent")
_SCRIPT = re.compile(r"^//replies (.*)$", re.M)
_EXPECTED = re.compile(r"^//> ?(.*)$", re.M)


class Sample(NamedTuple):
    """A program: its path, the network's replies, and what it says is logged, if only the machine runs it."""

    path: Path
    replies: list[Any]
    expected: list[str] | None


def read_program(path: Path) -> Sample:
    text = path.read_text(encoding="utf-8")
    script = _SCRIPT.search(text)
    only = re.search(r"^//only machine$", text, re.M)
    return Sample(path, json.loads(script[1]) if script else [], _EXPECTED.findall(text) if only else None)


class Scripted(World):
    """A world whose network answers from a script; what is logged and sent goes to `lines`."""

    def __init__(self, replies: list[Any]) -> None:
        super().__init__(self._path, Backend(), Settings(), lambda site, value, times: times == 0)
        self.replies = list(replies)
        self.lines: list[str] = []
        self.tools: dict[str, Value] = {}

    @staticmethod
    def _path(importer: str, specifier: str) -> str | None:
        path = (Path(importer).parent / specifier).resolve()
        return str(path) if specifier.startswith(".") and path.exists() else None

    def global_value(self, machine: Machine, name: str) -> Value:
        if name == "log":
            return machine.native(name, lambda machine, this, args: self._log(machine, args))
        if name == "happen":
            return machine.native(name, lambda machine, this, args: self._happen(machine, argument(args, 0)))
        return super().global_value(machine, name)

    def _happen(self, machine: Machine, kind: Value) -> Steps:
        started: list[Value] = []
        for each in [each for each in self.stimuli if each.kind == kind]:
            started.append((yield Call(each.start, UNDEFINED, [])))
        return machine.new_array(started)

    def _log(self, machine: Machine, values: list[Value]) -> Steps:
        text = yield Call(self.tools["line"], UNDEFINED, [machine.new_array(values)])
        self.lines.append(from_units(str(text)))
        return UNDEFINED

    def _send(self, machine: Machine, this: Value, args: list[Value]) -> Value:
        promise = super()._send(machine, this, args)
        return self._note(argument(args, 0), promise)

    def _note(self, request: Value, promise: Value) -> Steps:
        assert isinstance(request, JSObject)
        parts = [request.props.get(name, UNDEFINED) for name in ("method", "url", "headers", "body")]
        text = yield Call(self.tools["sent"], UNDEFINED, parts)
        self.lines.append(from_units(str(text)))
        return promise

    def waiting(self) -> Pending | None:
        """What is to be delivered next."""
        return next((each for each in self.pending if each.wire is None or self.replies), None)

    def deliver(self, machine: Machine, pending: Pending) -> None:
        if pending.wire is None:
            super().deliver(machine, pending)
            return
        self.pending.remove(pending)
        promises.resolve(machine, pending.promise, self._scripted(machine, self.replies.pop(0)))
        machine.drain()

    def _scripted(self, machine: Machine, reply: Any) -> JSObject:
        if reply == "lost":
            return machine.new_object({"lost": True})
        status, *rest = reply if isinstance(reply, list) else [reply]
        body = rest[0] if rest else UNDEFINED
        text = "" if body is UNDEFINED else body if isinstance(body, str) else json.dumps(body, separators=(",", ":"))
        headers = {"content-type": "application/json"} if text else {}
        headers |= rest[1] if len(rest) > 1 else {}
        value = UNDEFINED if body is UNDEFINED or isinstance(body, str) else from_json(machine, body)
        return machine.new_object({
            "lost": False, "status": status, "headers": machine.new_object(dict(headers)), "body": value, "text": text,
        })


def from_json(machine: Machine, value: Any) -> Value:
    """JSON as a value of the machine."""
    if isinstance(value, dict):
        return machine.new_object({name: from_json(machine, each) for name, each in value.items()})
    if isinstance(value, list):
        return machine.new_array([from_json(machine, each) for each in value])
    return value


def _module(path: str) -> Module | None:
    file = Path(path)
    if not file.is_file():
        return None
    module, notices = lower_source(SourceFile(path, file.read_bytes()))
    assert not notices, notices
    return module


def play(sample: Sample) -> list[str]:
    """What a program logs in the machine."""
    world = Scripted(sample.replies)
    machine = Machine(Program(Modules(_module)), world)
    tools = machine.load(str(HERE / "prelude.mjs")).value
    assert isinstance(tools, JSObject)
    world.tools = {name: tools.own(name) for name in _TOOLS}
    assert machine.load(library.GLOBALS).kind != THROWN
    loaded = machine.load(str(sample.path))
    if loaded.kind == THROWN:
        world.lines.append(f"! {loaded.value}")
    machine.drain()
    for _ in range(ROUNDS):
        waiting = world.waiting()
        if waiting is not None:
            world.deliver(machine, waiting)
        elif machine.timers():
            machine.advance()
        else:
            break
    assert not machine.exhausted, "the program has used up its steps"
    unanswered = sum(each.wire is not None for each in world.pending)
    return [*world.lines, f"unanswered: {unanswered}"] if unanswered else world.lines


@pytest.fixture(scope="session")
def in_machine() -> Callable[[Path], list[str]]:
    """Play a program in the machine: the lines of its log."""
    return lambda path: play(read_program(path))


def _imported(path: Path) -> set[str]:
    """The packages that a program imports."""
    found = re.findall(r"""\bfrom ["']([^."'][^"']*)["']""", path.read_text(encoding="utf-8"))
    return {"/".join(each.split("/")[: 2 if each.startswith("@") else 1]) for each in found}


def _installed(name: str, where: str) -> bool:
    return any((Path(folder) / name).exists() for folder in where.split(os.pathsep))


@pytest.fixture(scope="session")
def in_node(tmp_path_factory: pytest.TempPathFactory, node_packages: Path) -> Callable[[Path], list[str]]:
    """Play a program under Node with the real packages, all programs in one go: the lines of its log.

    A program whose package is not installed logs that it cannot be found.
    """
    node = shutil.which("node")
    assert node is not None  # node_packages has looked
    esbuild = node_packages / ".bin" / "esbuild"
    folder = tmp_path_factory.mktemp("bundles")
    samples = [sample for path in sorted(PROGRAMS.iterdir()) if (sample := read_program(path)).expected is None]
    where = os.pathsep.join([str(node_packages), *filter(None, [os.environ.get("NODE_PATH")])])
    missing = {name for sample in samples for name in _imported(sample.path) if not _installed(name, where)}
    done = subprocess.run(
        [str(esbuild), *(str(sample.path) for sample in samples), "--bundle", "--platform=browser", "--format=esm", "--log-level=error",
         f"--outdir={folder}", "--out-extension:.js=.mjs", *(f"--external:{name}" for name in sorted(missing))],
        capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "NODE_PATH": where},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    plan = folder / "plan.json"
    plan.write_text(json.dumps([
        {"name": sample.path.name, "file": (folder / sample.path.with_suffix(".mjs").name).as_uri(), "script": sample.replies}
        for sample in samples
    ]))  # fmt: skip
    done = subprocess.run([node, str(HERE / "browser.mjs"), str(plan)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    results: dict[str, list[str]] = json.loads(done.stdout)
    return lambda path: results[path.name]


@pytest.fixture(scope="session")
def expected() -> Callable[[Path], list[str] | None]:
    """What a program says is logged; None where Node is asked."""
    return lambda path: read_program(path).expected
