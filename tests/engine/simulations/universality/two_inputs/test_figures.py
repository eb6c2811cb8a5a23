"""What is built over two inputs, and the best heights of towers."""

from __future__ import annotations

import numpy as np
import pytest

from engine.settings import check_all
from engine.simulations.universality.two_inputs.figures import (
    FIGURE,
    FINE,
    SURFACES,
    heights_of,
    resized,
)
from engine.simulations.universality.two_inputs.settings import FIGURES, TWO_INPUTS_SETTINGS

CELLS = heights_of(SURFACES["bowl"], 4)


def readings(name, **settings):
    """Return what a figure puts out where it is read."""
    values = check_all(TWO_INPUTS_SETTINGS, {f"plane_{k}": v for k, v in settings.items()})
    network = FIGURE[name].build(values, CELLS)
    x, y = np.array(list(FIGURE[name].places.values())).T
    return dict(zip(FIGURE[name].places, network.outputs(x, y), strict=True))


def test_every_figure_of_the_setting_is_built_from_declared_knobs():
    declared = {setting.name for setting in TWO_INPUTS_SETTINGS}
    assert tuple(FIGURE) == FIGURES
    values = check_all(TWO_INPUTS_SETTINGS, {})
    for figure in FIGURE.values():
        assert set(figure.knobs) <= declared
        outputs = figure.build(values, CELLS).outputs(np.array([0.3]), np.array([0.6]))
        assert np.isfinite(outputs).all()


@pytest.mark.parametrize(
    ("name", "settings", "expected"),
    [
        ("crossing", {"height": 0.3}, [0.6, 0.3, 0.0]),
        ("tower", {"height": 10.0, "bias": -15.0}, [1.0, 0.0, 0.0]),
        ("two towers", {"first": 0.7, "second": -0.4}, [0.7, -0.4, 0.0]),
        ("round tower", {"strength": 50.0}, [1.0, 0.0]),
        ("xor", {"strength": 50.0}, [0.0, 1.0, 1.0, 0.0]),
        ("many inputs", {"inputs": 5, "strength": 50.0}, [1.0, 0.0, 0.0]),
    ],
)
def test_figures_read_what_the_book_promises(name, settings, expected):
    found = list(readings(name, **settings).values())
    np.testing.assert_allclose(found, expected, atol=0.01)


def test_a_step_rises_across_its_direction():
    values = check_all(TWO_INPUTS_SETTINGS, {"plane_angle": 90.0, "plane_place": 0.25})
    network = FIGURE["step"].build(values, CELLS)
    low, high = network.outputs(np.array([0.9, 0.1]), np.array([0.2, 0.3]))
    assert (low, high) == (pytest.approx(0.0, abs=1e-9), pytest.approx(1.0, abs=1e-9))


@pytest.mark.parametrize("surface", sorted(SURFACES))
def test_towers_are_as_high_as_the_median_of_what_lies_below_them(surface):
    cells, function = 3, SURFACES[surface]
    heights = heights_of(function, cells)
    for row in range(cells):
        for column in range(cells):
            fine = (np.arange(FINE) + 0.5) / FINE
            below = [
                float(function(np.array((column + u) / cells), np.array((row + v) / cells)))
                for u in fine
                for v in fine
            ]
            assert heights[row, column] == pytest.approx(np.median(below), abs=1e-12)


def test_other_towers_take_what_lay_in_their_middle():
    painted = np.arange(16.0).reshape(4, 4)
    np.testing.assert_array_equal(resized(painted, 4), painted)
    np.testing.assert_array_equal(resized(painted, 2), painted[1::2, 1::2])
    np.testing.assert_array_equal(resized(painted, 8), painted.repeat(2, 0).repeat(2, 1))
