"""Driver of the user interface: wait for events, draw on the pad."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent

from app.appearance.settings import FOLDER_VARIABLE, HINTS, Settings
from app.widgets.pictures.drawing_pad import DrawingPad

POLL_MS = 4
PEN_MS = 8
"""Interval of pen events, 125 per second."""

Path = Sequence[tuple[float, float]]

SEVEN: Path = ((0.22, 0.22), (0.75, 0.20), (0.62, 0.45), (0.45, 0.85))
TWO: Path = (
    (0.25, 0.30),
    (0.38, 0.15),
    (0.62, 0.17),
    (0.70, 0.34),
    (0.52, 0.58),
    (0.24, 0.82),
    (0.76, 0.82),
)
ZERO: Path = (
    (0.50, 0.14),
    (0.30, 0.28),
    (0.25, 0.52),
    (0.36, 0.80),
    (0.55, 0.84),
    (0.72, 0.62),
    (0.72, 0.32),
    (0.52, 0.14),
)
DRAWINGS = (SEVEN, TWO, ZERO)
"""Corner points of single-stroke digits, in 0..1 of the pad's side."""


@contextmanager
def offscreen() -> Iterator[None]:
    """Provide an offscreen platform and a temporary settings folder for the windows opened.

    If a QApplication exists already, its platform is kept. Pages show no first hints.
    """
    before = os.environ.get(FOLDER_VARIABLE)
    if QCoreApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDER_VARIABLE] = folder
        Settings().set_switch(HINTS, False)
        try:
            yield
        finally:
            os.environ.pop(FOLDER_VARIABLE)
            if before is not None:
                os.environ[FOLDER_VARIABLE] = before


def wait(ms: int) -> None:
    """Process events for `ms` milliseconds."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait_until(condition: Callable[[], bool], limit_s: float) -> bool:
    """Process events until a condition holds; return whether it holds within `limit_s`."""
    end = time.perf_counter() + limit_s
    while not condition() and time.perf_counter() < end:
        wait(POLL_MS)
    return condition()


class PenPlayer(QObject):
    """Simulated pen that draws digits on a pad by mouse events, one point every PEN_MS.

    Parameters
    ----------
    moved : callable
        Called after each move of the pen with the time of the move in seconds.
    """

    def __init__(self, pad: DrawingPad, moved: Callable[[float], None] | None = None) -> None:
        super().__init__(pad)
        self._pad = pad
        self._moved = moved
        self._steps: Iterator[tuple[str, float, float]] = endless_steps()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PEN_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Start drawing."""
        self._timer.start()

    def stop(self) -> None:
        """Stop drawing and release the pen."""
        self._timer.stop()
        if self._pad.drawing:
            self._mouse(QEvent.Type.MouseButtonRelease, 0.5, 0.5)

    def draw_once(self, path: Path) -> None:
        """Draw one stroke immediately, without the timer."""
        for kind, x, y in stroke_steps(path):
            self._do(kind, x, y)

    def _on_timeout(self) -> None:
        kind, x, y = next(self._steps)
        began = time.perf_counter()
        self._do(kind, x, y)
        if kind == "move" and self._moved is not None:
            self._moved(began)

    def _do(self, kind: str, x: float, y: float) -> None:
        if kind == "clear":
            none = Qt.KeyboardModifier.NoModifier
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, none)
            QCoreApplication.sendEvent(self._pad, key)
        else:
            self._mouse(_MOUSE_EVENTS[kind], x, y)

    def _mouse(self, kind: QEvent.Type, x: float, y: float) -> None:
        paper = self._pad.paper()
        place = paper.topLeft() + QPointF(x * paper.width(), y * paper.height())
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == QEvent.Type.MouseMove else left
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        everywhere = QPointF(self._pad.mapToGlobal(place))
        event = QMouseEvent(kind, place, everywhere, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(self._pad, event)


_MOUSE_EVENTS = {
    "press": QEvent.Type.MouseButtonPress,
    "move": QEvent.Type.MouseMove,
    "release": QEvent.Type.MouseButtonRelease,
}


def endless_steps() -> Iterator[tuple[str, float, float]]:
    """Yield pen steps endlessly: each digit of DRAWINGS, then clearing the pad."""
    for path in cycle(DRAWINGS):
        yield from stroke_steps(path)
        yield ("clear", 0.0, 0.0)


def stroke_steps(path: Path, points: int = 24) -> Iterator[tuple[str, float, float]]:
    """Yield the pen steps of one stroke, with `points` moves between two corners."""
    yield ("press", *path[0])
    for (x, y), (next_x, next_y) in pairwise(path):
        for place in range(1, points + 1):
            share = place / points
            yield ("move", x + share * (next_x - x), y + share * (next_y - y))
    yield ("release", *path[-1])
