"""The score of a document: cues in order, each with the stored state that it brings."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from engine.errors import ScoreError
from engine.scores.stored_state import StoredState
from engine.snapshots import Cue, CueWords, Prediction

KINDS = ("choice", "number", "sketch")
"""Kinds of predictions."""

MOST_CUES = 200
MOST_OPTIONS = 6
MOST_CHARACTERS = 1_000
LONGEST_S = 36_000.0

FutureState: TypeAlias = "Future[StoredState]"


@dataclass(frozen=True, slots=True)
class Score:
    """A lecture score.

    Attributes
    ----------
    cues : tuple of Cue
    states : mapping of int to Future
        Stored state of each cue, by its id; being captured or built until it is done.
    next_id : int
        Id of the next cue that is added.
    """

    cues: tuple[Cue, ...] = ()
    states: Mapping[int, FutureState] = field(default_factory=dict)
    next_id: int = 1

    def place(self, cue_id: int) -> int:
        """Return the place of a cue, from 0.

        Raises
        ------
        ScoreError
            If there is no such cue.
        """
        for place, cue in enumerate(self.cues):
            if cue.id == cue_id:
                return place
        raise ScoreError("expected a cue of the score, got {found}; choose another", found=cue_id)

    def with_cue(self, cue: Cue, state: FutureState, after: int) -> Score:
        """Return the score with a new cue behind another one; at the end if `after` is 0.

        Raises
        ------
        ScoreError
            If the cue is not valid, or there are too many.
        """
        if len(self.cues) >= MOST_CUES:
            raise ScoreError("expected at most {most} cues; remove some", most=MOST_CUES)
        place = self.place(after) + 1 if after else len(self.cues)
        added = replace(check_cue(cue), id=self.next_id)
        cues = (*self.cues[:place], added, *self.cues[place:])
        return Score(cues, {**self.states, added.id: state}, self.next_id + 1)

    def with_edited(self, cue: Cue) -> Score:
        """Return the score with other texts, time or prediction of a cue.

        Raises
        ------
        ScoreError
            If there is no such cue, or the new one is not valid.
        """
        place, checked = self.place(cue.id), check_cue(cue)
        edited = replace(
            self.cues[place],
            words=checked.words,
            seconds=checked.seconds,
            prediction=checked.prediction,
        )
        return replace(self, cues=(*self.cues[:place], edited, *self.cues[place + 1 :]))

    def with_moved(self, cue_id: int, count: int) -> Score:
        """Return the score with a cue moved by some places, at most to an end.

        Raises
        ------
        ScoreError
            If there is no such cue.
        """
        place = self.place(cue_id)
        cues = [cue for cue in self.cues if cue.id != cue_id]
        cues.insert(max(0, min(place + count, len(cues))), self.cues[place])
        return replace(self, cues=tuple(cues))

    def without(self, cue_id: int) -> Score:
        """Return the score without a cue; its state is kept for an undo of that.

        Raises
        ------
        ScoreError
            If there is no such cue.
        """
        place = self.place(cue_id)
        states = {id_: state for id_, state in self.states.items() if id_ != cue_id}
        return Score((*self.cues[:place], *self.cues[place + 1 :]), states, self.next_id)


def check_cue(cue: Cue) -> Cue:
    """Return a cue with trimmed texts.

    Raises
    ------
    ScoreError
        If a text is too long, a name is missing, or time or prediction is not valid.
    """
    if not cue.words:
        raise ScoreError("expected a cue with a name, got none; give it one")
    if not 0 < cue.seconds <= LONGEST_S:
        raise ScoreError(
            "expected a time of at most 10 hours, got {found:g} s; change it", found=cue.seconds
        )
    words = {language: _checked(each) for language, each in cue.words.items()}
    if cue.prediction is not None:
        _check_prediction(cue.prediction, words)
    return replace(cue, words=words)


def _checked(words: CueWords) -> CueWords:
    trimmed = CueWords(
        words.name.strip(),
        words.say.strip(),
        words.ask.strip(),
        tuple(option.strip() for option in words.options if option.strip()),
    )
    texts = (trimmed.name, trimmed.say, trimmed.ask, *trimmed.options)
    if not trimmed.name:
        raise ScoreError("expected a cue with a name, got none; give it one")
    if max(map(len, texts)) > MOST_CHARACTERS:
        raise ScoreError(
            "expected a text of at most {most} characters; shorten it", most=MOST_CHARACTERS
        )
    return trimmed


def _check_prediction(prediction: Prediction, words: Mapping[str, CueWords]) -> None:
    if prediction.kind not in KINDS:
        raise ScoreError(
            "expected a prediction among {known}, got {found}; change it",
            known=", ".join(KINDS),
            found=prediction.kind,
        )
    if prediction.kind != "choice":
        return
    counts = {len(each.options) for each in words.values()}
    if len(counts) != 1 or not 2 <= min(counts) <= MOST_OPTIONS:
        raise ScoreError(
            "expected 2 to {most} options to choose from, as many in each language; change them",
            most=MOST_OPTIONS,
        )
    answer = prediction.answer
    if answer is not None and answer not in range(min(counts)):
        raise ScoreError("expected the right option among those listed; choose one of them")
