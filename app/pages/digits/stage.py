"""The stage of the page: pad, network input, network and its ten outputs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.digits.reading.network_card import NetworkCard
from app.pages.digits.reading.opening import OpeningFrame, opening_frame
from app.pages.digits.reading.pad_card import PadCard
from app.pages.digits.reading.sees_card import SeesCard
from engine.commands.command import SendCommand
from engine.simulations.digits.state import DigitsState

LEFT_BY_HEIGHT = 0.515
"""Width of the pad's column / height of the stage; makes the pad square."""

LEFT_AT_MOST = 0.4
"""Largest share of the stage's width for the pad's column."""


class Stage(QWidget):
    """The pad above the network input at the left, the network at the right.

    Plays the opening animation: a ghost pen writes, layers light up, the bars grow.
    """

    neuron_selected = Signal(object)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._opening_ms: float | None = None
        self._explained = False
        self.pad_card = PadCard(theme, send, self)
        self.sees_card = SeesCard(theme, self)
        self.network_card = NetworkCard(theme, self)
        self.pad_card.pad.pressed.connect(self.end_opening)
        self.pad_card.pad.strokes_changed.connect(self._on_strokes_changed)
        self.network_card.selected.connect(self.neuron_selected)
        gap = theme.size("gap")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(gap)
        self._row.addWidget(column(self.pad_card, self.sees_card, stretches=(5, 3), gap=gap))
        self._row.addWidget(column(self.network_card, stretches=(1,), gap=0))

    def render_state(self, state: DigitsState, generation: int) -> None:
        """Show a snapshot."""
        self.pad_card.render_state(state, generation)
        self.sees_card.render_reading(state.reading)
        self.network_card.render_state(state)

    def set_lecture(self, lecture: bool) -> None:
        self.pad_card.set_lecture(lecture)
        self.sees_card.set_lecture(lecture)

    def retranslate(self) -> None:
        for card in (self.pad_card, self.sees_card, self.network_card):
            card.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = LEFT_BY_HEIGHT * (1.2 if self._theme.lecture else 1.0)
        most = LEFT_AT_MOST + (0.02 if self._theme.lecture else 0.0)
        left = round(min(share * self.height(), most * self.width()))
        self._row.setStretch(0, left)
        self._row.setStretch(1, max(self.width() - left, 1))

    # --- motion -------------------------------------------------------------------------------

    @property
    def opening(self) -> bool:
        """Whether the opening animation is running."""
        return self._opening_ms is not None

    def begin_opening(self) -> None:
        """Start the opening animation."""
        self._opening_ms = 0.0
        self._show_opening(opening_frame(0.0, self._theme.reduced_motion))

    def end_opening(self) -> None:
        """End the opening animation and light all layers."""
        if self._opening_ms is not None:
            self._opening_ms = None
            self.network_card.set_progress(None, 1.0)

    def advance(self, elapsed_ms: float) -> None:
        self.sees_card.view.advance(elapsed_ms)
        self.network_card.advance(elapsed_ms)
        if self._opening_ms is None:
            return
        self._opening_ms += elapsed_ms
        frame = opening_frame(self._opening_ms, self._theme.reduced_motion)
        self._show_opening(frame)
        if frame.done:
            self.end_opening()
            self.pad_card.pad.set_hint(tr("Your turn"))

    def _show_opening(self, frame: OpeningFrame) -> None:
        pad = self.pad_card
        if pad.ghost_strokes != frame.strokes:
            pad.write_ghost(frame.strokes)
        self.network_card.set_progress(frame.wave, frame.bars)

    def _on_strokes_changed(self, strokes: object, finished: bool) -> None:
        """Play the steps of the normalisation once, after the first stroke."""
        if finished and strokes and not self._explained:
            self._explained = True
            self.sees_card.view.play()


def column(*widgets: QWidget, stretches: tuple[int, ...], gap: int) -> QWidget:
    """Stack widgets in a column whose width does not depend on their text."""
    holder = QWidget()
    holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for widget, stretch in zip(widgets, stretches, strict=True):
        layout.addWidget(widget, stretch)
    return holder
