"""Layout of the network of one input: neurons, wires, numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF

from app.widgets.basics.drawn import box_at
from engine.simulations.universality.state import CurveView

MOST = 10
"""Largest number of neurons shown; of more, those around the active one."""

NEAR_PX = 6.0
"""Distance in pixels within which the mouse hits a wire."""

NEURON_LETTERS = 1.9
"""Half the width of a neuron, in text heights."""

ROOM_FOR_NAMES = 11.0
"""Text heights between neurons and right edge from which on heights are labelled."""

FEW, LARGER = 4, 1.45
"""Number of neurons up to which the text is enlarged, and the factor."""

LETTERS_WIDE = 20
"""Width, in text heights, of a network with all its numbers."""

BETWEEN_BUMPS = 0.7
"""Extra space between bumps, as a share of the pitch of neurons."""


@dataclass(frozen=True, slots=True)
class Number:
    """Key of a number of the network.

    Attributes
    ----------
    kind : str
        "w", "b" or "s" of a hidden neuron; "v", its weight to the output; "h", the height of a
        bump; "c", the bias of the output.
    index : int
        Index of the neuron or of the bump.
    """

    kind: str
    index: int = 0


@dataclass(slots=True)
class Layout:
    """Positions of neurons and numbers, in pixels.

    Attributes
    ----------
    neurons : dict
        Centre of each visible neuron, by index.
    source, output : QPointF
        Centres of the input and of the output.
    numbers : dict
        Rectangle of each number.
    above, below : int
        Numbers of neurons left out above and below.
    text : int
        Text height in pixels.
    names : bool
        Whether heights are labelled.
    """

    neurons: dict[int, QPointF]
    source: QPointF
    output: QPointF
    radius: float
    text: int
    above: int
    below: int
    names: bool
    numbers: dict[Number, QRectF] = field(default_factory=dict)

    def wire_at(self, at: QPointF) -> tuple[str, int] | None:
        """Return side ("in" or "out") and neuron of the wire at a point."""
        found, nearest = None, NEAR_PX
        for neuron, place in self.neurons.items():
            ends = {"in": (self.source, place), "out": (place, self.output)}
            for side, (start, end) in ends.items():
                away = distance(at, start, end)
                if away < nearest:
                    found, nearest = (side, neuron), away
        return found


def distance(at: QPointF, start: QPointF, end: QPointF) -> float:
    """Return the distance of a point from a line segment."""
    line = end - start
    length = QPointF.dotProduct(line, line)
    share = QPointF.dotProduct(at - start, line) / length if length else 0.0
    nearest = start + line * min(max(share, 0.0), 1.0)
    return QLineF(at, nearest).length()


def shown_neurons(curve: CurveView, active: int) -> range:
    """Return the range of visible neurons: whole bumps around the active neuron."""
    count, size = len(curve.w), curve.bump_size
    if count <= MOST:
        return range(count)
    most = MOST // size * size
    first = max(active // size - most // size // 2, 0) * size
    first = min(first, (count - most + size - 1) // size * size)
    return range(first, min(first + most, count))


def says_heights(curve: CurveView, form: str, station: str) -> bool:
    """Return whether heights of bumps are shown instead of the weights to the output."""
    bumps = station in ("bump", "bumps", "function")
    return form == "simple" and bumps and curve.is_bumps


def lay_out(
    curve: CurveView, form: str, station: str, active: int, area: QRectF, text: int
) -> Layout:
    """Lay the network out.

    Parameters
    ----------
    form : str
        "simple" or "real".
    active : int
        Neuron that must be visible.
    text : int
        Text height in pixels.
    """
    shown = shown_neurons(curve, active)
    if len(shown) <= FEW:
        text = max(text, min(round(LARGER * text), round(area.width() / LETTERS_WIDE)))
    size = curve.bump_size if station in ("bump", "bumps", "function") else 1
    gaps = [0.0]
    for neuron in shown[1:]:
        gaps.append(gaps[-1] + (1.0 + BETWEEN_BUMPS * (neuron % size == 0 and size > 1)))
    below = len(curve.w) - shown.stop
    room = area.adjusted(0, text * (2.2 + (shown.start > 0)), 0, -text * (0.8 + (below > 0)))
    pitch = min(room.height() / (gaps[-1] + 1), 6.0 * text)
    top = room.center().y() - pitch * gaps[-1] / 2
    radius = min(1.45 * text, 0.47 * pitch)
    middle = area.left() + 0.4 * area.width()
    neurons = {n: QPointF(middle, top + pitch * gap) for n, gap in zip(shown, gaps, strict=True)}
    layout = Layout(
        neurons,
        QPointF(area.left() + 1.6 * text, room.center().y()),
        QPointF(area.right() - 1.7 * text, room.center().y()),
        radius,
        text,
        shown.start,
        below,
        0.6 * area.width() > ROOM_FOR_NAMES * text,
    )
    _place_numbers(layout, curve, form, station)
    return layout


def _place_numbers(layout: Layout, curve: CurveView, form: str, station: str) -> None:
    heights = says_heights(curve, form, station)
    text, both = layout.text, station == "neuron"
    for neuron, place in layout.neurons.items():
        inside = box_at(place, 3.4 * text, 1.7 * text)
        if both or form == "real":
            _put(layout, Number("w", neuron), _before(layout, place), 4.6)
            layout.numbers[Number("b", neuron)] = inside
        else:
            layout.numbers[Number("s", neuron)] = inside
        if not heights:
            _put(layout, Number("v", neuron), _beside(layout, place, 1.9), 3.8)
    if both:
        only = next(iter(layout.neurons.values()))
        _put(layout, Number("s"), only + QPointF(0, layout.radius + 1.6 * text), 5.0)
    if heights:
        _place_heights(layout, curve)
    if form == "real" or curve.c:
        _put(layout, Number("c"), layout.output + QPointF(-1.6 * text, 2.9 * text), 5.8)


def _place_heights(layout: Layout, curve: CurveView) -> None:
    size = curve.bump_size
    for bump in sorted({neuron // size for neuron in layout.neurons}):
        mine = [layout.neurons[n] for n in range(bump * size, (bump + 1) * size)]
        middle = QPointF(mine[0].x(), sum(place.y() for place in mine) / len(mine))
        half = 2.7 if layout.names else 1.5
        _put(layout, Number("h", bump), _beside(layout, middle, half), 2 * half)


def _along(start: QPointF, end: QPointF, share: float) -> QPointF:
    return start + (end - start) * share


def _before(layout: Layout, neuron: QPointF) -> QPointF:
    """Return the position of a weight on the wire to a neuron, where wires do not overlap."""
    room = neuron.x() - layout.source.x() - (NEURON_LETTERS - 1.45) * layout.text
    few = len(layout.neurons) <= FEW
    share = 0.5 * room / (neuron.x() - layout.source.x()) if few else 0.6
    return _along(layout.source, neuron, share)


def _beside(layout: Layout, neuron: QPointF, half: float) -> QPointF:
    """Return the position of a number on an output wire; `half`: half its width in text heights."""
    away = (NEURON_LETTERS + half + 0.3) * layout.text
    share = min(away / (layout.output.x() - neuron.x()), 0.6)
    return _along(neuron, layout.output, share)


def _put(layout: Layout, number: Number, middle: QPointF, letters: float) -> None:
    layout.numbers[number] = box_at(middle, letters * layout.text, 1.6 * layout.text)
