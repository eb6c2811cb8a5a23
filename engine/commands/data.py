"""Commands for data and weights in files."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import Edit, SimulationCommand


@dataclass(frozen=True, slots=True)
class GetData(SimulationCommand):
    """Download MNIST and train on it once it is loaded."""


@dataclass(frozen=True, slots=True)
class CancelData(SimulationCommand):
    """Stop the download."""


@dataclass(frozen=True, slots=True)
class ExportNetwork(SimulationCommand):
    """Export the page's network: .safetensors, .npz, .py for a NumPy program, .onnx."""

    path: str


@dataclass(frozen=True, slots=True)
class ImportWeights(Edit):
    """Begin a run from weights in a file; the present run stays in the list."""

    path: str
