"""The doctor: twelve staged pathologies, twelve healthy runs, and what it proposes."""

from __future__ import annotations

import pytest

from engine.diagnosis import PATHOLOGIES, diagnose, gather
from engine.runs.run import Run
from engine.training.recording import Recording
from engine.training.settings import SETTINGS
from engine.training.trainer import Trainer
from tests.support.pathologies import HEALTHY, PATHOLOGICAL, Case, epochs_of

SEEDS = range(1, 11)
RESTARTING = {parameter.name for parameter in SETTINGS if parameter.restarts}


def judgements(case: Case, seed: int):
    """Return what is said after each epoch, and the run at its end."""
    said = []
    for run in epochs_of(case, seed):
        said.append(diagnose(gather(run)))
    return said, run


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


@pytest.mark.parametrize("case", PATHOLOGICAL, ids=name_of)
def test_a_twin_with_the_fix_is_rid_of_it_or_has_it_later(case):
    said, run = judgements(case, 2)
    finding = said[-1]
    assert finding is not None
    fix = finding.fix
    assert fix is not None
    settings = run.trainer.settings.changed(fix.name, fix.value)
    if fix.name in RESTARTING:
        trainer = Trainer(settings, run.data.training, run.data.classes)
        lockstep_run = Run(trainer, run.data, recording=Recording())
    else:
        run.seek(fix.step)
        lockstep_run = run.fork()
        lockstep_run.change(settings)
    while not lockstep_run.finished:
        lockstep_run.advance(1_000)
    found = diagnose(gather(lockstep_run))
    # 200 digits are learned by heart in any case, but later with weight decay
    assert found is None or found.code != finding.code or found.step > finding.step


def test_the_run_stays_as_it_was_when_it_is_looked_at():
    _, run = judgements(PATHOLOGICAL[2], 1)
    before = run.network.digest()
    evidence = gather(run)
    diagnose(evidence)
    assert run.network.digest() == before
    evidence.network.parameters[:] = 0
    assert run.network.digest() == before


def test_evidence_knows_only_what_is_shown():
    _, run = judgements(PATHOLOGICAL[2], 1)
    run.seek(run.epoch_metrics[2].step)
    run.settle()
    evidence = gather(run)
    assert len(evidence.epoch_metrics) == 3
    assert evidence.step == run.epoch_metrics[2].step
    assert all(step <= evidence.step for step in evidence.loss_trace[0])
    assert evidence.stretches[-1][0] <= evidence.step


def test_every_pathology_is_staged_or_of_a_kind_that_is():
    staged = {case.code for case in PATHOLOGICAL}
    assert staged == {pathology.code for pathology in PATHOLOGIES}
