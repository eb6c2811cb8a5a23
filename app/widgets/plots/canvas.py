"""The pyqtgraph side of a plot: axes, lines, spots; imported with the first plot, not before."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsItem, QWidget

from app.appearance.theme import Theme
from app.widgets.networks.network_painting import blend
from app.widgets.plots.figure import NOTHING, Bounds, Figure, Line, Spot, colour_of, pen_of, rim
from app.widgets.plots.layers.fan_layer import FanLayer
from app.widgets.plots.layers.shade_layer import ShadeLayer
from app.widgets.plots.mapping import Mapping
from app.widgets.plots.overlay import Overlay
from app.widgets.plots.thinning import thinned
from app.widgets.plots.ticks import axis_ticks, places
from engine.arrays import Vector

pg.setConfigOptions(antialias=False, imageAxisOrder="row-major", exitCleanup=False)

MOST_SMOOTH = 5_000
"""Most points whose lines are drawn with smooth edges."""

MOST_JOINED = 500
"""Most points of a line with joints: longer ones take Qt ten times as long as their pieces.

Dashed ones have no pieces; longer than that their edges are not smooth, four times as fast.
"""

GHOST_POINTS = 10_000
"""Most points of all ghosts together; they are pale and lie on top of each other."""

BAND_SHARE = 0.18
"""Share of the accent colour in a shaded band."""

LEVEL_DASH = (4.0, 3.0)


class Canvas:
    """The scene of one plot.

    Attributes
    ----------
    view : QGraphicsView
        Widget that shows the scene; the mouse looks through it.
    overlay : Overlay
    mapping : Mapping
        From values to pixels, as drawn.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self.theme = theme
        self._figure, self._remark = NOTHING, ""
        self.view = pg.GraphicsView(parent)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._frame = pg.GraphicsWidget()
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._left, self._bottom = pg.AxisItem("left"), pg.AxisItem("bottom")
        self._layout = QGraphicsGridLayout(self._frame)
        self._layout.setSpacing(0)
        for item, row, column in ((self._left, 0, 0), (self._box, 0, 1), (self._bottom, 1, 1)):
            self._layout.addItem(item, row, column)
        self.view.setCentralItem(self._frame)
        for axis in (self._left, self._bottom):
            axis.linkToView(self._box)
            axis.setZValue(-1000)
        self._box.disableAutoRange()
        self._build_items()
        self.mapping = Mapping(self._area(), NOTHING.bounds)
        self._box.sigResized.connect(self._on_resized)

    def _build_items(self) -> None:
        self._lines: list[pg.PlotDataItem] = []
        self._drawn: list[Line] = []
        self._ticks: dict[pg.AxisItem, list[tuple[float, str]]] = {}
        self._look: tuple[object, ...] = ()
        self._seen: tuple[object, ...] = ()
        self._room: tuple[float, ...] = ()
        self._busy = False
        self._band = pg.LinearRegionItem(movable=False, pen=QPen(Qt.PenStyle.NoPen))
        self._grid, self._ghosts = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._ghosts.setSegmentedLineMode("on")
        # pale lines behind the others stay a picture until they change
        self._ghosts.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._level, self._cursor = pg.InfiniteLine(angle=0), pg.InfiniteLine(angle=90)
        self._spots = pg.ScatterPlotItem(useCache=False)
        self._fan, self._shade = FanLayer(self._box), ShadeLayer(self._box)
        self._gap = pg.PlotCurveItem()
        layers = ((self._band, 0), (self._grid, 1), (self._ghosts, 5), (self._level, 11),
                  (self._gap, 20), (self._spots, 30), (self._cursor, 40))  # fmt: skip
        for item, z in layers:
            item.setZValue(z)
            self._box.addItem(item, ignoreBounds=True)
        self._cursor.hide()
        self.overlay = Overlay(self.theme, self._frame)

    @property
    def name_room(self) -> QRectF:
        """The rectangle of the x axis's name, in pixels."""
        return self.overlay.name_room(self._figure, self.mapping.area, float(self.view.width()))

    def draw(
        self, figure: Figure, logs: tuple[bool, bool], window: Bounds, remark: str = ""
    ) -> None:
        """Draw a figure; of its lines those that differ from what is drawn.

        Parameters
        ----------
        logs : tuple of bool
            Whether x and y are logarithmic.
        window : tuple of float
            What is visible, as places on the axes.
        remark : str
            Written at the upper left.
        """
        look = (self.theme.name, self.theme.lecture, logs)
        lines = [*figure.live, *figure.ghosts]
        seen = (look, window, remark, self._area(), self.view.size(), marks_of(figure))
        if seen == self._seen and all(map(same, lines, self._drawn)):
            return
        self._busy, self._seen = True, seen
        if look != self._look:
            self._look, self._drawn = look, []
            self._dress()
        self._figure, self._remark = figure, remark
        self.mapping = Mapping(self._area(), window, logs)
        self._fit()
        self._draw_lines()
        self._drawn = lines
        self._draw_spots(figure.spots)
        self._draw_band(figure)
        self._draw_gap(figure)
        theme = self.theme
        self._shade.draw(figure.shade, figure.uprights, logs, theme)
        self._fan.draw(figure.fan, self.mapping, theme.color("accent"), theme.size("curve"))
        self.overlay.write(figure, self.mapping, QRectF(self.view.rect()), remark)
        self._busy = False

    def show_cursor(self, x: float | None) -> None:
        """Show the vertical line and the values at an x, or hide them."""
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(float(places(np.array([x]), self.mapping.logs[0])[0]))
        self.overlay.reading_at = x
        self.overlay.update()

    def render(self, painter: QPainter) -> None:
        """Draw all with another painter, into the rectangle of the widget."""
        self._ghosts.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        rect = QRectF(self.view.rect())
        self.view.scene().render(painter, rect, rect)
        self._ghosts.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    # --- room ---------------------------------------------------------------------------------

    def _area(self) -> QRectF:
        """Return the rectangle between the ends of the axes, in pixels."""
        edge = rim(self.theme)
        room = self._box.geometry().adjusted(edge, edge, -edge, -edge)
        return QRectF(room.left(), room.top(), max(room.width(), 1.0), max(room.height(), 1.0))

    def _dress(self) -> None:
        theme = self.theme
        for axis in (self._left, self._bottom):
            axis.setStyle(tickFont=theme.font("small"), tickLength=0, tickAlpha=0,
                          hideOverlappingLabels=False, tickTextOffset=5)  # fmt: skip
            axis.setPen(QPen(Qt.PenStyle.NoPen))
            axis.setTextPen(QPen(theme.color("text_2")))
        self._grid.setPen(pen_of(theme.color("line"), 1.0))
        self.view.setBackground(theme.color("surface"))
        self._gap.setPen(pen_of(theme.color("cost"), 2.0 * theme.size("line")))
        self._level.setPen(pen_of(theme.color("text_2"), theme.size("line"), LEVEL_DASH))
        self._cursor.setPen(pen_of(theme.color("accent"), 1.0))
        shade = blend(theme.color("surface"), theme.color("accent"), BAND_SHARE)
        self._band.setBrush(QBrush(shade))

    def _fit(self) -> None:
        """Give margins, axes and ticks their room, and the box its range."""
        small, edge = self.theme.size("small"), rim(self.theme)
        left, right, low, high = self.mapping.window
        metrics = QFontMetricsF(self.theme.font("small"))
        top, beside = self.overlay.margins(self._figure)
        most = max(int((self.view.height() - top - 2 * small) / (2.8 * small)), 2)
        rows = axis_ticks(self._figure.y, low, high, self.mapping.logs[1], most)
        widest = max((metrics.horizontalAdvance(words) for _, words in rows), default=0.0)
        self._give_room(top - edge, beside - edge, max(widest + 10, 3.4 * small) - edge)
        area = self._area()
        self.mapping = Mapping(area, self.mapping.window, self.mapping.logs)
        self._set_ticks(self._left, rows)
        self._set_ticks(self._bottom, self._columns(metrics))
        rim_x, rim_y = edge * (right - left) / area.width(), edge * (high - low) / area.height()
        heights = np.repeat([place for place, _ in rows], 2)
        ends = np.tile([left - rim_x, right + rim_x], len(rows))
        self._grid.setData(x=ends, y=heights, connect="pairs")
        self._box.setRange(xRange=(left - rim_x, right + rim_x), padding=0,
                           yRange=(low - rim_y, high + rim_y))  # fmt: skip

    def _give_room(self, top: float, beside: float, left: float) -> None:
        """Set the margins and the width of the left axis; unchanged they stay untouched."""
        room = (top, beside, left)
        if room != self._room:
            self._room = room
            self._layout.setContentsMargins(0, top, beside, 0)
            self._left.setWidth(left)
            self._bottom.setHeight(1.9 * self.theme.size("small"))
            self._layout.activate()

    def _set_ticks(self, axis: pg.AxisItem, ticks: list[tuple[float, str]]) -> None:
        """Give an axis its ticks; it draws itself anew only for others."""
        if self._ticks.get(axis) != ticks:
            self._ticks[axis] = ticks
            axis.setTicks([ticks])

    def _columns(self, metrics: QFontMetricsF) -> list[tuple[float, str]]:
        """Return the ticks of the x axis that leave its name free."""
        small, (left, right, _, _) = self.theme.size("small"), self.mapping.window
        area, end = self.mapping.area, self.name_room.left() - small / 2
        most = max(int(area.width() / (5 * small)), 2)
        found = []
        for at, words in axis_ticks(self._figure.x, left, right, self.mapping.logs[0], most):
            x = area.left() + (at - left) / (right - left) * area.width()
            if x + metrics.horizontalAdvance(words) / 2 < end:
                found.append((at, words))
        return found

    # --- items --------------------------------------------------------------------------------

    def _draw_lines(self) -> None:
        live, ghosts = self._figure.live, self._figure.ghosts
        smooth = sum(len(line.x) for line in live) <= MOST_SMOOTH
        while len(self._lines) < len(live):
            self._lines.append(self._new_line())
        before = [line for line in self._drawn if not line.ghost]
        for place, item in enumerate(self._lines):
            item.setVisible(place < len(live))
            if place < len(live) and not (place < len(before) and same(before[place], live[place])):
                self._draw_line(item, live[place], smooth)
        self._draw_ghosts(ghosts)

    def _new_line(self) -> pg.PlotDataItem:
        item = pg.PlotDataItem(useCache=False)
        item.setClipToView(True)
        item.setDownsampling(auto=True, method="peak")
        # the lowest and the highest point of each pixel
        item.opts["autoDownsampleFactor"] = 1.0
        item.setZValue(12)
        self._box.addItem(item, ignoreBounds=True)
        return item

    def _draw_line(self, item: pg.PlotDataItem, line: Line, smooth: bool) -> None:
        x, y = self._points(line)
        colour = line.colour(self.theme)
        pen = pen_of(colour, self.theme.size("curve") * line.wide, line.dash)
        long = len(x) > MOST_JOINED
        item.curve.setSegmentedLineMode("on" if long and not line.dash else "off")
        marked = line.dots or len(x) == 1
        item.setData(
            x=x, y=y, pen=pen, antialias=smooth and not (long and line.dash),
            symbol="o" if marked else None,
            symbolBrush=QBrush(colour), symbolPen=QPen(Qt.PenStyle.NoPen),
            symbolSize=self.theme.size("point") * 0.8,
        )  # fmt: skip

    def _draw_ghosts(self, ghosts: Sequence[Line]) -> None:
        """Draw all ghosts as one item, none joined to the next."""
        before = [line for line in self._drawn if line.ghost]
        if len(before) == len(ghosts) and all(map(same, before, ghosts)):
            return
        pixels = min(int(self.mapping.area.width()), GHOST_POINTS // (2 * max(len(ghosts), 1)))
        pieces = [thinned(*self._points(line), max(pixels, 2)) for line in ghosts]
        pieces = [piece for piece in pieces if len(piece[0])]
        if not pieces:
            self._ghosts.setData(x=np.zeros(0), y=np.zeros(0))
            return
        x, y = (np.concatenate(part) for part in zip(*pieces, strict=True))
        joined = np.ones(len(x), np.uint8)
        joined[np.cumsum([len(piece[0]) for piece in pieces]) - 1] = 0
        pen = pen_of(colour_of(self.theme, ghosts[0].token, ghost=True), self.theme.size("line"))
        self._ghosts.setData(x=x, y=y, connect=joined, pen=pen, antialias=len(x) <= MOST_SMOOTH)

    def _points(self, line: Line) -> tuple[Vector, Vector]:
        x, y = (
            places(each, log) for each, log in zip((line.x, line.y), self.mapping.logs, strict=True)
        )
        known = np.isfinite(x) & np.isfinite(y)
        return x[known], y[known]

    def _draw_spots(self, spots: Sequence[Spot]) -> None:
        self._spots.setVisible(bool(spots))
        if not spots:
            return
        surface = self.theme.color("surface")
        colours = [colour_of(self.theme, spot.token, spot.shade) for spot in spots]
        pairs = list(zip(spots, colours, strict=True))
        self._spots.setData(
            x=places(np.array([spot.x for spot in spots], float), self.mapping.logs[0]),
            y=places(np.array([spot.y for spot in spots], float), self.mapping.logs[1]),
            size=1.5 * self.theme.size("point"),
            brush=[QBrush(surface if spot.hollow else each) for spot, each in pairs],
            pen=[
                pen_of(each, 2.0) if spot.hollow else pen_of(surface, 1.5) for spot, each in pairs
            ],
            antialias=True,
        )

    def _draw_band(self, figure: Figure) -> None:
        self._band.setVisible(figure.band is not None)
        if figure.band is not None:
            self._band.setRegion(places(np.array(figure.band), self.mapping.logs[0]).tolist())
        self._level.setVisible(figure.level is not None)
        if figure.level is not None:
            self._level.setValue(float(places(np.array([figure.level]), self.mapping.logs[1])[0]))

    def _draw_gap(self, figure: Figure) -> None:
        self._gap.setVisible(figure.gap is not None)
        if figure.gap is not None:
            x, one, two = figure.gap
            ends = places(np.array([x, x]), self.mapping.logs[0])
            self._gap.setData(x=ends, y=places(np.array([one, two]), self.mapping.logs[1]))

    def _on_resized(self) -> None:
        if self._busy:
            return
        # another width holds another number of points
        self._drawn = [line for line in self._drawn if not line.ghost]
        self.draw(self._figure, self.mapping.logs, self.mapping.window, self._remark)


def marks_of(figure: Figure) -> tuple[object, ...]:
    """Return all that is seen of a figure but the points of its lines, for comparing."""
    labels = [(line.label, line.ghost) for line in (*figure.live, *figure.ghosts)]
    around = figure.x, figure.y, figure.title, figure.note
    single = figure.band, figure.level, figure.gap, figure.fan, figure.shade
    return labels, around, tuple(figure.spots), tuple(figure.uprights), single


def same(one: Line, other: Line) -> bool:
    """Return whether two lines look the same."""
    return one is other or (
        (one.token, one.shade, one.dash, one.wide, one.dots)
        == (other.token, other.shade, other.dash, other.wide, other.dots)
        and np.array_equal(one.x, other.x)
        and np.array_equal(one.y, other.y, equal_nan=True)
    )
