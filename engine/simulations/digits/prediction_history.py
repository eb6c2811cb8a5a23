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
        self._observed = self._advanced = False
        self.view: PredictionHistoryView | None = None

    @property
    def busy(self) -> bool:
        """Whether the history is observed and incomplete, and nothing trains."""
        history = self._prediction_history
        resting = self._observed and self._learning.status is not Status.RUNNING
        return resting and history is not None and not history.finished

    def advance(self, budget_s: float) -> None:
        """Read key frames and replay mini-batches for about `budget_s` seconds."""
        begun, history = self._clock(), self._prediction_history
        while history is not None and self.busy and self._clock() - begun < budget_s:
            history.advance()
            self._advanced = True

    def refresh(self, observed: frozenset[str]) -> None:
        """Renew the view; while the run trains, it stays the last one from before."""
        run, picture = self._learning.run, self._pad.pixels
        self._observed = ANSWERS in observed
        if not self._observed or run is None or picture is None:
            self.view = None
            return
        key = (run, run.edition, run.last_step, self._pad.version)
        if key != self._key and self._learning.status is not Status.RUNNING:
            self._key, self._prediction_history = key, PredictionHistory(run, picture)
            self.view = None
        if self._prediction_history is not None and (self.view is None or self._advanced):
            self.view, self._advanced = self._prediction_history.view(), False
