"""Texts shared by the parts of the Backprop page."""

from __future__ import annotations

from app.appearance.translation import mark, tr
from engine.simulations.backprop.stops import Stop

SIMULATION_ID = "backprop"
"""Id of the page's own simulation."""

STOP_NAMES = {
    "input": mark("input"),
    "forward": mark("forward"),
    "error": mark("error"),
    "backward": mark("backward"),
    "gradients": mark("gradients"),
    "update": mark("update"),
}
"""Name of a stop, by its kind."""


def stop_name(stop: Stop) -> str:
    """Return the name of a stop; layers are counted as Nielsen does, the input being layer 1."""
    words = tr(STOP_NAMES[stop.kind])
    if stop.layer is None or stop.kind == "error":
        return words
    return tr("{stop}, layer {layer}", stop=words, layer=stop.layer + 2)


CHOICES = (
    mark("chain"),
    mark("small"),
    mark("large"),
    mark("stuck"),
    mark("cold input"),
    mark("own"),
    mark("hadamard"),
    mark("matrix"),
    mark("four"),
    mark("every"),
)
"""Setting values that are translated, besides the names of costs and activations."""

EQUATION_NAMES = {
    "": mark("the example"),
    "23": mark("weighted input and activation"),
    "BP1": mark("error of an output"),
    "BP2": mark("error of a hidden neuron"),
    "BP3": mark("gradient of a bias"),
    "BP4": mark("gradient of a weight"),
    "16": mark("one step against the gradient"),
}
"""Meaning of each equation, by its label."""

PASSES_LAYERS = {
    "": mark("this network"),
    **{layers: layers for layers in ("2-4-1", "20-20-10", "100-30-10", "784-30-10")},
}
"""Networks offered for the timing of passes; "" is the one shown."""
