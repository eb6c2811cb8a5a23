"""Register tiles of matrix products: inner loops of convolution and of wide dense layers.

The sums of a few rows (positions or examples) by a few vectors of neurons stay in registers from
the first term to the last; a loaded weight serves every row of the tile. The result does not
depend on the size of the tile: every sum adds its terms in the same order.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import llvmlite.binding

from engine.kernels.simd.instructions import INT, INT32, Writer, instruction
from engine.kernels.simd.simd_f32 import BLOCKS, FLOAT, LANES

WIDEST = 3
"""Largest number of vectors per row of a tile."""

MANY_REGISTERS = bool(
    {"avx512vl", "neon"}
    & {name for name, has in llvmlite.binding.get_host_cpu_features().items() if has}
)
"""Whether the processor has 32 vector registers instead of 16."""

PLACES = 8 if MANY_REGISTERS else 4
"""Largest number of rows of a tile."""


@instruction(FLOAT, LANES)
def tile(writer: Writer, places: Any, vectors: Any, first: Any, operands: Any, begin: Any) -> None:
    """Write a tile of `places` rows, 1, 2 or PLACES, and `vectors` vectors, 1 to WIDEST.

    With (x_first, z_first) = first and (x, x_place, x_term, y, y_first, y_term, runs, run_count,
    run_length, z, z_place) = operands, z[z_first + p·z_place : …] becomes y[begin : …] plus the
    sum over all runs r < run_count and n < run_length of x[x_first + p·x_place + runs[r] +
    n·x_term] · y[y_first + (r·run_length + n)·y_term : … + 8·vectors].
    """

    def write(rows: int, columns: int) -> None:
        y, z = operands[3], operands[9]
        starts = [writer.load(y, writer.after(begin, LANES * column)) for column in range(columns)]
        for sum_, at in _sums(writer, [starts] * rows, first, operands):
            writer.store(writer.builder.load(sum_), z, at)

    _choose_tile(writer, places, vectors, (PLACES, 2, 1), write)


@instruction(FLOAT, LANES)
def tile_onto(
    writer: Writer, places: Any, vectors: Any, first: Any, operands: Any, scale: Any
) -> None:
    """Add scale · the sums of `tile` to z in 1 or PLACES rows."""

    def write(rows: int, columns: int) -> None:
        z, scaled = operands[9], writer.spread(scale)
        zeros = [writer.constant(0.0)] * columns
        for sum_, at in _sums(writer, [zeros] * rows, first, operands):
            new = writer.multiply_add(scaled, writer.builder.load(sum_), writer.load(z, at))
            writer.store(new, z, at)

    _choose_tile(writer, places, vectors, (PLACES, 1), write)


@instruction(FLOAT, LANES)
def tile_further(writer: Writer, places: Any, vectors: Any, first: Any, operands: Any) -> None:
    """Add the terms of the sums of `tile`, one after the other, to z in 1 or PLACES rows."""

    def write(rows: int, columns: int) -> None:
        z, z_place, builder = operands[9], operands[10], writer.builder
        starts = [
            [writer.load(z, writer.after(at, LANES * column)) for column in range(columns)]
            for at in writer.steps(first[1], z_place, rows)
        ]
        for sum_, at in _sums(writer, starts, first, operands):
            writer.store(builder.load(sum_), z, at)

    _choose_tile(writer, places, vectors, (PLACES, 1), write)


def _choose_tile(
    writer: Writer, places: Any, vectors: Any, rows: tuple[int, ...], write: Any
) -> None:
    """Emit write(rows, columns) for a tile of every size."""
    columns = range(1, WIDEST + 1)
    writer.choose(places, lambda row: writer.choose(vectors, partial(write, row), columns), rows)


def _sums(
    writer: Writer, starts: list[list[Any]], first: Any, operands: list[Any]
) -> list[tuple[Any, Any]]:
    """Emit the sums of a tile; return their variables, each with its place in z.

    Parameters
    ----------
    starts : list of list
        Vectors with which the sums begin.
    """
    x, x_place, x_term, y, y_first, y_term, runs, run_count, run_length, _, z_place = operands
    builder, columns = writer.builder, range(len(starts[0]))
    inputs, targets = (
        writer.steps(at, step, len(starts))
        for at, step in zip(first, (x_place, z_place), strict=True)
    )
    sums = [[writer.variable(start) for start in row] for row in starts]
    with writer.loop(run_count) as outer:
        offset = writer.element(runs, outer.index)
        begin = builder.add(y_first, builder.mul(builder.mul(outer.index, run_length), y_term))
        with writer.loop(run_length) as loop:
            step = builder.add(offset, builder.mul(loop.index, x_term))
            at = builder.add(begin, builder.mul(loop.index, y_term))
            row = [writer.load(y, writer.after(at, LANES * column)) for column in columns]
            for place, sum_row in zip(inputs, sums, strict=True):
                factor = writer.spread(writer.element(x, builder.add(place, step)))
                for vector, sum_ in zip(row, sum_row, strict=True):
                    writer.add_product(sum_, factor, vector)
    return [
        (sum_, writer.after(target, LANES * column))
        for target, sum_row in zip(targets, sums, strict=True)
        for column, sum_ in enumerate(sum_row)
    ]


@instruction(FLOAT, LANES)
def collect(
    writer: Writer, vectors: Any, first: Any, windows: Any, listed: Any, out: Any, scale: Any
) -> None:
    """Add weighted rows of windows, `vectors` vectors, 1 to MOST.

    With (x_first, z_first) = first, (x, x_row) = windows, (place, value, i, count) = listed and
    (z, z_row) = out, scale · Σ value[i + n] · x[x_first + place[i + n] : …], n < count, is added
    to z[z_first : … + 8·vectors].
    """
    told = (first, windows, listed, out, scale)
    writer.choose(vectors, lambda columns: _collect(writer, 1, columns, told), BLOCKS)


@instruction(FLOAT, LANES)
def collect_short(
    writer: Writer, rows: Any, first: Any, windows: Any, listed: Any, out: Any, scale: Any
) -> None:
    """Do the same for 3 or 5 rows of one vector each, row r from x_row·r and z_row·r on."""
    told = (first, windows, listed, out, scale)
    writer.choose(rows, lambda row: _collect(writer, row, 1, told), (3, 5))


def _collect(writer: Writer, rows: int, columns: int, told: tuple[Any, ...]) -> None:
    first, (x, x_row), (place, value, i, count), (z, z_row), scale = told
    builder = writer.builder
    places, values = builder.gep(place, [i]), builder.gep(value, [i])
    zero = writer.constant(0.0)
    sums = [[writer.variable(zero) for _ in range(columns)] for _ in range(rows)]
    with writer.loop(count) as loop:
        at = builder.add(builder.sext(writer.element(places, loop.index), INT), first[0])
        factor = writer.spread(writer.element(values, loop.index))
        for start, row in zip(writer.steps(at, x_row, rows), sums, strict=True):
            for column, sum_ in enumerate(row):
                here = writer.after(start, LANES * column)
                writer.add_product(sum_, factor, writer.load(x, here))
    scaled = writer.spread(scale)
    for start, row in zip(writer.steps(first[1], z_row, rows), sums, strict=True):
        for column, sum_ in enumerate(row):
            at = writer.after(start, LANES * column)
            new = writer.multiply_add(scaled, builder.load(sum_), writer.load(z, at))
            writer.store(new, z, at)


@instruction(FLOAT, LANES)
def take_window(
    writer: Writer, cells: Any, window: Any, best: Any, where: Any, at: Any, places: Any
) -> None:
    """Write the maximum of a window for eight maps to best[at:], its position to where[at:].

    With (z, first, down, right) = cells and (place, place_down, place_right) = places, the cells
    are z[first + r·down + c·right : … + 8] and their positions
    place + r·place_down + c·place_right, for r, c < window; of equal cells the first wins.
    """
    builder, (z, *cell_steps) = writer.builder, cells

    def here(steps: Any, row: Any, column: Any) -> Any:
        first, down, right = steps
        return builder.add(builder.add(first, builder.mul(row, down)), builder.mul(column, right))

    largest = writer.variable(writer.load(z, cell_steps[0]))
    chosen = writer.variable(writer.spread(builder.trunc(places[0], INT32)))
    with writer.loop(window) as rows, writer.loop(window) as columns:
        cell = writer.load(z, here(cell_steps, rows.index, columns.index))
        place = builder.trunc(here(places, rows.index, columns.index), INT32)
        before = builder.load(largest)
        larger = builder.fcmp_ordered(">", cell, before)
        builder.store(builder.select(larger, cell, before), largest)
        found = builder.select(larger, writer.spread(place), builder.load(chosen))
        builder.store(found, chosen)
    writer.store(builder.load(largest), best, at)
    writer.store(builder.load(chosen), where, at)
