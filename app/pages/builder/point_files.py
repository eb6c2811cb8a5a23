"""Tables of points that are dropped on the page or pasted into it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from app.appearance.translation import tr
from app.pages.builder.words import SIMULATION_ID
from engine.commands.pages.builder import BringPoints
from engine.data.points.point_tables import DELIMITERS, is_point_table


def has_points(data: QMimeData) -> bool:
    """Return whether data may be a table of points, or name the file of one."""
    return bool(_files(data)) or _is_table(data)


def command_of(data: QMimeData) -> BringPoints | None:
    """Return the command that brings the points of a table; None for anything else."""
    files = _files(data)
    if files:
        return BringPoints(SIMULATION_ID, files[0])
    if _is_table(data):
        return BringPoints(SIMULATION_ID, tr("pasted table"), data.text())
    return None


def _files(data: QMimeData) -> list[str]:
    paths = [url.toLocalFile() for url in data.urls()]
    return [path for path in paths if is_point_table(Path(path))]


def _is_table(data: QMimeData) -> bool:
    """Return whether data are several lines, the first of which has cells."""
    if data.hasUrls() or not data.hasText():
        return False
    first, _, rest = data.text().strip().partition("\n")
    return bool(rest) and any(each in first for each in DELIMITERS)
