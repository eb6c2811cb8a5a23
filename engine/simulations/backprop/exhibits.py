"""Prepared networks and examples of the Backprop page, one phenomenon each."""

from __future__ import annotations

from dataclasses import dataclass

OWN = "own"
"""Name of an exhibit whose layers were changed by hand."""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One entry of EXHIBITS; weights that are not given are drawn at random.

    Attributes
    ----------
    weights, biases : tuple
        By layer; rows are neurons.
    stops : str
        "four" or "every".
    """

    name: str
    layers: str
    weights: tuple[tuple[tuple[float, ...], ...], ...] = ()
    biases: tuple[tuple[float, ...], ...] = ()
    x: tuple[float, ...] = ()
    y: tuple[float, ...] = ()
    cost: str = "quadratic"
    activation: str = "sigmoid"
    eta: float = 0.5
    stops: str = "every"


EXHIBITS: tuple[Exhibit, ...] = (
    Exhibit(
        "chain",
        "1-1-1",
        (((1.5,),), ((2.0,),)),
        ((-0.5,), (-0.8,)),
        (1.0,),
        (0.0,),
        eta=2.0,
        stops="four",
    ),
    Exhibit(
        "small",
        "2-2-1",
        (((0.8, -1.2), (1.5, 0.6)), ((1.4, -2.0),)),
        ((0.2, -0.4), (0.5,)),
        (1.0, 0.5),
        (1.0,),
        eta=1.0,
    ),
    Exhibit("large", "5-5-4-3", eta=1.0),
    # saturated and wrong: a = 0.99 where 0 was wanted; only sigma prime is small
    Exhibit("stuck", "1-1-1", (((3.0,),), ((4.0,),)), ((0.0,), (1.0,)), (1.0,), (0.0,)),
    # the first input is nearly 0: whatever the error, its weights hardly learn
    Exhibit(
        "cold input",
        "2-2-1",
        (((1.0, 0.6), (-0.8, 1.1)), ((1.6, -1.2),)),
        ((-0.2, 0.3), (0.1,)),
        (0.01, 1.0),
        (0.0,),
        eta=1.0,
    ),
)
EXHIBIT = {exhibit.name: exhibit for exhibit in EXHIBITS}
