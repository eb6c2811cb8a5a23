"""Scene of the Cost surface page: settings, balls and the shown step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.settings import Setting, Value
from engine.simulations.scene_page.declared import ETA
from engine.surfaces.descent import RULES, Ball, Outcome, outcome_of
from engine.surfaces.surfaces import SURFACE, SURFACES, Surface

MOST_STEPS = 2_000

ETA_FACTORS = (1.0, 2.0, 0.5, 4.0)
"""Factor on the setting η for the first ball and each further one."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "surface",
        "Surface",
        SURFACES[0].name,
        "choice",
        choices=tuple(surface.name for surface in SURFACES),
        level=0,
        help="The landscape that the ball rolls on.",
    ),
    replace(ETA, default=SURFACES[0].eta),
    Setting(
        "rule",
        "Rule",
        RULES[0],
        "choice",
        choices=RULES,
        help="How a step is made of the gradient.",
    ),
    Setting(
        "momentum",
        "Momentum μ",
        0.5,
        low=0,
        high=0.999,
        ends=(0.0, 0.99),
        step=0.01,
        help="How much of the last step is kept in the next.",
    ),
    Setting(
        "batch",
        "Mini-batch",
        0,
        "int",
        low=0,
        high=100,
        ends=(0, 100),
        help="Examples that are asked in each step; 0 stands for all of them.",
    ),
    Setting(
        "speed",
        "Speed",
        12.0,
        low=0.5,
        high=200,
        scale="log",
        help="Steps a second.",
    ),
)
ROLLING = ("eta", "rule", "momentum", "batch")
"""Settings of the newest ball."""


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an edit can change."""

    settings: Mapping[str, Value]
    balls: tuple[Ball, ...]
    step: int

    @property
    def surface(self) -> Surface:
        """The surface that the balls roll on."""
        return SURFACE[str(self.settings["surface"])]


def may_roll(ball: Ball, surface: Surface) -> bool:
    """Return whether a ball can move on from the end of its path."""
    if len(ball.path) > MOST_STEPS:
        return False
    return outcome_of(ball, surface) in (Outcome.ROLLING, Outcome.OSCILLATES)
