"""What the tool has to say: plain frozen data, made by rules, read by reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; the values are SARIF's levels."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """2 for error, 1 for warning, 0 for note."""
        return {"error": 2, "warning": 1, "note": 0}[self.value]


class Verdict(StrEnum):
    """How sure a finding is: shown by a trace, said by the facts, or one of two readings."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A range of bytes in a file of the project (posix path relative to the context root)."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WitnessStep:
    """One step of the story that a finding tells: who does what, where.

    actor: "first call", "second call", "later call", "backend" or "app"; text: one sentence part without a full stop, present tense;
    state: (what, value) of the tokens and cells after the step, where a run has shown it; toward: the call that a backend answers.
    """

    actor: str
    text: str
    place: Place | None
    state: tuple[tuple[str, str], ...] = ()
    toward: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect. `at` is one expression; message says what happens to the app's user, why, and what to do.

    cause: findings with equal cause strings come from one root and are grouped in text reports; function: the name of the
    function that holds it, for people and for fingerprints; cell: where the cell that it is about is declared, if it is about
    one (a comment there silences it too); assumes: what must hold of the backend, a sentence, for the finding to matter.
    """

    rule: str
    severity: Severity
    verdict: Verdict
    at: Place
    message: str
    witness: tuple[WitnessStep, ...] = ()
    related: tuple[tuple[str, Place], ...] = ()
    user_effect: str = ""
    remedy: str = ""
    function: str = ""
    cause: str = ""
    cell: Place | None = None
    assumes: str = ""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not reported. kind: "inSource" (a comment) or "external" (the baseline, the configuration); SARIF's words."""

    finding: Finding
    kind: str
    reason: str


class NoticeKind(StrEnum):
    """Why something was not, or not wholly, looked at."""

    TOO_LARGE = "too-large"
    MINIFIED = "minified"
    ENCODING = "encoding"
    SYNTAX = "syntax"
    DEADLINE = "deadline"
    DEPTH = "depth"
    UNREADABLE = "unreadable"
    LANGUAGE = "language"
    SCOPE = "scope"
    INTERNAL = "internal"
    LIMIT = "limit"
    SUPPRESSION = "suppression"
    BASELINE = "baseline"
    CACHE = "cache"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader has to know about the run itself: a file skipped or read in part, an internal error."""

    kind: NoticeKind
    path: str
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What is known of a rule without running it; texts come from its module's docstring."""

    id: str
    title: str
    severity: Severity
    what: str
    why: str
    bad: str
    good: str
    limits: str
    cwe: tuple[int, ...]
    since: str
    security: float | None = None  # GitHub's security-severity; None: not a security rule


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run looked at: counts of files, and the names behind those left out."""

    fully: int
    partly: int
    not_analysed: int
    left_out: tuple[tuple[str, int], ...] = ()  # reason -> number of files, e.g. ("tests", 12)
    refreshes: int = 0
    stores: int = 0
    clients: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What a project calls things that no model of a library can know; each is one word as the code writes it: of a function the last
    word of its call."""

    refresh: tuple[str, ...] = ()  # functions that refresh the session
    session_ends: tuple[str, ...] = ()  # functions that sign the user out
    clients: tuple[str, ...] = ()  # functions that send a request
    stores: tuple[str, ...] = ()  # functions that write to an unencrypted store of the phone: (key, value) or (value)
    loggers: tuple[str, ...] = ()  # functions that print or send their arguments to a log
    credentials: tuple[str, ...] = ()  # names of variables, properties and keys that hold a token

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.refresh, *self.session_ends, *self.clients, *self.stores, *self.loggers, *self.credentials)


NO_NAMES = Names()
"""What a project says that says nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a run, sorted and complete: all that a reporter needs beside the sources."""

    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    coverage: Coverage
    rules: tuple[RuleInfo, ...] = field(default=())
    root: str = ""
    suppressed: tuple[Suppressed, ...] = ()


@dataclass(frozen=True, slots=True)
class App:
    """An app of the project. root: its folder ("" is the top); framework: "expo", "react-native", "web", "swift" or "kotlin"; sdk: the
    wanted version of expo, as digits ("" if not known); files: how many files of code it has; audited: whether it can be looked at.
    """

    root: str
    name: str
    framework: str
    sdk: str
    files: int
    audited: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is not looked at, and what it is."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Layout:
    """builder: "Rork" or ""; markers: what that was told by; apps: those to audit first; parts: in order of their paths."""

    builder: str
    markers: tuple[str, ...]
    apps: tuple[App, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence of a picture, and where it can be seen. sound: False where a finding says that it is not right."""

    text: str
    place: Place | None = None
    sound: bool = True


@dataclass(frozen=True, slots=True)
class LoginPicture:
    """How an app signs in and stays signed in, in plain words: what an audit looked at, findings or not.

    stack: what it signs in with ("Supabase", "its own backend"); tokens: where they are kept; refreshes: who renews them, and when;
    shared: whether callers share a renewal; unauthorized, refused, offline: what happens on a 401, on a refused renewal, without a
    network. Empty where the app has nothing of the kind.
    """

    stack: tuple[str, ...] = ()
    tokens: tuple[Fact, ...] = ()
    refreshes: tuple[Fact, ...] = ()
    shared: tuple[Fact, ...] = ()
    unauthorized: tuple[Fact, ...] = ()
    refused: tuple[Fact, ...] = ()
    offline: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[tuple[Fact, ...], ...]:
        """The facts, by question, in the order of the fields."""
        return (self.tokens, self.refreshes, self.shared, self.unauthorized, self.refused, self.offline)


class Grade(StrEnum):
    """The verdict over an app, by its findings alone: an error, else a warning, else neither."""

    MEND = "mend before launch"
    IMPROVE = "should be improved"
    SOUND = "sound"
    UNKNOWN = "not audited"


@dataclass(frozen=True, slots=True)
class AppAudit:
    """What an audit says of one app. report: places are relative to the project, as everywhere; sdk: see App."""

    app: App
    grade: Grade
    picture: LoginPicture
    report: Report


@dataclass(frozen=True, slots=True)
class Audit:
    """An audited project. name: of its folder or archive."""

    name: str
    layout: Layout
    apps: tuple[AppAudit, ...]


def grade(report: Report) -> Grade:
    """The grade of a report: one error is enough for MEND, one warning for IMPROVE; notes do not count."""
    if not report.coverage.fully + report.coverage.partly:
        return Grade.UNKNOWN
    ranks = {finding.severity for finding in report.findings}
    if Severity.ERROR in ranks:
        return Grade.MEND
    return Grade.IMPROVE if Severity.WARNING in ranks else Grade.SOUND
