"""The laboratory of the page Vanishing gradients: deep networks, before and while they learn."""

from __future__ import annotations

import itertools

import numpy as np

from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.vanishing import ClearAblations, RunAblation, VoteAblation
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.data.examples import DataSet
from engine.errors import DataError
from tests.support.pages.cases.vanishing import few
from tests.support.pages.vanishing_session import SIMULATION_ID, Bench, ablation


def test_it_opens_with_one_layer_and_fifty_seeds(bench):
    view = bench.state.laboratory
    assert view.layers == "784-30-10"
    assert view.moment.step == 0
    assert [len(b) for b in view.moment.gradients.biases] == [30]
    assert view.spread.count == 50
    assert view.spread.low[0] < view.spread.mean[0] < view.spread.high[0]
    assert bench.shown.status == "idle"


def test_more_layers_make_the_first_one_slow(bench):
    ratios = [bench.set(depth=depth).laboratory.moment.gradients.ratio for depth in (1, 2, 3, 4)]
    assert ratios[0] == 1.0
    assert all(after > 2.5 * before for before, after in itertools.pairwise(ratios))
    cured = bench.set(activation="relu", initialiser="he").laboratory.moment.gradients.ratio
    assert cured < 3
    assert [w.shape for w in bench.state.laboratory.weights] == [(30, 30)] * 3


def test_the_instant_numbers_are_those_of_the_seeds(bench):
    view = bench.set(depth=2).laboratory
    own = view.moment.gradients.speeds
    rows = bench.simulation.laboratory._spread.rows(view.shape, 50)
    # the network on the stage has seed 1
    np.testing.assert_allclose(rows[0], own, rtol=1e-4)
    np.testing.assert_allclose(view.spread.mean, rows.mean(axis=0), rtol=1e-6)


def test_it_learns_at_its_speed_and_can_be_wound_back(bench):
    bench.set(depth=2, speed=10.0)
    bench.send(Start(SIMULATION_ID))
    for _ in range(9):
        bench.settle(0.1)
    view = bench.state.laboratory
    assert 7 <= view.moment.step <= 9
    assert len(view.steps) == len(view.speeds) == view.moment.step + 1
    bench.send(Pause(SIMULATION_ID), Seek(SIMULATION_ID, 3))
    assert bench.state.laboratory.moment.step == 3
    assert bench.state.last_step == view.moment.step
    bench.send(Step(SIMULATION_ID, 2))
    bench.settle()
    assert bench.shown.step == 5
    bench.send(Step(SIMULATION_ID, -4))
    assert bench.shown.step == 1
    bench.send(Reset(SIMULATION_ID))
    assert (bench.shown.step, bench.shown.status) == (0, "idle")


def test_a_changed_rate_goes_on_from_the_place_shown(bench):
    bench.send(Step(SIMULATION_ID, 4))
    bench.settle()
    bench.set(eta=1.0)
    bench.send(Step(SIMULATION_ID, 1))
    bench.settle()
    assert bench.shown.step == 5
    bench.send(Seek(SIMULATION_ID, 2))
    bench.set(eta=2.0)
    bench.send(Step(SIMULATION_ID, 1))
    bench.settle()
    assert (bench.shown.step, bench.state.last_step) == (3, 3)


def test_an_epoch_that_is_learned_anew_replaces_its_point_on_the_curves(bench):
    bench.set(depth=2)
    bench.send(Step(SIMULATION_ID, 5))
    before = bench.settle().laboratory
    bench.send(Seek(SIMULATION_ID, 4))
    bench.set(eta=5.0)
    bench.send(Step(SIMULATION_ID, 1))
    after = bench.settle().laboratory
    assert after.steps.tolist() == before.steps.tolist()
    np.testing.assert_array_equal(after.speeds[-1], after.moment.gradients.speeds)
    assert (after.speeds[-1] != before.speeds[-1]).any()


def test_another_network_begins_anew_and_undo_brings_the_learned_one_back(bench):
    bench.send(Step(SIMULATION_ID, 6))
    bench.settle()
    before = bench.state.laboratory
    bench.set(depth=3)
    assert bench.shown.step == 0
    bench.send(Undo())
    bench.settle()
    after = bench.state.laboratory
    assert after.moment is before.moment
    assert bench.shown.step == 6
    bench.send(Redo())
    bench.settle()
    assert (bench.shown.step, len(bench.state.laboratory.moment.gradients.speeds)) == (0, 3)


def test_a_slider_that_passes_a_learned_network_shows_it_untouched(bench):
    bench.send(Step(SIMULATION_ID, 3))
    bench.settle()
    bench.set(depth=2)
    bench.set(depth=1)
    assert bench.shown.step == 0


def test_divergence_is_told_with_its_epoch(bench):
    bench.set(depth=2, activation="relu", initialiser="he", eta=100.0)
    bench.send(Step(SIMULATION_ID, 50))
    bench.settle()
    assert bench.shown.status == "failed"
    assert "stopped being finite at epoch" in str(bench.shown.failure)
    bench.set(eta=0.01)
    bench.send(Step(SIMULATION_ID, 1))
    bench.settle()
    assert bench.shown.failure is None


def test_a_new_seed_is_an_edit(bench):
    before = bench.state.laboratory.moment.gradients.speeds
    bench.send(Reset(SIMULATION_ID, new_seed=True))
    bench.settle()
    assert bench.state.settings["seed"] == 2
    assert not np.array_equal(bench.state.laboratory.moment.gradients.speeds, before)
    bench.send(Undo())
    bench.settle()
    np.testing.assert_array_equal(bench.state.laboratory.moment.gradients.speeds, before)


def test_votes_are_counted_and_forgotten(bench):
    bench.send(
        VoteAblation(SIMULATION_ID, "tanh"),
        VoteAblation(SIMULATION_ID, "tanh"),
        VoteAblation(SIMULATION_ID, "depth"),
    )
    assert (ablation(bench.state, "tanh").votes, ablation(bench.state, "depth").votes) == (2, 1)
    bench.send(VoteAblation(SIMULATION_ID, "butler"))
    assert "expected a suspect among" in bench.notice
    bench.send(ClearAblations(SIMULATION_ID))
    assert {each.votes for each in bench.state.laboratory.ablations} == {0}


def test_data_that_cannot_be_loaded_leave_the_ones_from_before(monkeypatch):
    def load(name):
        if name == "mnist":
            raise DataError("the files of {name} are damaged", name=name)
        return few()

    monkeypatch.setattr("engine.simulations.learning.data_store.find_mnist", lambda: "somewhere")
    monkeypatch.setattr("engine.simulations.vanishing.edits.check_source", str)
    bench = Bench(load)
    bench.set(data="mnist")
    assert "damaged" in bench.notice
    assert bench.state.settings["data"] == "built-in"
    assert bench.settle().laboratory.moment is not None
    bench.close()


def test_other_pictures_give_other_numbers(monkeypatch):
    def load(name):
        data = few(name)
        return data if name == "built-in" else DataSet(name, data.test, data.test, data.test)

    monkeypatch.setattr("engine.simulations.learning.data_store.find_mnist", lambda: "somewhere")
    bench = Bench(load)
    before = bench.state.laboratory
    after = bench.set(data="mnist").laboratory
    assert after.spread.mean[0] != before.spread.mean[0]
    bench.send(Undo())
    back = bench.settle().laboratory
    np.testing.assert_array_equal(back.spread.mean, before.spread.mean)
    bench.close()


def test_a_learned_network_is_measured_again_with_its_own_pictures(monkeypatch):
    monkeypatch.setattr("engine.simulations.learning.data_store.find_mnist", lambda: "somewhere")
    bench = Bench()
    bench.set(depth=2)
    bench.send(Step(SIMULATION_ID, 3))
    bench.settle()
    bench.set(data="mnist")
    bench.send(Undo())
    back = bench.settle().laboratory
    assert bench.shown.step == 3
    assert back.spread.count == 50
    bench.send(RunAblation(SIMULATION_ID, "tanh"))
    assert ablation(bench.settle(), "tanh").share == 1.0
    bench.close()


def test_missing_data_are_refused(bench, monkeypatch):
    monkeypatch.setattr("engine.simulations.learning.data_store.find_mnist", lambda: None)
    bench.send(SetSetting(SIMULATION_ID, "data", "mnist"))
    assert "expected MNIST" in bench.notice
    assert bench.state.settings["data"] == "built-in"
