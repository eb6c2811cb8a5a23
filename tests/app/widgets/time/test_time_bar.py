"""The transport bar of training: speeds, steps, places and their words."""

from __future__ import annotations

import dataclasses
import itertools
from math import inf

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.widgets.time.time_bar import (
    FASTEST_LIMIT,
    NOTCHES,
    SLOWEST,
    TimeBar,
    aim_text,
    examples_per_second,
    notch_of,
    place_text,
)
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.snapshots import SimulationSnapshot, Status
from tests.support.documents import SIMULATION_ID


def test_an_untrained_run_has_no_epochs_to_go_to(qtbot, theme):
    bar = TimeBar(theme, lambda command: 0, SIMULATION_ID, "Train.")
    qtbot.addWidget(bar)
    bar.ask_epoch()
    assert not bar.epoch_popup.isVisible()


def run_of(training, status=Status.PAUSED):
    """Return the run as a snapshot has it."""
    return SimulationSnapshot("digits", "digits", status, training.step, 12.34, None)


@pytest.fixture
def bar(qtbot, theme, worker, training):
    """Return a shown bar over a run at step 1500 of 4000."""
    bar = TimeBar(theme, worker.send, "digits", "Train.")
    qtbot.addWidget(bar)
    bar.resize(900, 80)
    bar.show()
    training = dataclasses.replace(training, step=1500, last_step=4000, epoch=1.5)
    bar.render_run(run_of(training), training)
    bar.render_text(run_of(training), training)
    bar.training = training
    worker.commands.clear()
    return bar


# --- speeds -------------------------------------------------------------------------------------


def test_speeds_grow_by_the_same_factor_and_have_no_limit_at_the_end():
    speeds = [examples_per_second(notch) for notch in range(NOTCHES + 1)]
    assert (speeds[0], speeds[-2], speeds[-1]) == (SLOWEST, pytest.approx(FASTEST_LIMIT), inf)
    factors = [after / before for before, after in itertools.pairwise(speeds[:-1])]
    assert factors == pytest.approx([factors[0]] * len(factors))


def test_every_notch_is_the_nearest_to_its_own_speed():
    notches = list(range(NOTCHES + 1))
    assert [notch_of(examples_per_second(notch)) for notch in notches] == notches
    assert (notch_of(0.001), notch_of(2 * FASTEST_LIMIT)) == (0, NOTCHES)


@pytest.mark.parametrize(
    ("notch", "lapse", "words"),
    [
        (0, False, "one example in 2.0 s"),
        (11, False, "up to 2.5 examples/s"),
        (NOTCHES - 1, False, "up to 1,000,000 examples/s"),
        (NOTCHES, False, "as fast as it goes"),
        (50, True, "time-lapse: 3 epochs a second"),
    ],
)
def test_an_aim_is_said_in_words(theme, notch, lapse, words):
    assert aim_text(notch, lapse) == words


def test_a_moved_slider_sends_its_speed_and_ends_the_time_lapse(bar, worker):
    bar.lapse_button.click()
    assert worker.commands == [SetPace("digits", inf, 3.0)]
    bar.set_speed(100.0)
    notch = bar.speed_slider.value()
    assert notch == notch_of(100.0)
    assert not bar.lapse_button.isChecked()
    assert worker.commands[-1] == SetPace("digits", examples_per_second(notch))


def test_each_run_keeps_its_own_speed(bar, worker):
    bar.set_speed(100.0)
    mine = bar.speed_slider.value()
    bar.lapse_button.click()
    worker.commands.clear()
    bar.follow("builder")
    assert (bar.speed_slider.value(), bar.lapse_button.isChecked()) == (NOTCHES, False)
    bar.follow("digits")
    assert bar.speed_slider.value() == mine
    assert worker.commands == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"examples_per_second": 0.0}, "as fast as it goes"),
        ({"examples_per_second": 4.25}, "4.2 examples/s"),
        ({"examples_per_second": 12_345.6}, "12,346 examples/s"),
        ({"examples_per_second": 25_000.0, "recorded": "6.D"}, "2.5 epochs a second"),
    ],
)
def test_the_measured_speed_is_said(bar, changes, words):
    training = dataclasses.replace(bar.training, **changes)
    bar.render_run(run_of(training), training)
    bar.render_text(run_of(training), training)
    assert bar.speed_label.text() == words


def test_the_speed_is_said_with_the_steps_between_two_pictures(bar):
    training = dataclasses.replace(bar.training, examples_per_second=900.0)
    for step in (30, 37):
        shown = dataclasses.replace(training, step=step, last_step=step)
        bar.render_run(run_of(shown), shown)
    bar.render_text(run_of(shown), shown)
    assert bar.speed_label.text() == "900 examples/s, drawing 1 step in 7"


# --- steps and places ---------------------------------------------------------------------------


def test_buttons_step_by_mini_batches_and_by_epochs(bar, worker):
    for button in bar._buttons:
        button.click()
    assert worker.commands == [
        Reset("digits"),
        Step("digits", -1, "epoch"),
        Step("digits", -1, "batch"),
        Start("digits"),
        Step("digits", 1, "batch"),
        Step("digits", 1, "epoch"),
    ]


def test_play_says_that_it_was_pressed_and_pause_does_not(bar, worker):
    asked = []
    bar.play_asked.connect(lambda: asked.append(True))
    bar.play_button.click()
    bar.render_run(run_of(bar.training, Status.RUNNING), bar.training)
    assert bar.play_button.text() == "Pause"
    bar.play_button.click()
    assert worker.commands == [Start("digits"), Pause("digits")]
    assert asked == [True]


def test_at_the_beginning_there_is_no_way_back(bar):
    start = dataclasses.replace(bar.training, step=0)
    bar.render_run(run_of(start), start)
    assert [button.isEnabled() for button in bar._buttons] == [True, False, False, True, True, True]


def test_an_epoch_that_was_chosen_is_gone_to_by_its_step(bar, worker):
    bar.ask_epoch()
    field = bar.epoch_popup.field
    assert field.text() == "1.5"
    field.selectAll()
    QTest.keyClicks(field, "4.1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.property("role") == "refused"
    field.selectAll()
    QTest.keyClicks(field, "2,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not bar.epoch_popup.isVisible()
    assert worker.commands == [Seek("digits", 2500)]


@pytest.mark.parametrize(
    ("status", "changes", "words"),
    [
        (Status.COMPILING, {}, "Getting ready: compiling kernels …"),
        (Status.LOADING, {}, "Getting ready: loading data …"),
        (Status.IDLE, {"last_step": 0}, "Untrained. Play begins."),
        (
            Status.PAUSED,
            {"step": 1500, "last_step": 4000, "epoch": 1.5},
            "epoch 1.50 of 30 · mini-batch 1,500 · 12.3 s of training",
        ),
    ],
)
def test_the_place_of_a_run_is_said_in_words(theme, training, status, changes, words):
    training = dataclasses.replace(training, **changes)
    assert place_text(run_of(training, status), training) == words


def test_in_a_lecture_only_the_large_controls_stay(bar):
    bar.set_lecture(True)
    shown = [button.isVisible() for button in bar._buttons]
    assert shown == [True, False, True, True, True, False]
    assert not bar.place_label.isVisible()
    assert bar.timeline.isVisible()
