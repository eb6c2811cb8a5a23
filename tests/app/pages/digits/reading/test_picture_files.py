"""Pictures that are dropped, pasted or chosen for the pad."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from app.pages.digits.reading.pad_card import title_text
from app.pages.digits.reading.picture_files import command_of, filter_text
from engine.simulations.digits.state import PictureSource


def of_files(*names):
    """Return what a file manager drops."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name) for name in names])
    return data


@pytest.mark.parametrize("name", ["/tmp/a.png", "/tmp/A.JPG", "/tmp/scan.tiff"])
def test_a_dropped_picture_is_shown(page, name):
    data = of_files("/tmp/notes.txt", name)
    assert page.takes(data)
    assert page.take(data).path == name


def test_a_pasted_picture_carries_its_content(page):
    data = QMimeData()
    image = QImage(20, 30, QImage.Format.Format_Grayscale8)
    image.fill(200)
    data.setImageData(image)
    assert page.takes(data)
    command = page.take(data)
    assert QImage.fromData(command.content).size() == image.size()


@pytest.mark.parametrize("data", [QMimeData(), of_files("/tmp/notes.txt")])
def test_anything_else_is_not_taken(page, data):
    assert not page.takes(data)
    assert command_of(data) is None


def test_the_file_dialog_lists_the_endings():
    assert "*.png" in filter_text()


def test_a_picture_is_named_with_the_figure_shown():
    assert title_text(PictureSource("picture", None, 0, 1, "seven.png")) == "seven.png"
    assert title_text(PictureSource("picture", None, 1, 3, "row.png")) == "2 of 3: row.png"
