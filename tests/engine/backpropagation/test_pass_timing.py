"""Two passes are timed against one pass for each parameter."""

from __future__ import annotations

import time

import numpy as np
import pytest

from engine.backpropagation.pass_timing import PassTimer, example_case
from engine.errors import EngineError


@pytest.mark.parametrize(("layers", "parameters"), [("2-2-1", 9), ("784-30-10", 23_860)])
def test_two_passes_are_timed_against_one_for_each_weight(layers, parameters):
    ticks = iter(range(10**9))
    race = PassTimer(example_case(layers, 1), lambda: next(ticks) * 1e-6)
    race.advance(1e-5)
    assert race.view.running
    assert race.view.passes == 0
    pieces = 0
    while race.running:
        race.advance(0.001)
        pieces += 1
    assert pieces > 1 or parameters < 100
    view = race.view
    assert (view.parameters, view.passes) == (parameters, parameters + 1)
    assert view.apart < 1e-5
    assert view.two_s > 0
    assert view.many_s > 0


def test_a_piece_of_the_measurement_is_short():
    race = PassTimer(example_case("784-30-10", 1), time.perf_counter)
    lengths = []
    for _ in range(60):
        begun = time.perf_counter()
        race.advance(0.004)
        lengths.append(time.perf_counter() - begun)
    # the machine may be busy: one of many may be longer
    assert np.median(lengths) < 0.010
    assert race.running


@pytest.mark.parametrize("layers", ["784-100-10", "28x28 conv3@5 dense10", "nonsense", "5"])
def test_networks_that_are_too_large_are_refused(layers):
    with pytest.raises(EngineError):
        example_case(layers, 1)
