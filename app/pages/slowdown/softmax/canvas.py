"""Canvas of four softmax outputs: knobs, bars, errors, and both sums."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.slowdown.softmax import painting
from app.pages.slowdown.softmax.geometry import ROWS, Places, places_in
from app.pages.slowdown.softmax.words import said_share
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.simulations.slowdown.softmax.state import SoftmaxView
from engine.simulations.slowdown.softmax.station import FARTHEST, STEP

KEYS = tuple(f"{symbol}{row + 1}" for symbol in "za" for row in range(ROWS))


class SoftmaxCanvas(NumberCanvas[str]):
    """Canvas that draws a SoftmaxView; its numbers are "z1" … "z4" and "a1" … "a4".

    Signals
    -------
    label_chosen : (int)
        The number of an output, from 0, was clicked.
    input_chosen : (int)
        The z of this place, from 0, was pressed or reached by the keys.
    """

    label_chosen = Signal(int)
    input_chosen = Signal(int)

    least: ClassVar = (420, 200)
    preferred: ClassVar = (700, 360)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "softmax_canvas", "softmax_canvas_field", parent)
        self._view: SoftmaxView | None = None
        self._places: Places | None = None

    def show_view(self, view: SoftmaxView) -> None:
        """Draw other outputs."""
        if view is not self._view:
            self._view = view
            shares = ", ".join(said_share(float(a)) for a in view.a)
            self.setAccessibleDescription(
                tr("outputs {shares}; sigmoids together {sum}", shares=shares,
                   sum=number(float(view.sigmoids.sum()), 3))
            )  # fmt: skip
            self.update()

    @property
    def places(self) -> Places:
        """Where everything lies."""
        if self._places is None:
            self._places = places_in(self.width(), self.height(), self._theme.size("small"))
        return self._places

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def boxes(self) -> Mapping[str, QRectF]:
        """Return the rectangle of each number."""
        places = self.places
        return {
            key: places.cell("z", row) if key[0] == "z" else places.cell("a", row)
            for key, row in ((key, int(key[1]) - 1) for key in KEYS)
        }

    def value_of(self, key: str) -> float:
        """Return an input or an output."""
        if self._view is None:
            return 0.0
        values = self._view.z if key[0] == "z" else self._view.a
        return float(values[int(key[1]) - 1])

    def name_of(self, key: str) -> str:
        """Return the symbol of a number."""
        return painting.name_of(key)

    def grip(self, key: str) -> Grip:
        """Return how a number answers: the knob and the end of the bar follow the hand."""
        if key[0] == "z":
            long = max(self.places.track(0).width(), 1.0)
            return Grip(2 * FARTHEST / long, STEP, decimals=1, notch=STEP)
        return Grip(1.0 / max(self.places.bar(0).width(), 1.0), 0.01, decimals=3)

    def chosen(self, key: str) -> None:
        """Tell which z is under the hand."""
        if key[0] == "z":
            self.input_chosen.emit(int(key[1]) - 1)

    def clicked_elsewhere(self, at: QPointF) -> None:
        """Choose the right answer by a click on its number."""
        row = self._head_at(at)
        if row is not None:
            self.label_chosen.emit(row)

    def discard_layout(self) -> None:
        """Discard the layout."""
        self._places = None

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip at a point."""
        row = self._head_at(at)
        if row is not None and self._view is not None:
            return painting.head_words(row, right=row == self._view.label)
        return super().tip_at(at)

    def hint(self) -> str:
        """Return the tooltip where there is no number."""
        return tr("Drag a knob or the end of a bar; double-click a number and type. "
                  "A click on a number at the left makes it the right answer.")  # fmt: skip

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Softmax of four inputs"))
        self.field.retranslate()
        self.update()

    def _head_at(self, at: QPointF) -> int | None:
        rows = (row for row in range(ROWS) if self.places.cell("head", row).contains(at))
        return next(rows, None)

    # --- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        theme, painter, places = self._theme, self.smooth_painter(), self.places
        painting.draw_heads(painter, theme, places, view)
        lit = self._cursor if self.hasFocus() and self._hover is None else self._hover
        for row in range(ROWS):
            part = lit[0] if lit is not None and int(lit[1]) - 1 == row else ""
            painting.draw_row(painter, theme, places, view, row, lit=part)
        painting.draw_sums(painter, theme, places, view)
