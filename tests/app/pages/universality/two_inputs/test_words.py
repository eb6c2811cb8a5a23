"""Names and sentences of the figures over two inputs."""

from __future__ import annotations

from app.pages.universality.two_inputs.words import (
    FIGURE_NAMES,
    SURFACE_NAMES,
    readings_of,
    sentence_of,
)
from engine.simulations.universality.two_inputs.settings import FIGURES, TARGETS
from tests.support.pages.shown.universality import moment


def test_there_are_words_for_everything():
    assert tuple(FIGURE_NAMES) == FIGURES
    assert tuple(SURFACE_NAMES) == TARGETS


def test_many_inputs_in_words_and_numbers(bench):
    bench.figure("many inputs")
    view = bench.set("plane_inputs", 5)
    assert "−45" in bench.page.sentence.text()
    assert len(view.outputs) == 6
    assert bench.station.bars.accessibleDescription().endswith("0.993")


def view_of(figure, **settings):
    """Return what the station sees of a figure."""
    return moment(station="plane", plane_figure=figure, **settings).two_inputs


def test_a_tower_is_called_one_when_it_stands_and_no_earlier():
    low = view_of("tower", plane_height=0.3, plane_bias=-0.5)
    assert "b near −3h/2 = −0.45" in sentence_of(low)
    assert sentence_of(view_of("tower", plane_height=10.0, plane_bias=-15.0)).startswith("A tower")
    # all bumps pass with this bias, not only where both are
    assert "−15" in sentence_of(view_of("tower", plane_height=10.0, plane_bias=-5.0))


def test_two_bumps_that_cross_make_a_tower_of_both():
    words = sentence_of(view_of("crossing", plane_height=0.4))
    assert words == "Each bump adds 0.4: where they cross stands a tower of 0.8."


def test_readings_are_the_outputs_at_their_places():
    view = view_of("tower", plane_height=10.0, plane_bias=-15.0)
    inside = 1 / (1 + 2.718281828 ** (15.0 - 20.0))
    assert readings_of(view).split("   ·   ")[0] == f"both bumps {inside:.4f}"
    many = view_of("many towers")
    assert readings_of(many) == f"average deviation {many.deviation:.3f}"
