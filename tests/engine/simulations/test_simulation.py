"""Every page's simulation keeps what a session asks of it: a quiet start, ways back, documents."""

from __future__ import annotations

import time

import msgspec
import pytest

from engine.commands.edits import SetSetting
from engine.errors import SettingError
from engine.simulations import SIMULATIONS
from engine.snapshots import Status

OTHER_VALUES = {
    "digits": ("eta", 0.125),
    "builder": ("eta", 0.125),
    "perceptrons": ("threshold", 4.0),
    "surface": ("eta", 0.125),
    "backprop": ("eta", 0.125),
    "universality": ("steepness", 100.0),
    "vanishing": ("eta", 0.125),
}
"""By page: a setting, and a value that is not its default."""


@pytest.fixture(params=sorted(SIMULATIONS))
def name(request):
    """Return the name of each page's simulation."""
    return request.param


@pytest.fixture
def simulation(name):
    """Return a new simulation."""
    made = SIMULATIONS[name](1, time.perf_counter)
    yield made
    made.close()


def words_of(simulation):
    """Return what a document says of a simulation; numbers of runs are never given twice."""
    words = msgspec.json.decode(msgspec.json.encode(simulation.save().content))
    words.pop("branches", None)
    return words


def test_a_new_page_rests_where_it_begins(simulation):
    assert simulation.status is Status.IDLE
    assert simulation.failure is None
    assert (simulation.step, simulation.progress, simulation.elapsed_s) == (0, 0, 0.0)


def test_an_untouched_page_comes_out_of_its_document_in_the_same_words(name, simulation):
    saved = simulation.save()
    text = msgspec.json.encode(saved.content)
    again = SIMULATIONS[name](1, time.perf_counter)
    again.restore(msgspec.Raw(text), saved.arrays(), simulation.loaded_data())
    assert msgspec.json.encode(again.save().content) == text
    again.close()


def test_the_way_back_of_an_edit_leads_to_the_words_before_it(name, simulation):
    before = words_of(simulation)
    inverse = simulation.handlers[SetSetting](SetSetting(name, *OTHER_VALUES[name]))
    after = words_of(simulation)
    assert after != before
    assert inverse.undo() is None
    assert words_of(simulation) == before
    assert inverse.redo() is None
    assert words_of(simulation) == after


def test_a_setting_that_no_page_has_is_refused_and_nothing_is_changed(name, simulation):
    before = words_of(simulation)
    with pytest.raises(SettingError, match="no_such_setting"):
        simulation.handlers[SetSetting](SetSetting(name, "no_such_setting", 1))
    assert words_of(simulation) == before


def test_settings_refuse_what_is_out_of_their_range_under_their_own_names(simulation):
    names = [setting.name for setting in simulation.declared_settings]
    assert len(set(names)) == len(names)
    for setting in simulation.declared_settings:
        assert setting.check(setting.default) == setting.default
        with pytest.raises(SettingError):
            setting.check(float("nan") if setting.kind in ("float", "int") else None)
