"""A bar over the top of the page with one message: a refusal or a failure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr

LASTS_MS = 8_000.0
"""Time after which a message without a report hides, in milliseconds."""


class NoticeBar(QFrame):
    """Bar with one message; with a report it stays until it is closed.

    Signals
    -------
    report_asked : (str,)
        The user asked for the report.
    """

    report_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._report = ""
        self._left_ms = 0.0
        self._stays = False
        self.setObjectName("notice_bar")
        self.sentence = QLabel(self)
        self.sentence.setObjectName("notice_sentence")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.report_button = QPushButton(self)
        self.report_button.setObjectName("show_report_button")
        self.report_button.clicked.connect(self._on_report_clicked)
        self.action_button = QPushButton(self)
        self.action_button.setObjectName("notice_action_button")
        self.action_button.clicked.connect(self._on_action_clicked)
        self._action: Callable[[], object] | None = None
        self.close_button = QPushButton("×", self)
        self.close_button.setObjectName("close_notice_button")
        self.close_button.setProperty("role", "icon")
        self.close_button.clicked.connect(self.dismiss)
        for button in (self.report_button, self.action_button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.report_button)
        layout.addWidget(self.action_button)
        layout.addWidget(self.close_button)
        self.retranslate()
        self.hide()

    def show_sentence(self, sentence: str, report: str = "", *, stays: bool = False) -> None:
        """Show a sentence, already translated.

        Parameters
        ----------
        report : str
            Traceback of an unexpected error.
        stays : bool
            Stay until closed or replaced; a report always does.
        """
        if sentence == self.sentence.text() and report == self._report and self.isVisible():
            self._left_ms = LASTS_MS
            return
        self._report, self._action = report, None
        self.action_button.hide()
        self._stays = stays or bool(report)
        self._left_ms = LASTS_MS
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.report_button.setVisible(bool(report))
        self.close_button.setFixedWidth(self._theme.size("control_height"))
        self._place()
        self.show()
        self.raise_()

    def offer(self, sentence: str, words: str, action: Callable[[], object]) -> None:
        """Show a sentence with a button, both already translated, for a while."""
        self.show_sentence(sentence)
        self._action = action
        self.action_button.setText(words)
        self.action_button.show()
        self._place()

    def dismiss(self) -> None:
        """Hide."""
        self.hide()

    def advance(self, elapsed_ms: float) -> None:
        if self._stays or not self.isVisible():
            return
        self._left_ms -= elapsed_ms
        if self._left_ms <= 0:
            self.hide()

    def fit(self) -> None:
        """Place the bar at the top of its parent, after a change of the parent's size."""
        if self.isVisible():
            self._place()

    def retranslate(self) -> None:
        self.report_button.setText(tr("Show report"))
        self.close_button.setToolTip(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        margin = self._theme.size("gap")
        width = parent.width() - 2 * margin
        offered = self.report_button if self._action is None else self.action_button
        buttons = offered.sizeHint().width() + 80
        text = self.sentence.heightForWidth(max(width - buttons, 100))
        height = max(text, self._theme.size("control_height")) + 12
        self.setGeometry(margin, margin // 2, width, height)

    def _on_action_clicked(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()

    def _on_report_clicked(self) -> None:
        self.report_asked.emit(self._report)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour: QColor = self._theme.color("negative" if self._report else "accent")
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.size("control_radius")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
