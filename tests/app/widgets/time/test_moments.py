"""What happened in a run, and how to go there: milestones, an epoch that is typed, backwards."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.pages.digits.view import DigitsPage
from app.widgets.time.epoch_scale import EpochScale, EpochStretch
from app.widgets.time.marks import BEST, CHANGE, REACHED
from app.widgets.time.moments import first_times, marks_of
from engine.commands.edits import SetSetting
from engine.commands.transport import Open, Rewind, Start
from engine.simulations import SIMULATIONS
from tests.support.documents import SIMULATION_ID, small_digits


def history(*accuracies):
    """Return validation accuracies after epochs 0, 1, 2 …"""
    return SimpleNamespace(
        epochs=np.arange(len(accuracies)), validation_accuracy=np.array(accuracies)
    )


def test_each_milestone_is_marked_at_its_first_epoch():
    assert first_times(history(0.1, 0.4, 0.6, 0.55, 0.81, 0.8)) == {0.5: 2, 0.8: 4}


def test_of_milestones_passed_at_once_the_highest_is_marked():
    assert first_times(history(0.1, 0.93)) == {0.9: 1}


def test_an_untrained_network_reaches_nothing():
    assert first_times(history(0.6)) == {}
    assert first_times(history()) == {}


@pytest.fixture
def page(qtbot, live_worker, theme, monkeypatch, no_leaks):
    """Return a page over a run of three epochs of 30 mini-batches."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    live_worker.send(Open(SIMULATION_ID, "digits"))
    for name, value in (("layers", "784-10"), ("epochs", 3)):
        live_worker.send(SetSetting(SIMULATION_ID, name, value))
    live_worker.send(Start(SIMULATION_ID))
    page = DigitsPage(live_worker.send, theme)
    page.show()
    while live_worker.work().simulation(SIMULATION_ID).status != "finished":
        pass
    show(page, live_worker)
    yield page
    page.close()
    page.deleteLater()


def show(page, worker):
    """Hand the page the newest snapshot."""
    snapshot = worker.work(3)
    page.show_snapshot(snapshot)
    page.render_text(snapshot)


def test_marks_say_what_was_reached_changed_and_best(page):
    training = page.simulation.payload.training
    scale = EpochScale((EpochStretch(0, 0.0, 30.0),))
    kinds = {mark.kind for mark in marks_of(training, scale)}
    assert kinds >= {REACHED, BEST}
    reached = [m for m in marks_of(training, scale) if m.kind == REACHED]
    assert all(m.step in (30, 60, 90) for m in reached)
    assert CHANGE not in kinds


def test_a_typed_epoch_is_gone_to(page, qtbot, live_worker):
    qtbot.mouseClick(page.time_bar.place_label, Qt.MouseButton.LeftButton)
    popup = page.time_bar.epoch_popup
    assert popup.isVisible()
    assert popup.field.setting.high == pytest.approx(3.0)
    popup.field.selectAll()
    qtbot.keyClicks(popup.field, "1.5")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert not popup.isVisible()
    show(page, live_worker)
    assert page.simulation.step == 45


def test_shift_and_space_play_backwards(page, qtbot, monkeypatch):
    sent = []
    monkeypatch.setattr(page, "send", sent.append)
    qtbot.keyClick(page, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert sent == [Rewind(SIMULATION_ID)]
