"""The summary of an epoch survives being written down."""

from __future__ import annotations

import pytest

from engine.errors import StorageError
from engine.training.epoch_summary import EpochSummary


def test_an_epoch_survives_being_written_down():
    result = EpochSummary(3, 0.5, 0.9, None, 0.8, 1.5)
    assert EpochSummary.from_record(result.as_record()) == result
    for record in ({}, {**result.as_record(), "cost": "high"}):
        with pytest.raises(StorageError, match="expected the epochs of a run"):
            EpochSummary.from_record(record)


def test_files_from_before_the_costs_of_other_sets_are_read():
    result = EpochSummary(3, 0.5, 0.9, None, 0.8, 1.5, 0.6, 0.7)
    record = result.as_record()
    assert EpochSummary.from_record(record) == result
    del record["validation_cost"], record["test_cost"]
    assert EpochSummary.from_record(record) == EpochSummary(3, 0.5, 0.9, None, 0.8, 1.5)
