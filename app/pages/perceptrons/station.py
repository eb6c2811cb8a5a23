"""Base of the stations of the Perceptrons page: a stage, and cards at its right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.widgets.basics.card import Card
from engine.commands.command import SendCommand
from engine.simulations.perceptrons.state import PerceptronsState

SHARES = (74, 26)
LECTURE_SHARES = (72, 28)
LECTURE_ROOM = 1500
"""Least width in pixels at which a lecture shows the table."""


class Station(QWidget):
    """Stage at the left, controls and table at the right; a lecture hides the controls.

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

    # --- overridden by a station ------------------------------------------------------------------

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""

    def sentence(self, state: PerceptronsState) -> str:
        """Return the sentence for this state."""
        return ""

    def place_words(self, state: PerceptronsState) -> str:
        """Return the words of the transport bar: the row shown."""
        return ""

    def advance(self, elapsed_ms: float) -> None:
        """Advance animations."""

    def retranslate(self) -> None:
        """Retranslate visible text."""

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
