"""Fields are written as the wire format of Protocol Buffers has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.exports.protobuf import integer, integers, message, real, text, varint
from tests.reference import naive_onnx


def test_the_examples_of_the_format():
    assert integer(1, 150).hex() == "089601"
    assert text(2, "testing").hex() == "120774657374696e67"
    assert message(3, integer(1, 150)).hex() == "1a03089601"
    assert integers(6, [3, 270, 86942]).hex() == "3206038e029ea705"


@given(st.integers(-(2**63), 2**63 - 1))
def test_integers_come_back(value):
    written = varint(value)
    assert naive_onnx.varint(written, 0) == (value, len(written))


@pytest.mark.parametrize("number", [1, 15, 16, 2000])
def test_fields_of_any_number_come_back(number):
    content = integer(number, -1) + real(number, 0.5) + text(number, "ñ")
    assert naive_onnx.fields(content) == {number: [-1, 0.5, "ñ".encode()]}
