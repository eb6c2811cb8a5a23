"""Every visible, enabled control of every page and station leads somewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from app.appearance.settings import Settings
from app.page_frame.station_page import StationPage
from app.pages import PAGES
from app.window.document_controller import DocumentController
from app.window.linked_views import LinkedViews
from app.window.main_window import MainWindow
from engine.commands.edits import SetSetting
from engine.commands.pages.digits import SetStrokes
from engine.commands.transport import Pause, Step
from engine.simulations import SIMULATIONS
from engine.simulations.overfitting.scene import STATIONS as OVERFITTING_STATIONS
from tests.app.conftest import LiveWorker
from tests.support.documents import SEVEN, small_digits
from tests.support.window.controls import (
    controls_in,
    has_effect,
    names_of,
    put_away,
    settle,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]

LEADS_NOWHERE = {
    "teach_label_box": "The button beside it teaches the drawing as what is chosen.",
    "twin_button": "It waits for the next change of a setting, as its tip says.",
    "builder_twin_button": "It waits for the next change of a setting, as its tip says.",
    "simple_form_button": "It is pressed: this form is shown already.",
    "points_clusters_button": "These points lie there already.",
    "reset_button": "Nothing was learned since the last start; weights set by hand would go back.",
    "drawn_chain_button": "The chain that it prepares is there already.",
}
"""Controls without an effect in the scenes below, and why they may be offered nevertheless."""

SCENES = {
    "digits": ("reading", "training", "empty"),
    "builder": ("points",),
    "surface": ("formula", "neuron-quadratic"),
    "backprop": ("xor",),
    "perceptrons": ("decision", "bench", "sigmoid", "bits"),
    "universality": ("neuron", "steps", "bump", "bumps", "function", "plane"),
    "overfitting": OVERFITTING_STATIONS,
    "search": ("map", "hunt", "ladder"),
    "vanishing": ("layers", "race", "chain", "parity"),
    "slowdown": ("neuron", "derivation", "softmax", "activations"),
}
"""What of each page is looked at."""


class RestingWorker(LiveWorker):
    """A live engine that says whether it has nothing to do."""

    @property
    def resting(self):
        """Whether no simulation has anything to do."""
        return not any(each.busy for each in self._session._simulations.values())


@pytest.fixture
def open_window(qtbot, theme, monkeypatch, tmp_path, no_leaks):
    """Return (page) -> a window that shows it, with an engine of its own; all are closed."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    windows = []

    def make(page_id):
        window = MainWindow(PAGES, RestingWorker(), theme, Settings(tmp_path / "settings"))
        window.clock.stop()
        window.documents = DocumentController(window, Settings(), tmp_path / "recovery")
        LinkedViews(window)
        window.open_page(page_id)
        window.show()
        qtbot.waitExposed(window)
        windows.append(window)
        return window

    def close():
        for window in windows:
            window.documents._leaving = True
            window.close()
            window.worker.stop()
            window.deleteLater()
        windows.clear()

    make.close = close
    yield make
    close()


def prepare(window, page_id, scene):
    """Bring a page into a scene, with some steps behind it."""
    page, send = window.page, window.worker.send
    page.stage.end_opening() if page_id == "digits" else None
    settle(window)
    if isinstance(page, StationPage):
        page.show_station(scene)
    if page_id == "surface" and scene != "formula":
        send(SetSetting(page_id, "surface", scene))
    if page_id == "digits" and scene != "empty":
        send(SetStrokes(page_id, SEVEN))
    if scene == "training":
        window.findChild(QPushButton, "train_your_own_button").click()
    settle(window)
    send(Step(page_id, 3))
    settle(window)
    send(Step(page_id, -1))
    settle(window)
    put_away(window)
    settle(window)


def usable(window, name):
    """Return a control of a page by its name, if it can be used now."""
    return next((each for each in all_controls(window) if each.objectName() == name), None)


def all_controls(window):
    """Return the controls of the page, its switch included."""
    title = window.page.title_widget()
    return controls_in(window.page) + (controls_in(title) if title is not None else [])


@pytest.mark.parametrize(
    ("page_id", "scene"), [(page_id, scene) for page_id, all_ in SCENES.items() for scene in all_]
)
def test_every_control_leads_somewhere(page_id, scene, open_window):
    window = open_window(page_id)
    prepare(window, page_id, scene)
    names = list(dict.fromkeys(each.objectName() for each in all_controls(window)))
    assert names
    dead = []
    for name in names:
        control = usable(window, name)
        if control is None:
            # what was used before has taken it away
            open_window.close()
            window = open_window(page_id)
            prepare(window, page_id, scene)
            control = usable(window, name)
        if control is not None and not has_effect(window, control):
            dead.append(name)
        put_away(window)
        window.worker.send(Pause(page_id))
        settle(window)
    assert sorted(set(dead) - LEADS_NOWHERE.keys()) == []


def test_every_control_around_the_pages_leads_somewhere(open_window, theme):
    window = open_window("builder")
    settle(window)
    for bar in (window.title_bar, window.rail):
        for name in names_of(bar):
            control = next(each for each in controls_in(bar) if each.objectName() == name)
            here = name == f"page_{window.stack.info.id}_button"
            assert here or has_effect(window, control), name
            put_away(window)
            settle(window)


def test_what_has_no_effect_is_said_why():
    assert all(reason.endswith(".") for reason in LEADS_NOWHERE.values())
