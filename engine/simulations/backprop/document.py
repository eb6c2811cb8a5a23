"""Save and restore the Backprop page in documents."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

import numpy as np
from msgspec import Meta, Raw

from engine.arrays import seal
from engine.backpropagation.backward import Case
from engine.documents.container import damaged, refused_as_damaged
from engine.documents.schema import Count, Number, Strict, Values, read
from engine.functions.costs import COST
from engine.settings import check_all
from engine.simulations.backprop.scene import (
    FUNCTION_NAMES,
    LARGEST,
    MOST_COLUMNS,
    MOST_CYCLES,
    MOST_NEURONS,
    OPTIONS,
    RULES,
    SETTINGS,
    Moment,
    Scene,
    functions_of,
    read_sizes,
    updated,
)
from engine.simulations.simulation import Saved

Entry = Annotated[float, Meta(ge=-LARGEST, le=LARGEST)]
Row = Annotated[list[Entry], Meta(min_length=1, max_length=MOST_NEURONS)]
Rows = Annotated[list[Row], Meta(min_length=1, max_length=MOST_NEURONS)]
Place = Annotated[int, Meta(ge=0, le=MOST_NEURONS)]


class MomentContent(Strict):
    """A cycle that begins with numbers set by hand."""

    cycle: Annotated[int, Meta(ge=0, le=MOST_CYCLES)]
    rules: Values
    own: Annotated[list[tuple[Place, Place, str]], Meta(max_length=MOST_COLUMNS * MOST_NEURONS)]
    weights: Annotated[list[Rows], Meta(min_length=1, max_length=MOST_COLUMNS - 1)]
    biases: Annotated[list[Row], Meta(min_length=1, max_length=MOST_COLUMNS - 1)]
    x: Row
    y: Row


class BackpropContent(Strict):
    """The page's part of a document's JSON."""

    options: Values
    moments: Annotated[list[MomentContent], Meta(min_length=1, max_length=MOST_CYCLES)]
    cycles: Annotated[int, Meta(ge=1, le=MOST_CYCLES)]
    step: Count
    last: Count


def save(scene: Scene) -> Saved:
    """Return the document's content: numbers set by hand; updates are recomputed from them."""
    content = BackpropContent(
        options=dict(scene.options),
        moments=[_content(cycle, scene.path[cycle]) for cycle in sorted(scene.by_hand)],
        cycles=len(scene.path),
        step=scene.step,
        last=scene.last,
    )
    return Saved(content, dict)


def restored(text: Raw) -> Scene:
    """Rebuild the scene from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read(text, BackpropContent)
    with refused_as_damaged():
        return _scene(content)


def _content(cycle: int, moment: Moment) -> MomentContent:
    case = moment.case
    return MomentContent(
        cycle=cycle,
        rules=dict(moment.rules),
        own=[(layer, neuron, name) for (layer, neuron), name in moment.own.items()],
        weights=[w.tolist() for w in case.weights],
        biases=[b.tolist() for b in case.biases],
        x=case.x.tolist(),
        y=case.y.tolist(),
    )


def _scene(content: BackpropContent) -> Scene:
    set_by_hand = {each.cycle: _moment(each) for each in content.moments}
    if 0 not in set_by_hand or max(set_by_hand) >= content.cycles:
        raise damaged("the page has no beginning")
    first = set_by_hand[0]
    options = _checked(content.options, OPTIONS)
    path: list[Moment] = []
    for cycle in range(content.cycles):
        moment = set_by_hand.get(cycle) or updated(path[-1])
        if moment.case.sizes != first.case.sizes:
            raise damaged("the layers change on the way")
        path.append(moment)
    scene = Scene(options, tuple(path), frozenset(set_by_hand))
    last = min(content.last, len(path) * len(scene.stops) - 1)
    last = max(last, (len(path) - 1) * len(scene.stops))
    return Scene(options, tuple(path), frozenset(set_by_hand), min(content.step, last), last)


def _moment(content: MomentContent) -> Moment:
    rules = _checked(content.rules, RULES)
    sizes = read_sizes(str(rules["layers"]))
    own = {(layer, neuron): name for layer, neuron, name in content.own}
    allowed = len(sizes) - 1 - bool(COST[str(rules["cost"])].natural)
    for (layer, neuron), name in own.items():
        if layer >= allowed or neuron >= sizes[layer + 1] or name not in FUNCTION_NAMES:
            raise damaged("a function belongs to no neuron")
    expected = [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
    found = [(len(w), *{len(row) for row in w}) for w in content.weights]
    lengths = [len(b) for b in content.biases], len(content.x), len(content.y)
    if found != expected or lengths != (list(sizes[1:]), sizes[0], sizes[-1]):
        raise damaged("numbers do not fit their layers")
    case = Case(
        tuple(seal(np.array(w, float)) for w in content.weights),
        tuple(seal(np.array(b, float)) for b in content.biases),
        functions_of(rules, sizes, own),
        seal(np.array(content.x, float)),
        seal(np.array(content.y, float)),
        str(rules["cost"]),
    )
    return Moment(case, rules, own)


def _checked(values: dict[str, bool | int | Number | str], names: tuple[str, ...]) -> Values:
    if set(values) != set(names):
        raise damaged("settings are missing")
    return {name: check_all(SETTINGS, values)[name] for name in names}
