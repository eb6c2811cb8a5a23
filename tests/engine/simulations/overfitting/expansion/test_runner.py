"""The expansion: a copy by hand, its readings at all angles, and copies of every epoch."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import SetSetting, SetStrokes, Undo
from engine.commands.pages.overfitting import DistortDigits
from engine.commands.transport import Seek, Start
from engine.errors import SettingError
from engine.simulations.overfitting.expansion.runner import COPIES, EPOCHS, digits
from engine.snapshots import Status
from tests.support.pages.overfitting_session import SIMULATION_ID

SEVEN = (((0.2, 0.2), (0.8, 0.2), (0.4, 0.9)),)


@pytest.fixture
def easel(bench):
    """Return the page at the station, with nothing left to distort."""
    bench.set(station="expansion")
    bench.send(DistortDigits(SIMULATION_ID))
    bench.settle()
    return bench


def test_nothing_is_distorted_before_the_kernels_are_ready(bench):
    bench.set(station="expansion")
    assert not bench.settle().ready
    bench.send(DistortDigits(SIMULATION_ID))
    assert bench.settle().ready


def test_it_opens_with_a_six_that_is_still_one(easel):
    view = easel.view
    assert (view.label, view.before, int(view.probabilities.argmax())) == (6, 6, 6)
    np.testing.assert_array_equal(view.original.reshape(-1), digits()[6])
    assert 0.5 < np.abs(view.field).max() < 10
    assert view.sheet.shape == (COPIES, 784)


def test_turned_by_half_a_turn_a_six_is_a_nine(easel):
    easel.set(ex_rotate=180, ex_bend=0)
    view = easel.settle()
    assert int(view.probabilities.argmax()) == 9
    assert int(view.turned[0].argmax()) == int(view.turned[-1].argmax()) == 9
    middle = len(view.angles) // 2
    assert view.angles[middle] == 0
    assert int(view.turned[middle].argmax()) == 6
    np.testing.assert_allclose(view.turned[-1], view.probabilities, atol=1e-5)


def test_without_distortion_the_copy_is_the_picture(easel):
    easel.set(ex_rotate=0, ex_bend=0, ex_expand="none")
    view = easel.settle()
    np.testing.assert_allclose(view.copy, view.original, atol=1e-6)
    assert not view.field.any()
    assert (view.sheet == view.original.reshape(-1)).all()


def test_each_epoch_has_its_copies_and_they_come_again(easel):
    first = easel.view.sheet
    easel.send(Start(SIMULATION_ID))
    easel.settle()
    assert easel.shown.status is Status.FINISHED
    assert easel.view.epoch == EPOCHS + 1
    assert np.abs(easel.view.sheet - first).max() > 0.1
    easel.send(Seek(SIMULATION_ID, 0))
    np.testing.assert_array_equal(easel.settle().sheet, first)


def test_a_drawing_is_distorted_and_an_undo_brings_the_digit_back(easel):
    easel.send(SetStrokes(SIMULATION_ID, SEVEN))
    view = easel.settle()
    assert (view.label, view.before, view.strokes) == (None, 7, SEVEN)
    easel.send(Undo())
    assert easel.settle().label == 6
    easel.set(ex_digit="drawn")
    assert easel.settle().blank


def test_kinds_that_are_not_known_are_refused(easel):
    with pytest.raises(SettingError, match="got twist"):
        easel.session._simulations[SIMULATION_ID].edit(
            SetSetting(SIMULATION_ID, "ex_expand", "twist")
        )
    assert easel.state.settings["ex_expand"] == "shift,rotate,elastic"
