"""Bars of a committee's votes, beside the output of the whole network."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.widgets.basics.drawn import CENTRE, LEFT, RIGHT, Drawn
from engine.improvement.dropout_committee import Verdict

VOTES, WHOLE = "accent", "positive"
"""Colours of the votes and of the whole network."""


class VoteBars(Drawn):
    """Draws two bars for each class: votes, and output of the whole network."""

    least: ClassVar = (180, 150)
    preferred: ClassVar = (360, 240)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "vote_bars", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.verdict: Verdict | None = None
        self._label = -1

    def show_verdict(self, verdict: Verdict | None, label: int) -> None:
        """Show what the committee says of a picture that shows `label`."""
        if verdict is not self.verdict or label != self._label:
            self.verdict, self._label = verdict, label
            self._describe()
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Votes of the thinned networks"))
        self._describe()
        self.update()

    def _describe(self) -> None:
        verdict = self.verdict
        if verdict is None:
            self.setAccessibleDescription("")
            return
        votes = ", ".join(f"{digit}: {count}" for digit, count in enumerate(verdict.votes) if count)
        answer = tr("the whole network answers {answer}", answer=verdict.answer)
        self.setAccessibleDescription(f"{votes}; {answer}")

    def paintEvent(self, event: QPaintEvent) -> None:
        verdict, theme = self.verdict, self._theme
        if verdict is None:
            return
        painter, small = QPainter(self), theme.size("small")
        painter.setFont(theme.font("small", tabular=True))
        metrics = painter.fontMetrics()
        left, right = 1.8 * small, metrics.horizontalAdvance("200") + 0.6 * small
        top = 1.7 * small
        pitch = (self.height() - top) / len(verdict.votes)
        room = QRectF(left, top, self.width() - left - right, pitch)
        total = max(int(verdict.votes.sum()), 1)
        self._legend(painter, left)
        for digit, count in enumerate(verdict.votes.tolist()):
            row = room.translated(0, digit * pitch)
            thick = 0.36 * pitch
            bar = QRectF(row.left(), row.top() + 0.12 * pitch, 0, thick)
            for share, token in ((count / total, VOTES), (float(verdict.whole[digit]), WHOLE)):
                bar.setWidth(max(share * row.width(), 1.0))
                painter.fillRect(bar, theme.color(token))
                bar.moveTop(bar.top() + thick)
            shown = digit == self._label
            painter.setFont(theme.font("small", bold=shown, tabular=True))
            painter.setPen(theme.color("text" if shown else "text_2"))
            painter.drawText(QRectF(0, row.top(), left, pitch), CENTRE, str(digit))
            if count:
                numbers = QRectF(row.right(), row.top(), right, pitch)
                painter.drawText(numbers, RIGHT, number(count))

    def _legend(self, painter: QPainter, left: float) -> None:
        theme, small = self._theme, self._theme.size("small")
        metrics, x = painter.fontMetrics(), left
        for token, words in ((VOTES, tr("votes")), (WHOLE, tr("output of the whole network"))):
            painter.fillRect(QRectF(x, 0.5 * small, 0.8 * small, 0.8 * small), theme.color(token))
            painter.setPen(theme.color("text_2"))
            wide = metrics.horizontalAdvance(words) + 2
            painter.drawText(QRectF(x + 1.2 * small, 0, wide, 1.7 * small), LEFT, words)
            x += 2.4 * small + wide
