"""Records of what a plot shows: lines over two axes, marked points, a fan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite

import numpy as np
from PySide6.QtGui import QColor, QPen

from app.appearance.contrast import legible
from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.networks.network_painting import blend
from engine.arrays import Vector
from engine.runs.seed_ensemble import Fan

GHOST_SHARE = 0.35
"""Share of its colour that a ghost keeps."""

Bounds = tuple[float, float, float, float]
"""Left, right, low and high end of the axes."""

MOST_TOLD = 5
"""Most ghosts in the accessible description."""

DIGITS = 4
"""Significant digits of values that are read."""


def ramp(theme: Theme, share: float) -> QColor:
    """Return the colour of a layer: share 0 for the first one, 1 for the last one."""
    return blend(theme.color("twin_3"), theme.color("accent"), share)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of a plot.

    Attributes
    ----------
    label : str
        Written at its end; "" for none.
    x, y : Vector, shape (n,)
        x ascends; points that are not finite are left out.
    token : str
        Colour; "" to use `shade`.
    dash : tuple of float
        Empty for a solid line.
    ghost : bool
        Whether it belongs to an earlier run: pale, thin and below the others.
    shade : float
        Colour 0..1 by `ramp`.
    wide : float
        Width, relative to the usual one.
    dots : bool
        Whether every point is marked.
    name : str
        Of a line without a label, for values that are read or saved.
    """

    label: str
    x: Vector
    y: Vector
    token: str = ""
    dash: tuple[float, ...] = ()
    ghost: bool = False
    shade: float = 0.0
    wide: float = 1.0
    dots: bool = False
    name: str = ""

    @property
    def known(self) -> bool:
        """Whether it has a point."""
        # the last point is mostly there: then the others need not be looked at
        return len(self.y) > 0 and (isfinite(self.y[-1]) or bool(np.isfinite(self.y).any()))

    def ink(self, theme: Theme) -> QColor:
        """Return the colour of its label: its own, dark or bright enough to be read."""
        if self.ghost:
            return theme.color("text_2")
        if self.token:
            return theme.ink(self.token)
        return legible(ramp(theme, self.shade), theme.color("text"), [theme.color("surface_2")])

    def colour(self, theme: Theme) -> QColor:
        """Return its colour in a theme."""
        return colour_of(theme, self.token, self.shade, self.ghost)


@dataclass(frozen=True, slots=True)
class Spot:
    """A marked point with its label above, below, at the right or above that.

    Attributes
    ----------
    side : str
        "above", "below", "right", or "right above" to be clear of a line across.
    hollow : bool
        Whether only its rim is drawn.
    """

    x: float
    y: float
    token: str = ""
    shade: float = 0.0
    label: str = ""
    side: str = "above"
    hollow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shade:
    """The pale area between two curves.

    Attributes
    ----------
    x, low, high : Vector, shape (n,)
        x ascends; points that are not finite are left out.
    token : str
        Colour.
    """

    x: Vector
    low: Vector
    high: Vector
    token: str = "accent"


@dataclass(frozen=True, slots=True)
class Upright:
    """A dashed vertical line with its label at the foot, already translated."""

    x: float
    label: str = ""
    token: str = "text_2"


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis.

    Attributes
    ----------
    name, unit : str
        Already translated.
    log : bool
        Whether it is logarithmic; then its low end is above 0.
    marks : tuple of float
        Its ticks; empty for round numbers.
    others : bool
        Whether a click on its name asks for another one.
    """

    name: str = ""
    unit: str = ""
    log: bool = False
    marks: tuple[float, ...] = ()
    others: bool = False


@dataclass(frozen=True, eq=False)
class Figure:
    """Contents of a plot.

    Attributes
    ----------
    bounds : tuple of float
        Left, right, low and high end while nobody has zoomed.
    empty, said : str
        Text shown while there are no points; accessible description, "" for the last values.
    title : str
        Written above, in bold.
    spots : sequence of Spot
    fan : Fan or None
        Curves of an ensemble of seeds, drawn below the lines.
    band : tuple of float or None
        Ends of the shaded interval of x.
    level : float or None
        Height of a dashed line across.
    gap : tuple of float or None
        x, and two heights there that a stroke joins.
    note : tuple of str
        Words below the title, and their colour.
    shade : Shade or None
    uprights : sequence of Upright
    """

    lines: Sequence[Line]
    bounds: Bounds
    x: Axis = Axis()
    y: Axis = Axis()
    empty: str = ""
    said: str = ""
    title: str = ""
    spots: Sequence[Spot] = ()
    fan: Fan | None = None
    band: tuple[float, float] | None = None
    level: float | None = None
    gap: tuple[float, float, float] | None = None
    note: tuple[str, str] = ("", "")
    shade: Shade | None = None
    uprights: Sequence[Upright] = ()

    @cached_property
    def live(self) -> list[Line]:
        """Lines with points that are no ghosts."""
        return [line for line in self.lines if line.known and not line.ghost]

    @cached_property
    def ghosts(self) -> list[Line]:
        """Ghosts with points."""
        return [line for line in self.lines if line.known and line.ghost]

    def readable(self) -> list[tuple[str, Line]]:
        """Return every line with its name, the most important first; a fan's three among them."""
        found = [(self._name(line), line) for line in (*self.live, *fan_lines(self.fan))]
        ghosts = [(self._name(line), line) for line in self.ghosts]
        return found + sorted(ghosts, key=_without_label)

    def _name(self, line: Line) -> str:
        return line.label or line.name or self.y.name or self.title or "y"

    def summary(self) -> str:
        """Return the last value of every line with a label as text."""
        return ", ".join(
            f"{line.label}: {significant(float(line.y[np.isfinite(line.y)][-1]), DIGITS)}"
            for line in (*self.ghosts[-MOST_TOLD:], *self.live)
            if line.label
        )


NOTHING = Figure((), (0.0, 1.0, 0.0, 1.0))


def colour_of(theme: Theme, token: str, shade: float = 0.0, ghost: bool = False) -> QColor:
    """Return the colour of a token, "" for a shade of `ramp`; pale for a ghost."""
    colour = theme.color(token) if token else ramp(theme, shade)
    return blend(theme.color("surface"), colour, GHOST_SHARE) if ghost else colour


def rim(theme: Theme) -> float:
    """Return the pixels between the ends of the axes and the edge: nothing is cut in half there."""
    return 0.8 * theme.size("point")


def pen_of(colour: QColor, width: float, dash: tuple[float, ...] = ()) -> QPen:
    """Return a pen whose width is in pixels, whatever the axes are."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    if dash:
        pen.setDashPattern(list(dash))
    return pen


def fan_lines(fan: Fan | None) -> list[Line]:
    """Return median, lower and upper end of a fan as lines without labels."""
    if fan is None:
        return []
    words = (tr("median"), tr("lower end"), tr("upper end"))
    return [
        Line("", fan.epochs, values, "accent", name=word)
        for word, values in zip(words, (fan.median, fan.low, fan.high), strict=True)
    ]


def _without_label(named: tuple[str, Line]) -> bool:
    return not named[1].label
