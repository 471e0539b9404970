"""refreshlint.toml: what may stand in it, and what is said of the rest."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refreshlint import config
from refreshlint.config import Config, ConfigError, Ignore
from refreshlint.finding import Names, Severity

RULES = ("stale-retry", "token-logged")


def load(text: str) -> Config:
    return config.load(text.encode(), RULES)


def test_all_of_it() -> None:
    assert load(
        """
        exclude = ["legacy/**"]
        baseline = "tools/known.json"
        fail-on = "error"
        [rules]
        stale-retry = "note"
        token-logged = "off"
        [backend]
        kind = "grace"
        [names]
        refresh = ["renewLogin"]
        session-ends = ["goodbye"]
        [[ignore]]
        paths = ["old"]
        rules = ["stale-retry"]
        reason = "goes in spring"
        """
    ) == Config(
        exclude=("legacy/**",),
        baseline="tools/known.json",
        fail_on=Severity.ERROR,
        severity={"stale-retry": Severity.NOTE, "token-logged": None},
        backend="grace",
        names=Names(refresh=("renewLogin",), session_ends=("goodbye",)),
        ignore=(Ignore(("old",), ("stale-retry",), "goes in spring"),),
    )


def test_an_empty_one_says_nothing() -> None:
    assert load("") == Config()


def test_the_template_says_nothing_and_all_that_it_offers_is_right() -> None:
    assert load(config.TEMPLATE) == Config()
    lines = [line[2:] for line in config.TEMPLATE.splitlines() if line.startswith("# ") and (" = " in line or line.startswith("# ["))]
    offered = tomllib.loads("\n".join(lines).replace("unshared-refresh", "stale-retry"))
    assert set(offered) == {"exclude", "baseline", "fail-on", "backend", "rules", "names", "ignore"}
    load("\n".join(lines).replace("unshared-refresh", "stale-retry"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exclud = []", "exclud: there is no such key. Did you mean 'exclude'?"),
        ("zzz = 1", "Known are backend, baseline"),
        ("[rules]\nstale-retri = 'note'", "there is no rule 'stale-retri'. Did you mean 'stale-retry'?"),
        ("[rules]\nstale-retry = 'warn'", "rules.stale-retry: there is no level 'warn'. Did you mean 'warning'?"),
        ("[rules]\nstale-retry = 3", "there is no level 3"),
        ("rules = 1", "rules is not a table"),
        ("[backend]\nkind = 'rotate'", "Did you mean 'rotating'?"),
        ("[names]\nrefresh = 'x'", "names.refresh is not a list"),
        ("[names]\nrefresh = [1]", "names.refresh is not a list of texts"),
        ('[names]\nstores = ["Prefs.put"]', "names.stores: 'Prefs.put' has a dot. Write the last word of the call, 'put'"),
        ("[names]\nrefreshes = []", "Did you mean 'refresh'?"),
        ("exclude = ['/etc']", "no path within the project"),
        ("exclude = ['a/../../b']", "no path within the project"),
        ("baseline = '../b.json'", "no path within the project"),
        ("baseline = 1", "no path within the project"),
        ("fail-on = 'fatal'", "there is no level 'fatal'"),
        ("[ignore]\npaths = []", "ignore is not a list"),
        ("[[ignore]]\nreason = 'x'", "names no paths"),
        ("[[ignore]]\npaths = ['a']", "gives no reason"),
        ("[[ignore]]\npaths = ['a']\nreason = ' '", "gives no reason"),
        ("[[ignore]]\npaths = ['a']\nreason = 'x'\nrules = ['y']", "there is no rule 'y'"),
        ("a = ", "it is not TOML"),
        ("a = " + "[" * 100_000, "it is not TOML"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(text)
    assert said in str(refused.value)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(b"a = '\xff'", RULES)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        config.load(data, RULES)
    except ConfigError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("glob", "path", "matched"),
    [
        ("legacy/**", "legacy/a/b.ts", True),
        ("legacy", "legacy/a/b.ts", True),
        ("legacy", "src/legacy/b.ts", True),
        ("legacy/", "src/legacy/b.ts", True),
        ("src/legacy", "app/src/legacy/b.ts", False),
        ("**/legacy/*.ts", "app/src/legacy/b.ts", True),
        ("**/legacy/*.ts", "legacy/b.ts", True),
        ("*.gen.ts", "src/x.gen.ts", True),
        ("*.gen.ts", "src/x.ts", False),
        ("src/*.ts", "src/a/b.ts", False),
        ("src/?.ts", "src/a.ts", True),
        ("app/[id].tsx", "app/[id].tsx", True),
        ("app/[id].tsx", "app/i.tsx", False),
        ("leg", "legacy/a.ts", False),
    ],
)
def test_globs(glob: str, path: str, matched: bool) -> None:
    assert config.matches(path, (glob,)) is matched
