"""Snapshots: sentences with placeholders, simulations found by id, nothing that changes."""

from __future__ import annotations

import dataclasses

import pytest

from engine.snapshots import DocumentView, Message, SimulationSnapshot, Snapshot, Status

FIRST = SimulationSnapshot("a", "digits", Status.PAUSED, 7, 0.5, None)
SECOND = SimulationSnapshot("b", "builder", Status.IDLE, 0, 0.0, None)


def test_a_message_is_rendered_with_its_fields():
    message = Message("η is {value:.2f} since step {step}.", {"step": 3, "value": 0.125})
    assert str(message) == "η is 0.12 since step 3."


def test_a_simulation_is_found_by_its_id():
    snapshot = Snapshot(1, 2, (FIRST, SECOND))
    assert snapshot.simulation("b") is SECOND
    assert snapshot.simulation("digits") is None


def test_a_snapshot_cannot_be_changed():
    snapshot = Snapshot(1, 2, (FIRST,))
    for value, name in ((snapshot, "clock"), (FIRST, "step"), (snapshot.document, "path")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, 9)


def test_a_new_document_has_no_name_and_no_changes():
    assert Snapshot(0, 0, ()).document == DocumentView("", False, 0, 0, False, {})


def test_a_status_is_the_word_that_it_is_written_as():
    assert f"{Status.FINISHED}" == "finished"
    assert Status("running") is Status.RUNNING


def test_pause_has_something_to_stop_where_a_run_goes_on_or_will_by_itself():
    started = {status for status in Status if status.started}
    assert started == {Status.RUNNING, Status.COMPILING, Status.LOADING}
