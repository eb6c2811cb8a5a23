"""A switch of segments, of which one is selected."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import retranslate_children


class Segments(QWidget):
    """A button for each choice; the selected one is filled.

    Parameters
    ----------
    name : str
        Object name.
    buttons : str
        Object names of the buttons, with {} for the choice.
    segments : mapping
        Text and tooltip by choice, English; shown through `tr`.
    stretch : int
        Share of the width for each button; 0 for what it asks for.
    least : int
        Least width of a button in pixels.

    Signals
    -------
    chosen : (str)
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        buttons: str,
        segments: Mapping[str, tuple[str, str]],
        parent: QWidget | None = None,
        *,
        stretch: int = 0,
        least: int = 0,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.buttons = {
            choice: ElidedButton(buttons.format(choice), *words, role="segment", checkable=True)
            for choice, words in segments.items()
        }
        self._group = QButtonGroup(self)
        for button in self.buttons.values():
            button.setMinimumWidth(least)
            self._group.addButton(button)
        row(*((button, stretch) for button in self.buttons.values()), gap=2, inside=self)
        self.select(next(iter(segments)))
        self._group.buttonClicked.connect(self._on_clicked)

    def retranslate(self) -> None:
        retranslate_children(self)

    def select(self, choice: str | None) -> None:
        """Select a choice, None for none of them, without a signal."""
        if choice is not None:
            self.buttons[choice].setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self.chosen.emit(next(name for name, each in self.buttons.items() if each is clicked))
