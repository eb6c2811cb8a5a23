"""Settings of the gap stand for training settings."""

from __future__ import annotations

import pytest

from engine.settings import check_all
from engine.simulations.overfitting.gap.settings import (
    EXPANSIONS,
    SETTINGS,
    TRAINED,
    training_settings,
)
from engine.simulations.overfitting.scene import first_scene

VALUES = first_scene(7).settings


def test_what_is_trained_is_taken_over_as_it_is():
    values = training_settings(VALUES).values()
    assert {name: values[name] for name in TRAINED} == {name: VALUES[name] for name in TRAINED}
    assert (values["layers"], values["cost"]) == ("784-30-10", "cross-entropy")


@pytest.mark.parametrize(("available", "size"), [(None, 1_000), (200, 200), (50_000, 1_000)])
def test_no_more_pictures_are_asked_for_than_there_are(available, size):
    assert training_settings(VALUES, available).train_size == size


@pytest.mark.parametrize("expansion", EXPANSIONS)
def test_every_expansion_can_be_trained(expansion):
    assert training_settings({**VALUES, "expand": expansion}).expands == (expansion != "none")


def test_hidden_neurons_become_layers():
    assert training_settings({**VALUES, "hidden": 100}).layers == "784-100-10"


def test_defaults_are_allowed():
    assert check_all(SETTINGS, {})["train_size"] == 1_000
