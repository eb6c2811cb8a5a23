"""Films of a page as animated GIFs: its document shown at one step after the other."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.appearance.settings import Settings
from app.automation.ui_driver import offscreen, wait, wait_until
from app.window.application import open_window
from app.window.document_controller import DocumentController
from app.window.main_window import MainWindow
from engine.atomic_files import check_writable, write_atomically
from engine.commands.transport import Seek
from engine.errors import StorageError
from engine.exports.gif import GifWriter, Palette, Pixels

MOST_FRAMES: Final = 1_000
FASTEST: Final = 25
"""Most frames a second."""

AHEAD: Final = 3
"""Most frames that wait to be encoded."""

OPENING_S: Final = 60.0
SEEKING_S: Final = 20.0
SETTLE_MS: Final = 600


@dataclass(frozen=True, slots=True)
class Film:
    """A film of a page.

    Attributes
    ----------
    path : Path
        The GIF to be written.
    document : str
        Path of the document that is shown; "" for a new one.
    page : str
        Id of the page; its simulation has the same one unless `simulation` is given.
    first, last : int
        Steps of the first and the last frame; the others lie evenly between them.
    frames : int
        1 .. MOST_FRAMES.
    rate : int
        Frames a second, 1 .. FASTEST.
    size : (int, int)
        Width and height in pixels.
    whole_window : bool
        Whether the window is shown; else the page alone.
    options : tuple of str
        Of the window: language, theme, lecture.
    simulation : str
        Id of the simulation whose steps are shown.
    """

    path: Path
    document: str
    page: str
    first: int = 0
    last: int = 100
    frames: int = 100
    rate: int = 10
    size: tuple[int, int] = (1280, 720)
    whole_window: bool = False
    options: tuple[str, ...] = ()
    simulation: str = ""

    def steps(self) -> list[int]:
        """Return the step of each frame."""
        return [round(step) for step in np.linspace(self.first, self.last, self.frames)]

    def durations(self) -> list[int]:
        """Return the duration of each frame in milliseconds, whole hundredths of a second."""
        ends = [round(frame * 100 / self.rate) for frame in range(self.frames + 1)]
        return [10 * (end - begin) for begin, end in pairwise(ends)]


def record(film: Film, said: Callable[[int, int], None]) -> int:
    """Write a film, offscreen unless a QApplication exists already; return its size in bytes.

    Parameters
    ----------
    said : callable
        (frames done, frames in all) is called after each frame.

    Raises
    ------
    StorageError
        If the document cannot be shown or the film cannot be written.
    """
    check_writable(film.path)
    with tempfile.TemporaryFile() as file, offscreen(), _window(film) as window:
        _write(film, window, file, said)
        file.seek(0)
        content = file.read()
    write_atomically(film.path, content)
    return len(content)


def _write(
    film: Film, window: MainWindow, file: BinaryIO, said: Callable[[int, int], None]
) -> None:
    shown = window if film.whole_window else window.stack
    steps, durations = film.steps(), film.durations()
    samples = [_picture(film, window, shown, steps[place]) for place in (0, len(steps) // 2, -1)]
    writer = GifWriter(file, film.size, Palette(samples))
    with ThreadPoolExecutor(1, "gif") as pool:
        waiting: deque[Future[None]] = deque()
        for step, duration in zip(steps, durations, strict=True):
            pixels = _picture(film, window, shown, step)
            waiting.append(pool.submit(writer.add, pixels, duration))
            if len(waiting) > AHEAD:
                waiting.popleft().result()
            said(writer.frames, film.frames)
        for each in waiting:
            each.result()
    writer.close()
    said(film.frames, film.frames)


@contextmanager
def _window(film: Film) -> Iterator[MainWindow]:
    """Open a window with the document of a film, in the size of the film."""
    with tempfile.TemporaryDirectory() as folder:
        window = open_window(["--page", film.page, *film.options])
        try:
            wait_until(lambda: window.worker.latest is not None, OPENING_S)
            if film.document:
                _open(window, film.document, Path(folder))
            window.open_page(film.page)
            _fit(window, film)
            wait_until(lambda: not window.worker.active, SEEKING_S)
            wait(SETTLE_MS)
            window.clock.stop()
            window.overlays.notice_bar.dismiss()
            yield window
        finally:
            window.close()
            window.deleteLater()


def _open(window: MainWindow, document: str, folder: Path) -> None:
    controller = DocumentController(window, Settings(), folder)
    before = window.worker.latest
    edition = before.document.edition if before is not None else 0
    controller.open_path(document)

    def opened() -> bool:
        latest = window.worker.latest
        return latest is not None and latest.document.edition != edition

    if not wait_until(opened, OPENING_S):
        raise StorageError("{path} cannot be shown; save it again", path=document)
    # the controller removes the pages of the document before
    wait(SETTLE_MS)


def _fit(window: MainWindow, film: Film) -> None:
    """Give the window, or its page, the size of the film."""
    size = QSize(*film.size)
    window.setMinimumSize(1, 1)
    window.resize(size)
    wait(SETTLE_MS)
    if not film.whole_window:
        window.resize(size + window.size() - window.stack.size())
        wait(SETTLE_MS)


def _picture(film: Film, window: MainWindow, shown: QWidget, step: int) -> Pixels:
    """Show a step and return the picture of a widget."""
    worker = window.worker
    number = worker.send(Seek(film.simulation or film.page, step))

    def there() -> bool:
        latest = worker.latest
        worker.seen = latest
        return latest is not None and latest.generation >= number and not worker.active

    wait_until(there, SEEKING_S)
    snapshot = worker.latest
    if snapshot is not None:
        # the page alone: notices of seeking are no part of a film
        window.stack.show_snapshot(snapshot)
        window.stack.show_text(snapshot)
    window.stack.advance(1000.0 / film.rate)
    image = QImage(QSize(*film.size), QImage.Format.Format_RGB32)
    image.fill(window.theme.color("window"))
    shown.render(image)
    rows, bytes_ = image.height(), image.bytesPerLine()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(rows, bytes_ // 4)
    return pixels[:, : image.width()] & np.uint32(0xFFFFFF)
