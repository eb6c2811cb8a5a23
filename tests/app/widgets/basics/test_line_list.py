"""A list shows as many lines as fit, with numbers at the right and bars to scale."""

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics

from app.widgets.basics.line_list import BAR_SHARE, Line, LineList


@pytest.fixture
def lines(qtbot, theme):
    """Return a shown list of 400 × 200 pixels."""
    lines = LineList(theme, "lines")
    qtbot.addWidget(lines)
    lines.resize(400, 200)
    lines.show()
    return lines


def picture(lines, *shown, sentence=""):
    """Return what a list paints."""
    lines.show_lines(shown, sentence)
    return lines.grab().toImage()


def coloured(image, colour, row):
    """Return the columns of one row that have exactly this colour."""
    return [x for x in range(image.width()) if image.pixelColor(x, row) == colour]


def test_as_many_lines_as_fit_are_counted_and_announced(lines, theme):
    heard = []
    lines.rows_changed.connect(lambda: heard.append(lines.rows))
    pitch = 1.55 * theme.size("small")
    assert lines.rows == int(200 / pitch)
    lines.resize(400, int(5 * pitch) + 1)
    theme.set_lecture(True)
    assert heard[0] == 5
    assert heard[-1] == lines.rows < 5


def test_lines_that_do_not_fit_are_left_out(lines):
    many = [Line(f"line {number}", str(number)) for number in range(lines.rows + 5)]
    assert picture(lines, *many) == picture(lines, *many[: lines.rows])


def test_bars_are_as_long_as_their_shares(lines, theme):
    number = QFontMetrics(theme.font("mono-small")).horizontalAdvance("12")
    pitch = 1.55 * theme.size("small")
    image = picture(
        lines,
        Line("whole", "12", "positive", 1.0),
        Line("half", "12", "positive", -0.5),
        Line("none", "12", "positive"),
    )
    longest = BAR_SHARE * 400
    for row, share in enumerate((1.0, 0.5, 0.0)):
        columns = np.array(coloured(image, theme.color("positive"), int((row + 0.5) * pitch)))
        bar = columns[columns < 400 - number - 6 - 1]
        assert len(bar) == pytest.approx(share * longest, abs=2)
        if len(bar):
            assert bar[0] == pytest.approx(400 - number - 6 - longest, abs=1)


def test_a_line_without_text_is_a_rule_over_the_whole_width(lines, theme):
    image = picture(lines, Line())
    rows = [len(coloured(image, theme.color("line"), y)) for y in range(image.height())]
    assert sorted(rows)[-2:] == [0, 400]


def test_details_follow_where_all_of_them_fit(lines):
    wide = picture(lines, Line("weight", "0.5", detail=" of the first neuron"))
    assert wide == picture(lines, Line("weight of the first neuron", "0.5"))
    lines.resize(120, 200)
    narrow = picture(lines, Line("weight", "0.5", detail=" of the first neuron"))
    assert narrow == picture(lines, Line("weight", "0.5"))


def test_a_sentence_takes_the_place_of_the_lines(lines):
    alone = picture(lines, sentence="Nothing is selected.")
    assert picture(lines, Line("weight", "0.5"), sentence="Nothing is selected.") == alone
    assert picture(lines, Line("weight", "0.5")) != alone
