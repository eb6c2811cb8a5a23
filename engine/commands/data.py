"""Commands about data and weights in files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GetData:
    """Download MNIST; the network learns from it when it is there."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class CancelData:
    """Stop the download."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class ExportNetwork:
    """Write the network that reads the pad: .safetensors, .npz, or .py for a NumPy program."""

    simulation_id: str
    path: str


@dataclass(frozen=True, slots=True)
class ImportWeights:
    """Learn on from weights in a file; what was learned before stays a run of the list."""

    simulation_id: str
    path: str
