"""The reports of an audit: for the terminal, as a page, as Markdown, and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from refreshlint.finding import AppAudit, Audit, Fact, Grade, Report
from refreshlint.report.paths import Paths
from refreshlint.report.terminal import Paint, escape, position, wrap
from refreshlint.source import SourceFile

_WORDS = {
    Grade.MEND: "Mend before launch.",
    Grade.IMPROVE: "Should be improved.",
    Grade.SOUND: "Sound: nothing was found that goes wrong.",
    Grade.UNKNOWN: "Not audited: there was no JavaScript or TypeScript code to look at.",
}
QUESTIONS = (
    "The tokens are kept",
    "The session is renewed",
    "When several screens need that at once",
    "When the backend answers 401",
    "When the renewal is refused",
    "When the network is lost",
)
"""Headings for LoginPicture.facts, in their order."""


def _text(audit: Audit, sources: Mapping[str, SourceFile], color: bool) -> str:
    from refreshlint.report import text

    paint = Paint(color)
    blocks = []
    built = f", built with {audit.layout.builder}" if audit.layout.builder else ""
    blocks.append(wrap(f"Sign-in audit of {audit.name}{built}"))
    for each in audit.apps:
        sdk = f", SDK {each.app.sdk}" if each.app.sdk else ""
        where = f"{each.app.root}/" if each.app.root else "the top"
        blocks.append([paint.bold(f"{escape(each.app.name)} ({each.app.framework}{sdk}, in {escape(where)}): {_WORDS[each.grade]}")])
        if each.report.findings:
            shown = text.render(each.report, sources, color=color, quiet=True)
            blocks.append(shown.rstrip("\n").split("\n"))
        blocks.append(_picture(each, sources))
        blocks.append(text.looked_at(each.report))
    if not audit.apps:
        blocks.append(wrap("No Expo, React Native or web app was found here, so nothing was audited."))
    if audit.layout.parts:
        blocks.append(["Left out:", *(line for part in audit.layout.parts for line in wrap(f"{part.path}: {part.what}", indent="  "))])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _picture(each: AppAudit, sources: Mapping[str, SourceFile]) -> list[str]:
    lines = ["The login as it is:"]
    stack = ", ".join(each.picture.stack) or "nothing that was recognised"
    lines += wrap(f"It signs in with {stack}.", indent="  ", hanging="    ")
    for question, facts in zip(QUESTIONS, each.picture.facts, strict=True):
        for fact in facts:
            lines += wrap(f"{question}: {_fact(fact, sources)}", indent="  ", hanging="    ")
    return lines


def _fact(fact: Fact, sources: Mapping[str, SourceFile]) -> str:
    where = f" ({position(fact.place, sources.get(fact.place.path))})" if fact.place else ""
    return f"{'' if fact.sound else 'NOT RIGHT: '}{fact.text}{where}"


def _html(audit: Audit, sources: Mapping[str, SourceFile], _color: bool) -> str:
    from refreshlint.report import html

    return html.render(audit, sources)


def _markdown(audit: Audit, sources: Mapping[str, SourceFile], _color: bool) -> str:
    from refreshlint.report import markdown
    from refreshlint.report.prompt import prompt
    from refreshlint.report.text import grouped

    parts = [f"# Sign-in audit of {markdown.prose(audit.name)}"]
    for each in audit.apps:
        parts.append(f"**{markdown.prose(each.app.name)}: {_WORDS[each.grade]}**")
        parts.append(markdown.render(each.report, sources, paths=Paths()).rstrip("\n"))
        prompts = [markdown.fenced(prompt(group, sources, each.app.root), "text") for group in grouped(each.report.findings)]
        if prompts:
            parts += ["## To paste into the app builder", *prompts]
        rows = [f"- It signs in with {markdown.prose(', '.join(each.picture.stack) or 'nothing that was recognised')}."]
        for question, facts in zip(QUESTIONS, each.picture.facts, strict=True):
            rows += [f"- {question}: {markdown.prose(_fact(fact, sources))}" for fact in facts]
        parts += ["## The login as it is", "\n".join(rows)]
    if audit.layout.parts:
        parts.append("## Left out\n\n" + "\n".join(f"- {markdown.prose(f'{part.path}: {part.what}')}" for part in audit.layout.parts))
    return "\n\n".join(parts) + "\n"


def _json(audit: Audit, sources: Mapping[str, SourceFile], _color: bool) -> str:
    from refreshlint.report import json as reports

    def fact(each: Fact) -> dict[str, Any]:
        where = position(each.place, sources.get(each.place.path)) if each.place else None
        return {"text": each.text, "sound": each.sound, "place": where}

    value = {
        "version": reports.VERSION,
        "name": audit.name,
        "builder": audit.layout.builder or None,
        "markers": list(audit.layout.markers),
        "apps": [
            {
                "root": each.app.root,
                "name": each.app.name,
                "framework": each.app.framework,
                "sdk": each.app.sdk or None,
                "grade": each.grade.value,
                "stack": list(each.picture.stack),
                "picture": {
                    question: [fact(item) for item in facts] for question, facts in zip(QUESTIONS, each.picture.facts, strict=True) if facts
                },
                "report": json.loads(reports.render(each.report, sources, paths=Paths())),
            }
            for each in audit.apps
        ],
        "leftOut": [{"path": part.path, "what": part.what} for part in audit.layout.parts],
    }
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def _sarif(audit: Audit, sources: Mapping[str, SourceFile], _color: bool) -> str:
    from refreshlint.report import sarif

    reports = [each.report for each in audit.apps]
    findings = tuple(finding for report in reports for finding in report.findings)
    notices = tuple(notice for report in reports for notice in report.notices)
    if not reports:
        from refreshlint.finding import Coverage

        return sarif.render(Report((), (), Coverage(0, 0, 0)), sources, paths=Paths())
    first = reports[0]
    return sarif.render(Report(findings, notices, first.coverage, first.rules, first.root), sources, paths=Paths())


AuditRender = Callable[[Audit, Mapping[str, SourceFile], bool], str]

AUDIT_FORMATS: dict[str, AuditRender] = {"text": _text, "html": _html, "markdown": _markdown, "json": _json, "sarif": _sarif}
"""Name -> function of an audit, its sources, and whether to colour."""
