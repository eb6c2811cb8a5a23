"""The suspects of the page Vanishing gradients, and what their twins say."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.pages.vanishing import RunAblation
from engine.errors import SettingError
from engine.settings import check_all
from engine.simulations.vanishing.ablation_runs import AblationRuns, check_ablation, not_run
from engine.simulations.vanishing.scene import SETTINGS, Scene, drawn_chain
from engine.simulations.vanishing.seed_spread import Spread
from engine.vanishing.ablations import ABLATIONS, SEEDS, initial_ratios
from engine.vanishing.initial_gradients import InitialGradients
from tests.support.pages.cases.vanishing import few
from tests.support.pages.vanishing_session import SIMULATION_ID, ablation


def test_a_suspect_is_heard_with_the_numbers_of_the_command_line(bench):
    bench.set(depth=4)
    bench.send(*(RunAblation(SIMULATION_ID, each.name) for each in ABLATIONS))
    state = bench.settle()
    training = few().training
    y = np.eye(10, dtype=np.float32)[training.labels]
    expected = initial_ratios(training.x, y)
    for each in ABLATIONS:
        switched_on = ablation(state, each.name)
        assert switched_on.share == 1.0
        if each.shape:
            assert switched_on.before == pytest.approx(expected["as it is"])
            assert switched_on.after == pytest.approx(expected[each.name])
            assert len(switched_on.speeds) == (2 if each.name == "depth" else 4)
        else:
            assert switched_on.longer > 1
    assert state.laboratory.ghost.name == ABLATIONS[-1].name


def test_a_suspect_can_be_let_go_and_is_heard_anew_for_another_network(bench):
    bench.set(depth=2)
    bench.send(RunAblation(SIMULATION_ID, "relu-he"))
    first = ablation(bench.settle(), "relu-he").before
    second = ablation(bench.set(depth=3), "relu-he").before
    assert second > 3 * first
    bench.send(RunAblation(SIMULATION_ID, "relu-he"))
    assert bench.state.laboratory.ghost is None
    assert np.isnan(ablation(bench.state, "relu-he").after)


def test_half_a_hearing_says_how_far_it_is(bench):
    bench.set(depth=2)
    bench.send(RunAblation(SIMULATION_ID, "tanh"))
    bench.session.advance(0.0)
    half = ablation(bench.state, "tanh")
    assert 0.0 < half.share < 1.0
    assert np.isnan(half.after)
    assert len(SEEDS) == 20


def test_with_one_layer_there_is_nothing_to_compare(bench):
    bench.send(RunAblation(SIMULATION_ID, "tanh"))
    assert "add a layer" in bench.notice


def test_a_silent_network_can_be_heard_and_learns_nothing(bench):
    bench.set(depth=10, width=2, activation="relu", initialiser="he")
    bench.send(*(RunAblation(SIMULATION_ID, each.name) for each in ABLATIONS))
    state = bench.settle()
    assert all(each.share == 1.0 for each in state.laboratory.ablations)
    assert not 0 < state.laboratory.moment.gradients.ratio < np.inf


# --- without a page ------------------------------------------------------------------------------


def scene(**settings):
    """Return a scene with other settings."""
    return Scene(check_all(SETTINGS, {"width": 4, **settings}), drawn_chain(1))


@pytest.fixture
def runs():
    """Return the suspects before a network of two small layers, and forty pictures."""
    x = few().training.x[:40]
    y = np.eye(10, dtype=np.float32)[few().training.labels[:40]]
    made = AblationRuns(Spread(InitialGradients(x, y)), x, y)
    made.show(scene(depth=2))
    return made


def heard(runs, shown):
    """Let all twins say everything; return after how many pieces they had."""
    pieces = 0
    while runs.busy:
        runs.piece(shown)
        pieces += 1
    return pieces


def test_a_name_that_no_suspect_has_is_refused(runs):
    with pytest.raises(SettingError, match="butler"):
        check_ablation("butler")
    with pytest.raises(SettingError, match="butler"):
        runs.toggle("butler")
    assert (runs.busy, runs.last) == (False, None)
    silent = not_run("tanh", 3)
    assert (silent.votes, silent.switched_on, silent.share) == (3, False, 0.0)


def test_who_was_heard_is_known_when_it_is_switched_on_again(runs):
    runs.toggle("tanh")
    # twenty seeds of both networks, and the comparison
    assert heard(runs, scene(depth=2)) == 2 * len(SEEDS) + 1
    before = runs.view("tanh", 0)
    runs.toggle("tanh")
    assert np.isnan(runs.view("tanh", 0).after)
    runs.toggle("tanh")
    assert not runs.busy
    assert runs.view("tanh", 0).after == before.after
    assert runs.view("tanh", 0).speeds.shape == (2,)


def test_another_rule_is_heard_anew_only_by_those_whom_it_concerns(runs):
    for name in ("tanh", "momentum"):
        runs.toggle(name)
    heard(runs, scene(depth=2))
    runs.show(scene(depth=2, eta=0.5))
    assert runs.view("tanh", 0).share == 1.0
    assert runs.view("momentum", 0).share < 1.0
    assert runs.busy
    runs.show(scene(depth=3))
    assert runs.view("tanh", 0).share < 1.0


def test_a_single_layer_lets_all_suspects_go(runs):
    runs.toggle("relu")
    runs.show(scene(depth=1))
    assert (runs.busy, runs.last) == (False, None)
    with pytest.raises(SettingError, match="two hidden layers"):
        runs.toggle("relu")
