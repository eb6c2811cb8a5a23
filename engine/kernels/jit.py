"""The one decorator of every kernel."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

# `nnan` and `ninf` are left out on purpose: with them a test for NaN is optimised away.
SAFE_FAST_MATH = {"reassoc", "contract", "arcp", "nsz", "afn"}

JIT_AVAILABLE = (
    importlib.util.find_spec("numba") is not None and os.environ.get("NABLA_NO_NUMBA") != "1"
)
"""Whether kernels are compiled; without it they run as plain Python."""


def kernel(function: F) -> F:
    """Compile a function on its first call and keep the machine code on disk.

    A kernel takes arrays and numbers, writes into its out arrays, allocates nothing in
    loops, releases the GIL, and lasts at most 10 ms a call.

    Parameters
    ----------
    function : callable
        Plain Python over arrays and numbers.
    """
    return _compiled(function, SAFE_FAST_MATH)


def exact_kernel(function: F) -> F:
    """Compile like `kernel`, every operation rounded as IEEE 754 says: 90 / 90 is 1."""
    return _compiled(function, False)


def _compiled(function: F, fast_math: set[str] | bool) -> F:
    if not JIT_AVAILABLE:
        return function
    import numba

    compile_ = numba.njit(nogil=True, cache=True, error_model="numpy", fastmath=fast_math)
    return cast(F, compile_(function))
