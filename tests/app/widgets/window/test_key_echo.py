"""Halo, key echo and blank screen: what they show, and how they go away."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.widgets.window.blank_screen import BLACK, WHITE, BlankScreen
from app.widgets.window.key_echo import LASTS_MS, KeyEcho
from app.widgets.window.pointer_halo import PointerHalo


@pytest.fixture
def ground(qtbot):
    """Return a window with a field that has the focus."""
    ground = QWidget()
    ground.field = QLineEdit(ground)
    ground.resize(800, 600)
    qtbot.addWidget(ground)
    ground.show()
    ground.activateWindow()
    qtbot.waitActive(ground)
    ground.field.setFocus()
    return ground


def test_the_halo_follows_the_pointer_and_stays_in_the_window(ground, theme):
    place = QPoint(300, 200)
    halo = PointerHalo(theme, ground, pointer=lambda: ground.mapToGlobal(place))
    halo.follow(True)
    assert halo.isVisible()
    assert (halo.geometry().center() - place).manhattanLength() <= 2
    place.setX(500)
    halo.follow(True)
    assert abs(halo.geometry().center().x() - 500) <= 1
    place.setX(900)
    halo.follow(True)
    assert halo.isHidden()
    place.setX(10)
    halo.follow(False)
    assert halo.isHidden()


def test_the_halo_lets_clicks_through_and_is_seen_in_both_themes(ground, theme):
    theme.set_lecture(True)
    halo = PointerHalo(theme, ground, pointer=lambda: ground.mapToGlobal(QPoint(300, 200)))
    for name in ("light", "dark"):
        theme.set_name(name)
        halo.follow(True)
        image = halo.grab().toImage()
        colours = {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}
        assert theme.color("accent").name() in colours
    assert ground.childAt(QPoint(300, 200)) is None


def test_a_key_is_shown_with_what_it_does_and_goes_after_its_time(ground, theme):
    echo = KeyEcho(theme, ground)
    assert echo.words == ("", "")
    echo.show_key("Right", "One step forward")
    assert echo.words == ("Right", "One step forward")
    assert not echo.grab().isNull()
    echo.advance(LASTS_MS - 1.0)
    assert echo.isVisible()
    echo.advance(1.0)
    assert echo.words == ("", "")


def test_a_long_label_stays_in_the_window(ground, theme):
    theme.set_lecture(True)
    echo = KeyEcho(theme, ground)
    echo.show_key("Ctrl+Shift+L", "W" * 200)
    assert ground.rect().contains(echo.geometry())


@pytest.mark.parametrize("colour", [BLACK, WHITE])
def test_a_blank_screen_covers_all_until_the_next_key(ground, qtbot, colour):
    blank = BlankScreen(ground)
    blank.cover(colour)
    ground.resize(900, 500)
    assert blank.geometry() == ground.rect()
    image = ground.grab().toImage()
    assert {image.pixelColor(x, y).name() for x in (0, 899) for y in (0, 499)} == {colour.lower()}
    qtbot.keyClick(blank, Qt.Key.Key_Shift)
    assert blank.isVisible()
    qtbot.keyClick(blank, Qt.Key.Key_A)
    assert blank.isHidden()
    assert ground.field.text() == ""
    assert ground.focusWidget() is ground.field


def test_a_click_takes_a_blank_screen_away(ground, qtbot):
    blank = BlankScreen(ground)
    blank.cover(BLACK)
    blank.cover(WHITE)
    qtbot.mouseClick(blank, Qt.MouseButton.LeftButton)
    assert blank.isHidden()
