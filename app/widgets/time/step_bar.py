"""A transport bar for simulations of few steps: back, play, forward, slider."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from app.appearance.resources import icon
from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from engine.commands.command import SendCommand
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.snapshots import Status


@dataclass(frozen=True, slots=True)
class Place:
    """Where a simulation stands.

    Attributes
    ----------
    step, last : int
        The step shown, and the last one so far.
    words : str
        Label of the step, already translated.
    begun : bool or None
        Whether there is a step to go back to; None if `step` tells.
    playable : bool
        Whether there is anything to play.
    """

    step: int = 0
    last: int = 0
    words: str = ""
    begun: bool | None = None
    playable: bool = True


class StepBar(QWidget):
    """Transport bar of a simulation with few steps.

    Parameters
    ----------
    simulation_id : str
        Simulation that it controls.
    play : str
        Tooltip of Play, English; shown through `tr`.
    """

    def __init__(
        self,
        theme: Theme,
        send: SendCommand,
        simulation_id: str,
        play: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("step_bar")
        self._theme, self._send, self._simulation_id, self._play = theme, send, simulation_id, play
        self._playing = False
        self.reset_button = ElidedButton("reset_button", role="icon")
        self.back_button = ElidedButton("step_back_button", role="icon")
        self.play_button = ElidedButton("play_button", role="primary")
        self.step_button = ElidedButton("step_button", role="icon")
        self.place_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.place_slider.setObjectName("step_slider")
        self.place_label = ElidedLabel("step_text")
        self.place_label.setProperty("role", "small")
        self.place_label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.reset_button.clicked.connect(self._on_reset_clicked)
        self.back_button.clicked.connect(self._on_back_clicked)
        self.play_button.clicked.connect(self._on_play_clicked)
        self.step_button.clicked.connect(self._on_step_clicked)
        self.place_slider.valueChanged.connect(self._on_place_changed)
        self._layout = QHBoxLayout(self)
        buttons = (self.reset_button, self.back_button, self.play_button, self.step_button)
        for widget in (*buttons, self.place_slider, self.place_label):
            self._layout.addWidget(widget)
        self._layout.setStretch(4, 1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.retranslate()

    def add_control(self, widget: QWidget) -> None:
        """Put a control of the page at the right end."""
        self._layout.addWidget(widget)

    def render_place(self, status: Status, place: Place) -> None:
        """Show status and step."""
        playing = status.started
        if playing != self._playing:
            self._playing = playing
            self._say_play()
        self.setEnabled(place.playable)
        self.back_button.setEnabled(place.step > 0 if place.begun is None else place.begun)
        self.place_slider.blockSignals(True)
        self.place_slider.setRange(0, max(place.last, 1))
        if not self.place_slider.isSliderDown():
            self.place_slider.setValue(place.step)
        self.place_slider.setEnabled(place.last > 0)
        self.place_slider.blockSignals(False)
        self.place_label.say(place.words)

    def retranslate(self) -> None:
        self.reset_button.say("", tr("Back to the start (R)."))
        self.back_button.say("", tr("One step back (left arrow)."))
        self.step_button.say("", tr("One step forward (right arrow)."))
        self.place_slider.setToolTip(tr("The steps so far: drag to go back."))
        self.place_slider.setAccessibleName(tr("Steps"))
        self._say_play()

    def _say_play(self) -> None:
        if self._playing:
            self.play_button.say(tr("Pause"), tr("Hold it where it is (Space)."))
        else:
            self.play_button.say(tr("Play"), tr(self._play))
        self._draw_icons()

    def _draw_icons(self) -> None:
        side = self._theme.size("icon")
        names = {
            self.reset_button: "reset",
            self.back_button: "step_back",
            self.step_button: "step",
        }
        for button, name in names.items():
            button.setIcon(icon(name, self._theme.color("text"), side))
            button.setIconSize(QSize(side, side))
        play = icon("pause" if self._playing else "play", self._theme.color("accent_text"), side)
        self.play_button.setIcon(play)
        self.play_button.setIconSize(QSize(side, side))

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
        self.play_button.setMinimumWidth(6 * self._theme.size("base"))
        self.setFixedHeight(self._theme.size("transport_height"))
        self._draw_icons()
        self.update()

    def _on_play_clicked(self) -> None:
        self._send(Pause(self._simulation_id) if self._playing else Start(self._simulation_id))

    def _on_reset_clicked(self) -> None:
        self._send(Reset(self._simulation_id))

    def _on_back_clicked(self) -> None:
        self._send(Step(self._simulation_id, -1))

    def _on_step_clicked(self) -> None:
        self._send(Step(self._simulation_id, 1))

    def _on_place_changed(self, step: int) -> None:
        self._send(Seek(self._simulation_id, step))
