"""Card of the linked network's curves, and of the error of its mini-batch gradients."""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.surface.curves_card import polling_figure
from app.widgets.basics.card import Card
from app.widgets.plots.axes import EPOCHS, axis_after
from app.widgets.plots.learning_curves import learning_figure
from app.widgets.plots.plot import Plot
from engine.simulations.learning.views.state import TrainingView
from engine.surfaces.descent import GradientNoise

QUANTITIES = ("cost", "accuracy")
POLLING = len(QUANTITIES)


class RunCard(Card):
    """Card with cost, accuracy and mini-batch error behind tabs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("network_curves_card")
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("network_curves_tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        for _ in range(POLLING + 1):
            self.tabs.addTab("")
        self.curves = Plot(theme, "network_curves", self)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.curves, 1)
        self._seen: tuple[TrainingView, GradientNoise | None] | None = None
        self._axis = EPOCHS
        self.curves.axis_asked.connect(self._on_axis_asked)
        self.tabs.currentChanged.connect(self._draw)
        self.retranslate()

    def render_training(self, training: TrainingView, polling: GradientNoise | None) -> None:
        """Draw the plot of the current tab."""
        self._seen = (training, polling)
        self._draw()

    def retranslate(self) -> None:
        self.set_title(tr("Curves"))
        names = (tr("Cost"), tr("Accuracy"), tr("Polling"))
        for tab, name in enumerate(names):
            self.tabs.setTabText(tab, name)
        self.tabs.setTabToolTip(
            POLLING, tr("How far the gradient of a mini-batch is off, by its size.")
        )
        self.tabs.setAccessibleName(tr("Curves"))
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
