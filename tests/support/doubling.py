"""The smallest kernel there can be, for tests of the cache."""

from __future__ import annotations

from typing import Any

from engine.kernels.jit import kernel


@kernel
def double(x: Any, out: Any) -> None:
    """Write 2 x; shapes (n,)."""
    for i in range(x.shape[0]):
        out[i] = 2 * x[i]
