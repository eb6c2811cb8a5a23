"""Predict, then reveal: what was drawn stays, over every axis and in documents."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.pages.digits.training.board import Board
from app.widgets.plots.guess import Guess
from engine.commands.edits import SetSetting
from engine.commands.transport import Open, Start
from engine.simulations import SIMULATIONS
from tests.support.documents import SIMULATION_ID, small_digits


@pytest.fixture
def board(qtbot, live_worker, theme, monkeypatch):
    """Return the board of an untrained run of four epochs."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    live_worker.send(Open(SIMULATION_ID, "digits"))
    for name, value in (("layers", "784-10"), ("epochs", 4)):
        live_worker.send(SetSetting(SIMULATION_ID, name, value))
    board = Board(theme, live_worker.send)
    board.resize(500, 300)
    qtbot.addWidget(board)
    board.show()
    show(board, live_worker)
    return board


def show(board, worker):
    """Hand the board the newest state."""
    board.render_state(worker.work(3).simulation(SIMULATION_ID).payload)
    QApplication.processEvents()


def drag(view, *places):
    """Draw through places in 0..1 of the plot, y upwards."""
    QApplication.processEvents()
    view.grab()
    area = view.mapping.area
    kinds = [QEvent.Type.MouseButtonPress] + [QEvent.Type.MouseMove] * (len(places) - 1)
    for kind, (x, y) in zip(kinds, places, strict=True):
        place = QPointF(area.left() + x * area.width(), area.bottom() - y * area.height())
        button = (
            Qt.MouseButton.LeftButton
            if kind is QEvent.Type.MouseButtonPress
            else Qt.MouseButton.NoButton
        )
        event = QMouseEvent(
            kind,
            place,
            view.mapToGlobal(place),
            button,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(view, event)


def labels(view):
    """Return the labels of the curves."""
    return [line.label for line in view.figure.lines if line.known]


def test_a_guess_is_drawn_before_anything_is_measured(board):
    board.guess_button.click()
    drag(board.accuracy, (0.0, 0.1), (0.5, 0.8), (1.0, 0.9))
    assert labels(board.accuracy) == ["guess"]
    curve = board.accuracy.figure.lines[-1]
    np.testing.assert_allclose(curve.x, [0.0, 2.0, 4.0], atol=0.02)
    np.testing.assert_allclose(curve.y, [10.0, 80.0, 90.0], atol=0.5)


def test_it_stays_below_the_run_and_follows_the_axis(board, live_worker):
    board.guess_button.click()
    drag(board.accuracy, (0.0, 0.1), (0.5, 0.8), (1.0, 0.9))
    board.guess_button.click()
    live_worker.send(Start(SIMULATION_ID))
    while live_worker.work().simulation(SIMULATION_ID).status != "finished":
        pass
    show(board, live_worker)
    assert set(labels(board.accuracy)) == {"guess", "training", "validation", "test"}
    board.change_axis()
    (guess,) = [curve for curve in board.accuracy.figure.lines if curve.label == "guess"]
    np.testing.assert_allclose(guess.x, [0, 600, 1200], atol=10)


def test_going_back_takes_back_and_a_click_wipes(board):
    board.guess_button.click()
    drag(board.accuracy, (0.0, 0.1), (0.8, 0.8), (0.4, 0.5), (0.6, 0.7))
    curve = board.accuracy.figure.lines[-1]
    np.testing.assert_allclose(curve.x, [0.0, 1.6, 2.4], atol=0.02)
    drag(board.accuracy, (0.5, 0.5))
    assert labels(board.accuracy) == []


def test_without_the_switch_the_mouse_draws_nothing(board):
    drag(board.accuracy, (0.0, 0.1), (0.5, 0.8))
    assert labels(board.accuracy) == []


def test_guesses_are_part_of_how_the_page_is_looked_at(board):
    board.guess_button.click()
    drag(board.accuracy, (0.0, 0.1), (0.5, 0.8), (1.0, 0.9))
    values = board.view_values()
    board.guess.read("accuracy", "")
    assert not board.guess.has("accuracy")
    board.show_view(values)
    assert board.guess.has("accuracy")
    assert board.view_values() == values


@given(st.text(max_size=300))
def test_any_text_is_a_guess_or_none(text):
    guess = Guess()
    guess.read("cost", text)
    again = Guess()
    again.read("cost", guess.text("cost"))
    assert again.text("cost") == guess.text("cost")


@given(st.lists(st.tuples(st.floats(0, 1e5), st.floats(0, 100)), max_size=400))
def test_a_drawn_guess_goes_forward_and_fits_into_a_document(points):
    guess = Guess()
    for number, (x, y) in enumerate(points):
        guess.draw("cost", x, y, first=number == 0)
    drawn = guess._points.get("cost", [])
    assert all(first[0] < second[0] for first, second in itertools.pairwise(drawn))
    assert len(guess.text("cost")) < 4096
