"""Curves of a run's cost and accuracy, with earlier runs as ghosts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, render_message, tr
from app.widgets.networks.network_painting import blend
from app.widgets.plots.axes import AXES, EPOCHS, axis_name, between, places
from app.widgets.plots.fan_painting import paint_fan
from app.widgets.plots.lockstep_words import lockstep_runs_of
from app.widgets.plots.ticks import short, ticks
from engine.arrays import Vector
from engine.runs.seed_ensemble import Fan
from engine.simulations.learning.views.state import BranchView, History, TrainingView

GHOST_SHARE = 0.35
"""Share of its colour that a ghost keeps."""

MOST_GHOSTS = 5
"""Most ghosts below the live curves; more cannot be told apart."""

PARTS = ("training", "validation", "test")


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the plot.

    Attributes
    ----------
    label : str
        Written at its end; "" for none.
    x, y : Vector, shape (n,)
        Places on the axis and values; NaN where nothing was measured.
    token : str
        Colour.
    dash : tuple of float
        Empty for a solid line.
    ghost : bool
    """

    label: str
    x: Vector
    y: Vector
    token: str
    dash: tuple[float, ...] = ()
    ghost: bool = False


DASHES: dict[str, tuple[float, ...]] = {
    "training": (),
    "validation": (5.0, 3.0),
    "test": (1.5, 2.5),
}


class CurvesView(QWidget):
    """A plot with few lines, each labelled at its end.

    Signals
    -------
    axis_asked : ()
        The label of the x axis was clicked.
    drawn : (x, y, first)
        Point drawn with the mouse, in the units of the axes; whether it begins a line.

    Attributes
    ----------
    drawable : bool
        Whether the mouse draws on the plot.
    """

    axis_asked = Signal()
    drawn = Signal(float, float, bool)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curves: tuple[Curve, ...] = ()
        self._bounds = (0.0, 1.0, 0.0, 1.0)
        self._empty, self._axis = "", EPOCHS
        self._axis_name = self._area = QRectF()
        self.drawable = False
        self._fan: Fan | None = None
        self.setObjectName(name)
        self.setMinimumSize(120, 80)
        theme.changed.connect(self.update)

    def show_curves(
        self,
        curves: Sequence[Curve],
        bounds: tuple[float, float, float, float],
        empty: str,
        axis: str = EPOCHS,
        fan: Fan | None = None,
    ) -> None:
        """Show lines.

        Parameters
        ----------
        bounds : tuple of float
            Left, right, low, high.
        empty : str
            Text shown while there is nothing to draw.
        axis : str
            Name of the x axis.
        fan : Fan, optional
            Curves of a seed ensemble, drawn below; in the units of the axes.
        """
        self._curves = tuple(curve for curve in curves if np.isfinite(curve.y).any())
        self._bounds, self._empty, self._axis = bounds, empty, axis
        self._fan = fan
        self.setAccessibleDescription(self.summary() or empty)
        self.update()

    def summary(self) -> str:
        """Return the last value of every curve as text."""
        words = []
        for curve in self._curves:
            known = curve.y[np.isfinite(curve.y)]
            if curve.label and known.size:
                words.append(f"{curve.label}: {number(float(known[-1]), 3)}")
        return ", ".join(words)

    def sizeHint(self) -> QSize:
        return QSize(380, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        if not self._curves and not self.drawable:
            painter.setPen(self._theme.color("text_2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), self._empty)
            return
        small = self._theme.size("small")
        area = QRectF(self.rect()).adjusted(3.4 * small, 0.7 * small, -6.2 * small, -1.9 * small)
        self._area = area
        self._paint_grid(painter, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._fan is not None:
            colour, width = self._theme.color("accent"), self._theme.size("curve")
            paint_fan(painter, area, self._fan, self._places, colour, width)
        for curve in sorted(self._curves, key=_ghosts_first):
            self._paint_curve(painter, area, curve)
        self._paint_labels(painter, area)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._axis in AXES and self._axis_name.contains(event.position()):
            self.axis_asked.emit()
        elif self.drawable and event.button() == Qt.MouseButton.LeftButton:
            self._draw(event.position(), first=True)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drawable and event.buttons() & Qt.MouseButton.LeftButton:
            self._draw(event.position(), first=False)

    def set_drawable(self, drawable: bool) -> None:
        """Switch drawing with the mouse on or off."""
        self.drawable = drawable
        self.setCursor(Qt.CursorShape.CrossCursor if drawable else Qt.CursorShape.ArrowCursor)
        self.update()

    def _draw(self, place: QPointF, *, first: bool) -> None:
        left, right, low, high = self._bounds
        x = (place.x() - self._area.left()) / max(self._area.width(), 1.0)
        y = (self._area.bottom() - place.y()) / max(self._area.height(), 1.0)
        x, y = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self.drawn.emit(left + x * (right - left), low + y * (high - low), first)

    def _place(self, area: QRectF, x: float, y: float) -> QPointF:
        left, right, low, high = self._bounds
        return QPointF(
            area.left() + (x - left) / (right - left) * area.width(),
            area.bottom() - (y - low) / (high - low) * area.height(),
        )

    def _places(self, area: QRectF, x: Vector, y: Vector) -> tuple[Vector, Vector]:
        left, right, low, high = self._bounds
        across = area.left() + (x - left) / (right - left) * area.width()
        return across, area.bottom() - (y - low) / (high - low) * area.height()

    def _paint_grid(self, painter: QPainter, area: QRectF) -> None:
        left, right, low, high = self._bounds
        small = self._theme.size("small")
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for value in ticks(low, high, max(int(area.height() / (3 * small)), 2)):
            y = self._place(area, left, value).y()
            painter.setPen(QPen(self._theme.color("line"), 1.0))
            painter.drawLine(int(area.left()), int(y), int(area.right()), int(y))
            painter.setPen(self._theme.color("text_2"))
            room = QRectF(0, y - small, area.left() - 5, 2 * small)
            painter.drawText(room, middle, f"{value:g}")
        self._paint_axis_name(painter, area)
        for value in ticks(left, right, max(int(area.width() / (6 * small)), 2)):
            x = self._place(area, value, low).x()
            room = QRectF(x - 3 * small, area.bottom() + 2, 6 * small, 1.8 * small)
            half = painter.fontMetrics().horizontalAdvance(short(value)) / 2
            if x + half + small / 2 < self._axis_name.left():
                painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, short(value))

    def _paint_axis_name(self, painter: QPainter, area: QRectF) -> None:
        """Write the label of the x axis at its end; ticks that would overlap it are left out."""
        small = self._theme.size("small")
        words = axis_name(self._axis) + (" ▾" if self._axis in AXES else "")
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        room = QRectF(self.width() - 2 - width, area.bottom() + 2, width, 1.8 * small)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight, words)
        self._axis_name = room

    def _paint_curve(self, painter: QPainter, area: QRectF, curve: Curve) -> None:
        colour = self._theme.color(curve.token)
        if curve.ghost:
            colour = blend(self._theme.color("surface"), colour, GHOST_SHARE)
        pen = QPen(colour, self._theme.size("curve") * (0.7 if curve.ghost else 1.0))
        if curve.dash:
            pen.setDashPattern(list(curve.dash))
        painter.setPen(pen)
        x, y = thinned(curve.x, curve.y, int(area.width()))
        across, down = self._places(area, x, y)
        points = [QPointF(a, b) for a, b in zip(across.tolist(), down.tolist(), strict=True)]
        painter.setClipRect(area.adjusted(-2, -2, 2, 2))
        if len(points) == 1:
            painter.setBrush(colour)
            painter.drawEllipse(points[0], 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setClipping(False)

    def _paint_labels(self, painter: QPainter, area: QRectF) -> None:
        """Write the labels beside the ends, moved apart where they would touch."""
        height = self._theme.size("small") * 1.3
        ends = []
        for curve in self._curves:
            known = np.flatnonzero(np.isfinite(curve.y))
            if curve.label and known.size:
                end = self._place(area, float(curve.x[known[-1]]), float(curve.y[known[-1]]))
                ends.append((end.y(), curve))
        ends.sort(key=_by_height)
        places = apart([y for y, _ in ends], height, area.top(), area.bottom())
        for y, (_, curve) in zip(places, ends, strict=True):
            colour = self._theme.color("text_2" if curve.ghost else curve.token)
            painter.setPen(colour)
            room = QRectF(area.right() + 5, y - height / 2, self.width() - area.right() - 5, height)
            metrics = painter.fontMetrics()
            text = metrics.elidedText(curve.label, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


def thinned(x: Vector, y: Vector, pixels: int) -> tuple[Vector, Vector]:
    """Reduce a line to the lowest and the highest point of each pixel.

    Parameters
    ----------
    x, y : Vector, shape (n,)
        x ascends; points whose y is not finite are left out.
    """
    known = np.isfinite(y)
    x, y = x[known], y[known]
    size = -(-len(x) // max(pixels, 1))
    if size < 3:
        return x, y
    whole = len(x) // size * size
    blocks = y[:whole].reshape(-1, size)
    starts = np.arange(len(blocks)) * size
    ends = (blocks.argmin(axis=1) + starts, blocks.argmax(axis=1) + starts)
    rows = np.unique(np.concatenate([[0], *ends, np.arange(whole, len(x)), [len(x) - 1]]))
    return x[rows], y[rows]


def apart(places: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Move sorted places apart until none touches the next; the last stays above the bottom.

    Examples
    --------
    >>> apart([9.0, 9.5, 10.0], 2.0, 0.0, 10.0)
    [6.0, 8.0, 10.0]
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + height if moved else top))
    limit = bottom
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - height
    return moved


def _ghosts_first(curve: Curve) -> bool:
    return not curve.ghost


def _by_height(end: tuple[float, Curve]) -> float:
    return end[0]


def curves_of(training: TrainingView, quantity: str, axis: str = EPOCHS) -> list[Curve]:
    """Return the curves of "cost" or "accuracy", those of other runs as ghosts among them."""
    scale = 100.0 if quantity == "accuracy" else 1.0
    curves = ghosts_of(training, quantity, axis) + lockstep_curves(training, quantity, axis)
    history, products = training.history, training.products
    first = first_row(history, quantity)
    for part in PARTS:
        values = scale * getattr(history, f"{part}_{quantity}")[first:]
        x = places(history, products, axis)[first:]
        curves.append(Curve(_PART_NAMES[part](), x, values, quantity, DASHES[part]))
    if quantity == "cost" and len(history.batch_steps) > 1:
        epochs = history.batch_steps / max(training.steps_per_epoch, 1)
        epochs = between(history, epochs, products, axis)
        curves.insert(0, Curve("", epochs, history.batch_cost, "cost", (), ghost=True))
    return curves


def first_row(history: History, quantity: str) -> int:
    """Return the first row drawn: the untrained network's accuracy would flatten the curve."""
    return 1 if quantity == "accuracy" and len(history.epochs) > 2 else 0


def ghosts_of(training: TrainingView, quantity: str, axis: str) -> list[Curve]:
    """Return the ghosts of the latest other runs."""
    hidden = {training.branch, *(branch.id for branch in training.branches if branch.together)}
    others = [branch for branch in training.branches if branch.id not in hidden]
    return [
        ghost_curve(branch, quantity, axis)
        for branch in others[-MOST_GHOSTS:]
        # a run without a measured epoch has no curve
        if len(branch.history.epochs) > 1
    ]


def lockstep_curves(training: TrainingView, quantity: str, axis: str) -> list[Curve]:
    """Return the curve of each run in lockstep in its own colour."""
    curves = []
    for token, lockstep_run in lockstep_runs_of(training):
        pale = ghost_curve(lockstep_run, quantity, axis)
        curves.append(replace(pale, token=token, ghost=False, dash=DASHES["validation"]))
    return curves


def ghost_curve(branch: BranchView, quantity: str, axis: str) -> Curve:
    """Return the ghost of another run."""
    scale, first = (100.0, 1) if quantity == "accuracy" else (1.0, 0)
    values = scale * best_measured(branch.history, quantity)[first:]
    x = places(branch.history, branch.products, axis)[first:]
    return Curve(render_message(branch.name), x, values, quantity, (), ghost=True)


def best_measured(history: History, quantity: str) -> Vector:
    """Return the validation curve, else the test curve, else the training curve."""
    for part in ("validation", "test", "training"):
        values: Vector = getattr(history, f"{part}_{quantity}")
        if np.isfinite(values).any():
            return values
    return history.epochs * np.nan


def bounds_of(curves: Sequence[Curve], quantity: str) -> tuple[float, float, float, float]:
    """Return limits that hold every curve: x from 0, accuracy up to 100, cost from 0."""
    xs = [float(curve.x[-1]) for curve in curves if len(curve.x)]
    ys = [curve.y[np.isfinite(curve.y)] for curve in curves]
    values = np.concatenate(ys) if ys else np.zeros(0)
    right = max([*xs, 1.0])
    if not values.size:
        return 0.0, right, 0.0, 100.0
    if quantity == "accuracy":
        return 0.0, right, min(float(np.floor(values.min() / 5) * 5), 95.0), 100.0
    return 0.0, right, 0.0, float(values.max()) * 1.05 or 1.0


def _training() -> str:
    return tr("training")


def _validation() -> str:
    return tr("validation")


def _test() -> str:
    return tr("test")


_PART_NAMES = {"training": _training, "validation": _validation, "test": _test}
