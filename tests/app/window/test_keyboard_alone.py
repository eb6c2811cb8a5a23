"""The lab is worked by the keyboard alone: every step of these tests is a key event."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.appearance.settings import Settings
from app.pages import PAGES
from app.window.application import equip
from app.window.main_window import MainWindow
from app.window.score.controller import ScoreController
from engine.snapshots import Status

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier

ENOUGH = 100
"""Mini-batches of several epochs."""

MOST_TABS = 90
"""Most presses of Tab on the way to a control."""


class Keyboard:
    """Hands on a keyboard before a window, and eyes on what it shows."""

    def __init__(self, qtbot, window, worker):
        self._qtbot = qtbot
        self._window = window
        self._worker = worker

    @property
    def focus(self):
        """Object name of what has the keyboard."""
        focused = QApplication.focusWidget()
        return "" if focused is None else focused.objectName()

    def press(self, key, modifier=PLAIN, times=1):
        """Press a key on what has the keyboard."""
        for _ in range(times):
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window
            self._qtbot.keyClick(target, key, modifier)

    def type(self, text):
        """Type words on what has the keyboard."""
        self._qtbot.keyClicks(QApplication.focusWidget(), text)

    def tab_to(self, name):
        """Press Tab until a control has the keyboard."""
        for _ in range(MOST_TABS):
            if self.focus == name:
                return
            self.press(KEY.Key_Tab)
        pytest.fail(f"Tab does not reach {name}")

    def see(self, pieces=1):
        """Let the engine work and the window show it; return what the page shows."""
        for _ in range(pieces):
            self._worker.work()
            self._window.clock.tick()
        return self._window.page.state

    def train(self):
        """Play for a while, then pause; the opening of a page may be playing already."""
        self.tab_to("play_button")
        if self._window.page.simulation.status is not Status.RUNNING:
            self.press(KEY.Key_Space)
        before = self.see().training.step
        while self.see().training.step < before + ENOUGH:
            assert self._window.page.simulation.status is Status.RUNNING
        self.press(KEY.Key_Space)
        self.see()
        assert self._window.page.simulation.status is Status.PAUSED

    def open(self, page_id):
        """Go to a page on the rail."""
        here = self._window.stack.info.id
        self.tab_to(f"page_{here}_button")
        order = [info.id for info in PAGES]
        away = order.index(page_id) - order.index(here)
        self.press(KEY.Key_Down if away > 0 else KEY.Key_Up, times=abs(away))
        self.press(KEY.Key_Space)
        assert self._window.stack.info.id == page_id
        return self.see(4)


@pytest.fixture
def window(qtbot, live_worker, theme, no_leaks):
    settings = Settings()
    window = MainWindow(PAGES, live_worker, theme, settings)
    equip(window, theme, settings)
    window.clock.stop()
    window.resize(1280, 720)
    window.open_page("digits")
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def keyboard(qtbot, window, live_worker):
    hands = Keyboard(qtbot, window, live_worker)
    hands.see(4)
    return hands


def test_xor_is_trained_on_builder_and_the_run_gone_back_through(keyboard):
    keyboard.open("builder")
    keyboard.tab_to("points_xor_button")
    keyboard.press(KEY.Key_Space)
    assert keyboard.see().points.shape == "xor"
    keyboard.train()
    trained = keyboard.see().training
    assert trained.step > 0
    keyboard.tab_to("timeline")
    keyboard.press(KEY.Key_Left, times=3)
    assert keyboard.see(3).training.step == trained.step - 3
    keyboard.press(KEY.Key_Home)
    assert keyboard.see(3).training.step == 0
    assert keyboard.see().training.last_step == trained.step


def test_a_digit_is_drawn_and_read(keyboard):
    keyboard.tab_to("drawing_pad")
    keyboard.press(KEY.Key_Delete)
    keyboard.press(KEY.Key_Up, SHIFT, times=3)
    keyboard.press(KEY.Key_Space)
    keyboard.press(KEY.Key_Down, SHIFT, times=6)
    keyboard.press(KEY.Key_Space)
    state = keyboard.see(4)
    (stroke,) = state.strokes
    assert {round(x, 3) for x, _ in stroke} == {0.5}
    assert stroke[-1][1] - stroke[0][1] == pytest.approx(0.6, abs=0.01)
    assert state.reading is not None


def test_a_bump_is_made_on_universality(keyboard):
    keyboard.open("universality")
    keyboard.press(KEY.Key_3)
    before = keyboard.see(3).curve.levels.copy()
    keyboard.tab_to("universality_curve")
    keyboard.press(KEY.Key_Right)
    for _ in range(3):
        keyboard.press(KEY.Key_Up)
        keyboard.see()
    after = keyboard.see(3).curve.levels
    assert after[0] == pytest.approx(before[0] + 0.3, abs=1e-3)


def test_two_cues_of_a_lecture_are_made(keyboard, window):
    score = ScoreController(window)
    keyboard.press(KEY.Key_L, CONTROL | SHIFT)
    keyboard.see(3)
    keyboard.open("surface")
    keyboard.press(KEY.Key_L, CONTROL | SHIFT)
    keyboard.see(3)
    assert score.panel.list.count() == 2


def test_a_plot_is_saved_as_a_table(keyboard, tmp_path, qtbot):
    keyboard.open("builder")
    keyboard.train()
    keyboard.tab_to("builder_curves")
    keyboard.press(KEY.Key_E, CONTROL)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [each.objectName() for each in menu.actions() if not each.isSeparator()]
    keyboard.press(KEY.Key_Down, times=names.index("panel_csv") + 1)
    keyboard.press(KEY.Key_Return)
    path = tmp_path / "curves.csv"
    qtbot.waitUntil(lambda: keyboard.focus == "fileNameEdit")
    keyboard.press(KEY.Key_A, CONTROL)
    keyboard.type(str(path))
    keyboard.press(KEY.Key_Return)
    assert path.read_text().count("\n") > 2
