"""The pipeline: from paths to a report, one function a stage."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from refreshlint import baseline as baselines
from refreshlint import config as configuration
from refreshlint import suppress
from refreshlint.auth.auth import Auth
from refreshlint.auth.concepts import Point
from refreshlint.baseline import Baseline, BaselineError
from refreshlint.config import Config, ConfigError
from refreshlint.files import DiskFiles, Files, OverlayFiles, Walk, judge_content, walk
from refreshlint.finding import Coverage, Finding, LoginPicture, Notice, NoticeKind, Place, Report, Severity, Suppressed, Verdict
from refreshlint.js.project import Project
from refreshlint.memory import rarely_collected
from refreshlint.registry import Rule, info, load_packs, load_rules
from refreshlint.source import SourceFile, judge_encoding

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
    too; progress: called with the name of each stage as it begins.
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
    files: Files = DiskFiles(base)
    if overlaid:
        files = OverlayFiles(files, overlaid)
    every = tuple(rules if rules is not None else (*load_rules(), *load_packs(), *options.more_rules))
    config = options.config or _config(files, base, every)
    scopes = tuple(_relative(path, base) for path in named)
    known = _baseline(files, base, options, config)
    result = scan_files(files, scopes, every, replace(options, config=config), root=str(base), known=known)
    return replace(result, root=base)


def _config(files: Files, base: Path, rules: Sequence[Rule]) -> Config:
    """The configuration in the root of a project; the default one where there is none."""
    data = files.read(CONFIG_NAME)
    if data is None:
        if files.is_file(CONFIG_NAME):
            raise UsageError(f"{base / CONFIG_NAME}: it cannot be read")
        return Config()
    try:
        return configuration.load(data, [rule.id for rule in rules])
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
    with rarely_collected():
        return _scanned(files, scopes, rules, options or Options(), root, known)


def _scanned(
    files: Files, scopes: Sequence[str], rules: Sequence[Rule], options: Options, root: str, known: Baseline | None
) -> Scan:
    config = options.config or Config()
    report_progress = options.progress or (lambda _stage: None)
    report_progress("looking for files")
    chosen = _chosen(rules, options, config)
    found = _narrowed(walk(files), options, config)
    named_files = [scope for scope in scopes if scope and files.is_file(scope)]
    sources, left_out, notices = _readable(files, found, named_files)
    report_progress(f"reading {len(sources)} files")
    project = Project(files, tuple(sources))
    findings: list[Finding] = []
    refreshes = stores = clients = 0
    picture = LoginPicture()
    try:
        units = {path.rpartition("/")[0]: path.rpartition("/")[0] for path in found.packages}
        auth = Auth(project, units, explore=options.explore, names=config.names)
        report_progress("following the tokens")
        findings, internal = _run_rules(chosen, auth)
        notices += internal
        refreshes = _count((refresh.at for refresh in auth.refreshes), scopes)
        stores = _count((write.at for write in auth.token_writes), scopes)
        clients = _count(auth.clients, scopes)
        picture = auth.picture if options.picture else picture
    except Exception as error:
        notices.append(Notice(NoticeKind.INTERNAL, "", f"the analysis failed: {_brief(error)}"))
    notices += project.notices
    inside = [path for path in sources if _in_scopes(path, scopes)]
    partly = {notice.path for notice in notices if notice.kind in (NoticeKind.SYNTAX, NoticeKind.LIMIT, NoticeKind.DEPTH)} & set(inside)
    unread = {notice.path for notice in notices if notice.kind in (NoticeKind.DEADLINE, NoticeKind.ENCODING, NoticeKind.UNREADABLE)}
    levelled = [_levelled(finding, options, config) for finding in _assuming(_tidy(findings), rules, config)]
    live, suppressed, wrong, stale = _decided(levelled, project, sources, rules, chosen, config, known or Baseline())
    notices += wrong
    shown = [each for each in live if (options.pedantic or each.verdict is not Verdict.POSSIBLE) and _concerns(each, scopes)]
    silent = [each for each in suppressed if _concerns(each.finding, scopes)]
    counts = {reason: len([path for path in paths if _in_scopes(path, scopes)]) for reason, paths in left_out.items()}
    coverage = Coverage(
        fully=len(inside) - len(partly) - len(unread & set(inside)),
        partly=len(partly),
        not_analysed=len([path for path in unread if _in_scopes(path, scopes)]),
        left_out=tuple((reason, count) for reason, count in sorted(counts.items()) if count),
        refreshes=refreshes,
        stores=stores,
        clients=clients,
    )
    relevant = tuple(notice for notice in _ordered(notices) if not notice.path or _in_scopes(notice.path, scopes))
    infos = tuple(replace(info(rule), severity=_severity(rule.id, rule.severity, options, config)) for rule in chosen)
    report = Report(tuple(shown), relevant, coverage, infos, root, tuple(silent))
    pointed = [*shown, *(each.finding for each in silent)]
    wanted = {place.path for finding in pointed for place in _places(finding)} | {notice.path for notice in relevant if notice.path}
    wanted |= {fact.place.path for facts in picture.facts for fact in facts if fact.place is not None}
    needed = {path: source for path in sorted(wanted) if (source := project.source(path)) is not None}
    return Scan(report, needed, Path(), config, stale, picture)


def _chosen(rules: Sequence[Rule], options: Options, config: Config) -> list[Rule]:
    """The rules to run. A rule that is selected by name runs, whatever the configuration says."""
    if options.select is not None:
        wanted = [rule for rule in rules if rule.id in options.select]
    else:
        wanted = [rule for rule in rules if config.severity.get(rule.id, rule.severity) is not None]
    return [rule for rule in wanted if rule.id not in options.ignore]


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


def _assuming(findings: Iterable[Finding], rules: Sequence[Rule], config: Config) -> list[Finding]:
    """Findings that matter with the backend there is. Where it takes a refresh token again for some seconds, a race seldom matters."""
    rotation = {rule.id for rule in rules if rule.rotation}
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
    findings: list[Finding],
    project: Project,
    sources: Iterable[str],
    rules: Sequence[Rule],
    ran: Sequence[Rule],
    config: Config,
    known: Baseline,
) -> tuple[list[Finding], list[Suppressed], list[Notice], Baseline]:
    """Findings that nobody has decided to live with; the others; notices about how that was said; what the baseline holds in vain."""
    ids = {rule.id for rule in rules}
    marked = {}
    for path in sources:
        source = project.source(path)
        if source is not None and suppress.MARK in source.data:
            marked[path] = source
    live, suppressed, notices = suppress.apply(findings, marked, {rule.id for rule in ran}, ids)
    kept = []
    for finding in live:
        ignore = next((each for each in config.ignore if _ignores(each, finding)), None)
        if ignore is None:
            kept.append(finding)
        else:
            suppressed.append(Suppressed(finding, "external", ignore.reason))
    places = {finding.at.path: source for finding in kept if (source := project.source(finding.at.path)) is not None}
    new, old, stale = baselines.apply(kept, known, places, project.paths)
    return new, sorted([*suppressed, *old], key=lambda each: each.finding.at), notices, stale


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


def _readable(files: Files, found: Walk, named: Iterable[str]) -> tuple[list[str], dict[str, list[str]], list[Notice]]:
    """Sources that can be read and are client code; files that were named are read whatever their name."""
    sources: list[str] = []
    left_out = {reason: list(paths) for reason, paths in found.left_out.items()}
    notices: list[Notice] = []
    wanted = dict.fromkeys((*found.sources, *(path for path in named if path.endswith(_SUFFIXES))))
    for path in sorted(wanted):
        data = files.read(path)
        if data is None:
            notices.append(Notice(NoticeKind.UNREADABLE, path, "the file cannot be read"))
            continue
        judged = judge_content(path, data)
        if judged is not None:
            left_out.setdefault(judged[0], []).append(path)
            continue
        wrong = judge_encoding(data)
        if wrong is not None:
            notices.append(Notice(NoticeKind.ENCODING, path, wrong))
            continue
        sources.append(path)
    return sources, left_out, notices


_SUFFIXES = (".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")


def _count(points: Iterable[Point], scopes: Sequence[str]) -> int:
    return sum(_in_scopes(point.code.module.path, scopes) for point in points)


def _run_rules(rules: Sequence[Rule], auth: Auth) -> tuple[list[Finding], list[Notice]]:
    """Every rule over every instance of its concept; a rule that fails is named, and the others go on."""
    findings: list[Finding] = []
    notices: list[Notice] = []
    for rule in rules:
        try:
            for subject in auth.subjects(rule.on):
                # A rule of a pack does not know the pack's name.
                findings.extend(replace(finding, rule=rule.id) for finding in rule.check(subject, auth))
        except Exception as error:
            notices.append(Notice(NoticeKind.INTERNAL, "", f"the rule {rule.id} failed: {_brief(error)}"))
    return findings, notices


def _brief(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"


def _places(finding: Finding) -> list[Place]:
    """Every place that a finding shows."""
    steps = [step.place for step in finding.witness if step.place is not None]
    return [finding.at, *steps, *(place for _, place in finding.related)]


def _tidy(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by place, at most one of a rule at a place."""
    order = sorted(findings, key=lambda each: (each.at, each.rule, -_RANK[each.verdict], each.message))
    kept: dict[tuple[str, str, int], Finding] = {}
    for finding in order:
        kept.setdefault((finding.rule, finding.at.path, finding.at.start), finding)
    return list(kept.values())


_RANK = {Verdict.CONFIRMED: 2, Verdict.LIKELY: 1, Verdict.POSSIBLE: 0}


def _concerns(finding: Finding, scopes: Sequence[str]) -> bool:
    return any(_in_scopes(place.path, scopes) for place in _places(finding))


def _ordered(notices: Iterable[Notice]) -> list[Notice]:
    return sorted(dict.fromkeys(notices), key=lambda each: (each.path, each.kind.value, each.place.start if each.place else -1, each.text))
