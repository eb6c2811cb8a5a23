"""Commands for data and weights in files."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Command, Edit


@dataclass(frozen=True, slots=True)
class GetData(Command):
    """Download MNIST and train on it once it is loaded."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class CancelData(Command):
    """Stop the download."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class ExportNetwork(Command):
    """Export the page's network: .safetensors, .npz, or .py for a NumPy program."""

    simulation_id: str
    path: str


@dataclass(frozen=True, slots=True)
class ImportWeights(Edit):
    """Begin a run from weights in a file; the present run stays in the list."""

    simulation_id: str
    path: str
