"""Painting of the plane: axes, the range of the points, curves, points."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.appearance.theme import Theme
from app.appearance.translation import number, plain, tr
from app.widgets.basics.drawn import CENTRE, RIGHT
from app.widgets.networks.network_painting import blend
from engine.improvement.polynomial_fit import BOOK_SLOPE
from engine.simulations.overfitting.polynomial.settings import HIGH, LEFT, LOW
from engine.simulations.overfitting.polynomial.settings import RIGHT as MOST
from engine.simulations.overfitting.polynomial.state import PolynomialView

POLYNOMIAL, LINE, JUDGE = "accent", "positive", "negative"
"""Colours of the polynomial, of the line, and of points that are held out."""

OUTSIDE_SHARE = 0.5
"""Share of the second surface colour where there are no points."""

FAR_AWAY = 1e4
"""Most pixels outside the area that a curve is drawn to: Qt's coordinates are limited."""


class CurvePainter:
    """Paints one view.

    Parameters
    ----------
    area : QRectF
        Between the ends of the axes.
    pixel : callable
        (x, y) -> QPointF.
    """

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        area: QRectF,
        pixel: Callable[[float, float], QPointF],
    ) -> None:
        self._painter, self._theme, self._area, self._pixel = painter, theme, area, pixel

    def paint(self, view: PolynomialView, selected: int) -> None:
        """Paint everything."""
        self._ground(view)
        self._axes()
        painter = self._painter
        painter.save()
        painter.setClipRect(self._area)
        self._curves(view)
        painter.restore()
        self._far(view)
        self._points(view, selected)

    def _ground(self, view: PolynomialView) -> None:
        """Shade the x outside the fitted points."""
        theme, area = self._theme, self._area
        shade = blend(theme.color("surface"), theme.color("surface_2"), OUTSIDE_SHARE)
        low, high = (self._pixel(x, LOW).x() for x in view.inside)
        for left, right in ((area.left(), low), (high, area.right())):
            outside = QRectF(left, area.top(), right - left, area.height())
            self._painter.fillRect(outside, shade)

    def _axes(self) -> None:
        painter, theme, area = self._painter, self._theme, self._area
        small = theme.size("small")
        painter.setFont(theme.font("small", tabular=True))
        for y in range(int(LOW), int(HIGH) + 1, 4):
            at = self._pixel(LEFT, y).y()
            painter.setPen(QPen(theme.color("line"), 1.0))
            painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
            painter.setPen(theme.color("text_2"))
            room = QRectF(0, at - small, area.left() - 0.5 * small, 2 * small)
            painter.drawText(room, RIGHT, plain(y))
        for x in range(int(LEFT), int(MOST) + 1):
            at = self._pixel(x, LOW).x()
            room = QRectF(at - 2 * small, area.bottom() + 0.2 * small, 4 * small, 1.7 * small)
            painter.drawText(room, CENTRE, "x" if x == MOST else plain(x))

    def _curves(self, view: PolynomialView) -> None:
        painter, theme = self._painter, self._theme
        wide = theme.size("curve")
        pen = QPen(theme.color(LINE), wide)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(self._pixel(LEFT, BOOK_SLOPE * LEFT), self._pixel(MOST, BOOK_SLOPE * MOST))
        painter.setPen(QPen(theme.color(POLYNOMIAL), wide))
        curve = zip(view.x.tolist(), view.y.tolist(), strict=True)
        found = [self._pixel(x, y) for x, y in curve]
        for at in found:
            at.setY(min(max(at.y(), -FAR_AWAY), FAR_AWAY))
        painter.drawPolyline(QPolygonF(found))

    def _far(self, view: PolynomialView) -> None:
        """Write what the polynomial says outside the points, above the places."""
        painter, theme, area = self._painter, self._theme, self._area
        small = theme.size("small")
        pen = QPen(theme.color("text_2"), theme.size("line"), Qt.PenStyle.DashLine)
        painter.setFont(theme.font("small", bold=True, tabular=True))
        metrics, right = painter.fontMetrics(), area.right() + small
        for x, y in sorted(zip(view.far, view.polynomial_far, strict=True), reverse=True):
            at = self._pixel(x, HIGH).x()
            painter.setPen(pen)
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
            words = tr("p({x}) = {value}", x=plain(x), value=far_words(y))
            wide = metrics.horizontalAdvance(words) + 4
            left = min(at - 0.5 * wide, right - wide)
            painter.setPen(theme.color(POLYNOMIAL))
            above = QRectF(left, area.top() - 1.9 * small, wide, 1.7 * small)
            painter.drawText(above, CENTRE, words)
            right = left - small

    def _points(self, view: PolynomialView, selected: int) -> None:
        painter, theme = self._painter, self._theme
        radius = 0.9 * theme.size("point")
        for place, point in enumerate(view.points):
            at = self._pixel(point.x, point.y)
            token = JUDGE if point.held else "text"
            painter.setPen(QPen(theme.color(token), 2.0 * theme.size("line")))
            painter.setBrush(theme.color("surface" if point.held else token))
            painter.drawEllipse(at, radius, radius)
            if place == selected:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.color("accent"), 2.0 * theme.size("line")))
                painter.drawEllipse(at, 1.7 * radius, 1.7 * radius)


def far_words(value: float) -> str:
    """Return a value of a polynomial: whole when it is large.

    Examples
    --------
    >>> far_words(2973.96), far_words(12.0), far_words(-69.07)
    ('2,974', '12', '−69.1')
    """
    if abs(value) < 1_000:
        return plain(value, 1)
    return f"−{number(-value)}" if value < 0 else number(value)
