"""The Digits page: what a person does becomes a command, what the engine says is seen."""

import dataclasses
import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QTabBar,
)

from app.page import keep_keys_free
from app.pages.digits.board import CONFUSION, COST, LOG, MISTAKES
from app.pages.digits.opening import GHOST_DIGIT
from app.pages.digits.sentence import sentence_for
from app.pages.digits.side import GAME, LOOK, TRAIN
from app.pages.digits.view import DigitsPage
from app.translation import CROSSED, DOUBLED, set_language
from app.widgets.time_bar import NOTCHES, aim_text, examples_per_second
from engine.branches import Change
from engine.commands import (
    Observe,
    Open,
    Reset,
    Seek,
    SetPace,
    SetSetting,
    SetStrokes,
    Start,
    Step,
    TeachDrawing,
    Undo,
)
from engine.digits_commands import (
    AnswerGame,
    SelectReader,
    ShowExample,
    StartGame,
    StopGame,
)
from engine.recognition import load_reader
from engine.session import Session
from engine.settings import TrainingSettings
from engine.simulations.digits_state import (
    BranchView,
    DigitsState,
    GameView,
    History,
    Mistakes,
    NetworkView,
    PictureSource,
    TrainingView,
)
from engine.snapshots import Message, RunSnapshot, Snapshot, Status

SEVEN = (((0.2, 0.2), (0.5, 0.18), (0.8, 0.2), (0.6, 0.55), (0.45, 0.85)),)


class Recorder:
    """Takes commands and remembers them."""

    def __init__(self):
        self.commands = []

    def send(self, command):
        self.commands.append(command)
        return len(self.commands)

    def sent(self, kind):
        return [command for command in self.commands if isinstance(command, kind)]


@pytest.fixture
def worker():
    """What stands in for the engine's thread."""
    return Recorder()


@pytest.fixture(scope="session")
def reader():
    """The shipped network."""
    return load_reader()


def history(epochs=0):
    """Curves of so many epochs after the untrained network."""
    rows = np.arange(epochs + 1.0)
    rising, falling = 0.1 + 0.85 * rows / (epochs + 1), 2.0 / (1 + rows)
    columns = [falling, falling + 0.1, falling + 0.2, rising, rising - 0.01, rising - 0.02]
    rows_of_layers = np.ones((epochs + 1, 2))
    return History(
        rows,
        *columns,
        np.ones(epochs + 1),
        1000 * rows,
        rows_of_layers,
        rows_of_layers,
        np.arange(5.0) * 100,
        np.linspace(2, 1, 5),
    )


def branches():
    """Return a run and a branch of it."""
    return tuple(
        BranchView(
            number,
            parent,
            500 * (number - 1),
            Message("run {number}", {"number": number}),
            2000,
            2.0,
            {"eta": 0.1 * number},
            0.9,
            2,
            history(2),
            23_860,
        )
        for number, parent in ((1, None), (2, 1))
    )


def mistakes(count=9):
    return Mistakes(
        np.arange(count) + 100,
        np.random.default_rng(1).uniform(size=(count, 28, 28)),
        np.full(count, 4, np.uint8),
        np.full(count, 9, np.uint8),
        np.full(count, 0.8),
    )


def state_of(shipped, /, strokes=SEVEN, version=1, **changes):
    """A state as the engine would publish it; training starts untrained."""
    network = shipped.network
    view = NetworkView(
        network.specification.sizes,
        network.specification.activations,
        tuple(network.weights),
        tuple(network.biases),
        0,
    )
    training = TrainingView(
        dataclasses.replace(view, weights=(), biases=()),
        {**TrainingSettings().values(), "data": "built-in"},
        0,
        0,
        1000,
        0.0,
        0.0,
        1,
        history(),
        float("nan"),
        0,
        "built-in",
        10_000,
    )
    reading = shipped.read_strokes(strokes) if strokes else None
    source = PictureSource("drawing" if strokes else "none")
    state = DigitsState("ready-made", reading, version, source, strokes, view, training)
    trained = changes.pop("training", {})
    state = dataclasses.replace(state, training=dataclasses.replace(training, **trained))
    return dataclasses.replace(state, **changes)


def snapshot_of(state, status=Status.IDLE, generation=10**9, failure=None):
    run = RunSnapshot("digits", "digits", status, state.training.step, 1.5, state, failure)
    return Snapshot(generation, 1, (run,))


@pytest.fixture
def page(qtbot, worker, theme):
    """A shown page whose opening is over, in front of a recording worker."""
    page = DigitsPage(worker.send, theme)
    qtbot.addWidget(page)
    keep_keys_free(page)
    page.resize(1204, 672)
    page.show()
    page.on_shown()
    return page


@pytest.fixture
def show(page, reader):
    """Let the page draw a state, text included, with its opening ended."""

    def show(status=Status.IDLE, **changes):
        state = state_of(reader, **changes)
        snapshot = snapshot_of(state, status)
        page.show_snapshot(snapshot)
        page.stage.end_opening()
        page.render_text(snapshot)
        return state

    return show


def open_board(page, tab):
    page.side.open_training()
    page.side.training.board.tabs.setCurrentIndex(tab)


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
    show(version=3, source=PictureSource("example", 7, 41, 10_000, "mnist"))
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


# --- readers and training -------------------------------------------------------------------------


def test_the_switch_says_which_network_reads_and_how_far_mine_has_come(page, worker, show):
    show(reader="mine", training={"last_step": 3000, "step": 3000, "epoch": 3.0})
    assert page.switch.mine_button.isChecked()
    assert page.switch.mine_button.text() == "Mine · epoch 3"
    page.switch.ready_button.click()
    assert worker.sent(SelectReader) == [SelectReader("digits", "ready-made")]


def test_training_is_folded_first_and_one_click_away(page, show):
    show()
    assert page.side.face == LOOK
    assert not page.side.training.isVisible()
    page.side.invitation.train_button.click()
    assert page.side.face == TRAIN
    assert page.side.training.isVisible()


def test_play_starts_and_unfolds_the_training_half(page, worker, show):
    show()
    page.time_bar.play_button.click()
    assert worker.sent(Start) == [Start("digits")]
    assert page.side.face == TRAIN


def test_the_space_key_plays(page, worker, show):
    show()
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert worker.sent(Start)


def test_no_more_than_five_settings_are_seen_before_more_is_asked_for(page, show):
    show()
    page.side.open_training()
    card = page.side.training.settings
    assert 1 <= sum(field.control.isVisible() for field in card.fields.values()) <= 5
    card.more_button.click()
    assert all(field.control.isVisible() for field in card.fields.values())


def test_a_setting_is_sent_when_it_is_changed(page, worker, show):
    show()
    page.side.open_training()
    line = page.side.training.settings.fields["eta"].control
    line.selectAll()
    QTest.keyClicks(line, "3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert worker.sent(SetSetting) == [SetSetting("digits", "eta", 3.0)]


@pytest.mark.parametrize("text", ["nan", "-1", "", "much"])
def test_a_refused_setting_is_marked_and_the_engine_gets_to_say_why(page, worker, show, text):
    show()
    page.side.open_training()
    line = page.side.training.settings.fields["eta"].control
    line.setText(text)
    line.setModified(True)
    line.editingFinished.emit()
    assert line.property("role") == "refused"
    assert worker.sent(SetSetting) == [SetSetting("digits", "eta", text)]


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
    show(training=TRAINED)
    bar = page.time_bar
    line = bar.timeline.mapTo(bar, QPoint(0, bar.timeline.line_y)).y()
    assert bar.speed_slider.mapTo(bar, bar.speed_slider.rect().center()).y() == pytest.approx(
        line, abs=1
    )
    assert bar.speed_caption.text() == "Speed"
    assert bar.speed_caption.y() == bar.speed_label.y() == bar.place_label.y()
    theme.set_lecture(True)
    page.set_lecture(True)
    QApplication.processEvents()
    assert not bar.speed_caption.isVisible()
    assert bar.timeline.height() >= bar.timeline.minimumSizeHint().height()


def test_a_busy_run_says_so_in_one_sentence(page, show):
    show(Status.COMPILING)
    assert page.sentence.text().startswith("Getting ready")
    assert "Getting ready" in page.time_bar.place_label.text()
    assert page.time_bar.play_button.text() == "Pause"


# --- the board ------------------------------------------------------------------------------------


def test_curves_name_training_validation_and_test(page, show):
    page.side.open_training()
    show(training={"history": history(4), "branches": branches(), "branch": 2, "last_step": 4000})
    summary = page.side.training.board.accuracy.summary()
    assert all(name in summary for name in ("training", "validation", "test", "Run 1"))
    assert "Run 2" not in summary


def test_what_the_visible_tab_draws_is_observed_and_nothing_more(page, worker, show):
    show()
    open_board(page, CONFUSION)
    assert worker.sent(Observe)[-1].fields == {"weights", "confusion"}
    page.side.training.board.tabs.setCurrentIndex(MISTAKES)
    assert worker.sent(Observe)[-1].fields == {"weights", "mistakes"}
    page.side.fold()
    assert worker.sent(Observe)[-1].fields == {"weights"}


def test_a_cell_of_the_confusion_matrix_opens_its_digits_one_after_the_other(page, worker, show):
    open_board(page, CONFUSION)
    counts = np.eye(10, dtype=int) * 90
    counts[4, 9] = 2
    examples = np.full((10, 10, 3), -1)
    examples[4, 9, :2] = (17, 23)
    show(training={"confusion": counts, "confusion_examples": examples, "last_step": 1})
    for _ in range(3):
        page.side.training.board.confusion._open((4, 9))
    assert [command.index for command in worker.sent(ShowExample)] == [17, 23, 17]


def test_a_click_on_a_mistake_puts_it_on_the_pad(page, worker, show):
    open_board(page, MISTAKES)
    show(training={"mistakes": mistakes(), "last_step": 1})
    gallery = page.side.training.board.mistakes
    QTest.mouseClick(gallery, Qt.MouseButton.LeftButton, pos=gallery.rect_of(2).center().toPoint())
    assert worker.sent(ShowExample) == [ShowExample("digits", "index", 102)]


def test_the_log_has_a_line_for_each_epoch(page, show):
    open_board(page, LOG)
    show(training={"history": history(3), "last_step": 3})
    assert [line.left[:7] for line in page.side.training.board.log.lines] == [
        "Epoch 0",
        "Epoch 1",
        "Epoch 2",
        "Epoch 3",
    ]


# --- the game -------------------------------------------------------------------------------------


def game(answers=()):
    labels = np.arange(20, dtype=np.uint8) % 10
    return GameView(
        np.random.default_rng(2).uniform(size=(20, 28, 28)),
        labels,
        labels[::-1].copy(),
        tuple(answers),
        (1.0,) * len(answers),
        0.002,
    )


def test_the_game_is_dealt_answered_by_keys_and_left(page, worker, show):
    show()
    page.side.invitation.game_button.click()
    assert worker.sent(StartGame)
    assert page.side.face == GAME
    show(version=2, game=game())
    page.advance(500)
    QTest.keyClick(page.side.game, Qt.Key.Key_4)
    (answer,) = worker.sent(AnswerGame)
    assert (answer.digit, answer.seconds) == (4, pytest.approx(0.5))
    page.side.game.leave_button.click()
    assert worker.sent(StopGame)
    assert page.side.face == LOOK


def test_the_game_ends_with_both_scores_and_the_disagreements(page, show):
    page.side.open_game()
    answers = [digit % 10 for digit in range(20)]
    answers[3] = 8
    show(version=2, game=game(answers))
    panel = page.side.game
    assert "you 19" in panel.score.text()
    assert panel.disagreements.isVisible()
    assert panel.again_button.isVisible()
    assert not panel.keys[0].isVisible()


# --- sentences ------------------------------------------------------------------------------------


def sentence(shipped, /, status=Status.IDLE, **changes):
    state = state_of(shipped, **changes)
    return sentence_for(snapshot_of(state, status).runs[0], state)


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
    source = PictureSource("example", 4, 1, 100, "mnist")
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
        "showing_every": 57,
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
    page.set_lecture(lecture)
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
