"""Commands for data and weights in files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GetData:
    """Download MNIST and train on it once it is loaded."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class CancelData:
    """Stop the download."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class ExportNetwork:
    """Export the network that reads the pad: .safetensors, .npz, or .py for a NumPy program."""

    simulation_id: str
    path: str


@dataclass(frozen=True, slots=True)
class ImportWeights:
    """Begin a run from weights in a file; the present run stays in the list."""

    simulation_id: str
    path: str
