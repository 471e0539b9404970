"""The machine against Node: every case of cases/*.js runs in both, and both must log what the case says.

Cases in .ts files run in the machine only, at the top of a module.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from refreshlint.js import ir
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

LINE_BREAK = "\u23ce"  # in an expected line, for a line break in what is logged


class Case(NamedTuple):
    name: str
    suffix: str
    code: str
    expected: list[str]


def read_cases() -> list[Case]:
    """A case is its name after //#, its code, and what it logs, a line each after //>."""
    cases: list[Case] = []
    for path in sorted((Path(__file__).parent / "cases").iterdir()):
        for block in re.split(r"^//# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            name, _, body = block.partition("\n")
            lines = body.split("\n")
            expected = [line[4:].replace(LINE_BREAK, "\n") for line in lines if line.startswith("//>")]
            code = "\n".join(line for line in lines if not line.startswith("//>"))
            cases.append(Case(f"{path.stem}: {name}", path.suffix, code, expected))
    return cases


CASES = read_cases()
NODE_CASES = [case for case in CASES if case.suffix == ".js"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, machine_lines: Any) -> None:
    assert machine_lines(case.code, case.suffix) == case.expected


def test_node_agrees(node_lines: Any) -> None:
    assert len(NODE_CASES) >= 60
    assert node_lines({case.name: case.code for case in NODE_CASES}) == {case.name: case.expected for case in NODE_CASES}


def test_the_cases_use_every_operation() -> None:
    known = {value for name, value in vars(ir).items() if name.isupper() and isinstance(value, str) and name != "SPREAD"}
    used: set[str] = set()
    for case in CASES:
        module, notices = lower_source(SourceFile(f"case{case.suffix}", case.code.encode()))
        assert module is not None
        assert not notices
        used |= {instr.op for function in module.functions for instr in function.code}
    elsewhere = {ir.IMPORT, ir.IMPORTMETA, ir.SETGLOBAL, ir.JSX, ir.DAMAGED}  # test_modules.py
    assert used | elsewhere == known


HELPERS = """
const P = (x) => Promise.resolve(x);
const sleep = (ms) => new Promise((r) => setTimeout(r, ms, ms));
const cond = async (n) => n % 3 === 0;
const gather = async (items) => { const out = []; for await (const x of items) { log("got", x); out.push(x); } return out; };
"""


class Programs:
    """Makes asynchronous programs at random; every step logs a number of its own."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._count = 0

    def program(self) -> str:
        """Two to four chains of promises at once."""
        chains = range(self._random.randrange(2, 5))
        return HELPERS + "\n".join(f"P({self._value(4)}).then((v) => log('end', {n}, v), (e) => log('failed', {n}, e));" for n in chains)

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _choose(self, kinds: list[Callable[[], str]]) -> str:
        return self._random.choice(kinds)()

    def _value(self, depth: int) -> str:
        n = self._next()
        plain = [f"P({n})", f"Promise.reject({n})", "null", f"{n}", f"sleep({n % 5 + 1})"]
        if depth <= 0 or self._random.random() < 0.2:
            return self._random.choice(plain)
        settle = self._random.choice(["ok", "no"])

        def inner() -> str:
            return self._value(depth - 1)

        return self._choose(
            [
                lambda: f"P({inner()}).then((v) => {{ log({n}, v); return {inner()}; }})",
                lambda: f"P({inner()}).catch((e) => {{ log({n}, e); return {inner()}; }})",
                lambda: f"P({inner()}).then(null, (e) => {{ log({n}, e); throw {n}; }})",
                lambda: f"P({inner()}).finally(() => {{ log({n}); return {inner()}; }})",
                lambda: f"(async () => {{ {self._body(depth - 1)} }})()",
                lambda: f"(async () => {{ {self._body(depth - 1)} }})()",
                lambda: f"Promise.all([{inner()}, {inner()}])",
                lambda: f"Promise.race([{inner()}, {inner()}])",
                lambda: f"Promise.allSettled([{inner()}])",
                lambda: f"Promise.any([{inner()}, {inner()}]).catch((e) => e.name)",
                lambda: f"new Promise((ok, no) => {{ log({n}); {settle}({inner()}); }})",
                lambda: f"({{ then(ok, no) {{ log({n}); {settle}({inner()}); }} }})",
                lambda: f"new Promise((ok, no) => setTimeout(() => {{ log({n}); {settle}({inner()}); }}, {n % 5}))",
                lambda: f"gather((async function* () {{ {self._generator(depth - 1)} }})())",
                lambda: f"gather([{inner()}, {inner()}])",
            ]
        )

    def _body(self, depth: int) -> str:
        return self._statements(depth, 0.4, self._statement)

    def _generator(self, depth: int) -> str:
        return self._statements(depth, 0.3, self._generator_statement)

    def _statements(self, depth: int, returns: float, make: Callable[[int], str]) -> str:
        text = " ".join(make(depth) for _ in range(self._random.randrange(1, 4)))
        return text + (f" return {self._value(depth)};" if self._random.random() < returns else "")

    def _statement(self, depth: int) -> str:
        n = self._next()

        def inner() -> str:
            return self._body(depth - 1) if depth > 0 else "await 1;"

        return self._choose(
            [
                lambda: f"log({n}, await {self._value(depth)});",
                lambda: f"try {{ {inner()} }} catch (e) {{ log({n}, e); await null; }}",
                lambda: f"try {{ {inner()} }} finally {{ log({n}); await null; }}",
                lambda: f"await null; log({n});",
                lambda: f"for (const i of [1, 2]) {{ await {self._value(depth - 1)}; log({n}, i); }}",
                lambda: f"queueMicrotask(() => log({n}));",
                lambda: f"if (await cond({n})) {{ return {self._value(depth - 1)}; }}",
                lambda: f"if (await cond({n})) {{ throw {n}; }}",
            ]
        )

    def _generator_statement(self, depth: int) -> str:
        n = self._next()
        return self._choose(
            [
                lambda: f"yield {self._value(depth)};",
                lambda: f"await {self._value(depth)}; log({n});",
                lambda: f"try {{ yield {self._value(depth)}; }} catch (e) {{ log({n}, e); }} finally {{ log({n}); }}",
                lambda: f"yield* [{n}, {self._value(depth - 1)}];",
            ]
        )


def test_random_programs_run_in_the_order_of_node(machine_lines: Any, node_lines: Any) -> None:
    programs = {str(seed): Programs(seed).program() for seed in range(60)}
    in_node = node_lines(programs)
    assert sum(map(len, in_node.values())) > 500
    for seed, code in programs.items():
        assert machine_lines(code) == in_node[seed], code
