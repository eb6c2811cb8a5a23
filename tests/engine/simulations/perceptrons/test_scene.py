"""What the Perceptrons page consists of: stations, their rows, the numbers of the decision."""

from __future__ import annotations

import pytest

from engine.commands.pages.perceptrons import (
    AddInput,
    ShowRow,
    ShowStation,
)
from engine.commands.transport import Step
from engine.perceptrons.benches import festival, nand
from engine.perceptrons.four_bits import BitLayer
from engine.perceptrons.perceptrons import Neuron
from engine.settings import check_all
from engine.simulations.perceptrons.scene import OF_STATION, SETTINGS, STATIONS, Scene
from tests.support.pages.perceptrons_session import SIMULATION_ID


def test_every_station_has_its_own_place(table):
    table.send(Step(SIMULATION_ID, 3), ShowStation(SIMULATION_ID, "bits"), Step(SIMULATION_ID, 6))
    assert (table.state.station, table.state.row, table.state.rows) == ("bits", 6, 10)
    assert table.send(ShowStation(SIMULATION_ID, "decision")).step == 3
    assert table.send(ShowStation(SIMULATION_ID, "bench")).rows == 4
    assert table.send(AddInput(SIMULATION_ID)).rows == 8


@pytest.mark.parametrize("station", STATIONS)
def test_each_row_of_each_station_can_be_shown(table, station):
    table.send(ShowStation(SIMULATION_ID, station))
    for row in reversed(range(table.state.rows)):
        assert table.send(ShowRow(SIMULATION_ID, row)).row == row


@pytest.mark.parametrize(
    ("circuit", "network", "rows"),
    [
        (nand(), "neuron", {"decision": 8, "bench": 4, "sigmoid": 4, "bits": 10}),
        (festival(), "neuron", {"decision": 8, "bench": 8, "sigmoid": 4, "bits": 10}),
        (festival(), "bench", {"decision": 8, "bench": 8, "sigmoid": 8, "bits": 10}),
    ],
)
def test_tables_have_a_row_for_every_combination_of_their_inputs(circuit, network, rows):
    scene = Scene(check_all(SETTINGS, {"network": network}), circuit, BitLayer())
    assert {station: scene.rows(station) for station in STATIONS} == rows


def test_the_book_s_numbers_are_the_defaults():
    scene = Scene(check_all(SETTINGS, {}), nand(), BitLayer())
    assert (scene.reasons, scene.threshold) == ((6.0, 2.0, 2.0), 5.0)
    assert (scene.neuron, scene.scale) == (Neuron((-2.0, -2.0), 3.0), 1.0)
    declared = {setting.name for setting in SETTINGS}
    assert {name for names in OF_STATION.values() for name in names} < declared
