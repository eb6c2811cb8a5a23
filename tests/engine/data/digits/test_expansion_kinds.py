"""Kinds of expansion: read from words, written back, refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.digits.distortions import ELASTIC, Range
from engine.data.digits.expansion_kinds import (
    KINDS,
    distortions_of,
    expansion_text,
    parse_expansion,
)
from engine.errors import SettingError


@given(st.dictionaries(st.sampled_from(KINDS), st.floats(0, 1), max_size=len(KINDS)))
def test_what_is_written_is_read_back(chosen):
    strengths = {kind.name: round(share * kind.most, 3) for kind, share in chosen.items()}
    found = parse_expansion(expansion_text(strengths))
    assert found == strengths
    assert parse_expansion(expansion_text(found)) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("twist", "got twist"),
        ("shift,shift", "each once"),
        ("", "each once"),
        ("rotate=999", "rotate from 0 to 180°"),
        ("skew=much", "skew from 0 to 1, got much"),
        ("shift=nan", "shift from 0"),
        ("elastic=-1", "elastic"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text, said):
    with pytest.raises(SettingError, match=said):
        parse_expansion(text)


def test_each_kind_changes_its_own_quantity():
    assert distortions_of("none") is None
    assert distortions_of("elastic") == ELASTIC
    assert distortions_of("shift=1").shift_px == Range(-1, 1)
    assert distortions_of("rotate, scale=.1").scale == Range(0.9, 1.1)
    assert len({str(distortions_of(kind.name)) for kind in KINDS}) == len(KINDS)
