"""Layout of a network of two inputs: neurons and their numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, degrees, hypot

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from app.appearance.translation import plain, tr
from app.widgets.basics.drawn import box_at
from engine.simulations.universality.two_inputs.views import TwoInputsView

MOST_HIDDEN, MOST_TOWERS = 8, 5
"""Largest numbers of neurons shown in the two layers."""

HANDLES: dict[str, dict[str, tuple[str, ...]]] = {
    "step": {"s": ("plane_place",)},
    "bump": {"s": ("plane_left", "plane_right"), "v": ("plane_height",) * 2},
    "crossing": {"v": ("plane_height",) * 4},
    "tower": {"v": ("plane_height",) * 4, "b": ("plane_bias",)},
    "two towers": {"v": ("plane_first", "plane_second")},
}
"""Settings that numbers on the network edit: by figure and kind of number, neuron by neuron."""


@dataclass(frozen=True, slots=True)
class Label:
    """Number drawn on the network.

    Attributes
    ----------
    setting : str
        Setting that a drag changes; "" for none.
    sign : float
        −1 if the negative of the setting is shown.
    inside : bool
        Whether it is inside a neuron and needs no background.
    """

    room: QRectF
    words: str
    token: str = "text"
    setting: str = ""
    sign: float = 1.0
    inside: bool = False


@dataclass(slots=True)
class FigureLayout:
    """Positions of neurons and labels, in pixels.

    Attributes
    ----------
    inputs, hidden, towers : list of QPointF
        Centres of the visible neurons.
    output : QPointF
    more : list of (QPointF, int)
        Position of "more" below a layer, and the number of neurons left out.
    """

    inputs: list[QPointF]
    hidden: list[QPointF]
    towers: list[QPointF]
    output: QPointF
    text: int
    more: list[tuple[QPointF, int]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def lay_out(view: TwoInputsView, area: QRectF, text: int) -> FigureLayout:
    """Lay the network out.

    Parameters
    ----------
    text : int
        Text height in pixels.
    """
    network, middle = view.network, area.center().y()
    count = len(network.b)
    towers = 0 if network.c is None else len(network.c)
    left, right = area.left() + 1.6 * text, area.right() - 1.8 * text
    across = [left + share * (right - left) for share in (0.34, 0.72)]
    hidden = _column(across[0], min(count, MOST_HIDDEN), area, text, more=count > MOST_HIDDEN)
    second = _column(across[1], min(towers, MOST_TOWERS), area, text, more=towers > MOST_TOWERS)
    inputs = [QPointF(left, middle - 2.6 * text), QPointF(left, middle + 2.6 * text)]
    layout = FigureLayout(inputs, hidden, second, QPointF(right, middle), text)
    for column, shown, all_ in ((hidden, MOST_HIDDEN, count), (second, MOST_TOWERS, towers)):
        if all_ > shown:
            layout.more.append((column[-1] + QPointF(0, 2.2 * text), all_ - shown))
    _label_hidden(layout, view)
    _label_weights(layout, view)
    _label_bias(layout, view)
    return layout


def _column(x: float, count: int, area: QRectF, text: int, *, more: bool) -> list[QPointF]:
    room = area.height() - (2.4 * text if more else 0.0)
    pitch = min(room / max(count, 1), 4.6 * text)
    top = area.top() + (room - pitch * (count - 1)) / 2
    return [QPointF(x, top + pitch * place) for place in range(count)]


def _setting(view: TwoInputsView, kind: str, place: int) -> str:
    names = HANDLES.get(view.figure, {}).get(kind, ())
    return names[place] if place < len(names) else ""


def _label_hidden(layout: FigureLayout, view: TwoInputsView) -> None:
    for place, middle in enumerate(layout.hidden):
        room = box_at(middle, 7.0 * layout.text, 1.8 * layout.text)
        words = _step_words(view, place)
        setting = _setting(view, "s", place)
        layout.labels.append(Label(room, words, setting=setting, inside=True))


def _step_words(view: TwoInputsView, neuron: int) -> str:
    """Return the condition under which a hidden neuron is on, such as "x ≥ 0.4"."""
    if view.figure == "xor":
        return ("OR", "NAND")[neuron]
    (w1, w2), b = view.network.w[neuron].tolist(), float(view.network.b[neuron])
    length = hypot(w1, w2)
    place = plain(-b / length, 2)
    if abs(w2) < 1e-9 * length:
        return f"x ≥ {place}" if w1 > 0 else f"x ≤ {plain(b / length, 2)}"
    if abs(w1) < 1e-9 * length:
        return f"y ≥ {place}" if w2 > 0 else f"y ≤ {plain(b / length, 2)}"
    return f"{plain(degrees(atan2(w2, w1)) % 360, 0)}° ≥ {place}"


def _label_weights(layout: FigureLayout, view: TwoInputsView) -> None:
    """Add labels of the weights to the output, on their wires."""
    starts = layout.towers or layout.hidden
    half = 1.2 if layout.towers else 3.6
    for place, start in enumerate(starts):
        weight = float(view.network.v[place])
        away = (half + 2.0) * layout.text
        share = min(away / (layout.output.x() - start.x()), 0.62)
        middle = start + (layout.output - start) * share
        room = box_at(middle, 3.6 * layout.text, 1.5 * layout.text)
        token = "negative" if weight < 0 else "positive"
        setting = _setting(view, "v", place)
        sign = -1.0 if setting == "plane_height" and place % 2 else 1.0
        layout.labels.append(Label(room, plain(weight, 2), token, setting, sign))


def _label_bias(layout: FigureLayout, view: TwoInputsView) -> None:
    if not view.network.through:
        return
    middle = layout.output + QPointF(-1.2 * layout.text, 2.8 * layout.text)
    room = box_at(middle, 6.4 * layout.text, 1.6 * layout.text)
    words = tr("b = {bias}", bias=plain(view.network.bias, 2))
    layout.labels.append(Label(room, words, setting=_setting(view, "b", 0)))


def strength_of(view: TwoInputsView, shown: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the sizes of the weights to the output as shares of the largest."""
    sizes = np.abs(view.network.v[:shown])
    return sizes / max(float(sizes.max(initial=0.0)), 1e-9)
