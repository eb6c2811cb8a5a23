"""Sixty runs with three lines of 3,000 points each, drawn while the last of them grows."""

from __future__ import annotations

import time

import numpy as np
import pytest

from app.appearance.theme import Theme
from app.widgets.plots import canvas
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot import Plot

RUNS, POINTS, FRAMES = 60, 3_000, 240
DASHES = ((), (5.0, 3.0), (1.5, 2.5))


def run(generator, number):
    """Return x and the three noisy curves of a run."""
    x = np.arange(POINTS) / 100
    clean = 2 * np.exp(-x / (4 + number / 10)) + 0.1
    return x, [clean + share + 0.03 * generator.standard_normal(POINTS) for share in (0, 0.05, 0.1)]


@pytest.mark.parametrize("alone", [False, True], ids=["fixed axis", "growing axis"])
def test_sixty_runs_are_drawn_within_a_frame(qapp, generator, report, say, alone):
    assert canvas
    plot = Plot(Theme(), "plot")
    plot.resize(700, 320)
    plot.show()
    end = POINTS // 3 if alone else POINTS
    ghosts = [
        Line(f"Run {number}" if not part else "", x[:end], y[:end], "cost", ghost=True)
        for number in range(RUNS - 1)
        for x, curves in [run(generator, number)]
        for part, y in enumerate(curves)
    ]
    x, curves = run(generator, RUNS)
    times = []
    for points in range(POINTS // 2, POINTS // 2 + FRAMES):
        lines = [
            Line(name, x[:points], y[:points], "cost", dash)
            for name, y, dash in zip(
                ("training", "validation", "test"), curves, DASHES, strict=True
            )
        ]
        begun = time.perf_counter()
        right = float(x[points - 1]) if alone else float(x[-1])
        plot.show_figure(Figure([*ghosts, *lines], (0.0, right, 0.0, 2.5), Axis("epoch")))
        plot._canvas.view.viewport().repaint()
        times.append(time.perf_counter() - begun)
    plot.close()
    plot.deleteLater()
    report(times[5:], "median 17, p99 33", f"60 runs, {'growing' if alone else 'fixed'} axis")
    say(f"60 runs: p99 {1000 * np.percentile(times[5:], 99):.1f} ms")
