"""What the Cost surface page consists of, and when a ball has nowhere to go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.pages.surface import DropBall
from engine.commands.transport import Step
from engine.settings import check_all
from engine.simulations.surface.scene import (
    ETA_FACTORS,
    MOST_STEPS,
    ROLLING,
    SETTINGS,
    Scene,
    may_roll,
)
from engine.simulations.surface.state import BALL_COLOURS
from engine.surfaces.descent import Outcome, dropped, outcome_of, rolled
from engine.surfaces.surfaces import SURFACE
from tests.support.pages.surface_session import SIMULATION_ID


def test_a_ball_that_flies_away_stops_and_is_still_drawn(bench):
    bench.send(
        Observe(SIMULATION_ID, frozenset({"pictures"})), SetSetting(SIMULATION_ID, "eta", 100.0)
    )
    state = bench.send(DropBall(SIMULATION_ID, 0.5, 0.5), Step(SIMULATION_ID, MOST_STEPS))
    assert state.balls[0].outcome is Outcome.DIVERGED
    assert state.step < 20


# --- without a page ------------------------------------------------------------------------------

BOWL = SURFACE["bowl"]


@pytest.mark.parametrize(
    ("place", "goes_on"),
    [((0.5, 0.5), True), ((0.0, 0.0), False), ((1e9, 0.0), False), ((float("nan"), 0.0), False)],
)
def test_a_ball_rolls_on_unless_it_has_arrived_or_is_lost(place, goes_on):
    ball = dropped(0.5, 0.5, 0.1, 0.0, "gradient", 0)
    ball = replace(ball, path=(*ball.path, (*place, 0.0, 0.0)))
    assert may_roll(ball, BOWL) is goes_on


def test_a_ball_that_goes_to_and_fro_may_go_on_until_there_are_enough_steps():
    ball = dropped(0.5, 0.0, 1.0, 0.0, "gradient", 0)
    # at η = 1 the bowl throws it to the other side, for ever
    for _ in range(20):
        ball = rolled(ball, BOWL, 1)
    assert outcome_of(ball, BOWL) is Outcome.OSCILLATES
    assert may_roll(ball, BOWL)
    long = replace(ball, path=ball.path[-2:] * (MOST_STEPS // 2))
    assert len(long.path) == MOST_STEPS
    assert may_roll(long, BOWL)
    assert not may_roll(replace(long, path=(*long.path, long.path[0])), BOWL)


def test_the_landscape_is_that_of_the_setting_and_every_colour_has_its_rival():
    for name, surface in SURFACE.items():
        assert Scene(check_all(SETTINGS, {"surface": name}), (), 0).surface is surface
    assert len(ETA_FACTORS) == len(BALL_COLOURS)
    assert set(ROLLING) < {setting.name for setting in SETTINGS}
