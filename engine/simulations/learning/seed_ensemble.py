"""Ensemble of seeds beside a run: the present settings with many seeds, unrecorded."""

from __future__ import annotations

from collections.abc import Callable

from engine.commands.runs import StartEnsemble, StopEnsemble
from engine.data.examples import DataSet
from engine.runs.seed_ensemble import SeedEnsemble, check_members
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.views.state import EnsembleView


class EnsembleTraining:
    """Ensemble of a `Learning`; it trains while the `Learning` itself is idle.

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
        """Whether members are still training."""
        return self._ensemble is not None and not self._ensemble.finished

    def begin(self, command: StartEnsemble) -> None:
        """Start an ensemble with the present settings, once the data are loaded.

        Raises
        ------
        SettingError
            If the number of members is out of its range.
        """
        check_members(command.count)
        self.stop(StopEnsemble(command.simulation_id))
        self._waiting = command
        data = self._learning.store.need()
        if data is not None:
            self.begin_waiting(data)

    def begin_waiting(self, data: DataSet) -> None:
        """Start the ensemble that was waiting for the data, if any."""
        command, self._waiting = self._waiting, None
        if command is not None:
            self._data_name = self._learning.store.name
            self._ensemble = SeedEnsemble(
                self._learning.settings,
                data.training,
                data.validation,
                command.count,
                classes=data.classes,
                clock=self._clock,
            )

    def stop(self, command: StopEnsemble) -> None:
        """Discard the ensemble."""
        self._waiting = self._ensemble = self._view = None

    def advance(self, budget_s: float) -> None:
        """Train members for about `budget_s` seconds; other data discard the ensemble."""
        if self._ensemble is not None and self._data_name != self._learning.store.name:
            self.stop(StopEnsemble(""))
        if self._ensemble is not None and not self._learning.busy:
            self._ensemble.advance(budget_s)

    def view(self) -> EnsembleView | None:
        """Return the view of the ensemble, cached between rounds; None before the first."""
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
