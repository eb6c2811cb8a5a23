"""Forward pass through convolutions and pooling, in float32.

Maps are the innermost axis, padded to whole vectors, so that one instruction serves eight maps.
A stage is a row of integers with the columns named below; offsets are indices into the arrays
of `Buffers`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.kernels.activations import SIGMOID
from engine.kernels.crews import begin_of, end_of
from engine.kernels.elementwise import activate
from engine.kernels.jit import kernel
from engine.kernels.simd.gemm import accumulate
from engine.kernels.simd.gemm_tile import take_window
from engine.kernels.simd.simd_f32 import LANES, sigmoid_vectors

CHANNELS, CELL, ROWS_IN, COLUMNS_IN, BORDER = range(5)
"""Input: channels, values per pixel, rows and columns with zero padding, width of padding."""
KERNEL, STRIDE, MAPS, WIDE, ROWS, COLUMNS = range(5, 11)
"""Convolution: side of a field, stride, maps, padded maps, rows and columns of the maps."""
POOL, WINDOW, STEP, ROWS_OUT, COLUMNS_OUT, CODE = range(11, 17)
"""Pooling: kind, side of the window, stride, rows and columns of the output; activation code."""
SEGMENT, WEIGHTS, FORWARD, RUNS, RUN_COUNT, RUN_LENGTH = range(17, 23)
"""Weights: padded length of a field's row; offsets in w and in f; offset, number and length of
the runs of a field."""
INPUT, INPUT_SIZE, KEPT, KEPT_SIZE = range(23, 27)
"""Offset of the inputs and their size for one example; the same of the kept cells."""
MONOTONE = 27
"""1 where a larger z never has a smaller activation: max-pooling then looks at z alone."""
FIELDS = 28

NONE, MAX, AVERAGE, L2 = range(4)
"""Kinds of pooling, as in `engine.networks.layers.stage.POOLINGS`."""


class Buffers(NamedTuple):
    """Scratch buffers of the forward and backward pass through the convolutions.

    Attributes
    ----------
    w : Vector, float32
        Padded parameters. Each stage: weights (map, row of the field, padded segment), then
        padded biases; dense layers follow.
    f : Vector, float32
        Parameters of the stages for the forward pass: (row, column, channel, padded map), then
        padded biases.
    runs : Vector, int64
        Offsets of the contiguous runs of a field from its first value.
    x, error : Vector, float32
        Inputs of every stage for a mini-batch with zero padding and a margin behind; ∂C/∂x.
    z, a : Vector, float32
        Weighted inputs of the maps of one example; their activations where max-pooling needs
        them.
    kept_z, kept_a : Vector, float32
        Cells kept for backpropagation: the maxima of max-pooling windows, else all cells.
    where : Vector, int32
        Index in x at which the field of a kept cell begins.
    delta : Vector, float32
        ∂C/∂z of the kept cells of one example.
    place, value, count : Vector, int32, float32 and int64
        Fields with non-zero error of each example and map: offset in x, ∂C/∂z, their number.
    sums : Vector, float32
        Sum of ∂C/∂z for each example and padded map.
    group_place, group_first, item_place, item_value : Vector
        The same fields of one example grouped by offset, see `group_errors` in
        `engine.kernels.convolution.backward`; int64, int64, int32 and float32.
    lists : Lists
        Of the dense layers, see `engine.kernels.dense.listed_inputs`.
    crew : Crew
        The thread's place in a crew, see `engine.kernels.crews`; its examples use z, a, delta,
        lists and groups of their own.
    """

    w: Any
    f: Any
    runs: Any
    x: Any
    error: Any
    z: Any
    a: Any
    kept_z: Any
    kept_a: Any
    where: Any
    delta: Any
    place: Any
    value: Any
    count: Any
    sums: Any
    group_place: Any
    group_first: Any
    item_place: Any
    item_value: Any
    lists: Any
    crew: Any


PRIVATE = (
    *("z", "a", "delta", "lists"),
    *("group_place", "group_first", "item_place", "item_value"),
)
"""Buffers that each thread of a crew has for itself."""


@kernel
def reorder_weights(stage: Any, w: Any, f: Any, begin_row: int, end_row: int) -> None:
    """Copy the parameters of a stage from w to the order of the forward pass in f.

    Only those of some rows of the fields; the biases follow the last row.
    """
    maps, wide, side = stage[MAPS], stage[WIDE], stage[KERNEL]
    channels, cell, segment = stage[CHANNELS], stage[CELL], stage[SEGMENT]
    source, target = stage[WEIGHTS], stage[FORWARD]
    for row in range(begin_row, end_row):
        for column in range(side):
            begin = source + row * segment + column * cell
            # a few channels at a time: their rows of f stay in the L1 cache
            for block in range(0, channels, LANES):
                end = min(block + LANES, channels)
                for j in range(maps):
                    p = begin + j * side * segment
                    q = target + (row * side + column) * channels * wide + j
                    for c in range(block, end):
                        f[q + c * wide] = w[p + c]
    source += maps * side * segment
    target += side * side * channels * wide
    if end_row == side:
        for j in range(wide):
            f[target + j] = w[source + j]


@kernel
def lay_out(stage: Any, picture: Any, x: Any, e: int) -> None:
    """Copy an image, shape (inputs,), to the inputs of the first stage for example e."""
    rows = stage[ROWS_IN] - 2 * stage[BORDER]
    columns = stage[COLUMNS_IN] - 2 * stage[BORDER]
    cell, n, border, wide = stage[CELL], 0, stage[BORDER], stage[COLUMNS_IN]
    begin = stage[INPUT] + e * stage[INPUT_SIZE]
    for c in range(stage[CHANNELS]):
        for row in range(rows):
            target = begin + ((row + border) * wide + border) * cell + c
            for column in range(columns):
                x[target + column * cell] = picture[n]
                n += 1


@kernel
def convolve(stage: Any, buffers: Any, e: int, z: Any, first: int) -> None:
    """Write z of every map of one example to z[first:].  Nielsen (2015), eq. (125)."""
    wide, columns = stage[WIDE], stage[COLUMNS]
    f, runs = buffers.f, buffers.runs[stage[RUNS] : stage[RUNS] + stage[RUN_COUNT]]
    bias = stage[FORWARD] + stage[KERNEL] * stage[KERNEL] * stage[CHANNELS] * wide
    begin = stage[INPUT] + e * stage[INPUT_SIZE]
    down = stage[STRIDE] * stage[COLUMNS_IN] * stage[CELL]
    right = stage[STRIDE] * stage[CELL]
    weights = (f, stage[FORWARD], wide)
    for row in range(stage[ROWS]):
        inputs, out = (buffers.x, begin + row * down, right, 1), (z, first, wide)
        accumulate(inputs, weights, runs, stage[RUN_LENGTH], out, columns, wide, bias)
        first += columns * wide


@kernel
def take_largest(stage: Any, buffers: Any, e: int) -> None:
    """Write the largest z of every window and the offset of its field."""
    wide, columns, step, window = stage[WIDE], stage[COLUMNS], stage[STEP], stage[WINDOW]
    rows_out, columns_out = stage[ROWS_OUT], stage[COLUMNS_OUT]
    begin = stage[INPUT] + e * stage[INPUT_SIZE]
    right = stage[STRIDE] * stage[CELL]
    down = right * stage[COLUMNS_IN]
    at = stage[KEPT] + e * stage[KEPT_SIZE]
    z, best, where = buffers.z, buffers.kept_z, buffers.where
    for row in range(rows_out):
        for column in range(columns_out):
            source = (row * columns + column) * step * wide
            place = begin + (row * down + column * right) * step
            for j in range(0, wide, LANES):
                cells = (z, source + j, columns * wide, wide)
                take_window(cells, window, best, where, at + j, (place, down, right))
            at += wide


@kernel
def take_most_active(stage: Any, buffers: Any, e: int) -> None:
    """Write z of the first cell with the largest activation of every window, and its field.

    The counterpart of `take_largest` for activations that fall in places.
    """
    wide, columns, step = stage[WIDE], stage[COLUMNS], stage[STEP]
    z, a, size = buffers.z, buffers.a, stage[ROWS] * columns * wide
    activate(stage[CODE], z[:size], a[:size])
    begin, at = stage[INPUT] + e * stage[INPUT_SIZE], stage[KEPT] + e * stage[KEPT_SIZE]
    right = stage[STRIDE] * stage[CELL]
    down = right * stage[COLUMNS_IN]
    for row in range(0, stage[ROWS_OUT] * step, step):
        for column in range(0, stage[COLUMNS_OUT] * step, step):
            for j in range(wide):
                best = (row * columns + column) * wide + j
                place = begin + row * down + column * right
                for r in range(row, row + stage[WINDOW]):
                    for c in range(column, column + stage[WINDOW]):
                        cell = (r * columns + c) * wide + j
                        if a[cell] > a[best]:
                            best, place = cell, begin + r * down + c * right
                buffers.kept_z[at + j], buffers.where[at + j] = z[best], place
            at += wide


@kernel
def activate_kept(stage: Any, buffers: Any, e: int) -> None:
    """Write the activations of the kept cells; padded maps become 0."""
    wide, maps = stage[WIDE], stage[MAPS]
    at = stage[KEPT] + e * stage[KEPT_SIZE]
    end = at + stage[KEPT_SIZE]
    if stage[CODE] == SIGMOID:
        sigmoid_vectors(buffers.kept_z, buffers.kept_a, at, stage[KEPT_SIZE])
    else:
        activate(stage[CODE], buffers.kept_z[at:end], buffers.kept_a[at:end])
    if maps < wide:
        for cell in range(at, end, wide):
            for j in range(maps, wide):
                buffers.kept_a[cell + j] = 0


@kernel
def pooled_cell(stage: Any, a: Any, at: int, row: int, column: int, j: int) -> Any:
    """Return the mean, or root of the sum of squares, of one window of one map."""
    total: Any = a[0] * 0
    wide = stage[WIDE]
    for down in range(stage[WINDOW]):
        for right in range(stage[WINDOW]):
            r, c = row * stage[STEP] + down, column * stage[STEP] + right
            cell = a[at + (r * stage[COLUMNS] + c) * wide + j]
            total += cell if stage[POOL] == AVERAGE else cell * cell
    if stage[POOL] == AVERAGE:
        return total / (stage[WINDOW] * stage[WINDOW])
    return total**0.5


@kernel
def write_outputs(
    stage: Any, buffers: Any, e: int, out: Any, first: int, across: int, cell: int
) -> None:
    """Write the outputs of a stage for one example.

    Parameters
    ----------
    out : Vector
        Output (row, column) of map j is out[first + (row * across + column) * cell + j].
    """
    wide, at = stage[WIDE], stage[KEPT] + e * stage[KEPT_SIZE]
    a, columns, maps, simple = buffers.kept_a, stage[COLUMNS_OUT], stage[MAPS], stage[POOL] <= MAX
    for row in range(stage[ROWS_OUT]):
        for column in range(columns):
            target = first + (row * across + column) * cell
            if simple:
                source = at + (row * columns + column) * wide
                # views: with known bounds the compiler copies whole vectors
                there, here = out[target : target + cell], a[source : source + cell]
                for j in range(cell):
                    there[j] = here[j]
            else:
                for j in range(maps):
                    out[target + j] = pooled_cell(stage, a, at, row, column, j)


@kernel
def feed_front(front: Any, buffers: Any, x: Any, rows: Any, features: Any, width: int) -> None:
    """Write the features of the crew member's examples, the outputs of the last stage.

    Parameters
    ----------
    front : Matrix, shape (stages, FIELDS), int64
    x : Matrix, shape (pictures, inputs)
    rows : Vector, shape (batch,), int64
        Indices of the images.
    features : Vector
        Written; those of example e are features[e * width : …].
    """
    last, crew, batch = front.shape[0] - 1, buffers.crew, rows.shape[0]
    for e in range(begin_of(crew, batch), end_of(crew, batch)):
        lay_out(front[0], x[rows[e]], buffers.x, e)
        for s in range(last + 1):
            stage = front[s]
            if stage[POOL] == MAX:
                convolve(stage, buffers, e, buffers.z, 0)
                if stage[MONOTONE]:
                    take_largest(stage, buffers, e)
                else:
                    take_most_active(stage, buffers, e)
            else:
                convolve(stage, buffers, e, buffers.kept_z, stage[KEPT] + e * stage[KEPT_SIZE])
            activate_kept(stage, buffers, e)
            if s == last:
                write_outputs(
                    stage, buffers, e, features, e * width, stage[COLUMNS_OUT], stage[MAPS]
                )
            else:
                above = front[s + 1]
                inside = above[BORDER] * above[COLUMNS_IN] + above[BORDER]
                first = above[INPUT] + e * above[INPUT_SIZE] + inside * above[CELL]
                write_outputs(stage, buffers, e, buffers.x, first, above[COLUMNS_IN], above[CELL])
