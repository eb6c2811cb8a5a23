"""Simulation of the Cost surface page: balls descend a surface step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from msgspec import Raw

from engine.commands.edits import SetSetting
from engine.commands.observation import TurnView
from engine.commands.transport import Reset, Start
from engine.settings import check_all
from engine.simulations.scene_page.scene_page import ScenePage
from engine.simulations.simulation import Saved
from engine.simulations.surface.document import restored, save
from engine.simulations.surface.edits import EDITS, new_ball, rested
from engine.simulations.surface.scene import MOST_STEPS, ROLLING, SETTINGS, Scene, may_roll
from engine.simulations.surface.state import SurfaceState
from engine.simulations.surface.views import SurfacePictures, ball_view
from engine.snapshots import Message, Status
from engine.surfaces.descent import rolled
from engine.surfaces.terrain import View


class CostSurface(ScenePage[Scene]):
    """The simulation behind the page; its state is `SurfaceState`.

    Parameters
    ----------
    seed : int
        Seed of the mini-batches.
    clock : callable
        Returns seconds; only the speed depends on it.
    """

    declared_settings = SETTINGS
    edits = EDITS
    steps_at_once = MOST_STEPS
    stays = Message("The change was taken back; what was rolled since stays.")

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        super().__init__(Scene(check_all(SETTINGS, {}), (), 0), clock)
        self._seed = seed
        self._view = View()
        self._pictures = SurfacePictures()
        self.handlers[TurnView] = self._turn
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def last_step(self) -> int:
        """Steps of the ball that has rolled furthest."""
        return max((len(ball.path) - 1 for ball in self.scene.balls), default=0)

    @property
    def progress(self) -> int:
        """Steps of all balls."""
        return sum(len(ball.path) - 1 for ball in self.scene.balls)

    @property
    def ended(self) -> bool:
        """Whether no ball can move on from the shown step."""
        return self.step == self.last_step and not any(
            may_roll(ball, self.scene.surface) for ball in self.scene.balls
        )

    def view(self, observed: frozenset[str]) -> SurfaceState:
        """Return the page's state."""
        scene = self.scene
        balls = tuple(ball_view(ball, scene.surface, scene.step) for ball in scene.balls)
        state = self._pictures.state(scene, self._view, self._seed, observed)
        return replace(state, balls=balls, step=scene.step, last_step=self.last_step)

    def save(self) -> Saved:
        """Return the document's content: starts of the balls; their paths are recomputed."""
        return save(self.scene, self._view)

    def stored(self, text: Raw) -> Scene:
        """Return the scene that a document's content describes."""
        scene, view = restored(text, self._seed)
        self._view = View.of(view.turn, view.tilt)
        return scene

    # --- edits -----------------------------------------------------------------------------

    def show(self, scene: Scene) -> None:
        """Make a scene the present one; without balls nothing plays."""
        super().show(scene)
        if not scene.balls:
            self.playback.status = Status.IDLE

    def returned(self, command: Any, target: Scene, source: Scene) -> tuple[Scene, Message | None]:
        """Return to a scene and pause; where balls have rolled since, change their rule only."""
        setting = command.name if isinstance(command, SetSetting) else ""
        if setting in ROLLING and self.scene is not source:
            again = replace(command, value=target.settings[setting])
            return self.changed(self.scene, again)[0], self.stays
        self.playback.status = Status.PAUSED
        return target, None

    def _turn(self, command: TurnView) -> None:
        self._view = View.of(command.turn, command.tilt)

    # --- transport -------------------------------------------------------------------------

    def start(self, command: Start) -> None:
        """Play, from the start if all balls rest; without one the first is dropped."""
        self._drop_first()
        if self.ended:
            self.scene = replace(self.scene, step=0)
        super().start(command)

    def forward(self) -> bool:
        """Go one step on, along the known paths first; return whether any ball moved."""
        self._drop_first()
        if self.ended:
            return False
        surface, step = self.scene.surface, self.step
        balls = tuple(
            rolled(ball, surface, self._seed)
            if len(ball.path) == step + 1 and may_roll(ball, surface)
            else ball
            for ball in self.scene.balls
        )
        self.scene = replace(self.scene, balls=balls, step=step + 1)
        return True

    def reset(self, command: Reset) -> None:
        """Let all balls return to their starts, with the same mini-batches or others."""
        self._seed += command.new_seed
        self.scene = replace(self.scene, balls=rested(self.scene.balls), step=0)
        self.playback.status = Status.IDLE

    def _drop_first(self) -> None:
        if not self.scene.balls:
            scene = self.scene
            ball = new_ball(scene, *scene.surface.start, float(scene.settings["eta"]))
            self.scene = replace(scene, balls=(ball,), step=0)
