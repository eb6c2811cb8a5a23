"""Vanishing gradients: how soon a slider is seen at ten layers, and frames while they learn."""

from __future__ import annotations

import time
from functools import partial

import numpy as np
import pytest

from app.automation.ui_driver import wait, wait_until
from app.automation.window_benchmark import FrameRecord
from app.window.paint_log import PaintLog
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import SetChainNumber
from engine.commands.transport import Open, Start
from engine.data.digits.built_in import built_in_digits
from engine.networks.network import Network
from engine.session.session import Session
from engine.vanishing.ablations import begun, specification_of
from engine.vanishing.deep_descent import Rule
from engine.vanishing.initial_gradients import InitialGradients, Shape
from tests.benchmarks.test_pages import SLIDES, slide
from tests.reference.naive_speeds import layer_gradients

SIMULATION_ID = "vanishing"
DEEP = Shape(10, 30, "sigmoid", "1/sqrt(n_in)", "cross-entropy")


@pytest.fixture(scope="module")
def examples():
    """Return a thousand pictures and their one-hot labels."""
    digits = built_in_digits(1_000, 0)
    return digits.x, np.eye(10, dtype=np.float32)[digits.labels]


def laboratory(open_window):
    """Return a window on the page whose pictures are loaded."""
    window = open_window(SIMULATION_ID)
    wait_until(lambda: _moment(window) is not None, 30.0)
    wait(1_500)
    return window


def _moment(window):
    run = window.worker.latest.simulation(SIMULATION_ID)
    return None if run is None else run.payload.laboratory.moment


def _change(send, name, value, number):
    return send(SetSetting(SIMULATION_ID, name, value(number)))


def test_slider_to_bars(open_window, report):
    window = laboratory(open_window)
    send = window.worker.send
    ways = {
        "depth": lambda n: 2 + n % 9,
        "activation": lambda n: ("relu", "sigmoid", "tanh")[n % 3],
        "initialiser": lambda n: ("he", "normal", "1/sqrt(n_in)")[n % 3],
    }
    for name, value in ways.items():
        send(SetSetting(SIMULATION_ID, "depth", 10))
        wait(2_500)
        times = slide(window, partial(_change, send, name, value), SIMULATION_ID)
        report(times, "p95 ≤ 100 ms", f"slider {name} to bars")


def test_a_weight_of_the_chain_is_dragged(open_window, report):
    window = laboratory(open_window)
    send = window.worker.send
    send(SetSetting(SIMULATION_ID, "station", "chain"))
    send(SetSetting(SIMULATION_ID, "chain_neurons", 10))
    wait(800)
    wave = np.sin(np.arange(SLIDES) / 8)

    def drag(number):
        return send(
            SetChainNumber(
                SIMULATION_ID, "w", 4, float(wave[number]), finished=number == SLIDES - 1
            )
        )

    report(slide(window, drag, SIMULATION_ID), "p95 ≤ 50 ms", "dragging a weight of ten neurons")


def test_frames_while_ten_layers_learn(open_window, report, say):
    window = laboratory(open_window)
    window.worker.send(SetSetting(SIMULATION_ID, "depth", 10))
    window.worker.send(SetSetting(SIMULATION_ID, "speed", 1_000.0))
    wait(2_500)
    record = FrameRecord()

    def note():
        if window.page.snapshot is not record.shown:
            record.shown = window.page.snapshot
            record.frames.append(time.perf_counter())

    log = PaintLog(window, note)
    window.worker.send(Start(SIMULATION_ID))
    wait(1_000)
    record.frames.clear()
    first, begin = _moment(window).step, time.perf_counter()
    wait(5_000)
    passed = time.perf_counter() - begin
    assert log
    gaps = np.diff(np.array(record.frames))
    report(gaps, "60 a second: median ≤ 17 ms", "ten layers learning, between frames")
    say(f"ten layers: {(_moment(window).step - first) / passed:.0f} epochs a second in the window")


def test_ten_layers_alone(report, say):
    session = Session()
    session.apply(Open(SIMULATION_ID, SIMULATION_ID))
    while session.advance(0.01) and session._simulations[SIMULATION_ID].laboratory.busy:
        pass
    for name, value in (("depth", 10), ("speed", 1_000.0)):
        session.apply(SetSetting(SIMULATION_ID, name, value))
    while session.advance(0.01) and session._simulations[SIMULATION_ID].laboratory.busy:
        pass
    session.apply(Start(SIMULATION_ID))
    begin = time.perf_counter()
    while time.perf_counter() - begin < 3.0:
        session.advance(0.01)
    step = session.snapshot().simulation(SIMULATION_ID).step
    say(f"ten layers: {step / 3:.0f} epochs a second alone")
    session.close()


def test_an_epoch_of_full_batch_descent(examples, report):
    for depth in (4, 10):
        descent = begun(Shape(depth, *_rest()), *examples, 1)
        times, pieces = [], []
        while not descent.piece():
            pass
        for _ in range(60):
            begin = time.perf_counter()
            descent.begin(Rule(0.1, 5.0))
            ended = False
            while not ended:
                start = time.perf_counter()
                ended = descent.piece()
                pieces.append(time.perf_counter() - start)
            times.append(time.perf_counter() - begin)
        report(times[5:], "500 epochs at four layers in 60 s: 120 ms", f"an epoch, {depth} layers")
        report(pieces, "≤ 10 ms", f"a piece of it, {depth} layers")


def test_bars_of_a_seed_beside_the_readable_network(examples, say):
    x, y = examples
    depths, times = InitialGradients(x, y), {"bars": [], "network": []}
    for seed in range(1, 21):
        depths.bars(DEEP, seed)
    for seed in range(1, 21):
        begin = time.perf_counter()
        depths.bars(DEEP, seed)
        times["bars"].append(time.perf_counter() - begin)
        specification = specification_of(DEEP, 784, 10)
        begin = time.perf_counter()
        network = Network.initialised(specification, DEEP.initialiser, seed)
        layer_gradients(network, x, y, DEEP.cost)
        times["network"].append(time.perf_counter() - begin)
    ratio = np.median(times["network"]) / np.median(times["bars"])
    say(f"bars of a seed, ten layers: {ratio:.1f} times as fast as the whole gradient")


def _rest():
    return DEEP.width, DEEP.activation, DEEP.initialiser, DEEP.cost
