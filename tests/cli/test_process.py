"""The command as users meet it: a real process, real files, real exit codes."""

from __future__ import annotations

import json
import os
import pathlib
import pty
import subprocess
import sys
from collections.abc import Sequence

import pytest

BARE_INTERCEPTOR = """\
import axios from "axios";
import * as SecureStore from "expo-secure-store";

export const api = axios.create({ baseURL: "https://api.example.com" });

api.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status === 401 && !original._retry) {
    original._retry = true;
    const refreshToken = await SecureStore.getItemAsync("refreshToken");
    const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken });
    await SecureStore.setItemAsync("accessToken", data.accessToken);
    await SecureStore.setItemAsync("refreshToken", data.refreshToken);
    original.headers.Authorization = `Bearer ${data.accessToken}`;
    return api(original);
  }
  return Promise.reject(error);
});
"""
PACKAGE = json.dumps({"name": "app", "dependencies": {"expo": "55.0.0", "axios": "1.7.0", "expo-secure-store": "55.0.0"}})
RUN_MAIN = "import sys\nfrom refreshlint.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"


@pytest.fixture
def bad(tmp_path: pathlib.Path) -> pathlib.Path:
    """A project in which each request refreshes for itself."""
    return project(tmp_path, "bad", {"src/api.js": BARE_INTERCEPTOR})


@pytest.fixture
def good(tmp_path: pathlib.Path) -> pathlib.Path:
    """A project that has nothing to do with tokens."""
    return project(tmp_path, "good", {"src/sum.ts": "export const sum = (a: number, b: number): number => a + b;\n"})


def project(parent: pathlib.Path, name: str, files: dict[str, str]) -> pathlib.Path:
    root = parent / name
    for path, text in {"package.json": PACKAGE, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def environment(**changes: str) -> dict[str, str]:
    """The environment of a test: that of this process without what steers colours and tracebacks."""
    steering = ("NO_COLOR", "FORCE_COLOR", "REFRESHLINT_DEBUG", "TERM")
    return {name: value for name, value in os.environ.items() if name not in steering} | {"TERM": "xterm"} | changes


def refreshlint(*arguments: str | pathlib.Path, cwd: pathlib.Path, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "refreshlint", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment(**variables), capture_output=True, encoding="utf-8", timeout=120)


def python(program: str, *arguments: str, cwd: pathlib.Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process in which `program` runs before the command's main()."""
    command: Sequence[str] = [sys.executable, "-c", program + RUN_MAIN, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment(**variables), capture_output=True, encoding="utf-8", timeout=120)


def test_0_where_nothing_is_wrong(good: pathlib.Path) -> None:
    done = refreshlint("check", cwd=good)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Looked at 1 file" in done.stdout


def test_1_for_findings_in_every_format(bad: pathlib.Path) -> None:
    shown = refreshlint("check", cwd=bad)
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "error: unshared-refresh:" in shown.stdout
    assert "src/api.js:11:28" in shown.stdout
    assert '11 |     const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken });' in shown.stdout
    written = refreshlint("check", "--output-format", "sarif", bad, cwd=bad.parent)
    assert (written.returncode, written.stderr) == (1, "")
    (run,) = json.loads(written.stdout)["runs"]
    places = {result["ruleId"]: result["locations"][0]["physicalLocation"] for result in run["results"]}
    assert places["unshared-refresh"]["artifactLocation"]["uri"] == "src/api.js"
    assert places["unshared-refresh"]["region"]["startLine"] == 11


def test_0_for_findings_below_the_bar_or_by_wish(bad: pathlib.Path) -> None:
    assert refreshlint("check", "--exit-zero", cwd=bad).returncode == 0
    assert refreshlint("check", "--exit-zero", "--output-format", "sarif", cwd=bad).returncode == 0
    assert refreshlint("check", "--select", "unreleased-flight", cwd=bad).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no/such/folder"),
        ("check", "src/sum.ts", "no-such-file.ts"),
        ("check", "--select", "unshard-refresh"),
        ("check", "--no-such-option"),
        ("check", "--fail-on", "fatal"),
        ("rule", "no-such-rule"),
        ("no-such-command",),
    ],
)
def test_2_for_wrong_usage(good: pathlib.Path, arguments: tuple[str, ...]) -> None:
    done = refreshlint(*arguments, cwd=good)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_3_where_there_is_nothing_to_audit(tmp_path: pathlib.Path) -> None:
    (tmp_path / "README.md").write_text("# No code here\n")
    done = refreshlint("check", cwd=tmp_path)
    assert done.returncode == 3
    assert "Nothing to audit" in done.stdout
    assert refreshlint("check", "--output-format", "sarif", cwd=tmp_path).returncode == 3


BREAK_A_RULE = """\
import dataclasses, functools
from refreshlint import registry, run
def broken(subject, auth):
    raise ValueError("planted")
rules = registry.load_rules()
whole = next(rule for rule in rules if rule.id == "unshared-refresh")
rules += (dataclasses.replace(whole, id="a-broken-rule", check=broken),)
run.scan = functools.partial(run.scan, rules=rules)
"""


def test_4_for_a_rule_that_fails_and_the_rest_is_reported(bad: pathlib.Path) -> None:
    done = python(BREAK_A_RULE, "check", cwd=bad)
    assert done.returncode == 4
    assert "a-broken-rule" in done.stdout
    assert "error: unshared-refresh:" in done.stdout
    assert "Traceback" not in done.stderr
    written = python(BREAK_A_RULE, "check", "--output-format", "sarif", cwd=bad)
    assert written.returncode == 4
    (run,) = json.loads(written.stdout)["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "unshared-refresh" in {result["ruleId"] for result in run["results"]}


def test_4_for_an_error_that_nothing_caught(good: pathlib.Path) -> None:
    program = "from refreshlint import run\nrun.scan = lambda *_, **__: 1 // 0\n"
    done = python(program, "check", cwd=good)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("refreshlint: internal error: ZeroDivisionError: ")
    assert done.stderr.count("\n") == 1
    assert "Traceback" in python(program, "check", cwd=good, REFRESHLINT_DEBUG="1").stderr


def test_5_for_an_incomplete_run_under_strict(tmp_path: pathlib.Path) -> None:
    damaged = project(tmp_path, "damaged", {"src/a.ts": "export function f() {\n  const = ;\n}\nexport const token = 1;\n"})
    assert refreshlint("check", cwd=damaged).returncode == 0
    done = refreshlint("check", "--strict", cwd=damaged)
    assert done.returncode == 5
    assert "src/a.ts" in done.stdout
    assert "1 in part" in done.stdout


def test_strict_is_content_with_a_complete_run(good: pathlib.Path, bad: pathlib.Path) -> None:
    assert refreshlint("check", "--strict", cwd=good).returncode == 0
    assert refreshlint("check", "--strict", cwd=bad).returncode == 1


def test_130_for_ctrl_c(good: pathlib.Path) -> None:
    # The handler is set anew: a process that was started in the background inherits a deaf one.
    program = "import os, signal, time\nfrom refreshlint import run\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += "def scan(*_, **__):\n    os.kill(os.getpid(), signal.SIGINT)\n    time.sleep(60)\nrun.scan = scan\n"
    done = python(program, "check", cwd=good)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "refreshlint: interrupted")


@pytest.mark.parametrize("output_format", ["text", "sarif"])
def test_a_closed_pipe_is_quiet(bad: pathlib.Path, output_format: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        command = [sys.executable, "-m", "refreshlint", "check", "--output-format", output_format]
        done = subprocess.run(command, cwd=bad, env=environment(), stdout=writing, stderr=subprocess.PIPE, timeout=120)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_on_a_terminal(bad: pathlib.Path, variables: dict[str, str], coloured: bool) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "refreshlint", "check"]
    with subprocess.Popen(command, cwd=bad, env=environment(**variables), stdout=theirs, stderr=subprocess.PIPE):
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65_536):
                shown += piece
        except OSError:  # the other side is closed: end of file, as Linux says it
            pass
        finally:
            os.close(ours)
    assert b"unshared-refresh" in shown
    assert (b"\x1b[" in shown) == coloured


def test_no_colours_in_a_pipe_but_by_wish(bad: pathlib.Path) -> None:
    assert "\x1b[" not in refreshlint("check", cwd=bad).stdout
    assert "\x1b[" in refreshlint("check", cwd=bad, FORCE_COLOR="1").stdout
    assert "\x1b[" not in refreshlint("check", "--output-format", "sarif", cwd=bad, FORCE_COLOR="1").stdout


def test_characters_that_the_locale_lacks_are_escaped(tmp_path: pathlib.Path) -> None:
    named = project(tmp_path, "named", {"src/ä.js": BARE_INTERCEPTOR})
    done = refreshlint("check", cwd=named, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "src/\\xe4.js" in done.stdout


def test_the_version_names_the_grammar(good: pathlib.Path) -> None:
    done = refreshlint("--version", cwd=good)
    assert done.returncode == 0
    assert done.stdout.startswith("refreshlint 0.")
    assert "tree-sitter 0.26" in done.stdout
    assert "tree-sitter-typescript 0.23" in done.stdout


def test_a_rule_explains_itself(good: pathlib.Path) -> None:
    done = refreshlint("rule", "unshared-refresh", cwd=good)
    assert done.returncode == 0
    assert "What it cannot see" in done.stdout
    assert "unshared-refresh" in refreshlint("rule", cwd=good).stdout


@pytest.mark.parametrize("kind", ["ir", "scopes", "cfg", "calls"])
def test_the_engine_shows_what_it_makes_of_a_file(good: pathlib.Path, kind: str) -> None:
    done = refreshlint("debug", kind, "src/sum.ts", cwd=good)
    assert (done.returncode, done.stderr) == (0, "")
    assert "sum" in done.stdout


def test_sarif_om_is_loaded_only_for_sarif(good: pathlib.Path) -> None:
    program = "import atexit\natexit.register(lambda: print('loaded', 'sarif_om' in sys.modules, file=sys.stderr))\n"
    assert python("import sys\n" + program, "check", cwd=good).stderr == "loaded False\n"
    assert python("import sys\n" + program, "check", "--output-format", "sarif", cwd=good).stderr == "loaded True\n"
