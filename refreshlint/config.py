"""refreshlint.toml: what a team says about its project. Data only; nothing in it names code to load or a path outside the project."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from refreshlint.finding import Names, Severity

NAME = "refreshlint.toml"
OFF = "off"
BACKENDS = ("rotating", "grace", "static", "cookie")

_SECTIONS = ("exclude", "baseline", "fail-on", "rules", "backend", "names", "ignore")
_BACKEND_KEYS = ("kind",)
_NAME_KEYS = ("refresh", "session-ends", "clients", "stores", "loggers", "credentials")
_IGNORE_KEYS = ("paths", "rules", "reason")


class ConfigError(Exception):
    """A configuration cannot be used; the message names the key and what is right, not the file."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Rules (all, if none is named) that are not reported in some paths (globs), and why."""

    paths: tuple[str, ...]
    rules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Config:
    """A checked configuration.

    exclude: globs of paths that are not looked at; baseline: the file of known findings, relative to the root; severity: rule ->
    level, None for a rule that is off; backend: one of BACKENDS, what the app talks to.
    """

    exclude: tuple[str, ...] = ()
    baseline: str = ""
    fail_on: Severity | None = None
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    backend: str = BACKENDS[0]
    names: Names = field(default_factory=Names)
    ignore: tuple[Ignore, ...] = ()


def load(data: bytes, rules: Collection[str]) -> Config:
    """The configuration in a file's bytes. rules: the ids of all rules. ConfigError says which key is wrong, and what would be right."""
    import tomllib  # costs as much as all else that a run without a configuration needs

    try:
        value = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ConfigError("it is not UTF-8 text") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"it is not TOML: {error}") from None
    _only(value, _SECTIONS, "")
    severity = {}
    for name, level in _table(value, "rules").items():
        _one_of(name, rules, "rules", "rule")
        if level is False:
            level = OFF
        _one_of(level, (*(each.value for each in Severity), OFF), f"rules.{name}", "level")
        severity[name] = None if level == OFF else Severity(level)
    backend = _table(value, "backend")
    _only(backend, _BACKEND_KEYS, "backend.")
    kind = backend.get("kind", BACKENDS[0])
    _one_of(kind, BACKENDS, "backend.kind", "kind of backend")
    names = _table(value, "names")
    _only(names, _NAME_KEYS, "names.")
    fail_on = value.get("fail-on")
    if fail_on is not None:
        _one_of(fail_on, [each.value for each in Severity], "fail-on", "level")
    return Config(
        exclude=_globs(value, "exclude", ""),
        baseline=_path(value, "baseline"),
        fail_on=None if fail_on is None else Severity(fail_on),
        severity=severity,
        backend=kind,
        names=Names(**{key.replace("-", "_"): _words(names, key) for key in _NAME_KEYS}),
        ignore=tuple(_ignore(number, each, rules) for number, each in enumerate(_list(value, "ignore", ""), 1)),
    )


def _ignore(number: int, value: Any, rules: Collection[str]) -> Ignore:
    where = f"ignore (number {number})"
    if not isinstance(value, dict):
        raise ConfigError(f"{where} is not a table: write [[ignore]]")
    _only(value, _IGNORE_KEYS, f"{where}: ")
    paths = _globs(value, "paths", f"{where}: ")
    if not paths:
        raise ConfigError(f"{where} names no paths")
    named = _texts(value, "rules", f"{where}: ")
    for name in named:
        _one_of(name, rules, f"{where}: rules", "rule")
    reason = value.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise ConfigError(f"{where} gives no reason")
    return Ignore(paths, named, " ".join(reason.split()))


def _only(value: Mapping[str, Any], known: Collection[str], prefix: str) -> None:
    for key in value:
        if key not in known:
            raise ConfigError(f"{prefix}{key}: there is no such key.{_hint(key, known)}")


def _one_of(value: Any, known: Collection[str], where: str, what: str) -> None:
    if not isinstance(value, str) or value not in known:
        raise ConfigError(f"{where}: there is no {what} {value!r}.{_hint(str(value), known)}")


def _hint(value: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(value.lower().replace("_", "-"), sorted(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else f" Known are {', '.join(sorted(known))}."


def _table(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key, {})
    if not isinstance(found, dict):
        raise ConfigError(f"{key} is not a table: write [{key}]")
    return found


def _list(value: Mapping[str, Any], key: str, prefix: str) -> list[Any]:
    found = value.get(key, [])
    if not isinstance(found, list):
        raise ConfigError(f"{prefix}{key} is not a list")
    return found


def _texts(value: Mapping[str, Any], key: str, prefix: str) -> tuple[str, ...]:
    found = _list(value, key, prefix)
    if not all(isinstance(each, str) and each for each in found):
        raise ConfigError(f"{prefix}{key} is not a list of texts")
    return tuple(found)


def _words(names: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Names of [names]: of a function the last word of its call, for that is all that is compared; a credential may be any key."""
    found = _texts(names, key, "names.")
    for name in found:
        if key != "credentials" and "." in name:
            raise ConfigError(f"names.{key}: {name!r} has a dot. Write the last word of the call, {name.rpartition('.')[2]!r}")
    return found


def _globs(value: Mapping[str, Any], key: str, prefix: str) -> tuple[str, ...]:
    globs = _texts(value, key, prefix)
    for glob in globs:
        if glob.startswith("/") or ".." in glob.split("/") or "\\" in glob:
            raise ConfigError(f"{prefix}{key}: {glob!r} is no path within the project; use / between folders, and no ..")
    return globs


def _path(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key, "")
    if not isinstance(found, str) or found.startswith("/") or ".." in found.split("/") or "\\" in found:
        raise ConfigError(f"{key}: {found!r} is no path within the project; use / between folders, and no ..")
    return found


def matches(path: str, globs: Collection[str]) -> bool:
    """Whether a path (posix, relative to the root) matches one of the globs, or lies in a folder that does.

    `*` and `?` stay within a name, `**` spans folders, `[abc]` is taken literally (routes are called so); a glob without a slash
    matches a name at any depth.
    """
    return any(_pattern(glob).match(path) for glob in globs)


def _pattern(glob: str) -> re.Pattern[str]:
    known = _PATTERNS.get(glob)
    if known is None:
        parts = [_PIECES.get(piece) or re.escape(piece) for piece in re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?)", glob.rstrip("/")) if piece]
        anywhere = "" if "/" in glob.rstrip("/") else "(?:.*/)?"
        known = _PATTERNS[glob] = re.compile(f"{anywhere}{''.join(parts)}(?:/|$)")
    return known


_PIECES = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_PATTERNS: dict[str, re.Pattern[str]] = {}

TEMPLATE = """\
# refreshlint.toml: settings of refreshlint for this project. All of them may be left out.
# The folder of this file is the project: `refreshlint check` reads all of it, whatever part is to be reported.

# Paths that are not looked at (* within a name, ** across folders). Tests, build output and server code are left out already.
# exclude = ["legacy/**"]

# Findings that were there before: `refreshlint baseline` writes this file.
# baseline = "refreshlint-baseline.json"

# Lowest severity that makes a run fail: error, warning or note.
# fail-on = "warning"

# What the app talks to decides which findings matter:
#   rotating  each refresh token can be used once (the default: the safe assumption)
#   grace     ... and works for some seconds more
#   static    the refresh token stays the same
#   cookie    the refresh token is a cookie that the code never sees
# [backend]
# kind = "rotating"

# The severity of a rule: error, warning, note or off.
# [rules]
# token-logged = "error"

# What this project calls things that no model of a library can know; of a function, the last word of its call (put, not Prefs.put).
# [names]
# refresh = ["renewLogin"]            # functions that refresh the session
# session-ends = ["goodbye"]          # functions that sign the user out
# clients = ["callBackend"]           # functions that send a request
# stores = ["saveItem"]               # functions that write (key, value), or (value), to an unencrypted store of the phone
# loggers = ["breadcrumb"]            # functions whose arguments end up in a log
# credentials = ["sid"]               # names of variables, properties and keys that hold a token

# Rules that are not reported in some paths, and why.
# [[ignore]]
# paths = ["src/old-login/**"]
# rules = ["unshared-refresh"]
# reason = "removed in the next release"
"""
"""What `refreshlint init` writes."""
