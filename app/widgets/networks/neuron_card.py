"""A card that explains one neuron: weights, weighted sum term by term, effect on outputs."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.widgets.basics.boxes import column
from app.widgets.basics.drawn import Drawn, write
from app.widgets.basics.line_list import Line, LineList
from app.widgets.networks.heat_map import HeatMap
from engine.arrays import Matrix, Vector
from engine.backpropagation.explanation import NeuronExplanation, Term
from engine.functions.activations import ACTIVATION

FIXED_LINES = 5
"""Lines besides the terms: z, a, a rule, the smaller terms, the bias."""

NOTHING = 0.005
"""A contribution below this is printed as 0.00 and counts as none."""


FeatureMapShape: TypeAlias = tuple[int, int, int]
"""Output shape of a convolution: feature maps, rows, columns."""


class NeuronCard(QWidget):
    """The explanation of the selected neuron, or a hint how to select one.

    Parameters
    ----------
    name : str
        Prefix of the parts' object names.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, name: str = "neuron"
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: NeuronExplanation | None = None
        self._sizes: tuple[int, ...] = ()
        self._maps: FeatureMapShape | None = None
        self.setObjectName(f"{name}_card")
        self.heat_map = HeatMap(theme, f"{name}_weights", self)
        self.lines = LineList(theme, f"{name}_terms", self)
        self.lines.rows_changed.connect(self._on_rows_changed)
        self.pushes = ContributionBars(theme, f"{name}_pushes", self)
        column((self.heat_map, 5), (self.lines, 6), self.pushes, gap=6, inside=self)
        self.retranslate()

    def show_explanation(
        self,
        explanation: NeuronExplanation | None,
        sizes: Sequence[int],
        maps: FeatureMapShape | None = None,
    ) -> None:
        """Show how an activation is computed; None shows the hint.

        Parameters
        ----------
        maps : Maps, optional
            Shape of the feature maps that are the network's inputs; None for other inputs.
        """
        self._shown, self._sizes, self._maps = explanation, tuple(sizes), maps
        pictured = explanation is not None and maps is None and is_picture(explanation)
        self.heat_map.setVisible(pictured)
        self.pushes.setVisible(explanation is not None and explanation.pushes.size > 0)
        if explanation is None:
            hint = tr("Click a neuron: its weights, its sum and what it pushes appear here.")
            self.lines.show_lines((), hint)
            return
        if pictured:
            self.heat_map.show_values(as_picture(explanation.weights))
        self._on_rows_changed()
        self.pushes.show_values(explanation.pushes, explanation.exact)
        words = (f"{line.left}{line.detail} {line.right}" for line in self.lines.lines if line.left)
        self.setAccessibleDescription(". ".join(words))

    def _on_rows_changed(self) -> None:
        """List the terms that fit; the others are added up in one line."""
        if self._shown is not None:
            terms = self.lines.rows - FIXED_LINES
            self.lines.show_lines(explanation_lines(self._shown, self._sizes, terms, self._maps))

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The selected neuron"))
        self.heat_map.setToolTip(
            tr("The neuron's weights, each where its input stands; colours as in the legend.")
        )
        self.heat_map.setAccessibleName(tr("Weights of the neuron"))
        self.lines.setToolTip(tr("The largest terms w·x of the neuron's sum, and all of the rest."))
        self.lines.setAccessibleName(tr("Sum of the neuron, term by term"))
        self.pushes.retranslate()


def as_picture(weights: Vector) -> Matrix:
    """Arrange weights as a nearly square picture; up to four in one row, gaps are 0.

    Examples
    --------
    >>> as_picture(np.ones(784)).shape, as_picture(np.ones(30)).shape
    ((28, 28), (5, 6))
    """
    count = len(weights)
    columns = count if count <= 4 else ceil(sqrt(count))
    rows = ceil(count / columns)
    picture = np.zeros(rows * columns)
    picture[:count] = weights
    return picture.reshape(rows, columns)


def is_picture(explanation: NeuronExplanation) -> bool:
    """Return whether the weights belong to the pixels of a square picture."""
    side = round(sqrt(len(explanation.weights)))
    return explanation.layer == 1 and side > 4 and side * side == len(explanation.weights)


def explanation_lines(
    explanation: NeuronExplanation,
    sizes: Sequence[int],
    most: int = 8,
    maps: FeatureMapShape | None = None,
) -> list[Line]:
    """Return the weighted sum as lines: result and activation, terms, the rest, the bias.

    Parameters
    ----------
    most : int
        Maximum number of terms listed; the others are added up.
    """
    z, a = explanation.weighted_sum, explanation.activation
    formula = ACTIVATION[explanation.activation_name].text
    lines: list[Line] = [
        Line("z = Σ w·x + b", f"= {signed(z)}"),
        Line(f"a = {formula}", f"= {number(a, 3)}"),
        Line(),
    ]
    listed = explanation.terms[: max(most, 0)]
    longest = max((abs(term.product) for term in listed), default=1.0)
    lines += [_term_line(term, explanation.layer, sizes, longest, maps) for term in listed]
    others = len(explanation.weights) - len(listed)
    if others:
        rest = explanation.rest + sum(term.product for term in explanation.terms[len(listed) :])
        words = tr("{count} smaller terms", count=others)
        lines.append(Line(words, signed(rest), sign_token(rest)))
    lines.append(Line(tr("bias b"), signed(explanation.bias), sign_token(explanation.bias)))
    return lines


def _term_line(
    term: Term, layer: int, sizes: Sequence[int], longest: float, maps: FeatureMapShape | None
) -> Line:
    factors = f"{signed(term.weight)} × {number(term.value, 2)}"
    name = source_name(term.source, layer, sizes, maps)
    product = term.product
    share = product / longest
    return Line(name, signed(product), sign_token(product), share, f"  {factors}")


def source_name(
    source: int, layer: int, sizes: Sequence[int], maps: FeatureMapShape | None = None
) -> str:
    """Name the source of a term: pixel, cell of a feature map, input or neuron."""
    if layer == 1 and maps is not None:
        place, map_ = divmod(source, maps[0])
        row, column = divmod(place, maps[2])
        return tr("map {map}: {row},{column}", map=map_, row=row, column=column)
    side = round(sqrt(sizes[0]))
    if layer == 1 and side * side == sizes[0]:
        return tr("pixel {row},{column}", row=source // side, column=source % side)
    if layer == 1:
        return tr("input {number}", number=source)
    return tr("neuron {number}", number=source)


def signed(value: float) -> str:
    """Format a number with sign, two decimals and a true minus."""
    return ("−" if value < 0 else "+") + number(abs(value), 2)


def sign_token(value: float) -> str:
    """Return the colour token of a signed value."""
    return "negative" if value < 0 else "positive"


class ContributionBars(Drawn):
    """Signed bars of a neuron's contribution to each output's weighted sum."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._values: Vector = np.zeros(0)
        self._exact = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        self.retranslate()

    def show_values(self, values: Vector, exact: bool) -> None:
        """Show the contribution to each output's weighted sum.

        Parameters
        ----------
        exact : bool
            False marks the figures as first-order estimates.
        """
        if np.array_equal(values, self._values) and exact == self._exact:
            return
        self._values, self._exact = values, exact
        self.setAccessibleDescription(self.summary())
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Evidence for and against each output"))
        self.setToolTip(
            tr("What this neuron adds to the sum of each output: up speaks for it, down against.")
        )
        self.update()

    def summary(self) -> str:
        """Return the outputs with the largest and the smallest contribution as text."""
        if not self._values.size:
            return ""
        best, worst = int(np.argmax(self._values)), int(np.argmin(self._values))
        about = "" if self._exact else "≈ "
        parts = []
        if self._values[best] >= NOTHING:
            push = about + signed(float(self._values[best]))
            parts.append(tr("for {output}: {push}", output=best, push=push))
        if self._values[worst] <= -NOTHING:
            push = about + signed(float(self._values[worst]))
            parts.append(tr("against {output}: {push}", output=worst, push=push))
        return "   ".join(parts) if parts else tr("pushes no output")

    def sizeHint(self) -> QSize:
        return QSize(190, int(self._theme.size("small") * 6.4))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._values.size:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        small = self._theme.size("small")
        painter.setPen(self._theme.color("text-2"))
        head = QRectF(0, 0, self.width(), small * 1.6)
        write(painter, head, self.summary(), Qt.AlignmentFlag.AlignLeft)
        top, bottom = small * 1.9, self.height() - small * 1.5
        pitch = self.width() / len(self._values)
        zero, half = (top + bottom) / 2, (bottom - top) / 2
        largest = max(float(np.abs(self._values).max()), 10 * NOTHING)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, int(zero), self.width(), int(zero))
        for output, value in enumerate(self._values.tolist()):
            length = value / largest * half
            x = pitch * output
            bar = QRectF(x + pitch * 0.2, zero - max(length, 0.0), pitch * 0.6, abs(length))
            painter.fillRect(bar, self._theme.color(sign_token(value)))
            painter.setPen(self._theme.color("text-2"))
            room = QRectF(x, bottom + 1, pitch, small * 1.5)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(output))
