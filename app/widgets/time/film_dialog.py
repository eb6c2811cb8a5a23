"""Dialog that asks for a film of the time line, and shows how far its recording is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.appearance.translation import mark, tr
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, WrappedLabel
from app.widgets.time.epoch_scale import EpochScale

SIZES = {"960x540": "960 × 540", "1280x720": "1280 × 720", "1920x1080": "1920 × 1080"}
RATES = {5: "5", 10: "10", 20: "20", 25: "25"}
WHAT = {"page": mark("the page"), "window": mark("the whole window")}

MOST_SECONDS = 40.0
"""Longest film; with 25 frames a second that are 1,000 frames."""


@dataclass(frozen=True, slots=True)
class FilmWish:
    """A film as chosen in the dialog.

    Attributes
    ----------
    first, last : int
        Steps of the first and the last frame.
    frames, rate : int
        Frames in all, and a second.
    size : str
        Width and height in pixels: "1280x720".
    whole_window : bool
    """

    first: int
    last: int
    frames: int
    rate: int
    size: str
    whole_window: bool


class FilmDialog(QDialog):
    """Dialog of a film: the stretch, its length, its size; then progress until it is done.

    Parameters
    ----------
    scale : EpochScale or None
        Of a run of training: the stretch is then chosen in epochs, else in steps.
    last : int
        Last step so far.

    Signals
    -------
    wished : (FilmWish)
    cancelled : ()
        Cancel was pressed, or the dialog closed, while recording.
    """

    wished = Signal(object)
    cancelled = Signal()

    def __init__(self, scale: EpochScale | None, last: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("film_dialog")
        self.setWindowTitle(tr("Film of the time line"))
        self._scale, self._began_s, self._recording = scale, 0.0, False
        epochs = scale is not None
        end = scale.epoch_at(last) if scale is not None else float(last)
        most = end if last else 10_000.0
        self.first = self._field("film_first", 0.0, most, 2 if epochs else 0)
        self.last = self._field("film_last", end or 100.0, most, 2 if epochs else 0)
        self.seconds = self._field("film_seconds", 10.0, MOST_SECONDS, 1)
        self.seconds.setMinimum(0.5)
        self.rate = ElidedComboBox("film_rate", {str(key): RATES[key] for key in RATES})
        self.rate.show_choice("10")
        self.size_choice = ElidedComboBox("film_size", SIZES)
        self.size_choice.show_choice("1280x720")
        self.what = ElidedComboBox("film_what", WHAT)
        self.words = WrappedLabel("film_words", self, role="small")
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.record_button = ElidedButton(
            "film_record", mark("Record …"), mark("Choose a file and record the film."),
            role="primary", act=self._wish, parent=self,
        )  # fmt: skip
        self.cancel_button = ElidedButton(
            "film_cancel", mark("Cancel"), mark("Close; a film that is not done is thrown away."),
            act=self.reject, parent=self,
        )  # fmt: skip
        self._lay_out(epochs)
        for each in (self.first, self.last, self.seconds):
            each.valueChanged.connect(self._say)
        self.rate.currentIndexChanged.connect(self._say)
        self._say()

    def _lay_out(self, epochs: bool) -> None:
        self._form = QWidget(self)
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        for words, field in (
            (tr("From epoch") if epochs else tr("From step"), self.first),
            (tr("to epoch") if epochs else tr("to step"), self.last),
            (tr("Length in seconds"), self.seconds),
            (tr("Frames a second"), self.rate),
            (tr("Size in pixels"), self.size_choice),
            (tr("Show"), self.what),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        layout = QVBoxLayout(self)
        layout.addWidget(self._form)
        layout.addWidget(self.words)
        layout.addWidget(self.progress)
        layout.addLayout(row(self.record_button, self.cancel_button))
        self.progress.hide()

    def _field(self, name: str, value: float, most: float, decimals: int) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self)
        field.setObjectName(name)
        field.setDecimals(decimals)
        field.setRange(0.0, most)
        field.setValue(value)
        return field

    def wish(self) -> FilmWish:
        """Return the film that is chosen."""
        rate = int(self.rate.currentData())
        first, last = (self._step(each.value()) for each in (self.first, self.last))
        frames = max(ceil(self.seconds.value() * rate), 1)
        whole = self.what.currentData() == "window"
        return FilmWish(first, last, frames, rate, self.size_choice.currentData(), whole)

    def show_progress(self, done: int, frames: int) -> None:
        """Show how many frames are done, and how long the others may take."""
        self.progress.setRange(0, frames)
        self.progress.setValue(done)
        if done == 0:
            self.words.setText(tr("The film is being recorded; the window can be used meanwhile."))
            return
        left = (time.monotonic() - self._began_s) / done * (frames - done)
        self.words.setText(
            tr("{done} of {frames} frames; about {seconds} s left.", done=done, frames=frames,
               seconds=ceil(left))
        )  # fmt: skip

    def begin(self) -> None:
        """Show progress in place of the choices."""
        self._recording, self._began_s = True, time.monotonic()
        self._form.setEnabled(False)
        self.record_button.hide()
        self.progress.show()
        self.show_progress(0, 1)

    def finish(self) -> None:
        """Close the dialog after recording."""
        self._recording = False
        self.accept()

    def reject(self) -> None:
        """Close the dialog; stop recording."""
        if self._recording:
            self._recording = False
            self.cancelled.emit()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        event.accept()

    def _step(self, place: float) -> int:
        return round(place if self._scale is None else self._scale.step_at(place))

    def _wish(self) -> None:
        self.wished.emit(self.wish())

    def _say(self) -> None:
        frames = self.wish().frames
        self.words.setText(tr("{frames} frames, as a GIF that plays for ever.", frames=frames))
