"""The book's experiments: the table, the rules, the exact ones; runs without a window."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

from engine.data.examples import DataSet, Examples
from engine.errors import EngineError, SettingError, StorageError
from engine.experiments import ALL, EXPERIMENTS, PLANNED, find_experiment
from engine.experiments.chapters.chapter_1 import nearest_darkness
from engine.experiments.courses import NOT_TRAINED_BY
from engine.experiments.experiment import Band, Exact, Request, Within, run_experiment
from engine.experiments.headless import HeadlessRun, resume
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import SETTINGS, TrainingSettings
from engine.training.trainer import Trainer
from tests.engine.data.files.test_mnist import REAL, needs_mnist
from tests.support.toy import toy_data, toy_settings

IDS = [experiment.id for experiment in EXPERIMENTS]


class Clock:
    """A second passes at every look."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1.0
        return self.now


def digits(count, seed):
    """Return pictures of 784 pixels whose class is where they are bright."""
    generator = np.random.default_rng(seed)
    labels = generator.integers(0, 10, count).astype(np.uint8)
    x = generator.random((count, 784)).astype(np.float32) / 4
    for row, label in zip(x, labels, strict=True):
        row[78 * int(label) : 78 * int(label) + 60] += 0.7
    return Examples(x, labels)


SMALL = DataSet("small", digits(60, 1), digits(20, 2), digits(40, 3))


def request(seed=1, epochs=1, load=None):
    """Return a request on small data."""

    def say(line):
        assert line

    def progress(text, share):
        assert 0 <= share <= 1

    def small(name):
        return SMALL

    return Request(seed, epochs, load or small, Clock(), say, progress)


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
        ("3.D", r"3\.D of the book is not built yet; expected one of 1\.A"),
        ("1.Z", "expected an experiment among 1.A"),
        ("nonsense", "see `experiment list`"),
    ],
)
def test_an_unknown_experiment_is_refused_and_one_to_come_says_so(id_, message):
    with pytest.raises(SettingError, match=message):
        find_experiment(id_)


# --- running them -----------------------------------------------------------------------


@pytest.mark.parametrize("experiment", EXPERIMENTS, ids=IDS)
def test_every_experiment_runs_and_gives_the_agreed_keys(experiment):
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


def test_nearest_darkness_agrees_with_a_plain_program():
    training, test = SMALL.training, SMALL.test
    sums: dict[int, list[int]] = {}
    for x, label in zip(training.x, training.labels, strict=True):
        sums.setdefault(int(label), []).append(sum(round(float(v) * 255) for v in x))
    means = {label: sum(values) / len(values) for label, values in sorted(sums.items())}
    expected = []
    for x in test.x:
        sparse = sum(round(float(v) * 255) for v in x)
        expected.append(min(means, key=lambda label: abs(means[label] - sparse)))
    assert nearest_darkness(training, test).tolist() == expected


@needs_mnist
def test_average_darkness_gives_exactly_the_number_of_the_book():
    from engine.data.files.mnist import load_mnist

    data = load_mnist(REAL)

    def load(name):
        return data

    record = run_experiment(find_experiment("1.H"), request(load=load)).as_record()
    assert record["ours"]["right"] == 2225
    assert record["agrees"] is True


# --- runs without a window ----------------------------------------------------------------


def headless(threads=1, **values):
    """Return a small run."""
    data = toy_data()
    return HeadlessRun(
        Trainer(toy_settings(**values), data.training), data, clock=Clock(), threads=threads
    )


def test_epochs_are_counted_from_one_and_measured_on_all_parts():
    results = list(headless().epochs())
    assert [result.epoch for result in results] == [1, 2, 3]
    for result in results:
        shares = (result.training_accuracy, result.validation_accuracy, result.test_accuracy)
        assert all(0 <= share <= 1 for share in shares)
        assert result.seconds > 0


def test_threads_change_nothing():
    one, two = headless(), headless(threads=2)
    for a, b in zip(one.epochs(), two.epochs(), strict=True):
        assert a == b
    assert one.trainer.network.digest() == two.trainer.network.digest()


def test_warming_up_changes_no_bit():
    cold, warm = headless(momentum=0.5), headless(momentum=0.5)
    warm.precompile()
    assert warm.trainer.state.step == 0
    list(cold.epochs())
    list(warm.epochs())
    assert cold.trainer.network.digest() == warm.trainer.network.digest()


@pytest.mark.parametrize("steps", [1, 43, 44, 60])
def test_a_run_stops_at_the_step_and_goes_on_to_the_same_bits(steps):
    whole, stopped = headless(), headless()
    list(whole.epochs())
    list(stopped.epochs(steps))
    assert stopped.trainer.state.step == steps
    settings = stopped.trainer.settings
    trainer = Trainer(settings, toy_data().training)
    resume(trainer, stopped.trainer.state.copy(), stopped.trainer.segments)
    rest = HeadlessRun(trainer, toy_data(), clock=Clock())
    assert list(rest.epochs())[-1].cost == list(headless().epochs())[-1].cost
    assert trainer.network.digest() == whole.trainer.network.digest()


def test_a_run_that_is_told_to_stop_ends_between_two_mini_batches():
    run = headless()
    for _ in run.epochs():
        run.stop = True
    assert run.trainer.place == (1, 0)


def test_a_run_whose_outputs_overflow_gives_no_epoch_and_no_nan():
    run = headless(layers="12 8:relu 10:linear", cost="quadratic", eta=900.0)
    assert list(run.epochs()) == []
    assert run.trainer.divergence is not None


def test_empty_parts_are_not_measured():
    data = toy_data()
    nothing = Examples(data.test.x[:0], data.test.labels[:0])
    run = HeadlessRun(
        Trainer(toy_settings(epochs=1), data.training),
        dataclasses.replace(data, validation=nothing, test=nothing),
        clock=Clock(),
    )
    (result,) = run.epochs()
    assert result.validation_accuracy is None
    assert result.test_accuracy is None


MISFITS = {
    "other layers": lambda state, segments: (
        dataclasses.replace(state, parameters=state.parameters[:-1]),
        segments,
    ),
    "another precision": lambda state, segments: (
        dataclasses.replace(state, parameters=state.parameters.astype("f4")),
        segments,
    ),
    "no memory": lambda state, segments: (
        dataclasses.replace(state, memory=state.memory[:1]),
        segments,
    ),
    "a later start": lambda state, segments: (state, [dataclasses.replace(segments[0], start=3)]),
    "a negative step": lambda state, segments: (dataclasses.replace(state, step=-1), segments),
    "more examples": lambda state, segments: (
        state,
        [dataclasses.replace(segments[0], size=10**6)],
    ),
    "a later origin": lambda state, segments: (state, [dataclasses.replace(segments[0], origin=9)]),
}


@pytest.mark.parametrize("name", MISFITS)
def test_a_saved_run_that_does_not_fit_is_refused(name):
    trainer = headless().trainer
    state, segments = MISFITS[name](trainer.state.copy(), list(trainer.segments))
    with pytest.raises(StorageError, match="expected a run that fits its data"):
        resume(trainer, state, segments)


def test_a_run_that_was_taught_drawings_is_left_to_the_window():
    trainer = headless().trainer
    taught = [dataclasses.replace(trainer.segments[0], taught=((300, 5),))]
    with pytest.raises(SettingError, match="go on with it in the window"):
        resume(trainer, trainer.state.copy(), taught)


def test_an_epoch_survives_being_written_down():
    result = EpochSummary(3, 0.5, 0.9, None, 0.8, 1.5)
    assert EpochSummary.from_record(result.as_record()) == result
    for record in ({}, {**result.as_record(), "cost": "high"}):
        with pytest.raises(StorageError, match="expected the epochs of a run"):
            EpochSummary.from_record(record)
