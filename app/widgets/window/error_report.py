"""A panel with the report of an unexpected error."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.launch.report import system_report, without_home


def report_text(traceback_text: str) -> str:
    """Return the text of a bug report: versions, then the traceback."""
    return f"{system_report()}\n\n{without_home(traceback_text)}"


class ErrorReport(QFrame):
    """A panel with the report, a button that copies it and one that closes the panel."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("error_report")
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("report_text")
        self.text.setReadOnly(True)
        self.copy_button = QPushButton(self)
        self.copy_button.setObjectName("copy_report_button")
        self.copy_button.setProperty("role", "primary")
        self.copy_button.clicked.connect(self.copy)
        self.close_button = QPushButton(self)
        self.close_button.setObjectName("close_report_button")
        self.close_button.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(self._sentence)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.retranslate()
        self.hide()

    def show_report(self, traceback_text: str) -> None:
        """Show a report over the page."""
        self.text.setPlainText(report_text(traceback_text))
        self.retranslate()
        self.fit()
        self.show()
        self.raise_()

    def copy(self) -> None:
        """Copy the report to the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText(tr("Copied"))

    def fit(self) -> None:
        """Centre the panel in its parent."""
        parent = self.parentWidget()
        if parent is not None:
            width, height = min(760, parent.width() - 40), min(460, parent.height() - 40)
            left, top = (parent.width() - width) // 2, (parent.height() - height) // 2
            self.setGeometry(left, top, width, height)

    def retranslate(self) -> None:
        self._sentence.setText(
            tr("This should not have happened. The report below helps to mend it.")
        )
        self.copy_button.setText(tr("Copy report"))
        self.close_button.setText(tr("Close"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("negative"), 1.5))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.size("card_radius")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
