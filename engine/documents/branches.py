"""Conversion of a page's list of runs to a document and back."""

from __future__ import annotations

import string
from collections.abc import Mapping

from engine.data.examples import DataSet
from engine.documents.container import damaged
from engine.documents.run_reading import RunReader, settings_of
from engine.documents.run_writing import RunWriter
from engine.documents.schema import (
    BranchContent,
    BranchesContent,
    ChangeContent,
    MessageContent,
    Scalar,
)
from engine.runs.branches import Branch, Branches, Change
from engine.snapshots import Message

TEMPLATES = (
    "run {number}",
    "{name}",
    "{name} set to {value}",
    "taught a drawing of {label}",
    "took a taught drawing back",
    "set {symbol} to {value:g}",
)
"""Allowed message templates: untrusted templates are never formatted."""

MOST_CHANGES = 100_000


def branches_content(branches: Branches, writer: RunWriter) -> BranchesContent:
    """Return the JSON content of all runs."""
    return BranchesContent(
        all=[_branch_content(branch, writer) for branch in branches],
        active=branches.active,
        group=sorted(branches.group),
        next=branches.next_id,
    )


def branches_of(
    content: BranchesContent, reader: RunReader, data: Mapping[str, DataSet]
) -> Branches:
    """Return the saved list of runs.

    Parameters
    ----------
    data : mapping
        Data sets by the names used in the runs.

    Raises
    ------
    DocumentError
        If the content is inconsistent.
    """
    ids = [branch.id for branch in content.all]
    parents = {branch.parent for branch in content.all} - {None}
    known = set(ids)
    sound = (
        len(known) == len(ids)
        and all(id_ < content.next for id_ in ids)
        and content.active in known | {0}
        and set(content.group) <= known
        and all(parent in known or parent < content.next for parent in parents if parent)
    )
    if not sound:
        raise damaged("its list of runs does not fit together")
    branches = [_branch(branch, reader, data) for branch in content.all]
    return Branches.revived(tuple(branches), content.active, frozenset(content.group), content.next)


def changes_content(changes: tuple[Change, ...]) -> list[ChangeContent]:
    """Return the JSON content of the changes during a run."""
    return [
        ChangeContent(step=change.step, message=_message_content(change.message))
        for change in changes
    ]


def changes_of(content: list[ChangeContent]) -> tuple[Change, ...]:
    """Return the changes during a run.

    Raises
    ------
    DocumentError
        If there are too many, or a message is not among TEMPLATES.
    """
    if len(content) > MOST_CHANGES:
        raise damaged("a run was changed too often")
    return tuple(Change(each.step, _message(each.message)) for each in content)


def _branch_content(branch: Branch, writer: RunWriter) -> BranchContent:
    return BranchContent(
        id=branch.id,
        parent=branch.parent,
        fork_step=branch.fork_step,
        name=_message_content(branch.name),
        run=writer.put(branch.run),
        settings=branch.settings.values(),
        changes=changes_content(branch.changes),
        data=branch.data_name,
    )


def _branch(content: BranchContent, reader: RunReader, data: Mapping[str, DataSet]) -> Branch:
    if content.data not in data:
        raise damaged("a run learns from data that it does not name")
    return Branch(
        content.id,
        content.parent,
        content.fork_step,
        _message(content.name),
        reader.get(content.run, data[content.data], content.data),
        settings_of(content.settings),
        changes_of(content.changes),
        content.data,
    )


def _message_content(message: Message) -> MessageContent:
    fields: dict[str, Scalar] = {}
    for name, value in message.fields.items():
        fields[name] = value if isinstance(value, bool | int | float | str) else str(value)
    return MessageContent(template=message.template, fields=fields)


def _message(content: MessageContent) -> Message:
    known = content.template in TEMPLATES
    wanted = (
        {name for _, name, _, _ in string.Formatter().parse(content.template) if name}
        if known
        else set()
    )
    message = Message(content.template, content.fields)
    try:
        if not known or content.fields.keys() != wanted or not str(message):
            raise damaged("it holds a sentence that is none of this program's")
    except (ValueError, TypeError):
        raise damaged("a sentence has a number in the wrong place") from None
    return message
