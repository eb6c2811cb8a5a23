"""Card of the page's own settings: surface, η, momentum, mini-batch, update rule."""

from __future__ import annotations

from math import log

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QSlider, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.surface.words import RULE_NAMES, SIMULATION_ID, SURFACE_NAMES
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.numbers.held_slider import HeldSlider
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting, Value
from engine.commands.pages.surface import ClearBalls
from engine.simulations.surface.state import SurfaceState

LEAST_ETA, MOST_ETA = 0.001, 100.0
NOTCHES = 200


class ControlsCard(Card):
    """Controls of surface and ball; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("surface_controls")
        self._send = send
        self.surface_box = self._box("surface_box", SURFACE_NAMES, self._on_surface_chosen)
        self.rule_box = self._box("rule_box", RULE_NAMES, self._on_rule_chosen)
        self.eta_label, self.eta_slider = self._slider("eta", NOTCHES)
        self.momentum_label, self.momentum_slider = self._slider("momentum", 99)
        self.batch_label, self.batch_slider = self._slider("batch", 100)
        self.clear_button = ElidedButton("clear_balls_button")
        self.clear_button.clicked.connect(self._on_clear_clicked)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.addWidget(self.surface_box, 0, 0, 1, 2)
        rows = (
            (self.eta_label, self.eta_slider),
            (self.momentum_label, self.momentum_slider),
            (self.batch_label, self.batch_slider),
        )
        for row, (label, slider) in enumerate(rows, 1):
            grid.addWidget(label, row, 0)
            grid.addWidget(slider, row, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        last = QHBoxLayout()
        last.addWidget(self.rule_box, 1)
        last.addWidget(self.clear_button)
        self.body.addLayout(grid)
        self.body.addLayout(last)
        self.eta_slider.dragged.connect(self._on_eta_changed)
        self.momentum_slider.dragged.connect(self._on_momentum_changed)
        self.batch_slider.dragged.connect(self._on_batch_changed)
        self.retranslate()

    def _box(self, name: str, names: dict[str, str], chosen: object) -> ElidedComboBox:
        box = ElidedComboBox(self)
        box.setObjectName(name)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for key, words in names.items():
            box.addItem(words, key)
        box.activated.connect(chosen)
        return box

    def _slider(self, name: str, notches: int) -> tuple[ElidedLabel, HeldSlider]:
        label = ElidedLabel(f"surface_{name}_text", self)
        slider = HeldSlider(self)
        slider.setObjectName(f"surface_{name}_slider")
        slider.setRange(0, notches)
        return label, slider

    def render_state(self, state: SurfaceState) -> None:
        """Show the settings, except on a slider that is being dragged."""
        settings = state.settings
        eta, momentum = float(settings["eta"]), float(settings["momentum"])
        batch = int(settings["batch"])
        self._show(self.eta_slider, notch_of(eta))
        self._show(self.momentum_slider, round(100 * momentum))
        self._show(self.batch_slider, batch)
        rule = str(settings["rule"])
        for box, value in ((self.surface_box, state.name), (self.rule_box, rule)):
            if box.currentData() != value:
                box.setCurrentIndex(box.findData(value))
        self.momentum_slider.setEnabled(rule in ("momentum", "nesterov"))
        self.eta_slider.setEnabled(rule != "newton")
        self.batch_slider.setEnabled(state.examples > 1 and rule != "newton")
        self.eta_label.say(tr("η = {eta}", eta=significant(eta, 4)))
        self.momentum_label.say(tr("μ = {momentum}", momentum=significant(momentum, 2)))
        size = tr("all") if not batch or state.examples == 1 else str(batch)
        self.batch_label.say(tr("mini-batch {size}", size=size))

    def retranslate(self) -> None:
        self.set_title(tr("Surface and ball"))
        for box, names, words in (
            (self.surface_box, SURFACE_NAMES, tr("The landscape that the ball rolls on.")),
            (self.rule_box, RULE_NAMES, tr("How a step is made of the gradient.")),
        ):
            box.setToolTip(words)
            box.setAccessibleName(words)
            for index, key in enumerate(names):
                box.setItemText(index, tr(names[key]))
        eta = tr("Learning rate η of the newest ball: Newton's step needs none.")
        momentum = tr("Momentum μ: how much of the last step is kept; for the rules that have it.")
        batch = tr("Mini-batch: examples that are asked in each step; formulas have none.")
        for slider, words in (
            (self.eta_slider, eta),
            (self.momentum_slider, momentum),
            (self.batch_slider, batch),
        ):
            slider.setToolTip(words)
            slider.setAccessibleName(words)
        self.clear_button.say(tr("Clear"), tr("Take all balls away (C)."))

    def _show(self, slider: QSlider, notch: int) -> None:
        if not slider.isSliderDown() and slider.value() != notch:
            slider.blockSignals(True)
            slider.setValue(notch)
            slider.blockSignals(False)

    def _set(self, name: str, value: Value, *, finished: bool = True) -> None:
        self._send(SetSetting(SIMULATION_ID, name, value, finished))

    # --- handlers -------------------------------------------------------------------------------

    def _on_surface_chosen(self) -> None:
        self._set("surface", str(self.surface_box.currentData()))

    def _on_rule_chosen(self) -> None:
        self._set("rule", str(self.rule_box.currentData()))

    def _on_eta_changed(self, notch: int, finished: bool) -> None:
        self._set("eta", eta_of(notch), finished=finished)

    def _on_momentum_changed(self, notch: int, finished: bool) -> None:
        self._set("momentum", notch / 100, finished=finished)

    def _on_batch_changed(self, notch: int, finished: bool) -> None:
        self._set("batch", notch, finished=finished)

    def _on_clear_clicked(self) -> None:
        self._send(ClearBalls(SIMULATION_ID))


def eta_of(notch: int) -> float:
    """Return the learning rate of a notch, logarithmic and to three significant digits.

    Examples
    --------
    >>> eta_of(0), eta_of(NOTCHES)
    (0.001, 100.0)
    """
    return float(f"{LEAST_ETA * (MOST_ETA / LEAST_ETA) ** (notch / NOTCHES):.3g}")


def notch_of(eta: float) -> int:
    """Return the notch nearest to a learning rate."""
    share = log(max(eta, LEAST_ETA) / LEAST_ETA) / log(MOST_ETA / LEAST_ETA)
    return round(min(share, 1.0) * NOTCHES)
