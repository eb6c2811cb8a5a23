"""Save and restore the page Search in documents: settings, and results as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import Meta, Raw

from engine.documents.container import refused_as_damaged
from engine.documents.schema import Name, Number, Strict, Values, read
from engine.search.trial import TrialResult
from engine.settings import check_all
from engine.simulations.search.edits import check_scene
from engine.simulations.search.scene import Scene
from engine.simulations.search.settings import SETTINGS
from engine.simulations.simulation import Saved

MOST_TRIALS = 10_000
MOST_EPOCHS = 100_000


class TrialContent(Strict):
    """See `engine.search.trial.TrialResult`."""

    trial: Annotated[int, Meta(ge=0, le=MOST_TRIALS)]
    values: Values
    state: Name
    epochs: Annotated[list[dict[Name, int | Number | None]], Meta(max_length=MOST_EPOCHS)]
    digest: Name
    reason: Annotated[str, Meta(max_length=4096)]


Trials = Annotated[list[TrialContent], Meta(max_length=MOST_TRIALS)]


class SearchContent(Strict):
    """The page's part of a document's JSON.

    Attributes
    ----------
    hunt : dict
        Changed settings by row.
    map, rows, ladder : list
        Results of each station, in the order in which they ended.
    """

    settings: Values
    hunt: Annotated[dict[Name, Values], Meta(max_length=16)]
    map: Trials
    rows: Trials
    ladder: Trials


def save(scene: Scene, results: dict[str, Sequence[TrialResult]]) -> Saved:
    """Return the document's content."""
    kept = {name: [_content(each) for each in some] for name, some in results.items()}
    hunt = {row: dict(changed) for row, changed in scene.hunt.items()}
    content = SearchContent(settings=dict(scene.settings), hunt=hunt, **kept)
    return Saved(content, dict)


def _content(result: TrialResult) -> TrialContent:
    return TrialContent(**result.as_record())


def restored(text: Raw) -> tuple[Scene, dict[str, list[TrialResult]]]:
    """Rebuild the scene, and the results by station, from a document's content.

    Raises
    ------
    EngineError
        If the content is inconsistent.
    """
    content = read(text, SearchContent)
    with refused_as_damaged():
        settings = check_all(SETTINGS, content.settings)
        scene = check_scene(Scene(settings, content.hunt))
        results = {
            name: [TrialResult.from_record(_record(each)) for each in getattr(content, name)]
            for name in ("map", "rows", "ladder")
        }
    return scene, results


def _record(trial: TrialContent) -> dict[str, Any]:
    return {name: getattr(trial, name) for name in trial.__struct_fields__}
