"""The page Vanishing gradients: its sentences, its keys, its words, a monkey."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.appearance.translation import CROSSED, set_language
from app.page_frame.keys import listed
from app.pages.vanishing.words import SIMULATION_ID, STATIONS
from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.vanishing import RunAblation
from engine.commands.transport import Step
from tests.support.pages.vanishing_page import LEFT

# --- the laboratory -----------------------------------------------------------------------------


def test_a_cure_relights_it(hand):
    hand.set(depth=4)
    dark = hand.page.sentence.text()
    hand.set(activation="relu", initialiser="he")
    assert "slower than layer 4" in dark
    assert "nearly as fast" in hand.page.sentence.text()


def test_a_network_through_which_nothing_comes_is_told_so(hand):
    hand.set(depth=10, width=2, activation="relu", initialiser="he")
    assert "does not learn at all" in hand.page.sentence.text()


# --- the whole page -----------------------------------------------------------------------------


@pytest.mark.parametrize("station", list(STATIONS))
def test_every_station_has_a_number_key(qtbot, hand, station):
    qtbot.keyClick(hand.page, Qt.Key(ord("1") + list(STATIONS).index(station)))
    hand.settle()
    assert hand.state.settings["station"] == station
    assert hand.page.stack.currentIndex() == list(STATIONS).index(station)


@pytest.mark.parametrize(
    ("key", "station", "name", "value"),
    [
        (Qt.Key.Key_Plus, "layers", "depth", 2),
        (Qt.Key.Key_M, "layers", "magnifier", 1),
        (Qt.Key.Key_Z, "chain", "chain_locked", True),
    ],
)
def test_keys_do_what_their_list_says(qtbot, hand, key, station, name, value):
    hand.set(station=station)
    hand.take(SetSetting)
    qtbot.keyClick(hand.page, key)
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
    hand.set(station=station)
    keys = [Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_R, Qt.Key.Key_N,
            Qt.Key.Key_M, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_I, Qt.Key.Key_C,
            Qt.Key.Key_Z, Qt.Key.Key_Tab, Qt.Key.Key_Up]  # fmt: skip
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


@pytest.mark.parametrize(
    ("station", "offered"), [("layers", True), ("race", False), ("parity", False)]
)
def test_a_way_back_is_offered_only_where_there_is_a_past(hand, station, offered):
    hand.set(station=station)
    keys = dict(listed(hand.page.key_actions()))
    assert ("Left" in keys, "Home" in keys) == (offered, offered)
    hand.settle(Step(SIMULATION_ID, 1))
    assert hand.page.bar.back_button.isEnabled() is offered
