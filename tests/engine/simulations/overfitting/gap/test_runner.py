"""The run of the gap: recorded where there is one for the settings, else live; ghosts; undo."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Undo
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.runs.recorded_runs import load_shipped_run
from engine.simulations.overfitting.gap.runner import FIRST, RECORDED
from engine.simulations.overfitting.gap.settings import training_settings
from engine.snapshots import Status
from tests.support.pages.overfitting_session import SIMULATION_ID


@pytest.fixture
def played(bench):
    """Return the page after its recorded run has played."""
    bench.send(Start(SIMULATION_ID))
    bench.settle()
    return bench


@pytest.mark.parametrize(("name", "strength"), RECORDED.items())
def test_recorded_runs_have_the_settings_that_they_play_for(name, strength):
    run = load_shipped_run(name)
    assert run.settings == training_settings({**FIRST, "lambda": strength})
    assert run.data == FIRST["data"]


@pytest.mark.parametrize(
    ("name", "best", "turn"), [("3.D", 0.8227, range(8, 26)), ("3.F", 0.871, range(300, 401))]
)
def test_recorded_runs_reach_what_the_book_reached(name, best, turn):
    run = load_shipped_run(name)
    last = run.results[-1]
    assert last.test_accuracy == pytest.approx(best, abs=0.015)
    assert last.training_accuracy == 1.0
    assert int(np.argmin(run.held_out_costs[:, 1])) + 1 in turn


def test_it_rests_at_the_untrained_network_with_the_recorded_curves_ahead(bench):
    view = bench.view
    assert (bench.shown.status, view.run.epoch, bench.state.last_step) == (Status.IDLE, 0, 58)
    assert (view.overfit_epoch, view.kept) == (None, ())
    assert (view.ghost.differs, len(view.ghost.history.epochs)) == ({}, 401)


def test_the_page_shows_the_stored_figures(played):
    run, view = load_shipped_run("3.D"), played.view
    history, results = view.run.history, run.results
    assert (view.recorded, view.run.epoch) == ("3.D", 400)
    assert history.test_accuracy[1:].tolist() == [each.test_accuracy for each in results]
    assert history.training_cost[1:].tolist() == [each.cost for each in results]
    assert np.array_equal(history.validation_cost[1:], run.held_out_costs[:, 0])
    assert np.array_equal(history.test_cost[1:], run.held_out_costs[:, 1])
    assert view.overfit_epoch == 15


def test_lambda_plays_the_other_recorded_run_over_the_ghost_of_the_first(played):
    played.set(**{"lambda": 0.1})
    assert played.shown.status is Status.RUNNING
    view = played.settle()
    assert (view.recorded, view.run.epoch, played.shown.status) == ("3.F", 400, Status.FINISHED)
    assert view.ghost.differs == {"lambda": 0.0}
    assert len(view.ghost.history.epochs) == 401
    played.send(Undo())
    assert (played.view.recorded, played.view.run.epoch) == ("3.D", 400)
    assert played.view.ghost.differs == {"lambda": 0.1}


def test_another_size_begins_a_live_run_that_undo_takes_back(bench):
    bench.set(epochs=6, train_size=100)
    assert bench.view.waiting
    view = bench.settle()
    assert (view.recorded, view.run.epoch, view.run.training_size) == ("", 6, 100)
    assert bench.shown.status is Status.FINISHED
    digest = bench.simulation.stations["gap"].runner.network.parameters.tobytes()
    bench.set(train_size=50)
    assert bench.settle().ghost.differs == {"train_size": 100}
    bench.send(Undo())
    runner = bench.simulation.stations["gap"].runner
    assert not bench.view.waiting
    assert runner.network.parameters.tobytes() == digest
    assert bench.view.ghost.differs == {"train_size": 50}


def test_a_drag_asks_for_one_run_when_it_rests(bench):
    bench.set(epochs=5)
    for size in (90, 80, 70):
        bench.set(train_size=size)
        bench.session.advance(0.01)
        assert bench.view.wish == 0
    bench.now += 1.0
    bench.session.advance(0.01)
    assert bench.view.wish > 0
    assert not bench.simulation.busy
    bench.settle()
    learning = bench.simulation.stations["gap"].runner.live.learning
    assert [branch.settings.train_size for branch in learning.branches] == [70]


def test_more_pictures_than_there_are_means_all(bench):
    bench.set(epochs=1)
    view = bench.settle()
    assert (view.run.training_size, view.available) == (200, 200)


def test_transport_of_a_recorded_run_goes_by_frames(bench):
    bench.send(Seek(SIMULATION_ID, 25))
    assert bench.view.run.epoch == 70
    bench.send(Step(SIMULATION_ID, -1))
    assert (bench.view.run.epoch, bench.view.overfit_epoch) == (60, 15)
    bench.send(Seek(SIMULATION_ID, 16))
    assert bench.view.overfit_epoch is None
    bench.send(Reset(SIMULATION_ID))
    assert bench.view.run.epoch == 0


def test_transport_of_a_live_run(bench):
    bench.set(epochs=4, train_size=100)
    bench.send(Pause(SIMULATION_ID))
    bench.settle()
    assert (bench.view.run.epoch, bench.view.waiting) == (0, True)
    bench.send(Step(SIMULATION_ID, 1))
    assert bench.settle().run.epoch == 1
    bench.send(Start(SIMULATION_ID))
    assert bench.settle().run.epoch == 4
    bench.send(Seek(SIMULATION_ID, 2))
    assert bench.settle().run.epoch == 2
    bench.send(Reset(SIMULATION_ID))
    assert bench.settle().run.epoch == 0
    assert bench.state.last_step == 4


@pytest.mark.parametrize("setting", [("expand", "shift"), ("dropout", 0.5), ("regulariser", "l1")])
def test_every_remedy_trains_another_network(bench, setting):
    bench.set(epochs=3, train_size=100, **{"lambda": 1.0})
    bench.settle()
    runner = bench.simulation.stations["gap"].runner
    plain = runner.network.parameters.copy()
    bench.set(**dict([setting]))
    view = bench.settle()
    assert view.run.epoch == 3
    assert not np.array_equal(runner.network.parameters, plain)
