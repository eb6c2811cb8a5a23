"""A small card that shows a numbered equation until the next click or key."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.equations.table import BY_NUMBER, plain, rich

GAP_PX = 8
"""Distance between the card and what was clicked."""


class EquationPeek(QFrame):
    """Card with formula, number and meaning; any click or key closes it.

    Parameters
    ----------
    parent : QWidget
        Beside which it opens.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setObjectName("equation_peek")
        self.formula, self.number, self.meaning = QLabel(self), QLabel(self), QLabel(self)
        self.formula.setTextFormat(Qt.TextFormat.RichText)
        self.formula.setProperty("role", "title")
        self.number.setProperty("role", "hint")
        self.meaning.setProperty("role", "hint")
        layout = QGridLayout(self)
        margin = theme.size("gap")
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setHorizontalSpacing(2 * margin)
        layout.addWidget(self.formula, 0, 0)
        layout.addWidget(self.number, 0, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.meaning, 1, 0, 1, 2)

    def show_at(self, number: str, place: QPoint) -> bool:
        """Show an equation above a place, or below it if there is no room above.

        Parameters
        ----------
        number : str
            "BP2", "57" and so on.
        place : QPoint
            On the screen.

        Returns
        -------
        shown : bool
            False if the table holds no such equation.
        """
        equation = BY_NUMBER.get(number)
        if equation is None:
            return False
        self.formula.setText(rich(equation.formula))
        self.formula.setAccessibleName(plain(equation.formula))
        self.number.setText(f"({equation.number})")
        self.meaning.setText(tr(equation.meaning))
        self.setAccessibleName(f"{plain(equation.formula)} ({equation.number})")
        self.adjustSize()
        self._place(place)
        self.show()
        return True

    def _place(self, at: QPoint) -> None:
        parent = self.parentWidget()
        window = (parent or self).window()
        room = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        left = min(at.x() - self.width() // 2, room.right() - self.width() - GAP_PX)
        above = at.y() - self.height() - 2 * GAP_PX
        top = above if above >= room.top() else at.y() + 2 * GAP_PX
        self.move(max(left, room.left() + GAP_PX), top)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("accent"), 1.0))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
