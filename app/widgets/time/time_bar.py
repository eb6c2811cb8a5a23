"""The transport bar of training: play, step, back, reset, speed, timeline."""

from __future__ import annotations

from math import inf, log
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QSlider, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.widgets.basics.boxes import fill, row
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.numbers.number_popup import NumberPopup
from app.widgets.time.epoch_scale import EpochScaleHistory
from app.widgets.time.moments import marks_of
from app.widgets.time.timeline import Timeline
from app.widgets.time.transport_bar import TransportBar
from engine.commands.command import SendCommand
from engine.commands.transport import Seek, SetPace
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot, Status

SLOWEST = 0.5
"""Examples a second at the left end of the slider."""

FASTEST_LIMIT = 1_000_000.0
"""Examples a second just before the right end, which has no limit."""

NOTCHES = 100
ROOM_FOR_SPEED = 1000
"""Least width in pixels at which a lecture shows the speed."""

LEAST_TIMELINE = 200
"""Least width in pixels of the timeline in a lecture."""

LAPSE_EPOCHS_PER_SECOND = 3.0
"""The time-lapse: 30 epochs in 10 s."""

WAITING = {
    Status.COMPILING: mark("Getting ready: compiling kernels …"),
    Status.LOADING: mark("Getting ready: loading data …"),
}
"""The place of a run that cannot begin yet."""


class TimeBar(TransportBar):
    """Transport bar that shows the present step of a run; see TransportBar.

    Signals
    -------
    play_asked : ()
        Play was pressed.
    """

    play_asked = Signal()

    pause: ClassVar = mark("Pause training (Space).")

    def __init__(
        self,
        theme: Theme,
        send: SendCommand,
        simulation_id: str,
        play: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, send, "transport_bar", simulation_id, play, parent)
        self._notches: dict[str, int] = {}
        self._training: TrainingView | None = None
        self._scales = EpochScaleHistory()
        self._drawn_step = self._steps_between = 0
        self._build_buttons()
        self._build_speed()
        self._build_place()
        self._build_slides()
        self._layout.addSpacing(8)
        self._layout.addLayout(self._slides, 1)
        self.begin()

    def _build_buttons(self) -> None:
        tips = (
            mark("One epoch back."),
            mark("One mini-batch back (left arrow); Shift+Space plays the run backwards."),
            mark("One mini-batch forward (right arrow)."),
            mark("One epoch forward."),
        )
        self.reset_button = self.reset_button_with(
            mark("Back to the same start: the same first weights (R).")
        )
        make = self.step_button_with
        self.epoch_back_button = make("epoch_back_button", "previous", tips[0], -1, "epoch")
        self.back_button = make("step_back_button", "step_back", tips[1], -1)
        self.step_button = make("step_button", "step", tips[2], 1)
        self.epoch_button = make("epoch_step_button", "next", tips[3], 1, "epoch")
        back = (self.reset_button, self.epoch_back_button, self.back_button)
        self._buttons = (*back, self.play_button, self.step_button, self.epoch_button)
        fill(self._layout, self._buttons)

    def _build_speed(self) -> None:
        self.speed_slider = QSlider(Qt.Orientation.Horizontal)
        self.speed_slider.setObjectName("speed_slider")
        self.speed_slider.setRange(0, NOTCHES)
        self.speed_slider.setValue(NOTCHES)
        self.speed_slider.valueChanged.connect(self._on_speed_changed)
        self.lapse_button = ElidedButton(
            "time_lapse_button",
            mark("Time-lapse"),
            mark("30 epochs in 10 seconds, whatever the machine can do."),
            checkable=True,
        )
        self.lapse_button.toggled.connect(self._on_lapse_toggled)
        self.speed_caption = ElidedLabel("speed_caption", role="small")
        self.speed_caption.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.speed_label = ElidedLabel("speed_text", role="small")

    def _build_place(self) -> None:
        self.timeline = Timeline(self._theme)
        self.timeline.valueChanged.connect(self._on_place_changed)
        self.place_label = ElidedLabel("place_text", role="small")
        self.place_label.setCursor(Qt.CursorShape.PointingHandCursor)
        self.place_label.installEventFilter(self)
        self.epoch_popup = NumberPopup("epoch_popup", self)
        self.epoch_popup.chosen.connect(self._on_epoch_chosen)
        self._place_caption = row(self.place_label)

    def _build_slides(self) -> None:
        """Lay out both sliders side by side, each below its caption."""
        caption = row(self.speed_caption, (self.speed_label, 1), gap=8)
        self._speed_row = QWidget()
        row((self.speed_slider, 1), self.lapse_button, gap=8, inside=self._speed_row)
        top = Qt.AlignmentFlag.AlignTop
        self._slides = QGridLayout()
        self._slides.setVerticalSpacing(0)
        self._slides.addLayout(caption, 0, 0)
        self._slides.addLayout(self._place_caption, 0, 2)
        self._slides.addWidget(self._speed_row, 1, 0, top)
        self._slides.addWidget(self.timeline, 1, 2, top)
        self._slides.setColumnStretch(0, 5)
        self._slides.setColumnMinimumWidth(1, 8)
        self._slides.setColumnStretch(2, 7)
        for line in (0, 2):
            self._slides.setRowStretch(line, 1)

    # --- called by the page -----------------------------------------------------------------

    def render_run(self, simulation: SimulationSnapshot, training: TrainingView) -> None:
        """Show status and step of the run."""
        self.show_playing(simulation.status.started)
        self.timeline.show_place(training.step, training.last_step)
        self._steps_between, self._drawn_step = training.step - self._drawn_step, training.step
        going_back = training.step > 0
        for button in (self.back_button, self.epoch_back_button):
            if button.isEnabled() != going_back:
                button.setEnabled(going_back)

    def render_text(self, simulation: SimulationSnapshot, training: TrainingView) -> None:
        self.speed_label.say(self._speed_text(training))
        self.place_label.say(place_text(simulation, training))
        self._training = training
        self._say_speed_tip()
        self._plan(training)

    def _plan(self, training: TrainingView) -> None:
        """Update epochs and marks of the timeline."""
        steps = [change.step for change in training.changes]
        scale = self._scales.learn(steps, training.step, training.epoch, training.steps_per_epoch)
        planned = float(str(training.settings["epochs"]))
        self.timeline.show_plan(scale, planned, marks_of(training, scale))

    def follow(self, simulation_id: str) -> None:
        """Control another simulation; each keeps its own speed."""
        if simulation_id == self._simulation_id:
            return
        self._notches[self._simulation_id] = self.speed_slider.value()
        self._simulation_id, self._training, self._scales = simulation_id, None, EpochScaleHistory()
        for control in (self.speed_slider, self.lapse_button):
            control.blockSignals(True)
        self.speed_slider.setValue(self._notches.get(simulation_id, NOTCHES))
        self.lapse_button.setChecked(False)
        for control in (self.speed_slider, self.lapse_button):
            control.blockSignals(False)

    def set_speed(self, speed: float) -> None:
        """Set the target speed in examples a second."""
        self.speed_slider.setValue(notch_of(speed))

    def ask_epoch(self) -> None:
        """Open the popup for the epoch to go to."""
        training = self._training
        if training is not None and training.last_step:
            highest = self.timeline.scale.epoch_at(training.last_step)
            self.epoch_popup.ask(training.epoch, highest, self.place_label)

    def set_lecture(self, lecture: bool) -> None:
        """Hide what is too small for a lecture."""
        hidden = (self.epoch_back_button, self.epoch_button, self.lapse_button)
        for widget in (*hidden, self.speed_caption, self.speed_label, self.place_label):
            widget.setVisible(not lecture)
        self._make_room()

    def _make_room(self) -> None:
        """Give the whole of a narrow bar to the timeline in a lecture, or to Play alone."""
        gap = self._layout.spacing()
        taken = sum(each.sizeHint().width() + gap for each in self._buttons if not each.isHidden())
        room = self.width() - taken - 2 * self._theme.size("gap")
        drawn = not self._theme.lecture or room >= LEAST_TIMELINE
        if drawn == self.timeline.isHidden():
            self.timeline.setVisible(drawn)
        shown = not self._theme.lecture or self.width() >= ROOM_FOR_SPEED
        if shown == self._speed_row.isHidden():
            self._speed_row.setVisible(shown)
            self._slides.setColumnStretch(0, 5 if shown else 0)

    def retranslate(self) -> None:
        super().retranslate()
        self._say_speed_tip()
        self.speed_slider.setAccessibleName(tr("Speed"))
        self.speed_caption.say(tr("Speed"))
        self.place_label.setToolTip(tr("Click to go to an epoch (G)."))
        self.epoch_popup.say(tr("Go to epoch"))
        if self._training is not None:
            self._plan(self._training)

    def _say_speed_tip(self) -> None:
        """Say in the tips of the speed how many threads do the work."""
        speed = tr("Speed: from one example in two seconds to as fast as it goes.")
        tip = f"{speed}\n{threads_text(self._training)}"
        for widget in (self.speed_slider, self.speed_label):
            if widget.toolTip() != tip:
                widget.setToolTip(tip)

    def _speed_text(self, training: TrainingView) -> str:
        if training.examples_per_second <= 0:
            return aim_text(self.speed_slider.value(), self.lapse_button.isChecked())
        if training.recorded:
            epochs = training.examples_per_second / training.training_size
            return tr("{speed} epochs a second", speed=number(epochs, 1))
        speed = number(training.examples_per_second, 0 if training.examples_per_second > 9 else 1)
        if self._steps_between > 1:
            return tr(
                "{speed} examples/s, drawing 1 step in {every}",
                speed=speed,
                every=self._steps_between,
            )
        return tr("{speed} examples/s", speed=speed)

    # --- handlers -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        self._place_caption.setContentsMargins(self.timeline.inset, 0, 0, 0)
        # the slider is level with the line of the timeline
        self._speed_row.setFixedHeight(2 * self.timeline.line_y)

    def _toggle(self) -> None:
        starts = not self._playing
        super()._toggle()
        if starts:
            self.play_asked.emit()

    def _on_speed_changed(self, notch: int) -> None:
        self.lapse_button.setChecked(False)
        self._send(SetPace(self._simulation_id, examples_per_second(notch)))
        self.speed_label.say(aim_text(notch, False))

    def _on_lapse_toggled(self, lapse: bool) -> None:
        notch = self.speed_slider.value()
        pace = LAPSE_EPOCHS_PER_SECOND if lapse else None
        self._send(SetPace(self._simulation_id, examples_per_second(notch), pace))
        self.speed_label.say(aim_text(notch, lapse))

    def _on_epoch_chosen(self, epoch: float) -> None:
        self._send(Seek(self._simulation_id, round(self.timeline.scale.step_at(epoch))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.ask_epoch()
            return True
        return False


def examples_per_second(notch: int) -> float:
    """Return the speed at a notch of the slider: logarithmic, inf at the last notch."""
    if notch >= NOTCHES:
        return inf
    return float(SLOWEST * (FASTEST_LIMIT / SLOWEST) ** (notch / (NOTCHES - 1)))


def notch_of(speed: float) -> int:
    """Return the notch of the slider nearest to a speed in examples a second."""
    if speed > FASTEST_LIMIT:
        return NOTCHES
    share = log(max(speed, SLOWEST) / SLOWEST) / log(FASTEST_LIMIT / SLOWEST)
    return round(share * (NOTCHES - 1))


def aim_text(notch: int, lapse: bool) -> str:
    """Return the target speed as text."""
    if lapse:
        return tr("time-lapse: 3 epochs a second")
    speed = examples_per_second(notch)
    if speed == inf:
        return tr("as fast as it goes")
    if speed < 1:
        return tr("one example in {seconds:.1f} s", seconds=1 / speed)
    return tr("up to {speed} examples/s", speed=number(speed, 0 if speed > 9 else 1))


def place_text(simulation: SimulationSnapshot, training: TrainingView) -> str:
    """Return the present place of the run as text."""
    if simulation.status in WAITING:
        return tr(WAITING[simulation.status])
    if simulation.status == Status.FAILED:
        return tr("Stopped. Step back, change a setting, or begin again with the round arrow.")
    if not training.last_step:
        return tr("Untrained. Play begins.")
    return tr(
        "epoch {epoch:.2f} of {epochs} · mini-batch {step:,} · {seconds:.1f} s of training",
        epoch=training.epoch,
        epochs=training.settings["epochs"],
        step=training.step,
        seconds=simulation.elapsed_s,
    )


def threads_text(training: TrainingView | None) -> str:
    """Return how many threads train a network, and what chooses them."""
    if training is not None and training.threads > 1:
        return tr("{count} threads share the work (--threads).", count=training.threads)
    return tr("One thread does the work; only convolutions are shared by several (--threads).")
