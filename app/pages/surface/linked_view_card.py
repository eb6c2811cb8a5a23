"""Card of the linked view: loss slice, fixed or not, its two weights, zoom; and the network's η."""

from __future__ import annotations

from functools import partial
from math import isfinite

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, percent, significant, tr
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, WrappedLabel
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.linked_view import SetLinkedView
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.scene_page.declared import ETA
from engine.simulations.surface.linked_view.job import LINKED_VIEW
from engine.simulations.surface.state import LinkedView, SurfaceState

SLICES = {
    "random": mark("two random directions"),
    "weights": mark("two weights"),
    "path": mark("main directions of the path"),
}
"""Name of each kind of loss slice, by key."""

WEIGHTS = {
    "first": mark("The weight that lies across."),
    "second": mark("The weight that lies along."),
}
"""Meaning of both weights of a slice."""

SHOWN = ("plane", "fixed", "zoom")
STEMS = {"plane": "plane", "fixed": "plane_fixed", "zoom": "zoom"}


class SliceForm(SettingsForm):
    """Form of the loss slice: a change of it is no edit of the network."""

    def change(self, name: str, value: Value, *, finished: bool) -> None:
        """Send a change of the slice."""
        self._send(SetLinkedView(self.simulation_id, name, value))

    def take_back(self, name: str, value: Value) -> None:
        """Return to the value before a drag."""
        self.change(name, value, finished=True)


class LinkedViewCard(Card):
    """Controls of the loss slice and of η; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Plane and step"), parent, name="lens_controls")
        self._names: tuple[str, ...] = ()
        self._directions = 1
        shown = [each for each in LINKED_VIEW if each.name in SHOWN]
        self.form = SliceForm(send, "", shown, self, stems=STEMS, names={"plane": SLICES})
        self.rate = SettingsForm(send, "", (ETA,), self, stem="network_{}")
        self.other_button = ElidedButton(
            "other_directions_button",
            mark("Others"),
            mark("Two other random directions."),
            role="link",
            act=self._ask_others,
        )
        self.weight_boxes = {
            name: ElidedComboBox(f"{name}_weight_box", tip=tip) for name, tip in WEIGHTS.items()
        }
        self.lines = WrappedLabel("lens_lines", self)
        for name, box in self.weight_boxes.items():
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.activated.connect(partial(self._choose_weight, name))
        weights = row(*((box, 1) for box in self.weight_boxes.values()))
        self.add_to_header(self.other_button)
        self.hold(self.form, weights, self.rate, self.lines)

    # --- called by the page ---------------------------------------------------------------------

    def follow(self, simulation_id: str) -> None:
        """Control the network of another simulation."""
        for form in (self.form, self.rate):
            form.simulation_id = simulation_id

    def render_linked_view(
        self, state: SurfaceState, linked_view: LinkedView, training: TrainingView
    ) -> None:
        """Show the settings of the loss slice, except on a slider that is being dragged."""
        settings = state.settings
        loss_slice = str(settings["plane"])
        self._show_names(linked_view.names)
        self.form.show_values(settings)
        self.rate.show_values(training.settings)
        self._directions = int(settings["directions"])
        self.other_button.setVisible(loss_slice == "random")
        for name, box in self.weight_boxes.items():
            box.setVisible(loss_slice == "weights" and bool(linked_view.names))
            box.show_choice(int(settings[name]))
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

    def retranslate(self) -> None:
        super().retranslate()
        self._names = ()

    # --- handlers -------------------------------------------------------------------------------

    def _ask_others(self) -> None:
        self.form.change("directions", self._directions + 1, finished=True)

    def _choose_weight(self, name: str, place: int) -> None:
        self.form.change(name, int(self.weight_boxes[name].itemData(place)), finished=True)


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
