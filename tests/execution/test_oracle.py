"""The behavioural cases of corpus/ run for real under Node, and the tests of what runs them. README.md here tells how it works."""

from __future__ import annotations

import functools
import json
import pathlib
import shutil
import subprocess
import tomllib
from collections import Counter
from typing import Any

import pytest

HERE = pathlib.Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
RUN = HERE / "oracle" / "run.mjs"
PROPERTIES = ("race", "lost", "hang", "stuck", "loop", "stale", "after-failure")

Verdict = dict[str, Any]

pytestmark = pytest.mark.usefixtures("node_packages")


@functools.cache
def node() -> str:
    """The path of node."""
    found = shutil.which("node")
    assert found, "the execution oracle needs Node 20 or newer on the path"
    return found


def judge(jobs: list[dict[str, Any]]) -> dict[str, Verdict]:
    """The oracle's verdicts on folders, by name: {driven, why, broken: {property: {sentence, scenario, order, trace}}, orders, seconds}."""
    command = [node(), str(RUN), "--json", "--stdin"]
    done = subprocess.run(command, input=json.dumps(jobs), capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode in (0, 1) and done.stdout, done.stderr
    return {verdict["name"]: verdict for verdict in json.loads(done.stdout)}


@functools.cache
def driven_cases() -> dict[str, dict[str, Any]]:
    """The [drive] tables of the corpus by the case's name."""
    tables = {path.parent: tomllib.loads(path.read_text("utf-8"))["drive"] for path in CORPUS.rglob("case.toml")}
    return {folder.relative_to(CORPUS).as_posix(): drive for folder, drive in sorted(tables.items()) if isinstance(drive, dict)}


@functools.cache
def verdicts() -> dict[str, Verdict]:
    return judge([{"name": name, "folder": str(CORPUS / name), "drive": drive} for name, drive in driven_cases().items()])


def shown(verdict: Verdict) -> str:
    """A verdict for whoever has to find out what happened."""
    rows = [verdict["why"] or "driven"]
    for name, proof in verdict["broken"].items():
        rows += [f"{name}: {proof['sentence']} ({proof['scenario']}; {proof['order']})", *(f"    {row}" for row in proof["trace"])]
    return "\n".join(rows)


@pytest.mark.parametrize("case", driven_cases())
def test_a_case_does_what_its_label_says(case: str) -> None:
    verdict = verdicts()[case]
    assert verdict["driven"], f"{case} cannot be driven: {verdict['why']}"
    wanted = driven_cases()[case].get("property")
    if wanted is None:
        assert not verdict["broken"], f"{case}\n{shown(verdict)}"
    else:
        assert wanted in verdict["broken"], f"{case} must break {wanted}\n{shown(verdict)}"


@pytest.mark.parametrize("case", driven_cases())
def test_bad_cases_name_a_property_and_good_ones_none(case: str) -> None:
    wanted = driven_cases()[case].get("property")
    side = case.split("/")[1]
    if side == "bad":
        assert wanted in PROPERTIES
    elif side == "good":
        assert wanted is None
    else:
        assert wanted is None or wanted in PROPERTIES


def test_there_are_enough_cases_and_orders(capsys: pytest.CaptureFixture[str]) -> None:
    found = verdicts()
    orders = sum(verdict["orders"] for verdict in found.values())
    wanted = Counter(drive.get("property", "nothing") for drive in driven_cases().values())
    slowest = max(found.values(), key=lambda verdict: verdict["seconds"])
    with capsys.disabled():
        print(f"\nexecution oracle: {len(found)} cases, {orders} orders; slowest {slowest['name']} ({slowest['seconds']:.1f} s)")
        print("    must break " + ", ".join(f"{name}: {count}" for name, count in sorted(wanted.items())))
    assert len(found) >= 120
    assert all(wanted[name] >= 4 for name in PROPERTIES), wanted
    assert min(verdict["orders"] for verdict in found.values()) >= 20


CLIENTS: list[dict[str, Any]] = json.loads((HERE / "clients" / "clients.json").read_text("utf-8"))


@functools.cache
def client_verdicts() -> dict[str, Verdict]:
    jobs = []
    for client in CLIENTS:
        drive = {"entry": client["file"], "call": client.get("call", "m => m.get('/items')")}
        drive |= {key: client[key] for key in ("setup", "property") if key in client}
        jobs.append({"name": client["file"], "folder": str(HERE / "clients"), "drive": drive})
    return judge(jobs)


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client["file"])
def test_a_client_of_known_worth_is_judged_so(client: dict[str, Any]) -> None:
    """What clients proved by hand to be good, and the same with one fault each, must get from the oracle."""
    verdict = client_verdicts()[client["file"]]
    if "control" in client:
        assert not verdict["driven"]
        assert verdict["why"].startswith(client["control"]), verdict["why"]
    else:
        assert verdict["driven"], verdict["why"]
        assert sorted(verdict["broken"]) == client["breaks"], shown(verdict)


def test_a_verdict_is_the_same_when_it_is_reached_again() -> None:
    name = "bad-race.js"
    job = {"name": name, "folder": str(HERE / "clients"), "drive": {"entry": name, "call": "m => m.get('/items')"}}
    again = judge([job])[name]
    before = client_verdicts()[name]
    assert (again["broken"], again["orders"]) == (before["broken"], before["orders"])


@pytest.mark.parametrize("text", sorted(path.name for path in (HERE / "unit").glob("*.test.mjs")))
def test_the_parts_of_the_oracle(text: str) -> None:
    done = subprocess.run([node(), "--test", str(HERE / "unit" / text)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_runs_a_folder_outside_of_the_corpus(tmp_path: pathlib.Path) -> None:
    shutil.copy(HERE / "clients" / "bad-stuck.js", tmp_path / "client.js")
    command = [node(), str(RUN), "--entry", "client.js", "--call", "m => m.get('/items')", "--property", "stuck", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "breaks stuck" in done.stdout
    assert "-- after a new log-in" in done.stdout


def test_an_endless_script_is_given_up(tmp_path: pathlib.Path) -> None:
    (tmp_path / "client.js").write_text("export const get = () => { for (;;); };", "utf-8")
    job = {"name": "endless", "folder": str(tmp_path), "drive": {"entry": "client.js", "call": "m => m.get()"}, "limit": 1}
    verdict = judge([job])["endless"]
    assert not verdict["driven"]
    assert "no verdict within" in verdict["why"]
