"""Side column of the linked view: loss slice and curves of a network of another page."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.pages.surface.linked_view_card import LinkedViewCard
from app.pages.surface.run_card import RunCard
from engine.commands.command import SendCommand
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.surface.state import SurfaceState


class NetworkSide(QWidget):
    """Cards at the right while the page shows a linked network."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.linked_view = LinkedViewCard(theme, send, self)
        self.curves = RunCard(theme, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.linked_view)
        self._column.addWidget(self.curves, 1)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def render_text(self, state: SurfaceState, training: TrainingView) -> None:
        if state.linked_view is not None:
            self.linked_view.render_linked_view(state, state.linked_view, training)
        self.curves.render_training(training, state.polling)

    def retranslate(self) -> None:
        self.linked_view.retranslate()
        self.curves.retranslate()

    def _on_theme_changed(self) -> None:
        self._column.setSpacing(self._theme.size("gap"))
