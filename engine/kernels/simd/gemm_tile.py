"""Register tiles of matrix products: inner loops of convolution and of wide dense layers.

The sums of a few rows (positions or examples) by a few vectors of neurons stay in registers from
the first term to the last; a loaded weight serves every row of the tile. The result does not
depend on the size of the tile: every sum adds its terms in the same order.
"""

from __future__ import annotations

from typing import Any

import llvmlite.binding
from llvmlite import ir
from numba import types

from engine.kernels.simd.simd_f32 import INT, LANES, VECTOR, Writer, cgutils, data_of, intrinsic

WIDEST = 3
"""Largest number of vectors per row of a tile."""

MANY_REGISTERS = bool(
    {"avx512vl", "neon"}
    & {name for name, has in llvmlite.binding.get_host_cpu_features().items() if has}
)
"""Whether the processor has 32 vector registers instead of 16."""

PLACES = 8 if MANY_REGISTERS else 4
"""Largest number of rows of a tile."""


def _steps(writer: Writer, first: Any, step: Any, count: int) -> list[Any]:
    """Emit first, first + step, first + 2 · step, …, `count` integers."""
    builder = writer.builder
    products = [builder.mul(step, ir.Constant(INT, number)) for number in range(count)]
    return [builder.add(first, product) for product in products]


def tiler(places: int, vectors: int, *, onto: bool) -> Any:
    """Return an intrinsic that computes a tile of `places` rows and `vectors` vectors.

    tile(x_first, z_first, (x, x_place, x_term, y, y_first, y_term, runs, run_length, z, z_place),
    (begin, keep, scale)): with sum[p] = Σ x[x_first + p·x_place + runs[r] + n·x_term] ·
    y[y_first + (r·run_length + n)·y_term : … + 8·vectors] over all runs r and n < run_length,
    z[z_first + p·z_place : …] becomes y[begin : …] + sum[p], or, where `onto` is set,
    keep · z + scale · sum[p]. In the first case the summation starts with that row of y.
    """

    @intrinsic  # type: ignore[untyped-decorator]
    def tile(typing: Any, x_first: Any, z_first: Any, operands: Any, more: Any) -> Any:
        signature = types.void(x_first, z_first, operands, more)

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            kinds = signature.args[2]
            x_first, z_first = arguments[:2]
            x, x_place, x_term, y, y_first, y_term, runs, run_length, z, z_place = (
                cgutils.unpack_tuple(builder, arguments[2])
            )
            start, keep, scale = cgutils.unpack_tuple(builder, arguments[3])
            inputs, rows = (data_of(context, builder, kinds[at], of) for at, of in ((0, x), (3, y)))
            run_array = context.make_array(kinds[6])(context, builder, value=runs)
            offsets, run_count = run_array.data, builder.extract_value(run_array.shape, 0)
            target = data_of(context, builder, kinds[8], z)
            writer = Writer(builder)
            first_inputs = _steps(writer, x_first, x_place, places)
            targets = [
                [writer.after(at, LANES * vector) for vector in range(vectors)]
                for at in _steps(writer, z_first, z_place, places)
            ]
            zero = ir.Constant(VECTOR, [0.0] * LANES)
            sums = [[cgutils.alloca_once(builder, VECTOR) for _ in row] for row in targets]
            for sum_row in sums:
                for vector, sum_ in enumerate(sum_row):
                    at = writer.after(start, LANES * vector)
                    builder.store(zero if onto else writer.load(rows, at), sum_)
            with cgutils.for_range(builder, run_count) as outer:
                offset = builder.load(builder.gep(offsets, [outer.index]))
                begin = builder.add(
                    y_first, builder.mul(builder.mul(outer.index, run_length), y_term)
                )
                with cgutils.for_range(builder, run_length) as loop:
                    step = builder.add(offset, builder.mul(loop.index, x_term))
                    at = builder.add(begin, builder.mul(loop.index, y_term))
                    row = [
                        writer.load(rows, writer.after(at, LANES * vector))
                        for vector in range(vectors)
                    ]
                    for place in range(places):
                        here = builder.add(first_inputs[place], step)
                        factor = writer.spread(builder.load(builder.gep(inputs, [here])))
                        for vector in range(vectors):
                            sum_ = sums[place][vector]
                            new = writer.multiply_add(factor, row[vector], builder.load(sum_))
                            builder.store(new, sum_)
            kept, scaled = writer.spread(keep), writer.spread(scale)
            for sum_row, row in zip(sums, targets, strict=True):
                for sum_, at in zip(sum_row, row, strict=True):
                    result = builder.load(sum_)
                    if onto:
                        old = builder.fmul(kept, writer.load(target, at))
                        result = writer.multiply_add(scaled, result, old)
                    writer.store(result, target, at)
            return context.get_dummy_value()

        return signature, generate

    return tile


def collector(rows: int, vectors: int) -> Any:
    """Return an intrinsic that sums weighted windows of an array.

    collect(x_first, z_first, x, x_row, place, value, first, count, z, z_row, scale) adds, for
    r < rows, to z[z_first + r·z_row : … + 8·vectors] scale · Σ value[first + n] ·
    x[x_first + place[first + n] + r·x_row : …] over n < count.
    """

    @intrinsic  # type: ignore[untyped-decorator]
    def collect(
        typing: Any,
        x_first: Any,
        z_first: Any,
        x: Any,
        x_row: Any,
        place: Any,
        value: Any,
        first: Any,
        count: Any,
        z: Any,
        z_row: Any,
        scale: Any,
    ) -> Any:
        signature = types.void(
            x_first, z_first, x, x_row, place, value, first, count, z, z_row, scale
        )

        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            kinds = signature.args
            x_first, z_first, x, x_row, place, value, first, count, z, z_row, scale = arguments
            inputs = data_of(context, builder, kinds[2], x)
            places = builder.gep(data_of(context, builder, kinds[4], place), [first])
            values = builder.gep(data_of(context, builder, kinds[5], value), [first])
            target = data_of(context, builder, kinds[8], z)
            writer = Writer(builder)
            zero = ir.Constant(VECTOR, [0.0] * LANES)
            grid = [(row, vector) for row in range(rows) for vector in range(vectors)]
            sums = [cgutils.alloca_once(builder, VECTOR) for _ in grid]
            for sum_ in sums:
                builder.store(zero, sum_)
            targets = _steps(writer, z_first, z_row, rows)
            with cgutils.for_range(builder, count) as loop:
                at = builder.sext(builder.load(builder.gep(places, [loop.index])), INT)
                windows = _steps(writer, builder.add(at, x_first), x_row, rows)
                factor = writer.spread(builder.load(builder.gep(values, [loop.index])))
                for (row, vector), sum_ in zip(grid, sums, strict=True):
                    here = writer.after(windows[row], LANES * vector)
                    new = writer.multiply_add(factor, writer.load(inputs, here), builder.load(sum_))
                    builder.store(new, sum_)
            scaled = writer.spread(scale)
            for (row, vector), sum_ in zip(grid, sums, strict=True):
                at = writer.after(targets[row], LANES * vector)
                old = writer.load(target, at)
                writer.store(writer.multiply_add(scaled, builder.load(sum_), old), target, at)
            return context.get_dummy_value()

        return signature, generate

    return collect


@intrinsic  # type: ignore[untyped-decorator]
def take_window(
    typing: Any,
    z: Any,
    first: Any,
    down: Any,
    right: Any,
    window: Any,
    best: Any,
    where: Any,
    at: Any,
    place: Any,
    place_down: Any,
    place_right: Any,
) -> Any:
    """Write the maximum of a window for eight maps to best[at:], its position to where[at:].

    The cells are z[first + r·down + c·right : … + 8], their positions
    place + r·place_down + c·place_right, for r, c < window; of equal cells the first wins.
    """
    signature = types.void(
        z, first, down, right, window, best, where, at, place, place_down, place_right
    )

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = signature.args
        z, first, down, right, window, best, where, at, place, place_down, place_right = arguments
        source = data_of(context, builder, kinds[0], z)
        target = data_of(context, builder, kinds[5], best)
        places = data_of(context, builder, kinds[6], where)
        writer = Writer(builder)
        i32 = ir.IntType(32)
        whole = ir.VectorType(i32, LANES)
        largest = cgutils.alloca_once(builder, VECTOR)
        chosen = cgutils.alloca_once(builder, whole)
        builder.store(writer.load(source, first), largest)
        builder.store(_spread_whole(builder, builder.trunc(place, i32)), chosen)
        with (
            cgutils.for_range(builder, window) as rows,
            cgutils.for_range(builder, window) as cells,
        ):
            offset = builder.mul(rows.index, down)
            offset = builder.add(offset, builder.mul(cells.index, right))
            here = builder.add(place, builder.mul(rows.index, place_down))
            here = builder.add(here, builder.mul(cells.index, place_right))
            cell = writer.load(source, builder.add(first, offset))
            before = builder.load(largest)
            larger = builder.fcmp_ordered(">", cell, before)
            builder.store(builder.select(larger, cell, before), largest)
            spread = _spread_whole(builder, builder.trunc(here, i32))
            builder.store(builder.select(larger, spread, builder.load(chosen)), chosen)
        writer.store(builder.load(largest), target, at)
        address = builder.bitcast(builder.gep(places, [at]), whole.as_pointer())
        builder.store(builder.load(chosen), address, align=4)
        return context.get_dummy_value()

    return signature, generate


def _spread_whole(builder: Any, number: Any) -> Any:
    """Broadcast an int32 to a vector of eight."""
    i32 = ir.IntType(32)
    empty = ir.Constant(ir.VectorType(i32, LANES), ir.Undefined)
    first = builder.insert_element(empty, number, ir.Constant(i32, 0))
    mask = ir.Constant(ir.VectorType(i32, LANES), [0] * LANES)
    return builder.shuffle_vector(first, empty, mask)
