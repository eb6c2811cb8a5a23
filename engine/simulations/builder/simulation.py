"""Simulation of the Network builder: small networks that classify two-dimensional points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from msgspec import Raw

from engine.arrays import Matrix, Vector, freeze
from engine.commands.edits import BuildBookNetwork, SetSetting, SetWeight
from engine.commands.pages.builder import (
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.commands.runs import (
    AddLockstepRun,
    BranchRun,
    DropLockstepRuns,
    Race,
    RemoveRun,
    RenameRun,
    SelectRun,
    StartEnsemble,
    StopEnsemble,
)
from engine.commands.transport import Pause, Reset, Rewind, Seek, SetPace, Start, Step
from engine.data.examples import DataSet
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.execution.batch_forward import activations_of
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.settings import Value
from engine.simulations.backprop.linked_view import LinkedBackprop
from engine.simulations.builder import document
from engine.simulations.builder.edits import SETTINGS, BuilderEdits, check_file, settings_for
from engine.simulations.builder.goals import PointGoals
from engine.simulations.builder.point_store import PointStore
from engine.simulations.builder.state import BuilderState
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.branching import Branching
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.lockstep_runs import LockstepRuns
from engine.simulations.learning.network_files import NetworkFiles
from engine.simulations.learning.rewinding import Rewinder
from engine.simulations.learning.seed_ensemble import EnsembleTraining
from engine.simulations.learning.setting_edits import WeightEdits
from engine.simulations.learning.training_view import LearningView
from engine.simulations.learning.views.playground import REACH, SIDE, PlaygroundView, PointsView
from engine.simulations.learning.views.run_views import network_view
from engine.simulations.learning.views.weight_versions import WeightVersions
from engine.simulations.simulation import Inverse, Saved
from engine.simulations.surface.linked_view.linked_view import LinkedSurface
from engine.snapshots import Message, Status

PICTURE_S = 0.012
"""Least seconds between two activation maps during training: less than a frame."""

OPENING = "clusters"
"""The points that the page opens with."""


class Builder:
    """The simulation behind the builder; its state is `BuilderState`.

    Parameters
    ----------
    clock : callable
        Returns seconds; results do not depend on it.
    """

    declared_settings = SETTINGS

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        self.store = PointStore(OPENING, seed)
        self.learning = Learning(settings_for(OPENING, seed), self.store, clock)
        self._goals = PointGoals(self.store)
        self.learning.prepared()
        self.learning.goals = self._goals
        self._edits = BuilderEdits(self.learning, self.store)
        self._branching, self._learning_view = Branching(self.learning), LearningView(clock)
        self._rewinder = Rewinder(self.learning, clock)
        self._lockstep_runs, self._seed_ensemble = (
            LockstepRuns(self.learning),
            EnsembleTraining(self.learning, clock),
        )
        self._pictures, self.linked_view = Pictures(clock), LinkedSurface(self.learning)
        self._backprop = LinkedBackprop(self.learning)
        self._points: CachedValue[PointsView] = CachedValue()
        self._files = NetworkFiles(
            self.learning, self._shown_network, self._check_file, self._show_imported
        )
        self.handlers = self._make_handlers()
        self.refresh(frozenset())

    def _make_handlers(self) -> dict[type, Callable[[Any], Inverse | Message | None]]:
        return {
            SetSetting: self._edits.set,
            SetWeight: WeightEdits(self.learning).set,
            ResizeLayer: self._edits.shape,
            InsertLayer: self._edits.shape,
            RemoveLayer: self._edits.shape,
            SetActivation: self._edits.shape,
            PaintPoints: self._edits.paint,
            ErasePoints: self._edits.erase,
            BuildBookNetwork: self._edits.build,
            Start: self._then(self.learning.start),
            Pause: self._then(self.learning.pause),
            Step: self._then(self.learning.step_by),
            Seek: self._then(self.learning.seek),
            Reset: self._then(self.learning.reset),
            Rewind: self._rewinder.begin,
            SetPace: self._set_pace,
            BranchRun: self._branching.branch,
            SelectRun: self._branching.select,
            RenameRun: self._branching.rename,
            RemoveRun: self._branching.remove,
            AddLockstepRun: self._lockstep_runs.add,
            Race: self._then(self._lockstep_runs.race),
            DropLockstepRuns: self._lockstep_runs.drop,
            StartEnsemble: self._seed_ensemble.begin,
            StopEnsemble: self._seed_ensemble.stop,
            **self.linked_view.handlers,
            **self._backprop.handlers,
            **self._files.handlers,
        }

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """State of the transport."""
        return Status.RUNNING if self._rewinder.active else self.learning.status

    @property
    def failure(self) -> Message | None:
        """Reason of the failure, if any."""
        return self.learning.failure

    @property
    def step(self) -> int:
        """Mini-batches trained at the shown position."""
        return self.learning.shown_step

    @property
    def elapsed_s(self) -> float:
        """Seconds of training."""
        return self.learning.elapsed_s

    @property
    def busy(self) -> bool:
        """Whether there is work to do."""
        moving = self.learning.busy or self._rewinder.active
        return moving or self._seed_ensemble.busy or self.linked_view.busy

    def advance(self, budget_s: float) -> None:
        """Train for about `budget_s` seconds; pause once when the goal is reached."""
        self._rewinder.advance()
        self.learning.advance(budget_s)
        self._seed_ensemble.advance(budget_s)
        self.linked_view.advance(budget_s / 2)

    def refresh(self, observed: frozenset[str]) -> None:
        """Assemble the page's state anew; there is always a run while there are points."""
        learning = self.learning
        network = self._shown_network()
        version = self._pictures.version(network)
        training = self._learning_view.of(learning, version, observed, _read_nothing)
        moving = learning.status is Status.RUNNING
        values: dict[str, Value] = self._edits.values()
        self.linked_view.refresh(observed)
        self._backprop.refresh(observed)
        self._state = BuilderState(
            training=replace(training, settings=values, ensemble=self._seed_ensemble.view()),
            network=network_view(network, version, weights=True),
            points=self._points.get(self.store.name, self._points_view),
            playground=self._pictures.view(moving=moving) if "plane" in observed else None,
            goal_epoch=self._goals.epoch(self.learning.run),
            parameter_count=network.specification.parameter_count,
            products=network.specification.products,
            surface=self.linked_view.state,
            backprop=self._backprop.state,
        )

    def state(self) -> BuilderState:
        """Return the page's state."""
        return self._state

    # --- documents -------------------------------------------------------------------------

    @property
    def progress(self) -> int:
        """Mini-batches trained in all runs."""
        return sum(branch.run.last_step for branch in self.learning.branches)

    def save(self) -> Saved:
        """Return the document's content."""
        return document.save(self.learning, self.store)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document."""
        document.restore(self.learning, self.store, text, arrays)
        self.refresh(frozenset())

    def loaded_data(self) -> Mapping[str, DataSet]:
        """Return an empty mapping: points are regenerated from their names."""
        return {}

    def close(self) -> None:
        """End the thread of the surface."""
        self.linked_view.close()

    # --- private ---------------------------------------------------------------------------

    def _then(self, act: Callable[[Any], None]) -> Callable[[Any], None]:
        """Wrap a transport command: rewinding stops first."""

        def handle(command: object) -> None:
            self._rewinder.stop()
            if isinstance(command, Start | Step | Race) and self.store.need() is None:
                raise SettingError("expected points to learn from, got none; paint some first")
            act(command)

        return handle

    def _set_pace(self, command: SetPace) -> None:
        self.learning.set_pace(command)
        self._rewinder.set_pace(command)

    def _shown_network(self) -> Network:
        """Return the network of the run; while there are no points, the one it would begin with."""
        run = self.learning.prepared()
        if run is not None:
            return run.network
        settings, start = self.learning.settings, self.learning.start_parameters
        specification = settings.specification()
        if start is not None:
            return Network(specification, start)
        return Network.initialised(specification, settings.initialiser, settings.seed)

    def _check_file(self, specification: NetworkSpecification) -> None:
        check_file(specification, self.learning.settings.specification())

    def _show_imported(self) -> Callable[[], object]:
        self.learning.prepared()
        return self.learning.prepared

    def _points_view(self) -> PointsView:
        points, data = self.store.points, self.store.data
        parts = (data.training, data.validation)
        x = np.concatenate([part.x for part in parts])
        labels = np.concatenate([part.labels for part in parts])
        held = np.arange(len(x)) >= len(data.training)
        classes = max(2, data.classes)
        return PointsView(
            points.shape,
            freeze(x),
            freeze(labels),
            freeze(held),
            classes,
            points.noise,
            points.held,
            self._goals.accuracy,
            points.name,
        )


def _read_nothing(network: Network) -> Vector | None:
    """Return None: this page has no pad."""
    return None


class Pictures:
    """Activation maps of all neurons over both inputs, redrawn when a weight has changed.

    Parameters
    ----------
    clock : callable
        Returns seconds; during training, maps are redrawn at most every PICTURE_S.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock, self._drawn_s = clock, -PICTURE_S
        self._shown: PlaygroundView | None = None
        self._versions = WeightVersions()
        across = (np.arange(SIDE) + 0.5) / SIDE * 2 * REACH - REACH
        x, y = np.meshgrid(across, -across)
        self._playground: Matrix = np.ascontiguousarray(np.stack([x.ravel(), y.ravel()]))

    def version(self, network: Network) -> int:
        """Return a number that differs whenever a weight or the shape has changed."""
        return self._versions.of(network)

    def view(self, *, moving: bool) -> PlaygroundView | None:
        """Return the activation maps of the network last passed to `version`.

        Parameters
        ----------
        moving : bool
            Whether it learns: then maps up to PICTURE_S old are returned.
        """
        network = self._versions.network
        if network is None:
            return None
        now, shown = self._clock(), self._shown
        rested = now - self._drawn_s >= PICTURE_S
        fits = shown is not None and len(shown.levels) == sum(network.specification.sizes[1:])
        if fits and moving and not rested:
            return shown
        if shown is None or shown.version != self._versions.version:
            self._shown, self._drawn_s = self._draw(network), now
        return self._shown

    def _draw(self, network: Network) -> PlaygroundView:
        specification = network.specification
        activations = activations_of(specification, network.parameters, self._playground)
        limits, start = [], 0
        layers = zip(specification.sizes[1:], specification.layer_activations, strict=True)
        for size, activation in layers:
            rows = activations[start : start + size]
            # unbounded activations are scaled to their largest value
            low, high = activation.range if activation.bounded else _reach(rows)
            rows -= (low + high) / 2
            rows *= 254.0 / (high - low)
            limits.append((low, high))
            start += size
        levels = np.clip(np.rint(activations) + 128, 1, 255).astype(np.uint8)
        return PlaygroundView(
            freeze(levels.reshape(-1, SIDE, SIDE)), tuple(limits), self._versions.version
        )


def _reach(rows: Matrix) -> tuple[float, float]:
    """Return symmetric limits of unbounded activations."""
    largest = float(np.abs(rows).max()) if np.isfinite(rows).all() else 1.0
    return -max(largest, 1e-6), max(largest, 1e-6)
