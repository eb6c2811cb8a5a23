"""Texts shared by the parts of the Cost surface page."""

from __future__ import annotations

from app.appearance.translation import mark
from engine.surfaces.descent import Outcome

SIMULATION_ID = "surface"
"""Id of the page's own simulation."""

SURFACE_NAMES = {
    "neuron-quadratic": mark("one neuron, quadratic cost"),
    "neuron-cross-entropy": mark("one neuron, cross-entropy"),
    "bowl": mark("a bowl: v₁² + v₂²"),
    "valley": mark("a valley: x² + 10 y²"),
    "waves": mark("waves: sin x · sin y + 0.2 x"),
}
"""Display name of each surface, by key."""

RULE_NAMES = {
    "gradient": mark("gradient descent"),
    "momentum": mark("momentum"),
    "nesterov": mark("Nesterov momentum"),
    "newton": mark("Newton (Hessian)"),
}

OUTCOMES = {
    Outcome.ROLLING: mark("rolls"),
    Outcome.ARRIVED: mark("has arrived"),
    Outcome.OSCILLATES: mark("goes to and fro for ever"),
    Outcome.DIVERGED: mark("flies away"),
}
