"""What tests of the page Vanishing gradients share: a hand that works on it, and eyes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.pages.vanishing.view import VanishingPage
from app.pages.vanishing.words import RUN
from engine.commands import Open, SetSetting
from engine.simulations.vanishing import Vanishing
from tests.engine.vanishing_bench import few

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class Hand:
    """The page with a live engine on few pictures; remembers what the page has sent."""

    def __init__(self, worker, theme):
        self.worker, self.sent = worker, []
        worker.send(Open(RUN, RUN))
        session = worker._session
        session._runs[RUN].close()
        session._runs[RUN] = Vanishing(1, session._clock, few)
        self.session = session
        self.page = VanishingPage(self._send, theme)
        self.page.resize(1204, 672)
        self.page.show()
        self.page.on_shown()
        self.settle()

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

    def settle(self, *commands):
        """Do what is asked and all that follows from it; return what the page shows."""
        self.show(*commands)
        for _ in range(5_000):
            if not self.session._runs[RUN].busy:
                break
            self.session.advance(0.01)
        return self.show()

    def set(self, **values):
        """Change settings; return what the page shows."""
        return self.settle(*(SetSetting(RUN, name, value) for name, value in values.items()))

    def take(self, kind=object):
        """Return the commands of a class since the last time, and forget all."""
        taken = [command for command in self.sent if isinstance(command, kind)]
        self.sent.clear()
        return taken

    @property
    def state(self):
        """What the page saw last."""
        return self.page.run.payload


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
