"""Rows of settings: what they send, and what they only show."""

from __future__ import annotations

import pytest

from app.appearance.translation import CROSSED, set_language
from app.pages.vanishing.rows import RowSpec, SettingRows
from app.pages.vanishing.words import FUNCTION_NAMES, SIMULATION_ID
from engine.commands.edits import SetSetting
from tests.support.pages.digits_states import Recorder

SPECS = (
    RowSpec("eta", "rate", "How far.", (0.01, 10.0), logarithmic=True),
    RowSpec("width", "width", "How many.", (1.0, 30.0)),
    RowSpec("activation", "function", "Which.", names=FUNCTION_NAMES),
)


@pytest.fixture
def worker():
    """What takes the commands."""
    return Recorder()


@pytest.fixture
def rows(qtbot, theme, worker):
    """Three rows without a page around them."""
    rows = SettingRows(worker.send, "rows", SPECS)
    qtbot.addWidget(rows)
    return rows


def test_every_row_sends_its_own_setting(rows, worker):
    rows.rows["eta"].field.setValue(0.25)
    rows.rows["width"].field.setValue(12)
    box = rows.rows["activation"].box
    box.setCurrentIndex(box.findData("relu"))
    box.activated.emit(box.currentIndex())
    assert worker.sent(SetSetting) == [
        SetSetting(SIMULATION_ID, "eta", 0.25),
        SetSetting(SIMULATION_ID, "width", 12.0),
        SetSetting(SIMULATION_ID, "activation", "relu"),
    ]


def test_a_slider_that_is_held_has_not_finished(rows, worker):
    slider = rows.rows["width"].slider
    slider.setSliderDown(True)
    slider.setValue(7)
    slider.setSliderDown(False)
    assert [command.finished for command in worker.sent(SetSetting)] == [False, True]
    assert {command.value for command in worker.sent(SetSetting)} == {8.0}


def test_what_the_engine_says_is_shown_and_not_sent_back(rows, worker):
    rows.show_settings({"eta": 0.5, "width": 3, "activation": "tanh", "depth": 9})
    assert rows.rows["eta"].field.value() == 0.5
    assert rows.rows["width"].slider.value() == 2
    assert rows.rows["activation"].box.currentData() == "tanh"
    assert worker.commands == []


def test_choices_are_named_in_the_language_and_keep_their_keys(rows):
    box = rows.rows["activation"].box
    before = [box.itemText(index) for index in range(box.count())]
    set_language(CROSSED)
    rows.retranslate()
    after = [box.itemText(index) for index in range(box.count())]
    assert all(one != other for one, other in zip(before, after, strict=True))
    assert [box.itemData(index) for index in range(box.count())] == list(FUNCTION_NAMES)
