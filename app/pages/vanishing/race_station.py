"""Race station: networks of one to four hidden layers trained side by side."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import Part
from app.page_frame.station_page import Station
from app.pages.vanishing.forms import settings_form
from app.widgets.basics.card import Card
from app.widgets.basics.drawn import LEFT, RIGHT, Drawn
from app.widgets.basics.elided import WrappedLabel
from app.widgets.plots.figure import Axis, Figure, Line, ramp
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.simulations.vanishing.state import RacerView, RaceView, VanishingState
from engine.snapshots import SimulationSnapshot

LEAST = 80.0
"""Accuracy in percent at which the plot begins, once any network has reached it."""


class RaceTracks(Drawn):
    """View with a track for each network: progress, accuracy, time."""

    preferred: ClassVar = (340, 260)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "race_tracks", parent)
        self._view: RaceView | None = None

    def show_view(self, view: RaceView) -> None:
        self._view = view
        words = (racer_words(racer) for racer in view.racers)
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("How far each network is"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view = QPainter(self), self._view
        if view is None:
            return
        base = self._theme.size("base")
        height = min(self.height() / max(len(view.racers), 1), 5.2 * base)
        for place, racer in enumerate(view.racers):
            room = QRectF(0, place * height, self.width(), height)
            self._track(painter, room, racer, place / max(len(view.racers) - 1, 1), view.epochs)

    def _track(
        self, painter: QPainter, room: QRectF, racer: RacerView, shade: float, epochs: int
    ) -> None:
        theme, base = self._theme, self._theme.size("base")
        top = QRectF(room.left(), room.top(), room.width(), 1.7 * base)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("base", bold=True))
        painter.drawText(top, LEFT, depth_words(racer))
        painter.setFont(theme.font("base", bold=True, tabular=True))
        painter.drawText(top, RIGHT, reached_words(racer))
        rail = QRectF(room.left(), top.bottom() + 2, room.width(), 0.5 * base)
        painter.fillRect(rail, theme.color("surface_2"))
        share = min(racer.share / epochs, 1.0)
        painter.fillRect(QRectF(rail.left(), rail.top(), share * rail.width(), rail.height()),
                         ramp(theme, shade))  # fmt: skip
        painter.setPen(theme.color("text_2"))
        painter.setFont(theme.font("small", tabular=True))
        below = QRectF(room.left(), rail.bottom() + 2, room.width(), 1.5 * base)
        metrics, words = painter.fontMetrics(), time_words(racer)
        room_left = int(below.width() - metrics.horizontalAdvance(words) - base)
        if metrics.horizontalAdvance(racer.layers) <= room_left:
            painter.drawText(below, LEFT, racer.layers)
        painter.drawText(below, RIGHT, words)


def depth_words(racer: RacerView) -> str:
    """Return the number of hidden layers in words."""
    count = racer.layers.count("-") - 1
    return tr("1 hidden layer") if count == 1 else tr("{count} hidden layers", count=count)


def reached_words(racer: RacerView) -> str:
    """Return the accuracy after the last epoch."""
    if not len(racer.accuracies):
        return "–"
    return tr("{accuracy} %", accuracy=number(100 * float(racer.accuracies[-1]), 2))


def time_words(racer: RacerView) -> str:
    """Return epochs and seconds of training in words."""
    seconds = float(racer.seconds[-1]) if len(racer.seconds) else 0.0
    return tr("epoch {epoch} · {seconds} s", epoch=len(racer.epochs), seconds=number(seconds, 1))


def racer_words(racer: RacerView) -> str:
    """Return depth, accuracy and time in words."""
    return f"{depth_words(racer)}: {reached_words(racer)}, {time_words(racer)}"


class RaceStation(Station):
    """Station that shows a RaceView."""

    rewinds = False

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "race_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.stage = Card(theme, mark("Right answers on the validation set"))
        self.plot = Plot(theme, "race_plot", self.stage)
        self.stage.hold((self.plot, 1))
        self.side = Card(theme, mark("One clock"))
        self.form = settings_form(send, ("data",), self.side)
        self.tracks = RaceTracks(theme, self.side)
        self.note = WrappedLabel("race_note", self.side, role="small")
        self.side.hold(self.form, (self.tracks, 1), self.note)
        self.lay_out(Part(self.stage, 64), Part(self.side, 36), details=(self.note, self.form))
        self.retranslate()

    def render_state(self, state: VanishingState) -> None:
        """Draw what differs from the last state."""
        view = state.race
        if view is None:
            return
        self.form.show_values(state.settings)
        drawn = tuple((racer.share, len(racer.epochs)) for racer in view.racers)
        if (drawn, view.pictures) == self._drawn:
            return
        self._drawn = (drawn, view.pictures)
        words = tr("{count} pictures", count=number(view.pictures)) if view.pictures else ""
        self.side.set_note(words)
        self.tracks.show_view(view)
        self._draw_curves(view)

    def _draw_curves(self, view: RaceView) -> None:
        lines = [
            Line(
                depth_words(racer),
                racer.epochs,
                100 * racer.accuracies,
                shade=place / 3,
                dots=len(racer.epochs) < 40,
            )
            for place, racer in enumerate(view.racers)
        ]
        reached = [
            100 * float(racer.accuracies.min()) for racer in view.racers if len(racer.epochs)
        ]
        # first epochs of deep networks lie far below the others and may leave the plot
        low = LEAST if any(each >= LEAST for each in _last(view)) else min([*reached, LEAST])
        self.plot.show_figure(
            Figure(
                lines,
                (0.0, float(view.epochs), low, 100.0),
                Axis(tr("epoch")),
                Axis(tr("right, validation"), "%"),
                empty=tr("Play: four networks begin at once, and share the time."),
                said="; ".join(racer_words(racer) for racer in view.racers),
            )
        )

    def sentence(self, state: VanishingState) -> str:
        """Return the sentence for this state."""
        view = state.race
        if view is None or not view.racers or not any(len(racer.epochs) for racer in view.racers):
            return tr("Does depth pay? Let one to four hidden layers learn side by side.")
        best = max(view.racers, key=_last_accuracy)
        words = {"accuracy": number(100 * _last_accuracy(best), 1), "who": depth_words(best)}
        if all(len(racer.epochs) == view.epochs for racer in view.racers):
            worst = min(view.racers, key=_last_accuracy)
            return tr("Depth hardly pays: {who} {accuracy} %, {worst} {least} %.",
                      worst=depth_words(worst),
                      least=number(100 * _last_accuracy(worst), 1), **words)  # fmt: skip
        return tr("In front: {who} with {accuracy} %.", **words)

    def place(self, simulation: SimulationSnapshot, state: VanishingState) -> Place:
        view = state.race
        done = min((len(racer.epochs) for racer in view.racers), default=0) if view else 0
        epochs = view.epochs if view is not None else 0
        words = tr("epoch {epoch} of {epochs}", epoch=done, epochs=epochs)
        return Place(simulation.step, words=words, begun=False, resets=bool(view and view.racers))

    def retranslate(self) -> None:
        super().retranslate()
        self.note.setText(
            tr(
                "η = 0.1, λ = 5, mini-batches of 10, 30 epochs. On MNIST the book reached "
                "96.48, 96.90, 96.57 and 96.53 %."
            )
        )
        self._drawn = ()


def _last(view: RaceView) -> list[float]:
    return [100 * float(racer.accuracies[-1]) for racer in view.racers if len(racer.epochs)]


def _last_accuracy(racer: RacerView) -> float:
    return float(racer.accuracies[-1]) if len(racer.epochs) else 0.0
