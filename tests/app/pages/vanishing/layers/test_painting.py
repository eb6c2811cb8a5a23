"""Painter of the gradient bars and of the gauges."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF

from app.pages.vanishing.layers.geometry import lay_out
from app.pages.vanishing.layers.painting import LayersPainter, Scale
from app.widgets.plots.figure import ramp
from tests.support.pages.shown.pixels import count_of, painted
from tests.support.pages.shown.vanishing import moment
from tests.support.pages.vanishing_page import picture


def test_bars_show_every_sign_and_size(hand, theme):
    hand.set(depth=2)
    canvas = hand.page.layers.canvas
    image, layout = picture(canvas), canvas.places
    biases = hand.state.laboratory.moment.gradients.biases[1]
    full, half = canvas.scale.full, layout.cell / 2 - 1
    for neuron in range(0, layout.rows, 5):
        box, value = layout.box(1, neuron), float(biases[neuron])
        length = abs(value) / full * half
        if length < 4:
            continue
        side = 1 if value > 0 else -1
        at = QPoint(round(box.center().x() + side * length / 2), round(box.center().y()))
        token = "positive" if value > 0 else "negative"
        assert image.pixelColor(at) == theme.color(token)
        past = QPoint(round(box.center().x() + side * (length + 3)), round(box.center().y()))
        if length + 5 < half:
            assert image.pixelColor(past) == theme.color("surface_2")


SIZE, ENDS = (760, 480), (-4, 0)


def test_gauges_are_filled_up_to_the_speed_of_their_layer(theme):
    shown = moment(depth=3).laboratory.moment
    layout = lay_out(QRectF(0, 0, *SIZE), 3, 30, 11)

    def paint(painter):
        LayersPainter(painter, theme, layout).speeds(shown, ENDS)

    picture = painted(SIZE, paint, theme.color("surface"))
    for layer, speed in enumerate(shown.gradients.speeds.tolist()):
        tube = layout.tube(layer)
        share = (np.log10(speed) - ENDS[0]) / (ENDS[1] - ENDS[0])
        filled = count_of(picture, ramp(theme, layer / 2), tube)
        assert filled == pytest.approx(share * tube.width() * tube.height(), rel=0.1)


def test_magnified_bars_end_at_their_cell_with_a_mark(theme):
    shown = moment(depth=2).laboratory.moment
    layout = lay_out(QRectF(0, 0, *SIZE), 2, 30, 11)
    marks = []
    for factor in (1.0, 1e6):

        def paint(painter, factor=factor):
            LayersPainter(painter, theme, layout).bars(shown, Scale(1.0, factor))

        picture = painted(SIZE, paint, theme.color("surface"))
        colours = [theme.color(token) for token in ("positive", "negative")]
        columns = [layout.column(layer) for layer in range(2)]
        inside = [QRectF(box.left(), 0, box.width(), SIZE[1]) for box in columns]
        for colour in colours:
            found = sum(count_of(picture, colour, room) for room in inside)
            assert found == count_of(picture, colour)
        marks.append(count_of(picture, theme.color("text")))
    clipped = sum(int((np.abs(b[: layout.rows]) * 1e6 >= 1).sum()) for b in shown.gradients.biases)
    assert clipped > 40
    assert marks[0] == 0
    assert marks[1] == pytest.approx(2 * clipped * layout.box(0, 0).height(), rel=0.4)
