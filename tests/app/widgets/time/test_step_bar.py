"""The bar of a few steps sends what its buttons say and shows where the run is."""

from __future__ import annotations

import pytest

from app.widgets.time.step_bar import Place, StepBar
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.snapshots import Status


@pytest.fixture
def bar(qtbot, theme, worker):
    """Return a shown bar of the run "race"."""
    bar = StepBar(theme, worker.send, "race", "Run.")
    qtbot.addWidget(bar)
    bar.resize(600, 60)
    bar.show()
    bar.render_place(Status.IDLE, Place(3, 10, "step 3 of 10"))
    return bar


def test_every_button_sends_its_command(bar, worker):
    for button in (bar.reset_button, bar.back_button, bar.step_button, bar.play_button):
        button.click()
    assert worker.commands == [Reset("race"), Step("race", -1), Step("race", 1), Start("race")]


@pytest.mark.parametrize(
    ("status", "words", "command"),
    [
        (Status.IDLE, "Play", Start("race")),
        (Status.RUNNING, "Pause", Pause("race")),
        (Status.COMPILING, "Pause", Pause("race")),
        (Status.LOADING, "Pause", Pause("race")),
        (Status.FINISHED, "Play", Start("race")),
    ],
)
def test_play_is_pause_while_the_run_is_busy(bar, worker, status, words, command):
    bar.render_place(Status.RUNNING if status == Status.IDLE else Status.IDLE, Place(3, 10, ""))
    bar.render_place(status, Place(3, 10, ""))
    assert bar.play_button.text() == words
    bar.play_button.click()
    assert worker.commands == [command]


def test_showing_a_place_asks_for_nothing_and_a_moved_slider_asks_for_its_place(bar, worker):
    assert (bar.place_slider.value(), bar.place_slider.maximum()) == (3, 10)
    assert bar.place_label.text() == "step 3 of 10"
    assert worker.commands == []
    bar.place_slider.setValue(7)
    assert worker.commands == [Seek("race", 7)]


def test_a_slider_in_a_hand_is_not_pulled_away(bar, worker):
    bar.place_slider.setSliderDown(True)
    bar.place_slider.setValue(8)
    bar.render_place(Status.RUNNING, Place(4, 20, "step 4 of 20"))
    assert (bar.place_slider.value(), bar.place_slider.maximum()) == (8, 20)
    bar.place_slider.setSliderDown(False)
    bar.render_place(Status.RUNNING, Place(5, 20, "step 5 of 20"))
    assert bar.place_slider.value() == 5


def test_before_the_first_step_there_is_no_way_back(bar):
    bar.render_place(Status.IDLE, Place(0, 0, ""))
    assert (bar.back_button.isEnabled(), bar.place_slider.isEnabled()) == (False, False)
    bar.render_place(Status.IDLE, Place(0, 4, ""))
    assert (bar.back_button.isEnabled(), bar.place_slider.isEnabled()) == (False, True)


def test_a_lecture_has_a_higher_bar(bar, theme):
    low = bar.height()
    theme.set_lecture(True)
    assert bar.height() == theme.size("transport_height") > low


def test_where_nothing_has_begun_no_start_is_offered(bar):
    bar.render_place(Status.IDLE, Place(resets=False))
    assert not bar.reset_button.isEnabled()
    bar.render_place(Status.IDLE, Place())
    assert bar.reset_button.isEnabled()
