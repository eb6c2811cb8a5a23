"""Neurons that cannot learn: dead, identical or shrunk, in networks that were made so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.diagnosis.neurons import (
    dead_shares,
    duplicate_shares,
    find_dead,
    find_decay,
    find_symmetric,
    weight_sizes,
)
from tests.support.samples.evidence import evidence_of

LEVELS, ACCURACIES = [1, 0.9, 0.9, 0.9, 0.9, 0.9], [0.1, 0.2, 0.2, 0.2, 0.2, 0.2]
RELU = "12-8:relu-10"


def copied(evidence, count):
    """Make so many neurons of the first hidden layer copies of the first one."""
    w, b = evidence.network.weights[0], evidence.network.biases[0]
    w[:count], b[:count] = w[0], b[0]
    return evidence


def killed(evidence, count):
    """Make so many neurons of the first hidden layer zero for every example."""
    evidence.network.biases[0][:count] = -100
    return evidence


@pytest.mark.parametrize(("count", "share"), [(1, 0.0), (2, 0.25), (5, 0.625), (8, 1.0)])
def test_identical_neurons_are_counted(count, share):
    evidence = copied(evidence_of(LEVELS, ACCURACIES), count)
    assert duplicate_shares(evidence) == [share]


def test_half_a_layer_of_copies_is_found_since_the_last_weight_edit():
    evidence = replace(copied(evidence_of(LEVELS, ACCURACIES), 4), weight_edits=(120, 250))
    finding = find_symmetric(evidence)
    assert (finding.code, finding.step) == ("symmetric-weights", 250)
    # the book's initialiser is in use already: another seed
    assert (finding.fix.name, finding.fix.value) == ("seed", 2)
    assert find_symmetric(copied(evidence_of(LEVELS, ACCURACIES), 3)) is None


def test_a_constant_start_is_drawn_anew():
    finding = find_symmetric(evidence_of(LEVELS, ACCURACIES, initialiser="constant"))
    assert finding.step == 0
    assert (finding.fix.name, finding.fix.value) == ("initialiser", "1/sqrt(n_in)")


def test_dead_neurons_are_those_that_are_zero_on_the_whole_probe():
    evidence = evidence_of(LEVELS, ACCURACIES, layers=RELU)
    alive = dead_shares(evidence)[0]
    assert dead_shares(killed(evidence_of(LEVELS, ACCURACIES, layers=RELU), 8)) == {0: 1.0}
    assert alive < 1
    assert dead_shares(evidence_of(LEVELS, ACCURACIES)) == {}


def test_dead_neurons_are_found_since_they_died():
    zeros = [[0.4, 0.0], [0.4, 0.0], [0.4, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0]]
    evidence = killed(evidence_of(LEVELS, ACCURACIES, layers=RELU, saturated=zeros), 8)
    finding = find_dead(evidence)
    assert (finding.code, finding.step) == ("dead-units", 200)
    assert "100 % of the neurons of layer 1" in str(finding.message)
    assert (finding.fix.name, finding.fix.value) == ("eta", 0.05)
    by_hand = find_dead(replace(evidence, weight_edits=(210,)))
    assert (by_hand.fix.name, by_hand.fix.value) == ("layers", "12-8:leaky-relu-10:sigmoid")


def test_neurons_that_were_dead_from_the_start_get_another_function():
    evidence = evidence_of(LEVELS, ACCURACIES, layers=RELU, saturated=[[1.0, 0.0]] * 6)
    assert find_dead(killed(evidence, 8)).fix.name == "layers"


def test_dead_neurons_do_not_matter_where_nearly_everything_is_right():
    assert find_dead(killed(evidence_of([0.1], [0.99], layers=RELU), 8)) is None


def test_weights_of_a_new_network_have_their_usual_size():
    evidence = evidence_of(LEVELS, ACCURACIES, layers="12-400-300")
    np.testing.assert_allclose(weight_sizes(evidence), 1.0, atol=0.05)
    evidence.network.weights[1][:] *= 0.25
    np.testing.assert_allclose(weight_sizes(evidence), [1.0, 0.25], atol=0.05)


def test_weights_that_decay_has_shrunk_are_found():
    evidence = evidence_of(LEVELS, ACCURACIES, **{"lambda": 300.0})
    assert find_decay(evidence) is not None
    for w in evidence.network.weights:
        w[:] *= 0.1
    finding = find_decay(evidence)
    assert (finding.code, finding.step) == ("too-much-weight-decay", 0)
    # as in the book: λ = 5 for 50,000 examples
    assert (finding.fix.name, finding.fix.value) == ("lambda", 0.1)


def test_small_weights_without_decay_are_none_of_its_business():
    evidence = evidence_of(LEVELS, ACCURACIES)
    for w in evidence.network.weights:
        w[:] *= 0.1
    assert find_decay(evidence) is None
