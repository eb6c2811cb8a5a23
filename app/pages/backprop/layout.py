"""Layout of the network: neurons, numbers, wires."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from engine.commands.pages.backprop import NumberKind

LINE = 1.26
"""Height of a line of numbers, in font sizes."""

PAD, GAP = 0.32, 0.5
"""Padding inside a neuron, and gap between neurons, in font sizes."""

LABEL, NUMBER, BESIDE, RIGHT = 2.6, 4.3, 4.9, 6.4
"""Widths in font sizes: a name, a number, a gradient beside its weight, the block of b, z, a, δ."""

END = 5.8
"""Width of the columns of inputs and targets, in font sizes."""

WIRE = 2.6
"""Least distance of columns, in font sizes."""

LEAST_PX = 6.0
RIGHT_LINES = ("b", "z", "a", "δ")


@dataclass(frozen=True, slots=True)
class Number:
    """Key of an editable number.

    Attributes
    ----------
    kind, layer, neuron, source
        As in `SetNumber`.
    """

    kind: NumberKind
    layer: int
    neuron: int
    source: int = 0


@dataclass(frozen=True, slots=True)
class Form:
    """Arrangement of the numbers inside a neuron.

    Attributes
    ----------
    tall : bool
        Whether b, z, a and δ are below the weights, not beside them.
    stacked : bool
        Whether a weight's gradient is below it, not beside it.
    labels : bool
        Whether weights are labelled.
    """

    tall: bool
    stacked: bool
    labels: bool

    def height(self, fan_in: int) -> float:
        """Return the height of a neuron in font sizes."""
        weights, others = fan_in * (2 if self.stacked else 1), len(RIGHT_LINES)
        rows = weights + others if self.tall else max(weights, others)
        return rows * LINE + 2 * PAD

    @property
    def width(self) -> float:
        """Width of a neuron in font sizes."""
        weights = NUMBER + (0.0 if self.stacked else BESIDE) + (LABEL if self.labels else 0.0)
        return weights + 2 * PAD + (0.0 if self.tall else RIGHT)

    def pixels(self, sizes: tuple[int, ...], area: QRectF) -> float:
        """Return the font size in pixels at which the network fills an area."""
        layers = len(sizes) - 1
        high = max(n_out * (self.height(n_in) + GAP) for n_in, n_out in pairwise(sizes))
        wide = layers * self.width + 2 * END + (layers + 1) * WIRE
        return min(area.height() / high, area.width() / wide)


FORMS = (
    Form(tall=True, stacked=True, labels=True),
    Form(tall=False, stacked=True, labels=True),
    Form(tall=False, stacked=False, labels=True),
    Form(tall=False, stacked=False, labels=False),
)
LABELS_WORTH = 1.08
"""Factor by which an unlabelled form must be larger to be preferred to a labelled one."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Rectangles of neurons and numbers, by their keys.

    Attributes
    ----------
    px : float
        Font size in pixels.
    form : Form
    cards : dict
        (layer, neuron) -> rectangle of the neuron.
    numbers : dict
        Number -> rectangle that it is written in and dragged by.
    gradients : dict
        (layer, neuron, source) -> rectangle of ∂C/∂w.
    lines : dict
        (layer, neuron, name) -> rectangle of b, z, a or δ; inputs have layer -1 and "x",
        targets "y".
    """

    px: float
    form: Form
    cards: dict[tuple[int, int], QRectF]
    numbers: dict[Number, QRectF]
    gradients: dict[tuple[int, int, int], QRectF]
    lines: dict[tuple[int, int, str], QRectF]

    def wire(self, layer: int, neuron: int, source: int) -> tuple[QPointF, QPointF]:
        """Return both ends of a wire: the source neuron, and the line of the weight."""
        left = self.cards[(layer - 1, source)]
        row = self.numbers[Number("w", layer, neuron, source)]
        start = QPointF(left.right(), left.center().y())
        return start, QPointF(self.cards[(layer, neuron)].left(), row.center().y())

    def neuron_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return (layer, neuron) at a point; None for inputs and targets."""
        found = (place for place, rect in self.cards.items() if rect.contains(at))
        return next((place for place in found if place[0] >= 0), None)


def lay_out(sizes: tuple[int, ...], area: QRectF, largest: float) -> Layout:
    """Lay the network out in an area, in the largest font that fits.

    Parameters
    ----------
    largest : float
        Largest font size in pixels.
    """
    best, px = FORMS[0], 0.0
    for form in FORMS:
        found = min(largest, form.pixels(sizes, area))
        if found > px * (1.0 if form.labels else LABELS_WORTH):
            best, px = form, found
    return _Builder(sizes, area, max(px, LEAST_PX), best).build()


class _Builder:
    """Builder of a Layout."""

    def __init__(self, sizes: tuple[int, ...], area: QRectF, px: float, form: Form) -> None:
        self._sizes, self._area, self._px, self._form = sizes, area, px, form
        self._layout = Layout(px, form, {}, {}, {}, {})
        layers = len(sizes) - 1
        self._card = form.width * px
        self._end = END * px
        free = area.width() - layers * self._card - 2 * self._end
        self._wire = max(free / (layers + 1), 0.0)

    def build(self) -> Layout:
        """Return the finished layout."""
        left = self._area.left()
        self._ends(-1, self._sizes[0], left, "x")
        left += self._end + self._wire
        for layer in range(len(self._sizes) - 1):
            self._neurons(layer, left)
            left += self._card + self._wire
        self._ends(len(self._sizes) - 1, self._sizes[-1], left, "y")
        return self._layout

    def _tops(self, count: int, height: float) -> list[float]:
        """Return the upper edges of `count` cards of one height, spread over the area."""
        pitch = min(self._area.height() / count, 2.2 * height + 3 * self._px)
        first = self._area.center().y() - pitch * count / 2
        return [first + pitch * place + (pitch - height) / 2 for place in range(count)]

    def _ends(self, layer: int, count: int, left: float, name: NumberKind) -> None:
        """Place inputs or targets; targets are level with their outputs."""
        height = 2 * LINE * self._px + 2 * PAD * self._px
        tops = self._tops(count, height)
        if name == "y":
            outputs = [self._layout.cards[(layer - 1, place)] for place in range(count)]
            tops = [rect.center().y() - height / 2 for rect in outputs]
        for place, top in enumerate(tops):
            card = QRectF(left, top, self._end, height)
            pad = PAD * self._px
            line = QRectF(
                left + pad, top + pad + LINE * self._px, self._end - 2 * pad, LINE * self._px
            )
            self._layout.cards[(layer, place)] = card
            self._layout.lines[(layer, place, name)] = line
            self._layout.numbers[Number(name, 0, place)] = line

    def _neurons(self, layer: int, left: float) -> None:
        fan_in = self._sizes[layer]
        height = self._form.height(fan_in) * self._px
        for neuron, top in enumerate(self._tops(self._sizes[layer + 1], height)):
            self._layout.cards[(layer, neuron)] = QRectF(left, top, self._card, height)
            self._weights(layer, neuron, QPointF(left, top), height)
            self._right(layer, neuron, QPointF(left, top), height)

    def _weights(self, layer: int, neuron: int, corner: QPointF, height: float) -> None:
        px, layout, form = self._px, self._layout, self._form
        each = 2 if form.stacked else 1
        fan_in = self._sizes[layer]
        top = corner.y() + PAD * px
        if not form.tall:
            top = corner.y() + (height - fan_in * each * LINE * px) / 2
        left = corner.x() + (PAD + (LABEL if form.labels else 0.0)) * px
        for source in range(fan_in):
            y = top + source * each * LINE * px
            number = Number("w", layer, neuron, source)
            layout.numbers[number] = QRectF(left, y, NUMBER * px, LINE * px)
            beside = QPointF(left, y + LINE * px) if each == 2 else QPointF(left + NUMBER * px, y)
            wide = NUMBER if each == 2 else BESIDE
            slope = QRectF(beside.x(), beside.y(), wide * px, LINE * px)
            layout.gradients[(layer, neuron, source)] = slope

    def _right(self, layer: int, neuron: int, corner: QPointF, height: float) -> None:
        px = self._px
        width = (RIGHT - 0.6) * px
        top = corner.y() + (height - len(RIGHT_LINES) * LINE * px) / 2
        if self._form.tall:
            width = self._card - 2 * PAD * px
            top = corner.y() + height - (PAD + len(RIGHT_LINES) * LINE) * px
        left = corner.x() + self._card - PAD * px - width
        for row, name in enumerate(RIGHT_LINES):
            rect = QRectF(left, top + row * LINE * px, width, LINE * px)
            self._layout.lines[(layer, neuron, name)] = rect
            if name == "b":
                self._layout.numbers[Number("b", layer, neuron)] = rect
