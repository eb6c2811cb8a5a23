"""Every page opens, draws, survives a monkey, has room for its words, and leaves no trace."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QWidget

from app.appearance.resources import ICONS, LESSONS
from app.appearance.translation import CROSSED, DOUBLED
from app.page_frame.page import Page
from app.pages import PAGES
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from engine.commands.transport import Open, Start
from engine.simulations import SIMULATIONS
from engine.snapshots import Status
from tests.app.conftest import LiveWorker
from tests.support.window.monkey import Monkey

CLICKS = 200
MODES = ("empty", "running", "failed")

pages = pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)


@pytest.fixture(scope="session")
def running_snapshots():
    """Run each simulation for a while, once."""
    snapshots = {}
    for info in PAGES:
        worker = LiveWorker()
        worker.send(Open(info.id, info.simulation))
        worker.send(Start(info.id))
        for _ in range(2_000):
            snapshot = worker.work(5)
            if snapshot.simulation(info.id).step > 20:
                break
        snapshots[info.id] = snapshot
        worker.stop()
    return snapshots


@pytest.fixture
def snapshot_of(running_snapshots, empty_snapshot, failure):
    """Return (page, mode) -> a snapshot of its run."""

    def make(info, mode):
        if mode == "running":
            return running_snapshots[info.id]
        snapshot = empty_snapshot(info.simulation, info.id)
        if mode == "failed":
            run = replace(snapshot.simulations[0], status=Status.FAILED, failure=failure)
            snapshot = replace(snapshot, simulations=(run,))
        return snapshot

    return make


@pages
def test_it_is_listed_with_an_icon_a_lesson_and_a_simulation(info):
    assert (ICONS / f"{info.id}.svg").is_file()
    assert (LESSONS / f"{info.id}.en.md").is_file()
    assert info.simulation in SIMULATIONS
    assert [each.id for each in PAGES].count(info.id) == 1


@pages
@pytest.mark.parametrize("mode", MODES)
def test_it_draws_a_snapshot_and_draws_it_again(info, mode, open_page, worker, snapshot_of):
    window = open_page(info, worker)
    snapshot = snapshot_of(info, mode)
    for _ in range(2):
        window.show_snapshot(snapshot)
        window.show_text(snapshot)
        window.advance(16.0)
        assert not window.grab().isNull()
    assert isinstance(window.page, Page)


@pages
def test_it_draws_nothing_before_its_run_is_open(info, open_page, worker, snapshot_of):
    window = open_page(info, worker)
    window.show_snapshot(replace(snapshot_of(info, "empty"), simulations=()))
    assert not window.grab().isNull()


@pages
def test_every_control_has_a_name(info, open_page, worker, snapshot_of):
    window = open_page(info, worker)
    window.show_snapshot(snapshot_of(info, "running"))
    nameless = [
        control for control in window.page.findChildren(QAbstractButton) if not control.objectName()
    ]
    assert nameless == []


# --- the monkey -----------------------------------------------------------------------------------


@pages
def test_it_survives_two_hundred_random_clicks_and_keys(info, open_page, live_worker):
    window = open_page(info, live_worker)
    monkey = Monkey(window, seed=1)
    for _ in range(CLICKS):
        monkey.act()
        snapshot = live_worker.work()
        window.show_snapshot(snapshot)
        window.show_text(snapshot)
        window.advance(16.0)
    window.grab()
    assert live_worker.latest.simulation(info.id).status is not Status.FAILED


# --- room for words -------------------------------------------------------------------------------


def clipped(window):
    """Return every visible text that has less room than it needs, with the room it lacks."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.visibleRegion().boundingRect().isValid():
            continue
        lack = missing_room(widget)
        if lack:
            found.append((widget.objectName(), widget.text(), lack))
    return found


def missing_room(widget):
    if isinstance(widget, ElidedLabel | ElidedButton):
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        return f"height {widget.height()} of {needed}" if needed > widget.height() else ""
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        needed = widget.minimumSizeHint()
        if needed.width() > widget.width() or needed.height() > widget.height() + 1:
            return f"{widget.size()} of {needed}"
    return ""


def outside(window):
    """Return the visible widgets that stick out of their parents."""
    return [
        (widget.objectName(), type(widget).__name__, widget.geometry())
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.parentWidget() is not None
        and not widget.isWindow()
        and not isinstance(widget.parentWidget().parentWidget(), QAbstractScrollArea)
        and not widget.parentWidget().rect().contains(widget.geometry())
    ]


@pages
@pytest.mark.parametrize("mode", MODES)
def test_it_fits_into_1280_by_720_in_every_language(
    info, mode, open_page, worker, snapshot_of, qtbot
):
    window, wrong = open_page(info, worker), []
    for code, lecture in product(("en", "es", DOUBLED, CROSSED), (False, True)):
        window.use_language(code)
        window.theme.set_lecture(lecture)
        window.show_snapshot(snapshot_of(info, mode))
        window.show_text(snapshot_of(info, mode))
        window.overlays.close_one()
        qtbot.wait(1)
        hint, size = window.minimumSizeHint(), (window.width(), window.height())
        cut = (*clipped(window), *outside(window))
        if size != (1280, 720) or hint.width() > 1280 or hint.height() > 720 or cut:
            wrong.append((code, "lecture" if lecture else "desk", size, hint, cut))
    assert wrong == []


@pages
def test_lecture_type_is_at_least_24_pixels_high(info, open_page, worker, snapshot_of):
    window = open_page(info, worker)
    window.resize(1920, 1080)
    window.theme.set_lecture(True)
    window.show_snapshot(snapshot_of(info, "running"))
    small = [
        (widget.objectName(), widget.text(), widget.fontInfo().pixelSize())
        for kind in (QLabel, QAbstractButton)
        for widget in window.findChildren(kind)
        if widget.isVisible() and widget.text() and widget.fontInfo().pixelSize() < 24
    ]
    assert small == []


@pages
def test_it_can_be_hidden_and_shown_again(info, open_page, worker, snapshot_of, qtbot):
    window = open_page(info, worker)
    window.show_snapshot(snapshot_of(info, "running"))
    window.hide()
    window.show_snapshot(snapshot_of(info, "empty"))
    window.show()
    window.show_snapshot(snapshot_of(info, "running"))
    assert window.page.event(QEvent(QEvent.Type.None_)) in (True, False)
