"""Commands that neither edit nor move: what to copy into snapshots, which kernels are ready."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KernelsReady:
    """Say that kernels on disk are compiled: runs that wait for them may start.

    Attributes
    ----------
    convolution : bool
        Whether all of them are; otherwise those of dense networks.
    """

    convolution: bool = True


@dataclass(frozen=True, slots=True)
class Observe:
    """Say what the visible page wants copied into snapshots.

    Attributes
    ----------
    fields : frozenset of str
        Of a Digits run: "weights" (of the reading network), "confusion", "mistakes", "answers".
        Of a Backprop run: "program".
    """

    simulation_id: str
    fields: frozenset[str] = frozenset()
