"""The Universality page: how soon a dragged curve is seen, and a hundred towers."""

from __future__ import annotations

import time

import numpy as np

from app.automation.ui_driver import wait
from engine.commands.edits import SetSetting
from engine.commands.observation import TurnView
from engine.commands.pages.universality import (
    DragCurve,
    PaintTower,
    SetHeight,
    SpreadHeights,
)
from engine.commands.transport import Open
from engine.session.session import Session
from tests.benchmarks.test_pages import SLIDES, slide

SIMULATION_ID = "universality"


def test_a_dragged_curve_of_a_hundred_bumps(open_window, report):
    window = open_window(SIMULATION_ID)
    wait(2_500)
    send = window.worker.send
    send(SetSetting(SIMULATION_ID, "bumps", 100))
    send(SpreadHeights(SIMULATION_ID, "best"))
    wait(500)

    def sweep(number):
        x, y = number / SLIDES, float(np.sin(number / 8))
        ends = (x, y, x + 1 / SLIDES, float(np.sin((number + 1) / 8)))
        return send(DragCurve(SIMULATION_ID, *ends, number == SLIDES - 1))

    report(slide(window, sweep, SIMULATION_ID), "p95 ≤ 33 ms", "sweeping over a hundred bumps")


def test_a_dragged_number_of_smooth_neurons(open_window, report):
    window = open_window(SIMULATION_ID)
    wait(2_500)
    send = window.worker.send
    send(SetSetting(SIMULATION_ID, "bumps", 100))
    send(SetSetting(SIMULATION_ID, "steepness", 300.0))
    wait(500)

    def drag(number):
        return send(
            SetHeight(SIMULATION_ID, 40, float(np.sin(number / 8)), finished=number == SLIDES - 1)
        )

    report(
        slide(window, drag, SIMULATION_ID), "p95 ≤ 33 ms", "dragging h of a hundred smooth bumps"
    )


def test_a_hundred_towers_are_drawn(report):
    session = Session()
    session.apply(Open(SIMULATION_ID, SIMULATION_ID))
    for name, value in (
        ("station", "plane"),
        ("plane_figure", "many towers"),
        ("plane_cells", 10),
    ):
        session.apply(SetSetting(SIMULATION_ID, name, value))
    times = []
    for number in range(80):
        session.apply(PaintTower(SIMULATION_ID, 0.5, 0.5, number / 80, finished=False))
        begun = time.perf_counter()
        two_inputs = session.snapshot().simulation(SIMULATION_ID).payload.two_inputs
        times.append(time.perf_counter() - begun)
    assert len(two_inputs.network.v) == 100
    session.close()
    report(times[5:], "≤ 50 ms", "surface, map and relief of 100 towers")


def test_a_hundred_towers_are_painted_and_turned(open_window, report):
    window = open_window(SIMULATION_ID)
    wait(2_500)
    send = window.worker.send
    for name, value in (
        ("station", "plane"),
        ("plane_figure", "many towers"),
        ("plane_cells", 10),
    ):
        send(SetSetting(SIMULATION_ID, name, value))
    wait(800)
    wave = np.sin(np.arange(SLIDES) / 8)

    def paint(number):
        return send(
            PaintTower(SIMULATION_ID, 0.5, 0.5, float(wave[number]), finished=number == SLIDES - 1)
        )

    report(slide(window, paint, SIMULATION_ID), "p95 ≤ 50 ms", "painting one of 100 towers")
    turned = slide(window, lambda n: send(TurnView(SIMULATION_ID, 3.0 * n, 40.0)), SIMULATION_ID)
    report(turned, "p95 ≤ 50 ms", "turning 100 towers")
