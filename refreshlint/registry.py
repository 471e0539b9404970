"""Finds the rules and reads their documentation.

A rule is one module of the package `refreshlint.rules` with one function under `@rule(...)`. The package is named at run time
only: in the source tree it lies at the top level (`rules/`), and becomes `refreshlint.rules` when the project is installed. Other
packages offer rules under the entry point group of the same name; their ids begin with the name of the entry point and a slash.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import pkgutil
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from refreshlint.finding import Finding, RuleInfo, Severity

RULES_PACKAGE = "refreshlint.rules"
"""The built-in rules, and the entry point group of others."""

LOCAL_PACK = "local"
"""Name of the pack that rules of a folder (`--rules-dir`) belong to."""

Check = Callable[..., Iterator[Finding]]
_CheckT = TypeVar("_CheckT", bound=Check)

_MARK = "__refreshlint_rule__"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_HEADING = re.compile(r"^## *(.*?) *$", re.MULTILINE)
_FENCED = re.compile(r"```[^\n]*\n(.*?)\n?```", re.DOTALL)

_WHAT, _WHY, _BAD, _GOOD, _LIMITS = HEADINGS = ("What it does", "Why it matters", "Bad", "Good", "What it cannot see")
"""The sections of a rule's docstring, in the order that people read them."""


class RegistryError(Exception):
    """The rules cannot be used as they stand: absent, badly named or badly documented. The message is one line for people."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called for (`on`, a class of refreshlint.auth.concepts) and its check(subject, auth) -> findings.

    security: GitHub's security-severity (above 0, up to 10), None if the rule is not about security; rotation: its findings matter
    only where the backend takes each refresh token once; doc: its module's docstring.
    """

    id: str
    on: type[Any]
    severity: Severity
    cwe: tuple[int, ...]
    since: str
    security: float | None
    check: Check
    doc: str
    rotation: bool = False


def rule(
    id: str,
    *,
    on: type[Any],
    severity: Severity,
    cwe: tuple[int, ...],
    since: str,
    security: float | None = None,
    rotation: bool = False,
) -> Callable[[_CheckT], _CheckT]:
    """Mark a function as the check of the rule `id`; the function itself stays as it is."""

    def attach(check: _CheckT) -> _CheckT:
        module = sys.modules.get(check.__module__)
        doc = (module.__doc__ if module else None) or ""
        setattr(check, _MARK, Rule(id, on, severity, cwe, since, security, check, doc, rotation))
        return check

    return attach


def load_rules(package: str = RULES_PACKAGE) -> tuple[Rule, ...]:
    """Every rule of a package, sorted by id. RegistryError if it has none or one breaks the form: one rule a module, `a_b` for `a-b`."""
    rules = tuple(_rule_of(importlib.import_module(f"{package}.{name}")) for name in _modules(package))
    return tuple(sorted(rules, key=lambda each: each.id))


def _modules(package: str) -> list[str]:
    """The names of the modules of a package of rules, sorted. RegistryError if it has none."""
    try:
        home = importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name != package:
            raise
        raise RegistryError(_absence(package)) from None
    names = sorted(found.name for found in pkgutil.iter_modules(home.__path__))
    if not names:
        raise RegistryError(_absence(package))
    return names


class Catalogue:
    """The rules of a run: the ids at once, the rules themselves when they are first asked for.

    given: the rules, in place of all that are installed; more: rules beside those.
    """

    def __init__(self, given: Sequence[Rule] | None = None, more: Sequence[Rule] = ()) -> None:
        self._loaded = tuple(given) if given is not None else None
        self.is_builtin = given is None and not more and not _offers_packs()
        if not self.is_builtin and self._loaded is None:
            self._loaded = (*load_rules(), *load_packs(), *more)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the rules. RegistryError as load_rules."""
        if self._loaded is not None:
            return tuple(rule.id for rule in self._loaded)
        return tuple(name.replace("_", "-") for name in _modules(RULES_PACKAGE))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules. RegistryError as load_rules."""
        if self._loaded is None:
            self._loaded = load_rules()
        return self._loaded


def load_packs() -> tuple[Rule, ...]:
    """The rules of all installed packs, sorted by id. RegistryError names the pack that cannot be used."""
    if not _offers_packs():
        return ()
    from importlib.metadata import entry_points

    found: list[Rule] = []
    for entry in sorted(entry_points(group=RULES_PACKAGE), key=lambda each: (each.name, each.value)):
        if not _ID.fullmatch(entry.name) or entry.name == LOCAL_PACK:
            raise RegistryError(f"the rule pack {entry.name!r} ({entry.value}) needs another name: small letters, digits and hyphens")
        try:
            rules = load_rules(entry.value)
        except RegistryError:
            raise
        except Exception as error:
            raise RegistryError(f"the rule pack {entry.name} ({entry.value}) cannot be loaded: {type(error).__name__}: {error}") from error
        found += [replace(rule, id=f"{entry.name}/{rule.id}") for rule in rules]
    return tuple(sorted(found, key=lambda each: each.id))


def load_folder(folder: Path) -> tuple[Rule, ...]:
    """The rules of the Python files in a folder, under the name `local/`. RegistryError names what cannot be used."""
    found: list[Rule] = []
    for path in sorted(folder.glob("*.py")):
        if path.stem == "__init__":
            continue
        spec = importlib.util.spec_from_file_location(f"refreshlint_local_rules.{path.stem}", path)
        assert spec is not None and spec.loader is not None, "a path that ends in .py has a loader"
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        try:
            spec.loader.exec_module(module)
        except Exception as error:
            raise RegistryError(f"{path}: the rule cannot be loaded: {type(error).__name__}: {error}") from error
        found.append(_rule_of(module))
    if not found:
        raise RegistryError(f"{folder}: there are no rules in it")
    return tuple(replace(rule, id=f"{LOCAL_PACK}/{rule.id}") for rule in found)


def _offers_packs() -> bool:
    """Whether any installed package names the entry point group. Asking importlib.metadata takes longer than a small run."""
    for folder in map(Path, sys.path):
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith((".dist-info", ".egg-info"))]
        except OSError:
            continue
        for name in names:
            try:
                if RULES_PACKAGE.encode() in (folder / name / "entry_points.txt").read_bytes():
                    return True
            except OSError:
                continue
    return False


def _rule_of(module: ModuleType) -> Rule:
    """The one rule of a module."""
    marked = [value for value in vars(module).values() if isinstance(getattr(value, _MARK, None), Rule)]
    rules = [getattr(value, _MARK) for value in marked if value.__module__ == module.__name__]
    if len(rules) != 1:
        raise RegistryError(f"{module.__name__} has {len(rules)} rules, not one")
    found: Rule = rules[0]
    expected = module.__name__.rpartition(".")[2].replace("_", "-")
    if found.id != expected or not _ID.fullmatch(found.id):
        raise RegistryError(f"{module.__name__} has the rule id {found.id!r}, not {expected!r} as its file name says")
    return found


def _absence(package: str) -> str:
    """Why there are no rules. The usual cause: a wheel is installed, and Python, started in a checkout, takes ./refreshlint before it."""
    root = package.partition(".")[0]
    places = getattr(sys.modules.get(root), "__path__", None)
    where = f" in {next(iter(places))}" if places else ""
    return (
        f"no rules are installed as {package}{where}: in a checkout run `pip install -e .` first; "
        "with a wheel installed, start from another directory"
    )


def info(rule: Rule) -> RuleInfo:
    """What a rule's docstring says, in parts. RegistryError names the module and the heading where one is missing, empty or unknown.

    The docstring is a title, then `## ` headings (HEADINGS). Bad and Good hold one piece of code, indented or fenced.
    """
    where = rule.check.__module__
    pieces = _HEADING.split(cleandoc(rule.doc))
    title = " ".join(pieces[0].split())
    if not title:
        raise RegistryError(f"{where}: the docstring has no title")
    sections: dict[str, str] = {}
    for heading, body in zip(pieces[1::2], pieces[2::2], strict=True):
        if heading not in HEADINGS:
            raise RegistryError(f"{where}: the docstring has an unknown heading '## {heading}'")
        if heading in sections:
            raise RegistryError(f"{where}: the docstring has '## {heading}' twice")
        sections[heading] = body.strip("\n").rstrip()
    for heading in HEADINGS:
        if not sections.get(heading, "").strip():
            raise RegistryError(f"{where}: the docstring has no text under '## {heading}'")
    return RuleInfo(
        id=rule.id,
        title=title,
        severity=rule.severity,
        what=_prose(sections[_WHAT]),
        why=_prose(sections[_WHY]),
        bad=_code(sections[_BAD]),
        good=_code(sections[_GOOD]),
        limits=_prose(sections[_LIMITS]),
        cwe=rule.cwe,
        since=rule.since,
        security=rule.security,
    )


def _prose(body: str) -> str:
    """Paragraphs and list items (`- `), each on one line; paragraphs with an empty line between them."""
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        items = re.split(r"\n(?=\s*- )", paragraph)
        paragraphs.append("\n".join(" ".join(item.split()) for item in items))
    return "\n\n".join(paragraphs)


def _code(body: str) -> str:
    """The code of a section, without indentation or fence."""
    code = textwrap.dedent(body)
    fenced = _FENCED.fullmatch(code.strip())
    return fenced.group(1) if fenced else code
