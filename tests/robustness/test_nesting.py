"""Deep nesting: 100,000 levels through every stage, while Python allows itself 200 calls inside of each other."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEVELS = 100_000

FORMS = {
    "parentheses": ("(", "x", ")"),
    "arrays": ("[", "x", "]"),
    "objects": ("{a:", "x", "}"),
    "calls": ("f(", "x", ")"),
    "arrows": ("()=>", "x", ""),
    "conditions": ("x?", "x", ":x"),
    "JSX": ("<a>", "x", "</a>"),
    "blocks": ("if(x){", "x", "}"),
    "templates": ("`${", "x", "}`"),
    "members": ("", "x", ".then(f)"),
    "sums": ("", "x", "+x"),
    "negations": ("!", "x", ""),
}

FLAT = {"members", "sums", "parentheses"}
"""Forms that are no deeper in the engine's own terms."""

PROGRAM = """\
import sys
from refreshlint.files import MemoryFiles
from refreshlint.registry import load_rules
from refreshlint.report import sarif, text
from refreshlint.report.paths import Paths
from refreshlint.run import Options, scan_files

rules = load_rules()
scan_files(MemoryFiles({"a.ts": b"refreshToken()"}), ("",), rules)  # what is imported late is imported now
sarif.render
opening, middle, closing = sys.argv[1:4]
levels = int(sys.argv[4])
nested = (opening + chr(10)) * levels + middle + (closing + chr(10)) * levels  # one line would pass for minified
body = nested + ";" if opening == "if(x){" else "const y = " + nested + ";"
source = "async function refreshToken(){ await fetch('/auth/refresh'); " + body + " }" + chr(10)
sys.setrecursionlimit(200)
scan = scan_files(MemoryFiles({"a.tsx": source.encode()}), ("",), rules)
text.render(scan.report, scan.sources)
sarif.render(scan.report, scan.sources, paths=Paths("", ""))
print([notice.kind.value for notice in scan.report.notices])
print([notice.text for notice in scan.report.notices if notice.kind.value == "internal"])
"""


@pytest.mark.parametrize("form", FORMS)
def test_no_depth_ends_a_run(form: str) -> None:
    command = [sys.executable, "-c", PROGRAM, *FORMS[form], str(LEVELS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "internal" not in done.stdout, done.stdout
    assert "depth" in done.stdout or "limit" in done.stdout or "syntax" in done.stdout or form in FLAT, done.stdout
