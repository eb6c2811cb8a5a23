"""Links of lessons: they operate controls of the page in front, or point at them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.widgets.window.operating import operate
from app.widgets.window.ring import Ring

DO, SHOW = "do:", "show:"
"""Schemes of links: `do:#name`, `do:#name=value`, `do:KEY` and `show:#name`."""


class Stage(Protocol):
    """Where links look for what they name: the window."""

    @property
    def page(self) -> Page | None:
        """The page at the front."""
        ...

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Widgets that hold controls besides the page."""
        ...

    def bindings(self) -> tuple[KeyAction, ...]:
        """Return the key bindings in force."""
        ...


class LessonLinks:
    """Follows the links of lessons.

    Parameters
    ----------
    stage : Stage
    ring : Ring
        Drawn around what a link operates or points at.
    """

    def __init__(self, theme: Theme, stage: Stage, ring: Ring) -> None:
        self._theme = theme
        self._stage = stage
        self._ring = ring

    def follow(self, link: str) -> str:
        """Do what a link asks for.

        Parameters
        ----------
        link : str
            Its address.

        Returns
        -------
        remark : str
            Why nothing was done, translated; "" if something was.
        """
        scheme, target = next(
            (
                (scheme, link.removeprefix(scheme))
                for scheme in (DO, SHOW)
                if link.startswith(scheme)
            ),
            ("", link),
        )
        if not scheme or not target:
            return _unknown(link)
        if not target.startswith("#"):
            return self._press(target) if scheme == DO else _unknown(target)
        name, _, value = target[1:].partition("=")
        control, remark = self._find(name)
        if control is None:
            return remark
        if scheme == DO:
            if not control.isEnabled():
                return tr("That cannot be done just now.")
            if not operate(control, value):
                return _unknown(target)
        self._point_at(control)
        return ""

    def _point_at(self, control: QWidget) -> None:
        """Draw the ring around a control or, where a lecture hides it, around the page."""
        shown = control if control.isVisible() else self._stage.page
        if shown is not None:
            self._ring.point_at(shown)

    def _find(self, name: str) -> tuple[QWidget | None, str]:
        """Return the control of a name, or None and the reason."""
        page = self._stage.page
        grounds = (() if page is None else (page,)) + self._stage.controls
        found = [each for ground in grounds for each in ground.findChildren(QWidget, name)]
        visible = [each for each in found if each.isVisible()]
        if visible:
            return visible[0], ""
        folded = [each for each in found if self._theme.lecture and _at_front(each)]
        if folded:
            return folded[0], ""
        if found:
            return None, tr("That is not on the stage now. The links above lead there.")
        return None, _unknown(f"#{name}")

    def _press(self, key: str) -> str:
        """Do what a key does, and point at the page."""
        found = next((each for each in self._stage.bindings() if key in each.keys), None)
        if found is None:
            return _unknown(key)
        if not found.offered:
            return tr("That cannot be done just now.")
        found.action()
        if self._stage.page is not None:
            self._ring.point_at(self._stage.page)
        return ""


def _at_front(control: QWidget) -> bool:
    """Return whether a control belongs to what is shown of every stack around it."""
    inner, outer = control, control.parentWidget()
    while outer is not None:
        if isinstance(outer, QStackedWidget) and outer.currentWidget() is not inner:
            return False
        inner, outer = outer, outer.parentWidget()
    return True


def _unknown(target: str) -> str:
    return tr("This link leads nowhere on this page: {target}", target=target)
