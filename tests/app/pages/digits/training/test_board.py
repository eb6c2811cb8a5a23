"""The Digits page: the bar of time and the board."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)

from app.appearance.translation import set_language
from app.pages.digits.training.board import CONFUSION, LOG, MISTAKES
from app.widgets.time.time_bar import NOTCHES, aim_text, examples_per_second
from engine.commands.observation import Observe
from engine.commands.transport import Reset, Seek, SetPace, Start, Step
from engine.runs.branches import Change
from engine.snapshots import Message, Status
from tests.support.pages.digits_states import branches, history, open_board

# --- readers and training -------------------------------------------------------------------------


def test_the_space_key_plays(page, worker, show):
    show()
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert worker.sent(Start)


def test_steps_go_both_ways_by_mini_batch_and_by_epoch(page, worker, show):
    show(training={"last_step": 3000, "step": 2000, "epoch": 2.0})
    bar = page.time_bar
    for button in (bar.back_button, bar.step_button, bar.epoch_back_button, bar.epoch_button):
        button.click()
    assert [(c.count, c.unit) for c in worker.sent(Step)] == [
        (-1, "batch"),
        (1, "batch"),
        (-1, "epoch"),
        (1, "epoch"),
    ]
    bar.reset_button.click()
    assert worker.sent(Reset) == [Reset("digits")]


def test_the_speed_slider_reaches_from_half_an_example_a_second_to_no_limit(page, worker):
    assert examples_per_second(0) == 0.5
    assert examples_per_second(NOTCHES) == float("inf")
    assert aim_text(0, False) == "one example in 2.0 s"
    page.time_bar.speed_slider.setValue(0)
    assert worker.sent(SetPace)[-1] == SetPace("digits", 0.5, None)
    page.time_bar.lapse_button.click()
    assert worker.sent(SetPace)[-1].epochs_per_second == 3.0


TRAINED = {"history": history(6), "last_step": 6700, "step": 6700, "epoch": 6.7}


def test_the_timeline_shows_how_far_the_run_is_from_its_end_and_seeks(page, worker, show):
    show()
    assert not page.time_bar.timeline.isEnabled()
    show(training=TRAINED)
    timeline = page.time_bar.timeline
    assert (timeline.value(), timeline.maximum(), timeline.end) == (6700, 6700, 30_000)
    assert not worker.sent(Seek)
    timeline.setValue(2000)
    assert worker.sent(Seek) == [Seek("digits", 2000)]


def test_the_timeline_marks_changes_and_the_best_epoch(page, show):
    changes = (
        Change(2000, Message("{name} set to {value}", {"name": "eta", "value": 0.1})),
        Change(4500, Message("taught a drawing of {label}", {"label": 4})),
    )
    show(training={**TRAINED, "changes": changes, "best_validation": 0.908, "best_epoch": 6})
    timeline = page.time_bar.timeline
    told = [timeline.text_at(timeline.x_of(step)) for step in (2000, 4500, 6000)]
    assert told == [
        "Eta set to 0.1 · epoch 2.00",
        "Taught a drawing of 4 · epoch 4.50",
        "first 80.0 % on validation: epoch 6\nbest on validation 90.8 % · epoch 6",
    ]
    set_language("es")
    page.retranslate()
    assert "lo mejor en validación 90,8 %" in timeline.text_at(timeline.x_of(6000))


def test_both_sliders_stand_level_below_their_captions(page, theme, show):
    page.resize(1600, 900)
    show(training=TRAINED)
    bar = page.time_bar
    line = bar.timeline.mapTo(bar, QPoint(0, bar.timeline.line_y)).y()
    assert bar.speed_slider.mapTo(bar, bar.speed_slider.rect().center()).y() == pytest.approx(
        line, abs=1
    )
    assert bar.speed_caption.text() == "Speed"
    assert bar.speed_caption.y() == bar.speed_label.y() == bar.place_label.y()
    theme.set_lecture(True)
    page.theme.set_lecture(True)
    QApplication.processEvents()
    assert not bar.speed_caption.isVisible()
    assert bar.timeline.height() >= bar.timeline.minimumSizeHint().height()


@pytest.mark.parametrize(
    ("status", "awaited"), [(Status.COMPILING, "kernels"), (Status.LOADING, "loaded")]
)
def test_a_run_that_cannot_begin_yet_says_what_it_waits_for(page, show, status, awaited):
    show(status)
    assert page.sentence.text().startswith("Getting ready")
    assert awaited in page.sentence.text()
    assert "Getting ready" in page.time_bar.place_label.text()
    assert page.time_bar.play_button.text() == "Pause"


# --- the board ------------------------------------------------------------------------------------


def test_curves_name_training_validation_and_test(page, show):
    page.side.open_training()
    show(training={"history": history(4), "branches": branches(), "branch": 2, "last_step": 4000})
    summary = page.side.training.board.accuracy.figure.summary()
    assert all(name in summary for name in ("training", "validation", "test", "Run 1"))
    assert "Run 2" not in summary


def test_what_the_visible_tab_draws_is_observed_and_nothing_more(page, worker, show):
    show()
    open_board(page, CONFUSION)
    assert worker.sent(Observe)[-1].fields == {"weights", "confusion"}
    page.side.training.board.tabs.setCurrentIndex(MISTAKES)
    assert worker.sent(Observe)[-1].fields == {"weights", "mistakes"}
    page.side.close_face()
    assert worker.sent(Observe)[-1].fields == {"weights"}


def test_the_log_has_a_line_for_each_epoch(page, show):
    open_board(page, LOG)
    show(training={"history": history(3), "last_step": 3})
    assert [line.left[:7] for line in page.side.training.board.log.lines] == [
        "Epoch 0",
        "Epoch 1",
        "Epoch 2",
        "Epoch 3",
    ]
