"""Simulation of the Network builder: small networks that classify two-dimensional points."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from msgspec import Raw

from engine.arrays import Matrix, freeze
from engine.commands.edits import BuildBookNetwork, SetSetting
from engine.commands.pages.builder import BringPoints, ErasePoints, PaintPoints
from engine.commands.runs import BeginRun, Race
from engine.commands.transport import Start, Step
from engine.data.examples import DataSet
from engine.data.points.point_sets import OWN
from engine.documents.container import Arrays
from engine.errors import SettingError
from engine.execution.batch_forward import activations_of
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.simulations.backprop.linked_view import LinkedBackprop
from engine.simulations.builder import document
from engine.simulations.builder.edits import (
    SETTINGS,
    SHAPE_EDITS,
    BuilderEdits,
    check_file,
    settings_for,
)
from engine.simulations.builder.goals import PointGoals
from engine.simulations.builder.point_store import PointStore
from engine.simulations.builder.state import BuilderState
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.views.playground import REACH, SIDE, PlaygroundView, PointsView
from engine.simulations.learning.views.run_views import network_view
from engine.simulations.learning.views.weight_versions import WeightVersions
from engine.simulations.learning_page.learning_page import LearningPage
from engine.simulations.simulation import Saved
from engine.snapshots import Status

PICTURE_S = 0.012
"""Least seconds between two activation maps during training: less than a frame."""

OPENING = "clusters"
"""The points that the page opens with."""


class Builder(LearningPage[PointStore]):
    """The simulation behind the builder; its state is `BuilderState`.

    Parameters
    ----------
    clock : callable
        Returns seconds; results do not depend on it.
    """

    declared_settings = SETTINGS

    def __init__(self, seed: int, clock: Callable[[], float]) -> None:
        super().__init__(settings_for(OPENING, seed), PointStore(OPENING, seed), clock)
        self._goals = self.learning.goals = PointGoals(self.store)
        self._edits = BuilderEdits(self.learning, self.store)
        self._pictures, self._backprop = Pictures(clock), LinkedBackprop(self.learning)
        self._points: CachedValue[PointsView] = CachedValue()
        self.handlers |= {
            **dict.fromkeys(SHAPE_EDITS, self._edits.shape),
            SetSetting: self._edits.set,
            BuildBookNetwork: self._edits.build,
            BeginRun: self._edits.begin,
            PaintPoints: self._edits.paint,
            ErasePoints: self._edits.erase,
            BringPoints: self._edits.bring,
            **self._backprop.handlers,
        }
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    def view(self, observed: frozenset[str]) -> BuilderState:
        """Return the page's state; there is always a run while there are points."""
        network = self.shown_network()
        version = self._pictures.version(network)
        training = self.training(version, observed)
        moving = self.learning.status is Status.RUNNING
        return BuilderState(
            training=replace(training, settings=self._edits.values()),
            network=network_view(network, version, weights=True),
            points=self._points.get(
                (self.store.name, self.store.points.own is None), self._points_view
            ),
            playground=self._pictures.view(moving=moving) if "plane" in observed else None,
            goal_epoch=self._goals.epoch(self.learning.run),
            parameter_count=network.specification.parameter_count,
            products=network.specification.products,
            surface=self.linked_view.view(observed),
            backprop=self._backprop.view(observed),
        )

    def save(self) -> Saved:
        """Return the document's content."""
        return document.save(self.learning, self.store)

    def restore(self, text: Raw, arrays: Arrays, known: Mapping[str, DataSet]) -> None:
        """Restore the state from a document."""
        document.restore(self.learning, self.store, text, arrays)
        self.refresh(frozenset())

    # --- the network that is shown -----------------------------------------------------------

    def shown_network(self) -> Network:
        """Return the network of the run; while there are no points, the one it would begin with."""
        run = self.learning.prepared()
        if run is not None:
            return run.network
        settings, start = self.learning.settings, self.learning.start_parameters
        specification = settings.specification()
        if start is not None:
            return Network(specification, start)
        return Network.initialised(specification, settings.initialiser, settings.seed)

    def check_file(self, specification: NetworkSpecification, class_names: tuple[str, ...]) -> None:
        """Refuse a network that has no place among points and stage."""
        check_file(specification, self.learning.settings.specification())

    def before(self, command: object) -> None:
        """Refuse to learn without points."""
        if isinstance(command, Start | Step | Race) and self.store.need() is None:
            raise SettingError("expected points to learn from, got none; paint some first")

    def _points_view(self) -> PointsView:
        points, data = self.store.points, self.store.data
        parts = (data.training, data.validation)
        x = np.concatenate([part.x for part in parts])
        labels = np.concatenate([part.labels for part in parts])
        held = np.arange(len(x)) >= len(data.training)
        own = points.own if points.shape == OWN else None
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
            own,
            points.own is not None,
        )


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
