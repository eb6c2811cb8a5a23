"""A crowd beside a run that learns: the present settings with many seeds, without recordings."""

from __future__ import annotations

from collections.abc import Callable

from engine.commands.runs import StartEnsemble, StopEnsemble
from engine.data.examples import DataSet
from engine.runs.seed_ensemble import SeedEnsemble
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.views.state import EnsembleView


class EnsembleTraining:
    """Keeps the crowd of a `Learning`; it goes on while nothing else does.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, learning: Learning, clock: Callable[[], float]) -> None:
        self._learning, self._clock = learning, clock
        self._waiting: StartEnsemble | None = None
        self._ensemble: SeedEnsemble | None = None
        self._view: EnsembleView | None = None
        self._data_name = ""

    @property
    def busy(self) -> bool:
        """Whether members have something to do."""
        return self._ensemble is not None and not self._ensemble.finished

    def begin(self, command: StartEnsemble) -> None:
        """Begin a crowd with the present settings, once the data are there.

        Raises
        ------
        SettingError
            If the number of members is out of its range.
        """
        self.stop(StopEnsemble(command.simulation_id))
        self._waiting = command
        data = self._learning.store.need()
        if data is not None:
            self.begin_waiting(data)

    def begin_waiting(self, data: DataSet) -> None:
        """Begin what had to wait for the data."""
        command, self._waiting = self._waiting, None
        if command is not None:
            self._data_name = self._learning.data_name
            self._ensemble = SeedEnsemble(
                self._learning.settings,
                data.training,
                data.validation,
                command.count,
                classes=data.classes,
                clock=self._clock,
            )

    def stop(self, command: StopEnsemble) -> None:
        """Let the crowd go."""
        self._waiting = self._ensemble = self._view = None

    def advance(self, budget_s: float) -> None:
        """Let members learn for about so many seconds; other data send them home."""
        if self._ensemble is not None and self._data_name != self._learning.data_name:
            self.stop(StopEnsemble(""))
        if self._ensemble is not None and not self._learning.busy:
            self._ensemble.advance(budget_s)

    def view(self) -> EnsembleView | None:
        """Return what the page draws; made anew only after a round."""
        ensemble = self._ensemble
        if ensemble is None or not ensemble.rounds:
            return None
        if self._view is None or self._view.rounds != ensemble.rounds:
            self._view = EnsembleView(
                len(ensemble.members),
                ensemble.diverged,
                ensemble.costs(),
                ensemble.accuracies(),
                ensemble.rounds,
                ensemble.finished,
            )
        return self._view
