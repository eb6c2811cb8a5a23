"""How the network learns: the most important settings, all of them on request, its curves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QTabBar, QWidget

from app.pages.builder.words import RUN
from app.theme import Theme
from app.translation import tr
from app.widgets.card import Card
from app.widgets.curves import CurvesView, bounds_of, curves_of
from app.widgets.fitting import FittingButton
from app.widgets.setting_field import SettingField
from engine.commands import SendCommand, SetSetting, Value
from engine.settings import PARAMETERS
from engine.simulations.digits_state import TrainingView

FIRST = ("eta", "cost")
HIDDEN = ("layers", "train_size")
"""Settings that have their place elsewhere."""

QUANTITIES = ("cost", "accuracy")


class LearningCard(Card):
    """Settings above, curves below; all settings take the curves' place.

    Signals
    -------
    unfolded : (bool)
        Whether all settings are seen.
    """

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("learning_card")
        self._send = send
        self._open = False
        self._shown: dict[str, Value] = {}
        self._drawn: tuple[object, ...] = ()
        self.fields = {
            each.name: SettingField(each, self, self._on_changed)
            for each in PARAMETERS
            if each.name not in HIDDEN
        }
        self.more_button = FittingButton("builder_more_button", role="link")
        self.more_button.clicked.connect(self._on_more_clicked)
        self.add_to_header(self.more_button)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("builder_tabs")
        self.tabs.setDrawBase(False)
        for _ in QUANTITIES:
            self.tabs.addTab("")
        self.curves = CurvesView(theme, "builder_curves", self)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.curves, 1)
        self.body.addStretch(0)
        self._training: TrainingView | None = None
        self._arrange()
        self.retranslate()

    def render_training(self, training: TrainingView) -> None:
        """Show values, but not in a field that is being written in; and the curves."""
        self._training = training
        if training.settings != self._shown:
            self._shown = dict(training.settings)
            self._show_values(training.settings)
        self._draw()

    def _show_values(self, settings: Mapping[str, Value]) -> None:
        for name, field in self.fields.items():
            field.show_value(settings[name])

    def _draw(self) -> None:
        training = self._training
        if training is None or not self.curves.isVisibleTo(self):
            return
        key = (id(training.history), self.tabs.currentIndex())
        if key == self._drawn:
            return
        self._drawn = key
        quantity = QUANTITIES[self.tabs.currentIndex()]
        curves = [curve for curve in curves_of(training, quantity) if curve.label != tr("test")]
        bounds = bounds_of(curves, quantity)
        self.curves.show_curves(curves, bounds, tr("Press Play: curves appear here."))

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(tr("Learning"))
        for field in self.fields.values():
            field.retranslate()
        names = (tr("Cost"), tr("Accuracy"))
        tips = (tr("Cost over epochs."), tr("Share of right answers over epochs."))
        for tab, (name, tip) in enumerate(zip(names, tips, strict=True)):
            self.tabs.setTabText(tab, name)
            self.tabs.setTabToolTip(tab, tip)
        self.tabs.setAccessibleName(tr("Curves"))
        self._drawn = ()
        self._say_more()

    def _say_more(self) -> None:
        if self._open:
            self.more_button.say(tr("less ▴"), tr("Show the most important settings only."))
        else:
            self.more_button.say(tr("more ▾"), tr("Show all settings."))

    def _arrange(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        rows = [name for name in self.fields if self._open or name in FIRST]
        for name, field in self.fields.items():
            field.set_visible(name in rows)
        for row, name in enumerate(rows):
            self._grid.addWidget(self.fields[name].label, row, 0)
            self._grid.addWidget(self.fields[name].control, row, 1)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)
        for part in (self.tabs, self.curves):
            part.setVisible(not self._open)

    # --- handlers -------------------------------------------------------------------------------

    def _on_more_clicked(self) -> None:
        self._open = not self._open
        self._arrange()
        self._say_more()
        self._drawn = ()
        self.unfolded.emit(self._open)

    def _on_tab_changed(self) -> None:
        self._draw()

    def _on_changed(self, name: str, value: Value) -> None:
        self._send(SetSetting(RUN, name, value))
