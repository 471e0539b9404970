"""The report as SARIF 2.1.0, for GitHub code scanning, editors and other programs.

Objects are made with sarif_om and written by our own walk over their attrs metadata: the library's companion serializer drops
every property that equals its default, `level: warning` among them, and is ten times slower. What GitHub reads, and its limits:
docs.github.com, "SARIF support for code scanning".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import sarif_om

import refreshlint
from refreshlint import limits
from refreshlint.finding import Finding, Notice, NoticeKind, Place, Report, RuleInfo, Severity, Suppressed, WitnessStep
from refreshlint.fingerprints import fingerprints, line_hashes
from refreshlint.report.paths import Paths
from refreshlint.report.terminal import plural
from refreshlint.source import SourceFile

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_CATEGORY = "refreshlint/"  # GitHub takes what comes before the last slash as the category
_PROBLEM_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}

NOTICES: Mapping[NoticeKind, tuple[str, str]] = {
    NoticeKind.TOO_LARGE: ("A file was skipped because of its size.", "Larger files are generated or bundled code."),
    NoticeKind.MINIFIED: ("A file was skipped because it is minified.", "Names and lines of minified code say nothing to a reader."),
    NoticeKind.ENCODING: ("A file was skipped because it is not UTF-8 text.", "Its encoding is not guessed."),
    NoticeKind.SYNTAX: ("A part of a file could not be read.", "Functions that hold the damaged part are not judged."),
    NoticeKind.DEADLINE: ("A file or stage took too long.", "The run went on without it; the result is incomplete."),
    NoticeKind.DEPTH: ("Code is nested too deeply.", "The function around it is not judged."),
    NoticeKind.UNREADABLE: ("A file could not be opened.", "Look at its permissions, or at the link that leads to it."),
    NoticeKind.LANGUAGE: ("A file is in a language that is not analysed.", "Only JavaScript and TypeScript are."),
    NoticeKind.SCOPE: ("Files were left out on purpose.", "Tests, server code and build output are not client code."),
    NoticeKind.INTERNAL: ("A part of refreshlint failed.", "The other rules and files were still looked at. Please report it."),
    NoticeKind.LIMIT: ("A limit of the analysis was reached.", "What lies beyond it was not judged."),
    NoticeKind.SUPPRESSION: ("A suppression comment is wrong or silences nothing.", "Mend or remove it."),
    NoticeKind.CACHE: ("An entry of the cache was damaged.", "Nothing is to be done: it was thrown away and the project analysed."),
    NoticeKind.BASELINE: ("The baseline holds findings that are gone.", "`refreshlint baseline --prune` takes them out."),
}
"""Title and explanation of each kind of notice."""


def render(report: Report, sources: Mapping[str, SourceFile], *, paths: Paths, with_suppressed: bool = False) -> str:
    """The report as one line of JSON and a line break.

    sources: the files that findings and notices point into, by path; paths: to which folder URIs are relative; with_suppressed:
    write suppressed findings too (GitHub takes them for live ones).
    """
    log = _Writer(report, sources, paths, with_suppressed).log()
    text = json.dumps(_plain(log), ensure_ascii=False, separators=(",", ":"))
    # File names that are not UTF-8 come as lone surrogates, which no JSON reader is bound to accept.
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


class _Writer:
    """Turns one report into sarif_om objects."""

    def __init__(self, report: Report, sources: Mapping[str, SourceFile], paths: Paths, with_suppressed: bool) -> None:
        self.report = report
        self.sources = sources
        self.paths = paths
        self.line_hashes: dict[str, dict[int, str]] = {}
        self.rule_index = {rule.id: index for index, rule in enumerate(report.rules)}
        results: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in _one_a_line(report.findings, sources)]
        if with_suppressed:
            results += [(each.finding, each) for each in report.suppressed]
        results.sort(key=lambda result: -result[0].severity.rank)
        self.results = results[: limits.SARIF_RESULTS]
        self.notices = list(dict.fromkeys(report.notices))
        dropped = len(results) - len(self.results)
        if dropped:
            self.notices.append(Notice(NoticeKind.LIMIT, "", f"{plural(dropped, 'finding')} of the lowest severity not written here"))
        used = {notice.kind for notice in self.notices}
        self.notice_kinds = [kind for kind in NoticeKind if kind in used]

    def log(self) -> Any:
        report = self.report
        failed = any(notice.kind is NoticeKind.INTERNAL for notice in report.notices)
        driver = sarif_om.ToolComponent(
            name="refreshlint",
            version=refreshlint.__version__,
            semantic_version=refreshlint.__version__,
            rules=[_rule(rule) for rule in report.rules],
            notifications=[_notice_descriptor(kind) for kind in self.notice_kinds] or None,
        )
        invocation = sarif_om.Invocation(
            execution_successful=not failed,
            tool_execution_notifications=[self._notification(notice) for notice in self.notices],
        )
        coverage = report.coverage
        names = fingerprints([finding for finding, _ in self.results], self.sources)
        run = sarif_om.Run(
            tool=sarif_om.Tool(driver=driver),
            automation_details=sarif_om.RunAutomationDetails(id=_CATEGORY),
            column_kind="utf16CodeUnits",
            invocations=[invocation],
            results=[
                self._result(finding, fingerprint, suppressed)
                for (finding, suppressed), fingerprint in zip(self.results, names, strict=True)
            ],
            properties={
                "coverage": {
                    "fully": coverage.fully,
                    "partly": coverage.partly,
                    "notAnalysed": coverage.not_analysed,
                    "leftOut": dict(coverage.left_out),
                    "refreshes": coverage.refreshes,
                    "stores": coverage.stores,
                    "clients": coverage.clients,
                }
            },
        )
        return sarif_om.SarifLog(schema_uri=_SCHEMA, version="2.1.0", runs=[run])

    def _result(self, finding: Finding, fingerprint: str, suppressed: Suppressed | None) -> Any:
        place = sarif_om.Location(
            physical_location=self._shown(finding.at),
            logical_locations=[sarif_om.LogicalLocation(fully_qualified_name=finding.function, kind="function")]
            if finding.function
            else None,
        )
        related = [
            sarif_om.Location(id=number, physical_location=self._physical(at), message=sarif_om.Message(text=_message(text)))
            for number, (text, at) in enumerate(finding.related, start=1)
        ]
        properties = {"verdict": str(finding.verdict)}
        if finding.user_effect:
            properties["userEffect"] = finding.user_effect
        if finding.remedy:
            properties["remedy"] = finding.remedy
        if finding.assumes:
            properties["assumes"] = finding.assumes
        return sarif_om.Result(
            rule_id=finding.rule,
            rule_index=self.rule_index.get(finding.rule, -1),
            level=str(finding.severity),
            kind="fail",
            message=sarif_om.Message(text=_linked(finding)),
            locations=[place],
            related_locations=related or None,
            code_flows=[self._flow(finding)] if finding.witness else None,
            partial_fingerprints={"refreshlint/v1": fingerprint, **self._line_hash(finding)},
            # sarif_om's Suppression writes a property that the schema does not have; an absent status means accepted.
            suppressions=[{"kind": suppressed.kind, "justification": suppressed.reason}] if suppressed else None,
            properties=properties,
        )

    def _line_hash(self, finding: Finding) -> dict[str, str]:
        """The fingerprint by which GitHub knows an alert again; uploads without its action have nobody else to make it."""
        source = self.sources.get(finding.at.path)
        if source is None:
            return {}
        if finding.at.path not in self.line_hashes:
            self.line_hashes[finding.at.path] = line_hashes(source.data)
        found = self.line_hashes[finding.at.path].get(source.line_of(finding.at.start))
        return {"primaryLocationLineHash": found} if found else {}

    def _flow(self, finding: Finding) -> Any:
        """The story: one thread an actor, in the order in which they enter; executionOrder counts the steps of the whole story."""
        threads: dict[str, list[Any]] = {}
        last = finding.at
        for order, step in enumerate(finding.witness, start=1):
            # Viewers want a place for each step: what the backend does is shown where the call waits for it.
            last = step.place or last
            threads.setdefault(step.toward or step.actor, []).append(self._step(step, last, order))
        return sarif_om.CodeFlow(
            thread_flows=[
                sarif_om.ThreadFlow(id=actor, message=sarif_om.Message(text=actor), locations=steps) for actor, steps in threads.items()
            ]
        )

    def _step(self, step: WitnessStep, place: Place, order: int) -> Any:
        location = sarif_om.Location(physical_location=self._physical(place), message=sarif_om.Message(text=_message(step.text)))
        state = {name: sarif_om.MultiformatMessageString(text=value) for name, value in step.state} or None
        return sarif_om.ThreadFlowLocation(execution_order=order, location=location, state=state)

    def _notification(self, notice: Notice) -> Any:
        level = {NoticeKind.INTERNAL: "error", NoticeKind.SCOPE: "note"}.get(notice.kind, "warning")
        if notice.place is not None:
            physical = self._physical(notice.place)
        elif notice.path:
            physical = self._file(notice.path)
        else:
            physical = None
        return sarif_om.Notification(
            level=level,
            message=sarif_om.Message(text=_sentence(_message(notice.text))),
            locations=[sarif_om.Location(physical_location=physical)] if physical else None,
            descriptor=sarif_om.ReportingDescriptorReference(id=str(notice.kind), index=self.notice_kinds.index(notice.kind)),
        )

    def _shown(self, place: Place) -> Any:
        """A place with its code, and the lines around it, for readers who do not have the file."""
        physical = self._physical(place, one_line=True)
        source = self.sources.get(place.path)
        if source is not None:
            line = source.line_of(place.start)
            first, last = max(1, line - 1), min(source.line_count, line + 1)
            begin, end = source.line_span(first)[0], source.line_span(last)[1]
            if end - begin <= limits.SARIF_CONTEXT_BYTES:
                physical.region.snippet = sarif_om.ArtifactContent(text=source.line_text(line))
                physical.context_region = sarif_om.Region(
                    start_line=first,
                    end_line=last,
                    snippet=sarif_om.ArtifactContent(text="\n".join(source.line_text(each) for each in range(first, last + 1))),
                )
        return physical

    def _physical(self, place: Place, *, one_line: bool = False) -> Any:
        """A file and a region of it; one_line keeps only the first line (an annotation needs every line of its region in a diff)."""
        physical = self._file(place.path)
        source = self.sources.get(place.path)
        if source is not None:
            line = source.line_of(place.start)
            end = max(place.start, min(place.end, source.line_span(line)[1])) if one_line else place.end
            physical.region = sarif_om.Region(
                start_line=line,
                start_column=source.utf16_column(place.start),
                end_line=source.line_of(end),
                end_column=source.utf16_column(end),
            )
        return physical

    def _file(self, path: str) -> Any:
        return sarif_om.PhysicalLocation(artifact_location=sarif_om.ArtifactLocation(uri=self.paths.uri(path)))


def _one_a_line(findings: Sequence[Finding], sources: Mapping[str, SourceFile]) -> list[Finding]:
    """Findings without those that share rule and line with one before: GitHub takes them for the same alert."""
    kept: dict[tuple[str, str, int], Finding] = {}
    for finding in findings:
        source = sources.get(finding.at.path)
        kept.setdefault((finding.rule, finding.at.path, source.line_of(finding.at.start) if source else finding.at.start), finding)
    return list(kept.values())


def _linked(finding: Finding) -> str:
    """The message, and after it the related places as links to them."""
    texts = [text.replace("[", "(").replace("]", ")") for text, _ in finding.related]
    links = ", ".join(f"[{text}]({number})" for number, text in enumerate(texts, start=1))
    text = _sentence(_message(finding.message))
    return f"{text} See {links}." if links else text


def _rule(rule: RuleInfo) -> Any:
    properties: dict[str, object] = {
        "tags": ["security" if rule.security else "correctness", *(f"external/cwe/cwe-{number}" for number in rule.cwe)],
        "precision": "high",
    }
    if rule.security:
        properties["security-severity"] = f"{rule.security:.1f}"
    else:
        properties["problem.severity"] = _PROBLEM_SEVERITY[rule.severity]
    return sarif_om.ReportingDescriptor(
        id=rule.id,
        name="".join(part.capitalize() for part in re.split(r"[^A-Za-z0-9]+", rule.id)),
        short_description=_description(rule.title),
        full_description=_description(rule.what),
        help=sarif_om.MultiformatMessageString(text=_help(rule, markdown=False), markdown=_help(rule, markdown=True)),
        default_configuration=sarif_om.ReportingConfiguration(level=str(rule.severity)),
        properties=properties,
    )


def _help(rule: RuleInfo, *, markdown: bool) -> str:
    """All that is known of a rule."""
    fence = ("```tsx\n", "\n```") if markdown else ("", "")
    sections = [
        ("What it does", rule.what),
        ("Why it matters", rule.why),
        ("Bad", rule.bad.join(fence)),
        ("Good", rule.good.join(fence)),
        ("What it cannot see", rule.limits),
    ]
    return "\n\n".join([rule.title, *(f"{'## ' if markdown else ''}{heading}\n\n{body}" for heading, body in sections)])


def _description(text: str) -> Any:
    text = _sentence(" ".join(text.split()))
    if len(text) > limits.SARIF_DESCRIPTION_CHARS:
        text = text[: limits.SARIF_DESCRIPTION_CHARS - 3] + "..."
    return sarif_om.MultiformatMessageString(text=text)


def _notice_descriptor(kind: NoticeKind) -> Any:
    title, explanation = NOTICES[kind]
    return sarif_om.ReportingDescriptor(
        id=str(kind),
        short_description=sarif_om.MultiformatMessageString(text=title),
        full_description=sarif_om.MultiformatMessageString(text=explanation),
        help=sarif_om.MultiformatMessageString(text=f"{title} {explanation}"),
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _message(text: str) -> str:
    """Text for a message: `[a](b)` is a link there (SARIF 3.11.6), so that shape is escaped."""
    return re.sub(r"\[(?=[^\[\]]*\]\()", r"\\[", " ".join(text.split()))


def _plain(value: Any) -> Any:
    """sarif_om objects as dicts. Defaults are written, unset properties (None, and -1 for numbers) are not.

    The depth of the recursion is that of the format, not of any input.
    """
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    kind: Any = type(value)
    fields = _fields(kind)
    if not fields:
        return value
    held = [(name, getattr(value, attribute)) for attribute, name in fields]
    return {name: _plain(item) for name, item in held if item is not None and item != -1}


@cache
def _fields(kind: Any) -> list[tuple[str, str]]:
    """(attribute, SARIF property) of a class of sarif_om; empty for other classes."""
    return [(field.name, field.metadata["schema_property_name"]) for field in getattr(kind, "__attrs_attrs__", ())]
