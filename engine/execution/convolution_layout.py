"""Integer layout of a convolutional network, and its scratch buffers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from engine.arrays import Matrix, Vector
from engine.execution.crews import places_of
from engine.execution.padding import LANES, aligned, padded_size
from engine.functions.activations import ACTIVATION
from engine.kernels.convolution import layers as k
from engine.kernels.dense.listed_inputs import ROWS, Lists
from engine.networks.layers.convolution import Convolution
from engine.networks.layers.layer import Shape
from engine.networks.layers.pooling import POOLINGS, Pooling
from engine.networks.specification import NetworkSpecification


@dataclass(frozen=True, slots=True)
class Stage:
    """A convolution and the pooling behind it, which the kernels compute together."""

    convolution: Convolution
    pooling: Pooling | None = None

    @property
    def out_shape(self) -> Shape:
        """Shape of the outputs, after pooling."""
        return (self.pooling or self.convolution).out_shape


def stages_of(specification: NetworkSpecification) -> tuple[Stage, ...]:
    """Return the layers before the dense ones as stages.

    Raises
    ------
    TypeError
        If there is a layer that the kernels of convolution do not compute.
    """
    stages: list[Stage] = []
    for layer in specification.front:
        if layer.kernels == "maps" and isinstance(layer, Convolution):
            stages.append(Stage(layer))
        elif layer.kernels == "pooling" and isinstance(layer, Pooling):
            stages[-1] = Stage(stages[-1].convolution, layer)
        else:
            raise TypeError(f"no stage for {layer.word}")
    return tuple(stages)


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
            x=x,
            error=error,
            z=aligned(int(inner.max())),
            a=aligned(int(inner.max())),
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
            lists=input_lists(batch, int(self.sizes.max())),
            crew=places_of(1)[0],
        )

    def buffers_of_crew(self, shared: k.Buffers, batch: int, threads: int) -> list[k.Buffers]:
        """Return the buffers of every thread of a crew; what they share is that of `shared`."""
        found = []
        for crew in places_of(threads):
            own = self.buffers(batch)._asdict()
            found.append(shared._replace(crew=crew, **{name: own[name] for name in k.PRIVATE}))
        return found

    def neurons(self, batch: int) -> Vector:
        """Return a buffer for the padded neurons of the dense layers, features included."""
        return aligned(batch * sum(padded_size(int(size)) for size in self.sizes))


def input_lists(batch: int, widest: int) -> Lists:
    """Return the scratch of dense layers for a batch of examples, `widest` inputs at most."""
    count = batch * widest + 1
    blocks = -(-widest // ROWS)
    return Lists(
        index=np.zeros(count, np.int32),
        value=np.zeros(count, np.float32),
        first=np.zeros(batch * blocks + 1, np.int64),
        above=np.zeros(batch + 1, np.int64),
        below=np.zeros(batch + 1, np.int64),
        zero=np.zeros(1, np.int64),
    )


@lru_cache(maxsize=16)
def convolution_layout(specification: NetworkSpecification) -> ConvolutionLayout:
    """Return the kernel layout of a convolutional network."""
    front, runs = _front(stages_of(specification))
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
        row = _shapes(stage, front[-1][k.WIDE] if front else stage.convolution.in_shape[0])
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
    maps, pooling = stage.convolution, stage.pooling
    channels, rows, columns = maps.in_shape
    row = [0] * k.FIELDS
    row[k.CHANNELS], row[k.CELL], row[k.BORDER] = channels, cell, maps.border
    row[k.ROWS_IN], row[k.COLUMNS_IN] = rows + 2 * maps.border, columns + 2 * maps.border
    row[k.KERNEL], row[k.STRIDE] = maps.kernel, maps.stride
    row[k.MAPS], row[k.ROWS], row[k.COLUMNS] = maps.out_shape
    row[k.WIDE] = padded_size(maps.maps)
    row[k.WINDOW], row[k.STEP] = (pooling.size, pooling.step) if pooling else (1, 1)
    row[k.POOL] = POOLINGS.index(pooling.pooling if pooling else "none")
    _, row[k.ROWS_OUT], row[k.COLUMNS_OUT] = stage.out_shape
    activation = ACTIVATION[maps.activation]
    row[k.CODE], row[k.MONOTONE] = activation.code, activation.monotone
    row[k.SEGMENT] = padded_size(maps.kernel * cell)
    row[k.INPUT_SIZE] = row[k.ROWS_IN] * row[k.COLUMNS_IN] * cell
    largest = stage if pooling and pooling.pooling == "max" else maps
    row[k.KEPT_SIZE] = largest.out_shape[1] * largest.out_shape[2] * row[k.WIDE]
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
