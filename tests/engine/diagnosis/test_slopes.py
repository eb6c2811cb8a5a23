"""Vanishing derivatives: saturated layers and fading gradients, in runs that were made up."""

from __future__ import annotations

import pytest

from engine.diagnosis.slopes import find_saturation, find_vanishing
from tests.support.samples.evidence import evidence_of

LEVELS, STUCK = [1.0] * 6, [0.1] * 6
DEEP = "12-6-6-6-6-10"


def stuck(saturated, **values):
    """Return a run that learned nothing, with one share of saturated neurons by layer."""
    return evidence_of(LEVELS, STUCK, saturated=saturated, **values)


def test_a_layer_that_was_saturated_and_still_is_is_found():
    finding = find_saturation(stuck([[0.8, 0.1]] * 6, initialiser="normal"))
    assert (finding.code, finding.step) == ("saturation", 0)
    assert "80 % of the answers of layer 1" in str(finding.message)
    assert (finding.fix.name, finding.fix.value) == ("initialiser", "1/sqrt(n_in)")


def test_saturated_outputs_get_the_cost_that_cancels_their_slope():
    finding = find_saturation(stuck([[0.1, 0.8]] * 6, cost="quadratic"))
    assert (finding.fix.name, finding.fix.value) == ("cost", "cross-entropy")
    assert find_saturation(stuck([[0.1, 0.8]] * 6)).fix.name == "eta"


@pytest.mark.parametrize(
    ("saturated", "values"),
    [
        ([[0.1, 0.1], *[[0.9, 0.1]] * 5], {}),
        ([*[[0.9, 0.1]] * 5, [0.1, 0.1]], {}),
        ([[0.9, 0.1]] * 6, {"layers": "12-8:relu-10"}),
    ],
    ids=["later", "no more", "no squashing layer"],
)
def test_other_layers_are_not_saturated(saturated, values):
    assert find_saturation(stuck(saturated, **values)) is None


def test_a_run_that_learns_may_be_saturated():
    learning = evidence_of(LEVELS, [0.1, *[0.6] * 5], saturated=[[0.9, 0.9]] * 6)
    assert find_saturation(learning) is None


def faded(share, layers=DEEP, accuracies=STUCK):
    """Return a run whose first layer gets a share of the gradient of the last."""
    count = layers.count("-")
    norms = [[1.0] * count] * 2 + [[share] + [1.0] * (count - 1)] * 4
    return evidence_of(LEVELS, accuracies, norms=norms, layers=layers)


def test_a_gradient_that_fades_in_a_deep_network_is_found_where_it_began():
    finding = find_vanishing(faded(0.02))
    assert (finding.code, finding.step) == ("vanishing-gradient", 100)
    assert "layer 1 gets 2.0 %" in str(finding.message)
    hidden = "-".join(["6:relu"] * 4)
    assert (finding.fix.name, finding.fix.value) == ("layers", f"12-{hidden}-10:sigmoid")


@pytest.mark.parametrize(
    "evidence",
    [
        faded(0.05),
        faded(0.02, "12-6-6-10"),
        faded(0.02, "12-6:relu-6:relu-6:relu-10"),
        faded(0.02, accuracies=[0.1, *[0.6] * 5]),
    ],
    ids=["large enough", "not deep", "rectified", "learning"],
)
def test_other_gradients_do_not_vanish(evidence):
    assert find_vanishing(evidence) is None
