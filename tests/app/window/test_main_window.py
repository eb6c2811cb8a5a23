"""The window opens pages, drives them with keys, says what went wrong, and ends cleanly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.appearance.settings import Settings
from app.appearance.translation import available_languages, language, set_language
from app.page_frame.keys import KeyAction
from engine.commands.edits import Redo, Undo
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.snapshots import Message, Status
from tests.support.sample_page import snapshot


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    window.clock.tick()
    qtbot.keyClick(window, key, modifiers)


def test_title_hint_and_switch_are_the_page_s(window):
    bar = window.title_bar
    assert (bar.title.text(), bar.hint.text()) == ("First", "What to do first.")
    assert window.page.switch.isVisible()


@pytest.mark.parametrize(
    ("key", "modifiers", "command"),
    [
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, Start("first")),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, Step("first", 1)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, Step("first", -1)),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, Step("first", 1)),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, Step("first", -1)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, Step("first", 10)),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, Step("first", -10)),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, Seek("first", 0)),
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, Reset("first")),
        (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier, Reset("first", new_seed=True)),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, Undo()),
        (
            Qt.Key.Key_Z,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            Redo(),
        ),
    ],
)
def test_keys_drive_the_run(window, worker, qtbot, key, modifiers, command):
    worker.latest = snapshot()
    press(qtbot, window, key, modifiers)
    assert worker.commands[-1] == command


def test_space_pauses_what_plays(window, worker, qtbot):
    worker.latest = snapshot(status=Status.RUNNING)
    press(qtbot, window, Qt.Key.Key_Space)
    assert worker.commands[-1] == Pause("first")


def test_space_plays_even_after_a_button_was_clicked(window, worker, qtbot):
    worker.latest = snapshot()
    qtbot.mouseClick(window.page.button, Qt.MouseButton.LeftButton)
    window.clock.tick()
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert worker.commands[-1] == Start("first")


def test_letters_typed_into_a_field_are_no_commands(window, worker, qtbot):
    window.page.field.setFocus()
    before = list(worker.commands)
    qtbot.keyClicks(window.page.field, "rnc l")
    assert window.page.field.text() == "rnc l"
    assert worker.commands == before
    assert "cleared" not in window.page.log


def test_the_keys_of_the_page_come_first_and_are_listed(window, qtbot):
    press(qtbot, window, Qt.Key.Key_C)
    assert "cleared" in window.page.log
    press(qtbot, window, Qt.Key.Key_Question)
    shown = [label.text() for label in window.overlays.help.findChildren(QLabel)]
    assert "Clear the sample" in shown
    assert "Play or pause" in shown
    assert "Undo" in shown
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.overlays.help.isVisible()


def test_first_keys_come_before_those_of_the_page_while_they_are_offered(window, qtbot):
    taken, offered = [], [True]
    hers = KeyAction(("C", "PgDown"), "Next cue", lambda: taken.append(1), lambda: offered[0])
    window.add_first_keys((hers,))
    press(qtbot, window, Qt.Key.Key_C)
    assert taken == [1]
    assert "cleared" not in window.page.log
    press(qtbot, window, Qt.Key.Key_Question)
    shown = [label.text() for label in window.overlays.help.findChildren(QLabel)]
    assert "Next cue" in shown
    assert "Clear the sample" not in shown
    offered[0] = False
    press(qtbot, window, Qt.Key.Key_C)
    assert "cleared" in window.page.log


def test_every_key_is_declared_once(window):
    actions = (*window.page.key_actions(), *window._actions)
    keys = [key for action in actions for key in action.keys]
    assert len(keys) == len(set(keys))


def test_f5_begins_and_escape_ends_a_lecture(window, qtbot):
    press(qtbot, window, Qt.Key.Key_F5)
    assert window.theme.lecture
    assert window.page.log[-1] == ("lecture", True)
    assert window.title_bar.title.fontInfo().pixelSize() >= 24
    assert window.title_bar.hint.fontInfo().pixelSize() >= 24
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.theme.lecture


def test_the_freeze_key_holds_the_picture_while_training_goes_on(window, worker, qtbot):
    press(qtbot, window, Qt.Key.Key_F)
    worker.latest = snapshot(7)
    window.clock.tick()
    assert ("render", 7) not in window.page.log
    press(qtbot, window, Qt.Key.Key_F)
    window.clock.tick()
    assert ("render", 7) in window.page.log


def test_a_notice_is_said_once_and_goes_away_by_itself(window, worker):
    notice = Message("{label} must be > 0, got {found}", {"label": "Speed", "found": -1})
    worker.latest = snapshot(1, notice=notice)
    window.clock.tick()
    bar = window.overlays.notice_bar
    assert bar.isVisible()
    assert bar.sentence.text() == "Speed must be > 0, got -1"
    window.advance(9000.0)
    assert not bar.isVisible()
    worker.latest = snapshot(2, notice=notice)
    window.clock.tick()
    assert not bar.isVisible()


def test_a_failure_offers_a_report_that_can_be_copied(window, worker, qtbot, qapp):
    failure = Message("It broke.", {}, "Traceback: line 1")
    worker.latest = snapshot(1, Status.FAILED, failure=failure)
    window.clock.tick()
    bar, report = window.overlays.notice_bar, window.overlays.report
    window.advance(9000.0)
    assert bar.isVisible()
    qtbot.mouseClick(bar.report_button, Qt.MouseButton.LeftButton)
    assert report.isVisible()
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert "Traceback: line 1" in qapp.clipboard().text()
    qtbot.mouseClick(report.close_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_the_language_button_goes_round_all_languages(window, qtbot):
    seen = []
    for _ in available_languages():
        qtbot.mouseClick(window.title_bar.language_button, Qt.MouseButton.LeftButton)
        seen.append(language())
        assert window.page.log[-1] == ("retranslate", language())
    assert set(seen) == set(available_languages())


def test_the_theme_button_changes_between_light_and_dark(window, qtbot):
    names = []
    for _ in range(2):
        qtbot.mouseClick(window.title_bar.theme_button, Qt.MouseButton.LeftButton)
        names.append(window.theme.name)
    assert names == ["dark", "light"]


def test_closing_remembers_how_the_window_looked_and_stops_the_worker(window, worker):
    window.theme.set_name("dark")
    set_language("es")
    window.close()
    assert worker.stopped
    remembered = Settings()
    assert remembered.text("theme") == "dark"
    assert remembered.text("language") == "es"
    assert not remembered.geometry().isEmpty()


@pytest.mark.parametrize("lecture", [False, True])
@pytest.mark.parametrize("code", ["en", "es", "doubled"])
def test_the_frame_fits_into_1280_by_720_in_every_language(window, code, lecture):
    window.use_language(code)
    window.theme.set_lecture(lecture)
    assert window.minimumSizeHint().width() <= 1280
    assert window.minimumSizeHint().height() <= 720
