"""The panels "About Nabla Lab" and "What is new", their key and their entries in the menu."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from app.appearance.settings import LANGUAGE, SEEN_VERSION, Settings
from app.appearance.translation import language, mark, tr
from app.launch.report import system_report
from app.page_frame.keys import KeyAction
from app.widgets.window.text_panel import TextButton, TextPanel
from app.window.about.texts import about_text, news_text, screens
from app.window.main_window import MainWindow
from engine import __version__

ABOUT_KEY = "Shift+F1"
COPY = "copy_versions_button"


class About(QObject):
    """Opens the panels "About Nabla Lab" and "What is new", the latter offered after an update.

    Parameters
    ----------
    settings : Settings
        Where the version that was last used is kept.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._panels: dict[str, TextPanel] = {}
        window.add_keys((KeyAction((ABOUT_KEY,), mark("About Nabla Lab"), self.toggle),))
        window.first_painted.connect(self.offer_news)

    def toggle(self) -> None:
        """Open the panel about the lab, or close it."""
        about = self._panels.get("about_panel")
        if about is not None and about.isVisible():
            about.hide()
        else:
            self.open_about()

    def open_about(self) -> None:
        """Open the panel about the lab."""
        buttons = (
            TextButton("whats_new_button", mark("What is new"), self.open_news),
            TextButton(COPY, mark("Copy report"), self.copy_report, primary=True),
        )
        if "about_panel" not in self._panels:
            self._panels["about_panel"] = self._panel("about_panel", buttons)
        self._panels["about_panel"].open()

    def open_news(self) -> None:
        """Open the list of changes."""
        if "news_panel" not in self._panels:
            self._panels["news_panel"] = self._panel("news_panel")
        self._panels["news_panel"].open()

    def _panel(self, name: str, buttons: tuple[TextButton, ...] = ()) -> TextPanel:
        content = {"about_panel": self._about, "news_panel": news_text}[name]
        ground = self._window.stack
        panel = TextPanel(self._window.theme, ground, name, content, buttons)
        self._window.overlays.add(panel)
        return panel

    def copy_report(self) -> None:
        """Put versions, system and screens into the clipboard."""
        QGuiApplication.clipboard().setText(system_report(screens(), self.preferences()))
        self._panels["about_panel"].say_on(COPY, tr("Copied"))

    def offer_news(self) -> None:
        """Offer the list of changes once after an update, but neither at first nor in a lecture."""
        seen = self._settings.text(SEEN_VERSION)
        if seen == __version__ or self._window.theme.lecture:
            return
        self._settings.set_text(SEEN_VERSION, __version__)
        if seen or self._settings.text(LANGUAGE):
            said = tr("Nabla Lab is now version {version}.", version=__version__)
            self._window.overlays.notice_bar.offer(said, tr("What is new"), self.open_news)

    def fill_menu(self, menu: QMenu) -> None:
        """Add the entries of both panels to the document menu."""
        menu.addSeparator()
        menu.addAction(tr("What is new"), self.open_news)
        menu.addAction(f"{tr('About Nabla Lab')}\t{ABOUT_KEY}", self.open_about)

    def preferences(self) -> str:
        """Return the preferences of the window in a line of English."""
        theme = self._window.theme
        switches = {"lecture": theme.lecture, "less motion": theme.reduced_motion}
        chosen = (name for name, is_on in switches.items() if is_on)
        look = f"language {language()}", f"theme {theme.name}", f"scale {theme.scale} %"
        return ", ".join((*look, *chosen))

    def _about(self) -> tuple[str, str]:
        return tr("About Nabla Lab"), about_text(self.preferences())
