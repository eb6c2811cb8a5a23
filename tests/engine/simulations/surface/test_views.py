"""Views of the Cost surface page: balls, their ways, pictures of the surface."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.observation import Observe, TurnView
from engine.commands.pages.surface import DropBall
from engine.commands.transport import Step
from engine.settings import check_all
from engine.simulations.surface.scene import SETTINGS, Scene
from engine.simulations.surface.state import BALL_COLOURS
from engine.simulations.surface.views import ball_view, trails
from engine.surfaces.descent import dropped, rolled
from engine.surfaces.surfaces import SURFACE
from engine.surfaces.terrain import MAP_SIDE, RELIEF_SIZE
from tests.support.pages.surface_session import SIMULATION_ID


def test_the_promised_change_is_the_gradient_times_the_step(bench):
    state = bench.send(DropBall(SIMULATION_ID, -0.9, 0.9), Step(SIMULATION_ID, 1))
    ball = state.balls[0]
    slope = SURFACE["valley"].gradient(-0.9, 0.9)
    assert ball.predicted == pytest.approx(-0.05 * slope @ slope, rel=1e-12)
    assert ball.measured == pytest.approx(ball.cost - SURFACE["valley"].cost(-0.9, 0.9), rel=1e-12)
    assert ball.cost == SURFACE["valley"].cost(ball.x, ball.y)


def test_pictures_are_drawn_only_where_somebody_looks(bench):
    assert bench.state.map is None
    state = bench.send(Observe(SIMULATION_ID, frozenset({"pictures"})))
    assert state.map.shape == (MAP_SIDE, MAP_SIDE)
    assert state.relief.shape == RELIEF_SIZE
    assert bench.state.relief is state.relief
    turned = bench.send(TurnView(SIMULATION_ID, 100.0, 500.0))
    assert turned.tilt == 85.0
    assert not np.array_equal(turned.relief, state.relief)
    assert turned.map is state.map
    rolling = bench.send(DropBall(SIMULATION_ID, 0.5, 0.5))
    assert not np.array_equal(rolling.relief, turned.relief)


def test_only_examples_can_be_polled(bench):
    bench.send(Observe(SIMULATION_ID, frozenset({"polling"})))
    assert bench.state.polling is None
    assert bench.send(SetSetting(SIMULATION_ID, "surface", "neuron-quadratic")).polling is not None


# --- without a page ------------------------------------------------------------------------------


def test_a_ball_in_the_bowl_is_told_as_it_is_computed_by_hand():
    bowl = SURFACE["bowl"]
    ball = dropped(0.5, -0.25, 0.1, 0.0, "gradient", 0)
    for _ in range(3):
        ball = rolled(ball, bowl, 1)
    view = ball_view(ball, bowl, 1)
    np.testing.assert_allclose(view.path, [[0.5, -0.25], [0.4, -0.2]], rtol=1e-12)
    np.testing.assert_allclose(view.costs, [0.3125, 0.2], rtol=1e-12)
    assert view.gradient == pytest.approx((0.8, -0.4))
    assert (view.predicted, view.measured) == (pytest.approx(-0.125), pytest.approx(-0.1125))
    assert view.steps == 1
    at_rest = ball_view(ball, bowl, 0)
    assert (at_rest.predicted, at_rest.measured, at_rest.steps) == (None, None, 0)


def test_a_way_is_drawn_in_its_colour_up_to_where_it_leaves_the_surface():
    settings = check_all(SETTINGS, {"surface": "neuron-quadratic"})
    path = ((-12.0, 10.0), (0.0, 0.0), (6.0, -5.0), (13.0, 0.0), (1.0, 1.0))
    balls = [dropped(*place, 1.0, 0.0, "gradient", 0) for place in path[:2]]
    balls[0] = dataclasses.replace(balls[0], path=tuple((*place, 0.0, 0.0) for place in path))
    first, second = trails(Scene(settings, tuple(balls), 9), 0.0, 1.0)
    np.testing.assert_allclose(first.points[:, :2], [[-1, 1], [0, 0], [0.5, -0.5]], atol=1e-12)
    costs = [SURFACE["neuron-quadratic"].cost(*place) for place in path[:3]]
    np.testing.assert_allclose(first.points[:, 2], np.sqrt(costs), rtol=1e-6)
    assert (first.colour, second.colour) == BALL_COLOURS[:2]
    assert len(trails(Scene(settings, tuple(balls), 1), 0.0, 1.0)[0].points) == 2
