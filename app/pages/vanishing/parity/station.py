"""Parity station: deep and shallow circuits for parity, and networks that learn it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import Part, Row
from app.page_frame.station_page import Station
from app.pages.vanishing.forms import settings_form
from app.pages.vanishing.parity.circuit_view import CircuitView
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedLabel
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.simulations.vanishing.state import LearnerView, ParityView, VanishingState
from engine.snapshots import SimulationSnapshot
from engine.vanishing.parity import MOST_BITS
from engine.vanishing.parity_learners import MOST_BITS as MOST_LEARNED

ROOM_IN_LECTURE = 700
"""Least height in pixels at which a lecture shows the plot of gates."""

TOKENS = {"deep": "accent", "shallow": "twin_3"}


COUNTS_IN_LECTURE = 1500
"""Least width in pixels at which a lecture shows how the gates grow with the bits."""


class ParityStation(Station):
    """Station that shows a ParityView."""

    across = False
    rewinds = False

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "parity_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.deep_card = Card(theme, mark("Deep: pairs of pairs"))
        self.shallow_card = Card(theme, mark("Shallow: a gate for each odd row"))
        self.counts_card = Card(theme, mark("Gates"))
        self.learners_card = Card(theme, mark("Networks that learn parity"))
        self.deep = CircuitView(theme, "deep_circuit", self.deep_card)
        self.shallow = CircuitView(theme, "shallow_circuit", self.shallow_card)
        self.form = settings_form(send, ("parity_bits",), self.counts_card)
        self.counts = Plot(theme, "gates_plot", self.counts_card)
        self.learners = Plot(theme, "parity_plot", self.learners_card)
        self.note = ElidedLabel("parity_note", self.learners_card, role="small")
        self.deep_card.hold((self.deep, 1))
        self.shallow_card.hold((self.shallow, 1))
        self.counts_card.hold(self.form, (self.counts, 1))
        self.counts_card.body.addStretch(0)
        self.learners_card.hold((self.learners, 1), self.note)
        circuits = Row(theme, Part(self.deep_card, 1), Part(self.shallow_card, 1))
        plots = Row(
            theme,
            Part(self.counts_card, 1, room=COUNTS_IN_LECTURE),
            Part(self.learners_card, 1),
        )
        self.lay_out(Part(circuits, 6, 5), Part(plots, 5), details=(self.note, self.form))
        self.retranslate()

    def render_state(self, state: VanishingState) -> None:
        """Draw what differs from the last state."""
        view = state.parity
        if view is None:
            return
        self.form.show_values(state.settings)
        ends = tuple(len(each.epochs) for each in view.learners)
        if (view.bits, ends) == self._drawn:
            return
        self._drawn = (view.bits, ends)
        self.deep.show_circuit(view.deep, view.counts["deep"])
        self.shallow.show_circuit(view.shallow, view.counts["shallow"])
        self.deep_card.set_note(tr("{count} gates, {levels} levels",
                                   count=number(view.counts["deep"]),
                                   levels=view.deep.depth))  # fmt: skip
        self.shallow_card.set_note(tr("{count} gates, {levels} levels",
                                      count=number(view.counts["shallow"]), levels=3))  # fmt: skip
        self._draw_counts(view)
        self._draw_learners(view)

    def _draw_counts(self, view: ParityView) -> None:
        at = view.bits - 2
        lines = [
            Line(tr("deep"), view.all_bits, view.all_deep, TOKENS["deep"], dots=True),
            Line(tr("shallow"), view.all_bits, view.all_shallow, TOKENS["shallow"], dots=True),
        ]
        spots = [
            Spot(view.bits, float(view.all_deep[at]), TOKENS["deep"],
                     label=number(float(view.all_deep[at])), side="below"),
            Spot(view.bits, float(view.all_shallow[at]), TOKENS["shallow"],
                     label=number(float(view.all_shallow[at]))),
        ]  # fmt: skip
        self.counts.show_figure(
            Figure(
                lines,
                (2.0, float(MOST_BITS), 1.0, 1e5),
                Axis(tr("bits")),
                Axis(tr("gates"), log=True),
                spots=spots,
                said=self.sentence_of(view),
            )
        )

    def _draw_learners(self, view: ParityView) -> None:
        lines = [
            Line(learner_name(each), each.epochs, 100 * each.accuracies, TOKENS[each.kind])
            for each in view.learners
        ]
        right = max((float(each.epochs[-1]) for each in view.learners), default=0.0)
        said = "; ".join(learner_words(each) for each in view.learners)
        self.learners.show_figure(
            Figure(
                lines,
                (0.0, max(right, 20.0), 0.0, 100.0),
                Axis(tr("epoch")),
                Axis(tr("rows right"), "%"),
                empty=tr("Play: a shallow and a deep network learn parity from all rows."),
                said=said,
            )
        )
        if not view.learners and view.bits > MOST_LEARNED:
            said = tr("At most {most} bits are learned at once: {rows} rows.",
                      most=MOST_LEARNED, rows=number(2**MOST_LEARNED))  # fmt: skip
        self.note.say(said)

    def sentence(self, state: VanishingState) -> str:
        """Return the sentence for this state."""
        return self.sentence_of(state.parity) if state.parity is not None else ""

    def sentence_of(self, view: ParityView) -> str:
        """Return the sentence that compares both circuits."""
        deep, shallow = view.counts["deep"], view.counts["shallow"]
        words = {"bits": view.bits, "deep": number(deep), "shallow": number(shallow)}
        if deep < shallow:
            return tr("Parity of {bits} bits: {deep} gates by pairs of pairs, {shallow} in two "
                      "layers.", **words)  # fmt: skip
        return tr("Parity of {bits} bits: {deep} gates in depth, {shallow} in breadth. More bits?",
                  **words)  # fmt: skip

    def place(self, simulation: SimulationSnapshot, state: VanishingState) -> Place:
        learners = state.parity.learners if state.parity is not None else ()
        longest = max((int(each.epochs[-1]) for each in learners), default=0)
        words = tr("epoch {epoch}", epoch=longest) if learners else tr("before learning")
        return Place(simulation.step, words=words, begun=False, resets=bool(learners))

    def fold(self) -> None:
        super().fold()
        self.counts.setVisible(not self.theme.lecture or self.height() >= ROOM_IN_LECTURE)

    def retranslate(self) -> None:
        super().retranslate()
        for view in (self.deep, self.shallow):
            view.setToolTip(tr("∧ and, ∨ or, ¬ not: inputs at the left, parity at the right."))
        self._drawn = ()


def learner_name(learner: LearnerView) -> str:
    """Return the name of a network."""
    return tr("deep") if learner.kind == "deep" else tr("shallow")


def learner_words(learner: LearnerView) -> str:
    """Return layers and accuracy of a network in words."""
    words = {"name": learner_name(learner), "layers": learner.layers}
    if learner.solved_at is not None:
        return tr("{name} {layers}: all rows right after {epoch} epochs",
                  epoch=learner.solved_at, **words)  # fmt: skip
    return tr("{name} {layers}: {accuracy} % of the rows",
              accuracy=number(100 * float(learner.accuracies[-1]), 1), **words)  # fmt: skip
