"""The labelled cases of corpus/: every finding is labelled, every label is found."""

from __future__ import annotations

import pathlib
import tomllib
from collections import Counter

import pytest

from refreshlint.files import DiskFiles
from refreshlint.registry import load_rules
from refreshlint.testing import LabelError, LabelKind, check_case, check_files, read_labels, source_files

CORPUS = pathlib.Path(__file__).parents[1] / "corpus"
RULES = load_rules()
CASES = sorted([*CORPUS.glob("*/bad/*"), *CORPUS.glob("*/good/*"), *CORPUS.glob("projects/*"), *CORPUS.glob("exports/*")])

TODO_LABELS = 6
"""Known misses and false alarms; may only fall."""

MOST_ASKED = ("unshared-refresh", "ineffective-single-flight", "unreleased-flight", "plaintext-token-storage")


def name(case: pathlib.Path) -> str:
    return case.relative_to(CORPUS).as_posix()


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_is_as_labelled(case: pathlib.Path) -> None:
    result = check_case(case, RULES)
    assert result.passed, f"{name(case)}\n{result}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_says_what_it_is_about(case: pathlib.Path) -> None:
    said = tomllib.loads((case / "case.toml").read_text("utf-8"))
    assert said.keys() == {"idiom", "why", "drive"}
    drive = said["drive"]
    texts = [said["idiom"], said["why"], *(drive.values() if isinstance(drive, dict) else [drive])]
    assert all(isinstance(text, str) and text.strip() for text in texts)
    if isinstance(drive, dict):
        assert {"entry", "call"} <= drive.keys() <= {"entry", "call", "second", "setup", "property", "signal"}
        assert (case / drive["entry"]).is_file()


def labels_of(case: pathlib.Path) -> list[tuple[LabelKind, str]]:
    return [(label.kind, label.rule) for path, data in source_files(DiskFiles(case)).items() for label in read_labels(path, data)]


@pytest.mark.parametrize("case", [case for case in CASES if case.parent.name in ("bad", "good")], ids=name)
def test_a_case_speaks_of_its_own_rule(case: pathlib.Path) -> None:
    """A bad case wants its rule; a good one does not, and wants nothing else either."""
    wanted = {rule for kind, rule in labels_of(case) if kind in (LabelKind.WANT, LabelKind.TODO_WANT)}
    if case.parent.name == "bad":
        assert case.parent.parent.name in wanted
    else:
        assert not wanted


def test_there_are_enough_cases_on_both_sides() -> None:
    sides = Counter(case.parent.name for case in CASES)
    assert sides["bad"] + sides["good"] >= 80
    assert 0.8 <= sides["bad"] / sides["good"] <= 1.25, sides
    for rule in MOST_ASKED:
        for side in ("bad", "good"):
            assert len(list((CORPUS / rule / side).iterdir())) >= 8, f"{rule}/{side}"


def test_the_number_of_todo_labels_only_falls(capsys: pytest.CaptureFixture[str]) -> None:
    todo = [(name(case), *label) for case in CASES for label in labels_of(case) if label[0] in (LabelKind.TODO_WANT, LabelKind.TODO_OK)]
    with capsys.disabled():
        print(f"\ntodo labels in the corpus: {len(todo)} of {TODO_LABELS} allowed")
    assert len(todo) <= TODO_LABELS, todo


def test_labels_stand_at_the_end_or_above() -> None:
    text = b"""
a(); // want: one-rule "part of it"
{/* ok: two-rule */}

/* todo-want: one-rule */
b();
  // todo-ok: pack/own-rule
c();
"""
    assert [str(label) for label in read_labels("a.tsx", text)] == [
        'a.tsx:2: want: one-rule "part of it"',
        "a.tsx:6: ok: two-rule",
        "a.tsx:6: todo-want: one-rule",
        "a.tsx:8: todo-ok: pack/own-rule",
    ]


@pytest.mark.parametrize("text", [b"a(); // want one-rule", b"a(); // want: One", b"a(); // ok: a-rule and more", b"// ok: a-rule\n\n"])
def test_a_label_that_cannot_be_read_is_an_error(text: bytes) -> None:
    with pytest.raises(LabelError):
        read_labels("a.ts", text)


LEAK = b"""import AsyncStorage from '@react-native-async-storage/async-storage';
export async function keep(answer) {
  await AsyncStorage.setItem('access_token', answer.accessToken);%s
}
"""


@pytest.mark.parametrize(
    ("label", "field"),
    [
        (b"", "unexpected"),
        (b" // ok: plaintext-token-storage", "unexpected"),
        (b" // want: unshared-refresh", "missing"),
        (b' // want: plaintext-token-storage "no such words"', "missing"),
        (b" // todo-want: plaintext-token-storage", "todo_settled"),
        (b" // todo-ok: unshared-refresh", "todo_settled"),
        (b" // todo-ok: plaintext-token-storage", "todo_unexpected"),
        (b" // todo-want: unshared-refresh\n", "todo_missing"),
        (b" // want: plaintext-token-storage", ""),
    ],
)
def test_findings_are_held_against_labels(tmp_path: pathlib.Path, label: bytes, field: str) -> None:
    (tmp_path / "package.json").write_text('{"dependencies": {"expo": "1", "react-native": "1"}}')
    (tmp_path / "keep.js").write_bytes(LEAK % label)
    result = check_case(tmp_path, RULES)
    if field:
        assert len(getattr(result, field)) == 1
    assert result.passed == (field in ("", "todo_unexpected"))


def test_a_label_for_an_unknown_rule_is_an_error(tmp_path: pathlib.Path) -> None:
    (tmp_path / "keep.js").write_bytes(b"a(); // want: no-such-rule\n")
    with pytest.raises(LabelError, match="no such rule"):
        check_files(DiskFiles(tmp_path), RULES)
