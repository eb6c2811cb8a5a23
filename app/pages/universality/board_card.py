"""Card of deviations: over the number of bumps, over epochs, and a scoreboard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.boxes import column, row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.line_list import Line, LineList
from app.widgets.basics.retranslation import explain
from app.widgets.basics.tabs import Tabs
from app.widgets.numbers.settings_form import SettingsForm
from app.widgets.plots.axes import BUMPS, EPOCHS, axis_name
from app.widgets.plots.figure import Axis, Bounds, Figure
from app.widgets.plots.figure import Line as Curve
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.pages.universality import ClearTries, KeepTry
from engine.simulations.universality.scene import SETTINGS
from engine.simulations.universality.state import UniversalityState

WIDTHS, EPOCH_CURVE, BOARD = range(3)
TABS = (
    (mark("Bumps"), mark("Deviation by the number of bumps: best, hand, descent.")),
    (mark("Descent"), mark("Deviation over the epochs of descent.")),
    (mark("Scores"), mark("The tries of a class; earlier ones stay as ghosts.")),
)
"""Name and meaning of each tab."""
OF_DESCENT = [each for each in SETTINGS if each.name in ("eta", "momentum", "speed")]


class BoardCard(Card):
    """Card with two plots and the scoreboard behind tabs."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Deviation"), parent, name="board_card")
        self._send = send
        self._state: UniversalityState | None = None
        self._drawn: tuple[object, ...] = ()
        self.tabs = Tabs("board_tabs", mark("Deviation"), TABS, self)
        self.curves = Plot(theme, "deviation_curves", self)
        self.descent = SettingsForm(send, SIMULATION_ID, OF_DESCENT, self, stem="descent_{}")
        self.board = QWidget(self)
        self.lines = LineList(theme, "scoreboard", self.board)
        self.player_field = QLineEdit(self.board)
        self.player_field.setObjectName("player_field")
        self.keep_button = ElidedButton(
            "keep_try_button",
            mark("Note"),
            mark("Write the present score on the board."),
            act=self._keep_try,
        )
        self.clear_button = ElidedButton(
            "clear_tries_button",
            mark("wipe"),
            mark("Wipe the scoreboard."),
            role="link",
            act=partial(send, ClearTries(SIMULATION_ID)),
        )
        entry = row((self.player_field, 1), self.keep_button)
        column(entry, (self.lines, 1), inside=self.board)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.curves)
        self.stack.addWidget(self.board)
        self.hold(self.tabs, self.descent, (self.stack, 1))
        self.add_to_header(self.clear_button)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.player_field.returnPressed.connect(self._keep_try)
        self.retranslate()
        self._on_tab_changed()

    def show_state(self, state: UniversalityState) -> None:
        """Draw the current tab if its content changed."""
        self._state = state
        self.descent.show_values(state.settings)
        tab = self.tabs.currentIndex()
        fit = state.fit
        length = len(fit.steps) if fit is not None else 0
        seen = (tab, id(state.widths), state.settings["bumps"], length, state.tries)
        if seen == self._drawn:
            return
        self._drawn = seen
        (self._draw_widths, self._draw_epochs, self._draw_board)[tab](state)
        self.clear_button.setVisible(tab == BOARD and bool(state.tries))

    def retranslate(self) -> None:
        super().retranslate()
        self.player_field.setPlaceholderText(tr("your name"))
        explain(self.player_field, tr("Who has built this network; Enter notes the score."))
        self._drawn = ()
        if self._state is not None:
            self.show_state(self._state)

    def _draw_widths(self, state: UniversalityState) -> None:
        widths = state.widths
        words = tr("Choose a function to match: its curve appears here.")
        if widths is None:
            self._plot([], (0.0, 1.0, 0.0, 1.0), words, BUMPS)
            return
        most = 20 if int(state.settings["bumps"]) <= 20 else len(widths.best)
        count = np.arange(1.0, len(widths.best) + 1)
        curves = [Curve(tr("best"), count[:most], widths.best[:most], "text_2", (4.0, 3.0))]
        for label, reached, token in (
            (tr("by hand"), widths.hand, "accent"),
            (tr("descent"), widths.trained, "accuracy"),
        ):
            curves += _reached(label, reached, token, most)
        highest = max(float(widths.best[0]), *widths.hand.values(), *widths.trained.values(), 0.1)
        bounds = (1.0, float(most), 0.0, 1.05 * min(highest, 3 * float(widths.best[0]) + 0.1))
        self._plot(curves, bounds, words, BUMPS)

    def _draw_epochs(self, state: UniversalityState) -> None:
        fit, curve = state.fit, state.curve
        words = tr("Press Play: descent goes on from what was built by hand.")
        if fit is None or curve is None or len(fit.steps) < 2:
            self._plot([], (0.0, 1.0, 0.0, 1.0), words, EPOCHS)
            return
        ends = np.array([0.0, float(fit.steps[-1])])
        curves = [
            Curve(tr("best bumps"), ends, np.full(2, curve.best), "text_2", (4.0, 3.0)),
            Curve(tr("descent"), fit.steps.astype(float), fit.deviations, "accuracy"),
        ]
        highest = min(float(fit.deviations.max()), 4 * float(fit.deviations[0]) + 0.1)
        bounds = (0.0, max(float(ends[1]), 1.0), 0.0, 1.05 * max(highest, curve.best, 1e-3))
        self._plot(curves, bounds, words, EPOCHS)

    def _plot(self, curves: list[Curve], bounds: Bounds, words: str, axis: str) -> None:
        height = Axis(tr("deviation"))
        self.curves.show_figure(Figure(curves, bounds, Axis(axis_name(axis)), height, words))

    def _draw_board(self, state: UniversalityState) -> None:
        limit = state.curve.limit if state.curve is not None else 0.0
        lines = [
            Line(
                f"{place}. {each.player}",
                number(each.deviation, 3),
                "accuracy" if each.deviation < limit else "text",
                detail=" · " + tr("{bumps} bumps", bumps=each.bumps),
            )
            for place, each in enumerate(state.tries, 1)
        ]
        words = tr("Write a name and press Enter: the score is noted, the curve stays as a ghost.")
        self.lines.show_lines(lines, "" if lines else words)

    # --- handlers -------------------------------------------------------------------------------

    def _on_tab_changed(self) -> None:
        board = self.tabs.currentIndex() == BOARD
        self.stack.setCurrentWidget(self.board if board else self.curves)
        self.clear_button.setVisible(board)
        self.descent.setVisible(self.tabs.currentIndex() == EPOCH_CURVE)
        if self._state is not None:
            self.show_state(self._state)

    def _keep_try(self) -> None:
        if self.player_field.text().strip():
            self._send(KeepTry(SIMULATION_ID, self.player_field.text()))
            self.player_field.clear()
        else:
            self.player_field.setFocus()


def _reached(label: str, reached: Mapping[int, float], token: str, most: int) -> list[Curve]:
    """Return at most one curve: deviation over the number of bumps, up to `most`."""
    places = [bumps for bumps in sorted(reached) if bumps <= most]
    if not places:
        return []
    x = np.array(places, float)
    y = np.array([reached[bumps] for bumps in places])
    return [Curve(label, x, y, token)]
