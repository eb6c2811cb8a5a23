"""Icons and lesson texts from the folder `assets`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

ASSETS = Path(__file__).resolve().parents[2] / "assets"
ICONS = ASSETS / "icons"
LESSONS = ASSETS / "lessons"


def icon_names() -> list[str]:
    """Return the names of all icons."""
    return sorted(path.stem for path in ICONS.glob("*.svg"))


def icon(name: str, colour: QColor, pixels: int = 24) -> QIcon:
    """Return an icon drawn in one colour.

    Parameters
    ----------
    name : str
        An entry of `icon_names`.
    pixels : int
        Side of the icon; also rendered for device pixel ratios 2 and 3.
    """
    drawn = QIcon()
    for ratio in (1, 2, 3):
        drawn.addPixmap(_pixmap(name, colour.name(), pixels, ratio))
    return drawn


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, pixels: int, ratio: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = (ICONS / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    side = pixels * ratio
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode("utf-8"))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def changelog() -> str:
    """Return the list of changes as Markdown, in English."""
    return (ASSETS / "changelog.md").read_text(encoding="utf-8")


def lesson(page: str, language: str) -> str:
    """Return a page's lesson as Markdown in the language, else in English, else ""."""
    for code in (language, "en"):
        path = LESSONS / f"{page}.{code}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""
