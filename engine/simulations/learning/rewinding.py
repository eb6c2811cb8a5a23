"""Play a run backwards: the places that are shown go back with the time."""

from __future__ import annotations

from collections.abc import Callable
from math import isinf

from engine.commands.transport import Rewind, Seek, SetPace
from engine.errors import SettingError
from engine.simulations.learning.learning import Learning

WHOLE_S = 10.0
"""Without a limit a run goes back to its beginning in so many seconds."""


class Rewinder:
    """Seeks ever earlier places of a `Learning`.

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
    def active(self) -> bool:
        """Whether it goes back."""
        return self._begun is not None

    def begin(self, command: Rewind) -> None:
        """Go back from the place that is shown.

        Raises
        ------
        SettingError
            If there is nothing behind it.
        """
        if not self._learning.shown_step:
            raise SettingError("expected a run with a past, got its beginning; press Play")
        self._learning.seek(Seek(command.simulation_id, self._learning.shown_step))
        self._begun = (self._clock(), self._learning.shown_step)

    def stop(self) -> None:
        """Stay where it is."""
        self._begun = None

    def set_pace(self, command: SetPace) -> None:
        """Choose how fast it goes back: as fast as it would learn."""
        self._pace = command
        if self._begun is not None:
            self._begun = (self._clock(), self._learning.shown_step)

    def advance(self) -> None:
        """Show the place whose time has come."""
        if self._begun is None:
            return
        begun, first = self._begun
        step = max(first - int((self._clock() - begun) * self._rate()), 0)
        if step != self._learning.shown_step:
            self._learning.seek(Seek("", step))
        if step == 0:
            self.stop()

    def _rate(self) -> float:
        """Return mini-batches a second."""
        run, pace = self._learning.run, self._pace
        if run is None:
            return 0.0
        segment = run.trainer.segment
        if pace.epochs_per_second is not None:
            return pace.epochs_per_second * segment.steps_per_epoch
        if isinf(pace.examples_per_second):
            return run.last_step / WHOLE_S
        return pace.examples_per_second / segment.settings.batch
