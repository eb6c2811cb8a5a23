"""A page needs its own folder and a line in PAGES: the window needs to know nothing else of it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from app.appearance import translation
from app.appearance.settings import Settings
from app.appearance.translation import mark, set_language, tr
from app.page_frame.group import FOLDED, Column, Part, Row
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.page_frame.page_info import PageInfo
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.time.step_bar import Place, StepBar
from app.window.main_window import MainWindow
from engine.commands.edits import SetSetting
from engine.commands.observation import Observe
from engine.commands.transport import Open, Start, Step
from engine.snapshots import SimulationSnapshot, Snapshot, Status

SPANISH = {
    "Ladder": "Escalera",
    "Climb. Each step counts.": "Suba. Cada paso cuenta.",
    "Rungs": "Peldaños",
    "Settings": "Ajustes",
    "double": "doble",
    "Take two steps at once.": "Subir dos pasos a la vez.",
    "You stand on rung {step}.": "Está en el peldaño {step}.",
}


@dataclass(frozen=True)
class LadderState:
    """What the page shows."""

    step: int
    last: int
    settings: dict[str, float]


class RungCard(Card):
    """The stage."""

    def __init__(self, theme):
        super().__init__(theme, mark("Rungs"), name="ladder_stage")
        self.picture = ElidedLabel("ladder_picture", self)
        self.body.addWidget(self.picture, 1)
        self.drawn = []

    def render_state(self, state):
        self.drawn.append(state.step)
        self.picture.say("|" * state.step)

    def view_values(self):
        return {"zoom": 2}

    def show_view(self, values):
        self.drawn.append(values.get("zoom"))


class LadderPage(Page):
    """A page of a LadderState."""

    state_type = LadderState
    observed = frozenset({"picture"})

    def __init__(self, send, theme):
        super().__init__(send, theme, "ladder")
        self.stage = RungCard(theme)
        self.card = Card(theme, mark("Settings"), name="ladder_settings")
        words = mark("double"), mark("Take two steps at once.")
        self.double_button = ElidedButton("ladder_double_button", *words)
        self.card.body.addWidget(self.double_button)
        self.double_button.clicked.connect(self.double)
        self.bar = StepBar(theme, send, "ladder", mark("Climb."))
        side = Column(theme, self.card)
        self.lay_out(Row(theme, Part(self.stage, 70), Part(side, 30, FOLDED)), step_bar=self.bar)

    def sentence_for(self, simulation, state):
        return tr("You stand on rung {step}.", step=state.step)

    def place(self, simulation, state):
        return Place(state.step, state.last)

    def key_actions(self):
        return (*super().key_actions(), KeyAction(("D",), mark("double"), self.double))

    def double(self):
        """Take two steps at once from now on."""
        self.send(SetSetting("ladder", "stride", 2))


PAGES = (PageInfo("ladder", "Ladder", 1, "ladder", "Climb. Each step counts.", LadderPage),)


def ladder(step, status=Status.IDLE):
    """Return a snapshot of somebody on the ladder."""
    state = LadderState(step, 9, {})
    run = SimulationSnapshot("ladder", "ladder", status, step, 0.0, state)
    return Snapshot(step + 1, step + 1, (run,))


@pytest.fixture
def window(qtbot, worker, theme, no_leaks, tmp_path, monkeypatch):
    """Return a shown window of which this is the only page; Spanish is a catalogue of the test."""
    catalogue = {"name": "Español", "decimal": ",", "thousands": ".", "texts": SPANISH}
    (tmp_path / "es.json").write_text(json.dumps(catalogue), encoding="utf-8")
    monkeypatch.setattr(translation, "FOLDER", tmp_path)
    window = MainWindow(PAGES, worker, theme, Settings())
    window.clock.stop()
    window.open_page("ladder")
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()
    set_language("en")


def test_the_page_opens_its_simulation_and_observes_what_it_shows(window, worker):
    assert worker.commands == [
        Open("ladder", "ladder", 1),
        Observe("ladder", frozenset({"picture"})),
    ]
    assert window.title_bar.title.text() == "Ladder"
    window.help.toggle_keys()
    window.grab()


def test_a_snapshot_reaches_stage_sentence_and_bar(window):
    window.show_snapshot(ladder(3))
    page = window.page
    assert page.stage.picture.text() == "|||"
    assert page.sentence.text() == "You stand on rung 3."
    assert (page.bar.place_slider.value(), page.bar.place_slider.maximum()) == (3, 9)


def test_the_sentence_is_calm_while_the_simulation_runs(window):
    window.show_snapshot(ladder(3))
    window.show_snapshot(ladder(4, Status.RUNNING))
    assert window.page.sentence.text() == "You stand on rung 3."
    window.show_text(ladder(4, Status.RUNNING))
    assert window.page.sentence.text() == "You stand on rung 4."


def test_a_lecture_folds_the_side_away_and_brings_it_back(window, qtbot):
    card, stage = window.page.card, window.page.stage
    assert card.isVisible()
    width = stage.width()
    window.theme.set_lecture(True)
    assert not card.isVisible()
    window.theme.set_lecture(False)
    assert card.isVisible()
    qtbot.waitUntil(lambda: stage.width() == width)


def test_every_part_speaks_the_language_of_the_window(window):
    window.show_snapshot(ladder(3))
    window.use_language("es")
    page = window.page
    assert window.title_bar.title.text() == "Escalera"
    assert page.stage.title.text() == "Peldaños"
    assert page.card.title.text() == "Ajustes"
    assert page.double_button.toolTip() == "doble: Subir dos pasos a la vez."
    assert page.sentence.text() == "Está en el peldaño 3."


def test_keys_drive_the_simulation_and_the_page(window, worker, qtbot):
    window.show_snapshot(ladder(3))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_D):
        qtbot.keyClick(window.page, key)
    assert worker.commands[-3:] == [
        Start("ladder"),
        Step("ladder", 1),
        SetSetting("ladder", "stride", 2),
    ]


def test_a_document_keeps_the_view(window):
    assert window.stack.view_values() == {"ladder.looks_at": "ladder", "ladder.zoom": 2}
    window.open_page(window.stack.rebuild({"ladder.zoom": 5}))
    assert window.page.stage.drawn == [5]
