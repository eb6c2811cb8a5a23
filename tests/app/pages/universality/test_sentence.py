"""The sentence at the top of the Universality page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint

from app.pages.universality.network.layout import Number
from app.pages.universality.sentence import sentence_of
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import (
    SetHeight,
    SetHidden,
    SpreadHeights,
)
from engine.commands.transport import Step
from tests.support.pages.shown.universality import choose, moment
from tests.support.pages.universality_session import HEIGHTS


@pytest.mark.parametrize(
    ("name", "words"),
    [("linear", "Sums of lines are a line"), ("relu", "Four rectified neurons make a bump")],
)
def test_the_sentence_says_what_other_neurons_can_do(hand, name, words):
    choose(hand.page.workshop.function.form.rows["activation"].box, name)
    hand.show()
    assert words in hand.page.sentence.text()


def test_a_gentle_steepness_opens_windows(hand):
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    row = hand.page.workshop.function.form.rows["steepness"]
    row.field.entered.emit(60.0)
    state = hand.show()
    assert len(state.curve.windows) > 0
    assert "In the windows" in hand.page.sentence.text()
    assert f"{state.curve.failure:.2f}" in hand.page.sentence.text()


def test_steps_of_other_weights_are_no_bump(hand):
    hand.set(station="bump", form="real")
    start = hand.number(Number("v", 0))
    hand.drag(hand.page.workshop.network, start, start + QPoint(20, 0))
    assert "no bump but two steps" in hand.page.sentence.text()
    assert hand.page.workshop.network_words.text() == "1-2-1"
    assert hand.show(SetSetting(SIMULATION_ID, "form", "simple")).curve.v.tolist() == [1.0, -0.6]


def test_a_neuron_without_a_weight_makes_no_step():
    with_weight = moment(station="neuron")
    place = -with_weight.curve.b[0] / with_weight.curve.w[0]
    assert f"s = −b/w = {place:g};" in sentence_of(with_weight, drawing=False)
    without = moment(SetHidden(SIMULATION_ID, 0, "w", 0.0), station="neuron", form="real")
    assert sentence_of(without, drawing=False).startswith("Without a weight there is no step")


def test_a_bump_whose_steps_change_places_stands_on_its_head():
    state = moment(SetHidden(SIMULATION_ID, 0, "s", 0.9), station="bump")
    first, second = state.curve.edges[0]
    assert first > second
    words = sentence_of(state, drawing=False)
    height = f"{-state.curve.heights[0]:g}".replace("-", "−")
    assert words == (
        f"One step at {second:g} and the opposite one at {first:g}: a bump of height {height}."
    )


def test_the_sentence_of_the_game_goes_with_what_was_reached():
    bars = [SetHeight(SIMULATION_ID, bump, height) for bump, height in enumerate(HEIGHTS)]
    flat, started, won = moment(), moment(bars[0]), moment(*bars)
    trained = moment(*bars, Step(SIMULATION_ID, 5))
    found = [sentence_of(state, drawing=False) for state in (flat, started, won, trained)]
    assert found[0].startswith("Drag a bar")
    assert found[1] == (
        f"5 bumps of two neurons each: on average {started.curve.deviation:.3f} off the target."
    )
    assert found[2].startswith(f"Won with {won.curve.deviation:.3f}.")
    assert found[3].startswith("5 epochs of descent")
    assert sentence_of(flat, drawing=True).startswith("Draw the target")
    assert sentence_of(moment(station="plane"), drawing=False) == ""
