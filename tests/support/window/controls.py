"""Every control of a page in turn, and whether using it leads anywhere."""

from __future__ import annotations

import hashlib
import time
from dataclasses import fields, is_dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QWidget,
)

from app.widgets.basics.drawn import Drawn
from tests.support import mouse

FRAMES = 6
"""Frames in which an effect must be seen."""

SHARES = (0.5, 0.2, 0.8)
"""Where a picture is pressed, as shares of its sides."""

LONGEST_S = 120.0
"""How long an engine may be busy: it may be compiling."""

LONG_MS = 10_000.0
"""Longer than every animation."""


def controls_in(parent):
    """Return the visible, enabled controls of a widget, those that are parts of others left out."""
    return [
        each
        for each in parent.findChildren(QWidget)
        if is_control(each)
        and each.isVisible()
        and each.isEnabled()
        and each.width() > 2
        and not is_chosen(each)
    ]


def is_control(widget):
    """Return whether a widget is made to be used."""
    if isinstance(widget, QScrollBar) or isinstance(widget.parent(), QComboBox):
        return False
    kinds = (QAbstractButton, QComboBox, QAbstractSlider, QLineEdit, QTabBar)
    return isinstance(widget, kinds) or (
        isinstance(widget, Drawn) and any("mousePressEvent" in vars(c) for c in type(widget).mro()
                                          if issubclass(c, Drawn))
    )  # fmt: skip


def names_of(parent):
    """Return the object names of the controls, in their order."""
    return list(dict.fromkeys(each.objectName() for each in controls_in(parent)))


def is_chosen(widget):
    """Return whether a widget is that one of several choices that holds already."""
    several = widget.property("role") in ("segment", "choice")
    return isinstance(widget, QAbstractButton) and widget.isChecked() and several


# --- to use a control -------------------------------------------------------------------------


def uses_of(control):
    """Return what can be done with a control, one after the other until something happens."""
    for kind, uses in USES:
        if isinstance(control, kind):
            return uses(control)
    raise TypeError(control)


def _click(button):
    return (button.click,)


def _choose(box):
    def choose(index):
        box.setCurrentIndex(index)
        box.activated.emit(index)

    others = [index for index in range(box.count()) if index != box.currentIndex()]
    return tuple(lambda index=index: choose(index) for index in others)


def _turn(tabs):
    others = [index for index in range(tabs.count()) if index != tabs.currentIndex()]
    return tuple(lambda index=index: tabs.setCurrentIndex(index) for index in others)


def _push(slider):
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Left)
    return tuple(lambda key=key: QTest.keyClick(slider, key) for key in keys)


def _type(field):
    def write(text):
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    return tuple(lambda text=text: write(text) for text in ("0.37", "3", "x"))


def _draw(picture):
    def at(across, down):
        return QPointF(across * picture.width(), down * picture.height())

    def press(place):
        QTest.mouseClick(picture, mouse.LEFT, mouse.NOTHING, place.toPoint())

    places = [at(across, down) for across in SHARES for down in SHARES]
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Up)
    return (
        *(lambda place=place: press(place) for place in places),
        *(lambda place=place: mouse.drag(picture, [place, at(0.4, 0.6), at(0.6, 0.4)])
          for place in places),
        *(lambda key=key: QTest.keyClick(picture, key) for key in keys),
    )  # fmt: skip


USES = (
    (QAbstractButton, _click),
    (QComboBox, _choose),
    (QTabBar, _turn),
    (QAbstractSlider, _push),
    (QLineEdit, _type),
    (Drawn, _draw),
)
"""How a control of each kind is used."""


# --- what is seen -------------------------------------------------------------------------------


def frame(window):
    """Let engine and window go on by one frame."""
    snapshot = window.worker.work()
    window.show_snapshot(snapshot)
    window.show_text(snapshot)
    window.advance(16.0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def settle(window):
    """Go on until the engine rests, and what moves has come to its end."""
    end = time.monotonic() + LONGEST_S
    while not window.worker.resting:
        window.worker.work(5)
        assert time.monotonic() < end, "it never comes to rest"
    for _ in range(2):
        frame(window)
        window.advance(LONG_MS)


def seen(window):
    """Return what can be told without looking: menus, questions, the clipboard, the engine."""
    popup = QApplication.activePopupWidget()
    boxes = [each.objectName() for each in window.findChildren(QDialog) if each.isVisible()]
    snapshot = window.worker.latest
    theme = window.theme
    return (
        type(popup).__name__,
        (theme.name, theme.lecture, theme.reduced_motion),
        tuple(boxes),
        QApplication.clipboard().text(),
        digest([(each.status, each.payload) for each in snapshot.simulations]),
    )


def picture_of(window, control):
    """Return a digest of the window's picture, in which the control itself does not count."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if isinstance(control, QAbstractButton | QLineEdit | QComboBox):
        painter = QPainter(image)
        corner = control.mapTo(window, QPoint(0, 0))
        painter.fillRect(corner.x() - 2, corner.y() - 2, control.width() + 4, control.height() + 4,
                         Qt.GlobalColor.black)  # fmt: skip
        painter.end()
    return hashlib.sha256(bytes(image.constBits())).hexdigest()


def digest(thing):
    """Return a digest of a record with its arrays."""
    return hashlib.sha256("\n".join(_words(thing)).encode()).hexdigest()


def _words(thing):
    if isinstance(thing, np.ndarray):
        yield hashlib.sha256(np.ascontiguousarray(thing).tobytes()).hexdigest()
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _words(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for name in sorted(thing, key=str):
            yield str(name)
            yield from _words(thing[name])
    elif isinstance(thing, list | tuple | frozenset | set):
        for each in thing:
            yield from _words(each)
    else:
        yield repr(thing)


def has_effect(window, control):
    """Use a control in all its ways; return whether anything came of it."""
    before, picture = seen(window), picture_of(window, control)
    for use in uses_of(control):
        use()
        for _ in range(FRAMES):
            frame(window)
            if not is_there(control) or seen(window) != before:
                return True
        if picture_of(window, control) != picture:
            return True
    return False


def is_there(control):
    """Return whether a control can still be seen; that it has gone is an effect."""
    try:
        return control.isVisible()
    except RuntimeError:
        return False


def put_away(window):
    """Close what lies on top."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            dialog.reject()
    while window.overlays.close_one():
        pass
    window.overlays.notice_bar.dismiss()
