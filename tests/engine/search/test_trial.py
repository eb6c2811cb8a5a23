"""One trial: judged by validation accuracy, and trained again to the same weights."""

from __future__ import annotations

import json

import pytest

from app.commands.command_line import main
from engine.errors import StorageError
from engine.search.trial import (
    DIVERGED,
    FAILED,
    FINISHED,
    PRUNED,
    Trial,
    TrialResult,
    precompile_trials,
    train_trial,
)
from tests.support.searches.small_searches import plan, result


def trained(wanted, values, floors=()):
    """Return epochs and result of a trial."""
    data = wanted.prepared(wanted.data.load())
    *epochs, found = train_trial(wanted, Trial(0, values, floors), data)
    return epochs, found


def digest_of_train(capsys, command):
    """Return the digest that the command line of a trial prints."""
    words = command.split("main.py ")[1].split()
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["digest"]


def test_a_trial_yields_its_epochs_and_then_its_result():
    epochs, found = trained(plan(), {"eta": 1.0})
    assert [epoch.epoch for epoch in epochs] == [1, 2, 3]
    assert (found.state, found.epochs) == (FINISHED, tuple(epochs))
    assert found.score == max(epoch.validation_accuracy for epoch in epochs)


@pytest.mark.parametrize(
    ("values", "floors", "state"),
    [
        ({"eta": 0.3, "lambda": 0.1}, (), FINISHED),
        ({"eta": 0.0143845}, (0.0, 1.0), PRUNED),
        ({"eta": 1000.0, "lambda": 1000.0}, (), DIVERGED),
        ({"layers": "2-3-2", "schedule": "halve-and-stop", "seed": 5}, (), FINISHED),
    ],
)
def test_train_gives_the_digest_of_a_trial_whatever_became_of_it(capsys, values, floors, state):
    wanted = plan("eta=1,2", f"layers=2-4-2-1,{values.get('layers', '2-4-1')}")
    _, found = trained(wanted, values, floors)
    assert found.state == state
    assert digest_of_train(capsys, found.command(wanted)) == found.digest


def test_a_pruned_trial_keeps_the_epochs_that_it_had():
    _, found = trained(plan(), {"eta": 0.1}, (0.0, 1.0))
    assert len(found.epochs) == 2
    assert found.settings(plan()).epochs == 2


def test_the_last_epoch_is_not_pruned():
    _, found = trained(plan(), {"eta": 0.1}, (0.0, 0.0, 1.0))
    assert found.state == FINISHED


def test_values_that_do_not_fit_each_other_are_a_failed_trial_with_the_reason():
    _, found = trained(plan(), {"layers": "2-4-2-1", "train_size": -1})
    assert (found.state, found.epochs, found.digest) == (FAILED, (), "")
    assert found.reason
    assert found.score is None


def test_the_first_of_equal_epochs_is_the_best():
    found = result(0, accuracies=(0.4, 0.7, 0.7))
    assert (found.score, found.best.epoch) == (0.7, 2)


def test_records_in_json_give_the_same_trial_and_result():
    trial = Trial(3, {"eta": 0.1, "cost": "quadratic"}, (0.5, 0.6))
    assert Trial.from_record(json.loads(json.dumps(trial.as_record()))) == trial
    found = result(4, {"eta": 0.1})
    assert TrialResult.from_record(json.loads(json.dumps(found.as_record()))) == found


@pytest.mark.parametrize("change", [{"state": "lost"}, {"trial": "x"}, {"epochs": [{}]}])
def test_a_record_of_something_else_is_refused(change):
    with pytest.raises(StorageError):
        TrialResult.from_record({**result(1).as_record(), **change})


def test_compiling_ahead_changes_no_trial():
    wanted = plan()
    data = wanted.prepared(wanted.data.load())
    precompile_trials(wanted, data)
    *_, after = train_trial(wanted, Trial(0, {"eta": 1.0}), data)
    assert after.digest == trained(wanted, {"eta": 1.0})[1].digest
