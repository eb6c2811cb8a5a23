"""Undoable edits of training settings, weights and biases."""

from __future__ import annotations

from math import isfinite

import numpy as np

from engine.arrays import Vector
from engine.commands.edits import BuildBookNetwork, SetSetting, SetWeight
from engine.commands.runs import BeginRun
from engine.errors import SettingError
from engine.networks.book_networks import DIGITS, find_network
from engine.networks.network import Network
from engine.networks.reshaping import transfer_parameters
from engine.networks.specification import NetworkSpecification
from engine.settings import Setting, Value, check_known
from engine.simulations.learning.data_store import CLASSES, PIXELS
from engine.simulations.learning.learning import LEARNED_STAYS, Learning
from engine.simulations.learning.restore_points import restore_point
from engine.simulations.simulation import Inverse, putting
from engine.snapshots import Message
from engine.text import subscript
from engine.training.settings import SETTINGS as TRAINING_SETTINGS
from engine.training.settings import TrainingSettings, check_fit

DATA = Setting(
    "data",
    "Data",
    "built-in",
    "choice",
    choices=("built-in", "mnist"),
    level=2,
    restarts=True,
    help="What the network learns from: synthesised digits, or MNIST where it is installed.",
)
SETTINGS = (*TRAINING_SETTINGS, DATA)

LARGEST = 1e6
"""Largest weight or bias that can be set by hand."""


class SettingEdits:
    """Changes the settings of a `Learning`."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning

    def values(self) -> dict[str, Value]:
        """Return every setting by name."""
        return {**self._learning.settings.values(), "data": self._learning.store.name}

    def value(self, name: str) -> Value:
        """Return the value of a setting.

        Raises
        ------
        SettingError
            If there is none of that name.
        """
        values = self.values()
        check_known(
            "expected a setting among {known}, got {found}; check the spelling", values, name
        )
        return values[name]

    def set(self, command: SetSetting) -> Inverse | None:
        """Give a setting another value.

        Raises
        ------
        SettingError
            If there is no such setting, or the value is refused.
        """
        name, old = command.name, self.value(command.name)
        restore = restore_point(self._learning)
        self._apply(name, command.value)
        new = self.value(name)
        if new == old:
            return None

        def show(target: Value, source: Value) -> Message:
            self._apply(name, target)
            fields = {"name": name, "value": target}
            return Message("{name} is {value} again; what was learned since stays.", fields)

        said = Message("set {name} to {value}", {"name": name, "value": new})
        return Inverse(said, old, new, show, restore)

    def build(self, command: BuildBookNetwork) -> Inverse:
        """Start anew with a network of the book and the book's settings for it.

        Raises
        ------
        SettingError
            If there is no such network, or it is one for other data.
        """
        network, learning = find_network(command.name), self._learning
        if network.use != DIGITS:
            raise SettingError(
                "expected a network for pictures of digits, got {found}; choose another one",
                found=network.layers,
            )
        before, kept = learning.settings, learning.weights
        values = {**before.values(), **network.settings, "layers": network.layers}
        after = TrainingSettings.from_values(values)
        restore = restore_point(learning)
        learning.begin_with(after, None)
        show = putting(lambda target: learning.begin_with(*target), LEARNED_STAYS)
        said = Message("build {layers}", {"layers": network.layers})
        return Inverse(said, (before, kept), (after, None), show, restore)

    def begin(self, command: BeginRun) -> Inverse:
        """Begin a new run with whole settings and data.

        Raises
        ------
        EngineError
            If a setting is refused, or the data are not there.
        """
        learning = self._learning
        after = TrainingSettings.from_values(dict(command.settings))
        check_fit(after, PIXELS, CLASSES)
        before = learning.store.name, learning.settings, learning.weights
        restore = restore_point(learning)

        def put(target: tuple[str, TrainingSettings, Vector | None]) -> None:
            data, settings, kept = target
            if data != learning.store.name:
                learning.store.choose(data)
            learning.begin_with(settings, kept)
            learning.prepare()

        put((command.data, after, None))
        said = Message("begin a run of {layers}", {"layers": after.layers})
        target = command.data, after, None
        return Inverse(said, before, target, putting(put, LEARNED_STAYS), restore)

    def _apply(self, name: str, value: Value) -> None:
        if name == DATA.name:
            self._learning.set_data(str(value))
        elif name == "layers":
            self._reshape(str(value))
        else:
            self._learning.set(name, value)

    def _reshape(self, words: str) -> None:
        """Change the layers; learned weights are kept where possible."""
        learning = self._learning
        settings = learning.settings.changed("layers", words)
        specification, before = settings.specification(), learning.settings.specification()
        if learning.store.name in DATA.choices:
            check_fit(settings, PIXELS, CLASSES)
        elif learning.store.data is not None:
            data = learning.run.data if learning.run is not None else learning.store.data
            check_fit(settings, PIXELS, data.classes)
        if specification == before:
            return
        network, start = learning.network, learning.start_parameters
        if network is None and start is not None:
            network = Network(before, start)
        if network is None or (not learning.shown_step and start is None):
            learning.set("layers", words)
            return
        fresh = Network.initialised(specification, settings.initialiser, settings.seed)
        learning.begin_with(settings, transfer_parameters(network, fresh))


def set_weight(learning: Learning, command: SetWeight) -> Inverse | None:
    """Set a weight or a bias by hand; before the end of a run this forks a branch.

    Raises
    ------
    SettingError
        If there is no such parameter, the value is not finite or enormous, or the data
        are not loaded yet.
    """
    if not isfinite(command.value) or abs(command.value) > LARGEST:
        raise SettingError(
            "expected a number from -{most:g} to {most:g}, got {found}; nothing was changed",
            most=LARGEST,
            found=command.value,
        )
    run = learning.prepared()
    if run is None:
        raise SettingError("expected a network, got none yet; wait until the data are loaded")
    place, symbol = place_of(run.network.specification, command)
    old = float(run.network.parameters[place])
    restore = restore_point(learning)
    name = Message("set {symbol} to {value:g}", {"symbol": symbol, "value": command.value})

    def show(target: float, source: float) -> Message:
        learning.edit_weights(np.array([place]), np.array([target]), name)
        fields = {"symbol": symbol, "value": target}
        return Message("{symbol} is {value:g} again; what was learned since stays.", fields)

    show(command.value, old)
    new = float(run.network.parameters.dtype.type(command.value))
    return Inverse(name, old, new, show, restore)


def place_of(specification: NetworkSpecification, command: SetWeight) -> tuple[int, str]:
    """Return the index of a weight or bias among all parameters, and its symbol.

    Raises
    ------
    SettingError
        If there is none.
    """
    sizes, layer, neuron, source = specification.sizes, command.layer, command.neuron, command.input
    _check("layer", layer, len(sizes) - 1)
    _check("neuron", neuron, sizes[layer + 1])
    place = subscript(neuron + 1)
    if source is None:
        return specification.parameter_index(layer, neuron, None), f"b{place}"
    _check("input", source, sizes[layer])
    index = specification.parameter_index(layer, neuron, source)
    return index, f"w{place},{subscript(source + 1)}"


def _check(kind: str, found: int, count: int) -> None:
    if not 0 <= found < count:
        raise SettingError(
            "expected {kind} 0 to {last}, got {found}; nothing was changed",
            kind=kind,
            last=count - 1,
            found=found,
        )
