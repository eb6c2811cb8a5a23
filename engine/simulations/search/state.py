"""State of the page Search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Labels, Matrix, Vector
from engine.search.hunt import Hunt
from engine.search.space import LOG
from engine.search.trial import TrialResult
from engine.settings import Value
from engine.snapshots import Message


@dataclass(frozen=True, slots=True)
class AxisView:
    """One axis of the map.

    Attributes
    ----------
    name : str
        Setting along it; "" for none.
    values : tuple
        Values of its cells; empty for a continuous range.
    low, high : float
        Ends of a range.
    scale : str
        "linear" or "log" for a range, "" for a list.
    """

    name: str
    values: tuple[Value, ...] = ()
    low: float = 0.0
    high: float = 1.0
    scale: str = ""

    @property
    def log(self) -> bool:
        """Whether it is logarithmic."""
        return self.scale == LOG


@dataclass(frozen=True, slots=True, eq=False)
class TrialView:
    """One trial, with all that is needed to train it again.

    Attributes
    ----------
    settings : mapping
        Settings with which `train` reaches the same weights.
    data : str
        Name of its data.
    page : str
        Page that can open it as a run; "" for none.
    command : str
        Command line that trains it.
    """

    result: TrialResult
    settings: Mapping[str, Value]
    data: str
    page: str
    command: str


@dataclass(frozen=True, slots=True, eq=False)
class MapView:
    """The map: one trial a cell, or a point for each.

    Attributes
    ----------
    across, up : AxisView
    numbers : Labels, shape (n,)
        Numbers of the trials shown, in the order in which they ended.
    places : Matrix, shape (n, 2)
        Place of each along both axes: of a cell its column and row, of a point 0..1.
    scores : Vector, shape (n,)
        Best validation accuracy 0..1; NaN where no epoch ended.
    cells : tuple of int
        Columns and rows; zeros for points.
    running : tuple of int
        Numbers of the trials that are being trained.
    total, ended : int
    remaining_s : float or None
    best : TrialView or None
        The best trial shown.
    chosen : TrialView or None
        The trial that is looked at.
    waits : int
        Trial that was chosen and has not ended; -1 for none.
    sample : Matrix or None, shape (rows, columns)
        Accuracies that were stored, of a map as it opens; None once anything was trained.
    edition : int
        Changes with the trials shown.
    """

    across: AxisView
    up: AxisView
    numbers: Labels
    places: Matrix
    scores: Vector
    cells: tuple[int, int]
    running: tuple[int, ...]
    total: int
    ended: int
    remaining_s: float | None
    best: TrialView | None
    chosen: TrialView | None
    waits: int
    sample: Matrix | None
    edition: int


@dataclass(frozen=True, slots=True, eq=False)
class RowView:
    """One row of the hunt.

    Attributes
    ----------
    hunt : Hunt
        With the changes.
    changed : frozenset of str
        Settings that differ from the book's.
    trial : TrialView or None
        Its result, once there is one.
    right : Vector, shape (epochs,)
        Right answers on the pictures measured after each epoch so far.
    measured : int
        Number of these pictures.
    running : bool
    """

    hunt: Hunt
    changed: frozenset[str]
    trial: TrialView | None
    right: Vector
    measured: int
    running: bool


@dataclass(frozen=True, slots=True, eq=False)
class RungView:
    """One η of the ladder: the training cost after each epoch, and whether it fell."""

    eta: float
    costs: Vector
    falls: bool | None


@dataclass(frozen=True, slots=True, eq=False)
class LadderView:
    """The ladder of η.

    Attributes
    ----------
    rungs : tuple of RungView
        In the order in which they were tried.
    threshold : float or None
        The largest η at which the cost fell.
    done : bool
    """

    rungs: tuple[RungView, ...]
    threshold: float | None
    done: bool


@dataclass(frozen=True, slots=True, eq=False)
class SearchState:
    """Frozen state of the page; only the present station has a view.

    Attributes
    ----------
    missing : mapping
        What cannot be chosen, and the reason: "optuna", "cluster", "mnist".
    step, last_step : int
        Trials that are shown, and that have ended.
    failure : Message or None
    """

    settings: Mapping[str, Value]
    missing: Mapping[str, Message]
    step: int
    last_step: int
    map: MapView | None = None
    rows: tuple[RowView, ...] = ()
    ladder: LadderView | None = None
    failure: Message | None = None
