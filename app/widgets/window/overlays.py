"""The panels over a page: notice bar, help, error report, texts to read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import render_message, tr
from app.widgets.window.error_report import ErrorReport
from app.widgets.window.key_list import KeyList
from app.widgets.window.notice_bar import NoticeBar
from app.widgets.window.text_panel import TextPanel
from app.widgets.window.time_line import TimeLine
from engine.snapshots import Message


class Overlays(QObject):
    """Owner of the panels over a widget.

    Parameters
    ----------
    ground : QWidget
        Parent of the panels.
    """

    def __init__(self, theme: Theme, ground: QWidget) -> None:
        super().__init__(ground)
        self.notice_bar = NoticeBar(theme, ground)
        self.help = KeyList(theme, ground)
        self.report = ErrorReport(theme, ground)
        self.notice_bar.report_asked.connect(self.report.show_report)
        self._texts: list[TextPanel | TimeLine] = []
        self._said: Message | None = None
        ground.installEventFilter(self)

    def say(self, message: Message | None) -> None:
        """Show a message of the engine, once."""
        if message is not None and message is not self._said:
            self.notice_bar.show_sentence(render_message(message), message.report)
        self._said = message

    def show_unexpected_error(self, report: str) -> None:
        """Show that an unexpected error occurred, with its report."""
        self.notice_bar.show_sentence(tr("Something unexpected went wrong."), report)

    def add(self, panel: TextPanel | TimeLine) -> None:
        """Take in a panel over the same widget, which lies over those before it."""
        self._texts.insert(0, panel)

    def close_one(self) -> bool:
        """Close the topmost panel; return whether there was one."""
        panels: tuple[QWidget, ...] = (self.report, *self._texts, self.help, self.notice_bar)
        top = next((panel for panel in panels if panel.isVisible()), None)
        if top is not None:
            top.hide()
        return top is not None

    def advance(self, elapsed_ms: float) -> None:
        self.notice_bar.advance(elapsed_ms)

    def retranslate(self) -> None:
        self.notice_bar.retranslate()
        self.report.retranslate()
        for panel in self._texts:
            panel.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.notice_bar.fit()
            self.report.fit()
            for panel in self._texts:
                panel.fit()
        return False
