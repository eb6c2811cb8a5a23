"""A lecture in the window: cues by clicks and keys, replay, strays, Home, predictions, notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.appearance.settings import Settings
from app.appearance.translation import set_language
from app.pages import PAGES
from app.window.main_window import MainWindow
from app.window.score.controller import ScoreController
from engine.commands.edits import Undo
from engine.commands.pages.perceptrons import LoadBench, ShowStation
from engine.commands.scores import EditCue
from engine.snapshots import CueWords, Prediction
from tests.support.scores.small_scores import ID, TEXT, digest, finish, written


@pytest.fixture
def lecture(qtbot, live_worker, theme, no_leaks):
    """Return a window with the bench of perceptrons at the front, and its score controller."""
    window = MainWindow(PAGES, live_worker, theme, Settings())
    controller = ScoreController(window)
    window.resize(1280, 720)
    window.open_page(ID)
    window.show()
    yield window, controller
    window.close()
    window.deleteLater()


def work(window):
    """Let the engine come to rest, and the window show it."""
    finish(window.worker._session)
    window.worker.work()
    window.clock.tick()


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key on the page at the front, and let everything answer."""
    qtbot.keyClick(window.page, key, modifier)
    work(window)


def with_two_cues(qtbot, window, controller):
    """Make a cue by a click, another by the keyboard; the panel is closed."""
    window.worker.send(ShowStation(ID, "bench"))
    window.worker.send(LoadBench(ID, "nand"))
    work(window)
    press(qtbot, window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert controller.panel.isVisible()
    qtbot.mouseClick(controller.panel.add_button, Qt.MouseButton.LeftButton)
    window.worker.send(LoadBench(ID, "adder"))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window, Qt.Key.Key_L, both)
    assert controller.panel.list.count() == 2
    qtbot.mouseClick(controller.panel.leave_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(controller.panel.close_button, Qt.MouseButton.LeftButton)
    work(window)


def test_two_cues_are_made_replayed_strayed_from_and_come_back_to(qtbot, lecture):
    window, controller = lecture
    with_two_cues(qtbot, window, controller)
    session = window.worker._session
    window.open_page("surface")
    controller.panel.start()
    work(window)
    assert window.stack.info.id == ID
    first = digest(session)
    press(qtbot, window, Qt.Key.Key_Space)
    second = digest(session)
    assert first != second
    window.worker.send(LoadBench(ID, "nand"))
    window.open_page("surface")
    press(qtbot, window, Qt.Key.Key_Home)
    assert (window.stack.info.id, digest(session)) == (ID, second)
    press(qtbot, window, Qt.Key.Key_PageUp)
    assert digest(session) == first
    press(qtbot, window, Qt.Key.Key_PageDown)
    assert digest(session) == second


def test_keys_of_a_lecture_come_before_those_of_a_canvas_with_the_focus(qtbot, lecture):
    window, controller = lecture
    with_two_cues(qtbot, window, controller)
    controller.panel.start()
    work(window)
    canvas = window.findChild(object, "bench_canvas")
    window.activateWindow()
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    work(window)
    assert window.worker.latest.score.current == 2


def test_without_a_lecture_space_plays_the_page(qtbot, lecture):
    window, controller = lecture
    with_two_cues(qtbot, window, controller)
    assert not controller.running()
    qtbot.keyClick(window.page, Qt.Key.Key_Space)
    assert window.worker.work().simulation(ID).status == "running"
    controller.panel.start()
    work(window)
    qtbot.keyClick(window.page, Qt.Key.Key_P)
    assert window.worker.work().simulation(ID).status == "running"


def test_cues_are_moved_renamed_removed_and_taken_back(qtbot, lecture):
    window, controller = lecture
    with_two_cues(qtbot, window, controller)
    qtbot.keyClick(window.page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    panel = controller.panel
    panel.list.choose(2)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    work(window)
    assert [each.id for each in window.worker.latest.score.cues] == [2, 1]
    field = panel.form.field("name")
    field.setText("An adder")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    panel.form.field("seconds").setText("90")
    qtbot.keyClick(panel.form.field("seconds"), Qt.Key.Key_Return)
    work(window)
    cue = window.worker.latest.score.cues[0]
    assert (cue.words_in("en").name, cue.seconds) == ("An adder", 90.0)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    work(window)
    assert panel.list.count() == 1
    window.worker.send(Undo())
    work(window)
    assert "An adder" in panel.list.item(0).text()


def predict(window, prediction, options=("a", "b")):
    """Let the first cue ask for a prediction."""
    cue = window.worker.latest.score.cues[0]
    words = {"en": CueWords("one", "say", "Which one?", options)}
    window.worker.send(EditCue(replace(cue, words=words, prediction=prediction)))
    work(window)


def test_hands_are_counted_and_stand_beside_the_result(qtbot, lecture):
    window, controller = lecture
    with_two_cues(qtbot, window, controller)
    predict(window, Prediction("choice", 1))
    controller.panel.start()
    work(window)
    assert controller.strip.question.text() == "Which one?"
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_2, Qt.Key.Key_Backspace):
        qtbot.keyClick(window.page, key)
    assert controller.strip.hands == [1, 2]
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.worker.latest.score.current == 2
    assert controller.strip.outcome.text() == "Predicted: a: 1, b: 2. Right: b."
    press(qtbot, window, Qt.Key.Key_PageUp)
    assert controller.strip.hands == [1, 2]


def test_a_number_is_typed_and_a_curve_is_sketched(qtbot, lecture):
    window, controller = lecture
    with_two_cues(qtbot, window, controller)
    predict(window, Prediction("number", 90.0))
    controller.panel.start()
    work(window)
    for key in (Qt.Key.Key_8, Qt.Key.Key_7, Qt.Key.Key_Backspace, Qt.Key.Key_5):
        qtbot.keyClick(window.page, key)
    press(qtbot, window, Qt.Key.Key_Space)
    assert controller.strip.outcome.text() == "Predicted: 85. Right: 90."
    predict(window, Prediction("sketch"))
    press(qtbot, window, Qt.Key.Key_PageUp)
    pad = controller.strip.sketch
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    press(qtbot, window, Qt.Key.Key_Space)
    assert controller.strip.outcome.text() == "Compare with the curve that was sketched."


def test_a_score_of_a_file_is_shown_in_both_languages_with_notes(qtbot, lecture, tmp_path):
    window, controller = lecture
    menu = QMenu(window)
    controller.fill_menu(menu)
    shipped = menu.findChild(QMenu, "lecture_menu")
    assert "chapter1" in [action.data() for action in shipped.actions()]
    controller.open_score(str(written(tmp_path / "gates.json", TEXT)))
    work(window)
    assert controller.panel.list.count() == 2
    set_language("es")
    controller.retranslate()
    assert "NAND" in controller.panel.list.item(0).text()
    controller.panel.start()
    work(window)
    assert controller.notes.name.text() == "NAND"
    controller.notes.open()
    controller.notes.advance(61_000.0)
    assert controller.notes.time.text().startswith("1:01 / 1:00")
    qtbot.keyClick(controller.notes, Qt.Key.Key_Space)
    work(window)
    assert controller.notes.name.text() == "ADDER"
    controller.notes.close()
    assert controller.running()
