"""The diagram's layout shows what has room and never loses the selection."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.networks.network_geometry import (
    ELLIPSIS,
    STRIPS,
    Column,
    group_inputs,
    lay_out,
    nearest_neuron,
    row_centres,
    shown_neurons,
    strongest_wires,
)


@given(count=st.integers(1, 2000), room=st.integers(3, 60), selected=st.integers(-1, 1999))
def test_shown_neurons_fit_their_room_and_include_first_last_and_selected(count, room, selected):
    shown = shown_neurons(count, room, selected)
    assert len(shown) <= room
    assert shown[-1] == count - 1
    assert shown[0] == 0 or selected in shown
    real = [neuron for neuron in shown if neuron != ELLIPSIS]
    assert len(set(real)) == len(real)
    if 0 <= selected < count:
        assert selected in shown


@given(sizes=st.lists(st.integers(1, 900), min_size=2, max_size=20))
def test_every_column_lies_inside_the_rectangle(sizes):
    columns = lay_out(tuple(sizes), 10.0, 20.0, 300.0, 400.0)
    for column in columns:
        assert 10.0 - 1e-9 <= column.x <= 310.0 + 1e-9
        assert all(20.0 <= y <= 420.0 for y in column.ys)
        assert len(column.ys) == len(column.neurons)


def test_output_rows_of_the_diagram_are_level_with_the_bars():
    columns = lay_out((784, 30, 10), 0.0, 4.0, 300.0, 480.0)
    assert columns[-1].ys == pytest.approx(row_centres(4.0, 480.0, 10))


def test_a_press_finds_the_neuron_under_it_and_never_the_input():
    columns = lay_out((784, 30, 10), 0.0, 0.0, 300.0, 480.0)
    hidden = columns[1]
    assert nearest_neuron(columns, hidden.x + 2, hidden.ys[7]) == (1, 7)
    assert nearest_neuron(columns, columns[0].x, columns[0].ys[3]) is None
    assert nearest_neuron(columns, (hidden.x + columns[2].x) / 2, 100.0) is None


def test_grouped_inputs_keep_the_sum_of_every_row():
    values = np.random.default_rng(1).normal(size=(5, 784))
    grouped = group_inputs(values)
    assert grouped.shape == (5, STRIPS)
    assert grouped.sum(axis=1) == pytest.approx(values.sum(axis=1))
    assert grouped[2, 3] == pytest.approx(values[2, 3 * 56 : 4 * 56].sum())


def test_strongest_wires_are_kept_and_drawn_last():
    left = Column(0, 0.0, (0, 1, 2), (1.0, 2.0, 3.0), 1.0)
    right = Column(1, 9.0, (0, ELLIPSIS, 5), (1.0, 2.0, 3.0), 1.0)
    carried = np.zeros((6, 3))
    carried[0] = [1.0, -4.0, 0.001]
    carried[5] = [2.0, 0.0, -3.0]
    wires = strongest_wires(carried, left, right, limit=3)
    found = list(zip(wires.start_rows, wires.end_rows, wires.strengths, strict=True))
    assert found == [(0, 2, 0.5), (2, 2, -0.75), (1, 0, -1.0)]


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_nothing_is_drawn_where_nothing_flows(value):
    column = Column(1, 0.0, (0, 1), (1.0, 2.0), 1.0)
    wires = strongest_wires(np.full((2, 2), value), column, column, limit=9)
    assert len(wires.strengths) == 0


def test_the_path_of_a_silent_neuron_stays_faint():
    left = Column(1, 0.0, (0, 1), (1.0, 2.0), 1.0)
    right = Column(2, 9.0, (0, 1), (1.0, 2.0), 1.0)
    carried = np.array([[1e-4, 2.0], [-1e-4, 1.0]])
    path = strongest_wires(carried, left, right, limit=9, of=(1, 0))
    assert set(path.start_rows) == {0}
    assert len(path.strengths) == 2
    assert np.abs(path.strengths).max() < 0.001
