"""The page's session: the race, parity, stations."""

from __future__ import annotations

import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Reset, Seek, Start, Step
from engine.simulations.vanishing.scene import LARGEST_SEED
from tests.support.pages.vanishing_session import SIMULATION_ID

# --- the race and parity --------------------------------------------------------------------------


def test_the_race_goes_on_and_stops_where_it_is_asked(bench):
    bench.set(station="race")
    bench.send(Step(SIMULATION_ID, 1))
    for _ in range(400):
        bench.session.advance(0.01)
        bench.now += 0.001
        if bench.shown.status != "running":
            break
    race = bench.state.race
    assert [len(racer.epochs) for racer in race.racers] == [1, 1, 1, 1]
    assert bench.shown.status == "paused"
    assert race.pictures == 200
    bench.send(Reset(SIMULATION_ID))
    assert bench.state.race.racers == ()


def test_both_networks_learn_parity(bench):
    bench.set(station="parity", parity_bits=3)
    bench.send(Start(SIMULATION_ID))
    for _ in range(400):
        bench.now += 0.001
        if not bench.session.advance(0.01):
            break
    learners = bench.state.parity.learners
    assert [each.kind for each in learners] == ["shallow", "deep"]
    assert all(each.solved_at is not None for each in learners)
    assert bench.shown.status == "finished"
    assert bench.set(parity_bits=4).parity.learners == ()


def test_a_station_that_is_left_pauses(bench):
    bench.send(Start(SIMULATION_ID))
    bench.set(station="chain")
    bench.send(SetSetting(SIMULATION_ID, "station", "layers"))
    assert bench.shown.status == "paused"


def test_after_the_largest_seed_comes_the_first(bench):
    bench.set(station="chain", seed=LARGEST_SEED)
    bench.send(Reset(SIMULATION_ID, new_seed=True))
    assert bench.state.settings["seed"] == 1
    bench.send(Undo())
    assert bench.state.settings["seed"] == LARGEST_SEED


@pytest.mark.parametrize("station", ["race", "parity"])
@pytest.mark.parametrize("command", [Step(SIMULATION_ID, -1), Seek(SIMULATION_ID, 0)])
def test_what_keeps_no_past_says_so_when_it_is_sent_back(bench, station, command):
    bench.set(station=station)
    bench.send(Step(SIMULATION_ID, 1))
    for _ in range(400):
        bench.session.advance(0.01)
        bench.now += 0.001
        if bench.shown.status != "running":
            break
    before = bench.shown.step
    bench.send(command)
    assert "press R" in bench.notice
    assert bench.shown.step == before == 1
