"""Recorded runs in the window: opened from a menu, scrubbed, trained on."""

import itertools

import numpy as np
import pytest

from app.pages.digits.side import TRAIN
from app.pages.digits.training.recorded_menu import RECORDED, RecordedButton
from app.pages.digits.view import DigitsPage
from engine.commands.pages.digits import OpenRecorded, SetStrokes, TrainOn
from engine.commands.transport import Open
from engine.experiments.record import RUNS
from engine.runs.recorded_runs import load_shipped_run
from engine.session.session import Session

SEVEN = (((0.2, 0.2), (0.5, 0.18), (0.8, 0.2), (0.6, 0.55), (0.45, 0.85)),)


class Stage:
    """A page on a real session, without a thread."""

    def __init__(self, theme):
        self.session, self._numbers, self.sent = Session(), itertools.count(1), []
        self.send(Open("digits", "digits"))
        self.page = DigitsPage(self.send, theme)

    def send(self, command):
        number = next(self._numbers)
        self.sent.append(command)
        self.session.apply(command, number)
        return number

    def render(self):
        snapshot = self.session.snapshot()
        self.page.show_snapshot(snapshot)
        self.page.render_text(snapshot)


@pytest.fixture
def stage(qtbot, theme):
    """Return a page that looks at a real session."""
    stage = Stage(theme)
    qtbot.addWidget(stage.page)
    stage.page.show()
    stage.page.on_shown()
    stage.render()
    stage.page.stage.end_opening()
    stage.send(SetStrokes("digits", SEVEN))
    yield stage
    stage.session.close()


def test_the_menu_lists_what_is_shipped(qtbot, theme):
    button = RecordedButton("runs")
    qtbot.addWidget(button)
    assert set(RECORDED) == set(RUNS)
    chosen = []
    button.chosen.connect(chosen.append)
    for action in button.menu_of_runs.actions():
        action.trigger()
    assert chosen == list(RECORDED)


@pytest.mark.parametrize("name", RECORDED)
def test_a_chosen_run_is_opened_with_its_curves_and_scrubbed(stage, name):
    page = stage.page
    page.side.invitation.recorded_button.chosen.emit(name)
    assert stage.sent[-1] == OpenRecorded("digits", name) or page.side.face == TRAIN
    stage.render()
    assert page.side.face == TRAIN
    assert page.switch.buttons["recorded"].isVisible()
    assert page.switch.buttons["recorded"].isChecked()
    last = load_shipped_run(name).settings.epochs
    assert page.switch.buttons["recorded"].text() == f"{name} · epoch {last}"
    assert page.switch.buttons["mine"].text() == "Mine"
    before = page.stage.network_card.bars.values.copy()
    page.time_bar.timeline.setValue(0)
    stage.render()
    assert page.switch.buttons["recorded"].text() == f"{name} · epoch 0"
    assert not np.array_equal(page.stage.network_card.bars.values, before)
    assert not page.grab().isNull()


def test_its_settings_are_read_only_until_training_goes_on(stage):
    settings = stage.page.side.training.settings
    assert settings.form.rows["eta"].control.isEnabled()
    stage.page.side.open_recorded("1.A")
    stage.render()
    assert not settings.form.rows["eta"].control.isEnabled()
    assert settings.train_on_button.isVisible()
    settings.train_on_button.click()
    assert stage.sent[-1] == TrainOn("digits")
    while stage.session.advance(0.05):
        pass
    stage.render()
    assert settings.form.rows["eta"].control.isEnabled()
    assert not settings.train_on_button.isVisible()
    assert not stage.page.switch.buttons["recorded"].isVisible()


def test_time_goes_with_the_keys_of_any_run(stage):
    stage.page.side.open_recorded("1.A")
    stage.page.step_back()
    stage.render()
    assert stage.page.switch.buttons["recorded"].text() == "1.A · epoch 29"
    stage.page.go_home()
    stage.render()
    assert stage.page.switch.buttons["recorded"].text() == "1.A · epoch 0"
    stage.page.toggle_playing()
    stage.render()
    assert "6.0 epochs a second" in stage.page.time_bar.speed_label.text()
