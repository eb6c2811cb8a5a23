"""Save and restore the Universality page in documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from msgspec import Meta, Raw

from engine.arrays import Matrix, freeze
from engine.documents.container import damaged, refused_as_damaged
from engine.documents.schema import Name, Number, Strict, Values, read
from engine.settings import check_all
from engine.simulations.simulation import Saved
from engine.simulations.universality.scene import (
    DEFAULTS,
    DRAWN_POINTS,
    FUNCTION,
    MOST_OUTPUTS,
    MOST_TRIES,
    OUTPUT_TARGETS,
    SETTINGS,
    Scene,
    Try,
)
from engine.simulations.universality.two_inputs.settings import MOST_CELLS
from engine.universality.curve_networks import LARGEST, BumpKind, CurveNetwork
from engine.universality.typed_functions import read_formula

MOST_HIDDEN = 10_000

Row = Annotated[list[Number], Meta(max_length=MOST_HIDDEN)]
Rows = Annotated[list[Row], Meta(min_length=1, max_length=MOST_OUTPUTS)]


class NetworkContent(Strict):
    """See `engine.universality.curve_networks.CurveNetwork`."""

    w: Row
    b: Row
    v: Rows
    c: Annotated[list[Number], Meta(min_length=1, max_length=MOST_OUTPUTS)]
    pattern: Annotated[list[Number], Meta(min_length=2, max_length=4)]
    offsets: Annotated[list[Number], Meta(min_length=2, max_length=4)]


class TryContent(Strict):
    """See `engine.simulations.universality.scene.Try`."""

    player: Name
    target: Name
    deviation: Number
    network: NetworkContent
    activation: Name


class UniversalityContent(Strict):
    """The page's part of a document's JSON."""

    settings: Values
    hands: Annotated[dict[Name, NetworkContent], Meta(max_length=8)]
    drawn: Annotated[list[Row], Meta(min_length=MOST_OUTPUTS, max_length=MOST_OUTPUTS)]
    formulas: Annotated[dict[Name, Annotated[str, Meta(max_length=400)]], Meta(max_length=8)]
    tries: Annotated[list[TryContent], Meta(max_length=MOST_TRIES)]
    cells: Annotated[list[Row], Meta(min_length=2, max_length=MOST_CELLS)]
    output: Annotated[int, Meta(ge=0, lt=MOST_OUTPUTS)]


def save(scene: Scene, output: int) -> Saved:
    """Return the document's content."""
    content = UniversalityContent(
        settings=dict(scene.settings),
        hands={name: _network_content(network) for name, network in scene.hands.items()},
        drawn=scene.drawn.tolist(),
        formulas=dict(scene.formulas),
        cells=scene.cells.tolist(),
        tries=[
            TryContent(
                player=each.player,
                target=each.target,
                deviation=each.deviation,
                network=_network_content(each.network),
                activation=each.activation,
            )
            for each in scene.tries
        ],
        output=output,
    )
    return Saved(content, dict)


def restored(text: Raw) -> tuple[Scene, int]:
    """Rebuild the scene and the number of the edited output from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read(text, UniversalityContent)
    with refused_as_damaged():
        settings = check_all(SETTINGS, content.settings)
        formulas = _formulas(content.formulas)
    if set(content.hands) != set(DEFAULTS):
        raise damaged("a station has no network")
    hands = {name: _network(each) for name, each in content.hands.items()}
    drawn = [row for row in content.drawn if len(row) == DRAWN_POINTS]
    if len(drawn) != MOST_OUTPUTS:
        raise damaged("a drawn function has another length")
    tries = tuple(
        Try(each.player, each.target, each.deviation, _network(each.network), each.activation)
        for each in content.tries
    )
    cells = _cells(content.cells, int(settings["plane_cells"]))
    scene = Scene(settings, hands, freeze(np.array(drawn)), formulas, cells, tries)
    _check(scene)
    return scene, min(content.output, hands[FUNCTION].outputs - 1)


def _check(scene: Scene) -> None:
    """Refuse networks that do not match the settings."""
    for name, network in scene.hands.items():
        outputs = scene.settings["outputs"] if name == FUNCTION else 1
        if network.outputs != outputs:
            raise damaged("a network has another number of outputs")
    bumps, copies = int(scene.settings["bumps"]), int(scene.settings["copies"])
    if copies == 1 and scene.hands[FUNCTION].bumps != bumps:
        raise damaged("a network has another number of bumps")


def _cells(rows: list[list[float]], cells: int) -> Matrix:
    """Return the heights of the towers."""
    square = len(rows) == cells and all(len(row) == cells for row in rows)
    if not square or max(abs(each) for row in rows for each in row) > LARGEST:
        raise damaged("the towers do not fit")
    return freeze(np.array(rows, np.float64))


def _formulas(known: Mapping[str, str]) -> Mapping[str, str]:
    kinds = {
        "activation": "activation",
        "plane": "plane",
        **dict.fromkeys(OUTPUT_TARGETS, "target"),
    }
    if not kinds.keys() <= known.keys():
        raise damaged("a formula is missing")
    for name, kind in kinds.items():
        read_formula(kind, known[name])
    return {name: known[name] for name in kinds}


def _network_content(network: CurveNetwork) -> NetworkContent:
    numbers = {name: getattr(network, name).tolist() for name in ("w", "b", "v", "c")}
    kind = network.kind
    return NetworkContent(**numbers, pattern=list(kind.pattern), offsets=list(kind.offsets))


def _network(content: NetworkContent) -> CurveNetwork:
    hidden = len(content.w)
    whole = len(content.b) == hidden and all(len(row) == hidden for row in content.v)
    kind = BumpKind(tuple(content.pattern), tuple(content.offsets))
    sized = len(kind.pattern) == len(kind.offsets) and kind.size % 2 == 0
    if not whole or not hidden or not sized or len(content.c) != len(content.v):
        raise damaged("a network has another form")
    numbers = [*content.w, *content.b, *content.c, *(n for row in content.v for n in row)]
    if not kind.pattern[0] or max(abs(number) for number in numbers) > 1e3 * LARGEST:
        raise damaged("a weight is out of its range")
    made = CurveNetwork.of(content.w, content.b, content.v)
    return CurveNetwork(made.w, made.b, made.v, freeze(np.array(content.c) + 0.0), kind)
