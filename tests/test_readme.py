"""README.md shows what refreshlint really prints, and names every rule."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import yaml

import refreshlint
from refreshlint.files import MemoryFiles
from refreshlint.registry import load_rules
from refreshlint.report.text import render
from refreshlint.run import scan_files

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def fenced(marker: str) -> str:
    found = re.search(rf"<!-- {re.escape(marker)} -->\n```\w*\n(.*?)```", README, re.DOTALL)
    assert found is not None, f"README.md has no block marked {marker}"
    return found.group(1)


def test_the_sample_is_reported_as_readme_shows_it() -> None:
    files = MemoryFiles({"client.ts": fenced("sample: client.ts").encode()})
    found = scan_files(files, ("",), load_rules(), root="app")
    report, sources = found.report, found.sources
    shown = render(report, sources)
    assert shown.split("\nLooked at")[0].strip() == fenced("report: client.ts").strip()


def test_readme_lists_every_rule_with_its_severity() -> None:
    rows = dict(re.findall(r"^\| \[([a-z-]+)\]\(rules/[a-z_]+\.py\) \|.*\| (\w+) \|$", README, re.MULTILINE))
    assert rows == {rule.id: rule.severity.value for rule in load_rules()}


def test_each_rule_that_readme_links_to_is_there() -> None:
    links = re.findall(r"\((rules/[a-z_]+\.py|docs/[a-z_]+\.md|LICENSE)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_pages_of_the_rules_are_those_that_the_rules_write() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "rules").glob("*.md")}
    assert written == generate.pages(), "run `python docs/generate.py`"


def test_the_changelog_names_every_rule() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert [rule.id for rule in load_rules() if f"`{rule.id}`" not in changelog] == []


def test_the_samples_of_settings_are_right() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    (repo,) = yaml.safe_load(fenced("pre-commit"))["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= hooks
    assert repo["rev"] == f"v{refreshlint.__version__}"
    steps = yaml.safe_load(fenced("workflow"))["jobs"]["refreshlint"]["steps"]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    assert steps[-1]["with"].keys() <= inputs.keys()
    assert steps[-1]["uses"] == f"OWNER/refreshlint@v{refreshlint.__version__}"
