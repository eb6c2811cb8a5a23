"""A score goes into a document and comes back; spoilt ones are refused in a sentence."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine.errors import DocumentError
from engine.scores.document import done, score_content, score_of
from engine.scores.score import Score
from engine.scores.stored_state import StoredState
from engine.snapshots import CueWords, Prediction
from tests.support.scores.small_scores import cue

ARRAYS = {"w": np.arange(3.0)}


@pytest.fixture
def score():
    """Return a score of two cues."""
    words = {"en": CueWords("one", "say", "ask", ("a", "b")), "es": CueWords("uno")}
    first = cue(words={"en": words["en"]}, prediction=Prediction("choice", 1), view={"x": 2})
    made = Score()
    for number, each in enumerate((first, cue(words=words, plays=True, epochs_per_second=2.0))):
        content = msgspec.json.encode({"number": number})
        made = made.with_cue(each, done(StoredState("perceptrons", content, ARRAYS)), 0)
    return made


def saved(score, current=2, answers=None):
    """Return JSON and arrays of a score."""
    content, arrays = score_content(score, current, answers or {})
    return msgspec.json.encode(content), arrays


def test_a_score_comes_back_as_it_was(score):
    text, arrays = saved(score, 2, {1: (3.0, 4.0)})
    again, current, answers = score_of(msgspec.Raw(text), arrays)
    assert again.cues == score.cues
    assert (current, answers, again.next_id) == (2, {1: (3.0, 4.0)}, 3)
    for id_, state in score.states.items():
        assert again.states[id_].result().digest() == state.result().digest()


def test_a_document_without_a_score_has_an_empty_one():
    assert score_content(Score(), 0, {}) == (None, {})
    assert score_of(msgspec.Raw(b"null"), {}) == (Score(), 0, {})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", 2),
        ("id", -1),
        ("simulation", "kitchen"),
        ("words", {}),
        ("words", {"en": {"name": ""}}),
        ("seconds", 0.0),
        ("seconds", -1.0),
        ("view", {"x": []}),
        ("epochs_per_second", 0.0),
        ("prediction", {"kind": "oracle"}),
        ("prediction", {"kind": "choice", "answer": 9}),
        ("unknown", 1),
    ],
)
def test_a_spoilt_cue_is_refused(score, field, value):
    text, arrays = saved(score)
    content = msgspec.json.decode(text)
    content["cues"][0][field] = value
    with pytest.raises(DocumentError, match="damaged"):
        score_of(msgspec.Raw(msgspec.json.encode(content)), arrays)


def test_a_current_cue_that_is_not_there_is_refused(score):
    text, arrays = saved(score, 9)
    with pytest.raises(DocumentError, match="do not fit together"):
        score_of(msgspec.Raw(text), arrays)
