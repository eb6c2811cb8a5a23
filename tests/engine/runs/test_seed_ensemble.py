"""A crowd: every member is a lone run, the fan says what lies in their middle."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.execution.tracing import outputs_of
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.runs.seed_ensemble import MOST_ROUNDS, SeedEnsemble, Table, outputs_of_all, quantiles
from engine.training.trainer import Trainer
from tests.support.samples.quadrants import DATA, settings


def ensemble_of(count, clock=None, **values):
    """Return a crowd that has not begun; its time stands still unless a clock is given."""
    return SeedEnsemble(
        settings(**values),
        DATA.training,
        DATA.validation,
        count,
        classes=1,
        clock=clock or (lambda: 0.0),
    )


def finished(ensemble):
    """Let a crowd go on to its end."""
    while not ensemble.finished:
        ensemble.advance(1.0)
    return ensemble


@pytest.mark.parametrize("values", [{}, {"batch": 7, "momentum": 0.5}, {"dropout": 0.25}])
def test_every_member_has_the_bits_of_a_lone_run(values):
    ensemble = finished(ensemble_of(4, **values))
    for number, member in enumerate(ensemble.members):
        lone = Trainer(replace(settings(**values), seed=3 + number), DATA.training, 1)
        while lone.train(1_000):
            pass
        assert member.network.digest() == lone.network.digest()


def test_pieces_of_time_change_nothing():
    ticks = iter(np.arange(1e6))
    sliced, whole = ensemble_of(5, clock=lambda: next(ticks)), finished(ensemble_of(5))
    slices = 0
    while not sliced.finished:
        sliced.advance(0.5)
        slices += 1
    assert slices > 5 * 6
    np.testing.assert_array_equal(sliced.costs().values, whole.costs().values)
    np.testing.assert_array_equal(sliced.costs().steps, whole.costs().steps)


def test_all_members_stand_at_the_same_step_when_they_are_measured():
    ensemble = finished(ensemble_of(3))
    fan = ensemble.costs()
    np.testing.assert_array_equal(fan.steps, np.arange(0, 37, 3))
    np.testing.assert_allclose(fan.epochs, np.arange(0, 6.5, 0.5))
    assert fan.values.shape == (13, 3)


def test_what_is_measured_is_the_cost_and_the_share_of_right_answers():
    ensemble = finished(ensemble_of(3))
    labels = DATA.validation.labels
    for number, member in enumerate(ensemble.members):
        outputs = outputs_of(member.network, DATA.validation.x.astype(np.float64))
        cost = COST["cross-entropy"].value(outputs, labels[:, None].astype(float)).mean()
        assert ensemble.costs().values[-1, number] == pytest.approx(cost, rel=1e-12)
        right = ((outputs[:, 0] > 0.5) == labels).mean()
        assert ensemble.accuracies().values[-1, number] == pytest.approx(right)


@pytest.mark.parametrize("words", ["2-4-2-1", "2-5:relu-3", "2-30:tanh-40-3"])
def test_networks_fed_all_at_once_answer_as_one_by_one(words):
    specification = parse_layers(words, "cross-entropy")
    networks = [Network.initialised(specification, "normal", seed) for seed in range(5)]
    x = np.random.default_rng(0).normal(size=(20, 2)).astype(networks[0].parameters.dtype)
    together = outputs_of_all(networks, x)
    for network, outputs in zip(networks, together, strict=True):
        np.testing.assert_allclose(outputs, outputs_of(network, x), rtol=1e-6)


def test_members_that_diverge_are_counted_and_left_out_of_the_band():
    layers = {"layers": "2-4:relu-1:linear", "cost": "quadratic", "eta": 3.0, "batch": 5}
    ensemble = finished(ensemble_of(12, **layers))
    fan = ensemble.costs()
    lost = np.isnan(fan.values[-1])
    assert lost.sum() == ensemble.diverged > 0
    if not lost.all():
        assert fan.median[-1] == pytest.approx(np.median(fan.values[-1][~lost]))


@given(st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=100))
def test_quantiles_are_those_of_the_finite_numbers(numbers):
    row = np.array(numbers)
    found = quantiles(row)
    finite = row[np.isfinite(row)]
    if len(finite):
        np.testing.assert_allclose(found, np.quantile(finite, [0.1, 0.5, 0.9]), atol=1e-6)
    else:
        assert np.isnan(found).all()


def test_what_was_handed_out_never_changes():
    ensemble = ensemble_of(2)
    while ensemble.rounds < 3:
        ensemble.advance(0.0)
    early = ensemble.costs()
    kept = early.values.copy()
    finished(ensemble)
    np.testing.assert_array_equal(early.values, kept)
    with pytest.raises(ValueError, match="read-only"):
        early.median[0] = 0


@given(st.integers(2, 200))
def test_thinning_keeps_the_last_row_and_every_other_one(count):
    table = Table(2)
    for number in range(count):
        table.add(np.array([number, number + 1.0]))
    table.thin()
    kept = table.fan(np.zeros(0), np.zeros(0)).values[:, 0]
    assert kept[-1] == count - 1
    assert set(np.diff(kept)) <= {2.0}


def test_a_long_crowd_is_thinned_and_stays_in_order():
    ensemble = finished(ensemble_of(1, epochs=1_200))
    fan = ensemble.costs()
    assert ensemble.rounds <= MOST_ROUNDS
    assert len(fan.steps) == len(fan.values) == ensemble.rounds
    assert fan.steps[-1] == 1_200 * 6
    assert (np.diff(fan.steps) > 0).all()


@pytest.mark.parametrize("count", [0, 101])
def test_a_crowd_has_one_to_a_hundred_members(count):
    with pytest.raises(SettingError, match="1 to 100"):
        ensemble_of(count)


def test_a_member_that_diverges_leaves_the_team_where_it_would_stop_alone():
    # so long steps that some seeds are lost and others are not
    values = {"layers": "2-4:relu-1:linear", "cost": "quadratic", "eta": 2.2, "batch": 5}
    ensemble = finished(ensemble_of(12, **values))
    lost = [member.divergence for member in ensemble.members]
    assert 0 < sum(each is not None for each in lost) < 12
    for number, member in enumerate(ensemble.members):
        lone = Trainer(replace(settings(**values), seed=3 + number), DATA.training, 1)
        while lone.train(1_000):
            pass
        assert lone.divergence == lost[number]
        assert member.network.digest() == lone.network.digest()


def test_small_networks_train_in_one_call_and_large_ones_each_by_itself():
    assert ensemble_of(2)._network_batch is not None
    assert ensemble_of(2, layers="2-40-40-1")._network_batch is None
