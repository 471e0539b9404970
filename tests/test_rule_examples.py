"""The samples in the rules' docstrings do what they say."""

from __future__ import annotations

import pytest

from refreshlint.registry import Rule, info, load_rules
from refreshlint.testing import EXAMPLE_PATH, LabelKind, check_example, read_labels

RULES = load_rules()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_sample_is_reported_where_it_says(rule: Rule) -> None:
    code = info(rule).bad
    labels = read_labels(EXAMPLE_PATH, code.encode())
    assert any(label.kind is LabelKind.WANT and label.rule == rule.id for label in labels)
    assert str(check_example(code, rule)) == "as labelled"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_good_sample_is_not_reported(rule: Rule) -> None:
    code = info(rule).good
    assert not any(label.kind is LabelKind.WANT for label in read_labels(EXAMPLE_PATH, code.encode()))
    assert str(check_example(code, rule)) == "as labelled"
