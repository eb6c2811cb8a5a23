"""State of the page Results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.experiments.experiment import BookFigure, Rule
from engine.settings import Value
from engine.snapshots import Message

FULL, SHORTENED, UNRUN, UNBUILT = STANDINGS = ("full", "shortened", "not run", "not built")
"""How far the best run of an experiment went."""

SHIPPED, NOTED, OWN = ORIGINS = ("shipped", "noted", "own")
"""Where a number of ours comes from: the stored results of the program, the number alone that
stands with the experiment, a run on this machine."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number of ours, and where it comes from.

    Attributes
    ----------
    value : float
        A share 0..1 where `on` is a set.
    on : str
        The set measured: "training", "validation", "test", or "".
    which : str
        Choice of the epoch: "best on test", "last", "best on validation", "only", or "" if that
        was not noted.
    epochs, wanted : int
        Epochs trained and the book's; 0 without training.
    seed : int or None
    seconds : float or None
        None if it was not noted.
    version, date : str
        Of the program; day of the run; "" if it was not noted.
    origin : str
        One of ORIGINS.
    curve : tuple of float
        Accuracy 0..1 after each epoch on the set measured.
    """

    value: float
    on: str
    which: str
    epochs: int
    wanted: int
    seed: int | None
    seconds: float | None
    version: str
    date: str
    origin: str
    curve: tuple[float, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether it was trained for at least the book's number of epochs."""
        return not self.epochs or self.epochs >= self.wanted


@dataclass(frozen=True, slots=True, eq=False)
class ResultRow:
    """One experiment of the book.

    Attributes
    ----------
    chapter : int
    title : str
        English.
    settings : mapping
    book : BookFigure
    rule : Rule or None
        By which our number agrees with the book's.
    ours : tuple of Measured
        All numbers of ours, the one to be compared first.
    standing : str
        One of STANDINGS.
    multiplications : float or None
        Of one training with these settings; None without one.
    recorded : bool
        Whether its run is recorded epoch by epoch.
    """

    id: str
    chapter: int
    title: str
    settings: Mapping[str, Value]
    book: BookFigure
    rule: Rule | None
    ours: tuple[Measured, ...]
    standing: str
    multiplications: float | None = None
    recorded: bool = False

    @property
    def best(self) -> Measured | None:
        """The number that is compared with the book's."""
        return self.ours[0] if self.ours else None

    @property
    def difference(self) -> float | None:
        """Our number less the book's; None where one of them is missing."""
        if self.best is None or self.book.value is None:
            return None
        return self.best.value - self.book.value

    @property
    def agrees(self) -> bool | None:
        """Whether our number agrees with the book's; None where there is nothing to compare."""
        if self.best is None or self.book.value is None or self.rule is None:
            return None
        return self.rule.agrees(self.best.value, self.book.value)


@dataclass(frozen=True, slots=True)
class RunningView:
    """The run that is under way.

    Attributes
    ----------
    id : str
        Of the experiment.
    share : float or None
        Share 0..1 of the present network; None while nothing is known of it.
    network : int
        Number of the present network, from 1.
    elapsed_s : float
    remaining_s : float or None
        For the present network, at the speed so far.
    curve : tuple of float
        Accuracy 0..1 after each epoch of the present network.
    """

    id: str
    share: float | None
    network: int
    elapsed_s: float
    remaining_s: float | None
    curve: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ResultsState:
    """Frozen state of the page.

    Attributes
    ----------
    rows : tuple of ResultRow
        In the order of the book.
    step, last_step : int
        Place of the chosen row, and of the last one.
    running : RunningView or None
    kept : float or None
        Share 0..1 at which a run of the chosen experiment with these settings was stopped.
    missing : Message or None
        Why the chosen experiment cannot be run here.
    failure : Message or None
        Why the last run came to nothing.
    """

    settings: Mapping[str, Value]
    rows: tuple[ResultRow, ...]
    step: int
    last_step: int
    running: RunningView | None = None
    kept: float | None = None
    missing: Message | None = None
    failure: Message | None = None

    @property
    def chosen(self) -> ResultRow:
        """The chosen row."""
        return self.rows[self.step]
