"""Pictures for the pad that are dropped, pasted or chosen as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from app.appearance.translation import tr
from app.pages.digits.words import SIMULATION_ID
from engine.commands.pages.digits import ShowPicture

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".pgm")
"""Ends of the names of picture files."""


def command_of(data: QMimeData) -> ShowPicture | None:
    """Return the command that shows a picture, or the file of one; None for anything else."""
    paths = [url.toLocalFile() for url in data.urls()]
    pictures = [path for path in paths if Path(path).suffix.lower() in ENDINGS]
    if pictures:
        return ShowPicture(SIMULATION_ID, pictures[0])
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    return ShowPicture(SIMULATION_ID, tr("Pasted picture"), _png(image))


def filter_text() -> str:
    """Return the filter of a file dialog."""
    return tr("Pictures") + " (" + " ".join(f"*{ending}" for ending in ENDINGS) + ")"


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
