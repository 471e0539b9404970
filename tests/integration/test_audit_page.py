"""The page of an audit in a real browser: it loads nothing, fits a phone, and serves keyboard and screen reader."""

from __future__ import annotations

import json
import pathlib
import subprocess

import pytest
from integration_support import ROOT

from refreshlint.audit import audit
from refreshlint.report import html

NODE = pathlib.Path(__file__).parent / "node"


@pytest.mark.parametrize("name", ["garden-faulty", "garden-sound"])
def test_the_page_in_a_browser(name: str, node_programs: pathlib.Path, tmp_path: pathlib.Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(html.render(*audit(ROOT / "corpus" / "exports" / name)), encoding="utf-8")
    command = ["node", str(NODE / "page.mjs"), str(page), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    for view, seen in json.loads(done.stdout).items():
        assert seen["said"] == [], view
        assert seen["asked"] == [], view
        assert seen["overflow"] <= 0, view
        assert seen["violations"] == [], view
        if name == "garden-faulty":
            assert seen["focused"][0] == "A", "the way past the head comes first"
        assert (tmp_path / f"{view}.png").stat().st_size > 10_000
