"""Another process records; progress is shown, cancel and failure leave no file behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.widgets.time.film_dialog import FilmDialog, FilmWish
from app.window import film_recorder
from app.window.film_recorder import FilmRecorder

WISH = FilmWish(0, 50, 20, 10, "640x360", whole_window=True)

RECORDS = """
import sys
words = sys.argv[1:]
assert open(words[words.index("--open") + 1], "rb").read(2) == b"PK"
print("1/20", flush=True)
open(words[words.index("--gif") + 1], "w").write(" ".join(words))
"""
FAILS = "import sys; sys.stderr.write('first\\nthe disk is full\\n'); sys.exit(2)"
WAITS = "import time; print('3/20', flush=True); time.sleep(60)"


@pytest.fixture
def window(opened, qtbot):
    window = opened("--page", "slowdown", "--lang", "en")
    window.worker.start()
    qtbot.waitUntil(lambda: window.page is not None and window.page.state is not None, timeout=9000)
    return window


@pytest.fixture
def recorder(window, monkeypatch):
    """Return (program) -> the window's recorder, with that program in place of the lab."""

    def make(program):
        monkeypatch.setattr(film_recorder, "start_command", lambda: (sys.executable, "-c", program))
        return window.findChild(FilmRecorder)

    return make


def test_a_film_is_recorded_from_a_copy_of_the_document(window, recorder, qtbot, tmp_path):
    made, path = recorder(RECORDS), tmp_path / "film.gif"
    made.record(WISH, str(path))
    qtbot.waitUntil(lambda: not made.recording, timeout=9000)
    words = path.read_text()
    for part in ("--page slowdown", "--to 50", "--frames 20", "--rate 10", "--size 640x360",
                 "--lang en", "--window", "--background"):  # fmt: skip
        assert part in words
    assert window.overlays.notice_bar.sentence.text() == f"The film is in {path}."


def test_a_failure_is_said(window, recorder, qtbot, tmp_path):
    made = recorder(FAILS)
    made.record(WISH, str(tmp_path / "film.gif"))
    qtbot.waitUntil(lambda: not made.recording, timeout=9000)
    box = window.findChild(QMessageBox, "question")
    assert box.text() == "The film was not recorded."
    assert box.informativeText() == "the disk is full"
    box.close()


def test_cancel_ends_the_process_and_leaves_nothing(window, recorder, qtbot, tmp_path):
    made = recorder(WAITS)
    made.open()
    dialog = made.dialog
    made.record(WISH, str(tmp_path / "film.gif"))
    qtbot.waitUntil(lambda: dialog.progress.value() == 3, timeout=9000)
    assert "3 of 20 frames" in dialog.words.text()
    folder = made._folder
    dialog.reject()
    assert not made.recording
    assert made.process is None
    assert not folder.exists()
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith("film")]


def test_the_key_opens_the_dialog_once(window, recorder, qtbot):
    made = recorder(FAILS)
    qtbot.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    first = made.dialog
    made.open()
    assert isinstance(first, FilmDialog)
    assert made.dialog is first
    first.reject()
    assert made.dialog is None


def test_a_chosen_film_asks_for_its_file(window, recorder):
    made = recorder(FAILS)
    made.open()
    made.dialog.record_button.click()
    dialog = window.findChild(object, "file_dialog")
    assert Path(dialog.selectedFiles()[0]).name == "slowdown.gif"
    dialog.close()
    made.dialog.reject()
