"""Deciding controls: each page declares a few, and each value is one that its setting takes."""

import pytest

from app.appearance.translation import set_language
from app.page_frame.deciding import MOST, Choice, choice_of, named
from app.pages import PAGES
from engine.commands.edits import SetSetting
from engine.settings import Setting

ETA = Setting("eta", "Rate η", 0.1, low=0, high=10)


def places():
    """Return page, station and controls of everything that a lecture shows."""
    from importlib import import_module

    return [
        (info.id, station, controls)
        for info in PAGES
        for station, controls in import_module(f"app.pages.{info.id}.deciding").CONTROLS.items()
    ]


@pytest.mark.parametrize(
    ("page", "station", "controls"),
    places(),
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_page_has_one_to_three_and_each_value_has_words(page, station, controls):
    assert 1 <= len(controls) <= MOST
    assert len({control.label for control in controls}) == len(controls)
    for control in controls:
        if isinstance(control, Choice):
            words = [control.words(value) for value in control.values]
            assert len(words) == len(set(words)) > 1


def test_a_choice_goes_round_and_back():
    eta = choice_of("toy", ETA, 0.1, 1.0, 3.0)
    assert [eta.following(value) for value in (0.1, 1.0, 3.0)] == [1.0, 3.0, 0.1]
    assert [eta.following(value, -1) for value in (0.1, 1.0, 3.0)] == [3.0, 0.1, 1.0]


@pytest.mark.parametrize(
    ("value", "up", "down"), [(0.5, 1.0, 0.1), (0.01, 0.1, 3.0), (9.0, 0.1, 3.0)]
)
def test_a_number_between_two_values_goes_to_its_neighbours(value, up, down):
    eta = choice_of("toy", ETA, 0.1, 1.0, 3.0)
    assert (eta.following(value), eta.following(value, -1)) == (up, down)


def test_a_word_that_is_not_in_the_list_goes_to_the_first():
    shape = choice_of(
        "toy", Setting("shape", "Shape", "a", "choice", choices=("a", "b", "own")), "a", "b"
    )
    assert shape.following("own") == "a"


def test_a_choice_sends_its_setting_and_a_switch_has_two_values():
    switch = choice_of("toy", Setting("on", "On", False, "switch"))
    assert switch.values == (False, True)
    assert switch.command(None, True) == SetSetting("toy", "on", True)
    assert [switch.words(value) for value in switch.values] == ["off", "on"]


def test_numbers_are_written_with_the_marks_of_the_language():
    eta = choice_of("toy", ETA, 0.1, 1.0)
    set_language("es")
    try:
        assert eta.words(0.1) == "0,1"
    finally:
        set_language("en")
    assert named((ETA,)) == {"eta": ETA}
