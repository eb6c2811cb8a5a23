"""Suspects, the race of depths, networks that learn parity."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.functions.costs import CROSS_ENTROPY
from engine.vanishing.ablations import (
    ABLATION,
    BOOK,
    EPOCHS,
    AblationRun,
    ablated_shape,
    begun,
    ratio_of,
)
from engine.vanishing.deep_descent import Rule
from engine.vanishing.depth_race import RACERS, RULES, DepthRace
from engine.vanishing.initial_gradients import InitialGradients, Shape
from engine.vanishing.learning_speeds import times_faster
from engine.vanishing.parity_learners import MOST_BITS, ParityLearner, all_rows
from tests.support.pages.cases.vanishing import few


@pytest.fixture(scope="module")
def pictures():
    """Return 200 pictures and their one-hot labels."""
    training = few().training
    return training.x, np.eye(10, dtype=np.float32)[training.labels]


def test_an_exchange_changes_what_it_says_and_nothing_else():
    assert ablated_shape(ABLATION["relu-he"], BOOK) == Shape(4, 30, "relu", "he", "cross-entropy")
    assert ablated_shape(ABLATION["quadratic"], BOOK).cost == "quadratic"
    assert ablated_shape(ABLATION["momentum"], BOOK) == BOOK


def test_the_ratio_is_the_median_over_seeds():
    speeds = np.array([[1.0, 5.0, 10.0], [2.0, 5.0, 4.0], [1.0, 1.0, 5.0]])
    assert ratio_of(speeds) == 5.0


def test_decoys_change_little_and_the_cure_helps(pictures):
    depths = InitialGradients(*pictures)
    seeds = range(1, 9)
    ratios = {
        name: ratio_of(depths.speeds(ablated_shape(ABLATION[name], BOOK), seeds))
        for name in ("quadratic", "normal", "relu-he", "tanh", "explosion")
    }
    before = ratio_of(depths.speeds(BOOK, seeds))
    assert 80 < before < 180
    assert abs(ratios["quadratic"] / before - 1) < 0.2
    assert ratios["normal"] < before / 5
    assert ratios["relu-he"] < 3
    assert ratios["tanh"] < 8
    assert ratios["explosion"] < 0.1


def test_momentum_lengthens_the_steps_and_hides_the_ratio(pictures):
    one = AblationRun(begun(BOOK, *pictures, 1), Rule(0.1, 5.0))
    other = AblationRun(begun(BOOK, *pictures, 1), Rule(0.1, 5.0, 0.9))
    for ablation_run in (one, other):
        while not ablation_run.piece():
            assert 0 <= ablation_run.share <= 1
    assert one.share == other.share == 1.0
    assert one._descent.step == EPOCHS
    assert other.steps[0] > 5 * one.steps[0]
    assert other.steps[-1] / other.steps[0] > 20


def test_racers_reach_what_they_reach_alone(pictures):
    data, ticks = few(), iter(range(10**7))
    race = DepthRace(data, 1, lambda: next(ticks) * 1e-3)
    while race.piece(2):
        pass
    assert race.epoch == 2
    assert not race.finished
    assert [len(racer.laps) for racer in race.racers] == [2, 2, 2, 2]
    again = DepthRace(data, 1, lambda: 0.0)
    while again.piece(2):
        pass
    laps = [[lap.accuracy for lap in racer.laps] for racer in race.racers]
    assert laps == [[lap.accuracy for lap in racer.laps] for racer in again.racers]
    assert [racer.layers for racer in race.racers] == list(RACERS)
    assert race.racers[0].share == 2.0


def test_the_racers_run_by_the_rules_of_the_experiments():
    from engine.experiments import find_experiment

    for id_, layers in zip("ABCD", RACERS, strict=True):
        settings = find_experiment(f"5.{id_}").settings
        assert settings["layers"] == layers
        assert {name: settings[name] for name in RULES} == dict(RULES)


def test_nobody_waits_while_somebody_has_had_less_time():
    ticks = iter(range(10**7))
    race = DepthRace(few(), 1, lambda: next(ticks) * 1e-3)
    for _ in range(60):
        race.piece()
        seconds = [racer.seconds for racer in race.racers]
        assert max(seconds) - min(seconds) < 0.02


@pytest.mark.parametrize("kind", ["shallow", "deep"])
@pytest.mark.parametrize("bits", [2, 4, 6])
def test_parity_is_learned(kind, bits):
    learner = ParityLearner(kind, bits, 1)
    rows, parities = all_rows(bits)

    def cost():
        outputs = learner.network.feedforward(2 * rows - 1)
        return CROSS_ENTROPY.value(outputs, parities[:, None]).mean()

    before = cost()
    for _ in range(2_000):
        if learner.finished:
            break
        learner.advance()
    outputs = learner.network.feedforward(2 * rows - 1)[:, 0] > 0.5
    np.testing.assert_array_equal(outputs, parities)
    assert learner.solved_at == learner.epoch == len(learner.accuracies) - 1
    assert learner.accuracies[-1] == 1.0
    assert cost() < before


def test_the_deep_network_has_two_hidden_layers_and_about_as_many_weights():
    shallow, deep = (ParityLearner(kind, 8, 1) for kind in ("shallow", "deep"))
    assert str(shallow.network.specification.sizes) == "(8, 32, 1)"
    assert str(deep.network.specification.sizes) == "(8, 16, 16, 1)"
    counts = [each.network.specification.parameter_count for each in (shallow, deep)]
    assert max(counts) < 1.5 * min(counts)


@pytest.mark.parametrize("bits", [1, MOST_BITS + 1])
def test_too_many_bits_are_refused(bits):
    with pytest.raises(SettingError, match="expected 2 to"):
        ParityLearner("deep", bits, 1)


def test_a_network_through_which_nothing_comes_has_no_ratio(pictures):
    assert times_faster((0.0, 2.0)) == np.inf
    assert np.isnan(times_faster((0.0, 0.0)))
    silent = Shape(10, 2, "relu", "he", "cross-entropy")
    ablation_run = AblationRun(begun(silent, *pictures, 4), Rule(0.1))
    while not ablation_run.piece():
        pass
    assert not times_faster(ablation_run.steps) > 0
    assert not 0 < ratio_of(InitialGradients(*pictures).speeds(silent, [4])) < np.inf


def test_a_twin_that_diverged_says_nothing(pictures):
    ablation_run = AblationRun(
        begun(Shape(3, 30, "relu", "he", "cross-entropy"), *pictures, 1), Rule(1e11)
    )
    while not ablation_run.piece():
        pass
    assert np.isnan(ablation_run.steps).all()
