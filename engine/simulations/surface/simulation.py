"""Simulation of the Cost surface page: balls descend a surface step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from typing import Any

from msgspec import Raw

from engine.commands.edits import SetSetting
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall, TurnView
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.settings import Value, check_all
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.surface.document import restored, save
from engine.simulations.surface.scene import (
    ETA_FACTORS,
    MOST_STEPS,
    ROLLING,
    SETTINGS,
    Scene,
    may_roll,
)
from engine.simulations.surface.state import BALL_COLOURS, SurfaceState
from engine.simulations.surface.views import SurfacePictures, ball_view
from engine.snapshots import Message, Status
from engine.surfaces.descent import Ball, dropped, rolled
from engine.surfaces.surfaces import SURFACE, Surface
from engine.surfaces.terrain import View

LEAST_TILT, MOST_TILT = 5.0, 85.0


class CostSurface:
    """The simulation behind the page; its state is `SurfaceState`.

    Parameters
    ----------
    clock : callable
        Returns seconds; only the speed depends on it.
    """

    declared_settings = SETTINGS
    failure: Message | None = None
    elapsed_s = 0.0

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        self._seed, self._clock = seed, clock
        self._scene = Scene(check_all(SETTINGS, {}), (), 0)
        self._view = View()
        self._status = Status.IDLE
        self._stop_at: int | None = None
        self._begun: tuple[float, int] = (0.0, 0)
        self._pictures = SurfacePictures()
        self.handlers: dict[type, Callable[[Any], Inverse | Message | None]] = {
            SetSetting: self._set,
            DropBall: self._drop,
            MoveBall: self._move,
            ClearBalls: self._clear,
            TurnView: self._turn,
            Start: self._start,
            Pause: self._pause,
            Step: self._step_by,
            Seek: self._seek,
            Reset: self._reset,
            SetPace: self._ignore,
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return self._status

    @property
    def step(self) -> int:
        """Steps done at the shown position."""
        return self._scene.step

    @property
    def busy(self) -> bool:
        """Whether balls roll."""
        return self._status is Status.RUNNING

    @property
    def surface(self) -> Surface:
        """The surface that the balls roll on."""
        return self._scene.surface

    def advance(self, budget_s: float) -> None:
        """Make the steps that are due by the clock."""
        if not self.busy:
            return
        begun, first = self._begun
        due = first + int((self._clock() - begun) * float(self._scene.settings["speed"]))
        limit = self._stop_at if self._stop_at is not None else MOST_STEPS
        until = self._clock() + budget_s
        while self.step < min(due, limit) and self._clock() < until and self._roll():
            pass
        if self.step >= limit:
            self._status = Status.PAUSED
        elif not self._moving():
            self._status = Status.FINISHED

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the page's state anew."""
        scene = self._scene
        balls = tuple(ball_view(ball, self.surface, scene.step) for ball in scene.balls)
        state = self._pictures.state(scene, self._view, self._seed, observed)
        last = max((len(ball.path) - 1 for ball in scene.balls), default=0)
        self._state = replace(state, balls=balls, step=scene.step, last_step=last)

    def state(self) -> SurfaceState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Steps of all balls."""
        return sum(len(ball.path) - 1 for ball in self._scene.balls)

    def save(self) -> Saved:
        """Return the document's content: starts of the balls; their paths are recomputed."""
        return save(self._scene, self._view)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        self._scene, view = restored(text, self._seed)
        self._turn(TurnView("", view.turn, view.tilt))
        self._status = Status.PAUSED if self.step else Status.IDLE
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return an empty mapping: a surface needs no data."""
        return {}

    def close(self) -> None:
        """Do nothing: there is no thread to end."""

    # --- edits -----------------------------------------------------------------------------

    def _set(self, command: SetSetting) -> Inverse | None:
        known = self._scene.settings
        values = check_all(SETTINGS, {**known, command.name: command.value})
        if values == known:
            return None
        before, value = self._scene, values[command.name]
        if command.name == "surface":
            values = {**values, "eta": SURFACE[str(value)].eta}
            self._scene = Scene(values, (), 0)
            self._status = Status.IDLE
        elif command.name in ROLLING:
            self._scene = replace(before, settings=values, balls=self._with_newest(values))
        else:
            self._scene = replace(before, settings=values)
            self._begun = (self._clock(), self.step)
        said = Message("set {name} to {value}", {"name": command.name, "value": value})
        again = SetSetting(command.simulation_id, command.name, known[command.name])
        return self._inverse(said, before, again if command.name in ROLLING else None)

    def _with_newest(self, values: Mapping[str, Value]) -> tuple[Ball, ...]:
        """Return the balls, the newest cut at the shown step and with other settings."""
        if not self._scene.balls:
            return ()
        *others, newest = self._scene.balls
        kept = newest.path[: self.step + 1]
        changed = Ball(
            float(values["eta"]),
            float(values["momentum"]),
            str(values["rule"]),
            int(values["batch"]),
            kept,
        )
        return (*others, changed)

    def _drop(self, command: DropBall) -> Inverse:
        before, settings = self._scene, self._scene.settings
        self._check_place(command.x, command.y)
        if len(before.balls) == len(BALL_COLOURS):
            raise SettingError(
                "expected at most {most} balls on a surface; clear them first",
                most=len(BALL_COLOURS),
            )
        eta = float(settings["eta"]) * ETA_FACTORS[len(before.balls)]
        ball = self._new_ball(command.x, command.y, eta)
        # all balls start together
        rested = tuple(replace(each, path=each.path[:1]) for each in before.balls)
        self._scene = Scene({**settings}, (*rested, ball), 0)
        self._begun = (self._clock(), 0)
        return self._inverse(Message("drop a ball"), before)

    def _new_ball(self, x: float, y: float, eta: float) -> Ball:
        settings = self._scene.settings
        return dropped(
            x,
            y,
            eta,
            float(settings["momentum"]),
            str(settings["rule"]),
            int(settings["batch"]),
        )

    def _move(self, command: MoveBall) -> Inverse:
        self._check_place(command.x, command.y)
        before = self._scene
        if not before.balls:
            raise SettingError("expected a ball to move, got none; click to drop one")
        *others, newest = before.balls
        moved = replace(newest, path=((command.x, command.y, 0.0, 0.0),))
        rested = tuple(replace(each, path=each.path[:1]) for each in others)
        self._scene = Scene(before.settings, (*rested, moved), 0)
        self._begun = (self._clock(), 0)
        return self._inverse(Message("move a ball"), before)

    def _clear(self, command: ClearBalls) -> Inverse | None:
        if not self._scene.balls:
            return None
        before = self._scene
        self._scene = Scene(before.settings, (), 0)
        self._status = Status.IDLE
        return self._inverse(Message("clear the balls"), before)

    def _inverse(self, name: Message, before: Scene, again: SetSetting | None = None) -> Inverse:
        """Return the inverse of an edit; `again` resets the setting if balls have rolled since."""
        after = self._scene

        def undo() -> Message | None:
            if again is not None and self._scene is not after:
                self._set(again)
                return Message("The change was taken back; what was rolled since stays.")
            self._show(before)
            return None

        def redo() -> Message | None:
            self._show(after)
            return None

        return Inverse(name, undo, redo, lambda target, source: target())

    def _show(self, scene: Scene) -> None:
        self._scene, self._status = scene, Status.PAUSED
        self._begun = (self._clock(), scene.step)

    def _check_place(self, x: float, y: float) -> None:
        left, right, bottom, top = self.surface.reach
        if not (left <= x <= right and bottom <= y <= top):
            raise SettingError("expected a place on the surface; click inside the picture")

    # --- transport -------------------------------------------------------------------------

    def _start(self, command: Start) -> None:
        if not self._scene.balls:
            surface = self.surface
            ball = self._new_ball(*surface.start, float(self._scene.settings["eta"]))
            self._scene = replace(self._scene, balls=(ball,), step=0)
        elif not self._moving():
            self._scene = replace(self._scene, step=0)
        self._begin(None)

    def _begin(self, stop_at: int | None) -> None:
        self._stop_at, self._status = stop_at, Status.RUNNING
        self._begun = (self._clock(), self.step)

    def _pause(self, command: Pause) -> None:
        if self.busy:
            self._status = Status.PAUSED

    def _step_by(self, command: Step) -> None:
        if command.count < 0:
            self._seek(Seek(command.simulation_id, self.step + command.count))
            return
        if not self._scene.balls:
            self._start(Start(command.simulation_id))
        self._status = Status.PAUSED
        for _ in range(min(command.count, MOST_STEPS)):
            if not self._roll():
                break

    def _seek(self, command: Seek) -> None:
        last = max((len(ball.path) - 1 for ball in self._scene.balls), default=0)
        self._scene = replace(self._scene, step=max(0, min(command.step, last)))
        self._status = Status.PAUSED if last else Status.IDLE

    def _reset(self, command: Reset) -> None:
        if command.new_seed:
            self._seed += 1
        balls = tuple(replace(ball, path=ball.path[:1]) for ball in self._scene.balls)
        self._scene, self._status = replace(self._scene, balls=balls, step=0), Status.IDLE

    def _turn(self, command: TurnView) -> None:
        if not (isfinite(command.turn) and isfinite(command.tilt)):
            raise SettingError("expected an angle in degrees, got {found}", found=command.turn)
        tilt = min(max(command.tilt, LEAST_TILT), MOST_TILT)
        self._view = View(command.turn % 360.0, tilt)

    def _ignore(self, command: object) -> None:
        """Do nothing: the page has its own speed setting."""

    # --- private ---------------------------------------------------------------------------

    def _moving(self) -> bool:
        """Return whether a ball can move on from the shown step."""
        return any(
            self.step < len(ball.path) - 1 or may_roll(ball, self.surface)
            for ball in self._scene.balls
        )

    def _roll(self) -> bool:
        """Go one step on, along the known paths first; return whether any ball moved."""
        if not self._moving():
            return False
        balls = tuple(
            rolled(ball, self.surface, self._seed)
            if len(ball.path) == self.step + 1 and may_roll(ball, self.surface)
            else ball
            for ball in self._scene.balls
        )
        self._scene = replace(self._scene, balls=balls, step=self.step + 1)
        return True
