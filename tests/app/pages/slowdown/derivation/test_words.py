"""The texts of the derivation."""

from __future__ import annotations

from app.pages.slowdown.derivation.words import FORMULAS, LINES, REASONS, rate_words
from engine.improvement.output_errors import VERDICTS
from engine.simulations.slowdown.derivation.station import LINES as COUNT
from tests.support.pages.slowdown_page import view_at


def test_every_line_is_checked_in_numbers():
    view = view_at(station="derivation")
    assert len(LINES) == COUNT
    assert [line.check(view) for line in LINES] == [
        "a − y = 0.5, measured 0.5",
        "a (1 − a) = 0.16, measured 0.16",
        "0.5 / 0.16 = 3.125",
        "−0.375 + 3.5 = 3.125",
        "needed 3.125, measured 3.125",
        "entropy 0.6109, least cost 0.6109",
        "(a − y) · x = 0.5, measured 0.5",
    ]


def test_negative_numbers_in_a_sum_stand_in_brackets():
    assert LINES[3].check(view_at(station="derivation", why_y=0.0)) == "0 + 5 = 5"
    assert LINES[2].check(view_at(station="derivation", why_y=1.0)) == "−0.2 / 0.16 = −1.25"


def test_every_pair_is_explained():
    assert set(REASONS) == set(FORMULAS) == set(VERDICTS)
    for pair, verdict in VERDICTS.items():
        assert ("no sense" in REASONS[pair]) == (verdict == "senseless")
        assert bool(FORMULAS[pair]) == (verdict != "senseless")


def test_the_rate_of_the_book_becomes_six_times_smaller():
    assert rate_words() == "η = 3 → about 0.5 (3.C)"
