"""Export of a page's network to a file, and import of one as a new run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.commands.data import ExportNetwork, ImportWeights
from engine.errors import ShapeError
from engine.exports.files import export_network, import_network
from engine.functions.costs import COST, NATURAL_COST, QUADRATIC
from engine.networks.blueprints import short_notation
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.simulations.learning.learning import LEARNED_STAYS, Learning
from engine.simulations.simulation import Inverse
from engine.snapshots import Message
from engine.training.settings import TrainingSettings


class NetworkFiles:
    """Export and import of the network of a `Learning`.

    Parameters
    ----------
    shown : callable
        Returns the network to export.
    check : callable
        (specification) -> None; raises EngineError if the page has no place for such a network.
    show : callable
        Shows the network that learns; returns what shows again what was shown before.
    """

    def __init__(
        self,
        learning: Learning,
        shown: Callable[[], Network],
        check: Callable[[NetworkSpecification], None],
        show: Callable[[], Callable[[], object]],
    ) -> None:
        self._learning, self._shown, self._check, self._show = learning, shown, check, show

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
        export_network(path, self._shown())
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
        network = import_network(path)
        self._check(network.specification)
        settings = settings_for(learning.settings, network.specification)
        restore, old, kept = learning.restore_point(), learning.settings, learning.weights

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
        return self._show()


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
