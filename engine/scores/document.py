"""Save and restore a lecture score in documents."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from engine.documents.container import Arrays, damaged, refused_as_damaged
from engine.documents.schema import Count, Name, Number, Positive, Seconds, Strict, Values, read
from engine.scores.score import MOST_CHARACTERS, MOST_CUES, MOST_OPTIONS, Score, check_cue
from engine.scores.stored_state import StoredState
from engine.simulations import SIMULATIONS
from engine.snapshots import Cue, CueWords, Prediction

Text = Annotated[str, Meta(max_length=MOST_CHARACTERS)]
Pace = Annotated[float, Meta(gt=0, le=1e12)]


class WordsContent(Strict):
    """See `engine.snapshots.CueWords`."""

    name: Text
    say: Text = ""
    ask: Text = ""
    options: Annotated[list[Text], Meta(max_length=MOST_OPTIONS)] = msgspec.field(
        default_factory=list
    )

    def words(self) -> CueWords:
        """Return the texts."""
        return CueWords(self.name, self.say, self.ask, tuple(self.options))


class PredictionContent(Strict):
    """See `engine.snapshots.Prediction`."""

    kind: Literal["choice", "number", "sketch"]
    answer: Number | None = None

    def prediction(self) -> Prediction:
        """Return the prediction."""
        return Prediction(self.kind, self.answer)


class CueContent(Strict):
    """See `engine.snapshots.Cue`; `content` is the state of its simulation.

    The names of that state's arrays begin with "cue", the id of the cue and a colon.
    """

    id: Positive
    page: Name
    simulation_id: Name
    simulation: Name
    content: msgspec.Raw
    words: Annotated[dict[Name, WordsContent], Meta(min_length=1, max_length=16)]
    view: Values
    plays: bool
    examples_per_second: Pace | None
    epochs_per_second: Pace | None
    seconds: Seconds
    prediction: PredictionContent | None


class ScoreContent(Strict):
    """See `engine.scores.score.Score`; answers by id of the cue, as text."""

    cues: Annotated[list[CueContent], Meta(max_length=MOST_CUES)]
    current: Count
    answers: Annotated[dict[Name, list[Number]], Meta(max_length=MOST_CUES)]


def score_content(
    score: Score, current: int, answers: Mapping[int, tuple[float, ...]]
) -> tuple[ScoreContent | None, dict[str, Any]]:
    """Return the JSON content and the arrays of a score, once all its cues are built.

    Raises
    ------
    EngineError
        If a cue could not be built.
    """
    if not score.cues:
        return None, {}
    arrays: dict[str, Any] = {}
    contents = []
    for cue in score.cues:
        state = score.states[cue.id].result()
        arrays |= {f"cue{cue.id}:{name}": array for name, array in state.arrays.items()}
        contents.append(_cue_content(cue, state))
    kept = {str(cue.id): list(answers[cue.id]) for cue in score.cues if cue.id in answers}
    return ScoreContent(cues=contents, current=current, answers=kept), arrays


def score_of(text: msgspec.Raw, arrays: Arrays) -> tuple[Score, int, dict[int, tuple[float, ...]]]:
    """Return the score of a document, its current cue and the answers.

    Raises
    ------
    DocumentError
        If the content is inconsistent.
    """
    content = read(text, ScoreContent | None)  # type: ignore[arg-type]
    if content is None:
        return Score(), 0, {}
    ids = [cue.id for cue in content.cues]
    if len(set(ids)) != len(ids) or content.current not in {0, *ids}:
        raise damaged("the cues of its score do not fit together")
    with refused_as_damaged():
        cues = tuple(check_cue(_cue(cue)) for cue in content.cues)
    states = {cue.id: done(_state(cue, arrays)) for cue in content.cues}
    answers = {id_: tuple(content.answers.get(str(id_), ())) for id_ in ids}
    known = {id_: values for id_, values in answers.items() if values}
    return Score(cues, states, max(ids, default=0) + 1), content.current, known


def done(state: StoredState) -> Future[StoredState]:
    """Return a future that is done."""
    future: Future[StoredState] = Future()
    future.set_result(state)
    return future


def _cue_content(cue: Cue, state: StoredState) -> CueContent:
    prediction = cue.prediction
    return CueContent(
        id=cue.id,
        page=cue.page,
        simulation_id=cue.simulation_id,
        simulation=cue.simulation,
        content=msgspec.Raw(state.content),
        words={
            language: WordsContent(
                name=words.name, say=words.say, ask=words.ask, options=list(words.options)
            )
            for language, words in cue.words.items()
        },
        view=dict(cue.view),
        plays=cue.plays,
        examples_per_second=cue.examples_per_second,
        epochs_per_second=cue.epochs_per_second,
        seconds=cue.seconds,
        prediction=None
        if prediction is None
        else PredictionContent(kind=prediction.kind, answer=prediction.answer),  # type: ignore[arg-type]
    )


def _cue(content: CueContent) -> Cue:
    if content.simulation not in SIMULATIONS:
        raise damaged("a cue shows a page that is none of this program's")
    return Cue(
        content.id,
        content.page,
        content.simulation_id,
        content.simulation,
        {language: words.words() for language, words in content.words.items()},
        content.view,
        content.plays,
        content.examples_per_second,
        content.epochs_per_second,
        content.seconds,
        None if content.prediction is None else content.prediction.prediction(),
    )


def _state(content: CueContent, arrays: Arrays) -> StoredState:
    first = f"cue{content.id}:"
    own = {
        name.removeprefix(first): array for name, array in arrays.items() if name.startswith(first)
    }
    return StoredState(content.simulation, bytes(content.content), own)
