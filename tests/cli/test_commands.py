"""The commands in this process, with the pipeline replaced by ready-made results."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from refreshlint import registry, run
from refreshlint.cli.exits import Exit, exit_code
from refreshlint.cli.main import main
from refreshlint.config import Config
from refreshlint.finding import Coverage, Finding, Notice, NoticeKind, Place, Report, Severity, Verdict
from refreshlint.registry import Rule
from refreshlint.report.formats import FORMATS
from refreshlint.source import SourceFile

CLEAN = Report((), (), Coverage(fully=1, partly=0, not_analysed=0))
FOUND = replace(CLEAN, findings=(Finding("unshared-refresh", Severity.WARNING, Verdict.LIKELY, Place("src/a.ts", 0, 1), "It races"),))
DOC = "A title.\n" + "".join(f"## {heading}\ntext of {heading}\n" for heading in registry.HEADINGS)

Pipeline = Callable[..., list[Any]]
DEFAULT = Config()


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rules, whatever the project has."""

    def check(subject: object, auth: object) -> Iterator[Finding]:
        return iter(())

    ids = ("unbounded-retry", "unshared-refresh")
    loaded = tuple(Rule(id, object, Severity.ERROR, (), "0.1", None, check, DOC) for id in ids)
    monkeypatch.setattr(registry, "load_rules", lambda: loaded)


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> Pipeline:
    """Makes scan() return a report, with tmp_path as context root; the list receives the arguments of each call."""

    def install(report: Report, config: Config = DEFAULT) -> list[Any]:
        calls: list[Any] = []

        def scan(paths: Any, options: run.Options) -> Any:
            calls.append((tuple(paths), options))
            source = SourceFile("src/a.ts", b"x;\n")
            return run.Scan(report, {source.path: source}, tmp_path, config)

        monkeypatch.setattr(run, "scan", scan)
        return calls

    return install


def test_arguments_reach_the_pipeline(pipeline: Pipeline) -> None:
    calls = pipeline(CLEAN)
    assert main(["check"]) == 0
    assert main(["check", "a.ts", "src", "--pedantic", "--no-explore", "--select", "unshared-refresh,unbounded-retry"]) == 0
    assert main(["check", "--select", "unshared-refresh", "--select", "unbounded-retry"]) == 0
    both = frozenset({"unshared-refresh", "unbounded-retry"})
    assert calls == [
        ((pathlib.Path("."),), run.Options(shield=True)),
        ((pathlib.Path("a.ts"), pathlib.Path("src")), run.Options(select=both, pedantic=True, explore=False, shield=True)),
        ((pathlib.Path("."),), run.Options(select=both, shield=True)),
    ]


def test_rules_and_their_levels_reach_the_pipeline(pipeline: Pipeline) -> None:
    calls = pipeline(CLEAN)
    assert main(["check", "--ignore", "unbounded-retry", "--severity", "unshared-refresh=note", "--baseline", "old.json"]) == 0
    assert main(["check", "--no-baseline"]) == 0
    assert [options for _, options in calls] == [
        run.Options(ignore={"unbounded-retry"}, severity={"unshared-refresh": Severity.NOTE}, baseline="old.json", shield=True),
        run.Options(baseline="", shield=True),
    ]


def test_the_level_that_fails_may_be_configured(pipeline: Pipeline) -> None:
    pipeline(FOUND, Config(fail_on=Severity.ERROR))
    assert main(["check"]) == Exit.CLEAN
    assert main(["check", "--fail-on", "note"]) == Exit.FINDINGS


def test_several_outputs_of_one_run(pipeline: Pipeline, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    calls = pipeline(FOUND)
    files = {kind: tmp_path / f"report.{kind}" for kind in FORMATS}
    outputs = [part for kind, file in files.items() for part in ("--output", f"{kind}={file}")]
    assert main(["check", "--output-format", "concise", *outputs]) == Exit.FINDINGS
    assert len(calls) == 1
    assert capsys.readouterr().out == files["concise"].read_text() == "src/a.ts:1:1: warning: unshared-refresh: It races (likely)\n"
    assert json.loads(files["json"].read_text())["findings"][0]["place"]["path"] == "src/a.ts"
    assert json.loads(files["sarif"].read_text())["runs"][0]["results"]
    assert "It races" in files["text"].read_text()


def test_an_output_that_cannot_be_written(pipeline: Pipeline, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline(CLEAN)
    assert main(["check", "--output", f"json={tmp_path}/no/such/folder/x.json"]) == Exit.USAGE
    assert "x.json: the report cannot be written: No such file or directory" in capsys.readouterr().err


def test_short_and_long_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--help"]) == 0
    short = capsys.readouterr().out
    assert main(["check", "--help-all"]) == 0
    long = capsys.readouterr().out
    assert len(short.splitlines()) <= 40, "one screen"
    for option in ("--stdin-filename", "--sarif-root", "--severity", "--pedantic"):
        assert option not in short
        assert option in long


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert "_REFRESHLINT_COMPLETE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Exit.FINDINGS),
        (["--fail-on", "error"], Exit.CLEAN),
        (["--fail-on", "warning"], Exit.FINDINGS),
        (["--fail-on", "note"], Exit.FINDINGS),
        (["--exit-zero"], Exit.CLEAN),
        (["--strict"], Exit.FINDINGS),
    ],
)
@pytest.mark.parametrize("output_format", ["text", "sarif"])
def test_exit_codes_of_findings(pipeline: Pipeline, arguments: list[str], expected: Exit, output_format: str) -> None:
    pipeline(FOUND)
    assert main(["check", "--output-format", output_format, *arguments]) == expected


def with_notice(report: Report, kind: NoticeKind) -> Report:
    return replace(report, notices=(Notice(kind, "a.ts", "text"),))


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_strict_means_that_nothing_was_left_unread(kind: NoticeKind) -> None:
    report = with_notice(FOUND, kind)
    on_purpose = dict.fromkeys((NoticeKind.SCOPE, NoticeKind.SUPPRESSION, NoticeKind.BASELINE, NoticeKind.CACHE), Exit.FINDINGS)
    expected = {NoticeKind.INTERNAL: Exit.INTERNAL, **on_purpose}.get(kind, Exit.INCOMPLETE)
    assert exit_code(report, fail_on=Severity.WARNING, strict=True, exit_zero=False) == expected


@pytest.mark.parametrize("exit_zero", [False, True])
def test_failures_are_not_hidden_by_exit_zero(exit_zero: bool) -> None:
    def code(report: Report, *, strict: bool = False) -> Exit:
        return exit_code(report, fail_on=Severity.WARNING, strict=strict, exit_zero=exit_zero)

    assert code(with_notice(FOUND, NoticeKind.INTERNAL)) == Exit.INTERNAL
    assert code(with_notice(CLEAN, NoticeKind.SYNTAX), strict=True) == Exit.INCOMPLETE
    assert code(with_notice(CLEAN, NoticeKind.SYNTAX)) == Exit.CLEAN
    assert code(replace(CLEAN, coverage=Coverage(fully=0, partly=0, not_analysed=1))) == Exit.NOTHING
    assert code(replace(CLEAN, coverage=Coverage(fully=0, partly=1, not_analysed=0))) == Exit.CLEAN


def test_nothing_to_audit_is_said_in_every_format(pipeline: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    pipeline(replace(CLEAN, coverage=Coverage(fully=0, partly=0, not_analysed=0)))
    assert main(["check"]) == Exit.NOTHING
    assert capsys.readouterr().out.startswith("Nothing to audit")
    assert main(["check", "--output-format", "sarif"]) == Exit.NOTHING
    written = capsys.readouterr()
    assert json.loads(written.out)["runs"][0]["results"] == []
    assert written.err == "refreshlint: nothing to audit\n"


@pytest.mark.parametrize(
    ("arguments", "uri"),
    [(["src"], "a.ts"), (["."], "src/a.ts"), (["src", "other"], "src/a.ts"), (["src/a.ts"], "src/a.ts"), ([], "src/a.ts")],
)
def test_sarif_paths_are_relative_to_a_single_folder(
    pipeline: Pipeline,
    tmp_path: pathlib.Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    uri: str,
) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.ts").touch()
    monkeypatch.chdir(tmp_path)
    pipeline(FOUND)
    assert main(["check", "--output-format", "sarif", *arguments]) == Exit.FINDINGS
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["check", "--select", "unshard-refresh"], "Did you mean 'unshared-refresh'?"),
        (["check", "--select", "Unshared_Refresh"], "Did you mean 'unshared-refresh'?"),
        (["check", "--select", "zzz"], "`refreshlint rule` lists the rules"),
        (["check", "--select", ","], "no rule is named"),
        (["rule", "unbounded-retries"], "Did you mean 'unbounded-retry'?"),
        (["check", "--fail-on", "fatal"], "fatal"),
        (["check", "--ignore", "unshard-refresh"], "Did you mean 'unshared-refresh'?"),
        (["check", "--severity", "unshared-refresh"], "is not RULE=LEVEL"),
        (["check", "--severity", "unshared-refresh=fatal"], "is not RULE=LEVEL"),
        (["check", "--severity", "unshard-refresh=note"], "Did you mean 'unshared-refresh'?"),
        (["check", "--output", "serif=x"], "Did you mean 'sarif'?"),
        (["check", "--output", "sarif"], "names no file"),
        (["check", "--output", "sarif=x", "--output", "json=x"], "x is named twice"),
        (["check", "a.ts", "--stdin-filename", "b.ts"], "no PATHS"),
        (["rule", "--at", "a.ts"], "is not FILE:LINE"),
        (["check", "--no-such-option"], "--no-such-option"),
        (["no-such-command"], "no-such-command"),
        (["debug", "tree", __file__], "tree"),
        (["debug", "ir", "no/such/file.ts"], "no/such/file.ts"),
    ],
)
def test_wrong_usage(pipeline: Pipeline, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str) -> None:
    calls = pipeline(CLEAN)
    assert main(arguments) == Exit.USAGE
    written = capsys.readouterr()
    assert complaint in written.err
    assert written.out == ""
    assert calls == []


def test_a_path_that_the_pipeline_refuses(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise run.UsageError("no/such/folder: no such file or folder")

    monkeypatch.setattr(run, "scan", refuse)
    assert main(["check", "no/such/folder"]) == Exit.USAGE
    assert capsys.readouterr().err == "refreshlint: no/such/folder: no such file or folder\n"


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (ValueError("two\nlines"), Exit.INTERNAL, "refreshlint: internal error: ValueError: two lines (REFRESHLINT_DEBUG=1 shows where)\n"),
        (RecursionError("deep"), Exit.INTERNAL, "refreshlint: internal error: RecursionError: deep (REFRESHLINT_DEBUG=1 shows where)\n"),
        (registry.RegistryError("no rules"), Exit.USAGE, "refreshlint: no rules\n"),
        (KeyboardInterrupt(), Exit.INTERRUPTED, "refreshlint: interrupted\n"),
    ],
)
def test_what_escapes_the_pipeline_becomes_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, code: Exit, said: str
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise raised

    monkeypatch.delenv("REFRESHLINT_DEBUG", raising=False)
    monkeypatch.setattr(run, "scan", fail)
    assert main(["check"]) == code
    written = capsys.readouterr()
    assert written.err.lstrip("\n") == said
    assert written.out == ""


def test_a_traceback_comes_only_when_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("REFRESHLINT_DEBUG", "1")
    monkeypatch.setattr(run, "scan", lambda *_, **__: 1 // 0)
    assert main(["check"]) == Exit.INTERNAL
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": ""}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--no-color"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours(
    pipeline: Pipeline,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    environment: dict[str, str],
    coloured: bool,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    pipeline(FOUND)
    for command in (["check"], ["rule"], ["rule", "unshared-refresh"]):
        main([*command, *arguments])
        assert ("\x1b[" in capsys.readouterr().out) == coloured


def test_rules_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    listed = capsys.readouterr().out
    assert "unbounded-retry   error    A title.\nunshared-refresh  error    A title.\n" in listed
    assert main(["rule", "unbounded-retry"]) == 0
    assert "text of What it cannot see" in capsys.readouterr().out


def test_the_help_shows_what_is_for_users(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert "check" in shown
    assert "rule" in shown
    assert "debug" not in shown
