"""A transport bar for simulations of few steps: back, play, forward, slider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.widgets.basics.boxes import fill
from app.widgets.basics.elided import ClauseLabel
from app.widgets.time.transport_bar import TransportBar
from engine.commands.command import SendCommand
from engine.snapshots import Status

LEAST_SLIDER = 72
"""Least width in pixels at which the slider is shown."""


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
    resets : bool
        Whether there is a start to go back to.
    """

    step: int = 0
    last: int = 0
    words: str = ""
    begun: bool | None = None
    playable: bool = True
    resets: bool = True


class StepBar(TransportBar):
    """Transport bar of a simulation with few steps; see TransportBar."""

    pause: ClassVar = mark("Hold it where it is (Space).")

    def __init__(
        self,
        theme: Theme,
        send: SendCommand,
        simulation_id: str,
        play: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, send, "step_bar", simulation_id, play, parent)
        self.reset_button = self.reset_button_with(mark("Back to the start (R)."))
        back, forward = mark("One step back (left arrow)."), mark("One step forward (right arrow).")
        self.back_button = self.step_button_with("step_back_button", "step_back", back, -1)
        self.step_button = self.step_button_with("step_button", "step", forward, 1)
        self.place_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.place_slider.setObjectName("step_slider")
        self.place_slider.valueChanged.connect(self._on_place_changed)
        self.place_label = ClauseLabel("step_text", role="small", needed=False)
        self.place_label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        buttons = (self.reset_button, self.back_button, self.play_button, self.step_button)
        self._others = (*buttons, self.place_label)
        fill(self._layout, (*buttons, (self.place_slider, 1), self.place_label))
        self.begin()

    def render_place(self, status: Status, place: Place) -> None:
        """Show status and step."""
        self.show_playing(status.started)
        self.setEnabled(place.playable)
        self.reset_button.setEnabled(place.resets)
        self.back_button.setEnabled(place.step > 0 if place.begun is None else place.begun)
        self.place_slider.blockSignals(True)
        self.place_slider.setRange(0, max(place.last, 1))
        if not self.place_slider.isSliderDown():
            self.place_slider.setValue(place.step)
        self.place_slider.setEnabled(place.last > 0)
        self.place_slider.blockSignals(False)
        if place.words != self.place_label.text():
            self.place_label.say(place.words)
            self._make_room()

    def _make_room(self) -> None:
        """Leave the slider out of a bar that has no room for it and the words."""
        margins, gap = self._layout.contentsMargins(), self._layout.spacing()
        others = (each for each in self._others if not each.isHidden())
        taken = (
            margins.left() + margins.right() + sum(each.sizeHint().width() + gap for each in others)
        )
        shown = self.width() - taken >= LEAST_SLIDER
        if shown == self.place_slider.isHidden():
            self.place_slider.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def retranslate(self) -> None:
        super().retranslate()
        self.place_slider.setToolTip(tr("The steps so far: drag to go back."))
        self.place_slider.setAccessibleName(tr("Steps"))
