"""Edits of the builder: layers, points and settings are changed and changed back."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import BuildBookNetwork, Redo, SetSetting, Undo
from engine.commands.pages.builder import (
    BringPoints,
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.commands.transport import Start
from engine.data.points.point_sets import NAMES, PAINTED, PointData
from engine.data.points.toys import SHAPE, SHAPES
from engine.errors import ShapeError
from engine.runs.run import Run
from engine.simulations.builder.edits import MOST_LAYERS, MOST_NEURONS, check_stage, settings_for
from engine.simulations.builder.goals import SETTLED
from engine.snapshots import Status
from engine.training.recording import Recording
from engine.training.trainer import Trainer
from tests.support.pages.builder_session import SIMULATION_ID


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


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_points_can_be_chosen_from_every_other(bench, name):
    bench.send(BringPoints(SIMULATION_ID, "table", "1,2,a\n3,4,b"))
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


@pytest.mark.parametrize(
    ("sizes", "fits"),
    [
        ((2, 1), True),
        ((2, *(MOST_NEURONS,) * MOST_LAYERS, 1), True),
        ((3, 4, 1), False),
        ((2, 4, 2), False),
        ((2, MOST_NEURONS + 1, 1), False),
        ((2, *(1,) * (MOST_LAYERS + 1), 1), False),
    ],
)
def test_the_stage_has_room_for_five_layers_of_sixteen_neurons(sizes, fits):
    if fits:
        check_stage(sizes, (2, 4, 1))
    else:
        with pytest.raises(ShapeError, match="-".join(map(str, sizes))):
            check_stage(sizes, (2, 4, 1))


def test_a_shape_begins_with_as_many_outputs_as_it_has_classes_to_tell_apart():
    for shape in SHAPES:
        chosen = settings_for(shape.name, 9)
        assert chosen.specification().sizes[-1] == shape.outputs
        assert (chosen.cost == "log-likelihood") == (shape.outputs > 1)
        assert (chosen.seed, chosen.eta) == (9, shape.eta)


def test_points_of_a_table_are_learned_painted_on_erased_and_taken_back(bench):
    before = bench.state.points.name
    text = "cm;kg;who\n100;20;child\n180;80;adult\n170;75;adult\n90;15;child"
    bench.send(BringPoints(SIMULATION_ID, "table", text))
    state = bench.state
    assert (state.points.shape, state.network.sizes) == ("own", (2, 4, 1))
    bench.send(PaintPoints(SIMULATION_ID, ((0.0, 0.0),), 0))
    own = bench.state.points.own
    assert own.values[-1].tolist() == [own.scales[0].centre, own.scales[1].centre]
    bench.send(ErasePoints(SIMULATION_ID, 0.0, 0.0, 0.1))
    assert bench.state.points.name == state.points.name
    bench.send(Undo(), Undo(), Undo())
    assert bench.state.points.name == before
    bench.send(Redo())
    assert bench.state.points.own.digest == state.points.own.digest


def test_a_table_of_three_classes_gets_a_network_with_three_outputs(bench):
    bench.send(BringPoints(SIMULATION_ID, "table", "1,2,a\n3,4,b\n5,6,c"))
    assert bench.state.network.sizes == (2, 6, 3)
    bench.send(Undo())
    assert bench.state.network.sizes == (2, 4, 1)


def test_only_points_of_a_table_are_scaled(bench):
    refused = bench.send(SetSetting(SIMULATION_ID, "scaled", False)).notice
    assert "open one or paste" in str(refused)
    refused = bench.send(SetSetting(SIMULATION_ID, "data", "own")).notice
    assert "open a table" in str(refused)
