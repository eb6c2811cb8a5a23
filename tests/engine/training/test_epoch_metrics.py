"""Metrics of epochs lie in tables, and are found there."""

import numpy as np

from engine.functions.schedules import new_memory
from engine.training.epoch_metrics import EpochMetrics, by_table, column
from engine.training.measurement import Score
from tests.support.samples.point_runs import finish, run_of


def test_records_are_found_by_table():
    run = finish(run_of({"epochs": 30}), 50)
    places = list(by_table(run.epoch_metrics, 4))
    assert sum(end - first for _, first, end in places) == len(run.epoch_metrics) - 4
    epochs = np.concatenate([table.epochs[first:end] for table, first, end in places])
    np.testing.assert_array_equal(epochs, np.arange(4, 31))
    assert np.isnan(run.epoch_metrics[0].cost("elsewhere"))


def test_a_column_runs_over_all_tables_in_order():
    run = finish(run_of({"epochs": 30}), 50)
    costs = column(run.epoch_metrics, "costs")
    assert costs.shape == (31, 3)
    for number, part in enumerate(("training", "validation", "test")):
        expected = [metrics.cost(part) for metrics in run.epoch_metrics]
        assert costs[:, number].tolist() == expected
    np.testing.assert_array_equal(column(run.epoch_metrics[7:9], "epochs"), [7, 8])


def test_an_epoch_on_its_own_gives_back_its_scores():
    scores = {
        "training": Score(0.5, 0.75, np.array([1, 2, 3, 0], np.uint8), np.full(4, 0.5)),
        "test": Score(0.7, 0.5, np.array([9, 8], np.uint8), np.array([0.1, 0.9])),
    }
    metrics = EpochMetrics.single(
        3, 120, scores, 2.5, (np.array([1.0, 2.0]), np.array([0.0, 0.5])), new_memory()
    )
    assert (metrics.epoch, metrics.step, metrics.seconds) == (3, 120, 2.5)
    assert list(metrics.scores) == ["training", "test"]
    for part, score in scores.items():
        found = metrics.scores[part]
        assert (metrics.cost(part), metrics.accuracy(part)) == (score.cost, score.accuracy)
        np.testing.assert_array_equal(found.answers, score.answers)
        np.testing.assert_array_equal(found.confidence, score.confidence)
    assert np.isnan(metrics.accuracy("validation"))
