"""Gate that delays commands until the kernels that they need are compiled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.bridge.coalescing import Numbered
from engine.commands.command import Command, Kernels
from engine.commands.observation import KernelsReady
from engine.simulations import WITHOUT_KERNELS
from engine.snapshots import SimulationSnapshot, Snapshot, Status


class PrecompileGate:
    """Gate for training commands; while closed, their simulations are shown as compiling.

    All other commands pass. `KernelsReady` opens the gate for some commands or for all; those
    that waited then pass in order.
    """

    def __init__(self) -> None:
        self._compiled = Kernels.ALL
        self._held: list[Numbered] = []

    def close(self) -> None:
        """Close the gate: delay training from now on."""
        self._compiled = Kernels.NONE

    def passing(self, commands: Iterable[Numbered]) -> list[Numbered]:
        """Return the commands that may be executed now; keep the others."""
        passing: list[Numbered] = []
        for number, command in commands:
            if isinstance(command, KernelsReady):
                self._compiled = Kernels.ALL if command.convolution else Kernels.DENSE
                passing += [*self._let_go(), (number, command)]
            elif self._must_wait(command):
                self._held.append((number, command))
            else:
                passing.append((number, command))
        return passing

    def shown(self, snapshot: Snapshot, generation: int) -> Snapshot:
        """Return the snapshot with the status COMPILING for simulations that wait.

        Parameters
        ----------
        generation : int
            Number of the last command received, delayed or not.
        """
        waiting = {_simulation_id_of(command) for _, command in self._held}
        if not waiting:
            return snapshot
        simulations = tuple(
            _compiling(simulation) if simulation.id in waiting else simulation
            for simulation in snapshot.simulations
        )
        return replace(
            snapshot, simulations=simulations, generation=max(generation, snapshot.generation)
        )

    def _must_wait(self, command: Command) -> bool:
        if command.calls_off:
            called_off = _simulation_id_of(command)
            self._held = [each for each in self._held if _simulation_id_of(each[1]) != called_off]
            return False
        return self._waits_for_kernels(command)

    def _waits_for_kernels(self, command: Command) -> bool:
        waits = command.needs_kernels > self._compiled
        return waits and _simulation_id_of(command) not in WITHOUT_KERNELS

    def _let_go(self) -> list[Numbered]:
        held, self._held = self._held, []
        self._held = [each for each in held if self._waits_for_kernels(each[1])]
        return [each for each in held if not self._waits_for_kernels(each[1])]


def _simulation_id_of(command: Command) -> str:
    return str(getattr(command, "simulation_id", ""))


def _compiling(simulation: SimulationSnapshot) -> SimulationSnapshot:
    return replace(simulation, status=Status.COMPILING)
