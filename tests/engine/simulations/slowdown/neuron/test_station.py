"""Two neurons on one clock."""

from __future__ import annotations

import pytest

from engine.commands.pages.slowdown import LoadStart
from engine.errors import SettingError
from engine.functions.costs import COST
from engine.improvement.neuron_descent import BOOK_ETA, UPDATES
from engine.settings import check_all
from engine.simulations.slowdown.neuron.station import (
    SETTINGS,
    NeuronStation,
    curves,
    load_start,
)
from tests.support.pages.slowdown_page import view_at


def test_the_page_opens_with_the_bad_start_and_both_costs():
    view = view_at()
    assert view.start == "bad"
    assert [each.rule.cost for each in view.neurons] == ["quadratic", "cross-entropy"]
    assert [each.close_after for each in view.neurons] == [232, 17]
    assert {round(each.a, 3) for each in view.neurons} == {0.982}


@pytest.mark.parametrize(
    ("start", "as_book", "ends"),
    [
        ("bad", False, (0.2013, 0.0120)),
        ("bad", True, (0.2013, 0.0474)),
        ("milder", False, (0.0938, 0.0116)),
        ("milder", True, (0.0938, 0.0400)),
    ],
)
def test_the_ends_of_the_book(start, as_book, ends):
    settings, _ = load_start(
        check_all(SETTINGS, {"as_book": as_book}), LoadStart("slowdown", start)
    )
    view = NeuronStation().view(settings, UPDATES)
    assert tuple(round(each.a, 4) for each in view.neurons) == ends
    assert view.start == start


def test_a_view_shows_the_numbers_of_its_update():
    view = view_at(100, x=0.5, y=0.25)
    for each in view.neurons:
        assert each.step == 100
        assert each.z == pytest.approx(each.w * 0.5 + each.b)
        error = {"quadratic": (each.a - 0.25) * each.a * (1 - each.a),
                 "cross-entropy": each.a - 0.25}[each.rule.cost]  # fmt: skip
        assert each.gradient == pytest.approx(error * 0.5)
        assert each.cost == pytest.approx(float(COST[each.rule.cost].value(
            each.course.a[100:101], view_target(each))))  # fmt: skip


def view_target(neuron):
    """Return the target as an array."""
    return neuron.course.a[:1] * 0 + neuron.rule.y


def test_only_the_cross_entropy_follows_the_book():
    view = view_at(as_book=True, eta=0.3)
    quadratic, entropy = view.neurons
    assert (quadratic.rule.eta, quadratic.rule.omit_slope) == (0.3, False)
    assert (entropy.rule.eta, entropy.rule.omit_slope) == (BOOK_ETA, True)


def test_the_books_widget_is_offered_only_with_the_cross_entropy():
    setting = next(each for each in SETTINGS if each.name == "as_book")
    assert setting.applies({"left_cost": "quadratic", "right_cost": "cross-entropy"})
    assert not setting.applies({"left_cost": "quadratic", "right_cost": "log-likelihood"})


def test_an_unknown_start_is_refused():
    with pytest.raises(SettingError, match="bad, milder"):
        load_start(check_all(SETTINGS, {}), LoadStart("slowdown", "worst"))


def test_an_unchanged_view_is_the_same_object():
    station, settings = NeuronStation(), check_all(SETTINGS, {})
    assert station.view(settings, 5) is station.view(dict(settings), 5)
    assert station.view(settings, 5) is not station.view(settings, 6)


def test_the_curves_are_the_sigmoid_and_its_slope():
    z, sigmoid, slope = curves()
    assert sigmoid[len(z) // 2] == 0.5
    assert slope.max() == 0.25
