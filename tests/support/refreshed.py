"""The state of a simulation that no session refreshes."""

from __future__ import annotations

from typing import Any

from engine.simulations.simulation import Simulation


def refreshed(simulation: Simulation, *observed: str) -> Any:
    """Return a simulation's state as a session shows it now."""
    simulation.refresh(frozenset(observed))
    return simulation.state()
