"""The loop: same seed, same bits; kernels and plain NumPy agree; nothing ends as NaN."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import random_streams
from engine.errors import ShapeError
from engine.training.trainer import Trainer
from tests.support.toy import toy_examples, toy_run, toy_settings

VARIANTS: tuple[dict[str, object], ...] = (
    {},
    {"dropout": 0.4},
    {"lambda_": 1.0},
    {"lambda_": 1.0, "regulariser": "l1", "momentum": 0.5},
    {"momentum": 0.5, "optimiser": "nesterov", "lambda_": 2.0},
    {"layers": "12 9:relu 8:tanh softmax10", "cost": "log-likelihood", "dropout": 0.2},
    {"layers": "12 9:softmax 8:leaky-relu 10:linear", "cost": "quadratic", "eta": 0.05},
    {"schedule": "exponential", "patience": 1},
)


def trained(variant, steps=90, piece=11):
    """Return a trainer after so many steps, taken in pieces."""
    trainer = Trainer(toy_settings(**variant), toy_examples(200))
    while trainer.state.step < steps and trainer.train(min(piece, steps - trainer.state.step)):
        pass
    return trainer


@pytest.mark.parametrize("variant", VARIANTS)
def test_kernels_agree_with_the_reference_engine(variant, monkeypatch):
    compiled = trained(variant).state
    monkeypatch.setattr("engine.execution.tracing.JIT_AVAILABLE", False)
    plain = trained(variant).state
    assert plain.step == compiled.step > 50
    np.testing.assert_allclose(compiled.parameters, plain.parameters, rtol=1e-9, atol=1e-11)


@pytest.mark.parametrize("variant", VARIANTS)
def test_kernels_agree_with_the_reference_engine_in_float32(variant, monkeypatch):
    wide = {**variant, "layers": variant.get("layers", "12-60-10").replace("9:", "60:")}
    compiled = trained(wide).state
    assert compiled.parameters.dtype == np.float32
    monkeypatch.setattr("engine.execution.tracing.JIT_AVAILABLE", False)
    np.testing.assert_allclose(
        compiled.parameters, trained(wide).state.parameters, rtol=2e-3, atol=2e-5
    )


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_size_of_pieces_does_not_change_a_bit(variant):
    one, other = trained(variant, piece=1), trained(variant, piece=64)
    assert one.network.digest() == other.network.digest()


def test_another_seed_gives_another_network():
    assert trained({}).network.digest() != trained({"seed": 2}).network.digest()


def test_dropout_does_not_change_the_order_of_the_examples():
    with_dropout, without = trained({"dropout": 0.5}), trained({})
    for epoch in range(3):
        orders = [t.epoch_rows(epoch) for t in (with_dropout, without)]
        np.testing.assert_array_equal(*orders)


def test_dropout_changes_what_is_learned():
    assert trained({"dropout": 0.5}).network.digest() != trained({}).network.digest()


@given(seed=st.integers(0, 2**31 - 1), epoch=st.integers(0, 1000), count=st.integers(1, 300))
@settings(max_examples=50, deadline=None)
def test_an_epoch_visits_every_example_once(seed, epoch, count):
    order = random_streams.epoch_order(seed, epoch, count)
    assert sorted(order) == list(range(count))


def test_a_run_that_diverges_stops_at_the_last_finite_state_and_names_the_step():
    trainer = Trainer(
        toy_settings(layers="12 8:relu 10:linear", cost="quadratic", eta=900.0),
        toy_examples(200),
    )
    while trainer.train(20):
        pass
    assert trainer.divergence is not None
    assert trainer.divergence.step == trainer.state.step + 1
    assert "smaller learning rate" in trainer.divergence.advice
    assert np.isfinite(trainer.state.parameters).all()
    assert trainer.finished


def test_the_step_of_a_divergence_does_not_depend_on_the_size_of_pieces():
    steps = set()
    for piece in (1, 3, 50):
        trainer = Trainer(
            toy_settings(layers="12 8:relu 10:linear", cost="quadratic", eta=900.0),
            toy_examples(200),
        )
        while trainer.train(piece):
            pass
        steps.add(trainer.divergence.step)
    assert len(steps) == 1


def test_changing_the_learning_rate_keeps_weights_and_epoch():
    trainer = trained({}, steps=40)
    before, place = trainer.network.digest(), trainer.place
    trainer.change(trainer.settings.changed("eta", 0.01))
    assert (trainer.network.digest(), trainer.place) == (before, place)
    assert trainer.settings.eta == 0.01


def test_changing_the_mini_batch_begins_a_new_epoch_and_keeps_weights():
    trainer = trained({}, steps=40)
    before = trainer.network.digest()
    trainer.change(trainer.settings.changed("batch", 20))
    assert trainer.network.digest() == before
    assert trainer.place == (2, 0)


def test_taught_examples_are_visited_in_every_epoch_that_follows():
    trainer = trained({}, steps=10)
    trainer.teach(toy_examples(5, seed=9).x, np.full(5, 3, np.uint8))
    rows = trainer.epoch_rows(1)
    assert sorted(rows) == list(range(205))


def test_a_network_that_does_not_fit_the_data_is_refused_with_both_shapes():
    with pytest.raises(ShapeError, match=r"12 inputs to 10 outputs.*got 13-8-10"):
        Trainer(toy_settings(layers="13-8-10"), toy_examples(20))


def test_early_stopping_ends_a_run_without_improvement_in_n_epochs():
    run = toy_run(eta=1e-6, early_stopping=True, patience=2, epochs=50)
    while not run.finished:
        run.advance(100)
    assert run.trainer.place[0] < 50


def test_a_plateau_halves_the_learning_rate():
    run = toy_run(eta=1e-6, schedule="halve-on-plateau", patience=2, epochs=7)
    while not run.finished:
        run.advance(100)
    assert run.trainer.state.memory[0] < 1


def test_a_schedule_ends_the_run_at_a_hundred_and_twenty_eighth_of_the_rate():
    run = toy_run(eta=1e-6, schedule="halve-and-stop", patience=1, epochs=50)
    while not run.finished:
        run.advance(100)
    assert run.trainer.state.memory[0] == 1 / 128
    assert run.trainer.place[0] < 50


def test_learning_raises_accuracy():
    run = toy_run(count=1000, eta=1.0, epochs=15)
    while not run.finished:
        run.advance(100)
    assert run.epoch_metrics[-1].accuracy("test") > run.epoch_metrics[0].accuracy("test") + 0.3
