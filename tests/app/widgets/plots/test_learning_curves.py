"""Curves of a run and its ghosts: places, colours, limits, labels."""

import dataclasses

import numpy as np
import pytest

from app.widgets.plots.axes import AXES, EPOCHS, places
from app.widgets.plots.figure import Line
from app.widgets.plots.guess import Guess
from app.widgets.plots.learning_curves import (
    best_measured,
    bounds_of,
    curves_of,
    first_row,
    learning_figure,
)
from engine.snapshots import Message
from tests.support.pages.digits_states import history, together


def test_ghosts_are_drawn_over_their_own_multiplications(training):
    for axis in AXES:
        curves = curves_of(training, "accuracy", axis)
        ghosts = [curve for curve in curves if curve.ghost]
        assert [curve.label for curve in ghosts] == ["Run 1"]
        expected = places(training.branches[0].history, 23_860, axis)[1:]
        np.testing.assert_array_equal(ghosts[0].x, expected)


def test_a_twin_has_its_own_colour_in_the_plot_and_is_no_ghost(training):
    curves = curves_of(together(training), "accuracy")
    lockstep_run = next(curve for curve in curves if curve.label == "Run 1")
    assert lockstep_run.token == "twin_1"
    assert not lockstep_run.ghost


def curve(*values, label="", ghost=False):
    """Return a curve over 0, 1, 2 …"""
    return Line(label, np.arange(float(len(values))), np.array(values), "cost", ghost=ghost)


def test_at_most_five_ghosts_are_drawn_and_those_the_latest(training):
    base = training.branches[0]
    many = tuple(
        dataclasses.replace(base, id=number, name=Message(f"Run {number}")) for number in range(9)
    )
    curves = curves_of(dataclasses.replace(training, branches=many, branch=8), "accuracy")
    assert [each.label for each in curves if each.ghost] == [f"Run {n}" for n in range(3, 8)]


def test_accuracies_are_percentages_without_the_untrained_network(training):
    (test,) = [each for each in curves_of(training, "accuracy") if each.label == "test"]
    np.testing.assert_allclose(test.y, 100 * training.history.test_accuracy[1:])
    assert (first_row(history(1), "accuracy"), first_row(history(4), "cost")) == (0, 0)


def test_a_ghost_is_its_best_measured_curve():
    measured = history(3)
    nothing = np.full(4, np.nan)
    assert best_measured(measured, "cost") is measured.validation_cost
    without = dataclasses.replace(measured, validation_cost=nothing)
    assert best_measured(without, "cost") is measured.test_cost
    alone = dataclasses.replace(without, test_cost=nothing)
    assert best_measured(alone, "cost") is measured.training_cost


@pytest.mark.parametrize(
    ("curves", "quantity", "bounds"),
    [
        ([], "cost", (0.0, 1.0, 0.0, 100.0)),
        ([curve(np.nan, np.nan, np.nan)], "accuracy", (0.0, 2.0, 0.0, 100.0)),
        ([curve(91.0, 97.0), curve(83.0)], "accuracy", (0.0, 1.0, 80.0, 100.0)),
        ([curve(99.0, 99.5)], "accuracy", (0.0, 1.0, 95.0, 100.0)),
        ([curve(2.0, 1.0), curve(1.0, 0.5, np.nan, 0.25)], "cost", (0.0, 3.0, 0.0, 2.1)),
        ([curve(0.0, 0.0)], "cost", (0.0, 1.0, 0.0, 1.0)),
    ],
)
def test_limits_hold_every_curve(curves, quantity, bounds):
    assert bounds_of(curves, quantity) == pytest.approx(bounds)


def test_a_whole_figure_has_guess_fan_and_room_for_drawing(training):
    guess = Guess()
    guess.draw("accuracy", 0.0, 10.0, first=True)
    guess.draw("accuracy", 3.0, 90.0, first=False)
    figure = learning_figure(training, "accuracy", "Nothing yet.", EPOCHS, guess)
    assert figure.lines[-1].label == "guess"
    assert (figure.x.name, figure.x.others, figure.y.unit) == ("epoch", True, "%")
    drawing = learning_figure(training, "accuracy", "", EPOCHS, guess, drawing=True)
    assert drawing.bounds[1] >= float(training.settings["epochs"])
    assert drawing.bounds[2:] == (0.0, 100.0)


def test_only_the_parts_asked_for_have_curves(training):
    shown = curves_of(training, "cost", EPOCHS, ("training", "validation"))
    assert "test" not in [line.label for line in shown]
    assert shown[0].name == "mini-batches"
    assert not shown[0].label
