"""The help stands beside the page, follows page and language, and does what its links say."""

import pytest
from PySide6.QtCore import Qt

from app.appearance.translation import set_language
from app.window.lessons import help as help_module
from engine.commands.transport import Reset
from tests.support.sample_page import snapshot


@pytest.fixture(autouse=True)
def lessons(monkeypatch):
    """Give every page a lesson that names the page and its language."""
    monkeypatch.setattr(
        help_module, "lesson", lambda page, code: f"# {page} {code}\n\n[again](do:R) [?](do:Q)"
    )


def words(window):
    """Return the text of the lesson shown."""
    return window.help.panel.lesson.toPlainText()


def test_f1_shows_the_lesson_beside_the_page_and_escape_closes_it(window, qtbot):
    whole = window.stack.width()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert words(window).startswith("first en")
    assert window.help.panel.isVisible()
    assert 0.55 * window.width() <= window.stack.width() < whole
    assert window.help.panel.geometry().left() >= window.stack.geometry().right()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.stack.width() == whole


def test_the_key_of_a_tab_turns_to_it_and_closes_what_it_shows(window, qtbot):
    panel = window.help.panel
    for key, face in ((Qt.Key.Key_F1, 1), (Qt.Key.Key_Question, 0)):
        qtbot.keyClick(window, key)
        assert (panel.isVisible(), panel.face) == (True, face)
    qtbot.keyClick(window, Qt.Key.Key_Question)
    assert not panel.isVisible()
    window.title_bar.help_button.click()
    assert (panel.isVisible(), panel.face) == (True, 0)


def test_it_stays_open_over_pages_and_languages(window):
    window.help.toggle_lesson()
    window.open_page("second")
    assert words(window).startswith("second en")
    try:
        window.use_language("es")
        assert words(window).startswith("second es")
    finally:
        set_language("en")


def test_a_link_is_one_command_and_a_dead_one_a_sentence(window, worker):
    worker.latest = snapshot()
    window.clock.tick()
    window.help.toggle_lesson()
    before = len(worker.commands)
    window.help.panel.lesson.followed.emit("do:R")
    assert worker.commands[before:] == [Reset("first")]
    assert window.help.ring.target is window.page
    window.help.panel.lesson.followed.emit("do:Q")
    assert "leads nowhere" in window.overlays.notice_bar.sentence.text()
    assert len(worker.commands) == before + 1
