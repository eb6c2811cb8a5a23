"""Every word of the tables of functions can be called."""

from __future__ import annotations

import pytest

from engine.formulas.words import ALIASES, ONE, SEVERAL
from tests.support.samples.formulas import X, value


@pytest.mark.parametrize("name", [*ONE, *ALIASES])
def test_every_function_can_be_called(name):
    assert value(f"{name}(x)").shape == X.shape


@pytest.mark.parametrize("name", SEVERAL)
def test_functions_of_several_values(name):
    assert value(f"{name}(x; 0.2; 0.7)").shape == X.shape
