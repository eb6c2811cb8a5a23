"""Names and number formats of the page Vanishing gradients."""

from __future__ import annotations

import math

import pytest

from app.pages.vanishing.words import (
    ABLATION_NAMES,
    ABLATION_REASONS,
    scientific,
    significant_round,
    times,
)
from engine.vanishing.ablations import ABLATIONS


def test_ratios_are_written_as_a_person_would():
    assert [times(r) for r in (1.52, 116.87, 12_345.0, 2.06e6)] == [
        "1.5",
        "117",
        "12,000",
        "2.1 million",
    ]
    assert scientific(9.96e-5, 2) == "10·10⁻⁵" or scientific(9.96e-5, 2) == "1·10⁻⁴"


@pytest.mark.parametrize("value", [3.2e-9, 1.75e-5, 9.999e-5, 0.0171, 0.5, 41.0, 2.5e7, -4.4e-6])
def test_a_number_in_powers_of_ten_is_read_back_as_what_it_was(value):
    written = scientific(value, 3)
    powers = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
    mantissa, _, power = written.translate(powers).partition("·10")
    read = float(mantissa.replace(",", "")) * 10.0 ** int(power or 0)
    assert read == pytest.approx(value, rel=5.1e-3)
    assert not power or 1 <= abs(float(mantissa)) < 10


def test_what_is_no_number_is_no_ratio():
    assert (times(math.nan), times(math.inf)) == ("?", "?")


def test_rounding_keeps_two_digits():
    assert [significant_round(value) for value in (12_345.0, 0.0449, -987.0, 0.0)] == [
        12_000.0,
        0.045,
        -990.0,
        0.0,
    ]


def test_every_ablation_has_a_name_and_a_reason():
    names = {ablation.name for ablation in ABLATIONS}
    assert set(ABLATION_NAMES) == set(ABLATION_REASONS) == names
