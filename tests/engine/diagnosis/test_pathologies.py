"""The diagnosis: twelve staged pathologies are found, twelve healthy runs are left alone."""

from __future__ import annotations

import pytest

from engine.diagnosis.pathologies import PATHOLOGIES
from tests.support.pathologies import HEALTHY, PATHOLOGICAL, Case, judgements

SEEDS = range(1, 11)


def is_right(case: Case, seed: int) -> bool:
    """Return whether the last judgement names what was staged, and where it began."""
    said, run = judgements(case, seed)
    first, last = case.onset(run)
    return said[-1] is not None and said[-1].code == case.code and first <= said[-1].step <= last


def name_of(case: Case) -> str:
    """Return the name of a test."""
    return case.name


@pytest.mark.parametrize("case", PATHOLOGICAL, ids=name_of)
def test_what_was_staged_is_found_where_it_began(case):
    assert is_right(case, 1)


@pytest.mark.parametrize("case", HEALTHY, ids=name_of)
def test_a_healthy_run_is_left_alone_after_every_epoch(case):
    said, run = judgements(case, 1)
    assert not any(said)
    assert run.epoch_metrics[-1].accuracy("training") > 0.8


@pytest.mark.slow
def test_of_120_staged_pathologies_90_percent_are_found():
    right = sum(is_right(case, seed) for case in PATHOLOGICAL for seed in SEEDS)
    assert right >= 0.9 * len(PATHOLOGICAL) * len(SEEDS)


@pytest.mark.slow
def test_of_120_healthy_runs_5_percent_at_most_are_blamed():
    blamed = sum(any(judgements(case, seed)[0]) for case in HEALTHY for seed in SEEDS)
    assert blamed <= 0.05 * len(HEALTHY) * len(SEEDS)


def test_every_pathology_is_staged_or_of_a_kind_that_is():
    staged = {case.code for case in PATHOLOGICAL}
    assert staged == {pathology.code for pathology in PATHOLOGIES}
