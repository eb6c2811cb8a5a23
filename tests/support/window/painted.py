"""What a window paints, word by word and line by line: read from its drawing and its picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QTransform
from PySide6.QtWidgets import QWidget

from app.appearance.contrast import contrast, mixed
from app.widgets.basics.saving import svg

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")

PLAIN = 0.3
"""Share of one colour from which on the ground of a word counts as plain."""


@dataclass(frozen=True, slots=True)
class Word:
    """A painted text.

    Attributes
    ----------
    pixels : float
        Height of its type in pixels of the window.
    box : QRectF
        Around it, in pixels of the window.
    cut : float
        Pixels of its width that lie outside of what is painted, largest side.
    """

    text: str
    pixels: float
    box: QRectF
    colour: QColor
    cut: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A painted line or outline."""

    box: QRectF
    colour: QColor
    width: float


class Painting:
    """A window as it is painted now."""

    def __init__(self, window: QWidget) -> None:
        self.picture: QImage = window.grab().toImage()
        self.words: list[Word] = []
        self.strokes: list[Stroke] = []
        self._window = QRectF(window.rect())
        data = svg(
            lambda painter: window.render(painter, QPoint()),
            window.size(),
            QColor("black"),
            "",
            window.logicalDpiX(),
        )
        root = ElementTree.fromstring(data)
        self._clips = {
            each.get("id", ""): _bounds(path.get("d", ""))
            for each in root.iter(f"{SVG}clipPath")
            for path in each
        }
        self._read(root, QTransform(), self._window, {})

    def _read(
        self, node: ElementTree.Element, place: QTransform, clip: QRectF, style: dict[str, str]
    ) -> None:
        if node.tag == f"{SVG}defs":
            return
        style = style | dict(node.attrib)
        matrix = node.get("transform", "")
        if matrix:
            place = QTransform(*map(float, NUMBER.findall(matrix)))
        name = re.sub(r"^url\(#|\)$", "", style.get("clip-path", ""))
        if name:
            # Qt writes a clip in the coordinates of the group inside
            clip = self._window.intersected(place.mapRect(self._clips[name]))
        if node.tag == f"{SVG}text":
            self._add_word(node, place, clip, style)
        elif node.tag in (f"{SVG}path", f"{SVG}polyline"):
            self._add_stroke(node, place, clip, style)
        for child in node:
            self._read(child, place, clip, style)

    def _add_word(
        self, node: ElementTree.Element, place: QTransform, clip: QRectF, style: dict[str, str]
    ) -> None:
        text, font = (node.text or "").strip(), QFont(style["font-family"])
        font.setPixelSize(round(float(style["font-size"])))
        font.setBold(int(style["font-weight"]) > 500)
        metrics = QFontMetricsF(font)
        x, y = float(style["x"]), float(style["y"])
        # as high as its small letters: what accents and tails lose is not noticed
        height = metrics.xHeight()
        box = place.mapRect(QRectF(x, y - height, metrics.horizontalAdvance(text), height))
        if not text or not box.intersects(clip):
            return
        cut = max(
            clip.left() - box.left(), box.right() - clip.right(),
            clip.top() - box.top(), box.bottom() - clip.bottom(),
        )  # fmt: skip
        scale = abs(place.determinant()) ** 0.5
        colour = _colour(style["fill"], style.get("fill-opacity", "1"))
        self.words.append(Word(text, font.pixelSize() * scale, box, colour, cut))

    def _add_stroke(
        self, node: ElementTree.Element, place: QTransform, clip: QRectF, style: dict[str, str]
    ) -> None:
        if style.get("stroke", "none") == "none":
            return
        path = style.get("d") or style.get("points") or ""
        box = place.mapRect(_bounds(path)).intersected(clip)
        if not box.isNull():
            colour = _colour(style["stroke"], style.get("stroke-opacity", "1"))
            self.strokes.append(Stroke(box, colour, float(style.get("stroke-width", "1"))))

    def ground(self, box: QRectF) -> QColor:
        """Return the most frequent colour of the picture around a box."""
        found = self._grounds(box)
        return QColor.fromRgb(found.most_common(1)[0][0]) if found else QColor("black")

    def _grounds(self, box: QRectF) -> Counter[int]:
        """Return how often each colour is found on a grid of points around a box."""
        ratio = self.picture.devicePixelRatio()
        around = box.adjusted(-3, -3, 3, 3).intersected(self._window)
        columns, rows = max(int(around.width() / 60), 1), max(int(around.height() / 24), 1)
        return Counter(
            self.picture.pixel(x, y)
            for x in range(int(around.left() * ratio), int(around.right() * ratio), columns)
            for y in range(int(around.top() * ratio), int(around.bottom() * ratio), rows)
            if self.picture.valid(x, y)
        )

    def is_plain(self, box: QRectF) -> bool:
        """Return whether a box lies on a ground of one colour, not on a picture or a gradient."""
        share = self._grounds(box)
        return bool(share) and share.most_common(1)[0][1] >= PLAIN * share.total()

    def contrast(self, thing: Word | Stroke) -> float:
        """Return the contrast of a word or line with its ground, 1 to 21."""
        ground = self.ground(thing.box)
        return contrast(over(thing.colour, ground), ground)

    def touching(self) -> Iterator[tuple[Word, Word]]:
        """Yield pairs of words that lie on each other."""
        for place, one in enumerate(self.words):
            for other in self.words[place + 1 :]:
                both = one.box.intersected(other.box)
                if both.width() > 2.0 and both.height() > 2.0:
                    yield one, other


def over(colour: QColor, ground: QColor) -> QColor:
    """Return what a colour that lets light through looks like before a ground."""
    return mixed(ground, QColor(colour.rgb()), colour.alphaF())


def _bounds(path: str) -> QRectF:
    """Return the box around the points of a path; curves lie inside their control points."""
    numbers = [float(each) for each in NUMBER.findall(path)]
    xs, ys = numbers[0::2], numbers[1::2]
    if not ys:
        return QRectF()
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _colour(name: str, opacity: str) -> QColor:
    colour = QColor(name)
    colour.setAlphaF(float(opacity))
    return colour
