"""From Digits to the builder and back in the window: one run, room for every word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.appearance.settings import Settings
from app.appearance.translation import DOUBLED
from app.pages import PAGES
from app.pages.builder.words import DIGITS, SIMULATION_ID
from app.window.linked_views import LinkedViews
from app.window.main_window import MainWindow
from engine.commands.edits import SetSetting
from engine.commands.transport import Open
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from tests.app.page_frame.test_page import clipped, outside

DEEP = "28x28 conv20@5:relu pool2 conv40@5:relu pool2 dense100:relu dense100:relu softmax10"
LONG = "784-" + "-".join(["30"] * 16) + "-10"


def small_data(name):
    """Return little data, so that a run takes a moment."""
    return DataSet(name, *(built_in_digits(n, seed=n) for n in (200, 50, 50)))


@pytest.fixture
def window(qtbot, live_worker, theme, no_leaks, monkeypatch):
    """Return a shown window with all pages, Digits at the front."""
    monkeypatch.setitem(
        SIMULATIONS, DIGITS, lambda seed, clock: Digits(seed, load=small_data, clock=clock)
    )
    window = MainWindow(PAGES, live_worker, theme, Settings())
    window.clock.stop()
    window.open_page(DIGITS)
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    show(window)
    yield window
    window.close()
    window.deleteLater()


def show(window):
    """Hand the window the newest snapshot."""
    snapshot = window.worker.work()
    window.show_snapshot(snapshot)
    window.show_text(snapshot)
    return snapshot


def test_the_network_of_digits_leads_to_the_builder_and_changes_there(window):
    linked_views = LinkedViews(window)
    assert SIMULATION_ID in [info.id for info in linked_views.other_pages()]
    linked_views.look(SIMULATION_ID, DIGITS)
    show(window)
    assert window.page.simulation_id == DIGITS
    assert window.page.blueprint.isVisible()
    window.page.blueprint.heads[1].more_button.click()
    show(window)
    assert window.page.blueprint.heads[1].number.value() == 31
    window.open_page(DIGITS)
    settings = show(window).simulation(DIGITS).payload.training.settings
    assert settings["layers"] == "784-31-10"
    window.open_page(SIMULATION_ID)
    show(window)
    assert window.page.blueprint.isVisible()
    linked_views.look(SIMULATION_ID, SIMULATION_ID)
    show(window)
    assert window.page.stage.isVisible()


def test_a_document_finds_the_builder_looking_at_digits_again(window):
    LinkedViews(window).look(SIMULATION_ID, DIGITS)
    show(window)
    view = window.stack.view_values()
    window.stack.rebuild(view)
    window.stack.open(SIMULATION_ID)
    show(window)
    assert window.page.simulation_id == DIGITS
    assert window.page.blueprint.isVisible()


@pytest.mark.parametrize("lecture", [False, True], ids=["desk", "lecture"])
@pytest.mark.parametrize("code", ["en", "es", DOUBLED])
@pytest.mark.parametrize("layers", ["784-30-10", DEEP, LONG], ids=["dense", "deep", "long"])
def test_a_blueprint_fits_into_1280_by_720_in_every_language(window, layers, code, lecture, qtbot):
    window.worker.send(Open(DIGITS, DIGITS))
    window.worker.send(SetSetting(DIGITS, "layers", layers))
    LinkedViews(window).look(SIMULATION_ID, DIGITS)
    window.use_language(code)
    window.theme.set_lecture(lecture)
    show(window)
    window.overlays.close_one()
    qtbot.wait(1)
    hint = window.minimumSizeHint()
    assert (window.width(), window.height()) == (1280, 720)
    assert hint.width() <= 1280
    assert hint.height() <= 720
    assert clipped(window) == []
    assert outside(window) == []


def test_a_long_network_has_no_cards_but_can_be_written(qtbot, window):
    window.worker.send(SetSetting(DIGITS, "layers", LONG))
    LinkedViews(window).look(SIMULATION_ID, DIGITS)
    show(window)
    blueprint = window.page.blueprint
    assert not any(head.isVisible() for head in blueprint.heads)
    blueprint.notation.selectAll()
    qtbot.keyClicks(blueprint.notation, "784-20-10")
    blueprint.notation.editingFinished.emit()
    show(window)
    assert all(head.isVisible() for head in blueprint.heads)


def test_a_recorded_run_can_be_looked_at_but_not_changed(window):
    LinkedViews(window).look(SIMULATION_ID, DIGITS)
    state = show(window).simulation(DIGITS).payload
    recorded = replace(state.training, recorded="1.A")
    window.page.blueprint.render_training(recorded)
    assert not window.page.blueprint.heads[1].more_button.isVisible()
    assert not window.page.blueprint.heads[1].number.isEnabled()
    assert not any(button.isVisible() for button in window.page.blueprint.inserts)
