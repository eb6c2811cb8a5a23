"""A plot puts points where its axes say, linear or logarithmic, and its ticks are round."""

from __future__ import annotations

import numpy as np
import pytest

from app.widgets.plots.line_plot import (
    LinePlot,
    Plot,
    PlotLine,
    PlotSpot,
    power_of_ten,
    ramp,
    y_ticks,
)

X = np.linspace(0.0, 10.0, 11)


@pytest.fixture
def view(qtbot, theme):
    """Return a shown plot of 400 × 200 pixels."""
    view = LinePlot(theme, "plot")
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    return view


def flat(height, **how):
    """Return a horizontal line."""
    return PlotLine("", X, np.full(11, height), "accent", **how)


def colours_near(view, x, y):
    """Return the colours at a point of the plot and one pixel above and below."""
    place = view.place(x, y).toPoint()
    image = view.grab().toImage()
    return [image.pixelColor(place.x(), place.y() + away) for away in (-1, 0, 1)]


@pytest.mark.parametrize(("y", "share"), [(0.0, 0.0), (2.0, 0.25), (8.0, 1.0)])
def test_a_linear_axis_divides_its_height_evenly(view, y, share):
    view.show_plot(Plot((0.0, 10.0, 0.0, 8.0), [flat(2.0)]))
    area = view.area()
    place = view.place(5.0, y)
    assert place.x() == pytest.approx(area.center().x())
    assert place.y() == pytest.approx(area.bottom() - share * area.height())


@pytest.mark.parametrize(("y", "share"), [(1e-4, 0.0), (1e-2, 0.5), (1.0, 1.0), (10.0, 1.25)])
def test_a_logarithmic_axis_divides_its_height_by_powers(view, y, share):
    view.show_plot(Plot((0.0, 10.0, 1e-4, 1.0), [flat(0.1)], log=True))
    area = view.area()
    assert view.place(0.0, y).y() == pytest.approx(area.bottom() - share * area.height())


def test_lines_and_spots_are_painted_where_their_points_are(view, theme):
    spot = PlotSpot(8.0, 7.0, "negative")
    view.show_plot(Plot((0.0, 10.0, 0.0, 8.0), [flat(3.0)], spots=[spot]))
    assert theme.color("accent") in colours_near(view, 5.0, 3.0)
    assert theme.color("accent") not in colours_near(view, 5.0, 6.0)
    assert theme.color("negative") in colours_near(view, 8.0, 7.0)


def test_a_band_is_shaded_between_its_ends_only(view, theme):
    view.show_plot(Plot((0.0, 10.0, 0.0, 8.0), [flat(1.0)], band=(2.0, 6.0)))
    outside = colours_near(view, 8.0, 5.0)[1]
    shaded = [colours_near(view, x, 5.0)[1] != outside for x in (1.0, 3.0, 5.0, 7.0)]
    assert shaded == [False, True, True, False]


def test_without_points_a_sentence_stands_in_the_plot(view):
    empty = PlotLine("", np.zeros(0), np.zeros(0), "accent")
    view.show_plot(Plot((0.0, 1.0, 0.0, 1.0), [empty], empty="Nothing is measured yet."))
    with_sentence = view.grab().toImage()
    assert view.accessibleDescription() == "Nothing is measured yet."
    view.show_plot(Plot((0.0, 1.0, 0.0, 1.0), [empty]))
    assert view.grab().toImage() != with_sentence


def test_labels_make_room_for_themselves_at_the_right(view):
    view.show_plot(Plot((0.0, 10.0, 0.0, 8.0), [flat(1.0)]))
    wide = view.area().width()
    named = PlotLine("the first layer", X, X, "accent")
    view.show_plot(Plot((0.0, 10.0, 0.0, 8.0), [named]))
    assert view.area().width() < wide


def test_layers_go_from_one_colour_to_the_other(theme):
    assert ramp(theme, 0.0) == theme.color("twin_3")
    assert ramp(theme, 1.0) == theme.color("accent")


def test_ticks_of_a_logarithmic_axis_are_powers_and_not_too_many():
    few = y_ticks(Plot((0.0, 1.0, 0.001, 1.0), [], log=True), 5)
    assert few == [
        (pytest.approx(0.001), "10⁻³"),
        (pytest.approx(0.01), "10⁻²"),
        (pytest.approx(0.1), "10⁻¹"),
        (1.0, "1"),
    ]
    many = y_ticks(Plot((0.0, 1.0, 1e-20, 1.0), [], log=True), 4)
    assert len(many) <= 4
    assert [words for _, words in many] == ["10⁻²⁰", "10⁻¹⁴", "10⁻⁸", "10⁻²"]


def test_ticks_of_a_linear_axis_have_true_minus_signs():
    found = y_ticks(Plot((0.0, 1.0, -1.0, 1.0), []), 4)
    assert found == [(-1.0, "−1"), (-0.5, "−0.5"), (0.0, "0"), (0.5, "0.5"), (1.0, "1")]


@pytest.mark.parametrize(("power", "text"), [(0, "1"), (1, "10¹"), (12, "10¹²"), (-7, "10⁻⁷")])
def test_powers_of_ten_are_written_raised(power, text):
    assert power_of_ten(power) == text
