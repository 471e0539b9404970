"""Rules of others: the example pack, installed as its documentation says, and a folder of rules."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest
from integration_support import COMMAND, PACKAGE, ROOT

PACK = ROOT / "docs" / "examples" / "rule-pack"
CLIENT = """\
export async function renew(refreshToken: string) {
  const answer = await fetch("http://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  return answer.json();
}
"""


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder for PYTHONPATH into which the example pack is installed."""
    target = tmp_path_factory.mktemp("packs")
    source = tmp_path_factory.mktemp("source") / "rule-pack"
    subprocess.run(["cp", "-r", str(PACK), str(source)], check=True)  # a build leaves files beside its source
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture
def app(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "package.json").write_text(PACKAGE, encoding="utf-8")
    (tmp_path / "client.ts").write_text(CLIENT, encoding="utf-8")
    return tmp_path


def refreshlint(app: pathlib.Path, *arguments: str, path: pathlib.Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path or "")}
    command = [sys.executable, "-c", COMMAND, *arguments]
    return subprocess.run(command, cwd=app, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_an_installed_pack_runs_and_explains_itself(app: pathlib.Path, packs: pathlib.Path) -> None:
    checked = refreshlint(app, "check", "--output-format", "concise", path=packs)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "client.ts:2:24: error: example/refresh-over-http: The refresh token goes to http://api.example.com" in checked.stdout
    assert "without encryption" in refreshlint(app, "rule", "example/refresh-over-http", path=packs).stdout
    assert refreshlint(app, "check", "--ignore", "example/refresh-over-http", path=packs).returncode == 0
    assert refreshlint(app, "check").returncode == 0


def test_its_rules_are_configured_and_suppressed_as_others(app: pathlib.Path, packs: pathlib.Path) -> None:
    (app / "refreshlint.toml").write_text('[rules]\n"example/refresh-over-http" = "note"\n', encoding="utf-8")
    assert refreshlint(app, "check", path=packs).returncode == 0
    (app / "refreshlint.toml").unlink()
    code = CLIENT.replace("  const", "  // refreshlint-ignore example/refresh-over-http: a test server\n  const")
    (app / "client.ts").write_text(code, encoding="utf-8")
    checked = refreshlint(app, "check", path=packs)
    assert checked.returncode == 0, checked.stdout


def test_a_folder_of_rules(app: pathlib.Path) -> None:
    checked = refreshlint(app, "check", "--rules-dir", str(PACK / "example_rules"), "--output-format", "concise")
    assert "local/refresh-over-http" in checked.stdout
    assert refreshlint(app, "check", "--rules-dir", str(app)).stderr.endswith("there are no rules in it\n")


def test_a_pack_that_cannot_be_loaded_is_named(app: pathlib.Path, tmp_path: pathlib.Path) -> None:
    home = tmp_path / "broken"
    (home / "broken-1.dist-info").mkdir(parents=True)
    (home / "broken-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n", encoding="utf-8")
    (home / "broken-1.dist-info" / "entry_points.txt").write_text("[refreshlint.rules]\nbroken = no_such_module\n", encoding="utf-8")
    checked = refreshlint(app, "check", path=home)
    assert checked.returncode == 2
    assert "no_such_module" in checked.stderr
