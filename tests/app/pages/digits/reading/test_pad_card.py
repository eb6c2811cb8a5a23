"""The Digits page: the opening, the pad, the network that reads."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.appearance.translation import set_language
from app.pages.digits.reading.opening import GHOST_DIGIT
from app.pages.digits.reading.pad_card import PadCard
from engine.commands.pages.digits import SetStrokes, ShowExample, TeachDrawing
from engine.simulations.digits.state import PictureSource
from tests.support.pages.digits_states import snapshot_of, state_of

# --- the opening ------------------------------------------------------------------------------


def test_the_ghost_writes_without_entering_the_list_of_edits(page, worker, reader):
    page.show_snapshot(snapshot_of(state_of(reader, strokes=())))
    for _ in range(200):
        page.advance(16)
    drawn = worker.sent(SetStrokes)
    assert drawn[-1].strokes == (GHOST_DIGIT,)
    assert not any(command.finished for command in drawn)
    assert not page.stage.opening


def test_the_ghost_s_digit_is_read_as_the_three_it_is(reader):
    assert reader.read_strokes((GHOST_DIGIT,)).digit == 3


def test_the_first_press_ends_the_opening_at_once(page, worker, reader):
    page.show_snapshot(snapshot_of(state_of(reader, strokes=())))
    page.advance(300)
    pad = page.stage.pad_card.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    assert not page.stage.opening
    assert not pad.ghosting
    sent = len(worker.sent(SetStrokes))
    page.advance(300)
    assert len(worker.sent(SetStrokes)) == sent
    assert len(worker.sent(SetStrokes)[-1].strokes) == 1


def test_reduced_motion_skips_the_opening(page, theme, reader):
    theme.set_reduced_motion(True)
    page.show_snapshot(snapshot_of(state_of(reader, strokes=())))
    page.advance(16)
    assert not page.stage.opening


# --- the pad ----------------------------------------------------------------------------------


def test_a_drawing_is_sent_while_the_pen_moves_and_when_it_is_lifted(page, worker, show):
    show(strokes=())
    pad = page.stage.pad_card.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    QTest.mouseMove(pad, pad.rect().center() + QPoint(30, 30))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    finished = [command.finished for command in worker.sent(SetStrokes)[-4:]]
    assert finished[-1]
    assert not any(finished[:-1])


def test_a_snapshot_older_than_the_drawing_does_not_wipe_it(page, reader, show):
    show(strokes=())
    pad = page.stage.pad_card.pad
    pad.pen_down(100, 100)
    pad.pen_move(150, 150)
    pad.pen_up()
    drawn = pad.strokes
    page.show_snapshot(snapshot_of(state_of(reader, strokes=(), version=7), generation=0))
    assert pad.strokes == drawn
    page.show_snapshot(snapshot_of(state_of(reader, strokes=(), version=8)))
    assert pad.strokes == ()


def test_the_bars_and_the_sentence_show_the_reading(page, show):
    state = show()
    bars = page.stage.network_card.bars
    assert np.argmax(bars.values) == 7
    assert np.allclose(bars.values, state.reading.probabilities)
    assert "7" in page.sentence.text()


@pytest.mark.parametrize(
    ("button", "step"),
    [("previous_button", "previous"), ("next_button", "next"), ("hard_button", "hard")],
)
def test_examples_come_by_button(page, worker, show, button, step):
    show()
    getattr(page.stage.pad_card, button).click()
    assert worker.sent(ShowExample)[-1].step == step


def test_an_example_is_shown_on_the_pad_and_named(page, show):
    show(version=3, source=PictureSource("example", 7, 41, 10_000, "mnist", "7"))
    assert page.stage.pad_card.title.text() == "Test digit 42: 7"


def test_teaching_sends_the_label_that_was_chosen(page, worker, show):
    show()
    card = page.stage.pad_card
    assert card.label_box.currentIndex() == 7
    card.label_box.setCurrentIndex(1)
    card.label_box.activated.emit(1)
    show(version=2)
    card.teach_button.click()
    assert worker.sent(TeachDrawing) == [TeachDrawing("digits", 1)]


def test_an_empty_pad_cannot_be_taught(page, show):
    show(strokes=())
    assert not page.stage.pad_card.teach_button.isEnabled()


def test_taught_drawings_are_counted(page, show):
    show(training={"taught": 3})
    assert "3" in page.stage.pad_card.teach_button.text()


# --- the network --------------------------------------------------------------------------------


def test_without_a_selection_the_card_says_why_the_winner_won(page, show):
    show()
    assert page.side.neuron_panel.title.text() == "Why 7?"


def test_a_click_on_a_neuron_takes_its_sum_apart(page, reader, show):
    state = show()
    diagram = page.stage.network_card.diagram
    column = diagram.columns[1]
    QTest.mouseClick(
        diagram, Qt.MouseButton.LeftButton, pos=QPoint(round(column.x), round(column.ys[0]))
    )
    show(version=2)
    line = page.side.neuron_panel.card.lines.lines[0]
    z = float(state.reading.z[0][0])
    assert float(line.right.lstrip("= ").replace("−", "-")) == pytest.approx(z, abs=0.011)


def test_the_network_is_drawn_whole_when_nothing_changes_any_more(page, show):
    show()
    diagram = page.stage.network_card.diagram
    page.advance(200.0)
    drawn = diagram.state
    show(version=2)
    assert diagram.state is drawn, "every second change alone is drawn while much changes"
    page.advance(50.0)
    assert diagram.state is drawn
    page.advance(60.0)
    assert diagram.state is not drawn


def test_what_is_unlike_all_training_is_said_beside_the_bars(page, reader, show):
    state = state_of(reader)
    strange = dataclasses.replace(state.reading, familiar=0.0)
    show(reading=strange)
    assert page.stage.network_card.familiarity.text().startswith("This does not look like")
    show(version=2)
    assert page.stage.network_card.familiarity.text() == ""


def test_an_empty_pad_offers_neither_undo_nor_clear(page, show, reader):
    card = page.stage.pad_card
    show(strokes=())
    assert (card.undo_button.isEnabled(), card.clear_button.isEnabled()) == (False, False)
    QTest.mouseClick(card.pad, Qt.MouseButton.LeftButton, pos=card.pad.rect().center())
    assert (card.undo_button.isEnabled(), card.clear_button.isEnabled()) == (True, True)
    card.clear_button.click()
    assert (card.undo_button.isEnabled(), card.clear_button.isEnabled()) == (False, False)


@pytest.mark.parametrize(("width", "height", "rows"), [(600, 420, 1), (260, 420, 2), (260, 220, 1)])
def test_teaching_has_a_row_of_its_own_where_its_words_have_no_room(
    qtbot, theme, width, height, rows
):
    set_language("es")
    card = PadCard(theme, lambda command: 1)
    qtbot.addWidget(card)
    card.show()
    card.resize(width, height)
    card.retranslate()
    card.layout().activate()
    tops = {button.y() for button in (card.hard_button, card.teach_button)}
    assert len(tops) == rows
    if rows == 2:
        for button in (card.hard_button, card.teach_button):
            assert button.width() >= button.sizeHint().width()
