"""Training on sparse pictures: as in NumPy, and to the same bits in pieces."""

import numpy as np
import pytest

from tests.support.samples.sparse_pictures import NETWORKS, NUMPY, SPARSE, WAYS, trained


@pytest.mark.parametrize("values", WAYS, ids=str)
@pytest.mark.parametrize("layers", NETWORKS)
def test_training_on_ink_agrees_with_training_in_numpy(  # by train_sparse
    monkeypatch, layers, values
):
    if "softmax" in layers and values.get("cost") == "quadratic":
        values = {"cost": "log-likelihood"}
    fast = trained(monkeypatch, SPARSE, layers, **values)
    plain = trained(monkeypatch, NUMPY, layers, **values)
    np.testing.assert_allclose(
        fast.network.parameters, plain.network.parameters, rtol=2e-4, atol=1e-5
    )
    np.testing.assert_allclose(fast.state.slots, plain.state.slots, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("values", WAYS, ids=str)
def test_pieces_of_any_size_give_the_same_bits(monkeypatch, values):
    whole = trained(monkeypatch, SPARSE, NETWORKS[0], (23,), **values)
    pieces = trained(monkeypatch, SPARSE, NETWORKS[0], (1, 4, 2, 9, 7), **values)
    assert whole.network.digest() == pieces.network.digest()
    np.testing.assert_array_equal(whole.state.slots, pieces.state.slots)
