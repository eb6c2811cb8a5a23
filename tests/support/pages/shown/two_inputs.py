"""A hand on the shown station of two inputs, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import SetSetting

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


class Bench:
    """The page at its last station, and its engine."""

    def __init__(self, page, worker, qtbot) -> None:
        self.page, self.worker, self.qtbot, self.station = page, worker, qtbot, page.two_inputs

    def show(self, *commands):
        """Do what is asked and hand the page the newest snapshot; return the plane."""
        for command in commands:
            self.worker.send(command)
        self.snapshot = self.worker.work()
        self.page.show_snapshot(self.snapshot)
        return self.snapshot.simulation(SIMULATION_ID).payload.two_inputs

    def set(self, name, value):
        """Change a setting."""
        return self.show(SetSetting(SIMULATION_ID, name, value))

    def figure(self, name):
        """Look at another figure."""
        return self.set("plane_figure", name)

    def pixel(self, x, y):
        """Return where a point of the map lies."""
        area = self.station.map.area
        return QPoint(
            round(area.left() + x * area.width()), round(area.bottom() - y * area.height())
        )

    def drag(self, widget, *points):
        """Drag over points of a widget."""
        self.qtbot.mousePress(widget, LEFT, pos=points[0])
        for point in points[1:]:
            self.qtbot.mouseMove(widget, point)
            self.show()
        self.qtbot.mouseRelease(widget, LEFT, pos=points[-1])
        return self.show()

    def label(self, setting, place=0):
        """Return where a number stands on the network."""
        labels = [each for each in self.station.network.places.labels if each.setting == setting]
        return labels[place].room.center().toPoint()
