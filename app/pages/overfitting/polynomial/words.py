"""Numbers of the station of the polynomial in words, and its plot."""

from __future__ import annotations

from math import isnan

import numpy as np

from app.appearance.translation import number, plain, significant, tr
from app.pages.overfitting.polynomial.painting import JUDGE, LINE, POLYNOMIAL, far_words
from app.widgets.basics.line_list import Line
from app.widgets.plots import figure
from engine.simulations.overfitting.polynomial.state import PolynomialView

LEAST, MOST = 0.001, 1_000.0
"""Ends of the axis of errors."""


def account_lines(view: PolynomialView) -> list[Line]:
    """Return what polynomial and line miss, and what they say outside the points."""
    fitted = sum(not each.held for each in view.points)
    lines = [
        Line(tr("misses its {count} points by", count=number(fitted)), missed_words(view.residual),
             POLYNOMIAL),
        Line(tr("y = 2x misses them by"), missed_words(view.line_residual), LINE),
    ]  # fmt: skip
    if not isnan(view.judged):
        lines += [
            Line(tr("misses held-out points by"), missed_words(view.judged), JUDGE),
            Line(tr("y = 2x misses those by"), missed_words(view.line_judged), LINE),
        ]
    lines.append(Line())
    for x, polynomial, line in zip(view.far, view.polynomial_far, view.line_far, strict=True):
        words = tr("at {x}: polynomial · line", x=plain(x))
        lines.append(Line(words, f"{far_words(polynomial)} · {far_words(line)}"))
    return lines


def missed_words(value: float) -> str:
    """Return a root mean square in words; what is rounding alone is 0."""
    return "0" if value < 1e-6 else significant(value, 3)


def polynomial_sentence(view: PolynomialView) -> str:
    """Return the sentence for a state."""
    words = {"order": view.order, "residual": missed_words(view.residual),
             "far": far_words(view.polynomial_far[-1]), "line": far_words(view.line_far[-1]),
             "x": plain(view.far[-1])}  # fmt: skip
    if view.residual < 1e-6:
        return tr("Order {order} hits every point, but p({x}) = {far}; the line: {line}.", **words)
    return tr("Order {order} misses its points by {residual}; p({x}) = {far}, the line: {line}.",
              **words)  # fmt: skip


def order_figure(view: PolynomialView) -> figure.Figure:
    """Return the plot of both errors over the order."""
    orders = np.arange(len(view.residuals), dtype=np.float64)
    shown = [
        figure.Line(tr("its points"), orders, np.clip(view.residuals, LEAST, MOST), POLYNOMIAL,
                    dots=True)
    ]  # fmt: skip
    if not isnan(view.judged):
        judged = np.clip(view.judgements, LEAST, MOST)
        shown.append(figure.Line(tr("held out"), orders, judged, JUDGE, dots=True))
    return figure.Figure(
        shown,
        (0.0, float(orders[-1]), LEAST, MOST),
        figure.Axis(tr("order")),
        figure.Axis(tr("missed by, root mean square"), log=True),
        uprights=(figure.Upright(float(view.order)),),
    )
