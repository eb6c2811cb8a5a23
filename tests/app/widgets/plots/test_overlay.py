"""Words of a plot: none touches another, none leaves the plot."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from app.widgets.plots.figure import Axis, Figure, Line, Spot, Upright
from app.widgets.plots.overlay import shown_name
from app.widgets.plots.plot import Plot

X = np.linspace(0.0, 10.0, 11)
BOUNDS = (0.0, 10.0, 0.0, 8.0)


@pytest.fixture
def plot(qtbot, theme):
    """Return a shown plot of 420 × 240 pixels."""
    plot = Plot(theme, "plot")
    qtbot.addWidget(plot)
    plot.resize(420, 240)
    plot.show()
    return plot


class Words(QPainter):
    """A painter that remembers the words that it writes."""

    def __init__(self, image):
        super().__init__(image)
        self.written = []

    def drawText(self, room, flags, words):  # noqa: N802
        """Remember words with the rectangle that they cover."""
        if words:
            bounds = QFontMetricsF(self.font()).boundingRect(room, int(flags), words)
            self.written.append((words, QRectF(bounds)))


def words_of(plot):
    """Return what the overlay writes, with its rectangles."""
    plot.grab()
    image = QImage(plot.size(), QImage.Format.Format_RGB32)
    painter = Words(image)
    plot._canvas.overlay.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return painter.written


def line(label, height, **how):
    """Return a horizontal line with a label."""
    return Line(label, X, np.full(11, height), "accent", **how)


@pytest.mark.parametrize("lecture", [False, True])
def test_labels_at_the_ends_of_lines_do_not_touch(plot, theme, lecture):
    theme.set_lecture(lecture)
    plot.show_figure(Figure([line(name, 4.0) for name in "abc"], BOUNDS, Axis("epoch")))
    rooms = [room for words, room in words_of(plot) if words in ("a", "b", "c")]
    assert len(rooms) == 3
    tops = sorted(room.center().y() for room in rooms)
    assert np.diff(tops).min() >= 1.2 * theme.size("small")
    assert all(room.left() > plot.mapping.area.right() for room in rooms)


def test_of_more_labels_than_fit_those_of_ghosts_are_left_out(plot):
    ghosts = [line(f"Run {number}", 4.0, ghost=True) for number in range(60)]
    plot.show_figure(Figure([*ghosts, line("training", 4.0)], BOUNDS))
    written = [words for words, _ in words_of(plot)]
    assert "training" in written
    assert "Run 59" in written
    assert "Run 0" not in written
    assert all(room.top() >= 0 and room.bottom() <= 240 for _, room in words_of(plot))


def test_the_label_of_a_vertical_line_does_not_cross_another_one(plot):
    uprights = (Upright(5.0, "overfits from 5 on"), Upright(6.0, "early stop"))
    plot.show_figure(Figure([line("", 4.0)], BOUNDS, uprights=uprights))
    written = dict(words_of(plot))
    places = [plot.mapping.pixel(each.x, 1.0).x() for each in uprights]
    assert written["overfits from 5 on"].right() < places[0]
    assert written["early stop"].left() > places[1]


def test_labels_make_room_for_themselves_at_the_right(plot):
    plot.show_figure(Figure([line("", 1.0)], BOUNDS))
    wide = plot.mapping.area.width()
    plot.show_figure(Figure([line("the first layer", 1.0)], BOUNDS))
    assert plot.mapping.area.width() < wide


def test_labels_of_spots_stay_inside(plot):
    spots = [Spot(0.0, 8.0, label="above"), Spot(10.0, 0.0, label="below", side="below"),
             Spot(5.0, 4.0, label="½", side="right"), Spot(99.0, 4.0, label="outside")]  # fmt: skip
    plot.show_figure(Figure([line("", 1.0)], BOUNDS, spots=spots))
    rooms = dict(words_of(plot))
    assert {"above", "below", "½"} <= set(rooms)
    assert "outside" not in rooms
    assert all(plot.rect().contains(room.toRect()) for room in rooms.values())


def test_the_box_of_values_turns_to_the_other_side_at_the_edge(plot):
    plot.show_figure(Figure([line("training", 1.0)], BOUNDS, Axis("epoch")))
    for x, side in ((1.0, 1), (10.0, -1)):
        plot.read_at(x)
        (room,) = (room for words, room in words_of(plot) if words == f"epoch {x:g}")
        assert side * (room.center().x() - plot.mapping.pixel(x, 1.0).x()) > 0
        assert plot.rect().contains(room.toRect())


def test_names_of_axes_have_their_unit_and_an_arrow_where_there_are_others():
    assert shown_name(Axis("time", "s")) == "time (s)"
    assert shown_name(Axis("epoch", others=True)) == "epoch ▾"
    assert shown_name(Axis(unit="%")) == ""
