"""Words of the Perceptrons page that several of its parts need."""

from __future__ import annotations

from app.appearance.translation import mark, number, tr
from engine.perceptrons.circuits import Circuit, Node
from engine.text import subscript

SIMULATION_ID = "perceptrons"
"""The run that the page looks at."""

STATIONS = {
    "decision": (mark("Decision"), mark("Weights of evidence against a threshold (1).")),
    "bench": (mark("Bench"), mark("Wire perceptrons: gates, and an adder (2).")),
    "sigmoid": (mark("Sigmoid"), mark("From the step to the smooth curve (3).")),
    "bits": (mark("Four bits"), mark("Turn ten outputs into four bits (4).")),
}
"""Name and meaning of each station."""

STATION_KEYS = {
    "decision": mark("Station: a decision"),
    "bench": mark("Station: the bench"),
    "sigmoid": mark("Station: the sigmoid"),
    "bits": mark("Station: four bits"),
}
"""What the number keys do, in order."""

REASON_NAMES = (mark("Weather"), mark("Company"), mark("Train"))
"""What the inputs of the decision are, in their order."""

REASON_HINTS = (
    mark("the weather will be good"),
    mark("somebody comes along"),
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
"""What prepared circuits are called."""

CHANGE_NAMES = {
    "w1": mark("Δw₁"),
    "w2": mark("Δw₂"),
    "b": mark("Δb"),
    "all": mark("Δ of all three"),
}

NETWORK_NAMES = {"neuron": mark("one neuron"), "bench": mark("all of the bench")}

BIT_VALUES = (8, 4, 2, 1)


def signed(value: float, decimals: int = 3) -> str:
    """Return a weight with its sign, without zeros at its end.

    Examples
    --------
    >>> signed(2.0), signed(-0.25), signed(0.0)
    ('+2', '−0.25', '0')
    """
    written = plain(value, decimals)
    return f"+{written}" if value > 0 and written != "0" else written


def plain(value: float, decimals: int = 3) -> str:
    """Return a number with a true minus sign, without zeros at its end.

    Examples
    --------
    >>> plain(2.0), plain(-0.25), plain(-0.0001, 2)
    ('2', '−0.25', '0')
    """
    written = number(abs(value), decimals)
    point = number(0.5, 1)[1]
    if point in written:
        written = written.rstrip("0").rstrip(point)
    return f"−{written}" if value < 0 and written != "0" else written


def input_name(index: int) -> str:
    """Return the name of an input, from 0.

    Examples
    --------
    >>> input_name(0)
    'x₁'
    """
    return f"x{subscript(index + 1)}"


def node_name(circuit: Circuit, node: Node) -> str:
    """Return what a part of the bench is called."""
    if node.bias is None:
        return input_name(circuit.inputs.index(node))
    if node.name:
        return tr(_OUTPUT_NAMES[node.name])
    return f"p{subscript(circuit.perceptrons.index(node) + 1)}"


_OUTPUT_NAMES = {"sum": mark("sum"), "carry": mark("carry")}
