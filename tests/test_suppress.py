"""Comments that silence findings."""

from __future__ import annotations

import pathlib

import pytest

from refreshlint import suppress
from refreshlint.files import DiskFiles, OverlayFiles
from refreshlint.finding import Finding, NoticeKind, Place, Severity, Verdict
from refreshlint.registry import load_rules
from refreshlint.run import Options, scan_files
from refreshlint.source import SourceFile

KNOWN = ("stale-retry", "token-logged")


def applied(text: str, *found: tuple[str, str], path: str = "a.tsx", cell: str = "") -> tuple[list[str], list[str], list[str]]:
    """Rules that stay, reasons of those that are silenced, texts of notices. found: (rule, text at which it is found)."""
    source = SourceFile(path, text.encode())
    findings = []
    for rule, part in found:
        start = source.data.index(part.encode())
        at = source.data.index(cell.encode()) if cell else -1
        place = Place(path, at, at + 1) if cell else None
        findings.append(Finding(rule, Severity.ERROR, Verdict.LIKELY, Place(path, start, start + 1), "m", cell=place))
    kept, silenced, notices = suppress.apply(findings, {path: source}, KNOWN, KNOWN)
    assert all(notice.kind is NoticeKind.SUPPRESSION and notice.place is not None for notice in notices)
    return [each.rule for each in kept], [each.reason for each in silenced], [each.text for each in notices]


@pytest.mark.parametrize(
    "text",
    [
        "log(t); // refreshlint-ignore token-logged: a debug build\n",
        "// refreshlint-ignore token-logged: a debug build\nlog(t);\n",
        "// refreshlint-ignore token-logged: a debug build\n\n// and why\n\n  log(t);\n",
        "/* refreshlint-ignore token-logged: a debug build */\nlog(t);\n",
        "/* refreshlint-ignore token-logged:\n   a debug\n   build */\nlog(t);\n",
        "const x = <A>\n  {/* refreshlint-ignore token-logged: a debug build */}\n  {log(t)}\n</A>;\n",
        "// refreshlint-ignore token-logged: a debug build\n// refreshlint-ignore stale-retry: another\nlog(t);\n",
        "/** refreshlint-ignore stale-retry , token-logged: a debug build */ log(t);\n",
        "// refreshlint-ignore token-logged: a debug build\r\nlog(t);\r\n",
    ],
)
def test_what_silences(text: str) -> None:
    kept, silenced, _ = applied(text, ("token-logged", "log(t)"))
    assert (kept, silenced) == ([], ["a debug build"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("// refreshlint-ignore token-logged\nlog(t);\n", "no reason"),
        ("// refreshlint-ignore token-logged:   \nlog(t);\n", "no reason"),
        ("// refreshlint-ignore: because\nlog(t);\n", "names no rule"),
        ("// refreshlint-ignore\nlog(t);\n", "names no rule"),
        ("// refreshlint-ignore token-loged: a typo\nlog(t);\n", "did you mean token-logged?"),
        ("// refreshlint-ignore stale-retry: another rule\nlog(t);\n", "silences nothing any more: no stale-retry there"),
        ("log(t);\n// refreshlint-ignore token-logged: too late\n", "silences nothing any more"),
        ("// refreshlint-ignore token-logged: one line only\nother();\nlog(t);\n", "silences nothing any more"),
    ],
)
def test_what_does_not_silence_is_said(text: str, said: str) -> None:
    kept, silenced, (notice,) = applied(text, ("token-logged", "log(t)"))
    assert (kept, silenced) == (["token-logged"], [])
    assert said in notice


@pytest.mark.parametrize("text", ['const s = "// refreshlint-ignore token-logged: no"; log(t);\n', "// see refreshlint-ignore\nlog(t);\n"])
def test_what_only_looks_like_it(text: str) -> None:
    assert applied(text, ("token-logged", "log(t)")) == (["token-logged"], [], [])


def test_a_comment_at_the_cell_counts() -> None:
    text = "// refreshlint-ignore stale-retry: known\nlet flight = null;\nsend();\n"
    assert applied(text, ("stale-retry", "send"), cell="let flight") == ([], ["known"], [])


def test_a_rule_that_did_not_run_leaves_nothing_idle() -> None:
    source = SourceFile("a.ts", b"// refreshlint-ignore token-logged: known\nlog(t);\n")
    assert suppress.apply([], {"a.ts": source}, ["stale-retry"], KNOWN) == ([], [], [])


def test_a_comment_in_damaged_code_counts() -> None:
    assert applied("function ( {\n// refreshlint-ignore token-logged: known\nlog(t);\n", ("token-logged", "log(t)"))[1] == ["known"]


CORPUS = pathlib.Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(("rule", "least"), [("ineffective-single-flight", 15), ("stranded-waiters", 6), ("unreleased-flight", 13)])
def test_what_is_said_of_a_cell_is_silenced_where_it_is_declared(rule: str, least: int) -> None:
    rules, facts = load_rules(), Options(explore=False)
    silenced = 0
    for case in sorted((CORPUS / rule / "bad").iterdir()):
        found = scan_files(DiskFiles(case), ("",), rules, facts).report.findings
        for finding in found:
            if finding.rule != rule or finding.cell is None:
                continue
            data = (case / finding.cell.path).read_bytes()
            begins = data.rfind(b"\n", 0, finding.cell.start) + 1
            comment = f"// refreshlint-ignore {rule}: the reason\n".encode()
            commented = OverlayFiles(DiskFiles(case), {finding.cell.path: data[:begins] + comment + data[begins:]})
            after = scan_files(commented, ("",), rules, facts).report
            assert finding.message in [each.finding.message for each in after.suppressed], f"{case}: {finding.cell}"
            assert finding.at.path != finding.cell.path or data.count(b"\n", 0, finding.at.start) != data.count(b"\n", 0, begins), case
            silenced += 1
    assert silenced >= least
