"""Training example by example: as in NumPy, to the same bits in pieces, never infinite."""

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.execution import plans
from engine.execution.padding import QUAD
from engine.execution.plans import PLANS
from engine.kernels.dense.online_f64 import quads
from engine.kernels.dense.padded_rows import NONE, copy_padded
from engine.training import trainer as trainer_module
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.support.samples.sparse_pictures import EXAMPLES, NUMPY, WAYS, trained

PLAN = {plan.name: plan for plan in PLANS}


def test_padding_of_small_networks_is_emptied_there_and_left_out_back():
    sizes = np.array([5, 3, 10])
    parameters = np.arange(5 * 3 + 3 + 3 * 10 + 10) + 1.0
    w = np.full(6 * 4 + 4 * 12, np.nan)
    copy_padded(parameters, NONE, sizes, w, NONE, NONE)
    assert w.sum() == parameters.sum()
    assert (w.reshape(-1, 4)[:6, 3] == 0).all()
    back = np.zeros_like(parameters)
    copy_padded(back, NONE, sizes, w, NONE, NONE + 1)
    np.testing.assert_array_equal(back, parameters)
    assert [quads(size) for size in range(10)] == [-(-size // QUAD) * QUAD for size in range(10)]


def diverged(monkeypatch, plan, layers, pieces, eta):
    """Train until a run diverges, and once more from the beginning; return when it did."""
    generator = np.random.default_rng(2)
    x = generator.uniform(0.1, 1, (470, int(layers.split()[0]))).astype(np.float32)
    examples = Examples(x, generator.integers(0, 10, len(x)).astype(np.uint8))
    monkeypatch.setattr(plans, "PLANS", (plan,))
    monkeypatch.setattr(trainer_module, "compiled", lambda specification: plan is not NUMPY)
    values = {"layers": layers, "cost": "quadratic", "batch": 10, "eta": eta}
    trainer = Trainer(TrainingSettings.from_values(values), examples)
    first, steps = trainer.state.copy(), []
    for _ in range(2):
        trainer.restore(first)
        while not trainer.finished:
            trainer.train(pieces)
        steps.append(trainer.divergence.step)
    return *steps, trainer.network.digest()


@pytest.mark.parametrize(
    ("plan", "layers"),
    [
        ("ink", "90 dense20:linear dense33:relu dense10:linear"),
        ("examples", "12 dense9:relu dense6:linear dense10:linear"),
    ],
)
@pytest.mark.parametrize("eta", [3.0, 30.0])
def test_infinite_numbers_of_a_diverged_run_are_forgotten(monkeypatch, plan, layers, eta):
    found = [diverged(monkeypatch, PLAN[plan], layers, pieces, eta) for pieces in (47, 7, 1)]
    assert len(set(found)) == 1
    assert found[0][:2] == diverged(monkeypatch, NUMPY, layers, 1, eta)[:2]


@pytest.mark.parametrize("values", WAYS, ids=str)
@pytest.mark.parametrize("layers", ["20-13-10", "20 dense8:tanh dense9:leaky-relu softmax10"])
def test_training_example_by_example_agrees_with_training_in_numpy(  # by train_online
    monkeypatch, layers, values
):
    if "softmax" in layers and values.get("cost") == "quadratic":
        values = {"cost": "log-likelihood"}
    small = trained(monkeypatch, EXAMPLES, layers, (23,), 20, **values)
    plain = trained(monkeypatch, NUMPY, layers, (23,), 20, **values)
    np.testing.assert_allclose(small.network.parameters, plain.network.parameters, rtol=1e-9)
    np.testing.assert_allclose(small.state.slots, plain.state.slots, rtol=1e-7, atol=1e-12)
    pieces = trained(monkeypatch, EXAMPLES, layers, (1, 4, 2, 9, 7), 20, **values)
    assert small.network.digest() == pieces.network.digest()
