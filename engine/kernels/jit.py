"""Decorators that compile kernels with Numba."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

# without nnan and ninf: with them tests for NaN are optimised away
SAFE_FAST_MATH = {"reassoc", "contract", "arcp", "nsz", "afn"}

JIT_AVAILABLE = (
    importlib.util.find_spec("numba") is not None and os.environ.get("NABLA_NO_NUMBA") != "1"
)
"""Whether kernels are compiled; otherwise the decorators return plain Python."""


def kernel(function: F) -> F:
    """Compile a function on its first call and keep the machine code on disk.

    A kernel takes arrays and numbers, writes into its out arrays, allocates nothing in inner
    loops and releases the GIL. Callers limit the work of a call to about 10 ms.

    Parameters
    ----------
    function : callable
        Plain Python over arrays and numbers.
    """
    return _compiled(function, SAFE_FAST_MATH, cache=True)


def allocating_kernel(function: F) -> F:
    """Compile like `kernel` one that allocates scratch or assigns whole arrays, once a call."""
    return _compiled(function, SAFE_FAST_MATH, cache=True, _nrt=True)


def fused_kernel(function: F) -> F:
    """Compile like `kernel`, but in the written order: only a · b + c may be rounded once.

    Its bits do not depend on the kernel that it is compiled into.
    """
    return _compiled(function, {"contract"}, cache=True)


def exact_kernel(function: F) -> F:
    """Compile like `kernel`, but with IEEE 754 rounding of every operation: 90 / 90 is 1."""
    return _compiled(function, False, cache=True)


def part(function: F) -> F:
    """Compile like `kernel` what a factory returns, inlined into the kernels that call it."""
    return _compiled(function, SAFE_FAST_MATH, forceinline=True)


def exact_part(function: F) -> F:
    """Compile like `part`, but with IEEE 754 rounding of every operation."""
    return _compiled(function, False, forceinline=True)


def dispatched(kernels: Sequence[Callable[..., None]]) -> Callable[..., None]:
    """Return a kernel that calls one of several, at the place given by its first argument.

    It is compiled into the kernels that call it; a place beyond the last does nothing.
    """

    def nothing(place: int, *arguments: Any) -> None:
        pass

    chain: Callable[..., None] = _compiled(nothing, False)
    for place, chosen in reversed(list(enumerate(kernels))):
        chain = _either(place, chosen, chain)
    return chain


def _either(wanted: int, chosen: Callable[..., Any], rest: Callable[..., Any]) -> Any:
    def call(place: int, *arguments: Any) -> None:
        if place == wanted:
            chosen(*arguments)
        else:
            rest(place, *arguments)

    return _compiled(call, False)


def _compiled(function: F, fast_math: set[str] | bool, **options: Any) -> F:
    if not JIT_AVAILABLE:
        return function
    import numba

    # without Numba's runtime a slice or a tuple of arrays costs no atomic count of references;
    # such a kernel can neither allocate nor assign nor return whole arrays
    told: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False} | options
    compile_ = numba.njit(fastmath=fast_math, **told)
    return cast(F, compile_(function))
