"""The kernel of convolutions trains like plain NumPy."""

import numpy as np
import pytest

from engine.training.trainer import Trainer
from tests.support.samples.convolutions import NETWORKS, compiled, examples, settings


@compiled
@pytest.mark.parametrize(
    "values",
    [
        {},
        {"dropout": 0.5},
        {"momentum": 0.9, "lambda": 0.3},
        {"momentum": 0.9, "optimiser": "nesterov", "lambda": 0.2, "regulariser": "l1"},
        {"lambda": 0.5, "dropout": 0.3},
        {"optimiser": "adagrad", "eta": 0.01, "lambda": 0.2},
        {"optimiser": "rmsprop", "eta": 0.001, "epsilon": 1e-3},
        {"optimiser": "adam", "eta": 0.001, "epsilon": 1e-3, "lambda": 0.2, "dropout": 0.3},
        {"lambda": 0.5, "regulariser": "l1", "cost": "quadratic"},
    ],
    ids=str,
)
@pytest.mark.parametrize("layers", NETWORKS)
def test_the_kernel_trains_like_plain_numpy(monkeypatch, layers, values):  # train_maps
    trained = []
    for plain in (False, True):
        trainer = Trainer(settings(layers, **values), examples(layers), 3)
        if plain:
            monkeypatch.setattr("engine.execution.tracing.JIT_AVAILABLE", False)
        while trainer.state.step < 5:
            trainer.train(5 - trainer.state.step)
        trained.append(trainer.state)
    for name in ("parameters", "slots"):
        ours, theirs = (getattr(state, name) for state in trained)
        np.testing.assert_allclose(ours, theirs, rtol=2e-4, atol=2e-5)


@compiled
@pytest.mark.parametrize(
    "values",
    [
        {"dropout": 0.3},
        {"momentum": 0.9, "lambda": 0.3, "batch": 13},
        {"optimiser": "adam", "eta": 0.001, "epsilon": 1e-3, "lambda": 0.2, "batch": 2},
    ],
    ids=str,
)
@pytest.mark.parametrize("layers", NETWORKS)
def test_any_number_of_threads_gives_the_same_bits(monkeypatch, layers, values):
    monkeypatch.setattr("engine.execution.processors.usable_processors", lambda: 3)
    digests = set()
    for threads in (1, 2, 3):
        trainer = Trainer(settings(layers, **values), examples(layers), 3)
        trainer.threads = threads
        while trainer.state.step < 4:
            trainer.train(4 - trainer.state.step)
        digests.add((trainer.network.digest(), trainer.state.slots.tobytes()))
    assert len(digests) == 1


@compiled
@pytest.mark.parametrize("layers", NETWORKS)
def test_pieces_of_any_size_give_the_same_bits(layers):
    digests = set()
    for pieces in ((3, 3, 3), (1, 2, 3, 3), (9,)):
        trainer = Trainer(settings(layers, momentum=0.5, dropout=0.2), examples(layers), 3)
        for piece in pieces:
            left = piece
            while left:
                left -= trainer.train(left)
        digests.add(trainer.network.digest())
    assert len(digests) == 1
