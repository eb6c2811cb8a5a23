"""Neurons, input strips and their colours are those of their activations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from app.widgets.networks.network_geometry import ELLIPSIS, STRIPS, Column
from app.widgets.networks.network_painting import (
    DISC_STEPS,
    NeuronPixmaps,
    blend,
    disc_steps,
    strip_width,
    strips_of,
)


def column_of(neurons):
    """Return a column with these neurons."""
    return Column(1, 0.0, tuple(neurons), tuple(map(float, range(len(neurons)))), 5.0)


def grey(image):
    """Return the levels of a grey image."""
    return np.array(
        [
            [image.pixelColor(x, y).red() for x in range(image.width())]
            for y in range(image.height())
        ]
    )


@pytest.mark.parametrize(("share", "level"), [(0.0, 40), (0.25, 80), (0.5, 120), (1.0, 200)])
def test_a_blend_lies_between_its_colours_by_its_share(share, level):
    mixed = blend(QColor(40, 40, 40), QColor(200, 40, 200), share)
    assert mixed.getRgb() == (level, 40, level, 255)


@given(st.lists(st.floats(-2.0, 2.0), min_size=1, max_size=9), st.floats(0.0, 1.0), st.data())
def test_colour_steps_are_the_activations_of_the_shown_neurons(levels, lit, data):
    shown = data.draw(st.lists(st.integers(0, len(levels) - 1), min_size=1, max_size=5))
    steps = disc_steps(column_of([*shown, ELLIPSIS]), np.array(levels), lit)
    naive = [round(min(max(levels[neuron], -1.0), 1.0) * lit * DISC_STEPS) for neuron in shown]
    assert steps[:-1] == pytest.approx(naive, abs=1e-9)
    assert disc_steps(column_of(shown), None, lit) == [0] * len(shown)


def test_a_neuron_has_the_colour_of_its_level_and_is_drawn_once(qtbot, theme):
    discs = NeuronPixmaps(theme, 1.0)
    middle = discs.half(8.0)
    for step, token in ((DISC_STEPS, "positive"), (-DISC_STEPS, "negative"), (0, "surface_2")):
        disc = discs.disc(8.0, step)
        assert disc.width() == disc.height() == 2 * middle
        assert disc.toImage().pixelColor(middle, middle) == theme.color(token)
        assert disc.toImage().pixelColor(0, 0).alpha() == 0
        assert discs.disc(8.0, step) is disc


def test_a_square_input_is_cut_into_its_own_rows():
    levels = np.random.default_rng(1).uniform(size=28 * 28)
    image = strips_of(levels)
    assert (image.width(), image.height()) == (28, 28)
    np.testing.assert_allclose(grey(image), 255 * levels.reshape(28, 28), atol=0.5)


def test_another_input_is_cut_into_groups_by_its_largest_value():
    levels = np.arange(20.0)
    image = strips_of(levels)
    assert (image.width(), image.height()) == (2, STRIPS)
    expected = np.zeros(2 * STRIPS)
    expected[:20] = 255 * levels / 19
    np.testing.assert_allclose(grey(image).ravel(), expected, atol=0.5)
    assert not grey(strips_of(np.zeros(20))).any()


def test_strips_are_narrow_in_a_narrow_diagram(theme):
    assert strip_width(theme, 100.0) == pytest.approx(17.0)
    assert strip_width(theme, 10_000.0) == pytest.approx(4.2 * theme.size("base"))
