"""A crowd beside a run that learns: the present settings with many seeds, without recordings."""

from __future__ import annotations

from collections.abc import Callable

from engine.commands.runs import StartCrowd, StopCrowd
from engine.data.examples import DataSet
from engine.runs.seed_ensemble import Crowd
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.views.state import CrowdView


class Gathering:
    """Keeps the crowd of a `Learning`; it goes on while nothing else does.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, learning: Learning, clock: Callable[[], float]) -> None:
        self._learning, self._clock = learning, clock
        self._waiting: StartCrowd | None = None
        self._crowd: Crowd | None = None
        self._view: CrowdView | None = None
        self._data_name = ""

    @property
    def busy(self) -> bool:
        """Whether members have something to do."""
        return self._crowd is not None and not self._crowd.finished

    def begin(self, command: StartCrowd) -> None:
        """Begin a crowd with the present settings, once the data are there.

        Raises
        ------
        ParameterError
            If the number of members is out of its range.
        """
        self.stop(StopCrowd(command.run))
        self._waiting = command
        data = self._learning.store.need()
        if data is not None:
            self.begin_waiting(data)

    def begin_waiting(self, data: DataSet) -> None:
        """Begin what had to wait for the data."""
        command, self._waiting = self._waiting, None
        if command is not None:
            self._data_name = self._learning.data_name
            self._crowd = Crowd(
                self._learning.settings,
                data.training,
                data.validation,
                command.count,
                classes=data.classes,
                clock=self._clock,
            )

    def stop(self, command: StopCrowd) -> None:
        """Let the crowd go."""
        self._waiting = self._crowd = self._view = None

    def advance(self, budget_s: float) -> None:
        """Let members learn for about so many seconds; other data send them home."""
        if self._crowd is not None and self._data_name != self._learning.data_name:
            self.stop(StopCrowd(""))
        if self._crowd is not None and not self._learning.busy:
            self._crowd.advance(budget_s)

    def view(self) -> CrowdView | None:
        """Return what the page draws; made anew only after a round."""
        crowd = self._crowd
        if crowd is None or not crowd.rounds:
            return None
        if self._view is None or self._view.rounds != crowd.rounds:
            self._view = CrowdView(
                len(crowd.members),
                crowd.diverged,
                crowd.costs(),
                crowd.accuracies(),
                crowd.rounds,
                crowd.finished,
            )
        return self._view
