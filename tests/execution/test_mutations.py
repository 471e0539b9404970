"""The mutation operators: each changes what it says, and nothing else."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent

CLIENT = b"""
import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const api = axios.create();
let pending: Promise<string> | null = null;

async function renew(): Promise<string> {
  const { data } = await axios.post('/auth/refresh', { refreshToken: await SecureStore.getItemAsync('r') });
  await SecureStore.setItemAsync('a', data.accessToken);
  return data.accessToken;
}

api.interceptors.response.use(undefined, async (error) => {
  const { config } = error;
  if (error.response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  if (!pending) {
    pending = renew().finally(() => {
      pending = null;
    });
  }
  const token = await pending;
  config.headers.Authorization = `Bearer ${token}`;
  return api(config);
});
"""


@pytest.fixture
def operators(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(HERE))
    return importlib.import_module("mutation_operators")


def changes(operators: ModuleType, operator: str, data: bytes = CLIENT) -> set[tuple[str, str]]:
    """The lines that each mutant of a file has not in common with it: (old, new)."""
    found = set()
    for _, changed in operators.mutations("client.ts", data, (operator,)):
        old, new = data.decode().splitlines(), changed.decode().splitlines()
        while old and new and old[0] == new[0]:
            del old[0], new[0]
        while old and new and old[-1] == new[-1]:
            del old[-1], new[-1]
        found.add((" ".join(" ".join(old).split()), " ".join(" ".join(new).split())))
    return found


def test_the_release_is_dropped(operators: ModuleType) -> None:
    assert changes(operators, "release") == {("pending = null;", ";")}


def test_an_await_stands_between_test_and_set(operators: ModuleType) -> None:
    line = "pending = renew().finally(() => {"
    assert changes(operators, "await") == {
        (line, f"{pause}; {line}")
        for pause in ("await null", "await new Promise((turn) => setTimeout(turn, 1))", "await SecureStore.getItemAsync('r')")
    }


def test_an_expression_that_tests_and_sets_is_opened(operators: ModuleType) -> None:
    short = b"let p = null;\nconst one = () => (p ??= go());\nconst end = () => { p = null; };\nasync function go() {}\n"
    old = "const one = () => (p ??= go());"
    assert (old, "const one = async () => (p ??= (await null, go()));") in changes(operators, "await", short)


def test_functions_whose_result_would_change_stay_as_they_are(operators: ModuleType) -> None:
    closed = b"let up = false;\nfunction begin(): boolean { up = true; return up; }\nfunction end() { up = false; }\n"
    assert changes(operators, "await", closed) == set()


def test_the_mark_is_not_set_or_not_tested(operators: ModuleType) -> None:
    condition = "if (error.response?.status !== 401 || config._retry) throw error;"
    assert changes(operators, "mark") == {
        ("config._retry = true;", ";"),
        (condition, "if (error.response?.status !== 401) throw error;"),
    }


def test_the_failure_of_the_refresh_is_swallowed(operators: ModuleType) -> None:
    found = changes(operators, "failure")
    assert ("const token = await pending;", "const token = await Promise.resolve(pending).catch(() => null);") in found
    assert not any("axios.post" in old for old, _ in found)


def test_the_old_token_is_sent_again(operators: ModuleType) -> None:
    assert ("config.headers.Authorization = `Bearer ${token}`;", ";") in changes(operators, "token")


def test_every_operator_finds_places_in_most_cases(operators: ModuleType) -> None:
    mutate = importlib.import_module("mutate")
    cases = mutate.good_cases()
    found = [{mutant.operator for mutant in mutate.mutants_of(case)} for case in cases]
    for operator in operators.OPERATORS:
        share = sum(operator in each for each in found) / len(cases)
        assert share >= 0.5, f"{operator}: {share:.0%} of {len(cases)} cases"
