"""The book's experiments: the table, the rules, and every one of them run on small data."""

from __future__ import annotations

import json

import numpy as np
import pytest

from engine.errors import EngineError, SettingError
from engine.experiments import ALL, EXPERIMENTS, PLANNED, find_experiment
from engine.experiments.courses import NOT_TRAINED_BY
from engine.experiments.experiment import Band, Exact, Within, run_experiment
from engine.training.settings import SETTINGS, TrainingSettings
from tests.support.samples.small_experiments import request

IDS = [experiment.id for experiment in EXPERIMENTS]


WITHOUT_TRAINING = "4."
"""The chapter in which networks are built by hand: its settings are weights and heights."""


# --- the table ------------------------------------------------------------------------


def test_ids_are_unique_in_order_and_of_the_book():
    assert sorted(set(IDS)) == IDS
    assert set(IDS) <= set(ALL)
    assert not set(IDS) & set(PLANNED)
    assert len(IDS) + len(PLANNED) == len(ALL)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=IDS)
def test_every_setting_is_a_declared_one(experiment):
    names = {parameter.name for parameter in SETTINGS}
    values = {key: value for key, value in experiment.settings.items() if key in names}
    TrainingSettings.from_values(values)
    if not experiment.id.startswith(WITHOUT_TRAINING):
        assert set(experiment.settings) <= names | set(NOT_TRAINED_BY)


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=IDS)
def test_a_figure_comes_with_a_rule_that_the_book_itself_keeps(experiment):
    book, rule = experiment.book, experiment.rule
    assert (book.value is None) == (rule is None)
    if rule is not None:
        assert rule.agrees(book.value, book.value)
    assert book.what


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=IDS)
def test_what_was_measured_with_every_seed_keeps_the_rule(experiment):
    rule, book = experiment.rule, experiment.book.value
    if rule is not None:
        assert all(rule.agrees(value, book) for value in experiment.measured.values())


@pytest.mark.parametrize(
    ("rule", "text", "near", "far"),
    [
        (Exact(), "exact", 0.5, 0.5001),
        (Within(0.01), "±0.01", 0.509, 0.511),
        (Band(0.4, 0.6), "band 0.4 to 0.6 over seeds", 0.6, 0.61),
    ],
)
def test_a_rule_says_when_two_numbers_agree(rule, text, near, far):
    assert rule.agrees(near, 0.5)
    assert not rule.agrees(far, 0.5)
    assert str(rule) == text


def test_an_experiment_is_found_by_its_id_in_any_case():
    assert find_experiment(" 1.a ").id == "1.A"


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        ("6.N", r"6\.N of the book is not built yet; expected one of 1\.A"),
        ("1.Z", "expected an experiment among 1.A"),
        ("nonsense", "see `experiment list`"),
    ],
)
def test_an_unknown_experiment_is_refused_and_one_to_come_says_so(id_, message):
    with pytest.raises(SettingError, match=message):
        find_experiment(id_)


# --- running them -----------------------------------------------------------------------


VECTORS = ("1.J", "1.K", "3.K")
"""Those that need scikit-learn."""


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=IDS)
def test_every_experiment_runs_and_gives_the_agreed_keys(experiment):
    if experiment.id in VECTORS:
        pytest.importorskip("sklearn", reason="the extra `baselines` is not installed")
    record = run_experiment(experiment, request()).as_record()
    assert list(record) == ["id", "settings", "book", "ours", "rule", "agrees", "seconds"]
    assert record["seconds"] > 0
    assert np.isfinite(record["ours"]["value"])
    assert record["ours"]["what"]
    json.dumps(record)
    assert (record["agrees"] is None) == (record["book"]["value"] is None)


def test_the_seed_and_the_epochs_of_the_request_are_used():
    record = run_experiment(find_experiment("1.A"), request(seed=7, epochs=2)).as_record()
    assert record["settings"]["seed"] == 7
    assert record["settings"]["epochs"] == 2
    assert len(record["ours"]["test_accuracy"]) == 2


def test_what_is_not_random_takes_no_seed():
    assert "seed" not in run_experiment(find_experiment("1.H"), request()).settings


def test_the_same_seed_gives_the_same_numbers():
    one, other = (run_experiment(find_experiment("1.B"), request(3, 2)).ours for _ in range(2))
    assert one == other


def test_missing_data_are_reported():
    def load(name):
        raise EngineError("expected data, got none; get them")

    with pytest.raises(EngineError, match="got none"):
        run_experiment(find_experiment("1.G"), request(load=load))
