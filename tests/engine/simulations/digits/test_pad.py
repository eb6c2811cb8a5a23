"""The pad of the Digits page: drawings and examples, and what is read in them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.commands.edits import Undo
from engine.commands.pages.digits import (
    SetStrokes,
    ShowExample,
)
from engine.errors import DataError
from engine.execution.tracing import outputs_of
from engine.recognition.recognition import load_shipped
from engine.simulations.digits.pad import EMPTY, Pad
from tests.support.pages.digits_session import (
    SEVEN,
    SIMULATION_ID,
    seen,
    settle,
    small_data,
)


def test_a_drawing_is_read_at_once_and_an_empty_pad_answers_nothing(session):
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    assert seen(session).payload.reading.digit == 7
    session.apply(SetStrokes(SIMULATION_ID, ()))
    assert seen(session).payload.reading is None


def test_undo_brings_a_wiped_drawing_back(session):
    session.apply(SetStrokes(SIMULATION_ID, SEVEN))
    session.apply(SetStrokes(SIMULATION_ID, ()))
    session.apply(Undo())
    assert seen(session).payload.strokes == SEVEN


def test_examples_come_with_their_labels_and_hard_ones_first(session):
    session.apply(ShowExample(SIMULATION_ID, "next"))
    settle(session)
    source = seen(session).payload.source
    assert (source.kind, source.count) == ("example", 300)
    assert source.label == small_data("").test.labels[source.index]
    session.apply(ShowExample(SIMULATION_ID, "hard"))
    assert seen(session).payload.source.kind == "example"


# --- without a session ---------------------------------------------------------------------------

SEED = 2


@pytest.fixture
def pad():
    """Return an empty pad that the plain network reads."""
    made = Pad(load_shipped, lambda data: made.ready_made_network)
    made.select("plain")
    return made


def asked(pad, step, index=0):
    """Show an example; return its place."""
    pad.show_example(small_data(""), ShowExample(SIMULATION_ID, step, index), SEED)
    return pad.picture.source.index


def test_examples_are_walked_through_in_a_ring(pad):
    assert [asked(pad, step) for step in ("next", "next", "previous", "previous")] == [0, 1, 0, 299]
    assert asked(pad, "next") == 0
    assert [asked(pad, "index", index) for index in (7, -4, 9_999)] == [7, 0, 299]
    pad.draw(SEVEN, finished=True)
    # after a drawing the walk begins anew
    assert asked(pad, "previous") == 0


def test_the_hardest_examples_are_those_with_the_least_margin(pad):
    data = small_data("")
    outputs = outputs_of(pad.reader("plain").network, data.test.x)
    margins = [
        row[label] - max(value for digit, value in enumerate(row) if digit != label)
        for row, label in zip(outputs, data.test.labels, strict=True)
    ]
    order = pad.hard_order(data)
    np.testing.assert_array_equal(order, np.argsort(margins, kind="stable"))
    assert [asked(pad, "hard") for _ in range(3)] == order[:3].tolist()
    assert asked(pad, "index", int(order[-1])) == order[-1]
    assert asked(pad, "hard") == order[0]


def test_a_picture_is_read_by_whoever_was_chosen_last(pad):
    assert (pad.picture.source, pad.reading, pad.pixels) == (EMPTY, None, None)
    pad.draw(SEVEN, finished=False)
    pixels, own = pad.pixels, pad.reader("ready-made").network
    plain = outputs_of(pad.reader("plain").network, pixels)[0]
    assert pad.reading is None
    pad.read(None)
    np.testing.assert_allclose(pad.reading.activations[-1], plain, rtol=1e-4, atol=1e-6)
    pad.select("mine")
    pad.read(own, 1)
    ready_made = outputs_of(own, pixels)[0]
    np.testing.assert_allclose(pad.reading.activations[-1], ready_made, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(pad.probabilities(own).sum(), 1.0)
    assert pad.probabilities(own).argmax() == pad.reading.digit
    kept = pad.reading
    pad.read(own, 1)
    assert pad.reading is kept
    pad.read(own, 2)
    assert pad.reading is not kept


def test_a_stroke_in_the_making_is_no_edit_and_a_finished_one_is(pad):
    first = pad.set_strokes(SetStrokes(SIMULATION_ID, SEVEN))
    half = SetStrokes(SIMULATION_ID, (*SEVEN[:1], ((0.1, 0.1), (0.2, 0.2))), finished=False)
    assert pad.set_strokes(half) is None
    assert len(pad.picture.strokes) == 2
    cleared = pad.set_strokes(SetStrokes(SIMULATION_ID, ()))
    assert (str(first.name), str(cleared.name)) == ("drawing", "clearing the pad")
    cleared.undo()
    assert pad.picture.strokes == SEVEN
    first.undo()
    assert pad.picture.strokes == ()
    first.redo()
    assert pad.picture.strokes == SEVEN
    assert pad.version == 6


def test_strokes_that_are_no_numbers_leave_the_picture(pad):
    pad.draw(SEVEN, finished=True)
    with pytest.raises(DataError):
        pad.draw((((float("nan"), 0.5), (0.2, 0.2)),), finished=True)
    assert pad.picture.strokes == SEVEN
    assert pad.finished_picture.strokes == SEVEN
