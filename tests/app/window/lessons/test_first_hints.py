"""A page points at one control on its first visit; any use ends it, and a key brings it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from app.appearance.settings import Settings
from app.pages import PAGES
from app.window.lessons.first_hints import WAITS_MS, FirstHints
from app.window.main_window import MainWindow


@pytest.fixture
def open_window(qtbot, theme, live_worker, no_leaks):
    """Return (page) -> a window with that page and first hints; closed after the test."""
    windows = []

    def make(page_id="vanishing"):
        window = MainWindow(PAGES, live_worker, theme, Settings())
        windows.append(window)
        window.clock.stop()
        window.hints = FirstHints(window, theme, Settings())
        window.open_page(page_id)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        window.show_snapshot(live_worker.work(3))
        return window

    yield make
    for window in windows:
        window.hints.dismiss()
        window.close()
        window.deleteLater()


def wait(window):
    """Let the time pass after which a hint comes."""
    window.hints.advance(WAITS_MS)
    return window.hints.bubble.words


@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_each_page_points_at_a_control_that_can_be_seen(info, open_window):
    window = open_window(info.id)
    assert wait(window) == info.first_hint[1] != ""
    bubble = window.hints.bubble
    assert window.centralWidget().rect().contains(bubble.geometry())
    target = next(
        each for each in window.page.findChildren(QWidget, info.first_hint[0]) if each.isVisible()
    )
    corner = target.mapTo(window.centralWidget(), QPoint(0, 0))
    assert QRect(corner, target.size()).adjusted(0, -1, 0, 1).contains(bubble.tip)


@pytest.mark.parametrize(
    "use",
    [
        lambda qtbot, window: qtbot.mouseClick(window.page, Qt.MouseButton.LeftButton),
        lambda qtbot, window: qtbot.keyClick(window, Qt.Key.Key_Right),
        lambda qtbot, window: window.open_page("backprop"),
        lambda qtbot, window: window.theme.set_lecture(True),
    ],
)
def test_any_use_takes_it_away_and_it_never_comes_again(open_window, qtbot, use):
    window = open_window()
    assert wait(window)
    use(qtbot, window)
    assert window.hints.bubble.words == ""
    window.theme.set_lecture(False)
    window.open_page("backprop")
    window.open_page("vanishing")
    assert wait(window) == ""


def test_who_uses_the_page_at_once_needs_no_hint(open_window, qtbot):
    window = open_window()
    qtbot.keyClick(window, Qt.Key.Key_Right)
    assert wait(window) == ""
    assert "vanishing" in Settings().text("seen_hints")


def test_a_lecture_has_no_hints_and_takes_none_away(open_window):
    window = open_window()
    window.theme.set_lecture(True)
    assert wait(window) == ""
    window.theme.set_lecture(False)
    window.open_page("backprop")
    window.open_page("vanishing")
    assert wait(window)


def test_the_key_and_the_button_bring_them_back(open_window, qtbot):
    window = open_window()
    wait(window)
    for again in (
        lambda: qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier),
        window.help.panel.hints_button.click,
    ):
        window.hints.dismiss()
        assert wait(window) == ""
        again()
        assert wait(window)


def test_mouse_and_keys_pass_through_the_bubble(open_window):
    bubble = open_window().hints.bubble
    assert bubble.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert bubble.focusPolicy() == Qt.FocusPolicy.NoFocus
