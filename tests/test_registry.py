"""Finding rules, and reading what they say of themselves."""

from __future__ import annotations

import itertools
import pathlib
from collections.abc import Callable

import pytest

from refreshlint import registry
from refreshlint.finding import Severity
from refreshlint.registry import RegistryError

DOC = '''"""A refresh can run twice
at once.

## What it does
Reports a refresh
that two callers start.

- one kind,
  which is long
- another

A second paragraph.
## Why it matters
It costs the session.

## Bad

    if (x) {
      refresh(); // want: some-rule
    }

## Good
```ts
await (flight ??= refresh());
```
## What it cannot see
Native locks.
"""
'''

CODE = '''
from refreshlint.finding import Severity
from refreshlint.registry import rule

@rule("{id}", on=dict, severity=Severity.ERROR, cwe=(362,), since="0.1", security=7.5)
def check(subject, auth):
    yield from subject
'''

Pack = Callable[..., str]
NUMBERS = itertools.count()  # Python imports a package of one name once


@pytest.fixture
def pack(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Pack:
    """Makes a package of rule modules from keyword arguments (module name = text) and gives its name."""

    def make(**modules: str) -> str:
        name = f"pack{next(NUMBERS)}_of_tests"
        folder = tmp_path / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        for module, text in modules.items():
            (folder / f"{module}.py").write_text(text)
        return name

    monkeypatch.syspath_prepend(str(tmp_path))
    return make


def test_rules_are_found_and_sorted(pack: Pack) -> None:
    name = pack(b_rule=DOC + CODE.format(id="b-rule"), a_rule=DOC + CODE.format(id="a-rule"))
    first, second = registry.load_rules(name)
    assert (first.id, second.id) == ("a-rule", "b-rule")
    assert (first.on, first.severity, first.cwe, first.since, first.security) == (dict, Severity.ERROR, (362,), "0.1", 7.5)
    assert list(first.check(["x"], None)) == ["x"]


def test_the_docstring_is_read_in_parts(pack: Pack) -> None:
    (rule,) = registry.load_rules(pack(some_rule=DOC + CODE.format(id="some-rule")))
    info = registry.info(rule)
    assert info.title == "A refresh can run twice at once."
    assert info.what == "Reports a refresh that two callers start.\n\n- one kind, which is long\n- another\n\nA second paragraph."
    assert info.why == "It costs the session."
    assert info.bad == "if (x) {\n  refresh(); // want: some-rule\n}"
    assert info.good == "await (flight ??= refresh());"
    assert info.limits == "Native locks."
    assert (info.id, info.cwe, info.since, info.security) == ("some-rule", (362,), "0.1", 7.5)


@pytest.mark.parametrize("heading", registry.HEADINGS)
def test_a_missing_heading_is_named(pack: Pack, heading: str) -> None:
    name = pack(some_rule=DOC.replace(f"## {heading}\n", "") + CODE.format(id="some-rule"))
    (rule,) = registry.load_rules(name)
    with pytest.raises(RegistryError, match=f"{name}.some_rule: .*'## {heading}'"):
        registry.info(rule)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("It costs the session.", "", "no text under '## Why it matters'"),
        ("## Why it matters", "## Why it  maters", "unknown heading '## Why it  maters'"),
        ("## Why it matters", "## Good", "'## Good' twice"),
        ("A refresh can run twice\nat once.\n", "", "no title"),
    ],
)
def test_a_faulty_docstring_is_refused(pack: Pack, old: str, new: str, complaint: str) -> None:
    (rule,) = registry.load_rules(pack(some_rule=DOC.replace(old, new) + CODE.format(id="some-rule")))
    with pytest.raises(RegistryError, match=complaint):
        registry.info(rule)


def test_a_module_without_a_docstring_has_no_title(pack: Pack) -> None:
    (rule,) = registry.load_rules(pack(some_rule=CODE.format(id="some-rule")))
    with pytest.raises(RegistryError, match="no title"):
        registry.info(rule)


def test_file_name_and_id_agree(pack: Pack) -> None:
    with pytest.raises(RegistryError, match="'other-rule', not 'some-rule'"):
        registry.load_rules(pack(some_rule=DOC + CODE.format(id="other-rule")))


@pytest.mark.parametrize("copies", [0, 2])
def test_a_module_is_one_rule(pack: Pack, copies: int) -> None:
    code = CODE.format(id="some-rule")
    with pytest.raises(RegistryError, match=f"some_rule has {copies} rules, not one"):
        registry.load_rules(pack(some_rule=DOC + "\n" + "".join(code.replace("check", f"check{n}") for n in range(copies))))


def test_a_rule_that_is_imported_is_no_second_rule(pack: Pack) -> None:
    name = pack(a_rule=DOC + CODE.format(id="a-rule"), b_rule=DOC + "from {pack}.a_rule import check as other\n" + CODE.format(id="b-rule"))
    module = pathlib.Path(next(iter(__import__(name).__path__))) / "b_rule.py"
    module.write_text(module.read_text().replace("{pack}", name))
    assert [rule.id for rule in registry.load_rules(name)] == ["a-rule", "b-rule"]


def test_absent_rules_are_one_clear_line(pack: Pack) -> None:
    for name in ("no_such_pack", pack()):
        with pytest.raises(RegistryError, match=r"no rules are installed as .*pip install -e \.") as caught:
            registry.load_rules(name)
        assert "\n" not in str(caught.value)


def test_a_fault_inside_a_rule_is_not_taken_for_absence(pack: Pack) -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        registry.load_rules(pack(some_rule="import no_such_module\n"))


def test_every_rule_that_comes_with_the_project_is_documented() -> None:
    rules = registry.load_rules()
    folder = pathlib.Path(__file__).parents[1] / "rules"
    assert sorted(rule.id.replace("-", "_") for rule in rules) == sorted(path.stem for path in folder.glob("[!_]*.py"))
    for rule in rules:
        assert registry.info(rule).id == rule.id
