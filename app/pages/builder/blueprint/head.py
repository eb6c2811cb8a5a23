"""The card of a layer above its column of the blueprint."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.builder.layer_card import LayerCard
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedLabel
from engine.functions.activations import SOFTMAX
from engine.networks.blueprints import Part
from engine.networks.layers.layer import activation_of


class BlueprintHead(LayerCard):
    """Card with the kind of a layer as its title.

    Parameters
    ----------
    last : bool
        Whether it is the output layer, whose size the data determine.
    """

    def __init__(
        self, theme: Theme, place: int, part: Part, *, last: bool, parent: QWidget | None = None
    ) -> None:
        name, card = f"blueprint_{place}", part.layer.card if part.layer is not None else ()
        super().__init__(theme, name, place, card, softmax=last, parent=parent)
        self._last, self._locked = last, False
        self.title = ElidedLabel(f"{name}_title", self, role="strong")
        self._lay_out()
        theme.changed.connect(self._show_controls)
        self._part = part
        self._show_controls()
        self.retranslate()

    def _lay_out(self) -> None:
        fields = list(self.fields.values())
        sizes = [(size, 1) for size in fields[:1]]
        top = row((self.title, 1), self.remove_button, gap=2)
        counting = row(self.fewer_button, *sizes, self.more_button, gap=2)
        column(top, counting, *fields[1:], gap=3, inside=self).addStretch(1)

    def set_locked(self, locked: bool) -> None:
        """Make the card read-only, or editable again."""
        if locked != self._locked:
            self._locked = locked
            self._show_controls()

    def retranslate(self) -> None:
        super().retranslate()
        self._say_title()

    def _say_title(self) -> None:
        part = self._part
        layer = part.layer if part is not None else None
        if part is None or layer is None:
            flat = part is not None and len(part.shape) == 1
            words = tr("inputs") if flat else tr("picture")
        elif self._theme.lecture:
            # the controls are hidden: the title is the notation
            soft = activation_of(layer) == SOFTMAX.name
            words = SOFTMAX.name if soft else part.word.partition(":")[0]
        else:
            words = tr("output") if self._last else tr(layer.title.template)
        self.title.say(words)

    def _show_controls(self) -> None:
        """Show the controls that the layer has; lecture mode shows the title alone."""
        buttons = {self.remove_button, self.fewer_button, self.more_button}
        controls: set[QWidget] = {*buttons, *self.fields.values()}
        hidden: set[QWidget] = set()
        if not self._card or self._theme.lecture:
            hidden = controls
        elif self._last:
            hidden = {*buttons, self.number}
        elif self._locked:
            hidden = {*buttons}
        for control in controls:
            control.setVisible(control not in hidden)
            control.setEnabled(not self._locked)
        centred = self.remove_button in hidden
        middle = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(middle | Qt.AlignmentFlag.AlignVCenter)
        for button in (self.fewer_button, self.more_button):
            button.setFixedSize(22, self._theme.size("control_height"))
        self._say_title()
