"""What all stations of the Perceptrons page are: a picture, and cards at its right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.widgets.basics.card import Card
from engine.commands.command import SendCommand
from engine.simulations.perceptrons.state import PerceptronsState

SHARES = (74, 26)
LECTURE_SHARES = (72, 28)
LECTURE_ROOM = 1500
"""Pixels of width from which on a lecture shows the table beside the stage."""


class Station(QWidget):
    """A stage at the left, controls and a table at the right; in a lecture only the table.

    Attributes
    ----------
    stage, controls, table_card : Card
    """

    def __init__(
        self, theme: Theme, send: SendCommand, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_station")
        self.theme, self.send = theme, send
        self.stage = Card(theme, "", self)
        self.stage.setObjectName(f"{name}_stage")
        self.controls = Card(theme, "", self)
        self.controls.setObjectName(f"{name}_controls")
        self.table_card = Card(theme, "", self)
        self.table_card.setObjectName(f"{name}_table_card")
        self._side = QWidget(self)
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.controls)
        self._column.addWidget(self.table_card, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part, share in zip((self.stage, self._side), SHARES, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._row.addWidget(part, share)
        theme.changed.connect(self._space_out)
        self._space_out()

    # --- what a station overrides -----------------------------------------------------------------

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""

    def sentence(self, state: PerceptronsState) -> str:
        """Say what is to be seen now."""
        return ""

    def place_words(self, state: PerceptronsState) -> str:
        """Say which row is shown."""
        return ""

    def advance(self, elapsed_ms: float) -> None:
        """Let so many milliseconds pass for animations."""

    def retranslate(self) -> None:
        """Say everything again in the current language."""

    def set_lecture(self, lecture: bool) -> None:
        self.controls.setVisible(not lecture)
        for place, share in enumerate(LECTURE_SHARES if lecture else SHARES):
            self._row.setStretch(place, share)
        self._fold()

    def resizeEvent(self, event: object) -> None:
        self._fold()

    def _fold(self) -> None:
        self._side.setVisible(not self.theme.lecture or self.width() >= LECTURE_ROOM)

    def _space_out(self) -> None:
        gap = self.theme.size("gap")
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)
