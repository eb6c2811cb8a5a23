"""A text panel shows its text in the language, lies over its page, and gives the focus back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app.appearance.translation import mark, set_language, tr
from app.widgets.window.text_panel import TextButton, TextPanel

LONG = "A paragraph of some words.\n\n" * 80


def content():
    return tr("Play"), f"{tr('Pause')}\n\n{LONG}"


@pytest.fixture
def panel(qtbot, theme):
    """Return a panel in a window of 1000 × 700 pixels; its button's presses are in `pressed`."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    other = QPushButton("other", window)
    pressed: list[bool] = []
    press = TextButton("press_button", mark("Copy report"), lambda: pressed.append(True))
    panel = TextPanel(theme, window, "sample_panel", content, (press,))
    panel.frame, panel.other, panel.pressed = window, other, pressed
    window.show()
    window.activateWindow()
    return panel


def button_of(panel, name):
    return panel.findChild(QPushButton, name)


def test_its_button_does_what_it_is_for_and_the_last_one_closes(panel, qtbot):
    panel.open()
    qtbot.mouseClick(button_of(panel, "press_button"), Qt.MouseButton.LeftButton)
    assert panel.pressed == [True]
    assert panel.isVisible()
    qtbot.mouseClick(button_of(panel, "close_sample_panel_button"), Qt.MouseButton.LeftButton)
    assert not panel.isVisible()


def test_title_text_and_buttons_follow_the_language(panel):
    panel.open()
    set_language("es")
    panel.retranslate()
    assert panel.accessibleName() == tr("Play") != "Play"
    assert panel.text.toPlainText().startswith(tr("Pause"))
    assert button_of(panel, "press_button").text() == tr("Copy report") != "Copy report"


def test_words_said_on_a_button_last_until_the_panel_is_opened_again(panel):
    panel.open()
    panel.say_on("press_button", "Copied")
    assert button_of(panel, "press_button").text() == "Copied"
    panel.open()
    assert button_of(panel, "press_button").text() == "Copy report"


def test_the_text_has_the_focus_and_gives_it_back(panel, qtbot):
    qtbot.waitUntil(panel.frame.isActiveWindow)
    panel.other.setFocus()
    panel.open()
    assert panel.text.hasFocus()
    qtbot.keyClick(panel.text, Qt.Key.Key_PageDown)
    assert panel.text.verticalScrollBar().value() > 0
    panel.hide()
    assert panel.other.hasFocus()


@pytest.mark.parametrize(
    ("size", "place"), [((1000, 700), (120, 70, 760, 560)), ((500, 300), (20, 20, 460, 260))]
)
def test_it_lies_in_the_middle_and_leaves_a_margin(panel, size, place):
    panel.frame.resize(*size)
    panel.open()
    assert panel.geometry().getRect() == place


def test_it_grows_with_the_type(panel, theme):
    theme.set_scale(125)
    panel.open()
    assert panel.width() > 760
