"""The command in a project with settings, a baseline, comments and a git history: what a team meets."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys

import pytest
from integration_support import COMMAND, FAULTY, PACKAGE, SOUND, git

from refreshlint.cli.main import main


@pytest.fixture
def app(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    """An app with one faulty client, in a git checkout; the current folder."""
    for path, text in {"package.json": PACKAGE, "src/api.ts": FAULTY, "src/other.ts": "export const other = 1;\n"}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str], str]:
    """Exit code, the rules found, and standard error."""
    code = main(["check", "--output-format", "json", *arguments])
    written = capsys.readouterr()
    found = json.loads(written.out)["findings"] if written.out else []
    return code, [finding["rule"] for finding in found], written.err


def test_severities_and_rules_that_are_off(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = app / "refreshlint.toml"
    assert check(capsys)[:2] == (1, ["unshared-refresh"])
    config.write_text('[rules]\nunshared-refresh = "note"\n')
    assert check(capsys)[:2] == (0, ["unshared-refresh"])
    assert check(capsys, "--severity", "unshared-refresh=error")[:2] == (1, ["unshared-refresh"])
    config.write_text('fail-on = "note"\n[rules]\nunshared-refresh = "note"\n')
    assert check(capsys)[0] == 1
    config.write_text('[rules]\nunshared-refresh = "off"\n')
    assert check(capsys)[:2] == (0, [])
    assert check(capsys, "--select", "unshared-refresh")[:2] == (1, ["unshared-refresh"])


def test_what_the_backend_does_decides(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = app / "refreshlint.toml"
    for kind, expected in (("rotating", ["unshared-refresh"]), ("cookie", ["unshared-refresh"]), ("grace", []), ("static", [])):
        config.write_text(f'[backend]\nkind = "{kind}"\n')
        assert check(capsys)[1] == expected, kind
    config.write_text('[backend]\nkind = "grace"\n')
    assert check(capsys, "--pedantic")[1] == ["unshared-refresh"]


NATIVE = """\
import { bridge } from "./native-bridge";
import { goodbye } from "@vendor/session";

export async function call(path: string) {
  const response = await fetch(`https://api.example.com${path}`, { headers: bridge.headers() });
  if (response.status !== 401) return response;
  try {
    await bridge.extendVisit();
  } catch (error) {
    await goodbye();
    throw error;
  }
  return fetch(`https://api.example.com${path}`, { headers: bridge.headers() });
}
"""


def test_what_the_project_calls_things(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "src/api.ts").write_text(NATIVE)
    config = app / "refreshlint.toml"
    assert check(capsys)[1] == []
    config.write_text('[names]\nrefresh = ["extendVisit"]\n')
    assert check(capsys)[1] == ["unshared-refresh"]
    config.write_text('[names]\nrefresh = ["extendVisit"]\nsession-ends = ["goodbye"]\n')
    assert sorted(check(capsys)[1]) == ["logout-on-network-error", "unshared-refresh"]


KEEPING = """\
import { NativeVault, breadcrumb, whisper } from "./native-bridge";

export async function keep(sid: string) {
  breadcrumb("signed in", sid);
  NativeVault.saveItem("sid", sid);
}

export async function call(path: string) {
  const response = await fetch(`https://api.example.com${path}`);
  if (response.status !== 401) return response;
  const answer = await whisper("/auth/refresh", { refreshToken: NativeVault.refreshToken });
  NativeVault.accept(answer);
  return fetch(`https://api.example.com${path}`);
}
"""


def test_its_own_stores_loggers_clients_and_credentials(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "src/api.ts").write_text(KEEPING)
    said = {
        'clients = ["whisper"]': ["unshared-refresh"],
        'stores = ["saveItem"]\ncredentials = ["sid"]': ["plaintext-token-storage"],
        'loggers = ["breadcrumb"]\ncredentials = ["sid"]': ["token-logged"],
        'stores = ["saveItem"]\nloggers = ["breadcrumb"]': [],
        'credentials = ["sid"]': [],
    }
    assert check(capsys)[1] == []
    for settings, expected in said.items():
        (app / "refreshlint.toml").write_text(f"[names]\n{settings}\n")
        assert check(capsys)[1] == expected, settings


UNRELEASED = """\
import * as SecureStore from "expo-secure-store";

let flight: Promise<string> | null = null;

async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error("refused");
  const pair = await answer.json();
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

export async function call(path: string): Promise<Response> {
  const response = await fetch(`https://api.example.com${path}`);
  if (response.status !== 401) return response;
  if (!flight) flight = renew();
  const token = await flight;
  flight = null;
  return fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });
}
"""


def test_a_comment_at_the_shared_cell_silences_what_is_said_about_it(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "src/api.ts").write_text(UNRELEASED)
    assert check(capsys)[1] == ["unreleased-flight"]
    comment = "// refreshlint-ignore unreleased-flight: the app restarts then"
    (app / "src/api.ts").write_text(UNRELEASED.replace("let flight", f"{comment}\nlet flight"))
    assert check(capsys)[1] == []


def test_a_wrong_configuration_names_file_key_and_cure(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "refreshlint.toml").write_text('[rules]\nunshard-refresh = "note"\n')
    code, _, said = check(capsys)
    assert code == 2
    assert said == f"refreshlint: {app}/refreshlint.toml: rules: there is no rule 'unshard-refresh'. Did you mean 'unshared-refresh'?\n"


def test_paths_that_are_left_out_are_counted(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "refreshlint.toml").write_text('exclude = ["src/api.ts"]\n')
    assert main(["check"]) == 0
    assert "excluded by refreshlint.toml (1)" in capsys.readouterr().out


def test_paths_where_a_rule_is_not_reported(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "refreshlint.toml").write_text('[[ignore]]\npaths = ["src"]\nrules = ["unshared-refresh"]\nreason = "goes in spring"\n')
    assert main(["check", "--output-format", "json"]) == 0
    (silenced,) = json.loads(capsys.readouterr().out)["suppressed"]
    assert (silenced["rule"], silenced["kind"], silenced["reason"]) == ("unshared-refresh", "external", "goes in spring")


def test_a_comment_silences_and_is_named_when_idle(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    marked = FAULTY.replace("  const { data }", "  // refreshlint-ignore unshared-refresh: a grace period\n  const { data }")
    (app / "src/api.ts").write_text(marked)
    assert check(capsys)[:2] == (0, [])
    (app / "src/api.ts").write_text(SOUND.replace("  const { data }", "  // refreshlint-ignore unshared-refresh: none\n  const { data }"))
    assert main(["check", "--strict"]) == 0
    assert "src/api.ts:8:3: this comment silences nothing any more: no unshared-refresh there" in capsys.readouterr().out


def test_a_baseline_from_its_making_to_its_end(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline"]) == 0
    assert capsys.readouterr().out == "refreshlint-baseline.json: 1 known finding.\n"
    assert check(capsys)[:2] == (0, [])
    assert check(capsys, "--no-baseline")[:2] == (1, ["unshared-refresh"])
    (app / "src/api.ts").write_text("// moved\n" * 9 + FAULTY)
    assert check(capsys)[:2] == (0, [])
    (app / "src/second.ts").write_text(FAULTY)
    assert check(capsys)[:2] == (1, ["unshared-refresh"])
    (app / "src/api.ts").unlink()
    (app / "src/second.ts").unlink()
    assert main(["baseline", "--prune"]) == 0
    assert capsys.readouterr().out == "refreshlint-baseline.json: 0 known findings, 1 entry taken out.\n"
    assert list(app.glob("refreshlint-baseline.json*")) == [app / "refreshlint-baseline.json"]


def test_a_damaged_baseline_is_refused(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app / "refreshlint-baseline.json").write_text("{")
    code, _, said = check(capsys)
    assert code == 2
    assert "refreshlint-baseline.json: it is not JSON" in said
    assert check(capsys, "--baseline", "no-such-file.json")[0] == 2


def test_only_what_changed(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, "--changed-since", "HEAD") == (0, [], "")
    (app / "src/other.ts").write_text("export const other = 2;\n")
    assert check(capsys, "--changed-since", "HEAD")[:2] == (0, [])
    (app / "src/new.ts").write_text(FAULTY)
    assert check(capsys, "--changed-since", "HEAD")[:2] == (1, ["unshared-refresh"])
    assert "no revision" in check(capsys, "--changed-since", "no-such-branch")[2]
    assert "no revision" in check(capsys, "--changed-since", "--output=x")[2]


def test_git_executes_nothing_that_the_project_names(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    trap = app / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {app}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand", "diff.trap.textconv", "filter.trap.clean"):
        git(app, "config", key, str(trap))
    (app / ".gitattributes").write_text("*.ts diff=trap\n")
    (app / "src/other.ts").write_text("export const other = 3;\n")
    check(capsys, "--changed-since", "HEAD")
    assert not (app / "sprung").exists()


def test_standard_input_in_place_of_a_file(app: pathlib.Path) -> None:
    def piped(text: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", COMMAND, "check", "--stdin-filename", "src/api.ts", "--output-format", "concise"]
        return subprocess.run(command, cwd=app, input=text, capture_output=True, text=True, check=False, timeout=60)

    assert piped(SOUND).returncode == 0
    found = piped(FAULTY)
    assert found.returncode == 1
    assert found.stdout.startswith("src/api.ts:11:26: error: unshared-refresh: ")


def test_one_finding_explained(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--at", "src/api.ts:11"]) == 0
    said = capsys.readouterr().out
    assert "How it happens:" in said
    assert "What it cannot see" in said
    assert main(["rule", "--at", "src/api.ts:3"]) == 2
    assert "the findings of this file are at 11" in capsys.readouterr().err


def test_init_leaves_what_is_there(app: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert capsys.readouterr().out.startswith("Wrote refreshlint.toml.")
    assert check(capsys)[1] == ["unshared-refresh"]
    (app / "refreshlint.toml").write_text("# ours\n")
    assert main(["init"]) == 2
    assert (app / "refreshlint.toml").read_text() == "# ours\n"
