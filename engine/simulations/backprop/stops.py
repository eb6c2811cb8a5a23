"""Stops of one cycle: forward pass, error, backward pass, gradients, update."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

StopKind: TypeAlias = Literal["input", "forward", "error", "backward", "gradients", "update"]


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the cycle.

    Attributes
    ----------
    kind : str
    layer : int or None
        Among layers with weights, from 0; None stands for all of them at once.
    """

    kind: StopKind
    layer: int | None = None

    @property
    def family(self) -> StopKind:
        """The one of the four coarse stops that it belongs to."""
        coarse: dict[StopKind, StopKind] = {"input": "forward", "gradients": "backward"}
        return coarse.get(self.kind, self.kind)

    def knows_activation(self, layer: int) -> bool:
        """Whether z and a of a layer are computed by now."""
        if self.kind == "forward":
            return self.layer is None or layer <= self.layer
        return self.kind != "input"

    def knows_error(self, layer: int, last: int) -> bool:
        """Whether δ of a layer is computed by now; `last` is the output layer."""
        if self.kind == "error":
            return layer == last
        if self.kind == "backward":
            return self.layer is None or layer >= self.layer
        return self.kind in ("gradients", "update")

    @property
    def knows_gradients(self) -> bool:
        """Whether ∂C/∂w and ∂C/∂b are computed by now."""
        whole = self.kind == "backward" and self.layer is None
        return whole or self.kind in ("gradients", "update")


@cache
def stops_of(layers: int, every: bool) -> tuple[Stop, ...]:
    """Return the stops of one cycle.

    Parameters
    ----------
    layers : int
        Layers that have weights.
    every : bool
        One stop per layer in both passes; otherwise the four coarse stops.
    """
    if not every:
        return (Stop("forward"), Stop("error"), Stop("backward"), Stop("update"))
    there = tuple(Stop("forward", layer) for layer in range(layers))
    back = tuple(Stop("backward", layer) for layer in reversed(range(layers - 1)))
    end = (Stop("gradients"), Stop("update"))
    return (Stop("input"), *there, Stop("error", layers - 1), *back, *end)
