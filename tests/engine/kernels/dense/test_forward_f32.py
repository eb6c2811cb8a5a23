"""The fast plan does what the plain one does, whatever the network, and to the bit in pieces."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.examples import Examples
from engine.data.sparse_images import sparse_images
from engine.execution import plans
from engine.execution.padding import aligned, padded_size
from engine.execution.plans import (
    PLANS,
    ExampleByExample,
    LayerByLayer,
    OnSparseImages,
    Plan,
    scratch_for,
)
from engine.kernels.dense.forward_f32 import NONE, copy_padded
from engine.kernels.simd.packed_rows import gather_rows, next_block, scatter_rows
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer

NETWORKS = ("90-33-10", "90-130-10", "90-17-24-10", "90 dense20:tanh dense20:relu softmax10")
WAYS: tuple[dict[str, object], ...] = (
    {},
    {"cost": "quadratic"},
    {"lambda": 2.0},
    {"lambda": 2.0, "regulariser": "l1"},
    {"momentum": 0.6},
    {"momentum": 0.6, "optimiser": "nesterov", "lambda": 1.0},
    {"dropout": 0.4},
    {"batch": 1},
)


def pictures(count=47, pixels=90, seed=2):
    """Return sparse pictures of ten classes; the last mini-batch is not full."""
    generator = np.random.default_rng(seed)
    x = generator.uniform(0.1, 1, (count, pixels)).astype(np.float32)
    x[generator.uniform(size=x.shape) < 0.7] = 0
    x[3] = 0
    return Examples(x, generator.integers(0, 10, count).astype(np.uint8))


def trained(monkeypatch, plan, layers, steps=(9,), pixels=90, **values):
    monkeypatch.setattr(plans, "PLANS", (plan,))
    asked = {"layers": layers, "batch": 10, "eta": 0.3, "epochs": 50, **values}
    trainer = Trainer(TrainingSettings.from_values(asked), pictures(pixels=pixels))
    assert trainer.network.parameters.dtype == (np.float64 if pixels < 90 else np.float32)
    for count in steps:
        left = count
        while left:
            left -= trainer.train(left)
    return trainer


_, SPARSE, EXAMPLES, LAYERS = PLANS


def test_the_plans_are_what_they_are_called():
    assert (SPARSE.make, EXAMPLES.make, LAYERS.make) == (
        OnSparseImages,
        ExampleByExample,
        LayerByLayer,
    )
    assert isinstance(SPARSE, Plan)


@pytest.mark.parametrize("values", WAYS, ids=str)
@pytest.mark.parametrize("layers", NETWORKS)
def test_training_on_ink_agrees_with_training_layer_by_layer(monkeypatch, layers, values):
    if "softmax" in layers and values.get("cost") == "quadratic":
        values = {"cost": "log-likelihood"}
    fast = trained(monkeypatch, SPARSE, layers, **values)
    plain = trained(monkeypatch, LAYERS, layers, **values)
    np.testing.assert_allclose(
        fast.network.parameters, plain.network.parameters, rtol=2e-4, atol=2e-6
    )
    np.testing.assert_allclose(fast.state.velocity, plain.state.velocity, rtol=1e-3, atol=2e-6)


@pytest.mark.parametrize("values", WAYS, ids=str)
@pytest.mark.parametrize("layers", ["20-13-10", "20 dense8:tanh dense9:leaky-relu softmax10"])
def test_training_example_by_example_agrees_with_training_layer_by_layer(  # by train_online
    monkeypatch, layers, values
):
    if "softmax" in layers and values.get("cost") == "quadratic":
        values = {"cost": "log-likelihood"}
    small = trained(monkeypatch, EXAMPLES, layers, (23,), 20, **values)
    plain = trained(monkeypatch, LAYERS, layers, (23,), 20, **values)
    np.testing.assert_allclose(small.network.parameters, plain.network.parameters, rtol=1e-9)
    np.testing.assert_allclose(small.state.velocity, plain.state.velocity, rtol=1e-7, atol=1e-12)
    pieces = trained(monkeypatch, EXAMPLES, layers, (1, 4, 2, 9, 7), 20, **values)
    assert small.network.digest() == pieces.network.digest()


@pytest.mark.parametrize("values", WAYS, ids=str)
def test_pieces_of_any_size_give_the_same_bits(monkeypatch, values):
    whole = trained(monkeypatch, SPARSE, NETWORKS[0], (23,), **values)
    pieces = trained(monkeypatch, SPARSE, NETWORKS[0], (1, 4, 2, 9, 7), **values)
    assert whole.network.digest() == pieces.network.digest()
    np.testing.assert_array_equal(whole.state.velocity, pieces.state.velocity)


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(1, 60), st.integers(0, 1000))
def test_ink_is_all_that_is_not_empty(count, pixels, seed):
    x = pictures(max(count, 4), pixels, seed).x
    # by the kernels count_pixels and collect_pixels
    sparse = sparse_images(x)
    found = np.zeros_like(x)
    for i in range(len(x)):
        place = slice(sparse.starts[i], sparse.starts[i + 1])
        assert (np.diff(sparse.index[place].astype(int)) > 0).all()
        found[i, sparse.index[place]] = sparse.value[place]
    np.testing.assert_array_equal(found, x)


@pytest.mark.parametrize("vectors", range(1, 28))
def test_rows_of_every_width_are_gathered_and_changed(vectors):
    width, generator = 8 * vectors, np.random.default_rng(vectors)
    w = generator.normal(size=30 * width).astype(np.float32)
    index = generator.permutation(30)[:11].astype(np.uint16)
    value = generator.normal(size=11).astype(np.float32)
    z = np.ones(width + 16, np.float32)
    gather_rows(w, 0, width, index, 1, value, 1, 10, z, 8)
    rows = w.reshape(30, width)[index[1:]].astype(np.float64)
    np.testing.assert_allclose(z[8:-8], 1 + value[1:] @ rows, rtol=1e-4, atol=1e-5)
    assert (z[:8] == 1).all()
    assert (z[-8:] == 1).all()
    wanted = w.reshape(30, width).astype(np.float64)
    wanted[index[1:]] += np.outer(0.5 * value[1:], z[8:-8])
    scatter_rows(w, 0, width, index, 1, value, 1, 10, np.float32(0.5), z, 8)
    np.testing.assert_allclose(w.reshape(30, width), wanted, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("left", range(1, 60))
def test_blocks_share_the_vectors_evenly(left):
    block = next_block(left)
    assert 1 <= block <= min(left, 8)
    # no block is left over that would keep a single accumulator waiting
    assert left <= 8 or left - block >= 4


def test_padding_is_copied_there_and_back():
    sizes, parameters = (5, 3, 10), np.arange(5 * 3 + 3 + 3 * 10 + 10, dtype=np.float32) + 1
    w = scratch_for(sizes, 1, 0)[0]
    copy_padded(parameters, NONE, np.array(sizes), w, NONE, NONE)
    assert len(w) == 6 * padded_size(3) + 4 * padded_size(10)
    assert w.reshape(-1, 8)[:6, 3:].sum() == 0
    assert w.sum() == parameters.sum()
    back = np.zeros_like(parameters)
    copy_padded(back, NONE, np.array(sizes), w, NONE, NONE + 1)
    np.testing.assert_array_equal(back, parameters)


@pytest.mark.parametrize("count", [0, 1, 7, 1000])
def test_aligned_memory_begins_with_a_cache_line(count):
    room = aligned(count)
    assert room.shape == (count,)
    assert room.ctypes.data % 64 == 0 or count == 0
