"""Explicit 4-lane float64 SIMD, for networks so small that loop overhead dominates.

The counterpart of `engine.kernels.simd.simd_f32`. Rows of weights are padded to whole vectors,
so that a layer of up to four neurons is a single vector.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from llvmlite import ir
from numba import types as untyped_types

from engine.kernels.simd.simd_f32 import INT, LOG2_E, cgutils, data_of, intrinsic

types: Any = untyped_types

QUAD = 4
"""Lanes of a vector."""

VECTOR = ir.VectorType(ir.DoubleType(), QUAD)
BITS = ir.VectorType(INT, QUAD)

LN2_HIGH, LN2_LOW = 0.693147180369123816490, 1.90821492927058770002e-10
"""The logarithm of 2 in two parts: the first has few bits, so that k · LN2_HIGH is exact."""

TAYLOR = tuple(1.0 / factorial(n) for n in range(14))
"""Coefficients of e^r, the lowest power first."""

ROUNDING = 1.5 * 2.0**52
"""Number so large that adding it rounds to an integer, held in the lowest bits."""

FARTHEST = 708.0
"""Largest |x| for which e^x and e^-x are both normal numbers."""


class Writer:
    """Builder of LLVM instructions on float64 vectors in arrays.

    Parameters
    ----------
    builder : llvmlite.ir.IRBuilder
    """

    def __init__(self, builder: Any) -> None:
        self.builder = builder
        kind = ir.FunctionType(VECTOR, [VECTOR] * 3)
        self.fma = cgutils.get_or_insert_function(builder.module, kind, "llvm.fma.v4f64")

    def place(self, pointer: Any, index: Any) -> Any:
        """Return the address of element `index` of an array as a vector pointer."""
        address = self.builder.gep(pointer, [index])
        return self.builder.bitcast(address, VECTOR.as_pointer())

    def load(self, pointer: Any, index: Any) -> Any:
        """Load the vector that begins at element `index`."""
        return self.builder.load(self.place(pointer, index), align=8)

    def store(self, vector: Any, pointer: Any, index: Any) -> None:
        """Store a vector from element `index` on."""
        self.builder.store(vector, self.place(pointer, index), align=8)

    def spread(self, number: Any) -> Any:
        """Broadcast a number to a vector."""
        empty = ir.Constant(VECTOR, ir.Undefined)
        first = self.builder.insert_element(empty, number, ir.Constant(ir.IntType(32), 0))
        mask = ir.Constant(ir.VectorType(ir.IntType(32), QUAD), [0] * QUAD)
        return self.builder.shuffle_vector(first, empty, mask)

    def multiply_add(self, a: Any, b: Any, c: Any) -> Any:
        """Return a · b + c, rounded once."""
        return self.builder.call(self.fma, [a, b, c])

    def totals(self, vectors: list[Any]) -> Any:
        """Return a vector with the sum of the lanes of each of four vectors, pairs first."""
        a, b, c, d = vectors
        even, odd = (0, 4, 2, 6), (1, 5, 3, 7)
        first = self.builder.fadd(self.mixed(a, b, even), self.mixed(a, b, odd))
        second = self.builder.fadd(self.mixed(c, d, even), self.mixed(c, d, odd))
        low = self.mixed(first, second, (0, 1, 4, 5))
        return self.builder.fadd(low, self.mixed(first, second, (2, 3, 6, 7)))

    def mixed(self, a: Any, b: Any, places: tuple[int, ...]) -> Any:
        """Shuffle two vectors: pick lanes by index, those of b counted from QUAD."""
        mask = ir.Constant(ir.VectorType(ir.IntType(32), QUAD), list(places))
        return self.builder.shuffle_vector(a, b, mask)

    def quads(self, width: Any) -> Any:
        """Return a loop over the vectors of `width` numbers; its index counts vectors."""
        count = self.builder.udiv(width, ir.Constant(INT, QUAD))
        return cgutils.for_range(self.builder, count)


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


@intrinsic  # type: ignore[untyped-decorator]
def weigh(
    typing: Any,
    w: Any,
    bias: Any,
    start: Any,
    width: Any,
    value: Any,
    v: Any,
    count: Any,
    z: Any,
    place: Any,
) -> Any:
    """Write w[bias …] + Σ value[v + n] · w[start + n · width …], n < count, to z[place …].

    One vector of each row.
    """
    signature = types.void(w, bias, start, width, value, v, count, z, place)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        w, bias, start, width, value, v, count, z, place = arguments
        weights = w
        values = builder.gep(value, [v])
        writer = Writer(builder)
        sum_ = cgutils.alloca_once(builder, VECTOR)
        builder.store(writer.load(weights, bias), sum_)
        with cgutils.for_range(builder, count) as loop:
            factor = writer.spread(builder.load(builder.gep(values, [loop.index])))
            row = writer.load(weights, builder.add(start, builder.mul(loop.index, width)))
            builder.store(writer.multiply_add(factor, row, builder.load(sum_)), sum_)
        writer.store(builder.load(sum_), z, place)
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def add_outer(
    typing: Any,
    out: Any,
    bias: Any,
    start: Any,
    width: Any,
    value: Any,
    v: Any,
    count: Any,
    scale: Any,
    delta: Any,
    place: Any,
) -> Any:
    """Add scale · delta[place …] to out[bias …], and value[v + n] times that to row n.

    Row n < count is out[start + n · width …]; one vector of each row.
    """
    signature = types.void(out, bias, start, width, value, v, count, scale, delta, place)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        out, bias, start, width, value, v, count, scale, delta, place = arguments
        target = out
        values = builder.gep(value, [v])
        writer = Writer(builder)
        error = writer.load(delta, place)
        step = builder.fmul(writer.spread(scale), error)
        writer.store(builder.fadd(writer.load(target, bias), step), target, bias)
        with cgutils.for_range(builder, count) as loop:
            factor = writer.spread(builder.load(builder.gep(values, [loop.index])))
            at = builder.add(start, builder.mul(loop.index, width))
            row = writer.multiply_add(factor, step, writer.load(target, at))
            writer.store(row, target, at)
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def send_quad(
    typing: Any, w: Any, start: Any, width: Any, left: Any, delta: Any, above: Any, below: Any
) -> Any:
    """Write Σ w[start + n · width + j] · delta[above + j], j < width, to delta[below + n], n < 4.

    Lanes n >= left >= 1 become 0; row `left` is read too and must exist.
    """
    signature = types.void(w, start, width, left, delta, above, below)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        w, start, width, left, delta, above, below = arguments
        writer = Writer(builder)
        numbers = [ir.Constant(INT, lane) for lane in range(QUAD)]
        there = [builder.icmp_signed("<", number, left) for number in numbers]
        nearest = [
            builder.select(here, number, left) for here, number in zip(there, numbers, strict=True)
        ]
        rows = [builder.add(start, builder.mul(number, width)) for number in nearest]
        sums = [cgutils.alloca_once(builder, VECTOR) for _ in rows]
        for sum_ in sums:
            builder.store(_constant(0.0), sum_)
        with writer.quads(width) as loop:
            step = builder.mul(loop.index, ir.Constant(INT, QUAD))
            error = writer.load(delta, builder.add(above, step))
            for row, sum_ in zip(rows, sums, strict=True):
                weights = writer.load(w, builder.add(row, step))
                builder.store(writer.multiply_add(weights, error, builder.load(sum_)), sum_)
        found = writer.totals([builder.load(sum_) for sum_ in sums])
        mask = ir.Constant(ir.VectorType(ir.IntType(1), QUAD), ir.Undefined)
        for lane, here in enumerate(there):
            mask = builder.insert_element(mask, here, ir.Constant(ir.IntType(32), lane))
        writer.store(builder.select(mask, found, _constant(0.0)), delta, below)
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def sigmoid_quads(typing: Any, z: Any, a: Any, place: Any, width: Any) -> Any:
    """Write 1 / (1 + e^-z) into a[place : place + width], width a multiple of QUAD."""
    signature = types.void(z, a, place, width)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        z, a, place, width = arguments
        source = z
        target = a
        writer = Writer(builder)
        one = _constant(1.0)
        with writer.quads(width) as loop:
            at = builder.add(place, builder.mul(loop.index, ir.Constant(INT, QUAD)))
            e = _exponential(writer, builder.fneg(writer.load(source, at)))
            writer.store(builder.fdiv(one, builder.fadd(one, e)), target, at)
        return context.get_dummy_value()

    return signature, generate


@intrinsic  # type: ignore[untyped-decorator]
def through_sigmoid(typing: Any, a: Any, error: Any, place: Any, width: Any) -> Any:
    """Multiply error[place : place + width] by a · (1 - a), width a multiple of QUAD."""
    signature = types.void(a, error, place, width)

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        a, error, place, width = arguments
        source = a
        target = error
        writer = Writer(builder)
        with writer.quads(width) as loop:
            at = builder.add(place, builder.mul(loop.index, ir.Constant(INT, QUAD)))
            here = writer.load(source, at)
            slope = builder.fmul(here, builder.fsub(_constant(1.0), here))
            writer.store(builder.fmul(writer.load(target, at), slope), target, at)
        return context.get_dummy_value()

    return signature, generate


def _constant(number: float) -> Any:
    return ir.Constant(VECTOR, [number] * QUAD)


def _exponential(writer: Writer, x: Any) -> Any:
    """Return e^x of a vector, x clipped to -FARTHEST .. FARTHEST.

    e^x = 2^k e^r with |r| <= ln 2 / 2; the Taylor series of e^r is summed in pairs, which are
    independent of each other, and the bits of k are added to those of the exponent.
    """
    builder = writer.builder
    for beyond, limit in (("<", FARTHEST), (">", -FARTHEST)):
        end = _constant(limit)
        # ordered comparison: NaN stays NaN
        x = builder.select(builder.fcmp_ordered(beyond, end, x), end, x)
    rounded = writer.multiply_add(x, _constant(LOG2_E), _constant(ROUNDING))
    k = builder.fsub(rounded, _constant(ROUNDING))
    r = writer.multiply_add(k, _constant(-LN2_HIGH), x)
    r = writer.multiply_add(k, _constant(-LN2_LOW), r)
    terms, power, zero = [_constant(each) for each in TAYLOR], r, _constant(0.0)
    while len(terms) > 1:
        pairs = zip(terms[::2], [*terms[1::2], zero], strict=False)
        terms = [writer.multiply_add(high, power, low) for low, high in pairs]
        power = builder.fmul(power, power)
    exponent = builder.shl(builder.bitcast(rounded, BITS), ir.Constant(BITS, [52] * QUAD))
    bits = builder.add(builder.bitcast(terms[0], BITS), exponent)
    return builder.bitcast(bits, VECTOR)
