"""Save and restore the page Vanishing gradients in documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from msgspec import Meta, Raw

from engine.arrays import Vector, freeze
from engine.documents.container import damaged, refused_as_damaged
from engine.documents.schema import Name, Number, Strict, Values, read
from engine.settings import check_all
from engine.simulations.simulation import Saved
from engine.simulations.vanishing.edits import LARGEST
from engine.simulations.vanishing.laboratory import MOST_VOTES
from engine.simulations.vanishing.scene import MOST_NEURONS, SETTINGS, Chain, Scene

Numbers = Annotated[list[Number], Meta(min_length=MOST_NEURONS, max_length=MOST_NEURONS)]
Votes = Annotated[int, Meta(ge=0, le=MOST_VOTES)]


class VanishingContent(Strict):
    """The page's part of a document's JSON.

    Attributes
    ----------
    w, b : list of float
        Weights and biases of the chain.
    x : float
    votes : dict
        Votes by ablation.
    """

    settings: Values
    w: Numbers
    b: Numbers
    x: Number
    votes: Annotated[dict[Name, Votes], Meta(max_length=32)]


def save(scene: Scene, votes: Mapping[str, int]) -> Saved:
    """Return the document's content."""
    chain = scene.chain
    content = VanishingContent(
        settings=dict(scene.settings),
        w=chain.w.tolist(),
        b=chain.b.tolist(),
        x=chain.x,
        votes=dict(votes),
    )
    return Saved(content, dict)


def restored(text: Raw) -> tuple[Scene, dict[str, int]]:
    """Rebuild the scene and the votes by ablation from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read(text, VanishingContent)
    with refused_as_damaged():
        settings = check_all(SETTINGS, content.settings)
    if abs(content.x) > LARGEST:
        raise damaged("an input is out of its range")
    chain = Chain(_numbers(content.w), _numbers(content.b), content.x)
    return Scene(settings, chain), content.votes


def _numbers(values: list[float]) -> Vector:
    if max(abs(value) for value in values) > LARGEST:
        raise damaged("a number of the chain is out of its range")
    return freeze(np.array(values))
