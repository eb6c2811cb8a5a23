"""Spaces of a search: lists and ranges that the declared settings check."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.search.space import MOST_CELLS, Space, parse_dimension, span, values
from tests.support.searches.small_searches import space


def test_a_log_range_with_a_count_has_both_ends_and_equal_ratios():
    found = parse_dimension("eta=log:0.01:10:4").values
    assert found == (0.01, 0.1, 1.0, 10.0)


def test_values_between_the_ends_have_six_digits_so_that_commands_stay_short():
    assert parse_dimension("eta=log:0.01:10:20").values[1] == 0.0143845


def test_integers_of_a_range_are_rounded_and_equal_ones_count_once():
    assert parse_dimension("batch=linear:1:4:10").values == (1, 2, 3, 4)


def test_lists_of_choices_switches_and_layers_are_read():
    assert parse_dimension("cost=quadratic,cross-entropy").values == ("quadratic", "cross-entropy")
    assert parse_dimension("early-stopping=on,off").values == (True, False)
    assert parse_dimension("layers=784-10,784-30-10").values == ("784-10", "784-30-10")


def test_cells_are_numbered_with_the_last_setting_fastest():
    grid = space("eta=1,2", "lambda=0,5,10")
    assert grid.cells == 6
    assert grid.shape == (2, 3)
    assert [grid.cell(n)["lambda"] for n in range(6)] == [0, 5, 10, 0, 5, 10]
    assert [grid.cell(n)["eta"] for n in range(6)] == [1, 1, 1, 2, 2, 2]


def test_a_space_with_a_continuous_range_has_no_cells():
    assert space("eta=log:0.1:10", "lambda=0,1").cells is None


@pytest.mark.parametrize(
    "text",
    [
        "eta",
        "eta=",
        "=1",
        "eta=log:0.1",
        "eta=log:a:b",
        "eta=log:0.1:10:x",
        "eta=log:0.1:10:3:4",
        "eta=log:10:0.1",
        "eta=linear:1:1",
        "eta=log:0.1:10:1",
        f"eta=log:0.1:10:{MOST_CELLS + 1}",
        "eta=0,1",
        "eta=0.1,nan",
        "eta=linear:0.1:5000",
        "lambda=log:0:1",
        "cost=log:1:2",
        "cost=least-squares",
        "batch=1.5",
        "layers=",
        "unknown=1",
    ],
)
def test_what_cannot_be_searched_is_refused_in_a_sentence(text):
    with pytest.raises(SettingError) as refused:
        parse_dimension(text)
    assert len(str(refused.value).split()) > 5


def test_an_empty_space_and_a_setting_twice_are_refused():
    with pytest.raises(SettingError, match="empty space"):
        Space.of()
    with pytest.raises(SettingError, match="eta twice"):
        Space.of(values("eta", [1]), values("eta", [2]))


def test_an_unknown_kind_of_range_is_refused():
    with pytest.raises(SettingError, match="linear, log"):
        span("eta", 0.1, 1, scale="cubic")


@pytest.mark.parametrize(
    "text", ["eta=log:0.01:10:7", "eta=log:0.01:10", "batch=linear:1:100", "cost=quadratic"]
)
def test_a_record_in_json_gives_the_same_space(text):
    before = space(text)
    assert Space.from_record(json.loads(json.dumps(before.as_record()))) == before


@given(
    st.floats(1e-6, 100),
    st.floats(1.001, 1000),
    st.sampled_from(["linear", "log"]),
    st.floats(0, 1),
)
def test_every_share_of_a_range_lies_within_its_ends(low, factor, scale, share):
    high = min(low * factor, 1000.0)
    dimension = span("eta", low, high, scale=scale)
    assert low <= dimension.at(share) <= high
    assert (dimension.at(0.0), dimension.at(1.0)) == (low, high)


def test_a_dimension_is_written_as_it_is_read():
    for text in ("eta=log:0.01:10", "cost=quadratic,cross-entropy"):
        assert parse_dimension(text).text() == text
