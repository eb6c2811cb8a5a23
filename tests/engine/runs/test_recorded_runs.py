"""Recorded runs: what is kept is what was trained, up to the coding of eight bits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.data.examples import DataSet, Examples
from engine.errors import StorageError
from engine.experiments.record import ToRecord, record
from engine.runs.recorded_runs import BLOCK, STEPS, decode, encode, load_recorded, save_recorded
from engine.runs.storage import load_arrays, save_arrays
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.support.sources import ROOT

FOLDER = ROOT / "assets" / "runs"
LAYERS = "784 dense12:sigmoid softmax10"
TINY = ToRecord({"layers": LAYERS, "cost": "log-likelihood", "epochs": 4, "eta": 0.3}, (0, 1, 2, 4))


def digits(count=60, seed=1):
    generator = np.random.default_rng(seed)
    x = generator.random((count, 784)).astype(np.float32)
    return Examples(x, generator.integers(0, 10, count).astype(np.uint8))


@pytest.fixture(scope="module")
def recorded():
    parts = (digits(60), digits(20, 2), digits(20, 3))
    return record("tiny", TINY, DataSet("tiny", *parts))


@given(arrays(np.float32, st.integers(1, 300), elements=st.floats(-50, 50, width=32)))
def test_no_parameter_is_off_by_more_than_half_a_step_of_its_block(parameters):
    error = np.abs(decode(encode(0, parameters)) - parameters)
    for start in range(0, len(parameters), BLOCK):
        block = slice(start, start + BLOCK)
        most = np.abs(parameters[block]).max() / STEPS / 2
        assert error[block].max() <= most * 1.001 + 1e-30


def test_frames_are_those_of_the_training(recorded):
    assert [frame.epoch for frame in recorded.frames] == [0, 1, 2, 4]
    trainer = Trainer(TrainingSettings.from_values(TINY.settings), digits(60))
    while trainer.place[0] < 2:
        trainer.train(100)
    exact, kept = trainer.state.parameters, recorded.network_at(2).parameters
    assert np.abs(kept - exact).max() <= np.abs(exact).max() / STEPS / 2 * 1.001
    assert recorded.frame_at(3).epoch == 2
    assert recorded.frame_at(99).epoch == 4
    assert recorded.frame_at(-1).epoch == 0


def test_results_follow_the_place_that_is_looked_at(recorded):
    assert [result.epoch for result in recorded.results] == [1, 2, 3, 4]
    assert recorded.results_until(0) == ()
    assert recorded.results_until(3) == recorded.results[:3]


def test_a_recorded_run_survives_its_file(recorded, tmp_path):
    path = tmp_path / "run.safetensors"
    save_recorded(path, recorded)
    again = load_recorded(path)
    assert (again.name, again.data, again.settings, again.results) == (
        recorded.name,
        recorded.data,
        recorded.settings,
        recorded.results,
    )
    for one, other in zip(again.frames, recorded.frames, strict=True):
        np.testing.assert_array_equal(decode(one), decode(other))


@pytest.mark.parametrize("damage", ["codes", "scales", "epochs", "results", "settings"])
def test_another_file_is_refused_in_one_sentence(recorded, tmp_path, damage):
    path = tmp_path / "run.safetensors"
    save_recorded(path, recorded)
    kept, description = load_arrays(path)
    if damage in kept:
        kept[damage] = kept[damage][:, :-1].copy()
    else:
        description[damage] = {"epochs": [0, 2, 1, 4], "results": [3], "settings": {}}[damage]
    save_arrays(path, kept, description)
    with pytest.raises(StorageError, match="expected a recorded run"):
        load_recorded(path)


def test_shipped_runs_are_small_together():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.safetensors")) <= 30_000_000


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.safetensors")), ids=lambda path: path.stem)
def test_the_coding_costs_hardly_any_accuracy(path, mnist_dir):
    from engine.data.files.mnist import load_mnist
    from engine.execution.tracing import outputs_of

    run, test = load_recorded(path), load_mnist(mnist_dir).test
    last = run.frames[-1].epoch
    answers = outputs_of(run.network_at(last), test.x).argmax(axis=1)
    measured = run.results[last - 1].test_accuracy
    assert measured is not None
    assert abs((answers == test.labels).mean() - measured) <= 0.002
