"""The microscope: histograms of the weights of the run of the gap, and the penalty's arrows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.improvement.weight_decay import Decay, sparsity
from engine.improvement.weight_histograms import BINS, bin_edges, histogram
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.runs.recorded_runs import RecordedRun
from engine.settings import Values
from engine.simulations.cached_value import CachedValue
from engine.simulations.overfitting.gap.state import GapView
from engine.simulations.overfitting.weights.film import GROUPS, Film
from engine.simulations.overfitting.weights.state import WeightsView
from engine.training.settings import TrainingSettings

MOST_FILMS = 4
"""Runs whose frames are kept."""

SINGLE_RANKS = np.linspace(0.01, 0.99, 15)
"""Ranks 0..1 of the single parameters that have an arrow."""

BIASES = "biases"
"""The group that no penalty touches."""


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    """Parameters of a group after an epoch: all, their root mean square, some single ones."""

    values: Vector
    deviation: float
    single: Vector


class Microscope:
    """Keeps films of the runs that were shown last.

    Attributes
    ----------
    group : str
        Parameters that are looked at.
    """

    def __init__(self) -> None:
        self.group = next(iter(GROUPS))
        self._films: OrderedDict[Hashable, Film] = OrderedDict()
        self._shown: Film | None = None
        self._moments: CachedValue[_Moment] = CachedValue()
        self._ghosts: CachedValue[Vector | None] = CachedValue()

    def look_at(
        self, key: Hashable, specification: NetworkSpecification, recorded: RecordedRun | None
    ) -> None:
        """Show the film of a run; begin one if there is none."""
        film = self._films.get(key)
        if film is None:
            frames = () if recorded is None else recorded.frames
            film = self._films[key] = Film(specification, frames)
        self._films.move_to_end(key)
        while len(self._films) > MOST_FILMS:
            self._films.popitem(last=False)
        self._shown = film

    def note(self, epoch: int, parameters: Vector) -> None:
        """Add a frame to the film of a live run."""
        if self._shown is not None:
            self._shown.add(epoch, parameters)

    @property
    def busy(self) -> bool:
        """Whether histograms are still to be counted."""
        return self._shown is not None and self._shown.lacks(self.group)

    def piece(self) -> bool:
        """Count one histogram; return whether there was one to count."""
        return self._shown is not None and self._shown.piece(self.group)

    def view(
        self,
        gap: GapView,
        network: Network | None,
        settings: TrainingSettings,
        looks: Values,
        ghost_key: Hashable,
    ) -> WeightsView:
        """Return the view of the present moment of the run.

        Parameters
        ----------
        network : Network or None
            None while no run has begun.
        looks : Mapping
            Settings of the page.
        ghost_key : Hashable
            Key of the run before.
        """
        group, film = self.group, self._shown
        moment = self._moments.get(
            (film, group, int(gap.run.epoch), gap.run.branch), lambda: self._moment(network)
        )
        reach = self._reach(moment)
        epochs, shares = self._rows(film, gap.run.epoch)
        horizon, threshold = int(looks["weights_horizon"]), float(looks["weights_threshold"])
        decay, before = _decay(settings, gap), moment.single
        return WeightsView(
            gap=gap,
            group=group,
            count=len(moment.values),
            edges=seal(bin_edges(reach)),
            epochs=epochs,
            shares=shares,
            now=seal(histogram(moment.values, reach)) if len(moment.values) else None,
            start=film.row(group, 0) if film is not None else None,
            ghost=self._ghosts.get(
                (ghost_key, group, reach), lambda: self._ghost(ghost_key, reach)
            ),
            deviation=moment.deviation,
            sparse=sparsity(moment.values, threshold),
            decay=decay,
            before=before,
            after=seal(decay.shrunk(before, horizon)) if group != BIASES else before,
            horizon=horizon,
            threshold=threshold,
        )

    def _moment(self, network: Network | None) -> _Moment:
        """Return what is counted of the present network, once an epoch."""
        if network is None:
            return _Moment(np.zeros(0), 0.0, seal(np.zeros(0)))
        values = GROUPS[self.group](network).copy()
        ordered = np.sort(values)
        places = (SINGLE_RANKS * (len(values) - 1)).round().astype(int)
        deviation = float(np.sqrt(np.mean(values**2, dtype=np.float64)))
        return _Moment(values, deviation, seal(ordered[places].astype(np.float64)))

    def _reach(self, moment: _Moment) -> float:
        """Return the end of the histograms; they reach farther where the parameters do."""
        if self._shown is None or not len(moment.values):
            return 1.0
        return self._shown.reach(self.group, moment.values)

    def _rows(self, film: Film | None, epoch: float) -> tuple[Vector, Matrix]:
        frames = [] if film is None else [each.epoch for each in film.frames if each.epoch <= epoch]
        rows = [] if film is None else [film.row(self.group, each) for each in frames]
        known = [(each, row) for each, row in zip(frames, rows, strict=True) if row is not None]
        if not known:
            return seal(np.zeros(0)), seal(np.zeros((0, BINS)))
        return seal(np.array([each for each, _ in known], np.float64)), seal(
            np.stack([row for _, row in known])
        )

    def _ghost(self, key: Hashable, reach: float) -> Vector | None:
        film = self._films.get(key)
        values = None if film is None or film is self._shown else film.last(self.group)
        return None if values is None else seal(histogram(values, reach))


def _decay(settings: TrainingSettings, gap: GapView) -> Decay:
    examples = gap.run.training_size or settings.train_size
    return Decay(settings.regulariser, settings.eta, settings.lambda_, examples, settings.batch)
