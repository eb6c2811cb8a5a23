"""The Universality page in the window: bars and wires are dragged, descent takes over."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.universality.network.layout import Number
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Redo, Undo
from engine.commands.pages.universality import SetHeight, SpreadHeights
from engine.commands.transport import Pause, Start
from engine.snapshots import Status
from tests.support.pages.shown.universality import KEY, heights

# --- dragging the curve -------------------------------------------------------------------------


def test_a_bar_is_dragged_and_the_score_follows(bench):
    assert bench.page.workshop.score.value.text() == "1.055"
    state = bench.sweep((0.5, 0.0), (0.5, -0.2), (0.5, -0.3))
    assert heights(state)[2] == pytest.approx(-0.3, abs=0.02)
    assert [h for i, h in enumerate(heights(state)) if i != 2] == [0.0] * 4
    assert bench.page.workshop.score.value.text() != "1.055"
    assert heights(bench.show(Undo())) == [0.0] * 5
    assert heights(bench.show(Redo()))[2] == pytest.approx(-0.3, abs=0.02)


def test_a_sweep_paints_every_bar_it_passes(bench):
    state = bench.sweep((0.1, -1.0), (0.9, -1.0))
    np.testing.assert_allclose(heights(state), [-1.0] * 5, atol=0.03)


def test_the_game_is_won_by_dragging(bench):
    for place, height in zip((0.1, 0.3, 0.5, 0.7, 0.9), (-1.2, -1.4, -0.3, -1.0, 1.1), strict=True):
        state = bench.sweep((place, 0.0), (place, height))
    assert state.curve.deviation < 0.405
    assert bench.page.workshop.score.verdict.text() == "Success!"
    assert "Won" in bench.page.sentence.text()


def test_the_two_wires_of_a_bar_glow(bench):
    bench.qtbot.mouseMove(bench.curve, bench.pixel(0.7, 1.0))
    assert bench.network._glowing(bench.page.workshop._state.curve) == {6, 7}
    bench.qtbot.mouseMove(bench.curve, bench.pixel(0.1, 1.0))
    assert bench.network._glowing(bench.page.workshop._state.curve) == {0, 1}


def test_a_wire_below_the_pointer_lights_its_bar(bench):
    places = bench.network.places
    middle = (places.neurons[4] * 0.35 + places.output * 0.65).toPoint()
    bench.qtbot.mouseMove(bench.network, middle)
    assert bench.curve._held.bump == 2


def test_an_edge_is_dragged_sideways(bench):
    bench.show(*(SetHeight(SIMULATION_ID, bump, 1.0) for bump in range(5)))
    state = bench.sweep((0.4, 0.5), (0.45, 0.5), (0.5, 0.5))
    np.testing.assert_allclose(state.curve.edges[1:3].ravel(), [0.2, 0.5, 0.5, 0.6], atol=0.01)
    assert heights(state) == [1.0] * 5


def test_the_one_neuron_moves_with_the_hand(bench):
    bench.set("station", "neuron")
    state = bench.sweep((0.2, 0.5), (0.3, 0.5), (0.4, 0.5))
    assert state.curve.s[0] == pytest.approx(0.7, abs=0.01)
    assert state.curve.w[0] == 8.0


def test_the_pencil_draws_the_target(bench):
    bench.press(KEY.Key_D)
    assert bench.curve.drawing
    assert "Draw the target" in bench.page.sentence.text()
    state = bench.sweep((0.2, 1.0), (0.5, 1.0), (0.8, 1.0))
    curve = state.curve
    inside = (curve.x > 0.25) & (curve.x < 0.75)
    np.testing.assert_allclose(curve.targets[0][inside], 1.0, atol=0.05)
    assert heights(state) == [0.0] * 5
    bench.press(KEY.Key_D)
    assert not bench.curve.drawing


def test_arrow_keys_pull_bars(bench):
    bench.curve.setFocus()
    bench.press(KEY.Key_Right, bench.curve)
    state = bench.press(KEY.Key_Up, bench.curve)
    assert heights(state)[0] == pytest.approx(0.1)
    bench.press(KEY.Key_Right, bench.curve)
    bench.press(KEY.Key_Down, bench.curve)
    state = bench.press(KEY.Key_Down, bench.curve, Qt.KeyboardModifier.ShiftModifier)
    assert heights(state)[:2] == pytest.approx([0.1, -0.11])


# --- the network ---------------------------------------------------------------------------------


def test_a_number_is_dragged_sideways(bench):
    state = bench.pull(Number("h", 1), 50)
    assert heights(state) == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert heights(bench.show(Undo())) == [0.0] * 5


def test_a_wire_is_dragged(bench):
    places = bench.network.places
    start = (places.neurons[8] * 0.3 + places.output * 0.7).toPoint()
    bench.drag(bench.network, [start, start + QPoint(10, 0), start + QPoint(25, 0)])
    assert heights(bench.show())[4] == pytest.approx(0.5)


# --- controls ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [("sin(", "Expected a value"), ("1/(x-0.5)", "no value"), ("10^9", "up to 1,000,000")],
)
def test_a_bad_formula_is_explained_at_its_field(bench, text, said):
    field = bench.page.workshop.function.target_field
    before = bench.show().curve.targets.tobytes()
    field.field.setText("")
    bench.qtbot.keyClicks(field.field, text)
    bench.qtbot.keyClick(field.field, KEY.Key_Return)
    state = bench.show()
    assert said in field.error.text()
    assert field.error.isVisible()
    assert state.curve.targets.tobytes() == before
    assert state.settings["target"] == "book"
    # a good one takes the sentence away
    field.field.setText("")
    bench.qtbot.keyClicks(field.field, "x^2")
    bench.qtbot.keyClick(field.field, KEY.Key_Return)
    state = bench.show()
    assert not field.error.isVisible()
    assert state.settings["target"] == "formula"
    np.testing.assert_allclose(state.curve.targets[0], state.curve.x**2, atol=1e-12)


def test_an_activation_is_typed(bench):
    card = bench.page.workshop.function
    card.form.more_button.click()
    bench.set("activation", "own")
    assert card.activation_field.isVisible()
    card.activation_field.field.setText("")
    bench.qtbot.keyClicks(card.activation_field.field, "tanh(z")
    bench.qtbot.keyClick(card.activation_field.field, KEY.Key_Return)
    assert card.activation_field.error.isVisible()
    card.activation_field.field.setText("")
    bench.qtbot.keyClicks(card.activation_field.field, "tanh(z)")
    bench.qtbot.keyClick(card.activation_field.field, KEY.Key_Return)
    assert bench.show().formulas["activation"] == "tanh(z)"


def test_outputs_are_chosen(bench):
    card = bench.page.workshop.function
    card.form.more_button.click()
    bench.set("outputs", 2)
    assert [button.isVisible() for button in card.output_buttons] == [True, True, False]
    card.output_buttons[1].click()
    assert bench.show().output == 1
    assert card.targets.rows["target_2"].box.currentData() == "sine"


# --- descent --------------------------------------------------------------------------------------


def test_descent_takes_over_and_edges_can_still_be_dragged(bench):
    bench.show(SpreadHeights(SIMULATION_ID, "best"))
    bench.page.workshop.score.descent_button.click()
    bench.show()
    assert bench.snapshot.simulation(SIMULATION_ID).status is Status.RUNNING
    state = bench.sweep((0.4, 0.5), (0.42, 0.5))
    bench.show(Pause(SIMULATION_ID))
    assert state.curve.edges[1, 1] == pytest.approx(0.42, abs=0.02)


def test_the_bar_below_shows_epochs(bench):
    bench.press(KEY.Key_Right)
    state = bench.press(KEY.Key_Right)
    assert state.fit.step == 2
    assert "epoch 2" in bench.page.bar.place_label.text()
    assert bench.press(KEY.Key_Home).fit.step == 0
    board = bench.page.workshop.board
    board.tabs.setCurrentIndex(1)
    assert board.descent.isVisible()


def test_no_descent_but_for_a_function(bench):
    bench.set("station", "bump")
    bench.show(Start(SIMULATION_ID))
    assert "station Function" in str(bench.snapshot.notice)


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "station"),
    [("1", "neuron"), ("2", "steps"), ("3", "bump"), ("4", "bumps"), ("5", "function")],
)
@pytest.mark.parametrize("form", ["simple", "real"])
def test_every_station_is_reached_by_its_key_and_painted(bench, key, station, form):
    bench.set("form", form)
    state = bench.press(getattr(KEY, f"Key_{key}"))
    assert state.settings["station"] == station
    assert bench.page.switch.buttons[station].isChecked()
    assert bench.page.sentence.text()
    for name in ("dark", "light"):
        bench.page.theme.set_name(name)
        assert not bench.page.grab().isNull()
    assert bench.page.workshop.score.isVisible() == (station == "function")


@pytest.mark.parametrize("activation", ["tanh", "ramped", "relu", "linear"])
def test_other_neurons_are_painted_and_explained(bench, activation):
    bench.show(SetHeight(SIMULATION_ID, 0, 1.0))
    bench.set("activation", activation)
    assert not bench.page.grab().isNull()
    words = bench.page.sentence.text()
    assert ("line" in words) == (activation in ("relu", "linear"))


def test_a_lecture_folds_the_controls(bench):
    bench.page.theme.set_lecture(True)
    assert not bench.page.workshop.function.isVisible()
    assert bench.curve.isVisible()
    bench.page.theme.set_lecture(False)
    assert bench.page.workshop.function.isVisible()
