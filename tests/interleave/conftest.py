"""A machine for tests: `play` loads modules given as text and keeps what they log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from refreshlint import limits
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
