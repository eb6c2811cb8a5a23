"""Files are written whole; pictures and drawings have the size that is asked for."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage

from app.widgets.basics.saving import comma_separated, picture, png, svg, write

SIZE, WHITE = QSize(60, 40), QColor("white")


def draw(painter):
    painter.fillRect(10, 10, 10, 10, QColor("red"))
    painter.drawText(QPointF(20.0, 30.0), "words")


def test_a_picture_has_twice_the_pixels(qapp):
    image = QImage.fromData(png(picture(draw, SIZE, WHITE)))
    assert (image.width(), image.height()) == (120, 80)
    assert image.pixelColor(30, 30) == QColor("red")
    assert image.pixelColor(2, 2) == WHITE


def test_a_drawing_has_title_size_and_words(qapp):
    root = ET.fromstring(svg(draw, SIZE, WHITE, "A title", 96))
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("viewBox") == "0 0 60 40"
    assert root.find(f"{space}title").text == "A title"
    assert [each.text.strip() for each in root.iter(f"{space}text")] == ["words"]


def test_texts_with_commas_are_quoted():
    assert comma_separated([["a", "b, c"], ['"', ""]]) == 'a,"b, c"\n"""",\n'


def test_a_file_is_written_whole_or_the_reason_is_told(tmp_path):
    path = tmp_path / "plot.csv"
    assert write(str(path), b"1,2\n") == ""
    assert path.read_bytes() == b"1,2\n"
    assert write(str(tmp_path / "nowhere" / "plot.csv"), b"1") != ""
    assert write(str(tmp_path), b"1") != ""
