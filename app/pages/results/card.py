"""Card of one experiment: what is compared, where the numbers come from, and its run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, render_message, tr
from app.pages.results.lines import lines_of
from app.pages.results.openings import Opening, opening_of
from app.pages.results.titles import TITLES
from app.pages.results.words import NAMES, SIMULATION_ID, time_words
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.basics.line_list import LineList
from app.widgets.numbers.settings_form import SettingsForm
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.transport import Pause, Start
from engine.simulations.results.scene import SETTINGS, is_random, trains
from engine.simulations.results.state import ResultRow, ResultsState, RunningView

RUN = mark("Run it now")
GO_ON = mark("Go on")
STOP = mark("Stop {id}")

SHARES = {False: (4, 6), True: (5, 5)}
"""Shares of the height that plot and lines have, by whether a lecture is on."""


class ResultCard(Card):
    """Card that shows the chosen row of a ResultsState.

    Signals
    -------
    open_asked : (Opening)
        The experiment is to be opened on its page.
    """

    open_asked = Signal(object)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, name="results_card")
        self._send = send
        self._state: ResultsState | None = None
        self._drawn: tuple[object, ...] = ()
        self.plot = Plot(theme, "results_plot", self)
        self.lines = LineList(theme, "results_lines", self)
        settings = [each for each in SETTINGS if each.level]
        self.form = SettingsForm(
            send, SIMULATION_ID, settings, self, stem="results_{}", names=NAMES
        )
        self.progress = QProgressBar(self)
        self.progress.setObjectName("results_progress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = ElidedLabel("results_run_text", role="small")
        self.run_button = ElidedButton("results_run_button", role="primary", act=self.run_or_stop)
        self.open_button = ElidedButton("results_open_button", act=self.open)
        buttons = row((self.run_button, 1), (self.open_button, 1))
        self.hold(
            (self.plot, SHARES[False][0]),
            (self.lines, SHARES[False][1]),
            self.form,
            self.words,
            self.progress,
            buttons,
        )

    # --- what can be asked ---------------------------------------------------------------------

    @property
    def runs(self) -> bool:
        """Whether an experiment can be run, or stopped."""
        state = self._state
        return state is not None and (state.running is not None or state.missing is None)

    @property
    def opening(self) -> Opening | None:
        """Where the experiment goes on."""
        return None if self._state is None else opening_of(self._state.chosen)

    def run_or_stop(self) -> None:
        """Run the experiment, or stop the one that is being run."""
        running = self._state is not None and self._state.running is not None
        self._send(Pause(SIMULATION_ID) if running else Start(SIMULATION_ID))

    def open(self) -> None:
        """Ask for the experiment on its page."""
        if self.opening is not None:
            self.open_asked.emit(self.opening)

    # --- what is shown -------------------------------------------------------------------------

    def render_state(self, state: ResultsState) -> None:
        """Show the chosen row and its run."""
        self._state = state
        chosen, running = state.chosen, state.running
        own = running is not None and running.id == chosen.id
        curve = running.curve if running is not None and own else ()
        self.form.show_values(state.settings)
        self.form.set_enabled(trains(state.settings), "length")
        self.form.set_enabled(is_random(state.settings), "seed")
        drawn = (chosen, curve, self._theme.lecture)
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.set_title(f"{chosen.id}  {tr(TITLES[chosen.id])}")
        self.plot.show_figure(figure_of(chosen, curve))
        self.lines.show_lines(lines_of(chosen, brief=self._theme.lecture))
        self._say_buttons()

    def render_text(self, state: ResultsState) -> None:
        """Show how far the run is."""
        self._state = state
        running = state.running
        self.words.say(progress_words(state))
        self.progress.setVisible(running is not None)
        share = running.share if running is not None else None
        self.progress.setValue(int(1000 * (share or 0.0)))
        self._say_buttons()

    def set_lecture(self, lecture: bool) -> None:
        """Leave the settings of a run out in a lecture: a chip and a key choose its length."""
        self.form.setVisible(not lecture)
        for part, share in zip((self.plot, self.lines), SHARES[lecture], strict=True):
            self.body.setStretchFactor(part, share)
        if self._state is not None:
            self.render_state(self._state)

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()
        if self._state is not None:
            self.render_state(self._state)
            self.render_text(self._state)

    def _say_buttons(self) -> None:
        state = self._state
        if state is None:
            return
        self.run_button.setEnabled(self.runs)
        if state.running is not None:
            self.run_button.say(
                tr(STOP, id=state.running.id),
                tr("Stop it and keep what it has learned: it goes on from there later (Space)."),
            )
        elif state.missing is not None:
            self.run_button.say(tr(RUN), render_message(state.missing))
        elif state.kept is not None:
            self.run_button.say(tr(GO_ON), tr("Go on where it was stopped (Space); R begins anew."))
        else:
            self.run_button.say(
                tr(RUN),
                tr("Run it in a process of its own; the window stays free (Space)."),
            )
        opening = self.opening
        self.open_button.setEnabled(opening is not None)
        none = tr("No page of the lab shows this experiment.")
        said = none if opening is None else tr(opening.said)
        self.open_button.say(tr("Open on its page"), said)


def progress_words(state: ResultsState) -> str:
    """Return how far the run is, or why there is none."""
    running = state.running
    if running is not None:
        return running_words(running)
    if state.failure is not None:
        return render_message(state.failure)
    if state.missing is not None:
        return render_message(state.missing)
    if state.kept is not None:
        return tr("stopped at {share:.0f} %, kept", share=100 * state.kept)
    return ""


def running_words(running: RunningView) -> str:
    """Return the share that is done and the time that is left."""
    if running.share is None:
        return tr("{id} runs, for {time} so far", id=running.id,
                  time=time_words(running.elapsed_s))  # fmt: skip
    done = tr("{id}: {share:.0f} % done", id=running.id, share=100 * running.share)
    if running.network > 1:
        done = tr("{id}, network {network}: {share:.0f} % done", id=running.id,
                  network=running.network, share=100 * running.share)  # fmt: skip
    if running.remaining_s is None:
        return done
    if running.remaining_s < 1:
        return tr("{done}, nearly at its end", done=done)
    return tr("{done}, about {time} left", done=done, time=time_words(running.remaining_s))


def figure_of(chosen: ResultRow, running: tuple[float, ...]) -> Figure:
    """Return the learning curve of a row: ours, the book's epochs as dots, the run under way."""
    lines, spots, last = [], [], 2
    kept = next((each.curve for each in chosen.ours if each.curve), ())
    for name, curve, ghost in ((tr("ours"), kept, bool(running)), (tr("now"), running, False)):
        if curve:
            x = np.arange(1.0, len(curve) + 1)
            last = max(last, len(curve))
            lines.append(
                Line(name, x, 100 * np.array(curve), token="accuracy", ghost=ghost,
                     dots=len(curve) < 2)
            )  # fmt: skip
    if chosen.book.on:
        for text, value in chosen.book.series.items():
            if text.isdigit() and value <= 1:
                spots.append(Spot(float(text) + 1, 100 * value, "accent"))
                last = max(last, int(text) + 1)
    if spots:
        spots[-1] = replace(spots[-1], label=tr("the book"))
    values = [*(100 * each for each in (*kept, *running)), *(spot.y for spot in spots)]
    low = 10 * np.floor(min(values, default=0.0) / 10)
    return Figure(
        lines, (1.0, float(last), float(min(low, 90.0)), 100.0), Axis(tr("epoch")),
        Axis(tr("right"), "%"), spots=spots,
        empty=tr("No learning curve is kept: run it to draw one."),
    )  # fmt: skip
