"""Card of the linked network's curves, and of the error of its mini-batch gradients."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.surface.curves_card import POLLING_TAB, polling_figure
from app.widgets.basics.card import Card
from app.widgets.basics.tabs import Tabs
from app.widgets.plots.axes import EPOCHS, axis_after
from app.widgets.plots.learning_curves import learning_figure
from app.widgets.plots.plot import Plot
from engine.simulations.learning.views.state import TrainingView
from engine.surfaces.descent import GradientNoise

QUANTITIES = ("cost", "accuracy")
POLLING = len(QUANTITIES)
TABS = ((mark("Cost"), ""), (mark("Accuracy"), ""), POLLING_TAB)


class RunCard(Card):
    """Card with cost, accuracy and mini-batch error behind tabs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Curves"), parent, name="network_curves_card")
        self.tabs = Tabs("network_curves_tabs", mark("Curves"), TABS, self)
        self.curves = Plot(theme, "network_curves", self)
        self.hold(self.tabs, (self.curves, 1))
        self._seen: tuple[TrainingView, GradientNoise | None] | None = None
        self._axis = EPOCHS
        self.curves.axis_asked.connect(self._on_axis_asked)
        self.tabs.currentChanged.connect(self._draw)

    def render_training(self, training: TrainingView, polling: GradientNoise | None) -> None:
        """Draw the plot of the current tab."""
        self._seen = (training, polling)
        self._draw()

    def retranslate(self) -> None:
        super().retranslate()
        self._draw()

    def _draw(self) -> None:
        if self._seen is None:
            return
        training, polling = self._seen
        if self.tabs.currentIndex() == POLLING:
            words = tr("For networks of up to a thousand weights.")
            self.curves.show_figure(polling_figure(polling, words))
            return
        quantity = QUANTITIES[self.tabs.currentIndex()]
        words = tr("Press Play: curves appear here.")
        self.curves.show_figure(learning_figure(training, quantity, words, self._axis))

    def _on_axis_asked(self) -> None:
        self._axis = axis_after(self._axis)
        self._draw()
