"""The Perceptrons page's simulation: rows, play, undo of every edit."""

from __future__ import annotations

from itertools import pairwise

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
    SetBias,
    SetBitWeight,
    SetWire,
    ShowRow,
    ShowStation,
    ToggleInput,
)
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.simulations.perceptrons.simulation import ROWS_PER_S
from engine.snapshots import Status
from tests.support.pages.perceptrons_session import SIMULATION_ID, Table

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


def test_an_undo_shows_the_station_where_the_edit_was_made(table):
    table.send(
        ShowStation(SIMULATION_ID, "bits"),
        FillBits(SIMULATION_ID),
        ShowStation(SIMULATION_ID, "decision"),
    )
    state = table.send(Undo())
    assert (state.station, state.bits.right) == ("bits", 1)
    assert table.send(Redo()).bits.right == 10


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
            finished=st.booleans(),
        ),
        st.builds(AddPerceptron, st.just(SIMULATION_ID), SHARE, SHARE),
        st.builds(AddWire, st.just(SIMULATION_ID), NODE, NODE, NUMBER),
        st.builds(MoveNode, st.just(SIMULATION_ID), NODE, SHARE, SHARE, finished=st.booleans()),
        st.builds(SetWire, st.just(SIMULATION_ID), NODE, NUMBER, finished=st.booleans()),
        st.builds(SetBias, st.just(SIMULATION_ID), NODE, NUMBER, finished=st.booleans()),
        st.builds(RemoveNode, st.just(SIMULATION_ID), NODE),
        st.sampled_from(
            [AddInput(SIMULATION_ID), FillBits(SIMULATION_ID), ClearBits(SIMULATION_ID)]
        ),
        st.builds(
            SetBitWeight,
            st.just(SIMULATION_ID),
            st.integers(0, 3),
            NODE,
            NUMBER,
            finished=st.booleans(),
        ),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(EDITS)
def test_edits_and_drags_are_taken_back_to_the_bit(edits):
    table = Table()
    states = [table.seen()]
    for edit in edits:
        before = table.seen()
        table.send(edit)
        # an edit that breaks off a drag comes after what was dragged
        reached = [before, table.seen()] if edit.is_finished else [before]
        more = len(table.session._done) + 1 - len(states)
        states += reached[-more:] if more else []
    if table.seen() != states[-1]:
        states.append(table.seen())
    for state in reversed(states[:-1]):
        table.send(Undo())
        assert table.seen() == state
    for state in states[1:]:
        table.send(Redo())
        assert table.seen() == state
    table.session.close()


# --- documents ---------------------------------------------------------------------------------


def test_the_numbers_of_steps_only_grow_while_it_plays(table):
    table.send(ShowStation(SIMULATION_ID, "bench"), Start(SIMULATION_ID))
    steps = [table.wait(0.3).step for _ in range(20)]
    assert all(a <= b for a, b in pairwise(steps))
    assert steps[-1] == 3
