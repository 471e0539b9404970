"""The report for people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from refreshlint import limits
from refreshlint.finding import Coverage, Finding, Notice, NoticeKind, Place, Report, Severity, Verdict, WitnessStep
from refreshlint.report import text
from refreshlint.source import SourceFile

EMPTY = Coverage(fully=0, partly=0, not_analysed=0)


def finding_at(place: Place, **changes: Any) -> Finding:
    return replace(Finding("unshared-refresh", Severity.ERROR, Verdict.LIKELY, place, "Something goes wrong"), **changes)


def framed(source: SourceFile, part: str) -> list[str]:
    """The frame around the first occurrence of `part`, as lines after the `-->` line."""
    start = source.data.index(part.encode())
    place = Place(source.path, start, start + len(part.encode()))
    coverage = Coverage(fully=1, partly=0, not_analysed=0)
    lines = text.render(Report((finding_at(place),), (), coverage), {source.path: source}).splitlines()
    return lines[2 : lines.index("", 2)]


def test_a_whole_report(sample: Any) -> None:
    assert text.render(sample.report, sample.sources) == (
        "error: unshared-refresh: Two screens that load at once each spend the refresh token, and the second\n"
        "  is signed out\n"
        "--> app/[id].tsx:4:44 in renew (confirmed)\n"
        "3 | export async function renew(token: string) {\n"
        '4 |   const name = "😀"; const { data } = await axios.post("/auth/refresh", { token });\n'
        "  |                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "5 |   return data;\n"
        "How it happens:\n"
        "  1. first call   sends the refresh token (app/[id].tsx:4:44)\n"
        "  2. second call  sends the same token (app/[id].tsx:4:44)\n"
        "  3. backend      ends the session\n"
        "  4. second call  is refused (app/[id].tsx:5:3)\n"
        "See also: the function all callers enter by (app/[id].tsx:3:23)\n"
        "What your users notice: People are signed out now and then.\n"
        "How to mend it: Share one promise between all callers.\n"
        "\n"
        "Looked at 2 files in my-app: 1 fully, 1 in part.\n"
        "Not analysed: 1 file; the notices say why.\n"
        "Left out on purpose: tests (12), server code (3).\n"
        "Found there: 1 token refresh, 2 token stores, 1 HTTP client.\n"
        "\n"
        "Notices:\n"
        "  vendor/a.js: minified: lines of 5000 bytes on average\n"
        "\n"
        "1 finding: 1 error.\n"
        "`refreshlint rule NAME` explains a rule; here: unshared-refresh.\n"
    )


def test_findings_of_one_cause_are_told_once(sample: Any) -> None:
    first = sample.report.findings[0]
    source = sample.sources["app/[id].tsx"]
    second = finding_at(sample.place(source, "return data"), cause="renew", function="other")
    alone = finding_at(sample.place(source, "axios"), rule="unbounded-retry", message="Another matter", severity=Severity.NOTE)
    shown = text.render(replace(sample.report, findings=(alone, first, second)), sample.sources)
    assert "The same cause shows at 1 more place:\n  app/[id].tsx:5:3 in other\n" in shown
    assert "Something goes wrong" not in shown
    assert shown.index("Another matter") < shown.index("Two screens")
    assert "3 findings: 2 errors, 1 note." in shown


def test_the_most_severe_of_a_cause_is_told_in_full() -> None:
    mild = finding_at(Place("a.ts", 0, 1), cause="c", severity=Severity.NOTE)
    grave = finding_at(Place("a.ts", 5, 6), cause="c")
    other_rule = finding_at(Place("a.ts", 7, 8), cause="c", rule="unbounded-retry")
    assert text.grouped([mild, grave, other_rule]) == [[grave, mild], [other_rule]]


def test_findings_without_a_cause_stand_alone() -> None:
    findings = [finding_at(Place("a.ts", 0, 1)), finding_at(Place("a.ts", 5, 6))]
    assert text.grouped(findings) == [[findings[0]], [findings[1]]]


def test_nothing_found_says_what_was_looked_at(sample: Any) -> None:
    shown = text.render(replace(sample.report, findings=()), sample.sources)
    assert "Looked at 2 files in my-app" in shown
    assert "Found there: 1 token refresh" in shown
    assert shown.endswith("No problems found by 1 rule.\n")


def test_a_project_without_tokens_is_no_clean_bill() -> None:
    shown = text.render(Report((), (), Coverage(fully=3, partly=0, not_analysed=0)), {})
    assert "so there was nothing to judge" in shown


def test_no_file_at_all_gives_no_verdict() -> None:
    shown = text.render(Report((), (), EMPTY), {})
    assert shown == "Nothing to audit: no JavaScript or TypeScript file was analysed.\n"


@pytest.mark.parametrize(("root", "where"), [("/home/someone/my-app", " in my-app"), ("/", ""), ("", "")])
def test_no_absolute_path_is_shown(root: str, where: str) -> None:
    shown = text.render(Report((), (), Coverage(2, 0, 0), root=root), {})
    assert shown.startswith(f"Looked at 2 files{where}: 2 fully, 0 in part.\n")


def test_equal_notices_are_listed_once() -> None:
    notice = Notice(NoticeKind.LIMIT, "a.ts", "too many values")
    shown = text.render(Report((), (notice, notice), Coverage(1, 0, 0)), {})
    assert shown.count("too many values") == 1


def test_a_notice_with_a_place_names_its_line(sample: Any) -> None:
    place = sample.place(sample.sources["app/[id].tsx"], "return data")
    notice = Notice(NoticeKind.SYNTAX, place.path, "damaged", place)
    assert "  app/[id].tsx:5:3: damaged\n" in text.render(replace(sample.report, notices=(notice,)), sample.sources)


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\u2066", "\r", "\x9b", "\u2028", "\x7f"])
def test_nothing_from_the_project_steers_the_terminal(sample: Any, hostile: str) -> None:
    source = SourceFile(f"a{hostile}.ts", f'x("{hostile}");\n'.encode())
    place = Place(source.path, 0, 3)
    step = WitnessStep(f"app{hostile}", f"step{hostile}", place)
    finding = finding_at(
        place, message=f"m{hostile}", function=f"f{hostile}", user_effect=f"e{hostile}", remedy=f"r{hostile}", witness=(step,),
        related=((f"t{hostile}", place),),
    )  # fmt: skip
    notice = Notice(NoticeKind.SYNTAX, source.path, f"n{hostile}")
    report = Report((finding,), (notice,), Coverage(1, 0, 0, ((f"l{hostile}", 1),)), root=f"root{hostile}")
    shown = text.render(report, {source.path: source})
    assert not any(char in shown for char in hostile if not char.isprintable())
    assert "<U+" in shown


def test_carets_stand_under_the_text_they_mean() -> None:
    source = SourceFile("a.ts", "\tconst 漢 = e\u0301 + \u202etoken;\n".encode())
    assert framed(source, "token") == [
        "1 |     const 漢 = e\u0301 + <U+202E>token;",
        "  |                            ^^^^^",
    ]


def test_a_place_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    source = SourceFile("a.ts", b"const a = f(() => {\n  g();\n});\n")
    assert framed(source, "f(() => {\n  g();\n})") == [
        "1 | const a = f(() => {",
        "  |           ^^^^^^^^^",
        "2 |   g();",
    ]


def test_an_empty_place_has_one_caret() -> None:
    source = SourceFile("a.ts", b"\xef\xbb\xbfab\r\ncd")
    place = Place("a.ts", 7, 7)
    shown = text.render(Report((finding_at(place),), (), Coverage(1, 0, 0)), {"a.ts": source})
    assert "--> a.ts:2:1 (likely)\n1 | ab\n2 | cd\n  | ^\n" in shown


@pytest.mark.parametrize("before", [0, 30, 5_000])
@pytest.mark.parametrize("after", [0, 5_000])
def test_long_lines_are_cut_around_the_place(before: int, after: int) -> None:
    source = SourceFile("a.ts", b"x" * before + b"refresh()" + b"y" * after)
    code, carets = framed(source, "refresh()")
    assert len(code) <= len("1 | ") + limits.SNIPPET_CHARS + 2 * len("...")
    column = carets.index("^")
    assert code[column : column + 9] == "refresh()"
    assert carets.count("^") == 9
    assert code.endswith("...") == (before + after > limits.SNIPPET_CHARS and after > 0)


def test_a_long_neighbour_is_cut() -> None:
    source = SourceFile("a.ts", b"x" * 5_000 + b"\nrefresh()")
    assert framed(source, "refresh()")[0] == "1 | " + "x" * limits.SNIPPET_CHARS + "..."


def test_a_long_story_keeps_its_start_and_end(sample: Any) -> None:
    steps = tuple(WitnessStep("app", f"step number {number}", None) for number in range(1, 51))
    report = replace(sample.report, findings=(finding_at(sample.report.findings[0].at, witness=steps),))
    shown = text.render(report, sample.sources)
    assert shown.count("step number") == limits.WITNESS_STEPS
    assert "step number 1\n" in shown
    assert "... 30 steps not shown\n" in shown
    assert "  50. app  step number 50\n" in shown


def test_colours_only_where_asked(sample: Any) -> None:
    assert "\x1b" not in text.render(sample.report, sample.sources)
    coloured = text.render(sample.report, sample.sources, color=True)
    assert "\x1b[1;31merror: unshared-refresh:\x1b[0m" in coloured


def test_a_file_whose_source_is_gone_is_still_named(sample: Any) -> None:
    shown = text.render(sample.report, {})
    assert "--> app/[id].tsx in renew (confirmed)\nHow it happens:" in shown


def test_prose_is_wrapped(sample: Any) -> None:
    finding = replace(sample.report.findings[0], remedy="word " * 100)
    shown = text.render(replace(sample.report, findings=(finding,)), sample.sources)
    assert max(map(len, shown.splitlines())) <= limits.TEXT_COLUMNS


def test_the_page_of_a_rule_has_all_parts(rule_info: Any) -> None:
    shown = text.render_rule(rule_info)
    for part in ("error: unshared-refresh (since 0.1)", rule_info.title, rule_info.what, rule_info.why, rule_info.bad, rule_info.limits):
        assert part in shown
    assert "    let flight = null;\n    export const call" in shown
    assert "CWE-820: https://cwe.mitre.org/data/definitions/820.html" in shown
    assert "rules/unshared_refresh.py" in shown


def test_the_list_of_rules_is_a_table(rule_info: Any) -> None:
    short = replace(rule_info, id="a-rule", severity=Severity.WARNING)
    lines = text.render_rules([short, rule_info]).splitlines()
    assert lines[0] == "a-rule            warning  A refresh can run twice at once."
    assert lines[1] == "unshared-refresh  error    A refresh can run twice at once."


def story_of(shown: str) -> list[str]:
    """The lines of the first story of a report."""
    lines = shown.splitlines()
    start = lines.index("How it happens:") + 1
    return lines[start : lines.index("See also: the function all callers enter by (app/[id].tsx:3:23)")]


def test_a_run_of_two_calls_is_drawn_as_two_lanes(raced: Any) -> None:
    assert story_of(text.render(raced.report, raced.sources)) == [
        "     first call                                       second call",
        "  1. sends refresh token 1 ([id].tsx:4:44)          |",
        "  2.                                                | finds that flight is not set, and goes on to",
        "                                                    |   send refresh token 1 as well, for nobody has",
        "                                                    |   told it ([id].tsx:4:44)",
        "  3. <- backend: gives out pair 2 and revokes       |",
        "        refresh token 1                             |",
        "  4.                                                | <- backend: ends the session",
        "  5.                                                | is refused ([id].tsx:5:3)",
    ]


def with_witness(sample: Any, witness: tuple[WitnessStep, ...]) -> str:
    finding = replace(sample.report.findings[0], witness=witness)
    return text.render(replace(sample.report, findings=(finding,)), sample.sources)


def test_a_story_of_one_call_or_three_is_a_list(raced: Any) -> None:
    witness = raced.report.findings[0].witness
    third = replace(witness[0], actor="third call")
    assert "  6. third call   sends refresh token 1 (app/[id].tsx:4:44)" in story_of(with_witness(raced, (*witness, third)))
    mine = tuple(step for step in witness if "first call" in (step.actor, step.toward))
    assert story_of(with_witness(raced, mine)) == [
        "  1. first call  sends refresh token 1 (app/[id].tsx:4:44)",
        "  2. backend     gives out pair 2 and revokes refresh token 1 (app/[id].tsx:4:44)",
    ]


def test_a_story_that_no_run_has_shown_is_a_list(raced: Any) -> None:
    witness = raced.report.findings[0].witness
    told = story_of(with_witness(raced, (replace(witness[0], state=()), *witness[1:])))
    assert told[0] == "  1. first call   sends refresh token 1 (app/[id].tsx:4:44)"
    assert not any(" |" in line for line in told)


def test_lanes_keep_to_the_width_and_a_long_run_to_its_end(raced: Any) -> None:
    first, second, *_, last = raced.report.findings[0].witness
    turns = [replace((first, second)[number % 2], text=f"step number {number} " + "of a long run " * (number % 5)) for number in range(51)]
    shown = story_of(with_witness(raced, (*turns, last)))
    assert max(map(len, shown)) <= limits.TEXT_COLUMNS
    assert sum(line[:6].strip().endswith(".") for line in shown) == limits.WITNESS_STEPS
    assert "      ... 32 steps not shown" in shown
    assert shown[-1].startswith("  52. ")
    assert len({line.index(" |") for line in shown if " |" in line}) == 1


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\r"])
def test_nothing_in_a_lane_steers_the_terminal(raced: Any, hostile: str) -> None:
    witness = tuple(replace(step, text=f"{step.text}{hostile}") for step in raced.report.findings[0].witness)
    shown = with_witness(raced, witness)
    assert not any(char in shown for char in hostile if not char.isprintable())
    assert len({line.index(" |") for line in story_of(shown)[1:]}) == 1


def test_only_the_heads_of_lanes_are_bold(raced: Any) -> None:
    shown = text.render(raced.report, raced.sources, color=True)
    (heads,) = (line for line in shown.splitlines() if "second call" in line)
    assert heads.count("\x1b[1m") == 2
    assert "\x1b[1m" not in "".join(line for line in shown.splitlines() if " |   " in line)


def test_a_long_report_begins_with_its_causes(sample: Any) -> None:
    base = sample.report.findings[0]
    causes = ("a", "b", "c", "d", "e", "e")
    findings = tuple(replace(base, cause=cause, severity=Severity.NOTE if cause == "a" else base.severity) for cause in causes)
    lines = text.render(replace(sample.report, findings=findings), sample.sources).splitlines()
    assert lines[0] == "6 findings from 5 causes, told below:"
    assert lines[1].endswith(" and 1 more place")
    assert lines[5].lstrip().startswith("note")
    assert not text.render(replace(sample.report, findings=findings[:4]), sample.sources).startswith("4 findings")
