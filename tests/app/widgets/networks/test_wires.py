"""Wires have the width, the dashes and the colour of their strength, whoever draws them."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from app.widgets.networks import wires
from app.widgets.networks.network_geometry import STRIPS, Column, Wires
from app.widgets.networks.wires import LEVELS, Lines, WireStyler, picture_of, wire_start

LEFT = Column(1, 10.0, (0, 1, 2), (20.0, 40.0, 60.0), 4.0)
RIGHT = Column(2, 90.0, (0, 1), (25.0, 55.0), 6.0)
FLOWS = Wires(np.array([2, 0, 1]), np.array([0, 1, 1]), np.array([0.01, -0.5, 1.0]))


def line(ends, width=4.0, dash=0.0, colour=0xFF000000):
    """Return one line."""
    return Lines(
        np.array([ends], np.float32),
        np.array([width], np.float32),
        np.array([dash], np.float32),
        np.array([colour], np.uint32),
    )


def darkness(image):
    """Return how dark each pixel of a picture on white paper is, 0..255."""
    levels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return 255.0 - levels[:, :, 1]


@pytest.fixture
def paint(qapp, monkeypatch):
    """Return (lines, ratio) -> darkness of a 100 × 60 picture that Qt has drawn."""
    monkeypatch.setattr(wires, "loaded", lambda *_: None)

    def draw(lines, ratio=1.0):
        return darkness(picture_of([lines], QSize(100, 60), ratio, QColor("white")))

    return draw


def test_wires_go_from_edge_to_edge_of_their_neurons(theme):
    lines = WireStyler(theme, 30.0).lines(LEFT, RIGHT, FLOWS)
    np.testing.assert_array_equal(
        lines.ends, [[14, 60, 84, 25], [14, 20, 84, 55], [14, 40, 84, 55]]
    )


def test_negative_wires_are_dashed_and_strong_ones_wide(theme):
    lines = WireStyler(theme, 30.0).lines(LEFT, RIGHT, FLOWS)
    assert (lines.dashes > 0).tolist() == [False, True, False]
    assert lines.widths[0] == lines.widths[1] == theme.size("line")
    assert lines.widths[2] == pytest.approx(1.7 * theme.size("line"))


def test_a_stronger_wire_differs_more_from_the_paper(theme):
    strengths = np.array([0.05, 0.2, 0.4, 0.6, 0.8, 1.0])
    flows = Wires(np.zeros(LEVELS, int), np.zeros(LEVELS, int), strengths)
    paper = theme.color("surface")

    def contrast(**how):
        colours = WireStyler(theme, 30.0).lines(LEFT, RIGHT, flows, **how).colours
        parts = [QColor.fromRgb(int(colour)) for colour in colours]
        return np.array([abs(part.red() - paper.red()) for part in parts])

    assert (np.diff(contrast()) > 0).all()
    assert (contrast(faded=True) < contrast()).all()
    path = WireStyler(theme, 30.0).lines(LEFT, RIGHT, flows, on_path=True).colours[-1]
    assert QColor.fromRgb(int(path)) == theme.color("accent")


def test_wires_leave_strips_at_their_edge_and_neurons_at_theirs():
    strips = Column(0, 50.0, tuple(range(STRIPS)), tuple(map(float, range(STRIPS))), 3.0)
    assert wire_start(strips, 30.0) == 67.0
    assert wire_start(LEFT, 30.0) == 14.0


def test_a_line_covers_its_width_and_nothing_else(paint):
    dark = paint(line([10, 30, 90, 30]))
    assert dark.sum() / 255 == pytest.approx(80 * 4, rel=0.02)
    assert (dark[28:32, 10:90] == 255).all()
    assert not dark[:27].any()


def test_dashes_cover_three_fifths_of_a_line(paint):
    whole, dashed = paint(line([0, 30, 100, 30])), paint(line([0, 30, 100, 30], dash=12.0))
    assert dashed.sum() / whole.sum() == pytest.approx(0.6, abs=0.02)


def test_a_sharper_screen_shows_the_same_lines_larger(paint):
    plain, sharp = paint(line([10, 30, 90, 30])), paint(line([10, 30, 90, 30]), 2.0)
    assert sharp.shape == (120, 200)
    np.testing.assert_array_equal(sharp[::2, ::2], plain)


@pytest.mark.parametrize("dash", [0.0, 12.0])
def test_the_kernel_draws_the_same_lines_as_qt(paint, monkeypatch, dash):
    from engine.kernels.drawing.lines import draw_lines

    slanted = line([8, 10, 92, 52], 3.0, dash)
    theirs = paint(slanted)
    monkeypatch.setattr(wires, "loaded", lambda *_: draw_lines)
    ours = paint(slanted)
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.05)
    assert np.abs(ours - theirs).mean() < 2
