"""The played person draws what she is told, and the measuring tools see what happens."""

from itertools import islice

import numpy as np
import pytest

from app.appearance.settings import settings_folder
from app.automation.ui_driver import (
    DRAWINGS,
    SEVEN,
    PenPlayer,
    endless_steps,
    offscreen,
    stroke_steps,
    wait,
    wait_until,
)
from app.widgets.pictures.drawing_pad import DrawingPad
from app.window.paint_log import PaintLog, StartupProbe


@pytest.fixture
def pad(theme, qtbot):
    pad = DrawingPad(theme)
    qtbot.addWidget(pad)
    pad.resize(300, 200)
    pad.show()
    return pad


def test_a_stroke_begins_and_ends_where_its_path_does():
    steps = list(stroke_steps(SEVEN))
    assert steps[0] == ("press", *SEVEN[0])
    assert steps[-1] == ("release", *SEVEN[-1])
    assert {kind for kind, _, _ in steps[1:-1]} == {"move"}


def test_the_pen_goes_on_for_ever_with_a_clean_pad_between_two_digits():
    steps = list(islice(endless_steps(), 1_000))
    assert len(steps) == 1_000
    assert sum(kind == "clear" for kind, _, _ in steps) >= len(DRAWINGS)


def test_what_is_drawn_arrives_on_the_pad_where_it_was_meant(pad):
    PenPlayer(pad).draw_once(SEVEN)
    (stroke,) = pad.strokes
    points = np.array(stroke)
    np.testing.assert_allclose(points[[0, -1]], [SEVEN[0], SEVEN[-1]], atol=0.01)


def test_the_pen_plays_by_itself_until_it_is_stopped(pad):
    moves = []
    player = PenPlayer(pad, moves.append)
    player.start()
    assert wait_until(lambda: len(moves) > 5, 5.0)
    player.stop()
    assert not pad.drawing


def test_waiting_ends_when_time_is_up():
    assert not wait_until(lambda: False, 0.02)


def test_finished_pictures_are_noticed(pad):
    seen = []
    log = PaintLog(pad, lambda: seen.append(pad.isVisible()))
    pad.update()
    assert wait_until(lambda: len(seen) > 0, 5.0)
    assert log.parent() is pad


def test_the_probe_reports_the_first_and_the_third_picture_and_closes(pad, capsys):
    probe = StartupProbe(pad, pad)
    for shade in range(6):
        pad.show_picture(np.full((28, 28), shade / 6, np.float32))
        wait(20)
        if not pad.isVisible():
            break
    first, moving = (float(word) for word in capsys.readouterr().out.split())
    assert 0 < first < moving
    assert probe is not None


def test_windows_behind_the_stage_do_not_touch_the_person_s_settings(qapp):
    before = settings_folder()
    with offscreen():
        assert settings_folder() != before
    assert settings_folder() == before
