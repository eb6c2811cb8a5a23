"""Where neurons and numbers of a figure lie, and what is written on them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from app.pages.universality.two_inputs.layout import (
    HANDLES,
    MOST_HIDDEN,
    MOST_TOWERS,
    lay_out,
    strength_of,
)
from engine.simulations.universality.two_inputs.settings import FIGURES
from tests.support.pages.shown.universality import moment

AREA = QRectF(10, 20, 460, 420)


def view_of(figure, **settings):
    """Return what the station sees of a figure."""
    return moment(station="plane", plane_figure=figure, **settings).two_inputs


@pytest.mark.parametrize("figure", FIGURES)
def test_neurons_stay_in_the_area_and_those_left_out_are_counted(figure):
    view = view_of(figure)
    layout = lay_out(view, AREA, 13)
    neurons = [*layout.inputs, *layout.hidden, *layout.towers, layout.output]
    assert all(AREA.contains(place) for place in neurons)
    towers = 0 if view.network.c is None else len(view.network.c)
    assert len(layout.hidden) == min(len(view.network.b), MOST_HIDDEN)
    assert len(layout.towers) == min(towers, MOST_TOWERS)
    left_out = len(view.network.b) - len(layout.hidden) + towers - len(layout.towers)
    assert sum(count for _, count in layout.more) == left_out


@pytest.mark.parametrize("figure", FIGURES)
def test_numbers_that_can_be_dragged_are_found_where_they_stand(figure):
    view = view_of(figure)
    layout = lay_out(view, AREA, 13)
    editable = [label for label in layout.labels if label.setting]
    wanted = [name for names in HANDLES.get(figure, {}).values() for name in names]
    assert sorted(label.setting for label in editable) == sorted(wanted)
    for label in editable:
        assert label.setting in view.knobs


def test_a_weight_that_shows_the_opposite_number_has_the_opposite_sign():
    layout = lay_out(view_of("tower", plane_height=2.5), AREA, 13)
    weights = [label for label in layout.labels if label.setting == "plane_height"]
    assert [(label.words, label.sign, label.token) for label in weights] == [
        ("2.5", 1.0, "positive"),
        ("−2.5", -1.0, "negative"),
    ] * 2


@pytest.mark.parametrize(
    ("angle", "words"),
    [
        (0.0, "x ≥ 0.5"),
        (90.0, "y ≥ 0.5"),
        (180.0, "x ≤ −0.5"),
        (-90.0, "y ≤ −0.5"),
        (30.0, "30° ≥ 0.5"),
        (-45.0, "315° ≥ 0.5"),
    ],
)
def test_a_neuron_says_where_it_is_on(angle, words):
    view = view_of("step", plane_angle=angle, plane_place=0.5)
    assert lay_out(view, AREA, 13).labels[0].words == words
    # its sum is 0 half a unit from the origin in its direction
    direction = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    assert abs(view.network.w[0] @ (0.5 * direction) + view.network.b[0]) < 1e-6


def test_strengths_are_shares_of_the_largest_weight():
    view = view_of("two towers", plane_first=0.5, plane_second=-2.0)
    np.testing.assert_allclose(strength_of(view, 2), [0.25, 1.0])
    flat = view_of("two towers", plane_first=0.0, plane_second=0.0)
    np.testing.assert_array_equal(strength_of(flat, 2), [0.0, 0.0])
