"""Names of stations give way to numbers where there is no room."""

from __future__ import annotations

import pytest

from app.page_frame.station_switch import RESERVED, StationSwitch

STATIONS = {
    "slow": ("Slow station", "A slow one (1)."),
    "fast": ("Fast station", "A fast one (2)."),
}


@pytest.fixture
def switch(qtbot, theme):
    """Return a switch between two stations."""
    switch = StationSwitch(theme, STATIONS)
    qtbot.addWidget(switch)
    return switch


def texts(switch):
    """Return what is written on the buttons."""
    return [button.text() for button in switch.buttons.values()]


def test_all_names_are_written_where_they_fit(switch, theme):
    switch.fit(switch.wanted() + RESERVED * theme.size("base"))
    assert texts(switch) == ["Slow station", "Fast station"]


def test_elsewhere_only_the_selected_station_has_its_name(switch, theme):
    switch.select("fast")
    switch.fit(switch.wanted() + RESERVED * theme.size("base") - 1)
    assert texts(switch) == ["1", "Fast station"]
    assert switch.buttons["slow"].toolTip() == "Slow station: A slow one (1)."
    switch.select("slow")
    switch.fit(100)
    assert texts(switch) == ["Slow station", "2"]
