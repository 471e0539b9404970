"""SARIF as the programs of others see it: every remaining note is one of those explained here."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Any

import pytest

from refreshlint.fingerprints import line_hashes
from refreshlint.registry import load_rules
from refreshlint.report import sarif
from refreshlint.report.paths import Paths
from refreshlint.run import Options, scan

PROJECTS = pathlib.Path(__file__).parents[2] / "corpus" / "projects"

EXPLAINED = {
    "SARIF2002": "GitHub refuses messages that are given by id",
    "SARIF2003": "which commit was scanned is known to the uploader, and git is not asked for it",
    "SARIF2005": "no address is promised for the project",
    "SARIF2006": "the schema's address cannot be reached without a network",
    "SARIF2009": "rules are called by their names, as in the linters of this field",
    "SARIF2012": "no address is promised for the rules; their help is in the file",
}
"""Rule of the validator -> why its remark stands."""


def run_multitool(programs: pathlib.Path, output: pathlib.Path, *arguments: str) -> Any:
    """The log that a command of the multitool writes."""
    tool = programs / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
    tool.chmod(0o755)
    command = [str(tool), *arguments, "--output", str(output)]
    environment = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert output.exists(), done.stdout + done.stderr
    return json.loads(output.read_text("utf-8-sig"))


@pytest.mark.parametrize("project", sorted(path.name for path in PROJECTS.iterdir()))
def test_the_multitool_says_only_what_is_explained(project: str, node_programs: pathlib.Path, tmp_path: pathlib.Path) -> None:
    found = scan([PROJECTS / project], Options(explore=False), rules=load_rules(), root=PROJECTS / project)
    file = tmp_path / "report.sarif"
    file.write_text(sarif.render(found.report, found.sources, paths=Paths()), encoding="utf-8")
    rules = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note")
    log = run_multitool(node_programs, tmp_path / "validated.sarif", "validate", str(file), *rules)
    said = {result["ruleId"].partition("/")[0] for result in log["runs"][0]["results"]}
    assert said <= EXPLAINED.keys(), said - EXPLAINED.keys()


TEXTS = [
    "f();\n",
    "  f();\r\n\r\n\tg();\r\nh()",
    "a\rb\r\rc",
    "",
    "\n\n\n",
    "const s = '😀'; f();\n" * 30,
    "x" * 300 + "\n" + "x" * 300,
]


def test_a_byte_order_mark_is_a_part_of_the_line() -> None:
    """GitHub's action reads it as a character; the multitool does not, and is not asked."""
    assert line_hashes("\ufefff();\n".encode())[1] != line_hashes(b"f();\n")[1]


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_line_hashes_are_those_of_another_implementation(number: int, node_programs: pathlib.Path, tmp_path: pathlib.Path) -> None:
    data = TEXTS[number].encode()
    (tmp_path / "a.ts").write_bytes(data)
    expected = line_hashes(data)
    places = [{"artifactLocation": {"uri": (tmp_path / "a.ts").as_uri()}, "region": {"startLine": line}} for line in expected]
    results = [{"ruleId": "r", "message": {"text": "m"}, "locations": [{"physicalLocation": place}]} for place in places]
    log = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": results}]}
    (tmp_path / "in.sarif").write_text(json.dumps(log), encoding="utf-8")
    arguments = ("rewrite", str(tmp_path / "in.sarif"), "--insert", "RollingHashPartialFingerprints")
    written = run_multitool(node_programs, tmp_path / "out.sarif", *arguments)["runs"][0]["results"]
    lines = [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in written]
    hashes = [result.get("partialFingerprints", {}).get("primaryLocationLineHash") for result in written]
    assert dict(zip(lines, hashes, strict=True)) == expected
