"""The widget below a plot: its figure, what of it is visible, and the scene that draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.access.items import Item
from app.widgets.plots.figure import NOTHING, Bounds, Figure
from app.widgets.plots.figure_items import figure_items
from app.widgets.plots.loading import load, loaded
from app.widgets.plots.mapping import Mapping
from app.widgets.plots.readout import measured, nearest, reading_text
from app.widgets.plots.ticks import limits

if TYPE_CHECKING:
    from app.widgets.plots.canvas import Canvas

AGAIN_MS = 20
"""Interval of looking whether plots can be drawn yet."""

DEEPEST, WIDEST = 1e-6, 8.0
"""Smallest and largest visible part of the axes, relative to the whole."""


class PlotView(QWidget):
    """Widget that draws a Figure.

    Attributes
    ----------
    drawable : bool
        Whether the mouse draws on the plot.
    """

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumSize(120, 60)
        self._theme = theme
        self._canvas: Canvas | None = None
        self._figure = NOTHING
        self._window: Bounds | None = None
        self._logs: list[bool | None] = [None, None]
        self._cursor: float | None = None
        self.drawable = self._waiting = False
        theme.changed.connect(self._refresh)

    @property
    def figure(self) -> Figure:
        """The figure drawn."""
        return self._figure

    @property
    def zoomed(self) -> bool:
        """Whether a part of the axes was chosen by wheel or drag; new points then leave it."""
        return self._window is not None

    @property
    def logs(self) -> tuple[bool, bool]:
        """Whether x and y are logarithmic."""
        axes = self._figure.x, self._figure.y
        x, y = (
            axis.log if log is None else log for axis, log in zip(axes, self._logs, strict=True)
        )
        return x, y

    @property
    def mapping(self) -> Mapping:
        """From values to pixels, as drawn."""
        return (
            Mapping(QRectF(self.rect()), self._visible(), self.logs)
            if self._canvas is None
            else self._canvas.mapping
        )

    @property
    def name_room(self) -> QRectF:
        """The rectangle of the x axis's name, in pixels."""
        return QRectF() if self._canvas is None else self._canvas.name_room

    def show_figure(self, figure: Figure) -> None:
        """Show another figure; what is zoomed and logarithmic stays so."""
        self._figure = figure
        if self._cursor is None:
            self.setAccessibleDescription(figure.said or figure.summary() or figure.empty)
        if self.isVisible():
            self._refresh()

    def reset_view(self) -> None:
        """Show the whole axes again; they follow new points."""
        self._window = None
        self._refresh()

    def set_log(self, axis: int, log: bool) -> None:
        """Make x (0) or y (1) logarithmic or linear."""
        self._logs[axis] = log
        self.reset_view()

    def look_at(self, window: Bounds) -> None:
        """Show a part of the axes, unless it is too small or too large."""
        left, right, low, high = limits(self._figure.lines, self._figure.bounds, self.logs)
        across, up = (
            (window[1] - window[0]) / (right - left),
            (window[3] - window[2]) / (high - low),
        )
        if DEEPEST < across < WIDEST and DEEPEST < up < WIDEST:
            self._window = window
            self._refresh()

    def read_at(self, x: float | None) -> None:
        """Show the values of all lines at their points nearest to x; None hides them."""
        places = np.zeros(0) if x is None else measured(self._figure)
        self._cursor = float(places[nearest(places, float(x or 0.0))]) if places.size else None
        words = self._figure.said or self._figure.summary() or self._figure.empty
        if self._cursor is not None:
            words = reading_text(self._figure, self._cursor)
        self.setAccessibleDescription(words)
        if self._canvas is not None:
            self._canvas.show_cursor(self._cursor)

    def accessible_items(self) -> list[Item]:
        """Return the axes and the last value of every line for assistive technology."""
        return figure_items(self._figure, self._visible(), self.logs, QRectF(self.rect()))

    def sizeHint(self) -> QSize:
        return QSize(380, 200)

    # --- drawing --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self._canvas is None:
            self.update()
            return
        blank = self._blank()
        self._canvas.view.setVisible(not blank)
        if blank:
            self.update()
        else:
            self._canvas.overlay.focused = self.hasFocus()
            self._canvas.draw(self._figure, self.logs, self._visible(), self._remark())

    def _blank(self) -> bool:
        """Return whether there is nothing to draw."""
        figure = self._figure
        return not (self.drawable or figure.fan or any(line.known for line in figure.lines))

    def _visible(self) -> Bounds:
        """Return the visible part of the axes, as places."""
        return self._window or limits(self._figure.lines, self._figure.bounds, self.logs)

    def _remark(self) -> str:
        """Return what the plot says of itself: what is left out, or how all is seen again."""
        lines = self._figure.lines
        x, y = self.logs
        if (x and any((line.x <= 0).any() for line in lines)) or (
            y and any((line.y <= 0).any() for line in lines)
        ):
            return tr("values up to 0 are left out")
        return tr("a double click shows all") if self.zoomed else ""

    def _build(self) -> None:
        """Build the scene as soon as pyqtgraph is imported."""
        if not loaded():
            load()
            QTimer.singleShot(AGAIN_MS, self, self._build)
        else:
            self._built()

    def _built(self) -> Canvas:
        """Return the scene, built now if it is not there: that waits for the import."""
        if self._canvas is None:
            from app.widgets.plots.canvas import Canvas

            self._canvas = Canvas(self._theme, self)
            self._canvas.view.setGeometry(self.rect())
            self._refresh()
        return self._canvas

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._canvas is None and not self._waiting:
            # the window shows itself first
            self._waiting = True
            QTimer.singleShot(0, self, self._build)
        if self._blank():
            painter = QPainter(self)
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.color("text_2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), self._figure.empty)

    def showEvent(self, event: QShowEvent) -> None:
        if self._canvas is None and loaded():
            self._build()
        else:
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._canvas is not None:
            self._canvas.view.setGeometry(self.rect())
