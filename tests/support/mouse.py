"""Moves of a mouse that say which button is held: Qt's own test moves do not."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

NOTHING = Qt.KeyboardModifier.NoModifier
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def send(
    widget: QWidget,
    kind: QEvent.Type,
    place: QPointF,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Send one mouse event at a place of a widget."""
    held = NONE if kind == QEvent.Type.MouseButtonRelease else button
    pressed = NONE if kind == QEvent.Type.MouseMove else button
    everywhere = QPointF(widget.mapToGlobal(place))
    QApplication.sendEvent(widget, QMouseEvent(kind, place, everywhere, pressed, held, modifiers))


def press(
    widget: QWidget,
    place: QPointF,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Press a button at a place."""
    send(widget, QEvent.Type.MouseButtonPress, place, button, modifiers)


def move(
    widget: QWidget,
    place: QPointF,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Move the mouse to a place; NONE as the button only points."""
    send(widget, QEvent.Type.MouseMove, place, button, modifiers)


def release(
    widget: QWidget,
    place: QPointF,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Let a button go at a place."""
    send(widget, QEvent.Type.MouseButtonRelease, place, button, modifiers)


def drag(
    widget: QWidget,
    places: Iterable[QPointF],
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NOTHING,
) -> None:
    """Press at the first place, move over all others, let go at the last."""
    first, *others = places
    press(widget, first, button, modifiers)
    for place in others:
        move(widget, place, button, modifiers)
    release(widget, others[-1] if others else first, button, modifiers)
