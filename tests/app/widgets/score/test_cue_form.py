"""Fields of a cue: a change is sent, what changes nothing is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.widgets.score.cue_form import CueForm
from engine.snapshots import CueWords, Prediction
from tests.support.scores.small_scores import cue


@pytest.fixture
def form(qtbot, theme):
    """Return a form of a cue, and the edits that it sends."""
    made = CueForm()
    qtbot.addWidget(made)
    made.show_cue(cue("gate", id=3))
    made.show()
    sent = []
    made.edited.connect(sent.append)
    return made, sent


def type_in(qtbot, form, name, text):
    """Write a text into a field, and leave it with Enter."""
    form.field(name).setText(text)
    qtbot.keyClick(form.field(name), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("name", "NAND", lambda cue: cue.words["en"].name),
        ("say", "Look.", lambda cue: cue.words["en"].say),
        ("ask", "Why?", lambda cue: cue.words["en"].ask),
        ("seconds", "90", lambda cue: f"{cue.seconds:g}"),
    ],
)
def test_a_field_that_is_left_sends_its_change(qtbot, form, name, text, found):
    form, sent = form
    type_in(qtbot, form, name, text)
    assert [found(each) for each in sent] == [text]


def test_what_changes_nothing_is_not_sent(qtbot, form):
    form, sent = form
    type_in(qtbot, form, "name", "gate")
    type_in(qtbot, form, "seconds", "soon")
    type_in(qtbot, form, "name", "")
    assert sent == []
    assert form.field("seconds").text() == "60"


def test_options_and_the_right_one_appear_with_a_choice(qtbot, form):
    form, sent = form
    assert not form.field("options").isVisible()
    form.show_cue(
        cue(
            "gate",
            id=3,
            words={"en": CueWords("gate", options=("a", "b"))},
            prediction=Prediction("choice", 1),
        )
    )
    assert form.field("options").isVisible()
    assert (form.field("options").text(), form.field("answer").text()) == ("a; b", "2")
    type_in(qtbot, form, "answer", "1")
    assert sent[0].prediction == Prediction("choice", 0)
    type_in(qtbot, form, "options", "x;y ; z")
    assert sent[1].words["en"].options == ("x", "y", "z")
