"""The card of training: settings, curves, runs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.builder.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.tabs import Tabs
from app.widgets.numbers.training_form import TrainingForm
from app.widgets.plots.axes import AXES, EPOCHS, axis_after
from app.widgets.plots.guess import Guess, guess_button
from app.widgets.plots.learning_curves import learning_figure
from app.widgets.plots.plot import Plot
from app.widgets.time.doctor_strip import DoctorStrip
from app.widgets.time.runs_view import RaceChoices, RunsView
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.simulations.learning.views.state import TrainingView
from engine.training.settings import SETTINGS

FIRST = ("eta", "cost")
HIDDEN = ("layers", "train_size", "expand")
"""Settings that are edited elsewhere on the page, and one that needs pictures."""

QUANTITIES = ("cost", "accuracy")
RUNS = len(QUANTITIES)
TABS = (
    (mark("Cost"), mark("Cost over epochs.")),
    (mark("Accuracy"), mark("Share of right answers over epochs.")),
    (mark("Runs"), mark("All runs and their branches, to look at and to compare.")),
)
"""Name and meaning of each tab."""

SHOWN = ("training", "validation")
"""Parts of the data that have a curve."""

RACE_CHOICES = RaceChoices(rates=(0.03, 0.001, 10.0), ensemble=100, columns=2)
RACE_CHOICES_OF_DIGITS = RaceChoices(rates=(3.0, 0.001, 100.0), ensemble=20, columns=2)


class LearningCard(Card):
    """Settings above, curves and runs below; unfolded settings take their place.

    Signals
    -------
    unfolded : (bool)
        Whether all settings are shown.
    """

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Learning"), parent, name="learning_card")
        self._send = send
        self._drawn: tuple[object, ...] = ()
        self._training: TrainingView | None = None
        self.axis, self.guess = EPOCHS, Guess()
        self._build_header()
        self._build_views(theme)
        self.hold(self.form, self.doctor, self.tabs, (self.views, 1))
        self.body.addStretch(0)
        self.retranslate()

    def _build_header(self) -> None:
        self.guess_button = guess_button("builder_guess_button")
        shown = [each for each in SETTINGS if each.name not in HIDDEN]
        self.form = TrainingForm(
            self._send, SIMULATION_ID, shown, self,
            first=FIRST, lockstep="builder_twin_button", more="builder_more_button",
        )  # fmt: skip
        self.add_to_header(self.guess_button, self.form.lockstep_button, self.form.more_button)
        self.form.unfolded.connect(self._on_unfolded)
        self.guess_button.toggled.connect(self._on_guess_toggled)

    def _build_views(self, theme: Theme) -> None:
        self.tabs = Tabs("builder_tabs", mark("Curves"), TABS, self)
        self.curves = Plot(theme, "builder_curves")
        self.runs = RunsView(theme, self._send, SIMULATION_ID, RACE_CHOICES)
        self.doctor = DoctorStrip(self._send, SIMULATION_ID, self)
        self.views = QWidget(self)
        self._stack = QStackedLayout(self.views)
        self._stack.addWidget(self.curves)
        self._stack.addWidget(self.runs)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.curves.axis_asked.connect(self.change_axis)
        self.curves.drawn.connect(self._on_drawn)

    def follow(self, simulation_id: str) -> None:
        """Show and control another simulation."""
        self.runs.follow(
            simulation_id,
            RACE_CHOICES if simulation_id == SIMULATION_ID else RACE_CHOICES_OF_DIGITS,
        )
        self.doctor.follow(simulation_id)
        self.form.follow(simulation_id)
        self._training, self._drawn = None, ()
        self.guess_button.setChecked(False)

    def render_training(self, training: TrainingView) -> None:
        """Show the visible tab and all values, except in a field being edited."""
        self._training = training
        self.form.show_values(training.settings)
        if not self.form.is_open:
            self.doctor.show_finding(training.finding)
            self._draw()

    def render_ensemble(self, training: TrainingView) -> None:
        """Draw the fan of a seed ensemble in training, with every frame."""
        ensemble = training.ensemble
        if ensemble is not None and not ensemble.finished and self.tabs.currentIndex() != RUNS:
            self._training = training
            self._draw()

    def _draw(self) -> None:
        training, tab = self._training, self.tabs.currentIndex()
        if training is None or self.form.is_open:
            return
        key = (id(training.history), id(training.ensemble), len(training.branches), tab, self.axis)
        if tab == RUNS:
            self.runs.render_training(training)
        elif key != self._drawn:
            self._drawn = key
            self._draw_curves(training, QUANTITIES[tab])

    def _draw_curves(self, training: TrainingView, quantity: str) -> None:
        drawing, empty = self.guess_button.isChecked(), tr("Press Play: curves appear here.")
        self.curves.show_figure(
            learning_figure(
                training, quantity, empty, self.axis, self.guess, drawing=drawing, parts=SHOWN
            )
        )

    def _draw_again(self) -> None:
        self._drawn = ()
        self._draw()

    def change_axis(self) -> None:
        """Switch to the next x axis: epochs, examples, multiplications, seconds."""
        self.axis = axis_after(self.axis)
        self.guess_button.setChecked(False)
        self._draw_again()

    def view_values(self) -> dict[str, Value]:
        guesses = {f"guess_{each}": self.guess.text(each) for each in QUANTITIES}
        return {"axis": self.axis, **{name: text for name, text in guesses.items() if text}}

    def show_view(self, values: Mapping[str, object]) -> None:
        if values.get("axis") in AXES:
            self.axis = str(values["axis"])
        for quantity in QUANTITIES:
            self.guess.read(quantity, values.get(f"guess_{quantity}", ""))
        self._draw_again()

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()

    # --- handlers -------------------------------------------------------------------------------

    def _on_unfolded(self, unfolded: bool) -> None:
        for part in (self.tabs, self.views):
            part.setHidden(unfolded)
        if unfolded:
            self.doctor.show_finding(None)
        self._drawn = ()
        self.unfolded.emit(unfolded)

    def _on_tab_changed(self, tab: int) -> None:
        self._stack.setCurrentIndex(int(tab == RUNS))
        self._draw_again()

    def _on_guess_toggled(self, drawing: bool) -> None:
        """Switch drawing of a guess over epochs on or off."""
        if drawing:
            self.axis = EPOCHS
            if self.tabs.currentIndex() == RUNS:
                self.tabs.setCurrentIndex(0)
        self.curves.set_drawable(drawing)
        self._draw_again()

    def _on_drawn(self, x: float, y: float, first: bool) -> None:
        self.guess.draw(QUANTITIES[self.tabs.currentIndex()], x, y, first=first)
        self._draw_again()
