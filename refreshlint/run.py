"""The pipeline: from paths to a report, one function a stage."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import cast

from refreshlint import baseline as baselines
from refreshlint import config as configuration
from refreshlint import suppress
from refreshlint.baseline import Baseline, BaselineError
from refreshlint.cache import Entry
from refreshlint.config import Config, ConfigError
from refreshlint.files import SOURCE_SUFFIXES, UNREADABLE, DiskFiles, Files, OverlayFiles, Walk, walk
from refreshlint.finding import Coverage, Finding, LoginPicture, Notice, NoticeKind, Place, Report, Severity, Suppressed, Verdict
from refreshlint.registry import Catalogue, Rule
from refreshlint.results import Analysis, Survey
from refreshlint.shield import NativeCrash, culprits, shielded
from refreshlint.source import SourceFile
from refreshlint.trace import Trace, TracedFiles

CONFIG_NAME = configuration.NAME
BASELINE_NAME = "refreshlint-baseline.json"
EXCLUDED = "excluded by refreshlint.toml"
UNTRACKED = "not tracked by git"
ROTATION = "The backend takes each refresh token once (say otherwise in refreshlint.toml, [backend])."


class UsageError(Exception):
    """A path, a configuration or a baseline cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may be told beside its paths.

    select, ignore: rule ids to run (None: all) and to leave out; severity: rule -> level, before the configuration's; pedantic: show
    `possible` findings too; explore: play what the facts say (else no finding is confirmed or refuted); config: used instead of the
    file in the context root; baseline: file of known findings (None: the configuration's, or BASELINE_NAME where it lies in the
    root; "" for none); tracked: paths that exist for the run, relative to the root (None: all); overlay: path, relative to the root,
    -> content, in place of what the disk holds; more_rules: beside those that are installed; picture: describe the login,
    too; cache: keep what is found, and use what was kept; shield: analyse in a child, so that a crash of native code costs no more
    than the file that it is about; progress: called with the name of each stage as it begins.
    """

    select: Collection[str] | None = None
    ignore: Collection[str] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    pedantic: bool = False
    explore: bool = True
    config: Config | None = None
    baseline: str | None = None
    tracked: Collection[str] | None = None
    overlay: Mapping[str, bytes] = field(default_factory=dict)
    more_rules: Sequence[Rule] = ()
    picture: bool = False
    cache: bool = True
    shield: bool = False
    progress: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A report and what is needed to show it: sources by path (relative to root), the context root, and the configuration.

    stale: what of the baseline was found no more; picture: of the login, where it was asked for.
    """

    report: Report
    sources: Mapping[str, SourceFile]
    root: Path
    config: Config = field(default_factory=Config)
    stale: Baseline = field(default_factory=Baseline)
    picture: LoginPicture = field(default_factory=LoginPicture)


def scan(paths: Sequence[Path], options: Options | None = None, *, rules: Sequence[Rule] | None = None, root: Path | None = None) -> Scan:
    """Look at the project around `paths` and report what lies in them.

    The analysis sees the whole context root (root, or found by context_root); paths only narrow what is shown: a finding is shown
    if any of its places lies in one. No paths: the current folder. rules: all that are installed when None.
    Raises UsageError for a path that is missing or unreadable, and for a configuration or baseline that cannot be used.
    """
    options = options or Options()
    overlaid = options.overlay
    named = [_existing(path, overlaid) for path in paths] or [Path.cwd()]
    base = root.resolve() if root is not None else context_root(named[0])
    for path in named:
        if not path.is_relative_to(base):
            raise UsageError(f"{path} lies outside of {base}: check one project at a time")
    catalogue = Catalogue(rules, options.more_rules)
    plain: Files = DiskFiles(base)
    if overlaid:
        plain = OverlayFiles(plain, overlaid)
    config = options.config or _config(plain, base, catalogue.ids)
    known = _baseline(plain, base, options, config)
    scopes = tuple(_relative(path, base) for path in named)
    result = _scanned(plain, scopes, catalogue, replace(options, config=config), str(base), known)
    return replace(result, root=base)


def _config(files: Files, base: Path, rules: Collection[str]) -> Config:
    """The configuration in the root of a project; the default one where there is none."""
    data = files.read(CONFIG_NAME)
    if data is None:
        if files.is_file(CONFIG_NAME):
            raise UsageError(f"{base / CONFIG_NAME}: it cannot be read")
        return Config()
    try:
        return configuration.load(data, rules)
    except ConfigError as error:
        raise UsageError(f"{base / CONFIG_NAME}: {error}") from None


def _baseline(files: Files, base: Path, options: Options, config: Config) -> Baseline:
    """The known findings of a project: by option, by configuration, or by the file's usual name."""
    named = options.baseline if options.baseline is not None else config.baseline
    if options.baseline == "":
        return Baseline()
    path = named or BASELINE_NAME
    data = files.read(path)
    if data is None:
        if named or files.is_file(path):
            raise UsageError(f"{base / path}: the baseline is not there or cannot be read; `refreshlint baseline` writes one")
        return Baseline()
    try:
        return baselines.load(data.decode("utf-8", "replace"))
    except BaselineError as error:
        raise UsageError(f"{base / path}: {error}") from None


def scan_files(
    files: Files,
    scopes: Sequence[str],
    rules: Sequence[Rule],
    options: Options | None = None,
    *,
    root: str = "",
    known: Baseline | None = None,
) -> Scan:
    """The same over any Files; scopes are posix paths in it ("" for everything), known is the baseline. Scan.root is the current
    folder."""
    return _scanned(files, scopes, Catalogue(rules), options or Options(), root, known or Baseline())


def _scanned(plain: Files, scopes: Sequence[str], catalogue: Catalogue, options: Options, root: str, known: Baseline) -> Scan:
    files = TracedFiles(plain)
    config = options.config or Config()
    chosen = _chosen(catalogue.ids, options, config)
    done, notices = _analysis(files, scopes, catalogue, chosen, options, config)
    survey = done.survey
    notices += [*survey.notices, *done.notices]
    inside = [path for path in survey.sources if _in_scopes(path, scopes)]
    partly = {notice.path for notice in notices if notice.kind in (NoticeKind.SYNTAX, NoticeKind.LIMIT, NoticeKind.DEPTH)} & set(inside)
    unread = {notice.path for notice in notices if notice.kind in (NoticeKind.DEADLINE, NoticeKind.ENCODING, NoticeKind.UNREADABLE)}

    @cache
    def source(path: str) -> SourceFile | None:
        data = files.read(path)
        return SourceFile(path, data) if data is not None else None

    levelled = [_levelled(finding, options, config) for finding in _assuming(done.findings, done.rotation, config)]
    marked = {path: found for path in done.marked if (found := source(path)) is not None}
    live, suppressed, wrong = suppress.apply(levelled, marked, chosen, catalogue.ids)
    live, suppressed, stale = _decided(live, suppressed, source, survey.sources, config, known)
    notices += wrong
    shown = [each for each in live if (options.pedantic or each.verdict is not Verdict.POSSIBLE) and _concerns(each, scopes)]
    silent = [each for each in suppressed if _concerns(each.finding, scopes)]
    counts = {reason: len([path for path in paths if _in_scopes(path, scopes)]) for reason, paths in survey.left_out.items()}
    coverage = Coverage(
        fully=len(inside) - len(partly) - len(unread & set(inside)),
        partly=len(partly),
        not_analysed=len([path for path in unread if _in_scopes(path, scopes)]),
        left_out=tuple((reason, count) for reason, count in sorted(counts.items()) if count),
        refreshes=_count(done.refreshes, scopes),
        stores=_count(done.stores, scopes),
        clients=_count(done.clients, scopes),
    )
    relevant = tuple(notice for notice in _ordered(notices) if not notice.path or _in_scopes(notice.path, scopes))
    infos = tuple(replace(each, severity=_severity(each.id, each.severity, options, config)) for each in done.rules)
    report = Report(tuple(shown), relevant, coverage, infos, root, tuple(silent))
    pointed = [*shown, *(each.finding for each in silent)]
    wanted = {place.path for finding in pointed for place in _places(finding)} | {notice.path for notice in relevant if notice.path}
    wanted |= {fact.place.path for facts in done.picture.facts for fact in facts if fact.place is not None}
    needed = {path: found for path in sorted(wanted) if (found := source(path)) is not None}
    return Scan(report, needed, Path(), config, stale, done.picture)


def _analysis(
    files: TracedFiles, scopes: Sequence[str], catalogue: Catalogue, chosen: Collection[str], options: Options, config: Config
) -> tuple[Analysis, list[Notice]]:
    """What there is in the project: from the cache, if nothing has changed that it rests on."""
    notices: list[Notice] = []
    named_files = [scope for scope in scopes if scope and scope.endswith(SOURCE_SUFFIXES) and files.is_file(scope)]
    entry = None
    if files.folder is not None and options.cache and catalogue.is_builtin and not options.picture:
        entry = Entry(files.folder, _key(chosen, options, config))
        kept = entry.load()
        if isinstance(kept.result, Analysis) and set(named_files) <= set(kept.result.survey.sources):
            return kept.result, notices
        if kept.damaged:
            notices.append(Notice(NoticeKind.CACHE, "", "the cache held a damaged entry for this project: it was thrown away"))
    report_progress = options.progress or (lambda _stage: None)
    report_progress("looking for files")
    survey = _survey(files, named_files, options, config)
    from refreshlint.analysis import analyse  # the engine takes longer to import than a run with a full cache takes

    rules = [rule for rule in catalogue.rules if rule.id in chosen]

    def work() -> tuple[Analysis, Trace | None]:
        done = analyse(
            files, survey, rules, explore=options.explore, names=config.names, picture=options.picture, progress=report_progress
        )
        return done, files.trace if entry is not None else None

    if not options.shield:
        done, trace = work()
    else:
        try:
            done, trace = shielded(work)
        except NativeCrash:
            survey = _without_culprits(files, survey)
            done, trace = shielded(work)
    if entry is not None and trace is not None and _is_lasting(done, named_files):
        entry.store(trace, done)
    return done, notices


def _without_culprits(files: Files, survey: Survey) -> Survey:
    """A survey without the files on which the parser crashes."""
    from refreshlint.js.lower import lower_source

    def lower(paths: Sequence[str]) -> None:
        for path in paths:
            data = files.read(path)
            if data is not None:
                lower_source(SourceFile(path, data))

    guilty = culprits(survey.sources, lower)
    if not guilty:
        raise NativeCrash("the analysis was ended by a crash of native code, and by no single file")
    text = "the parser crashed on this file, which was left out; please report it"
    notices = (*survey.notices, *(Notice(NoticeKind.UNREADABLE, path, text) for path in guilty))
    return replace(survey, sources=tuple(path for path in survey.sources if path not in guilty), notices=notices)


def _key(chosen: Collection[str], options: Options, config: Config) -> list[str]:
    """What an analysis was asked for, as texts."""
    names = [f"{field}={getattr(config.names, field)}" for field in sorted(config.names.__slots__)]
    tracked = "all" if options.tracked is None else "\n".join(sorted(options.tracked))
    return [*sorted(chosen), f"explore={options.explore}", *names, *config.exclude, tracked]


_PASSING = frozenset({NoticeKind.INTERNAL, NoticeKind.DEADLINE, NoticeKind.UNREADABLE})
"""What may be otherwise the next time though no file has changed."""


def _is_lasting(done: Analysis, named_files: Iterable[str]) -> bool:
    """Whether an analysis would come out the same again, also where other files are named."""
    survey = done.survey
    if any(notice.kind in _PASSING for notice in (*survey.notices, *done.notices)) or UNREADABLE in survey.left_out:
        return False
    return not set(named_files) & set(survey.named)


def _chosen(rules: Collection[str], options: Options, config: Config) -> frozenset[str]:
    """The ids of the rules to run. A rule that is selected by name runs, whatever the configuration says."""
    if options.select is not None:
        wanted = [rule for rule in rules if rule in options.select]
    else:
        wanted = [rule for rule in rules if config.severity.get(rule, Severity.NOTE) is not None]
    return frozenset(wanted) - set(options.ignore)


def _narrowed(found: Walk, options: Options, config: Config) -> Walk:
    """What is left of a walk without what the configuration excludes and git does not know."""
    reasons: dict[str, list[str]] = {}
    sources = []
    for path in found.sources:
        if configuration.matches(path, config.exclude):
            reasons.setdefault(EXCLUDED, []).append(path)
        elif options.tracked is not None and path not in options.tracked and path not in options.overlay:
            reasons.setdefault(UNTRACKED, []).append(path)
        else:
            sources.append(path)
    return replace(found, sources=tuple(sources), left_out={**found.left_out, **reasons})


def _severity(rule: str, default: Severity, options: Options, config: Config) -> Severity:
    return options.severity.get(rule) or config.severity.get(rule) or default


def _assuming(findings: Iterable[Finding], rotation: Collection[str], config: Config) -> list[Finding]:
    """Findings that matter with the backend there is. Where it takes a refresh token again for some seconds, a race seldom matters."""
    kept = []
    for finding in findings:
        if finding.rule in rotation:
            if config.backend == "static":
                continue
            finding = replace(finding, assumes=ROTATION)
            if config.backend == "grace":
                finding = replace(finding, verdict=Verdict.POSSIBLE)
        kept.append(finding)
    return kept


def _levelled(finding: Finding, options: Options, config: Config) -> Finding:
    severity = _severity(finding.rule, finding.severity, options, config)
    return finding if severity is finding.severity else replace(finding, severity=severity)


def _decided(
    findings: Iterable[Finding],
    silenced: Iterable[Suppressed],
    source: Callable[[str], SourceFile | None],
    paths: Collection[str],
    config: Config,
    known: Baseline,
) -> tuple[list[Finding], list[Suppressed], Baseline]:
    """Findings that nobody has decided to live with; the others; what the baseline holds in vain."""
    kept = []
    suppressed = list(silenced)
    for finding in findings:
        ignore = next((each for each in config.ignore if _ignores(each, finding)), None)
        if ignore is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, "external", ignore.reason))
    places = {finding.at.path: found for finding in kept if (found := source(finding.at.path)) is not None}
    new, old, stale = baselines.apply(kept, known, places, paths)
    return new, sorted([*suppressed, *old], key=lambda each: each.finding.at), stale


def _ignores(ignore: configuration.Ignore, finding: Finding) -> bool:
    return (not ignore.rules or finding.rule in ignore.rules) and configuration.matches(finding.at.path, ignore.paths)


def context_root(path: Path) -> Path:
    """The nearest folder upwards with a refreshlint.toml, else the top of the git checkout, else the folder itself; for what lies in
    node_modules, which no project looks into, the package."""
    start = path if path.is_dir() else path.parent
    if "node_modules" in start.parts:
        return next((folder for folder in (start, *start.parents) if (folder / "package.json").is_file()), start)
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder
    return start


def _existing(path: Path, overlaid: Mapping[str, bytes]) -> Path:
    if overlaid:
        return path.resolve()
    try:
        resolved = path.resolve(strict=True)
        if resolved.is_dir():
            next(resolved.iterdir(), None)
        else:
            with resolved.open("rb"):
                pass
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    return resolved


def _relative(path: Path, base: Path) -> str:
    text = path.relative_to(base).as_posix()
    return "" if text == "." else text


def _in_scopes(path: str, scopes: Sequence[str]) -> bool:
    return any(not scope or path == scope or path.startswith(scope + "/") for scope in scopes)


def _survey(files: TracedFiles, named: Sequence[str], options: Options, config: Config) -> Survey:
    """Sources that can be read and are client code; files that were named are read whatever their name."""
    found = _narrowed(walk(files), options, config)
    sources: list[str] = []
    left_out = {reason: list(paths) for reason, paths in found.left_out.items()}
    notices: list[Notice] = []
    for path in sorted(dict.fromkeys((*found.sources, *named))):
        verdict, text = cast(tuple[str, str], files.ask(path, "kept"))
        if not verdict:
            sources.append(path)
        elif verdict == "left out":
            left_out.setdefault(text, []).append(path)
        else:
            notices.append(Notice(NoticeKind(verdict), path, text))
    extra = frozenset(named) - set(found.sources)
    return Survey(tuple(sources), found.packages, left_out, tuple(notices), extra)


def _count(paths: Iterable[str], scopes: Sequence[str]) -> int:
    return sum(_in_scopes(path, scopes) for path in paths)


def _places(finding: Finding) -> list[Place]:
    """Every place that a finding shows."""
    steps = [step.place for step in finding.witness if step.place is not None]
    return [finding.at, *steps, *(place for _, place in finding.related)]


def _concerns(finding: Finding, scopes: Sequence[str]) -> bool:
    return any(_in_scopes(place.path, scopes) for place in _places(finding))


def _ordered(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(dict.fromkeys(notices), key=lambda each: (each.path, each.kind.value, each.place.start if each.place else -1, each.text))
