"""The steps that are shown are the steps that were taken."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.appearance.theme import Theme
from app.widgets.pictures.normalisation_view import (
    NormalisationView,
    duration_ms,
    mass_shift,
    moment_of,
    size_factor,
)
from engine.data.digits.normalisation import normalise_picture
from engine.data.digits.strokes import normalise_strokes

SMALL_SEVEN = (((0.2, 0.3), (0.4, 0.3), (0.3, 0.6)),)


@pytest.fixture
def normalised():
    """A small 7 in the upper left of the pad, normalised."""
    return normalise_strokes(SMALL_SEVEN, frame=1.0)


@pytest.fixture
def view(qtbot):
    """A shown view."""
    view = NormalisationView(Theme())
    qtbot.addWidget(view)
    view.resize(160, 160)
    view.show()
    return view


def box(strokes):
    points = np.concatenate(strokes)
    return points.min(axis=0), points.max(axis=0)


def test_the_animation_begins_as_drawn_and_ends_with_the_network_s_picture(normalised):
    first, last = moment_of(normalised, 0.0), moment_of(normalised, None)
    assert first.name == "as drawn"
    assert np.allclose(box(first.strokes)[0], [0.2 * 28 - 0.5, 0.3 * 28 - 0.5])
    assert last.name == "pixels"
    assert last.picture is normalised.picture


def test_every_step_is_shown_in_order(normalised):
    times = np.arange(0.0, duration_ms(normalised), 20.0)
    names = [moment_of(normalised, float(time)).name for time in times]
    assert list(dict.fromkeys(names)) == ["as drawn", "sized", "centred", "pen", "pixels"]


def test_nothing_jumps(normalised):
    times = np.arange(0.0, duration_ms(normalised) - 500.0, 10.0)
    corners = [box(moment_of(normalised, float(time)).strokes)[0] for time in times]
    assert np.abs(np.diff(corners, axis=0)).max() < 1.0


def test_size_and_shift_are_those_of_the_engine(normalised):
    assert size_factor(normalised) == pytest.approx(normalised.scale / 28, rel=0.02)
    x, y = mass_shift(normalised)
    sized, centred = normalised.stages[1].strokes[0], normalised.stages[2].strokes[0]
    assert np.allclose(sized + np.array([x, y]), centred)


def test_a_click_plays_the_steps_and_they_end_by_themselves(view, normalised):
    view.show_normalised(normalised)
    assert not view.playing
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(80, 80))
    assert view.playing
    view.advance(duration_ms(normalised) + 1)
    assert not view.playing


def test_return_plays_the_steps_too(view, normalised):
    view.show_normalised(normalised)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.playing


def test_with_reduced_motion_each_click_shows_a_step_that_stands_still(view, normalised):
    view._theme.set_reduced_motion(True)
    view.show_normalised(normalised)
    names = []
    for _ in normalised.stages:
        view.play()
        before = view._elapsed_ms
        view.advance(1_000.0)
        assert view._elapsed_ms == before
        names.append(moment_of(normalised, before).name)
    assert names == [stage.name for stage in normalised.stages]
    view.play()
    assert not view.playing


def test_an_empty_pad_plays_nothing(view, normalised):
    view.play()
    assert not view.playing
    view.show_normalised(normalised)
    view.play()
    view.show_normalised(None)
    assert not view.playing


def test_a_picture_without_strokes_fades_through_its_steps(view):
    picture = np.zeros((28, 28), np.float32)
    picture[3:12, 5:8] = 1.0
    normalised = normalise_picture(picture)
    for time in np.linspace(0.0, duration_ms(normalised), 30):
        moment = moment_of(normalised, float(time))
        assert moment.picture.shape == (28, 28)
        assert moment.pixels == 1.0
    view.show_normalised(normalised)
    view.play()
    view.advance(700)
    assert not view.grab().isNull()
