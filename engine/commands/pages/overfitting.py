"""Commands of the page Overfitting."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Kernels, SimulationCommand


@dataclass(frozen=True, slots=True)
class DistortDigits(SimulationCommand, needs_kernels=Kernels.ALL):
    """Let the station Expansion distort digits and read them from now on."""
