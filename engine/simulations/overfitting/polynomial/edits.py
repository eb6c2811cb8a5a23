"""Edits of the points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.commands.pages.overfitting import AddPoint, HoldPoint, MovePoint, RemovePoint
from engine.errors import SettingError
from engine.simulations.overfitting.polynomial.settings import (
    HIGH,
    LEFT,
    LOW,
    MOST_POINTS,
    RIGHT,
    DataPoint,
)
from engine.simulations.overfitting.scene import Scene
from engine.snapshots import Message


def moved(scene: Scene, command: MovePoint) -> tuple[Scene, Message]:
    """Return the scene with a point at another place."""
    point = _point(scene, command.place)
    x, y = within(command.x, command.y)
    return _with(scene, command.place, replace(point, x=x, y=y)), Message("move a point")


def held(scene: Scene, command: HoldPoint) -> tuple[Scene, Message]:
    """Return the scene with a point held out, or fitted again."""
    point = replace(_point(scene, command.place), held=command.held)
    after = _with(scene, command.place, point)
    _check(after.points)
    return after, Message("hold a point out" if command.held else "fit a point")


def added(scene: Scene, command: AddPoint) -> tuple[Scene, Message]:
    """Return the scene with one more point, the last one."""
    if len(scene.points) >= MOST_POINTS:
        raise SettingError("expected at most {most} points; remove one first", most=MOST_POINTS)
    point = DataPoint(*within(command.x, command.y))
    return replace(scene, points=(*scene.points, point)), Message("add a point")


def removed(scene: Scene, command: RemovePoint) -> tuple[Scene, Message]:
    """Return the scene without a point."""
    _point(scene, command.place)
    points = tuple(each for place, each in enumerate(scene.points) if place != command.place)
    _check(points)
    return replace(scene, points=points), Message("remove a point")


def within(x: float, y: float) -> tuple[float, float]:
    """Return the nearest place within the axes, rounded to hundredths."""
    return round(min(max(x, LEFT), RIGHT), 2), round(min(max(y, LOW), HIGH), 2)


def _with(scene: Scene, place: int, point: DataPoint) -> Scene:
    points = list(scene.points)
    points[place] = point
    return replace(scene, points=tuple(points))


def _point(scene: Scene, place: int) -> DataPoint:
    if not 0 <= place < len(scene.points):
        raise SettingError("expected one of {count} points, got number {found}",
                           count=len(scene.points), found=place + 1)  # fmt: skip
    return scene.points[place]


def _check(points: tuple[DataPoint, ...]) -> None:
    if all(each.held for each in points):
        raise SettingError("expected a point that is fitted; add one first")


EDITS: Mapping[type, Callable[..., tuple[Scene, Message]]] = {
    MovePoint: moved,
    HoldPoint: held,
    AddPoint: added,
    RemovePoint: removed,
}
"""Edits by class of command."""
