"""Explicit 8-lane float32 SIMD: LLVM does not vectorise short loops reliably.

It turns a loop over the thirty weights of a pixel into overlap checks, a vector loop and a
remainder; the checks cost more than the arithmetic. Here rows are padded to whole vectors, and
accumulators stay in registers from the first pixel of an image to the last. Fused multiply-adds
are explicit and sums have a fixed order, so that every machine gets the same bits.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from llvmlite import ir

from engine.kernels.simd.instructions import INT, INT32, Writer, cgutils, instruction, types

LANES = 8
"""Lanes of a vector."""

MOST = 8
"""Largest block in vectors: accumulators that fit into sixteen registers with operands."""

BLOCKS = range(1, MOST + 1)

LOG2_E = 1.44269504088896341
LN2_HIGH, LN2_LOW = 0.693359375, -2.12194440e-4
"""The logarithm of 2 in two parts: the first has few bits, so that k · LN2_HIGH is exact."""

TAYLOR = tuple(1.0 / factorial(n) for n in range(7, -1, -1))
"""Coefficients of e^r, the highest power first."""

FOLDS = (
    ((0, 1, 2, 3, 8, 9, 10, 11), (4, 5, 6, 7, 12, 13, 14, 15)),
    ((0, 1, 8, 9, 4, 5, 12, 13), (2, 3, 10, 11, 6, 7, 14, 15)),
    ((0, 2, 8, 10, 4, 6, 12, 14), (1, 3, 9, 11, 5, 7, 13, 15)),
)
"""Lanes of two vectors to be added in each of the three steps of `_totals`."""

FLOAT = ir.FloatType()


@instruction(FLOAT, LANES)
def gather(writer: Writer, vectors: Any, rows: Any, listed: Any, z: Any, place: Any) -> None:
    """Add weighted rows, `vectors` vectors of each, 1 to MOST.

    With (w, start, width) = rows and (index, i, value, v, count) = listed, the sum over
    n < count of value[v + n] · w[start + width · index[i + n] : … + 8·vectors] is added to
    z[place : …].
    """
    builder, (w, start, width), (*_, count) = writer.builder, rows, listed
    indices, values = _addresses(writer, listed)

    def write(block: int) -> None:
        places = [writer.after(place, LANES * vector) for vector in range(block)]
        sums = [writer.variable(writer.load(z, at)) for at in places]
        with writer.loop(count) as loop:
            row = builder.zext(writer.element(indices, loop.index), INT)
            begin = builder.add(start, builder.mul(row, width))
            factor = writer.spread(writer.element(values, loop.index))
            for vector, sum_ in enumerate(sums):
                writer.add_product(
                    sum_, factor, writer.load(w, writer.after(begin, LANES * vector))
                )
        for sum_, at in zip(sums, places, strict=True):
            writer.store(builder.load(sum_), z, at)

    writer.choose(vectors, write, BLOCKS)


@instruction(FLOAT, LANES)
def scatter(
    writer: Writer, vectors: Any, rows: Any, listed: Any, scale: Any, delta: Any, place: Any
) -> None:
    """Update rows with an outer product, `vectors` vectors of each, 1 to MOST.

    With rows and listed as in `gather`, scale · value[v + n] · delta[place : …] is added to
    w[start + width · index[i + n] : … + 8·vectors] for each n < count.
    """
    builder, (w, start, width), (*_, count) = writer.builder, rows, listed
    indices, values = _addresses(writer, listed)

    def write(block: int) -> None:
        spread = writer.spread(scale)
        steps = [
            builder.fmul(spread, writer.load(delta, writer.after(place, LANES * vector)))
            for vector in range(block)
        ]
        with writer.loop(count) as loop:
            row = builder.zext(writer.element(indices, loop.index), INT)
            begin = builder.add(start, builder.mul(row, width))
            factor = writer.spread(writer.element(values, loop.index))
            for vector, step in enumerate(steps):
                at = writer.after(begin, LANES * vector)
                writer.store(writer.multiply_add(factor, step, writer.load(w, at)), w, at)

    writer.choose(vectors, write, BLOCKS)


def _addresses(writer: Writer, listed: Any) -> tuple[Any, Any]:
    """Return the addresses of the first index and of the first value."""
    index, i, value, v, _ = listed
    return writer.builder.gep(index, [i]), writer.builder.gep(value, [v])


@instruction(FLOAT, LANES)
def prefetch(writer: Writer, array: Any, place: Any) -> None:
    """Prefetch the cache line of array[place]."""
    builder = writer.builder
    address = builder.bitcast(builder.gep(array, [place]), ir.IntType(8).as_pointer())
    kind = ir.FunctionType(ir.VoidType(), [address.type, INT32, INT32, INT32])
    call = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0i8")
    # flags: read access, high locality, data cache
    builder.call(call, [address, *(ir.Constant(INT32, flag) for flag in (0, 3, 1))])


@instruction(FLOAT, LANES, types.float32)
def dot(writer: Writer, a: Any, first: Any, b: Any, second: Any, width: Any) -> Any:
    """Return Σ a[first + j] · b[second + j], j < width, a multiple of LANES."""
    sum_ = writer.variable(writer.constant(0.0))
    with writer.vectors(width) as step:
        x = writer.load(a, writer.builder.add(first, step))
        writer.add_product(sum_, x, writer.load(b, writer.builder.add(second, step)))
    return writer.total(writer.builder.load(sum_))


@instruction(FLOAT, LANES)
def dot_rows(writer: Writer, rows: Any, delta: Any, above: Any, below: Any) -> None:
    """Write Σ w[first + r · width + j] · delta[above + j], j < width, to delta[below + r], r < 8.

    With (w, first, width) = rows, width a multiple of LANES; the bits are those of `dot`.
    """
    builder, (w, first, width) = writer.builder, rows
    begins = writer.steps(first, width, LANES)
    sums = [writer.variable(writer.constant(0.0)) for _ in begins]
    with writer.vectors(width) as step:
        error = writer.load(delta, builder.add(above, step))
        for begin, sum_ in zip(begins, sums, strict=True):
            writer.add_product(sum_, writer.load(w, builder.add(begin, step)), error)
    writer.store(_totals(writer, [builder.load(sum_) for sum_ in sums]), delta, below)


def _totals(writer: Writer, vectors: list[Any]) -> Any:
    """Return a vector with the `total` of each of eight vectors, halves first."""
    half = LANES // 2
    pairs = list(zip(vectors[:half], vectors[half:], strict=True))
    for low, high in FOLDS:
        folded = [
            writer.builder.fadd(writer.mixed(a, b, low), writer.mixed(a, b, high)) for a, b in pairs
        ]
        pairs = list(zip(folded[::2], folded[1::2], strict=False))
    return folded[0]


@instruction(FLOAT, LANES)
def sigmoid_vectors(writer: Writer, z: Any, a: Any, place: Any, width: Any) -> None:
    """Write 1 / (1 + e^-z) into a[place : place + width], width a multiple of LANES.

    e^x = 2^k e^r with |r| <= ln 2 / 2 and a polynomial of degree 7 for e^r: the error is
    below two units in the last place.
    """
    writer.sigmoid(_exponential, z, a, place, width)


def _exponential(writer: Writer, x: Any) -> Any:
    """Return e^x of a vector, x clipped to -87 .. 87."""
    builder, constant = writer.builder, writer.constant
    x = writer.call("minnum", x, constant(87.0))
    x = writer.call("maxnum", x, constant(-87.0))
    k = writer.call("floor", writer.multiply_add(x, constant(LOG2_E), constant(0.5)))
    r = writer.multiply_add(k, constant(-LN2_HIGH), x)
    r = writer.multiply_add(k, constant(-LN2_LOW), r)
    p = constant(TAYLOR[0])
    for coefficient in TAYLOR[1:]:
        p = writer.multiply_add(p, r, constant(coefficient))
    whole = ir.VectorType(INT32, LANES)
    bits = builder.add(builder.fptosi(k, whole), ir.Constant(whole, [127] * LANES))
    bits = builder.shl(bits, ir.Constant(whole, [23] * LANES))
    return builder.fmul(p, builder.bitcast(bits, writer.vector))
