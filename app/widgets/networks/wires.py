"""Drawing of a network's wires: colour and width by strength, negative ones dashed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from app.appearance.theme import Theme
from app.widgets.basics.compiled import loaded
from app.widgets.networks.network_geometry import STRIPS, Column, Wires
from app.widgets.networks.network_painting import blend
from engine.arrays import Matrix, Vector

LEVELS = 6
"""Steps of colour and width by |w·a|."""

SELECTED_FADE = 0.35
"""Share of their strength that other wires keep while a neuron is selected."""

DASH = 6.0
"""Dash length of negative wires in pixels, for a thin line."""

GAP = 2.0 / 3.0
"""Gap length / dash length, as in the kernel."""


@dataclass(frozen=True, slots=True)
class Pens:
    """Width in pixels and colour 0xffRRGGBB by strength, -LEVELS .. LEVELS; entry 0 is unused."""

    widths: Vector
    colours: Vector


@dataclass(frozen=True, slots=True)
class Lines:
    """n straight lines, in drawing order.

    Attributes
    ----------
    ends : Matrix, shape (n, 4), float32
        x and y of start and end in pixels.
    widths, dashes : Vector, float32
        In pixels; a dash of 0 is a solid line.
    colours : Vector, uint32
        0xffRRGGBB.
    """

    ends: Matrix
    widths: Vector
    dashes: Vector
    colours: Vector


class WireStyler:
    """Converter of wires to lines with the widths and colours of a theme.

    Parameters
    ----------
    strip : float
        Width of the input strips in pixels.
    strength : float
        0..1; dims every wire.
    """

    def __init__(self, theme: Theme, strip: float, strength: float = 1.0) -> None:
        self._theme = theme
        self._strip = strip
        self._strength = strength

    def lines(
        self,
        left: Column,
        right: Column,
        wires: Wires,
        *,
        on_path: bool = False,
        faded: bool = False,
    ) -> Lines:
        """Return the lines between two columns, the weakest first.

        Parameters
        ----------
        on_path : bool
            Whether they belong to the selected neuron.
        faded : bool
            Whether they are drawn fainter because a neuron is selected.
        """
        levels = np.clip(np.ceil(np.abs(wires.strengths) * LEVELS), 1, LEVELS).astype(int)
        levels[wires.strengths < 0] *= -1
        pens = _pens(self._theme, on_path, faded, self._strength)
        ends = np.empty((len(levels), 4), np.float32)
        ends[:, 0], ends[:, 2] = wire_start(left, self._strip), right.x - right.radius
        ends[:, 1] = np.array(left.ys)[wires.start_rows]
        ends[:, 3] = np.array(right.ys)[wires.end_rows]
        widths = pens.widths[levels]
        dash = DASH * self._theme.size("line") ** 0.5
        dashes = np.where(levels < 0, dash, 0.0).astype(np.float32)
        return Lines(ends, widths, dashes, pens.colours[levels])


_PENS: dict[tuple[object, ...], Pens] = {}
"""Cache of pens by theme and state; one or two dozen entries."""


def _pens(theme: Theme, on_path: bool, faded: bool, strength: float) -> Pens:
    key = (theme.name, theme.lecture, on_path, faded, strength)
    if key not in _PENS:
        widths = np.zeros(2 * LEVELS + 1, np.float32)
        colours = np.zeros(2 * LEVELS + 1, np.uint32)
        for level in range(1, LEVELS + 1):
            for sign in (1, -1):
                width, colour = _pen(theme, level, sign, on_path, faded, strength)
                # negative levels count from the end
                widths[sign * level], colours[sign * level] = width, colour.rgb()
        _PENS[key] = Pens(widths, colours)
    return _PENS[key]


def _pen(
    theme: Theme, level: int, sign: int, on_path: bool, faded: bool, strength: float
) -> tuple[float, QColor]:
    share = (level / LEVELS) ** 1.2 * 0.9 + 0.04
    width = theme.size("line") * (1.0 if level < LEVELS - 1 else 1.7)
    colour = theme.color("negative" if sign < 0 else "positive")
    if on_path:
        colour, share = theme.color("accent"), min(share + 0.25, 1.0)
        width = theme.size("line") * (1.4 if level < LEVELS - 2 else 2.4)
    elif faded:
        share *= SELECTED_FADE
    return width, blend(theme.color("surface"), colour, share * strength)


def wire_start(column: Column, strip: float) -> float:
    """Return the x at which wires leave a column, in pixels.

    Parameters
    ----------
    strip : float
        Width of the input strips in pixels.
    """
    if column.layer == 0 and len(column.neurons) == STRIPS:
        return column.x + strip / 2 + 2
    return column.x + column.radius


# --- pictures of lines ----------------------------------------------------------------------------


def picture_of(groups: Iterable[Lines], size: QSize, ratio: float, paper: QColor) -> QImage:
    """Draw groups of lines, the first one below.

    The compiled kernel is used once it is loaded: it takes a third of Qt's time and releases
    the GIL.

    Parameters
    ----------
    size : QSize
        In pixels of the widget.
    ratio : float
        Device pixels per widget pixel.
    """
    rows, columns = round(size.height() * ratio), round(size.width() * ratio)
    pixels = np.full((max(rows, 1), max(columns, 1)), paper.rgb(), np.uint32)
    image = QImage(
        pixels.data,
        pixels.shape[1],
        pixels.shape[0],
        4 * pixels.shape[1],
        QImage.Format.Format_RGB32,
    )
    draw = loaded("drawing.lines", "draw_lines")
    for lines in groups:
        if draw is None:
            _draw_with_qt(lines, ratio, image)
        else:
            scale = np.float32(ratio)
            ends, widths, dashes = lines.ends * scale, lines.widths * scale, lines.dashes * scale
            draw(ends, widths, dashes, lines.colours, pixels)
    # the copy outlives the array, whose memory QImage has borrowed
    copy = image.copy()
    copy.setDevicePixelRatio(ratio)
    return copy


def _draw_with_qt(lines: Lines, ratio: float, image: QImage) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    rows = (lines.ends.tolist(), lines.widths.tolist(), lines.dashes.tolist())
    for end, width, dash, colour in zip(*rows, lines.colours.tolist(), strict=True):
        pen = QPen(QColor.fromRgb(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash:
            pen.setDashPattern([dash / width, dash / width * GAP])
        painter.setPen(pen)
        painter.drawLine(QPointF(end[0], end[1]), QPointF(end[2], end[3]))
    painter.end()
