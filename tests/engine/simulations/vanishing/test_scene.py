"""What the page Vanishing gradients consists of: its settings and its chain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.errors import SettingError
from engine.settings import check_all
from engine.simulations.vanishing.scene import (
    MOST_NEURONS,
    SETTINGS,
    Chain,
    Scene,
    drawn_chain,
    first_scene,
)
from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import Shape
from engine.vanishing.neuron_chains import run_chain
from tests.support.pages.vanishing_session import SIMULATION_ID


def test_every_choice_can_be_made(bench):
    for setting in SETTINGS:
        for choice in setting.choices:
            if setting.name != "data":
                bench.send(SetSetting(SIMULATION_ID, setting.name, choice))
                assert bench.notice == "None"
    assert len(bench.simulation.scene.chain.w) == MOST_NEURONS


# --- without a page ------------------------------------------------------------------------------


def scene(**settings):
    """Return the scene of seed 1 with other settings."""
    return Scene(check_all(SETTINGS, settings), drawn_chain(1))


def test_a_chain_is_drawn_to_one_decimal_and_never_ends():
    chains = [drawn_chain(seed) for seed in range(1, 200)]
    for chain in chains:
        assert len(chain.w) == len(chain.b) == MOST_NEURONS
        assert (chain.w != 0).all()
        assert 0.0 <= chain.x <= 1.0
        for numbers in (chain.w, chain.b, np.array([chain.x])):
            np.testing.assert_array_equal(numbers, numbers.round(1))
    spread = np.concatenate([chain.w for chain in chains])
    assert (spread.mean(), spread.std()) == (
        pytest.approx(0.0, abs=0.1),
        pytest.approx(1.0, abs=0.1),
    )
    np.testing.assert_array_equal(drawn_chain(5).w, chains[4].w)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "linear"])
def test_locked_biases_keep_every_neuron_where_its_slope_is_largest(activation):
    locked = scene(chain_locked=True, chain_neurons=6, chain_activation=activation)
    chain = locked.present_chain
    passed = run_chain(chain.w, chain.b, chain.x, locked.chain_activation)
    np.testing.assert_allclose(passed.z, 0.0, atol=1e-12)
    np.testing.assert_array_equal(chain.w, locked.chain.w[:6])
    free = replace(locked, settings={**locked.settings, "chain_locked": False})
    np.testing.assert_array_equal(free.present_chain.b, locked.chain.b[:6])


def test_settings_say_which_network_learns_and_how():
    made = scene(depth=3, width=12, activation="tanh", initialiser="he", cost="quadratic", eta=0.2)
    assert made.shape == Shape(3, 12, "tanh", "he", "quadratic")
    assert made.rule == Rule(0.2, 5.0, 0.0, 0)
    assert scene(batch="mini", momentum=0.5).rule == Rule(0.1, 5.0, 0.5, 10)
    first = first_scene(7)
    assert (first.seed, first.station, first.shape.depth) == (7, "layers", 1)
    assert isinstance(first.chain, Chain)
    with pytest.raises(SettingError):
        first_scene(0)
