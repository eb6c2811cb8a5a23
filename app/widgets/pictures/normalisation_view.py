"""View of a network's 28 x 28 input, with an animation of its normalisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.widgets.basics.drawn import ENTER, Drawn
from app.widgets.pictures.drawing_pad import smooth_path
from app.widgets.pictures.picture_view import grey_image, grid_layer, square_in
from engine.arrays import Matrix
from engine.data.digits.strokes import Normalised, Stage

SIDE = 28
MOVE_MS = 600.0
REST_MS = 350.0
PIXELS_MS = 500.0

STEP_NAMES = {
    "as drawn": mark("as drawn"),
    "sized": mark("1 size"),
    "centred": mark("2 shift"),
    "pen": mark("3 pen"),
    "pixels": mark("4 pixels"),
}
"""Caption of each step."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of the animation.

    Attributes
    ----------
    name : str
        A key of STEP_NAMES.
    strokes : tuple of Matrix, shape (n, 2)
        In pixels of the 28 x 28 picture.
    pen_px : float
    picture : Matrix or None, shape (28, 28)
    pixels : float
        Opacity 0..1 of the picture over the strokes.
    """

    name: str
    strokes: tuple[Matrix, ...]
    pen_px: float
    picture: Matrix | None
    pixels: float


class NormalisationView(Drawn):
    """The 28 x 28 picture; a click plays the steps of its normalisation.

    With reduced motion each click shows the next step, and it stands still.
    It has no timer: the page's clock calls `advance`.
    """

    least: ClassVar = (72, 72)
    preferred: ClassVar = (158, 158)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "normalisation_view", parent)
        self._normalised: Normalised | None = None
        self._elapsed_ms: float | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    @property
    def playing(self) -> bool:
        """Whether the animation is running."""
        return self._elapsed_ms is not None

    def show_normalised(self, normalised: Normalised | None) -> None:
        """Show another picture; a running animation continues with it."""
        if normalised is self._normalised:
            return
        self._normalised = normalised
        if normalised is None:
            self._elapsed_ms = None
        self.update()

    def play(self) -> None:
        """Play the animation from the beginning; with reduced motion, show its next step."""
        if self._normalised is not None:
            still = self._theme.reduced_motion
            self._elapsed_ms = next_still(self._normalised, self._elapsed_ms) if still else 0.0
            self.update()

    def advance(self, elapsed_ms: float) -> None:
        if self._elapsed_ms is None or self._normalised is None or self._theme.reduced_motion:
            return
        self._elapsed_ms += elapsed_ms
        if self._elapsed_ms >= duration_ms(self._normalised):
            self._elapsed_ms = None
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("What the network sees"))
        self.setToolTip(
            tr("The 28×28 pixels that the network gets. Click to see how they came about.")
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = square_in(QRectF(self.rect())).adjusted(1, 1, -1, -1)
        painter.fillRect(frame, self._theme.color("pad"))
        if self._normalised is not None:
            moment = moment_of(self._normalised, self._elapsed_ms)
            self._paint_moment(painter, frame, moment)
            if self._elapsed_ms is not None:
                self._paint_caption(painter, frame, moment.name)
        focus = self.hasFocus()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent" if focus else "line"), 2 if focus else 1))
        painter.drawRect(frame)

    def _paint_moment(self, painter: QPainter, frame: QRectF, moment: Frame) -> None:
        unit = frame.width() / SIDE
        painter.save()
        painter.setClipRect(frame)
        if moment.strokes and moment.pixels < 1.0:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(self._theme.color("ink"), moment.pen_px * unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for stroke in moment.strokes:
                # pixel centres lie at whole numbers
                points = (thinned(stroke) + 0.5) * unit + np.array([frame.left(), frame.top()])
                painter.drawPath(smooth_path([(float(x), float(y)) for x, y in points]))
        if moment.picture is not None and moment.pixels > 0.0:
            painter.setOpacity(moment.pixels)
            painter.drawImage(frame, grey_image(moment.picture))
        painter.restore()
        self._paint_grid(painter, frame, unit)

    def _paint_grid(self, painter: QPainter, frame: QRectF, unit: float) -> None:
        if unit >= 3.5:
            painter.drawPixmap(frame.topLeft(), grid_layer(round(frame.width()), SIDE))
        if self.playing:
            # the box of 20 pixels and the centre of mass that every digit is brought to
            colour = self._theme.color("ink")
            colour.setAlpha(90)
            painter.setPen(QPen(colour, 1.0, Qt.PenStyle.DashLine))
            box = frame.adjusted(4 * unit, 4 * unit, -4 * unit, -4 * unit)
            painter.drawRect(box)
            middle = frame.topLeft() + (frame.bottomRight() - frame.topLeft()) * (14.5 / SIDE)
            x, y = int(middle.x()), int(middle.y())
            painter.drawLine(x - 5, y, x + 5, y)
            painter.drawLine(x, y - 5, x, y + 5)

    def _paint_caption(self, painter: QPainter, frame: QRectF, name: str) -> None:
        painter.setFont(self._theme.font("small"))
        metrics = painter.fontMetrics()
        text = metrics.elidedText(
            tr(STEP_NAMES[name]), Qt.TextElideMode.ElideRight, int(frame.width() - 8)
        )
        height = metrics.height() + 4
        room = QRectF(frame.left(), frame.bottom() - height, frame.width(), height)
        shade = self._theme.color("pad")
        shade.setAlpha(215)
        painter.fillRect(room, shade)
        painter.setPen(self._theme.color("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.play()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.play()
        else:
            super().keyPressEvent(event)


def thinned(stroke: Matrix, most: int = 40) -> Matrix:
    """Return at most `most` points of a stroke, both ends included."""
    if len(stroke) <= most:
        return stroke
    thin: Matrix = stroke[np.linspace(0, len(stroke) - 1, most).round().astype(int)]
    return thin


def duration_ms(normalised: Normalised) -> float:
    """Return the length of the animation: each step moves, then rests; pixels appear last."""
    return (len(normalised.stages) - 1) * (MOVE_MS + REST_MS) + REST_MS + PIXELS_MS


def next_still(normalised: Normalised, elapsed_ms: float | None) -> float | None:
    """Return the time of the animation's next step at rest; None after the last one."""
    stages = range(len(normalised.stages))
    stills = [0.0, *(REST_MS * k + MOVE_MS * k for k in stages[1:])]
    later = stills if elapsed_ms is None else [each for each in stills if each > elapsed_ms]
    return later[0] if later else None


def moment_of(normalised: Normalised, elapsed_ms: float | None) -> Frame:
    """Return the frame at a time of the animation; None gives the result.

    Parameters
    ----------
    normalised : Normalised
        Stages with strokes are interpolated, pictures cross-faded.
    """
    stages = normalised.stages
    if elapsed_ms is None or elapsed_ms >= duration_ms(normalised) or not stages:
        return Frame("pixels", (), 0.0, normalised.picture, 1.0)
    if elapsed_ms < REST_MS:
        return _still(stages[0])
    step, within = divmod(elapsed_ms - REST_MS, MOVE_MS + REST_MS)
    number = int(step) + 1
    if number >= len(stages):
        share = _ease((elapsed_ms - REST_MS - (len(stages) - 1) * (MOVE_MS + REST_MS)) / PIXELS_MS)
        last = stages[-1]
        if not last.strokes:
            return _still(last)
        return Frame("pixels", last.strokes, last.pen_px, normalised.picture, share)
    return _between(stages[number - 1], stages[number], _ease(within / MOVE_MS))


def _ease(share: float) -> float:
    share = min(max(share, 0.0), 1.0)
    return share * share * (3.0 - 2.0 * share)


def _still(stage: Stage) -> Frame:
    name = stage.name if stage.name in STEP_NAMES else "pixels"
    if stage.strokes:
        return Frame(name, stage.strokes, stage.pen_px, None, 0.0)
    return Frame(name, (), 0.0, stage.picture, 1.0)


def _between(before: Stage, after: Stage, share: float) -> Frame:
    """Interpolate between two stages."""
    if before.picture is not None and after.picture is not None:
        picture = before.picture + share * (after.picture - before.picture)
        return Frame(_still(after).name, (), 0.0, picture, 1.0)
    pen = before.pen_px + share * (after.pen_px - before.pen_px)
    from_middle, from_side = _box(before.strokes)
    to_middle, to_side = _box(after.strokes)
    factor = 1.0 + (1.0 - share) * (from_side / to_side - 1.0)
    middle = from_middle + share * (to_middle - from_middle)
    strokes = tuple((stroke - to_middle) * factor + middle for stroke in after.strokes)
    return Frame(_still(after).name, strokes, pen, None, 0.0)


def _box(strokes: tuple[Matrix, ...]) -> tuple[Matrix, float]:
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return (low + high) / 2, max(float((high - low).max()), 1e-6)


def size_factor(normalised: Normalised) -> float:
    """Return the factor by which a drawing was enlarged, relative to a pad of 28 pixels."""
    stages = normalised.stages
    if len(stages) < 2 or not stages[0].strokes or not stages[1].strokes:
        return normalised.scale
    return _box(stages[1].strokes)[1] / _box(stages[0].strokes)[1]


def mass_shift(normalised: Normalised) -> tuple[float, float]:
    """Return the shift in pixels that centred the centre of mass, as (x, y)."""
    stages = normalised.stages
    if len(stages) < 3 or not stages[1].strokes or not stages[2].strokes:
        return normalised.shift_x, normalised.shift_y
    move = _box(stages[2].strokes)[0] - _box(stages[1].strokes)[0]
    return float(move[0]), float(move[1])
