"""The time line: it opens over the page and leads to pages and stations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.page_frame.station_page import StationPage
from app.pages import PAGES
from app.window.history.controller import History, years_of

YEARS = [each.year for _, each in years_of(PAGES)]
DOWN, UP, ENTER, ESCAPE = Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def window(opened, qtbot):
    window = opened("--page", "backprop", "--lang", "en")
    qtbot.waitUntil(lambda: window.worker.latest is not None)
    return window


@pytest.fixture
def history(window):
    return window.findChild(History)


def number_of(year):
    return YEARS.index(year)


def test_the_button_opens_it_at_the_page_in_front_and_escape_closes_it(qtbot, window, history):
    qtbot.mouseClick(window.rail.history_button, Qt.MouseButton.LeftButton)
    panel = history.panel
    assert panel.isVisible()
    assert window.focusWidget() is panel.links[number_of(1986)]
    qtbot.keyClick(window.focusWidget(), ESCAPE)
    assert panel.isHidden()
    assert window.focusWidget() is window.page


def test_arrows_move_between_the_years_and_enter_opens_page_and_station(qtbot, window, history):
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    for key in (DOWN, DOWN, DOWN, UP):
        qtbot.keyClick(window.focusWidget(), key)
    assert window.focusWidget() is history.panel.links[number_of(1991)]
    qtbot.keyClick(window.focusWidget(), ENTER)
    assert history.panel.isHidden()
    assert window.stack.info.id == "vanishing"
    qtbot.waitUntil(lambda: window.page.switch.buttons["chain"].isChecked())


def test_it_is_written_in_the_language_of_the_window(window, history):
    history.toggle()
    window.use_language("es")
    assert history.panel.title.text() == "De 1943 a 2012"
    assert history.panel.links[number_of(1998)].text() == "Cifras"


def test_it_fits_into_a_small_window(window, history):
    window.resize(960, 600)
    history.toggle()
    window.theme.set_lecture(True)
    inside = window.stack.rect()
    assert inside.contains(history.panel.geometry())


def test_years_ascend():
    assert sorted(set(YEARS)) == YEARS
    assert {1943, 1986, 1991, 1998, 2006, 2012} <= set(YEARS)


PLACES = [info for info in PAGES if any(each.station for each in info.history)]


@pytest.mark.parametrize("info", PLACES, ids=lambda info: info.id)
def test_every_link_names_a_station_with_its_title(qtbot, theme, info):
    page = info.make_view(lambda command: None, theme)
    qtbot.addWidget(page)
    assert isinstance(page, StationPage)
    page.switch.setParent(page)
    for year in info.history:
        assert page.switch._stations[year.station][0] == year.title


def test_every_lesson_leads_to_it(window, history):
    window.help.toggle_lesson()
    assert window.help.panel.lesson.links()[-1] == "do:Ctrl+H"
    window.help.follow("do:Ctrl+H")
    assert history.panel.isVisible()
