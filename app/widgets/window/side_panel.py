"""A stage with a panel at its right, whose width can be dragged."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme

STAGE_SHARE = 0.55
"""Least share of the window's width for the stage."""

PANEL_SHARE = 0.4
"""Largest share of the window's width for the panel."""

PANEL_LETTERS = 27
"""Width of the panel at first, in sizes of the type."""

LEAST_LETTERS = 16
"""Least width of the panel, in sizes of the type, unless the stage needs it."""

GRIP_PX = 6
"""Width of the strip at the panel's left edge that is dragged."""


class SidePanel(QWidget):
    """Stage, and beside it a panel while that is shown.

    Parameters
    ----------
    stage, panel : QWidget
        Both become children.
    """

    def __init__(
        self, theme: Theme, stage: QWidget, panel: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._stage, self._panel = theme, stage, panel
        self._letters = float(PANEL_LETTERS)
        for part in (stage, panel):
            shown = not part.isHidden()
            part.setParent(self)
            part.setVisible(shown)
        self._grip = _Grip(self)
        panel.installEventFilter(self)
        theme.changed.connect(self.lay_out)
        self.lay_out()

    def panel_width(self) -> int:
        """Return the width of the panel in pixels: what was dragged, within its shares."""
        window = self.window().width()
        most = min(PANEL_SHARE * window, self.width() - STAGE_SHARE * window)
        return max(0, round(min(self._letters * self._theme.size("base"), most)))

    def set_panel_width(self, width: float) -> None:
        """Set the width of the panel in pixels, within its shares."""
        self._letters = max(width / self._theme.size("base"), LEAST_LETTERS)
        self._letters = max(self.panel_width() / self._theme.size("base"), 1.0)
        self.lay_out()

    def lay_out(self) -> None:
        """Place stage and panel side by side."""
        beside = not self._panel.isHidden()
        width = self.panel_width() if beside else 0
        left = self.width() - width
        self._stage.setGeometry(0, 0, left, self.height())
        if beside:
            self._panel.setGeometry(left, 0, width, self.height())
            self._grip.setGeometry(left, 0, GRIP_PX, self.height())
            self._grip.raise_()
        self._grip.setVisible(beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.lay_out()
        return False


class _Grip(QWidget):
    """Strip that is dragged to change the width of the panel."""

    def __init__(self, owner: SidePanel) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setObjectName("panel_grip")
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.mapTo(self._owner, event.position())
        self._owner.set_panel_width(self._owner.width() - at.x())
