"""Descent from what was built by hand; undo and documents of the Universality page."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.commands.edits import Redo, Undo
from engine.commands.pages.universality import (
    DragCurve,
    DrawTarget,
    KeepTry,
    SelectOutput,
    SetFormula,
    SetHeight,
)
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.session.document_store import read_simulations
from engine.simulations.universality.scene import first_scene
from engine.snapshots import Status
from engine.universality.curve_networks import bumps_network
from tests.support.documents import MUTATIONS, bytes_of
from tests.support.pages.universality_session import HEIGHTS, SIMULATION_ID, Workshop, heights_of

SPOILERS = [each for each in MUTATIONS if "arrays" not in each.__name__]
"""The page puts no arrays into a document."""


@pytest.fixture
def workshop():
    """Return a session with the open page."""
    made = Workshop()
    yield made
    made.session.close()


# --- descent --------------------------------------------------------------------------------------


def test_descent_starts_from_the_very_bits_that_were_built(workshop):
    workshop.build()
    before = workshop.parameters
    workshop.send(Start(SIMULATION_ID), Pause(SIMULATION_ID))
    assert workshop.parameters == before
    workshop.train(300)
    assert workshop.parameters != before
    workshop.send(Seek(SIMULATION_ID, 0))
    assert workshop.parameters == before


@pytest.mark.parametrize("weight", [1000.0, 100.0])
def test_descent_passes_the_best_that_five_bumps_can_do(workshop, weight):
    workshop.build()
    workshop.set(steepness=weight)
    best = workshop.state.curve.best
    assert workshop.train(400).curve.deviation < best == pytest.approx(0.3717, abs=5e-5)


def test_play_goes_with_the_clock(workshop):
    workshop.build()
    workshop.send(Start(SIMULATION_ID))
    assert workshop.shown.status is Status.RUNNING
    workshop.now += 0.1
    workshop.session.advance(0.01)
    assert workshop.shown.step == 30
    workshop.send(Pause(SIMULATION_ID))
    assert workshop.shown.status is Status.PAUSED


def test_going_back_shows_the_same_bits(workshop):
    workshop.build()
    workshop.train(7)
    there = workshop.parameters
    workshop.train(20)
    workshop.send(Seek(SIMULATION_ID, 7))
    assert workshop.parameters == there
    assert workshop.state.fit.last_step == 27
    workshop.train(20)
    end = workshop.parameters
    workshop.send(Step(SIMULATION_ID, -20), Step(SIMULATION_ID, 20))
    assert workshop.parameters == end


def test_a_rule_that_was_changed_on_the_way_is_replayed_as_it_was(workshop, monkeypatch):
    monkeypatch.setattr("engine.universality.fitting.MOST_FRAMES", 4)
    workshop.build()
    workshop.train(21)
    early = workshop.parameters
    workshop.train(10)
    workshop.set(eta=0.02, momentum=0.0)
    workshop.train(22)
    late = workshop.parameters
    workshop.send(Seek(SIMULATION_ID, 21))
    assert workshop.parameters == early
    workshop.send(Seek(SIMULATION_ID, 53))
    assert workshop.parameters == late
    workshop.send(Seek(SIMULATION_ID, 21))
    # from here on the present rule holds: what followed by another one is dropped
    assert workshop.train(1).fit.last_step == 22


def test_weights_can_be_moved_while_it_learns(workshop):
    workshop.build()
    workshop.train(50)
    state = workshop.send(SetHeight(SIMULATION_ID, 0, 2.0))
    assert (heights_of(state)[0], state.fit.step) == (2.0, 50)
    assert workshop.train(10).fit.step == 60
    assert abs(heights_of(workshop.state)[0]) < 2.0
    learned = workshop.session._simulations[SIMULATION_ID].scene.hand
    workshop.send(Undo())
    undone = workshop.session._simulations[SIMULATION_ID].scene.hand
    assert "stays" in workshop.notice
    np.testing.assert_array_equal(undone.w, learned.w)
    np.testing.assert_array_equal(undone.v[0, 2:], learned.v[0, 2:])
    assert undone.v[0, 0] != learned.v[0, 0]


def test_the_other_rule_learns_what_the_compiled_one_learns(workshop):
    from engine.universality import fitting

    scene = first_scene()
    network = bumps_network(np.array([HEIGHTS]), 100.0)
    found = []
    for compiled in (True, False):
        fit = fitting.Fit(network, scene.activation, scene.targets, scene.deviation, 3)
        order = fitting.random_streams.epoch_order(3, 0, fitting.SAMPLES)
        rule = fitting.Rule(0.1, 0.5)
        fit._fit_velocity(rule)
        train = fit._train_compiled if compiled else None
        if train is not None and fitting.JIT_AVAILABLE:
            train(rule, order, scene.activation.code)
        else:
            fit._train_plainly(rule, order)
        found.append(fit.network.parameters)
    np.testing.assert_allclose(found[0], found[1], rtol=1e-9, atol=1e-9)


def test_a_run_away_is_said_and_the_last_good_numbers_stay(workshop):
    workshop.build()
    workshop.set(eta=50.0, activation="relu")
    workshop.send(Start(SIMULATION_ID))
    for _ in range(20):
        workshop.now += 0.1
        workshop.session.advance(0.01)
    assert workshop.shown.status is Status.FAILED
    assert "learning rate" in str(workshop.shown.failure)
    assert np.isfinite(workshop.state.curve.v).all()
    assert workshop.set(eta=0.01).settings["eta"] == 0.01
    workshop.send(Start(SIMULATION_ID), Pause(SIMULATION_ID))
    assert workshop.shown.failure is None


def test_reset_returns_to_what_was_built_and_then_to_flat(workshop):
    workshop.build()
    workshop.train(30)
    assert heights_of(workshop.send(Reset(SIMULATION_ID))) == pytest.approx(HEIGHTS, abs=0)
    assert heights_of(workshop.send(Reset(SIMULATION_ID))) == [0.0] * 5
    drawn = heights_of(workshop.send(Reset(SIMULATION_ID, new_seed=True)))
    assert any(drawn)
    assert all(abs(h) <= 1.5 and round(10 * h, 9) == round(10 * h) for h in drawn)
    assert heights_of(workshop.send(Undo())) == [0.0] * 5


def test_only_functions_can_be_learned(workshop):
    workshop.set(station="bump")
    workshop.send(Start(SIMULATION_ID))
    assert "station Function" in workshop.notice
    assert workshop.shown.status is Status.IDLE


# --- undo, documents ---------------------------------------------------------------------------


def test_a_drag_is_one_edit(workshop):
    before = workshop.seen()
    for number in range(10):
        workshop.send(
            DragCurve(SIMULATION_ID, 0.1, 0.1 * number, 0.1, 0.1 * number, finished=number == 9)
        )
    workshop.send(Undo())
    assert workshop.seen() == before
    assert heights_of(workshop.send(Redo()))[0] == pytest.approx(0.9)


def document_of(workshop):
    """Return the bytes of a document."""
    return bytes_of(workshop.session)


def opened(content):
    """Return the simulation of a document."""
    return read_simulations(content, {}, time.perf_counter)[0][SIMULATION_ID][1]


def worked_at(workshop):
    """Leave something everywhere."""
    workshop.build()
    workshop.set(outputs=2, activation="tanh", output="sigmoid")
    workshop.send(
        SetFormula(SIMULATION_ID, "target", "x^2"),
        SelectOutput(SIMULATION_ID, 1),
        DrawTarget(SIMULATION_ID, 0.1, 0.5, 0.9, -0.5),
        KeepTry(SIMULATION_ID, "Ada"),
    )
    workshop.train(20)


def test_a_document_keeps_everything_but_the_way(workshop):
    worked_at(workshop)
    found = opened(document_of(workshop)).state()
    seen = workshop.state
    assert dict(found.settings) == dict(seen.settings)
    assert dict(found.formulas) == dict(seen.formulas)
    assert found.output == seen.output
    for name in ("w", "b", "v", "curves", "targets"):
        assert getattr(found.curve, name).tobytes() == getattr(seen.curve, name).tobytes()
    assert [(t.player, t.deviation) for t in found.tries] == [
        (t.player, t.deviation) for t in seen.tries
    ]
    assert found.fit is None


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda each: each.__name__)
def test_a_damaged_document_is_refused_or_harmless(workshop, spoil):
    worked_at(workshop)
    generator = np.random.default_rng(4)
    content = document_of(workshop)
    for _ in range(60):
        spoilt = spoil(content, generator)
        try:
            runs, _ = read_simulations(spoilt, {}, time.perf_counter)
        except EngineError:
            continue
        if SIMULATION_ID in runs:
            runs[SIMULATION_ID][1].state()
