"""Keys with which a panel is taken away: copied as a picture, or saved from its menu."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.appearance.translation import mark, tr
from app.page_frame.group import open_panel_menu, panel_of
from app.page_frame.keys import KeyAction
from app.widgets.basics.panel import Panel
from app.window.main_window import MainWindow


class PanelKeys(QObject):
    """Keys of the panel with the focus, else of that under the pointer, else of the page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.add_keys(
            (
                KeyAction(("Ctrl+C",), mark("Copy the panel as a picture"), self.copy),
                KeyAction(("Ctrl+E",), mark("Save or copy the panel …"), self.open_menu),
            )
        )

    def panel(self) -> Panel | None:
        """Return the panel that the keys mean, None while there is no page."""
        page = self._window.page
        if page is None:
            return None
        pointed = QApplication.widgetAt(QCursor.pos())
        found = panel_of(_inside(page, self._window.focusWidget()))
        found = found or panel_of(_inside(page, pointed)) or page
        return Panel(found, self._window.theme)

    def copy(self) -> None:
        """Put the panel into the clipboard as a picture, and say so."""
        panel = self.panel()
        if panel is not None:
            panel.copy_picture()
            said = tr("Copied as a picture: {name}.", name=panel.title or tr("the page"))
            self._window.overlays.notice_bar.show_sentence(said)

    def open_menu(self) -> None:
        """Open the menu of the panel, in its middle."""
        panel = self.panel()
        if panel is not None:
            open_panel_menu(panel, panel.widget.mapToGlobal(panel.widget.rect().center()))


def _inside(page: QWidget, widget: QWidget | None) -> QWidget | None:
    return widget if widget is not None and page.isAncestorOf(widget) else None
