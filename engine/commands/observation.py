"""Commands that report the window's state: observed fields, viewpoint, compiled kernels."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Command, SimulationCommand


@dataclass(frozen=True, slots=True)
class KernelsReady(Command):
    """Report that kernels are compiled: simulations that wait for them may start.

    Attributes
    ----------
    convolution : bool
        Whether all kernels are compiled, or only those of dense networks.
    """

    convolution: bool = True


@dataclass(frozen=True, slots=True)
class Observe(SimulationCommand, drag_target=(), independent=True):
    """Choose the optional fields that a simulation computes for its snapshots.

    Attributes
    ----------
    fields : frozenset of str
        Digits and Builder: "confusion", "mistakes", "surface" (linked view). Digits: "weights"
        (of the reading network), "answers". Builder: "plane", "backprop" (linked view).
        Backprop: "program". Surface: "pictures", "polling".
    """

    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TurnView(SimulationCommand, drag_target=()):
    """Turn the view of a surface: degrees around the vertical and above the horizon."""

    turn: float
    tilt: float
