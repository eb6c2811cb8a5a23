"""Experiment of the book: settings, the book's figure, and the tolerance for ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from engine.data.examples import DataSet
from engine.runs.headless_run import Clock, HeadlessRun
from engine.settings import Value
from engine.training.epoch_summary import EpochSummary


def nothing_to_do(epoch: EpochSummary) -> None:
    """Do nothing at the end of an epoch."""


@dataclass(frozen=True, slots=True)
class BookFigure:
    """A number of the book, and its meaning.

    Attributes
    ----------
    value : float or None
        An accuracy as a share 0..1, or a count; None where the book gives no number.
    what : str
        Definition: best or last epoch, number of runs and epochs.
    on : str
        The set measured: "test", "validation", or "" if the value is no accuracy.
    series : Mapping
        Further numbers, for instance accuracy by epoch, 0 for the book's "Epoch 0".
    """

    value: float | None
    what: str
    on: str = "test"
    series: Mapping[str, float] = field(default_factory=dict)

    def as_record(self) -> dict[str, Any]:
        """Return the fields by name."""
        return asdict(self)

    def text(self) -> str:
        """Return the figure in words."""
        if self.value is None:
            return f"no number ({self.what})"
        place = f", {self.on} set" if self.on else ""
        return f"{number_text(self.value, share=bool(self.on))} ({self.what}{place})"


class Rule(Protocol):
    """Criterion by which our number agrees with the book's; its `str` names it."""

    def agrees(self, ours: float, book: float) -> bool:
        """Return whether the two numbers agree."""


@dataclass(frozen=True, slots=True)
class Within:
    """Rule for numbers with a small spread over seeds: they differ by at most `distance`."""

    distance: float

    def agrees(self, ours: float, book: float) -> bool:
        """Return whether the two differ by at most `distance`."""
        return abs(ours - book) <= self.distance

    def __str__(self) -> str:
        """Name the rule."""
        return f"±{self.distance:g}"


@dataclass(frozen=True, slots=True)
class Exact(Within):
    """Rule for deterministic experiments: the numbers are equal but for rounding."""

    distance: float = 1e-9

    def __str__(self) -> str:
        """Name the rule."""
        return "exact"


@dataclass(frozen=True, slots=True)
class Band:
    """Rule for numbers with a large spread: ours lies in the band of our seeds and the book."""

    low: float
    high: float

    def agrees(self, ours: float, book: float) -> bool:
        """Return whether ours lies in the band."""
        return self.low <= ours <= self.high

    def __str__(self) -> str:
        """Name the rule."""
        return f"band {self.low:g} to {self.high:g} over seeds"


@dataclass(frozen=True, slots=True)
class Request:
    """Options with which an experiment is run.

    Attributes
    ----------
    epochs : int or None
        None for the book's number.
    load : callable
        (name of a data set) -> DataSet.
    clock : callable
        Returns seconds.
    say, progress : callable
        Called with a line of text after each epoch; with a text and a share 0..1 in between.
    checkpoints : Path or None
        Folder of checkpoints, written after each epoch and resumed from.
    stoppable : callable
        (run) -> context manager around its training, in which `run.stop` may be set: the run is
        kept, then the context raises at its exit.
    ended : callable
        Called with the summary of each epoch of a network, those of its checkpoint too.
    """

    seed: int
    epochs: int | None
    load: Callable[[str], DataSet]
    clock: Clock
    say: Callable[[str], None]
    progress: Callable[[str, float], None]
    checkpoints: Path | None = None
    stoppable: Callable[[HeadlessRun], AbstractContextManager[object]] = nullcontext
    ended: Callable[[EpochSummary], object] = nothing_to_do


@dataclass(frozen=True, slots=True)
class Ours:
    """Our measurement: the number compared with the book's, and further ones.

    Attributes
    ----------
    value : float
    what : str
        Definition of the number, in words.
    details : Mapping
        Further numbers.
    which : str
        Choice of the epoch: "best on test", "last", "best on validation"; "only" without a
        choice.
    epochs : int
        Number of epochs of each run; 0 without training.
    """

    value: float
    what: str
    details: Mapping[str, Any] = field(default_factory=dict)
    which: str = "only"
    epochs: int = 0


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment of the book.

    Attributes
    ----------
    id : str
        Chapter and letter, as in the book's inventory: "1.A".
    settings : Mapping
        All settings; those of training have the names of `engine.training.settings.SETTINGS`.
    rule : Rule or None
        None where the book gives no number.
    measure : callable
        (settings with the seed and the epochs of the request, request) -> Ours.
    measured : Mapping
        Our number by seed, measured with `experiment run`; bands are chosen around these.
    """

    id: str
    title: str
    settings: Mapping[str, Value]
    book: BookFigure
    rule: Rule | None
    measure: Callable[[Mapping[str, Value], Request], Ours]
    measured: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """Result of a run of an experiment.

    Attributes
    ----------
    agrees : bool or None
        None where the book gives no number.
    seconds : float
        Total time, loading the data included.
    """

    experiment: Experiment
    settings: Mapping[str, Value]
    ours: Ours
    agrees: bool | None
    seconds: float

    def as_record(self) -> dict[str, Any]:
        """Return the result as values for JSON."""
        return {
            "id": self.experiment.id,
            "settings": dict(self.settings),
            "book": self.experiment.book.as_record(),
            "ours": {"value": self.ours.value, "what": self.ours.what, **self.ours.details},
            "rule": rule_text(self.experiment.rule),
            "agrees": self.agrees,
            "seconds": self.seconds,
        }

    def text(self) -> str:
        """Return our number in words."""
        share = bool(self.experiment.book.on)
        return f"{number_text(self.ours.value, share=share)} ({self.ours.what})"

    def verdict(self) -> str:
        """Return in words whether it agrees with the book, and by which rule."""
        if self.agrees is None:
            return "nothing to compare with"
        return f"{'agrees' if self.agrees else 'does not agree'}, rule {self.experiment.rule}"


def run_experiment(experiment: Experiment, request: Request) -> Result:
    """Run an experiment and compare it with the book.

    Raises
    ------
    EngineError
        If its data are missing or a setting is refused.
    """
    started = request.clock()
    settings = dict(experiment.settings)
    if "seed" in settings:
        settings["seed"] = request.seed
    if "epochs" in settings and request.epochs is not None:
        settings["epochs"] = request.epochs
    ours = experiment.measure(settings, request)
    book = experiment.book.value
    rule = experiment.rule
    agrees = None if book is None or rule is None else rule.agrees(ours.value, book)
    return Result(experiment, settings, ours, agrees, request.clock() - started)


def rule_text(rule: Rule | None) -> str | None:
    """Return the name of a rule, or None."""
    return None if rule is None else str(rule)


def number_text(number: float, *, share: bool = True) -> str:
    """Format a share as a percentage, and a count as a number.

    Parameters
    ----------
    share : bool
        Whether numbers up to 1 are shares of a data set.
    """
    if share and abs(number) <= 1:
        return f"{number:.2%}"
    return f"{number:,.0f}" if number == round(number) else f"{number:,g}"
