"""Networks of two inputs: steps, bumps and towers against what they stand for."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.commands.edits import SetSetting, Undo
from engine.commands.observation import TurnView
from engine.commands.pages.universality import PaintTower, SetFormula
from engine.commands.transport import Open
from engine.session.document_store import read_simulations
from engine.session.session import Session
from engine.simulations.universality.two_inputs.figures import FIGURE, SURFACES, heights_of, resized
from engine.simulations.universality.two_inputs.settings import FIGURES, TWO_INPUTS_SETTINGS
from engine.universality import towers
from tests.support.documents import bytes_of
from tests.support.pages.cases.universality import fingerprint

SIMULATION_ID = "universality"


def naive(network, x, y):
    """Return the output for one point, neuron by neuron."""

    def sigmoid(z):
        return 1 / (1 + np.exp(-z)) if z > -700 else 0.0

    hidden = [sigmoid(w[0] * x + w[1] * y + b) for w, b in zip(network.w, network.b, strict=True)]
    if network.u is not None:
        hidden = [
            sigmoid(sum(u * a for u, a in zip(row, hidden, strict=True)) + c)
            for row, c in zip(network.u, network.c, strict=True)
        ]
    total = sum(v * a for v, a in zip(network.v, hidden, strict=True)) + network.bias
    return sigmoid(total) if network.through else total


MADE = {
    "step": towers.step(30.0, 0.4, 20.0),
    "bump": towers.bump(75.0, 0.3, 0.7, 0.6, 50.0),
    "crossing": towers.crossing(0.3, 100.0),
    "tower": towers.tower(10.0, -15.0, 100.0),
    "two": towers.two_towers(0.7, 0.5, 200.0),
    "many": towers.many_towers(np.arange(9.0).reshape(3, 3), 100.0),
    "round": towers.round_tower(7, 0.3, 10.0, 100.0),
    "xor": towers.exclusive_or(10.0, 3.0),
    "slice": towers.slice_of_many(4, 10.0, 100.0),
}


@pytest.mark.parametrize("name", MADE)
def test_outputs_are_those_of_a_network(name):
    x, y = np.random.default_rng(1).random((2, 20))
    wanted = [naive(MADE[name], *point) for point in zip(x, y, strict=True)]
    np.testing.assert_allclose(MADE[name].outputs(x, y), wanted, rtol=1e-9, atol=1e-12)


def surface_of(network, side):
    """Return the outputs in the middles of squares, row by row."""
    return network.outputs(*towers.middles(side)).reshape(side, side)


def test_a_surface_lies_in_the_middles_of_squares():
    network = towers.step(0.0, 0.5, 1000.0)
    surface = surface_of(network, 4)
    np.testing.assert_allclose(surface, [[0, 0, 1, 1]] * 4, atol=1e-12)
    turned = surface_of(towers.step(90.0, 0.5, 1000.0), 4)
    np.testing.assert_allclose(turned, surface.T, atol=1e-12)


@given(st.floats(0, 360), st.floats(-1, 1))
def test_a_step_lies_where_it_says(angle, place):
    network = towers.step(angle, place, 1000.0)
    along = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    before, after = ((place + away) * along for away in (-0.05, 0.05))
    found = network.outputs(*np.stack([before, place * along, after], axis=1))
    np.testing.assert_allclose(found, [0, 0.5, 1], atol=1e-6)


@pytest.mark.parametrize(
    ("height", "bias", "wanted"),
    [(0.3, -0.5, (0.525, 0.450, 0.378)), (10.0, -15.0, (0.9933, 0.0067, 0.0)),
     (50.0, -75.0, (1.0, 0.0, 0.0))],
)  # fmt: skip
def test_readings_of_the_book_s_tower(height, bias, wanted):
    places = np.array(list(FIGURE["tower"].places.values()))
    found = towers.tower(height, bias, 1000.0).outputs(*places.T)
    np.testing.assert_allclose(found, wanted, atol=5e-4)


def test_crossing_bumps_add_up():
    places = np.array(list(FIGURE["crossing"].places.values()))
    found = towers.crossing(0.3, 1000.0).outputs(*places.T)
    np.testing.assert_allclose(found, [0.6, 0.3, 0.0], atol=1e-9)


@given(arrays(float, (4, 4), elements=st.floats(-5, 5)))
def test_many_towers_are_a_table(heights):
    network = towers.many_towers(heights, 1000.0)
    middles = (np.arange(4) + 0.5) / 4
    x, y = np.meshgrid(middles, middles)
    found = network.outputs(x.ravel(), y.ravel()).reshape(4, 4)
    np.testing.assert_allclose(found, heights, atol=1e-4)
    # at the rim nothing is missing
    corners = network.outputs(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    np.testing.assert_allclose(corners, [heights[0, 0], heights[-1, -1]], atol=1e-4)


def test_a_hundred_towers_take_twenty_two_steps():
    network = towers.many_towers(np.zeros((10, 10)), 1000.0)
    assert (len(network.b), len(network.v)) == (22, 100)


@pytest.mark.parametrize(("directions", "inside"), [(2, 0.36), (24, np.pi * 0.09)])
def test_more_directions_make_a_tower_round(directions, inside):
    surface = surface_of(towers.round_tower(directions, 0.3, 10.0, 1000.0), 200)
    assert (surface > 0.5).mean() == pytest.approx(inside, abs=0.005)


@pytest.mark.parametrize("scale", [5.0, 100.0])
def test_exclusive_or_of_two_bits(scale):
    bits = np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.0, 1.0])
    found = towers.exclusive_or(20.0, scale).outputs(*bits)
    assert (found > 0.5).tolist() == [False, True, True, False]
    network = towers.exclusive_or(20.0, 1.0)
    # the second step is NAND as it stands on the bench of the perceptrons
    assert (network.w[1].tolist(), network.b[1]) == ([-2.0, -2.0], 3.0)


@pytest.mark.parametrize("inputs", range(1, 9))
def test_only_all_inputs_together_pass(inputs):
    sums, outputs = towers.sums_of_many(inputs, 10.0)
    np.testing.assert_allclose(sums, 10.0 * np.arange(inputs + 1))
    assert (outputs > 0.5).tolist() == [False] * inputs + [True]
    assert outputs[-1] == pytest.approx(0.9933, abs=5e-5)
    inside = towers.slice_of_many(inputs, 10.0, 1000.0).outputs(np.array([0.5]), np.array([0.5]))
    assert inside[0] == pytest.approx(outputs[-1], abs=1e-6)


# --- the page's state ---------------------------------------------------------------------------


@pytest.fixture
def session():
    """Return a session that looks at the plane."""
    made = Session(lambda: 0.0)
    made.apply(Open(SIMULATION_ID, SIMULATION_ID))
    made.apply(SetSetting(SIMULATION_ID, "station", "plane"))
    yield made
    made.close()


def two_inputs(session, *commands):
    """Do what is asked; return what is seen of the plane."""
    for command in commands:
        session.apply(command)
    return session.snapshot().simulation(SIMULATION_ID).payload.two_inputs


def test_every_figure_is_built_and_has_its_knobs(session):
    names = {setting.name for setting in TWO_INPUTS_SETTINGS}
    assert set(FIGURE) == set(FIGURES)
    for figure in FIGURES:
        view = two_inputs(session, SetSetting(SIMULATION_ID, "plane_figure", figure))
        assert view.figure == figure
        assert set(view.knobs) <= names
        assert view.low < view.high
        assert np.isfinite(view.heights).all()
        assert view.map.dtype == view.relief.dtype == np.uint32


def test_the_plane_opens_with_the_tower_of_the_book(session):
    readings = list(two_inputs(session).readings.values())
    np.testing.assert_allclose(readings, [0.525, 0.450, 0.378], atol=5e-4)


def test_the_best_heights_for_a_surface(session):
    two_inputs(session, SetSetting(SIMULATION_ID, "plane_figure", "many towers"))
    view = two_inputs(
        session,
        SetSetting(SIMULATION_ID, "plane_cells", 4),
        SetSetting(SIMULATION_ID, "plane_target", "waves"),
    )
    function = SURFACES["waves"]
    for row in range(4):
        for column in range(4):
            fine = (np.arange(10) + 0.5) / 40
            x, y = np.meshgrid(column / 4 + fine, row / 4 + fine)
            median = np.median(function(x.ravel(), y.ravel()))
            assert view.cells[row, column] == pytest.approx(median)
    finer = two_inputs(session, SetSetting(SIMULATION_ID, "plane_cells", 10))
    assert finer.deviation < view.deviation


def test_towers_are_painted(session):
    two_inputs(session, SetSetting(SIMULATION_ID, "plane_figure", "many towers"))
    before = fingerprint(session, SIMULATION_ID)
    view = two_inputs(session, PaintTower(SIMULATION_ID, 0.95, 0.05, 0.75, finished=False),
                 PaintTower(SIMULATION_ID, 0.95, 0.3, 0.75, finished=True))  # fmt: skip
    assert (view.cells[0, 4], view.cells[1, 4]) == (0.75, 0.75)
    state = session.snapshot().simulation(SIMULATION_ID).payload
    assert state.settings["plane_target"] == "painted"
    assert np.isnan(view.deviation)
    # other cells keep what was painted
    other = two_inputs(session, SetSetting(SIMULATION_ID, "plane_cells", 10))
    np.testing.assert_array_equal(other.cells, np.kron(view.cells, np.ones((2, 2))))
    session.apply(Undo())
    session.apply(Undo())
    assert fingerprint(session, SIMULATION_ID) == before


def test_a_surface_is_typed_or_refused(session):
    two_inputs(session, SetSetting(SIMULATION_ID, "plane_figure", "many towers"))
    view = two_inputs(session, SetFormula(SIMULATION_ID, "plane", "x y"))
    np.testing.assert_allclose(view.cells[2, 3], 0.5 * 0.7, atol=0.01)
    again = two_inputs(session, SetFormula(SIMULATION_ID, "plane", "1 / (x - y)"))
    assert "no value" in str(session.snapshot().notice)
    assert again.cells is view.cells


def test_the_view_is_turned_without_an_edit(session):
    before = two_inputs(session)
    view = two_inputs(session, TurnView(SIMULATION_ID, 400.0, 99.0))
    assert (view.turn, view.tilt) == (40.0, 85.0)
    assert view.heights is before.heights
    assert (view.relief != before.relief).any()
    session.apply(Undo())
    assert "nothing" in str(session.snapshot().notice).lower()


@pytest.mark.parametrize("place", [(-0.1, 0.5, 1.0), (0.5, 1.1, 1.0), (0.5, 0.5, 99.0)])
def test_paint_beside_the_square_is_refused(session, place):
    before = fingerprint(session, SIMULATION_ID)
    two_inputs(session, PaintTower(SIMULATION_ID, *place))
    assert "unit square" in str(session.snapshot().notice)
    assert fingerprint(session, SIMULATION_ID) == before


def test_a_document_keeps_the_towers(session):
    view = two_inputs(
        session,
        SetSetting(SIMULATION_ID, "plane_figure", "many towers"),
        PaintTower(SIMULATION_ID, 0.5, 0.5, 0.3),
        SetSetting(SIMULATION_ID, "plane_weight", 40.0),
    )
    content = bytes_of(session)
    found = read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1].state().two_inputs
    assert found.figure == "many towers"
    assert found.heights.tobytes() == view.heights.tobytes()


def test_heights_are_divided_anew():
    heights = np.arange(4.0).reshape(2, 2)
    np.testing.assert_array_equal(resized(heights, 4), np.kron(heights, np.ones((2, 2))))
    assert heights_of(SURFACES["hill"], 3).shape == (3, 3)
