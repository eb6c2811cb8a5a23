"""Base class of transport bars: their buttons, play and pause."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.appearance.resources import icon
from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import retranslate_children
from engine.commands.command import SendCommand
from engine.commands.transport import Pause, Reset, Seek, Start, Step, StepUnit


class TransportBar(QWidget):
    """Bar at the bottom of a page that sends commands of the transport.

    A subclass makes its buttons, puts them into the layout and calls `begin`.

    Parameters
    ----------
    name : str
        Object name.
    simulation_id : str
        Simulation that it controls.
    play : str
        Tooltip of Play, English; shown through `tr`.

    Attributes
    ----------
    pause : str
        Tooltip of Pause, English; shown through `tr`.
    """

    pause: ClassVar = ""

    def __init__(
        self,
        theme: Theme,
        send: SendCommand,
        name: str,
        simulation_id: str,
        play: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme, self._send, self._simulation_id, self._play = theme, send, simulation_id, play
        self._playing = False
        self._pictures: dict[ElidedButton, str] = {}
        self.play_button = ElidedButton("play_button", role="primary", act=self._toggle)
        self._layout = QHBoxLayout(self)

    def icon_button(
        self, name: str, picture: str, tip: str, act: Callable[[], object]
    ) -> ElidedButton:
        """Return a button with an icon."""
        button = ElidedButton(name, "", tip, role="icon", act=act)
        self._pictures[button] = picture
        return button

    def reset_button_with(self, tip: str) -> ElidedButton:
        """Return the button that leads back to the start."""
        return self.icon_button("reset_button", "reset", tip, self._reset)

    def step_button_with(
        self, name: str, picture: str, tip: str, count: int, unit: StepUnit = "batch"
    ) -> ElidedButton:
        """Return a button that leads some steps on or back."""
        return self.icon_button(name, picture, tip, partial(self._step, count, unit))

    def begin(self) -> None:
        """Show words and icons; called once, when all buttons are there."""
        self._theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def show_playing(self, playing: bool) -> None:
        """Offer Pause while something plays, else Play."""
        if playing != self._playing:
            self._playing = playing
            self._say_play()

    def retranslate(self) -> None:
        retranslate_children(self)
        self._say_play()

    def _say_play(self) -> None:
        if self._playing:
            self.play_button.say(tr("Pause"), tr(self.pause))
        else:
            self.play_button.say(tr("Play"), tr(self._play))
        self._draw_icons()
        self._keep_play_whole()

    def _keep_play_whole(self) -> None:
        """Keep Play as wide as its word in a lecture, where chips press on the bar."""
        least = 6 * self._theme.size("base")
        if self._theme.lecture:
            least = max(least, self.play_button.sizeHint().width())
        self.play_button.setMinimumWidth(least)

    def _draw_icons(self) -> None:
        side, text = self._theme.size("icon"), self._theme.color("text")
        pictures = {button: icon(name, text, side) for button, name in self._pictures.items()}
        play = "pause" if self._playing else "play"
        pictures[self.play_button] = icon(play, self._theme.color("accent_text"), side)
        for button, picture in pictures.items():
            button.setIcon(picture)
            button.setIconSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, 0, self.width(), 0)

    # --- handlers -------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self._theme.size("gap")
        self._layout.setContentsMargins(gap + 4, 8, gap + 4, 8)
        self._layout.setSpacing(8)
        self._keep_play_whole()
        self.setFixedHeight(self._theme.size("transport_height"))
        self._draw_icons()
        self.update()

    def _toggle(self) -> None:
        self._send(Pause(self._simulation_id) if self._playing else Start(self._simulation_id))

    def _reset(self) -> None:
        self._send(Reset(self._simulation_id))

    def _step(self, count: int, unit: StepUnit) -> None:
        self._send(Step(self._simulation_id, count, unit))

    def _on_place_changed(self, step: int) -> None:
        self._send(Seek(self._simulation_id, step))
