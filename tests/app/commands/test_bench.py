"""`bench`: figures as lines and as JSON."""

from __future__ import annotations

import sys
import types

import psutil

from tests.support.command_line import strict_json


def test_the_window_is_measured(call, monkeypatch):
    def measure():
        return {"frame_gap_ms": {"median": 16.5, "p99": float("nan")}}

    module = types.SimpleNamespace(measure=measure)
    monkeypatch.setitem(sys.modules, "app.automation.window_benchmark", module)
    found = strict_json(call("bench", "window", "--json")[1])
    assert found == {"frame_gap_ms": {"median": 16.5, "p99": None}}
    assert call("bench", "window")[1].split() == [
        "frame_gap_ms.median",
        "16.5",
        "frame_gap_ms.p99",
        "nan",
    ]


def test_a_second_process_is_busy_while_the_window_is_measured(call, monkeypatch):
    seen = []

    def measure():
        seen.extend(psutil.Process().children())
        return {}

    module = types.SimpleNamespace(measure=measure)
    monkeypatch.setitem(sys.modules, "app.automation.window_benchmark", module)
    call("bench", "window", "--busy")
    assert [child.is_running() for child in seen] == [False]
