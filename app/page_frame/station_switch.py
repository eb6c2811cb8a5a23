"""The switch between the stations of a page, which shortens names where there is no room."""

from __future__ import annotations

from collections.abc import Mapping

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.segments import Segments

NARROWEST = 48
"""Least width in pixels of a segment."""

RESERVED = 30
"""Widths of a letter that title and buttons of the title bar take."""


class StationSwitch(Segments):
    """Names of all stations or, where they do not fit, the selected one's between numbers.

    Parameters
    ----------
    stations : mapping
        Name and meaning of each station, English; shown through `tr`.
    """

    def __init__(self, theme: Theme, stations: Mapping[str, tuple[str, str]]) -> None:
        super().__init__("station_switch", "station_{}_button", stations, least=NARROWEST)
        self._theme, self._stations = theme, stations

    def fit(self, width: int) -> None:
        """Write names or numbers, as a page of a width in pixels has room."""
        short = self.wanted() > width - RESERVED * self._theme.size("base")
        for number, (station, words) in enumerate(self._stations.items(), 1):
            button, (name, meaning) = self.buttons[station], map(tr, words)
            if short and not button.isChecked():
                button.say(str(number), f"{name}: {meaning}")
            else:
                button.say(name, meaning)

    def wanted(self) -> int:
        """Return the width in pixels of all names."""
        edges = 2 * self._theme.size("segment_padding") + 10
        return sum(
            max(9 * button.fontMetrics().horizontalAdvance(tr(name)) // 8 + edges, NARROWEST)
            for button, (name, _) in zip(
                self.buttons.values(), self._stations.values(), strict=True
            )
        )
