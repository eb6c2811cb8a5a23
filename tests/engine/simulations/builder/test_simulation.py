"""The builder: shapes keep what was learned, pictures of neurons, points by name, the goal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import SetSetting, SetWeight
from engine.commands.observation import Observe
from engine.commands.transport import Start
from engine.data.points.point_sets import PAINTED, PointData, Points, named
from engine.data.points.toys import SHAPES, toy_data_set
from engine.errors import EngineError
from engine.networks import reshaping
from engine.networks.blueprints import short_notation
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.simulations.builder.goals import SETTLED
from engine.simulations.learning.views.playground import REACH, SIDE
from engine.snapshots import Status
from tests.support.pages.builder_session import SIMULATION_ID


def network_of(words, seed=1):
    """Return a network with random weights."""
    return Network.initialised(parse_layers(words), "1/sqrt(n_in)", seed)


# --- shapes ---------------------------------------------------------------------------------


@given(
    st.integers(1, 6), st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)
)
@settings(max_examples=60, deadline=None)
def test_neurons_that_are_added_say_nothing_at_first(first, second, seed, more, further):
    old = network_of(f"2 {first}:tanh {second} 1", seed)
    fresh = network_of(f"2 {first + more}:tanh {second + further} 1", seed + 1)
    new = Network(fresh.specification, reshaping.transfer_parameters(old, fresh))
    x = np.random.default_rng(seed).normal(size=(20, 2))
    np.testing.assert_allclose(new.feedforward(x), old.feedforward(x), atol=1e-14)
    added = new.weights[0][first:]
    np.testing.assert_array_equal(added, fresh.weights[0][first:])


def test_a_layer_that_is_put_in_leaves_those_in_front_of_it_alone():
    old, fresh = network_of("2 4:tanh 1"), network_of("2 4:tanh 3 1", 2)
    new = Network(fresh.specification, reshaping.transfer_parameters(old, fresh))
    np.testing.assert_array_equal(new.weights[0], old.weights[0])
    np.testing.assert_array_equal(new.weights[1], fresh.weights[1])


@pytest.mark.parametrize("words", ["2-4-1", "2-4:tanh-3:relu-1", "2-1", "2-5-3:softmax"])
def test_words_are_read_back(words):
    assert short_notation(parse_layers(words).words, "cross-entropy") == words


def test_a_weight_is_set_while_the_network_learns(bench):
    # two neurons never learn the spirals, so it goes on
    bench.send(
        SetSetting(SIMULATION_ID, "data", "spirals"),
        SetSetting(SIMULATION_ID, "layers", "2-2-1"),
        Start(SIMULATION_ID),
    )
    bench.work(lambda run: run.step > 5)
    bench.send(SetWeight(SIMULATION_ID, 0, 1, 0, 3.5))
    assert bench.state.network.weights[0][1, 0] == 3.5
    assert bench.shown.status is Status.RUNNING


# --- pictures -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["2-4:tanh-1", "2-3-5:relu-1"])
def test_pictures_show_what_each_neuron_computes(bench, words):
    bench.send(SetSetting(SIMULATION_ID, "layers", words))
    state = bench.state
    specification = parse_layers(words)
    network = Network(specification, np.zeros(specification.parameter_count))
    for mine, theirs in zip(network.weights, state.network.weights, strict=True):
        mine[:] = theirs
    for mine, theirs in zip(network.biases, state.network.biases, strict=True):
        mine[:] = theirs
    row, column = 10, 50
    x = (column + 0.5) / SIDE * 2 * REACH - REACH
    y = REACH - (row + 0.5) / SIDE * 2 * REACH
    _, activations = network.trace(np.array([[x, y]]))
    neuron = 0
    for layer, (low, high) in zip(activations[1:], state.playground.limits, strict=True):
        for value in layer[0]:
            level = 128 + 254 * ((value - low) / (high - low) - 0.5)
            assert (
                abs(state.playground.levels[neuron, row, column] - np.clip(level, 1, 255)) <= 0.51
            )
            neuron += 1
    assert neuron == len(state.playground.levels)


def test_pictures_are_drawn_only_where_somebody_looks(bench):
    assert bench.state.playground is not None
    bench.send(Observe(SIMULATION_ID))
    assert bench.state.playground is None


# --- points ---------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_shape_is_the_same_for_the_same_seed(shape):
    one, again, other = (PointData(shape.name, shape.noise, seed=seed).load() for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.training.x, again.training.x)
    assert not np.array_equal(one.training.x, other.training.x)
    assert len(one.training) + len(one.validation) == 300
    assert one.classes == shape.outputs
    assert set(one.training.labels) == set(range(shape.classes))


NO_NAMES = (
    "",
    "circles",
    "circles noise=9 held=0.3 seed=1",
    "painted held=0.3",
    "painted 0123456789ab held=0.3",
    "circles noise=.1 held=1e-- seed=1",
)


@pytest.mark.parametrize("name", NO_NAMES)
def test_names_that_mean_nothing_are_refused(name):
    with pytest.raises(EngineError):
        named(name, {})


def test_names_are_read_back():
    for data in (PointData("moons", 0.07, 0.45, 9), PointData(PAINTED, 0.0, points=some_points())):
        again = named(data.name, {data.points.digest: data.points})
        assert (again.name, again.load().name) == (data.name, data.name)


def some_points():
    """Return ten painted points."""
    return Points.of(np.arange(20).reshape(10, 2) / 10, np.arange(10) % 2)


def test_painted_points_are_held_out_by_their_share():
    data = PointData(PAINTED, 0.0, 0.3, points=some_points()).load()
    assert (len(data.training), len(data.validation)) == (7, 3)
    single = replace(some_points(), x=some_points().x[:1], labels=some_points().labels[:1])
    assert len(PointData(PAINTED, 0.0, 0.9, points=single).load().training) == 1


# --- goals ----------------------------------------------------------------------------------


def test_a_run_rests_once_at_its_goal_and_goes_on_when_asked(bench):
    bench.send(Start(SIMULATION_ID))
    state = bench.work(lambda run: run.status is Status.PAUSED)
    assert state.goal_epoch == state.training.epoch
    assert state.training.history.validation_accuracy[-1] >= state.points.goal
    assert state.training.history.validation_cost[-1] <= SETTLED
    bench.send(Start(SIMULATION_ID))
    bench.work(lambda run: run.payload.training.epoch > state.goal_epoch + 5)


def test_toys_keep_their_own_noise_unless_another_is_asked_for():
    calm, wild = (toy_data_set("moons", 100, 1, noise=noise).training.x for noise in (0.0, 0.4))
    assert np.abs(calm).max() < np.abs(wild).max()
    usual = toy_data_set("moons", 100, 1).training.x
    np.testing.assert_array_equal(usual, toy_data_set("moons", 100, 1, noise=0.1).training.x)
