"""The canvas of a blueprint: stacks of feature maps, columns of neurons, their sizes."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.builder.blueprint.geometry import ENDS, Column, columns_of, field_of
from app.pages.builder.blueprint.words import caption_of, explanation_of, short_caption_of
from app.widgets.basics.drawn import CENTRE, LEFT, Pointed, write
from app.widgets.networks.network_painting import blend
from app.widgets.networks.wires import DASH, Lines
from app.widgets.networks.wires import picture_of as lines_picture
from engine.arrays import Matrix, Vector
from engine.data.classes import output_names
from engine.networks.blueprints import Part
from engine.recognition.recognition import Reading
from engine.simulations.learning.views.state import NetworkView

ROWS_BELOW, LECTURE_ROWS = 3, 2
"""Lines of the caption below each column, normally and in lecture mode."""

FIRST, LAST = range(ENDS), range(-ENDS, 0)
"""Indices of the neurons drawn of a long column."""

THICKEST = 3.0
"""The |weight| from which on wires have their full thickness."""

DIGITS = 10
"""Number of outputs that are labelled as digits."""

GRID = 7
"""Cells per side of the grid in an empty picture."""


class BlueprintCanvas(Pointed):
    """View of a network's layers."""

    least: ClassVar = (320, 200)
    preferred: ClassVar = (820, 460)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "blueprint_canvas", parent)
        self._parts: tuple[Part, ...] = ()
        self._head = 0.0
        self.columns: tuple[Column, ...] = ()
        self._wires: tuple[object, QImage] | None = None
        self._reading: Reading | None = None
        self._network: NetworkView | None = None
        self._picture: QImage | None = None
        self._shown: tuple[object, ...] = ()

    def set_head(self, height: float) -> None:
        """Reserve a height above the columns, in pixels."""
        if height != self._head:
            self._head = height
            self._lay_out()

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Draw another network."""
        if parts != self._parts:
            self._parts = parts
            self._lay_out()

    def show_reading(self, reading: Reading | None, network: NetworkView | None) -> None:
        """Show the picture on the pad and the activations of the network.

        Parameters
        ----------
        network : NetworkView or None
            The network that read it, with its weights, if it is the one drawn.
        """
        version = _version_of(network)
        if reading is self._reading and version == self._shown:
            return
        legend_was = self._network is not None
        self._shown, self._reading, self._network = version, reading, network
        self._picture = None if reading is None else _image_of(reading.picture)
        if legend_was != (network is not None):
            self._lay_out()
        self.update()

    def retranslate(self) -> None:
        layers = " ".join(part.word for part in self._parts)
        self.setAccessibleName(tr("Blueprint of the network"))
        self.setAccessibleDescription(layers)
        self.update()

    @property
    def _rows(self) -> int:
        return LECTURE_ROWS if self._theme.lecture else ROWS_BELOW

    def _line_height(self) -> float:
        return 1.45 * self._theme.size("small")

    def _lay_out(self) -> None:
        if self._parts:
            legend = self._network is not None and not self._theme.lecture
            foot = (self._rows + legend) * self._line_height() + 6
            area = QRectF(self.rect()).adjusted(0, self._head + 6, 0, -foot)
            self.columns = columns_of(self._parts, area)
        self.retranslate()

    def resizeEvent(self, event: QEvent) -> None:
        self._lay_out()

    def _on_theme_changed(self) -> None:
        self._lay_out()

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, 0, self._wire_picture())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, column in enumerate(self.columns):
            self._paint_column(painter, place, column)
        for place in range(1, len(self.columns)):
            self._paint_field(painter, place)
        self._paint_digits(painter)
        self._paint_captions(painter)
        self._paint_legend(painter)

    def _wire_picture(self) -> QImage:
        """Return the wires as an image, redrawn only if layout or weights have changed."""
        ratio = self.devicePixelRatioF()
        look = (self.size(), ratio, self._theme.name, self._theme.lecture)
        key = (self.columns, look, _version_of(self._network))
        if self._wires is None or self._wires[0] != key:
            groups = [self._lines(place) for place in range(1, len(self.columns))]
            paper = self._theme.color("surface")
            drawn = [lines for lines in groups if len(lines.ends)]
            self._wires = (key, lines_picture(drawn, self.size(), ratio, paper))
        return self._wires[1]

    def _lines(self, place: int) -> Lines:
        """Return the wires from one column to the neurons of the next."""
        before, column = self.columns[place - 1], self.columns[place]
        ends = np.array(
            [
                (start.x(), start.y(), circle.left(), circle.center().y())
                for start in _right_ends(before)
                for circle in column.neurons
            ],
            np.float32,
        ).reshape(-1, 4)
        return self._dressed(ends, self._weights(place))

    def _weights(self, place: int) -> Vector | None:
        """Return the weights of the wires drawn, None if unknown."""
        layer = place - len(self._parts)
        known = self._network.weights if self._network is not None else ()
        if -layer > len(known) or not self.columns[place - 1].neurons:
            return None
        chosen = known[layer][_drawn(self.columns[place])]
        return np.asarray(chosen[:, _drawn(self.columns[place - 1])].T.ravel(), float)

    def _dressed(self, ends: Matrix, weights: Vector | None) -> Lines:
        """Give wires colour, width and dashes by their weights."""
        line, count = float(self._theme.size("line")), len(ends)
        paper = self._theme.color("surface")
        if weights is None:
            plain = np.full(count, self._theme.color("line").rgb(), np.uint32)
            return Lines(ends, np.full(count, line, np.float32), np.zeros(count, np.float32), plain)
        strength = np.minimum(np.abs(weights) / THICKEST, 1.0)
        widths = (line * (0.6 + 2.4 * strength)).astype(np.float32)
        tokens = [self._theme.color(token) for token in ("positive", "negative")]
        shades = np.array(
            [
                [blend(paper, end, 0.2 + 0.8 * step / 15).rgb() for step in range(16)]
                for end in tokens
            ],
            np.uint32,
        )
        colours = shades[(weights < 0).astype(int), np.rint(15 * strength**0.5).astype(int)]
        dashes = np.where(weights < 0, DASH + widths, 0.0).astype(np.float32)
        return Lines(ends, widths, dashes, colours)

    def _paint_column(self, painter: QPainter, place: int, column: Column) -> None:
        part, levels = self._parts[place], self._levels(place)
        line = float(self._theme.size("line"))
        painter.setPen(QPen(self._theme.color("text_2"), line))
        fill = "accent_soft" if part.parameters else "surface_2"
        painter.setBrush(self._theme.color("surface" if part.layer is None else fill))
        for sheet in column.sheets:
            painter.drawRect(sheet)
        for number, circle in enumerate(column.neurons):
            if levels is not None:
                painter.setBrush(self._shade(float(levels[number])))
            painter.drawEllipse(circle)
        if part.layer is None and column.sheets:
            self._paint_picture(painter, column.sheets[-1])
        if column.gap is not None:
            painter.setBrush(self._theme.color("text_2"))
            painter.setPen(Qt.PenStyle.NoPen)
            for down in (-7.0, 0.0, 7.0):
                painter.drawEllipse(column.gap + QPointF(0, down), 1.8, 1.8)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _levels(self, place: int) -> Vector | None:
        """Return |a| of each neuron drawn of a column, scaled to 0..1; None if unknown."""
        reading, part = self._reading, self._parts[place]
        layer = place - len(self._parts)
        if reading is None or self._network is None or part.layer is None:
            return None
        known_layers = len(reading.activations)
        if -layer >= known_layers or (len(reading.activations[layer]),) != part.shape:
            return None
        known = np.abs(reading.activations[layer])
        shown = known if self.columns[place].gap is None else known[[*FIRST, *LAST]]
        return np.asarray(shown / max(1.0, float(known.max())))

    def _shade(self, level: float) -> QColor:
        return blend(self._theme.color("surface"), self._theme.color("accent"), level)

    def _paint_picture(self, painter: QPainter, picture: QRectF) -> None:
        if self._picture is not None:
            painter.drawImage(picture, self._picture)
            return
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        for number in range(1, GRID):
            x = picture.left() + number * picture.width() / GRID
            y = picture.top() + number * picture.height() / GRID
            painter.drawLine(QPointF(x, picture.top() + 1), QPointF(x, picture.bottom() - 1))
            painter.drawLine(QPointF(picture.left() + 1, y), QPointF(picture.right() - 1, y))

    def _paint_field(self, painter: QPainter, place: int) -> None:
        """Draw the receptive field of a neuron of a feature map in the layer before."""
        part, before, column = self._parts[place], self.columns[place - 1], self.columns[place]
        if not column.sheets or not before.sheets:
            return
        window = part.layer.window if part.layer is not None else 0
        field = field_of(before, window / self._parts[place - 1].shape[-2])
        target = field_of(column, 0.0).center()
        painter.setPen(QPen(self._theme.color("accent"), 1.5 * self._theme.size("line")))
        painter.drawRect(field)
        painter.drawLine(field.topRight(), target)
        painter.drawLine(field.bottomRight(), target)
        painter.setBrush(self._theme.color("accent"))
        painter.drawEllipse(target, 2.5, 2.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_legend(self, painter: QPainter) -> None:
        """Write the legend of colours and widths, if the weights are known."""
        if self._network is None or self._theme.lecture:
            return
        words = tr(
            "wires: blue +, orange dashed −, thickest from |w| = {most:g} · circles: "
            "the more colour, the more active",
            most=THICKEST,
        )
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        height = self._line_height()
        room = QRectF(0, self.height() - height, self.width(), height)
        write(painter, room, words)

    def _paint_digits(self, painter: QPainter) -> None:
        """Label outputs with the names of their classes, ten without names with digits."""
        last = self.columns[-1].neurons if self.columns else ()
        class_names = self._network.class_names if self._network is not None else ()
        if not last or not (class_names or len(last) == DIGITS):
            return
        names = output_names(class_names, self._parts[-1].neurons)
        if len(names) > len(last):
            names = names[:ENDS] + names[-ENDS:]
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        for name, circle in zip(names, last, strict=True):
            room = circle.translated(circle.width() + 4, 0).adjusted(0, -8, 8, 8)
            room.setRight(self.width())
            write(painter, room, name, LEFT)

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("small"))
        height = self._line_height()
        width = self.width() / max(len(self.columns), 1) - 4
        legend = self._network is not None and not self._theme.lecture
        foot = self.height() - legend * height
        captions = short_caption_of if self._theme.lecture else caption_of
        for part, column in zip(self._parts, self.columns, strict=False):
            for number, text in enumerate(captions(part)):
                painter.setPen(self._theme.color("text_2" if number else "text"))
                top = foot - (self._rows - number) * height
                room = QRectF(column.centre - width / 2, top, width, height)
                write(painter, room, text, CENTRE)

    def tip_at(self, at: QPointF) -> str:
        """Explain how the sizes of the layer at a point are computed."""
        if not self._parts:
            return ""
        place = min(int(at.x() * len(self._parts) / max(self.width(), 1)), len(self._parts) - 1)
        return explanation_of(self._parts[place])


def _version_of(network: NetworkView | None) -> tuple[object, ...]:
    """Return a key that changes whenever the wires would look different."""
    if network is None or not network.weights:
        return ()
    # a restarted network may have the version of the one before
    check = float(network.weights[-1].sum())
    return network.version, network.sizes, network.class_names, check


def _drawn(column: Column) -> list[int]:
    """Return the indices of the neurons drawn of a layer."""
    return [*FIRST, *LAST] if column.gap is not None else list(range(len(column.neurons)))


def _image_of(picture: Matrix | None) -> QImage | None:
    """Return a picture as a grey image; None without a picture."""
    if picture is None:
        return None
    levels = np.ascontiguousarray(np.clip(255 * picture, 0, 255).astype(np.uint8))
    rows, columns = levels.shape
    return QImage(levels.tobytes(), columns, rows, columns, QImage.Format.Format_Grayscale8).copy()


def _right_ends(column: Column) -> list[QPointF]:
    """Return the starts of the wires to the next layer."""
    if column.neurons:
        return [QPointF(circle.right(), circle.center().y()) for circle in column.neurons]
    front = column.sheets[-1]
    return [
        QPointF(column.sheets[0].right(), front.top() + share * front.height())
        for share in (0.1, 0.3, 0.5, 0.7, 0.9)
    ]
