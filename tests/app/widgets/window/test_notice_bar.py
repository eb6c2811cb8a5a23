"""A notice goes away by itself unless it has a report or is meant to stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.widgets.window.notice_bar import LASTS_MS, NoticeBar

HALF_MS = LASTS_MS / 2


@pytest.fixture
def bar(qtbot, theme):
    """Return the bar in a window of 800 × 600 pixels; asked reports are in `asked`."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    bar = NoticeBar(theme, window)
    bar.frame, bar.asked = window, []
    bar.report_asked.connect(bar.asked.append)
    window.show()
    return bar


def test_a_sentence_goes_away_after_its_time(bar):
    bar.show_sentence("It was refused.")
    bar.advance(LASTS_MS - 1)
    assert bar.isVisible()
    bar.advance(2)
    assert not bar.isVisible()


def test_a_sentence_that_is_said_again_begins_anew(bar):
    bar.show_sentence("It was refused.")
    bar.advance(HALF_MS + 1)
    bar.show_sentence("It was refused.")
    bar.advance(HALF_MS + 1)
    assert bar.isVisible()


@pytest.mark.parametrize("how", [{"report": "Traceback"}, {"stays": True}])
def test_a_report_and_what_is_meant_to_stay_are_closed_by_hand(bar, qtbot, how):
    bar.show_sentence("It broke.", **how)
    bar.advance(100 * LASTS_MS)
    assert bar.isVisible()
    assert bar.report_button.isVisible() == ("report" in how)
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_the_report_that_is_asked_for_is_that_of_the_sentence(bar, qtbot):
    for report in ("first", "second"):
        bar.show_sentence("It broke.", report)
        qtbot.mouseClick(bar.report_button, Qt.MouseButton.LeftButton)
    assert bar.asked == ["first", "second"]


def test_a_sentence_after_a_report_goes_away_again(bar):
    bar.show_sentence("It broke.", "Traceback")
    bar.show_sentence("It was refused.")
    assert not bar.report_button.isVisible()
    bar.advance(LASTS_MS)
    assert not bar.isVisible()


def test_a_long_sentence_makes_the_bar_higher_and_not_wider(bar, theme):
    bar.show_sentence("Short.")
    low, margin = bar.height(), theme.size("gap")
    bar.show_sentence("A sentence that takes several lines. " * 12)
    assert bar.height() > low
    assert bar.geometry().left() == margin
    assert bar.width() == 800 - 2 * margin
    bar.frame.resize(400, 600)
    bar.fit()
    assert bar.width() == 400 - 2 * margin


def test_an_offer_is_taken_by_its_button_and_goes_with_the_next_sentence(bar, qtbot):
    taken = []
    bar.offer("There is news.", "Read it", lambda: taken.append(True))
    assert bar.action_button.text() == "Read it"
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert taken == [True]
    assert not bar.isVisible()
    bar.offer("There is news.", "Read it", lambda: taken.append(True))
    bar.show_sentence("It was refused.")
    assert not bar.action_button.isVisible()
    bar.advance(LASTS_MS)
    assert not bar.isVisible()
