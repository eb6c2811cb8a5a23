"""The stage of the page: pad, network input, network and its ten outputs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.page_frame.group import Column, Part, Row
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


class Stage(Row):
    """The pad above the network input at the left, the network at the right.

    Plays the opening animation: a ghost pen writes, layers light up, the bars grow.
    """

    neuron_selected = Signal(object)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._opening_ms: float | None = None
        self._explained = False
        self.pad_card = PadCard(theme, send)
        self.sees_card = SeesCard(theme)
        self.network_card = NetworkCard(theme)
        self.pad_card.pad.pressed.connect(self.end_opening)
        self.pad_card.pad.strokes_changed.connect(self._on_strokes_changed)
        self.network_card.selected.connect(self.neuron_selected)
        left = Column(theme, Part(self.pad_card, 5), Part(self.sees_card, 3))
        self.lay_out(Part(left, self._left), Part(self.network_card, self._right))

    def show_state(self, state: DigitsState, generation: int) -> None:
        """Show a snapshot."""
        self.pad_card.render_state(state, generation)
        self.sees_card.render_reading(state.reading)
        self.network_card.render_state(state)

    def _left(self) -> int:
        """Return the width of the pad's column in pixels."""
        share = LEFT_BY_HEIGHT * (1.2 if self.theme.lecture else 1.0)
        most = LEFT_AT_MOST + (0.02 if self.theme.lecture else 0.0)
        return round(min(share * self.height(), most * self.width()))

    def _right(self) -> int:
        return max(self.width() - self._left(), 1)

    # --- motion -------------------------------------------------------------------------------

    @property
    def opening(self) -> bool:
        """Whether the opening animation is running."""
        return self._opening_ms is not None

    def begin_opening(self) -> None:
        """Start the opening animation."""
        self._opening_ms = 0.0
        self._show_opening(opening_frame(0.0, self.theme.reduced_motion))

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
        frame = opening_frame(self._opening_ms, self.theme.reduced_motion)
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
        if finished and strokes and not (self._explained or self.theme.reduced_motion):
            self._explained = True
            self.sees_card.view.play()
