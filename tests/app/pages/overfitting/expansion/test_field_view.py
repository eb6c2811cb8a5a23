"""The arrows of the elastic field are seen on the pad and on ink."""

import pytest

from app.appearance.contrast import LEAST_OF_LINES, contrast
from app.appearance.theme import NAMES, Theme
from app.pages.overfitting.expansion.field_view import arrow_colour


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", ["pad", "ink"])
def test_arrows_are_seen_on_the_pad_and_on_ink(qapp, name, ground):
    theme = Theme(name)
    assert contrast(arrow_colour(theme), theme.color(ground)) >= LEAST_OF_LINES
