"""A batch of networks trains each as it would train alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.training.network_batch import network_batch_of
from engine.training.trainer import Trainer
from tests.support.samples.quadrants import DATA, settings


def test_the_kernel_of_a_team_trains_each_as_the_kernel_of_one():
    # train_network_batch is called by the ensemble, train_online by lone runs
    members = [Trainer(replace(settings(momentum=0.5), seed=n), DATA.training, 1) for n in (5, 6)]
    lone = [Trainer(replace(settings(momentum=0.5), seed=n), DATA.training, 1) for n in (5, 6)]
    network_batch = network_batch_of(members)
    assert network_batch.train(4) == 4
    for ours, alone in zip(members, lone, strict=True):
        alone.train(4)
        np.testing.assert_array_equal(ours.state.parameters, alone.state.parameters)
        np.testing.assert_array_equal(ours.state.slots, alone.state.slots)
    assert network_batch.train(100) == 2  # the epoch ends there


def test_a_batch_that_is_finished_trains_no_more():
    members = [Trainer(replace(settings(epochs=2), seed=n), DATA.training, 1) for n in (5, 6)]
    network_batch, trained = network_batch_of(members), []
    while (count := network_batch.train(4)) > 0:
        trained.append(count)
        for member in members:
            assert member.state.step == network_batch.step == sum(trained)
    # sixty examples in mini-batches of ten, never beyond the end of an epoch
    assert trained == [4, 2, 4, 2]
    assert all(member.finished for member in members)


def test_networks_in_float32_are_not_trained_in_batches():
    members = [Trainer(settings(layers="2-40-40-1"), DATA.training, 1) for _ in range(2)]
    assert network_batch_of(members) is None
