"""Words and marks for points with units of their own: axes, readings, scales, classes."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.appearance.theme import Theme
from app.appearance.translation import number, significant, tr
from app.widgets.networks.playground_pictures import CLASS_TOKENS
from engine.data.points.own_points import UNSCALED, OwnPoints, Scale
from engine.simulations.learning.views.playground import REACH, PlaygroundState
from engine.text import subscript

DIGITS = 4
"""Significant digits of a reading."""

GLYPHS = "■●▲◆▼⬢"
"""Markers of the classes, as characters."""

PAD_PX = 3
TITLE_PX = 60
"""Pixels by which the plane's title may extend to the left."""


def axis_name(own: OwnPoints | None, which: int) -> str:
    """Return the name of an input with its unit, x₁ or x₂ if it has none."""
    named = own.axes[which] if own is not None else ""
    return named or f"x{subscript(which + 1)}"


def reading(own: OwnPoints | None, place: tuple[float, float]) -> str:
    """Return both inputs at a place of the plane, in the units of the points."""
    scales = (UNSCALED, UNSCALED) if own is None else own.shown_scales
    return " · ".join(
        f"{axis_name(own, which)} = {significant(scale.original(place[which]), DIGITS)}"
        for which, scale in enumerate(scales)
    )


def title_of(
    state: PlaygroundState, hovered: tuple[int, int] | None, place: tuple[float, float] | None
) -> str:
    """Return what the plane shows: a place in its units, else a neuron's answer.

    Parameters
    ----------
    hovered : (layer, neuron) or None
    place : (x, y) or None
        Place of the plane under the pointer, from -REACH to REACH.
    """
    own = state.points.own
    if place is not None:
        return reading(own, place)
    if hovered is None or hovered[0] == len(state.network.sizes) - 1:
        return tr("what the network answers")
    layer, neuron = hovered
    if layer == 0:
        return tr("input {name}", name=axis_name(own, neuron))
    bias = float(state.network.biases[layer - 1][neuron])
    return tr(
        "what neuron {neuron} of layer {layer} sees · bias {bias}",
        neuron=neuron + 1, layer=layer, bias=number(bias, 2),
    )  # fmt: skip


def scale_words(own: OwnPoints, which: int) -> str:
    """Return how an input is shown on the plane, as a sentence without its end."""
    name, scale = axis_name(own, which), own.shown_scales[which]
    if scale == UNSCALED:
        return tr("{input}: shown as it is", input=name)
    return tr("{input}: shown as {formula}", input=name, formula=_formula(scale))


def _formula(scale: Scale) -> str:
    sign = "−" if scale.centre > 0 else "+"
    moved = f"(x {sign} {significant(abs(scale.centre), 6)})" if scale.centre else "x"
    return moved if scale.unit == 1 else f"{moved} / {significant(scale.unit, 6)}"


def class_legend(theme: Theme, own: OwnPoints) -> str:
    """Return the classes with their markers, in rich text."""
    pieces = [
        f'<span style="color:{theme.color(token).name()}">{glyph}</span>&nbsp;{escape(name)}'
        for name, token, glyph in zip(own.classes, CLASS_TOKENS, GLYPHS, strict=False)
    ]
    return " &nbsp; ".join(pieces)


def paint_axes(painter: QPainter, theme: Theme, own: OwnPoints, area: QRectF) -> None:
    """Name the axes inside the edges of the plane, with the values at their ends."""
    painter.setFont(theme.font("small"))
    for which, scale in enumerate(own.shown_scales):
        low, high = (significant(scale.original(end), DIGITS) for end in (-REACH, REACH))
        arrow = "→" if which == 0 else "↑"
        words = f"{axis_name(own, which)} {low} … {high} {arrow}"
        metrics = painter.fontMetrics()
        room = area.width() - 4 * PAD_PX
        words = metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, int(room))
        chip = QRectF(0, 0, metrics.horizontalAdvance(words) + 2 * PAD_PX, metrics.height())
        if which == 0:
            chip.moveBottomRight(area.bottomRight())
        else:
            chip.moveTopLeft(area.topLeft())
        paper = theme.color("surface")
        paper.setAlphaF(0.85)
        painter.fillRect(chip, paper)
        painter.setPen(theme.color("text"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)


def paint_title(painter: QPainter, theme: Theme, area: QRectF, words: str) -> None:
    """Write the title above the plane; a long one goes on to the left, over the last column."""
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("text"))
    metrics = painter.fontMetrics()
    title = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()) + TITLE_PX)
    wide = metrics.horizontalAdvance(title) > area.width()
    side = Qt.AlignmentFlag.AlignRight if wide else Qt.AlignmentFlag.AlignHCenter
    room = QRectF(area.left() - 300, area.top() - 40, area.width() + 300, 36)
    if not wide:
        room.setLeft(area.left())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignBottom, title)
