"""Commands about data and weights in files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GetData:
    """Download MNIST; the network learns from it when it is there."""

    run: str


@dataclass(frozen=True, slots=True)
class CancelData:
    """Stop the download."""

    run: str


@dataclass(frozen=True, slots=True)
class ExportNetwork:
    """Write the network that reads the pad: .safetensors, .npz, or .py for a NumPy program."""

    run: str
    path: str


@dataclass(frozen=True, slots=True)
class ImportWeights:
    """Learn on from weights in a file; what was learned before stays a run of the list."""

    run: str
    path: str
