"""Texts shared by the stations of the page Learning slow-down."""

from __future__ import annotations

from app.appearance.translation import mark

SIMULATION_ID = "slowdown"
"""Id of the page's simulation."""

COST_TITLES = {
    "quadratic": mark("Quadratic cost"),
    "cross-entropy": mark("Cross-entropy"),
    "log-likelihood": mark("Log-likelihood"),
}
"""Titles of cards by cost."""

COST_PHRASES = {
    "quadratic": mark("the quadratic cost"),
    "cross-entropy": mark("the cross-entropy"),
    "log-likelihood": mark("the log-likelihood"),
}
"""Costs within a sentence."""

COST_FORMULAS = {
    "quadratic": "C = ½ (a − y)²",
    "cross-entropy": "C = −[y ln a + (1 − y) ln(1 − a)]",
    "log-likelihood": "C = −y ln a",
}
"""Cost of one output."""
