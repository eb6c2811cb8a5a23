"""What tests of the page Vanishing gradients share: a hand that works on it, and eyes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.pages.vanishing.view import VanishingPage
from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.transport import Open
from engine.simulations.vanishing.simulation import Vanishing
from tests.support.pages.cases.vanishing import few
from tests.support.pages.hands import PageHand

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class Hand(PageHand):
    """The page with a live engine on few pictures."""

    def __init__(self, worker, theme):
        worker.send(Open(SIMULATION_ID, SIMULATION_ID))
        self.session = worker._session
        self.session._simulations[SIMULATION_ID].close()
        self.session._simulations[SIMULATION_ID] = Vanishing(1, self.session._clock, few)
        super().__init__(worker, theme, SIMULATION_ID, VanishingPage)
        self.settle()

    def settle(self, *commands):
        """Do what is asked and all that follows from it; return what the page shows."""
        self.show(*commands)
        for _ in range(5_000):
            if not self.session._simulations[SIMULATION_ID].busy:
                break
            self.session.advance(0.01)
        return self.show()

    def set(self, **values):
        """Change settings; return what the page shows when everything is measured."""
        super().set(**values)
        return self.settle()

    @property
    def state(self):
        """What the page saw last."""
        return self.page.simulation.payload


def picture(widget):
    """Return what a widget looks like."""
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def mouse(widget, kind, at, buttons, modifiers=PLAIN):
    """Send a mouse event to a widget."""
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, buttons, modifiers)
    QApplication.sendEvent(widget, event)


def drag(widget, start, end, modifiers=PLAIN):
    """Press, move in three pieces, let go."""
    mouse(widget, QEvent.Type.MouseButtonPress, start, LEFT, modifiers)
    for share in (0.3, 0.7, 1.0):
        at = start + (end - start) * share
        mouse(widget, QEvent.Type.MouseMove, at, LEFT, modifiers)
    mouse(widget, QEvent.Type.MouseButtonRelease, end, NONE, modifiers)
