"""The strip says what was predicted and what was right."""

from __future__ import annotations

import pytest

from app.widgets.score.strip import outcome_text
from engine.snapshots import CueWords, Prediction, ScoreView
from tests.support.scores.small_scores import cue

CHOICE = {"en": CueWords("one", options=("logistic", "tanh"))}


def outcome(answers, kind, answer=None, words=None):
    """Return the sentence for a cue with a prediction."""
    asked = cue(id=1, prediction=Prediction(kind, answer), words=words or {"en": CueWords("one")})
    return outcome_text(ScoreView(cues=(asked,), answers={1: answers}), 1)


@pytest.mark.parametrize(
    ("answers", "kind", "answer", "sentence"),
    [
        ((3.0, 4.0), "choice", 1.0, "Predicted: logistic: 3, tanh: 4. Right: tanh."),
        ((3.0, 4.0), "choice", None, "Predicted: logistic: 3, tanh: 4."),
        ((85.0,), "number", 90.5, "Predicted: 85. Right: 90.5."),
        ((0.5, 0.6), "sketch", None, "Compare with the curve that was sketched."),
        ((), "number", 90.0, ""),
    ],
)
def test_an_outcome_names_counts_and_what_was_right(answers, kind, answer, sentence):
    assert outcome(answers, kind, answer, CHOICE) == sentence


def test_a_cue_without_a_prediction_has_no_outcome():
    assert outcome_text(ScoreView(cues=(cue(id=1),)), 1) == ""
    assert outcome_text(ScoreView(), 5) == ""
