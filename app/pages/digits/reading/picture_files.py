"""Pictures for the pad that are dropped, pasted or chosen as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from app.appearance.translation import tr
from app.pages.digits.words import SIMULATION_ID
from engine.commands.pages.digits import ShowPicture


def has_picture(data: QMimeData) -> bool:
    """Return whether data are a picture, or name the file of one."""
    return bool(_files(data)) or data.hasImage()


def command_of(data: QMimeData) -> ShowPicture | None:
    """Return the command that shows a picture, or the file of one; None for anything else."""
    files = _files(data)
    if files:
        return ShowPicture(SIMULATION_ID, files[0])
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    return ShowPicture(SIMULATION_ID, tr("Pasted picture"), _png(image))


def filter_text() -> str:
    """Return the filter of a file dialog."""
    # imported here and below: start-up does without photographs
    from engine.data.files.pictures import ENDINGS

    return tr("Pictures") + " (" + " ".join(f"*{ending}" for ending in ENDINGS) + ")"


def _files(data: QMimeData) -> list[str]:
    from engine.data.files.pictures import is_picture

    paths = [url.toLocalFile() for url in data.urls()]
    return [path for path in paths if is_picture(Path(path))]


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
