"""The Universality page in documents: networks come back, what is spoilt is refused."""

from __future__ import annotations

import time

import msgspec
import numpy as np
import pytest

from engine.commands.pages.universality import (
    DragCurve,
    DrawTarget,
    KeepTry,
    PaintTower,
    SelectOutput,
    SetFormula,
    SetOutputBias,
)
from engine.errors import DocumentError, EngineError
from engine.session.document_store import read_simulations
from engine.simulations.universality.document import restored, save
from engine.simulations.universality.scene import first_scene
from tests.support.documents import MUTATIONS, bytes_of
from tests.support.pages.universality_session import SIMULATION_ID

SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""This page puts no arrays into a document."""


def worked_on(workshop):
    """Do something of everything."""
    workshop.build()
    workshop.set(outputs=2, activation="tanh", plane_cells=3, plane_target="waves")
    workshop.send(KeepTry(SIMULATION_ID, "Ada"), SelectOutput(SIMULATION_ID, 1))
    workshop.send(
        DrawTarget(SIMULATION_ID, 0.2, 1.0, 0.4, -1.0),
        SetFormula(SIMULATION_ID, "activation", "z / (1 + abs(z))"),
        DragCurve(SIMULATION_ID, 0.1, 0.5, 0.9, 1.5),
        SetOutputBias(SIMULATION_ID, 0.25),
        PaintTower(SIMULATION_ID, 0.9, 0.1, 2.0),
    )


def opened(content):
    """Return the page of a document."""
    return read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def test_everything_is_there_again(workshop):
    worked_on(workshop)
    before = workshop.state
    simulation = opened(bytes_of(workshop.session))
    after = simulation.state()
    assert (after.settings, after.formulas, after.output) == (
        before.settings,
        before.formulas,
        before.output,
    )
    for name in ("w", "b", "v", "c", "curves", "targets", "deviation"):
        np.testing.assert_array_equal(getattr(after.curve, name), getattr(before.curve, name))
    assert [(each.player, each.deviation) for each in after.tries] == [
        (each.player, each.deviation) for each in before.tries
    ]
    np.testing.assert_array_equal(simulation.scene.cells, workshop.simulation.scene.cells)
    assert simulation.scene.cells[0, 2] == 2.0


def test_spoilt_documents_open_or_are_refused_in_one_sentence(workshop):
    worked_on(workshop)
    content, generator, refused = bytes_of(workshop.session), np.random.default_rng(3), 0
    for number in range(80):
        spoilt = SPOILERS[number % len(SPOILERS)](content, generator)
        try:
            runs, _ = read_simulations(spoilt, {}, time.perf_counter)
            for _, simulation in runs.values():
                simulation.state()
        except EngineError:
            refused += 1
    assert refused > 20


def words():
    """Return what a document says of a page that was just opened."""
    return msgspec.json.decode(msgspec.json.encode(save(first_scene(), 2).content))


def read(said):
    """Return what such words mean."""
    return restored(msgspec.Raw(msgspec.json.encode(said)))


def test_an_output_that_is_no_longer_there_is_the_last_one():
    scene, output = read(words())
    assert output == 0
    assert scene.hands.keys() == first_scene().hands.keys()


def _without_station(said):
    del said["hands"]["bump"]


def _other_bumps(said):
    said["settings"]["bumps"] = 6


def _other_outputs(said):
    said["settings"]["outputs"] = 2


def _short_drawing(said):
    said["drawn"][2].pop()


def _towers_missing(said):
    said["cells"][1].pop()


def _tower_too_tall(said):
    said["cells"][1][1] = 1e9


def _formula_missing(said):
    del said["formulas"]["target_2"]


def _formula_of_nothing(said):
    said["formulas"]["activation"] = "1/0"


def _no_weight(said):
    said["hands"]["bumps"]["v"][0].pop()


def _odd_pattern(said):
    said["hands"]["bumps"]["pattern"] = [1.0, -1.0, 1.0]


def _flat_pattern(said):
    said["hands"]["bumps"]["pattern"][0] = 0.0


def _huge_weight(said):
    said["hands"]["bumps"]["w"][0] = 1e12


@pytest.mark.parametrize(
    "spoil",
    [
        _without_station,
        _other_bumps,
        _other_outputs,
        _short_drawing,
        _towers_missing,
        _tower_too_tall,
        _formula_missing,
        _formula_of_nothing,
        _no_weight,
        _odd_pattern,
        _flat_pattern,
        _huge_weight,
    ],
)
def test_what_does_not_fit_together_is_refused(spoil):
    said = words()
    spoil(said)
    with pytest.raises(DocumentError, match="damaged"):
        read(said)
