"""A report holds versions and traceback, is copied as it stands, and lies over its window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.launch.report import system_report
from app.widgets.window.error_report import ErrorReport, report_text

TRACE = 'Traceback (most recent call last):\n  File "a.py", line 3\nZeroDivisionError: by design'


@pytest.fixture
def report(qtbot, theme):
    """Return a report in a window of 1000 × 700 pixels."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    report = ErrorReport(theme, window)
    report.frame = window
    window.show()
    return report


def test_a_report_names_the_versions_above_the_traceback():
    versions, _, trace = report_text(TRACE).partition("\n\n")
    assert versions == system_report()
    assert trace == TRACE


def test_what_is_copied_is_what_is_shown(report, qtbot, qapp):
    report.show_report(TRACE)
    assert report.isVisible()
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert qapp.clipboard().text() == report_text(TRACE) == report.text.toPlainText()
    assert report.copy_button.text() == "Copied"
    report.show_report("another")
    assert report.copy_button.text() == "Copy report"


def test_it_is_closed_by_its_button(report, qtbot):
    report.show_report(TRACE)
    qtbot.mouseClick(report.close_button, Qt.MouseButton.LeftButton)
    assert not report.isVisible()


@pytest.mark.parametrize(
    ("size", "place"), [((1000, 700), (120, 120, 760, 460)), ((500, 300), (20, 20, 460, 260))]
)
def test_it_lies_in_the_middle_and_leaves_a_margin(report, size, place):
    report.frame.resize(*size)
    report.show_report(TRACE)
    assert report.geometry().getRect() == place
