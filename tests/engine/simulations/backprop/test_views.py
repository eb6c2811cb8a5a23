"""What the Backprop page sees of a case: the part that is looked at, the program, the update."""

from __future__ import annotations

import time

import pytest

from engine.backpropagation.backward import cost_of, descended, trace_of
from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.pages.backprop import (
    NudgeNeuron,
    SelectPart,
    SetNumber,
)
from engine.simulations.backprop.scene import opening
from engine.simulations.backprop.state import Part
from engine.simulations.backprop.views import FIRST, BackpropViews, ViewOptions, fitting
from tests.support.pages.backprop_session import SIMULATION_ID, Bench
from tests.support.states import refreshed


def test_the_demon_and_the_paths_follow_what_is_looked_at(bench):
    bench.send(SetSetting(SIMULATION_ID, "exhibit", "large"))
    assert not bench.state.chosen
    state = bench.send(SelectPart(SIMULATION_ID, 1, 2, None), NudgeNeuron(SIMULATION_ID, 1e-6))
    assert state.chosen
    assert state.demon.delta == state.trace.deltas[1][2]
    assert state.demon.ratio == pytest.approx(state.demon.delta, rel=1e-4)
    assert len(state.paths) == 3
    assert not bench.send(SetSetting(SIMULATION_ID, "layers", "1-1")).chosen


def test_the_program_is_written_only_where_somebody_looks(bench):
    assert bench.state.program == ""
    state = bench.send(Observe(SIMULATION_ID, frozenset({"program"})))
    assert state.program.startswith("import numpy as np")


def test_a_drag_on_the_largest_network_is_seen_within_three_milliseconds():
    bench = Bench("large")
    bench.send(Observe(SIMULATION_ID, frozenset({"program"})))
    simulation, times = bench.session._simulations[SIMULATION_ID], []
    for number in range(60):
        bench.send(SetNumber(SIMULATION_ID, "w", 0, 0, 0, number / 100, finished=False))
        # a session refreshes after each command: forget it
        simulation._views.__init__()
        begun = time.perf_counter()
        refreshed(simulation, "program")
        times.append(time.perf_counter() - begun)
    # the least: the machine may be busy with something else
    assert min(times) < 0.003
    bench.session.close()


# --- without a page ------------------------------------------------------------------------------


def glance_at(scene, **changes):
    """Return how a scene is looked at."""
    settings = {"eta": scene.moment.rules["eta"], "form": "hadamard"}
    return ViewOptions(scene.stop, scene.stops, settings, **changes)


@pytest.mark.parametrize(
    ("part", "fits"),
    [
        (Part(1, 0, 1), True),
        (Part(1, 0, None), True),
        (Part(0, 1, 1), True),
        (Part(1, 1, 0), False),
        (Part(1, 0, 2), False),
        (Part(2, 0, 0), False),
        (None, False),
    ],
)
def test_a_part_that_the_case_has_not_gives_way_to_the_first_weight(part, fits):
    case = opening("small", 1, {}).moment.case
    assert fitting(part, case) == (part if fits else FIRST)


def test_the_update_promises_minus_eta_times_the_squared_slope():
    scene = opening("small", 1, {})
    case = scene.moment.case
    update = BackpropViews().state(case, glance_at(scene)).update
    trace = trace_of(case)
    parts = [*trace.nabla_w, *trace.deltas]
    squared = sum(float(number) ** 2 for part in parts for number in part.ravel())
    assert update.predicted == pytest.approx(-1.0 * squared, rel=1e-12)
    assert update.measured == cost_of(descended(trace, 1.0)) - cost_of(case)
    assert update.ratio == update.predicted / update.measured


def test_a_case_that_did_not_change_is_not_traced_again():
    scene, views = opening("small", 1, {}), BackpropViews()
    first = views.state(scene.moment.case, glance_at(scene))
    again = views.state(scene.moment.case, glance_at(scene, part=Part(1, 0, 1), amount=0.5))
    assert again.trace is first.trace
    assert again.check is first.check
    assert again.new_weights is first.new_weights
    assert (first.chosen, again.chosen) == (False, True)
