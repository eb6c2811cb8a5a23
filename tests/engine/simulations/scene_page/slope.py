"""The smallest page: a ball that rolls down C = x², one step of gradient descent at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from engine.arrays import Vector, freeze
from engine.commands.command import Edit
from engine.errors import SettingError
from engine.settings import Setting, Value, check_all
from engine.simulations.scene_page.scene_page import ScenePage
from engine.snapshots import Message

SETTINGS = (
    Setting("eta", "Learning rate η", 0.1, low=0, high=1),
    Setting("speed", "Speed", 2.0, low=0.5, high=200),
)


@dataclass(frozen=True, slots=True)
class MoveStart(Edit):
    """Move the place where the ball starts."""

    drag_target: ClassVar = ()

    simulation_id: str
    x: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """All that there is: settings, the start, the shown step."""

    settings: Mapping[str, Value]
    start: float = 1.0
    step: int = 0


@dataclass(frozen=True, slots=True)
class SlopeState:
    """The whole state of the page: the ball's places so far."""

    settings: Mapping[str, Value]
    step: int
    places: Vector


def move_start(scene: Scene, command: MoveStart) -> tuple[Scene, Message]:
    """Return the scene with another start."""
    if not abs(command.x) <= 5:
        raise SettingError("expected a place between -5 and 5, got {found}", found=command.x)
    return replace(scene, start=command.x), Message("move the start")


class Slope(ScenePage[Scene]):
    """The simulation behind the page; its state is `SlopeState`."""

    declared_settings = SETTINGS
    edits: ClassVar = {MoveStart: move_start}

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        super().__init__(Scene(check_all(SETTINGS, {})), clock)
        self.refresh(frozenset())

    def forward(self) -> bool:
        """Go one step down."""
        self.scene = replace(self.scene, step=self.step + 1)
        return True

    def view(self, observed: frozenset[str]) -> SlopeState:
        """Return the page's state."""
        factor = 1 - 2 * float(self.scene.settings["eta"])
        places = self.scene.start * factor ** np.arange(self.step + 1)
        return SlopeState(self.scene.settings, self.step, freeze(places))
