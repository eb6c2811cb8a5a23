"""Save and restore the runs of a page in documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.data.examples import DataSet
from engine.documents.branches import branches_content, branches_of, changes_content, changes_of
from engine.documents.run_reading import RunReader, settings_of
from engine.documents.run_writing import RunWriter
from engine.documents.schema import BranchesContent, ChangeContent, Name, PathText, Strict, Values
from engine.simulations.learning.learning import Learning
from engine.snapshots import Status


class LearningContent(Strict):
    """Runs in a document's JSON.

    Attributes
    ----------
    start : str or None
        Array of the weights that the present run begins with; None if they are drawn.
    """

    settings: Values
    data: PathText
    branches: BranchesContent
    changes: list[ChangeContent]
    start: Name | None


def learning_fields(learning: Learning) -> tuple[RunWriter, dict[str, Any]]:
    """Return the writer of a document's arrays, and the fields of `LearningContent`."""
    learning.branches.keep(learning.settings, learning.changes)
    writer = RunWriter([branch.run for branch in learning.branches])
    start = learning.start_parameters
    return writer, {
        "settings": learning.settings.values(),
        "data": learning.store.name,
        "branches": branches_content(learning.branches, writer),
        "changes": changes_content(learning.changes),
        "start": None if start is None else writer.put_array("start", start),
    }


def data_names(content: LearningContent) -> set[str]:
    """Return the names of the data of all runs."""
    return {branch.data for branch in content.branches.all}


def restore_learning(
    learning: Learning, content: LearningContent, reader: RunReader, data: Mapping[str, DataSet]
) -> None:
    """Restore the runs of a new page.

    Parameters
    ----------
    data : mapping
        The data of all runs, by their names.

    Raises
    ------
    DocumentError
        If the content is inconsistent.
    """
    settings = settings_of(content.settings)
    learning.branches = branches_of(content.branches, reader, data)
    learning.settings, learning.changes = settings, changes_of(content.changes)
    learning.start_parameters = None
    if content.start is not None:
        shape = (settings.specification().parameter_count,)
        learning.start_parameters = reader.array(content.start, "f", shape).copy()
    current = learning.branches.current
    learning.run = current.run if current is not None else None
    learning.store.put_back(content.data, current.run.data if current is not None else None)
    learning.status = Status.PAUSED if learning.shown_step else Status.IDLE
