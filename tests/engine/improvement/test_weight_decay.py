"""What the penalty alone does, against the kernel that trains and against the book."""

from __future__ import annotations

import numpy as np
import pytest

from engine.improvement.weight_decay import Decay, sparsity
from engine.kernels.penalties import L1, L2, shrink

CODES = {"l1": L1, "l2": L2}


def test_the_books_decay_of_an_epoch():
    decay = Decay("l2", 0.1, 5.0, 50_000, 10)
    assert decay.factor == pytest.approx(1 - 1e-5)
    assert decay.updates == 5_000
    assert decay.factor_after(1) == pytest.approx(0.951, abs=5e-4)


def test_as_many_pictures_as_one_likes_decay_alike():
    few, many = Decay("l2", 0.1, 5.0, 1_000, 10), Decay("l2", 0.1, 5.0, 50_000, 10)
    assert few.factor_after(1) == pytest.approx(many.factor_after(1), rel=1e-3)


@pytest.mark.parametrize("kind", CODES)
def test_epochs_of_the_kernel_come_to_the_same(kind):
    decay = Decay(kind, 0.5, 2.0, 100, 10)
    start = np.array([-2.0, -0.5, 0.25, 1.0, 3.0])
    w = start.copy()
    for _ in range(2 * decay.updates):
        shrink(w, CODES[kind], decay.amount)
    np.testing.assert_allclose(decay.shrunk(start, 2), w, atol=1e-12)


def test_l1_stops_at_zero_and_l2_never_gets_there():
    w = np.array([-0.01, 0.01, 1.0])
    assert Decay("l1", 0.5, 2.0, 100, 10).shrunk(w, 1).tolist() == pytest.approx([0, 0, 0.9])
    assert (Decay("l2", 0.5, 2.0, 100, 10).shrunk(w, 100) != 0).all()


def test_sparsity_counts_what_is_near_zero():
    assert sparsity(np.array([-0.1, 0.0, 0.05, 2.0]), 0.1) == 0.75
    assert sparsity(np.zeros(0), 0.1) == 0.0
