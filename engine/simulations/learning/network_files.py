"""Export of a page's network to a file, and import of one as a new run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from engine.commands.data import ExportNetwork, ImportWeights
from engine.data.classes import DIGITS, are_digits
from engine.errors import DataError, ShapeError
from engine.exports.files import export_network, import_named
from engine.functions.costs import COST, NATURAL_COST, QUADRATIC
from engine.networks.blueprints import short_notation
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.simulations.learning.learning import LEARNED_STAYS, Learning
from engine.simulations.learning.restore_points import restore_point
from engine.simulations.simulation import Inverse
from engine.snapshots import Message
from engine.training.settings import TrainingSettings


class PageOfNetworks(Protocol):
    """A page that shows a network, and may take one from a file."""

    def shown_network(self) -> Network:
        """Return the network to export."""
        ...

    def shown_classes(self) -> tuple[str, ...]:
        """Return the names of its classes; empty where they are numbers."""
        ...

    def check_file(self, specification: NetworkSpecification, class_names: tuple[str, ...]) -> None:
        """Raise EngineError if the page has no place for such a network."""
        ...

    def show_own_run(self) -> Callable[[], object]:
        """Show the network that learns; return what shows again what was shown before."""
        ...


class NetworkFiles:
    """Export and import of the network of a `Learning`.

    Parameters
    ----------
    page : PageOfNetworks
        Page on which the network learns.
    """

    def __init__(self, learning: Learning, page: PageOfNetworks) -> None:
        self._learning, self._page = learning, page

    @property
    def handlers(self) -> dict[type, Callable[..., Inverse | Message]]:
        """Handlers by type of command."""
        return {ExportNetwork: self.export, ImportWeights: self.read}

    def export(self, command: ExportNetwork) -> Message:
        """Write the network in the format of the file's suffix.

        Raises
        ------
        StorageError
            If the name gives no known format, or the file cannot be written.
        """
        path = Path(command.path)
        export_network(path, self._page.shown_network(), self._page.shown_classes())
        return Message("Exported as {name}.", {"name": path.name})

    def read(self, command: ImportWeights) -> Inverse:
        """Begin a run from the weights in a file; a trained run stays in the list.

        Raises
        ------
        StorageError
            If the file holds no weights.
        EngineError
            If the page has no place for such a network.
        """
        path, learning = Path(command.path), self._learning
        network, class_names = import_named(path)
        self._page.check_file(network.specification, class_names)
        settings = settings_for(learning.settings, network.specification)
        restore, old, kept = restore_point(learning), learning.settings, learning.weights

        def show(imported: bool, source: bool) -> Message | None:
            if imported:
                self._begin(settings, network)
                return None
            learning.begin_with(old, kept)
            back()
            return LEARNED_STAYS

        def restored() -> bool:
            whole = restore()
            if whole:
                back()
            return whole

        back = self._begin(settings, network)
        said = Message("learn on from {name}", {"name": path.name})
        return Inverse(said, False, True, show, restored)

    def _begin(self, settings: TrainingSettings, network: Network) -> Callable[[], object]:
        self._learning.begin_with(settings, network.parameters)
        self._learning.prepare()
        return self._page.show_own_run()


def settings_for(
    settings: TrainingSettings, specification: NetworkSpecification
) -> TrainingSettings:
    """Return the settings that train another network on, with a cost that fits its outputs."""
    output = specification.layer_activations[-1]
    fits = COST[settings.cost].natural in ("", output.name) and not output.whole_layer
    cost = settings.cost if fits else NATURAL_COST.get(output.name, QUADRATIC.name)
    return replace(settings, layers=short_notation(specification.words, cost), cost=cost)


def check_ends(specification: NetworkSpecification, inputs: int, outputs: int) -> None:
    """Raise if inputs or outputs of a network are not those of the data.

    Raises
    ------
    ShapeError
        Naming the numbers expected and the layers found.
    """
    if (specification.inputs, specification.sizes[-1]) != (inputs, outputs):
        raise ShapeError(
            "expected a network from {inputs} inputs to {outputs} outputs, got {layers}; "
            "choose other weights",
            inputs=inputs,
            outputs=outputs,
            layers=specification,
        )


def check_classes(found: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Raise if a network learned other classes than those of the data, or in another order.

    Parameters
    ----------
    found, known : tuple of str
        Names of the classes of the network and of the data; empty where they are not known.

    Raises
    ------
    DataError
        Naming both.
    """
    if found in ((), known) or (are_digits(found) and are_digits(known)):
        return
    raise DataError(
        "expected a network for the classes of the data, {known}, got one for {found}; choose "
        "the data that it was trained on first",
        known=", ".join(known or DIGITS),
        found=", ".join(found),
    )
