"""The dialog of a film turns epochs into steps and says how long recording takes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.widgets.time import film_dialog
from app.widgets.time.epoch_scale import EpochScale, EpochStretch
from app.widgets.time.film_dialog import FilmDialog, FilmWish

SCALE = EpochScale((EpochStretch(0, 0.0, 100.0), EpochStretch(200, 2.0, 10.0)))


@pytest.fixture
def parent(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def test_the_whole_run_is_proposed(parent):
    assert FilmDialog(SCALE, 250, parent).wish() == FilmWish(0, 250, 100, 10, "1280x720", False)


def test_epochs_become_steps(parent):
    dialog = FilmDialog(SCALE, 250, parent)
    dialog.first.setValue(1.5)
    dialog.last.setValue(3.0)
    dialog.seconds.setValue(4.0)
    dialog.rate.show_choice("25")
    dialog.size_choice.show_choice("1920x1080")
    dialog.what.show_choice("window")
    assert dialog.wish() == FilmWish(150, 210, 100, 25, "1920x1080", True)
    assert dialog.words.text().startswith("100 frames")


def test_pages_without_a_run_have_steps(parent):
    dialog = FilmDialog(None, 0, parent)
    assert (dialog.wish().first, dialog.wish().last) == (0, 100)
    assert (dialog.wish().last, FilmDialog(None, 30, parent).wish().last) == (100, 30)


def test_the_longest_film_is_one_that_can_be_recorded(parent):
    dialog = FilmDialog(None, 0, parent)
    dialog.seconds.setValue(1e9)
    dialog.rate.show_choice("25")
    assert dialog.wish().frames == 1000


def test_remaining_time_follows_the_frames(parent, monkeypatch):
    dialog, now = FilmDialog(None, 0, parent), [0.0]
    monkeypatch.setattr(film_dialog.time, "monotonic", lambda: now[0])
    dialog.begin()
    now[0] = 5.0
    dialog.show_progress(20, 100)
    assert dialog.words.text() == "20 of 100 frames; about 20 s left."
    cancelled = []
    dialog.cancelled.connect(lambda: cancelled.append(True))
    dialog.finish()
    assert not cancelled
