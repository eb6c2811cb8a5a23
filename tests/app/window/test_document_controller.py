"""The window's document: nothing is lost without a question, and a crash loses little."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from app.appearance.settings import Settings
from app.pages import PAGES
from app.window.document_controller import AUTOSAVE_MS, DocumentController
from app.window.main_window import MainWindow
from app.window.recovery import RecoveryFolder, orphans
from engine.commands.edits import SetSetting
from engine.commands.pages.digits import SetStrokes
from engine.commands.transport import Start
from engine.simulations import SIMULATIONS
from tests.support.documents import SEVEN, SIMULATION_ID, small_digits


@pytest.fixture
def window(qtbot, live_worker, theme, monkeypatch, tmp_path, no_leaks):
    """Return a window with a desk, over little data."""
    monkeypatch.setitem(SIMULATIONS, "digits", small_digits)
    window = MainWindow(PAGES, live_worker, theme, Settings(tmp_path / "settings"))
    window.open_page("digits")
    window.show()
    qtbot.waitExposed(window)
    window.document_controller = DocumentController(
        window, Settings(tmp_path / "settings"), tmp_path / "recovery"
    )
    yield window
    window.document_controller._leaving = True
    window.close()
    window.deleteLater()


def work(window, until=lambda document: not document.busy, longest_s=120):
    """Let engine and window go on until the document is as it should be."""
    begun = time.monotonic()
    while time.monotonic() - begun < longest_s:
        window.worker.work()
        window.clock.tick()
        QApplication.processEvents()
        if until(window.worker.latest.document):
            return
    raise AssertionError(window.worker.latest.document)


def change(window):
    """Make an edit."""
    window.worker.send(SetSetting(SIMULATION_ID, "eta", 0.25))
    work(window)


def settings_of(window):
    """Return the settings that the page shows."""
    return window.worker.latest.simulation(SIMULATION_ID).payload.training.settings


def questions(window):
    """Return what is being asked."""
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def answer(window, words):
    """Press a button of the question."""
    (box,) = questions(window)
    (button,) = [each for each in box.buttons() if each.text() == words]
    button.click()
    QApplication.processEvents()


def saved(window, path):
    """Save under a name and wait for it."""
    work(window)
    before = window.worker.latest.document.saves
    window.document_controller.save_to(str(path))
    work(window, lambda document: document.saves > before)


def test_the_title_says_the_name_and_whether_it_has_changed(window, tmp_path):
    work(window)
    button = window.title_bar.document_button
    assert button.text() == "Untitled ▾"
    change(window)
    assert button.text() == "● Untitled ▾"
    assert window.isWindowModified()
    saved(window, tmp_path / "lecture.nabla")
    assert button.text() == "lecture ▾"
    assert not window.isWindowModified()


def test_a_window_without_changes_closes_without_a_question(window):
    work(window)
    window.close()
    assert not window.isVisible()
    assert questions(window) == []


def test_a_ghost_pen_changes_no_document(window):
    work(window)
    window.worker.send(SetStrokes(SIMULATION_ID, SEVEN, finished=False))
    work(window)
    assert not window.worker.latest.document.changed


@pytest.mark.parametrize(("words", "open_"), [("Do not save", False), ("Cancel", True)])
def test_a_changed_document_is_asked_about_before_the_window_closes(window, words, open_):
    change(window)
    window.close()
    assert window.isVisible()
    answer(window, words)
    assert window.isVisible() is open_


def test_save_at_the_end_saves_and_then_closes(window, tmp_path):
    saved(window, tmp_path / "lecture.nabla")
    change(window)
    window.close()
    answer(window, "Save")
    work(window, lambda document: not window.isVisible())
    assert (tmp_path / "lecture.nabla~").exists()


def test_a_save_that_fails_at_the_end_leaves_the_window_open(window, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    saved(window, folder / "lecture.nabla")
    change(window)
    (folder / "lecture.nabla").unlink()
    folder.rmdir()
    window.close()
    answer(window, "Save")
    work(window)
    work(window, lambda document: window.document_controller._waiting is None)
    assert window.isVisible()
    assert "existing folder" in window.overlays.notice_bar.sentence.text()
    saved(window, tmp_path / "elsewhere.nabla")
    assert window.isVisible()


def test_what_is_saved_opens_again_and_the_page_shows_it(window, tmp_path):
    change(window)
    window.worker.send(SetStrokes(SIMULATION_ID, SEVEN))
    window.page.side.open_training()
    window.page.side.training.board.change_axis()
    saved(window, tmp_path / "lecture.nabla")
    window.document_controller.begin_anew()
    work(window, lambda document: document.edition == 1)
    assert settings_of(window)["eta"] == 0.5
    window.document_controller.open_path(str(tmp_path / "lecture.nabla"))
    work(window, lambda document: document.edition == 2)
    work(window)
    assert settings_of(window)["eta"] == 0.25
    assert window.page.side.training.board.axis == "examples"
    assert window.page.view_values()["training"] is True
    assert window.page.stage.pad_card.pad.strokes == SEVEN
    assert window.document_controller.recent() == [str(tmp_path / "lecture.nabla")]


def test_opening_asks_first_if_there_are_changes(window, tmp_path):
    saved(window, tmp_path / "lecture.nabla")
    change(window)
    window.document_controller.open_path(str(tmp_path / "lecture.nabla"))
    answer(window, "Do not save")
    work(window, lambda document: document.edition == 1)
    assert settings_of(window)["eta"] == 0.5


def test_a_document_that_cannot_be_opened_is_said_and_changes_nothing(window, tmp_path):
    (tmp_path / "other.nabla").write_bytes(b"no document")
    window.document_controller.open_path(str(tmp_path / "other.nabla"))
    work(window)
    work(window)
    assert "document of Nabla Lab" in window.overlays.notice_bar.sentence.text()
    assert window.worker.latest.document.edition == 0


def test_save_without_a_name_asks_for_one(window, tmp_path):
    change(window)
    window.document_controller.save()
    (dialog,) = [each for each in window.findChildren(QFileDialog) if each.isVisible()]
    dialog.fileSelected.emit(str(tmp_path / "named.nabla"))
    dialog.reject()
    work(window, lambda document: document.saves == 1)
    assert (tmp_path / "named.nabla").exists()


def test_the_menu_lists_what_can_be_done_and_recent_documents(window, tmp_path):
    saved(window, tmp_path / "lecture.nabla")
    window.document_controller.open_menu()
    words = [action.text() for action in window.document_controller.menu.actions()]
    window.document_controller.menu.hide()
    assert "New document\tCtrl+N" in words
    assert "Export the network …" in words
    assert words[-1] == "lecture.nabla"


def offered(window, page_id):
    """Return which entries of the menu for the network's files a page offers."""
    window.open_page(page_id)
    work(window)
    window.document_controller.open_menu()
    window.document_controller.menu.hide()
    entries = window.document_controller.menu.actions()
    found = [entry for entry in entries if entry.text().endswith(("network …", "weights …"))]
    assert all(entry.isEnabled() or "This page shows no network" in entry.toolTip()
               for entry in found)  # fmt: skip
    return [entry.isEnabled() for entry in found]


def test_files_of_networks_are_offered_where_the_page_s_simulation_takes_them(window):
    assert offered(window, "digits") == offered(window, "builder") == [True, True]
    assert offered(window, "perceptrons") == offered(window, "surface") == [False, False]
    window.stack.look("surface", "builder")
    assert offered(window, "surface") == [True, True]


def drop(window, path):
    """Drag a file over the window and drop it; return whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), *how))
    return entering.isAccepted()


def test_a_document_that_is_dropped_on_the_window_opens(window, tmp_path):
    saved(window, tmp_path / "lecture.nabla")
    assert drop(window, tmp_path / "lecture.nabla")
    work(window, lambda document: document.edition == 1)
    assert not drop(window, tmp_path / "picture.txt")


@pytest.mark.parametrize("name", ["network.safetensors", "network.npz"])
def test_the_network_goes_out_and_comes_back_as_a_new_run(window, tmp_path, name):
    window.worker.send(Start(SIMULATION_ID))
    work(
        window, lambda document: window.worker.latest.simulation(SIMULATION_ID).status == "finished"
    )
    digits = window.worker._session._simulations[SIMULATION_ID]
    before = digits.learning.network.digest()
    window.document_controller.export_to(str(tmp_path / name))
    window.worker.work()
    window.clock.tick()
    assert window.overlays.notice_bar.sentence.text() == f"Exported as {name}."
    window.document_controller.import_from(str(tmp_path / name))
    work(window)
    assert digits.learning.network.digest() == before
    assert digits.learning.run.last_step == 0
    assert len(digits.learning.branches.all) == 2


def test_weights_that_cannot_be_read_are_said_and_change_nothing(window, tmp_path):
    work(window)
    (tmp_path / "other.npz").write_bytes(b"no weights")
    window.document_controller.import_from(str(tmp_path / "other.npz"))
    work(window)
    assert "weights" in window.overlays.notice_bar.sentence.text()
    assert window.worker._session._simulations[SIMULATION_ID].learning.run is None


# --- crashes ---------------------------------------------------------------------------------


def test_a_changed_document_is_copied_every_two_minutes(window, tmp_path):
    change(window)
    window.document_controller.advance(AUTOSAVE_MS / 2)
    work(window)
    assert not window.document_controller._folder.copy.exists()
    window.document_controller.advance(AUTOSAVE_MS)
    work(window, lambda document: window.document_controller._folder.copy.exists())
    assert window.worker.latest.document.changed


def test_a_copy_is_gone_once_the_document_is_saved(window, tmp_path):
    change(window)
    window.document_controller.advance(AUTOSAVE_MS)
    work(window, lambda document: window.document_controller._folder.copy.exists())
    saved(window, tmp_path / "lecture.nabla")
    work(window)
    assert not window.document_controller._folder.copy.exists()


def test_what_a_crash_has_left_is_offered_and_opened_without_a_name(window, tmp_path):
    change(window)
    window.document_controller.advance(AUTOSAVE_MS)
    work(window, lambda document: window.document_controller._folder.copy.exists())
    left = tmp_path / "left"
    crashed = RecoveryFolder(left)
    crashed.copy.write_bytes(window.document_controller._folder.copy.read_bytes())
    assert orphans(left) == []
    crashed._lock.unlock()
    window.document_controller._shown = window.worker.latest.document
    window.document_controller.offer_recovery(left)
    answer(window, "Go on")
    work(window, lambda document: document.edition == 1)
    document = window.worker.latest.document
    assert (document.path, document.changed) == ("", True)
    assert settings_of(window)["eta"] == 0.25
    assert len(orphans(left)) == 1
    saved(window, tmp_path / "lecture.nabla")
    work(window)
    assert orphans(left) == []


def test_what_nobody_wants_is_thrown_away(window, tmp_path):
    left = tmp_path / "left"
    crashed = RecoveryFolder(left)
    crashed.copy.write_bytes(b"whatever")
    crashed._lock.unlock()
    window.document_controller.offer_recovery(left)
    answer(window, "Discard")
    assert orphans(left) == []


def test_nothing_is_offered_where_everything_ended_well(window, tmp_path):
    folder = RecoveryFolder(tmp_path / "left")
    folder.copy.write_bytes(b"whatever")
    folder.close()
    window.document_controller.offer_recovery(tmp_path / "left")
    assert questions(window) == []


def test_a_picture_that_is_dropped_is_the_page_s(window, tmp_path):
    path = tmp_path / "seven.png"
    path.write_bytes(b"whatever")
    window.open_page("digits")
    assert drop(window, path)
    window.open_page("surface")
    assert not drop(window, path)
