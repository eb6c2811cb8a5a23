"""Any jump, on any kind of network, gives the bits of the uninterrupted run."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data.examples import DataSet, Examples
from engine.runs.run import Run
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer
from tests.support.toy import toy_data

JUMPS = 200


def point_examples(count, seed):
    """Return points of the plane in two classes: inside a ring or not."""
    generator = np.random.default_rng(seed)
    x = generator.uniform(-1, 1, (count, 2))
    return Examples(x, (np.hypot(*x.T) < 0.6).astype(np.uint8))


def point_data():
    """Return a data set of points."""
    parts = [point_examples(n, seed) for seed, n in enumerate((200, 60, 60))]
    return DataSet("plane", *parts, rows=1, columns=2, classes=2)


def picture_data():
    """Return a data set of small pictures."""
    return toy_data(160, features=64)


KINDS = {
    "dense": ("12-8-10", lambda: toy_data(300), 7),
    "convolution": ("8x8 conv3@3:relu pool2 dense8:relu softmax10", picture_data, 10),
    "plane": ("2-4-2", point_data, 1),
}


def new_run(kind, budget):
    """Return a run that has not begun."""
    layers, load, batch = KINDS[kind]
    data = load()
    cost = "log-likelihood" if "softmax" in layers else "cross-entropy"
    settings = TrainingSettings.from_values(
        {"layers": layers, "cost": cost, "batch": batch, "epochs": 4, "eta": 0.2, "momentum": 0.3}
    )
    trainer = Trainer(settings, data.training, data.classes)
    return Run(trainer, data, recording=Recording(budget))


def events(run):
    """Return what happens to a run on its way, by step."""
    trainer = run.trainer
    count = len(trainer.state.parameters)
    wide = trainer.training_part(6)
    return {
        13: lambda: run.change(trainer.settings.changed("eta", 0.05)),
        20: lambda: run.edit_weights(np.array([0, count - 1]), np.array([0.5, -0.25])),
        31: lambda: run.change(trainer.settings.changed("lambda", 0.5)),
        44: lambda: run.teach(wide.x, wide.labels),
        52: lambda: run.edit_weights(np.array([3]), np.array([1.5])),
        60: lambda: run.change(trainer.settings.changed("dropout", 0.2)),
    }


def uninterrupted(kind, budget):
    """Return a finished run and the bits of every step."""
    run = new_run(kind, budget)
    bits, waiting = {0: run.network.digest()}, events(run)
    while not run.finished:
        if run.advance(1):
            happens = waiting.pop(run.step, None)
            if happens is not None:
                run.finish_measuring()
                happens()
            bits[run.step] = run.network.digest()
    assert not waiting
    return run, bits


@pytest.mark.parametrize("budget", [10**9, 20_000], ids=["ample", "thinned"])
@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_random_jumps_give_the_bits_of_every_step(kind, budget):
    run, bits = uninterrupted(kind, budget)
    generator = np.random.default_rng(7)
    right = 0
    for _ in range(JUMPS):
        step = int(generator.integers(0, run.last_step + 1))
        run.seek(step)
        while run.seeking:
            run.advance(int(generator.integers(1, 40)))
        right += run.step == step and run.network.digest() == bits[step]
    assert right == JUMPS


@pytest.mark.parametrize("kind", KINDS)
def test_a_branch_has_the_past_of_its_parent_and_leaves_it_alone(kind):
    run, bits = uninterrupted(kind, 10**9)
    run.seek(35)
    while run.seeking:
        run.advance(5)
    branch = run.fork()
    assert branch.step == branch.last_step == 35
    assert branch.network.digest() == bits[35]
    branch.change(branch.trainer.settings.changed("eta", 0.5))
    while not branch.finished:
        branch.advance(11)
    assert branch.network.digest() != bits[max(bits)]
    for step in (0, 13, 20, 34):
        branch.seek(step)
        while branch.seeking:
            branch.advance(3)
        assert branch.network.digest() == bits[step]
    run.seek(run.last_step)
    while run.seeking:
        run.advance(50)
    assert run.network.digest() == bits[max(bits)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_branch_that_changes_nothing_repeats_the_future(kind):
    run, bits = uninterrupted(kind, 10**9)
    run.seek(61)
    while run.seeking:
        run.advance(50)
    branch = run.fork()
    while not branch.finished:
        branch.advance(17)
        assert branch.network.digest() == bits[branch.step]
    assert branch.last_step == run.last_step
    assert [r.scores["test"].accuracy for r in branch.epoch_metrics] == [
        r.scores["test"].accuracy for r in run.epoch_metrics
    ]


def test_a_memento_takes_a_touch_back_to_the_bit():
    run = new_run("dense", 10**9)
    for _ in range(9):
        run.advance(1)
    before, restore = run.network.digest(), run.restore_point()
    run.edit_weights(np.array([1, 2]), np.array([3.0, 4.0]))
    assert list(run.network.parameters[1:3]) == [3.0, 4.0]
    restore()
    assert run.network.digest() == before
    run.seek(0)
    run.seek(9)
    while run.seeking:
        run.advance(2)
    run.advance(30)
    other = new_run("dense", 10**9)
    while other.step < run.step:
        other.advance(1)
    assert other.network.digest() == run.network.digest()


def test_examples_are_counted_over_changed_mini_batches():
    run = new_run("dense", 10**9)
    while run.step < 43:
        run.advance(1)
    assert run.trainer.examples_until(43) == 300
    while run.step < 50:
        run.advance(1)
    run.change(run.trainer.settings.changed("batch", 10))
    while run.step < 55:
        run.advance(1)
    assert run.trainer.examples_until(run.step) == 300 + 7 * 7 + 5 * 10
    assert run.trainer.examples_until(20) == 140
