"""A simulation whose whole state is one frozen scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeVar, cast

from msgspec import Raw

from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays, refused_as_damaged
from engine.documents.schema import read
from engine.errors import EngineError
from engine.settings import Value, check_all
from engine.simulations.scene_page.merging import merged
from engine.simulations.scene_page.playback import Playback
from engine.simulations.simulation import Inverse, Saved, Simulation
from engine.simulations.values import same_value
from engine.snapshots import Message, Status

S = TypeVar("S")


class ScenePage(Simulation, Generic[S]):
    """Base of pages that have a scene, edits of it, and steps that are played by the clock.

    A page gives its first scene, its edits and `view`; if time passes on it, `forward`. Its
    scene has the fields `settings`, the declared ones by name with "speed" among them, and
    `step`, or the page overrides what reads them. A scene of plain numbers and texts is stored
    in documents as it is.

    Parameters
    ----------
    scene : S
        The first scene: a frozen dataclass.
    clock : callable
        Returns seconds; only the speed depends on it.

    Attributes
    ----------
    edits : mapping
        By class of command: (scene, command) -> new scene, and the name of the edit; a change of
        a declared setting needs none.
    view_settings : frozenset of str
        Settings that say how the scene is looked at: changing them is no edit.
    steps_at_once : int
        Most steps that one command may ask for.
    undo_remembers : bool
        Whether a redo right after an undo leads back to exactly what was there before both.
    stays : Message
        What the user is told when an edit is taken back in a scene that has moved on since.
    """

    edits: ClassVar[Mapping[type, Callable[..., tuple[Any, Message]]]] = {}
    view_settings: ClassVar[frozenset[str]] = frozenset()
    steps_at_once: ClassVar[int] = 1_000
    stays: ClassVar = Message("The change was taken back; what was reached since stays.")
    undo_remembers: ClassVar[bool] = False

    def __init__(self, scene: S, clock: Callable[[], float]) -> None:
        self.scene = scene
        self.playback = Playback(clock)
        self.handlers = {
            **dict.fromkeys((SetSetting, *self.edits), self.edit),
            Start: self.start,
            Pause: self.pause,
            Step: self.step_by,
            Seek: self.seek,
            Reset: self.reset,
            SetPace: self.set_pace,
        }

    # --- what a page gives -------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Steps done at the shown position."""
        return int(self.scene.step)  # type: ignore[attr-defined]

    @property
    def last_step(self) -> int:
        """The furthest step that can be shown again."""
        return self.step

    @property
    def speed(self) -> float:
        """Steps per second of playback."""
        return float(self.scene.settings["speed"])  # type: ignore[attr-defined]

    @property
    def ended(self) -> bool:
        """Whether nothing moves any more."""
        return False

    def changed(self, scene: S, command: Any) -> tuple[S, Message]:
        """Return the scene after an edit, and the name of the edit."""
        return self.edits.get(type(command), self.with_setting)(scene, command)

    def with_setting(self, scene: S, command: SetSetting) -> tuple[S, Message]:
        """Return the scene with another value of a declared setting, and the name of the edit."""
        settings: Mapping[str, Value] = scene.settings  # type: ignore[attr-defined]
        name = command.name
        values = check_all(self.declared_settings, {**settings, name: command.value})
        said = Message("set {name} to {value}", {"name": name, "value": values[name]})
        return replace(scene, settings=values), said  # type: ignore[type-var]

    def forward(self) -> bool:
        """Go one step on; return whether there was one."""
        return False

    def at(self, step: int) -> S:
        """Return the scene at a step reached before."""
        return replace(self.scene, step=step)  # type: ignore[type-var]

    def returned(self, command: Any, target: S, source: S) -> tuple[S, Message | None]:
        """Return the scene that an undo or a redo shows, and a message for the user, or None.

        Parameters
        ----------
        command : Command
            The edit, or the last command of a drag.
        target, source : S
            The scenes on the side to go to and on the other side of the edit.
        """
        scene = merged(target, source, self.scene)
        return scene, None if same_value(scene, target) else self.stays

    def show(self, scene: S) -> None:
        """Make a scene the present one."""
        step, speed = self.step, self.speed
        self.scene = scene
        if (self.step, self.speed) != (step, speed):
            self.playback.count_from(self.step)

    def show_again(self, scene: S) -> None:
        """Show a scene to which an undo or a redo leads."""
        self.show(scene)

    # --- Simulation protocol -----------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return self.playback.status

    @property
    def busy(self) -> bool:
        """Whether steps are being played."""
        return self.playback.running

    def advance(self, budget_s: float) -> None:
        """Make the steps that are due by the clock.

        Raises
        ------
        EngineError
            If a step fails; playback pauses before it.
        """
        playback = self.playback
        if not playback.running:
            return
        due, until = playback.due(self.speed), playback.clock() + budget_s
        try:
            while self.step < due and playback.clock() < until and self.forward():
                pass
        except EngineError:
            playback.pause()
            raise
        if self.step < due:
            playback.count_from(self.step)
        if playback.running and (self.ended or self.step == playback.stop_at):
            playback.status = Status.FINISHED

    def save(self) -> Saved:
        """Return the document's content: the scene."""
        return Saved(self.scene, dict)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the scene from a document."""
        self.show(self.stored(text))
        self.playback.status = Status.PAUSED if self.step else Status.IDLE
        self.refresh(frozenset())

    def stored(self, text: Raw) -> S:
        """Return the scene that a document's content describes.

        Raises
        ------
        EngineError
            If the content is inconsistent.
        """
        scene: Any = read(text, type(self.scene))
        with refused_as_damaged():
            settings = check_all(self.declared_settings, scene.settings)
        return cast("S", replace(scene, settings=settings))

    # --- edits -------------------------------------------------------------------------------

    def edit(self, command: Command) -> Inverse | None:
        """Apply an edit; return its inverse, or None if it changed nothing but the view."""
        before = self.scene
        after, name = self.changed(before, command)
        if same_value(before, after):
            return None
        self.show(after)
        if isinstance(command, SetSetting) and command.name in self.view_settings:
            return None
        return Inverse(name, before, self.scene, _Way(self, command))

    # --- transport ---------------------------------------------------------------------------

    def start(self, command: Start) -> None:
        """Play."""
        self.playback.start(self.step)

    def pause(self, command: Pause) -> None:
        """Pause if it plays."""
        self.playback.pause()

    def step_by(self, command: Step) -> None:
        """Go some steps on, or back if their count is negative."""
        if command.count < 0:
            self.seek(Seek(command.simulation_id, self.step + command.count))
            return
        self.playback.status = Status.PAUSED
        for _ in range(min(command.count, self.steps_at_once)):
            if not self.forward():
                break

    def seek(self, command: Seek) -> None:
        """Show a step reached before."""
        self.scene = self.at(max(0, min(command.step, self.last_step)))
        self.rest()

    def reset(self, command: Reset) -> Inverse | None:
        """Return to the beginning."""
        self.seek(Seek(command.simulation_id, 0))
        return None

    def set_pace(self, command: SetPace) -> None:
        """Do nothing: pages of this kind have a speed of their own."""

    def rest(self) -> None:
        """Stop playing."""
        self.playback.status = Status.PAUSED if self.last_step else Status.IDLE


class _Way:
    """Way between the two scenes of one edit."""

    def __init__(self, page: ScenePage[Any], command: Command) -> None:
        self._page, self._command = page, command
        self._went: tuple[object, Any] = None, None
        self._said: Message | None = None

    def __call__(self, target: Any, source: Any) -> Message | None:
        """Show the scene on one side of the edit; return a message for the user, or None."""
        page, (arrived, left) = self._page, self._went
        here = page.scene
        if here is not arrived or not page.undo_remembers:
            left, self._said = page.returned(self._command, target, source)
        page.show_again(left)
        self._went = page.scene, here
        return self._said


def seen_as(scene: S, other: Any, names: Iterable[str]) -> S:
    """Return a scene with some settings of another one."""
    settings: Mapping[str, Value] = scene.settings  # type: ignore[attr-defined]
    taken = {name: other.settings[name] for name in names}
    return replace(scene, settings={**settings, **taken})  # type: ignore[type-var]
