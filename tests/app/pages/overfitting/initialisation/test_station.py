"""The station of initialisation on screen."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.overfitting.initialisation.figures import TOKENS, stepped, tail_words
from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.transport import Step


@pytest.fixture
def station(hand):
    """Return the station with the book's neuron."""
    hand.set(station="initialisation")
    hand.settle()
    return hand.page.stations["initialisation"]


def test_the_numbers_of_the_book_are_shown(hand, station):
    notes = [plot.figure.note[0] for plot in station.z]
    assert notes == ["N(0, 1): s.d. 22.4, |z| > 5: 82 %", "1/√n: s.d. 1.22, |z| > 5: 0.0045 %"]
    assert hand.words == "|z| > 5 in 82 % of neurons with N(0, 1), in 0.0045 % with 1/√n."
    told = {line.left: line.right for line in station.account.lines}
    assert told["L2, weights × an epoch"] == "0.951"
    assert any(left.startswith("first epochs: ") for left in told)


def test_theory_lies_over_the_histogram(station):
    for plot in station.z:
        line, shade = plot.figure.lines[0], plot.figure.shade
        theory = np.interp(shade.x, line.x, line.y)
        assert np.abs(theory - shade.high).max() < 0.15 * line.y.max()


def test_both_plots_of_z_have_the_same_axis(station):
    old, new = (plot.figure.bounds for plot in station.z)
    assert old[:2] == new[:2]


def test_the_first_epochs_are_curves_of_both_colours(hand, station):
    assert station.epochs.figure.empty.startswith("Press Play: two networks")
    hand.settle(Step(SIMULATION_ID, 2))
    assert [line.token for line in station.epochs.figure.live] == list(TOKENS)
    assert hand.words.startswith("After 0.4 epochs:")
    hand.set(init_face="weights")
    assert len(station.epochs.figure.live) == 3
    assert station.epochs.figure.note[0].startswith("dashed: L2 alone")


def test_a_narrow_lecture_shows_the_neuron_then_the_first_epochs(hand, station):
    station.resize(1_200, 600)
    station.theme.set_lecture(True)
    assert (station.stage.isHidden(), station.epochs_card.parentWidget().isHidden()) == (
        False, True,
    )  # fmt: skip
    hand.settle(Step(SIMULATION_ID, 1))
    station.resize(1_200, 600)
    station.fold()
    assert (station.stage.isHidden(), station.epochs_card.parentWidget().isHidden()) == (
        True, False,
    )  # fmt: skip
    station.theme.set_lecture(False)


def test_tails_have_two_digits():
    assert (tail_words(0.8232), tail_words(1e-12)) == ("82 %", "almost none")


def test_a_histogram_has_steps():
    x, y = stepped(np.array([0.0, 1.0, 2.0]), np.array([3.0, 4.0]))
    assert (x.tolist(), y.tolist()) == ([0, 1, 1, 2], [3, 3, 4, 4])
