"""The card: run, stop, go on; why not; where the experiment is opened."""

from __future__ import annotations

import pytest

from app.pages.results.lines import lines_of
from app.pages.results.openings import opening_of
from app.pages.results.titles import SAID, TITLES
from engine.commands.runs import BeginRun
from engine.commands.transport import Open
from engine.experiments import ALL
from engine.session.session import Session
from engine.simulations import SIMULATIONS
from engine.simulations.results.rows import rows_of
from tests.support.pages.cases import CASES
from tests.support.pages.results_page import Scripted, epoch, result

ROWS = {each.id: each for each in rows_of({}, {})}


def test_titles_and_remarks_are_those_of_the_engine():
    assert {id_: row.title for id_, row in ROWS.items()} == TITLES
    assert {row.book.what for row in ROWS.values()} == set(SAID)


def test_a_run_is_started_watched_stopped_and_continued(hand):
    button = hand.card.run_button
    button.click()
    assert button.text() == "Stop 1.A"
    hand.report({"share": 0.0}, epoch(1, 0.8), {"share": 0.5})
    assert "50 % done" in hand.card.words.text()
    assert hand.card.progress.isVisible()
    assert hand.card.progress.value() == 500
    hand.choose("1.B")
    assert button.text() == "Stop 1.A"
    button.click()
    hand.choose("1.A")
    assert button.text() == "Go on"
    assert hand.card.words.text() == "stopped at 50 %, kept"
    assert not hand.card.progress.isVisible()
    button.click()
    hand.report(result(0.951), {"ended": 0})
    assert button.text() == "Run it now"
    assert next(hand.table.items()).text(5) == "in full, mine"
    assert any("run on this machine" in line.left for line in hand.card.lines.lines)


def test_a_failure_is_said_in_the_card(hand):
    hand.card.run_or_stop()
    hand.report({"refused": ["expected {a}, got none", {"a": "paper"}]}, {"ended": 0})
    assert hand.card.words.text() == "Expected paper, got none"


def test_a_grey_button_says_why(hand, monkeypatch):
    hand.choose("6.N")
    assert not hand.card.run_button.isEnabled()
    assert "not built" in hand.card.run_button.toolTip()
    assert not hand.card.open_button.isEnabled()
    monkeypatch.setattr("engine.simulations.results.simulation.find_mnist", lambda: None)
    hand.choose("1.A")
    assert not hand.card.run_button.isEnabled()
    assert "page Digits" in hand.card.words.text()
    assert hand.card.open_button.isEnabled()
    assert not Scripted.made


def test_settings_that_an_experiment_has_not_are_grey(hand):
    hand.choose("1.H")
    assert not hand.card.form.rows["seed"].control.isEnabled()
    hand.choose("1.A")
    assert hand.card.form.rows["seed"].control.isEnabled()


def test_a_shortened_run_is_said_with_both_numbers_of_epochs(hand):
    hand.choose("6.H")
    assert any("12 epochs instead of 60" in line.left for line in hand.card.lines.lines)


def test_every_row_has_lines_and_most_have_a_page():
    assert all(lines_of(each) for each in ROWS.values())
    without = {id_ for id_ in ALL if opening_of(ROWS[id_]) is None}
    assert without == {"1.G", "1.H", "1.I", "1.J", "1.K", "1.L", "1.N", "2.E", "3.K", "6.N", "6.O"}


@pytest.mark.parametrize("id_", ["1.B", "1.A", "3.D", "3.N", "3.T", "4.G", "5.I", "2.A", "6.H"])
def test_what_a_page_is_told_it_takes(id_, monkeypatch):
    opening = opening_of(ROWS[id_])
    for name, cases in CASES.items():
        monkeypatch.setitem(SIMULATIONS, name, cases.make or SIMULATIONS[name])
    session = Session()
    session.apply(Open(opening.page, opening.page))
    accepts = session.snapshot().simulation(opening.page).accepts
    assert type(opening.command) in accepts
    if not isinstance(opening.command, BeginRun):
        session.apply(opening.command)
        assert session.snapshot().notice is None
    session.close()


def test_opening_asks_the_window_for_the_page_with_the_settings(hand):
    asked = []
    hand.page.elsewhere.connect(lambda page, command: asked.append((page, command)))
    hand.choose("1.B")
    hand.card.open_button.click()
    page, command = asked[0]
    assert page == "digits"
    settings = dict(command.settings)
    assert (command.data, settings["layers"], settings["eta"]) == ("mnist", "784-100-10", 3.0)


def test_a_lecture_keeps_both_numbers_and_what_they_are(hand, theme):
    hand.choose("1.A")
    theme.set_lecture(True)
    hand.take()
    said = [(line.left, line.right) for line in hand.card.lines.lines]
    assert said[:2] == [("the book", "95.42 %, best, test"), ("ours", "95.27 %, best, test")]
    assert next(hand.table.items()).text(2) == "95.42 %"
    assert hand.page.sentence.text() == "57 of 61 numbers agree with the book."
