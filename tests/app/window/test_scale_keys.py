"""Keys scale the interface at once; the scale is remembered and its keys are nobody else's."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt

from app.appearance.settings import SCALE, Settings
from app.pages import PAGES

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_keys_scale_the_interface(opened, qtbot):
    window = opened()
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL | SHIFT)
    assert window.theme.scale == 125
    assert window.overlays.notice_bar.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Minus, CONTROL)
    assert window.theme.scale == 110
    qtbot.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert window.theme.scale == 100


def test_the_scale_is_remembered(opened, qtbot):
    qtbot.keyClick(opened(), Qt.Key.Key_Plus, CONTROL)
    assert Settings().number(SCALE, 100) == 110
    assert opened().theme.scale == 110


def test_type_follows_without_a_restart(opened, qtbot):
    window = opened()
    title = window.title_bar.title
    title.ensurePolished()
    before = title.fontInfo().pixelSize()
    window.theme.set_scale(200)
    assert title.fontInfo().pixelSize() == 2 * before


@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_no_page_takes_a_key_of_the_scale(opened, info):
    window = opened("--page", info.id)
    actions = (*window.page.key_actions(), *window._actions)
    keys = Counter(key for action in actions for key in set(action.keys))
    assert [keys[key] for key in ("Ctrl++", "Ctrl+-", "Ctrl+0")] == [1, 1, 1]
