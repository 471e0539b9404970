"""An audit as one self-contained page: no network, no script that is needed, light and dark, for phone, keyboard, reader and printer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape as html_escape

import refreshlint
from refreshlint import limits
from refreshlint.finding import App, AppAudit, Audit, Fact, Finding, Grade, Place, Severity
from refreshlint.report import sequence
from refreshlint.report.prompt import prompt
from refreshlint.report.terminal import escape, plural
from refreshlint.report.text import grouped
from refreshlint.source import SourceFile

_VERDICTS = {
    Grade.MEND: ("Mend before launch", "At least one finding logs people out, keeps screens loading, or opens accounts to others."),
    Grade.IMPROVE: ("Should be improved", "Nothing here breaks the sign-in for everybody, but some people will notice."),
    Grade.SOUND: ("Sound", "Nothing was found that goes wrong."),
    Grade.UNKNOWN: ("Not audited", "There was no JavaScript or TypeScript code to look at."),
}
_HEADINGS = {
    Severity.ERROR: "Must be mended before launch",
    Severity.WARNING: "Should be mended",
    Severity.NOTE: "Good to know",
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
"""What the page may load: nothing but what is in it."""

_SURE = {
    "confirmed": "Shown: the steps of the app's code were played through with made-up tokens and a made-up backend, and this happened.",
    "likely": "Likely: the code reads so; it was not played through, because a part of it is not known.",
    "possible": "Possible: there is more than one way to read the code.",
}
_FRAMEWORKS = {
    "expo": "Expo app",
    "react-native": "React Native app",
    "web": "web app",
    "swift": "native iOS app (Swift)",
    "kotlin": "native Android app (Kotlin)",
}


def render(audit: Audit, sources: Mapping[str, SourceFile]) -> str:
    """The page. sources: the files that places point into, by path relative to the project."""
    page = _Page(sources)
    body = [page.head(audit)]
    for number, each in enumerate(audit.apps):
        body.append(page.app(each, number, several=len(audit.apps) > 1))
    body.append(page.left_out(audit))
    body.append(page.method())
    title = f"Sign-in audit of {_text(audit.name)}"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#findings">Skip to the findings</a>\n'
        f"<main>\n{''.join(body)}\n</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


class _Page:
    """Writes the parts of the page."""

    def __init__(self, sources: Mapping[str, SourceFile]) -> None:
        self._sources = sources
        self._drawn = 0

    def head(self, audit: Audit) -> str:
        worst = min((each.grade for each in audit.apps), key=list(Grade).index, default=Grade.UNKNOWN)
        title, explained = _VERDICTS[worst]
        looked = [self._looked_at(each) for each in audit.apps]
        if not looked:
            looked = ["No Expo, React Native or web app was found here."]
        built = ""
        if audit.layout.builder:
            built = f" It was built with {_text(audit.layout.builder)} (told by {_text(audit.layout.markers[0])})."
        counts = self._counts([finding for each in audit.apps for finding in each.report.findings])
        return (
            f'<header class="verdict {worst.name.lower()}">\n<p class="kicker">Sign-in audit of <b>{_text(audit.name)}</b></p>\n'
            f"<h1>{title}</h1>\n<p>{explained}{counts}</p>\n"
            f'<p class="looked">{" ".join(looked)}{built}</p>\n</header>\n'
        )

    def _looked_at(self, each: AppAudit) -> str:
        app, coverage = each.app, each.report.coverage
        version = f", SDK {_text(app.sdk)}" if app.sdk else ""
        where = f"<code>{_text(app.root)}/</code>" if app.root else "the top of the project"
        return (
            f"Looked at the {_FRAMEWORKS[app.framework]}{version} in {where}: {plural(coverage.fully + coverage.partly, 'file')}, "
            f"{plural(coverage.refreshes, 'token refresh')}, {plural(coverage.stores, 'token store')}."
        )

    def _counts(self, findings: Sequence[Finding]) -> str:
        causes = grouped(findings)
        said = [
            f"{sum(group[0].severity is severity for group in causes)} {word}"
            for severity, word in ((Severity.ERROR, "to mend before launch"), (Severity.WARNING, "that should be mended"))
            if any(group[0].severity is severity for group in causes)
        ]
        return f" {' and '.join(said)}." if said else ""

    def app(self, each: AppAudit, number: int, *, several: bool) -> str:
        anchor = ' id="findings"' if number == 0 else ""
        name = f"<h2{anchor}>{_text(each.app.name)}: {_VERDICTS[each.grade][0]}</h2>\n" if several else f"<div{anchor}></div>\n"
        groups = sorted(grouped(each.report.findings), key=lambda group: -group[0].severity.rank)
        parts = [name]
        if len(groups) > 1:
            rows = "".join(
                f'<li><a href="#f{number}-{index}">{_text(_title(first))}</a> <span class="{first.severity}">{first.severity}</span></li>'
                for index, (first, *_) in enumerate(groups, start=1)
            )
            parts.append(f'<nav aria-label="Findings">\n<h2>In this order</h2>\n<ol>{rows}</ol>\n</nav>\n')
        if groups:
            where = f" File names are those below <code>{_text(each.app.root)}/</code>, as the builder shows them." if each.app.root else ""
            parts.append(
                "<p><b>What to do:</b> paste the box of each finding into the app builder, one after the other, those that must be mended "
                "before launch first. Then try to sign in, export the app again, and run this audit again: what is mended is gone from it. "
                f"Line numbers are those of the code that was audited.{where}</p>\n"
            )
        severity = None
        for index, group in enumerate(groups, start=1):
            if group[0].severity is not severity:
                severity = group[0].severity
                parts.append(f"<h2>{_HEADINGS[severity]}</h2>\n")
            parts.append(self.finding(group, f"f{number}-{index}", index, each.app))
        if not groups:
            parts.append("<p>No problems found. What was looked at is the answer:</p>\n")
        parts.append(self.picture(each))
        said = [": ".join(part for part in (notice.path, notice.text) if part) for notice in dict.fromkeys(each.report.notices)]
        notices = "".join(f"<li>{_text(text)}</li>" for text in said)
        if notices:
            parts.append(f"<details><summary>What could not be read</summary><ul>{notices}</ul></details>\n")
        return "".join(parts)

    def finding(self, group: Sequence[Finding], anchor: str, number: int, app: App) -> str:
        first = group[0]
        parts = [
            f'<article id="{anchor}" class="{first.severity}" aria-labelledby="{anchor}-title">\n'
            f'<h3 id="{anchor}-title"><span class="count">{number}</span> {_text(_title(first))}</h3>\n'
        ]
        parts.append(f"<p>{_text(first.message)}</p>\n")
        parts.append(self._code(first.at, app.root))
        if first.witness:
            parts.append(self._story(first, app.root))
        if first.remedy:
            parts.append(f"<h4>How to mend it</h4>\n<pre tabindex=\"0\"><code>{_code_text(first.remedy)}</code></pre>\n")
        if len(group) > 1:
            places = "".join(f"<li>{self._at(each.at, app.root)}</li>" for each in group[1:])
            parts.append(f"<p>The same cause shows at {plural(len(group) - 1, 'more place')}:</p><ul>{places}</ul>\n")
        asked = prompt(group, self._sources, app.root)
        parts.append(
            "<details open><summary>To paste into the app builder</summary>\n"
            f'<pre class="prompt" id="{anchor}-prompt" tabindex="0">{_code_text(asked)}</pre>\n'
            f'<button type="button" data-copy="{anchor}-prompt" hidden>Copy</button></details>\n'
        )
        parts.append(f'<p class="sure">{_SURE[first.verdict]} <span class="rule">{_text(first.rule)}</span></p>\n</article>\n')
        return "".join(parts)

    def _story(self, finding: Finding, root: str) -> str:
        self._drawn += 1
        drawing = sequence.render(finding.witness, _title(finding), f"drawing-{self._drawn}")
        rows = []
        for step in finding.witness[: limits.WITNESS_STEPS]:
            who = f"backend, to the {step.toward}" if step.toward else step.actor
            place = f' <span class="at">{self._at(step.place, root)}</span>' if step.place else ""
            rows.append(f"<li><b>{_text(who)}</b> {_text(step.text)}{place}</li>")
        return f'<h4>How it happens</h4>\n{drawing}\n<ol class="steps">{"".join(rows)}</ol>\n'

    def _code(self, place: Place, root: str) -> str:
        source = self._sources.get(place.path)
        if source is None:
            return f"<p>{self._at(place, root)}</p>\n"
        line = source.line_of(place.start)
        rows = []
        for number in range(max(1, line - 2), min(source.line_count, line + 2) + 1):
            text = _code_text(source.line_text(number)[: limits.SNIPPET_CHARS])
            marked = f"<mark>{text}</mark>" if number == line else text
            rows.append(f'<span class="line"><span class="no">{number}</span> {marked}</span>')
        code = "\n".join(rows)
        return f'<figure><figcaption>{self._at(place, root)}</figcaption><pre tabindex="0"><code>{code}</code></pre></figure>\n'

    def _at(self, place: Place, root: str) -> str:
        path = place.path.removeprefix(f"{root}/") if root else place.path
        source = self._sources.get(place.path)
        line = f", line {source.line_of(place.start)}" if source is not None else ""
        return f"<code>{_text(path)}</code>{line}"

    def picture(self, each: AppAudit) -> str:
        picture = each.picture
        rows: list[tuple[str, Sequence[Fact]]] = [
            ("It signs in with", [Fact(text) for text in picture.stack]),
            ("The tokens are kept", picture.tokens),
            ("The session is renewed", picture.refreshes),
            ("When several screens need that at once", picture.shared),
            ("When the backend answers 401", picture.unauthorized),
            ("When the renewal is refused", picture.refused),
            ("When the network is lost", picture.offline),
        ]
        cells = ""
        for question, facts in rows:
            if facts:
                cells += f"<dt>{question}</dt>" + "".join(f"<dd>{self._fact(fact, each.app.root)}</dd>" for fact in facts)
        if not cells:
            said = "nothing that was recognised: no token is fetched, kept or renewed by the app's own code"
            cells = f"<dt>It signs in with</dt><dd>{said}</dd>"
        return f'<section aria-label="The login as it is">\n<h2>The login as it is</h2>\n<dl>{cells}</dl>\n</section>\n'

    def _fact(self, fact: Fact, root: str) -> str:
        mark = "" if fact.sound else '<span class="not">not right: </span>'
        place = f' <span class="at">{self._at(fact.place, root)}</span>' if fact.place else ""
        return f"{mark}{_text(fact.text)}{place}"

    def left_out(self, audit: Audit) -> str:
        parts = [f"<li><code>{_text(part.path)}</code>: {_text(part.what)}</li>" for part in audit.layout.parts]
        counts: dict[str, int] = {}
        for each in audit.apps:
            for reason, count in each.report.coverage.left_out:
                counts[reason] = counts.get(reason, 0) + count
        parts += [f"<li>{_text(reason)}: {plural(count, 'file or folder')}</li>" for reason, count in sorted(counts.items())]
        if not parts:
            return ""
        return f"<section>\n<h2>Left out, and why</h2>\n<ul>{''.join(parts)}</ul>\n</section>\n"

    def method(self) -> str:
        return (
            "<footer>\n<h2>How the verdict is made</h2>\n"
            "<p>One finding of the first kind makes it <b>mend before launch</b>; without one, a "
            "finding of the second kind makes it <b>should be improved</b>; without either it is <b>sound</b>. Nothing is weighed or added "
            "up. The app was not started and nothing was sent anywhere: its code was read, and parts of it were played through step by "
            "step with made-up tokens. What your backend does is not known: the worst is assumed, that each refresh token can be used "
            f"once.</p>\n{_WORDS}<p>refreshlint {refreshlint.__version__}</p>\n</footer>\n"
        )


_TITLE_CHARS = 160

_WORDS = """<details><summary>Words</summary><dl>
<dt>token</dt><dd>a long text that proves to the backend who is asking</dd>
<dt>access token</dt><dd>the one that goes with each request; good for minutes or hours</dd>
<dt>refresh token</dt><dd>the one that brings a new pair when the access token is over; often good for one use</dd>
<dt>refresh, renewal</dt><dd>trading the refresh token for a new pair</dd>
<dt>backend</dt><dd>the program on a server that the app talks to</dd>
<dt>401</dt><dd>the backend's word for: this token is not valid</dd>
<dt>AsyncStorage, SecureStore</dt><dd>two places on the phone; only the second is encrypted (package expo-secure-store)</dd>
<dt>error, warning, note</dt><dd>must be mended before launch, should be mended, good to know</dd>
</dl></details>
"""


def _title(finding: Finding) -> str:
    """What a finding is called in the page: what people notice, else the first sentence of its message."""
    first = finding.user_effect.rstrip(".") or finding.message.split(". ")[0].split(": ")[0].rstrip(".")
    return first if len(first) <= _TITLE_CHARS else first[: _TITLE_CHARS - 3] + "..."


def _text(text: str) -> str:
    return html_escape(escape(" ".join(text.split())))


def _code_text(text: str) -> str:
    return html_escape("\n".join(escape(line) for line in text.split("\n")))


_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--soft:#57606a;--line:#d0d7de;--box:#f6f8fa;--error:#b3261e;--warning:#8a5a00;
--note:#0b5cad;--sound:#1a7f37;--mark:#fff3bf}
@media(prefers-color-scheme:dark){:root{--bg:#0f1318;--fg:#e6edf3;--soft:#9aa5b1;--line:#30363d;--box:#171c23;--error:#ff8a80;
--warning:#e3b341;--note:#79b8ff;--sound:#56d364;--mark:#4a3b00}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:1rem}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem}
.verdict{border-left:.5rem solid var(--sound);background:var(--box);padding:1rem 1.25rem;border-radius:.4rem}
.verdict.mend{border-color:var(--error)}.verdict.improve{border-color:var(--warning)}.verdict.unknown{border-color:var(--soft)}
.kicker,.looked,.sure,.at,figcaption,footer{color:var(--soft);font-size:.9rem}
h1{margin:.2rem 0;font-size:1.9rem}h2{margin:2rem 0 .75rem;font-size:1.3rem}h3{margin:0 0 .5rem;font-size:1.1rem}h4{margin:1rem 0 .4rem}
article{border:1px solid var(--line);border-left:.35rem solid var(--note);border-radius:.4rem;padding:1rem 1.1rem;margin:0 0 1.25rem}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}
.count{display:inline-block;min-width:1.6rem;text-align:center;border:1px solid var(--line);border-radius:1rem;font-size:.9rem}
.effect{font-size:1.05rem}
span.error{color:var(--error)}span.warning{color:var(--warning)}span.note{color:var(--note)}.not{color:var(--error);font-weight:600}
pre{background:var(--box);border:1px solid var(--line);border-radius:.4rem;padding:.75rem;overflow-x:auto;margin:.4rem 0;font-size:.85rem}
pre.prompt{white-space:pre-wrap}
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}pre code{overflow-wrap:normal}
figure{margin:.75rem 0}.no{color:var(--soft);display:inline-block;min-width:2.5em;text-align:right;user-select:none}
mark{background:var(--mark);color:inherit}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.35rem 1rem}dt{grid-column:1;font-weight:600}dd{grid-column:2;margin:0}
@media(max-width:34rem){dl{display:block}dd{margin:0 0 .5rem}}
summary{cursor:pointer;font-weight:600}button{font:inherit;padding:.3rem .8rem}
:focus-visible{outline:3px solid var(--note);outline-offset:2px}
svg.sequence{display:block;width:100%;height:auto;margin:.5rem 0}
.life{stroke:var(--line);stroke-width:2}.sequence rect{fill:var(--box);stroke:var(--line)}.sequence rect.backend{stroke:var(--soft)}
.name{font:600 14px system-ui,sans-serif;text-anchor:middle;fill:var(--fg)}
.ask{stroke:var(--note);stroke-width:2;fill:none}.answer{stroke:var(--soft);stroke-width:2;fill:none;stroke-dasharray:5 4}
.tip{stroke-dasharray:none}
.step{fill:var(--bg);stroke:var(--note);stroke-width:2}.step.end{stroke:var(--error)}
.number{font:600 12px system-ui,sans-serif;text-anchor:middle;fill:var(--fg)}
@media print{body{font-size:11pt}main{max-width:none}article,figure,pre,svg{break-inside:avoid}nav,button,.skip{display:none}}
"""

_SCRIPT = """
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}
"""
