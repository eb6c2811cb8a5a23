"""What belongs to a network that is looked at: its plane, its curves, its time."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.pages.surface.lens_card import LensCard
from app.pages.surface.run_card import RunCard
from engine.commands.command import SendCommand
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.surface.state import SurfaceState


class NetworkSide(QWidget):
    """The cards at the right while a network is looked at."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lens = LensCard(theme, send, self)
        self.curves = RunCard(theme, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.lens)
        self._column.addWidget(self.curves, 1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def render_text(self, state: SurfaceState, training: TrainingView) -> None:
        """Refresh what changes all the time."""
        if state.lens is not None:
            self.lens.render_lens(state, state.lens, training)
        self.curves.render_training(training, state.polling)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.lens.retranslate()
        self.curves.retranslate()

    def _on_theme_changed(self) -> None:
        self._column.setSpacing(self._theme.size("gap"))
