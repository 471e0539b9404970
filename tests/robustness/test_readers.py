"""Whatever stands in a file that a project brings along, its reader gives what it says or one clear error, never another one."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from refreshlint import baseline, config, suppress
from refreshlint.source import SourceFile

RULES = ("unshared-refresh", "token-logged")

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
_KEYS = st.sampled_from(("exclude", "baseline", "fail-on", "rules", "backend", "names", "ignore", "kind", "paths", "reason", "refresh"))
_LINES = st.lists(
    st.one_of(
        st.builds("{} = {}".format, _KEYS, st.sampled_from(('"x"', "[]", "[1]", '["a"]', "true", "1", "{}", '{ kind = "static" }'))),
        st.builds("[{}]".format, _KEYS),
        st.builds("[[{}]]".format, _KEYS),
        st.text(max_size=20),
    ),
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), _LINES.map("\n".join).map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_configuration(data: bytes) -> None:
    with contextlib.suppress(config.ConfigError):
        found = config.load(data, RULES)
        assert set(found.severity) <= set(RULES)
        assert all(isinstance(glob, str) and ".." not in glob.split("/") for glob in found.exclude)
        config.matches("src/a.ts", found.exclude)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), _VALUES.map(json.dumps)))
def test_baselines(text: str) -> None:
    with contextlib.suppress(baseline.BaselineError):
        found = baseline.load(text)
        assert baseline.load(baseline.dump(found)) == found


_WORDS = st.sampled_from(
    ("// refreshlint-ignore ", "/* refreshlint-ignore ", "{/* refreshlint-ignore ", " */", " */}", "token-logged", "unshared-refresh", ",",
     ": why", ":", "\n", "const a = 1;", "<a>", "</a>", "`", "\u2028", "\r", "refreshlint-ignore", "//", "\0")
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(_WORDS, st.text(max_size=5)), max_size=14))
def test_suppressions(parts: list[str]) -> None:
    source = SourceFile("a.tsx", "".join(parts).encode("utf-8", "surrogatepass"))
    found, notices = suppress.read(source, RULES)
    for each in found:
        assert set(each.rules) <= set(RULES) and each.reason.strip()
        assert 0 <= each.line <= source.line_count
    assert all(notice.place is not None and notice.place.end <= len(source.data) for notice in notices)
