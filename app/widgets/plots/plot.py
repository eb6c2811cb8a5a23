"""A plot: lines over axes that are read with a cursor, zoomed, dragged, copied and saved."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics import saving
from app.widgets.basics.menu import Entry, make_menu
from app.widgets.basics.panel import ask_where_to_save
from app.widgets.plots.mapping import Mapping
from app.widgets.plots.plot_view import PlotView
from app.widgets.plots.readout import measured, nearest
from app.widgets.plots.saving import table
from app.widgets.plots.ticks import value_at

NOTCH = 1.2
"""Magnification of one notch of the mouse wheel."""


class Plot(PlotView):
    """Widget that draws a Figure and answers to mouse and keys.

    Parameters
    ----------
    choosing : bool
        Whether a drag chooses an x instead of moving what is visible.

    Signals
    -------
    axis_asked : ()
        The name of the x axis was clicked, or another one chosen from the menu.
    drawn : (x, y, first)
        Point drawn with the mouse, in the units of the axes; whether it begins a line.
    chosen : (x, finished)
        x under the mouse during a drag; finished on release.
    nudged : (int)
        1 for the up key, −1 for the down key.
    """

    axis_asked = Signal()
    drawn = Signal(float, float, bool)
    chosen = Signal(float, bool)
    nudged = Signal(int)

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, choosing: bool = False
    ) -> None:
        super().__init__(theme, name, parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._choosing = choosing
        self._grip: tuple[QPointF, Mapping] | None = None
        if choosing:
            self.setCursor(Qt.CursorShape.SizeHorCursor)

    def set_drawable(self, drawable: bool) -> None:
        """Switch drawing with the mouse on or off."""
        self.drawable = drawable
        self.setCursor(Qt.CursorShape.CrossCursor if drawable else Qt.CursorShape.ArrowCursor)
        self.reset_view()

    # --- mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, left = event.position(), event.button() == Qt.MouseButton.LeftButton
        if left and self._figure.x.others and self.name_room.contains(at):
            self.axis_asked.emit()
        elif left and self.drawable:
            self._draw(at, first=True)
        elif left and self._choosing:
            self._choose(at, finished=False)
        elif left or event.button() == Qt.MouseButton.MiddleButton:
            self._grip = at, self.mapping
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at, left = event.position(), bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self._grip is not None:
            start, mapping = self._grip
            self.look_at(mapping.moved(at - start))
        elif left and self.drawable:
            self._draw(at, first=False)
        elif left and self._choosing:
            self._choose(at, finished=False)
        elif not event.buttons():
            inside = self.mapping.area.adjusted(-2, -2, 2, 2).contains(at) and not self._blank()
            place = self.mapping.place(at)[0]
            self.read_at(value_at(place, self.logs[0]) if inside else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        if self._choosing and event.button() == Qt.MouseButton.LeftButton:
            self._choose(event.position(), finished=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.zoomed:
            self.reset_view()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._blank() or self.drawable:
            event.ignore()
            return
        at, area = event.position(), self.mapping.area
        factor = NOTCH ** (event.angleDelta().y() / 120)
        # over an axis only this one is magnified
        across = factor if at.x() >= area.left() else 1.0
        up = factor if at.y() <= area.bottom() else 1.0
        self.look_at(self.mapping.zoomed(at, across, up))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.read_at(None)

    def event(self, event: QEvent) -> bool:
        """Keep the tooltip away from the values at the cursor."""
        if event.type() == QEvent.Type.ToolTip and self._cursor is not None:
            return True
        return super().event(event)

    def _draw(self, at: QPointF, *, first: bool) -> None:
        self.drawn.emit(*self._values(at), first)

    def _choose(self, at: QPointF, *, finished: bool) -> None:
        self.chosen.emit(self._values(at)[0], finished)

    def _values(self, at: QPointF) -> tuple[float, float]:
        """Return the values under a pixel; beyond an end of an axis those at it."""
        area, logs = self.mapping.area, self.logs
        x = min(max(at.x(), area.left()), area.right())
        y = min(max(at.y(), area.top()), area.bottom())
        places = self.mapping.place(QPointF(x, y))
        return value_at(places[0], logs[0]), value_at(places[1], logs[1])

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self._step_cursor(1 if key == Qt.Key.Key_Right else -1)
        elif key == Qt.Key.Key_Escape and self._cursor is not None:
            self.read_at(None)
        elif self._choosing and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.nudged.emit(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _step_cursor(self, way: int) -> None:
        """Move the cursor to the next point that lies at least one pixel further."""
        places = measured(self._figure)
        pixels = self.mapping.across(places)
        area = self.mapping.area
        seen = np.flatnonzero((pixels >= area.left() - 1) & (pixels <= area.right() + 1))
        if not seen.size:
            return
        if self._cursor is None:
            self.read_at(float(places[seen[0 if way > 0 else -1]]))
            return
        now = pixels[nearest(places, self._cursor)]
        further = seen[way * (pixels[seen] - now) >= 1.0]
        if further.size:
            self.read_at(float(places[further[0 if way > 0 else -1]]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.read_at(None)
        self._refresh()

    # --- menu and files -------------------------------------------------------------------------

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """Return the menu of the plot; it deletes itself when it closes."""
        return make_menu(self, "plot_menu", self._entries())

    def _entries(self) -> list[Entry | None]:
        x, y = self.logs
        lines, shown = self._figure.lines, not self._blank()
        entries = [
            Entry("plot_reset", tr("Show all"), self.reset_view, self.zoomed),
            Entry("plot_log_y", tr("Logarithmic y axis"), partial(self.set_log, 1, not y),
                  any((line.y > 0).any() for line in lines), y),
            Entry("plot_log_x", tr("Logarithmic x axis"), partial(self.set_log, 0, not x),
                  any((line.x > 0).any() for line in lines), x),
        ]  # fmt: skip
        if self._figure.x.others:
            entries.append(Entry("plot_axis", tr("Another x axis"), self.axis_asked.emit))
        save = partial(partial, self.ask_for_file)
        return [
            *entries,
            None,
            Entry("plot_copy", tr("Copy picture"), self.copy_picture, shown),
            Entry("plot_png", tr("Save picture (PNG) …"), save("png"), shown),
            Entry("plot_svg", tr("Save drawing (SVG) …"), save("svg"), shown),
            Entry("plot_csv", tr("Save values (CSV) …"), save("csv"), shown),
        ]

    def copy_picture(self) -> None:
        """Put the plot into the clipboard as a picture."""
        if not self._blank():
            QGuiApplication.clipboard().setImage(self._picture())

    def ask_for_file(self, kind: str) -> None:
        """Ask where the plot is to be saved as "png", "svg" or "csv"."""
        ask_where_to_save(self, f"{self.objectName()}.{kind}", partial(self.data, kind))

    def table_rows(self) -> list[list[str]]:
        """Return the values of all lines in rows below their names."""
        return [] if self._blank() else table(self._figure)

    def data(self, kind: str) -> bytes:
        """Return the plot as the bytes of a file of one kind."""
        if kind == "csv":
            return saving.comma_separated(table(self._figure)).encode()
        if kind == "png":
            return saving.png(self._picture())
        canvas = self._built()
        self.read_at(None)
        surface = self._theme.color("surface")
        name, dpi = self.accessibleName(), self.logicalDpiX()
        return saving.svg(canvas.render, self.size(), surface, name, dpi)

    def _picture(self) -> QImage:
        canvas = self._built()
        self.read_at(None)
        return saving.picture(canvas.render, self.size(), self._theme.color("surface"))
