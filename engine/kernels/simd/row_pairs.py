"""Two rows of weights at a time against the errors of a few examples.

A pair of rows stays in the cache between what it sends back and its update. Every sum adds its
terms in the order of the examples, or of the columns, however many examples are told at once.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.simd.gemm_tile import MANY_REGISTERS
from engine.kernels.simd.instructions import Writer, instruction
from engine.kernels.simd.simd_f32 import FLOAT, LANES

MOST_UPDATES = 10
"""Largest number of examples in `change_pair`."""

MOST_SUMS = MOST_UPDATES if MANY_REGISTERS else 5
"""Largest number of examples in `weigh_pair`: two sums of each stay in registers."""

UPDATES, SUMS = range(1, MOST_UPDATES + 1), range(1, MOST_SUMS + 1)


@instruction(FLOAT, LANES)
def weigh_pair(writer: Writer, count: Any, rows: Any, errors: Any) -> None:
    """Write the products of two rows of weights with the errors of `count` examples.

    With (w, first, width) = rows, width a multiple of LANES, and (delta, above, below, i) =
    errors, Σ w[first + r · width + j] · delta[above[i + n] + j], j < width, becomes
    delta[below[i + n] + r] for r < 2 and n < count, 1 to MOST_SUMS.
    """
    (w, first, width), (delta, above, below, i) = rows, errors
    builder = writer.builder

    def write(examples: int) -> None:
        entries = [writer.after(i, n) for n in range(examples)]
        begins = [writer.element(above, entry) for entry in entries]
        zero = writer.constant(0.0)
        sums = [[writer.variable(zero) for _ in range(2)] for _ in entries]
        with writer.vectors(width) as step:
            pair = [writer.load(w, builder.add(row, step)) for row in writer.steps(first, width, 2)]
            for begin, both in zip(begins, sums, strict=True):
                error = writer.load(delta, builder.add(begin, step))
                for weights, sum_ in zip(pair, both, strict=True):
                    writer.add_product(sum_, weights, error)
        for entry, both in zip(entries, sums, strict=True):
            begin = writer.element(below, entry)
            for r, sum_ in enumerate(both):
                address = builder.gep(delta, [writer.after(begin, r)])
                builder.store(writer.total(builder.load(sum_)), address)

    writer.choose(count, write, SUMS)


@instruction(FLOAT, LANES)
def change_pair(
    writer: Writer, count: Any, rows: Any, factors: Any, errors: Any, scale: Any
) -> None:
    """Add scale · an outer product to two rows of weights.

    With (w, first, width) = rows, width a multiple of LANES, (a, below) = factors and
    (delta, above) = errors, scale · Σ a[below[n] + r] · delta[above[n] + j], n < count, is added
    to w[first + r · width + j] for r < 2 and j < width; count is 1 to MOST_UPDATES.
    """
    (w, first, width), (a, below), (delta, above) = rows, factors, errors
    builder = writer.builder

    def write(examples: int) -> None:
        entries = [writer.whole(n) for n in range(examples)]
        begins = [writer.element(above, entry) for entry in entries]
        places = [writer.element(below, entry) for entry in entries]
        scaled = writer.spread(scale)
        factors = [
            [writer.spread(writer.element(a, writer.after(place, r))) for place in places]
            for r in range(2)
        ]
        with writer.vectors(width) as step:
            deltas = [writer.load(delta, builder.add(begin, step)) for begin in begins]
            for row, own in zip(writer.steps(first, width, 2), factors, strict=True):
                sum_, at = writer.constant(0.0), builder.add(row, step)
                for factor, error in zip(own, deltas, strict=True):
                    sum_ = writer.multiply_add(factor, error, sum_)
                writer.store(writer.multiply_add(scaled, sum_, writer.load(w, at)), w, at)

    writer.choose(count, write, UPDATES)
