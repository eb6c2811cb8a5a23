"""Rows and columns of parts, which a page or a station is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.widgets.basics.card import Card
from app.widgets.basics.menu import make_menu
from app.widgets.basics.panel import Panel
from app.widgets.basics.retranslation import retranslate_children
from engine.commands.edits import Value

FOLDED = 0
"""Share in a lecture of a part that is hidden there."""


@dataclass(frozen=True, slots=True)
class Part:
    """A widget's place in a row or column.

    Attributes
    ----------
    share : int or callable
        Stretch, or returns it; 0 for a widget that gets the size it asks for.
    lecture : int or None
        Stretch in a lecture; FOLDED hides the widget there, None keeps `share`.
    room : int
        Least length in pixels of the row or column at which a lecture shows the widget.
    when : callable
        Returns whether the widget is to be shown; asked by `Group.fold`.
    """

    widget: QWidget
    share: int | Callable[[], int] = 0
    lecture: int | None = None
    room: int = 0
    when: Callable[[], bool] | None = None

    @property
    def always(self) -> bool:
        """Whether the widget is never hidden by its row or column."""
        return self.lecture != FOLDED and not self.room and self.when is None

    def fits(self, length: int, *, lecture: bool) -> bool:
        """Return whether the widget is to be shown in a row or column of a length in pixels."""
        if lecture and (self.lecture == FOLDED or length < self.room):
            return False
        return self.when is None or self.when()

    def stretch(self, *, lecture: bool) -> int:
        """Return the stretch, in a lecture or else."""
        if lecture and self.lecture is not None:
            return self.lecture
        return self.share if isinstance(self.share, int) else self.share()


class Group(QWidget):
    """Parts in a row or column; gaps, shares and folding follow the theme.

    What a group is told it passes on to each part that has a method of that name:
    `render_state`, `render_text` and `advance` to the parts that are shown; `set_lecture`,
    `follow` and `show_view` to all of them.

    Parameters
    ----------
    gap : float
        Distance of the parts, in gaps of the theme.
    margins : tuple of 4 floats
        Left, top, right, bottom, in gaps of the theme.

    Attributes
    ----------
    across : bool
        Whether the parts lie side by side.
    """

    across = True

    def __init__(
        self,
        theme: Theme,
        *parts: Part | QWidget,
        gap: float = 1.0,
        margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._gap, self._margins = gap, margins
        self._parts: tuple[Part, ...] = ()
        self._shown: list[bool] = []
        self._details: tuple[QWidget, ...] = ()
        self._state: object = None
        kind = QBoxLayout.Direction
        self._line = QBoxLayout(kind.LeftToRight if self.across else kind.TopToBottom, self)
        if parts:
            self.lay_out(*parts)

    def lay_out(self, *parts: Part | QWidget, details: tuple[QWidget, ...] = ()) -> None:
        """Put the parts into their places; called once.

        Parameters
        ----------
        details : tuple of QWidget
            Widgets inside the parts that a lecture hides.
        """
        self._details = details
        self._parts = tuple(each if isinstance(each, Part) else Part(each) for each in parts)
        self._shown = [True] * len(parts)
        for part in self._parts:
            if self.across and part.share:
                part.widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._line.addWidget(part.widget)
        self.theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def keep_together(self) -> None:
        """Keep the parts at the beginning while none of them stretches."""
        self._line.addStretch(0)

    def fold(self) -> None:
        """Show and hide the parts as they are declared, those of inner groups too."""
        lecture, length = self.theme.lecture, self.width() if self.across else self.height()
        before = self._shown
        self._shown = [part.fits(length, lecture=lecture) for part in self._parts]
        for place, part in enumerate(self._parts):
            stretch = part.stretch(lecture=lecture)
            # to set a stretch, even the same one, makes Qt lay everything out again
            if self._line.stretch(place) != stretch:
                self._line.setStretch(place, stretch)
        # hide before showing: else the window would briefly have to hold both
        for place in sorted(range(len(self._parts)), key=self._shown.__getitem__):
            if not self._parts[place].always:
                self._parts[place].widget.setVisible(self._shown[place])
        for part, was, shown in zip(self._parts, before, self._shown, strict=True):
            if isinstance(part.widget, Group):
                part.widget.fold()
            if shown and not was and self._state is not None:
                tell(part.widget, "render_state", self._state)
                tell(part.widget, "render_text", self._state)

    # --- what the parts are told ----------------------------------------------------------------

    def render_state(self, state: Any) -> None:
        """Draw what differs from the last state; called with every snapshot."""
        self._state = state
        self._tell_shown("render_state", state)

    def render_text(self, state: Any) -> None:
        """Update what need not change in every frame; called five times a second."""
        self._tell_shown("render_text", state)

    def advance(self, elapsed_ms: float) -> None:
        """Advance animations."""
        self._tell_shown("advance", elapsed_ms)

    def follow(self, simulation_id: str) -> None:
        """Show and control another simulation."""
        self._state = None
        self._tell_all("follow", simulation_id)

    def view_values(self) -> dict[str, Value]:
        """Return the state of the view for a document, of all parts together."""
        values: dict[str, Value] = {}
        for part in self._parts:
            values |= getattr(part.widget, "view_values", dict)()
        return values

    def show_view(self, values: Mapping[str, object]) -> None:
        """Restore the state of the view from a document."""
        self._tell_all("show_view", values)

    def _tell_all(self, name: str, *arguments: object) -> None:
        for part in self._parts:
            tell(part.widget, name, *arguments)

    def _tell_shown(self, name: str, *arguments: object) -> None:
        for part, shown in zip(self._parts, self._shown, strict=True):
            if shown:
                tell(part.widget, name, *arguments)

    def retranslate(self) -> None:
        """Retranslate visible text."""
        retranslate_children(self)

    # --- events ---------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the panel under the pointer, or with the focus, to be taken away."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        panel = panel_of(self.window().focusWidget() if by_key else self.childAt(event.pos()))
        if panel is None:
            super().contextMenuEvent(event)
        else:
            open_panel_menu(Panel(panel, self.theme), event.globalPos())

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._line.setSpacing(int(self._gap * gap))
        self._line.setContentsMargins(*(int(each * gap) for each in self._margins))
        for widget in self._details:
            widget.setVisible(not self.theme.lecture)
        self._tell_all("set_lecture", self.theme.lecture)
        self.fold()


class Row(Group):
    """Parts side by side; those with a share get their width from it alone."""


class Column(Group):
    """Parts one below the other."""

    across = False


def tell(widget: QWidget, name: str, *arguments: object) -> None:
    """Call a method of a widget, if it has one of that name."""
    method = getattr(widget, name, None)
    if method is not None:
        method(*arguments)


def panel_of(widget: QWidget | None) -> QWidget | None:
    """Return the panel that a widget lies in: the nearest card, else a part of a group."""
    while widget is not None:
        parent = widget.parentWidget()
        if isinstance(widget, Card):
            return widget
        if isinstance(parent, Group):
            return None if isinstance(widget, Group) else widget
        widget = parent
    return None


def open_panel_menu(panel: Panel, at: QPoint) -> QMenu:
    """Open the menu with which a panel is taken away, at a point of the screen."""
    menu = make_menu(panel.widget, "panel_menu", panel.entries())
    menu.popup(at)
    return menu
