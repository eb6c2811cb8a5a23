"""A hand that uses a window at random, always the same way for one seed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from tests.support import mouse

KEYS = (
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_R,
    Qt.Key.Key_N,
    Qt.Key.Key_C,
    Qt.Key.Key_P,
    Qt.Key.Key_G,
    Qt.Key.Key_F5,
    Qt.Key.Key_F,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Question,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_T,
    Qt.Key.Key_7,
    Qt.Key.Key_Return,
)

TEXTS = (
    "0", "-1", "1e9", "-0.5", "1e-320", "7", "", "x^2", "1/x", "ln(x)", "sqrt(x-2)",
    "2-3-1", "784-0-10", "5", "nan",
)  # fmt: skip
"""What is typed into fields: numbers, formulas, layers, and what none of them understands."""

KEY_SHARE = 0.4
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Monkey:
    """Clicks, drags and presses keys at random.

    Parameters
    ----------
    window : MainWindow
    seed : int
        Of all choices.

    Attributes
    ----------
    done : str
        What was done last.
    """

    def __init__(self, window, seed):
        self.window = window
        self.done = ""
        self.random = np.random.default_rng(seed)

    def act(self):
        """Do one thing."""
        if self.random.random() < KEY_SHARE:
            self.press_key()
        else:
            self.use_something()

    def use_something(self):
        """Use something on the page."""
        self.use(self.somewhere())

    def press_key(self):
        """Press a key where the focus is."""
        modifier = SHIFT if self.random.random() < 0.2 else PLAIN
        target, key = self.window.focusWidget() or self.window, self.choice(KEYS)
        self.done = key.name
        QTest.keyClick(target, key, modifier)

    def choice(self, things):
        """Return one of them."""
        return things[int(self.random.integers(len(things)))]

    def somewhere(self):
        """Return a widget of the page that can be used."""
        page = self.window.page
        choices = [
            child
            for child in page.findChildren(QWidget)
            if child.isVisible()
            and child.isEnabled()
            and child.width() > 2
            and not isinstance(child, QAbstractItemView)
        ]
        return self.choice(choices) if choices else page

    def use(self, widget):
        """Press, move and let go on a widget; choose in a list."""
        if isinstance(widget, QComboBox):
            # a list that pops up would take all further clicks
            if widget.count():
                index = int(self.random.integers(widget.count()))
                widget.setCurrentIndex(index)
                widget.activated.emit(index)
            return
        places = [self.place_in(widget) for _ in range(3)]
        QTest.mousePress(widget, LEFT, PLAIN, places[0])
        for place in places[1:]:
            QTest.mouseMove(widget, place)
        QTest.mouseRelease(widget, LEFT, PLAIN, places[-1])
        close_popup()

    def place_in(self, widget):
        """Return a point of a widget."""
        return QPoint(
            int(self.random.integers(widget.width())),
            int(self.random.integers(max(widget.height(), 1))),
        )


class BusyMonkey(Monkey):
    """A monkey that also types, turns the wheel, changes stations, undoes, saves and reopens.

    Parameters
    ----------
    file : Path
        Where it saves its documents.
    """

    def __init__(self, window, seed, documents, file):
        super().__init__(window, seed)
        self.documents, self.file = documents, file
        self.page_id = window.stack.info.id
        self.acts = (
            (0.20, self.press_key),
            (0.45, self.use_something),
            (0.10, self.drag),
            (0.08, self.type_text),
            (0.03, self.turn_wheel),
            (0.04, self.change_station),
            (0.05, self.undo),
            (0.01, self.look_elsewhere),
            (0.01, self.use_title_bar),
            (0.01, self.save),
            (0.01, self.reopen),
            (0.01, self.begin_anew),
        )

    def act(self):
        """Do one thing; its name stays in `done`."""
        shares = [share for share, _ in self.acts]
        act = self.acts[int(self.random.choice(len(shares), p=shares))][1]
        self.done = act.__name__
        act()
        self.answer()

    def drag(self):
        """Drag with the button held, as a real mouse does."""
        widget = self.somewhere()
        mouse.drag(widget, [QPointF(self.place_in(widget)) for _ in range(6)])
        close_popup()

    def type_text(self):
        """Type into a field of the page, if there is one; else double-click something."""
        fields = [
            field
            for field in self.window.page.findChildren(QLineEdit)
            if field.isVisible() and field.isEnabled()
        ]
        if not fields or self.random.random() < 0.5:
            widget = self.somewhere()
            QTest.mouseDClick(widget, LEFT, PLAIN, self.place_in(widget))
            close_popup()
            focus = self.window.focusWidget()
            fields = [focus] if isinstance(focus, QLineEdit) else []
        if fields:
            field = self.choice(fields)
            field.selectAll()
            QTest.keyClicks(field, self.choice(TEXTS))
            QTest.keyClick(field, Qt.Key.Key_Return)

    def turn_wheel(self):
        """Turn the wheel over something."""
        widget = self.somewhere()
        place = QPointF(self.place_in(widget))
        turn = QPoint(0, self.choice((-360, -120, 120, 360)))
        QApplication.sendEvent(
            widget,
            QWheelEvent(place, QPointF(widget.mapToGlobal(place)), QPoint(), turn,
                        Qt.MouseButton.NoButton, PLAIN, Qt.ScrollPhase.NoScrollPhase, False),
        )  # fmt: skip

    def change_station(self):
        """Press a button of the page's switch."""
        switch = self.window.page.title_widget()
        if switch is not None:
            self.choice(switch.findChildren(QPushButton)).click()

    def undo(self):
        """Undo or redo."""
        self.window.undo() if self.random.random() < 0.7 else self.window.redo()

    def use_title_bar(self):
        """Change the language, the theme, the size of type; look at the keys."""
        bar = self.window.title_bar
        button = self.choice([each for each in bar.findChildren(QPushButton) if each.isVisible()])
        self.done = button.objectName()
        button.click()
        close_popup()

    def look_elsewhere(self):
        """Look at a network on another page; return from there later."""
        if self.window.page.objectName() != f"{self.page_id}_page" and self.random.random() < 0.7:
            self.window.open_page(self.page_id)
            return
        self.window.views.open_menu()
        actions = [each for each in self.window.views.menu.actions() if each.data()]
        if actions:
            self.choice(actions).trigger()
        close_popup()

    def save(self):
        """Save the document."""
        self.documents.save_to(str(self.file))

    def reopen(self):
        """Open the document that was saved last."""
        if self.file.is_file():
            self.documents.open_path(str(self.file))

    def begin_anew(self):
        """Begin a new document."""
        self.documents.begin_anew()

    def answer(self):
        """Answer what is asked: files by leaving them, questions by any button."""
        for dialog in self.window.findChildren(QDialog):
            if dialog.isVisible():
                buttons = [each for each in dialog.findChildren(QPushButton) if each.isVisible()]
                asks = hasattr(dialog, "standardButtons")
                self.choice(buttons).click() if asks and buttons else dialog.reject()


def close_popup():
    """Close an open menu: it would take all further clicks."""
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()
