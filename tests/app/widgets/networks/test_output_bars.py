"""The bars show what the network said, to the last digit that is printed."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from app.appearance.theme import Theme
from app.widgets.networks.output_bars import OutputBars, percent_text

DIGITS = [str(digit) for digit in range(10)]


@pytest.fixture
def bars(qtbot):
    """Ten shown bars."""
    bars = OutputBars(Theme(), DIGITS)
    qtbot.addWidget(bars)
    bars.resize(150, 500)
    bars.show()
    return bars


def probabilities(winner=7, value=0.9):
    shares = np.full(10, (1 - value) / 9)
    shares[winner] = value
    return shares


def test_the_longest_bar_is_the_winner(bars):
    bars.show_values(probabilities(7), 7, 2)
    image = bars.grab().toImage()
    rows = [round(4 + (500 - 4 - 21) / 10 * (row + 0.5)) for row in range(10)]
    x = bars.width() // 2 - 10
    lit = [image.pixelColor(x, y) for y in rows]
    assert lit.count(lit[0]) == 9
    assert lit[7] != lit[0]


def test_the_bars_are_read_aloud_with_their_percentages(bars):
    bars.show_values(probabilities(7, 0.982), 7, 2)
    assert "7: 98.2" in bars.accessibleDescription()


def test_an_empty_pad_empties_the_bars(bars):
    bars.show_values(probabilities(), 7, 2)
    bars.show_values(None)
    assert bars.values is None
    assert "Nothing" in bars.accessibleDescription()


def test_only_rows_that_look_different_are_painted(bars, qtbot, monkeypatch):
    painted = []
    paint = OutputBars._paint_row
    monkeypatch.setattr(
        OutputBars, "_paint_row", lambda self, *rest: (painted.append(rest[1]), paint(self, *rest))
    )
    bars.show_values(probabilities(7, 0.9), 7, 2)
    bars.show()
    qtbot.waitUntil(lambda: set(painted) == set(range(10)))
    painted.clear()
    bars.show_values(probabilities(7, 0.90001), 7, 2)
    QCoreApplication.processEvents()
    assert painted == []
    bars.show_values(probabilities(7, 0.9), 7, 3)
    qtbot.waitUntil(lambda: len(painted) > 0)
    # their neighbours share a line of pixels with them
    assert {2, 3} <= set(painted) <= {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0.0 %"), (1e-9, "<0.1 %"), (0.0123, "1.2 %"), (0.99999, ">99.9 %"), (1.0, "100.0 %")],
)
def test_percentages_never_round_to_certainty(share, text):
    assert percent_text(share) == text
