"""Map station: the map on the stage; what is searched, and one trial, beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, percent, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.search.forms import SearchForm
from app.pages.search.map.canvas import MapCanvas
from app.pages.search.trial_card import TrialCard
from app.pages.search.words import SIMULATION_ID, assignments, place_words, symbol, value_words
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ClauseLabel
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.search.settings import MAP_SETTINGS, NONE
from engine.simulations.search.state import MapView, SearchState
from engine.snapshots import SimulationSnapshot

SHOWN = tuple(setting.name for setting in MAP_SETTINGS)
MINUTE = 60.0


class MapStation(Station):
    """Station that shows a MapView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "map_station", parent)
        self._state: SearchState | None = None
        self.stage = Card(theme, "", self, name="search_map_card")
        self.canvas = MapCanvas(theme, self.stage)
        self.readout = ClauseLabel("search_readout", self.stage)
        self.stage.hold((self.canvas, 1), self.readout)
        self.settings = Card(theme, mark("What is searched"), self, name="search_settings_card")
        self.form = SearchForm(
            send, SHOWN, self.settings, more="search_more_button", columns=2
        )  # fmt: skip
        self.settings.add_to_header(self.form.more_button)
        self.settings.hold(self.form)
        self.settings.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.trial = TrialCard(
            theme, "search_trial", mark("Press Play, then click a cell of the map."), self
        )
        side = Column(theme, parent=self)
        self.lecture_form = SearchForm(send, ("strategy",), self, stem="search_lecture_{}")
        side.lay_out(
            Part(self.settings, lecture=FOLDED),
            Part(self.lecture_form, when=lambda: theme.lecture),
            Part(self.trial, 1, when=self._has_trial),
        )
        side.keep_together()
        self.lay_out(Part(self.stage, self._stage_share, 56), Part(side, self._side_share, 44))
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.pointed.connect(self._on_pointed)
        self.form.unfolded.connect(self.fold)
        self._under = -1
        self.retranslate()

    def exchange(self) -> None:
        """Exchange both axes."""
        state = self._state
        if state is not None and state.settings["up"] != NONE:
            self.send(SetSetting(SIMULATION_ID, "across", state.settings["up"]))

    # --- called by the page ---------------------------------------------------------------------

    def render_state(self, state: SearchState) -> None:
        """Draw what differs from the last state."""
        view = state.map
        if view is None:
            return
        self._state = state
        self.canvas.show_view(view)
        for form in (self.form, self.lecture_form):
            form.show_values(state.settings)
            form.show_missing(state.missing)
        self.stage.set_title(_title(view))
        self.stage.set_note(tr("{done} of {total} networks", done=number(state.step),
                               total=number(view.total)))  # fmt: skip
        trial = view.chosen or view.best
        self.trial.show_trial(trial, _trial_title(view))
        self._say_readout()

    def sentence(self, state: SearchState) -> str:
        """Return the sentence for this state."""
        view = state.map
        if view is None:
            return ""
        if view.sample is not None:
            return tr("A map from earlier: yellow networks learned. Play trains all {count} here.",
                      count=number(view.total))  # fmt: skip
        if not state.step or view.best is None:
            if view.running or state.last_step:
                return tr("The first networks are being trained.")
            return tr("Nothing was trained yet: Play tries {count} networks.",
                      count=number(view.total))  # fmt: skip
        best = view.best.result
        words = {"values": assignments(best), "share": percent(best.score or 0.0)}
        if state.step < view.total:
            return tr("Best so far: {values}, {share} of the validation set right.", **words)
        equal = int((view.scores == best.score).sum())
        if equal > 1:
            words["count"] = number(equal)
            return tr("{count} networks have {share} right on validation: {values} …", **words)
        return tr("The best of all: {values}, {share} of the validation set right.", **words)

    def place(self, simulation: SimulationSnapshot, state: SearchState) -> Place:
        view = state.map
        if view is None:
            return Place()
        words = tr("{done} of {total}", done=number(state.step), total=number(view.total))
        if view.remaining_s is not None:
            words = f"{words} · {_left(view.remaining_s)}"
        words = place_words(simulation.status, words, tr("workers begin …"))
        return Place(state.step, state.last_step, words, resets=state.last_step > 0)

    def retranslate(self) -> None:
        super().retranslate()
        self.canvas.retranslate()

    # --- private ----------------------------------------------------------------------------------

    def _stage_share(self) -> int:
        return 45 if self.form.is_open else 58

    def _side_share(self) -> int:
        return 100 - self._stage_share()

    def _has_trial(self) -> bool:
        return not self.form.is_open or self.theme.lecture

    def _on_chosen(self, trial: int) -> None:
        self.send(SetSetting(SIMULATION_ID, "chosen", trial))

    def _on_pointed(self, trial: int) -> None:
        self._under = trial
        self._say_readout()

    def _say_readout(self) -> None:
        view = None if self._state is None else self._state.map
        if view is not None:
            self.readout.say(readout(view, self._under))


def readout(view: MapView, under: int) -> str:
    """Return the numbers of the trial under the cursor, or what to do."""
    if under < 0 or (view.cells[0] and under >= view.cells[0] * view.cells[1]):
        # nothing is pointed at, or a cell of a larger map that was there before
        if not view.cells[0] and not len(view.numbers):
            return tr("Every point will be one network.")
        if view.sample is not None or not len(view.numbers):
            return tr("Every cell is one network; point at one for its numbers.")
        return tr("Point at a network for its numbers; a click shows its curve.")
    place = next((i for i, each in enumerate(view.numbers.tolist()) if each == under), None)
    said = _cell_values(view, under) if view.cells[0] else ""
    if view.sample is not None:
        row, column = divmod(under, view.cells[0])
        share = percent(float(view.sample[row, column]))
        return tr("{values}: {share} right on validation, stored", values=said, share=share)
    if place is None:
        state = tr("being trained") if under in view.running else tr("not trained yet")
        return f"{said}: {state}"
    score = float(view.scores[place])
    if not said:
        said = tr("trial {number}", number=under + 1)
    if score != score:
        return tr("{values}: not a number any more", values=said)
    return tr("{values}: {share} right on validation", values=said, share=percent(score))


def _cell_values(view: MapView, trial: int) -> str:
    row, column = divmod(trial, view.cells[0])
    words = [f"{symbol(view.across.name)} {value_words(view.across.values[column])}"]
    if view.up.name:
        words.append(f"{symbol(view.up.name)} {value_words(view.up.values[row])}")
    return ", ".join(words)


def _title(view: MapView) -> str:
    if not view.up.name:
        return tr("Networks over {across}", across=symbol(view.across.name))
    return tr("Networks over {across} and {up}", across=symbol(view.across.name),
              up=symbol(view.up.name))  # fmt: skip


def _trial_title(view: MapView) -> str:
    if view.chosen is not None:
        return tr("Trial {number}", number=view.chosen.result.number + 1)
    return tr("The best trial")


def _left(seconds: float) -> str:
    if seconds < MINUTE:
        return tr("about {count} s left", count=number(max(round(seconds), 1)))
    return tr("about {count} min left", count=number(max(round(seconds / MINUTE), 1)))
