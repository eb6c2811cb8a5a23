"""Edits of the cost surface: a scene and a command give a new scene."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall
from engine.errors import SettingError
from engine.settings import check_all
from engine.simulations.surface.edits import EDITS
from engine.simulations.surface.scene import SETTINGS, Scene
from engine.surfaces.descent import rolled
from engine.surfaces.surfaces import SURFACE
from tests.support.pages.surface_session import SIMULATION_ID


def edited(scene, command):
    """Return the scene after an edit."""
    return EDITS[type(command)](scene, command)[0]


@pytest.fixture
def scene():
    """Return a scene in which a ball has rolled three steps and a rival lies beside it."""
    scene = Scene(check_all(SETTINGS, {}), (), 0)
    scene = edited(scene, DropBall(SIMULATION_ID, -0.9, 0.9))
    ball = scene.balls[0]
    for _ in range(3):
        ball = rolled(ball, scene.surface, 1)
    return replace(scene, balls=(ball,), step=3)


def test_a_new_ball_and_a_moved_one_let_all_start_together(scene):
    dropped = edited(scene, DropBall(SIMULATION_ID, 0.1, 0.2))
    assert [len(ball.path) for ball in dropped.balls] == [1, 1]
    moved = edited(scene, MoveBall(SIMULATION_ID, 0.3, 0.4))
    assert (moved.balls[0].path, moved.step) == (((0.3, 0.4, 0.0, 0.0),), 0)


def test_a_rule_cuts_the_newest_ball_at_the_shown_step(scene):
    shown = replace(scene, step=1)
    changed = edited(shown, SetSetting(SIMULATION_ID, "rule", "newton"))
    assert changed.balls[0].path == scene.balls[0].path[:2]
    assert changed.balls[0].rule == "newton"
    assert edited(shown, SetSetting(SIMULATION_ID, "speed", 99.0)).balls == scene.balls


def test_another_surface_has_its_own_learning_rate_and_no_balls(scene):
    changed = edited(scene, SetSetting(SIMULATION_ID, "surface", "waves"))
    assert (changed.balls, changed.settings["eta"]) == ((), SURFACE["waves"].eta)


def test_what_is_as_it_was_is_the_same_scene(scene):
    assert edited(scene, SetSetting(SIMULATION_ID, "speed", 12.0)) is scene
    assert edited(scene, ClearBalls(SIMULATION_ID)).balls == ()


def test_there_is_nothing_to_move_without_a_ball():
    with pytest.raises(SettingError, match="click to drop one"):
        edited(Scene(check_all(SETTINGS, {}), (), 0), MoveBall(SIMULATION_ID, 0.0, 0.0))
