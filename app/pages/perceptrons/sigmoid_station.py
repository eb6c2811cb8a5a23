"""Sigmoid station: from the perceptron to the sigmoid neuron."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, plain, significant, tr
from app.pages.perceptrons.sigmoid_plots import (
    DECIMALS,
    change_figure,
    change_words,
    gap_figure,
    output_figure,
)
from app.pages.perceptrons.station import TableStation
from app.pages.perceptrons.truth_table import Column, input_columns
from app.pages.perceptrons.words import (
    CHANGE_NAMES,
    NETWORK_NAMES,
    SIMULATION_ID,
    node_name,
)
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.numbers.settings_form import SettingsForm
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import RestoreSettings
from engine.simulations.perceptrons.scene import OF_STATION, REACH, SETTINGS
from engine.simulations.perceptrons.state import NetworkGapView, PerceptronsState, SigmoidView

SHOWN = (*OF_STATION["sigmoid"], "network")
LEAST_C, MOST_C = 0.1, 1000.0
C_PER_KEY = 10.0**0.1
DELTA_PER_KEY = 0.05


class SigmoidStation(TableStation):
    """Station with two plots, the numbers c and Δ, and the table of both outputs."""

    name = "sigmoid"
    titles = (mark("From perceptron to sigmoid neuron"), mark("Numbers"), mark("Both outputs"))
    note = mark("drag: a row at the left, Δ at the right · up and down keys: c, Δ")

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, parent)
        self._state: PerceptronsState | None = None
        self._build_stage()
        self._build_controls()
        self.retranslate()

    def _build_stage(self) -> None:
        self.outputs = Plot(self.theme, "output_plot", self.stage, choosing=True)
        self.changes = Plot(self.theme, "change_plot", self.stage, choosing=True)
        self.gaps = Plot(self.theme, "gap_plot", self.stage, choosing=True)
        self.gaps.hide()
        self.words = ElidedLabel("change_words", self.stage)
        plots = row((self.outputs, 1), (self.gaps, 1), (self.changes, 1))
        self.stage.hold((plots, 1), self.words)
        self.outputs.chosen.connect(self._on_place_chosen)
        self.outputs.nudged.connect(self._on_c_nudged)
        self.gaps.chosen.connect(self._on_c_chosen)
        self.gaps.nudged.connect(self._on_c_nudged)
        self.changes.chosen.connect(self._on_delta_chosen)
        self.changes.nudged.connect(self._on_delta_nudged)

    def _build_controls(self) -> None:
        settings = [each for each in SETTINGS if each.name in SHOWN]
        self.form = SettingsForm(
            self.send, SIMULATION_ID, settings, self.controls,
            stem="{}", names={"changed": CHANGE_NAMES, "network": NETWORK_NAMES},
            more="more_numbers_button",
        )  # fmt: skip
        self.restore_button = ElidedButton(
            "restore_sigmoid_button",
            mark("as at first"),
            mark("NAND and c = 1 again."),
            role="link",
            act=partial(self.send, RestoreSettings(SIMULATION_ID, self.name)),
        )
        self.restore_button.hide()
        self.controls.hold(self.form)
        self.controls.add_to_header(self.restore_button, self.form.more_button)
        self.form.unfolded.connect(self.restore_button.setVisible)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""
        before, self._state = self._state, state
        if before is not None and _seen(before) == _seen(state):
            return
        shown, view, gaps = state.row or 0, state.sigmoid, state.gaps
        whole = gaps is not None
        for part in (self.outputs, self.changes, self.words):
            part.setVisible(not whole)
        self.gaps.setVisible(whole)
        self.form.set_enabled(not whole, "change", "changed")
        if gaps is not None:
            self.gaps.show_figure(gap_figure(gaps, shown, view.scale))
            self.table.show_table(_network_columns(gaps), state.row)
        else:
            self.outputs.show_figure(output_figure(view, shown))
            self.changes.show_figure(change_figure(view))
            self.table.show_table(_columns(view), state.row)
            self.words.say(change_words(view))
        self.form.show_values(state.settings)

    def sentence(self, state: PerceptronsState) -> str:
        """Return the sentence: the largest gap between both outputs."""
        told = {"c": significant(state.sigmoid.scale, 3)}
        if state.gaps is not None:
            return _network_sentence(state.gaps, told)
        table = state.sigmoid.table
        if any(each.z == 0.0 for each in table):
            return tr("c = {c}: where w·x + b = 0 the output stays σ(c · 0) = ½, whatever c is.",
                      **told)  # fmt: skip
        gap = number(max(each.gap for each in table), DECIMALS)
        return tr("c = {c}: the outputs differ from a perceptron's by at most {gap}.",
                  gap=gap, **told)  # fmt: skip

    def retranslate(self) -> None:
        super().retranslate()
        self._state = None

    # --- handlers -------------------------------------------------------------------------------

    def _drag(self, name: str, value: float, finished: bool) -> None:
        self.send(SetSetting(SIMULATION_ID, name, value, finished=finished))

    def _on_c_chosen(self, c: float, finished: bool) -> None:
        self._drag("scale", _within_c(c), finished)

    def _on_delta_chosen(self, size: float, finished: bool) -> None:
        self._drag("change", round(size, 2), finished)

    def _on_c_nudged(self, step: int) -> None:
        if self._state is not None:
            self._drag("scale", _within_c(self._state.sigmoid.scale * C_PER_KEY**step), True)

    def _on_delta_nudged(self, step: int) -> None:
        if self._state is not None:
            size = float(self._state.settings["change"]) + step * DELTA_PER_KEY
            self._drag("change", round(min(max(size, -REACH), REACH), 3), True)

    def _on_place_chosen(self, z: float, finished: bool) -> None:
        """Show the row whose weighted input is nearest to z."""
        if self._state is None or not finished:
            return
        table = self._state.sigmoid.table
        away = [abs(each.z - z) for each in table]
        self.show_row(away.index(min(away)))


def _within_c(c: float) -> float:
    return float(f"{min(max(c, LEAST_C), MOST_C):.3g}")


def _seen(state: PerceptronsState) -> tuple[object, ...]:
    return state.row, id(state.sigmoid), id(state.gaps), tuple(state.settings.items())


def _network_sentence(gaps: NetworkGapView, told: dict[str, str]) -> str:
    now = float(abs(gaps.hard - gaps.smooth).max(initial=0.0))
    return tr("c = {c}: the bench of sigmoid neurons differs from perceptrons by at most {gap}.",
              gap=number(now, DECIMALS), **told)  # fmt: skip


def _columns(view: SigmoidView) -> list[Column]:
    table = view.table
    return [
        *input_columns([each.inputs for each in table]),
        Column("z", tuple(plain(each.z) for each in table), begins=True),
        Column(tr("perc."), tuple(str(each.perceptron) for each in table), begins=True),
        Column(tr("sigmoid"), tuple(number(each.sigmoid, DECIMALS) for each in table)),
    ]


def _network_columns(view: NetworkGapView) -> list[Column]:
    columns = input_columns(view.rows)
    for place, node in enumerate(view.circuit.outputs):
        cells = tuple(number(float(each), 3) for each in view.smooth[:, place])
        columns.append(Column(node_name(view.circuit, node), cells, begins=True))
    return columns
