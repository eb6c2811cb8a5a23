"""Words of the Backprop page that several of its parts need."""

from __future__ import annotations

from app.appearance.translation import mark, tr
from engine.simulations.backprop.stops import Stop

SIMULATION_ID = "backprop"
"""The run that the page looks at."""

STOP_NAMES = {
    "input": mark("input"),
    "forward": mark("forward"),
    "error": mark("error"),
    "backward": mark("backward"),
    "gradients": mark("gradients"),
    "update": mark("update"),
}
"""What stops are called, by their kind."""


def stop_name(stop: Stop) -> str:
    """Return what a stop is called; the book counts the input as layer 1."""
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
    mark("quadratic"),
    mark("cross-entropy"),
    mark("log-likelihood"),
    mark("sigmoid"),
    mark("linear"),
    mark("hadamard"),
    mark("matrix"),
    mark("four"),
    mark("every"),
)
"""Values of the settings that are words; the rest are names such as tanh."""

EQUATION_NAMES = {
    "": mark("the example"),
    "23": mark("weighted input and activation"),
    "BP1": mark("error of an output"),
    "BP2": mark("error of a hidden neuron"),
    "BP3": mark("gradient of a bias"),
    "BP4": mark("gradient of a weight"),
    "16": mark("one step against the gradient"),
}
"""What equations say, by their label."""

PASSES_LAYERS = ("", "2-4-1", "20-20-10", "100-30-10", "784-30-10")
"""Networks that passes can be counted for; "" is the one on the stage."""
