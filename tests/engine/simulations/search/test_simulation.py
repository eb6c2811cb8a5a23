"""The page as a whole: the map fills, stations, undo, documents, refusals."""

from __future__ import annotations

import msgspec
import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.pages.search import ChangeRow, RunRow
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.search.trial import train_trial
from engine.simulations.search.settings import LOOKS, SETTINGS, STATIONS
from engine.snapshots import Status
from tests.support.pages.search.session import SIMULATION_ID, Bench


def test_names_of_settings_are_unique():
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
    assert set(names) > LOOKS


def test_every_station_has_a_view_of_its_own(bench):
    seen = [bench.set(station=station) for station in STATIONS]
    assert [(s.map is not None, bool(s.rows), s.ladder is not None) for s in seen] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip


def test_the_map_opens_with_a_stored_one_and_fills_when_it_is_played(small):
    assert Bench().state.map.sample.shape == (20, 20)
    small.send(Start(SIMULATION_ID))
    seen = small.settle()
    assert (small.shown.status, seen.step, seen.map.sample) == (Status.FINISHED, 9, None)
    assert sorted(seen.map.numbers.tolist()) == list(range(9))
    assert seen.map.best.result.score == max(seen.map.scores)


def test_a_cell_is_the_trial_that_its_plan_trains_bit_for_bit(small):
    small.send(Start(SIMULATION_ID))
    small.settle()
    found = small.set(chosen=5).map.chosen
    plan = small.simulation.scene.plan()
    data = plan.prepared(plan.data.load())
    *_, again = train_trial(plan, plan_trial(plan, 5), data)
    assert found.result.digest == again.digest
    assert found.result.values == plan.space.cell(5)


def plan_trial(plan, number):
    from engine.search.trial import Trial

    return Trial(number, plan.space.cell(number))


def test_the_time_line_shows_trials_in_the_order_in_which_they_ended(small):
    small.send(Start(SIMULATION_ID))
    order = small.settle().map.numbers.tolist()
    small.send(Seek(SIMULATION_ID, 4))
    assert small.state.map.numbers.tolist() == order[:4]
    assert (small.state.step, small.state.last_step) == (4, 9)
    small.send(Step(SIMULATION_ID, 1))
    assert small.state.step == 5


def test_a_step_trains_one_network_more_and_pauses(small):
    small.send(Step(SIMULATION_ID, 1))
    small.settle()
    assert (small.shown.status, small.state.step) == (Status.PAUSED, 1)


def test_a_search_that_was_paused_goes_on(small):
    small.send(Start(SIMULATION_ID))
    small.settle(lambda state: state.last_step >= 2)
    small.send(Pause(SIMULATION_ID))
    held = small.state.last_step
    assert not small.simulation.busy
    small.send(Start(SIMULATION_ID))
    assert small.settle().last_step == 9 > held


def test_undo_brings_the_results_of_another_search_back(small):
    small.send(Start(SIMULATION_ID))
    small.settle()
    assert small.set(across="momentum").last_step == 0
    small.send(Undo())
    assert small.state.last_step == 9
    small.send(Reset(SIMULATION_ID))
    assert small.state.last_step == 0


def test_both_axes_are_exchanged_when_one_takes_the_setting_of_the_other(bench):
    bench.set(up_values="log:0.1:1")
    settings = bench.set(across="lambda").settings
    assert (settings["up"], settings["up_values"]) == ("eta", "log:0.01:100")
    assert settings["across_values"] == "log:0.1:1"


def test_random_values_are_points(small):
    small.set(strategy="random", trials=6)
    small.send(Start(SIMULATION_ID))
    seen = small.settle().map
    assert seen.cells == (0, 0)
    assert len(seen.places) == 6
    assert ((seen.places >= 0) & (seen.places <= 1)).all()


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("across_values", "log:-1:3", "must be"),
        ("across_values", "log:", "expected"),
        ("fixed", "momentum", "such as momentum=0.9"),
        ("layers", "2-x", "expected layers"),
        ("cluster", "10.0.0.1:8786", "on this machine"),
        ("across", "expand", "expand"),
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(small, name, value, part):
    before = small.simulation.scene
    small.send(SetSetting(SIMULATION_ID, name, value))
    assert part in str(small.session.snapshot().notice)
    assert small.simulation.scene == before


def test_a_journal_of_another_search_is_refused_when_it_is_played(small, tmp_path):
    path = str(tmp_path / "search.jsonl")
    small.set(journal=path)
    small.send(Start(SIMULATION_ID))
    assert small.settle().last_step == 9
    small.set(epochs=2)
    small.send(Start(SIMULATION_ID))
    small.settle()
    assert "another epochs" in str(small.state.failure) or "settings" in str(small.state.failure)
    assert small.shown.status is Status.PAUSED


def test_a_journal_is_resumed_by_a_new_window(small, tmp_path):
    path = str(tmp_path / "search.jsonl")
    small.set(journal=path)
    small.send(Start(SIMULATION_ID))
    small.settle(lambda state: state.last_step >= 3)
    small.close()
    again = Bench()
    again.set(count=3, epochs=3, journal=path)
    again.send(Start(SIMULATION_ID))
    assert again.settle().last_step == 9
    again.close()


def test_unknown_data_are_a_sentence_when_the_map_is_played(small):
    small.set(data="nothing-there")
    small.send(Start(SIMULATION_ID))
    assert "nothing-there" in str(small.settle().failure)


def test_a_document_keeps_settings_and_results(small):
    small.send(Start(SIMULATION_ID))
    small.settle()
    small.send(ChangeRow(SIMULATION_ID, 2, "eta", 0.5))
    saved = msgspec.Raw(msgspec.json.encode(small.simulation.save().content))
    again = Bench()
    again.simulation.restore(saved, {}, {})
    assert again.simulation.scene == small.simulation.scene
    assert again.state.map.numbers.tolist() == small.state.map.numbers.tolist()
    assert again.state.map.best.result == small.state.map.best.result
    assert again.simulation.status is Status.PAUSED
    again.close()


def test_a_row_of_the_hunt_is_changed_and_trained_alone(bench):
    bench.set(station="hunt", digits="built-in")
    for name, value in (("epochs", 2), ("train_size", 200), ("eta", 0.5), ("lambda", 0.0)):
        bench.send(ChangeRow(SIMULATION_ID, 5, name, value))
    bench.send(RunRow(SIMULATION_ID, 5))
    row = bench.settle().rows[5]
    assert (len(row.right), row.measured, row.trial.page) == (2, 100, "digits")
    assert row.changed == {"epochs", "train_size", "eta", "lambda"}
    assert [each.trial is None for each in bench.state.rows] == [True] * 5 + [False]
    bench.send(Undo())
    assert bench.state.rows[5].trial is None


def test_the_ladder_is_climbed_to_its_threshold(bench):
    bench.set(station="ladder", digits="built-in", ladder_size=200, ladder_epochs=3)
    bench.send(Start(SIMULATION_ID))
    ladder = bench.settle().ladder
    assert ladder.done
    falls = [rung.eta for rung in ladder.rungs if rung.falls]
    assert ladder.threshold == max(falls)
    assert [rung.eta for rung in ladder.rungs][:2] == [0.01, 0.1]


def test_another_seed_is_an_edit(bench):
    bench.send(Reset(SIMULATION_ID, new_seed=True))
    assert bench.state.settings["seed"] == 2
    bench.send(Undo())
    assert bench.state.settings["seed"] == 1


def test_another_seed_at_the_hunt_is_one_of_every_row(bench):
    bench.set(station="hunt")
    bench.send(Reset(SIMULATION_ID, new_seed=True))
    assert [row.hunt.settings.seed for row in bench.state.rows] == [2] * 6
    bench.send(Undo())
    assert [row.hunt.settings.seed for row in bench.state.rows] == [1] * 6
