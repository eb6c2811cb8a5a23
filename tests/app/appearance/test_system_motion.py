"""The desktop is asked about motion without waiting for it."""

from __future__ import annotations

import sys

import pytest

from app.appearance.system_motion import QUESTIONS, Question, SystemMotion


@pytest.fixture
def asked(qapp, no_leaks):
    """Return (code that prints) -> what was answered, and who asked."""
    made = []

    def ask(code):
        answers = []
        system = SystemMotion(answers.append)
        made.append(system)
        system.ask(Question((sys.executable, "-c", code), "false"))
        return answers, system

    yield ask
    for each in made:
        each.stop()
        each.deleteLater()


@pytest.mark.parametrize(("printed", "less"), [("false", True), ("true", False)])
def test_the_desktop_answers(asked, qtbot, printed, less):
    answers, _ = asked(f"print('{printed}')")
    assert answers == []
    qtbot.waitUntil(lambda: answers == [less], timeout=20_000)


def test_a_desktop_that_knows_nothing_says_nothing(asked, qtbot):
    answers, system = asked("raise SystemExit(1)")
    qtbot.waitUntil(lambda: system._process is None, timeout=20_000)
    assert answers == []


def test_a_command_that_is_not_there_says_nothing(qapp, qtbot):
    answers = []
    system = SystemMotion(answers.append)
    system.ask(Question(("no-such-command",), "false"))
    qtbot.waitUntil(lambda: system._process is None)
    assert answers == []
    system.deleteLater()


def test_an_answer_that_nobody_waits_for_is_not_given(asked, qtbot):
    answers, system = asked("import time; time.sleep(60)")
    system.stop()
    assert system._process is None
    assert answers == []


def test_without_a_screen_no_desktop_is_asked(qapp):
    system = SystemMotion(pytest.fail)
    system.ask()
    assert system._process is None
    system.deleteLater()


def test_every_question_names_a_program_and_an_answer():
    assert all(len(each.command) > 1 and each.less for each in QUESTIONS.values())
