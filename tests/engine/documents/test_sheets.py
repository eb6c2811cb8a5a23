"""Sheets: items of one shape as columns, shared items once, and places that must be there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.documents.sheets import SheetReader, SheetWriter
from engine.errors import DocumentError


class Note:
    """An item with fields of two possible shapes."""

    def __init__(self, numbers):
        self.numbers = np.array(numbers, float)


def row(note):
    """Return the fields of a note."""
    return {"numbers": note.numbers, "length": np.array(len(note.numbers))}


def read(fields):
    """Return the note of a row."""
    return Note(fields["numbers"])


@given(st.lists(st.lists(st.floats(-9, 9), max_size=3), max_size=12))
def test_what_was_written_is_read_again(lists):
    notes = [Note(numbers) for numbers in lists]
    writer = SheetWriter("note", row)
    places = writer.put_all(notes)
    found = SheetReader("note", writer.arrays(), read).get_all(places)
    assert [note.numbers.tolist() for note in found] == [note.numbers.tolist() for note in notes]
    assert len({sheet for sheet, _ in places.tolist()}) == len({len(each) for each in lists})


def test_an_item_that_is_shared_is_written_once_and_is_one_item_again():
    shared, other = Note([1, 2]), Note([1, 2])
    writer = SheetWriter("note", row)
    places = writer.put_all([shared, other, shared])
    assert places.tolist() == [[0, 0], [0, 1], [0, 0]]
    assert writer.arrays()["note/0/numbers"].shape == (2, 2)
    first, second, third = SheetReader("note", writer.arrays(), read).get_all(places)
    assert first is third
    assert first is not second


def test_arrays_of_other_kinds_are_passed_over():
    arrays = {
        "other/0/numbers": np.ones((3, 2)),
        "note/x/numbers": np.ones((3, 2)),
        "note/0/numbers": np.ones((1, 2)),
        "note/1/numbers": np.array(3.0),
    }
    reader = SheetReader("note", arrays, read)
    assert reader.get((0, 0)).numbers.tolist() == [1, 1]
    with pytest.raises(DocumentError):
        reader.get((1, 0))


@pytest.mark.parametrize("place", [(0, 2), (0, -1), (1, 0), (-1, 0)])
def test_a_place_that_is_not_there_is_refused(place):
    reader = SheetReader("note", {"note/0/numbers": np.ones((2, 2))}, read)
    with pytest.raises(DocumentError, match="not there"):
        reader.get(place)


def test_columns_of_different_lengths_have_only_their_common_rows():
    arrays = {"note/0/numbers": np.ones((3, 2)), "note/0/length": np.ones(1)}
    reader = SheetReader("note", arrays, read)
    assert reader.get((0, 0)).numbers.tolist() == [1, 1]
    with pytest.raises(DocumentError, match="not there"):
        reader.get((0, 1))


@pytest.mark.parametrize("places", [np.zeros((2, 3), int), np.zeros((2, 2)), np.zeros(2, int)])
def test_a_list_of_places_of_another_form_is_refused(places):
    reader = SheetReader("note", {"note/0/numbers": np.ones((2, 2))}, read)
    with pytest.raises(DocumentError, match="list of places"):
        reader.get_all(places)
