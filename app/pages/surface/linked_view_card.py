"""Card of the linked view: loss slice, fixed or not, its two weights, zoom; and the network's η."""

from __future__ import annotations

from math import isfinite, log

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import mark, percent, significant, tr
from app.pages.surface.controls_card import NOTCHES, eta_of, notch_of
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.numbers.held_slider import HeldSlider
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting, Value
from engine.commands.linked_view import SetLinkedView
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.surface.state import LinkedView, SurfaceState

SLICES = {
    "random": mark("two random directions"),
    "weights": mark("two weights"),
    "path": mark("main directions of the path"),
}
"""Name of each kind of loss slice, by key."""

ZOOMS = 40
LEAST_ZOOM, MOST_ZOOM = 0.1, 10.0


class LinkedViewCard(Card):
    """Controls of the loss slice and of η; every change is sent at once.

    Attributes
    ----------
    simulation_id : str
        Id of the simulation whose network is shown.
    """

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("lens_controls")
        self._send, self.simulation_id = send, ""
        self._names: tuple[str, ...] = ()
        self._directions = 1
        self.slice_box = ElidedComboBox(self)
        self.slice_box.setObjectName("plane_box")
        for key, words in SLICES.items():
            self.slice_box.addItem(words, key)
        self.other_button = ElidedButton("other_directions_button")
        self.fixed_box = QCheckBox(self)
        self.fixed_box.setObjectName("plane_fixed_box")
        self.weight_boxes = {name: ElidedComboBox(self) for name in ("first", "second")}
        self.zoom_label, self.zoom_slider = self._slider("zoom", ZOOMS)
        self.eta_label, self.eta_slider = self._slider("network_eta", NOTCHES)
        self.lines = QLabel(self)
        self.lines.setObjectName("lens_lines")
        self.lines.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _slider(self, name: str, notches: int) -> tuple[ElidedLabel, HeldSlider]:
        label = ElidedLabel(f"{name}_text", self)
        slider = HeldSlider(self)
        slider.setObjectName(f"{name}_slider")
        slider.setRange(0, notches)
        return label, slider

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.addWidget(self.slice_box, 1)
        first.addWidget(self.other_button)
        weights = QHBoxLayout()
        for name, box in self.weight_boxes.items():
            box.setObjectName(f"{name}_weight_box")
            weights.addWidget(box, 1)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        rows = ((self.zoom_label, self.zoom_slider), (self.eta_label, self.eta_slider))
        for row, (label, slider) in enumerate(rows):
            grid.addWidget(label, row, 0)
            grid.addWidget(slider, row, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        for box in (self.slice_box, *self.weight_boxes.values()):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.body.addLayout(first)
        self.body.addLayout(weights)
        self.body.addWidget(self.fixed_box)
        self.body.addLayout(grid)
        self.body.addWidget(self.lines)

    def _connect(self) -> None:
        self.slice_box.activated.connect(self._on_slice_chosen)
        self.other_button.clicked.connect(self._on_other_clicked)
        self.fixed_box.toggled.connect(self._on_fixed_toggled)
        self.weight_boxes["first"].activated.connect(self._on_first_chosen)
        self.weight_boxes["second"].activated.connect(self._on_second_chosen)
        self.zoom_slider.valueChanged.connect(self._on_zoomed)
        self.eta_slider.dragged.connect(self._on_eta_changed)

    # --- called by the page ---------------------------------------------------------------------

    def render_linked_view(
        self, state: SurfaceState, linked_view: LinkedView, training: TrainingView
    ) -> None:
        """Show the settings of the loss slice, except on a slider that is being dragged."""
        settings = state.settings
        loss_slice = str(settings["plane"])
        self._show_names(linked_view.names)
        self.slice_box.setCurrentIndex(self.slice_box.findData(loss_slice))
        self._directions = int(settings["directions"])
        self.other_button.setVisible(loss_slice == "random")
        for name, box in self.weight_boxes.items():
            box.setVisible(loss_slice == "weights" and bool(linked_view.names))
            box.setCurrentIndex(box.findData(int(settings[name])))
        self.fixed_box.blockSignals(True)
        self.fixed_box.setChecked(bool(settings["fixed"]))
        self.fixed_box.blockSignals(False)
        zoom, eta = float(settings["zoom"]), float(str(training.settings["eta"]))
        self._show(self.zoom_slider, notch_of_zoom(zoom))
        self._show(self.eta_slider, notch_of(eta))
        self.zoom_label.say(tr("zoom {zoom}", zoom=significant(zoom, 2)))
        self.eta_label.say(tr("η = {eta}", eta=significant(eta, 4)))
        self.lines.setText("<br>".join(lines_of(state, linked_view)))

    def _show_names(self, names: tuple[str, ...]) -> None:
        if names == self._names and self.weight_boxes["first"].count():
            return
        self._names = names
        for box in self.weight_boxes.values():
            box.clear()
            box.addItem(tr("steepest"), -1)
            for place, name in enumerate(names):
                box.addItem(name, place)

    def _show(self, slider: QSlider, notch: int) -> None:
        if not slider.isSliderDown() and slider.value() != notch:
            slider.blockSignals(True)
            slider.setValue(notch)
            slider.blockSignals(False)

    def retranslate(self) -> None:
        self.set_title(tr("Plane and step"))
        for index, words in enumerate(SLICES.values()):
            self.slice_box.setItemText(index, tr(words))
        self.fixed_box.setText(tr("plane fixed"))
        self.other_button.say(tr("Others"), tr("Two other random directions."))
        told = {
            self.slice_box: tr("Which two directions of all weights are seen."),
            self.fixed_box: tr("Whether the plane stays where it is while the network learns on."),
            self.weight_boxes["first"]: tr("The weight that lies across."),
            self.weight_boxes["second"]: tr("The weight that lies along."),
            self.zoom_slider: tr("How much of the plane is seen."),
            self.eta_slider: tr("Learning rate η of this network."),
        }
        for widget, words in told.items():
            widget.setToolTip(words)
            widget.setAccessibleName(words)
        self._names = ()

    # --- handlers -------------------------------------------------------------------------------

    def _look(self, name: str, value: Value) -> None:
        self._send(SetLinkedView(self.simulation_id, name, value))

    def _on_slice_chosen(self) -> None:
        self._look("plane", str(self.slice_box.currentData()))

    def _on_other_clicked(self) -> None:
        self._look("directions", self._directions + 1)

    def _on_fixed_toggled(self, fixed: bool) -> None:
        self._look("fixed", fixed)

    def _on_first_chosen(self) -> None:
        self._look("first", int(self.weight_boxes["first"].currentData()))

    def _on_second_chosen(self) -> None:
        self._look("second", int(self.weight_boxes["second"].currentData()))

    def _on_zoomed(self, notch: int) -> None:
        self._look("zoom", zoom_of(notch))

    def _on_eta_changed(self, notch: int, finished: bool) -> None:
        self._send(SetSetting(self.simulation_id, "eta", eta_of(notch), finished))


def lines_of(state: SurfaceState, linked_view: LinkedView) -> list[str]:
    """Return lines with the numbers of the network's position on the slice."""
    slope = state.balls[-1].gradient
    lines = [
        tr("cost {cost}", cost=significant(linked_view.cost, 5)),
        tr("slope in the plane ({across}, {along})",
           across=significant(slope[0], 2), along=significant(slope[1], 2)),
    ]  # fmt: skip
    if linked_view.fixed:
        lines.insert(1, tr("its shadow {cost}", cost=significant(linked_view.shadow, 5)))
    if isfinite(linked_view.share):
        lines.append(tr("{share} of the path's variance", share=percent(linked_view.share)))
    return lines


def zoom_of(notch: int) -> float:
    """Return the zoom of a notch, logarithmic and to three significant digits.

    Examples
    --------
    >>> zoom_of(0), zoom_of(ZOOMS // 2), zoom_of(ZOOMS)
    (0.1, 1.0, 10.0)
    """
    return float(f"{LEAST_ZOOM * (MOST_ZOOM / LEAST_ZOOM) ** (notch / ZOOMS):.3g}")


def notch_of_zoom(zoom: float) -> int:
    """Return the notch nearest to a zoom."""
    share = log(max(zoom, LEAST_ZOOM) / LEAST_ZOOM) / log(MOST_ZOOM / LEAST_ZOOM)
    return round(min(share, 1.0) * ZOOMS)
