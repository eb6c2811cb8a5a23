"""The answers to the picture on the pad over the run that is looked at, while somebody looks."""

from __future__ import annotations

from collections.abc import Callable

from engine.runs.prediction_history import PredictionHistory, PredictionHistoryView
from engine.simulations.digits.pad import Pad
from engine.simulations.learning.learning import Learning
from engine.snapshots import Status

ANSWERS = "answers"
"""What a page observes to see them."""


class PadPredictionHistory:
    """Keeps the answers of one run to one picture, and works on them while nothing trains."""

    def __init__(self, learning: Learning, pad: Pad, clock: Callable[[], float]) -> None:
        self._learning, self._pad, self._clock = learning, pad, clock
        self._key: tuple[object, ...] = ()
        self._prediction_history: PredictionHistory | None = None
        self._view: PredictionHistoryView | None = None

    @property
    def busy(self) -> bool:
        """Whether there is something left to find out."""
        resting = self._learning.status is not Status.RUNNING
        return (
            resting
            and self._prediction_history is not None
            and not self._prediction_history.finished
        )

    def advance(self, budget_s: float) -> None:
        """Read and replay for about so many seconds."""
        begun = self._clock()
        while (
            self.busy and self._prediction_history is not None and self._clock() - begun < budget_s
        ):
            self._prediction_history.advance()
            self._view = None

    def view(self, observed: frozenset[str]) -> PredictionHistoryView | None:
        """Return what is known; while the run trains, what was known before."""
        run, picture = self._learning.run, self._pad.pixels
        if ANSWERS not in observed or run is None or picture is None:
            return None
        key = (run, run.edition, run.last_step, self._pad.version)
        if key != self._key and self._learning.status is not Status.RUNNING:
            self._key, self._prediction_history, self._view = (
                key,
                PredictionHistory(run, picture),
                None,
            )
        if self._prediction_history is not None and self._view is None:
            self._view = self._prediction_history.view()
        return self._view
