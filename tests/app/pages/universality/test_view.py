"""The Universality page in the window: bars, wires and numbers are dragged; descent takes over."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.universality.network.canvas import reachable
from app.pages.universality.network.layout import Number
from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.universality import SetHeight, SpreadHeights
from engine.commands.transport import Open, Pause, Start
from engine.snapshots import Status

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Bench:
    """The page, its engine and a hand."""

    def __init__(self, page, worker, qtbot) -> None:
        self.page, self.worker, self.qtbot = page, worker, qtbot
        self.curve, self.network = page.workshop.curve, page.workshop.network

    def show(self, *commands):
        """Do what is asked and hand the page the newest snapshot; return what it shows."""
        for command in commands:
            self.worker.send(command)
        self.snapshot = self.worker.work()
        self.page.show_snapshot(self.snapshot)
        return self.snapshot.simulation(SIMULATION_ID).payload

    def set(self, name, value):
        """Change a setting."""
        return self.show(SetSetting(SIMULATION_ID, name, value))

    def pixel(self, x, y):
        """Return where a point of the picture lies."""
        curve, area = self.page.workshop._state.curve, self.curve.area
        down = (y - curve.low) / (curve.high - curve.low) * area.height()
        return QPointF(area.left() + x * area.width(), area.bottom() - down).toPoint()

    def sweep(self, *places):
        """Drag on the curve from place to place, as a hand would."""
        points = [self.pixel(x, y) for x, y in places]
        self.drag(self.curve, points)
        return self.show()

    def drag(self, widget, points):
        """Drag over points of a widget, with pictures in between."""
        self.qtbot.mouseMove(widget, points[0])
        self.qtbot.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            self.qtbot.mouseMove(widget, point)
            self.show()
        self.qtbot.mouseRelease(widget, LEFT, pos=points[-1])

    def pull(self, number, right):
        """Drag a number of the network to the right by so many pixels."""
        start = self.network.places.numbers[number].center().toPoint()
        self.drag(self.network, [start, start + QPoint(right // 2, 0), start + QPoint(right, 0)])
        return self.show()

    def type_into(self, number, text, key=KEY.Key_Return):
        """Double-click a number and type."""
        place = self.network.places.numbers[number].center().toPoint()
        self.qtbot.mouseDClick(self.network, LEFT, pos=place)
        assert self.network.field.isVisible()
        self.network.field.selectAll()
        self.qtbot.keyClicks(self.network.field, text)
        self.qtbot.keyClick(self.network.field, key)
        return self.show()

    def press(self, key, widget=None, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key."""
        self.qtbot.keyClick(widget or self.page, key, modifier)
        return self.show()


@pytest.fixture
def bench(qtbot, live_worker, theme, no_leaks):
    """Return the page with five flat bars."""
    live_worker.send(Open(SIMULATION_ID, SIMULATION_ID))
    page = UniversalityPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    bench = Bench(page, live_worker, qtbot)
    bench.show()
    yield bench
    page.close()
    page.switch.deleteLater()
    page.deleteLater()


def heights(state):
    """Return the heights of the bumps."""
    return state.curve.heights.tolist()


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


def test_real_weights_are_dragged_and_bumps_are_left_behind(bench):
    bench.press(KEY.Key_F)
    state = bench.pull(Number("v", 3), 50)
    assert (state.curve.v[2], state.curve.v[3]) == (0.0, 1.0)
    assert not state.curve.is_bumps
    state = bench.pull(Number("w", 0), -20)
    assert state.curve.w[0] == pytest.approx(800.0)


def test_numbers_are_typed(bench):
    assert heights(bench.type_into(Number("h", 0), "-1,25"))[0] == -1.25
    assert heights(bench.type_into(Number("h", 0), "3", KEY.Key_Escape))[0] == -1.25
    assert heights(bench.type_into(Number("h", 0), "nonsense"))[0] == -1.25
    assert bench.type_into(Number("s", 4), "0.44").curve.s[4] == pytest.approx(0.44)


@pytest.mark.parametrize("form", ["simple", "real"])
@pytest.mark.parametrize("bumps", [5, 100])
def test_the_keyboard_reaches_every_number(bench, form, bumps):
    bench.set("bumps", bumps)
    state = bench.set("form", form)
    wanted = reachable(state.curve, bench.network.places)
    kinds = {number.kind for number in wanted}
    assert kinds == ({"s", "h"} if form == "simple" else {"w", "b", "v", "c"})
    assert sum(number.kind in "hv" for number in wanted) == (1 + (form == "real")) * bumps
    bench.network.setFocus()
    seen = []
    while bench.network.focusNextPrevChild(True) and len(seen) <= len(wanted):
        seen.append(bench.network._cursor)
        assert bench.network._cursor in bench.network.places.numbers
        if len(seen) == len(wanted):
            break
    assert seen == wanted


def test_arrow_keys_change_the_number_of_the_cursor(bench):
    bench.network.setFocus()
    bench.network._go_to(Number("h", 3))
    assert heights(bench.press(KEY.Key_Up, bench.network))[3] == pytest.approx(0.1)
    fine = Qt.KeyboardModifier.ShiftModifier
    assert heights(bench.press(KEY.Key_Up, bench.network, fine))[3] == pytest.approx(0.11)
    assert heights(bench.press(KEY.Key_PageDown, bench.network))[3] == pytest.approx(-0.89)
    bench.press(KEY.Key_Return, bench.network)
    assert bench.network.field.isVisible()


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
    card.more_button.click()
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


def test_bumps_are_added_taken_and_typed(bench):
    score = bench.page.workshop.score
    score.more_button.click()
    assert len(heights(bench.show())) == 6
    score.fewer_button.click()
    bench.show()
    score.fewer_button.click()
    assert len(heights(bench.show())) == 4
    score.bumps_number.setValue(40)
    assert len(heights(bench.show())) == 40
    assert bench.network.places.below == 70


@pytest.mark.parametrize("kind", ["flat", "random", "best"])
def test_heights_are_spread(bench, kind):
    bench.show(SetHeight(SIMULATION_ID, 0, 0.77))
    bench.page.workshop.score.spread_buttons[kind].click()
    state = bench.show()
    assert heights(state)[0] != 0.77
    if kind == "best":
        assert state.curve.deviation == pytest.approx(state.curve.best)


def test_outputs_are_chosen(bench):
    card = bench.page.workshop.function
    card.more_button.click()
    bench.set("outputs", 2)
    assert [button.isVisible() for button in card.output_buttons] == [True, True, False]
    card.output_buttons[1].click()
    assert bench.show().output == 1
    assert card.target_box.currentData() == "sine"


def test_the_scoreboard(bench):
    board = bench.page.workshop.board
    board.tabs.setCurrentIndex(2)
    board.player_field.setText("Ada")
    board.keep_button.click()
    state = bench.show()
    assert [line.left for line in board.lines.lines] == ["1. Ada"]
    assert state.tries[0].curve is not None
    board.keep_button.click()
    assert len(bench.show().tries) == 1
    board.clear_button.click()
    assert bench.show().tries == ()


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
    bench.page.set_lecture(True)
    assert not bench.page.workshop.function.isVisible()
    assert bench.curve.isVisible()
    bench.page.theme.set_lecture(False)
    bench.page.set_lecture(False)
    assert bench.page.workshop.function.isVisible()
