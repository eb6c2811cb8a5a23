"""3.V: one network for each expansion, from the same start."""

from __future__ import annotations

from engine.experiments import find_experiment
from engine.experiments.chapters.chapter_3.expansion import EXPANSIONS
from engine.experiments.experiment import run_experiment
from tests.support.samples.small_experiments import request


def test_every_expansion_has_its_network_and_the_elastic_one_is_reported():
    asked = request(epochs=2)
    found = run_experiment(find_experiment("3.V"), asked).ours
    assert list(found.details["by_expansion"]) == list(EXPANSIONS)
    assert found.value == found.details["by_expansion"]["elastic"]
    assert "elastic" in found.what
