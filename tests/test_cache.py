"""What is kept between runs: used while nothing has changed that it rests on, and never when something has."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refreshlint import analysis, cache, run
from refreshlint.cli.main import main

FAULTY = """\
import axios from "axios";
import { renew } from "./renew";

export const api = axios.create();
api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await renew();
  return api(error.config);
});
"""
RENEW = """\
import axios from "axios";
import { vault } from "./vault";

export async function renew() {
  const { data } = await axios.post("/auth/refresh", { refreshToken: vault.refresh });
  vault.keep(data);
}
"""
SHARED = RENEW.replace("export async function renew", "let flight: Promise<void> | null = null;\n\nasync function start") + (
    "\nexport function renew() {\n  return (flight ??= start().finally(() => { flight = null; }));\n}\n"
)
APP = {
    "package.json": '{"name": "app", "dependencies": {"axios": "1"}}',
    "src/api.ts": FAULTY,
    "src/renew.ts": RENEW,
    "src/vault.ts": "export const vault = { refresh: '', keep(data: any) { this.refresh = data.refreshToken; } };\n",
    "src/colours.ts": "export const red = 1;\n",
}


@pytest.fixture
def app(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """An app with a refresh that is not shared, whose files were written a while ago; a cache of its own."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    folder = tmp_path / "app"
    for path, text in APP.items():
        write(folder, path, text, age=60)
    return folder


def write(folder: pathlib.Path, path: str, text: str, age: float = 0) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(file, (then, then))


def rules(folder: pathlib.Path, **options: object) -> list[str]:
    return [finding.rule for finding in run.scan([folder], run.Options(**options), root=folder).report.findings]  # type: ignore[arg-type]


def analyses(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grows by one with every analysis that is made."""
    made: list[None] = []
    real = analysis.analyse

    def counted(*arguments: object, **options: object) -> object:
        made.append(None)
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(analysis, "analyse", counted)
    return made


def test_nothing_is_analysed_again_while_nothing_changes(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = analyses(monkeypatch)
    first = run.scan([app], root=app)
    second = run.scan([app], root=app)
    assert [finding.rule for finding in first.report.findings] == ["unshared-refresh"]
    assert first.report == second.report
    assert {path: source.data for path, source in first.sources.items()} == {path: source.data for path, source in second.sources.items()}
    assert len(made) == 1


def test_what_is_reported_is_not_part_of_what_is_kept(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = analyses(monkeypatch)
    assert rules(app) == ["unshared-refresh"]
    assert [finding.rule for finding in run.scan([app / "src/renew.ts"], root=app).report.findings] == ["unshared-refresh"]
    assert run.scan([app / "src/colours.ts"], root=app).report.findings == ()
    write(app, "refreshlint.toml", '[rules]\nunshared-refresh = "note"\n')
    report = run.scan([app], root=app).report
    assert [finding.severity.value for finding in report.findings] == ["note"]
    assert len(made) == 2, "a file more in the root"


@pytest.mark.parametrize("age", [0, 60])
def test_a_change_that_matters_is_seen(app: pathlib.Path, age: float, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rules(app) == ["unshared-refresh"]
    write(app, "src/renew.ts", SHARED, age)
    assert rules(app) == []
    write(app, "src/renew.ts", RENEW, age)
    assert rules(app) == ["unshared-refresh"]


def test_a_change_of_the_same_size_and_time_is_seen(app: pathlib.Path) -> None:
    write(app, "src/renew.ts", SHARED, age=60)
    was = (app / "src/renew.ts").stat()
    assert rules(app) == []
    write(app, "src/renew.ts", SHARED.replace("flight ??= start()", "flight   = start()"))
    os.utime(app / "src/renew.ts", ns=(was.st_atime_ns, was.st_mtime_ns))
    assert (app / "src/renew.ts").stat().st_size == was.st_size
    assert rules(app) != []


def test_a_change_that_answers_no_question_otherwise_costs_nothing(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = analyses(monkeypatch)
    rules(app)
    write(app, "src/colours.ts", "export const green = 2;\n")
    assert rules(app) == ["unshared-refresh"]
    assert len(made) == 1
    write(app, "src/colours.ts", "export const token = 2;\n")
    assert rules(app) == ["unshared-refresh"]
    assert len(made) == 2, "it holds a word that makes it worth reading"


@pytest.mark.parametrize("path", ["src/more.ts", "src/api/index.ts", "tsconfig.json"])
def test_files_that_come_and_go_are_seen(app: pathlib.Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = analyses(monkeypatch)
    rules(app)
    write(app, path, "{}")
    rules(app)
    assert len(made) == 2
    (app / path).unlink()
    rules(app)
    assert len(made) == 3


def test_other_questions_have_entries_of_their_own(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = analyses(monkeypatch)
    assert rules(app) == ["unshared-refresh"]
    assert rules(app, select={"unbounded-retry"}) == []
    assert rules(app, explore=False) == ["unshared-refresh"]
    assert rules(app) == ["unshared-refresh"]
    assert len(made) == 3
    assert rules(app, overlay={"src/renew.ts": SHARED.encode()}) == []
    assert rules(app, cache=False) == ["unshared-refresh"]
    assert len(made) == 5


def test_a_file_that_is_looked_at_only_when_named(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(app, "src/renew.test.ts", FAULTY.replace("./renew", "./renew.ts"), age=60)
    made = analyses(monkeypatch)
    assert rules(app) == ["unshared-refresh"]
    assert run.scan([app / "src/renew.test.ts"], root=app).report.coverage.fully == 1
    assert rules(app) == ["unshared-refresh"]
    assert len(made) == 2, "and what it was named for is not kept"


def entry(app: pathlib.Path) -> pathlib.Path:
    (found,) = (app.parent / "cache").iterdir()
    return found


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text"])
def test_a_damaged_entry_is_thrown_away_and_named(app: pathlib.Path, damage: str) -> None:
    rules(app)
    data = entry(app).read_bytes()
    half = len(data) // 2
    broken = {"cut": data[:half], "flipped": data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :], "empty": b"", "text": b"{}"}
    entry(app).write_bytes(broken[damage])
    report = run.scan([app], root=app).report
    assert [finding.rule for finding in report.findings] == ["unshared-refresh"]
    assert [notice.kind.value for notice in report.notices] == ["cache"]
    assert run.scan([app], root=app).report.notices == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damage_is_taken_for_an_entry(app: pathlib.Path, data: st.DataObject) -> None:
    if not (app.parent / "cache").exists():
        rules(app)
    whole = entry(app).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
    if damaged != whole:
        assert cache._checked(damaged) is None


def test_a_folder_that_others_may_write_is_not_used(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = analyses(monkeypatch)
    rules(app)
    (app.parent / "cache").chmod(0o777)
    rules(app)
    assert len(made) == 2


def test_a_cache_folder_that_cannot_be_made_changes_nothing(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (app.parent / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(app.parent / "file" / "cache"))
    assert rules(app) == ["unshared-refresh"]
    monkeypatch.setenv(cache.VARIABLE, str(app / "cache"))
    assert rules(app) == ["unshared-refresh"]
    assert not (app / "cache").exists(), "nothing is written into the project"


def test_old_entries_go(app: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refreshlint.limits.CACHE_ENTRIES", 2)
    for rule in ("unshared-refresh", "unbounded-retry", "stale-retry"):
        rules(app, select={rule})
    assert len(list((app.parent / "cache").iterdir())) == 2


def test_a_full_cache_needs_no_engine(app: pathlib.Path) -> None:
    program = (
        "import sys\nfrom refreshlint.cli.main import main\n"
        "code = main(['check', '--output-format', 'concise', sys.argv[1]])\n"
        "print(code, [name for name in sys.modules if name.startswith(('refreshlint.js', 'refreshlint.auth', 'tree_sitter'))])\n"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program, str(app)], capture_output=True, text=True, check=True, timeout=120)
        for _ in range(2)
    ]
    assert runs[1].stdout.splitlines()[-1] == "1 []"
    assert runs[0].stdout.splitlines()[:-1] == runs[1].stdout.splitlines()[:-1]


def test_runs_at_the_same_time_agree(app: pathlib.Path) -> None:
    command = [sys.executable, "-m", "refreshlint", "check", "--output-format", "json", str(app)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = {process.communicate(timeout=120)[0] for process in started}
    assert len(outputs) == 1
    assert len(list((app.parent / "cache").iterdir())) == 1


def test_the_commands(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--no-cache", str(app)]) == 1
    assert not (app.parent / "cache").exists()
    assert main(["check", str(app)]) == 1
    capsys.readouterr()
    assert main(["cache"]) == 0
    assert capsys.readouterr().out == f"{app.parent / 'cache'}\n"
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == "Deleted 1 entry.\n"
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == "Deleted 0 entries.\n"
