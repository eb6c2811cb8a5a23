"""Saved plots: words are text in drawings, values come back to the last digit."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.appearance.translation import set_language
from app.widgets.basics.saving import comma_separated
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot
from app.widgets.plots.saving import table
from engine.runs.seed_ensemble import Fan

X = np.arange(4.0)


@pytest.fixture
def plot(qtbot, theme):
    """Return a shown plot with every kind of words."""
    plot = Plot(theme, "cost_curves")
    qtbot.addWidget(plot)
    plot.resize(500, 360)
    plot.show()
    lines = (
        Line("training", X, X / 3, "cost"),
        Line("validation", X, X / 4, "cost", (5.0, 3.0)),
        Line("Run 1", X, X / 7, "cost", ghost=True),
    )
    spots = (Spot(2.0, 0.5, "accent", label="here"),)
    plot.show_figure(
        Figure(lines, (0.0, 3.0, -1.0, 1.0), Axis("epoch", others=True), Axis("cost"),
               spots=spots, title="How it learns", note=("gap 0.1", "cost"))
    )  # fmt: skip
    plot.setAccessibleName("Cost")
    return plot


def words_of(data):
    """Return the texts of an SVG drawing."""
    root = ET.fromstring(data)
    return [
        "".join(each.itertext()).strip() for each in root.iter("{http://www.w3.org/2000/svg}text")
    ]


@pytest.mark.parametrize("lecture", [False, True])
def test_every_word_of_a_drawing_is_text(plot, theme, lecture):
    theme.set_lecture(lecture)
    plot.grab()
    words = words_of(plot.data("svg"))
    assert {"training", "validation", "Run 1", "here", "epoch ▾", "cost", "How it learns",
            "gap 0.1"} <= set(words)  # fmt: skip
    assert {"−1", "0", "1"} <= set(words)


def test_a_drawing_has_the_size_of_the_plot_and_its_lines(plot):
    root = ET.fromstring(plot.data("svg"))
    assert root.get("viewBox") == "0 0 500 360"
    assert root.find("{http://www.w3.org/2000/svg}title").text == "Cost"
    colours = {each.get("stroke") for each in root.iter("{http://www.w3.org/2000/svg}g")}
    assert plot._theme.color("cost").name() in colours


def test_a_picture_has_twice_the_pixels_and_no_cursor(plot):
    plot.read_at(2.0)
    image = QImage.fromData(plot.data("png"))
    assert (image.width(), image.height()) == (1000, 720)
    assert plot._cursor is None
    assert image == QImage.fromData(plot.data("png"))


def read(text):
    """Return the columns of comma-separated text by name, in order."""
    head, *rows = csv.reader(io.StringIO(text))
    columns = zip(*rows, strict=True)
    return head, [np.array([float(each) for each in column if each]) for column in columns]


def test_values_come_back_to_the_last_digit_and_not_thinned(generator):
    x = np.cumsum(generator.random(20_000))
    one, two = generator.normal(size=(2, 20_000)) * 1e-7
    two[3] = np.nan
    lines = (Line("one", x, one), Line("two", x, two))
    figure = Figure(lines, (0.0, 1.0, 0.0, 1.0), Axis("time", "s"), Axis("cost", "%"))
    head, columns = read(comma_separated(table(figure)))
    assert head == ["time [s]", "one [%]", "two [%]"]
    for column, values in zip(columns, (x, one, two), strict=True):
        np.testing.assert_array_equal(column, values)


def test_lines_over_different_x_have_columns_of_their_own():
    lines = (Line("a, b", X, X / 3), Line("", X[:2] + 0.5, X[:2], ghost=True, name="earlier"))
    head, columns = read(comma_separated(table(Figure(lines, (0.0, 1.0, 0.0, 1.0), Axis("epoch")))))
    assert head == ["epoch", "a, b", "epoch", "earlier"]
    for column, values in zip(columns, (X, X / 3, X[:2] + 0.5, X[:2]), strict=True):
        np.testing.assert_array_equal(column, values)


def test_a_fan_is_saved_with_every_member():
    values = np.arange(8.0).reshape(4, 2)
    fan = Fan(X, X, values, X - 1, X, X + 1)
    figure = Figure((), (0.0, 1.0, 0.0, 1.0), Axis("epoch"), fan=fan)
    head, columns = read(comma_separated(table(figure)))
    assert head == ["epoch", "median", "lower end", "upper end", "member 1", "member 2"]
    np.testing.assert_array_equal(columns[-1], values[:, 1])


def test_an_empty_figure_is_an_empty_table():
    assert not any(table(Figure((), (0.0, 1.0, 0.0, 1.0))))


def test_head_lines_speak_the_language_of_the_window():
    fan = Fan(X, X, np.ones((4, 1)), X, X, X)
    set_language("es")
    head = table(Figure((), (0.0, 1.0, 0.0, 1.0), Axis("época"), fan=fan))[0]
    set_language("en")
    assert head[:2] == ["época", "mediana"]
