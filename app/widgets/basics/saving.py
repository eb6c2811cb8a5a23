"""A widget as a picture and as a drawing with text; files written whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.appearance.translation import render_message
from engine.atomic_files import write_atomically
from engine.errors import StorageError

SCALE = 2
"""Pixels of a picture for each pixel of the window."""

Render = Callable[[QPainter], object]
"""Draws a widget with a painter."""


def picture(render: Render, size: QSize, background: QColor) -> QImage:
    """Return a widget as a picture, at twice its size."""
    image = QImage(size * SCALE, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(background)
    painter = QPainter(image)
    render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(render: Render, size: QSize, background: QColor, title: str, resolution: int) -> bytes:
    """Return a widget as the bytes of an SVG file; its words are text, not outlines.

    Parameters
    ----------
    resolution : int
        Dots per inch of the window.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    # words recorded for the screen would be scaled to another resolution
    generator.setResolution(resolution)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), size), background)
    render(painter)
    painter.end()
    return bytes(data.data())


def comma_separated(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of texts as comma-separated text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write(path: str, data: bytes) -> str:
    """Write a file as a whole or not at all; return why it was not written, "" if it was."""
    try:
        write_atomically(Path(path), data)
    except StorageError as error:
        return render_message(error)
    return ""
