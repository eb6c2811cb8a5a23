"""The Universality page in the window: bars, wires and numbers are dragged; descent takes over."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.universality.network.canvas import reachable
from app.pages.universality.network.layout import Number
from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import RUN
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.universality import SetHeight, SpreadHeights
from engine.commands.transport import Open, Pause, Start
from engine.snapshots import Status

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Desk:
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
        return self.snapshot.run(RUN).payload

    def set(self, name, value):
        """Change a setting."""
        return self.show(SetSetting(RUN, name, value))

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
def desk(qtbot, live_worker, theme, no_leaks):
    """Return the page with five flat bars."""
    live_worker.send(Open(RUN, RUN))
    page = UniversalityPage(live_worker.send, theme)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    desk = Desk(page, live_worker, qtbot)
    desk.show()
    yield desk
    page.close()
    page.switch.deleteLater()
    page.deleteLater()


def heights(state):
    """Return the heights of the bumps."""
    return state.curve.heights.tolist()


# --- dragging the curve -------------------------------------------------------------------------


def test_a_bar_is_dragged_and_the_score_follows(desk):
    assert desk.page.workshop.score.value.text() == "1.055"
    state = desk.sweep((0.5, 0.0), (0.5, -0.2), (0.5, -0.3))
    assert heights(state)[2] == pytest.approx(-0.3, abs=0.02)
    assert [h for i, h in enumerate(heights(state)) if i != 2] == [0.0] * 4
    assert desk.page.workshop.score.value.text() != "1.055"
    assert heights(desk.show(Undo())) == [0.0] * 5
    assert heights(desk.show(Redo()))[2] == pytest.approx(-0.3, abs=0.02)


def test_a_sweep_paints_every_bar_it_passes(desk):
    state = desk.sweep((0.1, -1.0), (0.9, -1.0))
    np.testing.assert_allclose(heights(state), [-1.0] * 5, atol=0.03)


def test_the_game_is_won_by_dragging(desk):
    for place, height in zip((0.1, 0.3, 0.5, 0.7, 0.9), (-1.2, -1.4, -0.3, -1.0, 1.1), strict=True):
        state = desk.sweep((place, 0.0), (place, height))
    assert state.curve.deviation < 0.405
    assert desk.page.workshop.score.verdict.text() == "Success!"
    assert "Won" in desk.page.sentence.text()


def test_the_two_wires_of_a_bar_glow(desk):
    desk.qtbot.mouseMove(desk.curve, desk.pixel(0.7, 1.0))
    assert desk.network._glowing(desk.page.workshop._state.curve) == {6, 7}
    desk.qtbot.mouseMove(desk.curve, desk.pixel(0.1, 1.0))
    assert desk.network._glowing(desk.page.workshop._state.curve) == {0, 1}


def test_a_wire_below_the_pointer_lights_its_bar(desk):
    places = desk.network.places
    middle = (places.neurons[4] * 0.35 + places.output * 0.65).toPoint()
    desk.qtbot.mouseMove(desk.network, middle)
    assert desk.curve._held.bump == 2


def test_an_edge_is_dragged_sideways(desk):
    desk.show(*(SetHeight(RUN, bump, 1.0) for bump in range(5)))
    state = desk.sweep((0.4, 0.5), (0.45, 0.5), (0.5, 0.5))
    np.testing.assert_allclose(state.curve.edges[1:3].ravel(), [0.2, 0.5, 0.5, 0.6], atol=0.01)
    assert heights(state) == [1.0] * 5


def test_the_one_neuron_moves_with_the_hand(desk):
    desk.set("station", "neuron")
    state = desk.sweep((0.2, 0.5), (0.3, 0.5), (0.4, 0.5))
    assert state.curve.s[0] == pytest.approx(0.7, abs=0.01)
    assert state.curve.w[0] == 8.0


def test_the_pencil_draws_the_target(desk):
    desk.press(KEY.Key_D)
    assert desk.curve.drawing
    assert "Draw the target" in desk.page.sentence.text()
    state = desk.sweep((0.2, 1.0), (0.5, 1.0), (0.8, 1.0))
    curve = state.curve
    inside = (curve.x > 0.25) & (curve.x < 0.75)
    np.testing.assert_allclose(curve.targets[0][inside], 1.0, atol=0.05)
    assert heights(state) == [0.0] * 5
    desk.press(KEY.Key_D)
    assert not desk.curve.drawing


def test_arrow_keys_pull_bars(desk):
    desk.curve.setFocus()
    desk.press(KEY.Key_Right, desk.curve)
    state = desk.press(KEY.Key_Up, desk.curve)
    assert heights(state)[0] == pytest.approx(0.1)
    desk.press(KEY.Key_Right, desk.curve)
    desk.press(KEY.Key_Down, desk.curve)
    state = desk.press(KEY.Key_Down, desk.curve, Qt.KeyboardModifier.ShiftModifier)
    assert heights(state)[:2] == pytest.approx([0.1, -0.11])


# --- the network ---------------------------------------------------------------------------------


def test_a_number_is_dragged_sideways(desk):
    state = desk.pull(Number("h", 1), 50)
    assert heights(state) == [0.0, 1.0, 0.0, 0.0, 0.0]
    assert heights(desk.show(Undo())) == [0.0] * 5


def test_a_wire_is_dragged(desk):
    places = desk.network.places
    start = (places.neurons[8] * 0.3 + places.output * 0.7).toPoint()
    desk.drag(desk.network, [start, start + QPoint(10, 0), start + QPoint(25, 0)])
    assert heights(desk.show())[4] == pytest.approx(0.5)


def test_real_weights_are_dragged_and_bumps_are_left_behind(desk):
    desk.press(KEY.Key_F)
    state = desk.pull(Number("v", 3), 50)
    assert (state.curve.v[2], state.curve.v[3]) == (0.0, 1.0)
    assert not state.curve.is_bumps
    state = desk.pull(Number("w", 0), -20)
    assert state.curve.w[0] == pytest.approx(800.0)


def test_numbers_are_typed(desk):
    assert heights(desk.type_into(Number("h", 0), "-1,25"))[0] == -1.25
    assert heights(desk.type_into(Number("h", 0), "3", KEY.Key_Escape))[0] == -1.25
    assert heights(desk.type_into(Number("h", 0), "nonsense"))[0] == -1.25
    assert desk.type_into(Number("s", 4), "0.44").curve.s[4] == pytest.approx(0.44)


@pytest.mark.parametrize("form", ["simple", "real"])
@pytest.mark.parametrize("bumps", [5, 100])
def test_the_keyboard_reaches_every_number(desk, form, bumps):
    desk.set("bumps", bumps)
    state = desk.set("form", form)
    wanted = reachable(state.curve, desk.network.places)
    kinds = {number.kind for number in wanted}
    assert kinds == ({"s", "h"} if form == "simple" else {"w", "b", "v", "c"})
    assert sum(number.kind in "hv" for number in wanted) == (1 + (form == "real")) * bumps
    desk.network.setFocus()
    seen = []
    while desk.network.focusNextPrevChild(True) and len(seen) <= len(wanted):
        seen.append(desk.network._cursor)
        assert desk.network._cursor in desk.network.places.numbers
        if len(seen) == len(wanted):
            break
    assert seen == wanted


def test_arrow_keys_change_the_number_of_the_cursor(desk):
    desk.network.setFocus()
    desk.network._go_to(Number("h", 3))
    assert heights(desk.press(KEY.Key_Up, desk.network))[3] == pytest.approx(0.1)
    fine = Qt.KeyboardModifier.ShiftModifier
    assert heights(desk.press(KEY.Key_Up, desk.network, fine))[3] == pytest.approx(0.11)
    assert heights(desk.press(KEY.Key_PageDown, desk.network))[3] == pytest.approx(-0.89)
    desk.press(KEY.Key_Return, desk.network)
    assert desk.network.field.isVisible()


# --- controls ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [("sin(", "Expected a value"), ("1/(x-0.5)", "no value"), ("10^9", "up to 1,000,000")],
)
def test_a_bad_formula_is_explained_at_its_field(desk, text, said):
    field = desk.page.workshop.function.target_field
    before = desk.show().curve.targets.tobytes()
    field.field.setText("")
    desk.qtbot.keyClicks(field.field, text)
    desk.qtbot.keyClick(field.field, KEY.Key_Return)
    state = desk.show()
    assert said in field.error.text()
    assert field.error.isVisible()
    assert state.curve.targets.tobytes() == before
    assert state.settings["target"] == "book"
    # a good one takes the sentence away
    field.field.setText("")
    desk.qtbot.keyClicks(field.field, "x^2")
    desk.qtbot.keyClick(field.field, KEY.Key_Return)
    state = desk.show()
    assert not field.error.isVisible()
    assert state.settings["target"] == "formula"
    np.testing.assert_allclose(state.curve.targets[0], state.curve.x**2, atol=1e-12)


def test_an_activation_is_typed(desk):
    card = desk.page.workshop.function
    card.more_button.click()
    desk.set("activation", "own")
    assert card.activation_field.isVisible()
    card.activation_field.field.setText("")
    desk.qtbot.keyClicks(card.activation_field.field, "tanh(z")
    desk.qtbot.keyClick(card.activation_field.field, KEY.Key_Return)
    assert card.activation_field.error.isVisible()
    card.activation_field.field.setText("")
    desk.qtbot.keyClicks(card.activation_field.field, "tanh(z)")
    desk.qtbot.keyClick(card.activation_field.field, KEY.Key_Return)
    assert desk.show().formulas["activation"] == "tanh(z)"


def test_bumps_are_added_taken_and_typed(desk):
    score = desk.page.workshop.score
    score.more_button.click()
    assert len(heights(desk.show())) == 6
    score.fewer_button.click()
    desk.show()
    score.fewer_button.click()
    assert len(heights(desk.show())) == 4
    score.bumps_number.setValue(40)
    assert len(heights(desk.show())) == 40
    assert desk.network.places.below == 70


@pytest.mark.parametrize("kind", ["flat", "random", "best"])
def test_heights_are_spread(desk, kind):
    desk.show(SetHeight(RUN, 0, 0.77))
    desk.page.workshop.score.spread_buttons[kind].click()
    state = desk.show()
    assert heights(state)[0] != 0.77
    if kind == "best":
        assert state.curve.deviation == pytest.approx(state.curve.best)


def test_outputs_are_chosen(desk):
    card = desk.page.workshop.function
    card.more_button.click()
    desk.set("outputs", 2)
    assert [button.isVisible() for button in card.output_buttons] == [True, True, False]
    card.output_buttons[1].click()
    assert desk.show().output == 1
    assert card.target_box.currentData() == "sine"


def test_the_scoreboard(desk):
    board = desk.page.workshop.board
    board.tabs.setCurrentIndex(2)
    board.player_field.setText("Ada")
    board.keep_button.click()
    state = desk.show()
    assert [line.left for line in board.lines.lines] == ["1. Ada"]
    assert state.tries[0].curve is not None
    board.keep_button.click()
    assert len(desk.show().tries) == 1
    board.clear_button.click()
    assert desk.show().tries == ()


# --- descent --------------------------------------------------------------------------------------


def test_descent_takes_over_and_edges_can_still_be_dragged(desk):
    desk.show(SpreadHeights(RUN, "best"))
    desk.page.workshop.score.descent_button.click()
    desk.show()
    assert desk.snapshot.run(RUN).status is Status.RUNNING
    state = desk.sweep((0.4, 0.5), (0.42, 0.5))
    desk.show(Pause(RUN))
    assert state.curve.edges[1, 1] == pytest.approx(0.42, abs=0.02)


def test_the_bar_below_shows_epochs(desk):
    desk.press(KEY.Key_Right)
    state = desk.press(KEY.Key_Right)
    assert state.fit.step == 2
    assert "epoch 2" in desk.page.bar.place_label.text()
    assert desk.press(KEY.Key_Home).fit.step == 0
    board = desk.page.workshop.board
    board.tabs.setCurrentIndex(1)
    assert board.descent.isVisible()


def test_no_descent_but_for_a_function(desk):
    desk.set("station", "bump")
    desk.show(Start(RUN))
    assert "station Function" in str(desk.snapshot.notice)


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "station"),
    [("1", "neuron"), ("2", "steps"), ("3", "bump"), ("4", "bumps"), ("5", "function")],
)
@pytest.mark.parametrize("form", ["simple", "real"])
def test_every_station_is_reached_by_its_key_and_painted(desk, key, station, form):
    desk.set("form", form)
    state = desk.press(getattr(KEY, f"Key_{key}"))
    assert state.settings["station"] == station
    assert desk.page.switch.buttons[station].isChecked()
    assert desk.page.sentence.text()
    for name in ("dark", "light"):
        desk.page.theme.set_name(name)
        assert not desk.page.grab().isNull()
    assert desk.page.workshop.score.isVisible() == (station == "function")


@pytest.mark.parametrize("activation", ["tanh", "ramped", "relu", "linear"])
def test_other_neurons_are_painted_and_explained(desk, activation):
    desk.show(SetHeight(RUN, 0, 1.0))
    desk.set("activation", activation)
    assert not desk.page.grab().isNull()
    words = desk.page.sentence.text()
    assert ("line" in words) == (activation in ("relu", "linear"))


def test_a_lecture_folds_the_controls(desk):
    desk.page.theme.set_lecture(True)
    desk.page.set_lecture(True)
    assert not desk.page.workshop.function.isVisible()
    assert desk.curve.isVisible()
    desk.page.theme.set_lecture(False)
    desk.page.set_lecture(False)
    assert desk.page.workshop.function.isVisible()
