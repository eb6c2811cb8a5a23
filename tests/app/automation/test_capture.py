"""Pictures of pages: names, sizes and looks, and what happens where they cannot be written."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.automation import capture
from engine.errors import StorageError
from engine.snapshots import SimulationSnapshot, Snapshot, Status


@pytest.mark.slow
def test_every_page_is_captured_in_every_size_and_look(qapp, tmp_path):
    pictures = capture.capture(tmp_path)
    wanted = 2 * len(capture.PAGES) * len(capture.LOOKS) * len(capture.SIZES)
    assert len(pictures) == len(set(pictures)) == wanted
    assert all(path.stat().st_size > 10_000 for path in pictures)


class Posing(QWidget):
    """A window with a theme, and nothing else."""

    def __init__(self, theme):
        super().__init__()
        self.theme = theme


@pytest.fixture
def posing(qtbot, theme, monkeypatch):
    """Return a window that need not settle before it is captured."""
    monkeypatch.setattr(capture, "wait", int)
    window = Posing(theme)
    qtbot.addWidget(window)
    return window


def test_a_name_says_look_and_size_and_the_picture_has_them(posing, tmp_path):
    written = capture._capture_looks(posing, "first-opening", tmp_path)
    assert [path.name for path in written] == [
        f"first-opening-{look}-{size}.png"
        for look in ("light", "dark", "lecture")
        for size in ("1280x720", "1920x1080")
    ]
    for path in written:
        picture = QImage(str(path))
        assert path.name.endswith(f"-{picture.width()}x{picture.height()}.png")
    assert not posing.theme.lecture


def test_a_picture_that_cannot_be_written_is_named(posing, tmp_path):
    with pytest.raises(StorageError, match="existing folder") as caught:
        capture._capture_looks(posing, "first", tmp_path / "none")
    assert "first-light-1280x720.png" in str(caught.value)


def test_a_page_moves_once_it_made_a_step_or_is_at_work():
    idle, moved = (
        SimulationSnapshot("digits", "digits", Status.IDLE, step, 0.0, None) for step in (0, 7)
    )
    busy = SimulationSnapshot("builder", "builder", Status.RUNNING, 0, 0.0, None)
    assert not capture._moves(None, "digits")
    assert not capture._moves(Snapshot(1, 1, (idle, busy)), "digits")
    assert not capture._moves(Snapshot(1, 1, (moved,)), "builder")
    assert capture._moves(Snapshot(1, 1, (moved,)), "digits")
    assert capture._moves(Snapshot(1, 1, (idle, busy)), "builder")
