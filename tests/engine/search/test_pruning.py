"""The median rule: floors from earlier trials, as Optuna's median pruner has them."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.search.extras import has_extra
from engine.search.pruning import FEWEST, NEVER, floors, is_hopeless
from tests.support.searches.small_searches import epoch, result


def test_floors_are_medians_after_the_spared_epochs():
    earlier = [result(n, accuracies=(0.9, n / 10, n / 20)) for n in range(FEWEST)]
    assert floors(earlier) == (NEVER, 0.2, 0.1)


def test_too_few_earlier_trials_prune_nothing():
    assert floors([result(n) for n in range(FEWEST - 1)]) == (NEVER, NEVER)
    assert floors([]) == ()


def test_the_best_epoch_so_far_is_compared():
    assert not is_hopeless([epoch(1, 0.8), epoch(2, 0.1)], (NEVER, 0.5))
    assert is_hopeless([epoch(1, 0.4), epoch(2, 0.1)], (NEVER, 0.5))
    assert not is_hopeless([epoch(1, 0.1), epoch(2, 0.1), epoch(3, 0.1)], (NEVER, 0.5))
    assert not is_hopeless([], (0.5,))


@pytest.mark.skipif(not has_extra("sweep"), reason="Optuna is not installed (extra sweep)")
@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(*[st.integers(0, 10)] * 3), min_size=5, max_size=8),
    st.tuples(*[st.integers(0, 10)] * 3),
)
def test_it_decides_as_the_median_pruner_of_optuna(before, now):
    optuna = importlib.import_module("optuna")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    pruner = optuna.pruners.MedianPruner(n_startup_trials=FEWEST, n_warmup_steps=2)
    study = optuna.create_study(direction="maximize", pruner=pruner)
    for each in before:
        trial = study.ask()
        for step, value in enumerate(each, start=1):
            trial.report(value / 10, step)
        study.tell(trial, max(each) / 10)
    lowest = floors([result(n, accuracies=[v / 10 for v in each]) for n, each in enumerate(before)])
    trial = study.ask()
    for step, value in enumerate(now, start=1):
        trial.report(value / 10, step)
        epochs = [epoch(n, each / 10) for n, each in enumerate(now[:step], start=1)]
        assert is_hopeless(epochs, lowest) == trial.should_prune()
