"""Each rule of an optimiser, alone and in every training kernel, beside its naive twin."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import numpy as np
import pytest

from engine.data.examples import Examples
from engine.functions.costs import COST
from engine.functions.optimisers import OPTIMISERS
from engine.functions.regularisers import REGULARISER
from engine.kernels.hyper_parameters import packed, unpacked
from engine.kernels.jit import dispatched, kernel
from engine.kernels.optimisers import RULES, apply_rule, coefficients, factor_of
from engine.networks.network import Network
from engine.training.reference import penalty_gradient
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.reference.naive_optimisers import SETTINGS, STEPS
from tests.support.samples.sparse_pictures import pictures

each_optimiser = pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda entry: entry.name)

NETWORKS = ("90-33-10", "20-8-10", "9x10 conv3@3 pool2 dense10")
"""Trained on sparse pictures in float32, one example at a time in float64, and by convolution."""


@kernel
def stepped(rule, records, t, w, g, s):
    h = records[0]
    apply_rule(rule, coefficients(h, t - 1, w), w, g, s)
    return factor_of(h)


@kernel
def add_one(place):
    place[0] += 1


@kernel
def add_ten(place):
    place[0] += 10


add = dispatched((add_one, add_ten))


@kernel
def added(place, total):
    add(place, total)


def test_one_of_several_kernels_is_called_by_its_place():
    for place, expected in ((0, 1), (1, 10), (2, 0)):
        total = np.zeros(1)
        added(place, total)
        assert total[0] == expected


def test_rules_have_the_order_of_the_table():
    assert [rule.__name__ for rule in RULES] == [entry.name for entry in OPTIMISERS]


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@each_optimiser
def test_three_steps_of_a_rule_are_those_of_its_formula_and_of_its_naive_twin(
    optimiser, kind, generator
):
    w = generator.normal(size=37).astype(kind)
    records = packed(rate=0.3, adaptive=optimiser.adaptive, rule=optimiser.code, **SETTINGS)
    ours, plain, naive = w.copy(), w.copy(), w.tolist()
    s, state = np.zeros(optimiser.slots * 37, kind), np.zeros((optimiser.slots, 37), kind)
    own = [(0.0,) * optimiser.slots] * 37
    for t in (1, 2, 3):
        gradient = generator.normal(size=37).astype(kind)
        factor = 1 if optimiser.adaptive else -0.3
        g = kind(factor) * gradient
        assert stepped(optimiser.code, records, t, ours, g.copy(), s) == factor
        optimiser.update(unpacked(records), t, plain, g.copy(), state)
        steps = [
            STEPS[optimiser.name](0.3, SETTINGS, t, *numbers)
            for numbers in zip(naive, gradient.tolist(), own, strict=True)
        ]
        naive, own = [step[0] for step in steps], [step[1] for step in steps]
    tolerance = {"rtol": 2e-5, "atol": 1e-5} if kind == np.float32 else {"rtol": 1e-11}
    for found in (ours, plain):
        np.testing.assert_allclose(found, naive, **tolerance)
    for found in (s.reshape(optimiser.slots, 37), state):
        np.testing.assert_allclose(found, np.array(own).T, **tolerance)


def naively_trained(trainer, optimiser, steps):
    """Return parameters and state after mini-batches, one number at a time."""
    settings, network = trainer.settings, trainer.network
    w = network.parameters.astype(np.float64)
    state, examples = [(0.0,) * optimiser.slots] * len(w), trainer.examples
    for t in range(1, steps + 1):
        epoch, batch = trainer.segment.place(t - 1)
        rows = trainer.epoch_rows(epoch)[batch * settings.batch : (batch + 1) * settings.batch]
        own = Network(network.specification, w)
        y = np.eye(10)[examples.labels[rows]]
        gradient = own.backprop(examples.x[rows].astype(np.float64), y, COST[settings.cost])
        decay = settings.lambda_ / trainer.segment.examples
        gradient += decay * penalty_gradient(own, REGULARISER[settings.regulariser])
        moved = [
            STEPS[optimiser.name](settings.eta, SETTINGS, t, *numbers)
            for numbers in zip(w.tolist(), gradient.tolist(), state, strict=True)
        ]
        w, state = np.array([step[0] for step in moved]), [step[1] for step in moved]
    return w, np.array(state).T.ravel()


@pytest.mark.parametrize("layers", NETWORKS)
@each_optimiser
def test_a_network_is_trained_as_by_the_naive_twin_and_in_pieces_to_the_same_bits(
    optimiser, layers
):
    pixels = int(layers.split("-")[0]) if "x" not in layers else 90
    drawn = pictures(pixels=pixels)
    values = {
        "layers": layers, "optimiser": optimiser.name, "eta": 0.01, "lambda": 1.0, "batch": 10,
        **SETTINGS,
    }  # fmt: skip
    digests = set()
    for pieces in ((9,), (1, 4, 2, 1, 1)):
        trainer = Trainer(
            TrainingSettings.from_values(values), Examples(drawn.x.copy(), drawn.labels)
        )
        w, slots = naively_trained(trainer, optimiser, 9)
        for piece in pieces:
            left = piece
            while left:
                left -= trainer.train(left)
        digests.add(trainer.network.digest() + str(trainer.state.slots.tobytes()))
    tolerance = {"rtol": 1e-9} if w.dtype == trainer.state.slots.dtype else {"rtol": 2e-3}
    np.testing.assert_allclose(trainer.state.parameters, w, atol=2e-5, **tolerance)
    np.testing.assert_allclose(trainer.state.slots, slots, atol=2e-5, **tolerance)
    assert len(digests) == 1


PARAMETRISED = (
    "tests/engine/kernels/test_optimisers.py",
    "tests/engine/simulations/learning/test_optimisers.py",
    "tests/engine/functions/test_optimisers.py",
    "tests/engine/training/test_reference.py",
    "tests/engine/runs/test_run.py",
)


@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_an_optimiser_added_by_an_entry_and_a_kernel_passes_the_parametrised_tests(tmp_path):
    """In a process of its own: kernels are compiled with the table of rules."""
    added = [sys.executable, "-m", "pytest", "-q", "-p", "tests.engine.kernels.added_optimiser"]
    found = subprocess.run(
        [*added, "-p", "no:cacheprovider", "-k", "clipped_momentum", *PARAMETRISED],
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-3000:]
    passed = re.search(r"(\d+) passed", found.stdout)
    assert passed is not None
    assert int(passed[1]) >= 11, found.stdout[-3000:]
