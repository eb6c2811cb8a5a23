"""The simulation of the page Results: rows, runs that are stopped and go on, own results."""

from __future__ import annotations

import pytest

from engine.commands.edits import SetSetting, Undo
from engine.commands.transport import Open, Pause, Reset, Seek, Start, Step
from engine.errors import EngineError
from engine.experiments import ALL, EXPERIMENTS
from engine.experiments.stored import load_results
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.results.rows import multiplications, rows_of
from engine.simulations.results.simulation import Results, missing
from engine.simulations.results.state import FULL, NOTED, OWN, SHIPPED, SHORTENED, UNBUILT, UNRUN
from engine.snapshots import Status
from tests.support.pages.results_page import Scripted, epoch, result


class Clock:
    """A clock that a test turns."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    """Return a clock that stands still until a test turns it."""
    return Clock()


@pytest.fixture
def make(monkeypatch, tmp_path, clock):
    """Return what opens a page whose results lie in one folder, with MNIST on the machine."""
    monkeypatch.setattr(Scripted, "made", [])
    monkeypatch.setattr("engine.simulations.results.simulation.find_mnist", lambda: tmp_path)
    monkeypatch.setitem(
        SIMULATIONS, "results", lambda seed, _: Results(seed, clock, tmp_path, Scripted)
    )

    def opened():
        session = Session()
        session.apply(Open("results", "results", 1))
        return session

    return opened


def seen(session):
    """Return the state of the page."""
    return session.snapshot().simulation("results").payload


def status(session):
    """Return the status of the transport."""
    return session.snapshot().simulation("results").status


def row(session, id_):
    """Return a row of the table."""
    return seen(session).rows[ALL.index(id_)]


# --- rows --------------------------------------------------------------------------------------


def test_there_is_a_row_for_each_experiment_of_the_book():
    rows = rows_of(load_results(), {})
    assert [each.id for each in rows] == list(ALL)
    built = {each.id for each in EXPERIMENTS}
    assert {each.id for each in rows if each.standing == UNBUILT} == set(ALL) - built


def test_a_row_says_how_far_its_best_run_went():
    rows = {each.id: each for each in rows_of(load_results(), {})}
    assert (rows["6.B"].standing, rows["6.B"].best.origin) == (FULL, SHIPPED)
    assert rows["6.H"].standing == SHORTENED
    assert (rows["6.H"].best.epochs, rows["6.H"].best.wanted) == (12, 60)
    assert rows["1.B"].best.origin == NOTED
    assert rows["1.K"].standing == UNRUN
    assert rows["1.K"].best is rows["1.K"].difference is rows["1.K"].agrees is None
    assert rows["1.A"].difference == pytest.approx(-0.0015)
    assert rows["1.A"].agrees is True


def test_multiplications_are_counted_forward_back_and_for_the_gradient():
    # a first layer sends no error back: 784·30+30 twice, 30·10+10 three times
    example = 2 * (784 * 30 + 30) + 3 * (30 * 10 + 10)
    assert multiplications("1.A") == example * 50_000 * 30
    assert multiplications("3.D") == example * 1_000 * 400
    assert multiplications("6.H") == 5 * multiplications("6.G")
    assert multiplications("1.G") is None


# --- choosing ------------------------------------------------------------------------------------


def test_steps_go_through_the_book_and_end_at_its_ends(make):
    session = make()
    session.apply(Step("results", 3))
    assert seen(session).chosen.id == "1.D"
    session.apply(Seek("results", 10_000))
    assert seen(session).chosen.id == "6.O"
    session.apply(Step("results", -10_000))
    assert seen(session).chosen.id == "1.A"


def test_choosing_is_no_edit_but_seed_and_length_are(make):
    session = make()
    session.apply(SetSetting("results", "experiment", "3.D"))
    assert session.snapshot().undo is None
    session.apply(SetSetting("results", "length", "3"))
    session.apply(Reset("results", new_seed=True))
    assert seen(session).settings["seed"] == 2
    session.apply(Undo())
    session.apply(Undo())
    assert (seen(session).settings["seed"], seen(session).settings["length"]) == (1, "whole")
    assert seen(session).chosen.id == "3.D"


def test_the_chosen_recorded_run_has_its_curve(make):
    session = make()
    assert len(row(session, "1.A").best.curve) == 30
    assert row(session, "3.D").best.curve == ()


# --- running -------------------------------------------------------------------------------------


def test_a_run_reports_its_share_its_curve_and_the_time_that_is_left(make, clock):
    session = make()
    session.apply(Start("results"))
    (runner,) = Scripted.made
    assert (runner.order.id, runner.order.epochs, runner.order.seed) == ("1.A", None, 1)
    assert status(session) is Status.RUNNING
    runner.say({"share": 0.0})
    session.advance(0.01)
    clock.now = 10.0
    runner.say(epoch(1, 0.8), {"share": 0.25})
    session.advance(0.01)
    running = seen(session).running
    assert (running.id, running.share, running.curve) == ("1.A", 0.25, (0.8,))
    assert running.remaining_s == pytest.approx(30.0)
    # the share of another network begins anew
    runner.say({"share": 0.1})
    session.advance(0.01)
    assert seen(session).running.network == 2
    assert seen(session).running.remaining_s is None


def test_a_result_of_ones_own_is_kept_beside_the_shipped_one(make):
    session = make()
    session.apply(SetSetting("results", "length", "3"))
    session.apply(Start("results"))
    assert Scripted.made[-1].order.epochs == 3
    Scripted.made[-1].say(result(0.93, epochs=3), {"ended": 0})
    session.advance(0.01)
    assert status(session) is Status.FINISHED
    # a shortened run does not go before one in full
    assert [each.origin for each in row(session, "1.A").ours] == [SHIPPED, OWN]
    session.apply(Start("results"))
    Scripted.made[-1].say(result(0.951), {"ended": 0})
    session.advance(0.01)
    assert row(session, "1.A").best.value == 0.951
    again = make()
    ours = row(again, "1.A").ours
    assert [each.origin for each in ours] == [OWN, SHIPPED, OWN]
    assert ours[0].date == "2026-11-30"


def test_a_stopped_run_is_kept_and_goes_on_in_the_same_folder_after_closing(make):
    session = make()
    session.apply(Start("results"))
    first = Scripted.made[-1]
    first.say({"share": 0.4})
    session.advance(0.01)
    session.apply(Pause("results"))
    assert first.stopped
    assert not first.closed, "nobody waits for the process"
    assert (status(session), seen(session).kept) == (Status.PAUSED, 0.4)
    session.close()
    again = make()
    assert seen(again).kept == 0.4
    again.apply(Start("results"))
    assert Scripted.made[-1].order.folder == first.order.folder
    Scripted.made[-1].say(result(), {"ended": 0})
    again.advance(0.01)
    assert seen(again).kept is None


def test_a_run_that_begins_at_once_waits_for_the_one_that_is_leaving(make):
    session = make()
    session.apply(Start("results"))
    session.apply(Pause("results"))
    session.apply(Start("results"))
    assert Scripted.made[1].after is Scripted.made[0]


def test_runs_of_another_seed_or_length_have_folders_of_their_own(make):
    session, folders = make(), set()
    for name, value in (("seed", 1), ("seed", 2), ("length", "3")):
        session.apply(SetSetting("results", name, value))
        session.apply(Start("results"))
        session.apply(Pause("results"))
        folders.add(Scripted.made[-1].order.folder)
    assert len(folders) == 3


def test_reset_forgets_what_is_kept(make, tmp_path):
    session = make()
    session.apply(Start("results"))
    Scripted.made[-1].say({"share": 0.4})
    session.advance(0.01)
    session.apply(Reset("results"))
    assert seen(session).running is None
    assert seen(session).kept is None
    assert not list((tmp_path / "checkpoints").iterdir())
    assert status(session) is Status.IDLE


def test_closing_waits_for_the_process(make):
    session = make()
    session.apply(Start("results"))
    session.close()
    assert Scripted.made[-1].closed


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ({"refused": ["expected {what}, got none", {"what": "data"}]}, "expected data, got none"),
        ({"ended": 9}, "ended with status 9"),
    ],
)
def test_a_run_that_fails_says_why(make, report, said):
    session = make()
    session.apply(Start("results"))
    Scripted.made[-1].say(report, {"ended": 9})
    session.advance(0.01)
    assert said in str(seen(session).failure)
    assert said in str(session.snapshot().notice)
    assert seen(session).running is None
    session.apply(Start("results"))
    assert seen(session).failure is None


def test_what_is_not_built_or_has_no_data_is_not_run(make, monkeypatch):
    session = make()
    session.apply(SetSetting("results", "experiment", "6.N"))
    session.apply(Start("results"))
    assert "not built" in str(session.snapshot().notice)
    monkeypatch.setattr("engine.simulations.results.simulation.find_mnist", lambda: None)
    assert "MNIST is not on this machine" in str(missing("1.A"))
    assert missing("2.A") is None
    assert not Scripted.made


def test_a_damaged_file_of_results_is_said_and_left_alone(make, tmp_path):
    (tmp_path / "results.json").write_text("[", encoding="utf-8")
    session = make()
    assert "restore the file or delete it" in str(seen(session).failure)
    assert row(session, "1.A").best.origin == SHIPPED
    session.apply(Start("results"))
    Scripted.made[-1].say(result(), {"ended": 0})
    session.advance(0.01)
    assert "restore the file or delete it" in str(session.snapshot().notice)
    assert (tmp_path / "results.json").read_text(encoding="utf-8") == "["


def test_a_folder_that_cannot_be_made_is_said(make, tmp_path):
    (tmp_path / "checkpoints").write_text("a file", encoding="utf-8")
    session = make()
    with pytest.raises(EngineError, match="can be written"):
        session._simulations["results"].handlers[Start](Start("results"))
