"""The Digits page in documents: reader, pad and settings come back, what is spoilt is refused."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine.commands.edits import SetSetting
from engine.commands.pages.digits import OpenRecorded, SelectReader, SetStrokes, ShowExample
from engine.commands.transport import Seek, Step
from engine.errors import DocumentError, EngineError
from engine.simulations.digits.document import MOST_POINTS
from engine.simulations.digits.simulation import Digits
from tests.support.pages.digits_session import SEVEN, SIMULATION_ID, small_data
from tests.support.states import refreshed

DATA = small_data("built-in")


@pytest.fixture
def make():
    """Return a function that makes a Digits page after some commands."""
    made = []

    def build(*commands):
        made.append(Digits(1, load=lambda name: DATA))
        made[-1].store.put_back("built-in", DATA)
        for command in commands:
            made[-1].handlers[type(command)](command)
        return made[-1]

    yield build
    for each in made:
        each.close()


def words(digits):
    """Return what a document says of a page, and its arrays."""
    saved = digits.save()
    return msgspec.json.decode(msgspec.json.encode(saved.content)), saved.arrays()


def opened(make, said, arrays=None, known=None):
    """Return a new page that has become what these words say."""
    digits = make()
    text = msgspec.Raw(msgspec.json.encode(said))
    digits.restore(text, arrays or {}, {"built-in": DATA} if known is None else known)
    return digits


def test_a_drawing_and_its_reader_are_there_again(make):
    digits = make(SelectReader(SIMULATION_ID, "plain"), SetStrokes(SIMULATION_ID, SEVEN))
    said, arrays = words(digits)
    before, after = refreshed(digits), opened(make, said, arrays).state()
    assert (after.reader, after.strokes) == ("plain", SEVEN)
    np.testing.assert_array_equal(after.reading.probabilities, before.reading.probabilities)
    assert after.training.settings == before.training.settings


def test_an_example_lies_on_the_pad_again(make):
    digits = make(ShowExample(SIMULATION_ID, "index", 17))
    said, arrays = words(digits)
    assert said["example"] == {"data": "built-in", "index": 17}
    source = opened(make, said, arrays).state().source
    assert (source.kind, source.index, source.label) == ("example", 17, DATA.test.labels[17])


def test_a_recorded_run_is_open_at_its_place(make):
    digits = make(OpenRecorded(SIMULATION_ID, "6.D"), Seek(SIMULATION_ID, 0))
    said, arrays = words(digits)
    assert said["recorded"] == {"name": "6.D", "step": 0}
    after = opened(make, said, arrays).state()
    assert (after.reader, after.training.recorded, after.training.step) == ("recorded", "6.D", 0)


def test_weights_that_no_run_has_yet_are_kept(make):
    digits = make(
        SetSetting(SIMULATION_ID, "layers", "784-5-10"), SelectReader(SIMULATION_ID, "mine")
    )
    settings, numbers = digits.learning.settings, digits.learning.network.parameters + 1
    digits.learning.begin_with(settings, numbers)
    said, arrays = words(digits)
    again = opened(make, said, arrays)
    np.testing.assert_array_equal(again.learning.start_parameters, numbers)
    np.testing.assert_array_equal(again.learning.prepared().network.parameters, numbers)


def test_a_run_that_was_trained_goes_on_from_its_step(make):
    digits = make(SetSetting(SIMULATION_ID, "layers", "784-5-10"), Step(SIMULATION_ID, 6, "batch"))
    while digits.busy:
        digits.advance(0.05)
    said, arrays = words(digits)
    again = opened(make, said, arrays)
    assert again.step == digits.step == 6
    assert again.learning.network.digest() == digits.learning.network.digest()
    assert (again.status, again.progress) == (digits.status, 6)


@pytest.mark.parametrize(
    "change",
    [
        {"data": "//server/share"},
        {"data": "\\\\server\\share"},
        {"data": "no folder of that name"},
        {"reader": "recorded"},
        {"reader": "somebody"},
        {"reader": "recorded", "recorded": {"name": "9.Z", "step": 0}},
        {"start": "an array that is not there"},
        {"strokes": [[[0.5, 0.5]] * (MOST_POINTS // 2 + 1)] * 2},
        {"settings": {"eta": -1.0}},
        {"settings": {"moon": 1}},
        {"example": {"data": "built-in", "index": -3}},
        {"more": 1},
    ],
    ids=lambda change: str(change)[:40],
)
def test_what_does_not_fit_together_is_refused(make, change):
    said, arrays = words(make())
    with pytest.raises(EngineError):
        opened(make, {**said, **change}, arrays)


def test_a_place_on_another_machine_is_called_damage(make):
    said, arrays = words(make())
    with pytest.raises(DocumentError, match="another machine"):
        opened(make, {**said, "data": "//server/share"}, arrays)
