"""The report for people: what goes wrong, the story that leads there, what users notice, how to mend it, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from refreshlint import limits
from refreshlint.finding import Coverage, Finding, Notice, Place, Report, RuleInfo, Severity, WitnessStep
from refreshlint.report.terminal import Paint, escape, frame, plural, position, width, wrap
from refreshlint.source import SourceFile

_CODE_INDENT = "    "


def render(report: Report, sources: Mapping[str, SourceFile], *, color: bool = False, statistics: bool = False, quiet: bool = False) -> str:
    """The whole report, ending in a line break. sources: the files that findings and notices point into, by path; statistics: count
    the findings of each rule; quiet: findings and notices only.
    """
    paint = Paint(color)
    groups = grouped(report.findings)
    blocks = [_causes(groups, sources, paint)] if len(groups) > limits.TEXT_CAUSES else []
    blocks += [_finding(group[0], group[1:], sources, paint) for group in groups]
    if not quiet:
        blocks.append(looked_at(report))
    if report.notices:
        blocks.append(["Notices:", *_notices(report.notices, sources)])
    if statistics and report.findings:
        blocks.append(_statistics(report))
    if not quiet and report.coverage.fully + report.coverage.partly:
        blocks.append(_counts(report, paint))
    return "".join("\n".join(block) + ("\n" if block is blocks[-1] else "\n\n") for block in blocks)


def _causes(groups: Sequence[Sequence[Finding]], sources: Mapping[str, SourceFile], paint: Paint) -> list[str]:
    """A long report in short: the causes, the most severe and widest first."""
    lines = [paint.bold(f"{plural(sum(map(len, groups)), 'finding')} from {plural(len(groups), 'cause')}, told below:")]
    ordered = sorted(groups, key=lambda group: (-group[0].severity.rank, -len(group)))
    cells = max(len(group[0].rule) for group in ordered)
    for first, *others in ordered:
        more = f" and {plural(len(others), 'more place')}" if others else ""
        severity = paint.severity(first.severity, first.severity.ljust(max(map(len, Severity))))
        lines.append(f"  {severity}  {escape(first.rule).ljust(cells)}  {_at(first.at, sources)}{more}")
    return lines


def _statistics(report: Report) -> list[str]:
    """Findings by rule, the most frequent first."""
    counts = Counter(finding.rule for finding in report.findings)
    cells = len(str(max(counts.values())))
    return [
        "Findings by rule:",
        *(f"  {count:>{cells}}  {escape(rule)}" for rule, count in sorted(counts.items(), key=lambda each: (-each[1], each[0]))),
    ]


def grouped(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Findings of one rule and one cause together, the most severe first; groups and their members keep the order of the findings."""
    groups: dict[tuple[str, str, int], list[Finding]] = {}
    for number, finding in enumerate(findings):
        # Without a cause a finding stands alone.
        key = (finding.rule, finding.cause, -1 if finding.cause else number)
        groups.setdefault(key, []).append(finding)
    return [sorted(group, key=lambda finding: -finding.severity.rank) for group in groups.values()]


def _finding(finding: Finding, others: Sequence[Finding], sources: Mapping[str, SourceFile], paint: Paint) -> list[str]:
    head = f"{finding.severity}: {escape(finding.rule)}: "
    first, *rest = wrap(head + finding.message, hanging="  ")
    lines = [paint.severity(finding.severity, first[: len(head)].rstrip()) + " " + paint.bold(first[len(head) :])]
    lines += [paint.bold(line) for line in rest]
    source = sources.get(finding.at.path)
    inside = f" in {escape(finding.function)}" if finding.function else ""
    lines.append(f"{paint.dim('-->')} {position(finding.at, source)}{inside} ({finding.verdict})")
    if source is not None:
        lines += frame(finding.at, source, paint)
    if finding.witness:
        lines.append("How it happens:")
        lines += _story(finding.witness, sources, paint)
    for text, place in finding.related:
        lines += wrap(f"See also: {text} ({_at(place, sources)})", hanging="  ")
    if finding.user_effect:
        lines += wrap(f"What your users notice: {finding.user_effect}", hanging="  ")
    if finding.remedy:
        lines += wrap(f"How to mend it: {finding.remedy}", hanging="  ")
    if finding.assumes:
        lines += wrap(f"Taken for granted: {finding.assumes}", hanging="  ")
    if others:
        lines.append(f"The same cause shows at {plural(len(others), 'more place')}:")
        for other in others:
            inside = f" in {escape(other.function)}" if other.function else ""
            lines.append(f"  {_at(other.at, sources)}{inside}")
    return lines


def _at(place: Place, sources: Mapping[str, SourceFile]) -> str:
    return position(place, sources.get(place.path))


def _story(witness: Sequence[WitnessStep], sources: Mapping[str, SourceFile], paint: Paint) -> list[str]:
    """The steps, numbered. Of a long story the middle is left out: its end is what goes wrong."""
    steps = list(enumerate(witness, start=1))
    left_out = len(steps) - limits.WITNESS_STEPS
    if left_out > 0:
        steps = steps[: limits.WITNESS_STEPS - 1] + steps[-1:]
    callers = list(dict.fromkeys(step.toward or step.actor for step in witness))
    if len(callers) == 2 and all(step.state for step in witness):
        return _timeline(steps, callers, left_out, sources, paint)
    number_cells = len(str(steps[-1][0]))
    actor_cells = max(width(escape(step.actor)) for _, step in steps)
    hanging = " " * (2 + number_cells + 2 + actor_cells + 2)
    lines = []
    for number, step in steps:
        if left_out > 0 and number == len(witness):
            lines.append(f"{hanging}... {plural(left_out, 'step')} not shown")
        actor = escape(step.actor)
        actor += " " * (actor_cells - width(actor))
        place = f" ({_at(step.place, sources)})" if step.place else ""
        # The indent belongs to the layout: it must keep its spaces, so it is not part of the text that is wrapped.
        first, *rest = wrap(step.text + place, indent=hanging)
        lines.append(f"  {number:>{number_cells}}. {paint.bold(actor)}  {first[len(hanging) :]}")
        lines += rest
    return lines


def _timeline(
    steps: list[tuple[int, WitnessStep]], callers: list[str], left_out: int, sources: Mapping[str, SourceFile], paint: Paint
) -> list[str]:
    """Two callers side by side, time going down; what the backend answers stands, after an arrow, in the lane of whom it answers."""
    number_cells = len(str(steps[-1][0]))
    margin = 2 + number_cells + 2
    lane = (limits.TEXT_COLUMNS - margin - 3) // 2
    lines = [f"{' ' * margin}{paint.bold(escape(callers[0]).ljust(lane))}   {paint.bold(escape(callers[1]))}"]
    for row, (number, step) in enumerate(steps):
        if left_out > 0 and row == len(steps) - 1:
            lines.append(f"{' ' * margin}... {plural(left_out, 'step')} not shown")
        answer = "<- backend: " if step.toward else ""
        place = f" ({_at(step.place, sources).rpartition('/')[2]})" if step.place and not step.toward else ""
        parts = wrap(answer + step.text + place, hanging="   " if answer else "  ", columns=lane)
        second = (step.toward or step.actor) == callers[1]
        for at, part in enumerate(parts):
            head = f"  {number:>{number_cells}}. " if at == 0 else " " * margin
            lines.append(f"{head}{' ' * lane} | {part}" if second else f"{head}{part}{' ' * (lane - width(part))} |")
    return lines


def looked_at(report: Report) -> list[str]:
    coverage = report.coverage
    # Only the folder's name: the same project gives the same report wherever it lies.
    name = PurePath(report.root).name
    where = f" in {name}" if name else ""
    analysed = coverage.fully + coverage.partly
    if not analysed:
        lines = wrap(f"Nothing to audit: no JavaScript or TypeScript file was analysed{where}.")
    else:
        lines = wrap(f"Looked at {plural(analysed, 'file')}{where}: {coverage.fully} fully, {coverage.partly} in part.")
    if coverage.not_analysed:
        lines += wrap(f"Not analysed: {plural(coverage.not_analysed, 'file')}; the notices say why.")
    if coverage.left_out:
        reasons = ", ".join(f"{reason} ({count})" for reason, count in coverage.left_out)
        lines += wrap(f"Left out on purpose: {reasons}.", hanging="  ")
    if analysed:
        lines += wrap(_subjects(coverage))
    return lines


def _subjects(coverage: Coverage) -> str:
    if not (coverage.refreshes or coverage.stores or coverage.clients):
        return "Found no code there that refreshes, stores or sends sign-in tokens, so there was nothing to judge."
    return (
        f"Found there: {plural(coverage.refreshes, 'token refresh')}, {plural(coverage.stores, 'token store')}, "
        f"{plural(coverage.clients, 'HTTP client')}."
    )


def _notices(notices: Sequence[Notice], sources: Mapping[str, SourceFile]) -> list[str]:
    """One line for each notice; equal ones once."""
    lines = []
    for notice in dict.fromkeys(notices):
        where = _at(notice.place, sources) if notice.place else notice.path
        lines += wrap(f"{where}: {notice.text}" if where else notice.text, indent="  ", hanging="    ")
    return lines


def _counts(report: Report, paint: Paint) -> list[str]:
    silent = [f"Not reported: {plural(len(report.suppressed), 'finding')} silenced by comments, configuration or the baseline."]
    if not report.suppressed:
        silent = []
    if not report.findings:
        checked = f" by {plural(len(report.rules), 'rule')}" if report.rules else ""
        return [paint.bold("No problems found") + f"{checked}.", *silent]
    by_severity = [(severity, sum(finding.severity is severity for finding in report.findings)) for severity in Severity]
    counts = ", ".join(plural(count, severity) for severity, count in by_severity if count)
    lines = [paint.bold(f"{plural(len(report.findings), 'finding')}: {counts}.")]
    lines += silent
    rules = sorted({finding.rule for finding in report.findings})
    lines.append(f"`refreshlint rule NAME` explains a rule; here: {', '.join(map(escape, rules))}.")
    return lines


def render_rules(rules: Sequence[RuleInfo], *, color: bool = False) -> str:
    """One line for each rule: id, severity, title."""
    paint = Paint(color)
    id_cells = max((width(rule.id) for rule in rules), default=0)
    severity_cells = max(len(severity) for severity in Severity)
    lines = [
        f"{paint.bold(rule.id.ljust(id_cells))}  {paint.severity(rule.severity, rule.severity.ljust(severity_cells))}  {escape(rule.title)}"
        for rule in rules
    ]
    return "\n".join([*lines, "", "`refreshlint rule NAME` explains one of them.", ""])


def render_rule(rule: RuleInfo, *, color: bool = False) -> str:
    """All that is known of one rule."""
    paint = Paint(color)
    lines = [f"{paint.severity(rule.severity, rule.severity)}: {paint.bold(escape(rule.id))} (since {escape(rule.since)})"]
    lines += wrap(rule.title)
    for heading, body in (("What it does", rule.what), ("Why it matters", rule.why)):
        lines += ["", paint.bold(heading), *_prose(body)]
    for heading, code in (("Bad", rule.bad), ("Good", rule.good)):
        lines += ["", paint.bold(heading), *(f"{_CODE_INDENT}{escape(line)}".rstrip() for line in code.splitlines())]
    lines += ["", paint.bold("What it cannot see"), *_prose(rule.limits)]
    if rule.cwe:
        lines += ["", paint.bold("Weakness")]
        lines += [f"  CWE-{number}: https://cwe.mitre.org/data/definitions/{number}.html" for number in rule.cwe]
    lines += ["", paint.bold("Where it is written"), f"  rules/{escape(rule.id).replace('-', '_')}.py"]
    return "\n".join(lines) + "\n"


def _prose(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        lines += wrap(line, indent="  ", hanging="    " if line.startswith("- ") else "  ") or [""]
    return lines
