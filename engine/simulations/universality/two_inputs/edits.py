"""Edits of the station with two inputs: painted towers and target surfaces."""

from __future__ import annotations

from dataclasses import replace

from engine.arrays import freeze
from engine.commands.pages.universality import PaintTower
from engine.errors import SettingError
from engine.simulations.universality.scene import Scene
from engine.simulations.universality.two_inputs.figures import heights_of, resized
from engine.simulations.universality.two_inputs.settings import PAINTED, TYPED
from engine.snapshots import Message
from engine.universality.typed_functions import read_formula

TALLEST = 10.0


def paint(scene: Scene, command: PaintTower) -> tuple[Scene, Message]:
    """Set the height of one tower; the target becomes the painted towers.

    Raises
    ------
    SettingError
        If the point lies outside, or the height is out of range.
    """
    cells = len(scene.cells)
    if not (0 <= command.x <= 1 and 0 <= command.y <= 1 and abs(command.value) <= TALLEST):
        raise SettingError(
            "expected a point of the unit square and a height up to {most:g}; nothing was changed",
            most=TALLEST,
        )
    row, column = (min(int(each * cells), cells - 1) for each in (command.y, command.x))
    heights = scene.cells.copy()
    heights[row, column] = command.value + 0.0
    settings = {**scene.settings, "plane_target": PAINTED}
    said = Message("paint towers")
    return replace(scene, settings=settings, cells=freeze(heights)), said


def type_surface(scene: Scene, text: str) -> tuple[Scene, Message]:
    """Let the towers match a formula in x and y."""
    formula = read_formula("plane", text)
    typed = replace(
        scene,
        formulas={**scene.formulas, "plane": formula.text},
        settings={**scene.settings, "plane_target": TYPED},
    )
    return matched(scene, typed), Message("match {formula}", {"formula": formula.text})


def matched(before: Scene, after: Scene) -> Scene:
    """Give the towers the best heights for their target; painted ones are resampled."""
    target, cells = after.two_inputs_target(), int(after.settings["plane_cells"])
    if target is not None:
        return replace(after, cells=heights_of(target, cells))
    if len(after.cells) == cells:
        return after
    return replace(after, cells=resized(after.cells, cells))
