"""A shown page Results whose runs follow a script."""

from __future__ import annotations

import pytest

from app.pages.results.view import ResultsPage
from engine.commands.transport import Open
from engine.simulations import SIMULATIONS
from engine.simulations.results.simulation import Results
from tests.support.pages.results_page import Scripted


class Hand:
    """The page, and the engine behind it."""

    def __init__(self, worker, theme):
        self.worker, self.now = worker, 0.0
        self.page = ResultsPage(self.send, theme)
        self.table, self.card = self.page.table, self.page.card
        worker.send(Open("results", "results", 1))

    def send(self, command):
        """Send a command, and show what came of it."""
        self.worker.send(command)
        self.take()
        return 0

    def take(self):
        """Show what there is now."""
        snapshot = self.worker.work()
        self.page.show_snapshot(snapshot)
        self.page.render_text(snapshot)

    def report(self, *reports):
        """Let the run under way report, and show what came of it."""
        Scripted.made[-1].say(*reports)
        self.take()

    def choose(self, id_):
        """Click on a row."""
        item = next(each for each in self.table.items() if each.text(0).startswith(id_))
        self.table.tree.setCurrentItem(item)


@pytest.fixture
def hand(qtbot, live_worker, theme, no_leaks, monkeypatch, tmp_path):
    """Return the shown page; MNIST is on the machine, one's own results lie in a new folder."""
    monkeypatch.setattr(Scripted, "made", [])
    monkeypatch.setattr("engine.simulations.results.simulation.find_mnist", lambda: tmp_path)
    monkeypatch.setitem(
        SIMULATIONS, "results", lambda seed, _: Results(seed, lambda: 0.0, tmp_path, Scripted)
    )
    hand = Hand(live_worker, theme)
    hand.page.resize(1200, 650)
    hand.page.show()
    qtbot.waitExposed(hand.page)
    hand.take()
    yield hand
    hand.page.close()
    hand.page.deleteLater()
