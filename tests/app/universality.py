"""What tests of the Universality page share: a hand that works on it, and eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.pages.universality.view import UniversalityPage
from app.pages.universality.words import RUN
from engine.commands import Open, SetSetting

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier

ONE_INPUT = ("neuron", "steps", "bump", "bumps", "function")
"""Stations of the workshop."""


class Hand:
    """The page with a live engine; remembers what the page has sent.

    Attributes
    ----------
    page : UniversalityPage
    sent : list of Command
        All commands of the page since the last `take`.
    """

    def __init__(self, worker, theme):
        self.worker, self.sent = worker, []
        worker.send(Open(RUN, RUN))
        self.page = UniversalityPage(self._send, theme)
        self.page.resize(1204, 672)
        self.page.show()
        self.page.on_shown()
        self.show()

    def _send(self, command):
        self.sent.append(command)
        return self.worker.send(command)

    def show(self, *commands):
        """Do what is asked, hand the page the newest snapshot; return what it shows."""
        for command in commands:
            self.worker.send(command)
        snapshot = self.worker.work()
        self.page.show_snapshot(snapshot)
        self.page.render_text(snapshot)
        return snapshot.run(RUN).payload

    def set(self, **values):
        """Change settings; return what the page shows."""
        return self.show(*(SetSetting(RUN, name, value) for name, value in values.items()))

    def take(self, kind=object):
        """Return the commands of a class since the last time, and forget all."""
        taken = [command for command in self.sent if isinstance(command, kind)]
        self.sent.clear()
        return taken

    @property
    def run(self):
        """The run as the page saw it last."""
        return self.page.run

    # --- the mouse ------------------------------------------------------------------------------

    def place(self, x, y):
        """Return the pixel of a point of the curve's picture."""
        canvas, curve = self.page.workshop.curve, self.run.payload.curve
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
            if places.number_at(point) is None and places.wire_at(point) == (side, neuron):
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
