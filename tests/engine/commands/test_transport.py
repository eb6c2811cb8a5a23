"""Transport: what waits for kernels, what calls it off, what only the last of counts."""

from __future__ import annotations

from engine.commands import transport
from engine.commands.command import Kernels
from tests.support.commands import ALL_COMMANDS

TRANSPORT = {
    command.__name__: command
    for command in ALL_COMMANDS
    if command.__module__ == transport.__name__
}


def test_only_start_and_step_wait_for_the_kernels_of_dense_networks() -> None:
    waiting = {name for name, each in TRANSPORT.items() if each.needs_kernels}
    assert waiting == {"Start", "Step"}
    assert all(TRANSPORT[name].needs_kernels is Kernels.DENSE for name in waiting)


def test_pause_and_reset_call_off_what_waits_for_kernels() -> None:
    assert {name for name, each in TRANSPORT.items() if each.calls_off} == {"Pause", "Reset"}


def test_of_seeks_and_paces_the_newest_counts() -> None:
    superseding = {name for name, each in TRANSPORT.items() if each.drag_target is not None}
    assert superseding == {"Seek", "SetPace"}


def test_transport_is_not_undone_and_only_a_reset_changes_the_document() -> None:
    assert not any(each.undoable for each in TRANSPORT.values())
    assert {name for name, each in TRANSPORT.items() if each.changes_document} == {"Reset"}
