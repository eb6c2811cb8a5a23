"""What tests of the Universality page share: a hand that works on it, and eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import SIMULATION_ID
from engine.commands.transport import Open
from tests.support.pages.hands import PageHand

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier

ONE_INPUT = ("neuron", "steps", "bump", "bumps", "function")
"""Stations of the workshop."""


class Hand(PageHand):
    """The Universality page with a live engine."""

    def __init__(self, worker, theme):
        worker.send(Open(SIMULATION_ID, SIMULATION_ID))
        super().__init__(worker, theme, SIMULATION_ID, UniversalityPage)
        self.show()

    # --- the mouse ------------------------------------------------------------------------------

    def place(self, x, y):
        """Return the pixel of a point of the curve's picture."""
        canvas, curve = self.page.workshop.curve, self.simulation.payload.curve
        area, up = canvas.area, (y - curve.low) / (curve.high - curve.low)
        point = QPointF(area.left() + x * area.width(), area.bottom() - up * area.height())
        return point.toPoint()

    def number(self, number):
        """Return the pixel of a number of the network."""
        return self.page.workshop.network.places.numbers[number].center().toPoint()

    def wire(self, neuron, side):
        """Return a pixel of a wire that belongs to no number and to no other wire."""
        places = self.page.workshop.network.places
        middle = places.neurons[neuron]
        start, end = {"in": (places.source, middle), "out": (middle, places.output)}[side]
        for share in range(5, 96):
            point = start + (end - start) * share / 100
            free = not any(room.contains(point) for room in places.numbers.values())
            if free and places.wire_at(point) == (side, neuron):
                return point.toPoint()
        raise AssertionError(f"wire {side} of neuron {neuron} has no free place")

    def drag(self, widget, *points, modifiers=PLAIN):
        """Press, move with pictures in between, and let go; return what is shown then."""
        _mouse(widget, QEvent.Type.MouseButtonPress, points[0], LEFT, modifiers)
        for point in points[1:]:
            _mouse(widget, QEvent.Type.MouseMove, point, NONE, modifiers)
            self.show()
        _mouse(widget, QEvent.Type.MouseButtonRelease, points[-1], LEFT, modifiers)
        return self.show()

    def draw(self, *points):
        """Drag on the curve's picture, in the units of its axes."""
        return self.drag(self.page.workshop.curve, *(self.place(*point) for point in points))

    def hover(self, widget, point):
        """Move the pointer over a widget."""
        _mouse(widget, QEvent.Type.MouseMove, point, NONE, PLAIN, pressed=False)


def _mouse(widget, kind, point, button, modifiers, *, pressed=True):
    at = QPointF(QPoint(point))
    held = LEFT if pressed and kind != QEvent.Type.MouseButtonRelease else NONE
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, modifiers)
    QApplication.sendEvent(widget, event)


@contextmanager
def opened(worker, theme) -> Iterator[Hand]:
    """Open the page with the curve of the game, and put it away."""
    hand = Hand(worker, theme)
    yield hand
    for old in (hand.page.title_widget(), hand.page):
        old.close()
        old.deleteLater()


def seen(widget):
    """Return the picture of a widget."""
    return widget.grab().toImage()


def key(qtbot, hand, which):
    """Press a key that no control has taken."""
    qtbot.keyClick(hand.page, which)
    return hand.show()


def write(qtbot, part, text):
    """Type a formula over what stands there, and press Enter."""
    part.field.setFocus()
    part.field.selectAll()
    qtbot.keyClicks(part.field, text)
    qtbot.keyClick(part.field, Qt.Key.Key_Return)
