"""Integer layout of a convolutional network, and its scratch buffers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from engine.arrays import Matrix, Vector
from engine.execution.padding import LANES, aligned, padded_size
from engine.kernels.convolution import layers as k
from engine.networks.layers.stage import POOLINGS, Stage
from engine.networks.specification import NetworkSpecification


@dataclass(frozen=True, slots=True)
class ConvolutionLayout:
    """Layout of a convolutional network as integer tables for kernels.

    Attributes
    ----------
    sizes, codes : Vector, int64
        Sizes of the dense layers, beginning with the number of features; their activations.
    front : Matrix, shape (stages, FIELDS), int64
        One row for each stage, columns as named in `engine.kernels.convolution.layers`; offsets
        for a single example, see `at_batch`.
    runs : Vector, int64
        As in `engine.kernels.convolution.layers.Buffers`.
    blocks : Matrix, shape (layers, 2), int64
        Begin and end of the weights of each layer in the padded parameters.
    weights, forward : int
        Count of padded parameters of the whole network, and of the convolutions in forward
        order.
    """

    sizes: Vector
    codes: Vector
    front: Matrix
    runs: Vector
    blocks: Matrix
    weights: int
    forward: int

    def at_batch(self, batch: int) -> Matrix:
        """Return `front` with offsets for a batch of examples."""
        front = self.front.copy()
        for begin, size in ((k.INPUT, k.INPUT_SIZE), (k.KEPT, k.KEPT_SIZE)):
            ends = np.cumsum(front[:, size] * batch)
            front[1:, begin] = ends[:-1]
        return front

    def buffers(self, batch: int) -> k.Buffers:
        """Return the scratch buffers for a batch of examples."""
        inputs, kept = self.front[:, k.INPUT_SIZE], self.front[:, k.KEPT_SIZE]
        maps, wide = self.front[:, k.MAPS], self.front[:, k.WIDE]
        inner = self.front[:, k.ROWS] * self.front[:, k.COLUMNS] * wide
        lists = batch * int((kept // wide * maps).max()) + 1
        groups = int((self.front[:, k.WINDOW] ** 2 * kept // wide).max()) + 1
        # the padded last row of a field may reach beyond the last input
        x, error = (aligned(batch * int(inputs.sum()) + LANES) for _ in range(2))
        kept_z, kept_a = (aligned(batch * int(kept.sum())) for _ in range(2))
        return k.Buffers(
            w=aligned(self.weights),
            f=aligned(self.forward),
            runs=self.runs,
            zero=np.zeros(1, np.int64),
            x=x,
            error=error,
            z=aligned(int(inner.max())),
            kept_z=kept_z,
            kept_a=kept_a,
            where=np.zeros(batch * int(kept.sum()), np.int32),
            delta=aligned(int(kept.max())),
            place=np.zeros(lists, np.int32),
            value=np.zeros(lists, np.float32),
            count=np.zeros(batch * int(maps.max()), np.int64),
            sums=aligned(batch * int(wide.max())),
            group_place=np.zeros(groups, np.int64),
            group_first=np.zeros(groups, np.int64),
            item_place=np.zeros(lists, np.int32),
            item_value=np.zeros(lists, np.float32),
        )

    def neurons(self, batch: int) -> Vector:
        """Return a buffer for the padded neurons of the dense layers, features included."""
        return aligned(batch * sum(padded_size(int(size)) for size in self.sizes))


@lru_cache(maxsize=16)
def convolution_layout(specification: NetworkSpecification) -> ConvolutionLayout:
    """Return the kernel layout of a convolutional network."""
    front, runs = _front(specification.front)
    blocks = [[row[k.WEIGHTS], row[k.WEIGHTS] + _weights(row)] for row in front]
    end = blocks[-1][1] + front[-1][k.WIDE]
    for n_in, n_out in pairwise(specification.sizes):
        width = padded_size(n_out)
        blocks.append([end, end + n_in * width])
        end += (n_in + 1) * width
    last = front[-1]
    side, wide = last[k.KERNEL], last[k.WIDE]
    return ConvolutionLayout(
        np.array(specification.sizes),
        np.array([activation.code for activation in specification.layer_activations]),
        np.array(front),
        np.array(runs),
        np.array(blocks),
        end,
        last[k.FORWARD] + (side * side * last[k.CHANNELS] + 1) * wide,
    )


def _front(stages: Sequence[Stage]) -> tuple[list[list[int]], list[int]]:
    front: list[list[int]] = []
    runs: list[int] = []
    for stage in stages:
        row = _shapes(stage, front[-1][k.WIDE] if front else stage.in_shape[0])
        if front:
            below = front[-1]
            row[k.WEIGHTS] = below[k.WEIGHTS] + _weights(below) + below[k.WIDE]
            side = below[k.KERNEL]
            count = side * side * below[k.CHANNELS] + 1
            row[k.FORWARD] = below[k.FORWARD] + count * below[k.WIDE]
        offsets, length = _runs(row)
        row[k.RUNS], row[k.RUN_COUNT], row[k.RUN_LENGTH] = len(runs), len(offsets), length
        runs += offsets
        front.append(row)
    return front, runs


def _shapes(stage: Stage, cell: int) -> list[int]:
    channels, rows, columns = stage.in_shape
    row = [0] * k.FIELDS
    row[k.CHANNELS], row[k.CELL], row[k.BORDER] = channels, cell, stage.border
    row[k.ROWS_IN], row[k.COLUMNS_IN] = rows + 2 * stage.border, columns + 2 * stage.border
    row[k.KERNEL], row[k.STRIDE] = stage.kernel, stage.stride
    row[k.MAPS], row[k.ROWS], row[k.COLUMNS] = stage.maps_shape
    row[k.WIDE] = padded_size(stage.maps)
    row[k.POOL] = POOLINGS.index(stage.pooling)
    row[k.WINDOW], row[k.STEP] = stage.pool_size, stage.pool_stride
    _, row[k.ROWS_OUT], row[k.COLUMNS_OUT] = stage.out_shape
    row[k.CODE] = stage.activation_entry.code
    row[k.SEGMENT] = padded_size(stage.kernel * cell)
    row[k.INPUT_SIZE] = row[k.ROWS_IN] * row[k.COLUMNS_IN] * cell
    largest = stage.out_shape if stage.pooling == "max" else stage.maps_shape
    row[k.KEPT_SIZE] = largest[1] * largest[2] * row[k.WIDE]
    return row


def _weights(row: Sequence[int]) -> int:
    return row[k.MAPS] * row[k.KERNEL] * row[k.SEGMENT]


def _runs(row: Sequence[int]) -> tuple[list[int], int]:
    """Return the offsets of a field's contiguous runs of inputs, and the length of each."""
    side, cell, channels = row[k.KERNEL], row[k.CELL], row[k.CHANNELS]
    down = row[k.COLUMNS_IN] * cell
    if cell == channels:
        return [line * down for line in range(side)], side * channels
    places = [line * down + column * cell for line in range(side) for column in range(side)]
    return places, channels
