"""Edits of the Cost surface page: functions from a scene and a command to a new scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from engine.commands.edits import SetSetting
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall
from engine.errors import SettingError
from engine.settings import Value, check_all
from engine.simulations.surface.scene import ETA_FACTORS, ROLLING, SETTINGS, Scene
from engine.simulations.surface.state import BALL_COLOURS
from engine.snapshots import Message
from engine.surfaces.descent import Ball, dropped
from engine.surfaces.surfaces import SURFACE

Edited: TypeAlias = tuple[Scene, Message]
"""The new scene, and the name of the edit."""


def set_setting(scene: Scene, command: SetSetting) -> Edited:
    """Change one setting; rules of descent change the newest ball from the shown step on."""
    values = check_all(SETTINGS, {**scene.settings, command.name: command.value})
    name, value = command.name, values[command.name]
    said = Message("set {name} to {value}", {"name": name, "value": value})
    if values == scene.settings:
        return scene, said
    if name == "surface":
        return Scene({**values, "eta": SURFACE[str(value)].eta}, (), 0), said
    balls = _with_newest(scene, values) if name in ROLLING else scene.balls
    return replace(scene, settings=values, balls=balls), said


def _with_newest(scene: Scene, values: Mapping[str, Value]) -> tuple[Ball, ...]:
    """Return the balls, the newest cut at the shown step and with other settings."""
    if not scene.balls:
        return ()
    *others, newest = scene.balls
    rule = float(values["eta"]), float(values["momentum"]), str(values["rule"])
    return (*others, Ball(*rule, int(values["batch"]), newest.path[: scene.step + 1]))


def drop_ball(scene: Scene, command: DropBall) -> Edited:
    """Drop a ball; all balls start together."""
    _check_place(scene, command.x, command.y)
    if len(scene.balls) == len(BALL_COLOURS):
        raise SettingError(
            "expected at most {most} balls on a surface; clear them first",
            most=len(BALL_COLOURS),
        )
    eta = float(scene.settings["eta"]) * ETA_FACTORS[len(scene.balls)]
    ball = new_ball(scene, command.x, command.y, eta)
    return Scene(scene.settings, (*rested(scene.balls), ball), 0), Message("drop a ball")


def move_ball(scene: Scene, command: MoveBall) -> Edited:
    """Move the newest ball; all balls start together."""
    _check_place(scene, command.x, command.y)
    if not scene.balls:
        raise SettingError("expected a ball to move, got none; click to drop one")
    *others, newest = scene.balls
    moved = replace(newest, path=((command.x, command.y, 0.0, 0.0),))
    return Scene(scene.settings, (*rested(others), moved), 0), Message("move a ball")


def new_ball(scene: Scene, x: float, y: float, eta: float) -> Ball:
    """Return a ball that descends by the present settings, but with that η."""
    settings = scene.settings
    numbers = (x, y, eta, float(settings["momentum"]))
    return dropped(*numbers, str(settings["rule"]), int(settings["batch"]))


def rested(balls: Iterable[Ball]) -> tuple[Ball, ...]:
    """Return balls where they started."""
    return tuple(replace(ball, path=ball.path[:1]) for ball in balls)


def _check_place(scene: Scene, x: float, y: float) -> None:
    left, right, bottom, top = scene.surface.reach
    if not (left <= x <= right and bottom <= y <= top):
        raise SettingError("expected a place on the surface; click inside the picture")


EDITS: Mapping[type, Callable[[Scene, Any], Edited]] = {
    SetSetting: set_setting,
    DropBall: drop_ball,
    MoveBall: move_ball,
    ClearBalls: lambda scene, _: (Scene(scene.settings, (), 0), Message("clear the balls")),
}
"""Edits by class of command."""
