"""The page as a whole: stations, data, undo, documents."""

from __future__ import annotations

import msgspec

from engine.commands.edits import SetStrokes, Undo
from engine.commands.transport import Reset, Start
from engine.simulations.overfitting.scene import LOOKS, SETTINGS, STATIONS
from engine.simulations.overfitting.simulation import Overfitting
from engine.snapshots import Status
from tests.support.pages.overfitting_session import SIMULATION_ID, Bench


def test_every_station_has_a_runner_and_a_view(bench):
    assert tuple(bench.simulation.stations) == STATIONS
    for station in STATIONS:
        assert bench.set(station=station).view is not None


def test_names_of_settings_are_unique():
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
    assert set(names) > LOOKS


def test_the_built_in_digits_stand_in_for_mnist(monkeypatch):
    monkeypatch.setattr("engine.simulations.overfitting.simulation.find_mnist", lambda: None)
    page = Overfitting(1, lambda: 0.0)
    assert page.state().data == "built-in"
    assert page.state().settings["data"] == "mnist"
    page.close()


def test_another_seed_is_an_edit(bench):
    bench.send(Reset(SIMULATION_ID, new_seed=True))
    assert bench.state.settings["seed"] == 2
    bench.send(Undo())
    assert bench.state.settings["seed"] == 1


def test_a_station_that_is_left_pauses_and_the_microscope_sees_the_same_run(bench):
    bench.send(Start(SIMULATION_ID))
    bench.set(station="weights")
    assert bench.shown.status is Status.RUNNING
    bench.set(station="trap")
    assert bench.simulation.stations["gap"].runner.status is Status.PAUSED


def test_only_what_is_trained_changes_the_document(bench):
    before = bench.simulation.progress
    bench.send(Start(SIMULATION_ID))
    bench.settle()
    assert (bench.simulation.progress, bench.simulation.step) == (before, 58)
    bench.set(train_size=100, epochs=3)
    bench.send(Start(SIMULATION_ID))
    bench.settle()
    assert bench.simulation.progress == before + 3


def test_a_document_keeps_the_settings_and_rests(bench):
    bench.set(train_size=100, epochs=5, trap_part=20)
    bench.send(SetStrokes(SIMULATION_ID, (((0.3, 0.2), (0.6, 0.8)),)))
    saved = bench.simulation.save()
    again = Bench()
    again.simulation.restore(msgspec.Raw(msgspec.json.encode(saved.content)), {}, {})
    assert again.simulation.scene == bench.simulation.scene
    again.settle()
    assert (again.simulation.busy, again.simulation.step) == (False, 0)
    again.send(Start(SIMULATION_ID))
    assert again.settle().run.epoch == 5
    again.close()
