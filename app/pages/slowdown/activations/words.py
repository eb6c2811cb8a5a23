"""Texts and colours of the bench of activations."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import mark, number, percent, plain, significant, tr
from app.pages.slowdown.neuron.words import sentence_case
from engine.functions.activations import ACTIVATION
from engine.improvement.bench_functions import NAMES, OWN
from engine.simulations.slowdown.activations.state import ActivationsView, ScalingView

DASH = (4.0, 2.5)

LOOKS: dict[str, tuple[str, tuple[float, ...]]] = {
    "sigmoid": ("cost", ()),
    "tanh": ("positive", ()),
    "relu": ("negative", ()),
    "leaky-relu": ("negative", DASH),
    "linear": ("text_2", ()),
    "softplus": ("accuracy", DASH),
    "elu": ("accuracy", ()),
    "gelu": ("twin_1", ()),
    "swish": ("twin_1", DASH),
    OWN: ("accent", ()),
}
"""Colour token and dashes of each function."""

PICTURES = {
    "curve": (mark("f and f′"), mark("The function and its slope; a drag moves z (C).")),
    "tanh": (mark("σ from tanh"), mark("Two curves that coincide, (111) (C).")),
    "scale": (mark("weights × c"), mark("What larger weights make of the output (C).")),
}
"""Name and meaning of each picture."""

CLOSE, LIMIT = 1e-4, 1e-2
"""Distances of slope and central difference that count as none, and as a kink."""

SHAPES = {
    "spirals": mark("spirals"),
    "moons": mark("moons"),
    "circles": mark("circles"),
    "xor": "XOR",
}


def look_of(name: str) -> tuple[str, tuple[float, ...]]:
    """Return colour token and dashes of a function; a new one of the table is plain."""
    return LOOKS.get(name, ("text", ()))


def title_of(name: str) -> str:
    """Return the name of a function, already translated."""
    return tr("your own") if name == OWN else tr(ACTIVATION[name].label)


def formula_of(view: ActivationsView) -> str:
    """Return f(z) of the function that is looked at."""
    return view.formula if view.name == OWN else ACTIVATION[view.name].text


def check_words(view: ActivationsView) -> str:
    """Return slope and central difference at z, and how far they are apart at most."""
    apart = float(view.curves.apart[view.chosen])
    words = {
        "slope": significant(view.slope, 4),
        "measured": significant(view.difference, 4),
        "z": plain(view.at_z, 2),
        "apart": significant(apart, 1),
    }
    if apart > LIMIT:
        return tr("f′({z}) = {slope}, measured {measured}; apart by {apart} at a kink.", **words)
    return tr("f′({z}) = {slope}, measured {measured}; nowhere apart by more than {apart}.",
              **words)  # fmt: skip


def scaling_words(view: ScalingView) -> str:
    """Return what weights times c make of two outputs."""
    outputs = dict(zip(NAMES, view.at_c, strict=True))
    return tr(
        "{layers} layers of weights × {c}: ReLU's output × {relu}, the sigmoid's × {sigmoid}.",
        layers=view.layers,
        c=significant(view.c, 3),
        relu=significant(float(outputs["relu"]), 3),
        sigmoid=significant(float(outputs["sigmoid"]), 3),
    )


def sentence_of(view: ActivationsView) -> str:
    """Return the sentence at the top: the picture's, or how the networks stand."""
    if view.picture == "tanh":
        return tr("σ(z) = (1 + tanh(z/2))/2: the curves are apart by {apart} at most.",
                  apart=significant(view.curves.tanh_apart, 1))  # fmt: skip
    if view.picture == "scale" and view.scaling is not None:
        return scaling_words(view.scaling)
    if view.epoch == 0:
        return tr(
            "{count} networks, alike but for their activation. Which one learns fastest?",
            count=len(NAMES),
        )
    return standing_of(view)


def standing_of(view: ActivationsView) -> str:
    """Return how the best network and the one that is looked at stand."""
    costs = view.cost[-1]
    if not np.isfinite(costs).any():
        return tr("All networks have gone to infinity.")
    best = best_of(view)
    words = {
        "best": title_of(NAMES[best]),
        "cost": cost_text(float(costs[best])),
        "name": title_of(view.name),
        "here": cost_text(float(costs[view.chosen])),
    }
    dead = float(view.dead[-1, view.chosen])
    if dead > 0.0 and best != view.chosen:
        return tr("Cost: {best} {cost}, {name} {here} ({dead} dead).",
                  dead=percent(dead, 0), **words)  # fmt: skip
    if best == view.chosen:
        return tr("Cost: {best} is ahead with {cost}.", **words)
    return tr("Cost: {best} {cost}, {name} {here}.", **words)


def best_of(view: ActivationsView) -> int:
    """Return the place of the network with the least cost."""
    return int(np.argmin(np.where(np.isfinite(view.cost[-1]), view.cost[-1], np.inf)))


def title_of_picture(view: ActivationsView) -> str:
    """Return the title of the card: the function, or what the picture shows."""
    titles = {"tanh": tr("Sigmoid and tanh"), "scale": tr("Larger weights")}
    return titles.get(view.picture) or sentence_case(title_of(view.name))


def cost_text(cost: float) -> str:
    """Return a cost in short; that of a network that has gone to infinity is ∞."""
    if not np.isfinite(cost):
        return "∞"
    return number(cost, 3) if cost >= 0.001 else significant(cost, 1)


def place_words(epoch: int, last: int) -> str:
    """Return the words of the transport bar."""
    return tr("epoch {epoch} of {last}", epoch=number(epoch), last=number(last))
