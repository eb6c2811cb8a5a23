"""The benchmark of the window pairs moves of the pen with frames, and takes medians."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from app.automation import window_benchmark
from app.widgets.pictures.drawing_pad import DrawingPad
from engine.commands.edits import SetSetting
from engine.commands.transport import Start
from engine.errors import DataError
from engine.snapshots import SimulationSnapshot, Snapshot, Status


def test_a_window_without_a_pad_is_said_to_have_none(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(TypeError, match="no pad"):
        window_benchmark.watch(window, 0.1)


@pytest.mark.slow
def test_the_window_can_be_measured(qapp):
    figures = window_benchmark.measure(2.0)
    assert set(figures) == {
        "frame_gap_ms",
        "pen_to_bars_ms",
        "training_speed_ratio",
        "training_speed_ratio_with_pen",
        "startup_s",
    }
    assert 0 < figures["startup_s"]["window"] <= figures["startup_s"]["moving"]


class Watched(QWidget):
    """A window with a pad that was sent commands up to a number and shows snapshots."""

    def __init__(self, theme):
        super().__init__()
        self.pad = DrawingPad(theme, self)
        self.worker = SimpleNamespace(sent=0, latest=None)
        self.page = SimpleNamespace(snapshot=None)


@pytest.fixture
def watched(qtbot, theme):
    """Return a watched window."""
    window = Watched(theme)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def clock(monkeypatch):
    """Return the clock of the benchmark, turned by hand."""
    turned = SimpleNamespace(now=0.0)
    monkeypatch.setattr(window_benchmark, "time", SimpleNamespace(perf_counter=lambda: turned.now))
    return turned


def test_a_move_lasts_until_a_picture_that_knew_of_it(watched, clock):
    observer = window_benchmark.Observer(watched, watched.pad)
    for generation, moved_at in ((1, 0.0), (1, 0.004), (2, 0.008)):
        watched.worker.sent = generation
        observer._on_moved(moved_at)
    for now, generation in ((0.010, 0), (0.020, 1), (0.050, 2)):
        clock.now = now
        watched.page.snapshot = Snapshot(generation, generation, ())
        observer._on_painted()
    assert observer.record.latencies == pytest.approx([0.020, 0.042])
    assert observer.record.frames == [0.010, 0.020, 0.050]


def test_a_picture_of_the_same_snapshot_is_no_new_frame(watched, clock):
    observer = window_benchmark.Observer(watched, watched.pad)
    observer._on_painted()
    watched.page.snapshot = Snapshot(1, 1, ())
    for clock.now in (0.1, 0.2):
        observer._on_painted()
    assert observer.record.frames == [0.1]


def test_start_up_is_the_median_of_several_starts(monkeypatch):
    starts = iter([(0.5, 0.9), (0.2, 0.6), (9.0, 9.5), (0.3, 0.7), (0.4, 0.8)])
    monkeypatch.setattr(window_benchmark, "_start_once", lambda: next(starts))
    assert window_benchmark.measure_startup() == {"window": 0.4, "moving": 0.8}


def test_training_that_fails_to_begin_is_said(watched):
    run = SimulationSnapshot("digits", "digits", Status.FAILED, 0, 0.0, None)
    sent = []
    watched.worker.latest = Snapshot(1, 1, (run,))
    watched.worker.send = sent.append
    with pytest.raises(DataError, match="expected training to begin within 120"):
        window_benchmark.begin_training(watched)
    assert sent[-1] == Start("digits")
    assert SetSetting("digits", "layers", "784-100-10") in sent
