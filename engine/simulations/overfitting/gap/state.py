"""Views of the run of the gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.settings import Value
from engine.simulations.learning.views.state import History, TrainingView


@dataclass(frozen=True, slots=True, eq=False)
class GhostView:
    """The run that was shown before, or the whole of a recorded run that begins to play.

    Attributes
    ----------
    differs : Mapping
        Its settings that are not those of the present run; empty for the run itself.
    history : History
        All its epochs.
    """

    differs: Mapping[str, Value]
    history: History


@dataclass(frozen=True, slots=True)
class KeptView:
    """A network that could be kept of a run.

    Attributes
    ----------
    rule : str
        "last", "cost" (least validation cost), "patience" (no better validation accuracy in n
        epochs), or "peek" (best test accuracy: nobody may choose by it).
    epoch : int
        Its epoch.
    stopped : int or None
        The epoch after which a rule ends training; None if it does not.
    validation, test : float
        Its accuracies 0..1.
    """

    rule: str
    epoch: int
    stopped: int | None
    validation: float
    test: float


@dataclass(frozen=True, slots=True, eq=False)
class GapView:
    """The run that is shown.

    Attributes
    ----------
    run : TrainingView
        Its settings, place and curves.
    recorded : str
        Name of the recorded run; "" for a live one.
    waiting : bool
        Whether the present settings have no run yet.
    wish : int
        Number of the run that the page is to start; 0 if there is none.
    ghost : GhostView or None
    overfit_epoch : int or None
        Epoch of the least validation cost, once the cost has risen since.
    kept : tuple of KeptView
        Empty before the first epoch.
    data : str
        Name of the data that it learns from.
    stands_in : bool
        Whether these are the built-in digits in place of MNIST.
    available : int
        Training pictures that there are; 0 while none are loaded.
    """

    run: TrainingView
    recorded: str
    waiting: bool
    wish: int
    ghost: GhostView | None
    overfit_epoch: int | None
    kept: tuple[KeptView, ...]
    data: str
    stands_in: bool
    available: int
