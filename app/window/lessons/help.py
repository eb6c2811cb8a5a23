"""The help panel of the window: keys and lesson of the page in front, and its links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.appearance.resources import lesson
from app.appearance.theme import Theme
from app.appearance.translation import language, mark, tr
from app.page_frame.keys import KeyAction, listed
from app.page_frame.page import Page
from app.widgets.window.overlays import Overlays
from app.widgets.window.ring import Ring
from app.widgets.window.title_bar import TitleBar
from app.window.lessons.lesson_links import LessonLinks
from app.window.page_stack import PageStack


class Help(QObject):
    """Fills the help panel and follows the links of lessons.

    Parameters
    ----------
    ground : QWidget
        Parent of the ring that links draw around controls.

    Attributes
    ----------
    endings : list of callables
        Return paragraphs in Markdown that stand below every lesson.

    Signals
    -------
    hints_asked : ()
        The first hints were wanted again.
    """

    hints_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        stack: PageStack,
        title_bar: TitleBar,
        overlays: Overlays,
        ground: QWidget,
    ) -> None:
        super().__init__(ground)
        self._stack, self._overlays = stack, overlays
        self.panel = overlays.help
        self.ring = Ring(theme, ground)
        self.controls: tuple[QWidget, ...] = (title_bar,)
        self.endings: list[Callable[[], str]] = []
        self._window_keys: tuple[KeyAction, ...] = ()
        self._links = LessonLinks(theme, self, self.ring)
        self.panel.lesson.followed.connect(self.follow)
        self.panel.hints_button.clicked.connect(self.hints_asked)
        stack.opened.connect(self.refresh)
        title_bar.help_asked.connect(self.toggle)

    def actions(self) -> tuple[KeyAction, ...]:
        """Return the key bindings of the help."""
        return (
            KeyAction(("?",), mark("This list"), self.toggle_keys),
            KeyAction(("F1",), mark("The lesson of this page"), self.toggle_lesson),
        )

    def use_keys(self, actions: tuple[KeyAction, ...]) -> None:
        """Set the key bindings of the window."""
        self._window_keys = actions

    @property
    def page(self) -> Page | None:
        """The page at the front."""
        return self._stack.page

    def bindings(self) -> tuple[KeyAction, ...]:
        """Return the key bindings of the page in front and of the window."""
        own = self.page.all_keys() if self.page is not None else self._stack.first_keys
        return (*own, *self._window_keys)

    def toggle(self) -> None:
        """Show the panel as it was last seen, or hide it."""
        self._toggle(self.panel.face)

    def toggle_keys(self) -> None:
        """Show the list of keys, or hide the panel if it is shown already."""
        self._toggle(0)

    def toggle_lesson(self) -> None:
        """Show the lesson, or hide the panel if it is shown already."""
        self._toggle(1)

    def _toggle(self, face: int) -> None:
        if self.panel.isVisible() and self.panel.face == face:
            self.panel.hide()
            return
        self._fill()
        self.panel.turn_to(face)
        self.panel.show()

    def refresh(self) -> None:
        """Show keys and lesson of another page, or in another language."""
        self.ring.dismiss()
        if self.panel.isVisible():
            self._fill()

    def retranslate(self) -> None:
        self.refresh()

    def follow(self, link: str) -> None:
        """Do what a link of a lesson asks for, or say why not."""
        remark = self._links.follow(link)
        if remark:
            self._overlays.notice_bar.show_sentence(remark)

    def _fill(self) -> None:
        info = self._stack.info
        keys = [(key, tr(label)) for key, label in listed(self.bindings())]
        text = lesson(info.id, language()) if info is not None else ""
        if text:
            text = "\n\n".join((text.rstrip(), *(ending() for ending in self.endings)))
        self.panel.show_help(keys, text)
