"""Edits of the Network builder: layers, points and settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.commands.edits import BuildBookNetwork, SetSetting
from engine.commands.pages.builder import (
    BringPoints,
    ErasePoints,
    InsertLayer,
    PaintPoints,
    RemoveLayer,
    ResizeLayer,
    SetActivation,
)
from engine.commands.runs import BeginRun
from engine.data.points.point_sets import (
    GIVEN,
    HELD,
    LEAST_HELD,
    MOST_HELD,
    NAMES,
    OWN,
    PAINTED,
    PointData,
    Points,
    parse_points,
)
from engine.data.points.point_tables import parse_table, read_points
from engine.data.points.toys import MOST_NOISE, SHAPE
from engine.errors import SettingError, ShapeError
from engine.networks.blueprints import short_notation, with_addition, with_value, without
from engine.networks.book_networks import PLAYGROUND, find_network
from engine.networks.layers.dense import new_dense
from engine.networks.network import Network
from engine.networks.reshaping import transfer_parameters
from engine.networks.specification import NetworkSpecification
from engine.settings import Setting, Value
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning.learning import LEARNED_STAYS, Learning
from engine.simulations.learning.network_files import check_ends
from engine.simulations.learning.restore_points import restore_point
from engine.simulations.learning.setting_edits import SettingEdits
from engine.simulations.simulation import Inverse, putting
from engine.snapshots import Message
from engine.training.settings import SETTINGS as TRAINING_SETTINGS
from engine.training.settings import TrainingSettings

DATA = Setting(
    "data", "Points", "clusters", "choice", choices=NAMES, restarts=True,
    help="What the network has to tell apart.",
)  # fmt: skip
NOISE = Setting(
    "noise", "Noise", 0.3, low=0, high=MOST_NOISE, ends=(0, MOST_NOISE), restarts=True,
    help="How much the shape of the points is blurred.",
)  # fmt: skip
HELD_OUT = Setting(
    "held", "Held out", HELD, low=LEAST_HELD, high=MOST_HELD, ends=(LEAST_HELD, MOST_HELD),
    restarts=True, help="Share of the points that the network never learns from: they judge it.",
)  # fmt: skip
SCALED = Setting(
    "scaled", "Scaled", True, "switch", restarts=True,
    help="Whether the network gets your values shifted and divided as stated below, or as they "
    "are; the plane always shows your units.",
)  # fmt: skip
SETTINGS = (*TRAINING_SETTINGS, DATA, NOISE, HELD_OUT, SCALED)

MOST_NEURONS, MOST_LAYERS = 16, 5
"""Most neurons per layer, and most hidden layers, that fit on the stage."""

DEFAULTS: dict[str, Value] = {"epochs": 3_000, "batch": 10}


def settings_for(shape: str, seed: int) -> TrainingSettings:
    """Return the default network and training settings for a shape of points."""
    entry = SHAPE[shape]
    cost = "cross-entropy" if entry.outputs == 1 else "log-likelihood"
    chosen = {"layers": entry.layers, "cost": cost, "eta": entry.eta, "seed": seed}
    return TrainingSettings.from_values({**DEFAULTS, **chosen})


def settings_for_outputs(outputs: int, seed: int) -> TrainingSettings:
    """Return the default network and training settings for points that the user gave."""
    if outputs == 1:
        return settings_for("moons", seed)
    fresh = settings_for("three-clusters", seed)
    return replace(fresh, layers=f"2-6:tanh-{outputs}")


SHAPE_EDITS: dict[type, Callable[[NetworkSpecification, Any], str]] = {
    ResizeLayer: lambda layers, c: with_value(layers, c.layer, "neurons", c.neurons),
    SetActivation: lambda layers, c: with_value(layers, c.layer, "activation", c.activation),
    RemoveLayer: lambda layers, c: without(layers, c.layer),
    InsertLayer: lambda layers, c: with_addition(layers, c.layer, new_dense(c.neurons), "tanh"),
}
"""Notation of the changed layers, by class of command."""


class BuilderEdits(SettingEdits):
    """Undoable edits that keep learned weights where possible."""

    def __init__(self, learning: Learning, store: PointStore) -> None:
        super().__init__(learning)
        self._store = store

    def values(self) -> dict[str, Value]:
        """Return every setting by name."""
        points = self._store.points
        data: dict[str, Value] = {
            "data": points.shape,
            "noise": points.noise,
            "held": points.held,
            "scaled": points.shape != OWN or points.own is None or points.own.scaled,
        }
        return {**self._learning.settings.values(), **data}

    # --- handlers --------------------------------------------------------------------------

    def set(self, command: SetSetting) -> Inverse | None:
        """Give a setting another value.

        Raises
        ------
        EngineError
            If there is no such setting, or the value is refused.
        """
        name, old = command.name, self.value(command.name)
        setting = next(each for each in SETTINGS if each.name == name)
        return self._edit_setting(name, old, setting.check(command.value))

    def shape(
        self, command: ResizeLayer | InsertLayer | RemoveLayer | SetActivation
    ) -> Inverse | None:
        """Change layers.

        Raises
        ------
        EngineError
            If such a network cannot be built.
        """
        old = self._learning.settings
        changed = SHAPE_EDITS[type(command)](old.specification(), command)
        return self._edit_setting("layers", old.layers, short_notation(changed, old.cost))

    def paint(self, command: PaintPoints) -> Inverse | None:
        """Add points; a two-class shape becomes a painting that keeps its points.

        Raises
        ------
        EngineError
            If a point lies too far away, or there are too many.
        """
        if command.label not in (0, 1):
            raise SettingError("expected class 0 or 1, got {found}", found=command.label)
        before = self._store.points
        said = Message("paint {count} points", {"count": len(command.points)})
        if before.shape == OWN and before.own is not None:
            more = replace(before, own=before.own.added(command.points, command.label))
            return self._edit(said, before, more, self._take)
        x, labels = self._canvas()
        added = np.array(command.points, np.float32).reshape(-1, 2)
        points = Points.of(
            np.concatenate([x, added]),
            np.concatenate([labels, np.full(len(added), command.label, np.uint8)]),
        )
        after = replace(before, shape=PAINTED, noise=0.0, points=points)
        return self._edit(said, before, after, self._take)

    def erase(self, command: ErasePoints) -> Inverse | None:
        """Erase the user's points within a radius; return None if there are none."""
        before = self._store.points
        own = before.own if before.shape == OWN else None
        x = before.points.x if own is None else own.x
        away = np.hypot(*(x - [command.x, command.y]).T) > command.radius
        if before.shape not in GIVEN or away.all():
            return None
        if own is not None:
            after = replace(before, own=own.kept(away))
        else:
            points = Points.of(x[away], before.points.labels[away])
            after = replace(before, points=points)
        said = Message("erase {count} points", {"count": int((~away).sum())})
        return self._edit(said, before, after, self._take)

    def bring(self, command: BringPoints) -> Inverse:
        """Learn from the points of a table.

        Raises
        ------
        DataError
            If it is no table of points; the sentence says in which line.
        """
        source = command.source
        own = parse_table(command.text, source) if command.text else read_points(Path(source))
        before = self._store.points
        after = replace(before, shape=OWN, noise=0.0, own=own)
        said = Message("points from {name}", {"name": own.title})
        return self._edit(said, before, after, self._take)

    def build(self, command: BuildBookNetwork) -> Inverse:
        """Start anew with a named network for two-dimensional points.

        Raises
        ------
        SettingError
            If there is no such network, or it is one for other data.
        """
        network = find_network(command.name)
        if network.use != PLAYGROUND:
            raise SettingError(
                "expected a network for points of the plane, got {found}; look at Digits for it",
                found=network.layers,
            )
        learning, before, entry = self._learning, self._store.points, SHAPE[network.shape]
        old = learning.settings
        points = replace(before, shape=entry.name, noise=entry.noise)
        fresh = settings_for(entry.name, old.seed)
        said = Message("build {layers}", {"layers": network.layers})
        kept = before, old, learning.weights
        return self._edit(said, kept, (points, fresh), lambda target: self._begin(*target))

    def begin(self, command: BeginRun) -> Inverse:
        """Begin a new run with whole settings and points.

        Raises
        ------
        EngineError
            If a setting is refused, or network, points and stage do not fit each other.
        """
        points = parse_points(command.data)
        if points is None:
            raise SettingError(
                "expected points of the plane, got {found}; look at Digits for it",
                found=command.data,
            )
        learning, before = self._learning, self._store.points
        fresh = TrainingSettings.from_values(dict(command.settings))
        sizes = fresh.specification().sizes
        check_stage(sizes, (2, *sizes[1:-1], SHAPE[points.shape].outputs))
        learning.goals.waived = fresh
        said = Message("begin a run of {layers}", {"layers": fresh.layers})
        kept = before, learning.settings, learning.weights
        return self._edit(said, kept, (points, fresh), lambda target: self._begin(*target))

    # --- private ---------------------------------------------------------------------------

    def _canvas(self) -> tuple[Matrix, Labels]:
        """Return the points that painting adds to."""
        points, data = self._store.points, self._store.data
        if points.shape == PAINTED:
            return points.points.x, points.points.labels
        parts = (data.training, data.validation) if data.classes == 1 else ()
        x = np.concatenate([np.zeros((0, 2), np.float32), *(part.x for part in parts)])
        labels = [np.zeros(0, np.uint8), *(part.labels for part in parts)]
        return x, np.concatenate(labels)

    def _edit(self, name: Message, before: Any, after: Any, put: Callable[[Any], None]) -> Inverse:
        restore = restore_point(self._learning)
        put(after)
        return Inverse(name, before, after, putting(put, LEARNED_STAYS), restore)

    def _edit_setting(self, name: str, old: Value, value: Value) -> Inverse | None:
        if value == old:
            return None
        said = Message("set {name} to {value}", {"name": name, "value": value})
        return self._edit(said, old, value, partial(self._set, name))

    def _set(self, name: str, value: Value) -> None:
        if name == DATA.name:
            self._choose(str(value))
        elif name == NOISE.name:
            self._take(self._store.with_noise(float(value)))
        elif name == HELD_OUT.name:
            self._take(self._store.with_held(float(value)))
        elif name == SCALED.name:
            self._take(self._store.with_scaling(bool(value)))
        elif name == "layers":
            self._reshape(str(value))
        else:
            self._set_training(name, value)

    def _set_training(self, name: str, value: Value) -> None:
        learning = self._learning
        settings = learning.settings.changed(name, value)
        output = settings.specification().layer_activations[-1]
        if output.whole_layer and settings.specification().sizes[-1] == 1:
            raise SettingError(
                "expected another cost for one output: log-likelihood needs an output for each "
                "class; choose cross-entropy or quadratic"
            )
        if name in ("initialiser", "seed"):
            learning.start_parameters = None
        learning.set(name, value)
        learning.prepared()

    def _choose(self, shape: str) -> None:
        """Switch to a shape; a default network, or one with other outputs, is replaced."""
        learning, before = self._learning, self._store.points
        if shape in GIVEN:
            self._take(replace(before, shape=shape, noise=0.0))
            return
        entry = SHAPE[shape]
        points = replace(before, shape=shape, noise=entry.noise)
        old = learning.settings
        layers = SHAPE[before.shape].layers if before.shape in SHAPE else ""
        outputs = old.specification().sizes[-1]
        if old.layers == layers or outputs != entry.outputs:
            fresh = settings_for(shape, old.seed)
            self._begin(points, replace(fresh, epochs=old.epochs, batch=old.batch))
        else:
            self._take(points)

    def _take(self, points: PointData) -> None:
        """Switch to other points; the weights are kept if the outputs fit."""
        settings = self._learning.settings
        outputs = settings.specification().sizes[-1]
        if points.shape == OWN and points.own is not None and outputs != points.own.outputs:
            fresh = settings_for_outputs(points.own.outputs, settings.seed)
            self._begin(points, replace(fresh, epochs=settings.epochs, batch=settings.batch))
        elif points.shape == PAINTED and outputs != 1:
            self._begin(points, settings_for("clusters", settings.seed))
        else:
            self._begin(points, settings, self._learning.weights)

    def _begin(
        self, points: PointData, settings: TrainingSettings, kept: Vector | None = None
    ) -> None:
        self._store.take(points)
        self._learning.begin_with(settings, kept)
        self._learning.prepared()

    def _reshape(self, words: str) -> None:
        learning = self._learning
        before, network = learning.settings.specification(), learning.network
        settings = learning.settings.changed("layers", words)
        specification = settings.specification()
        check_stage(specification.sizes, before.sizes)
        fresh = Network.initialised(specification, settings.initialiser, settings.seed)
        kept = None if network is None else transfer_parameters(network, fresh)
        layers = short_notation(specification.words, settings.cost)
        learning.begin_with(replace(settings, layers=layers), kept)
        learning.prepared()


def check_file(specification: NetworkSpecification, before: NetworkSpecification) -> None:
    """Refuse a network from a file that has no place among points and stage.

    Raises
    ------
    ShapeError
        If inputs or outputs differ, it is too large, or has other than dense layers.
    """
    single = specification.sizes[-1] == 1 and specification.activations[-1] == "softmax"
    if not specification.is_dense or single:
        raise ShapeError(
            "expected dense layers, and no softmax of one output alone, got {layers}; "
            "choose other weights",
            layers=specification.words,
        )
    check_ends(specification, before.inputs, before.sizes[-1])
    check_stage(specification.sizes, before.sizes)


def check_stage(sizes: tuple[int, ...], before: tuple[int, ...]) -> None:
    """Refuse a network that does not fit the points or the stage.

    Raises
    ------
    ShapeError
        If inputs or outputs differ, a layer is too wide, or there are too many.
    """
    if sizes[0] != before[0] or sizes[-1] != before[-1]:
        raise ShapeError(
            "expected a network from {inputs} inputs to {outputs} outputs for these points, got "
            "{found}; change the hidden layers",
            inputs=before[0],
            outputs=before[-1],
            found="-".join(map(str, sizes)),
        )
    if len(sizes) - 2 > MOST_LAYERS or max(sizes[1:-1], default=1) > MOST_NEURONS:
        raise ShapeError(
            "expected up to {layers} hidden layers of up to {neurons} neurons, got {found}; larger "
            "networks are trained on the page Digits",
            layers=MOST_LAYERS,
            neurons=MOST_NEURONS,
            found="-".join(map(str, sizes)),
        )
