"""J, K and U turn the deciding controls of the front page, in a lecture only."""

import pytest
from PySide6.QtCore import Qt

from app.page_frame.deciding import Act, choice_of
from app.page_frame.keys import listed
from app.window.lecture.keys import LectureKeys
from engine.commands.edits import SetSetting
from engine.settings import Setting

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def lecture(window):
    """Return the window in a lecture, its page with a choice and an act."""
    LectureKeys(window)
    window.theme.set_lecture(True)
    page = window.page
    size = Setting("size", "Size", 1, "int", low=1, high=3)
    act = Act("wipe", "Wipe", lambda page: page.clear())
    state = type("State", (), {"settings": {"size": 2}})()
    page.chips.show_controls((choice_of("first", size, 1, 2, 3), act), state)
    return window


def test_keys_turn_the_controls(lecture, worker, qtbot):
    qtbot.keyClick(lecture, Qt.Key.Key_J)
    assert worker.commands[-1] == SetSetting("first", "size", 3)
    qtbot.keyClick(lecture, Qt.Key.Key_J, SHIFT)
    assert worker.commands[-1] == SetSetting("first", "size", 1)
    qtbot.keyClick(lecture, Qt.Key.Key_K)
    assert "cleared" in lecture.page.log


def test_keys_are_offered_where_there_is_something_to_turn(lecture):
    keys = dict(listed(lecture._actions))
    assert {"J", "Shift+J", "K"} <= set(keys)
    assert not {"Shift+K", "U", "Shift+U"} & set(keys)
    lecture.theme.set_lecture(False)
    assert not {"J", "K"} & set(dict(listed(lecture._actions)))
