"""Layouts of convolutions: places that do not overlap, and parameters there and back."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.convolution_layout import convolution_layout, stages_of
from engine.execution.padding import LANES
from engine.kernels.convolution import layers as k
from engine.kernels.convolution.network_forward import copy_maps
from engine.networks.specification import parse_layers
from tests.support.samples.convolutions import NETWORKS

networks = pytest.mark.parametrize("words", NETWORKS)


def laid_out(words):
    """Return a specification and its layout."""
    specification = parse_layers(words, "log-likelihood")
    return specification, convolution_layout(specification)


@networks
def test_the_table_has_the_shapes_of_the_stages(words):
    specification, layout = laid_out(words)
    below = specification.front[0].in_shape[0]
    for stage, row in zip(stages_of(specification), layout.front, strict=True):
        maps = stage.convolution
        assert tuple(row[[k.MAPS, k.ROWS, k.COLUMNS]]) == maps.out_shape
        assert tuple(row[[k.MAPS, k.ROWS_OUT, k.COLUMNS_OUT]]) == stage.out_shape
        assert row[k.ROWS_IN] == maps.in_shape[1] + 2 * maps.border
        assert row[k.CELL] == below
        assert row[k.WIDE] % LANES == 0 <= row[k.WIDE] - maps.maps < LANES
        below = row[k.WIDE]
    assert layout.sizes.tolist() == list(specification.sizes)


@networks
def test_the_weights_of_the_layers_lie_one_behind_the_other(words):
    specification, layout = laid_out(words)
    biases = [*layout.front[:, k.WIDE], *(-(-n // LANES) * LANES for n in specification.sizes[1:])]
    assert layout.blocks[0, 0] == 0
    np.testing.assert_array_equal(layout.blocks[1:, 0], layout.blocks[:-1, 1] + biases[:-1])
    assert layout.weights == layout.blocks[-1, 1] + biases[-1]


@networks
@pytest.mark.parametrize("batch", [1, 7])
def test_every_stage_of_a_batch_has_room_of_its_own(words, batch):
    _, layout = laid_out(words)
    front, buffers = layout.at_batch(batch), layout.buffers(batch)
    for begin, size, room in (
        (k.INPUT, k.INPUT_SIZE, buffers.x),
        (k.KEPT, k.KEPT_SIZE, buffers.kept_a),
    ):
        ends = front[:, begin] + batch * front[:, size]
        np.testing.assert_array_equal(front[1:, begin], ends[:-1])
        assert ends[-1] <= len(room)
    others = np.delete(np.arange(k.FIELDS), [k.INPUT, k.KEPT])
    np.testing.assert_array_equal(front[:, others], layout.front[:, others])
    assert not any(array.any() for array in (buffers.x, buffers.w, buffers.f, buffers.sums))


@networks
def test_parameters_are_copied_there_and_back(words):
    specification, layout = laid_out(words)
    parameters = np.arange(specification.parameter_count, dtype=np.float32) + 1
    w, back = np.zeros(layout.weights, np.float32), np.zeros_like(parameters)
    copy_maps(layout.front, layout.sizes, parameters, 0, w, 0, 0)
    assert np.count_nonzero(w) == len(parameters)
    copy_maps(layout.front, layout.sizes, back, 0, w, 0, 1)
    np.testing.assert_array_equal(back, parameters)


@networks
def test_the_runs_of_a_field_are_its_numbers_in_their_order(words):
    specification, layout = laid_out(words)
    stages = stages_of(specification)
    for maps, row in zip((each.convolution for each in stages), layout.front, strict=True):
        runs = layout.runs[row[k.RUNS] : row[k.RUNS] + row[k.RUN_COUNT]]
        found = [run + n for run in runs for n in range(row[k.RUN_LENGTH])]
        side, cell, across = maps.kernel, row[k.CELL], row[k.COLUMNS_IN]
        expected = [
            (line * across + column) * cell + channel
            for line in range(side)
            for column in range(side)
            for channel in range(maps.in_shape[0])
        ]
        assert found == expected


def test_the_same_specification_has_the_same_layout():
    assert laid_out(NETWORKS[0])[1] is laid_out(NETWORKS[0])[1]
