"""The station of softmax: the book's start, its view, outputs under the hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Undo
from engine.commands.pages.slowdown import SetInputs, SetOutput
from engine.commands.transport import Seek, Step
from engine.improvement.softmax import outputs
from engine.settings import check_all
from engine.simulations.slowdown.softmax.station import (
    ETA,
    PICTURES,
    SETTINGS,
    START,
    UPDATES,
    SoftmaxStation,
)
from tests.support.open_page import OpenPage
from tests.support.pages.slowdown_page import view_at

PAGE = "slowdown"


@pytest.fixture
def page():
    """Return the page at the station."""
    page = OpenPage(PAGE)
    page.set(station="softmax")
    yield page
    page.close()


def test_it_opens_with_the_books_start():
    view = view_at(station="softmax")
    assert view.z.tolist() == [2.5, -1.0, 3.2, 0.5]
    assert view.a.round(3).tolist() == [0.315, 0.009, 0.633, 0.043]
    assert view.sigmoids.sum() == pytest.approx(2.776, abs=1e-3)
    assert view.cost == pytest.approx(-np.log(view.a[0]))
    assert view.delta == pytest.approx(view.a - [1, 0, 0, 0])
    assert view.logs + view.constant == pytest.approx(view.z)
    assert view.jacobian == pytest.approx(view.measured, abs=1e-9)


@pytest.mark.parametrize("picture", PICTURES)
def test_the_curves_of_a_picture_pass_through_the_present_numbers(picture):
    view = view_at(station="softmax", softmax_picture=picture, softmax_c=2.0, softmax_swept="3")
    heres = {"z": view.z[2], "c": 2.0, "error": 2.0, "cost": view.a[view.label]}
    expected = {"error": view.delta, "cost": [view.cost / 1.0]}.get(picture, view.a)
    found = [np.interp(heres[picture], view.x, curve) for curve in view.curves]
    assert found == pytest.approx(list(expected), abs=5e-3)


def test_an_output_is_set_by_its_own_input_alone(page):
    before = page.state.view.z
    view = page.send(SetOutput(PAGE, START, 1, 0.25)).view
    assert view.a[1] == pytest.approx(0.25, abs=5e-3)
    assert view.z[[0, 2, 3]].tolist() == before[[0, 2, 3]].tolist()
    assert page.send(Undo()).view.z.tolist() == before.tolist()


@pytest.mark.parametrize(("value", "z"), [(1.5, 5.0), (-0.5, -5.0)])
def test_an_output_beyond_its_ends_takes_the_last_input(page, value, z):
    assert page.send(SetOutput(PAGE, START, 3, value)).view.z[3] == z


@pytest.mark.parametrize("place", [-1, 4])
def test_an_output_that_is_not_there_is_refused(page, place):
    before = page.state.view.z.tolist()
    assert page.send(SetOutput(PAGE, START, place, 0.5)).view.z.tolist() == before
    assert "from 1 to 4" in page.notice


def test_a_drag_of_an_output_is_one_edit(page):
    for value, finished in ((0.4, False), (0.45, False), (0.5, True)):
        page.send(SetOutput(PAGE, START, 0, value, finished=finished))
    assert page.state.view.a[0] == pytest.approx(0.5, abs=5e-3)
    assert page.send(Undo()).view.z[0] == 2.5


def test_inputs_end_where_the_sliders_end(page):
    assert page.send(SetInputs(PAGE, (9.0, 0.0, -9.0, 1.0))).view.z.tolist() == [5, 0, -5, 1]


@pytest.mark.parametrize("inputs", [(1.0, 2.0, 3.0), (0.0, 0.0, 0.0, float("nan"))])
def test_inputs_that_are_none_are_refused(page, inputs):
    assert page.send(SetInputs(PAGE, inputs)).view.z.tolist() == list(START)
    assert "4 finite numbers" in page.notice


def test_playing_follows_the_error(page):
    first = page.state.view
    second = page.send(Step(PAGE, 1)).view
    assert second.z == pytest.approx(first.z - ETA * first.delta)
    last = page.send(Seek(PAGE, UPDATES))
    assert last.view.cost < 0.2 < first.cost
    assert page.simulation.ended
    assert page.send(Seek(PAGE, 0)).view.z.tolist() == list(START)


def test_another_answer_begins_anew_and_another_temperature_does_not(page):
    page.send(Seek(PAGE, 30))
    assert page.set(softmax_c=2.0).step == 30
    assert page.set(softmax_label="3").step == 0


def test_cold_inputs_stay_within_the_sliders(page):
    view = page.send(Seek(PAGE, UPDATES)) and page.set(softmax_c=100.0).view
    assert np.abs(view.z).max() <= 5.0


def test_an_unchanged_view_is_the_same_object():
    station, settings = SoftmaxStation(), check_all(SETTINGS, {})
    assert station.view(settings, 0) is station.view(dict(settings), 0)


def test_temperature_changes_outputs_and_push():
    cold, hot = (view_at(station="softmax", softmax_c=c) for c in (100.0, 0.01))
    assert cold.a.round(6).tolist() == [0, 0, 1, 0]
    assert np.ptp(hot.a) < 0.02
    assert abs(cold.delta).max() > 50 > 0.02 > abs(hot.delta).max()
    assert cold.a == pytest.approx(outputs(cold.z, 100.0))
