"""A plot as a picture, as a drawing with text, and as a table of its values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.appearance.translation import render_message, tr
from app.widgets.plots.figure import Axis, Figure, Line
from engine.arrays import Vector
from engine.atomic_files import write_atomically
from engine.errors import StorageError

SCALE = 2
"""Pixels of a picture for each pixel of the window."""

Render = Callable[[QPainter], object]
"""Draws a plot with a painter."""


def picture(render: Render, size: QSize, background: QColor) -> QImage:
    """Return a plot as a picture, at twice its size."""
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
    """Return a plot as the bytes of an SVG file; its words are text, not outlines.

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


def table(figure: Figure) -> str:
    """Return the values of all lines as comma-separated text, not thinned and to the last digit.

    One column of x, or where lines have different ones a column of x before each of them.
    """
    lines = [*figure.readable(), *_members(figure)]
    xs = [line.x for _, line in lines]
    shared = all(np.array_equal(x, xs[0]) for x in xs)
    across = _head(figure.x.name or "x", figure.x)
    columns: list[tuple[str, list[str]]] = [(across, _texts(xs[0]))] if shared and xs else []
    for name, line in lines:
        if not shared:
            columns.append((across, _texts(line.x)))
        columns.append((_head(name, figure.y), _texts(line.y)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(name for name, _ in columns)
    writer.writerows(zip_longest(*(values for _, values in columns), fillvalue=""))
    return text.getvalue()


def write(path: str, data: bytes) -> str:
    """Write a file as a whole or not at all; return why it was not written, "" if it was."""
    try:
        write_atomically(Path(path), data)
    except StorageError as error:
        return render_message(error)
    return ""


def _members(figure: Figure) -> list[tuple[str, Line]]:
    """Return the curves of a fan's members with their names."""
    if figure.fan is None:
        return []
    values, epochs = figure.fan.values, figure.fan.epochs
    return [
        (tr("member {number}", number=place + 1), Line("", epochs, values[:, place]))
        for place in range(values.shape[1])
    ]


def _head(name: str, axis: Axis) -> str:
    return f"{name} [{axis.unit}]" if axis.unit else name


def _texts(values: Vector) -> list[str]:
    return [repr(float(value)) for value in values]
