"""Output of commands: strict JSON, lines, and a bar on a terminal only."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.commands.output import Output, plain
from tests.support.command_line import strict_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_every_value_is_printed_as_strict_json(value):
    strict_json(json.dumps(plain(value), allow_nan=False))


def test_numpy_values_and_paths_are_printed_too():
    value = {"a": np.float32(np.nan), "b": np.arange(2), "c": Path("x"), "d": np.uint8(3)}
    assert plain(value) == {"a": None, "b": [0, 1], "c": "x", "d": 3}


class Terminal(io.StringIO):
    """Standard error of a person."""

    def isatty(self):
        """Say that somebody looks."""
        return True


def test_a_bar_is_drawn_on_a_terminal_only_and_never_with_json(monkeypatch):
    for stream, as_json, drawn in (
        (Terminal(), False, True),
        (Terminal(), True, False),
        (io.StringIO(), False, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        output = Output(as_json)
        output.progress("Epoch 1", 0.5)
        assert ("[###" in stream.getvalue()) is drawn
        output.clear()
        assert stream.getvalue().endswith("\r") is drawn
