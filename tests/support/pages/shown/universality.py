"""A hand on the shown Universality page with the mouse of Qt, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from tests.support.pages.universality_session import Workshop

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Bench:
    """The page, its engine and a hand."""

    def __init__(self, page, worker, qtbot) -> None:
        self.page, self.worker, self.qtbot = page, worker, qtbot
        self.curve, self.network = page.workshop.curve, page.workshop.network

    def show(self, *commands):
        """Do what is asked and hand the page the newest snapshot; return what it shows."""
        for command in commands:
            self.worker.send(command)
        self.snapshot = self.worker.work()
        self.page.show_snapshot(self.snapshot)
        return self.snapshot.simulation(SIMULATION_ID).payload

    def set(self, name, value):
        """Change a setting."""
        return self.show(SetSetting(SIMULATION_ID, name, value))

    def pixel(self, x, y):
        """Return where a point of the picture lies."""
        curve, area = self.page.workshop._state.curve, self.curve.area
        down = (y - curve.low) / (curve.high - curve.low) * area.height()
        return QPointF(area.left() + x * area.width(), area.bottom() - down).toPoint()

    def sweep(self, *places):
        """Drag on the curve from place to place, as a hand would."""
        points = [self.pixel(x, y) for x, y in places]
        self.drag(self.curve, points)
        return self.show()

    def drag(self, widget, points):
        """Drag over points of a widget, with pictures in between."""
        self.qtbot.mouseMove(widget, points[0])
        self.qtbot.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            self.qtbot.mouseMove(widget, point)
            self.show()
        self.qtbot.mouseRelease(widget, LEFT, pos=points[-1])

    def pull(self, number, right):
        """Drag a number of the network to the right by so many pixels."""
        start = self.network.places.numbers[number].center().toPoint()
        self.drag(self.network, [start, start + QPoint(right // 2, 0), start + QPoint(right, 0)])
        return self.show()

    def type_into(self, number, text, key=KEY.Key_Return):
        """Double-click a number and type."""
        place = self.network.places.numbers[number].center().toPoint()
        self.qtbot.mouseDClick(self.network, LEFT, pos=place)
        assert self.network.field.isVisible()
        self.network.field.selectAll()
        self.qtbot.keyClicks(self.network.field, text)
        self.qtbot.keyClick(self.network.field, key)
        return self.show()

    def press(self, key, widget=None, modifier=Qt.KeyboardModifier.NoModifier):
        """Press a key."""
        self.qtbot.keyClick(widget or self.page, key, modifier)
        return self.show()


def heights(state):
    """Return the heights of the bumps."""
    return state.curve.heights.tolist()


def choose(box, name):
    """Choose an entry as a person does."""
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


def moment(*commands, **settings):
    """Return what the page sees after some settings and commands, without a window."""
    workshop = Workshop()
    workshop.set(**settings)
    state = workshop.send(*commands)
    workshop.close()
    return state
