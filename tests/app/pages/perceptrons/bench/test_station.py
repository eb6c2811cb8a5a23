"""The station of the bench: prepared circuits and their names."""

from __future__ import annotations

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.pages.perceptrons import (
    AddInput,
)
from tests.support.pages.shown.perceptrons import go, show


def test_both_adders_are_named_and_the_box_follows_what_stands_there(page, live_worker):
    station = go(page, live_worker, "bench")
    for name in ("adder", "short-adder"):
        station.bench_box.setCurrentIndex(station.bench_box.findData(name))
        station.bench_box.activated.emit(station.bench_box.currentIndex())
        show(page, live_worker)
        assert "4 of 4 rows" in page.sentence.text()
    live_worker.send(AddInput(SIMULATION_ID))
    show(page, live_worker)
    assert station.bench_box.currentText() == "a circuit of your own"
