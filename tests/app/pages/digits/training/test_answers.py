"""Why it changed its mind: the answers to the picture on the pad, over the run."""

import numpy as np
import pytest

from app.pages.digits.training.answers import MOST_CURVES, AnswersView, answer_lines, change_words
from app.pages.digits.training.board import ANSWERS
from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.pages.digits import SetStrokes
from engine.commands.transport import Open, Seek, Start
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from engine.recognition.recognition import load_reader
from engine.runs.prediction_history import PredictionChange, PredictionHistoryView
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.digits.simulation import Digits
from tests.app.pages.digits.training.test_recorded_menu import SEVEN
from tests.support.pages.digits_states import Recorder, open_board, snapshot_of, state_of

PREDICTION_CHANGES = (
    PredictionChange(3, 0.003, 9, 2, True),
    PredictionChange(70, 0.07, 2, 0, True),
    PredictionChange(75, 0.075, 0, 2, False),
    PredictionChange(900, 0.9, 2, 7, True),
)


def prediction_history(prediction_changes=PREDICTION_CHANGES):
    """Return the answers of a run that ends with a seven."""
    outputs = np.full((5, 10), 0.01)
    outputs[:, 7] = [0.1, 0.3, 0.6, 0.8, 0.9]
    outputs[:, 2] = [0.1, 0.6, 0.3, 0.1, 0.05]
    steps = np.arange(5) * 1000
    return PredictionHistoryView(steps, steps / 1000, outputs, prediction_changes, 1.0)


@pytest.fixture
def worker():
    """Return a worker that remembers what it was sent."""
    return Recorder()


@pytest.fixture
def view(qtbot, theme, worker):
    """Return the view with four changes of mind."""
    view = AnswersView(theme, worker.send)
    qtbot.addWidget(view)
    view.resize(420, 240)
    view.show()
    view.render_training(
        state_of(load_reader(), training={"prediction_history": prediction_history()}).training
    )
    return view


def test_the_final_answer_comes_first_and_few_digits_are_drawn():
    curves = answer_lines(prediction_history())
    assert [curve.label for curve in curves][:2] == ["7", "2"]
    assert len(curves) <= MOST_CURVES
    total = 0.9 + 0.05 + 8 * 0.01
    assert curves[0].y[-1] == pytest.approx(100 * 0.9 / total)


def test_the_last_changes_of_mind_are_buttons_that_lead_there(view, worker):
    assert [button.text() for button in view.buttons] == [
        "2 → 0 · 0.07",
        "0 → 2 · 0.07",
        "2 → 7 · 0.90",
    ]
    view.buttons[2].click()
    assert worker.sent(Seek) == [Seek("digits", 900)]


def test_without_a_picture_it_says_what_to_do(view):
    view.render_training(state_of(load_reader()).training)
    assert not any(button.isEnabled() for button in view.buttons)
    assert "Draw a digit" in view.plot.accessibleDescription()


def test_a_flip_that_was_not_traced_says_less():
    assert "mini-batch 900" in change_words(PREDICTION_CHANGES[3])
    assert "mini-batch" not in change_words(PREDICTION_CHANGES[2])


def test_the_page_watches_answers_only_while_their_tab_is_seen(qtbot, theme, worker):
    from app.pages.digits.view import DigitsPage

    page = DigitsPage(worker.send, theme, None)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    page.show_snapshot(snapshot_of(state_of(load_reader())))
    assert "answers" not in page.side.watched
    open_board(page, ANSWERS)
    assert worker.sent(Observe)[-1].fields >= {"answers"}


def test_a_real_run_tells_when_its_answer_changed(qtbot, theme, monkeypatch):
    def small(name):
        return DataSet(name, *(built_in_digits(n, seed=n) for n in (400, 200, 300)))

    monkeypatch.setitem(
        SIMULATIONS, "digits", lambda seed, clock: Digits(seed, load=small, clock=clock)
    )
    session = Session()
    for command in (
        Open("digits", "digits"),
        SetSetting("digits", "epochs", 3),
        SetStrokes("digits", SEVEN),
        Observe("digits", frozenset({"answers"})),
        Start("digits"),
    ):
        session.apply(command)
    while session.advance(0.05):
        pass
    session.snapshot()
    while session.advance(0.05):
        pass
    payload = session.snapshot().simulation("digits").payload
    found = payload.training.prediction_history
    assert found.progress == 1.0
    assert found.steps[-1] == 120
    np.testing.assert_allclose(
        found.outputs[-1], payload.reading.activations[-1].ravel(), rtol=1e-4, atol=1e-6
    )
    session.apply(SetStrokes("digits", ()))
    assert session.snapshot().simulation("digits").payload.training.prediction_history is None
    session.close()
