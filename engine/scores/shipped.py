"""Scores written by hand as JSON: commands that bring a fresh page to each cue, with texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from engine.commands import edits, runs, transport
from engine.commands.command import SimulationCommand
from engine.commands.pages import (
    backprop,
    builder,
    digits,
    overfitting,
    perceptrons,
    search,
    slowdown,
    surface,
    universality,
    vanishing,
)
from engine.documents.schema import Name, Seconds, Strict, Values
from engine.errors import EngineError, ScoreError
from engine.scores.document import Pace, PredictionContent, WordsContent
from engine.scores.score import MOST_CUES, check_cue
from engine.scores.stored_state import StoredState, settle, stored
from engine.simulations import SIMULATIONS
from engine.simulations.simulation import Simulation
from engine.snapshots import Cue

MODULES = (
    edits,
    transport,
    runs,
    backprop,
    builder,
    digits,
    overfitting,
    perceptrons,
    search,
    slowdown,
    surface,
    universality,
    vanishing,
)

REFUSED = frozenset(
    {"Open", "Start", "CancelDrag", "ShowPicture", "BringPoints", "Rewind", "StartEnsemble"}
)
"""Commands that a score may not use: they read files, or have no end."""

COMMANDS: Mapping[str, type[SimulationCommand]] = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, type)
    and issubclass(value, SimulationCommand)
    and value.__module__ == module.__name__
    and name not in REFUSED
}
"""Commands that a score may use, by name."""

FORM = 1
MOST_BYTES = 1_000_000
LANGUAGES = ("en", "es")


class CueText(Strict):
    """A cue of a file.

    Attributes
    ----------
    commands : list of (name, fields)
        Applied to a fresh simulation; each is finished before the next one begins.
    en, es : WordsContent
    """

    page: Name
    en: WordsContent
    es: WordsContent
    commands: Annotated[list[tuple[Name, dict[Name, Any]]], Meta(max_length=500)] = msgspec.field(
        default_factory=list
    )
    view: Values = msgspec.field(default_factory=dict)
    plays: bool = False
    examples_per_second: Pace | None = None
    epochs_per_second: Pace | None = None
    seconds: Seconds = 60.0
    prediction: PredictionContent | None = None


class ScoreText(Strict):
    """A whole file.

    Attributes
    ----------
    score : int
        Version of its form.
    """

    score: int
    title: dict[Name, Name]
    cues: Annotated[list[CueText], Meta(min_length=1, max_length=MOST_CUES)]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A cue that is still to be built, and how."""

    cue: Cue
    commands: tuple[SimulationCommand, ...]

    def build(
        self, clock: Callable[[], float], stopped: Callable[[], bool] = lambda: False
    ) -> StoredState:
        """Return the state of a fresh simulation after all commands.

        Raises
        ------
        EngineError
            If one of them is refused, or if it is stopped.
        """
        simulation = SIMULATIONS[self.cue.simulation](1, clock)
        try:
            for command in self.commands:
                _apply(simulation, command)
                settle(simulation, stopped)
                if stopped():
                    raise ScoreError("the score was closed before its cues were built")
            simulation.refresh(frozenset())
            return stored(self.cue.simulation, simulation.save())
        finally:
            simulation.close()


@dataclass(frozen=True, slots=True)
class ScoreFile:
    """A score that was read from a file.

    Attributes
    ----------
    title : mapping
        By code of language.
    """

    title: Mapping[str, str]
    instructions: tuple[Instruction, ...]


def scores_folder() -> Path:
    """Return the folder of the shipped scores."""
    return Path(__file__).resolve().parents[2] / "assets" / "scores"


def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped scores."""
    return tuple(sorted(path.stem for path in scores_folder().glob("*.json")))


class _Title(msgspec.Struct):
    title: dict[str, str]


def shipped_titles() -> dict[str, dict[str, str]]:
    """Return the titles of the shipped scores by their names."""
    return {
        name: msgspec.json.decode(
            (scores_folder() / f"{name}.json").read_bytes(), type=_Title
        ).title
        for name in shipped_names()
    }


def read_score(name: str) -> ScoreFile:
    """Read a shipped score by its name, or one of a file.

    Raises
    ------
    ScoreError
        If it cannot be read, is not valid, or uses commands that no score may use.
    """
    path = scores_folder() / f"{name}.json" if name in shipped_names() else Path(name)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise _invalid(path, "it is larger than 1 MB")
        text = msgspec.json.decode(content, type=ScoreText)
    except OSError as error:
        raise ScoreError(
            "{path} cannot be read ({reason}); check its name", path=path, reason=error.strerror
        ) from None
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise _invalid(path, str(error)[:200]) from None
    if text.score != FORM:
        raise _invalid(path, f"form {text.score} is not known")
    return ScoreFile(
        text.title,
        tuple(_instruction(path, place, cue) for place, cue in enumerate(text.cues, start=1)),
    )


def _instruction(path: Path, place: int, text: CueText) -> Instruction:
    if text.page not in SIMULATIONS:
        raise _invalid(path, f"cue {place}: there is no page {text.page!r}")
    cue = Cue(
        place,
        text.page,
        text.page,
        text.page,
        {"en": text.en.words(), "es": text.es.words()},
        text.view,
        text.plays,
        text.examples_per_second,
        text.epochs_per_second,
        text.seconds,
        None if text.prediction is None else text.prediction.prediction(),
    )
    try:
        commands = tuple(_command(text.page, name, values) for name, values in text.commands)
        return Instruction(check_cue(cue), commands)
    except (EngineError, msgspec.MsgspecError) as error:
        raise _invalid(path, f"cue {place}: {error}") from None


def _command(page: str, name: str, values: dict[str, Any]) -> SimulationCommand:
    kind = COMMANDS.get(name)
    if kind is None:
        raise ScoreError("expected a command that a score may use, got {name}", name=name)
    unknown = values.keys() - ({field.name for field in fields(kind)} - {"simulation_id"})
    if unknown:
        raise ScoreError(
            "{name} has no {unknown}; remove it", name=name, unknown=", ".join(sorted(unknown))
        )
    return msgspec.convert({"simulation_id": page, **values}, kind)


def _apply(simulation: Simulation, command: SimulationCommand) -> None:
    handler = simulation.handlers.get(type(command))
    if handler is None:
        raise ScoreError(
            "the page does not take {command}; remove it from the score",
            command=type(command).__name__,
        )
    handler(command)


def _invalid(path: Path, reason: str) -> ScoreError:
    return ScoreError(
        "expected a lecture score, got {name}, which is not valid ({reason}); correct it",
        name=path.name,
        reason=reason,
    )
