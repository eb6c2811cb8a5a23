"""Views of one run: what it confuses, its mistakes, its best epoch, its network."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from engine.networks.specification import parse_layers
from engine.simulations.learning.views.run_views import (
    CELL_EXAMPLES,
    MISTAKES_SHOWN,
    NO_CONFUSION,
    best_validation,
    confusion,
    diverged,
    empty_history,
    empty_training,
    mistakes,
    network_view,
    with_loss_trace,
)
from engine.training.loss_trace import LossTrace
from engine.training.states import Divergence
from tests.support.toy import toy_run


@pytest.fixture(scope="module")
def run():
    """Return a run that was trained for an epoch and a half."""
    made = toy_run()
    made.finish_measuring()
    while made.step < 64:
        made.advance(64 - made.step)
        made.finish_measuring()
    return made


def test_a_single_output_is_confused_between_two_classes():
    """Labels and answers of one sigmoid neuron are 0 and 1."""
    labels, answers = np.array([0, 1, 1, 0, 1]), np.array([0, 1, 0, 0, 1])
    one = SimpleNamespace(data=SimpleNamespace(classes=1, test=SimpleNamespace(labels=labels)))
    counts, examples = confusion(
        one, SimpleNamespace(scores={"test": SimpleNamespace(answers=answers)})
    )
    np.testing.assert_array_equal(counts, [[2, 0], [1, 2]])
    assert examples[1, 0].tolist() == [2, *[-1] * (CELL_EXAMPLES - 1)]


def test_answers_are_counted_by_digit_and_answer(run):
    metrics = run.epoch_metrics[-1]
    counts, examples = confusion(run, metrics)
    labels, answers = run.data.test.labels, metrics.scores["test"].answers
    for digit in range(10):
        for answer in range(10):
            places = [
                place
                for place, (label, found) in enumerate(zip(labels, answers, strict=True))
                if (label, found) == (digit, answer)
            ]
            assert counts[digit, answer] == len(places)
            shown = places[:CELL_EXAMPLES]
            padding = [-1] * (CELL_EXAMPLES - len(shown))
            assert examples[digit, answer].tolist() == shown + padding
    assert counts.sum() == len(labels)


def test_the_surest_mistakes_come_first(run):
    metrics = run.epoch_metrics[0]
    found = mistakes(run, metrics)
    score, test = metrics.scores["test"], run.data.test
    wrong = [place for place in range(len(test)) if score.answers[place] != test.labels[place]]
    wrong.sort(key=lambda place: -score.confidence[place])
    assert len(wrong) > MISTAKES_SHOWN
    assert found.indices.tolist() == wrong[:MISTAKES_SHOWN]
    np.testing.assert_array_equal(found.pictures, test.x[found.indices][:, None, :])
    np.testing.assert_array_equal(found.labels, test.labels[found.indices])
    assert (found.answers != found.labels).all()
    assert (np.diff(found.confidence) <= 0).all()


def test_without_a_test_part_nothing_is_confused(run):
    metrics = run.epoch_metrics[-1]
    table = replace(metrics.table, parts=("training", "validation", "other"))
    untested = replace(metrics, table=table)
    assert confusion(run, untested) == NO_CONFUSION
    assert mistakes(run, untested) is None


@pytest.mark.parametrize(
    ("epochs", "accuracies", "best"),
    [
        ([0, 1, 2, 3], [0.99, 0.4, 0.7, 0.7], (0.7, 2)),
        ([0, 1, 2], [0.1, np.nan, 0.3], (0.3, 2)),
    ],
)
def test_the_best_epoch_is_the_first_of_the_best_after_training(epochs, accuracies, best):
    history = replace(
        empty_history(2),
        epochs=np.array(epochs, float),
        validation_accuracy=np.array(accuracies),
    )
    assert best_validation(history) == best


def test_an_untrained_run_has_no_best_epoch():
    history = replace(empty_history(2), epochs=np.zeros(1), validation_accuracy=np.array([0.9]))
    value, epoch = best_validation(history)
    assert np.isnan(value)
    assert epoch == 0


def test_marks_between_epochs_end_at_the_place_that_is_shown():
    trace, history = LossTrace(), empty_history(2)
    for step, cost in ((100, 2.0), (200, 1.5), (300, 1.25)):
        trace.add(step, cost)
    seen = with_loss_trace(history, SimpleNamespace(loss_trace=trace, step=250))
    assert (seen.batch_steps.tolist(), seen.batch_cost.tolist()) == ([100, 200], [2.0, 1.5])
    assert seen.epochs is history.epochs


def test_a_view_of_a_network_keeps_its_numbers_when_that_learns_on(run):
    network = run.network
    view = network_view(network, 7, weights=True)
    kept = network.weights[0].copy()
    network.weights[0][0, 0] += 1.0
    np.testing.assert_array_equal(view.weights[0], kept)
    network.weights[0][0, 0] = kept[0, 0]
    assert not view.weights[0].flags.writeable
    assert (view.sizes, view.version, view.maps) == ((12, 8, 10), 7, ())
    assert network_view(network, 7, weights=False).weights == ()


def test_what_has_not_begun_is_told_with_its_layers_and_without_curves():
    specification = parse_layers("28x28 conv3@5:relu pool2 dense20 softmax10")
    view = empty_training(specification, {"data": "built-in", "train_size": 400}, 2)
    assert (view.network.sizes, view.network.maps) == (specification.sizes, ((3, 12, 12),))
    assert (view.data_name, view.training_size, view.step) == ("built-in", 400, 0)
    assert view.history.gradient_norms.shape == (0, len(specification.activations))
    assert len(view.history.epochs) == len(view.history.batch_steps) == 0


def test_a_run_that_diverged_says_where_and_what_to_try():
    said = str(diverged(Divergence(31, 5.0)))
    assert "at step 31" in said
    assert "last good state" in said
