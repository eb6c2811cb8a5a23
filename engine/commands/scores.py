"""Commands for the lecture score: its cues, and going from one to another."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Command, Kernels, SimulationCommand
from engine.commands.edits import Value
from engine.snapshots import Cue


@dataclass(frozen=True, slots=True)
class OpenScore(Command, needs_kernels=Kernels.DENSE):
    """Replace the score by a shipped one or one of a file, and build its cues one by one.

    Attributes
    ----------
    name : str
        Name of a shipped score, for instance "chapter1", or the path of a JSON file.
    """

    name: str


@dataclass(frozen=True, slots=True)
class AddCue(SimulationCommand):
    """Add a cue behind the current one: a simulation as it is now, and a page's view of it.

    Attributes
    ----------
    page : str
    name : str
        In `language`, a code such as "en".
    view : tuple of (name, value)
        View of the page, as in documents.
    """

    page: str
    name: str
    language: str
    view: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class EditCue(Command):
    """Change texts, time or prediction of the cue with the same id."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class MoveCue(Command):
    """Move a cue by some places, towards the end if `count` > 0."""

    cue: int
    count: int


@dataclass(frozen=True, slots=True)
class RemoveCue(Command):
    """Remove a cue."""

    cue: int


@dataclass(frozen=True, slots=True)
class GoToCue(Command):
    """Bring a cue: its simulation is replaced by the stored one, all others stay.

    The undo history of that simulation is dropped, as it belongs to the one that was replaced.
    """

    cue: int


@dataclass(frozen=True, slots=True)
class NextCue(Command):
    """Go on to the next cue; to the first one if none was brought yet."""


@dataclass(frozen=True, slots=True)
class PreviousCue(Command):
    """Go back to the previous cue."""


@dataclass(frozen=True, slots=True)
class ReturnToCue(Command):
    """Bring the current cue again."""


@dataclass(frozen=True, slots=True)
class LeaveScore(Command):
    """End the lecture: every page shows again what it showed before its first cue."""


@dataclass(frozen=True, slots=True)
class AnswerCue(Command, changes_document=True):
    """Keep what the audience predicted at a cue; see `engine.snapshots.ScoreView.answers`."""

    cue: int
    answers: tuple[float, ...]
