"""Explicit 4-lane float64 SIMD, for networks so small that loop overhead dominates.

The counterpart of `engine.kernels.simd.simd_f32`. Rows of weights are padded to whole vectors,
so that a layer of up to four neurons is a single vector.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from llvmlite import ir

from engine.kernels.simd.instructions import (
    INT,
    INT32,
    Writer,
    data_of,
    instruction,
    intrinsic,
    types,
)
from engine.kernels.simd.simd_f32 import LOG2_E

QUAD = 4
"""Lanes of a vector."""

DOUBLE = ir.DoubleType()
BITS = ir.VectorType(INT, QUAD)

LN2_HIGH, LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
"""The logarithm of 2 in two parts: the first has few bits, so that k · LN2_HIGH is exact."""

TAYLOR = tuple(1.0 / factorial(n) for n in range(14))
"""Coefficients of e^r, the lowest power first."""

ROUNDING = 1.5 * 2.0**52
"""Number so large that adding it rounds to an integer, held in the lowest bits."""

FARTHEST = 708.0
"""Largest |x| for which e^x and e^-x are both normal numbers."""


@intrinsic  # type: ignore[untyped-decorator]
def pointer(typing: Any, array: Any) -> Any:
    """Return the address of an array's first element, to be indexed like a flat array.

    Passing an array costs its whole descriptor and two atomic reference counts, passing an
    address one number.
    """
    signature = types.CPointer(array.dtype)(array)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return data_of(context, builder, signature.args[0], arguments[0])

    return signature, generate


@instruction(DOUBLE, QUAD)
def weigh(writer: Writer, rows: Any, bias: Any, values: Any, z: Any, place: Any) -> None:
    """Write w[bias …] + Σ value[v + n] · w[start + n · width …], n < count, to z[place …].

    One vector of each row; rows are w, start and width, values are value, v and count.
    """
    builder, (w, start, width), (value, v, count) = writer.builder, rows, values
    sum_ = writer.variable(writer.load(w, bias))
    with writer.loop(count) as loop:
        factor = writer.spread(writer.element(value, builder.add(v, loop.index)))
        row = writer.load(w, builder.add(start, builder.mul(loop.index, width)))
        writer.add_product(sum_, factor, row)
    writer.store(builder.load(sum_), z, place)


@instruction(DOUBLE, QUAD)
def add_outer(
    writer: Writer, rows: Any, bias: Any, values: Any, scale: Any, delta: Any, place: Any
) -> None:
    """Add scale · delta[place …] to w[bias …], and value[v + n] times that to row n < count.

    Row n is w[start + n · width …]; one vector of each row; rows and values as in `weigh`.
    """
    builder, (w, start, width), (value, v, count) = writer.builder, rows, values
    step = builder.fmul(writer.spread(scale), writer.load(delta, place))
    writer.store(builder.fadd(writer.load(w, bias), step), w, bias)
    with writer.loop(count) as loop:
        factor = writer.spread(writer.element(value, builder.add(v, loop.index)))
        at = builder.add(start, builder.mul(loop.index, width))
        writer.store(writer.multiply_add(factor, step, writer.load(w, at)), w, at)


@instruction(DOUBLE, QUAD)
def send_quad(writer: Writer, rows: Any, left: Any, delta: Any, above: Any, below: Any) -> None:
    """Write Σ w[start + n · width + j] · delta[above + j], j < width, to delta[below + n], n < 4.

    Lanes n >= left >= 1 become 0; row `left` is read too and must exist. Rows are w, start and
    width.
    """
    builder, (w, start, width) = writer.builder, rows
    numbers = [writer.whole(lane) for lane in range(QUAD)]
    there = [builder.icmp_signed("<", number, left) for number in numbers]
    nearest = [
        builder.select(here, number, left) for here, number in zip(there, numbers, strict=True)
    ]
    begins = [builder.add(start, builder.mul(number, width)) for number in nearest]
    sums = [writer.variable(writer.constant(0.0)) for _ in begins]
    with writer.vectors(width) as step:
        error = writer.load(delta, builder.add(above, step))
        for row, sum_ in zip(begins, sums, strict=True):
            writer.add_product(sum_, writer.load(w, builder.add(row, step)), error)
    found = _totals(writer, [builder.load(sum_) for sum_ in sums])
    mask = ir.Constant(ir.VectorType(ir.IntType(1), QUAD), ir.Undefined)
    for lane, here in enumerate(there):
        mask = builder.insert_element(mask, here, ir.Constant(INT32, lane))
    writer.store(builder.select(mask, found, writer.constant(0.0)), delta, below)


def _totals(writer: Writer, vectors: list[Any]) -> Any:
    """Return a vector with the sum of the lanes of each of four vectors, pairs first."""
    a, b, c, d = vectors
    add, mixed, even, odd = writer.builder.fadd, writer.mixed, (0, 4, 2, 6), (1, 5, 3, 7)
    first = add(mixed(a, b, even), mixed(a, b, odd))
    second = add(mixed(c, d, even), mixed(c, d, odd))
    return add(mixed(first, second, (0, 1, 4, 5)), mixed(first, second, (2, 3, 6, 7)))


@instruction(DOUBLE, QUAD)
def sigmoid_quads(writer: Writer, z: Any, a: Any, place: Any, width: Any) -> None:
    """Write 1 / (1 + e^-z) into a[place : place + width], width a multiple of QUAD."""
    writer.sigmoid(_exponential, z, a, place, width)


@instruction(DOUBLE, QUAD)
def through_sigmoid(writer: Writer, a: Any, error: Any, place: Any, width: Any) -> None:
    """Multiply error[place : place + width] by a · (1 - a), width a multiple of QUAD."""
    builder = writer.builder
    with writer.vectors(width, place) as at:
        here = writer.load(a, at)
        slope = builder.fmul(here, builder.fsub(writer.constant(1.0), here))
        writer.store(builder.fmul(writer.load(error, at), slope), error, at)


def _exponential(writer: Writer, x: Any) -> Any:
    """Return e^x of a vector, x clipped to -FARTHEST .. FARTHEST.

    e^x = 2^k e^r with |r| <= ln 2 / 2; the Taylor series of e^r is summed in pairs, which are
    independent of each other, and the bits of k are added to those of the exponent.
    """
    builder, constant = writer.builder, writer.constant
    for beyond, limit in (("<", FARTHEST), (">", -FARTHEST)):
        end = constant(limit)
        # ordered comparison: NaN stays NaN
        x = builder.select(builder.fcmp_ordered(beyond, end, x), end, x)
    rounded = writer.multiply_add(x, constant(LOG2_E), constant(ROUNDING))
    k = builder.fsub(rounded, constant(ROUNDING))
    r = writer.multiply_add(k, constant(-LN2_HIGH), x)
    r = writer.multiply_add(k, constant(-LN2_LOW), r)
    terms, power, zero = [constant(each) for each in TAYLOR], r, constant(0.0)
    while len(terms) > 1:
        pairs = zip(terms[::2], [*terms[1::2], zero], strict=False)
        terms = [writer.multiply_add(high, power, low) for low, high in pairs]
        power = builder.fmul(power, power)
    exponent = builder.shl(builder.bitcast(rounded, BITS), ir.Constant(BITS, [52] * QUAD))
    bits = builder.add(builder.bitcast(terms[0], BITS), exponent)
    return builder.bitcast(bits, writer.vector)
