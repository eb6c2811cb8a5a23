"""Edits of the Perceptrons page: drags, the book's values, a gate built by hand."""

from __future__ import annotations

import pytest

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.perceptrons import (
    AddPerceptron,
    AddWire,
    LoadBench,
    MoveNode,
    RestoreSettings,
    SetBias,
    ShowStation,
)
from engine.errors import SettingError
from engine.perceptrons.benches import nand
from engine.perceptrons.circuits import Circuit
from engine.perceptrons.four_bits import BitLayer
from engine.settings import check_all
from engine.simulations.perceptrons.edits import (
    APART,
    COLUMNS,
    HEIGHTS,
    free_place,
    move_node,
    number_in_range,
    restore_settings,
    set_bias,
)
from engine.simulations.perceptrons.scene import LARGEST, SETTINGS, Scene
from tests.support.pages.perceptrons_session import SIMULATION_ID


def test_a_drag_is_one_edit_from_where_it_began(table):
    before = table.seen()
    for value in (4.0, 3.5, 3.0):
        table.send(SetSetting(SIMULATION_ID, "threshold", value, finished=False))
        assert table.state.decision.threshold == value
    table.send(SetSetting(SIMULATION_ID, "threshold", 3.0))
    assert [verdict.output for verdict in table.state.decision.table] == [0, 0, 0, 1, 1, 1, 1, 1]
    table.send(Undo())
    assert table.seen() == before
    assert table.send(Redo()).decision.threshold == 3.0


def test_the_book_s_values_come_back(table):
    table.send(SetSetting(SIMULATION_ID, "train", 9.0), SetSetting(SIMULATION_ID, "scale", 50.0))
    state = table.send(RestoreSettings(SIMULATION_ID, "decision"))
    assert (state.decision.weights, state.decision.threshold) == ((6.0, 2.0, 2.0), 5.0)
    assert state.settings["scale"] == 50.0


def test_a_nand_is_built_by_hand(table):
    table.send(ShowStation(SIMULATION_ID, "bench"), LoadBench(SIMULATION_ID, "empty"))
    table.send(
        AddPerceptron(SIMULATION_ID, 0.5, 0.5),
        AddWire(SIMULATION_ID, 1, 3, -2.0),
        AddWire(SIMULATION_ID, 2, 3, -2.0),
    )
    state = table.send(SetBias(SIMULATION_ID, 3, 3.0))
    assert state.bench.gates == {3: "NAND"}
    assert (
        len(
            table.send(
                AddPerceptron(SIMULATION_ID), AddPerceptron(SIMULATION_ID)
            ).bench.circuit.perceptrons
        )
        == 3
    )
    places = {(node.x, node.y) for node in table.state.bench.circuit.nodes}
    assert len(places) == 5


# --- without a page ------------------------------------------------------------------------------


def scene(**settings):
    """Return a scene with a NAND gate on its bench."""
    return Scene(check_all(SETTINGS, settings), nand(), BitLayer())


def test_parts_are_put_where_none_stands_as_long_as_there_is_room():
    circuit = Circuit()
    for _ in range(20):
        circuit = circuit.with_node(*free_place(circuit, COLUMNS), 0.0)
    apart = [
        max(abs(one.x - other.x), abs(one.y - other.y))
        for one in circuit.nodes
        for other in circuit.nodes
        if one is not other
    ]
    assert min(apart) >= APART
    full = circuit.with_node(*free_place(circuit, COLUMNS), None)
    assert free_place(full, COLUMNS) == (COLUMNS[0], HEIGHTS[0])


@pytest.mark.parametrize("value", [float("nan"), float("inf"), LARGEST * 1.001, -1e9])
def test_a_number_beyond_the_range_is_refused(value):
    with pytest.raises(SettingError, match="1000"):
        number_in_range(value)
    assert number_in_range(-LARGEST) == -LARGEST


def test_restoring_a_station_leaves_the_settings_of_the_others_alone():
    changed = scene(weather=1.0, threshold=9.0, w1=4.0, scale=7.0)
    restored, _ = restore_settings(changed, RestoreSettings(SIMULATION_ID, "sigmoid"))
    assert (restored.settings["w1"], restored.settings["scale"]) == (-2.0, 1.0)
    assert (restored.settings["weather"], restored.settings["threshold"]) == (1.0, 9.0)
    assert restored.circuit is changed.circuit


def test_a_part_that_is_dragged_off_the_bench_stays_at_its_rim():
    moved, _ = move_node(scene(), MoveNode(SIMULATION_ID, 3, -4.0, 1.7))
    node = moved.circuit.node(3)
    assert (node.x, node.y, node.bias) == (0.0, 1.0, 3.0)
    assert [n.id for n in moved.circuit.nodes] == [1, 2, 3]


def test_an_input_has_no_bias_to_be_set():
    with pytest.raises(SettingError, match="an input has no bias"):
        set_bias(scene(), SetBias(SIMULATION_ID, 1, 2.0))
