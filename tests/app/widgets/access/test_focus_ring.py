"""A ring stands around what Tab has reached, and stands out from the ground of both themes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.appearance.theme import DARK, LIGHT
from app.widgets.access.focus_ring import FocusRing

LEAST_CONTRAST = 3.0


@pytest.fixture
def form(qtbot, theme):
    """Return a window with two buttons and its ring."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setContentsMargins(20, 20, 20, 20)
    layout = QVBoxLayout(window)
    window.buttons = [QPushButton(name, window) for name in ("First", "Second")]
    for each in window.buttons:
        layout.addWidget(each)
    window.ring = FocusRing(theme, window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    window.buttons[0].setFocus()
    return window


def test_the_ring_follows_tab_and_lies_around_the_control(form, qtbot):
    qtbot.keyClick(form.buttons[0], Qt.Key.Key_Tab)
    assert form.ring.target is form.buttons[1]
    assert form.ring.geometry().contains(form.buttons[1].geometry())
    assert not form.ring.mask().contains(form.ring.mapFromGlobal(
        form.buttons[1].mapToGlobal(form.buttons[1].rect().center())))  # fmt: skip


def test_the_ring_moves_with_its_control_and_hides_with_it(form, qtbot):
    qtbot.keyClick(form.buttons[0], Qt.Key.Key_Tab)
    form.resize(500, 400)
    form.layout().activate()
    form.ring.follow()
    assert form.ring.geometry().contains(form.buttons[1].geometry())
    form.buttons[1].hide()
    form.ring.follow()
    assert form.ring.target is not form.buttons[1]


def test_a_click_shows_no_ring(form, qtbot):
    assert form.ring.target is form.buttons[0]
    qtbot.mouseClick(form.buttons[1], Qt.MouseButton.LeftButton)
    assert form.buttons[1].hasFocus()
    assert form.ring.target is None


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_the_ring_stands_out_in_both_themes(form, theme, name):
    theme.set_name(name)
    form.ring.follow()
    image = form.ring.grab().toImage()
    ring = image.pixelColor(QPoint(image.width() // 2, 2))
    grounds = [theme.color(token) for token in ("surface", "surface_2", "window")]
    assert min(contrast(ring, ground) for ground in grounds) >= LEAST_CONTRAST


def contrast(one, other):
    """Return the contrast of two colours, WCAG 2.2: 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour):
    """Return the relative luminance of a colour, 0..1."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
