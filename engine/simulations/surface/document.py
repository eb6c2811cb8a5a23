"""Save and restore the Cost surface page in documents."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Raw

from engine.documents.container import damaged, refused_as_damaged
from engine.documents.schema import Count, Number, Strict, Values, read
from engine.settings import check_all
from engine.simulations.simulation import Saved
from engine.simulations.surface.scene import MOST_STEPS, SETTINGS, Scene, may_roll
from engine.simulations.surface.state import BALL_COLOURS
from engine.surfaces.descent import Ball, dropped, rolled
from engine.surfaces.surfaces import Surface
from engine.surfaces.terrain import View


class BallContent(Strict):
    """A ball in a document: its start and its rule of descent."""

    x: Number
    y: Number
    eta: Number
    momentum: Annotated[float, Meta(ge=0, le=1)]
    rule: Literal["gradient", "momentum", "nesterov", "newton"]
    batch: Annotated[int, Meta(ge=0, le=100)]
    steps: Annotated[int, Meta(ge=0, le=MOST_STEPS)]


class SurfaceContent(Strict):
    """The page's part of a document's JSON."""

    settings: Values
    balls: Annotated[list[BallContent], Meta(max_length=len(BALL_COLOURS))]
    step: Count
    turn: Number
    tilt: Number


def save(scene: Scene, view: View) -> Saved:
    """Return the document's content: starts of the balls; their paths are recomputed."""
    content = SurfaceContent(
        settings=dict(scene.settings),
        balls=[_content(ball) for ball in scene.balls],
        step=scene.step,
        turn=view.turn,
        tilt=view.tilt,
    )
    return Saved(content, dict)


def restored(text: Raw, seed: int) -> tuple[Scene, View]:
    """Rebuild scene and view from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read(text, SurfaceContent)
    with refused_as_damaged():
        scene = Scene(check_all(SETTINGS, content.settings), (), 0)
    balls = tuple(_ball(each, scene.surface, seed) for each in content.balls)
    last = max((len(ball.path) - 1 for ball in balls), default=0)
    return Scene(scene.settings, balls, min(content.step, last)), View(content.turn, content.tilt)


def _content(ball: Ball) -> BallContent:
    return BallContent(
        x=ball.path[0][0],
        y=ball.path[0][1],
        eta=ball.eta,
        momentum=ball.momentum,
        rule=ball.rule,  # type: ignore[arg-type]
        batch=ball.batch,
        steps=len(ball.path) - 1,
    )


def _ball(content: BallContent, surface: Surface, seed: int) -> Ball:
    left, right, bottom, top = surface.reach
    if not (left <= content.x <= right and bottom <= content.y <= top):
        raise damaged("a ball lies beside its surface")
    numbers = (content.x, content.y, content.eta, content.momentum)
    ball = dropped(*numbers, content.rule, content.batch)
    while len(ball.path) <= content.steps and may_roll(ball, surface):
        ball = rolled(ball, surface, seed)
    return ball
