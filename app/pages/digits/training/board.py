"""The board of the training half: curves, confusion matrix, mistakes, log, runs, answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, percent, tr
from app.pages.digits.training.answers import AnswersView
from app.pages.digits.training.confusion import ConfusionView
from app.pages.digits.training.gallery import Gallery
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.line_list import Line, LineList
from app.widgets.basics.tabs import Tabs
from app.widgets.plots.axes import AXES, EPOCHS, axis_after
from app.widgets.plots.guess import Guess, guess_button
from app.widgets.plots.learning_curves import learning_figure
from app.widgets.plots.plot import Plot
from app.widgets.time.doctor_strip import DoctorStrip
from app.widgets.time.moments import best_text
from app.widgets.time.runs_view import RaceChoices, RunsView
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.pages.digits import ShowExample
from engine.data.classes import name_of
from engine.simulations.digits.state import DigitsState
from engine.simulations.learning.views.state import Mistakes, TrainingView

ACCURACY, COST, CONFUSION, MISTAKES, LOG, RUNS, ANSWERS = range(7)
VIEWS = {
    "accuracy": (mark("Accuracy"), mark("Share of digits read right, in percent.")),
    "cost": (mark("Cost"), mark("The cost, which learning lowers.")),
    "confusion": (mark("Confusion"), mark("Which digit is taken for which.")),
    "mistakes": (mark("Mistakes"), mark("Test digits it misreads, the surest mistakes first.")),
    "log": (mark("Log"), mark("One line for each epoch.")),
    "runs": (mark("Runs"), mark("All runs and their branches, to look at and to compare.")),
    "answers": (
        mark("Answers"),
        mark("Why it changed its mind: its answers to your picture over the whole run."),
    ),
}
"""Name and meaning of each tab, by its name in documents."""

TABS = tuple(VIEWS)

QUANTITIES = ("accuracy", "cost")

RACE_CHOICES = RaceChoices(rates=(3.0, 0.001, 100.0), ensemble=20)

WATCHED = {
    CONFUSION: frozenset({"confusion"}),
    MISTAKES: frozenset({"mistakes"}),
    ANSWERS: frozenset({"answers"}),
}


class Board(Card):
    """Seven views of one run behind tabs; only the visible one is drawn.

    Signals
    -------
    watched_changed : ()
        The visible tab needs other fields of the snapshot.
    """

    watched_changed = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("How well it reads"), parent, name="board")
        self._send = send
        self._rendered: tuple[object, ...] = ()
        self._examples: dict[tuple[int, int], int] = {}
        self._training: TrainingView | None = None
        self._lecture = False
        meaning, tabs = mark("Views of the training"), list(VIEWS.values())
        self.tabs = Tabs("board_tabs", meaning, tabs, self, named=True)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.accuracy = Plot(theme, "accuracy_curves")
        self.cost = Plot(theme, "cost_curves")
        self.confusion = ConfusionView(theme)
        self.mistakes = Gallery(theme, "mistakes_gallery")
        self.log = LineList(theme, "transcript")
        self.runs = RunsView(theme, send, SIMULATION_ID, RACE_CHOICES)
        self.answers = AnswersView(theme, send)
        self._build_guess()
        self._stack = QStackedLayout()
        for view in (
            self.accuracy,
            self.cost,
            self.confusion,
            self.mistakes,
            self.log,
            self.runs,
            self.answers,
        ):
            self._stack.addWidget(view)
        self.doctor = DoctorStrip(send, SIMULATION_ID)
        self.hold(self.doctor, self.tabs, (self._stack, 1))
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.confusion.cell_opened.connect(self._on_cell_opened)
        self.mistakes.picked.connect(self._on_mistake_picked)
        self.log.rows_changed.connect(self._on_rows_changed)
        for plot in (self.accuracy, self.cost):
            plot.axis_asked.connect(self.change_axis)
        self.retranslate()

    def _build_guess(self) -> None:
        self.axis, self.guess = EPOCHS, Guess()
        self.guess_button = guess_button("guess_button")
        self.guess_button.toggled.connect(self._on_guess_toggled)
        self.add_to_header(self.guess_button)
        for quantity, plot in zip(QUANTITIES, (self.accuracy, self.cost), strict=True):
            plot.drawn.connect(partial(self._on_drawn, quantity))

    @property
    def watched(self) -> frozenset[str]:
        """Fields of the snapshot that the visible tab needs, as in `Observe`."""
        return WATCHED.get(self.tabs.currentIndex(), frozenset())

    def render_state(self, state: DigitsState) -> None:
        """Draw the visible tab, if it has changed."""
        training = state.training
        self._training = training
        self.doctor.show_finding(training.finding)
        key = self._key(training)
        if key == self._rendered:
            return
        self._rendered = key
        self.set_note("" if self._lecture else best_text(training))
        self._draw(training)

    def _key(self, training: TrainingView) -> tuple[object, ...]:
        history = training.history
        costs = history.training_cost
        return (
            self.tabs.currentIndex(),
            len(history.epochs),
            len(history.batch_steps),
            float(costs[-1]) if len(costs) else 0.0,
            training.step == 0,
            training.network.class_names,
            id(training.confusion),
            id(training.mistakes),
            id(training.prediction_history),
            id(training.ensemble),
            len(training.changes),
            self.axis,
            training.branch,
            *((b.id, b.name, b.last_step) for b in training.branches),
        )

    def _draw(self, training: TrainingView) -> None:
        (
            self._draw_curves,
            self._draw_curves,
            self._draw_confusion,
            self._draw_mistakes,
            self._draw_log,
            self.runs.render_training,
            self.answers.render_training,
        )[self.tabs.currentIndex()](training)

    def _draw_curves(self, training: TrainingView) -> None:
        tab, empty = self.tabs.currentIndex(), self._nothing_yet()
        drawing = self.guess_button.isChecked()
        (self.accuracy, self.cost)[tab].show_figure(
            learning_figure(
                training, QUANTITIES[tab], empty, self.axis, self.guess, drawing=drawing
            )
        )

    def _draw_confusion(self, training: TrainingView) -> None:
        self.confusion.show_counts(training.confusion, training.network.output_names)

    def _draw_mistakes(self, training: TrainingView) -> None:
        mistakes = training.mistakes
        if mistakes is None:
            self.mistakes.show_sentence(
                tr("After the first epoch the digits it misreads lie here. Press Play.")
            )
        elif not len(mistakes.labels):
            self.mistakes.show_sentence(tr("Not one test digit is misread."))
        else:
            captions, hints = mistake_words(mistakes, training.network.output_names)
            self.mistakes.show_pictures(mistakes.pictures, captions, hints)

    def _draw_log(self, training: TrainingView) -> None:
        lines = log_lines(training)
        self.log.show_lines(lines[-max(self.log.rows, 1) :], "" if lines else self._nothing_yet())

    def _nothing_yet(self) -> str:
        return tr("Nothing is measured yet. Press Play and watch it learn.")

    def set_lecture(self, lecture: bool) -> None:
        """Hide what is too small for a lecture."""
        self._lecture = lecture
        for index in (CONFUSION, MISTAKES, LOG, RUNS, ANSWERS):
            self.tabs.setTabVisible(index, not lecture)
        self._rendered = ()

    def view_values(self) -> dict[str, Value]:
        guesses = {f"guess_{each}": self.guess.text(each) for each in QUANTITIES}
        tab = TABS[self.tabs.currentIndex()]
        return {"tab": tab, "axis": self.axis, **{k: text for k, text in guesses.items() if text}}

    def show_view(self, values: Mapping[str, object]) -> None:
        tab, axis = values.get("tab"), values.get("axis")
        if tab in TABS:
            self.tabs.setCurrentIndex(TABS.index(str(tab)))
        if axis in AXES:
            self.axis = str(axis)
        for quantity in QUANTITIES:
            self.guess.read(quantity, values.get(f"guess_{quantity}", ""))
        self._rendered = ()

    @property
    def shows_curves(self) -> bool:
        """Whether the tab in front has curves."""
        return self.tabs.currentIndex() in (ACCURACY, COST)

    def change_axis(self) -> None:
        """Switch to the next x axis: epochs, examples, multiplications, seconds."""
        self.axis = axis_after(self.axis)
        self.guess_button.setChecked(False)
        self._draw_again()

    def _draw_again(self) -> None:
        if self._training is not None and self.shows_curves:
            self._draw_curves(self._training)

    def _on_guess_toggled(self, drawing: bool) -> None:
        """Switch drawing of a guess over epochs on or off, on both plots."""
        if drawing:
            self.axis = EPOCHS
            if self.tabs.currentIndex() not in (ACCURACY, COST):
                self.tabs.setCurrentIndex(ACCURACY)
        for plot in (self.accuracy, self.cost):
            plot.set_drawable(drawing)
        self._draw_again()

    def _on_drawn(self, quantity: str, x: float, y: float, first: bool) -> None:
        self.guess.draw(quantity, x, y, first=first)
        self._draw_again()

    def retranslate(self) -> None:
        super().retranslate()
        views = {"accuracy": self.accuracy, "cost": self.cost, "mistakes": self.mistakes,
                 "log": self.log}  # fmt: skip
        for key, view in views.items():
            name, tip = (tr(words) for words in VIEWS[key])
            view.setAccessibleName(name)
            view.setToolTip(tip)
        self.mistakes.setToolTip(tr("Click a digit to put it on the pad."))
        self._rendered = ()

    # --- handlers -----------------------------------------------------------------------------

    def _on_tab_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._rendered = ()
        self.watched_changed.emit()

    def _on_rows_changed(self) -> None:
        if self._training is not None and self.tabs.currentIndex() == LOG:
            self._draw_log(self._training)

    def _on_cell_opened(self, true: int, answer: int) -> None:
        """Show the next digit of a cell on the pad."""
        examples = None if self._training is None else self._training.confusion_examples
        if examples is None:
            return
        places = [int(place) for place in examples[true, answer] if place >= 0]
        turn = self._examples.get((true, answer), 0)
        self._examples[true, answer] = turn + 1
        if places:
            self._send(ShowExample(SIMULATION_ID, "index", places[turn % len(places)]))

    def _on_mistake_picked(self, number: int) -> None:
        if self._training is not None and self._training.mistakes is not None:
            index = int(self._training.mistakes.indices[number])
            self._send(ShowExample(SIMULATION_ID, "index", index))


def mistake_words(mistakes: Mistakes, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return caption and tooltip of every mistake, by the names of the classes."""
    rows = [
        (name_of(names, label), name_of(names, answer), sure)
        for label, answer, sure in zip(
            mistakes.labels, mistakes.answers, mistakes.confidence, strict=True
        )
    ]
    captions = [f"{label} → {answer}" for label, answer, _ in rows]
    hints = [
        tr(
            "a {label}, read as {answer} with {sure}",
            label=label,
            answer=answer,
            sure=percent(float(sure)),
        )
        for label, answer, sure in rows
    ]
    return captions, hints


def log_lines(training: TrainingView) -> list[Line]:
    """Return one line for each measured epoch, as the book's programs print, newest last."""
    history = training.history
    lines = []
    for row, epoch in enumerate(history.epochs):
        known = [
            f"{tr(name)} {percent(float(values[row]))}"
            for name, values in (
                ("validation", history.validation_accuracy),
                ("test", history.test_accuracy),
            )
            if row < len(values) and np.isfinite(values[row])
        ]
        words = tr("Epoch {epoch:.0f}", epoch=float(epoch))
        seconds = tr("{seconds:.1f} s", seconds=float(history.seconds[row]))
        lines.append(Line(f"{words}: {', '.join(known)}", seconds if epoch else ""))
    return lines
