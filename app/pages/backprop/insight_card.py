"""Card of four panels: paths, gradient check, demon, layer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.pages.backprop.check_panel import CheckPanel
from app.pages.backprop.demon_panel import DemonPanel
from app.pages.backprop.layer_panel import LayerPanel
from app.pages.backprop.layout import Number
from app.pages.backprop.paths_panel import PathsPanel
from app.widgets.basics.card import Card
from app.widgets.basics.tabs import Tabs
from engine.commands.command import SendCommand
from engine.simulations.backprop.state import BackpropState

PATHS, CHECK, DEMON, LAYER = range(4)

TABS = (
    (mark("Paths"), mark("Every path from the weight to the cost, and their sum (eq. 53).")),
    (
        mark("Check"),
        mark("Backpropagation beside central differences, and what each of them costs."),
    ),
    (
        mark("Demon"),
        mark("Nudge the weighted input of one neuron and read what the cost does (eq. 29)."),
    ),
    (
        mark("Layer"),
        mark("All errors of one layer, as Hadamard products or as a matrix (eq. 33 to 35)."),
    ),
)
"""Name and meaning of each panel."""


class InsightCard(Card):
    """Card of four panels behind tabs; only the visible one is refreshed.

    Signals
    -------
    demon_called : (bool)
        Whether the demon panel is visible.
    """

    demon_shown = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, name="backprop_insight")
        self._state: BackpropState | None = None
        self.title.hide()
        self.note.hide()
        self.tabs = Tabs("backprop_tabs", mark("Where numbers come from"), TABS, self)
        self.paths = PathsPanel(theme, self)
        self.check = CheckPanel(theme, send, self)
        self.demon = DemonPanel(theme, send, self)
        self.layer = LayerPanel(theme, self)
        self.panels = (self.paths, self.check, self.demon, self.layer)
        self.stack = QStackedWidget(self)
        for panel in self.panels:
            self.stack.addWidget(panel)
        self.hold(self.tabs, (self.stack, 1))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.retranslate()

    def render_text(self, state: BackpropState) -> None:
        self._state = state
        self.panels[self.tabs.currentIndex()].render_state(state)

    def follow(self, simulation_id: str) -> None:
        """Nudge neurons of another simulation."""
        self.demon.simulation_id = simulation_id

    def show_hover(self, number: Number | None) -> None:
        """Check the weight or bias under the pointer."""
        self.check.show_hover(number)

    def show_layer(self) -> None:
        """Bring the panel of a whole layer to the front."""
        self.tabs.setCurrentIndex(LAYER)

    def retranslate(self) -> None:
        super().retranslate()
        if self._state is not None:
            self.render_text(self._state)

    def _on_tab_changed(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self.demon_shown.emit(tab == DEMON)
        if self._state is not None:
            self.render_text(self._state)
