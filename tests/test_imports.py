"""Who may import whom: the direction of the architecture, held over every import statement of the source tree."""

from __future__ import annotations

import ast
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[1]

BASE = ("limits", "finding", "source", "published", "files")
ENGINE = (*BASE, "trace", "js")

ALLOWED: dict[str, tuple[str, ...]] = {
    "": ("finding", "run"),
    "__main__": ("cli",),
    "limits": (),
    "finding": (),
    "source": ("limits",),
    "published": ("limits",),
    "files": BASE,
    "trace": BASE,
    "memory": ("limits",),
    "deadline": (),
    "shield": (),
    "syntax": (*BASE, "syntax"),
    "js": (*BASE, "trace", "syntax", "js"),
    "auth.concepts": ENGINE,
    "interleave": (*ENGINE, "memory", "auth.concepts", "interleave"),
    "auth": (*ENGINE, "interleave", "auth"),
    "registry": ("limits", "finding"),
    "api": (*ENGINE, "auth", "registry"),
    "rules": ("api",),
    "fingerprints": BASE,
    "baseline": (*BASE, "fingerprints"),
    "config": BASE,
    "suppress": (*BASE, "syntax"),
    "git": (),
    "results": BASE,
    "cache": ("", "limits", "trace"),
    "analysis": (*ENGINE, "auth", "deadline", "memory", "registry", "results", "suppress"),
    "run": (*BASE, "trace", "results", "cache", "shield", "js.lower", "analysis", "registry", "baseline", "config", "suppress"),
    "report": ("", "limits", "finding", "fingerprints", "source", "report"),
    "archive": BASE,
    "layout": BASE,
    "audit": (*BASE, "archive", "config", "layout", "registry", "run"),
    "cli": (
        "", "cache", "limits", "memory", "finding", "registry", "audit", "baseline", "config", "git", "run", "report", "js.debug", "cli",
    ),
    "testing": ("limits", "finding", "source", "files", "registry", "api", "run", "report"),
}
"""Part of refreshlint ("" is the package itself) -> the parts it may import. The longest prefix of a module's name counts."""

THIRD_PARTY = {
    "tree_sitter": "syntax",
    "tree_sitter_typescript": "syntax",
    "sarif_om": "report.sarif",
    "click": "cli",
}
"""The only packages from outside, and the part of refreshlint that may import each."""


def part_of(module: str, parts: tuple[str, ...]) -> str | None:
    """The longest of `parts` that is `module` or a package around it."""
    return max((part for part in parts if inside(module, part)), key=len, default=None)


def inside(module: str, part: str) -> bool:
    return module == part or (part != "" and module.startswith(f"{part}."))


def sources() -> dict[str, pathlib.Path]:
    """Every module of the source tree, by its name within refreshlint."""
    found = {}
    for folder, prefix in ((ROOT / "refreshlint", ()), (ROOT / "rules", ("rules",))):
        for path in sorted(folder.rglob("*.py")):
            names = (*prefix, *path.relative_to(folder).with_suffix("").parts)
            found[".".join(names[:-1] if names[-1] == "__init__" else names)] = path
    return found


SOURCES = sources()


def imports(text: str, module: str, is_package: bool) -> list[tuple[int, str]]:
    """(line, absolute name) of each import; `from a import b` counts as `a.b`, which inside() takes for a part of `a` too."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            source = node.module or ""
            if node.level:
                home = ["refreshlint", *filter(None, module.split("."))]
                home = home[: len(home) - node.level + is_package]
                source = ".".join([*home, *filter(None, [source])])
            found += [(node.lineno, f"{source}.{alias.name}") for alias in node.names]
    return found


def breaches(text: str, module: str, *, is_package: bool = False) -> list[str]:
    """What the table forbids in the text of one module."""
    part = part_of(module, tuple(ALLOWED))
    if part is None:
        return [f"{module} has no place in the table"]
    found = []
    for line, name in imports(text, module, is_package):
        top, _, rest = name.partition(".")
        if top == "refreshlint":
            # A name that is no module (`from refreshlint.finding import Place`) belongs to the module around it.
            while rest and rest not in SOURCES:
                rest = rest.rpartition(".")[0]
            if inside(rest, "rules") or part_of(rest, ALLOWED[part]) is None:
                found.append(f"{module}:{line} imports {name}")
        elif top in THIRD_PARTY:
            if not inside(module, THIRD_PARTY[top]):
                found.append(f"{module}:{line} imports {name}")
        elif top not in sys.stdlib_module_names:
            found.append(f"{module}:{line} imports {name}, which is no dependency")
    return found


def test_the_direction_of_imports() -> None:
    assert len(SOURCES) > 10
    found = []
    for module, path in SOURCES.items():
        found += breaches(path.read_text("utf-8"), module, is_package=path.name == "__init__.py")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("js.cfg", "from refreshlint.auth.concepts import Cell"),
        ("js.cfg", "from refreshlint import run"),
        ("js.cfg", "from ..auth import concepts"),
        ("auth.stores", "import refreshlint.run"),
        ("interleave.machine", "def late():\n    from refreshlint.auth import requests"),
        ("report.text", "from refreshlint.js import ir"),
        ("rules.unshared_refresh", "from refreshlint.finding import Finding"),
        ("run", "from refreshlint.rules import unshared_refresh"),
        ("js.cfg", "import tree_sitter"),
        ("report.text", "from sarif_om import Run"),
        ("run", "import click"),
        ("run", "import requests"),
        ("newcomer", "import re"),
    ],
)
def test_the_table_sees_breaches(module: str, text: str) -> None:
    assert len(breaches(text, module)) == 1


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("js.cfg", "from refreshlint import limits\nfrom . import ir\nimport re"),
        ("interleave.machine", "from refreshlint.auth.concepts import Cell"),
        ("rules.unshared_refresh", "from refreshlint.api import Finding, rule"),
        ("report.sarif", "import sarif_om\nimport refreshlint"),
        ("cli.main", "import click\nfrom refreshlint.js import debug"),
    ],
)
def test_the_table_lets_the_rest_pass(module: str, text: str) -> None:
    assert breaches(text, module) == []
