"""Screenshots of every page, when opened and after a short run, in every size and look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize

from app.appearance.theme import DARK, LIGHT
from app.automation.ui_driver import SEVEN, PenPlayer, offscreen, wait, wait_until
from app.page_frame.page_info import PageInfo
from app.pages import PAGES
from app.widgets.basics.saving import png
from app.widgets.pictures.drawing_pad import DrawingPad
from app.window.application import open_window
from app.window.main_window import MainWindow
from engine.atomic_files import write_atomically
from engine.commands.transport import Pause, Start
from engine.snapshots import Snapshot, Status

SIZES: Final = (QSize(1280, 720), QSize(1920, 1080))
RUN_MS: Final = 4_000
SETTLE_MS: Final = 900
OPENING_MS: Final = 3_200


@dataclass(frozen=True, slots=True)
class Look:
    """Theme and mode of a screenshot."""

    name: str
    theme: str
    lecture: bool


LOOKS: Final = (
    Look("light", LIGHT, False),
    Look("dark", DARK, False),
    Look("lecture", LIGHT, True),
)


def capture(folder: Path) -> list[Path]:
    """Write screenshots of all pages, offscreen unless a QApplication exists already.

    Parameters
    ----------
    folder : Path
        An existing, writable folder.

    Returns
    -------
    pictures : list of Path
        ``<page>-<opening or running>-<look>-<width>x<height>.png``

    Raises
    ------
    StorageError
        If a screenshot cannot be written.
    """
    with offscreen():
        return [path for info in PAGES for path in _capture_page(info, folder)]


def _capture_page(info: PageInfo, folder: Path) -> list[Path]:
    window = open_window(["--page", info.id, "--lang", "en"])
    try:
        wait_until(lambda: window.worker.latest is not None, 30.0)
        wait(OPENING_MS)
        written = _capture_looks(window, f"{info.id}-opening", folder)
        _run_a_while(window, info)
        return written + _capture_looks(window, f"{info.id}-running", folder)
    finally:
        window.close()
        window.deleteLater()


def _run_a_while(window: MainWindow, info: PageInfo) -> None:
    """Draw a digit if the page has a pad, and let its simulation run for RUN_MS."""
    wait(SETTLE_MS)
    pad = window.findChild(DrawingPad)
    if isinstance(pad, DrawingPad):
        PenPlayer(pad).draw_once(SEVEN)
    window.worker.send(Start(info.id))
    wait_until(lambda: _moves(window.worker.latest, info.id), 120.0)
    wait(RUN_MS)
    window.worker.send(Pause(info.id))
    wait(SETTLE_MS)


def _moves(snapshot: Snapshot | None, simulation_id: str) -> bool:
    """Return whether a simulation has done a step, or is at work without counting any."""
    simulation = snapshot.simulation(simulation_id) if snapshot is not None else None
    return simulation is not None and (simulation.step > 0 or simulation.status is Status.RUNNING)


def _capture_looks(window: MainWindow, name: str, folder: Path) -> list[Path]:
    written = []
    for look in LOOKS:
        window.theme.set_name(look.theme)
        window.theme.set_lecture(look.lecture)
        for size in SIZES:
            window.resize(size)
            wait(SETTLE_MS)
            path = folder / f"{name}-{look.name}-{size.width()}x{size.height()}.png"
            write_atomically(path, png(window.grab().toImage()))
            written.append(path)
    window.theme.set_lecture(False)
    return written
