"""The Digits page: its sentences, and the page as a whole."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
)

from app.appearance.translation import CROSSED, DOUBLED, set_language
from app.page_frame.lecture_chips import Chip
from app.pages.digits.sentence import sentence_for
from app.pages.digits.side import GAME, LOOK, TRAIN
from app.pages.digits.training.board import CONFUSION, COST, LOG, MISTAKES
from app.pages.digits.view import DigitsPage
from engine.commands.edits import Undo
from engine.commands.transport import Open
from engine.session.session import Session
from engine.simulations.digits.state import PictureSource
from engine.snapshots import Status
from tests.support.pages.digits_states import (
    SEVEN,
    branches,
    game,
    history,
    mistakes,
    open_board,
    snapshot_of,
    state_of,
)

# --- sentences ------------------------------------------------------------------------------------


def sentence(shipped, /, status=Status.IDLE, **changes):
    state = state_of(shipped, **changes)
    return sentence_for(snapshot_of(state, status).simulations[0], state)


def sure(reader, probability, digit=7, runner_up=1):
    shares = np.full(10, (1 - probability) / 20)
    shares[runner_up] = (1 - probability) * 0.6
    shares[digit] = probability
    reading = state_of(reader).reading
    return dataclasses.replace(reading, probabilities=shares, digit=digit, runner_up=runner_up)


def test_the_sentence_fits_how_sure_the_network_is(reader):
    assert "Draw a digit" in sentence(reader, strokes=())
    assert "reads 7: 98.0 % sure" in sentence(reader, reading=sure(reader, 0.98))
    assert "it could be 1" in sentence(reader, reading=sure(reader, 0.7))
    assert "or 1?" in sentence(reader, reading=sure(reader, 0.4))


def test_the_sentence_claims_no_certainty_about_a_scribble(reader):
    strange = dataclasses.replace(sure(reader, 0.98), familiar=0.01)
    assert "only guess 7" in sentence(reader, reading=strange)


def test_the_sentence_owns_up_to_a_mistake(reader):
    source = PictureSource("example", 4, 1, 100, "mnist", "4")
    assert sentence(reader, source=source) == "This is a 4, but the network reads 7."


def test_the_sentence_follows_the_training(reader):
    training = {"history": history(3), "step": 3500, "last_step": 3500, "epoch": 3.5}
    words = sentence(reader, Status.RUNNING, training=training, reader="mine")
    assert words.startswith("Epoch 3.5: ")
    assert "reads yours as 7" in words


# --- the whole page -------------------------------------------------------------------------------


def every_state(show):
    """Show an empty, a reading, a running and a finished page."""
    show(strokes=())
    show(version=2)
    trained = {
        "history": history(5),
        "last_step": 5000,
        "step": 4000,
        "epoch": 4.0,
        "examples_per_second": 123456.0,
        "best_validation": 0.97,
        "best_epoch": 4,
        "confusion": np.eye(10, dtype=int),
        "mistakes": mistakes(60),
        "branches": branches(),
        "branch": 2,
        "taught": 12,
    }
    show(Status.RUNNING, version=3, training=trained, reader="mine")
    show(Status.FINISHED, version=4, training=trained, game=game([1] * 20))


@pytest.mark.parametrize("lecture", [False, True])
@pytest.mark.parametrize("language", [DOUBLED, CROSSED])
@pytest.mark.parametrize("face", [LOOK, TRAIN, GAME])
def test_it_fits_the_smallest_window_without_scroll_bars(
    page, theme, show, face, language, lecture
):
    theme.set_lecture(lecture)
    set_language(language)
    page.retranslate()
    page.side._show(face)
    every_state(show)
    assert page.minimumSizeHint().width() <= 1204
    assert page.minimumSizeHint().height() <= 720 - theme.size("bar_height")
    assert not [bar for bar in page.findChildren(QScrollBar) if bar.isVisible()]
    for widget in page.findChildren(QAbstractButton):
        if widget.isVisible():
            assert page.rect().contains(widget.mapTo(page, widget.rect().center())), (
                widget.objectName()
            )


def test_every_control_has_a_name_a_tooltip_and_words_for_those_who_cannot_see(page, show):
    every_state(show)
    kinds = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit)
    controls = [
        control
        for kind in kinds
        for control in page.findChildren(kind)
        if not isinstance(control, QScrollBar)
        and not isinstance(control.parent(), QAbstractScrollArea | QComboBox | QTabBar)
        and not isinstance(control, Chip)
    ]
    assert len(controls) > 40
    for control in controls:
        assert control.objectName(), control
        assert control.toolTip(), control.objectName()
        assert control.accessibleName(), control.objectName()
    names = [control.objectName() for control in controls]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("tab", [COST, CONFUSION, MISTAKES, LOG])
def test_every_tab_is_drawn_empty_and_full(page, show, tab):
    open_board(page, tab)
    every_state(show)
    assert not page.grab().isNull()


def test_rendering_twice_changes_nothing(page, reader):
    snapshot = snapshot_of(state_of(reader))
    page.show_snapshot(snapshot)
    page.stage.end_opening()
    first = page.grab().toImage()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    page.render_text(snapshot)
    second = page.grab().toImage()
    page.show_snapshot(snapshot)
    assert first.size() == second.size()
    assert page.grab().toImage() == second


def test_a_failed_run_leaves_the_page_alive(page, reader, failure):
    state = state_of(reader)
    page.show_snapshot(snapshot_of(state, Status.FAILED, failure=failure))
    page.render_text(snapshot_of(state, Status.FAILED, failure=failure))
    assert page.sentence.text() == str(failure)
    assert page.time_bar.place_label.text().startswith("Stopped.")
    assert not page.grab().isNull()


def test_a_real_session_reads_a_seven_and_takes_it_back(qtbot, theme):
    session, numbers = Session(), itertools.count(1)

    def send(command):
        number = next(numbers)
        session.apply(command, number)
        return number

    send(Open("digits", "digits"))
    page = DigitsPage(send, theme)
    qtbot.addWidget(page)
    page.show()
    page.on_shown()
    page.show_snapshot(session.snapshot())
    page.stage.pad_card.pad.clear()
    page.stage.end_opening()
    page.stage.pad_card.send_strokes(SEVEN, finished=True)
    page.show_snapshot(session.snapshot())
    assert np.argmax(page.stage.network_card.bars.values) == 7
    assert page.stage.pad_card.pad.strokes == SEVEN
    send(Undo())
    page.show_snapshot(session.snapshot())
    assert page.stage.network_card.bars.values is None
    session.close()
