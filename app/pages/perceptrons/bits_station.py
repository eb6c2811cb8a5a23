"""Four-bits station: an extra layer turns ten outputs into four bits."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, plain, tr
from app.pages.perceptrons.bits_grid import BitsGrid, Cell, cell_name
from app.pages.perceptrons.station import TableStation
from app.pages.perceptrons.truth_table import Column
from app.pages.perceptrons.words import BIT_VALUES, SIMULATION_ID
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import explain
from app.widgets.numbers.setting_row import SliderRow
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag
from engine.commands.pages.perceptrons import ClearBits, FillBits, SetBitWeight
from engine.perceptrons.four_bits import QUIET, BitLayer, DigitCheck
from engine.settings import Setting
from engine.simulations.perceptrons.scene import LARGEST
from engine.simulations.perceptrons.state import BitsView, PerceptronsState
from engine.text import subscript

WEIGHT = Setting("bit_weight", "", 0.0, low=-LARGEST, high=LARGEST, ends=(-20, 20), step=0.5)


class BitsStation(TableStation):
    """Station with the grid of weights and the worst-case check of all ten digits."""

    name = "bits"
    titles = (
        mark("From ten outputs to four bits"),
        mark("Extra layer"),
        mark("Ten digits, worst case"),
    )
    note = mark("drag a field up or down · below it: the worst activation")

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, parent)
        self._state: PerceptronsState | None = None
        self.grid = BitsGrid(theme, self.stage)
        self.stage.hold((self.grid, 1))
        self.fill_button = ElidedButton(
            "fill_bits_button",
            mark("Fill a solution in"),
            mark("+10 where the bit is 1, −10 where 0."),
            act=partial(send, FillBits(SIMULATION_ID)),
        )
        self.clear_button = ElidedButton(
            "clear_bits_button",
            mark("Clear"),
            mark("All weights and biases become 0."),
            act=partial(send, ClearBits(SIMULATION_ID)),
        )
        self.number = SliderRow(WEIGHT, self.controls, "bit_weight")
        buttons = row((self.fill_button, 3), (self.clear_button, 2))
        self.controls.hold(self.number.line(), buttons)
        self.grid.digit_chosen.connect(self.show_row)
        self.grid.selection_changed.connect(self._show_selected)
        self.grid.changed.connect(self._on_weighed)
        self.number.changed.connect(self._on_number_changed)
        for number in (self.grid, self.number):
            number.cancelled.connect(self._on_cancelled)
        self.retranslate()

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""
        self._state = state
        self.grid.show_view(state.bits, state.row or 0)
        self.table.show_table(_columns(state.bits), state.row)
        self.table_card.set_note(tr("{right} of 10 right", right=state.bits.right))
        self._show_selected()

    def sentence(self, state: PerceptronsState) -> str:
        """Return the sentence: all digits right in the worst case, or how one of them fails."""
        checks = state.bits.checks
        if state.bits.right == len(checks):
            return tr("All ten digits are right, whatever the activations are.")
        if state.bits.layer == BitLayer():
            return tr("Find weights that write each digit in four bits. All are 0 now.")
        shown = checks[state.row or 0]
        wrong = shown if not shown.right else next(each for each in checks if not each.right)
        return failure_words(wrong)

    def place_words(self, state: PerceptronsState) -> str:
        """Return the words of the transport bar: the digit shown."""
        return tr("digit {digit}", digit=state.row or 0)

    def retranslate(self) -> None:
        super().retranslate()
        explain(
            self.grid,
            tr(
                "The right output is at least 0.99, each other below 0.01: find weights that read "
                "it. Keys: arrows, + and −, Enter shows a digit."
            ),
        )
        self._show_selected()

    def _show_selected(self) -> None:
        name = cell_name(self.grid.selected)
        self.number.say(name, tr("{name}: drag it or type a number", name=name))
        if self._state is not None:
            self.number.show_value(self.grid.value)

    # --- handlers -------------------------------------------------------------------------------

    def _on_weighed(self, cell: Cell, value: float, finished: bool) -> None:
        self.send(SetBitWeight(SIMULATION_ID, *cell, value, finished=finished))

    def _on_number_changed(self, value: float, finished: bool) -> None:
        self._on_weighed(self.grid.selected, value, finished)

    def _on_cancelled(self) -> None:
        self.send(CancelDrag(SIMULATION_ID))


def failure_words(check: DigitCheck) -> str:
    """Return the activations with which a digit fails, the wrong bit and its z, in words."""
    bit = check.wrong_bit or 0
    worst = check.activations[bit]
    loud = [digit for digit in range(len(worst)) if worst[digit] == QUIET]
    told = {
        "digit": check.digit,
        "sure": f"a{subscript(check.digit)} = {plain(float(worst[check.digit]), 2)}",
        "bit": BIT_VALUES[bit],
        "z": plain(float(check.z[bit]), 2),
    }
    if not loud:
        return tr(
            "Digit {digit} fails: {sure} and all others 0 give bit {bit} z = {z}.",
            **told,
        )
    names = ", ".join(_runs(loud))
    return tr(
        "Digit {digit} fails: {sure}, {names} → 0.01 give bit {bit} z = {z}.",
        names=names,
        **told,
    )


def _runs(digits: list[int]) -> list[str]:
    """Return names of activations; runs of three or more are shortened to "a₀ … a₇"."""
    runs: list[list[int]] = []
    for digit in digits:
        if runs and digit == runs[-1][-1] + 1:
            runs[-1].append(digit)
        else:
            runs.append([digit])
    names = []
    for run in runs:
        ends = [f"a{subscript(digit)}" for digit in run]
        names += ends if len(run) < 3 else [f"{ends[0]} … {ends[-1]}"]
    return names


def _columns(view: BitsView) -> list[Column]:
    checks = view.checks
    tokens = tuple("accuracy" if check.right else "warning" for check in checks)
    worst = (
        min(abs(z) if out == want else -abs(z) for z, out, want in _margins(check))
        for check in checks
    )
    return [
        Column(tr("digit"), tuple(str(check.digit) for check in checks)),
        Column(tr("bits"), tuple("".join(map(str, check.wanted)) for check in checks), begins=True),
        Column(tr("gets"), tuple("".join(map(str, check.bits)) for check in checks), tokens),
        Column(tr("margin"), tuple(plain(each, 2) for each in worst), tokens, begins=True),
    ]


def _margins(check: DigitCheck) -> list[tuple[float, int, int]]:
    return list(zip(check.z.tolist(), check.bits, check.wanted, strict=True))
