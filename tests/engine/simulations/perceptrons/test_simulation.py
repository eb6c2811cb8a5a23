"""The Perceptrons page's simulation: rows, play, edits, drags, documents."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    AddWire,
    ClearBits,
    FillBits,
    LoadBench,
    MoveNode,
    RemoveNode,
    RestoreSettings,
    SetBias,
    SetBitWeight,
    SetWire,
    ShowRow,
    ShowStation,
    ToggleInput,
)
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.session.document_store import simulations_of
from engine.simulations.perceptrons.scene import STATIONS
from engine.simulations.perceptrons.simulation import ROWS_PER_S
from engine.snapshots import Status
from tests.support.documents import MUTATIONS, bytes_of
from tests.support.open_page import OpenPage
from tests.support.pages.edits import perceptrons_fingerprint

SIMULATION_ID = "perceptrons"
SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""Perceptrons put no arrays into a document."""


class Table(OpenPage):
    """A session with open perceptrons."""

    def __init__(self) -> None:
        super().__init__(SIMULATION_ID)

    def wait(self, seconds):
        """Let time pass; return the state."""
        self.now += seconds
        self.session.advance(0.01)
        return self.state

    def seen(self):
        """Return what an undo has to restore."""
        return perceptrons_fingerprint(self.session, SIMULATION_ID)


@pytest.fixture
def table():
    """Return a session with open perceptrons."""
    made = Table()
    yield made
    made.session.close()


# --- rows --------------------------------------------------------------------------------------


def test_nothing_lies_on_the_scale_until_a_reason_is_chosen(table):
    assert table.state.decision.shown is None
    state = table.send(ToggleInput(SIMULATION_ID, 0))
    assert (state.decision.shown.inputs, state.decision.shown.output) == ((1, 0, 0), 1)
    state = table.send(ToggleInput(SIMULATION_ID, 0), ToggleInput(SIMULATION_ID, 2))
    assert (state.decision.shown.inputs, state.row) == ((0, 0, 1), 1)


def test_play_walks_through_the_table_and_stops_at_its_end(table):
    table.send(Start(SIMULATION_ID))
    rows = []
    for _ in range(8):
        rows.append(table.state.row)
        assert table.shown.status is Status.RUNNING
        table.wait(1.0 / ROWS_PER_S + 1e-6)
    assert rows == [None, *range(7)]
    assert (table.state.row, table.shown.status) == (7, Status.FINISHED)
    assert table.send(Start(SIMULATION_ID)).row == 0
    assert table.shown.status is Status.RUNNING
    table.send(Pause(SIMULATION_ID))
    assert table.wait(100).row == 0


def test_steps_go_on_through_the_table_again_and_back(table):
    assert table.send(Step(SIMULATION_ID, 23)).row == 6
    assert table.send(Step(SIMULATION_ID, -2)).row == 4
    assert table.send(ShowRow(SIMULATION_ID, 0)).step == 17
    assert table.send(Seek(SIMULATION_ID, 3)).row == 2
    assert table.send(Step(SIMULATION_ID, -99)).row is None
    assert table.send(Step(SIMULATION_ID, 3), Reset(SIMULATION_ID)).step == 0


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
    "command",
    [
        ShowStation(SIMULATION_ID, "moon"),
        ShowRow(SIMULATION_ID, 8),
        ToggleInput(SIMULATION_ID, 3),
        ToggleInput(SIMULATION_ID, -1),
        SetSetting(SIMULATION_ID, "scale", 0.0),
        SetSetting(SIMULATION_ID, "threshold", float("nan")),
        LoadBench(SIMULATION_ID, "moon"),
        RemoveNode(SIMULATION_ID, 99),
        MoveNode(SIMULATION_ID, 1, float("inf"), 0.0),
        SetBias(SIMULATION_ID, 1, 3.0),
        SetWire(SIMULATION_ID, 4, 1e9),
        AddWire(SIMULATION_ID, 3, 3),
        AddWire(SIMULATION_ID, 3, 1),
        SetBitWeight(SIMULATION_ID, 4, 0, 1.0),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(table, command):
    before = table.seen()
    table.send(command)
    assert table.notice not in ("None", "")
    assert table.seen() == before


# --- edits -------------------------------------------------------------------------------------


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


def test_an_undo_shows_the_station_where_the_edit_was_made(table):
    table.send(
        ShowStation(SIMULATION_ID, "bits"),
        FillBits(SIMULATION_ID),
        ShowStation(SIMULATION_ID, "decision"),
    )
    state = table.send(Undo())
    assert (state.station, state.bits.right) == ("bits", 1)
    assert table.send(Redo()).bits.right == 10


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


def test_the_bench_becomes_a_network_of_sigmoid_neurons(table):
    assert table.state.gaps is None
    table.send(LoadBench(SIMULATION_ID, "adder"), ShowStation(SIMULATION_ID, "sigmoid"))
    state = table.send(
        SetSetting(SIMULATION_ID, "network", "bench"), SetSetting(SIMULATION_ID, "scale", 100.0)
    )
    np.testing.assert_array_equal(state.gaps.hard, [[0, 0], [1, 0], [1, 0], [0, 1]])
    np.testing.assert_allclose(state.gaps.smooth, state.gaps.hard, atol=1e-12)
    worst = state.gaps.gaps.max(axis=1)
    assert (worst[0] > 0.4, worst[-1] < 1e-12) == (True, True)


NODE = st.integers(1, 9)
NUMBER = st.integers(-40, 40).map(lambda n: n / 4)
SHARE = st.floats(0, 1)
EDITS = st.lists(
    st.one_of(
        st.builds(
            SetSetting,
            st.just(SIMULATION_ID),
            st.sampled_from(["weather", "threshold", "w1", "change"]),
            st.integers(-8, 8).map(lambda n: n / 4),
            st.booleans(),
        ),
        st.builds(AddPerceptron, st.just(SIMULATION_ID), SHARE, SHARE),
        st.builds(AddWire, st.just(SIMULATION_ID), NODE, NODE, NUMBER),
        st.builds(MoveNode, st.just(SIMULATION_ID), NODE, SHARE, SHARE, st.booleans()),
        st.builds(SetWire, st.just(SIMULATION_ID), NODE, NUMBER, st.booleans()),
        st.builds(SetBias, st.just(SIMULATION_ID), NODE, NUMBER, st.booleans()),
        st.builds(RemoveNode, st.just(SIMULATION_ID), NODE),
        st.sampled_from(
            [AddInput(SIMULATION_ID), FillBits(SIMULATION_ID), ClearBits(SIMULATION_ID)]
        ),
        st.builds(
            SetBitWeight, st.just(SIMULATION_ID), st.integers(0, 3), NODE, NUMBER, st.booleans()
        ),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_edits_and_drags_are_taken_back_to_the_bit(edits):
    table = Table()
    states, undo = [table.seen()], None
    for edit in edits:
        table.send(edit)
        if table.session.snapshot().undo is not undo:
            undo = table.session.snapshot().undo
            states.append(table.seen())
    for state in reversed(states[:-1]):
        table.send(Undo())
        assert table.seen() == state
    for state in states[1:]:
        table.send(Redo())
        assert table.seen() == state
    table.session.close()


# --- documents ---------------------------------------------------------------------------------


def document(table):
    """Return the bytes of a document with something on every station."""
    table.send(
        Step(SIMULATION_ID, 5),
        LoadBench(SIMULATION_ID, "adder"),
        AddPerceptron(SIMULATION_ID, 0.9, 0.1),
    )
    table.send(
        SetSetting(SIMULATION_ID, "scale", 10.0),
        SetBitWeight(SIMULATION_ID, 2, 7, -1.5),
        AddInput(SIMULATION_ID),
    )
    table.send(ShowStation(SIMULATION_ID, "bits"), Step(SIMULATION_ID, 3))
    return bytes_of(table.session)


def opened(content):
    """Return the perceptrons of a document."""
    return simulations_of(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def test_everything_is_there_again(table):
    content = document(table)
    before, after = table.state, opened(content).state(frozenset())
    assert (after.settings, after.station) == (before.settings, "bits")
    assert after.bench.circuit == before.bench.circuit
    assert after.bits.layer == before.bits.layer
    assert (after.row, after.step, after.decision.shown) == (3, 3, before.decision.shown)


def test_spoilt_documents_open_or_are_refused_in_one_sentence(table):
    content, generator, refused = document(table), np.random.default_rng(3), 0
    for number in range(120):
        spoilt = SPOILERS[number % len(SPOILERS)](content, generator)
        try:
            runs, _ = simulations_of(spoilt, {}, time.perf_counter)
            for _, simulation in runs.values():
                simulation.state(frozenset())
        except EngineError:
            refused += 1
    assert refused > 30


def test_a_snapshot_is_made_in_less_than_two_milliseconds(table):
    table.send(LoadBench(SIMULATION_ID, "adder"), ShowStation(SIMULATION_ID, "bench"))
    times = []
    for number in range(200):
        table.session.apply(SetWire(SIMULATION_ID, 4, number / 100, finished=False))
        begun = time.perf_counter()
        table.session.snapshot()
        times.append(time.perf_counter() - begun)
    assert sorted(times)[len(times) // 2] < 0.002


def test_the_numbers_of_steps_only_grow_while_it_plays(table):
    table.send(ShowStation(SIMULATION_ID, "bench"), Start(SIMULATION_ID))
    steps = [table.wait(0.3).step for _ in range(20)]
    assert all(a <= b for a, b in pairwise(steps))
    assert steps[-1] == 3
