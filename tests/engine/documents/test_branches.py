"""Branches of a document share what they shared before."""

from __future__ import annotations

import pytest

from engine.documents.branches import branches_of, changes_content, changes_of
from engine.documents.schema import BranchContent, BranchesContent, ChangeContent, MessageContent
from engine.errors import DocumentError
from engine.runs.branches import Change
from engine.snapshots import Message
from tests.support.documents import opened


def test_what_branches_share_is_written_and_opened_once(content):
    digits = opened(content)
    films = [branch.run.recording.frames() for branch in digits.learning.branches]
    assert films[0][0] is films[1][0]
    epoch_metrics = [branch.run.epoch_metrics for branch in digits.learning.branches]
    assert epoch_metrics[0][0] is epoch_metrics[1][0]
    digits.close()


def message(template, **fields):
    """Return the content of a message."""
    return MessageContent(template=template, fields=fields)


def test_changes_are_read_as_they_were_written():
    changes = (
        Change(3, Message("set {symbol} to {value:g}", {"symbol": "w", "value": 0.5})),
        Change(7, Message("taught a drawing of {label}", {"label": 4})),
    )
    found = changes_of(changes_content(changes))
    assert found == changes
    assert [str(change.message) for change in found] == ["set w to 0.5", "taught a drawing of 4"]


@pytest.mark.parametrize(
    "content",
    [
        message("{value.__class__}", value=1),
        message("{name} set to {value}", name="eta"),
        message("{name}", name="x", more=1),
        message("set {symbol} to {value:g}", symbol="w", value="much"),
        message("{name}", name=""),
    ],
    ids=["unknown template", "missing field", "further field", "no number", "nothing said"],
)
def test_a_message_that_is_none_of_ours_is_refused(content):
    with pytest.raises(DocumentError):
        changes_of([ChangeContent(step=1, message=content)])


@pytest.mark.parametrize(
    "changed",
    [{"active": 9}, {"next": 1}, {"group": [9]}],
    ids=["unknown active run", "ids that come again", "unknown run in the group"],
)
def test_a_list_of_runs_that_does_not_fit_together_is_refused(changed):
    run = BranchContent(
        id=1,
        parent=None,
        fork_step=0,
        name=message("run {number}", number=1),
        run=None,
        settings={},
        changes=[],
        data="toy",
    )
    sound = {"all": [run], "active": 1, "group": [], "next": 2}
    with pytest.raises(DocumentError, match="list of runs does not fit together"):
        branches_of(BranchesContent(**{**sound, **changed}), None, {})
    with pytest.raises(DocumentError, match="data that it does not name"):
        branches_of(BranchesContent(**sound), None, {})
