"""What nobody has foreseen is reported once, and the hooks of Python are put back."""

import sys
import threading
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.window.exceptions import MANY, ExceptionHook


def test_an_exception_nobody_foresaw_is_shown_once_with_its_report(opened, qtbot):
    def fail():
        raise RuntimeError("by design")

    with qtbot.capture_exceptions() as caught:
        window = opened()
        for _ in range(5):
            QTimer.singleShot(0, fail)
        bar = window.overlays.notice_bar
        qtbot.waitUntil(bar.report_button.isVisible)
        qtbot.mouseClick(bar.report_button, Qt.MouseButton.LeftButton)
        window.close()
    assert len(caught) == 1
    assert "by design" in window.overlays.report.text.toPlainText()


def test_the_hooks_of_python_are_put_back_when_the_window_is_closed(qtbot):
    from PySide6.QtWidgets import QWidget

    before = sys.excepthook
    window = QWidget()
    qtbot.addWidget(window)
    hook = ExceptionHook(window)
    hook.install()
    assert sys.excepthook != before
    window.show()
    window.close()
    assert sys.excepthook == before


@pytest.fixture
def hook(qtbot, monkeypatch):
    """Return an installed hook; what it passes on is kept in `passed`, reports in `reports`."""
    passed, reports = [], []
    monkeypatch.setattr(sys, "excepthook", lambda *error: passed.append(error[1]))
    monkeypatch.setattr(threading, "excepthook", lambda error: passed.append(error.exc_value))
    window = QWidget()
    qtbot.addWidget(window)
    hook = ExceptionHook(window)
    hook.install()
    hook.caught.connect(reports.append)
    yield SimpleNamespace(passed=passed, reports=reports, window=window)
    hook.uninstall()


def fail(message):
    """Raise in this line, and let the hook of Python hear of it."""
    try:
        raise RuntimeError(message)
    except RuntimeError:
        sys.excepthook(*sys.exc_info())


def test_a_place_that_fails_again_and_again_is_reported_once(hook):
    for number in range(5):
        fail(f"number {number}")
    assert [str(error) for error in hook.passed] == ["number 0"]
    (report,) = hook.reports
    assert report.startswith("Traceback")
    assert report.endswith("RuntimeError: number 0\n")


def test_another_place_or_another_error_is_reported_too(hook):
    fail("first")
    for kind in (RuntimeError, ValueError):
        try:
            raise kind("elsewhere")
        except kind:
            sys.excepthook(*sys.exc_info())
    assert [report.splitlines()[-1] for report in hook.reports] == [
        "RuntimeError: first",
        "RuntimeError: elsewhere",
        "ValueError: elsewhere",
    ]


def test_a_thread_that_fails_is_reported_too(hook, qtbot):
    def work():
        raise RuntimeError("in a thread")

    for _ in range(3):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert len(hook.passed) == 3
    qtbot.waitUntil(lambda: len(hook.reports) > 0)
    (report,) = hook.reports
    assert "RuntimeError: in a thread" in report


def test_after_many_different_errors_nothing_new_is_shown(hook):
    for number in range(MANY + 5):
        code = compile("raise RuntimeError('many')", f"place {number}", "exec")
        try:
            exec(code)
        except RuntimeError:
            sys.excepthook(*sys.exc_info())
    assert len(hook.reports) == MANY
