"""Ladder station: the book's procedure for η, rung by rung."""

from __future__ import annotations

from math import log10
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, significant, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.search.forms import SearchForm
from app.pages.search.words import place_words
from app.widgets.basics.card import Card
from app.widgets.basics.drawn import LEFT, RIGHT, Drawn, write
from app.widgets.basics.elided import WrappedLabel
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.simulations.search.settings import LADDER_SETTINGS
from engine.simulations.search.state import LadderView, RungView, SearchState
from engine.snapshots import SimulationSnapshot

SHOWN = ("digits", *(setting.name for setting in LADDER_SETTINGS))
LOWEST, HIGHEST = -2.0, 1.0
"""Powers of ten of η that the ladder shows at least."""


class Ladder(Drawn):
    """A ladder whose rungs are the η that were tried."""

    least: ClassVar = (220, 180)
    preferred: ClassVar = (360, 420)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "eta_ladder", parent)
        self._view: LadderView | None = None

    def show_view(self, view: LadderView) -> None:
        """Show a ladder."""
        self._view = view
        words = [rung_words(rung) for rung in view.rungs] or plan_words()
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Ladder of learning rates"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view = self.smooth_painter(), self._view
        if view is None:
            return
        theme, base = self._theme, self._theme.size("base")
        room = QRectF(self.rect()).adjusted(4.5 * base, 1.5 * base, -2, -1.5 * base)
        rails = QRectF(room.left(), room.top(), min(0.34 * room.width(), 9.0 * base),
                       room.height())  # fmt: skip
        painter.setPen(QPen(theme.color("line"), 5.0, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(rails.topLeft(), rails.bottomLeft())
        painter.drawLine(rails.topRight(), rails.bottomRight())
        tried = [rung for rung in view.rungs if rung.eta]
        powers = [log10(rung.eta) for rung in tried]
        low, high = min([LOWEST, *powers]), max([HIGHEST, *powers])
        self._paint_powers(painter, rails, low, high)
        if not tried:
            self._paint_plan(painter, rails, room)
        for rung in sorted(tried, key=lambda each: each.eta):
            y = rails.bottom() - (log10(rung.eta) - low) / (high - low) * rails.height()
            self._paint_rung(painter, rails, room, y, rung)
        if view.threshold is not None and view.done:
            y = rails.bottom() - (log10(view.threshold) - low) / (high - low) * rails.height()
            painter.setPen(QPen(theme.color("accent"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(rails.left() - 4.2 * base, y - base, room.right() - rails.left()
                       + 4.2 * base, 2 * base), 6, 6,
            )  # fmt: skip

    def _paint_powers(self, painter: QPainter, rails: QRectF, low: float, high: float) -> None:
        theme, base = self._theme, self._theme.size("base")
        painter.setFont(theme.font("small", tabular=True))
        for power in range(int(np.ceil(low)), int(np.floor(high)) + 1):
            y = rails.bottom() - (power - low) / (high - low) * rails.height()
            pen = QPen(theme.color("line"), 1.0)
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(rails.left(), y), QPointF(rails.right(), y))
            painter.setPen(theme.color("text_2"))
            room = QRectF(rails.left() - 4.5 * base, y - base, 4.0 * base, 2 * base)
            painter.drawText(room, RIGHT, f"η {significant(10.0**power, 1)}")

    def _paint_plan(self, painter: QPainter, rails: QRectF, room: QRectF) -> None:
        """Draw pale rungs for the climb that Play begins, and say when each is tried."""
        theme, base = self._theme, self._theme.size("base")
        left = rails.right() + base
        for power, words in zip(range(int(LOWEST), int(HIGHEST) + 1), plan_words(), strict=True):
            y = rails.bottom() - (power - LOWEST) / (HIGHEST - LOWEST) * rails.height()
            painter.setPen(QPen(theme.color("line"), 6.0))
            painter.drawLine(QPointF(rails.left(), y), QPointF(rails.right(), y))
            painter.setFont(theme.font("base"))
            painter.setPen(theme.color("text_2"))
            write(painter, QRectF(left, y - base, room.right() - left, 2 * base), words)

    def _paint_rung(
        self, painter: QPainter, rails: QRectF, room: QRectF, y: float, rung: RungView
    ) -> None:
        theme, base = self._theme, self._theme.size("base")
        token = "accuracy" if rung.falls else "negative"
        pen = QPen(theme.color(token), 6.0)
        pen.setStyle(Qt.PenStyle.SolidLine if rung.falls else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(rails.left(), y), QPointF(rails.right(), y))
        painter.setFont(theme.font("base", bold=True))
        painter.setPen(theme.color("text"))
        beside = QRectF(rails.right() + base, y - base, room.right() - rails.right() - base,
                        2 * base)  # fmt: skip
        words = painter.fontMetrics().elidedText(
            rung_words(rung), Qt.TextElideMode.ElideRight, int(beside.width())
        )
        painter.drawText(beside, LEFT, words)


def plan_words() -> list[str]:
    """Return when each power of ten is tried, from the lowest to the highest."""
    etas = [significant(10.0**power, 1) for power in range(int(LOWEST), int(HIGHEST))]
    return [tr("the first try"), *(tr("if the cost falls at {eta}", eta=eta) for eta in etas)]


def rung_words(rung: RungView) -> str:
    """Return what became of the cost at an η."""
    if not rung.eta:
        return tr("being tried")
    eta = significant(rung.eta, 3)
    if rung.falls:
        return tr("η {eta}: it falls ✓", eta=eta)
    return tr("η {eta}: it does not ✗", eta=eta)


class LadderStation(Station):
    """Station that shows a LadderView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "ladder_station", parent)
        self._drawn: object = None
        self.stage = Card(theme, mark("Does the training cost fall?"), self, name="ladder_card")
        self.ladder = Ladder(theme, self.stage)
        self.note = WrappedLabel("ladder_note", self.stage, role="small")
        self.stage.hold((self.ladder, 1), self.note)
        self.settings = Card(theme, mark("Network"), self, name="ladder_settings_card")
        self.form = SearchForm(send, SHOWN, self.settings)
        self.settings.hold(self.form)
        self.settings.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.curves = Card(
            theme, mark("Training cost, epoch by epoch"), self, name="ladder_curves_card"
        )
        self.plot = Plot(theme, "ladder_plot", self.curves)
        self.curves.hold((self.plot, 1))
        side = Column(theme, parent=self)
        self.lecture_form = SearchForm(send, ("ladder_epochs",), self, stem="lecture_{}")
        side.lay_out(
            Part(self.settings, lecture=FOLDED),
            Part(self.curves, 1),
            Part(self.lecture_form, when=lambda: theme.lecture),
        )
        self.lay_out(Part(self.stage, 50), Part(side, 50), details=(self.note,))
        self.retranslate()

    def render_state(self, state: SearchState) -> None:
        """Draw what differs from the last state."""
        view = state.ladder
        if view is None:
            return
        self.form.show_values(state.settings)
        self.lecture_form.show_values(state.settings)
        self.form.show_missing(state.missing)
        drawn = ([(rung.eta, len(rung.costs)) for rung in view.rungs], view.done)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.ladder.show_view(view)
        self._draw_curves(view)

    def _draw_curves(self, view: LadderView) -> None:
        rungs = [rung for rung in view.rungs if len(rung.costs)]
        count = max((len(rung.costs) for rung in rungs), default=2)
        seen = [float(np.nanmax(r.costs)) for r in rungs if np.isfinite(r.costs).any()]
        lines = [
            Line(
                f"η {significant(rung.eta, 3)}" if rung.eta else "…",
                np.arange(1.0, len(rung.costs) + 1),
                rung.costs,
                token="" if rung.falls is not False else "negative",
                dash=() if rung.falls is not False else (5.0, 3.0),
                shade=place / max(len(rungs) - 1, 1),
                dots=True,
            )
            for place, rung in enumerate(rungs)
        ]
        marks = tuple(float(each) for each in range(1, max(count, 2) + 1))
        top = max([1.0, *(min(each, 4.0) for each in seen)])
        self.plot.show_figure(
            Figure(
                lines, (1.0, float(max(count, 2)), 0.0, top), Axis(tr("epoch"), marks=marks),
                Axis(tr("cost on the training pictures")),
                empty=tr("Press Play: a curve for each η that is tried."),
                said="; ".join(rung_words(rung) for rung in view.rungs),
            )
        )  # fmt: skip

    def sentence(self, state: SearchState) -> str:
        """Return the sentence for this state."""
        view = state.ladder
        if view is None or not view.rungs:
            return tr("Ten times more, as long as the cost falls: how far up does it go?")
        if not view.done:
            return tr("Trying one η after the other: {count} so far.",
                      count=number(len(view.rungs)))  # fmt: skip
        if view.threshold is None:
            return tr("The cost fell at no η; look for another cause.")
        return tr("The cost falls up to η {eta}. Begin with half of it: {half}.",
                  eta=significant(view.threshold, 3),
                  half=significant(view.threshold / 2, 3))  # fmt: skip

    def place(self, simulation: SimulationSnapshot, state: SearchState) -> Place:
        words = tr("{count} rungs", count=number(state.step))
        words = place_words(simulation.status, words, tr("pictures are loaded …"))
        return Place(state.step, state.last_step, words, resets=state.last_step > 0)

    def retranslate(self) -> None:
        super().retranslate()
        self.note.setText(
            tr(
                "Begin at 0.01. While the training cost falls from epoch to epoch, take ten times "
                "as much; else a tenth. Then try 5 and 2 times the last power of ten that held."
            )
        )
        self._drawn = None
