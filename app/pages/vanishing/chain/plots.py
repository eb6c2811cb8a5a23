"""Contents of the plots below the chain: σ′, band of eq. (123), its width, identity neuron."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import number, significant, tr
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.simulations.vanishing.state import ChainView
from engine.text import subscript


def slope_figure(view: ChainView) -> Figure:
    """Return the plot of σ′ over z, with a marker for each neuron."""
    left, right = float(view.slope_z[0]), float(view.slope_z[-1])
    count = len(view.w)
    spots = [
        Spot(
            min(max(z, left), right),
            slope,
            shade=place / max(count - 1, 1),
            label=str(place + 1) if count < 7 else "",
        )
        for place, (z, slope) in enumerate(
            zip(view.passed.z.tolist(), view.passed.slopes.tolist(), strict=True)
        )
    ]
    high = max(float(view.slope.max()) * 1.25, 0.3)
    lines = [Line("", view.slope_z, view.slope, "text_2")]
    said = tr("largest slope {slope}", slope=significant(float(view.slope.max()), 3))
    low = min(float(view.slope.min()) * 1.25, 0.0)
    return Figure(lines, (left, right, low, high), Axis("z"), Axis("σ′"), spots=spots, said=said)


def band_figure(view: ChainView) -> Figure:
    """Return the plot of |w σ′(w a + b)| over a; the band where it is at least 1 is shaded."""
    a, factor = view.band_a, view.band_factor
    before = view.x if view.neuron == 0 else float(view.passed.a[view.neuron - 1])
    present = abs(float(view.w[view.neuron] * view.passed.slopes[view.neuron]))
    high = max(float(factor.max()) * 1.15, 1.2)
    name = "x" if view.neuron == 0 else f"a{subscript(view.neuron)}"
    width = 0.0 if view.band is None else view.band[1] - view.band[0]
    said = tr("width {width}", width=number(width, 3))
    return Figure(
        [Line("", a, factor, "accent", name=tr("factor"))],
        (float(a[0]), float(a[-1]), 0.0, high),
        Axis(name),
        Axis(said),
        spots=[Spot(before, present, "text", label=significant(present, 3))],
        band=view.band,
        level=1.0,
        said=said,
    )


def widths_figure(view: ChainView) -> Figure:
    """Return the plot of the band's width over |w|, eq. (123), with its maximum."""
    w = abs(float(view.w[view.neuron]))
    right = float(view.width_w[-1])
    here = float(np.interp(w, view.width_w, view.widths)) if w <= right else 0.0
    best_w, best = view.widest
    spots = [Spot(best_w, best, "text_2", label=f"{number(best, 4)} · |w| = {number(best_w, 3)}")]
    if w <= right:
        spots.append(Spot(w, here, "accent"))
    said = tr("widest {width} at |w| = {w}", width=number(best, 4), w=number(best_w, 3))
    return Figure(
        [Line("", view.width_w, view.widths, "accent")],
        (0.0, right, 0.0, 0.6),
        Axis("|w|"),
        Axis(tr("width")),
        spots=spots,
        said=said,
    )


def identity_figure(view: ChainView) -> Figure:
    """Return the plot of w₂σ(w₁x + b), without its constant, against x."""
    x, y = view.identity_x, view.identity_y
    words = {"error": significant(view.identity_error, 2),
             "offset": significant(view.identity_offset, 3)}  # fmt: skip
    said = tr("off by {error} at most, after taking {offset} away", **words)
    low, high = min(0.0, float(y.min())), max(1.0, float(y.max()))
    return Figure(
        [
            Line("x", x, x, "text_2", dash=(4.0, 3.0)),
            Line(tr("neuron"), x, y, "accent"),
        ],
        (0.0, 1.0, low, high),
        Axis("x"),
        Axis(said),
        said=said,
    )
