"""The page Vanishing gradients: what a first click does, what is dragged, typed and pressed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.appearance.translation import CROSSED, set_language
from app.pages.vanishing.words import SIMULATION_ID, STATIONS, scientific
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.vanishing import RunAblation, VoteAblation
from engine.commands.transport import Start, Step
from tests.support.pages.vanishing_page import LEFT, PLAIN, Hand, mouse, picture


@pytest.fixture
def hand(live_worker, theme, qtbot):
    """Return a hand on a page that is shown."""
    hand = Hand(live_worker, theme)
    qtbot.addWidget(hand.page)
    qtbot.addWidget(hand.page.switch)
    return hand


# --- the laboratory -----------------------------------------------------------------------------


def test_the_first_click_adds_a_layer_and_the_first_one_goes_dark(qtbot, hand):
    assert "Add a layer" in hand.page.sentence.text()
    before = picture(hand.page.layers.canvas)
    qtbot.mouseClick(hand.page.layers.add_button, LEFT)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "depth", 2)]
    hand.settle()
    speeds = hand.state.laboratory.moment.gradients.speeds
    assert speeds[1] > 3 * speeds[0]
    assert "slower than layer 2" in hand.page.sentence.text()
    assert picture(hand.page.layers.canvas) != before
    assert hand.page.layers.stage.title.text() == "784 – 30 – 30 – 10"


def test_a_cure_relights_it(hand):
    hand.set(depth=4)
    dark = hand.page.sentence.text()
    hand.set(activation="relu", initialiser="he")
    assert "slower than layer 4" in dark
    assert "nearly as fast" in hand.page.sentence.text()


def test_a_network_through_which_nothing_comes_is_told_so(hand):
    hand.set(depth=10, width=2, activation="relu", initialiser="he")
    assert "does not learn at all" in hand.page.sentence.text()


def test_layers_stop_at_one_and_at_ten(qtbot, hand):
    assert not hand.page.layers.remove_button.isEnabled()
    hand.set(depth=10)
    assert not hand.page.layers.add_button.isEnabled()
    hand.page.layers.add_layer()
    assert hand.take(SetSetting) == []
    qtbot.mouseClick(hand.page.layers.remove_button, LEFT)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "depth", 9)]


def test_bars_show_every_sign_and_size(hand, theme):
    hand.set(depth=2)
    canvas = hand.page.layers.canvas
    image, layout = picture(canvas), canvas.places
    biases = hand.state.laboratory.moment.gradients.biases[1]
    full, half = canvas.scale.full, layout.cell / 2 - 1
    for neuron in range(0, layout.rows, 5):
        box, value = layout.box(1, neuron), float(biases[neuron])
        length = abs(value) / full * half
        if length < 4:
            continue
        side = 1 if value > 0 else -1
        at = QPoint(round(box.center().x() + side * length / 2), round(box.center().y()))
        token = "positive" if value > 0 else "negative"
        assert image.pixelColor(at) == theme.color(token)
        past = QPoint(round(box.center().x() + side * (length + 3)), round(box.center().y()))
        if length + 5 < half:
            assert image.pixelColor(past) == theme.color("surface_2")


def test_a_click_on_a_layer_enlarges_its_bars_and_the_factor_is_told(hand):
    hand.set(depth=4)
    canvas = hand.page.layers.canvas
    at = canvas.places.column(0).center()
    mouse(canvas, QEvent.Type.MouseButtonPress, at, LEFT)
    (sent,) = hand.take(SetSetting)
    assert (sent.name, sent.value) == ("magnifier", 2)
    hand.show()
    assert "magnifier ×100" in hand.page.layers.magnifier.words.text()
    assert canvas.scale.factor == 100.0
    qtbot_less = hand.page.layers.magnifier.less_button
    qtbot_less.click()
    assert hand.take(SetSetting)[0].value == 1


def test_what_lies_below_the_pointer_is_told(hand):
    hand.set(depth=2)
    canvas = hand.page.layers.canvas
    layout = canvas.places
    value = float(hand.state.laboratory.moment.gradients.biases[1][3])
    words = canvas.tip(layout.box(1, 3).center())
    assert "neuron 4 of layer 2" in words
    assert scientific(value, 3).replace("·10", "e")[:4] in words.replace("·10", "e")
    assert "‖δ‖" in canvas.tip(QPointF(layout.columns[0], layout.gauge.center().y()))
    assert canvas.tip(QPointF(1, 1)) == ""


def test_the_keyboard_goes_from_layer_to_layer(qtbot, hand):
    hand.set(depth=3)
    canvas = hand.page.layers.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert hand.take(SetSetting)[-1].name == "magnifier"


def test_speeds_are_drawn_while_it_learns_and_come_to_the_front(hand):
    hand.set(depth=2, speed=1000.0)
    layers = hand.page.layers
    hand.show(Start(SIMULATION_ID))
    assert not layers.speeds_card.isHidden()
    assert layers.court_card.isHidden()
    hand.settle(Step(SIMULATION_ID, 6))
    lines = layers.plot.plot.lines
    assert [line.label for line in lines] == ["layer 1", "layer 2"]
    assert len(lines[0].x) >= 7
    assert "epoch" in hand.page.bar.place_label.text()
    layers.show_face("suspects")
    assert layers.speeds_card.isHidden()


def test_all_cards_are_there_where_there_is_room(qtbot, hand):
    hand.page.resize(1844, 1032)
    layers = hand.page.layers
    qtbot.waitUntil(lambda: layers.height() > 760)
    assert not layers.speeds_card.isHidden()
    assert not layers.court_card.isHidden()


def test_the_room_votes_and_a_twin_says_what_an_exchange_does(qtbot, hand):
    hand.set(depth=4)
    view = hand.page.layers.ablations
    qtbot.mouseClick(view.votes["depth"], LEFT)
    qtbot.mouseClick(view.switches["relu-he"], LEFT)
    assert hand.take(VoteAblation) == [VoteAblation(SIMULATION_ID, "depth")]
    hand.settle()
    assert view.votes["depth"].text() == "+ 1"
    before, after = view.results["relu-he"].text().split(" → ")
    assert float(before) > 80
    assert float(after) < 3
    assert "cure" in view.reason.text()
    assert view.switches["relu-he"].isChecked()
    qtbot.mouseClick(hand.page.layers.clear_ablations_button, LEFT)
    hand.settle()
    assert view.results["relu-he"].text() == ""
    assert view.votes["depth"].text() == "+ 0"


def test_a_refused_suspect_is_switched_off_again(qtbot, hand):
    view = hand.page.layers.ablations
    qtbot.mouseClick(view.switches["tanh"], LEFT)
    hand.settle()
    assert not view.switches["tanh"].isChecked()


def test_the_inside_of_every_layer_is_a_table(hand):
    hand.set(depth=3)
    hand.page.layers.show_face("inside")
    inside = hand.page.layers.inside
    hand.show()
    assert len(inside.accessibleDescription().split(";")) == 3
    before = picture(inside)
    hand.set(activation="relu")
    assert picture(inside) != before


def test_settings_are_sent_by_their_names(hand):
    card = hand.page.layers.network
    card.more_button.setChecked(True)
    card.more.rows["eta"].field.setValue(0.5)
    box = card.first.rows["activation"].box
    box.setCurrentIndex(box.findData("tanh"))
    box.activated.emit(box.currentIndex())
    sent = [(command.name, command.value) for command in hand.take(SetSetting)]
    assert sent == [("eta", 0.5), ("activation", "tanh")]


# --- the race and parity --------------------------------------------------------------------------


def test_parity_is_learned_before_the_eyes_of_the_room(hand):
    hand.set(station="parity", parity_bits=3)
    hand.settle(Start(SIMULATION_ID))
    assert "all rows right" in hand.page.parity.note.text()
    assert len(hand.page.parity.learners.plot.lines) == 2
    hand.set(parity_bits=16)
    assert "60 gates by pairs of pairs, 32,785" in hand.page.sentence.text()
    assert "At most 10 bits" in hand.page.parity.note.text()


def test_circuits_are_drawn_or_counted(hand):
    hand.set(station="parity", parity_bits=5)
    small = picture(hand.page.parity.shallow)
    hand.set(parity_bits=12)
    assert picture(hand.page.parity.shallow) != small
    assert "2061 gates" in hand.page.parity.shallow.accessibleDescription()


def test_the_race_is_told_in_words_and_lines(hand):
    hand.set(station="race")
    assert "Does depth pay" in hand.page.sentence.text()
    hand.settle(Step(SIMULATION_ID, 1))
    assert "In front" in hand.page.sentence.text()
    assert [len(line.x) for line in hand.page.race.plot.plot.lines] == [1, 1, 1, 1]
    assert hand.page.bar.place_label.text() == "epoch 1 of 30"


# --- the whole page -----------------------------------------------------------------------------


@pytest.mark.parametrize("station", list(STATIONS))
def test_every_station_has_a_number_key(qtbot, hand, station):
    qtbot.keyClick(hand.page, Qt.Key(ord("1") + list(STATIONS).index(station)))
    hand.settle()
    assert hand.state.settings["station"] == station
    assert hand.page.stack.currentIndex() == list(STATIONS).index(station)


@pytest.mark.parametrize(
    ("key", "modifiers", "name", "value"),
    [
        (Qt.Key.Key_Plus, PLAIN, "depth", 2),
        (Qt.Key.Key_M, PLAIN, "magnifier", 1),
        (Qt.Key.Key_L, PLAIN, "chain_locked", True),
    ],
)
def test_keys_do_what_their_list_says(qtbot, hand, key, modifiers, name, value):
    qtbot.keyClick(hand.page, key, modifiers)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, name, value)]


def test_undo_takes_a_layer_back_and_the_page_shows_it(hand):
    hand.set(depth=3)
    hand.settle(Undo())
    assert hand.state.settings["depth"] == 1
    assert hand.page.layers.stage.title.text() == "784 – 30 – 10"


def english(page):
    """Return the texts of the page that a person may read, but letters and numbers."""
    words = []
    for widget in page.findChildren(QWidget):
        # formulas are the same in every language
        if widget.objectName() == "card_note" and "e^" in widget.text():
            continue
        texts = [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        words += [(widget.objectName(), text) for text in texts]
    return [(name, text) for name, text in words if any(c.isalpha() and c in "aeiou" for c in text)]


@pytest.mark.parametrize("station", list(STATIONS))
def test_no_english_is_left_in_another_language(hand, station):
    hand.set(station=station, depth=3)
    hand.settle(RunAblation(SIMULATION_ID, "relu-he")) if station == "layers" else None
    assert len(english(hand.page)) > 60
    set_language(CROSSED)
    hand.page.retranslate()
    assert english(hand.page) == []


@pytest.mark.parametrize("lecture", [False, True])
@pytest.mark.parametrize("station", list(STATIONS))
def test_every_station_survives_a_monkey(qtbot, hand, theme, station, lecture, generator):
    theme.set_lecture(lecture)
    hand.page.set_lecture(lecture)
    hand.set(station=station)
    keys = [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_R, Qt.Key.Key_N,
            Qt.Key.Key_M, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_I, Qt.Key.Key_C,
            Qt.Key.Key_L, Qt.Key.Key_Tab, Qt.Key.Key_Up]  # fmt: skip
    for _ in range(40):
        area = hand.page.stack.currentWidget()
        at = QPoint(int(generator.integers(area.width())), int(generator.integers(area.height())))
        target = area.childAt(at) or area
        if generator.random() < 0.5:
            qtbot.mouseClick(target, LEFT, pos=target.mapFrom(area, at))
        else:
            qtbot.keyClick(hand.page, keys[generator.integers(len(keys))])
        hand.show()
        hand.page.grab()
    theme.set_lecture(False)
