"""Committees of networks: both votes agree with plain programs, and mistakes can be kept."""

import json

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from engine.experiments import committee
from engine.experiments.committee import (
    Mistake,
    as_records,
    mean_vote,
    mistakes,
    plurality_vote,
    probabilities_of_all,
    single_answers,
)
from engine.training.trainer import Trainer
from tests.reference import naive_committee
from tests.support.toy import toy_data, toy_settings

SHAPES = st.tuples(st.integers(1, 7), st.integers(1, 6), st.integers(2, 5))
# eighths are summed exactly in any order, and make ties of every kind
EIGHTHS = st.integers(0, 8).map(lambda eighths: eighths / 8)
PROBABILITIES = SHAPES.flatmap(lambda shape: arrays.arrays(np.float64, shape, elements=EIGHTHS))


@given(PROBABILITIES)
def test_plurality_agrees_with_the_naive_twin(probabilities) -> None:
    expected = naive_committee.plurality_vote(probabilities.tolist())
    assert plurality_vote(probabilities).tolist() == expected


@given(PROBABILITIES)
def test_the_mean_agrees_with_the_naive_twin(probabilities) -> None:
    assert mean_vote(probabilities).tolist() == naive_committee.mean_vote(probabilities.tolist())


@given(PROBABILITIES, st.randoms())
def test_the_order_of_the_networks_changes_nothing(probabilities, random) -> None:
    order = list(range(len(probabilities)))
    random.shuffle(order)
    for vote in (plurality_vote, mean_vote):
        np.testing.assert_array_equal(vote(probabilities), vote(probabilities[order]))


@given(PROBABILITIES)
def test_networks_that_agree_are_followed(probabilities) -> None:
    answers = single_answers(probabilities)
    agreed = (answers == answers[0]).all(axis=0)
    assert (plurality_vote(probabilities) == answers[0])[agreed].all()


def test_a_tie_goes_to_the_class_with_the_larger_mean() -> None:
    tie = np.array([[[0.6, 0.3, 0.1]], [[0.0, 0.9, 0.1]]])
    assert plurality_vote(tie).tolist() == [1]


def test_a_class_without_a_vote_never_wins_by_its_mean() -> None:
    # class 2 is second everywhere and has the largest mean
    probabilities = np.array([[[0.5, 0.1, 0.4]], [[0.5, 0.1, 0.4]], [[0.0, 0.55, 0.45]]])
    assert mean_vote(probabilities).tolist() == [2]
    assert plurality_vote(probabilities).tolist() == [0]


@given(PROBABILITIES, st.data())
def test_mistakes_survive_being_written_down(probabilities, data) -> None:
    count, classes = probabilities.shape[1:]
    labels = np.array(
        data.draw(st.lists(st.integers(0, classes - 1), min_size=count, max_size=count)), np.uint8
    )
    answers = plurality_vote(probabilities)
    found = mistakes(labels, answers, probabilities)
    assert [mistake.picture for mistake in found] == [
        place for place in range(count) if labels[place] != answers[place]
    ]
    records = json.loads(json.dumps(as_records(found)))
    assert msgspec.convert(records, tuple[Mistake, ...]) == found


def test_a_mistake_says_what_every_network_answered() -> None:
    probabilities = np.array([[[0.9, 0.1]], [[0.8, 0.2]], [[0.3, 0.7]]])
    (found,) = mistakes(np.array([1], np.uint8), plurality_vote(probabilities), probabilities)
    assert found == Mistake(picture=0, label=1, answer=0, answers=(0, 0, 1))


def test_networks_are_asked_in_pieces(monkeypatch) -> None:
    data = toy_data()
    networks = [Trainer(toy_settings(seed=seed), data.training).network for seed in (1, 2)]
    monkeypatch.setattr(committee, "CHUNK", 7)
    found = probabilities_of_all(networks, data.test.x)
    assert found.shape == (2, 100, 10)
    for network, part in zip(networks, found, strict=True):
        np.testing.assert_allclose(part, network.feedforward(data.test.x), rtol=1e-6)
    assert single_answers(found).dtype == np.uint8
    assert found[0, 0] != pytest.approx(found[1, 0])
