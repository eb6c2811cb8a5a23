"""The whole application: opens, works with the real engine, says what it did not foresee."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.appearance.settings import REDUCED_MOTION, Settings
from app.appearance.translation import language
from app.pages import PAGES
from app.window.application import make_session, parse_options
from engine.execution.processors import SHARE
from tests.support.sources import ROOT


def test_the_engine_starts_after_the_first_picture_and_answers(opened, qtbot):
    window = opened()
    assert not window.worker.alive
    qtbot.waitUntil(lambda: window.worker.latest is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.page.snapshot is not None, timeout=5_000)
    assert window.worker.alive
    assert window.page.simulation is not None


def test_closing_ends_the_engine_s_thread(opened, qtbot):
    window = opened()
    qtbot.waitUntil(lambda: window.worker.latest is not None, timeout=30_000)
    window.close()
    assert not window.worker.alive


@pytest.mark.parametrize("info", PAGES, ids=lambda info: info.id)
def test_every_page_opens_from_the_command_line(opened, info):
    window = opened("--page", info.id, "--lang", "es", "--theme", "dark", "--lecture")
    assert window.stack.info is info
    assert (window.theme.name, window.theme.lecture, language()) == ("dark", True, "es")


def test_what_was_remembered_is_used_unless_the_options_say_otherwise(opened):
    settings = Settings()
    settings.set_text("theme", "dark")
    settings.set_switch(REDUCED_MOTION, True)
    settings.set_text("language", "es")
    window = opened()
    assert (window.theme.name, language()) == ("dark", "es")
    assert window.theme.reduced_motion
    window.close()
    assert opened("--theme", "light").theme.name == "light"


@pytest.mark.parametrize(
    "options", [["--page", "x"], ["--theme", "x"], ["--seed", "x"], ["--threads", "0"]]
)
def test_options_that_make_no_sense_are_refused_with_status_2(options, capsys):
    with pytest.raises(SystemExit) as stop:
        parse_options(options)
    assert stop.value.code == 2
    assert options[0] in capsys.readouterr().err


@pytest.mark.parametrize(("asked", "taken"), [(0, 3), (2, 2), (7, 7)])
def test_the_window_takes_the_free_processors_unless_it_is_told_otherwise(
    monkeypatch, asked, taken
):
    monkeypatch.setattr(SHARE, "threads", 1)
    monkeypatch.setattr("engine.execution.processors.usable_processors", lambda: 4)
    options = ["--threads", str(asked)] if asked else []
    make_session(parse_options(options).threads).close()
    assert SHARE.threads == taken


PROBE = """
import json, sys
from PySide6.QtCore import Qt, QTimer
from app.window.application import QApplication, open_window
from app.window.paint_log import PaintLog
window = open_window([])
seen = {}

def painted():
    if seen:
        return
    seen["before"] = [name for name in ("numba", "pyqtgraph", "engine.session")
                      if name in sys.modules]
    QTimer.singleShot(50, window.close)

log = PaintLog(window, painted)
QApplication.exec()
print(json.dumps(seen))
"""


def test_nothing_heavy_is_imported_before_the_first_picture(tmp_path):
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "NABLA_SETTINGS_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    finished = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout)["before"] == []


class StyleCount(QObject):
    """Counts how often a widget is styled."""

    def __init__(self, watched):
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched, event):  # noqa: N802
        """Count."""
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_theme_change_styles_deep_widgets_no_more_often_than_others(qtbot, theme):
    outer = QWidget()
    qtbot.addWidget(outer)
    shallow = inner = QWidget(outer)
    for _ in range(12):
        inner = QWidget(inner)
    with qtbot.waitExposed(outer):
        outer.show()
    counts = [StyleCount(each) for each in (shallow, inner)]
    theme.toggle()
    assert 0 < counts[0].count == counts[1].count <= 2
