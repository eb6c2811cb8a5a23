"""The opening is short, moves one thing at a time, and ends by itself."""

import numpy as np
import pytest

from app.pages.digits.reading.opening import (
    GHOST_DIGIT,
    PEN_MS,
    TOTAL_MS,
    WAVE_MS,
    beginning,
    opening_frame,
)


def test_the_opening_is_over_after_two_and_a_half_seconds():
    assert TOTAL_MS <= 2500
    assert opening_frame(2500).done


def test_first_the_pen_then_the_wave_then_the_bars():
    pen, wave, bars = (
        opening_frame(PEN_MS / 2),
        opening_frame(PEN_MS + WAVE_MS / 2),
        opening_frame(PEN_MS + WAVE_MS + 100),
    )
    assert (pen.wave, pen.bars) == (0.0, 0.0)
    assert 0 < len(pen.strokes[0]) < len(GHOST_DIGIT)
    assert 0.0 < wave.wave < 1.0
    assert wave.bars == 0.0
    assert bars.wave is None
    assert 0.0 < bars.bars < 1.0


def test_reduced_motion_shows_the_end_at_once():
    frame = opening_frame(0.0, reduced_motion=True)
    assert frame.done
    assert frame.strokes == (GHOST_DIGIT,)


def test_the_ghost_s_line_only_grows():
    lengths = [len(opening_frame(time).strokes[0]) for time in np.linspace(0, PEN_MS, 40)]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_beginning_of_a_stroke_has_that_share_of_its_length(share):
    def length(stroke):
        return np.hypot(*np.diff(np.array(stroke), axis=0).T).sum() if len(stroke) > 1 else 0.0

    part = beginning(GHOST_DIGIT, share)
    assert length(part) == pytest.approx(share * length(GHOST_DIGIT))


def test_the_ghost_writes_inside_the_pad():
    points = np.array(GHOST_DIGIT)
    assert points.min() > 0.05
    assert points.max() < 0.95
