"""Main window: page rail, title bar, page stack and overlays; independent of any page."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.appearance.settings import Settings
from app.appearance.theme import Theme
from app.appearance.translation import language, language_after, set_language, tr
from app.bridge.frame_clock import FrameClock
from app.bridge.worker import Engine
from app.page_frame.keys import KeyAction, trigger
from app.page_frame.page import Page
from app.page_frame.page_info import PageInfo
from app.widgets.window.overlays import Overlays
from app.widgets.window.page_rail import PageRail, RailEntry
from app.widgets.window.side_panel import SidePanel
from app.widgets.window.title_bar import TitleBar
from app.window.lessons.help import Help
from app.window.page_stack import PageStack
from app.window.window_keys import window_keys
from engine.commands.edits import Redo, Undo
from engine.snapshots import Snapshot

SIZE, SMALLEST = QSize(1280, 720), QSize(960, 600)


class MainWindow(QMainWindow):
    """Main window, which shows one page at a time and passes it the newest snapshot.

    Signals
    -------
    first_painted : ()
        Emitted once, after the window has been painted for the first time.
    """

    first_painted = Signal()

    def __init__(
        self,
        pages: tuple[PageInfo, ...],
        worker: Engine,
        theme: Theme,
        settings: Settings,
        *,
        seed: int = 1,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.worker = worker
        self._settings = settings
        self._painted, self.clock = False, FrameClock(worker, self, self)
        self.setWindowTitle("Nabla Lab")
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)
        self._build(pages, seed)
        self._actions: tuple[KeyAction, ...] = ()
        self.add_keys((*window_keys(self), *self.help.actions()))
        theme.changed.connect(self.clock.show_again)

    def _build(self, pages: tuple[PageInfo, ...], seed: int) -> None:
        central = QWidget(self)
        central.setObjectName("central")
        entries = [RailEntry(info.id, info.title, info.short) for info in pages]
        self.rail = PageRail(self.theme, entries, central)
        self.title_bar = TitleBar(self.theme, central)
        self.stack = PageStack(pages, self.worker.send, self.theme, seed=seed, parent=central)
        self.overlays = Overlays(self.theme, self.stack)
        row, right = QHBoxLayout(central), QVBoxLayout()
        right.addWidget(self.title_bar)
        right.addWidget(SidePanel(self.theme, self.stack, self.overlays.help), 1)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        for layout in (row, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.setCentralWidget(central)
        self.rail.page_chosen.connect(self.open_page)
        self.title_bar.language_asked.connect(self.next_language)
        self.title_bar.theme_asked.connect(self.theme.toggle)
        self.title_bar.lecture_asked.connect(self.theme.toggle_lecture)
        self.help = Help(self.theme, self.stack, self.title_bar, self.overlays, central)
        self.clock.ticked.connect(self.help.ring.advance)

    def add_keys(self, actions: tuple[KeyAction, ...]) -> None:
        """Add key bindings of the window."""
        self._actions += actions
        self.help.use_keys(self._actions)

    def add_first_keys(self, actions: tuple[KeyAction, ...]) -> None:
        """Add key bindings of the window that come before those of the page."""
        self.stack.first_keys += actions

    @property
    def page(self) -> Page | None:
        """The page at the front."""
        return self.stack.page

    def open_page(self, page_id: str) -> None:
        """Bring a page to the front."""
        if self.stack.open(page_id):
            self.rail.select(page_id)
            self._show_title()
            self.clock.show_again()

    def _show_title(self) -> None:
        self.title_bar.show_page(*self.stack.heading())

    # --- called by the frame clock --------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Pass a snapshot to the front page, and show its failure or notice."""
        self.stack.show_snapshot(snapshot)
        self._show_title()
        seen = self.page.simulation if self.page is not None else None
        self.overlays.say((seen.failure if seen is not None else None) or snapshot.notice)

    def show_text(self, snapshot: Snapshot) -> None:
        """Let the front page update its fast-changing texts."""
        self.stack.show_text(snapshot)

    def advance(self, elapsed_ms: float) -> None:
        self.overlays.advance(elapsed_ms)
        self.stack.advance(elapsed_ms)

    # --- actions of keys and buttons --------------------------------------------------------------

    def toggle_frozen(self) -> None:
        """Freeze the display while training continues, or unfreeze it."""
        self.clock.set_frozen(not self.clock.frozen)
        notice = self.overlays.notice_bar
        if self.clock.frozen:
            held = tr("The picture is held while training goes on. F lets it go.")
            notice.show_sentence(held, stays=True)
        else:
            notice.dismiss()

    def toggle_full_screen(self) -> None:
        """Switch between full screen and window."""
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def next_language(self) -> None:
        """Switch to the next language."""
        self.use_language(language_after(language()))

    def use_language(self, code: str) -> None:
        """Set the language and retranslate the window."""
        set_language(code)
        for part in (self.rail, self.title_bar, self.overlays, self.stack, self.help):
            part.retranslate()
        self._show_title()
        self.clock.show_again()

    def undo(self) -> None:
        """Undo the last edit."""
        self.worker.send(Undo())

    def redo(self) -> None:
        """Redo the last undone edit."""
        self.worker.send(Redo())

    def escape(self) -> None:
        """Close the topmost overlay, or leave lecture mode if there is none."""
        if not self.overlays.close_one():
            self.theme.set_lecture(False)

    # --- events -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.page is not None and self.page.trigger(event):
            return
        if not trigger(self._actions, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            QTimer.singleShot(0, self.first_painted.emit)
        self._painted = True

    def closeEvent(self, event: QCloseEvent) -> None:
        self.clock.stop()
        self._settings.remember(self.saveGeometry(), self.theme.name, language())
        self.worker.stop()
        super().closeEvent(event)
