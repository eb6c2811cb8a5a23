"""The builder: shapes change and keep what was learned, points are painted, goals are reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import Redo, SetSetting, SetWeight, Undo
from engine.commands.observation import Observe
from engine.commands.pages.builder import (
    BuildBookNetwork,
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.commands.transport import Open, Start
from engine.data.points.point_sets import NAMES, PAINTED, PointData, Points, named
from engine.data.points.toys import SHAPE, SHAPES, toy_data_set
from engine.errors import EngineError
from engine.networks import reshaping
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.runs.run import Run
from engine.session.session import Session
from engine.simulations.builder.edits import settings_for
from engine.simulations.builder.goals import SETTLED
from engine.simulations.builder.state import REACH, SIDE
from engine.snapshots import Status
from engine.training.recording import Recording
from engine.training.trainer import Trainer

SIMULATION_ID = "builder"


class Bench:
    """A session with an open builder."""

    def __init__(self) -> None:
        self.session = Session()
        self.send(Open(SIMULATION_ID, "builder"), Observe(SIMULATION_ID, frozenset({"plane"})))

    def send(self, *commands):
        """Do what is asked; return the snapshot."""
        for command in commands:
            self.session.apply(command)
        return self.session.snapshot()

    def work(self, until, pieces=3_000):
        """Let it work until a condition holds for the state."""
        for _ in range(pieces):
            self.session.advance(0.004)
            if until(self.shown):
                return self.state
        raise AssertionError("it did not come so far")

    @property
    def shown(self):
        """The run as it is seen now."""
        return self.session.snapshot().simulation(SIMULATION_ID)

    @property
    def state(self):
        """What the page sees."""
        return self.shown.payload


@pytest.fixture
def bench():
    """Return a session with an open builder."""
    made = Bench()
    yield made
    made.session.close()


# --- shapes ---------------------------------------------------------------------------------


def network_of(words, seed=1):
    """Return a network with random weights."""
    return Network.initialised(parse_layers(words), "1/sqrt(n_in)", seed)


@given(
    st.integers(1, 6), st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)
)
@settings(max_examples=60, deadline=None)
def test_neurons_that_are_added_say_nothing_at_first(first, second, seed, more, further):
    old = network_of(f"2 {first}:tanh {second} 1", seed)
    fresh = network_of(f"2 {first + more}:tanh {second + further} 1", seed + 1)
    new = Network(fresh.specification, reshaping.transplanted(old, fresh))
    x = np.random.default_rng(seed).normal(size=(20, 2))
    np.testing.assert_allclose(new.feedforward(x), old.feedforward(x), atol=1e-14)
    added = new.weights[0][first:]
    np.testing.assert_array_equal(added, fresh.weights[0][first:])


def test_a_layer_that_is_put_in_leaves_those_in_front_of_it_alone():
    old, fresh = network_of("2 4:tanh 1"), network_of("2 4:tanh 3 1", 2)
    new = Network(fresh.specification, reshaping.transplanted(old, fresh))
    np.testing.assert_array_equal(new.weights[0], old.weights[0])
    np.testing.assert_array_equal(new.weights[1], fresh.weights[1])


@pytest.mark.parametrize("words", ["2-4-1", "2-4:tanh-3:relu-1", "2-1", "2-5-3:softmax"])
def test_words_are_read_back(words):
    assert reshaping.words_of(parse_layers(words)) == words


@pytest.mark.parametrize(
    ("command", "layers"),
    [
        (ResizeLayer(SIMULATION_ID, 1, 6), "2-6:tanh-1"),
        (InsertLayer(SIMULATION_ID, 2, 3), "2-4:tanh-3:tanh-1"),
        (InsertLayer(SIMULATION_ID, 1), "2-4:tanh-4:tanh-1"),
        (RemoveLayer(SIMULATION_ID, 1), "2-1"),
        (SetActivation(SIMULATION_ID, 1, "relu"), "2-4:relu-1"),
        (SetSetting(SIMULATION_ID, "layers", "2-3-1"), "2-3-1"),
    ],
)
def test_layers_are_changed_and_changed_back(bench, command, layers):
    before = bench.state
    bench.send(command)
    assert bench.state.training.settings["layers"] == layers
    bench.send(Undo())
    assert bench.state.training.settings["layers"] == "2-4:tanh-1"
    for ours, theirs in zip(bench.state.network.weights, before.network.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)
    bench.send(Redo())
    assert bench.state.training.settings["layers"] == layers


def test_an_added_neuron_does_not_move_the_picture(bench):
    bench.send(Start(SIMULATION_ID))
    bench.work(lambda run: run.status is Status.PAUSED)
    before = bench.state.playground.levels[-1]
    bench.send(ResizeLayer(SIMULATION_ID, 1, 5))
    np.testing.assert_array_equal(bench.state.playground.levels[-1], before)


@pytest.mark.parametrize(
    "command",
    [
        ResizeLayer(SIMULATION_ID, 1, 17),
        ResizeLayer(SIMULATION_ID, 2, 3),
        ResizeLayer(SIMULATION_ID, 0, 3),
        RemoveLayer(SIMULATION_ID, 2),
        InsertLayer(SIMULATION_ID, 0),
        SetActivation(SIMULATION_ID, 5, "relu"),
        SetSetting(SIMULATION_ID, "layers", "3-4-1"),
        SetSetting(SIMULATION_ID, "layers", "2-4-2"),
        SetSetting(SIMULATION_ID, "layers", "nonsense"),
        SetSetting(SIMULATION_ID, "cost", "log-likelihood"),
        SetSetting(SIMULATION_ID, "noise", 3.0),
        SetSetting(SIMULATION_ID, "nothing", 1),
        PaintPoints(SIMULATION_ID, ((1e9, 0.0),), 1),
        PaintPoints(SIMULATION_ID, ((0.0, 0.0),), 7),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(bench, command):
    before = bench.state.training.settings
    snapshot = bench.send(command)
    assert snapshot.notice is not None
    assert bench.state.training.settings == before
    assert snapshot.undo is None


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


def test_points_are_painted_erased_and_taken_back(bench):
    bench.send(SetSetting(SIMULATION_ID, "data", PAINTED))
    assert len(bench.state.points.labels) == 0
    bench.send(
        PaintPoints(SIMULATION_ID, ((0.5, 0.5), (0.6, 0.5)), 1),
        PaintPoints(SIMULATION_ID, ((-0.5, 0.0),), 0),
    )
    assert sorted(bench.state.points.labels) == [0, 1, 1]
    bench.send(ErasePoints(SIMULATION_ID, 0.6, 0.5, 0.05))
    assert len(bench.state.points.labels) == 2
    bench.send(Undo())
    assert len(bench.state.points.labels) == 3
    bench.send(Undo(), Undo())
    assert len(bench.state.points.labels) == 0
    bench.send(Redo())
    assert len(bench.state.points.labels) == 2


def test_a_shape_can_be_painted_on_and_the_weights_stay(bench):
    before = bench.state
    bench.send(PaintPoints(SIMULATION_ID, ((0.0, 1.5),), 0))
    assert bench.state.points.shape == PAINTED
    assert len(bench.state.points.labels) == len(before.points.labels) + 1
    for ours, theirs in zip(bench.state.network.weights, before.network.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_without_points_there_is_nothing_to_learn(bench):
    snapshot = bench.send(SetSetting(SIMULATION_ID, "data", PAINTED), Start(SIMULATION_ID))
    assert "paint some first" in str(snapshot.notice)
    assert bench.shown.status is Status.IDLE


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_points_can_be_chosen_from_every_other(bench, name):
    for before in NAMES:
        bench.send(
            SetSetting(SIMULATION_ID, "data", before), SetSetting(SIMULATION_ID, "data", name)
        )
        state = bench.state
        assert state.points.shape == name
        assert state.network.sizes[-1] == (SHAPE[name].outputs if name in SHAPE else 1)


def test_a_network_that_somebody_built_stays_with_other_points(bench):
    bench.send(
        SetSetting(SIMULATION_ID, "layers", "2-5-1"), SetSetting(SIMULATION_ID, "data", "spirals")
    )
    assert bench.state.network.sizes == (2, 5, 1)
    bench.send(SetSetting(SIMULATION_ID, "data", "three-clusters"))
    assert bench.state.network.sizes == (2, 4, 3)


# --- goals ----------------------------------------------------------------------------------


def test_a_run_rests_once_at_its_goal_and_goes_on_when_asked(bench):
    bench.send(Start(SIMULATION_ID))
    state = bench.work(lambda run: run.status is Status.PAUSED)
    assert state.goal_epoch == state.training.epoch
    assert state.training.history.validation_accuracy[-1] >= state.points.goal
    assert state.training.history.validation_cost[-1] <= SETTLED
    bench.send(Start(SIMULATION_ID))
    bench.work(lambda run: run.payload.training.epoch > state.goal_epoch + 5)


def epochs_to_goal(shape, seed, most):
    """Return after how many epochs a shape's own network has learned it, None if it has not."""
    data = PointData(shape.name, shape.noise, seed=seed).load()
    chosen = settings_for(shape.name, seed)
    run = Run(Trainer(chosen, data.training, data.classes), data, recording=Recording())
    while not run.epoch_metrics or run.epoch_metrics[-1].epoch < most:
        run.finish_measuring()
        last = run.epoch_metrics[-1]
        reached = last.accuracy("validation") >= shape.goal and last.cost("validation") <= SETTLED
        if last.step and reached:
            return last.epoch
        run.advance(1_000)
    return None


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_each_shape_is_learned_by_the_network_it_begins_with(shape):
    reached = [epochs_to_goal(shape, seed, 300) for seed in range(1, 6)]
    assert sum(epoch is not None for epoch in reached) >= 4


def test_toys_keep_their_own_noise_unless_another_is_asked_for():
    calm, wild = (toy_data_set("moons", 100, 1, noise=noise).training.x for noise in (0.0, 0.4))
    assert np.abs(calm).max() < np.abs(wild).max()
    usual = toy_data_set("moons", 100, 1).training.x
    np.testing.assert_array_equal(usual, toy_data_set("moons", 100, 1, noise=0.1).training.x)


def test_a_network_of_the_book_brings_its_points_and_settings_and_is_taken_back(bench):
    before = bench.state
    bench.send(
        SetSetting(SIMULATION_ID, "layers", "2-7-1"),
        BuildBookNetwork(SIMULATION_ID, "plane:three-clusters"),
    )
    state = bench.state
    assert (state.points.shape, state.network.sizes) == ("three-clusters", (2, 4, 3))
    assert state.training.settings["cost"] == "log-likelihood"
    bench.send(Undo(), Undo())
    np.testing.assert_array_equal(bench.state.network.weights[0], before.network.weights[0])
    refused = bench.send(BuildBookNetwork(SIMULATION_ID, "digits:784-10")).notice
    assert "look at Digits" in str(refused)
