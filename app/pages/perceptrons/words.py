"""Texts and number formats shared by the parts of the Perceptrons page."""

from __future__ import annotations

from app.appearance.translation import mark, plain, tr
from engine.perceptrons.circuits import Circuit, Node
from engine.text import subscript

SIMULATION_ID = "perceptrons"
"""Id of the page's simulation."""

STATIONS = {
    "decision": (
        mark("Decision"), mark("Weights of evidence against a threshold (1)."),
        mark("Station: a decision"),
    ),
    "bench": (
        mark("Bench"), mark("Wire perceptrons: gates, and an adder (2)."),
        mark("Station: the bench"),
    ),
    "sigmoid": (
        mark("Sigmoid"), mark("From the step to the smooth curve (3)."),
        mark("Station: the sigmoid"),
    ),
    "bits": (
        mark("Four bits"), mark("Turn ten outputs into four bits (4)."),
        mark("Station: four bits"),
    ),
}  # fmt: skip
"""Name and meaning of each station, and of its number key."""

REASON_NAMES = (mark("Weather"), mark("Company"), mark("Train"))
"""Names of the decision's inputs, in order."""

REASON_HINTS = (
    mark("good weather"),
    mark("somebody comes"),
    mark("a train goes there"),
)

BENCH_NAMES = {
    "nand": mark("NAND gate"),
    "adder": mark("half adder of five NANDs"),
    "short-adder": mark("half adder, one wire of −4"),
    "festival": mark("the decision as a perceptron"),
    "empty": mark("an empty bench"),
    "": mark("a circuit of your own"),
}
"""Names of the prepared circuits."""

CHANGE_NAMES = {
    "w1": mark("Δw₁"),
    "w2": mark("Δw₂"),
    "b": mark("Δb"),
    "all": mark("Δ of all three"),
}

NETWORK_NAMES = {"neuron": mark("one neuron"), "bench": mark("all of the bench")}

BIT_VALUES = (8, 4, 2, 1)


def signed(value: float, decimals: int = 3) -> str:
    """Return a weight with its sign, without trailing zeros.

    Examples
    --------
    >>> signed(2.0), signed(-0.25), signed(0.0)
    ('+2', '−0.25', '0')
    """
    written = plain(value, decimals)
    return f"+{written}" if value > 0 and written != "0" else written


def input_name(index: int) -> str:
    """Return the name of an input, counted from 0.

    Examples
    --------
    >>> input_name(0)
    'x₁'
    """
    return f"x{subscript(index + 1)}"


def node_name(circuit: Circuit, node: Node) -> str:
    """Return the name of a node of the bench."""
    if node.bias is None:
        return input_name(circuit.inputs.index(node))
    if node.name:
        return tr(_OUTPUT_NAMES[node.name])
    return f"p{subscript(circuit.perceptrons.index(node) + 1)}"


_OUTPUT_NAMES = {"sum": mark("sum"), "carry": mark("carry")}
