"""Reverse playback of a run."""

from __future__ import annotations

from collections.abc import Callable
from math import isinf

from engine.commands.transport import Rewind, Seek, SetPace
from engine.errors import SettingError
from engine.simulations.learning.learning import Learning

WHOLE_S = 10.0
"""Seconds that rewinding a whole run takes without a speed limit."""


class Rewinder:
    """Seeks ever earlier steps of a `Learning`, by the clock.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, learning: Learning, clock: Callable[[], float]) -> None:
        self._learning, self._clock = learning, clock
        self._pace = SetPace("")
        self._begun: tuple[float, int] | None = None

    @property
    def busy(self) -> bool:
        """Whether it rewinds."""
        return self._begun is not None

    def begin(self, command: Rewind) -> None:
        """Rewind from the shown position.

        Raises
        ------
        SettingError
            If that is the beginning.
        """
        if not self._learning.shown_step:
            raise SettingError("expected a run with a past, got its beginning; press Play")
        self._learning.seek(Seek(command.simulation_id, self._learning.shown_step))
        self._begun = (self._clock(), self._learning.shown_step)

    def stop(self) -> None:
        """Stop rewinding."""
        self._begun = None

    def set_pace(self, command: SetPace) -> None:
        """Set the speed, the same as that of training."""
        self._pace = command
        if self._begun is not None:
            self._begun = (self._clock(), self._learning.shown_step)

    def advance(self) -> None:
        """Seek the step that is due by the clock."""
        if self._begun is None:
            return
        begun, first = self._begun
        step = max(first - int((self._clock() - begun) * self._rate()), 0)
        if step != self._learning.shown_step:
            self._learning.seek(Seek("", step))
        if step == 0:
            self.stop()

    def _rate(self) -> float:
        """Return the speed in mini-batches a second."""
        run, pace = self._learning.run, self._pace
        if run is None:
            return 0.0
        segment = run.trainer.segment
        if pace.epochs_per_second is not None:
            return pace.epochs_per_second * segment.steps_per_epoch
        if isinf(pace.examples_per_second):
            return run.last_step / WHOLE_S
        return pace.examples_per_second / segment.settings.batch
