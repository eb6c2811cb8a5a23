"""Backpropagation through pooling and convolution, and gradients of the shared weights.

Max-pooling passes the error to one cell of a window, an inactive rectifier to none: errors of a
map are sparse. They are listed, so that the cost of all later work is that of the non-zero ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.convolution.layers import (
    AVERAGE,
    BORDER,
    CELL,
    CODE,
    COLUMNS,
    COLUMNS_IN,
    COLUMNS_OUT,
    INPUT,
    INPUT_SIZE,
    KEPT,
    KEPT_SIZE,
    KERNEL,
    MAPS,
    MAX,
    POOL,
    ROWS_OUT,
    SEGMENT,
    STEP,
    STRIDE,
    WEIGHTS,
    WIDE,
    WINDOW,
    pooled_cell,
)
from engine.kernels.crews import begin_of, end_of
from engine.kernels.elementwise import through
from engine.kernels.jit import kernel
from engine.kernels.simd.gemm import collect_row, collect_window


@kernel
def write_kept_errors(
    stage: Any, buffers: Any, e: int, error: Any, first: int, across: int, cell: int
) -> None:
    """Write ∂C/∂z of the kept cells of one example.

    Parameters
    ----------
    error : Vector
        ∂C/∂a of the outputs, laid out as in `write_outputs`.
    """
    wide, at = stage[WIDE], stage[KEPT] + e * stage[KEPT_SIZE]
    end, maps, columns = at + stage[KEPT_SIZE], stage[MAPS], stage[COLUMNS_OUT]
    delta, simple = buffers.delta[: stage[KEPT_SIZE]], stage[POOL] <= MAX
    if not simple:
        delta[:] = 0
    for row in range(stage[ROWS_OUT]):
        for column in range(columns):
            source = first + (row * across + column) * cell
            if simple:
                target = (row * columns + column) * wide
                there, here = delta[target : target + maps], error[source : source + maps]
                for j in range(maps):
                    there[j] = here[j]
            else:
                for j in range(maps):
                    distribute_error(stage, buffers, at, row, column, j, error[source + j])
    through(stage[CODE], buffers.kept_z[at:end], buffers.kept_a[at:end], delta)


@kernel
def distribute_error(
    stage: Any, buffers: Any, at: int, row: int, column: int, j: int, error: Any
) -> None:
    """Distribute the error of a window over its cells, for average or L2 pooling."""
    a, wide = buffers.kept_a, stage[WIDE]
    pooled = pooled_cell(stage, a, at, row, column, j)
    # L2 pooling has no gradient at 0: the error is dropped
    scale = error / pooled if pooled != 0 else error * 0
    if stage[POOL] == AVERAGE:
        scale = error / (stage[WINDOW] * stage[WINDOW])
    for down in range(stage[WINDOW]):
        for right in range(stage[WINDOW]):
            r, c = row * stage[STEP] + down, column * stage[STEP] + right
            cell = (r * stage[COLUMNS] + c) * wide + j
            buffers.delta[cell] += scale if stage[POOL] == AVERAGE else scale * a[at + cell]


@kernel
def list_errors(stage: Any, buffers: Any, e: int) -> None:
    """List for every map the fields of one example with non-zero error, and sum the errors."""
    wide, maps = stage[WIDE], stage[MAPS]
    at, cells = stage[KEPT] + e * stage[KEPT_SIZE], stage[KEPT_SIZE] // wide
    begin, columns = stage[INPUT] + e * stage[INPUT_SIZE], stage[COLUMNS]
    right = stage[STRIDE] * stage[CELL]
    down, largest = right * stage[COLUMNS_IN], stage[POOL] == MAX
    places, values, where, delta = buffers.place, buffers.value, buffers.where, buffers.delta
    for j in range(maps):
        first = (e * maps + j) * cells
        n = first
        for cell in range(cells):
            value = delta[cell * wide + j]
            if largest:
                places[n] = where[at + cell * wide + j]
            else:
                places[n] = begin + cell // columns * down + cell % columns * right
            values[n] = value
            n += value != 0
        buffers.count[e * maps + j] = n - first
    sums = buffers.sums[e * wide : (e + 1) * wide]
    sums[:] = 0
    for cell in range(cells):
        row = delta[cell * wide : (cell + 1) * wide]
        for j in range(maps):
            sums[j] += row[j]


@kernel
def group_errors(stage: Any, buffers: Any, e: int) -> int:
    """List for every field of one example its maps with non-zero error; return the field count.

    The field of group g begins at group_place[g]; its maps are the entries group_first[g] ..
    group_first[g + 1] − 1 of `item_place`, the offset of their weights, and of `item_value`.
    """
    wide, maps, window = stage[WIDE], stage[MAPS], 1
    at, cells = stage[KEPT] + e * stage[KEPT_SIZE], stage[KEPT_SIZE] // wide
    begin, largest = stage[INPUT] + e * stage[INPUT_SIZE], stage[POOL] == MAX
    columns, step = stage[COLUMNS], 1
    if largest:
        window, columns, step = stage[WINDOW], stage[COLUMNS_OUT], stage[STEP]
    right = stage[STRIDE] * stage[CELL]
    down, size = right * stage[COLUMNS_IN], stage[KERNEL] * stage[SEGMENT]
    items, values, where, delta = (
        buffers.item_place,
        buffers.item_value,
        buffers.where,
        buffers.delta,
    )
    n, g = 0, 0
    for cell in range(cells):
        corner = begin + (cell // columns * down + cell % columns * right) * step
        for r in range(window):
            for c in range(window):
                place = corner + r * down + c * right
                first = n
                for j in range(maps):
                    value = delta[cell * wide + j]
                    here = not largest or where[at + cell * wide + j] == place
                    items[n] = j * size
                    values[n] = value
                    n += here and value != 0
                if n > first:
                    buffers.group_place[g] = place
                    buffers.group_first[g] = first
                    g += 1
    buffers.group_first[g] = n
    return g


@kernel
def send_back(stage: Any, buffers: Any, e: int) -> None:
    """Write ∂C/∂x of one example from the fields with non-zero error."""
    groups = group_errors(stage, buffers, e)
    begin, segment = stage[INPUT] + e * stage[INPUT_SIZE], stage[SEGMENT]
    across, weights = stage[COLUMNS_IN] * stage[CELL], stage[WEIGHTS]
    buffers.error[begin : begin + stage[INPUT_SIZE]] = 0
    one = np.float32(1)
    # one row of the fields at a time: the weights of that row of all maps stay in the L1 cache
    for row in range(stage[KERNEL]):
        for g in range(groups):
            first, end = buffers.group_first[g], buffers.group_first[g + 1]
            listed = (buffers.item_place, buffers.item_value, first, end - first)
            out = (buffers.error, buffers.group_place[g] + row * across, segment)
            collect_row(weights + row * segment, (buffers.w, 0), listed, out, one)


@kernel
def add_weight_gradient(stage: Any, buffers: Any, batch: int, out: Any, scale: Any) -> None:
    """Add scale · ∂C/∂w and ∂C/∂b of the crew member's maps, of a mini-batch, to `out`.

    Parameters
    ----------
    out : Vector
        Laid out as `Buffers.w`.
    """
    maps, side, segment, wide = stage[MAPS], stage[KERNEL], stage[SEGMENT], stage[WIDE]
    cells, down = stage[KEPT_SIZE] // wide, stage[COLUMNS_IN] * stage[CELL]
    begin, crew = stage[WEIGHTS], buffers.crew
    bias = begin + maps * side * segment
    own = range(begin_of(crew, maps), end_of(crew, maps))
    for e in range(batch):
        for j in own:
            first = (e * maps + j) * cells
            listed = (buffers.place, buffers.value, first, buffers.count[e * maps + j])
            target = (out, begin + j * side * segment, segment)
            collect_window((buffers.x, down), side, listed, target, scale)
        for j in own:
            out[bias + j] += scale * buffers.sums[e * wide + j]


@kernel
def errors_of_front(front: Any, buffers: Any, s: int, batch: int, error: Any, width: int) -> None:
    """List the errors of stage s of the member's examples, and send them to the stage below.

    Parameters
    ----------
    error : Vector
        ∂C/∂a of the features; those of example e are error[e * width : …].
    """
    stage, crew = front[s], buffers.crew
    for e in range(begin_of(crew, batch), end_of(crew, batch)):
        if s == front.shape[0] - 1:
            write_kept_errors(stage, buffers, e, error, e * width, stage[COLUMNS_OUT], stage[MAPS])
        else:
            above = front[s + 1]
            inside = above[BORDER] * above[COLUMNS_IN] + above[BORDER]
            first = above[INPUT] + e * above[INPUT_SIZE] + inside * above[CELL]
            write_kept_errors(
                stage, buffers, e, buffers.error, first, above[COLUMNS_IN], above[CELL]
            )
        list_errors(stage, buffers, e)
        if s > 0:
            send_back(stage, buffers, e)
