"""A run with the proposed change is rid of what was found."""

from __future__ import annotations

import pytest

from engine.diagnosis.evidence import gather
from engine.diagnosis.fixes import against_overfitting, larger, rectified
from engine.diagnosis.pathologies import diagnose
from engine.runs.run import Run
from engine.training.recording import Recording
from engine.training.settings import SETTINGS, TrainingSettings
from engine.training.trainer import Trainer
from tests.support.pathologies import PATHOLOGICAL, Case, judgements
from tests.support.samples.evidence import evidence_of

RESTARTING = {parameter.name for parameter in SETTINGS if parameter.restarts}


def name_of(case: Case) -> str:
    """Return the name of a test."""
    return case.name


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


def test_a_larger_rate_is_a_power_of_ten_up_to_what_the_neurons_bear():
    evidence = evidence_of([1], [0.1], eta=0.002)
    assert larger(evidence, 0.5, 7).value == 0.02
    assert larger(evidence, 5, 7).value == 0.2
    assert larger(evidence, 5000, 7).value == 1.0
    rectified_layers = evidence_of([1], [0.1], layers="12-8:relu-10", eta=0.002)
    assert larger(rectified_layers, 5000, 7).value == 0.1


def test_overfitting_is_met_by_decay_then_dropout_then_an_early_stop():
    names = []
    for values in ({}, {"lambda": 2.0}, {"lambda": 2.0, "dropout": 0.5}):
        fix = against_overfitting(evidence_of([1], [0.1], **values), 3)
        TrainingSettings.from_values({}).changed(fix.name, fix.value)
        names.append(fix.name)
    assert names == ["lambda", "dropout", "early_stopping"]


def test_hidden_layers_are_exchanged_in_networks_with_convolutions_too():
    layers = "4x3 conv2@3:sigmoid dense8:tanh dense10:sigmoid"
    fix = rectified(evidence_of([1], [0.1], layers=layers))
    assert fix.value == "4x3 conv2@3:relu dense8:relu dense10:sigmoid"
