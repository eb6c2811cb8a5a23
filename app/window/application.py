"""Application: builds theme, translation, worker and window, and runs the event loop."""

from __future__ import annotations

import argparse
import faulthandler
import gc
import logging
import os
import sys
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QLocale,
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.appearance.resources import ICONS, icon
from app.appearance.settings import SCALE, Settings
from app.appearance.theme import DARK, LIGHT, NAMES, Theme
from app.appearance.translation import available_languages, set_language
from app.bridge.precompile_process import PrecompileProcess
from app.bridge.worker import SessionLike, Worker
from app.pages import PAGES
from app.widgets.access.focus_ring import FocusRing
from app.widgets.access.interfaces import install
from app.widgets.plots.loading import load
from app.window.about.panels import About
from app.window.exceptions import ExceptionHook
from app.window.film_recorder import FilmRecorder
from app.window.history.controller import History
from app.window.lecture.aids import LectureAids
from app.window.lecture.keys import LectureKeys
from app.window.lessons.first_hints import FirstHints
from app.window.linked_views import LinkedViews
from app.window.main_window import MainWindow
from app.window.motion_choice import MotionChoice
from app.window.panel_keys import PanelKeys
from app.window.scale_keys import ScaleKeys

LOG = logging.getLogger(__name__)

LINK = "nabla:"
"""First letters of a link, which is given in place of a document's path."""

PROBE_VARIABLE = "NABLA_STARTUP_PROBE"
"""Environment variable: if set, the window reports the times of its first frames and closes."""

MOST_THREADS = 256
"""Largest number of threads that can be asked for."""

SWITCH_INTERVAL_S = 0.0005
"""Switch interval of the interpreter lock, the longest wait of the window for it."""


def run(argv: Sequence[str]) -> int:
    """Open the window and run the event loop until it is closed.

    Parameters
    ----------
    argv : sequence of str
        Options of the window, without the program's name.

    Returns
    -------
    status : int
        0 when the window was closed.
    """
    if sys.stderr is not None:
        faulthandler.enable()
    qInstallMessageHandler(_on_qt_message)
    window = open_window(argv)
    window.first_painted.connect(partial(attach_document, window, document_of(argv)))
    if PROBE_VARIABLE in os.environ:
        _probe_startup(window)
    status = QApplication.exec()
    window.deleteLater()
    return status


def _probe_startup(window: MainWindow) -> None:
    from app.window.paint_log import StartupProbe

    StartupProbe(window, window.stack)


def open_window(argv: Sequence[str] = ()) -> MainWindow:
    """Build the application and show its window, without entering the event loop.

    The engine's thread starts once the window has been painted for the first time.
    """
    options = parse_options(argv)
    application = make_application()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    settings = Settings()
    set_language(options.lang or settings.text("language") or QLocale.system().name()[:2])
    theme = Theme(options.theme or settings.text("theme") or _system_theme())
    theme.set_lecture(options.lecture)
    theme.set_scale(settings.number(SCALE, theme.scale))
    ThemeApplier(application, theme).dress()
    worker = Worker(partial(make_session, options.threads))
    window = MainWindow(PAGES, worker, theme, settings, seed=options.seed)
    theme.setParent(window)
    hook = ExceptionHook(window)
    hook.caught.connect(window.overlays.show_unexpected_error)
    hook.install()
    window.first_painted.connect(worker.start)
    window.first_painted.connect(PrecompileProcess(worker, window).start)
    window.first_painted.connect(load)
    # the window's objects live as long as it: collecting among them would cost whole frames
    window.first_painted.connect(gc.freeze)
    equip(window, theme, settings)
    window.restoreGeometry(settings.geometry())
    window.open_page(options.page)
    window.clock.start()
    window.show()
    return window


def equip(window: MainWindow, theme: Theme, settings: Settings) -> None:
    """Give a window the menus and keys that it has on every page."""
    LinkedViews(window)
    PanelKeys(window)
    LectureKeys(window)
    FilmRecorder(window)
    About(window, settings)
    History(window)
    window.clock.ticked.connect(FocusRing(theme, window).follow)
    MotionChoice(window, settings)
    FirstHints(window, theme, settings)
    LectureAids(window, settings)
    window.add_keys(ScaleKeys(theme, settings, window.overlays.notice_bar).actions())


def attach_document(window: MainWindow, document: str) -> None:
    """Attach the document controller; open the given document, or offer a crash recovery."""
    from app.window.document_controller import DocumentController
    from app.window.links.controller import LinkController
    from app.window.recovery import recovery_root
    from app.window.score.controller import ScoreController

    document_controller = DocumentController(window, Settings(), recovery_root())
    document_controller.more_entries += [
        LinkController(window, document_controller).fill_menu,
        ScoreController(window).fill_menu,
        *(each.fill_menu for each in window.findChildren(LectureAids)),
        *(each.fill_menu for each in window.findChildren(About)),
    ]
    if document:
        document_controller.open_path(document)
    else:
        document_controller.offer_recovery(recovery_root())


def document_of(argv: Sequence[str]) -> str:
    """Return the absolute path of the document to open, or a link; "" for none."""
    path = str(parse_options(argv).open)
    return os.path.abspath(path) if path and not path.startswith(LINK) else path


def parse_options(argv: Sequence[str]) -> argparse.Namespace:
    """Parse the window's options; errors go to standard error with exit status 2."""
    parser = argparse.ArgumentParser("nabla-lab", description="Open the window.")
    parser.add_argument("--page", choices=[info.id for info in PAGES], default=PAGES[0].id)
    parser.add_argument("--lang", choices=sorted(available_languages()), default="")
    parser.add_argument("--theme", choices=NAMES, default="")
    parser.add_argument("--lecture", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=_threads, default=0, metavar="N")
    parser.add_argument("--open", nargs="?", default="", const="", metavar="FILE")
    return parser.parse_args(list(argv))


def _threads(text: str) -> int:
    """Return a number of threads that was typed."""
    if text.isdecimal() and 1 <= int(text) <= MOST_THREADS:
        return int(text)
    raise argparse.ArgumentTypeError(f"must be 1 to {MOST_THREADS}, got {text!r}")


def make_application() -> QApplication:
    """Return the QApplication, created if there is none."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["nabla-lab"])
    application.setApplicationName("nabla-lab")
    application.setApplicationDisplayName("Nabla Lab")
    application.setDesktopFileName("nabla-lab")
    install()
    return application


def make_session(threads: int = 0) -> SessionLike:
    """Create the session; called on the engine's thread, where imports do not block the window.

    Parameters
    ----------
    threads : int
        Threads that may share the training of a network; 0 for as many as processors are free.
    """
    from engine.execution.processors import SHARE, free_processors
    from engine.session.session import Session

    SHARE.threads = threads or free_processors()
    return Session()


class ThemeApplier(QObject):
    """Applies the theme's style sheet, palette and font to the application whenever it changes."""

    def __init__(self, application: QApplication, theme: Theme) -> None:
        super().__init__(theme)
        self._application = application
        self._theme = theme
        theme.changed.connect(self.dress)

    def dress(self) -> None:
        """Apply the theme to the application."""
        application, theme = self._application, self._theme
        sheet = theme.style_sheet(ICONS.as_posix())
        if sheet == application.styleSheet():
            # to put the same sheet on again would style every widget anew
            return
        # Qt replaces a sheet by styling each widget once for itself and once for each ancestor;
        # to take it off and put another on styles each of them twice
        application.setStyleSheet("")
        # only without a sheet does the style bear its own name
        if application.style().objectName() != "fusion":
            application.setStyle("Fusion")
        application.setPalette(theme.palette())
        application.setFont(theme.font("base"))
        application.setStyleSheet(sheet)
        application.setWindowIcon(icon("nabla", theme.color("accent"), 64))


def _system_theme() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


MEANINGLESS = ("This plugin does not support",)
"""Prefixes of Qt messages that are irrelevant on the offscreen platform."""


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if text.startswith(MEANINGLESS):
        return
    LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
