"""Damaged inputs: no crash, no hang, no output that others cannot read. `mutation_run.py` does the same at length."""

from __future__ import annotations

from survival import failures

COUNT = 1_000
SEED = 1


def test_no_damage_ends_a_run() -> None:
    found = [f"input {failure.number} of seed {SEED}: {failure.what}" for failure in failures(SEED, COUNT)]
    assert not found, "\n".join(found)
