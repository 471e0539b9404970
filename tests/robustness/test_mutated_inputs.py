"""Damaged inputs: no crash, no hang, no output that others cannot read. `mutation_run.py` does the same at length."""

from __future__ import annotations

import pytest
from survival import failures, wrong

COUNT = 1_000
SEED = 1


MENDED = {
    "an import without an argument": b"import renew()(;",
}
"""The smallest samples of inputs that once ended a run."""


@pytest.mark.parametrize("sample", MENDED)
@pytest.mark.parametrize("explore", [False, True])
def test_what_ended_a_run_once_does_so_no_more(sample: str, explore: bool) -> None:
    assert not wrong({"src/session.ts": MENDED[sample]}, explore=explore)


def test_no_damage_ends_a_run() -> None:
    found = [f"input {failure.number} of seed {SEED}: {failure.what}" for failure in failures(SEED, COUNT)]
    assert not found, "\n".join(found)
