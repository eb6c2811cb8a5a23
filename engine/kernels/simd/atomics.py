"""Counters that threads share, and a call that lets another thread run."""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from engine.kernels.simd.instructions import INT32, Writer, instruction, types
from engine.kernels.simd.simd_f32 import FLOAT, LANES

ORDER = "seq_cst"
"""Order of all memory accesses around a counter: the same for every thread."""

BYTES = 8
"""Size of a counter."""


@instruction(FLOAT, LANES, types.int64)
def add_counter(writer: Writer, counters: Any, place: Any, amount: Any) -> Any:
    """Add to a counter, int64, at once for all threads; return what it was before."""
    builder = writer.builder
    return builder.atomic_rmw("add", builder.gep(counters, [place]), amount, ORDER)


@instruction(FLOAT, LANES, types.int64)
def read_counter(writer: Writer, counters: Any, place: Any) -> Any:
    """Return a counter, int64, as all threads see it."""
    builder = writer.builder
    return builder.load_atomic(builder.gep(counters, [place]), ORDER, BYTES)


@instruction(FLOAT, LANES)
def call_address(writer: Writer, address: Any) -> None:
    """Call a C function without arguments that returns an int; its address is an int64."""
    kind = ir.FunctionType(INT32, [])
    writer.builder.call(writer.builder.inttoptr(address, kind.as_pointer()), [])
