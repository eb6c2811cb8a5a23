"""In Spanish every page and station speaks Spanish, with decimal commas, and has room for words."""

import re
from unittest.mock import patch

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QTabBar, QWidget

from app.appearance.translation import DOUBLED, FOLDER, load_catalogue
from app.page_frame.station_page import StationPage
from app.pages import PAGES
from engine.commands.edits import SetSetting
from engine.commands.transport import Start
from tests.app.page_frame.test_page import clipped, outside

POINT = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
"""A number with a decimal point; "0.1.2" is a version."""

SPANISH = load_catalogue(FOLDER / "es.json")
PIECES = 40

pages = pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)


def stations_of(window):
    """Return the names of the page's stations; a page without any has one place to look at."""
    return list(window.page.stations) if isinstance(window.page, StationPage) else [None]


def visit(window, worker, info, station):
    """Go to a station and let it run a little."""
    if station is not None:
        worker.send(SetSetting(info.id, "station", station))
    worker.send(Start(info.id))
    snapshot = worker.work(PIECES)
    window.show_snapshot(snapshot)
    window.show_text(snapshot)
    window.advance(16.0)
    window.overlays.close_one()


def painted(window):
    """Return what is written by painters while the window is drawn."""
    said = []
    write = QPainter.drawText

    def record(painter, *given):
        said.extend(each for each in given if isinstance(each, str))
        return write(painter, *given)

    with patch.object(QPainter, "drawText", record):
        window.grab()
    return said


def written(window):
    """Return the texts of all visible widgets, their tooltips and names for screen readers."""
    said = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, QComboBox):
            said += [widget.itemText(place) for place in range(widget.count())]
        if isinstance(widget, QTabBar):
            said += [widget.tabText(place) for place in range(widget.count())]
    return said


@pages
def test_no_page_shows_english_or_decimal_points_in_spanish(info, open_page, live_worker):
    window = open_page(info, live_worker)
    window.use_language("es")
    english, points = set(), set()
    for station in stations_of(window):
        visit(window, live_worker, info, station)
        said = [*painted(window), *written(window)]
        assert len(said) > 20
        english |= {(station, each) for each in said if SPANISH.text(each) != each}
        points |= {(station, each) for each in said if POINT.search(each)}
    assert (english, points) == (set(), set())


@pages
def test_every_station_has_room_for_words_twice_as_long(info, open_page, live_worker, qtbot):
    window = open_page(info, live_worker)
    window.use_language(DOUBLED)
    for station in stations_of(window):
        visit(window, live_worker, info, station)
        qtbot.wait(1)
        assert (window.width(), window.height()) == (1280, 720)
        assert (station, clipped(window), outside(window)) == (station, [], [])
