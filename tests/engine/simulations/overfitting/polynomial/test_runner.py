"""The station of the polynomial: its numbers, edits of points and their undo, documents."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine.commands.edits import Redo, Undo
from engine.commands.pages.overfitting import AddPoint, HoldPoint, MovePoint, RemovePoint
from engine.commands.transport import Start
from engine.simulations.overfitting.polynomial.runner import missed
from engine.simulations.overfitting.polynomial.settings import (
    FIRST_POINTS,
    HIGH,
    LEFT,
    MOST_POINTS,
    DataPoint,
)
from tests.support.pages.overfitting_session import SIMULATION_ID, Bench


@pytest.fixture
def plane(bench):
    """Return the page at the polynomial."""
    bench.set(station="polynomial")
    return bench


def points(bench):
    """Return the points of the scene."""
    return bench.simulation.scene.points


def test_the_page_opens_with_the_numbers_of_the_book(plane):
    view = plane.view
    assert [round(value) for value in view.polynomial_far] == [69, 2974]
    assert view.line_far == (10.4, 12.0)
    assert view.residual < 1e-9
    assert view.line_residual == pytest.approx(0.266, abs=0.0005)
    assert view.judged == pytest.approx(view.polynomial_far[0] - 10.4)
    assert view.line_judged == pytest.approx(0)
    assert view.inside == (0.7, 4.9)
    assert view.residuals[-1] == view.residual
    assert view.judgements.argmin() == 1
    assert np.isfinite(view.y).all()


def test_a_ridge_judges_better(plane):
    before = plane.view.judged
    plane.set(poly_ridge=0.001)
    assert plane.view.judged < before / 10
    assert plane.view.residual > 0


def test_a_drag_is_one_edit(plane):
    for y, finished in ((3.0, False), (5.0, False), (7.0, True)):
        plane.send(MovePoint(SIMULATION_ID, 0, 0.7, y, finished=finished))
    assert points(plane)[0] == DataPoint(0.7, 7.0)
    plane.send(Undo())
    assert points(plane) == FIRST_POINTS
    plane.send(Redo())
    assert points(plane)[0].y == 7.0


def test_points_stay_within_the_axes(plane):
    plane.send(MovePoint(SIMULATION_ID, 2, -3.0, 99.0))
    assert points(plane)[2] == DataPoint(LEFT, HIGH)


def test_points_are_added_held_out_and_removed(plane):
    plane.send(AddPoint(SIMULATION_ID, 1.0, 2.004))
    assert points(plane)[-1] == DataPoint(1.0, 2.0)
    plane.send(HoldPoint(SIMULATION_ID, 0, True))
    assert plane.view.inside[0] == 1.0
    plane.send(HoldPoint(SIMULATION_ID, 10, False))
    plane.send(RemovePoint(SIMULATION_ID, 0))
    assert len(points(plane)) == 11
    assert np.isnan(plane.view.judged)
    for _ in range(4):
        plane.send(Undo())
    assert points(plane) == FIRST_POINTS


def test_edits_that_cannot_be_are_refused_in_words(plane):
    plane.send(RemovePoint(SIMULATION_ID, 40))
    assert points(plane) == FIRST_POINTS
    for _ in range(MOST_POINTS):
        plane.send(AddPoint(SIMULATION_ID, 1.0, 1.0))
    assert len(points(plane)) == MOST_POINTS
    for place in range(MOST_POINTS):
        plane.send(HoldPoint(SIMULATION_ID, place, True))
    assert sum(not each.held for each in points(plane)) == 1


def test_nothing_plays_here(plane):
    plane.send(Start(SIMULATION_ID))
    assert not plane.simulation.busy


def test_a_document_keeps_the_points(plane):
    plane.send(MovePoint(SIMULATION_ID, 10, 6.0, 1.0))
    text = msgspec.json.encode(plane.simulation.save().content)
    again = Bench()
    again.simulation.restore(msgspec.Raw(text), {}, {})
    assert again.simulation.scene.points == points(plane)
    again.close()


def test_a_curve_misses_points_by_their_root_mean_square():
    assert missed(lambda x: 0 * x, ((0.0, 3.0), (1.0, 4.0))) == pytest.approx(12.5**0.5)
    assert np.isnan(missed(lambda x: x, ()))
