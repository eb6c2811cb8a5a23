"""Every page: how soon a slider is seen; the playground and the surface while they learn."""

from __future__ import annotations

import time

import numpy as np
import pytest

from app.automation.ui_driver import wait
from app.automation.window_benchmark import FrameRecord
from app.window.linked_views import LinkedViews
from app.window.paint_log import PaintLog
from engine.commands.edits import SetSetting
from engine.commands.linked_view import MoveOnSlice
from engine.commands.observation import Observe, TurnView
from engine.commands.pages.backprop import SetNumber
from engine.commands.pages.surface import DropBall, MoveBall
from engine.commands.transport import Open, Pause, SetPace, Start
from engine.session.session import Session
from engine.surfaces.loss_slice import SIDE, heights_on, random_slice
from engine.surfaces.surfaces import SURFACE
from engine.surfaces.terrain import View, relief_picture, scaled
from tests.support.states import refreshed

SLIDES = 120
LEARNING = {"data": "spirals", "layers": "2-4-2-1", "epochs": 100_000}


def slide(window, send, run):
    """Return the seconds from each command to the picture that knows it."""
    painted = {}

    def note():
        snapshot = window.page.snapshot
        if snapshot is not None:
            painted.setdefault(snapshot.generation, time.perf_counter())

    log = PaintLog(window, note)
    sent = []
    for number in range(SLIDES):
        generation = send(number)
        sent.append((generation, time.perf_counter()))
        wait(25)
    wait(300)
    assert log
    seen = sorted(painted.items())
    times = [
        next((at for known, at in seen if known >= generation), np.inf) - begun
        for generation, begun in sent
    ]
    assert np.isfinite(times).all(), f"{run}: some commands were never shown"
    return times


def sliders(window):
    """Return by page what is dragged: (number) -> generation."""
    send = window.worker.send
    wave = np.sin(np.arange(SLIDES) / 8)
    return {
        "builder": lambda n: send(SetSetting("builder", "noise", 0.3 + 0.2 * float(wave[n]))),
        "surface": lambda n: send(
            MoveBall("surface", 5 * float(wave[n]), 2.0, finished=n == SLIDES - 1)
        ),
        "perceptrons": lambda n: send(SetSetting("perceptrons", "threshold", 5 * float(wave[n]))),
        "backprop": lambda n: send(
            SetNumber("backprop", "w", 0, 0, 0, float(wave[n]), finished=n == SLIDES - 1)
        ),
    }


@pytest.mark.parametrize("page", ["perceptrons", "builder", "surface", "backprop"])
def test_slider_to_picture(open_window, report, page):
    window = open_window(page)
    wait(3_500)
    window.worker.send(Pause(page))
    if page == "backprop":
        window.worker.send(SetSetting(page, "layers", "5-5-4-3"))
    if page == "surface":
        window.worker.send(DropBall(page, 1.0, 1.0))
    wait(500)
    report(slide(window, sliders(window)[page], page), "p95 ≤ 50 ms", f"slider on {page}")


def test_turning_the_relief_is_seen(open_window, report):
    window = open_window("surface")
    wait(3_000)
    times = slide(window, lambda n: window.worker.send(TurnView("surface", 3.0 * n, 40.0)), "turn")
    report(times, "p95 ≤ 50 ms", "turning the relief")


def test_the_ball_of_a_network_is_dragged(open_window, report):
    window = open_window("builder")
    wait(3_500)
    window.worker.send(Pause("builder"))
    window.findChild(LinkedViews).look("surface", "builder")
    wait(1_500)

    def drag(number):
        return window.worker.send(
            MoveOnSlice("builder", 0.5 * np.sin(number / 8), 0.2, finished=number == SLIDES - 1)
        )

    report(slide(window, drag, "drag"), "p95 ≤ 50 ms", "dragging the ball of 2-4-1")


def test_playground_frames_and_speed(open_window, report, say):
    """Frames of the playground while 2-4-2-1 learns as fast as it can, and at what speed."""
    window = open_window("builder")
    wait(4_000)
    window.worker.send(Pause("builder"))
    alone = Session()
    alone.apply(Open("builder", "builder"))
    for name, value in LEARNING.items():
        window.worker.send(SetSetting("builder", name, value))
        alone.apply(SetSetting("builder", name, value))
    window.worker.send(SetPace("builder"))
    alone.apply(SetPace("builder"))
    alone.apply(Start("builder"))
    run = alone._simulations["builder"]
    record = FrameRecord()

    def note():
        if window.page.snapshot is not record.shown:
            record.shown = window.page.snapshot
            record.frames.append(time.perf_counter())

    log = PaintLog(window, note)
    speeds = {"window": [], "alone": []}
    for _ in range(4):
        window.worker.send(Start("builder"))
        wait(300)
        record.frames.append(np.nan)
        speeds["window"].append(
            _speed(lambda: window.worker.latest.simulation("builder").step, wait)
        )
        record.frames.append(np.nan)
        window.worker.send(Pause("builder"))
        wait(200)
        window.clock.stop()
        speeds["alone"].append(_speed(lambda: run.step, lambda ms: _advance(alone, ms)))
        window.clock.start()
    assert log
    gaps = np.diff(np.array(record.frames))
    report(gaps[np.isfinite(gaps)], "60 a second: median ≤ 17 ms", "playground, between frames")
    ratio = sum(speeds["window"]) / sum(speeds["alone"])
    say(f"playground learns at {100 * ratio:.0f} % of headless speed (asked: ≥ 85 %)")
    alone.close()


def _speed(step, live):
    begun, before = time.perf_counter(), step()
    live(2_000)
    return (step() - before) / (time.perf_counter() - begun)


def _advance(session, ms):
    begun = time.perf_counter()
    while time.perf_counter() - begun < ms / 1000:
        session.advance(0.008)


def test_pictures_of_all_neurons(report):
    session = Session()
    session.apply(Open("builder", "builder"))
    session.apply(SetSetting("builder", "layers", "2-4-2-1"))
    simulation = session._simulations["builder"]
    session.apply(Observe("builder", frozenset({"plane"})))
    times = []
    for number in range(200):
        simulation.learning.network.parameters[0] = number / 100
        begun = time.perf_counter()
        playground = refreshed(simulation, "plane").playground
        times.append(time.perf_counter() - begun)
    assert playground.levels.shape == (7, 64, 64)
    report(times[5:], "30 a second: ≤ 33 ms", "all neuron pictures 64×64 of 2-4-2-1")
    session.close()


@pytest.mark.parametrize(
    ("layers", "examples", "asked"),
    [("2-4-1", 250, "10 a second: ≤ 100 ms"), ("784-30-10", 1000, "5 a second: ≤ 200 ms")],
)
def test_a_surface_41_by_41(report, layers, examples, asked):
    from engine.networks.network import Network
    from engine.networks.specification import parse_layers

    specification = parse_layers(layers)
    network = Network.initialised(specification, "1/sqrt(n_in)", 1)
    generator = np.random.default_rng(1)
    x = generator.random((examples, specification.sizes[0]))
    y = np.zeros((examples, specification.sizes[-1]))
    y[np.arange(examples), generator.integers(0, y.shape[1], examples)] = 1.0
    playground = random_slice(specification, network.parameters.astype(np.float64), 1)
    times = []
    for _ in range(12):
        begun = time.perf_counter()
        heights = heights_on(playground, specification, x, y, "cross-entropy")
        for row in range(SIDE):
            heights.row(row)
        times.append(time.perf_counter() - begun)
    report(times[2:], asked, f"surface 41×41 of {layers} on {examples}")


def test_a_relief(report):
    heights = SURFACE["waves"].heights(81)
    shares = scaled(heights, float(heights.min()), float(heights.max()))
    times = []
    for turn in range(60):
        begun = time.perf_counter()
        picture = relief_picture(shares, View(6.0 * turn, 38.0))
        times.append(time.perf_counter() - begun)
    report(
        times[2:], "≤ 16 ms at 600×450", f"relief of 81×81, {picture.shape[1]}×{picture.shape[0]}"
    )
