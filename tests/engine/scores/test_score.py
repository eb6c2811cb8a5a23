"""A score takes cues, moves, edits and removes them, and refuses what is not valid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.errors import ScoreError
from engine.scores.document import done
from engine.scores.score import MOST_CHARACTERS, MOST_CUES, Score, check_cue
from engine.scores.stored_state import StoredState
from engine.snapshots import CueWords, Prediction
from tests.support.scores.small_scores import cue

STATE = done(StoredState("perceptrons", b"{}", {}))


def score_of(*names):
    """Return a score with cues of these names."""
    score = Score()
    for name in names:
        score = score.with_cue(cue(name), STATE, 0)
    return score


def names(score):
    """Return the names of the cues, in order."""
    return [each.words_in("en").name for each in score.cues]


def test_cues_join_behind_the_current_one():
    score = score_of("a", "b").with_cue(cue("c"), STATE, 1)
    assert names(score) == ["a", "c", "b"]
    assert [each.id for each in score.cues] == [1, 3, 2]
    assert score.states.keys() == {1, 2, 3}


@pytest.mark.parametrize(
    ("id_", "count", "expected"),
    [(1, 1, "bac"), (3, -1, "acb"), (3, -9, "cab"), (1, 9, "bca"), (2, 0, "abc")],
)
def test_cues_move_at_most_to_an_end(id_, count, expected):
    assert "".join(names(score_of("a", "b", "c").with_moved(id_, count))) == expected


def test_a_removed_cue_takes_its_state_along():
    score = score_of("a", "b").without(1)
    assert names(score) == ["b"]
    assert score.states.keys() == {2}
    assert score.with_cue(cue("c"), STATE, 0).cues[-1].id == 3


def test_an_edit_changes_texts_and_never_the_page():
    score = score_of("a").with_edited(
        replace(cue(" new "), id=1, page="digits", seconds=5.0, prediction=Prediction("number"))
    )
    assert names(score) == ["new"]
    assert (score.cues[0].page, score.cues[0].seconds) == ("perceptrons", 5.0)
    assert score.cues[0].prediction == Prediction("number")


@pytest.mark.parametrize(
    "wrong",
    [
        cue("  "),
        cue(words={}),
        cue(seconds=0.0),
        cue(seconds=float("nan")),
        cue("x" * (MOST_CHARACTERS + 1)),
        cue(prediction=Prediction("oracle")),
        cue(prediction=Prediction("choice")),
        cue(words={"en": CueWords("a", options=("x", "y"))}, prediction=Prediction("choice", 2)),
        cue(
            words={"en": CueWords("a", options=("x", "y")), "es": CueWords("a", options=("x",))},
            prediction=Prediction("choice"),
        ),
    ],
)
def test_a_cue_that_is_not_valid_is_refused(wrong):
    with pytest.raises(ScoreError, match="expected"):
        check_cue(wrong)


def test_a_cue_that_is_not_there_is_refused():
    with pytest.raises(ScoreError, match="got 7"):
        score_of("a").place(7)


def test_there_are_at_most_so_many_cues():
    score = replace(Score(), cues=(cue(),) * MOST_CUES)
    with pytest.raises(ScoreError, match="at most"):
        score.with_cue(cue(), STATE, 0)


def test_texts_of_another_language_stand_in():
    both = cue(words={"en": CueWords("one"), "es": CueWords("uno")})
    assert [both.words_in(each).name for each in ("en", "es", "fr")] == ["one", "uno", "one"]
