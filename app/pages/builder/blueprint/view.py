"""The blueprint: every layer of a network of any size as a column with a card."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.builder.blueprint.canvas import BlueprintCanvas
from app.pages.builder.blueprint.head import BlueprintHead
from app.pages.builder.blueprint.words import totals_of
from app.pages.builder.layer_card import InsertButton
from app.pages.builder.networks_button import NetworksButton
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import explain, retranslate_children
from engine.networks.blueprints import (
    Part,
    additions_at,
    parts_of,
    short_notation,
    with_addition,
    with_value,
    without,
)
from engine.networks.layers.layer import Addition
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.settings import Value
from engine.simulations.digits.state import DigitsState
from engine.simulations.learning.views.state import TrainingView

CARD_PX = 68
"""Narrower columns have no cards: the layers are edited in the notation."""

INSERT_PX = 20


class Blueprint(Card):
    """View of a network's layers that requests changes in notation.

    Signals
    -------
    layers_asked : (str)
        Notation of the requested network.
    """

    layers_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Network"), parent, name="blueprint")
        self._shown: tuple[object, ...] = ()
        self._specification: NetworkSpecification | None = None
        self._cost = ""
        self._locked = False
        self.parts: tuple[Part, ...] = ()
        self.networks_button = NetworksButton("blueprint_networks_button", self)
        self.back_button = ElidedButton(
            "blueprint_back_button",
            mark("Back"),
            mark("Back to the network that learns."),
            role="link",
        )
        self.back_button.hide()
        self.notation = QLineEdit(self)
        self.notation.setObjectName("blueprint_notation")
        self.notation.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.notation.editingFinished.connect(self._on_notation_edited)
        self.canvas = BlueprintCanvas(theme, self)
        self.heads: list[BlueprintHead] = []
        self.inserts: list[InsertButton] = []
        self.menu = QMenu(self)
        self.menu.setObjectName("insert_menu")
        self.add_to_header(self.back_button, self.networks_button, self.notation)
        self.hold((self.canvas, 1))
        theme.changed.connect(self._arrange)
        self.retranslate()

    # --- called by the page -----------------------------------------------------------------

    def render_training(self, training: TrainingView) -> None:
        """Show the layers of a run."""
        settings = training.settings
        words, cost = str(settings["layers"]), str(settings["cost"])
        self.show_layers(words, cost, locked=bool(training.recorded))

    def render_reading(self, state: DigitsState) -> None:
        """Show the picture on the pad of Digits and the activations of this network."""
        drawn = self._specification
        same = drawn is not None and state.network.sizes == drawn.sizes
        own = same and state.reader in ("mine", "recorded")
        self.canvas.show_reading(state.reading, state.network if own else None)

    def show_layers(self, words: str, cost: str, *, locked: bool = False) -> None:
        """Show a network; only what has changed is redrawn.

        Parameters
        ----------
        words : str
            Notation of a valid network.
        locked : bool
            Whether it is read-only.
        """
        if (words, cost, locked) != self._shown:
            self._shown = (words, cost, locked)
            self._cost, self._locked = cost, locked
            self._specification = parse_layers(words, cost)
            self._show(parts_of(self._specification))
        else:
            self._show_cards()
        if words != self.notation.text() and not self.notation.isModified():
            self.notation.setText(words)
            self.notation.setCursorPosition(0)

    def change_last(self, more: int) -> None:
        """Click the button of the last hidden layer of neurons for one more or fewer."""
        hidden = list(zip(self.heads, self.parts, strict=True))[1:-1]
        heads = [head for head, part in hidden if part.parameters]
        if heads and not self._locked:
            (heads[-1].more_button if more > 0 else heads[-1].fewer_button).click()

    def retranslate(self) -> None:
        super().retranslate()
        words = tr("The network in words: 784-30-10, or 28x28 conv20@5 pool2 softmax10.")
        explain(self.notation, words)
        retranslate_children(self.canvas)
        if self.parts:
            self.set_note(totals_of(self.parts))

    # --- the cards above the columns --------------------------------------------------------

    def _show(self, parts: tuple[Part, ...]) -> None:
        if [type(part.layer) for part in parts] != [type(part.layer) for part in self.parts]:
            self._rebuild(parts)
        self.parts = parts
        self.canvas.show_parts(parts)
        self._show_cards()
        self.set_note(totals_of(parts))
        self._arrange()

    def _show_cards(self) -> None:
        """Show the layers on their cards, in place of refused entries."""
        for head, part in zip(self.heads, self.parts, strict=True):
            head.show_part(part)

    def _rebuild(self, parts: tuple[Part, ...]) -> None:
        for old in (*self.heads, *self.inserts):
            old.hide()
            old.deleteLater()
        self.heads, self.inserts = [], []
        for place, part in enumerate(parts):
            last = place == len(parts) - 1
            head = BlueprintHead(self._theme, place, part, last=last, parent=self.canvas)
            head.changed.connect(self._on_changed)
            head.removed.connect(self._on_removed)
            self.heads.append(head)
            if place:
                name, act = f"blueprint_insert_{place}_button", partial(self._ask_layer, place)
                self.inserts.append(InsertButton(name, place, act, self.canvas))

    def _arrange(self) -> None:
        """Place the cards above their columns, and the insert buttons between them."""
        if not self.heads:
            return
        step = self.canvas.width() / len(self.heads)
        cards = step >= CARD_PX
        height = max(head.sizeHint().height() for head in self.heads) if cards else 0
        width = round(min(step - 10, 140))
        inserts = cards and not self._locked and not self._theme.lecture
        self.canvas.set_head(height + INSERT_PX * inserts)
        for place, head in enumerate(self.heads):
            head.set_locked(self._locked)
            head.setVisible(cards)
            left = round((place + 0.5) * step - width / 2)
            head.setGeometry(left, 0, width, height)
        for place, button in enumerate(self.inserts, 1):
            button.setVisible(inserts)
            button.setGeometry(round(place * step - INSERT_PX / 2), height, INSERT_PX, INSERT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout.activate()
        self._arrange()

    # --- handlers -------------------------------------------------------------------------------

    def _ask(self, words: str) -> None:
        self.layers_asked.emit(short_notation(words, self._cost))

    def _on_changed(self, place: int, name: str, value: Value, finished: bool) -> None:
        if self._specification is not None:
            self._ask(with_value(self._specification, place, name, value))

    def _on_removed(self, place: int) -> None:
        if self._specification is not None:
            self._ask(without(self._specification, place))

    def _ask_layer(self, place: int) -> None:
        """Insert a layer; ask which one, if there are several."""
        if self._specification is None:
            return
        choices = additions_at(self._specification, place)
        if len(choices) == 1:
            self._insert(place, choices[0])
            return
        self.menu.clear()
        for choice in choices:
            self.menu.addAction(tr(choice.label.template), partial(self._insert, place, choice))
        button = self.inserts[place - 1]
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _insert(self, place: int, addition: Addition) -> None:
        if self._specification is not None:
            self._ask(with_addition(self._specification, place, addition))

    def _on_notation_edited(self) -> None:
        if self.notation.isModified():
            self.notation.setModified(False)
            self.layers_asked.emit(self.notation.text())
