"""Prediction history of the picture on the pad over the active run, while observed."""

from __future__ import annotations

from collections.abc import Callable

from engine.runs.prediction_history import PredictionHistory, PredictionHistoryView
from engine.simulations.digits.pad import Pad
from engine.simulations.learning.learning import Learning
from engine.snapshots import Status

ANSWERS = "answers"
"""Name of the observed part that switches it on."""


class PadPredictionHistory:
    """Prediction history of one run for one picture; computed while nothing trains."""

    def __init__(self, learning: Learning, pad: Pad, clock: Callable[[], float]) -> None:
        self._learning, self._pad, self._clock = learning, pad, clock
        self._key: tuple[object, ...] = ()
        self._prediction_history: PredictionHistory | None = None
        self._view: PredictionHistoryView | None = None

    @property
    def busy(self) -> bool:
        """Whether the history is incomplete and nothing trains."""
        resting = self._learning.status is not Status.RUNNING
        return (
            resting
            and self._prediction_history is not None
            and not self._prediction_history.finished
        )

    def advance(self, budget_s: float) -> None:
        """Read key frames and replay mini-batches for about `budget_s` seconds."""
        begun = self._clock()
        while (
            self.busy and self._prediction_history is not None and self._clock() - begun < budget_s
        ):
            self._prediction_history.advance()
            self._view = None

    def view(self, observed: frozenset[str]) -> PredictionHistoryView | None:
        """Return the history so far; while the run trains, the last one from before."""
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
